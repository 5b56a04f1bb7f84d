"""The published ranking of a cluster, as somebody may see it."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from catalog.coverage.calendar import find_period
from catalog.errors import Message
from catalog.places import Units
from catalog.scoring.sheets import Sees, Sheet, sheets_of

NO_RANKING = Message(
    "Chưa công bố xếp hạng nào của cụm, khối này.", "No ranking of this cluster was published."
)


def ranking_of(
    session: Session, units: Units, today: date, period: str, cluster: str, sees: Sees
) -> list[Sheet]:
    """The published sheets of a cluster that somebody sees: best first, who is not considered last.

    None for a period or cluster that is not known, or in which nothing was published.
    """
    found = find_period(session, period)
    if found is None:
        return []
    return sorted(sheets_of(session, units, today, found, cluster, sees), key=_place)


def _place(sheet: Sheet) -> tuple[bool, int]:
    rank = None if sheet.row is None else sheet.row.rank
    return rank is None, rank or 0
