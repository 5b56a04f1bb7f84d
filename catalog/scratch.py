"""Bytes that can be made again, kept in a file instead of the process's own memory.

The kernel holds of the file in memory what is used, as much as there is room for; where memory is short that costs speed
and nothing else. The file has no name, so it is gone with the process, however that ends.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Callable, Iterable
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO

SEGMENTS = 64
"""Into so many pieces a file is divided; what stands in the oldest is given up when there is no room."""
LEAST_SEGMENT = 4096
LEAST_RECORD = 512
"""Bytes that a record takes at least, so that the size of the file bounds how many there are."""

PLACE_BITS = 48
"""Bits of a place: where it is, in steps, and how long."""
_LENGTH_BITS, _STEP_BITS = 20, 6
_LENGTH = (1 << _LENGTH_BITS) - 1
_STEP = 1 << _STEP_BITS
LARGEST = _STEP << (PLACE_BITS - _LENGTH_BITS)
"""Bytes of the largest file, 16 GiB."""
_LAST_KEY = 2**64 - 1

Forget = Callable[[int, range], None]
"""Called with a key that was written where all places in this range are given up; it may have been written again since."""


class Scratch:
    """A file of at most `capacity` bytes, written in a ring. Not safe between threads.

    It is written with `pwrite`, so that a full disk is an error and not the end of the process, and read through a
    mapping. It does not grow while the disk has less than `spare` bytes left. A folder in which no file can be made
    keeps nothing. Keys are numbers below 2**64: nothing is kept of others, nor what is longer than 1 MiB.
    """

    def __init__(self, capacity: int, forget: Forget, folder: Path | None = None, spare: int = 0) -> None:
        self._segment = max(min(capacity, LARGEST) // SEGMENTS // _STEP * _STEP, LEAST_SEGMENT)
        self._most = min(capacity, LARGEST) // self._segment
        self._forget, self._folder, self._spare = forget, folder, spare
        self._file: IO[bytes] | None = None
        self._map: mmap | bytes = b""
        self._written: list[array[int]] = []
        """The keys that were written to each segment."""
        self._turn = 0
        """The segment that is being written."""
        self._at = self._segment
        """The next free byte in it."""

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self._written) * self._segment

    def put(self, key: int, data: bytes) -> int | None:
        """Keep the bytes of a key; the place where they are, None where they could not be kept."""
        taken = max(-(-len(data) // _STEP) * _STEP, LEAST_RECORD)
        if (
            len(data) > _LENGTH
            or key > _LAST_KEY
            or taken > self._segment
            or (self._at + taken > self._segment and not self._begin_segment())
        ):
            return None
        offset = self._turn * self._segment + self._at
        try:
            os.pwrite(self._file.fileno() if self._file else -1, data, offset)
        except OSError:
            return None
        self._at += taken
        self._written[self._turn].append(key)
        return _place(offset) | len(data)

    def read(self, places: Iterable[int]) -> list[bytes]:
        """The bytes at places that were not given up."""
        mapped = self._map
        return [mapped[(start := at >> _LENGTH_BITS << _STEP_BITS) : start + (at & _LENGTH)] for at in places]

    def _begin_segment(self) -> bool:
        """Go on in a new segment, or in the oldest one; whether there is any."""
        after = self._turn + 1 if self._written else 0
        if after == len(self._written) and after < self._most and self._may_grow():
            self._written.append(array("Q"))
        elif not self._written:
            return False
        else:
            after %= len(self._written)
            first, last = after * self._segment, (after + 1) * self._segment
            for key in self._written[after]:
                self._forget(key, range(_place(first), _place(last)))
            self._written[after] = array("Q")
        self._turn, self._at = after, 0
        return True

    def _may_grow(self) -> bool:
        try:
            if self._file is None:
                self._open()
            return shutil.disk_usage(self._folder or gettempdir()).free >= self._spare + self._segment
        except OSError:
            return False

    def _open(self) -> None:
        file = TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 (open as long as this is)
        file.truncate(self._most * self._segment)  # takes no room before it is written
        self._map = mmap(file.fileno(), self._most * self._segment, access=ACCESS_READ)
        self._file = file


def _place(offset: int) -> int:
    """The least place that begins there; a record's length is added to its own."""
    return offset >> _STEP_BITS << _LENGTH_BITS
