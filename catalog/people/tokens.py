"""Bearer tokens: made, listed, revoked. Whole they are seen once; after that only their beginning is known."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import ForbiddenError, Message, NotFoundError
from catalog.people.names import person_name
from catalog.people.office import Done, Office, refuse
from catalog.people.opaque import TOKEN_PREFIX, digest, new_secret
from catalog.people.revoking import end_token, tokens_of
from catalog.people.roles_given import grant
from catalog.people.viewing import Viewer, grants_of
from catalog.roles import Deed
from catalog.tables import AccessToken, Account, Person
from catalog.terms import Action, Role, TokenScope
from catalog.text import clean_text

TOKEN_LIFE = timedelta(days=90)
LONGEST_LIFE_DAYS = 365
LABEL_LENGTH = 80
_SHOWN = len(TOKEN_PREFIX) + 6


def issue_token(session: Session, name: str, role: Role, unit_code: str | None, now: datetime) -> str:
    """A new bearer token for a person, who is created, and given the role, if need be; for the machine itself.

    Only the hash is kept: the answer is the one time the token is seen. It ends after 90 days. Raises
    `ProblemsError` for a unit that is not of today, an officer without one, roles that do not go together,
    and somebody who has left.
    """
    office = Office(session, None, now)
    person = find_or_create(office, name)
    if person.deactivated_at is not None:
        raise refuse(
            "PERSON_DEACTIVATED", "Người này đã ngừng hoạt động.", "This person is deactivated.", "person"
        )
    grant(office, person, role, unit_code if role == Role.COMMUNE_OFFICER else None)
    return _made(office, person.id or 0, None, TokenScope.WRITE, now + TOKEN_LIFE)[0]


def find_or_create(office: Office, name: str) -> Person:
    """The person of this name (NFC), made if there is none. Raises `ProblemsError` for names that are none."""
    person = person_named(office.session, name)
    if person is None:
        name = person_name(name)
        person = Person(name=name, recorded_at=office.now)
        office.session.add(person)
        office.session.flush()
        office.note(Action.CREATE_PERSON, person.id or 0, after={"name": name})
    return person


def person_named(session: Session, name: str) -> Person | None:
    """The person of this name (NFC), if there is one. Raises `ProblemsError` for names that are none."""
    return session.scalar(sa.select(Person).where(col(Person.name) == person_name(name)))


def create_token(
    office: Office, viewer: Viewer, label: str, scope: TokenScope, days: int | None = None
) -> Done:
    """A token of one's own. No token makes another: revoking it would leave what was made with it.

    Raises `ForbiddenError` for who is known by a token, `ProblemsError` for a label that is none and a life
    that is not of 1 to 365 days.
    """
    office.require(Deed.MANAGE_OWN_ACCOUNT)
    if viewer.token is not None:
        raise ForbiddenError(
            Message(
                "Không tạo được mã truy cập bằng một mã truy cập khác; hãy đăng nhập.",
                "An access token cannot be made with another one; please sign in.",
            )
        )
    label, life = _label(label), _life(days)
    secret, sha256 = _made(office, viewer.person_id, label, scope, office.now + life)
    return Done(person_id=viewer.person_id, key=key_of(sha256), secret=secret)


def issue_app_token(office: Office, app: str, label: str, days: int | None = None) -> Done:
    """A token for an app of the office or the city: for reading only, and for a keeper who is an app and nothing else.

    The keeper is made, and made an APP_DEVELOPER, if need be: an app has no account, and its token is seen by who
    makes it. Raises `ProblemsError` for a name that a person bears (a token would read as that person), for a
    label that is none, and for a life that is not of 1 to 365 days.
    """
    office.require(Deed.MANAGE_PEOPLE)
    keeper = find_or_create(office, app)
    keeper_id = keeper.id or 0
    roles = {held.role for held in grants_of(office.session, keeper_id)}
    if roles - {Role.APP_DEVELOPER} or office.session.get(Account, keeper_id) is not None:
        raise refuse(
            "NAME_OF_A_PERSON",
            "Tên này là của một người dùng; mã của ứng dụng cần một tên riêng.",
            "A person bears this name; an app's token needs a name of its own.",
            "app",
        )
    if keeper.deactivated_at is not None:
        raise refuse(
            "PERSON_DEACTIVATED",
            "Ứng dụng này đã ngừng; hãy mở lại trước.",
            "This app is deactivated; reactivate it first.",
            "app",
        )
    label, life = _label(label), _life(days)
    grant(office, keeper, Role.APP_DEVELOPER, None)
    secret, sha256 = _made(office, keeper_id, label, TokenScope.READ, office.now + life)
    return Done(person_id=keeper_id, key=key_of(sha256), secret=secret)


def _label(label: str) -> str:
    label = clean_text(label, field="label", max_length=LABEL_LENGTH)
    if not label:
        raise refuse("LABEL_MISSING", "Hãy ghi mã này dùng để làm gì.", "Say what the token is for.", "label")
    return label


def _life(days: int | None) -> timedelta:
    life = TOKEN_LIFE if days is None else timedelta(days=min(max(days, 0), LONGEST_LIFE_DAYS + 1))
    if not timedelta() < life <= timedelta(days=LONGEST_LIFE_DAYS):
        raise refuse(
            "LIFE_OUT_OF_RANGE",
            f"Thời hạn từ 1 đến {LONGEST_LIFE_DAYS} ngày.",
            f"A token lives 1 to {LONGEST_LIFE_DAYS} days.",
            "days",
        )
    return life


def _made(
    office: Office, person_id: int, label: str | None, scope: TokenScope, ends: datetime
) -> tuple[str, str]:
    token = new_secret(TOKEN_PREFIX)
    made = AccessToken(
        sha256=digest(token),
        person_id=person_id,
        label=label,
        prefix=token[:_SHOWN],
        scope=scope,
        recorded_at=office.now,
        expires_at=ends,
    )
    office.session.add(made)
    office.session.flush()
    after = {"prefix": made.prefix, "label": label, "scope": scope, "expires_at": ends.isoformat()}
    office.note(Action.CREATE_TOKEN, person_id, after=after)
    return token, made.sha256


def key_of(sha256: str) -> str:
    """By what a token is named: the beginning of the hash, from which nothing can be had."""
    return sha256[:16]


def revoke_token(office: Office, person_id: int, key: str) -> Done:
    """End one of a person's own tokens; that needs no role. Raises `NotFoundError` for another's, or one that is over."""
    office.require_oneself(person_id)
    return _revoked(office, person_id, key)


def revoke_token_of(office: Office, person_id: int, key: str) -> Done:
    """End a token of somebody's, or of an app's. Raises `NotFoundError` for one that is over or another's."""
    office.require(Deed.MANAGE_PEOPLE)
    return _revoked(office, office.person(person_id).id or 0, key)


def _revoked(office: Office, person_id: int, key: str) -> Done:
    found = [t for t in tokens_of(office.session, person_id, office.now) if key_of(t.sha256) == key]
    if not found:
        raise NotFoundError(Message("Không có mã truy cập này.", "There is no such access token."))
    end_token(office, found[0])
    return Done(person_id=person_id, key=key)


def note_use(session: Session, sha256: str, now: datetime) -> None:
    """Write down that a token was used."""
    session.execute(sa.update(AccessToken).where(col(AccessToken.sha256) == sha256).values(used_at=now))
