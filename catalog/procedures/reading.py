"""Asking the register of procedures: which are in force, and the figures of a period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import BadRequestError, Message
from catalog.places import Units
from catalog.procedures.figures import FORMULA, Counted, Figures, Period, Tally, figures_by_unit, together
from catalog.procedures.statements import NUMBERS, read_code
from catalog.tables import Procedure, ProcedureCount
from catalog.text import fold


@dataclass(frozen=True)
class ProcedurePage:
    """Some of the procedures found, by code, and how many there are in all."""

    rows: Sequence[Procedure]
    total_count: int
    has_next: bool


def find_procedures(
    session: Session, day: date, *, text: str | None = None, after: str | None = None, size: int = 20
) -> ProcedurePage:
    """Procedures in force on a day whose code, name, field or agency holds every word of a text, those behind a code.

    An unknown start counts as "since ever", an unknown end as "still". Two statements.
    """
    wanted = [
        col(Procedure.superseded_at).is_(None),
        sa.or_(col(Procedure.valid_from).is_(None), col(Procedure.valid_from) <= day),
        sa.or_(col(Procedure.valid_to).is_(None), col(Procedure.valid_to) > day),
        *(col(Procedure.search_text).contains(word, autoescape=True) for word in _words(text or "")),
    ]
    total = session.scalar(sa.select(sa.func.count()).select_from(Procedure).where(*wanted)) or 0
    if after is not None:
        wanted.append(col(Procedure.code) > after)
    query = sa.select(Procedure).where(*wanted).order_by(col(Procedure.code)).limit(size + 1)
    rows = session.scalars(query).all()
    return ProcedurePage(rows[:size], total, len(rows) > size)


def _words(text: str) -> list[str]:
    code = read_code(text.strip())
    return fold(code or text).split()


@dataclass(frozen=True)
class PeriodFigures:
    """The figures of a period on a day: by unit, all together, and the formulas by which they were reckoned."""

    asked: Period
    as_of: date
    formula: str
    rows: Sequence[Figures]
    whole: Figures


def figures_of(
    session: Session,
    units: Units,
    asked: Period,
    as_of: date,
    *,
    unit_code: str | None = None,
    known_at: datetime | None = None,
) -> PeriodFigures:
    """The figures of every unit, or of the one with a code and all below it, by code; one statement.

    `known_at` asks what was known at an instant. Raises `BadRequestError` if no unit bore the code in the period.
    """
    unit_ids = None if unit_code is None else _units_named(units, unit_code, asked)
    rows = figures_by_unit(_counted(session, asked, unit_ids, known_at), asked, as_of)
    rows.sort(key=lambda row: units.by_id[row.unit_id or 0].key)
    return PeriodFigures(asked, as_of, FORMULA, rows, together(rows, asked, as_of))


def _units_named(units: Units, code: str, asked: Period) -> set[int]:
    """Every unit that bore the code during the period, with what lies below it: a code alone names nothing."""
    bearers = [
        unit
        for unit in units.by_id.values()
        if unit.code == code
        and (unit.valid_from is None or unit.valid_from < asked.end)
        and (unit.valid_to is None or unit.valid_to > asked.start)
    ]
    if not bearers:
        message = Message(
            f"Trong kỳ này không có đơn vị hành chính mang mã “{code}”.",
            f"No administrative unit bore the code “{code}” in this period.",
        )
        raise BadRequestError(message)
    return {unit_id for unit in bearers for unit_id in units.within(unit)}


def _counted(
    session: Session, asked: Period, unit_ids: Collection[int] | None, known_at: datetime | None
) -> list[Counted]:
    columns = ("unit_id", "procedure_code", "period_from", "period_to", "source", *NUMBERS)
    query = sa.select(*(col(getattr(ProcedureCount, name)) for name in columns)).where(
        col(ProcedureCount.period_from) >= asked.start, col(ProcedureCount.period_to) <= asked.end
    )
    if unit_ids is not None:
        query = query.where(col(ProcedureCount.unit_id).in_(unit_ids))
    closed = col(ProcedureCount.superseded_at)
    if known_at is None:
        query = query.where(closed.is_(None))
    else:
        query = query.where(
            col(ProcedureCount.recorded_at) <= known_at, sa.or_(closed.is_(None), closed > known_at)
        )
    return [
        Counted(unit_id, code, Period(start, end), Tally(*numbers), source)
        for unit_id, code, start, end, source, *numbers in session.execute(query)
    ]
