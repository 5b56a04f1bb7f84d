"""Finds out what a file is, inside a worker: its type by signature, structure, limits and a full decode.

What is answered was read from the pixels, or from what the camera wrote about itself; nothing of it is
believed without being looked at (`captured_on` in the future, a place at 95 degrees north: None).
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from media.cameras import Capture, capture
from media.errors import refused
from media.examined import Examined
from media.kinds import Group, MediaType
from media.pictures import (
    ANY_FAULT,
    Picture,
    bare,
    decoded,
    in_srgb,
    kind_of,
    on_white,
    opened,
    reduce,
    upright,
)

SMALL = 256
"""The side in pixels of the picture from which hash, colour and placeholder are taken."""
PLACEHOLDER_SIDE = 12
MOST_PLACEHOLDER = 400
MOST_XMP = 1 << 20


def examine(path: Path, *, today: date, wanted: MediaType | None = None) -> Examined:
    """The facts of one file. Raises MediaError for whatever is not taken in.

    `wanted` is what the sender said it is; another true type is refused (TYPE_MISMATCH).
    """
    kind = kind_of(path)
    if wanted is not None and wanted is not kind:
        raise refused("TYPE_MISMATCH", found=kind.name, wanted=wanted.name)
    if kind.group is Group.DOCUMENT:
        from media.documents import examine_document  # noqa: PLC0415 - pypdf, for PDFs only

        return examine_document(path)
    if kind.group is Group.MODEL:
        from media.models import examine_model  # noqa: PLC0415 - for models only

        return examine_model(path)
    if kind.group in (Group.AUDIO, Group.VIDEO):
        return _recorded(path, kind, today)
    with opened(path, kind) as picture:
        told = _told(picture, today)
        width, height = picture.shown
        frames = getattr(picture.image, "n_frames", 1) if kind is not MediaType.TIFF else 1
        small = _small(picture)
        if kind is MediaType.HEIC:
            width, height = picture.shown  # decoding may correct it
    return Examined(
        media_type=kind,
        width=width,
        height=height,
        frames=frames,
        dhash=difference_hash(small),
        placeholder=_placeholder(small),
        colour="#{:02x}{:02x}{:02x}".format(*_mean(small)),
        captured_on=told.day,
        latitude=told.latitude,
        longitude=told.longitude,
        device=told.device,
        has_private_metadata=told.is_private or _is_private(picture, path.stat().st_size),
        is_equirectangular=_is_equirectangular(picture),
    )


def _recorded(path: Path, kind: MediaType, today: date) -> Examined:
    from media.sound_and_film import examine_recording  # noqa: PLC0415 - FFmpeg, for sound and film only

    found, picture = examine_recording(path, kind, today)
    if picture is None:
        return found
    picture.thumbnail((SMALL, SMALL), Image.Resampling.BOX)
    return replace(
        found,
        placeholder=_placeholder(picture),
        colour="#{:02x}{:02x}{:02x}".format(*_mean(picture)),
    )


def _is_equirectangular(picture: Picture) -> bool:
    """Whether its XMP says that it shows all around (Photo Sphere XMP, namespace GPano)."""
    for key in ("xmp", "XML:com.adobe.xmp"):
        xmp = picture.image.info.get(key, b"")
        text = xmp.encode() if isinstance(xmp, str) else bytes(xmp)
        if re.search(rb"ProjectionType\s*(?:=\s*[\"']|>)\s*equirectangular", text[:MOST_XMP]):
            return True
    return False


def _small(picture: Picture) -> Image.Image:
    """The whole picture on a few pixels, upright, in sRGB, on white."""
    reduce(picture, (SMALL, SMALL))
    image = decoded(picture)
    width, height = image.size
    scale = min(1.0, SMALL / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = image.resize(size, Image.Resampling.BOX)
    profile = picture.image.info.get("icc_profile")
    return bare(on_white(in_srgb(upright(small, picture.orientation), profile)))


def difference_hash(image: Image.Image) -> str:
    """The dHash: whether each of 9 x 8 grey fields is darker than its right neighbour; 16 hex digits.

    Neal Krawetz, "Kind of Like That", 2013.
    """
    fields = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (fields[at] < fields[at + 1])
    return f"{bits:016x}"


def _mean(image: Image.Image) -> tuple[int, int, int]:
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    return red, green, blue


def _placeholder(image: Image.Image) -> str:
    """A picture of a dozen pixels as an address of its own, to be shown, blurred, until the real one is there."""
    tiny = image.convert("RGB")
    tiny.thumbnail((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE), Image.Resampling.BOX)
    address = ""
    for quality in (40, 10, 0):
        written = io.BytesIO()
        tiny.save(written, "WEBP", quality=quality, method=6)
        address = "data:image/webp;base64," + base64.b64encode(written.getvalue()).decode("ascii")
        if len(address) <= MOST_PLACEHOLDER:
            break
    return address


def _told(picture: Picture, today: date) -> Capture:
    """What the camera wrote; nothing of it where it is unreadable."""
    with suppress(*ANY_FAULT):
        exif = picture.image.getexif()
        directories: list[Mapping[int, Any]] = [dict(exif), {}, {}]
        for number, pointer in ((1, 0x8769), (2, 0x8825)):
            with suppress(*ANY_FAULT):
                directories[number] = dict(exif.get_ifd(pointer))
        told = capture(*directories, today=today)
        return replace(told, is_private=told.is_private or bool(exif.get_ifd(1)))  # 1: the embedded thumbnail
    return Capture(is_private=True)


_PIXEL_PARTS = {
    MediaType.JPEG: {"E0", "E2", "EE"},
    MediaType.PNG: {
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "gAMA",
        "cHRM",
        "sRGB",
        "iCCP",
        "sBIT",
        "pHYs",
        "bKGD",
    },
    MediaType.WEBP: {"VP8 ", "VP8L", "VP8X", "ALPH", "ICCP"},
}


def _is_private(picture: Picture, size: int) -> bool:
    """Whether something beside the pixels may say where, when, with what or by whom (EXIF is judged by itself)."""
    info = picture.image.info
    if size > picture.layout.end or any(
        info.get(key) for key in ("xmp", "comment", "photoshop", "XML:com.adobe.xmp")
    ):
        return True
    harmless = _PIXEL_PARTS.get(picture.kind)
    if harmless is None:
        return False
    if picture.kind is MediaType.JPEG:
        names = {p.name for p in picture.layout.parts if p.name.startswith("E") or p.name == "FE"}
        return bool(names - harmless - {"E1"})
    return any(p.name not in harmless | {"eXIf", "EXIF"} for p in picture.layout.parts)
