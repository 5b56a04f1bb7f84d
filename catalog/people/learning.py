"""How far people have come in the desk's lessons: each step for oneself, the count for whoever may read it.

Kept is that a step was done, and when first: not how long it took, how often it was tried or what was typed.
A lesson that changes so much that it has to be done anew gets a new name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import ForbiddenError, Message
from catalog.people.office import Done, Office
from catalog.places import Units
from catalog.roles import Deed
from catalog.tables import LessonStepDone, Person, PersonRole
from catalog.tables.lessons import Lesson, LessonStep
from catalog.terms import Role
from catalog.text import collation_key

STEPS: Mapping[Lesson, tuple[LessonStep, ...]] = {Lesson.FIRST_SITE_1: tuple(LessonStep)}
"""The steps of each lesson, in their order; who has done all of them has finished it."""

_NOBODY = Message("Trên máy chủ không có ai học bài.", "Nobody takes a lesson on the machine itself.")


@dataclass(frozen=True)
class Learner:
    """A person who has a role now, and how far that person has come in one lesson."""

    person_id: int
    name: str
    unit_ids: frozenset[int]
    steps: int
    begun_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class Learners:
    """The people of one commune of today, or those whose role is bound to none (`unit_id` None), by name."""

    unit_id: int | None
    people: tuple[Learner, ...]

    @property
    def begun(self) -> int:
        """How many have done a step or more."""
        return sum(one.begun_at is not None for one in self.people)

    @property
    def finished(self) -> int:
        """How many have done every step."""
        return sum(one.finished_at is not None for one in self.people)


def note_step(office: Office, lesson: Lesson, step: LessonStep) -> Done:
    """Whoever acts has done a step; a step that was noted before stays as it was.

    Raises `ForbiddenError` without a role, and on the machine itself.
    """
    office.require(Deed.TAKE_LESSON)
    if office.actor_id is None:
        raise ForbiddenError(_NOBODY)
    if office.session.get(LessonStepDone, (office.actor_id, lesson, step)) is None:
        office.session.add(
            LessonStepDone(person_id=office.actor_id, lesson=lesson, step=step, recorded_at=office.now)
        )
    return Done(person_id=office.actor_id)


def steps_of(session: Session, person_id: int) -> list[LessonStepDone]:
    """What a person has done, the first step first."""
    done = session.scalars(sa.select(LessonStepDone).where(col(LessonStepDone.person_id) == person_id))
    return sorted(done, key=lambda row: (row.recorded_at, row.lesson, list(LessonStep).index(row.step)))


def learners(session: Session, lesson: Lesson, units: Units) -> list[Learners]:
    """Everybody who has a role now, by commune of today, in two statements.

    Those who are bound to no commune come first, then the communes by code. A person with roles in several communes
    is counted in each. Apps are no people, and learn nothing.
    """
    done = _done(session, lesson)
    groups: dict[int | None, list[Learner]] = defaultdict(list)
    for person_id, name, held in _people(session):
        heirs = {heir.id for unit in held for heir in units.today_of(units.by_id[unit])}
        at = sorted(done[person_id].values())
        is_whole = all(step in done[person_id] for step in STEPS[lesson])
        learner = Learner(
            person_id, name, frozenset(heirs), len(at), at[0] if at else None, at[-1] if is_whole else None
        )
        groups_of: list[int | None] = [*heirs] or [None]
        for unit_id in groups_of:
            groups[unit_id].append(learner)
    codes = {unit_id: units.by_id[unit_id].code for unit_id in groups if unit_id is not None}
    in_order = sorted(groups, key=lambda unit_id: "" if unit_id is None else codes[unit_id])
    return [
        Learners(
            unit_id, tuple(sorted(groups[unit_id], key=lambda one: (collation_key(one.name), one.person_id)))
        )
        for unit_id in in_order
    ]


def _people(session: Session) -> list[tuple[int, str, set[int]]]:
    """Who is there and has a role: id, name, units as they were when the roles were given."""
    query = (
        sa.select(col(Person.id), col(Person.name), col(PersonRole.unit_id))
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(
            col(PersonRole.ended_at).is_(None),
            col(Person.deactivated_at).is_(None),
            col(PersonRole.role) != Role.APP_DEVELOPER,
        )
    )
    found: dict[int, tuple[int, str, set[int]]] = {}
    for person_id, name, unit_id in session.execute(query):
        _, _, held = found.setdefault(person_id, (person_id, name, set()))
        if unit_id is not None:
            held.add(unit_id)
    return list(found.values())


def _done(session: Session, lesson: Lesson) -> dict[int, dict[LessonStep, datetime]]:
    done: dict[int, dict[LessonStep, datetime]] = defaultdict(dict)
    for row in session.scalars(sa.select(LessonStepDone).where(col(LessonStepDone.lesson) == lesson)):
        done[row.person_id][row.step] = row.recorded_at
    return done
