"""Where originals lie: what any such place can do, and the one that is a folder of the data directory.

The other one is a bucket (`media.bucket`). An original is named by its SHA-256, never changed, only added and
removed. No name that comes from outside becomes a path: a digest is 64 hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from media.durable import CAN_HOLD, sync, written_whole
from media.errors import MediaError

BLOCK = 1 << 20
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such flag
READ_ONLY = 0o400
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Listed:
    """An original in a list: its digest and size in bytes."""

    digest: str
    size: int


class Originals(Protocol):
    """A place for originals.

    Every verb raises `ValueError` for what is no digest, and `MediaError` (STORE_UNAVAILABLE) where the place
    does not answer; then nothing is half done.
    """

    def keep(self, path: Path, digest: str, *, is_reckoned: bool) -> bool:
        """Take a file of the data directory in; see `Store.keep`."""

    def write(self, digest: str, pieces: Iterable[bytes], size: int) -> None:
        """Take bytes in, whole or not at all. Raises `MediaError` (CORRUPT) if they are not the digest's."""

    def size(self, digest: str) -> int | None:
        """The original's size in bytes; None if it is not there."""

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The original's bytes, from the place itself. Raises `FileNotFoundError`."""

    def fetched(self, digest: str) -> Path:
        """A local file with the original's bytes. Raises `FileNotFoundError`."""

    def holds(self, path: Path, digest: str) -> bool:
        """Whether the path is that local file: what lies there is kept already."""

    def renew(self, digest: str) -> None:
        """Let the grace of an original that no record names yet begin anew."""

    def age(self, digest: str) -> float | None:
        """Seconds since the original came, or since its grace began anew; None if it is not there."""

    def remove(self, digest: str) -> None:
        """Take the original away, if it is there."""

    def listed(self) -> Iterator[Listed]:
        """All originals, in the order of their digests; nothing else that may lie there."""


class LocalOriginals:
    """Originals as files `ab/cd/<digest>` of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, digest: str, *, is_reckoned: bool) -> bool:
        """Move the file in: on the disk, with its name, when this returns."""
        target = self._folder / place(digest)
        with opened_file(path) as file:
            if not is_reckoned and digest_of(file) != digest:
                raise corrupt()
            size = os.fstat(file.fileno()).st_size
            _synced(file, path)
        if self.size(digest) == size:
            self.renew(digest)
            path.unlink()
            return False
        make_folder(target.parent)
        os.utime(path)  # the grace of what no record names yet begins now
        path.chmod(READ_ONLY)
        path.replace(target)
        sync(target.parent)
        return True

    def write(self, digest: str, pieces: Iterable[bytes], size: int) -> None:  # noqa: ARG002 (a bucket needs the size)
        """Write the bytes beside their place first."""
        target = self._folder / place(digest)
        make_folder(target.parent)
        with written_whole(target) as file:
            for piece in matching(pieces, digest):
                file.write(piece)
        target.chmod(READ_ONLY)

    def size(self, digest: str) -> int | None:
        """Of a file; what else may lie there does not count."""
        try:
            facts = (self._folder / place(digest)).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return facts.st_size if stat.S_ISREG(facts.st_mode) else None

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Read from the disk, no symbolic link followed."""
        handle = os.open(self._folder / place(digest), os.O_RDONLY | NO_FOLLOW)
        with os.fdopen(handle, "rb") as file:
            while block := file.read(BLOCK):
                yield block

    def fetched(self, digest: str) -> Path:
        """The original itself."""
        path = self._folder / place(digest)
        if self.size(digest) is None:
            raise FileNotFoundError(path)
        return path

    def holds(self, path: Path, digest: str) -> bool:
        """Whether it is the original itself."""
        return path == self._folder / place(digest)

    def renew(self, digest: str) -> None:
        """By the file's time."""
        os.utime(self._folder / place(digest), follow_symlinks=False)

    def age(self, digest: str) -> float | None:
        """By the file's time."""
        try:
            return time.time() - (self._folder / place(digest)).lstat().st_mtime
        except FileNotFoundError:
            return None

    def remove(self, digest: str) -> None:
        """Take the file and its name away."""
        path = self._folder / place(digest)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync(path.parent)

    def listed(self) -> Iterator[Listed]:
        """By walking the folders."""
        for first in folders(self._folder):
            for second in folders(first):
                for name in sorted(entry.name for entry in second.iterdir()):
                    if is_placed(name, Path(first.name, second.name)):
                        size = self.size(name)
                        if size is not None:
                            yield Listed(name, size)


def place(digest: str) -> Path:
    """Where an original lies below its folder. Raises `ValueError` for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a SHA-256: {digest[:80]!r}")
    return Path(digest[:2], digest[2:4], digest)


def is_placed(name: str, folder: Path) -> bool:
    """Whether a file of this name in this folder is an original in its place."""
    return _DIGEST.fullmatch(name) is not None and place(name).parent == folder


def folders(folder: Path) -> list[Path]:
    """The folders in a folder, by their names; none if it is not there."""
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())


def opened_file(path: Path) -> BinaryIO:
    """A regular file, to be read; no symbolic link is followed. Raises `ValueError` for anything else."""
    file = os.fdopen(os.open(path, os.O_RDONLY | NO_FOLLOW), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ValueError(f"not a file: {path}")
    return file


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of a whole file, block by block."""
    sha256 = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK):
        sha256.update(block)
    return sha256.hexdigest()


def matching(pieces: Iterable[bytes], digest: str) -> Iterator[bytes]:
    """The same pieces; raises `MediaError` (CORRUPT) after the last one if they are not the digest's bytes."""
    sha256 = hashlib.sha256()
    for piece in pieces:
        sha256.update(piece)
        yield piece
    if sha256.hexdigest() != digest:
        raise corrupt()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, so that their names are on the disk too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync(folder.parent)


def corrupt() -> MediaError:
    """What is said of bytes that are not their digest's."""
    return MediaError(
        "CORRUPT",
        "Nội dung tệp không khớp với mã băm SHA-256 của nó.",
        "The file's bytes are not those of its SHA-256.",
    )


def _synced(file: BinaryIO, path: Path) -> None:
    if CAN_HOLD:
        os.fsync(file.fileno())
    else:
        with path.open("r+b") as writable:  # Windows syncs only what is open for writing
            os.fsync(writable.fileno())
