"""Procedures and their figures, as anybody may ask for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.exchange.importing import ImportOrder
from catalog.procedures.importing import import_counts, import_procedures
from catalog.terms import Role
from schema.build import public_schema
from schema.nodes import write_id
from tests.catalog.procedures.tables import Register, count, procedure
from tests.catalogue import TODAY, Catalogue, clock
from tests.staff import code_of, someone

LIST = """query ($first: Int! = 20, $after: String, $text: String, $asOf: Date) {
    procedures(first: $first, after: $after, text: $text, asOf: $asOf) { totalCount
        edges { cursor node { code } } nodes { code name field validFrom validTo }
        pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
FIGURES = """query ($from: Date!, $to: Date!, $unit: String, $asOf: Date, $knownAt: DateTime) {
    procedureFigures(from: $from, to: $to, adminUnit: $unit, asOf: $asOf, knownAt: $knownAt) {
        formula formulaText rows { ...row } total { ...row } } }
    fragment row on ProcedureFigureRow { unit { code name } isInProgress label hasGaps
        rIn { numerator denominator ratio } rReuse { numerator denominator ratio } rOut { numerator denominator ratio } }"""
MONTH = {"from": "2026-01-01", "to": "2026-02-01"}


@pytest.fixture
def register(catalogue: Catalogue, tmp_path: Path) -> Register:
    found = Register(catalogue, tmp_path)
    found.procedures(
        procedure("1.000001", name_vi="Cấp biển hiệu", valid_from="2024-01-01", valid_to="2025-01-01"),
        procedure("1.000001", name_vi="Cấp biển hiệu du lịch", valid_from="2025-01-01"),
        procedure("2.000001", name_vi="Xếp hạng di tích", field="Di sản văn hóa"),
        procedure("2.000002", name_vi="Gia hạn giấy phép", field="Di sản văn hóa"),
    )
    return found


def ask(catalogue: Catalogue, **variables: Any) -> Any:
    return catalogue.data(FIGURES, **{**MONTH, **variables})["procedureFigures"]


def test_procedures_in_force_are_listed_by_code_in_pages(register: Register) -> None:
    page = register.catalogue.data(LIST, first=2)["procedures"]
    assert (page["totalCount"], [n["code"] for n in page["nodes"]]) == (3, ["1.000001", "2.000001"])
    assert page["nodes"][0]["name"] == "Cấp biển hiệu du lịch"
    assert (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (True, False)
    last = register.catalogue.data(LIST, first=2, after=page["pageInfo"]["endCursor"])["procedures"]
    assert [edge["node"]["code"] for edge in last["edges"]] == ["2.000002"]
    assert (last["totalCount"], last["pageInfo"]["hasNextPage"], last["pageInfo"]["hasPreviousPage"]) == (
        3,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [("di san", ["2.000001", "2.000002"]), ("GIẤY phép", ["2.000002"]), ("2.000001.000.00.00.H18", ["2.000001"]),
     ("bien hieu", ["1.000001"]), ("%", ["1.000001", "2.000001", "2.000002"]), ("lăng tẩm", [])],
)  # fmt: skip
def test_a_text_is_found_with_or_without_marks(register: Register, text: str, codes: list[str]) -> None:
    assert [n["code"] for n in register.catalogue.data(LIST, text=text)["procedures"]["nodes"]] == codes


def test_on_a_day_the_version_of_that_day_is_answered(register: Register) -> None:
    (node,) = register.catalogue.data(LIST, asOf="2024-12-31", text="biển hiệu")["procedures"]["nodes"]
    assert (node["name"], node["validTo"]) == ("Cấp biển hiệu", "2025-01-01")
    assert register.catalogue.data(LIST, asOf="2020-01-01", text="biển hiệu")["procedures"]["totalCount"] == 0


@pytest.mark.parametrize("variables", [{"text": "x" * 201}, {"after": "x"}, {"after": "at:1"}, {"first": -1}])
def test_a_list_asked_for_wrongly_is_a_bad_request(register: Register, variables: dict[str, Any]) -> None:
    assert [code_of(error) for error in register.catalogue.ask(LIST, **variables).errors] == ["BAD_REQUEST"]


def test_the_register_is_empty_until_an_office_fills_it(catalogue: Catalogue) -> None:
    assert catalogue.data(LIST)["procedures"] == {
        "totalCount": 0, "edges": [], "nodes": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "endCursor": None},
    }  # fmt: skip
    nothing = {"numerator": 0, "denominator": 0, "ratio": None}
    figures = ask(catalogue)
    assert figures["rows"] == []
    assert (figures["total"]["unit"], figures["total"]["rIn"], figures["total"]["rOut"]) == (
        None,
        nothing,
        nothing,
    )


def test_figures_come_by_unit_with_numerator_and_denominator(register: Register) -> None:
    register.counts(
        count(), count("11", received="30", digitised_components="7", resolved="0", electronic_results="0")
    )
    figures = ask(register.catalogue)
    assert figures["formula"] == "procedures/2026.1"
    by_code = {row["unit"]["code"]: row for row in figures["rows"]}
    assert list(by_code) == ["03325", "11"]
    assert by_code["03325"]["rIn"] == {"numerator": 8, "denominator": 10, "ratio": 0.8}
    assert by_code["11"]["rOut"] == {"numerator": 0, "denominator": 0, "ratio": None}
    assert figures["total"]["rIn"] == {"numerator": 15, "denominator": 40, "ratio": 0.375}
    assert figures["total"]["rOut"] == {"numerator": 9, "denominator": 12, "ratio": 0.75}


def test_a_unit_is_asked_for_with_all_below_it(register: Register) -> None:
    register.counts(
        count("03127", period_from="2025-01-01", period_to="2025-07-01"),
        count("03127", period_from="2025-07-01", period_to="2026-01-01"),
        count("Xã Nà Tấu", period_from="2025-07-01", period_to="2026-01-01"),
    )
    year = {"from": "2025-01-01", "to": "2026-01-01"}
    named = [row["unit"]["name"] for row in ask(register.catalogue, **year, unit="03127")["rows"]]
    assert named == ["Phường Him Lam", "Phường Điện Biên Phủ"]
    assert len(ask(register.catalogue, **year, unit="11")["rows"]) == 3
    (error,) = register.catalogue.ask(FIGURES, **year, unit="99999").errors
    assert code_of(error) == "BAD_REQUEST"


def test_a_period_in_progress_says_so(register: Register) -> None:
    register.counts(count())
    running = ask(register.catalogue, asOf="2026-01-31")
    assert (running["rows"][0]["isInProgress"], running["total"]["label"]) == (True, "đang diễn ra")
    ended = ask(register.catalogue, asOf="2026-02-01")
    assert (ended["rows"][0]["isInProgress"], ended["total"]["label"]) == (False, "đã kết thúc")
    assert ask(register.catalogue, to="2027-01-01")["rows"][0]["hasGaps"]


def test_a_period_without_a_day_is_a_bad_request(register: Register) -> None:
    (error,) = register.catalogue.ask(FIGURES, **{"from": "2026-02-01", "to": "2026-01-01"}).errors
    assert code_of(error) == "BAD_REQUEST"


def test_what_was_known_at_an_instant_can_be_asked(register: Register) -> None:
    register.counts(count())
    then = clock()
    register.counts(count(digitised_components="10"))
    assert ask(register.catalogue)["total"]["rIn"]["numerator"] == 10
    assert ask(register.catalogue, knownAt=then.isoformat())["total"]["rIn"]["numerator"] == 8


def test_the_number_of_statements_does_not_grow_with_the_rows(register: Register) -> None:
    register.counts(count())
    register.catalogue.ask(FIGURES, **MONTH)  # units are read once
    few = len(register.catalogue.ask(FIGURES, **MONTH).statements)
    register.counts(*(count(unit) for unit in ("11", "03127", "Xã Nà Tấu")))
    assert len(register.catalogue.ask(FIGURES, **MONTH).statements) == few
    assert sum(each.startswith("SELECT") for each in register.catalogue.ask(LIST).statements) == 2


def test_a_publisher_takes_an_import_of_procedures_back(register: Register) -> None:
    order = ImportOrder("Nhập dữ liệu", clock(), TODAY)
    file = register.folder / "procedures.csv"
    assert import_procedures(register.catalogue.database, file, order).run_id is None
    publisher = someone(register.catalogue, Role.PUBLISHER)
    undo = """mutation ($id: ID!) { undoImport(id: $id, reason: "Nhầm") {
        importRun { tableKind undoneBy } problems { code field } } }"""
    counts = write_id("ImportRun", str(register.counts(count(procedure_code="2.000001")).run_id))
    ((run_id,),) = register.rows("import_run", "id", "table_kind = 'procedures'")
    procedures = write_id("ImportRun", str(run_id))
    refused = publisher.data(undo, id=procedures)["undoImport"]
    assert refused == {"importRun": None, "problems": [{"code": "HAS_COUNTS", "field": "2.000001/"}]}
    assert publisher.data(undo, id=counts)["undoImport"]["problems"] == []
    done = publisher.data(undo, id=procedures)["undoImport"]
    assert (done["problems"], done["importRun"]["tableKind"]) == ([], "procedures")
    assert register.catalogue.data(LIST)["procedures"]["totalCount"] == 0
    assert (
        import_counts(register.catalogue.database, register.folder / "counts.csv", order).refused_count == 1
    )


def test_every_argument_of_the_questions_is_described() -> None:
    fields = public_schema()._schema.query_type.fields  # type: ignore[union-attr]
    arguments = [a for name in ("procedures", "procedureFigures") for a in fields[name].args.values()]
    assert len(arguments) == 9
    assert all(argument.description for argument in arguments)


COUNTS = """{ procedureFigures(from: "2026-01-01", to: "2027-01-01") {
    rows { unit { name } rIn { numerator denominator } rReuse { numerator } rOut { numerator denominator } counts { ...count } }
    total { rIn { numerator denominator } counts { ...count } } } }
    fragment count on ProcedureCount { unit { name } procedureCode from to received digitisedComponents reused resolved electronicResults source }"""


def test_every_figure_opens_the_counts_that_it_adds_up(register: Register) -> None:
    register.counts(
        count(received="10", digitised_components="8"),
        count(procedure_code="2.000001", received="3", digitised_components="3", reused="1"),
        count(procedure_code="2.000001", period_from="2026-02-01", period_to="2026-03-01", received="5", digitised_components="1"),
        count("Phường Điện Biên Phủ", received="20", digitised_components="20"),
    )  # fmt: skip
    found = register.catalogue.data(COUNTS)["procedureFigures"]
    for row in [*found["rows"], found["total"]]:
        counts = row["counts"]
        assert sum(each["received"] for each in counts) == row["rIn"]["denominator"]
        assert sum(each["digitisedComponents"] for each in counts) == row["rIn"]["numerator"]
    (own,) = (row for row in found["rows"] if row["unit"]["name"] == "Xã Mường Phăng")
    # In January all procedures were counted together: the one counted apart is part of them, and not added again.
    assert [(each["procedureCode"], each["from"], each["to"]) for each in own["counts"]] == [
        (None, "2026-01-01", "2026-02-01"),
        ("2.000001", "2026-02-01", "2026-03-01"),
    ]
    assert {each["source"] for each in own["counts"]} == {"Bảng để thử"}
    assert own["rReuse"]["numerator"] == sum(each["reused"] for each in own["counts"])
    assert own["rOut"] == {
        "numerator": sum(each["electronicResults"] for each in own["counts"]),
        "denominator": sum(each["resolved"] for each in own["counts"]),
    }
