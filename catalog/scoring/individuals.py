"""People as subjects: whoever edits, reviews or publishes has a score sheet of the own.

The code says nothing of the person and is no sign-in name; it stays when the person is renamed, changes roles or leaves.
The name is the one that the catalogue shows everywhere, as it is now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.places import Units, acting_today
from catalog.roles import Acting, Actor, Grant
from catalog.tables import Person, PersonRole
from catalog.terms import Role

_CODE = re.compile(r"DB-P-([0-9]{5,9})")
_DEPARTMENT = frozenset({Role.EDITOR, Role.REVIEWER, Role.PUBLISHER})
WORKING = _DEPARTMENT | {Role.COMMUNE_OFFICER}
"""Roles whose holders enter, review or publish records: their work is scored."""


@dataclass(frozen=True)
class Individual:
    """A person who is scored, with the roles and units of today; who has left is not active."""

    acting: Acting
    is_active: bool

    @property
    def person_id(self) -> int:
        """The person."""
        return self.acting.person_id

    @property
    def works(self) -> bool:
        """Whether the person can score a sheet of the own: is there, and holds a role that works."""
        return self.is_active and any(grant.role in WORKING for grant in self.acting.grants)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The communes and wards in whose name an officer works."""
        return _communes(self.acting)

    @property
    def is_of_department(self) -> bool:
        """Whether the person works in the department."""
        return _is_of_department(self.acting)


def code_of(person_id: int) -> str:
    """The code under which a person is scored."""
    return f"DB-P-{person_id:05d}"


def person_of(code: str) -> int | None:
    """The person of a code; None if it is no person's."""
    found = _CODE.fullmatch(code)
    number = 0 if found is None else int(found[1])
    return number if number and code_of(number) == code else None


def individuals(session: Session, units: Units, person_ids: Iterable[int] | None = None) -> list[Individual]:
    """People by their numbers, all or these, in one statement."""
    query = (
        sa.select(Person.id, Person.name, Person.deactivated_at, PersonRole.role, PersonRole.unit_id)  # type: ignore[call-overload]
        .outerjoin(
            PersonRole,
            sa.and_(col(PersonRole.person_id) == col(Person.id), col(PersonRole.ended_at).is_(None)),
        )
        .order_by(col(Person.id))
    )
    if person_ids is not None:
        query = query.where(col(Person.id).in_(sorted(person_ids)))
    grants: defaultdict[tuple[int, str, bool], set[Grant]] = defaultdict(set)
    for number, name, left_at, role, unit_id in session.execute(query):
        held = grants[(number, name, left_at is None)]
        if role is not None:
            held.add(Grant(role, unit_id))
    return [
        Individual(acting_today(Acting(number, name, frozenset(held)), units), is_active)
        for (number, name, is_active), held in grants.items()
    ]


def held_in(session: Session, units: Units, since: datetime, until: datetime) -> dict[int, Acting]:
    """Everybody with all the roles that he held at any time of [since, until), in one statement; units are of today."""
    query = sa.select(PersonRole.person_id, PersonRole.role, PersonRole.unit_id).where(  # type: ignore[call-overload]
        col(PersonRole.recorded_at) < until,
        sa.or_(col(PersonRole.ended_at).is_(None), col(PersonRole.ended_at) > since),
    )
    held: defaultdict[int, set[Grant]] = defaultdict(set)
    for number, role, unit_id in session.execute(query):
        held[number].add(Grant(role, unit_id))
    return {
        number: acting_today(Acting(number, "", frozenset(grants)), units) for number, grants in held.items()
    }


def are_colleagues(one: Actor, other: Actor) -> bool:
    """Whether two people work in the same commune, or both in the department: neither judges the other."""
    if _communes(one) & _communes(other):
        return True
    return _is_of_department(one) and _is_of_department(other)


def _communes(actor: Actor) -> frozenset[int]:
    return frozenset(
        grant.unit_id
        for grant in actor.grants
        if grant.role == Role.COMMUNE_OFFICER and grant.unit_id is not None
    )


def _is_of_department(actor: Actor) -> bool:
    return any(grant.role in _DEPARTMENT for grant in actor.grants)
