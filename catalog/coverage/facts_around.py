"""What the facts of every site need beside its record: units, boundaries, kinds, dossier templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from catalog.db import ask
from catalog.dossiers.template import Template, template_on, templates
from catalog.geo import Boundaries, Boundary, lie_within
from catalog.places import PROVINCE_CODE, Units, load_boundaries, load_units
from catalog.tables import KindTerm

Point = tuple[float, float, float]
"""Latitude, longitude, and by how many metres they may be off."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of the scheme while it is in force, half-open; a side that is not known is open."""

    code: str
    is_legal: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Surroundings:
    """What sites lie in and are judged by; read once in an operation, for whichever day."""

    units: Units
    boundaries: Boundaries[str]
    kinds: Mapping[str, Kind]
    templates: tuple[Template, ...]


def read_surroundings(session: Session, known_at: datetime | None = None) -> Surroundings:
    """As known at an instant, now by default; four statements."""
    kinds = ask(session, _kinds())
    return Surroundings(
        load_units(session),
        load_boundaries(session, known_at),
        {row[0]: Kind(*row) for row in kinds},
        templates(),
    )


@cache
def _kinds() -> Any:
    return sa.select(KindTerm.code, KindTerm.is_legal, KindTerm.valid_from, KindTerm.valid_to)  # type: ignore[call-overload]


def holds(start: date | None, end: date | None, day: date) -> bool:
    """Half-open; a side that is not known is open."""
    return (start is None or start <= day) and (end is None or end > day)


class Day:
    """The surroundings on one day of legal time."""

    def __init__(self, around: Surroundings, day: date) -> None:
        self.around, self.day = around, day
        self.kinds = frozenset(
            kind.code for kind in around.kinds.values() if holds(kind.valid_from, kind.valid_to, day)
        )
        self.template = template_on(day, around.templates)
        province = around.units.bearer(PROVINCE_CODE, day)
        known = province is not None and province.key in around.boundaries
        self.province = around.boundaries[province.key] if province is not None and known else None

    def turns(self) -> Iterator[date | None]:
        """The dates on which it changes for every site: a position may lie in any unit that begins or ends."""
        for template in self.around.templates:
            yield from (template.valid_from, template.valid_to)
        for unit in self.around.units.by_id.values():
            yield from (unit.valid_from, unit.valid_to)

    def are_in_province(self, points: Sequence[Point]) -> list[bool]:
        """Within its line, or outside by no more than line and point may be off. Without a line nothing is outside."""
        return [True] * len(points) if self.province is None else _lie_in(self.province, points)

    def are_in_unit(self, units: Sequence[str], points: Sequence[Point]) -> list[bool] | list[None]:
        """The same for any of these units; None where no line of theirs is known."""
        known = [self.around.boundaries[key] for key in units if key in self.around.boundaries]
        if not known:
            return [None] * len(points)
        return [any(found) for found in zip(*(_lie_in(unit, points) for unit in known), strict=True)]


def _lie_in(boundary: Boundary[str], points: Sequence[Point]) -> list[bool]:
    by = boundary.accuracy_metres
    return lie_within(boundary.geometry, [(lat, lon, by + accuracy) for lat, lon, accuracy in points])
