"""The three ratios: exact, by unit and period, never 0 for nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.coverage.labels import percent_text
from catalog.errors import BadRequestError
from catalog.procedures.figures import (
    ENDED,
    IN_PROGRESS,
    Counted,
    Figures,
    Period,
    Ratio,
    Tally,
    figures_by_unit,
    together,
)

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
LATER = date(2026, 6, 1)


def month(number: int, year: int = 2025) -> Period:
    return Period(date(year, number, 1), date(year + number // 12, number % 12 + 1, 1))


def counted(unit: int, period: Period, *numbers: int, procedure: str | None = None) -> Counted:
    return Counted(unit, procedure, period, Tally(*numbers))


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    received, resolved = draw(st.integers(0, 10**9)), draw(st.integers(0, 10**9))
    return Tally(
        received,
        draw(st.integers(0, received)),
        draw(st.integers(0, received)),
        resolved,
        draw(st.integers(0, resolved)),
    )


COUNTS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 12), st.sampled_from([None, "1.013124", "2.000884"]), tallies()),
    max_size=40,
    unique_by=lambda count: count[:3],
)  # fmt: skip


def rows_of(drawn: list[tuple[int, int, str | None, Tally]]) -> list[Counted]:
    return [Counted(unit, code, month(number), tally) for unit, number, code, tally in drawn]


@given(COUNTS)
def test_the_sums_over_the_units_are_the_whole(drawn: list[tuple[int, int, str | None, Tally]]) -> None:
    rows = figures_by_unit(rows_of(drawn), YEAR, LATER)
    whole = together(rows, YEAR, LATER)
    for name in ("r_in", "r_reuse", "r_out"):
        parts = [getattr(row, name) for row in rows]
        assert getattr(whole, name).numerator == sum(part.numerator for part in parts)
        assert getattr(whole, name).denominator == sum(part.denominator for part in parts)
    assert whole.unit_id is None


@given(COUNTS)
def test_a_ratio_is_null_exactly_where_nothing_is_counted_and_else_between_0_and_1(
    drawn: list[tuple[int, int, str | None, Tally]],
) -> None:
    rows = figures_by_unit(rows_of(drawn), YEAR, LATER)
    for row in [*rows, together(rows, YEAR, LATER)]:
        for ratio in (row.r_in, row.r_reuse, row.r_out):
            assert (ratio.value is None) == (ratio.denominator == 0)
            assert ratio.value is None or 0 <= ratio.value <= 1
            assert ratio.value is None or ratio.value * ratio.denominator == ratio.numerator


@given(COUNTS, st.randoms())
def test_the_order_of_the_counts_changes_nothing(
    drawn: list[tuple[int, int, str | None, Tally]], random: Random
) -> None:
    counts = rows_of(drawn)
    mixed = counts.copy()
    random.shuffle(mixed)
    assert figures_by_unit(mixed, YEAR, LATER) == figures_by_unit(counts, YEAR, LATER)


@given(tallies(), st.integers(2, 5))
def test_twelve_months_are_the_year(tally: Tally, unit: int) -> None:
    (row,) = figures_by_unit([Counted(unit, None, month(n), tally) for n in range(1, 13)], YEAR, LATER)
    assert row.tally == sum((tally for _ in range(12)), Tally())
    assert not row.has_gaps


def only(*counts: Counted, asked: Period = YEAR, as_of: date = LATER) -> Figures:
    (row,) = figures_by_unit(counts, asked, as_of)
    return row


def test_the_ratios_are_what_their_formulas_say() -> None:
    row = only(counted(1, YEAR, 46, 45, 23, 50, 40))
    assert (row.r_in.value, row.r_reuse.value, row.r_out.value) == (
        Fraction(45, 46),
        Fraction(1, 2),
        Fraction(4, 5),
    )


def test_a_file_that_is_open_in_time_is_no_failure() -> None:
    row = only(counted(1, YEAR, 10, 10, 0, 4, 4))
    assert row.r_out == Ratio(4, 4)
    assert only(counted(1, YEAR, 10, 10, 0, 0, 0)).r_out.value is None


def test_a_year_and_its_months_are_not_added() -> None:
    months = [counted(1, month(n), 1, 1, 1, 1, 1) for n in range(1, 13)]
    row = only(counted(1, YEAR, 20, 10, 0, 0, 0), *months)
    assert row.r_in == Ratio(10, 20)


def test_a_whole_and_its_procedures_are_not_added() -> None:
    parts = [counted(1, month(1), 5, 5, 0, 0, 0, procedure=code) for code in ("1.013124", "2.000884")]
    whole = counted(1, month(1), 12, 10, 0, 0, 0)
    assert only(*parts, asked=month(1)).r_in == Ratio(10, 10)
    assert only(whole, *parts, asked=month(1)).r_in == Ratio(10, 12)
    other = counted(1, month(2), 7, 0, 0, 0, 0, procedure="1.013124")
    assert only(whole, *parts, other).r_in == Ratio(10, 19)


def test_only_whole_periods_within_the_one_asked_for_count() -> None:
    straddling = counted(1, Period(date(2025, 12, 1), date(2026, 2, 1)), 5, 5, 5, 5, 5)
    assert figures_by_unit([straddling], YEAR, LATER) == []
    assert figures_by_unit([counted(1, month(1, 2026), 5, 5, 5, 5, 5)], YEAR, LATER) == []


@pytest.mark.parametrize(
    ("as_of", "label"),
    [(date(2025, 6, 1), IN_PROGRESS), (date(2025, 12, 31), IN_PROGRESS), (date(2026, 1, 1), ENDED)],
)
def test_a_period_is_in_progress_until_its_last_day_is_over(as_of: date, label: object) -> None:
    row = only(counted(1, YEAR, 1, 1, 1, 1, 1), as_of=as_of)
    assert row.label == label
    assert together([row], YEAR, as_of).label == label


def test_days_without_a_count_are_told() -> None:
    halves = [counted(1, month(n), 1, 0, 0, 1, 0) for n in range(1, 7)]
    assert only(*halves).has_gaps
    assert not only(*halves, asked=Period(date(2025, 1, 1), date(2025, 7, 1))).has_gaps
    without_march = [count for count in halves if count.period.start.month != 3]
    assert only(*without_march, asked=Period(date(2025, 1, 1), date(2025, 7, 1))).has_gaps
    assert together([], YEAR, LATER).has_gaps


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(BadRequestError):
        Period(date(2025, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(45, 46, "97.83%"), (1, 1, "100.00%"), (0, 7, "0.00%"), (99_999, 100_000, ">99.99%"), (1, 100_000, "<0.01%"),
     (1, 8_000, "0.01%"), (1, 3, "33.33%"), (1, 16, "6.25%"), (5, 100_000, "0.01%"), (0, 0, None)],
)  # fmt: skip
def test_a_percentage_never_says_all_or_nothing_where_it_is_not(
    numerator: int, denominator: int, shown: str | None
) -> None:
    assert percent_text(Ratio(numerator, denominator).value, "en") == shown
