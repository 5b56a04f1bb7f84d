"""How numbers of a snapshot are shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.coverage.labels import LEVELS, percent, small
from catalog.ladder.levels import Level
from catalog.reports.wording import day, moment, number, rounded, share


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (Fraction(0), "0.00"),
        (Fraction(1), "100.00"),
        (Fraction(7, 12), "58.33"),
        (Fraction(1, 3), "33.33"),
        (Fraction(2, 3), "66.67"),
        (Fraction(5, 100_000), "0.01"),  # 0.005 exactly: half up
        (Fraction(49, 1_000_000), "<0.01"),
        (Fraction(1, 10**12), "<0.01"),
        (Fraction(99_994, 100_000), "99.99"),
        (Fraction(99_995, 100_000), ">99.99"),
        (Fraction(10**12 - 1, 10**12), ">99.99"),
        (None, None),
    ],
)
def test_a_share_is_rounded_half_up_and_never_to_all_or_nothing(
    ratio: Fraction | None, shown: str | None
) -> None:
    assert percent(ratio) == shown


@given(st.fractions(min_value=0, max_value=1), st.integers(0, 4))
def test_what_is_shown_is_within_half_a_last_digit_and_whole_only_when_it_is(
    ratio: Fraction, decimals: int
) -> None:
    shown = percent(ratio, decimals)
    assert shown is not None
    within = Fraction(1, 2 * 10**decimals) if shown[0] not in "<>" else Fraction(1, 10**decimals)
    assert abs(Fraction(shown.strip("<>")) - ratio * 100) <= within
    assert (Fraction(shown.strip("<>")) == 100) == (ratio == 1)
    assert (shown.strip("<>0.") == "") == (ratio == 0)


def test_vietnamese_has_a_comma_english_a_point() -> None:
    assert share(Fraction(7, 12), "vi") == "58,33\u00a0%"
    assert share(Fraction(7, 12), "en") == "58.33%"
    assert share(Fraction(99_999, 100_000), "vi") == ">99,99\u00a0%"


def test_of_nothing_there_is_no_share_and_it_is_not_shown_as_0() -> None:
    assert share(None, "vi") == "không có gì để tính"
    assert share(None, "en") == "nothing to count"


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Fraction(46), "46", "46"),
        (Fraction(2000), "2000", "2000"),
        (Fraction(5, 2), "2,5", "2.5"),
        (Fraction(1, 8), "0,125", "0.125"),
        (Fraction(77, 12), "77/12", "77/12"),
    ],
)
def test_an_exact_number_stays_exact(value: Fraction, vi: str, en: str) -> None:
    assert (number(value, "vi"), number(value, "en")) == (vi, en)


def test_days_are_rounded_half_up_and_without_needless_zeros() -> None:
    assert [
        rounded(value, "vi") for value in (Fraction(3, 2), Fraction(1, 3), Fraction(1, 200), Fraction(4))
    ] == [*("1,5", "0,33", "0,01", "4")]


def test_days_and_instants_are_those_of_viet_nam() -> None:
    assert (day("2026-11-23", "vi"), day("2026-11-23", "en")) == ("23/11/2026", "2026-11-23")
    assert moment("2026-12-31T17:00:00.000000Z", "vi") == "00:00:00, 01/01/2027 (giờ Việt Nam)"
    assert moment("2026-12-31T17:00:00.000000Z", "en") == "2027-01-01 00:00:00 (UTC+7)"


def test_within_a_sentence_only_the_first_letter_of_a_label_is_small() -> None:
    assert small(LEVELS[Level.D4].vi) == "số hóa bảo tồn, 3D"
    assert small(LEVELS[None].vi) == "chưa đạt D0"
    assert small("") == ""
