"""Imports through the public schema: looked at before they are taken back, and taken back once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.exchange.importing import ImportOrder, import_file
from catalog.terms import Role
from schema.nodes import write_id
from tests.catalogue import TODAY, Catalogue, clock
from tests.staff import MUONG_PHANG, code_of, done, everything, id_of, someone

RUNS = """query ($first: Int!, $after: String) { imports(first: $first, after: $after) {
    nodes { id number fileName tableKind actor createdCount changedCount refusedCount undoneAt undoneBy undoneReason
        undoing(first: 1) { restoredCount withdrawnCount conflictCount
            conflicts { kind slug author state version }
            changes { effect slug name fields { field before after } } } }
    pageInfo { hasNextPage endCursor } } }"""
UNDO = """mutation ($id: ID!, $reason: String!, $leave: Boolean! = false, $key: String) {
    undoImport(id: $id, reason: $reason, leaveChanged: $leave, idempotencyKey: $key) {
        importRun { number undoneBy undoneReason undoing { conflictCount } } problems { code field message } } }"""


@pytest.fixture
def imported(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    """The catalogue after an import that changed one site and made two."""
    file = tmp_path / "moi.csv"
    file.write_text(
        "slug,name_vi,kind,managing_body\ndoi-a1,Đồi A1,,Ban khác\nthac-moi,Thác Mới,scenic,\nhang-moi,Hang Mới,scenic,\n",
        "utf-8",
    )
    import_file(catalogue.database, file, ImportOrder("Nhập dữ liệu", clock(), TODAY))
    return catalogue


def newest(who: Catalogue) -> dict[str, Any]:
    run: dict[str, Any] = who.data(RUNS, first=1)["imports"]["nodes"][0]
    return run


def test_imports_are_listed_newest_first_with_what_undoing_would_do(imported: Catalogue) -> None:
    editor = someone(imported, Role.EDITOR)
    page = editor.data(RUNS, first=1)["imports"]
    (run,) = page["nodes"]
    assert (run["fileName"], run["actor"], run["createdCount"], run["changedCount"]) == (
        "moi.csv",
        "Nhập dữ liệu",
        2,
        1,
    )
    undoing = run["undoing"]
    assert (undoing["restoredCount"], undoing["withdrawnCount"], undoing["conflicts"]) == (1, 2, [])
    (change,) = undoing["changes"]
    assert (change["effect"], change["slug"]) == ("CHANGE", "doi-a1")
    assert ("managingBody", "Ban khác") in [(f["field"], f["before"]) for f in change["fields"]]
    one = "query ($number: Int!) { importRun(number: $number) { number fileName } }"
    assert editor.data(one, number=run["number"])["importRun"]["fileName"] == "moi.csv"
    for other in (run["number"] + 1, 2**31 - 1):
        assert editor.data(one, number=other) == {"importRun": None}
    assert editor.data(one, number=-5) == {"importRun": None}
    second = editor.data(RUNS, first=1, after=page["pageInfo"]["endCursor"])["imports"]
    assert (page["pageInfo"]["hasNextPage"], second["nodes"][0]["number"]) == (True, run["number"] - 1)


def test_an_import_is_taken_back_once_and_a_retry_is_answered_alike(imported: Catalogue) -> None:
    publisher = someone(imported, Role.PUBLISHER)
    run, variables = newest(publisher), {"reason": "Nhầm tệp", "key": "k-1"}
    first = publisher.data(UNDO, id=run["id"], **variables)["undoImport"]
    assert first["problems"] == []
    assert first["importRun"]["undoneReason"] == "Nhầm tệp"
    assert first["importRun"]["undoing"] is None
    assert imported.data('{ site(slug: "thac-moi") { code } }') == {"site": None}
    before = everything(imported)
    assert publisher.data(UNDO, id=run["id"], **variables)["undoImport"] == first
    again = publisher.data(UNDO, id=run["id"], reason="Nhầm tệp")["undoImport"]
    assert [problem["code"] for problem in again["problems"]] == ["ALREADY_UNDONE"]
    assert everything(imported) == before


def test_each_conflict_is_a_problem_at_its_site_and_nothing_is_changed(imported: Catalogue) -> None:
    editor, publisher = someone(imported, Role.EDITOR), someone(imported, Role.PUBLISHER)
    site = imported.data('{ site(slug: "thac-moi") { code version } }')["site"]
    done(
        editor,
        "ReviseSite",
        id=id_of(site["code"]),
        version=site["version"],
        input={"managingBody": "Ban mới"},
    )
    run, before = newest(editor), everything(imported)
    assert [(c["kind"], c["slug"]) for c in run["undoing"]["conflicts"]] == [("BEING_EDITED", "thac-moi")]
    payload = publisher.data(UNDO, id=run["id"], reason="x")["undoImport"]
    assert [(p["code"], p["field"]) for p in payload["problems"]] == [("BEING_EDITED", "thac-moi")]
    assert payload["importRun"] is None
    assert everything(imported) == before
    payload = publisher.data(UNDO, id=run["id"], reason="x", leave=True)["undoImport"]
    assert payload["problems"] == []
    assert imported.data('{ site(slug: "thac-moi") { slug } hang: site(slug: "hang-moi") { slug } }') == {
        "site": {"slug": "thac-moi"},
        "hang": None,
    }


def test_staff_look_at_imports_and_publishers_take_them_back(imported: Catalogue) -> None:
    people = {
        role: someone(imported, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None) for role in Role
    }
    run, before = newest(people[Role.EVALUATOR]), everything(imported)
    one = "{ importRun(number: 1) { number } }"
    assert [code_of(e) for e in imported.ask(RUNS, first=1).errors] == ["UNAUTHENTICATED"]
    assert [code_of(e) for e in imported.ask(one).errors] == ["UNAUTHENTICATED"]
    for role in (Role.COMMUNE_OFFICER, Role.APP_DEVELOPER, Role.ADMINISTRATOR):
        assert [code_of(e) for e in people[role].ask(RUNS, first=1).errors] == ["FORBIDDEN"]
        assert [code_of(e) for e in people[role].ask(one).errors] == ["FORBIDDEN"]
    for role in set(Role) - {Role.PUBLISHER}:
        assert [code_of(e) for e in people[role].ask(UNDO, id=run["id"], reason="x").errors] == ["FORBIDDEN"]
    assert everything(imported) == before


@pytest.mark.parametrize(
    "identifier", ["", "x", write_id("Site", "1"), write_id("ImportRun", "9" * 30), id_of("DB-S-00001")]
)
def test_an_id_of_anything_else_is_no_import(imported: Catalogue, identifier: str) -> None:
    publisher = someone(imported, Role.PUBLISHER)
    before = everything(imported)
    assert [code_of(e) for e in publisher.ask(UNDO, id=identifier, reason="x").errors] == ["NOT_FOUND"]
    assert everything(imported) == before
