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

    `scope` is what a token is good for; a session is good for everything. `token` (the SHA-256) or
    `session_id` is by what the person is known, `is_own_token` whether the person made that token, without
    the machine and without a second factor. Roles are read anew for every request, and again by a write once
    its turn has come (`known_again`): what ended counts no more, at once.
    """

    person_id: int
    name: str
    roles: frozenset[Role]
    grants: frozenset[Grant] = frozenset()
    scope: TokenScope = TokenScope.WRITE
    token: str | None = None
    session_id: int | None = None
    is_own_token: bool = False


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
    return _holder(session, digest(token), now)


def known_again(session: Session, viewer: Viewer, now: datetime) -> Viewer:
    """The viewer as he is known at this moment. Raises `UnauthenticatedError` if token or session hold no more."""
    if viewer.token is not None:
        return _holder(session, viewer.token, now)
    return seated_again(session, viewer.session_id or 0, now).viewer


def seated_again(session: Session, session_id: int, now: datetime) -> Seat:
    """The session of this number, if its person is still signed in. Raises `UnauthenticatedError`."""
    seat = seat_at(session, session_id, now)
    if seat is None or seat.standing != Standing.SIGNED_IN:
        raise UnauthenticatedError(Message("Hãy đăng nhập lại.", "Please sign in again."))
    return seat


def _holder(session: Session, sha256: str, now: datetime) -> Viewer:
    query = (
        sa.select(Person.id, Person.name, AccessToken.scope, AccessToken.label)  # type: ignore[call-overload]
        .join(AccessToken, col(AccessToken.person_id) == Person.id)
        .where(
            col(AccessToken.sha256) == sha256,
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
    person_id, name, scope, label = found
    grants = grants_of(session, person_id)
    roles = frozenset(grant.role for grant in grants)
    return Viewer(person_id, name, roles, grants, scope, sha256, is_own_token=label is not None)


def seat_of(session: Session, secret: str, now: datetime) -> Seat | None:
    """The session whose cookie holds this secret; None if it is unknown, over, idle, or its person left."""
    return _seat(session, col(SignInSession.sha256) == digest(secret), now)


def seat_at(session: Session, session_id: int, now: datetime) -> Seat | None:
    """The session of this number, for who comes back from elsewhere without its cookie; None as for `seat_of`."""
    return _seat(session, col(SignInSession.id) == session_id, now)


def _seat(session: Session, which: sa.ColumnElement[bool], now: datetime) -> Seat | None:
    columns = (SignInSession.id, SignInSession.second_factor_at, SignInSession.seen_at, Person.id, Person.name,
               Account.sign_in_name, col(Account.totp_secret).is_not(None))  # fmt: skip
    query = (
        sa.select(*columns)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == SignInSession.person_id)
        .join(Account, col(Account.person_id) == Person.id)
        .where(which, *holding(now), col(Person.deactivated_at).is_(None))
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    session_id, shown_at, seen_at, person_id, name, sign_in_name, has_factor = found
    grants = grants_of(session, person_id)
    roles = frozenset(grant.role for grant in grants)
    standing = standing_of(roles, has_factor=has_factor, was_shown=shown_at is not None)
    viewer = Viewer(person_id, name, roles, grants, session_id=session_id)
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
    if was_shown:
        return Standing.SIGNED_IN
    if has_factor:
        return Standing.AWAITS_CODE
    return Standing.MUST_ENROL if roles & NEED_SECOND_FACTOR else Standing.SIGNED_IN


def grants_of(session: Session, person_id: int) -> frozenset[Grant]:
    """The roles that a person holds now."""
    query = sa.select(PersonRole.role, PersonRole.unit_id).where(  # type: ignore[call-overload]
        col(PersonRole.person_id) == person_id, col(PersonRole.ended_at).is_(None)
    )
    return frozenset(Grant(*row) for row in session.execute(query))
