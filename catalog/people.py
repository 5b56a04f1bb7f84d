"""People and the tokens by which they are known."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import Message, Problem, ProblemsError, UnauthenticatedError
from catalog.places import load_units
from catalog.roles import Grant
from catalog.tables import AccessToken, Person, PersonRole
from catalog.terms import Role
from catalog.text import clean_text

TOKEN_PREFIX = "dbt_"  # noqa: S105 (a mark by which leaked tokens are recognised, not a secret)
TOKEN_LIFE = timedelta(days=90)


@dataclass(frozen=True)
class Viewer:
    """Whoever asks, as far as the token tells."""

    person_id: int
    name: str
    roles: frozenset[Role]
    grants: frozenset[Grant] = frozenset()


def issue_token(session: Session, name: str, role: Role, unit_code: str | None, now: datetime) -> str:
    """A new bearer token for a person, who is created, and given the role, if need be.

    Only the hash is kept: the answer is the one time the token is seen. It ends after 90 days. Raises
    `ProblemsError` for an unknown unit, and for an officer without one.
    """
    person = _person(session, clean_text(name, field="person"), now)
    _give_role(session, person, role, unit_code, now)
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    session.add(
        AccessToken(
            sha256=_digest(token), person_id=person.id or 0, recorded_at=now, expires_at=now + TOKEN_LIFE
        )
    )
    return token


def _person(session: Session, name: str, now: datetime) -> Person:
    if not name:
        message = Message("Thiếu tên người dùng.", "The person's name is missing.")
        raise ProblemsError([Problem("NAME_MISSING", message, "person")])
    person = session.scalar(sa.select(Person).where(col(Person.name) == name))
    if person is None:
        person = Person(name=name, recorded_at=now)
        session.add(person)
        session.flush()
    return person


def _give_role(session: Session, person: Person, role: Role, unit_code: str | None, now: datetime) -> None:
    unit_id = None
    if role == Role.COMMUNE_OFFICER:
        unit = load_units(session).bearer(unit_code or "", now.date())
        if unit is None:
            message = Message(
                "Cán bộ xã cần mã đơn vị hành chính đang tồn tại (--unit).",
                "A commune officer needs the code of a unit of today (--unit).",
            )
            raise ProblemsError([Problem("UNKNOWN_UNIT", message, "unit")])
        unit_id = unit.id
    held = sa.select(PersonRole.id).where(  # type: ignore[call-overload]
        col(PersonRole.person_id) == person.id,
        col(PersonRole.role) == role,
        col(PersonRole.unit_id).is_(unit_id) if unit_id is None else col(PersonRole.unit_id) == unit_id,
    )
    if session.scalar(held) is None:
        session.add(PersonRole(person_id=person.id or 0, role=role, unit_id=unit_id, recorded_at=now))


def identify(session: Session, token: str, now: datetime) -> Viewer:
    """Who holds this token. Raises `UnauthenticatedError` if it is unknown, revoked or has ended."""
    query = (
        sa.select(Person.id, Person.name)  # type: ignore[call-overload]
        .join(AccessToken, col(AccessToken.person_id) == Person.id)
        .where(
            col(AccessToken.sha256) == _digest(token),
            col(AccessToken.revoked_at).is_(None),
            col(AccessToken.expires_at) > now,
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise UnauthenticatedError(
            Message(
                "Mã truy cập không đúng hoặc đã hết hạn.", "The access token is not valid or has expired."
            )
        )
    query = sa.select(PersonRole.role, PersonRole.unit_id).where(col(PersonRole.person_id) == found[0])  # type: ignore[call-overload]
    grants = frozenset(Grant(*row) for row in session.execute(query))
    return Viewer(found[0], found[1], frozenset(grant.role for grant in grants), grants)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
