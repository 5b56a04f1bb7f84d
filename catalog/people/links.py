"""One-time links, by which somebody comes in: the first administrator, who is invited, whose access is reset.

There is no default password anywhere, and nobody but its owner ever knows one. Only the hash of a link is
kept; looking at it uses nothing up, setting the password does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import Database
from catalog.errors import ForbiddenError, Message, NotFoundError, ProblemsError
from catalog.people.factors import take_away
from catalog.people.identities import has_identity, remove_identities
from catalog.people.names import is_sign_in_name, person_name, plain_name
from catalog.people.office import Done, Office, refuse
from catalog.people.opaque import digest, new_secret
from catalog.people.passwords import hash_password, password_problem
from catalog.people.revoking import revoke_all
from catalog.people.roles_given import administrators, grant
from catalog.people.signing import Browser, Opened, end_sessions, office_of, open_session
from catalog.people.tokens import find_or_create, person_named
from catalog.roles import Deed
from catalog.tables import Account, OneTimeLink, Person
from catalog.terms import Action, LinkPurpose, Role
from catalog.text import slugify

LIVES = {
    LinkPurpose.FIRST_ADMINISTRATOR: timedelta(hours=72),
    LinkPurpose.INVITATION: timedelta(hours=72),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=24),
}
_GONE = Message(
    "Liên kết này không đúng, đã dùng hoặc đã hết hạn. Hãy xin người quản trị một liên kết mới.",
    "This link is not right, was used, or has expired. Please ask an administrator for a new one.",
)

_SAME_NAME = Message(
    "Đã có người mang tên này. Nếu là cùng một người: hãy giao vai trò hoặc đặt lại quyền truy cập; nếu không: hãy "
    "ghi thêm vào tên để phân biệt.",
    "Somebody of this name is there already. If it is the same person, give a role or reset the access; if not, add "
    "something to the name that tells them apart.",
)


@dataclass(frozen=True)
class Invited:
    """For whom a link is; without names for the first administrator, who chooses both."""

    purpose: LinkPurpose
    person_id: int | None
    name: str | None
    sign_in_name: str | None


@dataclass(frozen=True)
class Wanted:
    """What somebody enters who joins; the names count for the first administrator only."""

    password: str
    name: str = ""
    sign_in_name: str = ""


def invite(
    office: Office, name: str, role: Role, unit_code: str | None, sign_in_name: str | None = None
) -> Done:
    """A role and an account for somebody, who sets the password by the link that is answered once (72 hours).

    The sign-in name is made from the name unless given. An equal name makes nobody the same person, so who
    is there already is invited again only on the machine itself. Raises `ProblemsError` for names that are none or
    taken, roles that do not go together, units that are not of today; `ForbiddenError` for inviting oneself.
    """
    office.require(Deed.MANAGE_PEOPLE)
    known = person_named(office.session, name)
    person = known or find_or_create(office, name)
    person_id = person.id or 0
    if person_id == office.actor_id:
        raise ForbiddenError(Message("Không ai tự mời mình.", "Nobody invites himself."))
    account = office.session.get(Account, person_id)
    has_way_in = account is not None and (
        account.password_hash is not None or has_identity(office.session, person_id)
    )
    if person.deactivated_at is not None or has_way_in:
        raise refuse(
            "ACCOUNT_EXISTS",
            "Người này đã có tài khoản; hãy giao vai trò, mở lại hoặc đặt lại quyền truy cập.",
            "This person has an account; give a role, reactivate, or reset the access.",
            "name",
        )
    if known is not None and office.actor is not None:
        raise refuse("PERSON_EXISTS", _SAME_NAME.vi, _SAME_NAME.en, "name")
    grant(office, person, role, unit_code)
    if account is None:
        _add_account(office, person, sign_in_name)
    return Done(person_id=person_id, secret=_make_link(office, LinkPurpose.INVITATION, person_id))


def _add_account(office: Office, person: Person, sign_in_name: str | None) -> Account:
    chosen = _free_name(office.session, person.name) if sign_in_name is None else plain_name(sign_in_name)
    if not is_sign_in_name(chosen):
        raise refuse(
            "SIGN_IN_NAME_FORM",
            "Tên đăng nhập gồm 2 đến 60 ký tự a-z, 0-9, dấu chấm, gạch ngang, gạch dưới.",
            "A sign-in name has 2 to 60 of a-z, 0-9, dot, hyphen and underscore.",
            "signInName",
        )
    if _is_taken(office.session, chosen):
        raise refuse("SIGN_IN_NAME_TAKEN", "Tên đăng nhập này đã có người dùng.", "This sign-in name is taken.",
                     "signInName")  # fmt: skip
    account = Account(person_id=person.id or 0, sign_in_name=chosen, recorded_at=office.now)
    office.session.add(account)
    office.session.flush()
    office.note(Action.CHANGE_PERSON, person.id or 0, after={"sign_in_name": chosen})
    return account


def _free_name(session: Session, name: str) -> str:
    stem = slugify(name).replace("-", ".")[:50]
    stem = stem if len(stem) > 1 else f"nguoi.dung{stem}"
    names = (stem if number == 1 else f"{stem}{number}" for number in count(1))
    return next(each for each in names if not _is_taken(session, each))


def _is_taken(session: Session, sign_in_name: str) -> bool:
    query = sa.select(Account.person_id).where(col(Account.sign_in_name) == sign_in_name)  # type: ignore[call-overload]
    return session.scalar(query) is not None


def reset_access(office: Office, person_id: int) -> Done:
    """Take password, second factor and identities elsewhere away, end sessions and tokens.

    Answers a link once (24 hours): nothing else lets the person in.

    Raises `ProblemsError` for somebody without an account, or who is deactivated; `ForbiddenError` for
    resetting oneself, which would hand whoever finds a browser open the whole account.
    """
    office.require(Deed.MANAGE_PEOPLE)
    if person_id == office.actor_id:
        raise ForbiddenError(
            Message("Không ai tự đặt lại quyền truy cập của mình.", "Nobody resets the own access.")
        )
    person = office.person(person_id)
    account = office.session.get(Account, person_id)
    if account is None or person.deactivated_at is not None:
        raise refuse(
            "NO_ACCOUNT",
            "Người này không có tài khoản đang dùng.",
            "This person has no account in use.",
            "person",
        )
    account.password_hash = None
    take_away(office, person_id)
    remove_identities(office, person_id)
    office.note(Action.CHANGE_PASSWORD, person_id, after={"password": False})
    end_sessions(office, person_id)
    revoke_all(office, person_id)
    return Done(person_id=person_id, secret=_make_link(office, LinkPurpose.PASSWORD_RESET, person_id))


def first_administrator_link(session: Session, now: datetime) -> str | None:
    """A link for the first administrator, which ends the earlier ones; None once there is an administrator."""
    office = Office(session, None, now)
    if administrators(session):
        end_links(office, None)
        return None
    return _make_link(office, LinkPurpose.FIRST_ADMINISTRATOR, None)


def _make_link(office: Office, purpose: LinkPurpose, person_id: int | None) -> str:
    end_links(office, person_id)
    secret = new_secret()
    made = OneTimeLink(
        sha256=digest(secret),
        purpose=purpose,
        person_id=person_id,
        recorded_at=office.now,
        expires_at=office.now + LIVES[purpose],
    )
    office.session.add(made)
    office.session.flush()
    office.note(Action.CHANGE_PERSON, person_id, after={"link": purpose})
    return secret


def end_links(office: Office, person_id: int | None) -> None:
    """End the open links of a person; of None those for the first administrator."""
    of_person = col(OneTimeLink.person_id)
    office.session.execute(
        sa.update(OneTimeLink)
        .where(
            of_person.is_(None) if person_id is None else of_person == person_id,
            col(OneTimeLink.ended_at).is_(None),
        )
        .values(ended_at=office.now)
    )


def invited_by(session: Session, secret: str, now: datetime) -> Invited:
    """For whom the link is; uses nothing up. Raises `NotFoundError` for one that is over or never was."""
    return invited_by_digest(session, digest(secret), now)


def invited_by_digest(session: Session, sha256: str, now: datetime) -> Invited:
    """The same, by what is kept of the link."""
    query = (
        sa.select(OneTimeLink.purpose, OneTimeLink.person_id, Person.name, Account.sign_in_name)  # type: ignore[call-overload]
        .join(Account, col(Account.person_id) == OneTimeLink.person_id, isouter=True)
        .join(Person, col(Person.id) == OneTimeLink.person_id, isouter=True)
        .where(
            col(OneTimeLink.sha256) == sha256,
            col(OneTimeLink.ended_at).is_(None),
            col(OneTimeLink.expires_at) > now,
            col(Person.deactivated_at).is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None or (found[0] == LinkPurpose.FIRST_ADMINISTRATOR and administrators(session)):
        raise NotFoundError(_GONE)
    return Invited(*found)


def join(database: Database, secret: str, wanted: Wanted, browser: Browser, now: datetime) -> Opened:
    """Set the password and sign in; the link is used up by it, once, whoever else tries at the same time.

    Raises `NotFoundError` for a link that is over, `ProblemsError` for names and passwords that will not do.
    """
    with database.read() as session:
        invited = invited_by(session, secret, now)
    names = (invited.name or wanted.name, invited.sign_in_name or wanted.sign_in_name)
    if problem := password_problem(wanted.password, *names):
        raise ProblemsError([problem])
    if invited.person_id is None:
        person_name(wanted.name)
    hashed = hash_password(wanted.password)
    with database.write() as session:
        invited = invited_by(session, secret, now)
        account = session.get(Account, invited.person_id) if invited.person_id else None
        if account is None:
            account = _first_administrator(Office(session, None, now), wanted)
        account.password_hash = hashed
        office = office_of(session, account.person_id, now)
        if office is None:
            raise NotFoundError(_GONE)
        office.note(Action.CHANGE_PASSWORD, account.person_id, after={"password": True})
        end_links(office, invited.person_id)
        end_sessions(office, account.person_id)
        return open_session(session, account, browser, now)


def _first_administrator(office: Office, wanted: Wanted) -> Account:
    if person_named(office.session, wanted.name) is not None:
        raise refuse("PERSON_EXISTS", _SAME_NAME.vi, _SAME_NAME.en, "name")
    person = find_or_create(office, wanted.name)
    grant(office, person, Role.ADMINISTRATOR, None)
    return _add_account(office, person, wanted.sign_in_name)
