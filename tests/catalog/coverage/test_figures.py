"""Figures: exact, of nothing nothing, with exactly their entries behind them, and summing to the whole."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.coverage.counted import Counted, Standing
from catalog.coverage.figures import (
    FUNNEL,
    LEVELS,
    STATISTICS,
    Groups,
    Row,
    is_additive,
    lowest_tenth,
    middle,
    rows_of,
)
from catalog.coverage.words import UNGRADED, UNKNOWN, Grouping, Metric, UnitMode
from catalog.ladder.levels import Level
from catalog.terms import Grade, Scheme
from tests.catalog.coverage.register_made import counted, counted_entries

GROUPS = Groups({1: "03127", 2: "03151", 3: "03334"}, ["HISTORICAL", "SCENIC"])
MANY = st.lists(counted_entries(), max_size=12)


def total(*some: Counted) -> Row:
    return rows_of(some, (), Grouping.TOTAL, Groups())[0]


def test_of_nothing_there_is_no_ratio_and_the_rows_are_there_all_the_same() -> None:
    rows = rows_of((), (), Grouping.GRADE, GROUPS)
    assert [row.key for row in rows] == list(Grade)
    for row in rows:
        assert row.denominator == 0
        assert row.scale == 1
        assert [row.figure(metric).ratio for metric in Metric] == [None] * len(Metric)
        assert row.figure(Metric.COMPLETENESS).value is None and row.figure(Metric.LEAD_TIME).value is None


def test_a_level_counts_those_that_stand_there_or_above() -> None:
    row = total(counted(None), counted(Level.D0), counted(Level.D2), counted(Level.D4))
    assert [row.figure(metric).numerator for metric in LEVELS] == [3, 2, 2, 1, 1]
    assert next(row.figure(metric).ratio for metric in LEVELS) == Fraction(3, 4)


def test_the_weighted_figure_counts_weights_at_the_level_that_is_asked_for() -> None:
    row = total(counted(Level.D1, weight=Fraction(5)), counted(Level.D0, weight=Fraction(2)))
    at = {level: row.figure(Metric.WEIGHTED, level) for level in Level}
    assert [at[level].numerator for level in Level] == [7, 5, 0, 0, 0]
    assert {figure.denominator for figure in at.values()} == {7}
    assert row.figure(Metric.WEIGHTED).numerator == 5  # D1 unless said


def test_each_stage_of_the_funnel_has_come_through_those_before_it() -> None:
    whole = Standing(is_complete=True, is_reviewed=True, is_public=True, has_fresh_facts=True)
    lacking = [
        replace(whole, is_complete=False),
        replace(whole, is_reviewed=False),
        replace(whole, is_public=False),
        replace(whole, has_fresh_facts=False),
    ]
    row = total(counted(site_id=None), *(counted(standing=one) for one in (whole, *lacking)))
    assert [row.figure(stage).numerator for stage in FUNNEL] == [5, 4, 3, 2, 1]
    assert {row.figure(stage).denominator for stage in FUNNEL} == {6}


@pytest.mark.parametrize(
    ("metric", "standing", "sides", "unit"),
    [
        (Metric.BILINGUAL, Standing(is_bilingual=True), (1, 1), "entries"),
        (Metric.RIGHTS_CLEAR, Standing(is_rights_clear=True), (1, 1), "entries"),
        (Metric.FRESH_FACTS, Standing(has_fresh_facts=True), (1, 1), "entries"),
        (Metric.BILINGUAL, Standing(), (0, 1), "entries"),
        (Metric.RIGHTS_CLEAR, Standing(), (0, 1), "entries"),
        (Metric.FRESH_FACTS, Standing(), (0, 1), "entries"),
        (Metric.DOSSIER, Standing(dossier_present=2, dossier_applicable=9), (2, 9), "dossier parts"),
        (Metric.FIXITY, Standing(sound_files=3, files=4), (3, 4), "files"),
        (Metric.FIRST_PASS, Standing(passed_at_once=1, submitted=2), (1, 2), "submissions"),
    ],
)
def test_what_is_counted_of_a_site(
    metric: Metric, standing: Standing, sides: tuple[int, int], unit: str
) -> None:
    figure = total(counted(standing=standing)).figure(metric)
    assert [figure.numerator, figure.denominator] == list(sides)
    assert (figure.unit, figure.metric) == (unit, metric)
    assert figure.value is None


def test_on_target_measures_each_entry_by_its_own_requirement() -> None:
    row = total(counted(Level.D2, Level.D2), counted(Level.D2, Level.D3), counted(Level.D3, None))
    assert row.figure(Metric.ON_TARGET).ratio == Fraction(1, 3)


def test_completeness_is_a_mean_in_which_the_unknown_is_complete_to_nothing() -> None:
    row = total(counted(standing=Standing(completeness=Fraction(3, 4))), counted(site_id=None))
    assert row.figure(Metric.COMPLETENESS).value == Fraction(3, 8) == row.figure(Metric.COMPLETENESS).ratio
    assert row.figure(Metric.COMPLETENESS).unit == "entries"


def test_lead_time_is_the_median_of_what_went_from_submission_to_publication() -> None:
    days = [None, Fraction(1), Fraction(4), Fraction(2), Fraction(9)]
    figure = total(*(counted(standing=Standing(lead_days=value)) for value in days)).figure(Metric.LEAD_TIME)
    assert [figure.value, figure.denominator, figure.numerator] == [3, 4, 4]
    assert figure.unit == "days"


def test_median_and_lowest_tenth_are_exact_and_of_nothing_nothing() -> None:
    assert middle([]) is None and lowest_tenth([]) is None
    assert middle([Fraction(1, 3), Fraction(2, 3)]) == Fraction(1, 2)
    values = [Fraction(number, 30) for number in range(30, 0, -1)]
    assert lowest_tenth(values) == Fraction(3, 30)
    assert lowest_tenth(values[:10]) == Fraction(21, 30)
    assert lowest_tenth(values[:11]) == Fraction(21, 30)


@given(MANY, st.sampled_from(Metric), st.sampled_from(Level))
def test_a_figure_opens_exactly_the_entries_it_counts(
    some: list[Counted], metric: Metric, level: Level
) -> None:
    figure = total(*some).figure(metric, level)
    reached, missing = figure.reached, figure.difference
    assert {id(one) for one in (*reached, *missing)} == {id(one) for one in figure.entries}
    if figure.unit == "entries" and metric not in STATISTICS:
        assert [len(reached), len(figure.entries)] == [figure.numerator, figure.denominator]
        assert len(missing) == figure.denominator - figure.numerator
        assert not {id(one) for one in reached} & {id(one) for one in missing}
    if metric != Metric.COMPLETENESS:
        assert 0 <= figure.numerator <= figure.denominator
    assert (figure.ratio == 1) == (figure.numerator == figure.denominator != 0)


@given(MANY)
def test_a_higher_level_never_counts_more_nor_a_later_stage(some: list[Counted]) -> None:
    row = total(*some)
    for steps in (LEVELS, FUNNEL):
        numbers = [row.figure(step).numerator for step in steps]
        assert numbers == sorted(numbers, reverse=True)


@given(MANY, st.sampled_from(Grouping), st.sampled_from(UnitMode))
def test_rows_that_may_be_summed_sum_to_the_whole(
    some: list[Counted], grouping: Grouping, mode: UnitMode
) -> None:
    groups = replace(GROUPS, unit_mode=mode)
    rows, whole = rows_of(some, some, grouping, groups), total(*some)
    keys = [row.key for row in rows]
    assert len(keys) == len(set(keys))
    sums = [sum(row.figure(metric).numerator for row in rows) for metric in LEVELS]
    if is_additive(grouping, mode):
        assert sum(row.denominator for row in rows) == whole.denominator
        assert sums == [whole.figure(metric).numerator for metric in LEVELS]
    else:
        assert sum(row.denominator for row in rows) >= whole.denominator
    assert {id(one) for row in rows for one in row.undated} == {id(one) for one in some}
    for row in rows:
        assert all((row.scale * share.part).denominator == 1 for share in row.shares)


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_the_register_does_not_matter(some: list[Counted], dice: object) -> None:
    other = list(some)
    dice.shuffle(other)  # type: ignore[attr-defined]
    for grouping in Grouping:
        one, two = (rows_of(each, (), grouping, GROUPS) for each in (some, other))
        assert [(row.key, row.denominator) for row in one] == [(row.key, row.denominator) for row in two]


@pytest.mark.parametrize(
    ("mode", "codes", "each", "scale"),
    [
        (UnitMode.PRIMARY, ["03151"], Fraction(1), 1),
        (UnitMode.TOUCH, ["03127", "03151"], Fraction(1), 1),
        (UnitMode.FRACTION, ["03127", "03151"], Fraction(1, 2), 2),
    ],
)
def test_a_site_in_two_communes_counts_in_the_first_in_both_or_by_halves(
    mode: UnitMode, codes: list[str], each: Fraction, scale: int
) -> None:
    one = counted(Level.D1, units=(2, 1))
    rows = rows_of([one], [], Grouping.ADMIN_UNIT, replace(GROUPS, unit_mode=mode))
    assert [row.key for row in rows if row.denominator] == codes
    assert {row.figure(Metric.D1).numerator for row in rows if row.denominator} == {each}
    assert {row.scale for row in rows} == {scale}


def test_what_has_no_known_key_stands_in_a_row_of_its_own_at_the_end() -> None:
    nowhere = counted(units=(99,), grade=None, managing_body=None)
    assert [r.key for r in rows_of([nowhere], [], Grouping.ADMIN_UNIT, GROUPS)][-1] == UNKNOWN
    assert [r.key for r in rows_of([nowhere], [], Grouping.GRADE, GROUPS)] == [*Grade, UNGRADED]
    assert [r.key for r in rows_of([nowhere], [], Grouping.KIND, GROUPS)] == ["HISTORICAL", "SCENIC", UNKNOWN]
    bodies = [counted(managing_body=name) for name in ("B", "A", None)]
    assert [r.key for r in rows_of(bodies, [], Grouping.MANAGING_BODY, GROUPS)] == ["A", "B", UNKNOWN]
    beside = rows_of([], [counted(managing_body="C"), nowhere], Grouping.MANAGING_BODY, GROUPS)
    assert [(row.key, len(row.undated)) for row in beside] == [("C", 1), (UNKNOWN, 1)]
    assert [row.denominator for row in beside] == [0, 0]


def test_rows_by_scheme_count_a_site_under_each_of_its_schemes() -> None:
    both = replace(counted(), schemes=frozenset({Scheme.RELIC_RANK, Scheme.TOURIST_SITE}))
    rows = {row.key: row.denominator for row in rows_of([both, counted()], [], Grouping.SCHEME, GROUPS)}
    assert rows == {**dict.fromkeys(Scheme, 0), Scheme.RELIC_RANK: 2, Scheme.TOURIST_SITE: 1}


@pytest.mark.parametrize(
    ("grouping", "mode", "may_be_summed"),
    [
        (Grouping.TOTAL, UnitMode.TOUCH, True),
        (Grouping.GRADE, UnitMode.PRIMARY, True),
        (Grouping.MANAGING_BODY, UnitMode.PRIMARY, True),
        (Grouping.ADMIN_UNIT, UnitMode.PRIMARY, True),
        (Grouping.ADMIN_UNIT, UnitMode.FRACTION, True),
        (Grouping.ADMIN_UNIT, UnitMode.TOUCH, False),
        (Grouping.KIND, UnitMode.PRIMARY, False),
        (Grouping.SCHEME, UnitMode.PRIMARY, False),
    ],
)
def test_which_rows_may_be_summed(grouping: Grouping, mode: UnitMode, may_be_summed: bool) -> None:
    assert is_additive(grouping, mode) is may_be_summed
