"""Who is ranked with whom, from the history of clusters: today, or at any time in a period.

Whoever was moved out of a cluster in time is a rival all the same: of the work and of the judging of that period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.scoring.individuals import person_of
from catalog.scoring.work_events import WorkPeriod
from catalog.tables import HistoryEntry
from catalog.terms import Action, SubjectKind


@dataclass(frozen=True)
class Placing:
    """Somebody was put into a cluster, and left the one before."""

    person_id: int
    cluster: str
    at: datetime


@dataclass(frozen=True)
class _Stay:
    person_id: int
    since: datetime
    until: datetime | None

    def meets(self, other: _Stay, period: WorkPeriod) -> bool:
        """Whether both are there now, or were at some time in the period."""
        last = min((each.until for each in (self, other) if each.until is not None), default=None)
        first = max(self.since, other.since, period.starts)
        return last is None or first < min(last, period.ends)


def rivals_in(session: Session, period: WorkPeriod, until: int | None = None) -> Mapping[int, frozenset[int]]:
    """The rivals of each person, in one statement. `until`: the last entry of the history that is looked at."""
    query = sa.select(HistoryEntry.subject_key, HistoryEntry.after, HistoryEntry.at).where(  # type: ignore[call-overload]
        col(HistoryEntry.subject_kind) == SubjectKind.SCORE_SHEET, col(HistoryEntry.action) == Action.ASSIGN
    )
    if until is not None:
        query = query.where(col(HistoryEntry.sequence) <= until)
    rows = session.execute(query.order_by(col(HistoryEntry.sequence)))
    found = [(person_of(key), orjson.loads(after)["cluster"], at) for key, after, at in rows]
    return rivals([Placing(one, cluster, at) for one, cluster, at in found if one is not None], period)


def rivals(placings: Iterable[Placing], period: WorkPeriod) -> dict[int, frozenset[int]]:
    """The rivals of each person who has any, from all placings in their order."""
    met: defaultdict[int, set[int]] = defaultdict(set)
    for stays in _stays(placings).values():
        for one in stays:
            met[one.person_id] |= {other.person_id for other in stays if one.meets(other, period)}
    return {one: frozenset(others - {one}) for one, others in met.items()}


def _stays(placings: Iterable[Placing]) -> dict[str, list[_Stay]]:
    """Who was in each cluster from when to when."""
    by_person: defaultdict[int, list[Placing]] = defaultdict(list)
    for each in placings:
        by_person[each.person_id].append(each)
    found: defaultdict[str, list[_Stay]] = defaultdict(list)
    for person_id, own in by_person.items():
        for each, following in zip(own, [*own[1:], None], strict=True):
            until = None if following is None else following.at
            found[each.cluster].append(_Stay(person_id, each.at, until))
    return found
