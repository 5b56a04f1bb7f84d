"""Boxes and distances on the WGS84 ellipsoid."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, atan, cos, degrees, pi, radians, sin, sqrt, tan
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from catalog.errors import BadRequestError, Message, Problem, ProblemsError

if TYPE_CHECKING:
    from pyproj import Geod

LARGEST_RADIUS_METRES = 500_000.0
_EQUATOR_METRES, _FLATTENING = 6_378_137.0, 1 / 298.257223563  # of WGS84, by definition
_ROUNDING_DEGREES = 1e-9  # a tenth of a millimetre: more than the sums below can lose
_LONGEST_STRAIGHT_DEGREES = 0.02  # two kilometres, over which a border bends by centimetres


@cache
def wgs84() -> Geod:
    """The ellipsoid. PROJ comes in when something is measured: a server answers before."""
    from pyproj import Geod  # noqa: PLC0415

    return Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of WGS84 degrees; never empty and never across the antimeridian.

    Raises `ProblemsError` naming every side that is wrong.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        problems = [*_limits(self, ("west", "east"), 180.0), *_limits(self, ("south", "north"), 90.0)]
        if not problems:
            problems = [*_order(self, "west", "east"), *_order(self, "south", "north")]
        if problems:
            raise ProblemsError(problems)

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def _limits(box: Box, sides: tuple[str, str], limit: float) -> list[Problem]:
    wrong = [side for side in sides if not -limit <= getattr(box, side) <= limit]
    return [
        Problem(
            "OUT_OF_RANGE",
            Message(
                f"Cạnh {side} của khung phải là số từ -{limit:g} đến {limit:g} độ.",
                f"The box's {side} must be a number from -{limit:g} to {limit:g} degrees.",
            ),
            side,
        )
        for side in wrong
    ]


def _order(box: Box, low: str, high: str) -> list[Problem]:
    if getattr(box, low) < getattr(box, high):
        return []
    message = Message(
        f"Khung bị đảo hoặc rỗng: {low} phải nhỏ hơn {high}.",
        f"The box is reversed or empty: {low} must be less than {high}.",
    )
    return [Problem("EMPTY_BOX", message, low)]


def distance_metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The geodesic distance between two points, in metres."""
    return float(wgs84().inv(lon1, lat1, lon2, lat2)[2])


def degree_east_metres(lat: float) -> float:
    """How long a degree of longitude is at a latitude, along the parallel of WGS84: enough for a bar of scale.

    a cos(lat) / sqrt(1 - e2 sin2(lat)) a radian (J. P. Snyder, "Map projections: a working manual", 1987, 4-21).
    """
    e2 = _FLATTENING * (2 - _FLATTENING)
    return radians(_EQUATOR_METRES * cos(radians(lat)) / sqrt(1 - e2 * sin(radians(lat)) ** 2))


def distances_metres(lat: float, lon: float, lats: Sequence[float], lons: Sequence[float]) -> list[float]:
    """The geodesic distances from one point to many, in metres, in the order given."""
    many = len(lats)
    start, ends = (array("d", [lon]) * many, array("d", [lat]) * many), (array("d", lons), array("d", lats))
    distances: list[float] = wgs84().inv(*start, *ends, inplace=True)[2].tolist()
    return distances


def box_around(lat: float, lon: float, radius_metres: float) -> Box:
    """A box that surely contains all points within a geodesic radius, and little more.

    North and south are exact: the shortest way to a parallel is along the meridian. For east and west, the
    arc on the auxiliary sphere is at most radius / b, and the longitude on it at least the true one, so
    asin(sin(arc) / cos(reduced latitude)) is an upper bound, less than 1 % too wide (C. Karney, "Algorithms
    for geodesics", 2013). A circle around a pole or across the antimeridian gets all longitudes.
    Raises `BadRequestError` unless 0 < radius <= 500 km and the point is within range.
    """
    _check_circle(lat, lon, radius_metres)
    arc = radius_metres / wgs84().b
    reduced = atan((1 - wgs84().f) * tan(radians(lat)))
    if abs(reduced) + arc >= pi / 2:
        south = -90.0 if lat < 0 else _parallel(lat, lon, 180.0, radius_metres)
        north = 90.0 if lat > 0 else _parallel(lat, lon, 0.0, radius_metres)
        return Box(-180.0, south, 180.0, north)
    width = degrees(asin(sin(arc) / cos(reduced))) + _ROUNDING_DEGREES
    west, east = lon - width, lon + width
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    south, north = (_parallel(lat, lon, azimuth, radius_metres) for azimuth in (180.0, 0.0))
    return Box(west, south, east, north)


def _parallel(lat: float, lon: float, azimuth: float, metres: float) -> float:
    reached = float(wgs84().fwd(lon, lat, azimuth, metres)[1])
    return max(reached - _ROUNDING_DEGREES, -90.0) if azimuth else min(reached + _ROUNDING_DEGREES, 90.0)


def _check_circle(lat: float, lon: float, radius_metres: float) -> None:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadRequestError(
            Message(
                "Tâm tìm kiếm phải có vĩ độ từ -90 đến 90 và kinh độ từ -180 đến 180.",
                "The centre must have a latitude from -90 to 90 and a longitude from -180 to 180.",
            )
        )
    if not 0 < radius_metres <= LARGEST_RADIUS_METRES:
        raise BadRequestError(
            Message(
                "Bán kính phải lớn hơn 0 và không quá 500 km (500.000 m).",
                "The radius must be more than 0 and at most 500 km (500,000 m).",
            )
        )


def outside_metres(geometry: BaseGeometry, lat: float, lon: float) -> float:
    """How far a point lies outside a geometry: 0.0 inside or on it, else metres to its nearest point.

    The geometry is redrawn as seen from the point: the azimuth and the geodesic distance of each vertex
    become polar coordinates, in which distances from the origin are true, so that no map projection's
    distortion enters. Right to well under a metre within the province.
    """
    if shapely.intersects_xy(geometry, lon, lat):
        return 0.0

    def as_seen(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        longitudes, latitudes = positions.T
        start = np.full_like(longitudes, lon), np.full_like(latitudes, lat)
        azimuth, _, metres = wgs84().inv(*start, longitudes, latitudes)
        bearing = np.radians(azimuth)
        return np.column_stack((metres * np.sin(bearing), metres * np.cos(bearing)))

    # Not the polygon: redrawn from outside it may touch itself, and only its border counts here.
    border = geometry.boundary if geometry.geom_type.endswith("Polygon") else geometry
    finely = shapely.segmentize(_nearby_part(border, lat, lon), _LONGEST_STRAIGHT_DEGREES)
    return float(shapely.transform(finely, as_seen).distance(Point(0, 0)))


_MOST_METRES_A_DEGREE, _LEAST_METRES_A_DEGREE = 111_700.0, 110_500.0  # of latitude, anywhere on WGS84


def lie_within(geometry: BaseGeometry, points: Sequence[tuple[float, float, float]]) -> list[bool]:
    """What `lies_within` says of each of many points (latitude, longitude, metres); one call finds those inside."""
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    inside = shapely.intersects_xy(geometry, longitudes, latitudes)
    return [bool(is_in) or lies_within(geometry, *point) for is_in, point in zip(inside, points, strict=True)]


def lies_within(geometry: BaseGeometry, lat: float, lon: float, metres: float) -> bool:
    """Whether a point lies outside a geometry by at most so many metres: what `outside_metres` says, for less.

    Distances in degrees bound those on the ground from both sides; only between the bounds is it measured.
    A prepared geometry (`shapely.prepare`) answers fastest.
    """
    if shapely.intersects_xy(geometry, lon, lat):
        return True
    reach = metres / _LEAST_METRES_A_DEGREE
    if metres <= 0 or abs(lat) + reach >= 89:
        return outside_metres(geometry, lat, lon) <= metres
    point = Point(lon, lat)
    if shapely.dwithin(geometry, point, metres / _MOST_METRES_A_DEGREE):
        return True
    narrowest = _LEAST_METRES_A_DEGREE * math.cos(math.radians(abs(lat) + reach))
    if not shapely.dwithin(geometry, point, metres / narrowest):
        return False
    return outside_metres(geometry, lat, lon) <= metres


def _nearby_part(border: BaseGeometry, lat: float, lon: float) -> BaseGeometry:
    """The part of a border that can hold its nearest point: no need to redraw a whole province.

    Degrees scaled at the point's latitude tell distances to well under 2 % within 100 km, so whatever
    lies beyond the box around 1.05 times the nearest distance so measured is surely farther. Farther
    away the whole border stays.
    """
    scale = np.array([math.cos(math.radians(lat)) * 111_320.0, 110_574.0])
    flat = shapely.transform(border, lambda positions: (positions - (lon, lat)) * scale)
    reach = flat.distance(Point(0, 0)) * 1.05 + 10.0
    if reach > 100_000:
        return border
    near = shapely.clip_by_rect(flat, -reach, -reach, reach, reach)
    return shapely.transform(near, lambda positions: positions / scale + (lon, lat))
