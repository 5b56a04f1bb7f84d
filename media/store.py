"""Stored files: bytes named by their SHA-256, in the data directory.

An original is never changed, only added and removed; the same bytes twice are one file. What is derived from an
original lies beside it under the name of its recipe, and can be thrown away and made again at any time. No name
that comes from outside becomes a path: a digest is 64 hexadecimal digits, a recipe's name a short plain word.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from media.durable import CAN_HOLD, sync
from media.errors import MediaError

BLOCK = 1 << 20
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such flag
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RECIPE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+){0,8}")
_LONGEST_RECIPE = 64
_READ_ONLY = 0o400


class Store:
    """The stored files below one data directory: `originals/ab/cd/<digest>`, `derived/ab/cd/<digest>/<recipe>`."""

    def __init__(self, root: Path) -> None:
        self._originals = root / "originals"
        self._derived = root / "derived"

    def path(self, digest: str) -> Path:
        """Where an original with this digest lies, or would. Raises `ValueError` for what is no digest."""
        return self._originals / _place(digest)

    def has(self, digest: str) -> bool:
        """Whether the original is there."""
        return _is_file(self.path(digest))

    def opened(self, digest: str) -> BinaryIO:
        """The original, to be read. Raises `FileNotFoundError`."""
        return os.fdopen(os.open(self.path(digest), os.O_RDONLY | NO_FOLLOW), "rb")

    def keep(self, path: Path, digest: str, *, is_reckoned: bool = False) -> bool:
        """Move a file of the same file system in; False if its bytes are there already (then it is removed).

        On the disk, with its name, when this returns; readable by its owner only and writable by nobody. The
        digest is verified unless `is_reckoned`: just computed by whoever calls. Raises `MediaError` (CORRUPT)
        for bytes that are not those of the digest and OSError as the system does; then the file stays.
        """
        target = self.path(digest)
        handle = os.open(path, os.O_RDONLY | NO_FOLLOW)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ValueError(f"not a file: {path}")
            if not is_reckoned and digest_of(file) != digest:
                raise _corrupt()
            size = os.fstat(handle).st_size
            _synced(file, path)
        if _is_file(target) and target.stat().st_size == size:
            self.renew(digest)
            path.unlink()
            return False
        make_folder(target.parent)
        os.utime(path)  # the grace of what no record names yet begins now
        path.chmod(_READ_ONLY)
        path.replace(target)
        sync(target.parent)
        return True

    def renew(self, digest: str) -> None:
        """Let the grace of an original that no record names yet begin anew."""
        os.utime(self.path(digest), follow_symlinks=False)

    def remove(self, digest: str) -> None:
        """Take an original away, and what was derived from it."""
        self.forget_derived(digest)
        path = self.path(digest)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync(path.parent)

    def digests(self) -> Iterator[str]:
        """The digests of all originals, in their order; nothing else that may lie there."""
        for first in _folders(self._originals):
            for second in _folders(first):
                names = (entry.name for entry in sorted(second.iterdir()) if _is_file(entry))
                yield from (name for name in names if _DIGEST.fullmatch(name) and _place(name).parent
                            == Path(first.name, second.name))  # fmt: skip

    def derived(self, digest: str, name: str) -> Path:
        """Where a derivative lies, or would. Raises `ValueError` for what is no digest or no recipe's name."""
        if not _RECIPE.fullmatch(name) or len(name) > _LONGEST_RECIPE:
            raise ValueError(f"not a recipe: {name!r}")
        return self._derived / _place(digest) / name

    def keep_derived(self, digest: str, name: str, path: Path) -> Path:
        """Move a derivative in, in one step and whole; answers where it lies then."""
        target = self.derived(digest, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        sync(path)
        path.replace(target)
        return target

    def kept_derived(self, prefix: str) -> Iterator[Path]:
        """All derivatives whose names begin so, of whichever original."""
        for first in _folders(self._derived):
            for second in _folders(first):
                for folder in _folders(second):
                    yield from (path for path in folder.iterdir() if path.name.startswith(prefix))

    def forget_derived(self, digest: str) -> None:
        """Throw away everything that was derived from an original."""
        shutil.rmtree(self._derived / _place(digest), ignore_errors=True)


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of a whole file, block by block."""
    sha256 = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK):
        sha256.update(block)
    return sha256.hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, so that their names are on the disk too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync(folder.parent)


def _place(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a SHA-256: {digest[:80]!r}")
    return Path(digest[:2], digest[2:4], digest)


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())


def _synced(file: BinaryIO, path: Path) -> None:
    if CAN_HOLD:
        os.fsync(file.fileno())
    else:
        with path.open("r+b") as writable:  # Windows syncs only what is open for writing
            os.fsync(writable.fileno())


def _corrupt() -> MediaError:
    return MediaError(
        "CORRUPT",
        "Nội dung tệp không khớp với mã băm SHA-256 của nó.",
        "The file's bytes are not those of its SHA-256.",
    )
