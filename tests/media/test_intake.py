"""Files that grow: what was acknowledged is there, what never proved right is not, one writer at a time."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media import intake
from media.errors import MediaError
from media.intake import Checksum, Partial
from tests.server import ROOT, clean_environment
from tests.storage.faults import build

ID = "0123456789abcdef" * 2
LIMIT = 1 << 30


def sum_of(content: bytes, algorithm: str = "sha256") -> Checksum:
    return Checksum(algorithm, hashlib.new(algorithm, content).digest())


def code_of(verb: Any, *arguments: Any) -> str:
    with pytest.raises(MediaError) as refused:
        verb(*arguments)
    assert refused.value.vi
    assert refused.value.en
    return refused.value.code


@pytest.fixture
def partial(tmp_path: Path) -> Partial:
    opened = Partial(tmp_path / "uploads")
    opened.begin(ID)
    return opened


def content(partial: Partial) -> bytes:
    return partial.path(ID).read_bytes()


def test_a_file_grows_and_its_digest_is_known(partial: Partial) -> None:
    assert partial.size(ID) == 0
    assert partial.append(ID, 0, [b"one ", b"two "], LIMIT) == 8
    assert partial.append(ID, 8, iter([b"three"]), LIMIT) == 13
    assert partial.digest(ID) == hashlib.sha256(b"one two three").hexdigest()
    assert Partial(partial.folder).digest(ID) == partial.digest(ID)  # after a restart: from the file
    assert partial.path(ID).stat().st_mode & 0o777 == 0o600


def test_bytes_go_behind_the_end_and_nowhere_else(partial: Partial) -> None:
    partial.append(ID, 0, [b"12345"], LIMIT)
    for offset in (0, 4, 6, 1 << 62):
        assert code_of(partial.append, ID, offset, [b"x"], LIMIT) == "WRONG_OFFSET"
    assert content(partial) == b"12345"


def test_more_than_was_announced_is_refused_as_a_whole(partial: Partial) -> None:
    partial.append(ID, 0, [b"12"], 5)
    assert code_of(partial.append, ID, 2, [b"345", b"6"], 5) == "TOO_LARGE"
    assert content(partial) == b"12"
    assert partial.append(ID, 2, [b"345"], 5) == 5
    assert partial.digest(ID) == hashlib.sha256(b"12345").hexdigest()


@pytest.mark.parametrize("algorithm", intake.CHECKSUMS)
def test_bytes_that_do_not_add_up_do_not_count(partial: Partial, algorithm: str) -> None:
    partial.append(ID, 0, [b"good"], LIMIT)
    wrong = sum_of(b"what was meant", algorithm)
    assert code_of(partial.append, ID, 4, [b"what ", b"came"], LIMIT, wrong) == "CHECKSUM_MISMATCH"
    assert content(partial) == b"good"
    assert partial.append(ID, 4, [b" and", b" right"], LIMIT, sum_of(b" and right", algorithm)) == 14
    assert partial.digest(ID) == hashlib.sha256(b"good and right").hexdigest()
    assert [path.name for path in partial.folder.iterdir()] == [f"{ID}.part"]


def test_a_request_that_stops_half_way_leaves_what_arrived_unless_it_had_a_checksum(partial: Partial) -> None:
    with partial.open(ID, 0, LIMIT) as writer:
        writer.write(b"half")
        assert writer.keep(is_whole=False) == 4
    with partial.open(ID, 4, LIMIT, sum_of(b" and the rest")) as writer:
        writer.write(b" and the")
        assert writer.keep(is_whole=False) == 4
    assert content(partial) == b"half"


def test_one_writer_at_a_time(partial: Partial) -> None:
    other = Partial(partial.folder)
    with partial.open(ID, 0, LIMIT) as writer:
        writer.write(b"mine")
        for verb in (other.size, other.digest, other.end, partial.end, partial.size):
            assert code_of(verb, ID) == "BUSY"
        assert code_of(other.append, ID, 4, [b"x"], LIMIT) == "BUSY"
        writer.keep()
    assert other.append(ID, 4, [b", then yours"], LIMIT) == 16
    assert partial.digest(ID) == hashlib.sha256(b"mine, then yours").hexdigest()


def test_what_ends_is_gone(partial: Partial) -> None:
    partial.end(ID)
    partial.end(ID)
    assert code_of(partial.size, ID) == "NOT_THERE"
    assert code_of(partial.append, ID, 0, [b"x"], LIMIT) == "NOT_THERE"
    assert list(partial.folder.iterdir()) == []


def test_an_id_is_no_path_and_no_link_is_followed(partial: Partial, tmp_path: Path) -> None:
    for name in ("", "..", "../" * 10 + "x", ID.upper(), ID[:-1], ID + "\n", "/" + ID[1:]):
        with pytest.raises(ValueError, match="not an id"):
            partial.append(name, 0, [b"x"], LIMIT)
    (tmp_path / "secret").write_bytes(b"secret")
    partial.path("f" * 32).symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic"):
        partial.append("f" * 32, 6, [b"x"], LIMIT)
    assert (tmp_path / "secret").read_bytes() == b"secret"
    with pytest.raises(FileExistsError):
        partial.begin(ID)


def test_the_disk_keeps_its_floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = 100 << 20
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, free))
    partial = Partial(tmp_path / "uploads", floor=50 << 20)
    assert code_of(partial.begin, ID, (50 << 20) + 1) == "NO_SPACE"
    assert not partial.folder.exists()
    partial.begin(ID, 50 << 20)
    partial.append(ID, 0, [b"x" * (32 << 20)], LIMIT)
    free = 40 << 20  # others filled it meanwhile
    assert code_of(partial.append, ID, 32 << 20, [b"y" * (32 << 20), b"z"], LIMIT) == "NO_SPACE"


def test_debris_is_taken_away_and_nothing_else(partial: Partial) -> None:
    partial.append(ID, 0, [b"x"], LIMIT)
    partial.mark(ID, 1)
    lost = "f" * 32
    (partial.folder / f"{lost}.from.part").write_text("1")
    (partial.folder / f".{lost}.from.part.1234.part").write_text("1")
    partial.tidy(3600)
    assert len(list(partial.folder.iterdir())) == 4
    partial.tidy(0)
    assert sorted(path.name for path in partial.folder.iterdir()) == [f"{ID}.from.part", f"{ID}.part"]
    assert (list(partial.ids()), list(partial.ids(3600))) == ([ID], [])


Step = tuple[list[bytes], str, int]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.binary(max_size=40), max_size=4),
            st.sampled_from(["plain", "right", "wrong", "half", "restart", "torn", "elsewhere"]),
            st.integers(0, 200),
        ),
        max_size=12,
    )
)
def test_whatever_is_sent_the_file_is_what_was_acknowledged(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    """Against a plain list of bytes: restarts, wrong offsets and sums, requests that break off, torn ones."""
    partial = Partial(tmp_path_factory.mktemp("property"))
    partial.begin(ID)
    kept, limit = b"", 150
    for chunks, kind, offset in steps:
        sent = b"".join(chunks)
        checksum = {"right": sum_of(sent), "wrong": sum_of(sent + b"!"), "torn": sum_of(sent)}.get(kind)
        if kind == "restart":
            partial = Partial(partial.folder)
        start = offset if kind == "elsewhere" else len(kept)
        try:
            with partial.open(ID, start, limit, checksum) as writer:
                for chunk in chunks:
                    writer.write(chunk)
                if kind != "torn":  # torn: the process ends here, before anything was acknowledged
                    writer.keep(is_whole=kind != "half")
                    kept += sent
        except MediaError as error:
            expected = {"wrong": "CHECKSUM_MISMATCH", "elsewhere": "WRONG_OFFSET"}.get(kind, "TOO_LARGE")
            assert error.code in {expected, "TOO_LARGE"}
        assert partial.size(ID) == len(kept)
        assert partial.path(ID).read_bytes() == kept
        assert partial.digest(ID) == hashlib.sha256(kept).hexdigest()


KILLED = """
import os, sys, hashlib, signal, pathlib
from media.intake import Partial, Checksum
folder, checked = pathlib.Path(sys.argv[1]), sys.argv[2] == "checked"
partial = Partial(folder)
checksum = Checksum("sha256", hashlib.sha256(b"second" * 3).digest()) if checked else None
with partial.open("0123456789abcdef" * 2, 5, 1 << 20, checksum) as writer:
    writer.write(b"second")
    writer.write(b"second")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("how", "left"), [("plain", b"first" + b"second" * 2), ("checked", b"first")])
def test_a_writer_that_is_killed_between_chunks_can_go_on(partial: Partial, how: str, left: bytes) -> None:
    partial.append(ID, 0, [b"first"], LIMIT)
    killed = subprocess.run([sys.executable, "-c", KILLED, partial.folder, how], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    again = Partial(partial.folder)
    assert again.size(ID) == len(left)
    assert content(again) == left
    again.append(ID, len(left), [b", and on"], LIMIT)
    assert again.digest(ID) == hashlib.sha256(left + b", and on").hexdigest()


FULL = """
import sys, pathlib
from media.errors import MediaError
from media.intake import Partial
partial, full, name = Partial(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2]), "0123456789abcdef" * 2
with partial.open(name, 0, 1 << 20) as writer:
    writer.write(b"before")
    full.touch()
    try:
        writer.write(b"after")
    except MediaError as error:
        print(error.code)
    full.unlink()
    print(writer.keep(is_whole=False))
full.touch()
try:
    partial.begin("f" * 32)
    partial.append("f" * 32, 0, [b"x"], 10)
except MediaError as error:
    print(error.code)
full.unlink()
print(partial.append(name, 6, [b" and after"], 1 << 20), partial.size(name))
"""


@pytest.mark.compiler
def test_a_full_disk_keeps_what_arrived_and_goes_on_when_there_is_room(
    partial: Partial, tmp_path: Path
) -> None:
    full = tmp_path / "full"
    faults = {
        "FAULTS_FOLDER": str(partial.folder),
        "FAULTS_FULL": str(full),
        "LD_PRELOAD": str(build(tmp_path)),
    }
    done = subprocess.run(
        [sys.executable, "-c", FULL, partial.folder, full],
        cwd=ROOT,
        env=clean_environment(tmp_path, **faults),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["NO_SPACE", "6", "NO_SPACE", "16", "16"], "")
    assert content(partial) == b"before and after"


def test_what_is_acknowledged_is_on_the_disk(partial: Partial, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        synced.append(os.fstat(handle).st_size)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    assert partial.append(ID, 0, [b"x" * 10_000, b"y"], LIMIT) == 10_001
    assert synced == [10_001]


def test_bytes_that_cannot_be_forced_to_the_disk_do_not_count(
    partial: Partial, monkeypatch: pytest.MonkeyPatch
) -> None:
    partial.append(ID, 0, [b"kept"], LIMIT)

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="Input/output"):
        patched.setattr(os, "fsync", broken)
        partial.append(ID, 4, [b"lost"], LIMIT)
    assert content(partial) == b"kept"
    assert partial.append(ID, 4, [b" on"], LIMIT) == 7
    assert partial.digest(ID) == hashlib.sha256(b"kept on").hexdigest()
