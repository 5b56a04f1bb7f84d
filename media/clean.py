"""A copy of an original with the same pixels, bit for bit, and without anything that says more than they do.

Copied are the parts that a decoder needs; EXIF, XMP, IPTC, comments, thumbnails, depth maps and whatever
follows the picture stay behind. Of EXIF the orientation is kept, in the smallest form that holds it, and
of a colour profile the numbers.
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
from media.kinds import Group, MediaType
from media.models import clean_model
from media.pictures import ANY_FAULT, is_srgb, opened

MOST_PROFILE = 64 << 10


def clean_copy(source: Path, target: Path, kind: MediaType) -> bool:
    """Write the copy; False, and no file, for types of which none can be made. Raises MediaError.

    Of sound and film the coded data is the same, in a new container; of a model the shapes are.
    """
    copiers = {MediaType.JPEG: _jpeg, MediaType.PNG: _png, MediaType.WEBP: _webp}
    if kind.group is Group.MODEL:
        clean_model(source, target)
        return True
    if kind.group in (Group.AUDIO, Group.VIDEO):
        from media.sound_and_film import playable_copy  # noqa: PLC0415 - FFmpeg, for sound and film only

        return playable_copy(source, target, kind)
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
    """The numbers of a colour profile of three primaries in a new profile; None for sRGB and other kinds.

    Texts, dates, makers, a monitor's serial number and calibration stay behind (ICC.1:2022, 7.2 and 9).
    """
    profile = image.info.get("icc_profile")
    with suppress(*ANY_FAULT, ImageCms.PyCMSError):
        if (
            profile
            and len(profile) <= MOST_PROFILE
            and not is_srgb(profile)
            and profile[12:24] == b"mntrRGB XYZ "
        ):
            rebuilt = _rebuilt(profile)
            ImageCms.ImageCmsProfile(io.BytesIO(rebuilt))
            return rebuilt
    return None


_NUMBERS = (b"wtpt", b"chad", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
_TYPES_OF_NUMBERS = {b"XYZ ", b"curv", b"para", b"sf32"}


def _rebuilt(profile: bytes) -> bytes:
    """A profile with those tags only and words of our own. Raises ValueError where one is missing."""
    found: dict[bytes, bytes] = {}
    for at in range(132, 132 + 12 * min(int.from_bytes(profile[128:132], "big"), 100), 12):
        name, start, size = struct.unpack(">4sII", profile[at : at + 12])
        data = profile[start : start + size]
        if name in _NUMBERS and data[:4] in _TYPES_OF_NUMBERS and len(data) == size:
            found[name] = data
    if not found.keys() >= set(_NUMBERS) - {b"chad"}:
        raise ValueError("not a profile of three primaries")
    words = _words("RGB", modern=profile[8] >= 4)
    tags = [(b"desc", words[0]), (b"cprt", words[1]), *((n, found[n]) for n in _NUMBERS if n in found)]
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags:
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    # Size, no program, version, what it is for; no date; its signature; no maker, model, attributes or author.
    header = struct.pack(">I4x", start + len(body)) + profile[8:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    header = (header + b"acsp").ljust(64, b"\0") + profile[64:80]
    return header.ljust(128, b"\0") + table + body


def _words(text: str, *, modern: bool) -> tuple[bytes, bytes]:
    """The two texts that every profile must have, in the form of its version."""
    if modern:
        wide = text.encode("utf-16-be")
        both = b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(wide), 28) + wide
        return both, both
    plain = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + b"\0" * 78, b"text\0\0\0\0" + plain


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
