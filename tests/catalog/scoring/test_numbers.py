"""Numbers of the score sheet: exact, of a human size, each in one notation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.scoring.numbers import exact, rounded, written
from tests.catalog.scoring.sets import refusals

human = st.builds(Fraction, st.integers(-(10**12) + 1, 10**12 - 1), st.integers(1, 10**12))


@pytest.mark.parametrize(
    ("given_as", "is_worth"),
    [
        (12, Fraction(12)),
        (-3, Fraction(-3)),
        (0.1, Fraction(1, 10)),
        (1e-7, Fraction(1, 10**7)),
        ("12.50", Fraction(25, 2)),
        ("-0.25", Fraction(-1, 4)),
        ("1/3", Fraction(1, 3)),
        ("-2/4", Fraction(-1, 2)),
        ("000000000001/000000000003", Fraction(1, 3)),
        (f"{(10**12 - 1) * (10**12 - 1)}/999999999999", Fraction(10**12 - 1)),
        (Decimal("88.5"), Fraction(177, 2)),
        (Fraction(46, 45), Fraction(46, 45)),
        ("999999999999", Fraction(10**12 - 1)),
        (10**12 - 1, Fraction(10**12 - 1)),
        (Fraction(1, 10**12), Fraction(1, 10**12)),
        (Decimal("0.000000000001"), Fraction(1, 10**12)),
        ("0.000000000001", Fraction(1, 10**12)),
    ],
)
def test_a_number_counts_as_what_it_is_written_as(given_as: Any, is_worth: Fraction) -> None:
    assert exact(given_as) == is_worth
    assert isinstance(exact(given_as), Fraction)


@pytest.mark.parametrize(
    "given_as",
    [True, False, None, [], float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"),
     Decimal("Infinity"), "", " 1", "1 ", "+1", "1e5", "1.", ".5", "1,5", "٣", "１２", "1/0", "1/0000", "1/-2",
     "0x10", "1_000", "1/2/3", "1.5/2", "abc", b"1", "1234567890123", "1/1234567890123", "1234567890123456789012345/3", "0.1234567890123", 1j],
)  # fmt: skip
def test_what_is_not_a_number_is_refused(given_as: Any) -> None:
    assert refusals(exact, given_as, "maximum") == [("NOT_A_NUMBER", "maximum")]


@pytest.mark.parametrize(
    "given_as",
    [10**12, -(10**12), 10**4000, 1e12, -1e300, 5e-324, Decimal("1e999999"), Decimal("-1e-999999"), Decimal(10**12),
     "999999999999999999999999/999999999999", Fraction(10**12), Fraction(1, 10**12 + 1), Decimal("0.0000000000001"), Decimal("1e-24"), Decimal("1e-25")],
)  # fmt: skip
def test_numbers_that_are_too_large_or_too_fine_are_refused_at_once(given_as: Any) -> None:
    assert refusals(exact, given_as, "cap") == [("NUMBER_TOO_LARGE", "cap")]


def test_a_decimal_may_be_written_with_needless_zeros() -> None:
    assert exact(Decimal("1.000000000000000000000000")) == 1
    assert refusals(exact, Decimal("1.0000000000000000000000000"), None) == [("NUMBER_TOO_LARGE", None)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(12), "12"),
        (Fraction(-12), "-12"),
        (Fraction(0), "0"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 20), "0.05"),
        (Fraction(177, 2), "88.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-1, 6), "-1/6"),
        (Fraction(7, 25), "0.28"),
        (Fraction(1, 2**12), "0.000244140625"),
        (Fraction(1, 2**13), "1/8192"),
        (Fraction(1, 5**12), "0.000000004096"),
        (Fraction(1, 10**12), "0.000000000001"),
    ],
)
def test_each_number_has_one_notation(value: Fraction, text: str) -> None:
    assert written(value) == text


@given(human)
def test_what_was_written_reads_back_as_the_same_number(value: Fraction) -> None:
    assert exact(written(value)) == value


@given(st.integers(-(10**9), 10**9))
def test_a_float_is_worth_its_shortest_decimal(thousandths: int) -> None:
    assert exact(thousandths / 1000) == Fraction(thousandths, 1000)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction("88.45"), 1, "88.5"),
        (Fraction("88.449"), 1, "88.4"),
        (Fraction("88.5"), 0, "89"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction("11.7391304"), 2, "11.74"),
        (Fraction("0.005"), 2, "0.01"),
        (Fraction("0.0049"), 2, "0"),
        (Fraction(100), 2, "100"),
    ],
)
def test_numbers_are_rounded_half_up(value: Fraction, places: int, shown: str) -> None:
    assert written(rounded(value, places)) == shown
