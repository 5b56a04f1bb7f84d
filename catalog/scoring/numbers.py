"""Numbers of the score sheet: exact, of a size that is written by people, and one notation for each.

Points are compared and added as fractions; nothing is rounded before the total (`totals.rounded`).
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from catalog.errors import ProblemsError
from catalog.scoring.problems import problem
from catalog.sites.statement import refused

PLACES = 12
"""Most digits before the point, and after it."""

LARGEST = 10**PLACES
"""Numbers stay below it, and so do denominators."""

Numeric = int | float | str | Decimal | Fraction
"""Ways in which a number may be given. A decimal text such as "0.5", or a fraction such as "1/3"."""

_TEXT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?|-?[0-9]{1,24}/0{0,11}[1-9][0-9]{0,11}")


def exact(value: Any, field: str | None = None) -> Fraction:
    """The number as a fraction; a float counts as what it is written as (0.1 is one tenth).

    Raises ProblemsError: NOT_A_NUMBER (truth values, NaN and infinity too) or NUMBER_TOO_LARGE (or too fine).
    """
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ProblemsError([problem("NOT_A_NUMBER", field)])
        if value.adjusted() >= PLACES or int(value.as_tuple().exponent) < -2 * PLACES:
            raise ProblemsError([problem("NUMBER_TOO_LARGE", field)])
        value = Fraction(value)
    found = _fraction(value)
    if found is None:
        raise ProblemsError([problem("NOT_A_NUMBER", field)])
    if abs(found) >= LARGEST or found.denominator > LARGEST:
        raise ProblemsError([problem("NUMBER_TOO_LARGE", field)])
    return found


def _fraction(value: Any) -> Fraction | None:
    if isinstance(value, str):
        return Fraction(value) if _TEXT.fullmatch(value) else None
    return Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def written(value: Fraction) -> str:
    """The one notation of a number: decimal digits where few are enough, else a fraction in lowest terms."""
    places = _places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    digits = f"{whole}.{rest:0{places}d}" if places else str(whole)
    return f"-{digits}" if value < 0 else digits


def _places(denominator: int) -> int | None:
    """How many decimal places a fraction with this denominator has; None if they never end, or are too many."""
    twos, rest = _power(denominator, 2)
    fives, rest = _power(rest, 5)
    places = max(twos, fives)
    return places if rest == 1 and places <= PLACES else None


def _power(number: int, of: int) -> tuple[int, int]:
    """How often a number can be divided by another, and what is left."""
    times = 0
    while number % of == 0:
        number, times = number // of, times + 1
    return times, number


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up, as Vietnamese score sheets round: 88.45 is 88.5 with one place. For values that are not negative."""
    return Fraction(math.floor(value * 10**places + Fraction(1, 2)), 10**places)


def _read(value: Any) -> Fraction:
    try:
        return exact(value)
    except ProblemsError as error:
        raise refused(error.problems[0]) from None


Exact = Annotated[Fraction, BeforeValidator(_read), PlainSerializer(written, return_type=str)]
"""A number in rule data: kept exactly, written in its one notation."""
