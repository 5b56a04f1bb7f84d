"""Bearer tokens: what is kept of them, how long and for what they are good."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalog.errors import NotFoundError, ProblemsError, UnauthenticatedError
from catalog.people import Viewer, identify, issue_token
from catalog.people.office import Done, Office
from catalog.people.opaque import digest
from catalog.people.revoking import tokens_of
from catalog.people.tokens import create_token, key_of, revoke_token
from catalog.roles import Acting
from catalog.terms import Role, TokenScope
from tests.catalogue import NOW, Catalogue
from tests.people import all_accounts, member

DAY = timedelta(days=1)


def issued(catalogue: Catalogue, name: str = "Ứng dụng 1") -> tuple[str, Viewer]:
    with catalogue.database.write() as session:
        token = issue_token(session, name, Role.APP_DEVELOPER, None, NOW)
    return token, known(catalogue, token)


def known(catalogue: Catalogue, token: str, days: float = 0) -> Viewer:
    with catalogue.database.read() as session:
        return identify(session, token, NOW + days * DAY)


def signed_in(catalogue: Catalogue) -> Viewer:
    return member(catalogue.database, Role.EDITOR).viewer(NOW)


def made(catalogue: Catalogue, viewer: Viewer, scope: TokenScope, days: int | None = None) -> Done:
    with catalogue.database.write() as session:
        office = Office(session, Acting(viewer.person_id, viewer.name, viewer.grants), NOW)
        return create_token(office, viewer, "Bản đồ thành phố", scope, days)


def test_a_token_is_256_random_bits_of_which_the_hash_is_kept_and_the_beginning_shown(
    catalogue: Catalogue,
) -> None:
    token, viewer = issued(catalogue)
    assert token.startswith("dbt_")
    assert len(token) == 4 + 43
    with catalogue.database.read() as session:
        (kept,) = tokens_of(session, viewer.person_id, NOW)
    assert (kept.sha256, kept.prefix) == (digest(token), token[:10])


def test_a_token_ends_by_itself_and_when_it_is_revoked(catalogue: Catalogue) -> None:
    token, viewer = issued(catalogue)
    assert known(catalogue, token, 89.9)
    with pytest.raises(UnauthenticatedError):
        known(catalogue, token, 90)
    short = made(catalogue, signed_in(catalogue), TokenScope.READ, 1)
    with pytest.raises(UnauthenticatedError):
        known(catalogue, short.secret or "", 1)
    with catalogue.database.write() as session:
        office = Office(session, Acting(viewer.person_id, viewer.name, viewer.grants), NOW)
        revoke_token(office, viewer.person_id, key_of(digest(token)))
    with pytest.raises(UnauthenticatedError):
        known(catalogue, token)


def test_a_token_says_what_it_is_good_for(catalogue: Catalogue) -> None:
    viewer = signed_in(catalogue)
    for scope in TokenScope:
        assert known(catalogue, made(catalogue, viewer, scope).secret or "").scope == scope


@pytest.mark.parametrize("token", ["", "x", "dbt_", "dbt_" + "A" * 43, "x" * 100_000, "\x00", "\ud800"])
def test_a_forged_token_is_nobodys(catalogue: Catalogue, token: str) -> None:
    issued(catalogue)
    with pytest.raises(UnauthenticatedError):
        known(catalogue, token)


@pytest.mark.parametrize(
    ("label", "days", "code"),
    [("", 1, "LABEL_MISSING"), ("x" * 81, 1, "TOO_LONG"), ("a\x00b", 1, "CONTROL_CHARACTER"),
     ("a", 0, "LIFE_OUT_OF_RANGE"), ("a", -(2**31), "LIFE_OUT_OF_RANGE"), ("a", 2**31 - 1, "LIFE_OUT_OF_RANGE")],
)  # fmt: skip
def test_a_token_with_an_odd_label_or_life_is_not_made(
    catalogue: Catalogue, label: str, days: int, code: str
) -> None:
    viewer = signed_in(catalogue)
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError) as refused, catalogue.database.write() as session:
        office = Office(session, Acting(viewer.person_id, viewer.name, viewer.grants), NOW)
        create_token(office, viewer, label, TokenScope.READ, days)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert all_accounts(catalogue.database) == before


def test_nobody_revokes_the_token_of_another(catalogue: Catalogue) -> None:
    token, _ = issued(catalogue)
    _, other = issued(catalogue, "Ứng dụng 2")
    before = all_accounts(catalogue.database)
    with pytest.raises(NotFoundError), catalogue.database.write() as session:
        office = Office(session, Acting(other.person_id, other.name, other.grants), NOW)
        revoke_token(office, other.person_id, key_of(digest(token)))
    assert all_accounts(catalogue.database) == before


def test_a_token_issued_before_tokens_had_a_beginning_still_works(catalogue: Catalogue) -> None:
    token, _ = issued(catalogue)
    with catalogue.database.write() as session:
        session.execute(sa.text("UPDATE access_token SET prefix = NULL, label = NULL"))
    assert known(catalogue, token).scope == TokenScope.WRITE
