"""Who asks: the holder of a token or of a session, with the roles of this very moment."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import Message, UnauthenticatedError
from catalog.people.opaque import digest
from catalog.roles import Grant
from catalog.tables import AccessToken, Account, Person, PersonRole, SignInSession
from catalog.terms import Role, TokenScope

IDLE = timedelta(hours=2)
"""After so long without a request a session is over."""

NEED_SECOND_FACTOR = frozenset(
    {Role.REVIEWER, Role.PUBLISHER, Role.EVALUATOR, Role.COUNCIL, Role.ADMINISTRATOR}
)
"""Roles that decide: whoever holds one signs in with two factors."""


class Standing(StrEnum):
    """How far a session has come. Only SIGNED_IN counts; the others may finish signing in, and leave."""

    SIGNED_IN = "SIGNED_IN"
    AWAITS_CODE = "AWAITS_CODE"
    MUST_ENROL = "MUST_ENROL"


@dataclass(frozen=True)
class Viewer:
    """Whoever asks, as far as the token or the session tells.

    `scope` is what a token is good for, `until` its end; a session is good for everything and has no
    `until`. Roles are read anew for every request: one that ended counts no more, at once.
    """

    person_id: int
    name: str
    roles: frozenset[Role]
    grants: frozenset[Grant] = frozenset()
    scope: TokenScope = TokenScope.WRITE
    until: datetime | None = None


@dataclass(frozen=True)
class Seat:
    """A session that holds, its person, and how far it has come."""

    session_id: int
    viewer: Viewer
    sign_in_name: str
    has_second_factor: bool
    standing: Standing
    seen_at: datetime


def identify(session: Session, token: str, now: datetime) -> Viewer:
    """Who holds this token. Raises `UnauthenticatedError` if it is unknown, revoked, has ended, or its holder left."""
    query = (
        sa.select(Person.id, Person.name, AccessToken.scope, AccessToken.expires_at)  # type: ignore[call-overload]
        .join(AccessToken, col(AccessToken.person_id) == Person.id)
        .where(
            col(AccessToken.sha256) == digest(token),
            col(AccessToken.revoked_at).is_(None),
            col(AccessToken.expires_at) > now,
            col(Person.deactivated_at).is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise UnauthenticatedError(
            Message(
                "Mã truy cập không đúng hoặc đã hết hạn.", "The access token is not valid or has expired."
            )
        )
    person_id, name, scope, until = found
    grants = grants_of(session, person_id)
    return Viewer(person_id, name, frozenset(grant.role for grant in grants), grants, scope, until)


def seat_of(session: Session, secret: str, now: datetime) -> Seat | None:
    """The session whose cookie holds this secret; None if it is unknown, over, idle, or its person left."""
    columns = (SignInSession.id, SignInSession.second_factor_at, SignInSession.seen_at, Person.id, Person.name,
               Account.sign_in_name, col(Account.totp_secret).is_not(None))  # fmt: skip
    query = (
        sa.select(*columns)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == SignInSession.person_id)
        .join(Account, col(Account.person_id) == Person.id)
        .where(
            col(SignInSession.sha256) == digest(secret),
            *holding(now),
            col(Person.deactivated_at).is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    session_id, shown_at, seen_at, person_id, name, sign_in_name, has_factor = found
    grants = grants_of(session, person_id)
    roles = frozenset(grant.role for grant in grants)
    standing = standing_of(roles, has_factor=has_factor, was_shown=shown_at is not None)
    viewer = Viewer(person_id, name, roles, grants)
    return Seat(session_id, viewer, sign_in_name, has_factor, standing, seen_at)


def holding(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions under which a session holds."""
    return (
        col(SignInSession.ended_at).is_(None),
        col(SignInSession.expires_at) > now,
        col(SignInSession.seen_at) > now - IDLE,
    )


def standing_of(roles: Set[Role], *, has_factor: bool, was_shown: bool) -> Standing:
    """How far a session has come, by what its person may be and has shown."""
    if has_factor:
        return Standing.SIGNED_IN if was_shown else Standing.AWAITS_CODE
    return Standing.MUST_ENROL if roles & NEED_SECOND_FACTOR else Standing.SIGNED_IN


def grants_of(session: Session, person_id: int) -> frozenset[Grant]:
    """The roles that a person holds now."""
    query = sa.select(PersonRole.role, PersonRole.unit_id).where(  # type: ignore[call-overload]
        col(PersonRole.person_id) == person_id, col(PersonRole.ended_at).is_(None)
    )
    return frozenset(Grant(*row) for row in session.execute(query))
