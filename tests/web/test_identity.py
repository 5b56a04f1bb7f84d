"""Whose token or cookie counts, and for what: READ tokens change nothing, a foreign page's cookie is no cookie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
)

from catalog.people.office import Office
from catalog.people.tokens import create_token
from catalog.roles import Acting
from catalog.terms import Role, TokenScope
from schema.build import public_schema
from schema.nodes import write_id
from tests.catalogue import Catalogue
from tests.people import Someone, all_accounts, member
from tests.staff import everything, id_of
from tests.web.accounts import Guest, Site, open_site

SCHEMA = public_schema()._schema
ME = "{ viewer { name } }"
CHANGE = 'mutation { createAccessToken(input: {label: "a", scopes: [READ]}) { secret } }'
SURROGATE = write_id("DigitalSurrogate", "DB-S-00001.IMG01")
IDS = {
    "endRole": write_id("PersonRole", "1"),
    "revokeAccessToken": write_id("AccessToken", "0" * 16),
    "revokeTokenOf": write_id("AccessToken", "0" * 16),
    **dict.fromkeys(
        ("describeSurrogate", "removeSurrogate", "withdrawSurrogate", "readmitSurrogate"), SURROGATE
    ),
}


@pytest.fixture
def site(catalogue: Catalogue) -> Iterator[Site]:
    with open_site(catalogue) as opened:
        yield opened


@pytest.fixture
def editor(site: Site) -> Someone:
    return member(site.catalogue.database, Role.EDITOR)


@pytest.fixture
def guest(site: Site, editor: Someone) -> Guest:
    arrived = site.guest()
    arrived.sign_in(editor)
    return arrived


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", [])]


def token_of(site: Site, someone: Someone, scope: TokenScope) -> str:
    viewer = someone.viewer(site.time.now)
    with site.catalogue.database.write() as session:
        office = Office(session, Acting(viewer.person_id, viewer.name, viewer.grants), site.time.now)
        return create_token(office, viewer, "thử", scope).secret or ""


def sample(kind: Any, name: str, mutation: str) -> str:
    """A value of a type, as it is written in a document; only what must be given."""
    if isinstance(kind, GraphQLNonNull):
        return sample(kind.of_type, name, mutation)
    if isinstance(kind, GraphQLList):
        return f"[{sample(kind.of_type, name, mutation)}]"
    if isinstance(kind, GraphQLEnumType):
        return str(next(iter(kind.values)))
    if isinstance(kind, GraphQLInputObjectType):
        return f"{{{arguments(kind.fields, mutation)}}}"
    if kind.name == "ID":
        named = {"person": write_id("Person", "1"), "order": SURROGATE}.get(name)
        return f'"{named or IDS.get(mutation) or id_of("DB-S-00001")}"'
    return {"Int": "1", "Float": "1", "Boolean": "true", "Date": '"2026-01-01"'}.get(kind.name, '"x"')


def arguments(fields: Any, mutation: str) -> str:
    return ", ".join(
        f"{name}: {sample(field.type, name, mutation)}"
        for name, field in fields.items()
        if isinstance(field.type, GraphQLNonNull)
    )


def mutations() -> Iterator[tuple[str, str]]:
    """A document for every mutation that there is."""
    assert SCHEMA.mutation_type is not None
    for name, field in SCHEMA.mutation_type.fields.items():
        given = arguments(field.args, name)
        below = "{ __typename }" if isinstance(get_named_type(field.type), GraphQLObjectType) else ""
        yield name, f"mutation {{ {name}{f'({given})' if given else ''} {below} }}"


def test_a_token_for_reading_changes_nothing_whatever_is_asked(site: Site, editor: Someone) -> None:
    headers = {"Authorization": f"Bearer {token_of(site, editor, TokenScope.READ)}"}
    guest = site.guest()
    assert guest.ask(ME, headers).json()["data"]["viewer"] is not None
    before = all_accounts(site.catalogue.database), everything(site.catalogue)
    tried = 0
    for name, document in mutations():
        assert codes(guest.ask(document, headers)) == ["FORBIDDEN"], name
        tried += 1
    assert tried >= 19
    assert (all_accounts(site.catalogue.database), everything(site.catalogue)) == before
    writing = {"Authorization": f"Bearer {token_of(site, editor, TokenScope.WRITE)}"}
    assert codes(guest.ask("mutation { endSessions { endedCount } }", writing)) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"GraphQL-Require-Preflight": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[bad"},
        {"GraphQL-Require-Preflight": "", "Origin": "https://evil.example"},
    ],
)
def test_a_cookie_that_a_foreign_page_could_have_sent_changes_nothing(
    site: Site, guest: Guest, headers: dict[str, str]
) -> None:
    before = all_accounts(site.catalogue.database), everything(site.catalogue)
    for name, document in mutations():
        assert codes(guest.ask(document, headers)) == ["FORBIDDEN"], name
    assert (all_accounts(site.catalogue.database), everything(site.catalogue)) == before
    answer = guest.ask(ME, headers)
    assert answer.json()["data"] == {"viewer": None}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_cookie_counts_beside_the_header_from_our_own_pages_and_without_an_origin(
    site: Site, guest: Guest, editor: Someone
) -> None:
    name = editor.viewer(site.time.now).name
    assert guest.ask(ME).json()["data"] == {"viewer": {"name": name}}
    del guest.client.headers["Origin"]
    assert guest.ask(ME).json()["data"] == {"viewer": {"name": name}}
    assert codes(guest.ask(CHANGE)) == []


def test_a_get_with_a_cookie_is_answered_as_the_public_is(guest: Guest) -> None:
    answer = guest.get(f"/graphql?query={ME}")
    assert answer.json()["data"] == {"viewer": None}


def test_a_token_beside_a_cookie_is_what_counts(site: Site, guest: Guest) -> None:
    headers = {"Authorization": "Bearer dbt_wrong"}
    assert guest.ask(ME, headers).status_code == 401
    other = member(site.catalogue.database, Role.APP_DEVELOPER)
    headers = {"Authorization": f"Bearer {token_of(site, other, TokenScope.READ)}"}
    assert guest.ask(ME, headers).json()["data"]["viewer"] == {"name": other.viewer(site.time.now).name}


def test_a_session_that_waits_for_its_second_factor_changes_nothing(site: Site) -> None:
    reviewer = member(site.catalogue.database, Role.REVIEWER)
    guest = site.guest()
    guest.post("/account/sign-in", name=reviewer.sign_in_name, password="núi cao suối sâu 7")
    before = all_accounts(site.catalogue.database)
    for name, document in mutations():
        assert codes(guest.ask(document)) == ["UNAUTHENTICATED"], name
    assert all_accounts(site.catalogue.database) == before


def test_a_request_for_another_person_than_who_is_signed_in_changes_and_reads_nothing(
    site: Site, guest: Guest, editor: Someone
) -> None:
    other = member(site.catalogue.database, Role.EDITOR).viewer(site.time.now)
    before = all_accounts(site.catalogue.database), everything(site.catalogue)
    for named in (write_id("Person", str(other.person_id)), write_id("Site", "1"), "x", "%00", "-"):
        headers = {"Acting-As": named}
        for name, document in mutations():
            assert codes(guest.ask(document, headers)) == ["UNAUTHENTICATED"], name
        answer = guest.ask(ME, headers)
        assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])
        assert "Another person is signed in" in guest.ask(ME, {**headers, "Accept-Language": "en"}).text
        assert "tài khoản khác" in guest.ask(ME, {**headers, "Accept-Language": "vi"}).text
    assert (all_accounts(site.catalogue.database), everything(site.catalogue)) == before


def test_a_request_for_whoever_is_signed_in_is_answered_and_for_nobody_any_more_is_not(
    site: Site, guest: Guest, editor: Someone
) -> None:
    own: dict[str, str] = {"Acting-As": write_id("Person", str(editor.viewer(site.time.now).person_id))}
    assert guest.ask("{ me { id } }", own).json()["data"] == {"me": {"id": own["Acting-As"]}}
    assert codes(guest.ask(CHANGE, own)) == []
    bearer = {"Authorization": f"Bearer {token_of(site, editor, TokenScope.WRITE)}"}
    assert codes(site.guest().ask("mutation { endSessions { endedCount } }", {**bearer, **own})) == []
    before = all_accounts(site.catalogue.database)
    answer = site.guest().ask(CHANGE, own)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])
    assert all_accounts(site.catalogue.database) == before


@pytest.mark.parametrize("header", ["Bearer", "Basic eDp5", "Bearer " + "x" * 5000, "x"])
def test_a_forged_token_turns_the_whole_request_away(site: Site, header: str) -> None:
    before = all_accounts(site.catalogue.database)
    for document in (ME, CHANGE):
        answer = site.guest().ask(document, {"Authorization": header})
        assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])
    assert all_accounts(site.catalogue.database) == before
