"""Who there is: lists for administrators, one's own entry, and leaving and coming back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.people.links import end_links
from catalog.people.office import Done, Office
from catalog.people.revoking import revoke_all
from catalog.people.roles_given import administrators, require_another_administrator
from catalog.people.signing import end_sessions
from catalog.roles import POLICY, Actor, Deed
from catalog.tables import AccessToken, Account, Person, PersonRole, SignInSession
from catalog.terms import Action, Role
from catalog.text import collation_key, nfc


@dataclass(frozen=True)
class HeldRole:
    """A role that a person holds."""

    id: int
    role: Role
    unit_id: int | None
    since: datetime


@dataclass(frozen=True)
class EndedRole:
    """A role that a person held once."""

    role: Role
    unit_id: int | None
    since: datetime
    ended_at: datetime


@dataclass(frozen=True)
class Entry:
    """A person as administrators see one: never a secret."""

    id: int
    name: str
    sign_in_name: str | None
    has_password: bool
    has_second_factor: bool
    roles: tuple[HeldRole, ...]
    deactivated_at: datetime | None
    seen_at: datetime | None


def entries(session: Session, person_ids: Iterable[int] | None = None) -> list[Entry]:
    """People in the order of the alphabet, all or these, in four statements."""
    wanted = None if person_ids is None else list(person_ids)
    columns: list[Any] = [Person.id, Person.name, Person.deactivated_at, Account.sign_in_name,
                          col(Account.password_hash).is_not(None), col(Account.totp_secret).is_not(None)]  # fmt: skip
    query = sa.select(*columns).join(Account, col(Account.person_id) == Person.id, isouter=True)
    if wanted is not None:
        query = query.where(col(Person.id).in_(wanted))
    held, seen = _roles(session), _seen(session)
    found = [
        Entry(person_id, name, sign_in_name, has_password, has_factor, tuple(held[person_id]), left_at,
              seen.get(person_id))
        for person_id, name, left_at, sign_in_name, has_password, has_factor in session.execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda entry: (collation_key(entry.name), entry.id))


def _roles(session: Session) -> dict[int, list[HeldRole]]:
    query = sa.select(PersonRole).where(col(PersonRole.ended_at).is_(None)).order_by(col(PersonRole.id))
    held: dict[int, list[HeldRole]] = defaultdict(list)
    for row in session.scalars(query):
        held[row.person_id].append(HeldRole(row.id or 0, row.role, row.unit_id, row.recorded_at))
    return held


def ended_roles(session: Session, person_id: int) -> list[EndedRole]:
    """The roles that a person held once, the last to end first."""
    query = sa.select(PersonRole).where(
        col(PersonRole.person_id) == person_id, col(PersonRole.ended_at).is_not(None)
    )
    rows = session.scalars(query.order_by(col(PersonRole.ended_at).desc(), col(PersonRole.id).desc()))
    return [EndedRole(row.role, row.unit_id, row.recorded_at, row.ended_at) for row in rows if row.ended_at]


def _seen(session: Session) -> dict[int, datetime]:
    seen: dict[int, datetime] = {}
    columns: list[tuple[Any, Any]] = [
        (SignInSession.person_id, SignInSession.seen_at),
        (AccessToken.person_id, AccessToken.used_at),
    ]
    for person, column in columns:
        query = sa.select(person, sa.func.max(column)).group_by(person)
        for person_id, at in session.execute(query):
            if at is not None:
                seen[person_id] = max(at, seen.get(person_id, at))
    return seen


def find_person(session: Session, name: str) -> int | None:
    """The person of this name or sign-in name."""
    plain = nfc(name)
    by_account = sa.select(Account.person_id).where(col(Account.sign_in_name) == plain.lower())  # type: ignore[call-overload]
    by_name = sa.select(Person.id).where(col(Person.name) == plain)  # type: ignore[call-overload]
    found: int | None = session.scalar(by_account) or session.scalar(by_name)
    return found


def deeds_of(actor: Actor) -> list[Deed]:
    """What the policy lets the actor do somewhere, in its own order."""
    roles = {grant.role for grant in actor.grants}
    allowed = {rule.deed for rule in POLICY if rule.role in roles}
    return [deed for deed in Deed if deed in allowed]


def deactivate(office: Office, person_id: int) -> Done:
    """Somebody leaves: sessions, tokens and links end at once; roles stay for the day of a return.

    Raises `ProblemsError` for the last administrator.
    """
    office.require(Deed.MANAGE_PEOPLE)
    person = office.person(person_id)
    if person.deactivated_at is None:
        if person_id in administrators(office.session):
            require_another_administrator(office.session, person_id)
        end_sessions(office, person_id)
        revoke_all(office, person_id)
        end_links(office, person_id)
        person.deactivated_at = office.now
        office.session.flush()
        office.note(Action.CHANGE_PERSON, person_id, before={"active": True}, after={"active": False})
    return Done(person_id=person_id)


def reactivate(office: Office, person_id: int) -> Done:
    """Somebody comes back, with the roles and the password of before; sessions and tokens stay ended."""
    office.require(Deed.MANAGE_PEOPLE)
    person = office.person(person_id)
    if person.deactivated_at is not None:
        person.deactivated_at = None
        office.session.flush()
        office.note(Action.CHANGE_PERSON, person_id, before={"active": False}, after={"active": True})
    return Done(person_id=person_id)
