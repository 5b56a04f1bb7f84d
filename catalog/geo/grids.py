"""The plane grids in which Vietnamese papers give positions, and the mistakes known to be made with them.

Metres on the province's grid become WGS84 degrees by the transformation "VN-2000 to WGS 84 (2)" of the EPSG
register, stated to be right to one metre; all arithmetic is PROJ's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from catalog.geo.measure import distance_metres

if TYPE_CHECKING:
    from pyproj import Transformer

WGS84_DEGREES = "EPSG:4326"
VN2000_DEGREES = "EPSG:4756"
PROVINCE_GRID = "EPSG:9205"  # VN-2000 / TM-3 103-00
WGS84_UTM = "EPSG:32648"
UNSHIFTED_METRES = 5.0
"""How closely a difference must equal the missing shift (about 222.7 m) to be taken for it."""

Inside = Callable[[float, float], bool]


@dataclass(frozen=True, slots=True)
class Zone:
    """A grid that is not the province's own: its EPSG code and how papers name it."""

    crs: str
    name: str


OTHER_ZONES = (
    Zone("EPSG:5897", "VN-2000 / TM-3 105°00′"),
    Zone("EPSG:9206", "VN-2000 / TM-3 104°00′"),
    Zone("EPSG:9208", "VN-2000 / TM-3 104°45′"),
    Zone("EPSG:3405", "VN-2000 / UTM 48N"),
    Zone(WGS84_UTM, "WGS 84 / UTM 48N"),
)


@cache
def _transformer(source: str, target: str) -> Transformer:
    from pyproj import Transformer  # noqa: PLC0415 (a server answers before PROJ is needed)

    # `always_xy`: east before north whatever the register says of either system.
    return Transformer.from_crs(source, target, always_xy=True)


def to_wgs84(easting: float, northing: float, crs: str) -> tuple[float, float]:
    """Latitude and longitude in WGS84 degrees of metres on a grid; infinite where the grid does not reach."""
    longitude, latitude = _transformer(crs, WGS84_DEGREES).transform(easting, northing)
    return float(latitude), float(longitude)


def from_wgs84(latitude: float, longitude: float, crs: str) -> tuple[float, float]:
    """Easting and northing on a grid of WGS84 degrees, in metres."""
    easting, northing = _transformer(WGS84_DEGREES, crs).transform(longitude, latitude)
    return float(easting), float(northing)


def zones_that_fit(easting: float, northing: float, inside: Inside) -> tuple[Zone, ...]:
    """The other grids in which these metres would be a place that `inside(latitude, longitude)` accepts."""
    read = ((zone, to_wgs84(easting, northing, zone.crs)) for zone in OTHER_ZONES)
    return tuple(zone for zone, place in read if all(map(math.isfinite, place)) and inside(*place))


def looks_unshifted(point: tuple[float, float], declared: tuple[float, float]) -> bool:
    """Whether `point` is `declared` without the shift from VN-2000's datum to WGS84 (latitude, longitude).

    Such a point lies about 222.7 m to the north-west, which still looks right on a map. Distance and
    direction both count: the same distance to another side is some other mistake.
    """
    longitude, latitude = _transformer(WGS84_DEGREES, VN2000_DEGREES).transform(declared[1], declared[0])
    return distance_metres(point[0], point[1], latitude, longitude) <= UNSHIFTED_METRES
