"""Giving work to people: the department's editors do, to whoever may change the record; nobody else sees it."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.staff import MUONG_PHANG, code_of, everything, id_of, someone

ASSIGN = """mutation ($site: ID!, $assignee: String!, $check: String, $dueOn: Date, $note: String, $key: String) {
  assignWork(site: $site, assignee: $assignee, check: $check, dueOn: $dueOn, note: $note, idempotencyKey: $key) {
    site { code } problems { code field }
    assignments { check assignee { name } dueOn note assignedBy { name } } } }"""
END = """mutation ($site: ID!, $check: String) { endAssignment(site: $site, check: $check) {
  assignments { check } problems { code } } }"""
LIST = """query ($mine: Boolean!) { worklist(asOf: "2026-12-01", assignedToMe: $mine, first: 100) { totalCount
  nodes { site { code } assignments { check assignee { name } note } } } }"""


def site_in_muong_phang(catalogue: Catalogue) -> str:
    document = '{ worklist(asOf: "2026-12-01", adminUnit: "03325", first: 1) { nodes { site { code } } } }'
    code: str = catalogue.data(document)["worklist"]["nodes"][0]["site"]["code"]
    return code


@pytest.fixture
def editor(catalogue: Catalogue) -> Catalogue:
    return someone(catalogue, Role.EDITOR, name="Biên tập 1")


def given(editor: Catalogue, code: str, assignee: str, **more: Any) -> Any:
    return editor.data(ASSIGN, site=id_of(code), assignee=assignee, **more)["assignWork"]


def work_of(who: Catalogue, *, mine: bool = True) -> dict[str, list[Any]]:
    found = who.data(LIST, mine=mine)["worklist"]["nodes"]
    return {node["site"]["code"]: node["assignments"] for node in found if node["assignments"]}


def test_an_officer_is_given_work_in_the_own_commune_and_finds_it(
    catalogue: Catalogue, editor: Catalogue
) -> None:
    officer = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG, name="Cán bộ xã 1")
    code = site_in_muong_phang(catalogue)
    payload = given(editor, code, "Cán bộ xã 1", check="D1.2", dueOn="2026-12-31", note="Viết mô tả.")
    assert payload["problems"] == []
    assert payload["assignments"] == [
        {
            "check": "D1.2",
            "assignee": {"name": "Cán bộ xã 1"},
            "dueOn": "2026-12-31",
            "note": "Viết mô tả.",
            "assignedBy": {"name": "Biên tập 1"},
        }
    ]
    assert list(work_of(officer)) == [code]
    assert work_of(editor, mine=False) == work_of(officer)
    assert work_of(catalogue, mine=False) == {}
    assert work_of(someone(catalogue, Role.COMMUNE_OFFICER, "03127"), mine=False) == {}
    assert catalogue.count("history_entry", "action = 'ASSIGN'") == 1


def test_the_same_work_given_to_another_ends_the_first_and_taking_it_back_ends_it(
    catalogue: Catalogue, editor: Catalogue
) -> None:
    other = someone(catalogue, Role.EDITOR, name="Biên tập 2")
    given(editor, "DB-S-00002", "Biên tập 1", check="D1.2")
    given(editor, "DB-S-00002", "Biên tập 2", check="D1.2")
    assert [one["assignee"]["name"] for one in work_of(other)["DB-S-00002"]] == ["Biên tập 2"]
    assert work_of(editor) == {}
    assert editor.data(END, site=id_of("DB-S-00002"), check="D1.2")["endAssignment"]["assignments"] == []
    before = everything(editor)
    again = editor.ask(END, site=id_of("DB-S-00002"), check="D1.2")
    assert [code_of(error) for error in again.errors] == ["NOT_FOUND"]
    assert everything(editor) == before
    assert catalogue.count("work_assignment", "ended_at IS NOT NULL") == 2


def test_a_retry_with_the_same_key_gives_the_work_once(catalogue: Catalogue, editor: Catalogue) -> None:
    for _ in range(2):
        given(editor, "DB-S-00002", "Biên tập 1", key="k1")
    assert catalogue.count("work_assignment") == 1


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"assignee": "Không ai cả"}, ("NOT_THEIR_RECORD", "assignee")),
        ({"assignee": "Thẩm định 1"}, ("NOT_THEIR_RECORD", "assignee")),
        ({"assignee": "Cán bộ xã khác"}, ("NOT_THEIR_RECORD", "assignee")),
        ({"check": "D9.9"}, ("UNKNOWN_CHECK", "check")),
        ({"dueOn": "2026-11-22"}, ("DAY_IS_OVER", "dueOn")),
        ({"note": "x" * 1001}, ("TOO_LONG", "note")),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_changes(
    catalogue: Catalogue, editor: Catalogue, more: dict[str, Any], problem: tuple[str, str]
) -> None:
    someone(catalogue, Role.REVIEWER, name="Thẩm định 1")
    someone(catalogue, Role.COMMUNE_OFFICER, "03127", name="Cán bộ xã khác")
    before = everything(editor)
    payload = given(editor, site_in_muong_phang(catalogue), **{"assignee": "Biên tập 1", **more})
    assert [(one["code"], one["field"]) for one in payload["problems"]] == [problem]
    assert payload["site"] is None
    assert everything(editor) == before


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EDITOR])
def test_nobody_but_the_departments_editors_gives_work_or_takes_it_back(
    catalogue: Catalogue, editor: Catalogue, role: Role
) -> None:
    given(editor, "DB-S-00002", "Biên tập 1")
    person = someone(catalogue, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None)
    before = everything(catalogue)
    for document, variables in ((ASSIGN, {"assignee": "Biên tập 1"}), (END, {})):
        answer = person.ask(document, site=id_of("DB-S-00002"), **variables)
        assert [code_of(error) for error in answer.errors] == ["FORBIDDEN"]
    nobody = catalogue.ask(ASSIGN, site=id_of("DB-S-00002"), assignee="Biên tập 1")
    assert [code_of(error) for error in nobody.errors] == ["UNAUTHENTICATED"]
    assert [code_of(error) for error in catalogue.ask(LIST, mine=True).errors] == ["UNAUTHENTICATED"]
    assert everything(catalogue) == before
