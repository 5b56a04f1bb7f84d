"""A copy of an original with the same pixels, bit for bit, and without anything that says more than they do.

Copied are the parts that a decoder needs; EXIF, XMP, IPTC, comments, thumbnails, depth maps and whatever
follows the picture stay behind. Of EXIF the orientation is kept, in the smallest form that holds it, and
the colour profile as far as it describes colours (its text tags are people's and makers' names; see `_profile`).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageCms

from media.containers import Bytes, layout, whole
from media.kinds import MediaType
from media.pictures import ANY_FAULT, opened

MOST_PROFILE = 64 << 10
_SHARED_PROFILES = {"display p3", "adobe rgb (1998)", "prophoto rgb", "srgb"}
"""Profiles that millions of devices write word for word alike, so that they tell nothing of their owner."""


def clean_copy(source: Path, target: Path, kind: MediaType) -> bool:
    """Write the copy; False, and no file, for types of which none can be made. Raises MediaError."""
    copiers = {MediaType.JPEG: _jpeg, MediaType.PNG: _png, MediaType.WEBP: _webp}
    if kind not in copiers:
        return False
    with opened(source, kind) as picture:
        orientation, profile = picture.orientation, _profile(picture.image)
    partial = target.with_name(f".{target.name}.part")
    try:
        with whole(source) as data, partial.open("wb") as file:
            for piece in copiers[kind](data, orientation, profile):
                file.write(piece)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return True


def _profile(image: Image.Image) -> bytes | None:
    """The colour profile, if it is a common one; others may carry names, a monitor's serial number, a date."""
    profile = image.info.get("icc_profile")
    with suppress(*ANY_FAULT, ImageCms.PyCMSError):
        if profile and len(profile) <= MOST_PROFILE:
            name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
            if name.strip().lower() in _SHARED_PROFILES:
                return bytes(profile)
    return None


def _exif(orientation: int) -> bytes:
    """A TIFF directory with one entry: the orientation."""
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)


def _jpeg(data: Bytes, orientation: int, profile: bytes | None) -> Iterator[bytes]:
    parts = layout(data, MediaType.JPEG).parts
    yield b"\xff\xd8"
    if orientation != 1:
        yield _segment(0xE1, b"Exif\0\0" + _exif(orientation))
    if profile:
        pieces = [profile[at : at + 65_000] for at in range(0, len(profile), 65_000)]
        for number, piece in enumerate(pieces, 1):
            yield _segment(0xE2, b"ICC_PROFILE\0" + bytes([number, len(pieces)]) + piece)
    for part in parts[1:]:
        body = bytes(data[part.body : part.body + 12])
        if part.name == "EE" and body.startswith(b"Adobe"):
            yield _segment(0xEE, bytes(data[part.body : part.body + 12]))  # how its colours are coded
        elif part.name != "FE" and not part.name.startswith("E"):
            yield data[part.start : part.end]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


_PNG_KEPT = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT"}


def _png(data: Bytes, orientation: int, profile: bytes | None) -> Iterator[bytes]:
    yield data[:8]
    for part in layout(data, MediaType.PNG).parts:
        if part.name in _PNG_KEPT:
            yield data[part.start : part.end]
        if part.name == "IHDR":
            if profile:
                yield _chunk(b"iCCP", b"ICC\0\0" + zlib.compress(profile))
            if orientation != 1:
                yield _chunk(b"eXIf", _exif(orientation))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


_WEBP_KEPT = {"VP8 ", "VP8L", "ALPH"}
_ICC, _ALPHA, _EXIF = 0x20, 0x10, 0x08


def _webp(data: Bytes, orientation: int, profile: bytes | None) -> Iterator[bytes]:
    """The chunks in the order that RFC 9649 wants: VP8X, ICCP, pixels, EXIF."""
    parts = layout(data, MediaType.WEBP).parts
    pixels = [bytes(data[part.start : part.end]) for part in parts if part.name in _WEBP_KEPT]
    header = next((bytes(data[part.body : part.end]) for part in parts if part.name == "VP8X"), None)
    chunks: list[bytes] = []
    if header is not None:
        flags = header[0] & _ALPHA | (_ICC if profile else 0) | (_EXIF if orientation != 1 else 0)
        chunks.append(_riff(b"VP8X", bytes([flags, 0, 0, 0]) + header[4:10]))
        chunks += [_riff(b"ICCP", profile)] if profile else []
    chunks += pixels
    if header is not None and orientation != 1:
        chunks.append(_riff(b"EXIF", _exif(orientation)))
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


def _riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)
