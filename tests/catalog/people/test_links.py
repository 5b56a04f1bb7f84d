"""How people come in, and back in: one-time links, of which only the hash is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.errors import ForbiddenError, NotFoundError, ProblemsError, UnauthenticatedError
from catalog.people import identify, issue_token
from catalog.people.links import Wanted, first_administrator_link, invite, invited_by, join, reset_access
from catalog.people.office import Office
from catalog.people.opaque import digest
from catalog.people.signing import sign_in
from catalog.people.viewing import Standing, seat_of
from catalog.roles import Acting
from catalog.terms import LinkPurpose, Role
from tests.catalogue import NOW, Catalogue
from tests.people import HERE, PASSWORD, Someone, administrator, all_accounts, member

FIRST = Wanted(PASSWORD, "Quản trị 1", "quantri")


def first_link(database: Database) -> str:
    with database.write() as session:
        link = first_administrator_link(session, NOW)
    assert link is not None
    return link


def invited(database: Database, name: str = "Biên tập 1", **more: str) -> str:
    with database.write() as session:
        return invite(Office(session, None, NOW), name, Role.EDITOR, None, **more).secret or ""


def acting(someone: Someone) -> Acting:
    viewer = someone.viewer(NOW)
    return Acting(viewer.person_id, viewer.name, viewer.grants)


def test_a_new_installation_has_no_account_and_no_password(catalogue: Catalogue) -> None:
    assert catalogue.count("account") == catalogue.count("access_token") == 0
    for name in ("admin", "root", "quantri", ""):
        with pytest.raises(UnauthenticatedError):
            sign_in(catalogue.database, name, name, HERE, NOW)


def test_the_first_administrator_comes_in_by_the_newest_link_and_no_second_one_does(
    catalogue: Catalogue,
) -> None:
    database = catalogue.database
    earlier, link = first_link(database), first_link(database)
    with pytest.raises(NotFoundError):
        join(database, earlier, FIRST, HERE, NOW)
    opened = join(database, link, FIRST, HERE, NOW)
    assert opened.standing == Standing.MUST_ENROL
    with database.read() as session:
        seat = seat_of(session, opened.secret, NOW)
        assert seat is not None
        assert seat.viewer.name == "Quản trị 1"
        assert seat.viewer.roles == {Role.ADMINISTRATOR}
    before = all_accounts(database)
    with pytest.raises(NotFoundError):
        join(database, link, Wanted(PASSWORD, "Kẻ gian", "kegian"), HERE, NOW)
    assert all_accounts(database) == before
    with database.write() as session:
        assert first_administrator_link(session, NOW) is None


def test_a_first_link_is_worth_nothing_once_there_is_an_administrator(catalogue: Catalogue) -> None:
    link = first_link(catalogue.database)
    with catalogue.database.write() as session:
        issue_token(session, "Quản trị 2", Role.ADMINISTRATOR, None, NOW)
    with pytest.raises(NotFoundError):
        join(catalogue.database, link, FIRST, HERE, NOW)


def test_only_the_hash_of_a_link_is_kept_and_looking_uses_nothing_up(catalogue: Catalogue) -> None:
    link = invited(catalogue.database)
    before = all_accounts(catalogue.database)
    for _ in range(3):
        with catalogue.database.read() as session:
            seen = invited_by(session, link, NOW)
        assert (seen.purpose, seen.name, seen.sign_in_name) == (
            LinkPurpose.INVITATION, "Biên tập 1", "bien.tap.1")  # fmt: skip
    assert all_accounts(catalogue.database) == before
    with catalogue.database.read() as session:
        assert list(session.scalars(sa.text("SELECT sha256 FROM one_time_link"))) == [digest(link)]


@pytest.mark.parametrize("link", ["", "x", "x" * 100_000, "\x00", "\ud800", "' OR 1=1 --"])
def test_a_forged_link_leads_nowhere(catalogue: Catalogue, link: str) -> None:
    invited(catalogue.database)
    before = all_accounts(catalogue.database)
    with pytest.raises(NotFoundError):
        join(catalogue.database, link, FIRST, HERE, NOW)
    assert all_accounts(catalogue.database) == before


def test_of_many_who_use_a_link_at_once_one_gets_in(catalogue: Catalogue) -> None:
    link = first_link(catalogue.database)

    def attempt(number: int) -> bool:
        try:
            join(catalogue.database, link, Wanted(PASSWORD, f"Quản trị {number}", f"q{number}"), HERE, NOW)
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(1, 7))) == 1
    assert catalogue.count("account") == 1


def test_an_invitation_ends_after_72_hours_and_a_reset_after_24(catalogue: Catalogue) -> None:
    database = catalogue.database
    link = invited(database)
    with pytest.raises(NotFoundError):
        join(database, link, FIRST, HERE, NOW + timedelta(hours=72))
    join(database, link, FIRST, HERE, NOW + timedelta(hours=71))
    with database.write() as session:
        person = session.scalar(sa.text("SELECT person_id FROM account")) or 0
        link = reset_access(Office(session, None, NOW), person).secret or ""
    with pytest.raises(NotFoundError):
        join(database, link, FIRST, HERE, NOW + timedelta(hours=24))
    join(database, link, FIRST, HERE, NOW + timedelta(hours=23))


def test_a_second_invitation_replaces_the_first_and_names_are_kept_apart(catalogue: Catalogue) -> None:
    database = catalogue.database
    first, second = invited(database), invited(database)
    with pytest.raises(NotFoundError):
        join(database, first, FIRST, HERE, NOW)
    join(database, second, FIRST, HERE, NOW)
    invited(database, "Biên Tập 1")
    assert catalogue.count("account", "sign_in_name IN ('bien.tap.1', 'bien.tap.12')") == 2


@pytest.mark.parametrize(
    ("name", "sign_in_name", "code"),
    [
        ("  ", None, "NAME_MISSING"),
        ("x" * 201, None, "TOO_LONG"),
        ("Biên\x00tập", None, "CONTROL_CHARACTER"),
        ("Biên\u202etập", None, "HIDDEN_CHARACTER"),
        ("Biên tập 1", "x", "SIGN_IN_NAME_FORM"),
        ("Biên tập 1", "x" * 61, "SIGN_IN_NAME_FORM"),
        ("Biên tập 1", "biên tập", "SIGN_IN_NAME_FORM"),
        ("Biên tập 1", "a\x00b", "SIGN_IN_NAME_FORM"),
        ("Biên tập 1", "da.co", "SIGN_IN_NAME_TAKEN"),
        ("Biên tập 1", "DA.CO", "SIGN_IN_NAME_TAKEN"),
        ("Đã có", None, "ACCOUNT_EXISTS"),
        ("Catalog", None, "NAME_RESERVED"),
        ("catalóg", None, "NAME_RESERVED"),
    ],
)
def test_names_that_will_not_do_are_told_and_nothing_is_kept(
    catalogue: Catalogue, name: str, sign_in_name: str | None, code: str
) -> None:
    join(catalogue.database, invited(catalogue.database, "Đã có"), FIRST, HERE, NOW)
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError) as refused, catalogue.database.write() as session:
        invite(Office(session, None, NOW), name, Role.EDITOR, None, sign_in_name)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert all(problem.message.vi and problem.message.en for problem in refused.value.problems)
    assert all_accounts(catalogue.database) == before


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("ngắn", "Quản trị 1", "quantri"),
        Wanted(PASSWORD, "", "quantri"),
        Wanted(PASSWORD, "Quản\x00trị", "quantri"),
        Wanted(PASSWORD, "x" * 5000, "quantri"),
        Wanted(PASSWORD, "Quản trị 1", ""),
        Wanted("x" * 129, "Quản trị 1", "quantri"),
        Wanted("quan tri 111111", "Quản trị", "quantri"),
        Wanted(PASSWORD, "Ứng dụng 1", "quantri"),
        Wanted(PASSWORD, "CATALOG", "quantri"),
    ],
)
def test_a_link_is_not_used_up_by_names_and_passwords_that_will_not_do(
    catalogue: Catalogue, wanted: Wanted
) -> None:
    with catalogue.database.write() as session:
        issue_token(session, "Ứng dụng 1", Role.APP_DEVELOPER, None, NOW)
    link = first_link(catalogue.database)
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError):
        join(catalogue.database, link, wanted, HERE, NOW)
    assert all_accounts(catalogue.database) == before
    assert join(catalogue.database, link, FIRST, HERE, NOW)


def test_a_reset_takes_password_second_factor_sessions_and_tokens_away_at_once(catalogue: Catalogue) -> None:
    database = catalogue.database
    boss, reviewer = administrator(database), member(database, Role.REVIEWER)
    with database.write() as session:
        token = issue_token(session, reviewer.viewer(NOW).name, Role.REVIEWER, None, NOW)
        link = reset_access(Office(session, acting(boss), NOW), reviewer.person_id).secret or ""
    with database.read() as session:
        assert seat_of(session, reviewer.secret, NOW) is None
        with pytest.raises(UnauthenticatedError):
            identify(session, token, NOW)
    with pytest.raises(UnauthenticatedError):
        sign_in(database, reviewer.sign_in_name, PASSWORD, HERE, NOW)
    assert catalogue.count("recovery_code", f"person_id = {reviewer.person_id}") == 0
    assert join(database, link, Wanted(PASSWORD), HERE, NOW).standing == Standing.MUST_ENROL


@pytest.mark.parametrize("is_pending", [True, False])
def test_an_equal_name_makes_nobody_the_same_person(catalogue: Catalogue, is_pending: bool) -> None:
    boss = administrator(catalogue.database)
    if is_pending:
        invited(catalogue.database)
    else:
        with catalogue.database.write() as session:
            issue_token(session, "Biên tập 1", Role.EDITOR, None, NOW)
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError) as refused, catalogue.database.write() as session:
        invite(Office(session, boss.viewer(NOW), NOW), "Biên tập 1", Role.REVIEWER, None)
    assert [problem.code for problem in refused.value.problems] == ["PERSON_EXISTS"]
    assert all_accounts(catalogue.database) == before


def test_every_link_is_told_in_the_history(catalogue: Catalogue) -> None:
    boss = administrator(catalogue.database)
    with catalogue.database.write() as session:
        made = invite(Office(session, boss.viewer(NOW), NOW), "Biên tập 1", Role.EDITOR, None)
        reset_access(Office(session, None, NOW), made.person_id)
    query = """SELECT actor_name, subject_kind, subject_key, "after" FROM history_entry ORDER BY sequence"""
    with catalogue.database.read() as session:
        told = [tuple(row) for row in session.execute(sa.text(query)) if '"link"' in str(row)]
    assert [row[:3] for row in told] == [
        ("catalog", "CATALOGUE", "first-administrator"),
        ("Quản trị 1", "PERSON", str(made.person_id)),
        ("catalog", "PERSON", str(made.person_id)),
    ]
    for row, purpose in zip(told, LinkPurpose, strict=True):
        assert purpose in row[3]


def test_nobody_invites_himself(catalogue: Catalogue) -> None:
    boss = administrator(catalogue.database)
    before = all_accounts(catalogue.database)
    with pytest.raises(ForbiddenError), catalogue.database.write() as session:
        invite(Office(session, acting(boss), NOW), "Quản trị 1", Role.REVIEWER, None)
    assert all_accounts(catalogue.database) == before


def test_no_secret_is_in_the_history(catalogue: Catalogue) -> None:
    database = catalogue.database
    boss, reviewer = administrator(database), member(database, Role.REVIEWER)
    with database.write() as session:
        link = reset_access(Office(session, acting(boss), NOW), reviewer.person_id).secret or ""
        token = issue_token(session, "Ứng dụng 1", Role.APP_DEVELOPER, None, NOW)
    with database.read() as session:
        written = "\n".join(str(tuple(r)) for r in session.execute(sa.text("SELECT * FROM history_entry")))
        kept = session.execute(sa.text("SELECT password_hash, totp_secret FROM account")).all()
    secrets = [link, token, boss.secret, reviewer.secret, boss.totp, *boss.codes, PASSWORD,
               *(value for row in kept for value in row if value)]  # fmt: skip
    secrets += [digest(secret) for secret in secrets if secret]
    assert [secret for secret in secrets if secret and secret in written] == []
    for action in ("CREATE_PERSON", "GRANT_ROLE", "CHANGE_PASSWORD", "CHANGE_SECOND_FACTOR", "SIGN_IN",
                   "SIGN_OUT", "CREATE_TOKEN"):  # fmt: skip
        assert action in written, action
