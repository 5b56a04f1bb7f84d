"""Which periods there are: calendar years, and those that were opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from catalog.tables import CoverageSnapshot
from catalog.tables import Period as PeriodRow

_YEAR = re.compile(r"[1-9][0-9]{3}")
_YEARS = range(1900, 3000)
LONGEST_CODE = 20


@dataclass(frozen=True)
class Period:
    """A period, half-open in legal time."""

    code: str
    opens_on: date
    closes_on: date

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.opens_on <= day < self.closes_on


def year_of(code: str) -> Period | None:
    """The calendar year with this code, 1900 to 2999; None for codes of anything else."""
    if not _YEAR.fullmatch(code) or int(code) not in _YEARS:
        return None
    return Period(code, date(int(code), 1, 1), date(int(code) + 1, 1, 1))


def find_period(session: Session, code: str) -> Period | None:
    """A calendar year, or a period that was opened; None if there is none."""
    row = session.get(PeriodRow, code) if len(code) <= LONGEST_CODE and "\0" not in code else None
    return year_of(code) if row is None else _period(row)


def list_periods(session: Session, today: date) -> list[Period]:
    """The periods that were opened, the years of which something was closed, and this year; the latest first."""
    found = {row.code: _period(row) for row in session.scalars(sa.select(PeriodRow))}
    closed = session.scalars(sa.select(CoverageSnapshot.period_code).distinct())  # type: ignore[call-overload]
    years = (year_of(code) for code in (str(today.year), *closed) if code not in found)
    found |= {year.code: year for year in years if year is not None}
    return sorted(found.values(), key=lambda period: (period.opens_on, period.code), reverse=True)


def _period(row: PeriodRow) -> Period:
    return Period(row.code, row.opens_on, row.closes_on)
