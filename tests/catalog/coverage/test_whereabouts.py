"""In which commune a site counts, before and after the communes of 1 July 2025."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.coverage.whereabouts import codes_counted, units_of
from catalog.coverage.words import UnitTime
from catalog.places import Unit, Units
from catalog.terms import UnitLevel, UnitType

REFORM = date(2025, 7, 1)
BEFORE, AFTER = date(2020, 1, 1), date(2026, 12, 1)


def unit(
    number: int, level: UnitLevel = UnitLevel.COMMUNE, start: date | None = None, end: date | None = None
) -> Unit:
    kind = UnitType.COMMUNE
    return Unit(
        number,
        f"{number:05}/{start}",
        f"{number:05}",
        f"Xã {number}",
        level,
        kind,
        None,
        start,
        end,
        None,
        None,
        "",
    )


OLD_A, OLD_B, OLD_C = (unit(number, end=REFORM) for number in (1, 2, 3))
DISTRICT = unit(4, UnitLevel.DISTRICT, end=REFORM)
NEW_AB, NEW_C1, NEW_C2 = (unit(number, start=REFORM) for number in (11, 12, 13))
ALL = (OLD_A, OLD_B, OLD_C, DISTRICT, NEW_AB, NEW_C1, NEW_C2)
UNITS = Units(
    {one.id: one for one in ALL},
    {one.key: one for one in ALL},
    {},
    successors={1: (11,), 2: (11,), 3: (12, 13)},
    predecessors={11: (1, 2), 12: (3,), 13: (3,)},
)


@pytest.mark.parametrize(
    ("links", "day", "wanted"),
    [
        ([NEW_AB], AFTER, (11,)),
        ([NEW_AB, NEW_C1], AFTER, (11, 12)),
        ([OLD_A], AFTER, (11,)),
        ([OLD_C], AFTER, ()),
        ([OLD_C, OLD_B], AFTER, (11,)),
        ([NEW_C1], BEFORE, (3,)),
        ([NEW_AB], BEFORE, ()),
        ([NEW_AB, OLD_B], BEFORE, (2,)),
        ([OLD_A, NEW_AB], AFTER, (11,)),
        ([DISTRICT], BEFORE, ()),
        ([DISTRICT], AFTER, ()),
        ([], AFTER, ()),
    ],
)
def test_a_site_counts_where_it_says_else_where_its_commune_went_if_that_is_one(
    links: list[Unit], day: date, wanted: tuple[int, ...]
) -> None:
    assert units_of(links, UNITS, day) == wanted


def test_the_position_decides_before_succession_does_and_only_where_nothing_else_says() -> None:
    asked: list[str] = []

    def there() -> Unit:
        asked.append("where")
        return NEW_C2

    assert units_of([OLD_C], UNITS, AFTER, there) == (13,)
    assert units_of([], UNITS, AFTER, there) == (13,)
    assert asked == ["where", "where"]
    assert units_of([NEW_AB], UNITS, AFTER, there) == (11,)
    assert len(asked) == 2


def test_succession_is_followed_over_several_reforms_and_never_in_a_circle() -> None:
    first, second, third = unit(1, end=date(2000, 1, 1)), unit(2, end=REFORM), unit(3, start=REFORM)
    known = {one.id: one for one in (first, second, third)}
    units = Units(known, {}, {}, successors={1: (2,), 2: (3,)}, predecessors={3: (2,), 2: (1,)})
    assert units_of([first], units, AFTER) == (3,)
    circle = Units(known, {}, {}, successors={1: (2,), 2: (1,)}, predecessors={})
    assert units_of([first], circle, AFTER) == ()


def test_rows_are_the_communes_of_today_or_of_the_day() -> None:
    now, then = (
        list(codes_counted(UNITS, time, BEFORE, AFTER)) for time in (UnitTime.AS_NOW, UnitTime.AS_WAS)
    )
    assert (now, then) == ([11, 12, 13], [1, 2, 3])
