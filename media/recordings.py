"""The structure of sound and film files, walked over without decoding: whether they are whole, and nothing else.

FFmpeg reads past damage and stops quietly where a file is cut off; these walks do not. Standards: ISO base media
files (ISO/IEC 14496-12), RIFF/WAVE, Ogg (RFC 3533), EBML and Matroska (RFC 8794, RFC 9559).
"""

from __future__ import annotations

from collections.abc import Callable

from media.containers import Bytes, boxes, refuse_polyglot
from media.errors import refused
from media.kinds import MediaType

MOST_INDEX = 64 << 20
"""Bytes of an MP4's `moov`, which a reader takes into memory."""


def refuse_cut_off(data: Bytes, kind: MediaType) -> None:
    """Raise MediaError TRUNCATED, CORRUPT or POLYGLOT for a recording that is not one whole file of its kind."""
    end = _WALKS.get(kind, len)(data)
    refuse_polyglot(data, end)


def _iso_media(data: Bytes) -> int:
    parts = list(boxes(data))
    names = {part.name for part in parts}
    if not {"ftyp", "moov", "mdat"} <= names or parts[-1].end != len(data):
        raise refused("TRUNCATED")
    if sum(part.size for part in parts if part.name != "mdat") > MOST_INDEX:
        raise refused("METADATA_TOO_LARGE")
    return parts[-1].end


def _wave(data: Bytes) -> int:
    end, at, names = 8 + int.from_bytes(data[4:8], "little"), 12, set()
    if end > len(data) + 1:
        raise refused("TRUNCATED")
    end = min(end, len(data))
    while at + 8 <= end:
        names.add(bytes(data[at : at + 4]))
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        if at > end:
            raise refused("TRUNCATED")
        at += at & 1
    if not {b"fmt ", b"data"} <= names:
        raise refused("CORRUPT")
    return end


def _ogg(data: Bytes) -> int:
    at = data.rfind(b"OggS")
    count = data[at + 26] if at + 27 <= len(data) else 0
    table = bytes(data[at + 27 : at + 27 + count])
    end = at + 27 + count + sum(table)
    if len(table) < count or end > len(data):
        raise refused("TRUNCATED")
    return end


def _ebml(data: Bytes) -> int:
    header = _sized(data, 4)
    if header is None:
        raise refused("TRUNCATED")
    at = header[0] + header[1]
    if bytes(data[at : at + 4]) != b"\x18\x53\x80\x67":
        raise refused("CORRUPT")
    segment = _sized(data, at + 4)
    if segment is None:
        return len(data)  # recorded live: it lasts as long as the file does
    end = segment[0] + segment[1]
    if end > len(data):
        raise refused("TRUNCATED")
    return end


def _sized(data: Bytes, at: int) -> tuple[int, int] | None:
    """Where an EBML element's body begins and how long it is; None for a length that is not known."""
    first = data[at] if at < len(data) else 0
    if first == 0:
        raise refused("TRUNCATED")
    width = 9 - first.bit_length()
    value = int.from_bytes(data[at : at + width], "big") & ((1 << (7 * width)) - 1)
    return None if value == (1 << (7 * width)) - 1 else (at + width, value)


_WALKS: dict[MediaType, Callable[[Bytes], int]] = {
    MediaType.MP4: _iso_media,
    MediaType.M4A: _iso_media,
    MediaType.WAV: _wave,
    MediaType.OGG: _ogg,
    MediaType.WEBM: _ebml,
}
