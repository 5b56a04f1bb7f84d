"""Exact numbers as the document of a snapshot has them: texts, because no number of JSON is exact everywhere."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr


def _lowest(text: str) -> str:
    if str(Fraction(text)) != text:
        raise ValueError
    return text


def _of_a_day(text: str) -> str:
    if MICROSECONDS % Fraction(text).denominator:
        raise ValueError
    return text


MICROSECONDS = 86_400_000_000
"""In a day."""

Exact = Annotated[
    StrictStr,
    Field(pattern=r"^(0|[1-9][0-9]{0,39})(/[1-9][0-9]{0,39})?$", max_length=81),
    AfterValidator(_lowest),
]
"""An exact number, "n" or "n/d" in lowest terms; forty digits are more than any sum of a register has."""
Share = Annotated[
    StrictStr,
    Field(pattern=r"^(0|[1-9][0-9]{0,11})(/[1-9][0-9]{0,11})?$", max_length=25),
    AfterValidator(_lowest),
]
"""What one entry weighs, or how complete it is: of so few digits that nobody can make the sums of a file endless."""
Days = Annotated[
    StrictStr,
    Field(pattern=r"^(0|[1-9][0-9]{0,17})(/[1-9][0-9]{0,10})?$", max_length=30),
    AfterValidator(_lowest),
    AfterValidator(_of_a_day),
]
"""A time in days, exact to the microsecond."""
Count = Annotated[StrictStr, Field(pattern=r"^(0|[1-9][0-9]{0,14})$")]
