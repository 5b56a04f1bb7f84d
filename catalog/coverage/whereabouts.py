"""In which units a site counts, of today or of the day asked about (Resolution 1661/NQ-UBTVQH15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from catalog.coverage.facts_around import Surroundings
from catalog.coverage.register import SiteFace
from catalog.coverage.words import UnitTime
from catalog.places import Unit, Units
from catalog.terms import UnitLevel

ON_THE_LINE = 1.0
"""Metres within which a point is in both communes; the nearer one, and of two that hold it the first, has it."""
COUNTED_LEVELS = (UnitLevel.COMMUNE, UnitLevel.WARD)
"""Communes and wards are what figures are grouped by."""


@lru_cache(maxsize=16)  # units stay the same from one question to the next (`catalog.unchanged`)
def codes_counted(units: Units, time: UnitTime, day: date, today: date) -> Mapping[int, str]:
    """The units that rows are made for: those of today, or those of the day asked about, by code; codes by id."""
    counted = units.on(today if time == UnitTime.AS_NOW else day, COUNTED_LEVELS)
    return {unit.id: unit.code for unit in counted}


def units_of(
    links: Sequence[Unit], units: Units, wanted: date, where: Callable[[], Unit | None] = lambda: None
) -> tuple[int, ...]:
    """The ids of the communes of the day `wanted` in which a site lies, the primary one first.

    `links` are the units that its record names, the primary one first. Those that were there on the day count as
    they are. Else the position decides (`where`, asked only then), else what became of the units named or what
    they were made of, if that is one unit; what stays open is no unit (the row UNKNOWN).
    """
    named = [unit for unit in links if unit.level in COUNTED_LEVELS]
    there = [unit.id for unit in named if unit.is_valid_on(wanted)]
    if there:
        return tuple(there)
    found = where()
    if found is not None:
        return (found.id,)
    for unit in named:
        others = _of_the_day(unit, units, wanted)
        if len(others) == 1:
            return (others[0].id,)
    return ()


def unit_at(around: Surroundings, face: SiteFace | None, day: date) -> Unit | None:
    """The commune of the day within whose line the site's position lies; None if that is not known."""
    if face is None or face.position is None:
        return None
    keys = [key for key, _ in around.boundaries.near(*face.position, ON_THE_LINE)]
    units = [around.units.by_key[key] for key in keys if key in around.units.by_key]
    return next((u for u in units if u.level in COUNTED_LEVELS and u.is_valid_on(day)), None)


def _of_the_day(unit: Unit, units: Units, wanted: date) -> list[Unit]:
    is_later = unit.valid_from is not None and wanted < unit.valid_from
    follow = units.predecessors_of if is_later else units.successors_of
    waiting, found = [unit], dict[int, Unit]()
    for _ in range(len(units.by_id)):
        waiting = [other for one in waiting for other in follow(one) if other.level in COUNTED_LEVELS]
        found |= {one.id: one for one in waiting if one.is_valid_on(wanted)}
        if found or not waiting:
            break
    return list(found.values())
