"""The published ranking of a cluster, as somebody may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from catalog.coverage.calendar import find_period
from catalog.errors import Message
from catalog.places import Units
from catalog.scoring.sheets import Sheet, sheets_of
from catalog.terms import SheetState

NO_RANKING = Message(
    "Chưa công bố xếp hạng nào của cụm, khối này.", "No ranking of this cluster was published."
)


def ranking_of(
    session: Session, units: Units, today: date, period: str, cluster: str, sees: Callable[[Sheet], bool]
) -> list[Sheet]:
    """The published sheets of a cluster that somebody sees: best first, who is not considered last.

    None for a period or cluster that is not known, or in which nothing was published.
    """
    found = find_period(session, period)
    if found is None:
        return []
    sheets = [
        each
        for each in sheets_of(session, units, today, found, SheetState.PUBLISHED)
        if each.subject.cluster is not None and each.subject.cluster.code == cluster and sees(each)
    ]
    return sorted(sheets, key=_place)


def _place(sheet: Sheet) -> tuple[bool, int]:
    rank = None if sheet.row is None else sheet.row.rank
    return rank is None, rank or 0
