"""People with accounts, as tests need them: invited, joined, with a second factor where their role asks for one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime

import pyotp
import sqlalchemy as sa

from catalog.db import Database
from catalog.people.factors import new_totp_secret
from catalog.people.links import Wanted, first_administrator_link, invite, join
from catalog.people.office import Office
from catalog.people.signing import Browser, Opened, confirm, enrol, require_seat, sign_in
from catalog.people.viewing import NEED_SECOND_FACTOR, Standing, Viewer
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue

PASSWORD = "núi cao suối sâu 7"  # no secret: the password of people in tests
HERE = Browser("192.0.2.7", "Firefox")
_numbers = itertools.count(1)


@dataclass
class Someone:
    """A person with an account, signed in; `codes` are the recovery codes of who has a second factor."""

    database: Database
    person_id: int
    sign_in_name: str
    secret: str
    totp: str | None = None
    codes: tuple[str, ...] = ()

    def code(self, at: datetime) -> str:
        """What the telephone shows at an instant."""
        return pyotp.TOTP(self.totp or "").at(at)

    def signed_in(self, at: datetime, browser: Browser = HERE) -> Opened:
        """Another session, second factor included."""
        opened = sign_in(self.database, self.sign_in_name, PASSWORD, browser, at)
        if opened.standing != Standing.AWAITS_CODE:
            return opened
        return confirm(self.database, opened.secret, self.code(at), browser, at)

    def viewer(self, at: datetime) -> Viewer:
        """The person as the first session shows him."""
        with self.database.read() as session:
            return require_seat(session, self.secret, at).viewer

    def sees(self, at: datetime) -> Catalogue:
        """The catalogue as this person sees it."""
        return Catalogue(self.database, self.viewer(at))


def member(database: Database, role: Role, unit: str | None = None, at: datetime = NOW) -> Someone:
    """Somebody who was invited on the machine, joined, and set up the second factor if need be."""
    with database.write() as session:
        name = f"{role.title().replace('_', ' ')} có tài khoản {next(_numbers)}"
        made = invite(Office(session, None, at), name, role, unit)
    opened = join(database, made.secret or "", Wanted(PASSWORD), HERE, at)
    return _enrolled(database, opened, role, at)


def administrator(database: Database, at: datetime = NOW) -> Someone:
    """The first administrator, by the link of the first start."""
    with database.write() as session:
        link = first_administrator_link(session, at)
    opened = join(database, link or "", Wanted(PASSWORD, "Quản trị 1", "quantri"), HERE, at)
    return _enrolled(database, opened, Role.ADMINISTRATOR, at)


def _enrolled(database: Database, opened: Opened, role: Role, at: datetime) -> Someone:
    totp: str | None = None
    codes: list[str] = []
    if role in NEED_SECOND_FACTOR:
        assert opened.standing == Standing.MUST_ENROL
        totp = new_totp_secret()
        opened, codes = enrol(database, opened.secret, totp, pyotp.TOTP(totp).at(at), at)
    assert opened.standing == Standing.SIGNED_IN
    with database.read() as session:
        seat = require_seat(session, opened.secret, at)
    return Someone(database, seat.viewer.person_id, seat.sign_in_name, opened.secret, totp, tuple(codes))


_STATES = (
    "SELECT id, name, deactivated_at FROM person ORDER BY id",
    "SELECT * FROM person_role ORDER BY id",
    "SELECT * FROM account ORDER BY person_id",
    "SELECT * FROM recovery_code ORDER BY person_id, sha256",
    "SELECT issuer, subject, person_id FROM external_identity ORDER BY issuer, subject",
    "SELECT sha256, ended_at FROM one_time_link ORDER BY sha256",
    "SELECT id, sha256, second_factor_at, ended_at, expires_at FROM sign_in_session ORDER BY id",
    "SELECT sha256, scope, revoked_at, expires_at FROM access_token ORDER BY sha256",
    "SELECT * FROM lesson_step ORDER BY person_id, lesson, step",
    "SELECT sequence, hash FROM history_entry ORDER BY sequence",
)


def all_accounts(database: Database) -> list[tuple[object, ...]]:
    """What must be equal where nothing about people was changed (failed tries are counted beside it)."""
    with database.read() as session:
        return [tuple(row) for query in _STATES for row in session.execute(sa.text(query))]
