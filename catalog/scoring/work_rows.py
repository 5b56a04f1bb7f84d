"""The history of sites as `work` counts it: every act with who, when and which version, and how much it changed.

Nothing is typed for it and nobody can add to it afterwards: it is the workflow's own append-only history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.calendar import Period as Calendar
from catalog.scoring.rivals import rivals_in
from catalog.scoring.work import Work, work_of
from catalog.scoring.work_events import WorkAct, WorkEvent, WorkPeriod, WorkRules, significant_change
from catalog.scoring.work_former import former_document
from catalog.sites.revisions import read_contents
from catalog.tables import HistoryEntry, Site, SiteRevision
from catalog.terms import Action, Origin, SubjectKind

_ACTS: Mapping[Action, WorkAct] = {
    Action.CREATE: WorkAct.REVISE,
    **{Action(act): act for act in WorkAct},
}


@cache
def work_rules() -> WorkRules:
    """The rule data by which work at the last minute is told."""
    path = Path(__file__).parents[1] / "data" / "rules" / "work-2026.2.json"
    data = orjson.loads(path.read_bytes())
    return WorkRules(data["most_late_edits"], data["late_hours"])


def work_counts(
    session: Session,
    person_id: int,
    period: Calendar,
    until: int | None = None,
    rules: WorkRules | None = None,
) -> Work:
    """What one person did in a period, counted from the history of the sites that he had to do with.

    `until`: the last entry of the history that is looked at, to count once more what was counted then.
    """
    days = days_of(period)
    rivals = rivals_in(session, days, until).get(person_id, frozenset())
    return work_of(_events(session, person_id, until), person_id, days, rules or work_rules(), rivals)


def former_counts(
    session: Session, person_id: int, period: Calendar, until: int, rules: WorkRules
) -> dict[str, Any]:
    """The same as `work/2026.1` counted it and wrote it down, for what was pinned by it."""
    return former_document(_events(session, person_id, until), person_id, days_of(period), rules, until)


def days_of(period: Calendar) -> WorkPeriod:
    """The instants of a period."""
    return WorkPeriod.of_days(period.opens_on, period.closes_on - timedelta(days=1))


def _events(session: Session, person_id: int, until: int | None) -> Iterator[WorkEvent]:
    """All acts on all sites on which this person acted, or that were given to him."""
    rows = _rows(session, _codes(session, person_id), until)
    for code, acts in rows.items():
        yield from _of_site(code, acts, _versions(session, code))


def _codes(session: Session, person_id: int) -> set[str]:
    of_sites = col(HistoryEntry.subject_kind) == SubjectKind.SITE
    acted = sa.select(HistoryEntry.subject_key).where(of_sites, col(HistoryEntry.actor_id) == person_id)  # type: ignore[call-overload]
    given = sa.select(HistoryEntry.subject_key, HistoryEntry.after).where(  # type: ignore[call-overload]
        of_sites, col(HistoryEntry.action) == Action.ASSIGN
    )
    assigned = {key for key, after in session.execute(given) if _told(after).get("assignee") == person_id}
    return assigned | set(session.scalars(acted.distinct()))


def _rows(session: Session, codes: Iterable[str], until: int | None) -> dict[str, list[HistoryEntry]]:
    query = sa.select(HistoryEntry).where(
        col(HistoryEntry.subject_kind) == SubjectKind.SITE,
        col(HistoryEntry.subject_key).in_(sorted(codes)),
        col(HistoryEntry.action).in_(list(_ACTS)),
    )
    if until is not None:
        query = query.where(col(HistoryEntry.sequence) <= until)
    found: defaultdict[str, list[HistoryEntry]] = defaultdict(list)
    for row in session.scalars(query.order_by(col(HistoryEntry.sequence))):
        found[row.subject_key].append(row)
    return found


def _told(text: str | None) -> dict[str, Any]:
    found = orjson.loads(text or "{}")
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class _Version:
    """What a revision says, word for word by field, and whether an official list brought it."""

    words: Mapping[str, str]
    content: str
    is_imported: bool


def _versions(session: Session, code: str) -> dict[int, _Version]:
    query = (
        sa.select(SiteRevision)
        .join(Site, col(Site.id) == col(SiteRevision.site_id))
        .where(col(Site.code) == code)
        .order_by(col(SiteRevision.version))
    )
    rows = list(session.scalars(query))
    contents = read_contents(session, [row.id or 0 for row in rows])
    return {
        row.version: _Version(
            {name: _words(value) for name, value in contents[row.id or 0].model_dump(mode="json").items()},
            row.content_hash,
            row.origin == Origin.REGISTER_IMPORT,
        )
        for row in rows
    }


def _words(value: object) -> str:
    """All that a field says, one after another."""
    if isinstance(value, Mapping):
        return " ".join(_words(each) for each in value.values())
    if isinstance(value, list):
        return " ".join(_words(each) for each in value)
    return "" if value is None else str(value)


def _of_site(
    code: str, acts: Iterable[HistoryEntry], versions: Mapping[int, _Version]
) -> Iterator[WorkEvent]:
    base = 0
    for row in acts:
        told, act = _told(row.after), _ACTS[row.action]
        if row.action == Action.ASSIGN:
            due = told.get("due_on") or None
            due_on = None if due is None else date.fromisoformat(due)
            yield WorkEvent(
                code,
                act,
                row.actor_id or 0,
                row.at,
                0,
                check=told.get("check"),
                assignee_id=told.get("assignee"),
                due_on=due_on,
            )
            continue
        version = int(told.get("version", 0))
        if act not in (WorkAct.REVISE, WorkAct.RESTORE):
            base = version if act == WorkAct.APPROVE else base
            yield WorkEvent(code, act, row.actor_id or 0, row.at, version)
            continue
        yield _edit(code, row, version, versions, base)


def _edit(
    code: str, row: HistoryEntry, version: int, versions: Mapping[int, _Version], base: int
) -> WorkEvent:
    """A revision, against what was approved before it. To write an earlier one's content once more restores it."""
    imported = (number for number, each in versions.items() if number < version and each.is_imported)
    made, before = versions[version], versions.get(max(base, *imported, 0))
    change = significant_change({} if before is None else before.words, made.words)
    same = [number for number, each in versions.items() if number < version and each.content == made.content]
    earlier = max(same, default=None)
    act = WorkAct.REVISE if earlier is None else WorkAct.RESTORE
    acted_on = version if earlier is None else earlier
    return WorkEvent(code, act, row.actor_id or 0, row.at, acted_on, change=change, content=made.content)
