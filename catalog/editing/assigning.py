"""Giving work to people: who is to do what at which site, until when. It promises nothing to the ladder.

The department's editors give work to whoever may change the record: editors, and officers of its commune.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog import history
from catalog.coverage.rules import rules_on
from catalog.editing.desk import Desk, Outcome
from catalog.editing.records import WorkingRecord, find_record
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.people.viewing import grants_of
from catalog.places import acting_today
from catalog.roles import POLICY, Acting, Actor, Deed, may_in_some_state, require
from catalog.tables import Person, WorkAssignment
from catalog.terms import Action, SubjectKind
from catalog.text import text_problem, tidy

LONGEST_NOTE = 1_000


@dataclass(frozen=True)
class Wanted:
    """What is to be done: a check of the ladder or, without one, all that is missing."""

    check: str | None
    assignee: str
    due_on: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class Assignment:
    """Work that somebody has to do."""

    site_id: int
    check: str | None
    assignee: str
    assignee_id: int
    due_on: date | None
    note: str | None
    assigned_by: str
    assigned_at: datetime


def assign_work(desk: Desk, code: str, wanted: Wanted) -> Outcome:
    """Give work to a person; the same work of somebody else ends. One history entry.

    Raises `ProblemsError` for a check that there is not, a day that is over, a person who does not exist or may not
    change this record; `ForbiddenError` and `NotFoundError` as the policy has it.
    """
    record = _record(desk, code)
    note = tidy(wanted.note or "", multiline=True) or None
    person_id = _assignee(desk, record, wanted.assignee)
    problems = [*_problems(desk, wanted, note), *(_not_theirs() if person_id is None else ())]
    if problems or person_id is None:
        raise ProblemsError(problems)
    _end(desk, record, wanted.check)
    desk.session.add(
        WorkAssignment(
            site_id=record.outcome.site_id,
            ladder_check=wanted.check or "",
            assignee_id=person_id,
            due_on=wanted.due_on,
            note=note,
            assigned_by_id=desk.actor.person_id,
            assigned_at=desk.moment.now,
        )
    )
    told = {"check": wanted.check, "assignee": person_id, "due_on": str(wanted.due_on or ""), "note": note}
    _note(desk, code, told)
    return record.outcome


def end_assignment(desk: Desk, code: str, check: str | None) -> Outcome:
    """Take work back. Raises `NotFoundError` if nobody had it."""
    record = _record(desk, code)
    if not _end(desk, record, check):
        raise NotFoundError(Message("Việc này chưa giao cho ai.", "Nobody was given this work."))
    _note(desk, code, {"check": check, "assignee": None})
    return record.outcome


def _record(desk: Desk, code: str) -> WorkingRecord:
    record = find_record(desk.session, desk.units, code)
    require(Deed.ASSIGN_WORK, desk.acting, record.subject)
    return record


def _problems(desk: Desk, wanted: Wanted, note: str | None) -> Iterable[Problem]:
    checks = {rule.id for rule in rules_on(desk.moment.today).checks}
    if wanted.check is not None and wanted.check not in checks:
        message = Message(
            f"Bộ quy tắc không có kiểm tra {wanted.check}.", f"The rules have no check {wanted.check}."
        )
        yield Problem("UNKNOWN_CHECK", message, "check")
    if wanted.due_on is not None and wanted.due_on < desk.moment.today:
        yield Problem("DAY_IS_OVER", Message("Hạn này đã qua.", "That day is over."), "dueOn")
    problem = text_problem(note or "", multiline=True, max_length=LONGEST_NOTE)
    if problem is not None:
        yield Problem(problem.code, problem.message, "note")


def _not_theirs() -> list[Problem]:
    message = Message(
        "Không có người này, hoặc người này không được sửa bản ghi ở đây.",
        "There is no such person, or this person may not change the record.",
    )
    return [Problem("NOT_THEIR_RECORD", message, "assignee")]


def _assignee(desk: Desk, record: WorkingRecord, name: str) -> int | None:
    """The person of this name, if still of the staff and allowed to change the record in some state of it."""
    query = sa.select(Person.id).where(col(Person.name) == name, col(Person.deactivated_at).is_(None))  # type: ignore[call-overload]
    person_id = desk.session.scalar(query)
    if person_id is None:
        return None
    actor = acting_today(Acting(person_id, name, grants_of(desk.session, person_id)), desk.units)
    return person_id if may_in_some_state(Deed.REVISE_SITE, actor, record.subject) else None


def _end(desk: Desk, record: WorkingRecord, check: str | None) -> bool:
    change = (
        sa.update(WorkAssignment)
        .where(
            col(WorkAssignment.site_id) == record.outcome.site_id,
            col(WorkAssignment.ladder_check) == (check or ""),
            col(WorkAssignment.ended_at).is_(None),
        )
        .values(ended_at=desk.moment.now, ended_by_id=desk.actor.person_id)
    )
    return bool(desk.session.execute(change).rowcount)  # type: ignore[attr-defined]


def _note(desk: Desk, code: str, after: Mapping[str, object]) -> None:
    entry = history.Entry(
        actor_id=desk.actor.person_id,
        actor_name=desk.actor.name,
        action=Action.ASSIGN,
        subject_kind=SubjectKind.SITE,
        subject_key=code,
        after=after,
    )
    history.append(desk.session, entry, desk.moment.now)


def assignments_of(session: Session, site_ids: Iterable[int]) -> dict[int, list[Assignment]]:
    """The open assignments of these sites, the earliest due first; who may see them is the asker's question."""
    wanted = sorted(set(site_ids))
    giver = aliased(Person)
    query = (
        sa.select(WorkAssignment, Person.name, giver.name)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == WorkAssignment.assignee_id)
        .join(giver, giver.id == WorkAssignment.assigned_by_id)
        .where(col(WorkAssignment.site_id).in_(wanted), col(WorkAssignment.ended_at).is_(None))
        .order_by(col(WorkAssignment.due_on).is_(None), WorkAssignment.due_on, WorkAssignment.id)
    )
    found: dict[int, list[Assignment]] = {}
    for row, name, by in session.execute(query) if wanted else ():
        found.setdefault(row.site_id, []).append(
            Assignment(
                row.site_id,
                row.ladder_check or None,
                name,
                row.assignee_id,
                row.due_on,
                row.note,
                by,
                row.assigned_at,
            )
        )
    return found


def sites_given_to(session: Session, person_id: int) -> frozenset[int]:
    """The sites at which this person has work to do."""
    query = sa.select(WorkAssignment.site_id).where(  # type: ignore[call-overload]
        col(WorkAssignment.assignee_id) == person_id, col(WorkAssignment.ended_at).is_(None)
    )
    return frozenset(session.scalars(query))


def may_see(actor: Actor | None, one: Assignment) -> bool:
    """Whether somebody sees who has a piece of work: those who may give it, and whoever was given it."""
    if actor is None:
        return False
    return one.assignee_id == actor.person_id or any(
        rule.deed == Deed.ASSIGN_WORK and rule.role == grant.role for rule in POLICY for grant in actor.grants
    )
