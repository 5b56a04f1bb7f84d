"""Small maps of one place: where it lies in the province, and what lies around it. Drawn, not tiled.

Drawing the province takes some tenths of a second, so an `Atlas` keeps what it drew for as long as the
boundaries and what is drawn on them stay the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from catalog.finding.listings import BoundarySource, boundary_sources
from catalog.geo import Boundary
from catalog.places import load_boundaries
from catalog.projection.reader import Reader
from catalog.terms import UnitLevel
from web.pages.map import MARGIN, WIDTH, PlacedSite, Projection, ProvinceMap, draw_province

RING_METRES = 5_000.0
_AROUND_METRES = 6_200.0  # from the middle of the map of the surroundings to its edges
_SHORT_BAR_METRES = 2_000.0
_LABEL_HEIGHT = 0.031  # of the width of the map of the surroundings
_LABELLED = 0.05  # of its area: a unit of which less is seen gets no name
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in drawing units."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A square window of the map around a spot, in drawing units; `bar` is 2 km long."""

    left: float
    top: float
    size: float
    ring: float
    bar: float
    label_size: float
    labels: tuple[Spot, ...]
    neighbours: tuple[Spot, ...]

    @property
    def view_box(self) -> str:
        """The value of the SVG attribute."""
        return f"{self.left:.1f} {self.top:.1f} {self.size:.1f} {self.size:.1f}"


@dataclass(frozen=True, slots=True)
class Locator:
    """A map of the province for one place: a unit to stand out, and the spot, if its position is known.

    Without a spot of its own, a complex has those of its parts.
    """

    map: ProvinceMap
    unit_code: str | None
    spot: Spot | None = None
    around: Surroundings | None = None
    parts: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The province as drawn, and what is needed to set further things on it."""

    map: ProvinceMap
    projection: Projection
    units: tuple[Boundary[str], ...]

    def locate(
        self, unit_code: str | None, site: PlacedSite | None = None, others: Iterable[PlacedSite] = ()
    ) -> Locator:
        """The map of one place; `others` lie near it or, where it has no position, are its parts."""
        spots = tuple(self._spot(other) for other in others)
        if site is None:
            return Locator(self.map, unit_code, parts=spots)
        spot = self._spot(site)
        return Locator(self.map, unit_code, spot, self._around(spot, spots))

    def _spot(self, site: PlacedSite) -> Spot:
        x, y = self.projection.x(site.longitude), self.projection.y(site.latitude)
        return Spot(round(x, 1), round(y, 1), site.name)

    def _project(self, positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack((self.projection.x(positions[:, 0]), self.projection.y(positions[:, 1])))

    def _around(self, spot: Spot, neighbours: tuple[Spot, ...]) -> Surroundings:
        metre = self.map.ten_kilometres / 10_000
        half = _AROUND_METRES * metre
        window = shapely.box(spot.x - half, spot.y - half, spot.x + half, spot.y + half)
        return Surroundings(
            left=spot.x - half,
            top=spot.y - half,
            size=2 * half,
            ring=round(RING_METRES * metre, 1),
            bar=round(_SHORT_BAR_METRES * metre, 1),
            label_size=round(2 * half * _LABEL_HEIGHT, 2),
            labels=tuple(self._labels(window)),
            neighbours=neighbours,
        )

    def _labels(self, window: BaseGeometry) -> Iterable[Spot]:
        """Names of the units of which enough is seen, in the widest part that is."""
        for unit in self.units:
            seen = shapely.intersection(shapely.transform(unit.geometry, self._project), window)
            if isinstance(seen, Polygon | MultiPolygon) and seen.area > _LABELLED * window.area:
                middle = shapely.maximum_inscribed_circle(seen, tolerance=1).coords[0]
                yield Spot(round(middle[0], 1), round(middle[1], 1), unit.name)


class Atlas:
    """The maps that were drawn last. Threads may draw the same map twice at worst."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Sheet] = {}

    def sheet(
        self, reader: Reader, sites: tuple[PlacedSite, ...] = ()
    ) -> tuple[Sheet, tuple[BoundarySource, ...]]:
        """The province with the units of today and these sites, and who drew the boundaries."""
        sources = boundary_sources(reader)
        key = (sources, reader.today, sites)
        sheet = self._kept.get(key)
        if sheet is None:
            sheet = draw_sheet(reader, sites)
            self._kept = dict([*self._kept.items(), (key, sheet)][-_KEPT:])
        return sheet, sources


def draw_sheet(reader: Reader, sites: Iterable[PlacedSite] = ()) -> Sheet:
    """Draw the province with the communes and wards of today."""
    boundaries = load_boundaries(reader.session)
    units = tuple(
        boundaries[unit.key]._replace(key=unit.code, name=unit.name)
        for unit in reader.units.on(reader.today, (UnitLevel.COMMUNE, UnitLevel.WARD))
        if unit.key in boundaries
    )
    return Sheet(draw_province(units, sites), projection_of(units), units)


def projection_of(units: Iterable[Boundary[str]]) -> Projection:
    """The projection in which `draw_province` draws these units."""
    west, south, east, north = shapely.total_bounds([unit.geometry for unit in units])
    scale = (WIDTH - 2 * MARGIN) / (east - west)
    return Projection(west, north, scale, scale / cos(radians((south + north) / 2)))
