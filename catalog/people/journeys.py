"""To the office's own provider and back: what a browser leaves with, and what its coming back does.

The cookie of a journey holds 256 random bits. State, nonce and PKCE verifier (RFC 7636) follow from them, each
by a hash of its own: whoever sees one in an address learns no other, and the database holds none. A journey
is good once, for ten minutes, in the browser that began it.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import Database
from catalog.errors import Message, RateLimitedError, UnauthenticatedError
from catalog.people.factors import account_of
from catalog.people.identities import add_identity, has_identity, owner_of, remove_identities
from catalog.people.links import end_links, invited_by_digest
from catalog.people.office import Done, Office, refuse
from catalog.people.opaque import digest, new_secret
from catalog.people.signing import (
    Browser,
    Opened,
    end_sessions,
    office_of,
    open_session,
    require_password,
    require_seat,
)
from catalog.people.signing import end_session as end_one
from catalog.people.throttle import forget_tries, neighbourhood
from catalog.people.viewing import Seat, Standing, seat_at
from catalog.roles import Deed
from catalog.tables import Account, SignInJourney
from catalog.terms import JourneyPurpose

LIFE = timedelta(minutes=10)
MOST_OPEN = 50
"""Journeys under way from one address: each is a row, and nobody has to be known to begin one."""

_MULTIPLE = frozenset({"mfa"})
_POSSESSION = frozenset({"otp", "hwk", "swk", "sc", "sms", "tel", "pop"})
_KNOWLEDGE = frozenset({"pwd", "pin", "kba"})
_TWO_FACTOR_CLASSES = frozenset(
    {
        "https://refeds.org/profile/mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    }
)


class NotBegunHereError(UnauthenticatedError):
    """Somebody came back who was not sent: another browser, a second time, or too late."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "Lần đăng nhập này không bắt đầu ở trình duyệt này, đã dùng rồi hoặc đã quá 10 phút. Hãy bắt đầu lại.",
                "This sign-in was not begun in this browser, was used already, or took over ten minutes. Please begin again.",
            )
        )


class UnknownIdentityError(UnauthenticatedError):
    """An identity that opens nothing: never linked, or its person left. Both are told alike."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "Tài khoản này chưa liên kết với ai đang làm việc trong danh mục.",
                "This account is linked to nobody who works in the catalogue.",
            )
        )


@dataclass(frozen=True)
class Identity:
    """What a verified ID token says: who came, under which display name, shown with two factors or not."""

    issuer: str
    subject: str
    name: str
    has_two_factors: bool = False


@dataclass(frozen=True)
class Journey:
    """A journey that was taken: it is used up."""

    purpose: JourneyPurpose
    session_id: int | None
    link_sha256: str | None
    wanted: str
    language: str | None


def state_of(secret: str) -> str:
    """What the provider gives back with its answer (RFC 6749, 10.12)."""
    return digest(f"state:{secret}")


def nonce_of(secret: str) -> str:
    """What the ID token must name (OpenID Connect Core 1.0, 15.5.2)."""
    return digest(f"nonce:{secret}")


def verifier_of(secret: str) -> str:
    """What proves that who exchanges the code began the journey (RFC 7636, 4.1)."""
    return digest(f"verifier:{secret}")


def shows_two_factors(methods: Collection[str], context_class: str | None) -> bool:
    """Whether `amr` (RFC 8176) or `acr` of an ID token says that two factors were shown.

    By `amr`: "mfa", or something known beside something held. By `acr`: a profile that means two factors to
    everybody (REFEDS MFA, PAPE); what a provider's own levels mean, only its operator knows.
    """
    named = frozenset(methods)
    if named & _MULTIPLE or (named & _KNOWLEDGE and named & _POSSESSION):
        return True
    return context_class in _TWO_FACTOR_CLASSES


def begin(
    session: Session,
    purpose: JourneyPurpose,
    wanted: str,
    language: str | None,
    browser: Browser,
    now: datetime,
    *,
    session_id: int | None = None,
    link_sha256: str | None = None,
) -> str:
    """Send a browser off; answers what its cookie is to hold. Raises `RateLimitedError`."""
    session.execute(sa.delete(SignInJourney).where(col(SignInJourney.expires_at) <= now))
    check_open(session, browser, now)
    secret = new_secret()
    session.add(
        SignInJourney(
            sha256=digest(secret),
            purpose=purpose,
            session_id=session_id,
            link_sha256=link_sha256,
            wanted=wanted,
            language=language,
            address=neighbourhood(browser.address),
            recorded_at=now,
            expires_at=now + LIFE,
        )
    )
    return secret


def check_open(session: Session, browser: Browser, now: datetime) -> None:
    """Raise `RateLimitedError` where too many journeys from this address are under way.

    Asked of a reading session first, so that a flood does not keep writers waiting.
    """
    query = sa.select(sa.func.count(), sa.func.min(SignInJourney.expires_at)).where(
        col(SignInJourney.address) == neighbourhood(browser.address), col(SignInJourney.expires_at) > now
    )
    number, first_end = session.execute(query).one()
    if number >= MOST_OPEN:
        seconds = max(1, ceil((first_end - now).total_seconds()))
        raise RateLimitedError(
            Message(
                f"Quá nhiều lần đăng nhập đang dở dang. Hãy thử lại sau {ceil(seconds / 60)} phút.",
                f"Too many sign-ins are under way. Please try again in {ceil(seconds / 60)} minutes.",
            ),
            seconds,
        )


def begin_link(
    database: Database, secret: str, present: str, language: str | None, browser: Browser, now: datetime
) -> str:
    """Send somebody off who is signed in and knows the password, to link an identity.

    The password is asked for because an identity is another way in: who finds a browser open gets none.
    Raises `UnauthenticatedError`, or `RateLimitedError` after too many tries.
    """
    with database.read() as session:
        seat = require_seat(session, secret, now, Standing.SIGNED_IN)
        kept = account_of(session, seat.viewer.person_id).password_hash
    require_password(database, seat, kept, present, browser, now)
    with database.write() as session:
        seat = require_seat(session, secret, now, Standing.SIGNED_IN)
        _office_of_seat(session, seat, now).require(Deed.MANAGE_OWN_ACCOUNT)
        forget_tries(session, seat.sign_in_name, browser.address)
        return begin(
            session, JourneyPurpose.LINK, "/account", language, browser, now, session_id=seat.session_id
        )


def take(database: Database, secret: str | None, state: str, now: datetime) -> Journey:
    """Use a journey up. Raises `NotBegunHereError` for whoever was not sent with this state."""
    if secret is None or not hmac.compare_digest(state_of(secret).encode(), state.encode()):
        raise NotBegunHereError
    with database.read() as session:  # so that forged journeys keep no writer waiting
        if session.get(SignInJourney, digest(secret)) is None:
            raise NotBegunHereError
    with database.write() as session:
        row = session.get(SignInJourney, digest(secret))
        if row is None or row.expires_at <= now:
            raise NotBegunHereError
        session.delete(row)
        return Journey(row.purpose, row.session_id, row.link_sha256, row.wanted, row.language)


def sign_in_with(
    database: Database, journey: Journey, identity: Identity, browser: Browser, now: datetime
) -> Opened:
    """Open a session for the identity's person, and end the one that the browser left with.

    Raises `UnknownIdentityError` for an identity of nobody, and of somebody who has left.
    """
    with database.write() as session:
        person_id = owner_of(session, identity.issuer, identity.subject)
        account = session.get(Account, person_id or 0)
        if account is None or office_of(session, account.person_id, now) is None:
            raise UnknownIdentityError
        before = None if journey.session_id is None else seat_at(session, journey.session_id, now)
        if before is not None:
            end_one(_office_of_seat(session, before, now), before.viewer.person_id, before.session_id)
        return open_session(session, account, browser, now, has_shown_factor=identity.has_two_factors)


def link_with(database: Database, journey: Journey, identity: Identity, now: datetime) -> None:
    """Link the identity to whose session began the journey.

    Raises `NotBegunHereError` if that session is over by now, `ProblemsError` for another's identity.
    """
    with database.write() as session:
        seat = seat_at(session, journey.session_id or 0, now)
        if seat is None or seat.standing != Standing.SIGNED_IN:
            raise NotBegunHereError
        office = _office_of_seat(session, seat, now)
        office.require(Deed.MANAGE_OWN_ACCOUNT)
        add_identity(office, seat.viewer.person_id, identity.issuer, identity.subject)


def join_with(
    database: Database, journey: Journey, identity: Identity, browser: Browser, now: datetime
) -> Opened:
    """Accept a one-time link by an identity instead of a password; the link is used up by it.

    Raises `NotFoundError` for a link that is over, `ProblemsError` for another's identity.
    """
    with database.write() as session:
        invited = invited_by_digest(session, journey.link_sha256 or "", now)
        office = office_of(session, invited.person_id or 0, now)
        if invited.person_id is None or office is None:
            raise NotBegunHereError
        add_identity(office, invited.person_id, identity.issuer, identity.subject)
        end_links(office, invited.person_id)
        end_sessions(office, invited.person_id)
        account = account_of(session, invited.person_id)
        return open_session(session, account, browser, now, has_shown_factor=identity.has_two_factors)


def unlink(office: Office, person_id: int) -> Done:
    """Unlink one's identity. Raises `ProblemsError` where that would leave no way to sign in."""
    office.require(Deed.MANAGE_OWN_ACCOUNT)
    if account_of(office.session, person_id).password_hash is None and has_identity(
        office.session, person_id
    ):
        raise refuse(
            "LAST_WAY_IN",
            "Bạn chưa có mật khẩu, nên đây là cách đăng nhập duy nhất. Hãy nhờ người quản trị đặt lại quyền truy cập.",
            "You have no password, so this is your only way in. Ask an administrator to reset your access.",
        )
    return Done(person_id=person_id, count=remove_identities(office, person_id))


def _office_of_seat(session: Session, seat: Seat, now: datetime) -> Office:
    office = office_of(session, seat.viewer.person_id, now)
    if office is None:
        raise NotBegunHereError
    return office
