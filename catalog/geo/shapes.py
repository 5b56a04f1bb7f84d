"""GeoJSON geometries in and out (RFC 7946): read what people hand in, refuse what is no shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from catalog.errors import Message, Problem, ProblemsError
from catalog.geo.points import PROJECTED, looks_projected, looks_swapped

MOST_VERTICES = 20_000
POLYGONS = frozenset({"Polygon", "MultiPolygon"})
_LEAST_AREA_DEGREES2 = 1e-12  # a square decimetre; rounding alone gives points on one line 1e-15
# How deep the positions of a type lie: a Polygon is a list of rings, which are lists of positions.
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_REASONS = {
    "Self-intersection": (
        "SELF_INTERSECTION",
        Message("Đường biên tự cắt chính nó", "The outline crosses itself"),
    ),
    "Ring Self-intersection": (
        "SELF_INTERSECTION",
        Message("Một vòng biên tự chạm chính nó", "A ring touches itself"),
    ),
    "Hole lies outside shell": (
        "BAD_GEOMETRY",
        Message("Một lỗ nằm ngoài vòng ngoài", "A hole lies outside its polygon"),
    ),
    "Holes are nested": (
        "BAD_GEOMETRY",
        Message("Một lỗ nằm trong lỗ khác", "A hole lies within another hole"),
    ),
    "Nested shells": (
        "BAD_GEOMETRY",
        Message("Một phần nằm bên trong phần khác", "One part lies within another part"),
    ),
    "Interior is disconnected": (
        "BAD_GEOMETRY",
        Message("Các vòng chia cắt phần bên trong", "The rings cut the inside into pieces"),
    ),
    "Too few points in geometry component": (
        "BAD_GEOMETRY",
        Message("Có thành phần không đủ số điểm khác nhau", "A part has too few different points"),
    ),
}
_OTHER_REASON = ("BAD_GEOMETRY", Message("Hình không hợp lệ", "The shape is not valid"))


def read_geometry(
    geojson: object, allowed: frozenset[str], *, field: str = "geometry", most_vertices: int = MOST_VERTICES
) -> BaseGeometry:
    """The shape that a GeoJSON geometry (a dict, or JSON as text or bytes) describes, in WGS84 degrees.

    A third number of a position is an altitude: accepted, as RFC 7946 section 3.1.1 has it, and not kept.
    Raises `ProblemsError` with codes BAD_GEOMETRY, SELF_INTERSECTION, SWAPPED_COORDINATES,
    PROJECTED_COORDINATES, OUT_OF_RANGE, NO_AREA, TOO_MANY_VERTICES; each names the place.
    `allowed` is a set of geometry types; GeometryCollection is never read.
    """
    kind, coordinates = _parts(geojson, allowed, field)
    positions = list(_positions(coordinates, _DEPTHS[kind], field))
    if len(positions) > most_vertices:
        message = Message(
            f"Hình có {len(positions)} đỉnh, vượt giới hạn {most_vertices}; hãy đơn giản hóa đường biên.",
            f"The shape has {len(positions)} vertices, over the limit of {most_vertices}; please simplify.",
        )
        raise _refusal("TOO_MANY_VERTICES", message, field)
    _check_numbers(positions, field)
    for line in _lines(coordinates, _DEPTHS[kind]):
        if kind in POLYGONS:
            _check_ring(line, field)
        elif kind != "MultiPoint" and len(line) < 2:
            message = Message("Một đường phải có ít nhất hai điểm.", "A line needs at least two points.")
            raise _refusal("BAD_GEOMETRY", message, field)
    shape = shapely.force_2d(shapely.geometry.shape({"type": kind, "coordinates": coordinates}))
    _check_validity(shape, field)
    return shape


def _parts(geojson: object, allowed: frozenset[str], field: str) -> tuple[str, Any]:
    """The type and the coordinates; parts whose form is wrong are refused here."""
    if isinstance(geojson, str | bytes):
        try:
            geojson = orjson.loads(geojson)
        except orjson.JSONDecodeError as error:
            message = Message(
                f"Không đọc được JSON: lỗi ở dòng {error.lineno}, cột {error.colno}.",
                f"The JSON cannot be read: line {error.lineno}, column {error.colno}.",
            )
            raise _refusal("BAD_GEOMETRY", message, field) from error
    kind = geojson.get("type") if isinstance(geojson, dict) else None
    if not isinstance(geojson, dict) or not isinstance(kind, str) or kind not in allowed & _DEPTHS.keys():
        names = ", ".join(sorted(allowed & _DEPTHS.keys()))
        message = Message(
            f"Cần một hình GeoJSON thuộc loại: {names}.", f"A GeoJSON geometry of type {names} is needed."
        )
        raise _refusal("BAD_GEOMETRY", message, field)
    return kind, geojson.get("coordinates")


def _positions(node: object, depth: int, field: str) -> Iterator[Sequence[float]]:
    """All positions in order; raises where lists are not nested as the type wants."""
    if not isinstance(node, list | tuple):
        message = Message(
            "Mảng coordinates không đúng cấu trúc của loại hình này.",
            "The coordinates are not nested as this type of geometry needs.",
        )
        raise _refusal("BAD_GEOMETRY", message, field)
    if depth > 0 and not node:
        message = Message("Hình rỗng: có phần không chứa điểm nào.", "Empty shape: a part has no points.")
        raise _refusal("BAD_GEOMETRY", message, field)
    if depth > 0:
        for child in node:
            yield from _positions(child, depth - 1, field)
        return
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in node)
    if not numbers or len(node) not in (2, 3):
        message = Message(
            f"Mỗi điểm phải là [kinh độ, vĩ độ] bằng số, không phải {_shown(node)}.",
            f"A position must be [longitude, latitude] in numbers, not {_shown(node)}.",
        )
        raise _refusal("BAD_GEOMETRY", message, field)
    yield node


def _lines(coordinates: Any, depth: int) -> Iterator[Sequence[Sequence[float]]]:
    """The lists of positions: lines, rings, or the points of a MultiPoint."""
    if depth == 1:
        yield coordinates
    elif depth > 1:
        for child in coordinates:
            yield from _lines(child, depth - 1)


def _check_numbers(positions: Sequence[Sequence[float]], field: str) -> None:
    if all(looks_swapped(p[1], p[0]) for p in positions):
        message = Message(
            f"Vĩ độ và kinh độ có vẻ bị đảo: GeoJSON ghi kinh độ trước (102–103), vĩ độ sau (21–22); "
            f"điểm đầu tiên là {_shown(positions[0])}.",
            f"Latitude and longitude seem swapped: GeoJSON has longitude first (102–103), then latitude "
            f"(21–22); the first position is {_shown(positions[0])}.",
        )
        raise _refusal("SWAPPED_COORDINATES", message, field)
    for position in positions:
        if looks_projected(position[0], position[1]):
            raise _refusal("PROJECTED_COORDINATES", PROJECTED, field)
        if not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
            message = Message(
                f"Điểm {_shown(position)} nằm ngoài phạm vi: kinh độ từ -180 đến 180, vĩ độ từ -90 đến 90.",
                f"Position {_shown(position)} is out of range: longitude -180 to 180, latitude -90 to 90.",
            )
            raise _refusal("OUT_OF_RANGE", message, field)


def _check_ring(ring: Sequence[Sequence[float]], field: str) -> None:
    if len(ring) < 4:
        message = Message(
            f"Một vòng biên cần ít nhất bốn điểm (điểm cuối trùng điểm đầu); vòng bắt đầu tại "
            f"{_shown(ring[0])} có {len(ring)}.",
            f"A ring needs at least four positions (the last equal to the first); the one that starts at "
            f"{_shown(ring[0])} has {len(ring)}.",
        )
        raise _refusal("BAD_GEOMETRY", message, field)
    if tuple(ring[0][:2]) != tuple(ring[-1][:2]):
        message = Message(
            f"Vòng biên chưa khép kín: bắt đầu tại {_shown(ring[0])}, kết thúc tại {_shown(ring[-1])}.",
            f"A ring is not closed: it starts at {_shown(ring[0])} and ends at {_shown(ring[-1])}.",
        )
        raise _refusal("BAD_GEOMETRY", message, field)


def _check_validity(shape: BaseGeometry, field: str) -> None:
    if shape.geom_type in POLYGONS and shape.convex_hull.area < _LEAST_AREA_DEGREES2:
        message = Message(
            "Hình không có diện tích: mọi điểm nằm trên một đường thẳng.",
            "The shape has no area: all its points lie on one line.",
        )
        raise _refusal("NO_AREA", message, field)
    if shape.is_valid:
        return
    reason, _, place = shapely.is_valid_reason(shape).partition("[")
    code, what = _REASONS.get(reason, _OTHER_REASON)
    at = re.findall(r"[-+.\deE]+", place)[:2]
    vi, en = (
        (f" tại kinh độ {at[0]}, vĩ độ {at[1]}", f" at longitude {at[0]}, latitude {at[1]}")
        if at
        else ("", "")
    )
    raise _refusal(code, Message(f"{what.vi}{vi}.", f"{what.en}{en}."), field)


def _shown(position: Sequence[object]) -> str:
    """A position for a message, cut short: it may hold anything somebody sent."""
    parts = position[:3]
    printable = [isinstance(p, str | float) or (isinstance(p, int) and abs(p) < 10**18) for p in parts]
    text = ", ".join(str(part)[:20] if plain else "…" for part, plain in zip(parts, printable, strict=True))
    return f"[{text}]" if len(position) <= 3 else f"[{text}, …]"


def _refusal(code: str, message: Message, field: str) -> ProblemsError:
    return ProblemsError([Problem(code, message, field)])


def write_geometry(geometry: BaseGeometry, decimals: int = 7) -> dict[str, Any]:
    """The GeoJSON geometry of a shape: outer rings counter-clockwise (RFC 7946 section 3.1.6), rounded.

    Seven decimals are about a centimetre, finer than any survey of ours.
    """
    outward = shapely.orient_polygons(geometry)
    mapping = shapely.geometry.mapping(outward)
    return {"type": mapping["type"], "coordinates": _rounded(mapping["coordinates"], decimals)}


def _rounded(node: Any, decimals: int) -> Any:
    if isinstance(node, list | tuple):
        return [_rounded(child, decimals) for child in node]
    return round(float(node), decimals)
