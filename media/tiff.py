"""The directories of a TIFF file (Adobe TIFF 6.0, and BigTIFF), read without decoding."""

from __future__ import annotations

import mmap
import struct
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


def tiff_layout(data: Bytes) -> tuple[int, int]:
    """The bytes of metadata, and where the last byte ends that a directory speaks of.

    Raises MediaError for several pages, for loops, and for what claims too much.
    """
    shape, at = _header(data)
    seen: set[int] = set()
    metadata = pages = end = 0
    while at:
        if at in seen or len(seen) >= MOST_DIRECTORIES:
            raise refused("CORRUPT")
        seen.add(at)
        size, is_page, last, at = _directory(data, shape, at)
        metadata, pages, end = metadata + size, pages + is_page, max(end, last)
    if pages > 1:
        raise refused("MANY_PAGES")
    if pages == 0:
        raise refused("CORRUPT")
    return metadata, end


def _header(data: Bytes) -> tuple[_Shape, int]:
    order = "little" if data[:2] == b"II" else "big"
    if _number(data, order, 2, 2) == 43:
        return _Shape(order, 8, 8), _number(data, order, 8, 8)
    return _Shape(order, 2, 4), _number(data, order, 4, 4)


def _number(data: Bytes, order: str, at: int, size: int) -> int:
    if at + size > len(data):
        raise refused("TRUNCATED")
    return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One field: its tag, its first number, and where its values lie."""

    tag: int
    type: int
    value: int
    start: int
    size: int


def _directory(data: Bytes, shape: _Shape, at: int) -> tuple[int, bool, int, int]:
    """One directory: its bytes of metadata, whether it is a page, where its last byte is, and the next one."""
    count = _number(data, shape.order, at, shape.count)
    if count > MOST_ENTRIES:
        raise refused("CORRUPT")
    first = at + shape.count
    metadata, is_page, end = 0, True, first + count * shape.entry + shape.offset
    where: dict[int, list[int]] = {}
    for entry in _entries(data, shape, first, count):
        end = max(end, entry.start + entry.size)
        if entry.tag in _OFFSETS:
            where[entry.tag] = _values(data, shape, entry)
        else:
            metadata += entry.size
        if (entry.tag == _SUBFILE and entry.value & 0b101) or (
            entry.tag == _OLD_SUBFILE and entry.value == 2
        ):
            is_page = False  # a smaller version, or a mask
    for starts, lengths in ((273, 279), (324, 325)):
        pixels = zip(where.get(starts, ()), where.get(lengths, ()), strict=False)
        end = max(end, max((start + length for start, length in pixels), default=0))
    following = _number(data, shape.order, first + count * shape.entry, shape.offset)
    return metadata, is_page, min(end, len(data)), following


def _entries(data: Bytes, shape: _Shape, first: int, count: int) -> Iterator[_Entry]:
    for at in range(first, first + count * shape.entry, shape.entry):
        tag, type_ = _number(data, shape.order, at, 2), _number(data, shape.order, at + 2, 2)
        many = _number(data, shape.order, at + 4, shape.offset)
        size, start = many * _SIZES.get(type_, 1), at + 4 + shape.offset
        value = _number(data, shape.order, start, min(_SIZES.get(type_, 1), shape.offset))
        if size > shape.offset:
            start = _number(data, shape.order, start, shape.offset)
            if start + size > len(data):
                raise refused("TRUNCATED")
        yield _Entry(tag, type_, value, start, size)


def _values(data: Bytes, shape: _Shape, entry: _Entry) -> list[int]:
    """All numbers of a field; none where they are no whole numbers."""
    letter = {3: "H", 4: "I", 16: "Q"}.get(entry.type)
    if letter is None:
        return []
    order = "<" if shape.order == "little" else ">"
    raw = data[entry.start : entry.start + entry.size]
    return list(struct.unpack(f"{order}{len(raw) // _SIZES[entry.type]}{letter}", raw))
