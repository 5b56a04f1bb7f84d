"""Taking in files that grow: bytes go to the disk as they come, and count once the disk has them.

A file grows under an opaque id in the folder of what is under way; its size is how far it has come, so it goes on
after a restart. One writer at a time: the file itself is locked (flock), across processes. Bytes that were
sent with a checksum count only once it has proved right: until then a mark beside the file says where it ended
before, and whoever opens it next, after whatever happened, cuts it back to there.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import time
from typing import TYPE_CHECKING

from media.durable import CAN_HOLD, PART, hold_file, sync, written_whole
from media.errors import MediaError
from media.originals import NO_FOLLOW, digest_of, make_folder

if TYPE_CHECKING:
    from hashlib import _Hash

CHECKSUMS = ("sha1", "sha256")
_ID = re.compile(r"[0-9a-f]{32}")
_MARK = ".from"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows changes line ends without it
_REMEMBERED = 512  # running digests kept in memory; any other is computed from the file
_LOOK_AT_DISK = 32 << 20  # bytes written between two looks at the free space
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request must add up to; `algorithm` is one of `CHECKSUMS`."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True)
class UploadedFile:
    """A file that has arrived whole: where it lies for now, and what is known of it."""

    path: Path = field(repr=False)  # errors may show a value that does not fit, and no client sees our paths
    digest: str
    size: int
    file_name: str


class Partial:
    """The files under way in one folder. `floor` is how many bytes of the disk stay free, whatever is sent."""

    def __init__(self, folder: Path, floor: int = 0) -> None:
        self.folder = folder
        self.floor = floor
        self._running: OrderedDict[str, tuple[int, _Hash]] = OrderedDict()
        self._lock = Lock()

    def path(self, name: str) -> Path:
        """Where the file with this id lies. Raises `ValueError` for what is no id."""
        if not _ID.fullmatch(name):
            raise ValueError(f"not an id: {name[:80]!r}")
        return self.folder / f"{name}{PART}"

    def check_space(self, length: int) -> None:
        """Raise `MediaError` (NO_SPACE) if so many bytes more would leave too little of the disk."""
        place = next(p for p in (self.folder, *self.folder.absolute().parents) if p.is_dir())
        if shutil.disk_usage(place).free - length < self.floor:
            raise _no_space()

    def begin(self, name: str, length: int = 0) -> None:
        """Make an empty file that is to hold `length` bytes. Raises `MediaError` (NO_SPACE)."""
        self.check_space(length)
        try:
            make_folder(self.folder)
            os.close(os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600))
            sync(self.folder)
        except OSError as error:
            self.path(name).unlink(missing_ok=True)
            raise (_no_space() if error.errno in _FULL else error) from error

    def open(
        self, name: str, offset: int | None, limit: int = 0, checksum: Checksum | None = None
    ) -> Appending:
        """Open a file for more bytes, up to `limit` in all; `offset` must be where it ends.

        Raises `MediaError`: NOT_THERE, BUSY while somebody else writes, WRONG_OFFSET.
        """
        try:
            handle = os.open(self.path(name), os.O_RDWR | NO_FOLLOW | _BINARY)
        except FileNotFoundError as error:
            raise _not_there() from error
        try:
            if not hold_file(handle):
                raise MediaError(
                    "BUSY", "Tệp này đang được gửi từ nơi khác.", "This file is being sent from elsewhere."
                )
            size = self._settled(name, handle)
            if offset is not None and offset != size:
                raise MediaError(
                    "WRONG_OFFSET",
                    f"Máy chủ đã nhận {size} byte, không phải {offset}.",
                    f"The server has {size} bytes, not {offset}.",
                )
            return Appending(self, name, handle, size, limit, checksum)
        except OSError as error:
            os.close(handle)
            raise (_no_space() if error.errno in _FULL else error) from error
        except BaseException:
            os.close(handle)
            raise

    def append(
        self,
        name: str,
        offset: int,
        chunks: Iterable[bytes],
        limit: int,
        checksum: Checksum | None = None,
    ) -> int:
        """Write bytes behind the file's end; how large it is then, on the disk. Raises what `open` and `write` do."""
        with self.open(name, offset, limit, checksum) as writer:
            for chunk in chunks:
                writer.write(chunk)
            return writer.keep()

    def size(self, name: str) -> int:
        """How many bytes have arrived and are on the disk. Raises `MediaError`: NOT_THERE, BUSY."""
        with self.open(name, None) as writer:
            return writer.keep()

    def digest(self, name: str) -> str:
        """The SHA-256 of what has arrived: as it was computed while writing, else from the file."""
        with self.open(name, None) as writer:
            return writer.digest()

    def end(self, name: str) -> None:
        """Take a file away; nothing happens if it is gone. Raises `MediaError` (BUSY) while it is written to."""
        try:
            with self.open(name, None) as writer:
                if not CAN_HOLD:
                    writer.close()  # Windows takes nothing away that is open
                self.path(name).unlink(missing_ok=True)
        except MediaError as error:
            if error.code != "NOT_THERE":
                raise
        self._forget(name)
        self._mark(name).unlink(missing_ok=True)

    def ids(self, older_than: float = 0) -> Iterator[str]:
        """The ids of the files that are there and have not grown for so many seconds."""
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.glob(f"*{PART}")):
            name = path.name.removesuffix(PART)
            try:
                if _ID.fullmatch(name) and time() - path.lstat().st_mtime >= older_than:
                    yield name
            except FileNotFoundError:
                continue  # taken away meanwhile

    def tidy(self, older_than: float) -> None:
        """Take away what a crash left in the folder that is neither a file under way nor such a file's mark."""
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            owner = path.name.removesuffix(PART).removesuffix(_MARK)
            is_known = bool(_ID.fullmatch(owner)) and path in {self.path(owner), self._mark(owner)}
            is_needed = is_known and self.path(owner).exists()
            if path.is_file() and not is_needed and time() - path.lstat().st_mtime >= older_than:
                path.unlink(missing_ok=True)

    def running(self, name: str, size: int) -> _Hash | None:
        """The digest of the file's first `size` bytes to go on with, if it is known."""
        if size == 0:
            return hashlib.sha256()
        with self._lock:
            known = self._running.get(name)
        return known[1].copy() if known is not None and known[0] == size else None

    def remember(self, name: str, size: int, sha256: _Hash | None) -> None:
        """Keep a running digest for the next bytes."""
        self._forget(name)
        if sha256 is not None:
            with self._lock:
                self._running[name] = size, sha256
                while len(self._running) > _REMEMBERED:
                    self._running.popitem(last=False)

    def mark(self, name: str, size: int) -> None:
        """Note on the disk where the file ends, before bytes come that may not count."""
        with written_whole(self._mark(name)) as file:
            file.write(str(size).encode())

    def unmark(self, name: str) -> None:
        """What is in the file counts."""
        self._mark(name).unlink(missing_ok=True)
        sync(self.folder)

    def _mark(self, name: str) -> Path:
        return self.path(name).with_suffix(_MARK + PART)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._running.pop(name, None)

    def _settled(self, name: str, handle: int) -> int:
        """The size of a file that is locked, after cutting off what never proved right."""
        mark = self._mark(name)
        if mark.exists():
            os.ftruncate(handle, min(int(mark.read_bytes()), os.fstat(handle).st_size))
            os.fsync(handle)
            self.unmark(name)
        return os.fstat(handle).st_size


class Appending:
    """One writer at the end of one file. What was written is kept by `keep`; an end without it leaves it as it is."""

    def __init__(
        self, partial: Partial, name: str, handle: int, size: int, limit: int, checksum: Checksum | None
    ) -> None:
        self._partial, self._name, self._handle = partial, name, handle
        self._began = self.size = size
        self.limit = limit
        self._checksum = checksum
        self._sum = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        self._sha256 = partial.running(name, size)
        self._looked_at = size
        self._is_open = True
        os.lseek(handle, size, os.SEEK_SET)
        if checksum is not None:
            partial.mark(name, size)

    def __enter__(self) -> Appending:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, chunk: bytes) -> None:
        """Write more bytes. Raises `MediaError`: TOO_LARGE (then none of this request count), NO_SPACE."""
        if self.size + len(chunk) > self.limit:
            self._cut_back()
            raise MediaError(
                "TOO_LARGE",
                f"Tệp dài hơn {self.limit} byte đã báo trước.",
                f"The file is longer than the {self.limit} bytes that were announced.",
            )
        if self.size - self._looked_at >= _LOOK_AT_DISK:
            self._partial.check_space(len(chunk))
            self._looked_at = self.size
        rest = memoryview(chunk)
        try:
            while rest:
                written = os.write(self._handle, rest)
                self._count(rest[:written])
                rest = rest[written:]
        except OSError as error:
            raise (_no_space() if error.errno in _FULL else error) from error

    def _count(self, written: memoryview) -> None:
        self.size += len(written)
        if self._sha256 is not None:
            self._sha256.update(written)
        if self._sum is not None:
            self._sum.update(written)

    def keep(self, *, is_whole: bool = True) -> int:
        """Force everything to the disk; how large the file is now. What fails leaves it as large as before.

        `is_whole` says whether the request came to its end. If not, bytes with a checksum do not count, for it cannot
        be looked at. Raises `MediaError` (CHECKSUM_MISMATCH) and OSError as the system does.
        """
        is_right = self._adds_up()
        if not (is_whole and is_right) and self._checksum is not None:
            self._cut_back()
        try:
            os.fsync(self._handle)
        except OSError as error:
            self._cut_back()
            raise (_no_space() if error.errno in _FULL else error) from error
        if self._checksum is not None:
            self._partial.unmark(self._name)
        self._began = self.size
        self._partial.remember(self._name, self.size, self._sha256 and self._sha256.copy())
        if is_whole and not is_right:
            raise MediaError(
                "CHECKSUM_MISMATCH",
                "Các byte nhận được không khớp với Upload-Checksum; chúng không được tính.",
                "The bytes that arrived do not add up to the Upload-Checksum; they do not count.",
            )
        return self.size

    def _adds_up(self) -> bool:
        if self._checksum is None or self._sum is None:
            return True
        return hmac.compare_digest(self._sum.digest(), self._checksum.digest)

    def digest(self) -> str:
        """The SHA-256 of the whole file: as it was computed while writing, else read from the disk."""
        if self._sha256 is not None:
            return self._sha256.hexdigest()
        with os.fdopen(os.dup(self._handle), "rb") as file:
            return digest_of(file)

    def _cut_back(self) -> None:
        os.ftruncate(self._handle, self._began)
        os.lseek(self._handle, self._began, os.SEEK_SET)
        self.size = self._began
        self._sha256 = self._partial.running(self._name, self._began)

    def close(self) -> None:
        """Let the next writer in."""
        if self._is_open:
            self._is_open = False
            os.close(self._handle)


def _no_space() -> MediaError:
    return MediaError(
        "NO_SPACE",
        "Đĩa của máy chủ gần đầy; không nhận thêm tệp.",
        "The server's disk is nearly full; it takes no more files.",
    )


def _not_there() -> MediaError:
    return MediaError("NOT_THERE", "Không có tệp này.", "There is no such file.")
