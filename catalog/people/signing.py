"""Signing in and out. Sessions live in the database: they can be listed, and ended at once, everywhere.

What a cookie holds is new at sign-in, after the second factor and after a change of password, so an old one
that somebody planted or kept is worth nothing. Hashing is done outside of transactions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import Database
from catalog.errors import Message, NotFoundError, ProblemsError, UnauthenticatedError
from catalog.people.factors import accept_code, account_of, set_up
from catalog.people.names import is_sign_in_name, plain_name
from catalog.people.office import Done, Office
from catalog.people.opaque import digest, new_secret
from catalog.people.passwords import hash_password, is_password, password_problem
from catalog.people.revoking import revoke_all
from catalog.people.throttle import count_try, forget_tries
from catalog.people.viewing import Seat, Standing, grants_of, holding, seat_of, standing_of
from catalog.roles import Acting, Deed
from catalog.tables import Account, Person, SignInSession
from catalog.terms import Action

LIFE = timedelta(hours=12)
LIFE_BEFORE_CODE = timedelta(minutes=10)

WRONG = Message("Tên đăng nhập hoặc mật khẩu không đúng.", "The sign-in name or the password is not right.")
"""The one sentence for an unknown name, a wrong password and somebody who has left."""


@dataclass(frozen=True)
class Browser:
    """What is at the other end; the address is the connection's own."""

    address: str
    user_agent: str


@dataclass(frozen=True)
class Opened:
    """A session that was opened or renewed: what the cookie is to hold, and what is left to do."""

    secret: str
    standing: Standing


def sign_in(database: Database, name: str, password: str, browser: Browser, now: datetime) -> Opened:
    """Open a session. Raises `UnauthenticatedError`, the same for whatever was wrong, or `RateLimitedError`."""
    count_try(database, name, browser.address, now)
    with database.read() as session:
        kept = _kept_hash(session, name)
    if not is_password(password, kept):
        raise UnauthenticatedError(WRONG)
    with database.write() as session:
        account = session.scalar(
            sa.select(Account).where(
                col(Account.sign_in_name) == plain_name(name), col(Account.password_hash) == kept
            )
        )
        if account is None or office_of(session, account.person_id, now) is None:
            raise UnauthenticatedError(WRONG)
        return open_session(session, account, browser, now)


def _kept_hash(session: Session, name: str) -> str | None:
    if not is_sign_in_name(plain_name(name)):
        return None
    query = (
        sa.select(Account.password_hash)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == Account.person_id)
        .where(col(Account.sign_in_name) == plain_name(name), col(Person.deactivated_at).is_(None))
    )
    kept: str | None = session.scalar(query)
    return kept


def office_of(session: Session, person_id: int, now: datetime) -> Office | None:
    """An office in which the person acts for himself; None for somebody who has left."""
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        return None
    return Office(session, Acting(person_id, person.name, grants_of(session, person_id)), now)


def open_session(
    session: Session, account: Account, browser: Browser, now: datetime, *, has_shown_factor: bool = False
) -> Opened:
    """A new session for somebody who has shown the password, or an identity elsewhere."""
    roles = {grant.role for grant in grants_of(session, account.person_id)}
    standing = standing_of(roles, has_factor=account.totp_secret is not None, was_shown=has_shown_factor)
    secret = new_secret()
    life = LIFE_BEFORE_CODE if standing == Standing.AWAITS_CODE else LIFE
    opened = SignInSession(
        sha256=digest(secret),
        person_id=account.person_id,
        recorded_at=now,
        seen_at=now,
        expires_at=now + life,
        second_factor_at=now if has_shown_factor else None,
        address=browser.address[:64],
        user_agent=browser.user_agent[:120],
    )
    session.add(opened)
    if standing != Standing.AWAITS_CODE:
        _entered(session, account, browser.address, now)
    return Opened(secret, standing)


def _entered(session: Session, account: Account, address: str, now: datetime) -> None:
    forget_tries(session, account.sign_in_name, address)
    if office := office_of(session, account.person_id, now):
        office.note(Action.SIGN_IN, account.person_id)


def confirm(database: Database, secret: str, code: str, browser: Browser, now: datetime) -> Opened:
    """Show the second factor. Raises `UnauthenticatedError` for a wrong or used code, or `RateLimitedError`."""
    with database.read() as session:
        seat = require_seat(session, secret, now)
    count_try(database, seat.sign_in_name, browser.address, now)
    with database.write() as session:
        seat = require_seat(session, secret, now)
        account = account_of(session, seat.viewer.person_id)
        if seat.standing != Standing.AWAITS_CODE or not accept_code(session, account, code, now):
            raise UnauthenticatedError(
                Message("Mã không đúng hoặc đã dùng rồi.", "The code is not right, or was used already.")
            )
        renewed = _renewed(session, seat, now, second_factor_at=now, expires_at=now + LIFE)
        _entered(session, account, browser.address, now)
        return renewed


def enrol(database: Database, secret: str, totp: str, code: str, now: datetime) -> tuple[Opened, list[str]]:
    """Set up the second factor of a session's person, who has none; answers the recovery codes, seen this once.

    Whoever has one brings it to another telephone by a reset: somebody who finds a browser open cannot.
    Raises `ProblemsError` for a code that is not right.
    """
    with database.write() as session:
        seat = require_seat(session, secret, now)
        office = office_of(session, seat.viewer.person_id, now)
        if office is None or seat.has_second_factor:
            raise UnauthenticatedError(_SIGN_IN)
        codes = set_up(office, seat.viewer.person_id, totp, code)
        end_sessions(office, seat.viewer.person_id, but=seat.session_id)
        return _renewed(session, seat, now, second_factor_at=now), codes


def change_password(
    database: Database, secret: str, present: str, wanted: str, browser: Browser, now: datetime
) -> Opened:
    """Change the password of a session's person: all other sessions and all tokens end.

    Raises `UnauthenticatedError` if `present` is not the password, `RateLimitedError` after too many tries,
    `ProblemsError` for a new one that is not good enough.
    """
    with database.read() as session:
        seat = require_seat(session, secret, now, Standing.SIGNED_IN)
        kept = account_of(session, seat.viewer.person_id).password_hash
    if problem := password_problem(wanted, seat.viewer.name, seat.sign_in_name):
        raise ProblemsError([problem])
    require_password(database, seat, kept, present, browser, now)
    hashed = hash_password(wanted)
    with database.write() as session:
        seat = require_seat(session, secret, now, Standing.SIGNED_IN)
        account = account_of(session, seat.viewer.person_id)
        office = office_of(session, seat.viewer.person_id, now)
        if office is None or account.password_hash != kept:
            raise UnauthenticatedError(_SIGN_IN)
        account.password_hash = hashed
        office.note(Action.CHANGE_PASSWORD, account.person_id)
        revoke_all(office, account.person_id)
        end_sessions(office, account.person_id, but=seat.session_id)
        forget_tries(session, account.sign_in_name, browser.address)
        return _renewed(session, seat, now)


def require_password(
    database: Database, seat: Seat, kept: str | None, present: str, browser: Browser, now: datetime
) -> None:
    """Whether who sits here knows the password. Raises `UnauthenticatedError`, or `RateLimitedError`."""
    count_try(database, seat.sign_in_name, browser.address, now)
    if not is_password(present, kept):
        raise UnauthenticatedError(
            Message("Mật khẩu hiện nay không đúng.", "The present password is not right.")
        )


def _renewed(session: Session, seat: Seat, now: datetime, **changes: datetime) -> Opened:
    secret = new_secret()
    session.execute(
        sa.update(SignInSession)
        .where(col(SignInSession.id) == seat.session_id)
        .values(sha256=digest(secret), seen_at=now, **changes)
    )
    session.flush()
    return Opened(secret, require_seat(session, secret, now).standing)


_SIGN_IN = Message("Hãy đăng nhập lại.", "Please sign in again.")


def require_seat(session: Session, secret: str, now: datetime, standing: Standing | None = None) -> Seat:
    """The session that holds. Raises `UnauthenticatedError` if there is none, or none that has come so far."""
    seat = seat_of(session, secret, now)
    if seat is None or standing not in (None, seat.standing):
        raise UnauthenticatedError(_SIGN_IN)
    return seat


def sign_out(database: Database, secret: str, now: datetime) -> None:
    """End the session; one that is over already stays so, and nobody waits for the writers' turn for it."""
    with database.read() as session:
        if seat_of(session, secret, now) is None:
            return
    with database.write() as session:
        seat = seat_of(session, secret, now)
        office = seat and office_of(session, seat.viewer.person_id, now)
        if seat and office:
            _end(office, seat.viewer.person_id, col(SignInSession.id) == seat.session_id)


def sign_out_everywhere(office: Office, person_id: int) -> Done:
    """End all sessions of one's own; that needs no role."""
    office.require_oneself(person_id)
    return Done(person_id=person_id, count=end_sessions(office, person_id))


def sign_out_person(office: Office, person_id: int) -> Done:
    """End all sessions of somebody whose telephone or computer is lost; password and tokens stay."""
    office.require(Deed.MANAGE_PEOPLE)
    return Done(person_id=person_id, count=end_sessions(office, office.person(person_id).id or 0))


def end_session(office: Office, person_id: int, session_id: int) -> Done:
    """End one of a person's sessions. Raises `NotFoundError` for another's."""
    count = _end(office, person_id, col(SignInSession.id) == session_id)
    if not count:
        raise NotFoundError(Message("Không có phiên đăng nhập này.", "There is no such session."))
    return Done(person_id=person_id, count=count)


def end_sessions(office: Office, person_id: int, *, but: int | None = None) -> int:
    """End the sessions of a person, all or all but one; answers how many."""
    return _end(office, person_id, col(SignInSession.id) != (but or 0))


def _end(office: Office, person_id: int, which: sa.ColumnElement[bool]) -> int:
    query = sa.select(SignInSession).where(
        col(SignInSession.person_id) == person_id, which, *holding(office.now)
    )
    ending = office.session.scalars(query).all()
    for session in ending:
        session.ended_at = office.now
    if ending:
        office.session.flush()
        office.note(Action.SIGN_OUT, person_id, after={"sessions": len(ending)})
    return len(ending)


def sessions_of(session: Session, person_id: int, now: datetime) -> Sequence[SignInSession]:
    """The sessions of a person that hold, the last used first."""
    query = sa.select(SignInSession).where(col(SignInSession.person_id) == person_id, *holding(now))
    return session.scalars(query.order_by(col(SignInSession.seen_at).desc())).all()


def note_seen(session: Session, session_id: int, now: datetime) -> None:
    """Write down that a session was used."""
    session.execute(sa.update(SignInSession).where(col(SignInSession.id) == session_id).values(seen_at=now))
