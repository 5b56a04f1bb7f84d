"""What a hostile or clumsy client sends to the mutations: typed, in both languages, never a 5xx, nothing changed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from catalog.people import issue_token
from catalog.settings import Settings
from catalog.terms import Role
from schema.nodes import write_id
from tests.catalogue import Catalogue, clock
from tests.staff import everything, id_of, site_input
from tests.web.serving import serving
from web.app import create_app

CREATE = """mutation ($input: CreateSiteInput!, $key: String) {
    createSite(input: $input, idempotencyKey: $key) { site { id code slug name { text } } problems { code field message } } }"""
REVISE = """mutation ($id: ID!, $version: Int!, $input: ReviseSiteInput!) {
    reviseSite(id: $id, version: $version, input: $input) { site { version } problems { code field message } } }"""


@dataclass
class Desk:
    """An editor's programme at a server."""

    catalogue: Catalogue
    http: httpx2.Client

    def send(self, query: str, language: str = "vi", **variables: Any) -> httpx2.Response:
        """A request with the editor's token."""
        body = {"query": query, "variables": variables}
        return self.http.post("/graphql", json=body, headers={"Accept-Language": language})

    def told(self, query: str, **variables: Any) -> list[tuple[str, str]]:
        """Codes and fields of the problems or errors, which must be there, change nothing, and speak both languages."""
        before = everything(self.catalogue)
        answers = {language: self.send(query, language, **variables) for language in ("vi", "en")}
        assert everything(self.catalogue) == before
        assert all(answer.status_code < 500 for answer in answers.values())
        found = {language: _complaints(answer.json()) for language, answer in answers.items()}
        assert found["vi"], answers["vi"].text
        for (code, _, in_vi), (_, _, in_en) in zip(found["vi"], found["en"], strict=True):
            assert in_vi.strip() and in_en.strip(), code
        if all(code != "BAD_REQUEST" for code, _, _ in found["vi"]):
            assert {m for _, _, m in found["vi"]} != {m for _, _, m in found["en"]}
        return [(code, field) for code, field, _ in found["vi"]]


def _complaints(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    errors = [(e["extensions"]["code"], "", e["message"]) for e in answer.get("errors", [])]
    payload = next(iter((answer.get("data") or {}).values()), None)
    problems = payload["problems"] if payload else []
    return errors + [(p["code"], p["field"] or "", p["message"]) for p in problems]


@pytest.fixture
def desk(catalogue: Catalogue) -> Iterator[Desk]:
    with catalogue.database.write() as session:
        token = issue_token(session, "Biên tập", Role.EDITOR, None, clock())
    with serving(create_app(Settings(), catalogue.database, clock)) as url:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/graphql-response+json"}
        with httpx2.Client(base_url=url, headers=headers, timeout=30) as http:
            yield Desk(catalogue, http)


def named(text: str) -> dict[str, Any]:
    return site_input(names=[{"language": "VI", "text": text}])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A" * 20_000, "TOO_LONG"),
        ("Thác\x00Bản", "BAD_REQUEST"),
        ("Thác\x1bBản", "CONTROL_CHARACTER"),
        ("Thác \u202eBản", "HIDDEN_CHARACTER"),
        ("A" * 301, "TOO_LONG"),
        ("", "NAME_MISSING"),
        ("   ", "NAME_MISSING"),
    ],
)
def test_over_long_blank_and_control_characters_are_a_problem_at_their_field(
    desk: Desk, text: str, code: str
) -> None:
    found = desk.told(CREATE, input=named(text))
    assert found[0][0] == code
    assert found[0][1].startswith("names") or code == "BAD_REQUEST"


def test_a_name_with_composed_or_single_marks_is_the_same_name(desk: Desk) -> None:
    composed = "Thác Bản Thử"
    twin = unicodedata.normalize("NFD", composed)
    assert twin != composed
    made = desk.send(CREATE, input=named(twin)).json()["data"]["createSite"]["site"]
    assert (made["name"]["text"], made["slug"]) == (composed, "thac-ban-thu")
    other = {"names": [{"language": "VI", "text": composed}]}
    revised = desk.send(REVISE, id=made["id"], version=1, input=other).json()["data"]["reviseSite"]
    assert (revised["site"]["version"], revised["problems"]) == (1, [])


def test_ten_thousand_items_in_a_list_are_refused(desk: Desk) -> None:
    sources = [{"title": "x"}] * 10_000
    assert desk.told(CREATE, input=site_input(sources=sources))[0][1].startswith("sources")


def test_ten_thousand_nested_inputs_are_refused_in_variables_and_in_the_document(desk: Desk) -> None:
    before = everything(desk.catalogue)
    deep = '{"a":' * 10_000 + "1" + "}" * 10_000
    body = f'{{"query": {json.dumps(CREATE)}, "variables": {{"input": {deep}}}}}'
    headers = {"Content-Type": "application/json"}
    in_variables = desk.http.post("/graphql", content=body.encode(), headers=headers)
    literal = "mutation { createSite(input: " + "{a:" * 10_000 + "1" + "}" * 10_000 + ") { site { id } } }"
    in_document = desk.send(literal)
    for answer in (in_variables, in_document):
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["extensions"]["code"] in ("BAD_REQUEST", "TOO_COSTLY")
    assert everything(desk.catalogue) == before


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "x",
        "Ω" * 100,
        "A" * 100_000,
        write_id("AdminUnit", "03127@2025-07-01"),
        write_id("Site", "1"),
        write_id("Site", "DB-S-99999"),
        write_id("Site", "DB-S-00001'; DROP TABLE site; --"),
        write_id("Site", "DB-S-00001\x00"),
    ],
)
def test_an_id_of_another_type_or_of_nothing_is_not_found(desk: Desk, identifier: str) -> None:
    assert desk.told(REVISE, id=identifier, version=1, input={"managingBody": "x"}) == [("NOT_FOUND", "")]


@pytest.mark.parametrize("version", [0, -1, 2_147_483_647])
def test_a_version_that_never_was_is_stale(desk: Desk, version: int) -> None:
    found = desk.told(REVISE, id=id_of("DB-S-00001"), version=version, input={"managingBody": "x"})
    assert {code for code, _ in found} == {"STALE_REVISION"}


def test_a_number_beyond_32_bits_is_a_fault_of_the_request(desk: Desk) -> None:
    found = desk.told(REVISE, id=id_of("DB-S-00001"), version=2**31, input={})
    assert [code for code, _ in found] == ["BAD_REQUEST"]


@pytest.mark.parametrize("key", ["", "   ", "k" * 201, "a\nb", "a\x00b"])
def test_a_key_that_is_none_is_refused(desk: Desk, key: str) -> None:
    assert desk.told(CREATE, input=site_input(), key=key) == [("BAD_REQUEST", "")]


def test_a_key_used_for_something_else_is_refused(desk: Desk) -> None:
    desk.send(CREATE, input=site_input(), key="k")
    assert desk.told(CREATE, input=named("Tên khác"), key="k") == [("BAD_REQUEST", "")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"adminUnit": "99999"}, "adminUnit"),
        ({"adminUnit": "03124"}, "adminUnit"),
        ({"kinds": ["CASTLE"]}, ""),
        ({"location": {"latitude": 103.0, "longitude": 21.4, "method": "MAP"}}, "location"),
        ({"location": {"latitude": 10.7, "longitude": 106.6, "method": "MAP"}}, "location"),
        ({"slug": "../etc"}, "slug"),
        ({"slug": "doi-a1"}, "slug"),
        ({"periodEdtf": "hôm qua"}, "periodEdtf"),
    ],
)
def test_values_that_cannot_be_are_a_problem_at_their_field(
    desk: Desk, change: dict[str, Any], field: str
) -> None:
    assert desk.told(CREATE, input=site_input(**change))[0][1].split(".")[0] == field
