"""Which area a point lies in, and which areas lie near it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from catalog.geo.measure import box_around, outside_metres

OUTLINE_DEGREES = 0.0009
"""About 100 m of latitude: not seen where a commune is drawn as wide as a screen."""


class Sortable(Protocol):
    """What a key must be able to do, so that answers have an order of their own."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


Key = TypeVar("Key", bound=Sortable)


class Boundary(NamedTuple, Generic[Key]):
    """An area: its key, its shape in WGS84 degrees, and how far at most its line is off, in metres."""

    key: Key
    geometry: BaseGeometry
    accuracy_metres: float
    name: str = ""


class Boundaries(Generic[Key]):
    """A set of areas that answers where a point lies. Built once, then only read; safe between threads."""

    def __init__(self, boundaries: Iterable[Boundary[Key]]) -> None:
        self._all = sorted(boundaries, key=lambda boundary: boundary.key)
        self._by_key = {boundary.key: boundary for boundary in self._all}
        self._outlines: dict[Key, BaseGeometry] = {}
        self._tree = shapely.STRtree([boundary.geometry for boundary in self._all])

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: Key) -> Boundary[Key]:
        """The boundary with this key; raises `KeyError`."""
        return self._by_key[key]

    def outline(self, key: Key) -> BaseGeometry:
        """The area with fewer vertices, for drawing alone: no line moves by more than 100 m. Raises `KeyError`."""
        if key not in self._outlines:  # two threads may simplify the same shape at worst
            self._outlines[key] = shapely.simplify(self._by_key[key].geometry, OUTLINE_DEGREES)
        return self._outlines[key]

    def locate(self, lat: float, lon: float) -> Key | None:
        """The key of the area that contains the point, its border included; None where there is none.

        On a border that areas share, the smallest key answers, whatever order they came in.
        """
        hits = self._tree.query(Point(lon, lat), predicate="intersects")
        return self._all[int(hits.min())].key if len(hits) else None

    def near(self, lat: float, lon: float, metres: float) -> list[tuple[Key, float]]:
        """The areas at most so many metres from the point, each with that distance; the nearest first.

        An area that contains the point is at 0.0. Raises `BadRequestError` over 500 km.
        """
        box = box_around(lat, lon, metres)
        candidates = self._tree.query(shapely.box(box.west, box.south, box.east, box.north))
        found = [
            (self._all[int(i)].key, outside_metres(self._all[int(i)].geometry, lat, lon)) for i in candidates
        ]
        return sorted((hit for hit in found if hit[1] <= metres), key=lambda hit: (hit[1], hit[0]))
