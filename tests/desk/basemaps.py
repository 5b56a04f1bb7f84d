"""Basemaps such as an office may have: PMTiles archives of the province, of pictures and of vectors."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from io import BytesIO
from math import asinh, pi, radians, tan
from pathlib import Path
from typing import Any, cast

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

WEST, SOUTH, EAST, NORTH = 102.0, 20.8, 103.7, 22.7
ZOOMS = range(6, 9)


def raster_basemap(path: Path, colour: tuple[int, int, int]) -> Path:
    """Tiles of one colour."""
    picture = BytesIO()
    Image.new("RGB", (256, 256), colour).save(picture, "PNG")
    return _written(path, picture.getvalue(), TileType.PNG, {"attribution": '<a href="x">Sở thử</a> 2026'})


def vector_basemap(path: Path) -> Path:
    """Tiles in which the western half is water, in the layers of Protomaps' scheme."""
    tile = gzip.compress(_tile("water", [(0, 0), (2048, 0), (2048, 4096), (0, 4096)]))
    return _written(path, tile, TileType.MVT, {"vector_layers": [{"id": "water", "fields": {}}]})


def _written(path: Path, tile: bytes, kind: TileType, metadata: dict[str, object]) -> Path:
    with path.open("wb") as file:
        writer = cast(Any, Writer)(file)
        for tile_id in sorted(zxy_to_tileid(*place) for place in _places()):
            writer.write_tile(tile_id, tile)
        header = {
            "tile_type": kind,
            "tile_compression": Compression.GZIP if kind is TileType.MVT else Compression.NONE,
            "min_zoom": ZOOMS[0], "max_zoom": ZOOMS[-1], "center_zoom": ZOOMS[0],
            "min_lon_e7": int(WEST * 1e7), "min_lat_e7": int(SOUTH * 1e7),
            "max_lon_e7": int(EAST * 1e7), "max_lat_e7": int(NORTH * 1e7),
            "center_lon_e7": int(103 * 1e7), "center_lat_e7": int(21.4 * 1e7),
        }  # fmt: skip
        writer.finalize(header, metadata)
    return path


def _places() -> Iterator[tuple[int, int, int]]:
    for zoom in ZOOMS:
        (left, top), (right, bottom) = _tile_at(zoom, WEST, NORTH), _tile_at(zoom, EAST, SOUTH)
        yield from ((zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _tile_at(zoom: int, longitude: float, latitude: float) -> tuple[int, int]:
    down = (1 - asinh(tan(radians(latitude))) / pi) / 2
    return int((longitude + 180) / 360 * 2**zoom), int(down * 2**zoom)


def _tile(layer: str, ring: list[tuple[int, int]]) -> bytes:
    """A vector tile (Mapbox Vector Tile 2.1) with one polygon."""
    steps, at = list[int](), (0, 0)
    for place, corner in enumerate(ring):
        if place < 2:
            steps.append(9 if place == 0 else (len(ring) - 1) << 3 | 2)
        steps += [_zigzag(corner[axis] - at[axis]) for axis in (0, 1)]
        at = corner
    geometry = b"".join(map(_varint, [*steps, 15]))
    feature = b"\x18\x03" + _part(4, geometry)
    extent_and_version = b"\x28" + _varint(4096) + b"\x78\x02"
    return _part(3, _part(1, layer.encode()) + _part(2, feature) + extent_and_version)


def _part(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])
