"""The structure of picture files, read without decoding: where parts begin and end, what is beside the pixels.

Walks over the bytes themselves, because the decoders read past damage, past a file's end and into memory
whatever a header claims. Standards: JPEG (ITU-T T.81), PNG (W3C, 3rd edition), RIFF and WebP (RFC 9649),
ISO base media files (ISO/IEC 14496-12). TIFF is in `media.tiff`.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from media.errors import refused
from media.kinds import MediaType
from media.tiff import tiff_layout

MOST_METADATA = 16 << 20
"""Bytes beside the pixels; telephones put depth maps there, so it is generous."""
MOST_PARTS = 200_000
MOST_FILLING = 4_096
"""Bytes of filling before a JPEG's marker."""
MOST_SCANS = 100
"""Of a JPEG, for each goes over all its pixels; encoders write about ten."""

Bytes = mmap.mmap | bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One segment, chunk or box, by its name in the standard; from its own header to the next part."""

    name: str
    start: int
    body: int
    end: int

    @property
    def size(self) -> int:
        """Header included, in bytes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Layout:
    """What the walk found: where the picture's own file ends, and the bytes that are not pixels."""

    end: int
    metadata: int
    parts: tuple[Part, ...] = ()
    coefficients: int = 0
    """For a progressive JPEG: the bytes that its decoder has to hold at once."""


_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_NO_FILLING = re.compile(rb"[^\xff]")
_SOF = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE


def jpeg_parts(data: Bytes) -> Iterator[Part]:
    """The segments of a JPEG up to its end; names are markers ("E1"), "" the coded pixels after a scan's header.

    Raises MediaError TRUNCATED and CORRUPT.
    """
    yield Part("D8", 0, 2, 2)
    at, length = 2, len(data)
    while True:
        at = _without_filling(data, at)
        if at + 2 > length:
            raise refused("TRUNCATED")
        if data[at] != 0xFF:
            raise refused("CORRUPT")
        marker = data[at + 1]
        if marker == _EOI:
            yield Part("D9", at, at + 2, at + 2)
            return
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + size
        if end > length:
            raise refused("TRUNCATED")
        if size < 2:
            raise refused("CORRUPT")
        yield Part(f"{marker:02X}", at, at + 4, end)
        at = end
        if marker == _SOS:
            found = _NEXT_MARKER.search(data, at)
            if found is None:
                raise refused("TRUNCATED")
            yield Part("", at, at, found.start())
            at = found.start()


def _without_filling(data: Bytes, at: int) -> int:
    """Where the last of the bytes 0xFF stands that may be written before a marker (T.81, B.1.1.2)."""
    if data[at : at + 2] != b"\xff\xff":
        return at
    found = _NO_FILLING.search(data, at, at + MOST_FILLING)
    if found is None:
        raise refused("CORRUPT")
    return found.start() - 1


def _jpeg(data: Bytes) -> Layout:
    parts = _counted(jpeg_parts(data))
    coefficients = 0
    if sum(part.name == "DA" for part in parts) > MOST_SCANS:
        raise refused("CORRUPT")
    for part in parts:
        if part.name and int(part.name, 16) in _SOF and part.size >= 10:
            coefficients = (
                _coefficients(bytes(data[part.body : part.end])) if part.name in {"C2", "CA"} else 0
            )
    beside = sum(p.size for p in parts if p.name and (int(p.name, 16) == _COM or p.name.startswith("E")))
    return Layout(parts[-1].end, beside, parts, coefficients)


def _coefficients(frame: bytes) -> int:
    height, width, count = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big"), frame[5]
    factors = [(f >> 4, f & 15) for f in frame[7 : 6 + 3 * count : 3]]
    if not factors or min(min(pair) for pair in factors) == 0:
        raise refused("CORRUPT")
    widest, highest = max(h for h, _ in factors), max(v for _, v in factors)
    return sum(width * h // widest * (height * v // highest) * 2 for h, v in factors)


def png_parts(data: Bytes) -> Iterator[Part]:
    """The chunks of a PNG up to IEND. Raises MediaError TRUNCATED."""
    at, length = 8, len(data)
    while True:
        if at + 12 > length:
            raise refused("TRUNCATED")
        size = int.from_bytes(data[at : at + 4], "big")
        name = bytes(data[at + 4 : at + 8])
        end = at + 12 + size
        if end > length:
            raise refused("TRUNCATED")
        if not name.isalpha():
            raise refused("CORRUPT")
        yield Part(name.decode("ascii"), at, at + 8, end)
        if name == b"IEND":
            return
        at = end


_PNG_PIXELS = {"IDAT"}


def _png(data: Bytes) -> Layout:
    parts = _counted(png_parts(data))
    if any(part.name in {"acTL", "fcTL", "fdAT"} for part in parts):
        raise refused("ANIMATION")
    return Layout(parts[-1].end, sum(p.size for p in parts if p.name not in _PNG_PIXELS), parts)


def webp_parts(data: Bytes) -> Iterator[Part]:
    """The chunks inside a WebP's RIFF. Raises MediaError TRUNCATED."""
    end_of_file = 8 + int.from_bytes(data[4:8], "little")
    if end_of_file > len(data):
        raise refused("TRUNCATED")
    at = 12
    while at + 8 <= end_of_file:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + (size & 1)
        if end > end_of_file + (end_of_file & 1):
            raise refused("TRUNCATED")
        yield Part(bytes(data[at : at + 4]).decode("latin-1"), at, at + 8, end)
        at = end


_WEBP_PIXELS = {"VP8 ", "VP8L", "VP8X", "ALPH"}


def _webp(data: Bytes) -> Layout:
    parts = _counted(webp_parts(data))
    if any(part.name in {"ANIM", "ANMF"} for part in parts):
        raise refused("ANIMATION")
    if not any(part.name in {"VP8 ", "VP8L"} for part in parts):
        raise refused("CORRUPT")
    end = min(8 + int.from_bytes(data[4:8], "little"), len(data))
    return Layout(end, sum(p.size for p in parts if p.name not in _WEBP_PIXELS), parts)


def boxes(data: Bytes, start: int = 0, stop: int | None = None) -> Iterator[Part]:
    """The boxes of an ISO base media file, between two offsets; ends before what is no whole box."""
    at, stop = start, len(data) if stop is None else stop
    while at + 8 <= stop:
        size, body = int.from_bytes(data[at : at + 4], "big"), at + 8
        name = bytes(data[at + 4 : at + 8])
        if size == 1 and at + 16 <= stop:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = stop if size == 0 else at + size
        if end > stop or end < body or not all(32 <= letter < 127 for letter in name):
            return
        yield Part(name.decode("ascii"), at, body, end)
        at = end


def _isobmff(data: Bytes) -> Layout:
    parts = _counted(boxes(data))
    names = {part.name for part in parts}
    if "moov" in names:
        raise refused("ANIMATION")
    if not {"ftyp", "meta"} <= names or ("mdat" not in names and not _has_idat(data, parts)):
        raise refused("TRUNCATED")
    metadata = sum(part.size for part in parts if part.name != "mdat")
    return Layout(parts[-1].end, metadata, parts)


def _has_idat(data: Bytes, parts: tuple[Part, ...]) -> bool:
    """Whether the pixels are kept inside `meta`, as small pictures' may be."""
    meta = next(part for part in parts if part.name == "meta")
    return any(box.name == "idat" for box in boxes(data, meta.body + 4, meta.end))


def _tiff(data: Bytes) -> Layout:
    metadata, end = tiff_layout(data)
    return Layout(end, metadata)


_WALKS: dict[MediaType, Callable[[Bytes], Layout]] = {
    MediaType.JPEG: _jpeg,
    MediaType.PNG: _png,
    MediaType.WEBP: _webp,
    MediaType.AVIF: _isobmff,
    MediaType.HEIC: _isobmff,
    MediaType.TIFF: _tiff,
}


def layout(data: Bytes, kind: MediaType) -> Layout:
    """Walk over the whole file. Raises MediaError where it is cut off, animated, or hides another file."""
    found = _WALKS[kind](data)
    if found.metadata > MOST_METADATA:
        raise refused("METADATA_TOO_LARGE")
    refuse_polyglot(data, found.end)
    return found


def _counted(parts: Iterator[Part]) -> tuple[Part, ...]:
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if len(found) > MOST_PARTS:
            raise refused("METADATA_TOO_LARGE")
    if not found:
        raise refused("CORRUPT")
    return tuple(found)


# What may not follow a picture. JPEG and MP4 may: telephones append gain maps and the seconds around a photograph.
_HIDDEN = re.compile(
    rb"PK\x03\x04|PK\x05\x06|%PDF-|(?i:<!doctype|<html|<script|<svg|<\?xml|<\?php)|#!/|MZ.\x00|\x7fELF|Rar!\x1a|7z\xbc\xaf",
    re.DOTALL,
)
_NAMES = {
    b"PK": "ZIP",
    b"%P": "PDF",
    b"MZ": "EXE",
    b"\x7fE": "ELF",
    b"Ra": "RAR",
    b"7z": "7z",
    b"#!": "script",
}
_MOST_ZIP_COMMENT = 65_535 + 22


def refuse_polyglot(data: Bytes, end: int) -> None:
    """Raise MediaError POLYGLOT if another reader would find another file in these bytes.

    A ZIP reader looks for its directory at the very end, a PDF reader in the first 1,024 bytes; what follows
    the picture's end is looked through for the beginnings of pages, scripts, programs and archives.
    """
    if data[:5] != b"%PDF-" and b"%PDF-" in bytes(data[:1024]):
        raise refused("POLYGLOT", found="PDF")
    tail_at = max(0, len(data) - _MOST_ZIP_COMMENT)
    tail = bytes(data[tail_at:])
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
        raise refused("POLYGLOT", found="ZIP")
    # A window at a time would miss nothing that matters: such a file has to begin where the picture ends.
    after = bytes(data[end : end + (64 << 10)])
    if hit := _HIDDEN.search(after):
        raise refused("POLYGLOT", found=_NAMES.get(hit[0][:2], "HTML/XML"))


def whole(path: Path) -> mmap.mmap:
    """The file's bytes without reading them into memory. Raises MediaError EMPTY; OSError as the system does."""
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise refused("EMPTY") from None
