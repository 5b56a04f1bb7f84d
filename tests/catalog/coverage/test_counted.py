"""Which entries are counted: both modes, both sides of an interval, and the union of schemes."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.coverage.counted import Counted, each_once, lines_counted, overlaps
from catalog.coverage.words import CountingMode
from catalog.ladder.levels import Level
from catalog.terms import EntryKind, Grade, Scheme
from tests.catalog.coverage.register_made import DAY, DAYS, counted, counted_entries, entry

COMPONENT = EntryKind.COMPONENT


def test_an_entry_counts_from_its_first_day_and_not_on_the_day_it_ends() -> None:
    line = entry(start=date(2009, 8, 12), end=date(2015, 12, 23))
    days = [date(2009, 8, 11), date(2009, 8, 12), date(2015, 12, 22), date(2015, 12, 23)]
    assert [line.is_in_force(day) for day in days] == [False, True, True, False]
    assert not any(line.is_undated(day) for day in days)


def test_an_entry_without_a_known_start_is_undated_until_a_source_shows_it() -> None:
    line = entry(start=None, known_since=date(2022, 3, 4), end=date(2025, 1, 1))
    days = [date(1900, 1, 1), date(2022, 3, 3), date(2022, 3, 4), date(2024, 12, 31), date(2025, 1, 1)]
    assert [line.is_undated(day) for day in days] == [True, True, False, False, False]
    assert [line.is_in_force(day) for day in days] == [False, False, True, True, False]


@given(DAYS, st.none() | DAYS, st.none() | st.integers(1, 9000), DAYS)
def test_no_entry_is_in_force_and_undated_on_one_day(
    known_since: date, start: date | None, lasts: int | None, day: date
) -> None:
    first = start or known_since
    line = entry(start=start, known_since=known_since, end=first + timedelta(days=lasts) if lasts else None)
    assert not (line.is_in_force(day) and line.is_undated(day))


def test_a_complex_counts_once_as_a_designation_and_by_its_parts_as_components() -> None:
    whole = entry(site_id=1, grade=Grade.SPECIAL_NATIONAL)
    parts = [entry(kind=COMPONENT, site_id=number, complex_id=1) for number in (2, 3)]
    unknown = entry(kind=COMPONENT, site_id=None, complex_id=1)
    other = entry(site_id=9)
    lines = [whole, *parts, unknown, other]
    assert lines_counted(lines, CountingMode.DESIGNATION) == [whole, other]
    assert lines_counted(lines, CountingMode.COMPONENT) == [*parts, unknown, other]


def test_a_part_that_is_a_complex_is_replaced_by_its_own_parts() -> None:
    whole = entry(site_id=1)
    inner = entry(kind=COMPONENT, site_id=2, complex_id=1)
    leaf = entry(kind=COMPONENT, site_id=3, complex_id=2)
    assert lines_counted([whole, inner, leaf], CountingMode.COMPONENT) == [leaf]


def test_a_part_with_a_rank_of_its_own_counts_in_both_modes_and_once_in_each() -> None:
    whole, own = entry(site_id=1), entry(site_id=2, grade=Grade.PROVINCIAL)
    part = entry(kind=COMPONENT, site_id=2, complex_id=1)
    assert lines_counted([whole, own, part], CountingMode.DESIGNATION) == [whole, own]
    assert lines_counted([whole, own, part], CountingMode.COMPONENT) == [part]


def test_the_same_site_under_another_scheme_is_not_replaced() -> None:
    whole, tourist = entry(site_id=1), entry(site_id=1, scheme=Scheme.TOURIST_SITE, grade=None)
    part = entry(kind=COMPONENT, site_id=2, complex_id=1)
    assert lines_counted([whole, tourist, part], CountingMode.COMPONENT) == [tourist, part]


def test_the_union_counts_a_site_once_with_all_its_schemes_and_the_highest_requirement() -> None:
    relic = counted(required=Level.D2, site_id=4)
    tourist = counted(required=Level.D3, site_id=4, scheme=Scheme.TOURIST_SITE, grade=None)
    alone = counted(required=Level.D1, site_id=5)
    union = each_once([relic, tourist, alone])
    assert [(one.entry.site_id, one.required) for one in union] == [(4, Level.D3), (5, Level.D1)]
    assert overlaps(union) == {("RELIC_RANK",): 1, ("RELIC_RANK", "TOURIST_SITE"): 1}


def test_of_two_lines_that_require_the_same_the_heavier_stands_for_the_site() -> None:
    light = counted(required=Level.D3, site_id=4, weight=Fraction(2))
    heavy = counted(required=Level.D3, site_id=4, weight=Fraction(5), scheme=Scheme.TOURIST_AREA, grade=None)
    assert [one.entry.key for one in each_once([light, heavy])] == [heavy.entry.key]
    nothing = counted(required=None, site_id=4, weight=Fraction(9))
    assert [one.entry.key for one in each_once([nothing, light])] == [light.entry.key]


def test_lines_without_a_known_site_are_each_one_in_the_union() -> None:
    assert len(each_once([counted(site_id=None), counted(site_id=None)])) == 2


@given(st.lists(counted_entries(), max_size=15))
def test_the_union_and_its_overlaps_hold_each_site_once(some: list[Counted]) -> None:
    union = each_once(some)
    known = {one.entry.site_id for one in some if one.entry.site_id is not None}
    unknown = sum(one.entry.site_id is None for one in some)
    assert len(union) == len(known) + unknown == sum(overlaps(union).values())
    for scheme in Scheme:
        sites = {one.entry.site_id or one.entry.key for one in some if one.entry.scheme == scheme}
        assert sum(n for schemes, n in overlaps(union).items() if scheme in schemes) == len(sites)


@pytest.mark.parametrize(
    ("level", "required", "is_on_target"),
    [(Level.D3, Level.D3, True), (Level.D4, Level.D3, True), (Level.D2, Level.D3, False), (None, Level.D0, False),
     (Level.D4, None, False)],
)  # fmt: skip
def test_an_entry_is_on_target_from_the_required_level_on(
    level: Level | None, required: Level | None, is_on_target: bool
) -> None:
    one = counted(level, required)
    assert one.is_on_target is is_on_target
    assert (one.level, one.is_known) == (level, True)
    assert not counted(level, site_id=None).is_known


def test_a_day_for_tests_lies_where_the_register_is_known() -> None:
    assert entry().is_in_force(DAY)
