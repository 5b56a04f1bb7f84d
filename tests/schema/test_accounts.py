"""People and accounts through the public schema: who may, what is answered once, and that no secret is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.people import identify
from catalog.people.directory import deeds_of
from catalog.people.links import invited_by
from catalog.people.opaque import digest
from catalog.roles import POLICY, Deed
from catalog.terms import Role
from schema.build import public_schema
from schema.nodes import write_id
from schema.permissions import guarded_fields
from tests.catalogue import NOW, Catalogue, clock
from tests.people import administrator, all_accounts, member
from tests.staff import MUONG_PHANG, code_of, someone

SCHEMA = public_schema()._schema
ABOUT_PEOPLE = {
    Deed.READ_OWN_ACCOUNT,
    Deed.MANAGE_OWN_ACCOUNT,
    Deed.READ_PEOPLE,
    Deed.MANAGE_PEOPLE,
    Deed.TAKE_LESSON,
    Deed.READ_LESSONS,
}
ROLE_ID = write_id("PersonRole", "1")
P = "problems { code field message }"
INVITE = f"""mutation ($input: InvitePersonInput!, $key: String) {{
    invitePerson(input: $input, idempotencyKey: $key) {{ person {{ id name signInName }} link {P} }} }}"""
GIVE = f"""mutation ($person: ID!, $role: Role!, $unit: String) {{
    giveRole(person: $person, role: $role, unit: $unit) {{ person {{ roles {{ id role unit {{ code }} }} }} {P} }} }}"""
CREATE = f"""mutation ($input: CreateAccessTokenInput!, $key: String) {{
    createAccessToken(input: $input, idempotencyKey: $key) {{ accessToken {{ id label scopes prefix }} secret {P} }} }}"""
FIELDS = {
    "Query.me": "query { me { name } }",
    "Query.people": "query { people { totalCount } }",
    "Query.person": "query ($person: ID!) { person(id: $person) { name accessTokens { id } } }",
    "Mutation.invitePerson": 'mutation { invitePerson(input: {name: "Mới", role: EDITOR}) { link } }',
    "Mutation.giveRole": "mutation ($person: ID!) { giveRole(person: $person, role: EDITOR) { person { id } } }",
    "Mutation.endRole": f'mutation {{ endRole(id: "{ROLE_ID}") {{ person {{ id }} }} }}',
    "Mutation.deactivatePerson": "mutation ($person: ID!) { deactivatePerson(person: $person) { person { id } } }",
    "Mutation.reactivatePerson": "mutation ($person: ID!) { reactivatePerson(person: $person) { person { id } } }",
    "Mutation.resetAccess": "mutation ($person: ID!) { resetAccess(person: $person) { link } }",
    "Mutation.signOutPerson": "mutation ($person: ID!) { signOutPerson(person: $person) { endedCount } }",
    "Mutation.issueAppToken": 'mutation { issueAppToken(input: {app: "Bản đồ", label: "a"}) { secret } }',
    "Mutation.revokeTokenOf": 'mutation ($person: ID!) { revokeTokenOf(person: $person, id: "x") { person { id } } }',
    "Mutation.createAccessToken": 'mutation { createAccessToken(input: {label: "a", scopes: [READ]}) { secret } }',
    "Mutation.revokeAccessToken": 'mutation { revokeAccessToken(id: "x") { problems { code } } }',
    "Query.lessonCounts": "query { lessonCounts { people begun finished } }",
    "LessonCount.entries": "query { lessonCounts { entries { name } } }",
    "Mutation.noteLessonStep": "mutation { noteLessonStep(lesson: FIRST_SITE_1, step: FIND) { steps { step } } }",
    "Mutation.endSessions": "mutation { endSessions { endedCount } }",
}
"""A document for each field about people; the table is held complete by a test."""


@dataclass
class Team:
    """An administrator with an account, and an editor to whom things are done."""

    catalogue: Catalogue
    boss: Catalogue
    editor: Catalogue
    editor_id: str


@pytest.fixture
def team(catalogue: Catalogue) -> Team:
    boss, editor = administrator(catalogue.database), member(catalogue.database, Role.EDITOR)
    return Team(catalogue, boss.sees(NOW), editor.sees(NOW), write_id("Person", str(editor.person_id)))


@pytest.fixture(scope="module")
def everybody(
    loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Role, Catalogue]]:
    file = copy(loaded_sqlite_template, tmp_path_factory.mktemp("people") / "c.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database:
        unit = {Role.COMMUNE_OFFICER: MUONG_PHANG}
        yield {role: someone(Catalogue(database), role, unit.get(role)) for role in Role}


def needed(document: str, **variables: Any) -> dict[str, Any]:
    """Only the variables that a document names."""
    return {name: value for name, value in variables.items() if f"${name}" in document}


def test_every_field_about_people_has_its_document_here() -> None:
    guarded = {name for name, deed in guarded_fields(SCHEMA) if deed in ABOUT_PEOPLE}
    assert guarded == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_each_role_is_denied_what_the_policy_denies_and_nothing_changes(
    everybody: dict[Role, Catalogue], field: str
) -> None:
    deed, document = dict(guarded_fields(SCHEMA))[field], FIELDS[field]
    allowed = {rule.role for rule in POLICY if rule.deed == deed}
    editor = everybody[Role.EDITOR].viewer
    assert editor is not None
    variables = needed(document, person=write_id("Person", str(editor.person_id)))
    for role in set(Role) - allowed:
        before = all_accounts(everybody[role].database)
        answer = everybody[role].ask(document, **variables)
        assert [code_of(error) for error in answer.errors] == ["FORBIDDEN"], role
        assert all_accounts(everybody[role].database) == before
    stranger = Catalogue(everybody[Role.EDITOR].database)
    before = all_accounts(stranger.database)
    answer = stranger.ask(document, **variables)
    if field == "Query.me":
        assert answer.data == {"me": None}
    else:
        assert [code_of(error) for error in answer.errors] == ["UNAUTHENTICATED"]
    assert all_accounts(stranger.database) == before


@pytest.mark.parametrize("role", Role)
def test_everybody_sees_the_own_roles_and_permissions(everybody: dict[Role, Catalogue], role: Role) -> None:
    person = everybody[role]
    me = person.data("{ me { name signInName secondFactor roles { role unit { code } } permissions lastSeen "
                     "accessTokens { label scopes prefix lastUsedAt } sessionCount } }")["me"]  # fmt: skip
    assert person.viewer is not None
    assert me["name"] == person.viewer.name
    unit = {"code": MUONG_PHANG} if role == Role.COMMUNE_OFFICER else None
    assert me["roles"] == [{"role": role, "unit": unit}]
    assert me["permissions"] == [d for d in Deed if any((r.deed, r.role) == (d, role) for r in POLICY)]
    assert me["permissions"] == deeds_of(person.viewer)
    assert me["accessTokens"][0]["scopes"] == ["READ", "WRITE"]
    assert (me["signInName"], me["sessionCount"]) == (None, 0)


def test_an_administrator_may_neither_approve_nor_publish_nor_write(everybody: dict[Role, Catalogue]) -> None:
    me = everybody[Role.ADMINISTRATOR].data("{ me { permissions } }")["me"]
    assert set(me["permissions"]) == ABOUT_PEOPLE | {Deed.VERIFY_HISTORY, Deed.READ_HEALTH}


def test_administrators_see_everybody_in_pages_of_the_alphabet(everybody: dict[Role, Catalogue]) -> None:
    document = "query ($after: String) { people(first: 3, after: $after) { totalCount edges { node { id name } } pageInfo { hasNextPage endCursor } } }"
    names, after = [], None
    while True:
        page = everybody[Role.ADMINISTRATOR].data(document, after=after)["people"]
        names += [edge["node"]["name"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(names) == len(set(names)) == page["totalCount"] == len(Role)


def test_nothing_about_a_person_in_the_schema_is_a_secret() -> None:
    for kind in ("PersonAccount", "PersonDetail", "FormerRole", "Me", "AccessToken", "PersonRole"):
        names = {name.lower() for name in SCHEMA.type_map[kind].fields}  # type: ignore[attr-defined]
        assert [n for n in names if any(w in n for w in ("password", "secret", "hash", "totp", "code"))] == []


def test_an_invitation_is_answered_once_and_a_retry_holds_no_secret(team: Team) -> None:
    document = {"name": "Cán bộ xã 1", "role": "COMMUNE_OFFICER", "unit": MUONG_PHANG}
    first = team.boss.data(INVITE, input=document, key="k1")["invitePerson"]
    assert first["person"]["signInName"] == "can.bo.xa.1"
    secret = first["link"].removeprefix("/account/join/")
    with team.catalogue.database.read() as session:
        assert invited_by(session, secret, NOW).name == "Cán bộ xã 1"
        kept = "".join(session.scalars(sa.text("SELECT outcome FROM answered_request")))
    assert secret not in kept
    assert digest(secret) not in kept
    before = all_accounts(team.catalogue.database)
    assert team.boss.data(INVITE, input=document, key="k1")["invitePerson"] == {**first, "link": None}
    assert all_accounts(team.catalogue.database) == before
    answer = team.boss.ask(INVITE, input={**document, "name": "Khác"}, key="k1")
    assert code_of(answer.errors[0]) == "BAD_REQUEST"


def test_a_token_is_answered_once_and_a_retry_holds_no_secret(team: Team) -> None:
    document = {"label": "Bản đồ", "scopes": ["READ"], "days": 30}
    first = team.editor.data(CREATE, input=document, key="k1")["createAccessToken"]
    with team.catalogue.database.read() as session:
        assert identify(session, first["secret"], NOW).scope == "READ"
        kept = "".join(session.scalars(sa.text("SELECT outcome FROM answered_request")))
    assert first["secret"] not in kept
    before = all_accounts(team.catalogue.database)
    again = team.editor.data(CREATE, input=document, key="k1")["createAccessToken"]
    assert again == {**first, "secret": None}
    assert all_accounts(team.catalogue.database) == before
    revoke = "mutation ($id: ID!) { revokeAccessToken(id: $id) { problems { code } } }"
    assert code_of(team.boss.ask(revoke, id=first["accessToken"]["id"]).errors[0]) == "NOT_FOUND"
    assert team.editor.data(revoke, id=first["accessToken"]["id"])["revokeAccessToken"] == {"problems": []}
    assert code_of(team.editor.ask(revoke, id=first["accessToken"]["id"]).errors[0]) == "NOT_FOUND"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"name": " "}, ("NAME_MISSING", "name")),
        ({"name": "x" * 201}, ("TOO_LONG", "name")),
        ({"name": "a\x00b"}, ("CONTROL_CHARACTER", "name")),
        ({"signInName": "Biên tập"}, ("SIGN_IN_NAME_FORM", "signInName")),
        ({"signInName": "quantri"}, ("SIGN_IN_NAME_TAKEN", "signInName")),
        ({"role": "COMMUNE_OFFICER"}, ("UNKNOWN_UNIT", "unit")),
        ({"role": "COMMUNE_OFFICER", "unit": "03\x00"}, ("UNKNOWN_UNIT", "unit")),
        ({"role": "COMMUNE_OFFICER", "unit": "FORMER"}, ("UNIT_DISSOLVED", "unit")),
        ({"unit": MUONG_PHANG}, ("UNIT_NOT_WANTED", "unit")),
    ],
)
def test_what_a_person_can_put_right_is_a_problem_in_both_languages(
    team: Team, given: dict[str, str], problem: tuple[str, str]
) -> None:
    with team.catalogue.database.read() as session:
        former = session.scalar(
            sa.text("SELECT min(code) FROM admin_unit WHERE valid_to IS NOT NULL AND level = 'COMMUNE' "
                    "AND code NOT IN (SELECT code FROM admin_unit WHERE valid_to IS NULL)")
        )  # fmt: skip
    given = {key: str(former) if value == "FORMER" else value for key, value in given.items()}
    before = all_accounts(team.catalogue.database)
    payload = team.boss.data(INVITE, input={"name": "Người mới", "role": "EDITOR", **given})["invitePerson"]
    assert (payload["person"], payload["link"]) == (None, None)
    assert [(p["code"], p["field"]) for p in payload["problems"]] == [problem]
    assert all_accounts(team.catalogue.database) == before


def test_roles_are_given_and_ended_and_people_leave_and_come_back(team: Team) -> None:
    given = team.boss.data(GIVE, person=team.editor_id, role="COMMUNE_OFFICER", unit=MUONG_PHANG)["giveRole"]
    assert [role["role"] for role in given["person"]["roles"]] == ["EDITOR", "COMMUNE_OFFICER"]
    end = "mutation ($id: ID!) { endRole(id: $id) { person { roles { role } } problems { code } } }"
    ended = team.boss.data(end, id=given["person"]["roles"][0]["id"])["endRole"]
    assert ended == {"person": {"roles": [{"role": "COMMUNE_OFFICER"}]}, "problems": []}
    for name, is_out in (("deactivatePerson", True), ("reactivatePerson", False)):
        document = f"mutation ($person: ID!) {{ {name}(person: $person) {{ person {{ deactivatedAt }} }} }}"
        answer = team.boss.data(document, person=team.editor_id)[name]
        assert (answer["person"]["deactivatedAt"] is not None) is is_out
    assert team.catalogue.count("sign_in_session", "ended_at IS NULL") == 1


def test_nobody_gives_a_role_to_himself_and_the_last_administrator_stays(team: Team) -> None:
    own = team.boss.data("{ me { id roles { id } } }")["me"]
    before = all_accounts(team.catalogue.database)
    assert code_of(team.boss.ask(GIVE, person=own["id"], role="EDITOR").errors[0]) == "FORBIDDEN"
    for name, argument, value in (
        ("deactivatePerson", "person", own["id"]),
        ("endRole", "id", own["roles"][0]["id"]),
    ):
        document = f'mutation {{ {name}({argument}: "{value}") {{ problems {{ code }} }} }}'
        assert team.boss.data(document)[name] == {"problems": [{"code": "LAST_ADMINISTRATOR"}]}
    assert all_accounts(team.catalogue.database) == before


@pytest.mark.parametrize("identifier", ["", "x", write_id("Site", "1"), write_id("Person", "0"), write_id("Person", "9" * 40),
                                        write_id("Person", "-1"), write_id("Person", "1 OR 1=1"), write_id("Person", "٣")])  # fmt: skip
def test_an_identifier_of_nobody_is_not_found(team: Team, identifier: str) -> None:
    before = all_accounts(team.catalogue.database)
    fields = (
        "giveRole",
        "deactivatePerson",
        "reactivatePerson",
        "resetAccess",
        "signOutPerson",
        "revokeTokenOf",
    )
    for field in fields:
        answer = team.boss.ask(FIELDS[f"Mutation.{field}"], person=identifier)
        assert [code_of(error) for error in answer.errors] == ["NOT_FOUND"]
    assert team.boss.data(FIELDS["Query.person"], person=identifier) == {"person": None}
    assert all_accounts(team.catalogue.database) == before


def test_signing_out_everywhere_ends_ones_own_sessions(team: Team) -> None:
    assert team.editor.data("mutation { endSessions { endedCount } }")["endSessions"] == {"endedCount": 1}
    assert team.catalogue.count("sign_in_session", "ended_at IS NULL") == 1
    assert clock() > NOW


PERSON = """query ($person: ID!) { person(id: $person) { name sessionCount secondFactor
    roles { role } formerRoles { role unit { code } endedAt } accessTokens { id label scopes prefix lastUsedAt expiresAt } } }"""
APP = f"""mutation ($input: IssueAppTokenInput!, $key: String) {{
    issueAppToken(input: $input, idempotencyKey: $key) {{ person {{ id name roles {{ role }} }} secret {P} }} }}"""


def test_one_person_is_seen_with_tokens_sessions_and_former_roles_in_a_stated_number_of_statements(
    team: Team,
) -> None:
    given = team.boss.data(GIVE, person=team.editor_id, role="COMMUNE_OFFICER", unit=MUONG_PHANG)["giveRole"]
    end = "mutation ($id: ID!) { endRole(id: $id) { problems { code } } }"
    team.boss.data(end, id=given["person"]["roles"][1]["id"])
    made = team.editor.data(CREATE, input={"label": "Bản đồ", "scopes": ["READ"]})["createAccessToken"]
    answer = team.boss.ask(PERSON, person=team.editor_id)
    person = answer.data["person"]
    assert [role["role"] for role in person["roles"]] == ["EDITOR"]
    assert [(r["role"], r["unit"]["code"]) for r in person["formerRoles"]] == [
        ("COMMUNE_OFFICER", MUONG_PHANG)
    ]
    assert [token["prefix"] for token in person["accessTokens"]] == [made["accessToken"]["prefix"]]
    assert person["sessionCount"] == 1
    assert len(answer.statements) <= 10, answer.statements


def test_somebody_is_signed_out_by_an_administrator_and_a_token_ended(team: Team) -> None:
    made = team.editor.data(CREATE, input={"label": "Bản đồ", "scopes": ["READ"]})["createAccessToken"]
    revoke = f"""mutation ($person: ID!, $id: ID!) {{
        revokeTokenOf(person: $person, id: $id) {{ person {{ id }} {P} }} }}"""
    token = made["accessToken"]["id"]
    own = team.boss.data("{ me { id } }")["me"]["id"]
    before = all_accounts(team.catalogue.database)
    assert code_of(team.boss.ask(revoke, person=own, id=token).errors[0]) == "NOT_FOUND"
    assert all_accounts(team.catalogue.database) == before
    assert team.boss.data(revoke, person=team.editor_id, id=token)["revokeTokenOf"]["problems"] == []
    assert team.boss.data(PERSON, person=team.editor_id)["person"]["accessTokens"] == []
    out = team.boss.data(FIELDS["Mutation.signOutPerson"], person=team.editor_id)["signOutPerson"]
    assert out == {"endedCount": 1}
    assert (
        code_of(team.editor.ask(CREATE, input={"label": "x", "scopes": ["READ"]}).errors[0])
        == "UNAUTHENTICATED"
    )


def test_an_apps_token_only_reads_is_seen_once_and_never_bears_a_persons_name(team: Team) -> None:
    first = team.boss.data(APP, input={"app": "Bản đồ Mường Thanh", "label": "Máy chủ", "days": 30}, key="k")[
        "issueAppToken"
    ]
    assert [role["role"] for role in first["person"]["roles"]] == ["APP_DEVELOPER"]
    with team.catalogue.database.read() as session:
        holder = identify(session, first["secret"], NOW)
        assert (str(holder.scope), set(holder.roles)) == ("READ", {Role.APP_DEVELOPER})
        kept = "".join(session.scalars(sa.text("SELECT outcome FROM answered_request")))
    assert first["secret"] not in kept
    again = team.boss.data(APP, input={"app": "Bản đồ Mường Thanh", "label": "Máy chủ", "days": 30}, key="k")
    assert again["issueAppToken"] == {**first, "secret": None}
    second = team.boss.data(APP, input={"app": "Bản đồ Mường Thanh", "label": "Máy thử"})["issueAppToken"]
    assert second["person"] == first["person"]
    name = team.boss.data(PERSON, person=team.editor_id)["person"]["name"]
    before = all_accounts(team.catalogue.database)
    for given, problem in (
        ({"app": name, "label": "a"}, ("NAME_OF_A_PERSON", "app")),
        ({"app": " ", "label": "a"}, ("NAME_MISSING", "name")),
        ({"app": "Ứng dụng 2", "label": " "}, ("LABEL_MISSING", "label")),
        ({"app": "Ứng dụng 2", "label": "a", "days": 366}, ("LIFE_OUT_OF_RANGE", "days")),
    ):
        payload = team.boss.data(APP, input=given)["issueAppToken"]
        assert (payload["person"], payload["secret"]) == (None, None)
        assert [(p["code"], p["field"]) for p in payload["problems"]] == [problem]
    assert all_accounts(team.catalogue.database) == before
