"""The map of the province as shapes ready to be drawn in SVG: paths, label places, points. Styles nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from catalog.geo import Boundary, degree_east_metres

WIDTH = 1000
MARGIN = 12
LABEL_SIZE = 16  # the height of letters for which labels are placed, in drawing units like all here
LINE_HEIGHT = 18
POINT_RADIUS = 10
APART = 14.0  # sites closer than this share a point
_LETTER_WIDTH = 0.53 * LABEL_SIZE
_TRIED = 12  # places for a label across a unit, and as many down
_SIMPLIFIED = 2.0  # a bend whose triangle is smaller than this squared is not seen
_Numbers = TypeVar("_Numbers", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class UnitShape:
    """A unit as drawn: SVG path data, and its short name in lines around a place of its own."""

    code: str
    name: str
    path: str
    label: tuple[str, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class PlacedSite:
    """A site that may be shown at a place of its own, in WGS84 degrees."""

    slug: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One circle of the map: the site there, or several that would lie on top of each other."""

    x: float
    y: float
    sites: tuple[PlacedSite, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular, true to scale at the province's middle latitude; y runs down, as in SVG."""

    west: float
    north: float
    units_per_degree_east: float
    units_per_degree_north: float

    def x(self, longitude: _Numbers) -> _Numbers:
        """Drawing units from the left edge."""
        return MARGIN + (longitude - self.west) * self.units_per_degree_east

    def y(self, latitude: _Numbers) -> _Numbers:
        """Drawing units from the upper edge."""
        return MARGIN + (self.north - latitude) * self.units_per_degree_north


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """Everything a template needs to draw the map; `ten_kilometres` is the length of a scale bar."""

    height: int
    outline: str
    units: tuple[UnitShape, ...]
    points: tuple[MapPoint, ...]
    ten_kilometres: float

    @property
    def view_box(self) -> str:
        """The value of the SVG attribute: the map is 1,000 units wide."""
        return f"0 0 {WIDTH} {self.height}"


def draw_province(units: Sequence[Boundary[str]], sites: Iterable[PlacedSite] = ()) -> ProvinceMap:
    """Draw the units, which must form a coverage (identical shared borders), 1,000 drawing units wide.

    The shapes are simplified together, so that a border two units share stays one line; all numbers have
    one decimal. Labels keep clear of the points. Worth keeping: it takes a tenth of a second.
    """
    west, south, east, north = shapely.total_bounds([unit.geometry for unit in units])
    projection = _projection(west, south, east, north)

    def project(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack((projection.x(positions[:, 0]), projection.y(positions[:, 1])))

    drawn = [shapely.transform(unit.geometry, project) for unit in units]
    simple = shapely.coverage_simplify(drawn, _SIMPLIFIED)
    points = _points(projection, sites)
    shapes = _unit_shapes(units, simple, points)
    middle = (south + north) / 2
    degree_metres = degree_east_metres(middle)
    return ProvinceMap(
        height=round(projection.y(south)) + MARGIN,
        outline=path_data(shapely.coverage_union_all(simple)),
        units=tuple(sorted(shapes, key=lambda shape: shape.code)),
        points=points,
        ten_kilometres=round(10_000 / degree_metres * projection.units_per_degree_east, 1),
    )


def _points(projection: Projection, sites: Iterable[PlacedSite]) -> tuple[MapPoint, ...]:
    """One point a site, but one for those that would touch: the first by slug keeps its place."""
    groups: list[tuple[float, float, list[PlacedSite]]] = []
    for site in sorted(sites, key=lambda site: site.slug):
        x, y = projection.x(site.longitude), projection.y(site.latitude)
        near = next((group for group in groups if hypot(group[0] - x, group[1] - y) < APART), None)
        if near is None:
            groups.append((x, y, [site]))
        else:
            near[2].append(site)
    return tuple(MapPoint(round(x, 1), round(y, 1), tuple(group)) for x, y, group in groups)


def _projection(west: float, south: float, east: float, north: float) -> Projection:
    scale = (WIDTH - 2 * MARGIN) / (east - west)
    return Projection(west, north, scale, scale / cos(radians((south + north) / 2)))


def _unit_shapes(
    units: Sequence[Boundary[str]], shapes: NDArray[np.object_], points: Iterable[MapPoint]
) -> list[UnitShape]:
    """The shapes with their labels; the smallest unit chooses its label's place first."""
    taken = shapely.union_all(
        [shapely.Point(point.x, point.y).buffer(POINT_RADIUS, quad_segs=2) for point in points]
    )
    drawn = []
    for unit, shape in sorted(zip(units, shapes, strict=True), key=lambda pair: float(pair[1].area)):
        label, box = _label(unit.name, shape, taken)
        taken |= box.buffer(_LETTER_WIDTH / 2, join_style="mitre")
        x, y = box.centroid.coords[0]
        drawn.append(UnitShape(unit.key, unit.name, path_data(shape), label, round(x, 1), round(y, 1)))
    return drawn


def _label(name: str, shape: BaseGeometry, taken: BaseGeometry) -> tuple[tuple[str, ...], BaseGeometry]:
    """A unit's name without its type ("Xã"), in one line or two, and the box it is to be written in.

    Tried are places all over the unit. The best covers least of points and other labels, then sticks out of
    the unit least, then lies nearest to its middle; two lines must be worth it. What is covered takes longest
    to measure, and is measured only of places that the rest does not rule out.
    """
    choices = _line_breaks(name.split()[1:] or [name])
    boxes = [
        _boxes(shape, max(map(len, lines)) * _LETTER_WIDTH, len(lines) * LINE_HEIGHT) for lines in choices
    ]
    tried = np.concatenate(boxes)
    line_count = np.repeat([len(lines) for lines in choices], [len(group) for group in boxes])
    at_least = 2 * shapely.distance(shapely.centroid(tried), shape.centroid) + 100 * line_count
    best, least = 0, np.inf
    for place in np.argsort(at_least, kind="stable"):
        if at_least[place] >= least:
            break
        box = tried[place]
        covered = shapely.clip_by_rect(taken, *box.bounds).area
        outside = box.area - shapely.clip_by_rect(shape, *box.bounds).area
        cost = at_least[place] + 10 * covered + outside
        if cost < least:
            best, least = place, cost
    return choices[line_count[best] - 1], tried[best]


def _line_breaks(words: list[str]) -> list[tuple[str, ...]]:
    """The words in one line and, where there are several, in the two lines that differ least in length."""
    pairs = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return [(" ".join(words),), *sorted(pairs, key=lambda pair: abs(len(pair[0]) - len(pair[1])))[:1]]


def _boxes(shape: BaseGeometry, width: float, height: float) -> NDArray[np.object_]:
    """Boxes of one size with their middles all over a shape."""
    west, north, east, south = shape.bounds
    grid = np.meshgrid(np.linspace(west, east, _TRIED), np.linspace(north, south, _TRIED))
    inside = shapely.contains_xy(shape, *grid)
    x, y = grid[0][inside], grid[1][inside]
    return np.asarray(shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2))


def path_data(shape: BaseGeometry) -> str:
    """The `d` attribute of a polygon or several, in tenths of a unit.

    Every vertex is rounded on its own before steps are taken between them, so that two shapes which share
    a border share it to the last digit. A ring too small to be seen is left out.
    """
    polygons = shapely.get_parts(shape)
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_ring_data(np.rint(shapely.get_coordinates(ring) * 10).astype(int)) for ring in rings)


def _ring_data(tenths: NDArray[np.int_]) -> str:
    steps = np.diff(tenths[:-1], axis=0)
    moving = steps[np.any(steps != 0, axis=1)]
    if len(moving) < 2:
        return ""
    start = f"M{_number(tenths[0][0])} {_number(tenths[0][1])}"
    return start + "l" + " ".join(f"{_number(dx)} {_number(dy)}" for dx, dy in moving) + "z"


def _number(tenths: int) -> str:
    return f"{tenths / 10:.1f}".removesuffix(".0")
