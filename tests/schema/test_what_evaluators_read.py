"""What the evaluators' views read beside the contract: one row, the headline of closings, levels and values of criteria."""

from __future__ import annotations

import orjson
import pytest

from catalog.scoring.reading import read_criteria_set
from catalog.terms import Role
from tests.catalog.coverage.closing import closed, council, forced
from tests.catalogue import Catalogue
from tests.schema.scoring import COMMUNE, OPEN, SCORE, Bench, done, manual, values
from tests.staff import someone

ROW = """query ($by: CoverageGrouping!, $key: String!) {
    coverage(asOf: "2026-11-23", groupBy: $by) { row(key: $key) { key denominator } rows { key denominator } } }"""
FAULTS = "query ($id: ID!) { snapshot(id: $id) { faults } }"
HEADLINE = """{ snapshots { id countings { countingMode population label comparableAs
    figures { metric label numerator denominator ratio percent } } } }"""
WORK = """query ($below: Level) { worklist(asOf: "2026-11-23", below: $below, first: 100) {
    totalCount nodes { level } } }"""
SHEETS = """query ($period: String! = "2026") { scoreSheets(period: $period) { subject { code } state
    lines { criterion { code parent terms { name label isCount } choices { code } } values { name value } choice } } }"""


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def test_one_row_is_the_same_as_among_all_and_one_of_no_key_is_null(catalogue: Catalogue) -> None:
    for by in ("GRADE", "ADMIN_UNIT", "KIND"):
        rows = catalogue.data(ROW, by=by, key="TOTAL")["coverage"]["rows"]
        for row in rows[:3]:
            assert catalogue.data(ROW, by=by, key=row["key"])["coverage"]["row"] == row
    whole = catalogue.data(ROW, by="GRADE", key="TOTAL")["coverage"]
    assert whole["row"]["denominator"] == sum(row["denominator"] for row in whole["rows"]) == 28
    assert catalogue.data(ROW, by="GRADE", key="X\0")["coverage"]["row"] is None


def test_the_headline_of_a_closing_is_that_of_its_document_and_says_what_it_may_be_compared_with(
    pictured: Catalogue,
) -> None:
    who = council(pictured)
    first = closed(who, period="2026", asOf="2026-11-20")
    closed(who, restates=first["id"], reason="Sửa ngày.")
    newest, older = pictured.data(HEADLINE)["snapshots"]
    for each in (newest, older):
        assert pictured.data(FAULTS, id=each["id"])["snapshot"]["faults"] == []
    assert [one["comparableAs"] for one in newest["countings"]] == [
        one["comparableAs"] for one in older["countings"]
    ]
    assert len({one["comparableAs"] for one in newest["countings"]}) == 3
    (ranks, *_), live = newest["countings"], pictured.data(
        '{ coverage(asOf: "2026-11-23") { total { onTarget { numerator denominator percent } } } }'
    )["coverage"]["total"]["onTarget"]  # fmt: skip
    figure = next(one for one in ranks["figures"] if one["metric"] == "ON_TARGET")
    assert {name: figure[name] for name in live} == live


def test_a_closing_that_was_altered_names_its_faults(pictured: Catalogue) -> None:
    snapshot = closed(council(pictured))
    change = "UPDATE coverage_snapshot SET document = replace(document, '2026-11-23', '2026-11-22')"
    forced(pictured.database, change)
    assert pictured.data(FAULTS, id=snapshot["id"])["snapshot"]["faults"] != []


def test_the_work_list_is_narrowed_to_what_stands_below_a_level(catalogue: Catalogue) -> None:
    whole = catalogue.data(WORK)["worklist"]
    for below, standing in (("D0", {None}), ("D1", {None, "D0"})):
        found = catalogue.data(WORK, below=below)["worklist"]
        assert found["totalCount"] == sum(node["level"] in standing for node in whole["nodes"]) > 0


def test_sheets_of_a_period_are_listed_for_those_who_may_see_them_with_what_was_typed(bench: Bench) -> None:
    wanted = bench.approved(manual("A", 60), manual("B", 40))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    done(bench.officer, SCORE, **COMMUNE, lines=[values("A", a="45.5")])
    (sheet,) = bench.evaluator.data(SHEETS)["scoreSheets"]
    assert (sheet["subject"]["code"], sheet["state"]) == (COMMUNE["subject"], "OPEN")
    first, second = sheet["lines"]
    assert (first["values"], second["values"], first["choice"]) == (
        [{"name": "a", "value": "45.5"}],
        [],
        None,
    )
    assert (first["criterion"]["parent"], len(first["criterion"]["terms"])) == (None, 1)
    assert bench.officer.data(SHEETS)["scoreSheets"] == [sheet]
    outsider = someone(bench.catalogue, Role.COMMUNE_OFFICER, "03127")
    for nobody in (outsider, bench.catalogue):
        assert nobody.data(SHEETS)["scoreSheets"] == []
    assert bench.evaluator.data(SHEETS, period="2026-Q9")["scoreSheets"] == []


def test_the_sample_has_a_tree_with_words_for_every_value(catalogue: Catalogue) -> None:
    (sample,) = (
        each
        for each in catalogue.data(
            "{ criteriaSets { name criteria { code parent inputs terms { name label } } } }"
        )["criteriaSets"]
        if each["name"] == "svhttdl-mau"
    )
    by_code = {each["code"]: each for each in sample["criteria"]}
    assert (by_code["IV.1"]["parent"], by_code["IV"]["parent"]) == ("IV", None)
    assert [term["name"] for term in by_code["I"]["terms"]] == by_code["I"]["inputs"] == ["done", "assigned"]


def test_a_set_is_read_by_its_name_and_version_and_its_document_is_what_is_sent_in(
    bench: Bench,
) -> None:
    whole = "query ($name: String!, $version: String!) { set: criteriaSet(name: $name, version: $version) { isSample subjectKind scale validFrom validTo sha256 document } }"
    wanted = bench.approved(manual("A", 100), valid_to="2027-01-01")
    found = bench.catalogue.data(whole, **wanted)["set"]
    document = orjson.loads(found.pop("document"))
    assert document == read_criteria_set(document).model_dump(mode="json", exclude={"status"})
    assert read_criteria_set(document).sha256 == found.pop("sha256")
    assert found == {
        "isSample": False,
        "subjectKind": "COLLECTIVE",
        "scale": 100,
        "validFrom": "2026-01-01",
        "validTo": "2027-01-01",
    }
    sample = bench.catalogue.data(whole, name="canhan-mau", version="2026.0-draft")["set"]
    assert (sample["isSample"], sample["subjectKind"]) == (True, "INDIVIDUAL")
    for name in ("khong-co", "svhttdl-mau"):
        assert bench.catalogue.data(whole, name=name, version="1.0")["set"] is None
