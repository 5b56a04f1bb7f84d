"""Models in three dimensions as binary glTF (GLB, glTF 2.0 of the Khronos Group, ISO/IEC 12113:2022), never drawn.

A model is one file that holds all of its data: an address of another file, of whatever kind, is refused. A copy
for the public holds the same shapes, and no words about who made them with what.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media.containers import Bytes, jpeg_parts, png_parts, refuse_polyglot, webp_parts, whole
from media.errors import MediaError, refused
from media.examined import Examined
from media.kinds import MediaType

MOST_BYTES = 500 << 20
MOST_JSON = 4 << 20
"""Bytes of the description, which is read into memory at up to thirty times its size."""
MOST_PARTS = 200_000
_JSON, _BINARY = 0x4E4F534A, 0x004E4942
_COMPONENTS = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_SIZES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_LISTS = (
    "accessors",
    "bufferViews",
    "buffers",
    "images",
    "meshes",
    "nodes",
    "materials",
    "textures",
    "animations",
)
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True, slots=True)
class Model:
    """What was read: the description, where the binary data lies in the file, and whether there is more."""

    document: dict[str, Any]
    start: int
    size: int
    has_more: bool


def examine_model(path: Path) -> Examined:
    """The facts of a model. Raises MediaError."""
    if path.stat().st_size > MOST_BYTES:
        raise refused("TOO_MANY_BYTES", most=MOST_BYTES >> 20)
    with whole(path) as data:
        model = _checked(data)
        meshes, triangles = _counted(model.document)
        is_private = model.has_more or _says_more(model.document) or any(_patches(data, model))
    return Examined(
        media_type=MediaType.GLB, meshes=meshes, triangles=triangles, has_private_metadata=is_private
    )


def clean_model(source: Path, target: Path) -> None:
    """Write the model without names, notes, authors, programs, and without what cameras wrote into its pictures.

    Sizes and places of all data stay; what no part of the description names becomes zeros. Raises MediaError.
    """
    partial = target.with_name(f".{target.name}.part")
    with whole(source) as data:
        model = _checked(data)
        text = json.dumps(_cleaned(model.document), ensure_ascii=False, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + (8 + model.size if model.size else 0)
        try:
            with partial.open("wb") as file:
                file.write(struct.pack("<4sIIII", b"glTF", 2, total, len(text), _JSON) + text)
                if model.size:
                    file.write(struct.pack("<II", model.size, _BINARY))
                    begin = file.tell()
                    for at in range(model.start, model.start + model.size, 1 << 20):
                        file.write(data[at : min(at + (1 << 20), model.start + model.size)])
                    for at, piece in _patches(data, model):
                        file.seek(begin + at)
                        file.write(piece)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def _checked(data: Bytes) -> Model:
    try:
        model = _read(data)
        _check_lists(model.document)
        _check_buffers(model)
        _says_more(model.document)
    except MediaError:
        raise
    except _FAULTS as fault:
        raise refused("CORRUPT") from fault
    return model


def _read(data: Bytes) -> Model:
    if len(data) < 20:
        raise refused("TRUNCATED")
    _, version, length = struct.unpack("<4sII", data[:12])
    if version != 2:
        raise refused("CORRUPT")
    if length > len(data):
        raise refused("TRUNCATED")
    refuse_polyglot(data, length)
    chunks = list(_chunks(data, length))
    if not chunks or chunks[0][0] != _JSON:
        raise refused("CORRUPT")
    _, at, size = chunks[0]
    if size > MOST_JSON:
        raise refused("METADATA_TOO_LARGE")
    document = json.loads(bytes(data[at : at + size]).decode("utf-8"), parse_constant=_no_number)
    if not isinstance(document, dict) or not str(document["asset"]["version"]).startswith("2"):
        raise refused("CORRUPT")
    binary = chunks[1] if len(chunks) > 1 and chunks[1][0] == _BINARY else (0, 0, 0)
    known = 1 + bool(binary[0])
    return Model(document, binary[1], binary[2], len(chunks) > known or length < len(data))


def _no_number(text: str) -> float:
    raise ValueError(f"not a number of JSON: {text}")


def _chunks(data: Bytes, length: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and size of each chunk. Raises MediaError for one that reaches over the end."""
    at, count = 12, 0
    while at < length:
        if at + 8 > length or count > 100:
            raise refused("CORRUPT")
        size, kind = struct.unpack("<II", data[at : at + 8])
        if at + 8 + size > length or size % 4:
            raise refused("CORRUPT")
        yield kind, at + 8, size
        at, count = at + 8 + size, count + 1


def _check_lists(document: Mapping[str, Any]) -> None:
    for name in _LISTS:
        items = document.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise refused("CORRUPT")
        if len(items) > MOST_PARTS:
            raise refused("TOO_MANY_PARTS", found=len(items), most=MOST_PARTS)
    if any("uri" in item for name in ("buffers", "images") for item in document.get(name, [])):
        raise refused("EXTERNAL_PARTS")


def _natural(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"not a natural number: {value!r:.40}")
    return value


def _check_buffers(model: Model) -> None:
    """Every view lies in the file's own data, every accessor in its view. Raises MediaError and what nonsense does."""
    document = model.document
    buffers = document.get("buffers", [])
    if len(buffers) > 1 or (buffers and _natural(buffers[0]["byteLength"]) > model.size):
        raise refused("CORRUPT")
    views = [
        (_natural(view.get("buffer", 0)), *_span(view), view.get("byteStride"))
        for view in document.get("bufferViews", [])
    ]
    if any(buffer != 0 or start + length > model.size for buffer, start, length, _ in views):
        raise refused("CORRUPT")
    for accessor in document.get("accessors", []):
        count = _natural(accessor["count"])
        size = _COMPONENTS[accessor["componentType"]] * _SIZES[accessor["type"]]
        if "bufferView" in accessor and count:
            _, _, length, stride = views[_natural(accessor["bufferView"])]
            reach = _natural(accessor.get("byteOffset", 0)) + (count - 1) * _natural(stride or size) + size
            if reach > length:
                raise refused("CORRUPT")
    for image in document.get("images", []):
        views[_natural(image["bufferView"])]


def _span(view: Mapping[str, Any]) -> tuple[int, int]:
    return _natural(view.get("byteOffset", 0)), _natural(view["byteLength"])


def _counted(document: Mapping[str, Any]) -> tuple[int, int]:
    """Meshes and triangles; points and lines are none. Raises MediaError for a model without any shape."""
    accessors, triangles, has_shape = document.get("accessors", []), 0, False
    try:
        for mesh in document.get("meshes", []):
            for primitive in mesh["primitives"]:
                which = primitive.get("indices", primitive["attributes"]["POSITION"])
                count = _natural(accessors[_natural(which)]["count"])
                mode = primitive.get("mode", 4)
                has_shape |= count > 0
                triangles += count // 3 if mode == 4 else max(0, count - 2) if mode in (5, 6) else 0
    except _FAULTS as fault:
        raise refused("CORRUPT") from fault
    if not has_shape:
        raise refused("CORRUPT")
    return len(document["meshes"]), min(triangles, 2_000_000_000)


_WORDS = {"extras", "name", "copyright", "generator"}
_SAYING_WHO = {"KHR_xmp", "KHR_xmp_json_ld"}


def _cleaned(value: Any, *, inside: str = "") -> Any:
    """The description without words; names within an extension stay, where they may mean something."""
    if isinstance(value, list):
        return [_cleaned(item, inside=inside) for item in value]
    if not isinstance(value, dict):
        return value
    left_out = {"extras"} if inside == "extensions" else _WORDS if inside != "attributes" else set()
    left_out = left_out | _SAYING_WHO
    kept = {
        key: _cleaned(item, inside="extensions" if "extensions" in (inside, key) else key)
        for key, item in value.items()
        if key not in left_out
    }
    for key in ("extensionsUsed", "extensionsRequired"):
        if isinstance(kept.get(key), list):
            kept[key] = [name for name in kept[key] if name not in _SAYING_WHO]
    return {key: item for key, item in kept.items() if not (key.startswith("extensions") and not item)}


def _says_more(document: dict[str, Any]) -> bool:
    return bool(_cleaned(document) != document)


def _patches(data: Bytes, model: Model) -> Iterator[tuple[int, bytes]]:
    """What is written over, as offsets into the binary data and as many other bytes."""
    spans = sorted(_span(view) for view in model.document.get("bufferViews", []))
    at = 0
    for start, length in [*spans, (model.size, 0)]:
        gap = bytes(data[model.start + at : model.start + start]) if start > at else b""
        if any(gap):
            yield at, bytes(len(gap))
        at = max(at, start + length)
    for image in model.document.get("images", []):
        start, length = _span(model.document["bufferViews"][image["bufferView"]])
        picture = bytes(data[model.start + start : model.start + start + length])
        for offset, piece in _in_picture(picture):
            yield start + offset, piece


def _in_picture(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """What is written over in a texture: EXIF, XMP, comments and the like, each by as many bytes that say nothing."""
    try:
        if picture.startswith(b"\xff\xd8"):
            yield from _in_jpeg(picture)
        elif picture.startswith(b"\x89PNG"):
            yield from _in_png(picture)
        elif picture[:4] == b"RIFF":
            yield from _in_webp(picture)
    except MediaError as error:
        raise refused("CORRUPT") from error


def _in_jpeg(picture: bytes) -> Iterator[tuple[int, bytes]]:
    for part in jpeg_parts(picture):
        says = part.name == "FE" or (part.name.startswith("E") and part.name not in {"E0", "E2", "EE"})
        if says and any(picture[part.body : part.end]):
            yield part.body, bytes(part.end - part.body)


def _in_png(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """A chunk of words becomes one of a kind that nobody reads, with its check sum."""
    for part in png_parts(picture):
        if part.name in {"tEXt", "zTXt", "iTXt", "eXIf", "tIME"}:
            body = b"viDe" + bytes(part.end - part.body - 4)
            yield part.start + 4, body + struct.pack(">I", zlib.crc32(body))


def _in_webp(picture: bytes) -> Iterator[tuple[int, bytes]]:
    for part in webp_parts(picture):
        if part.name in {"EXIF", "XMP "}:
            yield part.start, b"JUNK" + picture[part.start + 4 : part.body] + bytes(part.end - part.body)
