"""The directories of a TIFF file (Adobe TIFF 6.0, and BigTIFF), read without decoding."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass

from media.errors import refused

Bytes = mmap.mmap | bytes

MOST_DIRECTORIES = 64
MOST_ENTRIES = 4_096
_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_SUBFILE, _OLD_SUBFILE = 254, 255
_OFFSETS = {273, 279, 324, 325}
"""Where strips and tiles lie and how long they are: many in a large picture, and no metadata."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How this file writes numbers: byte order, and the widths of counts and offsets."""

    order: str
    count: int
    offset: int

    @property
    def entry(self) -> int:
        return 4 + 2 * self.offset


def tiff_layout(data: Bytes) -> int:
    """The bytes of metadata. Raises MediaError for several pages, for loops, and for what claims too much."""
    shape, at = _header(data)
    seen: set[int] = set()
    metadata = pages = 0
    while at:
        if at in seen or len(seen) >= MOST_DIRECTORIES:
            raise refused("CORRUPT")
        seen.add(at)
        size, is_page, at = _directory(data, shape, at)
        metadata += size
        pages += is_page
    if pages > 1:
        raise refused("MANY_PAGES")
    if pages == 0:
        raise refused("CORRUPT")
    return metadata


def _header(data: Bytes) -> tuple[_Shape, int]:
    order = "little" if data[:2] == b"II" else "big"
    if _number(data, order, 2, 2) == 43:
        return _Shape(order, 8, 8), _number(data, order, 8, 8)
    return _Shape(order, 2, 4), _number(data, order, 4, 4)


def _number(data: Bytes, order: str, at: int, size: int) -> int:
    if at + size > len(data):
        raise refused("TRUNCATED")
    return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")


def _directory(data: Bytes, shape: _Shape, at: int) -> tuple[int, bool, int]:
    """One directory: its bytes of metadata, whether it is a page, where the next one is."""
    count = _number(data, shape.order, at, shape.count)
    if count > MOST_ENTRIES:
        raise refused("CORRUPT")
    first = at + shape.count
    metadata, is_page = 0, True
    for tag, size, value in _entries(data, shape, first, count):
        if tag not in _OFFSETS:
            metadata += size
        if (tag == _SUBFILE and value & 0b101) or (tag == _OLD_SUBFILE and value == 2):
            is_page = False  # a smaller version, or a mask
    return metadata, is_page, _number(data, shape.order, first + count * shape.entry, shape.offset)


def _entries(data: Bytes, shape: _Shape, first: int, count: int) -> Iterator[tuple[int, int, int]]:
    for at in range(first, first + count * shape.entry, shape.entry):
        tag, type_ = _number(data, shape.order, at, 2), _number(data, shape.order, at + 2, 2)
        many = _number(data, shape.order, at + 4, shape.offset)
        size = many * _SIZES.get(type_, 1)
        value_at = at + 4 + shape.offset
        if size > shape.offset:
            where = _number(data, shape.order, value_at, shape.offset)
            if where + size > len(data):
                raise refused("TRUNCATED")
        width = min(_SIZES.get(type_, 1), shape.offset)
        yield tag, size, _number(data, shape.order, value_at, width)
