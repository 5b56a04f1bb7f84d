"""Names to places and back: units old and new, boundaries, sites and their other names; nobody is asked.

`Gazetteer` answers the product's own questions. An office that runs a Nominatim or Photon of its own may name it in the settings; it is asked only for
what the catalogue does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from catalog.errors import BadRequestError, Message
from catalog.gazetteer.matching import UnitIndex
from catalog.geo import Boundaries, check_position
from catalog.lazy import cached_property
from catalog.places import Unit, Units
from catalog.settings import Settings
from catalog.terms import UnitLevel

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

NEAR_BORDER_METRES = 500.0
MAX_PLACES = 20


class PlaceKind(StrEnum):
    """What a name turned out to be."""

    UNIT = "UNIT"
    SITE = "SITE"
    OTHER = "OTHER"


@dataclass(frozen=True)
class NamedSite:
    """A public site as the gazetteer knows it."""

    code: str
    slug: str
    name: str
    latitude: float | None
    longitude: float | None
    score: float


@dataclass(frozen=True)
class PlaceMatch:
    """A place that a text may mean; `today` are the present units where a unit stood."""

    kind: PlaceKind
    name: str
    score: float
    reasons: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    unit: Unit | None = None
    today: tuple[Unit, ...] = ()
    site: NamedSite | None = None


@dataclass(frozen=True)
class PlaceAt:
    """What lies at a position on a day.

    `unit` is certain, or None; then `candidates` are the units of that day that may have been there: the
    boundaries of former units are not known, only what today's were made of.
    """

    unit: Unit | None
    candidates: tuple[Unit, ...]
    near: tuple[tuple[Unit, float], ...]


FindSites = Callable[[str], Sequence[NamedSite]]


@dataclass
class Gazetteer:
    """Everything needed to answer; built for one set of units and boundaries."""

    units: Units
    load_boundaries: Callable[[], Boundaries[str]]
    find_sites: FindSites
    office: Geocoder | None = None

    @cached_property
    def boundaries(self) -> Boundaries[str]:
        """The boundaries, read when a position is asked for."""
        return self.load_boundaries()

    @cached_property
    def names(self) -> UnitIndex:
        """The names of all units, made ready once."""
        return UnitIndex(self.units)

    def places(self, text: str, limit: int = 10) -> list[PlaceMatch]:
        """What a text may mean, best first. Raises `BadRequestError` over 200 characters."""
        if len(text) > 200:
            raise BadRequestError(
                Message("Văn bản dài quá 200 ký tự.", "The text is longer than 200 characters.")
            )
        found = [*self._units(text), *self._sites(text)]
        if not found and self.office is not None:
            found = _asked(self.office, text)
        found.sort(key=lambda match: (-match.score, match.kind, match.name))
        return found[: min(limit, MAX_PLACES)]

    def _units(self, text: str) -> list[PlaceMatch]:
        return [
            PlaceMatch(
                kind=PlaceKind.UNIT,
                name=match.unit.name,
                score=round(match.score, 4),
                reasons=tuple(reason.value for reason in match.reasons),
                latitude=match.unit.latitude,
                longitude=match.unit.longitude,
                unit=match.unit,
                today=match.today,
            )
            for match in self.names.find(text)
        ]

    def _sites(self, text: str) -> list[PlaceMatch]:
        return [
            PlaceMatch(PlaceKind.SITE, s.name, round(s.score, 4), (), s.latitude, s.longitude, site=s)
            for s in self.find_sites(text)
        ]

    def at(self, latitude: float, longitude: float, day: date) -> PlaceAt:
        """The commune or ward at a position on a day, and those whose border is near.

        Raises `BadRequestError` for numbers that are no position.
        """
        problems = check_position(latitude, longitude)
        if problems:
            raise BadRequestError(problems[0].message)
        around = [
            (unit, metres)
            for key, metres in self.boundaries.near(latitude, longitude, NEAR_BORDER_METRES)
            if (unit := self.units.by_key[key]).level != UnitLevel.PROVINCE
        ]
        here = next((unit for unit, metres in around if metres == 0), None)
        near = tuple((unit, metres) for unit, metres in around if unit is not here)
        if here is None or here.is_valid_on(day):
            return PlaceAt(here, (), near)
        before = tuple(unit for unit in self.units.predecessors_of(here) if unit.is_valid_on(day))
        return PlaceAt(before[0] if len(before) == 1 else None, before, ())


def _asked(office: Geocoder, text: str) -> list[PlaceMatch]:
    from geopy.exc import GeopyError  # noqa: PLC0415 (geopy brings every geocoder with it, a start needs none)

    try:
        answers = office.geocode(text, exactly_one=False) or []
    except GeopyError:
        return []  # the catalogue's own answer, that it knows nothing, still stands
    return [PlaceMatch(PlaceKind.OTHER, a.address, 0.3, (), a.latitude, a.longitude) for a in answers]


def office_geocoder(settings: Settings) -> Geocoder | None:
    """The office's own service, if the settings name one. Raises `BadRequestError` if they are half done."""
    if settings.geocoder is None:
        return None
    from geopy.geocoders import Nominatim, Photon  # noqa: PLC0415

    services = {"nominatim": Nominatim, "photon": Photon}
    address = urlsplit(settings.geocoder_url or "")
    if settings.geocoder not in services or not address.netloc:
        raise BadRequestError(
            Message(
                "Cần DIENBIEN_GEOCODER là nominatim hoặc photon và DIENBIEN_GEOCODER_URL là địa chỉ đầy đủ.",
                "DIENBIEN_GEOCODER must be nominatim or photon, DIENBIEN_GEOCODER_URL a whole address.",
            )
        )
    return services[settings.geocoder](
        domain=address.netloc + address.path.rstrip("/"),
        scheme=address.scheme,
        user_agent="dienbien-catalogue",
        timeout=5,
    )
