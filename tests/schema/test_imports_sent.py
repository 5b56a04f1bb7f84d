"""Tables sent to be imported: tried first, bad rows told by row and column, done once, by a publisher."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest

from catalog.exchange import sending
from catalog.terms import Role
from media.intake import UploadedFile
from tests.catalogue import Catalogue
from tests.staff import MUONG_PHANG, code_of, everything, someone

TABLE = """slug,name_vi,kind,managing_body,lat,lon,coord_precision
doi-a1,Đồi A1,,Ban khác,,,
thac-moi,Thác Mới,scenic,,,,
hang-sai,Hang Sai,scenic,,103.0,21.4,site
khong-loai,Không Loại,xyz,,,,
"""
IMPORT = """mutation ($file: Upload, $dry: Boolean! = false, $whole: Boolean! = false, $key: String) {
    importTable(file: $file, dryRun: $dry, allOrNothing: $whole, idempotencyKey: $key) {
        report { tableKind isKept rowCount createdCount changedCount refusedCount ignoredColumns refusedTable
            refused { row problems { code field message } } warnings { row problems { code } }
            changes { effect slug name fields { field before after } } }
        importRun { number fileName actor createdCount } problems { code field message } } }"""


def sent(folder: Path, text: str = TABLE, name: str = "địa điểm mới.csv") -> UploadedFile:
    """A file as it arrives with a form."""
    content = text.encode()
    path = folder / hashlib.sha256(content).hexdigest()[:32]
    path.write_bytes(content)
    return UploadedFile(path, hashlib.sha256(content).hexdigest(), len(content), name)


def runs(catalogue: Catalogue) -> int:
    return catalogue.count("import_run")


def imported(who: Catalogue, **variables: Any) -> dict[str, Any]:
    payload: dict[str, Any] = who.data(IMPORT, **variables)["importTable"]
    return payload


def test_a_try_tells_every_bad_row_and_every_change_and_keeps_nothing(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    before = everything(catalogue), runs(catalogue)
    payload = imported(publisher, file=sent(tmp_path), dry=True)
    report = payload["report"]
    assert (payload["problems"], payload["importRun"]) == ([], None)
    assert (report["tableKind"], report["isKept"], report["rowCount"]) == ("sites", False, 4)
    assert (report["createdCount"], report["changedCount"], report["refusedCount"]) == (1, 1, 2)
    assert [(row["row"], row["problems"][0]["field"]) for row in report["refused"]] == [
        (4, "lat"),
        (5, "kind"),
    ]
    assert {(c["effect"], c["slug"]) for c in report["changes"]} == {
        ("CHANGE", "doi-a1"),
        ("CREATE", "thac-moi"),
    }
    rows = list(csv.DictReader(io.StringIO(report["refusedTable"].removeprefix("\ufeff"))))
    assert [row["slug"] for row in rows] == ["hang-sai", "khong-loai"]
    assert all(row["problem_vi"] and row["problem_en"] for row in rows)
    assert (everything(catalogue), runs(catalogue)) == before


def test_a_table_is_imported_in_the_senders_name_and_a_retry_does_nothing_twice(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    first = imported(publisher, file=sent(tmp_path), key="k-1")
    assert publisher.viewer is not None
    run = first["importRun"]
    assert (run["fileName"], run["actor"], run["createdCount"]) == (
        "địa điểm mới.csv",
        publisher.viewer.name,
        1,
    )
    assert catalogue.data('{ site(slug: "thac-moi") { name(language: VI) { text } } }')["site"]
    assert (
        catalogue.count("history_entry", f"action = 'IMPORT' AND actor_id = {publisher.viewer.person_id}")
        == 2
    )
    before = everything(catalogue), runs(catalogue)
    again = imported(publisher, file=sent(tmp_path), key="k-1")
    assert (again["importRun"], again["report"], again["problems"]) == (run, None, [])
    other = publisher.ask(IMPORT, file=sent(tmp_path, TABLE + "\n"), key="k-1")
    assert [code_of(error) for error in other.errors] == ["BAD_REQUEST"]
    unchanged = imported(publisher, file=sent(tmp_path))
    assert (unchanged["importRun"], unchanged["report"]["refusedCount"]) == (None, 2)
    assert (everything(catalogue), runs(catalogue)) == before


def test_one_bad_row_stops_all_if_that_is_wanted(catalogue: Catalogue, tmp_path: Path) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    before = everything(catalogue), runs(catalogue)
    payload = imported(publisher, file=sent(tmp_path), whole=True, key="k-2")
    assert (payload["report"]["isKept"], payload["importRun"]) == (False, None)
    assert (everything(catalogue), runs(catalogue)) == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "EMPTY_FILE"),
        ("a,b\n1,2\n", "UNKNOWN_TABLE"),
        ("slug,name_vi,Tên di tích\na,b,c\n", "UNKNOWN_TABLE"),
        ("PK\x03\x04 no workbook", "DAMAGED"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_at_the_file(
    catalogue: Catalogue, tmp_path: Path, text: str, code: str
) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    before = everything(catalogue), runs(catalogue)
    payload = imported(publisher, file=sent(tmp_path, text))
    assert [(p["code"], p["field"]) for p in payload["problems"]] == [(code, "file")]
    assert payload["report"] is None
    nothing = imported(publisher)
    assert [(p["code"], p["field"]) for p in nothing["problems"]] == [("FILE_MISSING", "file")]
    assert (everything(catalogue), runs(catalogue)) == before


def test_more_rows_than_may_be_sent_are_refused_whole(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_ROWS", 3)
    publisher = someone(catalogue, Role.PUBLISHER)
    before = everything(catalogue), runs(catalogue)
    payload = imported(publisher, file=sent(tmp_path))
    assert [problem["code"] for problem in payload["problems"]] == ["TOO_MANY_ROWS"]
    assert (everything(catalogue), runs(catalogue)) == before


def test_only_publishers_import_and_nothing_changes_for_anybody_else(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    people = {
        role: someone(catalogue, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None) for role in Role
    }
    before = everything(catalogue), runs(catalogue)
    for role in set(Role) - {Role.PUBLISHER}:
        for tried in (True, False):
            answer = people[role].ask(IMPORT, file=sent(tmp_path), dry=tried)
            assert [code_of(error) for error in answer.errors] == ["FORBIDDEN"], role
    answer = catalogue.ask(IMPORT, file=sent(tmp_path))
    assert [code_of(error) for error in answer.errors] == ["UNAUTHENTICATED"]
    assert (everything(catalogue), runs(catalogue)) == before


INTO = IMPORT.replace("$key: String)", "$key: String, $register: ImportRegister!)").replace(
    "idempotencyKey: $key", "idempotencyKey: $key, register: $register"
)
PROCEDURES = "code,name_vi,field,source\n2.000001,Xếp hạng di tích,Di sản văn hóa,Bảng để thử\nsai,Sai mã,,Bảng để thử\n"
COUNTS = """unit,period_from,period_to,received,digitised_components,reused,resolved,electronic_results,source
Xã Mường Phăng,2026-01-01,2026-02-01,10,8,4,12,9,Bảng để thử
Xã Mường Phăng,2026-02-01,2026-03-01,10,18,4,12,9,Bảng để thử
"""
FIGURES = """{ procedureFigures(from: "2026-01-01", to: "2026-02-01") { total { rIn { numerator denominator } } } }"""
UNDO = 'mutation ($id: ID!) { undoImport(id: $id, reason: "Nhập nhầm") { importRun { undoneAt } problems { code } } }'


@pytest.mark.parametrize(
    ("register", "text", "table", "field"),
    [
        ("PROCEDURES", PROCEDURES, "procedure", "code"),
        ("PROCEDURE_COUNTS", COUNTS, "procedure_count", "digitised_components"),
    ],
)
def test_a_table_of_procedures_or_counts_is_tried_imported_and_taken_back(
    catalogue: Catalogue, tmp_path: Path, register: str, text: str, table: str, field: str
) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    before = everything(catalogue), catalogue.count(table)
    tried = publisher.data(INTO, register=register, file=sent(tmp_path, text), dry=True)["importTable"]
    report = tried["report"]
    assert (report["isKept"], report["createdCount"], report["refusedCount"]) == (False, 1, 1)
    assert (report["refused"][0]["row"], report["refused"][0]["problems"][0]["field"]) == (3, field)
    assert (everything(catalogue), catalogue.count(table)) == before
    done = publisher.data(INTO, register=register, file=sent(tmp_path, text), key="một")["importTable"]
    assert done["importRun"]["createdCount"] == 1
    again = publisher.data(INTO, register=register, file=sent(tmp_path, text), key="một")["importTable"]
    assert (again["report"], again["importRun"]) == (None, done["importRun"])
    assert catalogue.count(table) == 1


def test_counts_that_were_sent_are_figures_until_they_are_taken_back(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    publisher.data(INTO, register="PROCEDURE_COUNTS", file=sent(tmp_path, COUNTS))
    total = catalogue.data(FIGURES)["procedureFigures"]["total"]
    assert total["rIn"] == {"numerator": 8, "denominator": 10}
    run, *_ = publisher.data("{ imports { nodes { id tableKind } } }")["imports"]["nodes"]
    assert run["tableKind"] == "procedure_counts"
    assert publisher.data(UNDO, id=run["id"])["undoImport"]["problems"] == []
    assert catalogue.data(FIGURES)["procedureFigures"]["total"]["rIn"]["denominator"] == 0


def test_a_table_of_another_register_is_not_recognised_and_a_key_is_of_one_register(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    publisher = someone(catalogue, Role.PUBLISHER)
    before = everything(catalogue)
    wrong = publisher.data(INTO, register="PROCEDURE_COUNTS", file=sent(tmp_path, PROCEDURES))["importTable"]
    assert [problem["code"] for problem in wrong["problems"]] == ["UNKNOWN_TABLE"]
    assert everything(catalogue) == before
    publisher.data(INTO, register="PROCEDURES", file=sent(tmp_path, PROCEDURES), key="một")
    kept = everything(catalogue)
    answer = publisher.ask(INTO, register="SITES", file=sent(tmp_path, PROCEDURES), key="một")
    assert [code_of(error) for error in answer.errors] == ["BAD_REQUEST"]
    assert everything(catalogue) == kept


def test_who_may_not_import_sends_no_table_of_procedures_either(catalogue: Catalogue, tmp_path: Path) -> None:
    for role, unit in ((Role.EVALUATOR, None), (Role.COMMUNE_OFFICER, MUONG_PHANG), (Role.EDITOR, None)):
        who = someone(catalogue, role, unit)
        before = everything(catalogue), catalogue.count("procedure")
        answer = who.ask(INTO, register="PROCEDURES", file=sent(tmp_path, PROCEDURES))
        assert [code_of(error) for error in answer.errors] == ["FORBIDDEN"]
        assert (everything(catalogue), catalogue.count("procedure")) == before
