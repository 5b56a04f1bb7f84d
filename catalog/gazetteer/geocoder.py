"""The gazetteer under geopy's interface, for programs that speak it."""

from __future__ import annotations

from datetime import date
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from catalog.gazetteer.lookup import Gazetteer


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """The gazetteer under geopy's interface: `geocode` and `reverse` answer `Location`s."""

    def __init__(self, gazetteer: Gazetteer, today: date) -> None:
        super().__init__(scheme="https")
        self.gazetteer = gazetteer
        self.today = today

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:  # noqa: ARG002
        """The place a text means, or None; a list with `exactly_one=False`. `timeout` is not needed."""
        located = [
            Location(match.name, (match.latitude, match.longitude), {"match": match})
            for match in self.gazetteer.places(query)
            if match.latitude is not None
        ]
        return _as_asked(located, exactly_one=exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:  # noqa: ARG002
        """The unit at a position (anything geopy reads as a point), or None."""
        point = Point(query)
        found = self.gazetteer.at(point.latitude, point.longitude, self.today)
        units = [found.unit] if found.unit else []
        located = [Location(unit.name, point, {"unit": unit}) for unit in units]
        return _as_asked(located, exactly_one=exactly_one)


def _as_asked(located: list[Location], *, exactly_one: bool) -> Any:
    if not located:
        return None
    return located[0] if exactly_one else located
