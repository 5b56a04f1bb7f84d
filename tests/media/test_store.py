"""Stored files: named by their bytes, whole or not there, and nothing outside the folder is touched."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from media.errors import MediaError
from media.store import Store
from tests.server import ROOT

BYTES = b"one photograph"
DIGEST = hashlib.sha256(BYTES).hexdigest()


def source(folder: Path, content: bytes = BYTES, name: str = "sent") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir())


def test_an_original_lies_under_its_digest_and_nobody_writes_to_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    assert store.keep(source(tmp_path), DIGEST)
    path = store.path(DIGEST)
    assert path.relative_to(tmp_path / "data") == Path("originals", DIGEST[:2], DIGEST[2:4], DIGEST)
    assert path.read_bytes() == store.opened(DIGEST).read() == BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert store.has(DIGEST)
    assert list(store.digests()) == [DIGEST]
    assert not (tmp_path / "sent").exists()


def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    assert store.keep(source(tmp_path), DIGEST)
    assert not store.keep(source(tmp_path), DIGEST, is_reckoned=True)
    assert len(files(tmp_path)) == 1


def test_other_bytes_than_the_digests_are_refused_and_stay_where_they_are(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    path = source(tmp_path, b"another")
    with pytest.raises(MediaError) as refused:
        store.keep(path, DIGEST)
    assert refused.value.code == "CORRUPT"
    assert files(tmp_path) == ["sent"]


def test_an_original_that_was_cut_short_is_put_right_by_its_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.keep(source(tmp_path), DIGEST)
    store.path(DIGEST).chmod(0o600)
    store.path(DIGEST).write_bytes(BYTES[:3])
    assert store.keep(source(tmp_path), DIGEST)
    assert store.opened(DIGEST).read() == BYTES


@pytest.mark.parametrize(
    "digest",
    [
        "",
        "a",
        "../" * 20,
        "/etc/passwd",
        DIGEST.upper(),
        DIGEST + "\n",
        DIGEST[:-1] + "/",
        "٠" * 64,
        "0" * 65,
    ],
)
def test_what_is_no_digest_is_no_path(tmp_path: Path, digest: str) -> None:
    store = Store(tmp_path / "data")
    path = source(tmp_path)
    for verb in (store.path, store.has, store.remove, store.opened, store.forget_derived):
        with pytest.raises(ValueError, match="not a SHA-256"):
            verb(digest)
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.keep(path, digest)
    assert files(tmp_path) == ["sent"]


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a/../b", ".hidden", "a..b", "A.webp", "a\0", "card.webp\n", "x" * 65, "a b"],
)
def test_what_is_no_recipe_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a recipe"):
        Store(tmp_path).derived(DIGEST, name)


def test_no_symbolic_link_is_followed(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    secret = source(tmp_path, b"secret", "secret")
    link = tmp_path / "link"
    link.symlink_to(secret)
    with pytest.raises(OSError, match="symbolic"):
        store.keep(link, hashlib.sha256(b"secret").hexdigest())
    place = tmp_path / "data" / "originals" / DIGEST[:2] / DIGEST[2:4] / DIGEST
    place.parent.mkdir(parents=True)
    place.symlink_to(secret)
    assert not store.has(DIGEST)
    assert list(store.digests()) == []
    with pytest.raises(FileNotFoundError):
        store.opened(DIGEST)
    with pytest.raises(OSError, match="symbolic"):
        list(store.pieces(DIGEST))
    assert store.keep(source(tmp_path), DIGEST)  # the link is replaced, what it led to is untouched
    assert (secret.read_bytes(), store.opened(DIGEST).read()) == (b"secret", BYTES)


def test_derivatives_come_and_go_and_the_original_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.keep(source(tmp_path), DIGEST)
    for name in ("card-1-50x50.webp", "screen-1.webp"):
        assert store.keep_derived(DIGEST, name, source(tmp_path)) == store.derived(DIGEST, name)
    assert len(files(tmp_path)) == 3
    store.forget_derived(DIGEST)
    store.forget_derived(DIGEST)
    assert files(tmp_path) == [str(store.path(DIGEST).relative_to(tmp_path))]
    store.remove(DIGEST)
    store.remove(DIGEST)
    assert files(tmp_path) == []


def test_only_digests_in_their_place_are_listed(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    assert list(store.digests()) == []
    digests = [hashlib.sha256(bytes([n])).hexdigest() for n in range(20)]
    for n, digest in enumerate(digests):
        store.keep(source(tmp_path, bytes([n])), digest)
    place = store.path(digests[0])
    (place.parent / "notes.txt").write_text("x")
    (place.parent / digests[1]).write_text("x")
    (place.parent / f".{DIGEST}.part").write_text("x")
    assert list(store.digests()) == sorted(digests)


def test_keeping_forces_the_bytes_and_the_name_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, seen, fsync = Store(tmp_path / "data"), [], os.fsync

    def noted(handle: int) -> None:
        seen.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    path = source(tmp_path)
    store.keep(path, DIGEST)
    assert seen[0] == path
    assert seen[-1] == store.path(DIGEST).parent
    assert {tmp_path, tmp_path / "data"} <= set(seen)  # the new folders' names too


def test_a_process_that_is_killed_while_keeping_leaves_the_file_here_or_there(tmp_path: Path) -> None:
    """Killed before each of the system calls that change names: the bytes are at one place, whole."""
    code = (
        "import os, sys, signal, pathlib\n"
        "from media.store import Store\n"
        "data, at = pathlib.Path(sys.argv[1]), int(sys.argv[2])\n"
        "count = 0\n"
        "def hook(event, _):\n"
        "    global count\n"
        "    if event in ('os.mkdir', 'os.chmod', 'os.rename'):\n"
        "        count += 1\n"
        "        if count == at: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(hook)\n"
        f"Store(data).keep(data / 'sent', '{DIGEST}')\n"
    )
    ends = []
    for at in range(1, 8):
        data = tmp_path / str(at)
        data.mkdir()
        source(data)
        ends.append(
            subprocess.run([sys.executable, "-c", code, data, str(at)], cwd=ROOT, check=False).returncode
        )
        (left,) = [p for p in data.rglob("*") if p.is_file()]
        assert left.read_bytes() == BYTES
        assert Store(data).has(DIGEST) is (left.name == DIGEST)
        if not Store(data).has(DIGEST):
            assert Store(data).keep(data / "sent", DIGEST)
    assert ends == [-9] * 5 + [0] * 2
