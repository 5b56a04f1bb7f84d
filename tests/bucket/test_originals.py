"""Originals in a bucket: whole or not there, verified on the way in and out, and a bounded disk for the copies."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from media.bucket import BucketOriginals
from media.cached import Cached
from media.errors import MediaError
from media.fixity import State, verify
from media.originals import Listed
from media.store import Store
from tests.bucket.store import KEY, S3, SECRET, free_port, key_of
from tests.server import ROOT

BYTES = b"one photograph"
DIGEST = hashlib.sha256(BYTES).hexdigest()
MIB = 1 << 20


def source(folder: Path, content: bytes = BYTES) -> Path:
    path = folder / "sent"
    path.write_bytes(content)
    return path


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def refused(verb: object, *arguments: object) -> str:
    with pytest.raises(MediaError) as error:
        verb(*arguments)  # type: ignore[operator]
    return error.value.code


def test_an_original_is_kept_found_fetched_and_removed(s3: S3, tmp_path: Path) -> None:
    store = Store(tmp_path, s3.originals(tmp_path / "cache"))
    assert not store.has(DIGEST)
    with pytest.raises(FileNotFoundError):
        store.path(DIGEST)
    assert store.keep(source(tmp_path), DIGEST)
    assert not store.keep(source(tmp_path), DIGEST)
    assert s3.bytes(DIGEST) == BYTES
    assert s3.keys() == [key_of(DIGEST)]
    assert (store.has(DIGEST), list(store.digests())) == (True, [DIGEST])
    assert 0 <= (store.age(DIGEST) or -1) < 60
    elsewhere = Store(tmp_path / "2", s3.originals(tmp_path / "2" / "cache"))
    assert elsewhere.path(DIGEST).read_bytes() == elsewhere.opened(DIGEST).read() == BYTES
    assert elsewhere.path(DIGEST).stat().st_mode & 0o777 == 0o400
    store.remove(DIGEST)
    store.remove(DIGEST)
    assert (s3.keys(), store.has(DIGEST), store.age(DIGEST)) == ([], False, None)
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.has("../" * 20)


def test_a_large_file_goes_and_comes_in_parts(s3: S3, tmp_path: Path) -> None:
    content = os.urandom(11 * MIB + 7)
    originals = s3.originals(tmp_path / "cache")
    originals.keep(source(tmp_path, content), digest_of(content), is_reckoned=True)
    assert list(originals.listed()) == [Listed(digest_of(content), len(content))]
    assert verify(originals, digest_of(content)) == State.WHOLE
    (tmp_path / "cache").rename(tmp_path / "before")
    assert digest_of(originals.fetched(digest_of(content)).read_bytes()) == digest_of(content)


@pytest.mark.parametrize("size", [100, 12 * MIB])
def test_other_bytes_than_the_digests_never_appear(s3: S3, tmp_path: Path, size: int) -> None:
    path = source(tmp_path, os.urandom(size))
    assert refused(lambda: s3.originals(tmp_path / "cache").keep(path, DIGEST, is_reckoned=True)) == "CORRUPT"
    assert (path.stat().st_size, s3.keys(), s3.uploads()) == (size, [], 0)
    assert not (tmp_path / "cache").exists()


def test_an_upload_that_breaks_off_leaves_nothing(s3: S3, tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        for _ in range(12):
            yield bytes(MIB)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        s3.originals(tmp_path / "cache").write(DIGEST, breaking(), 20 * MIB)
    assert (s3.keys(), s3.uploads()) == ([], 0)


def test_changed_bytes_are_found_and_never_handed_out(s3: S3, tmp_path: Path) -> None:
    originals = s3.originals(tmp_path / "cache")
    originals.keep(source(tmp_path), DIGEST, is_reckoned=True)
    s3.spoil(DIGEST)
    assert verify(originals, DIGEST) == State.CHANGED, "whatever the local copy says"
    other = s3.originals(tmp_path / "other")
    assert refused(other.fetched, DIGEST) == "CORRUPT"
    assert [p for p in (tmp_path / "other").rglob("*") if p.is_file()] == []
    s3.remove(DIGEST)
    assert verify(originals, DIGEST) == State.MISSING


def test_an_old_original_is_sent_anew_when_its_grace_begins_again(
    s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals = s3.originals(tmp_path / "cache")
    originals.keep(source(tmp_path), DIGEST, is_reckoned=True)
    before = s3.since(DIGEST)
    time.sleep(1.1)
    originals.renew(DIGEST)
    assert s3.since(DIGEST) == before
    monkeypatch.setattr("media.bucket.FRESH_S", 0)
    originals.renew(DIGEST)
    assert s3.since(DIGEST) != before


def test_many_who_ask_at_once_fetch_once(s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    s3.originals(tmp_path / "first").keep(source(tmp_path), DIGEST, is_reckoned=True)
    originals, asked, pieces = s3.originals(tmp_path / "cache"), [], BucketOriginals.pieces

    def noted(self: BucketOriginals, digest: str) -> Iterator[bytes]:
        asked.append(digest)
        time.sleep(0.1)
        return pieces(self, digest)

    monkeypatch.setattr(BucketOriginals, "pieces", noted)
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(originals.fetched, [DIGEST] * 16))
    assert (len(paths), asked) == (1, [DIGEST])


def test_copies_unused_for_longest_go_and_those_in_use_stay(tmp_path: Path) -> None:
    cached, digests = Cached(tmp_path, 10_000), []
    for number in range(12):
        content = bytes([number]) * 1_000
        digests.append(digest_of(content))
        path = cached.filled(digests[-1], lambda content=content: iter([content]))  # type: ignore[misc]
        os.utime(path, (time.time() - 10_000 + number,) * 2)
        if number == 6:
            assert cached.path(digests[0]), "used again"
        left = sum(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file())
        assert left <= 10_000
    assert cached.path(digests[0])
    assert cached.path(digests[1]) is None
    tight = Cached(tmp_path / "tight", 0)
    assert tight.filled(DIGEST, lambda: iter([BYTES])).read_bytes() == BYTES, "what was just asked for stays"


def test_a_bucket_that_does_not_answer_is_said_within_seconds(tmp_path: Path) -> None:
    dead = S3(f"http://127.0.0.1:{free_port()}", "nowhere").originals(tmp_path / "cache")
    path, began = source(tmp_path), time.monotonic()
    for verb in (dead.size, dead.fetched, dead.age, dead.remove):
        assert refused(verb, DIGEST) == "STORE_UNAVAILABLE"
    assert refused(lambda: dead.keep(path, DIGEST, is_reckoned=True)) == "STORE_UNAVAILABLE"
    assert refused(lambda: list(dead.listed())) == "STORE_UNAVAILABLE"
    assert refused(verify, dead, DIGEST) == "STORE_UNAVAILABLE", "not a fault of the file"
    assert dead.fault() == ("kho không trả lời", "the store does not answer")
    assert time.monotonic() - began < 30
    assert path.read_bytes() == BYTES


def test_a_bucket_that_is_not_there_is_not_an_empty_one(s3: S3, tmp_path: Path) -> None:
    missing = S3(s3.url, "no-such-bucket").originals(tmp_path / "cache")
    assert refused(verify, missing, DIGEST) == "STORE_UNAVAILABLE"
    assert refused(lambda: missing.keep(source(tmp_path), DIGEST, is_reckoned=True)) == "STORE_UNAVAILABLE"
    assert (missing.fault() or ("", ""))[1] == "there is no bucket of that name"
    assert s3.originals(tmp_path / "cache").fault() is None


def test_a_key_that_is_not_believed_is_said_and_nowhere_shown(
    s3: S3, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    originals = s3.originals(tmp_path / "cache")
    with s3.guarded():
        with pytest.raises(MediaError) as error:
            originals.keep(source(tmp_path), DIGEST, is_reckoned=True)
        assert (originals.fault() or ("", ""))[1] == "the store does not accept the key"
    said = f"{error.value!r} {error.value.__cause__} {originals!r} {s3.settings(tmp_path)!r} {caplog.text}"
    assert error.value.code == "STORE_UNAVAILABLE"
    assert error.value.__suppress_context__
    assert (KEY in said, SECRET in said) == (False, False)
    assert (s3.keys(), source(tmp_path).exists()) == ([], True)


def test_memory_stays_flat_however_large_the_file_is(s3: S3, tmp_path: Path) -> None:
    """In a process of its own: 96 MiB are kept, verified, fetched; less than half of that is ever held."""
    code = (
        "import hashlib, os, pathlib, resource, sys\n"
        "from media.bucket import Access, BucketOriginals\n"
        "from media.cached import Cached\n"
        "from media.fixity import State, verify\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "access = Access(sys.argv[3], 'di-san', 'key', 'secret', 'us-east-1', sys.argv[2])\n"
        "block, sha256 = os.urandom(1 << 20), hashlib.sha256()\n"
        "with (folder / 'sent').open('wb') as file:\n"
        "    for _ in range(96):\n"
        "        file.write(block); sha256.update(block)\n"
        "originals = BucketOriginals(access, Cached(folder / 'cache', 1 << 30)); originals.fault()\n"
        "before, digest = peak(), sha256.hexdigest()\n"
        "originals.keep(folder / 'sent', digest, is_reckoned=True)\n"
        "assert verify(originals, digest) == State.WHOLE\n"
        "BucketOriginals(access, Cached(folder / 'other', 1 << 30)).fetched(digest)\n"
        "print(peak() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path, s3.url, s3.bucket],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 48
