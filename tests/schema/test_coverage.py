"""Coverage through the public schema: the register's figures, and behind each exactly its entries."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from catalog.coverage.words import Grouping, Metric
from catalog.errors import TooCostlyError
from schema.problems import RequestError
from tests.catalogue import VARIABLES, Catalogue, contract
from tests.staff import Team, code_of

DESIGNATED = {"SPECIAL_NATIONAL": 1, "NATIONAL": 14, "PROVINCIAL": 13}


def coverage(catalogue: Catalogue, **variables: Any) -> Any:
    answer = catalogue.data(contract("evaluator/coverage"), **{**VARIABLES["Coverage"], **variables})
    return answer["coverage"]


def denominators(answer: Any) -> dict[str, int]:
    return {row["key"]: row["denominator"] for row in answer["rows"]}


def test_the_contracts_document_runs_word_for_word_and_opens_what_it_counts(catalogue: Catalogue) -> None:
    answer = coverage(catalogue)
    special = answer["rows"][0]
    assert special["denominator"] == 46
    names = [edge["node"] for edge in special["entries"]["edges"]]
    assert len(names) == special["entries"]["totalCount"] == 46 - special["levels"][1]["numerator"]
    assert sum(not name["isKnown"] for name in names) == 11
    assert all((name["site"] is not None) == name["isKnown"] for name in names)
    assert [level["level"] for level in special["levels"]] == ["D0", "D1", "D2", "D3", "D4"]
    assert answer["ruleSet"]["name"] == "ladder"
    assert len(answer["sha256"]) == 64


def test_designations_count_the_complex_once(catalogue: Catalogue) -> None:
    assert denominators(coverage(catalogue, countingMode="DESIGNATION")) == DESIGNATED


@pytest.mark.parametrize(("day", "parts"), [("2010-01-01", 22), ("2016-01-01", 45), ("2026-12-01", 46)])
def test_components_are_those_that_the_decisions_of_the_day_declare(
    catalogue: Catalogue, day: str, parts: int
) -> None:
    assert denominators(coverage(catalogue, asOf=day))["SPECIAL_NATIONAL"] == parts
    one = coverage(catalogue, asOf=day, countingMode="DESIGNATION")
    assert denominators(one)["SPECIAL_NATIONAL"] == 1


def test_of_nothing_there_is_no_ratio_but_there_are_rows(catalogue: Catalogue) -> None:
    answer = coverage(catalogue, asOf="1900-01-01")
    assert denominators(answer) == dict.fromkeys(DESIGNATED, 0)
    for row in answer["rows"]:
        assert [level["ratio"] for level in row["levels"]] == [None] * 5
        assert row["onTarget"] == {"numerator": 0, "ratio": None}
    assert sum(row["undated"] for row in answer["rows"]) > 0


EVERY_FIGURE = """query ($asOf: Date!, $mode: CountingMode!, $by: CoverageGrouping!, $metric: CoverageMetric!,
  $unitMode: UnitMode!) {
  coverage(asOf: $asOf, countingMode: $mode, groupBy: $by, population: RECOGNISED, unitMode: $unitMode) {
    isAdditive total { ...figures } rows { ...figures } } }
fragment figures on CoverageRow { key denominator scale measure(metric: $metric) {
  unit numerator denominator scale ratio value
  reached: entries(side: NUMERATOR, first: 1) { totalCount }
  all: entries(side: DENOMINATOR, first: 1) { totalCount }
  missing: entries(side: DIFFERENCE, first: 1) { totalCount } } }"""


@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("mode", ["DESIGNATION", "COMPONENT"])
def test_every_figure_opens_exactly_as_many_entries_as_it_says(
    catalogue: Catalogue, mode: str, grouping: Grouping
) -> None:
    for metric in Metric:
        answer = catalogue.data(
            EVERY_FIGURE, asOf="2026-12-01", mode=mode, by=grouping, metric=metric, unitMode="PRIMARY"
        )["coverage"]
        for row in [answer["total"], *answer["rows"]]:
            figure = row["measure"]
            if figure["unit"] == "entries":
                assert figure["scale"] == 1
                assert figure["reached"]["totalCount"] == figure["numerator"]
                assert figure["all"]["totalCount"] == figure["denominator"]
            if figure["unit"] == "entries" and metric != Metric.COMPLETENESS:
                missing = figure["denominator"] - figure["numerator"]
                assert figure["missing"]["totalCount"] == missing
            assert (figure["ratio"] is None) == (figure["denominator"] == 0)
            if figure["ratio"] is not None:
                exact = Fraction(figure["numerator"], figure["denominator"])
                assert figure["ratio"] == float(exact)
        if answer["isAdditive"]:
            assert sum(row["denominator"] for row in answer["rows"]) == answer["total"]["denominator"]


@pytest.mark.parametrize(("unit_mode", "is_additive"), [("FRACTION", True), ("TOUCH", False)])
def test_places_in_several_communes_are_shared_or_said_to_overlap(
    catalogue: Catalogue, unit_mode: str, is_additive: bool
) -> None:
    answer = catalogue.data(
        EVERY_FIGURE, asOf="2026-12-01", mode="COMPONENT", by="ADMIN_UNIT", metric="D0", unitMode=unit_mode
    )["coverage"]
    assert answer["isAdditive"] is is_additive
    together = sum(Fraction(row["denominator"], row["scale"]) for row in answer["rows"])
    total = Fraction(answer["total"]["denominator"], answer["total"]["scale"])
    assert together == total if is_additive else together >= total
    assert len(answer["rows"]) >= 45


def test_pages_of_entries_join_into_the_whole_list(catalogue: Catalogue) -> None:
    document = """query ($after: String) { coverage(asOf: "2026-12-01", countingMode: COMPONENT) { total {
      entries(first: 7, after: $after) { totalCount nodes { key } pageInfo { hasNextPage endCursor } } } } }"""
    keys: list[str] = []
    after = None
    while True:
        page = catalogue.data(document, after=after)["coverage"]["total"]["entries"]
        keys += [node["key"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(keys) == len(set(keys)) == page["totalCount"]
    assert keys == sorted(keys)


STATEMENTS = 48
"""SQL statements of the contract's document at most: the register, the facts of the sites, one batch of sites."""


def test_the_number_of_statements_does_not_grow_with_rows_or_entries(catalogue: Catalogue) -> None:
    document = contract("evaluator/coverage")
    catalogue.ask(document, **VARIABLES["Coverage"])  # units and borders are read once
    few, many = (
        catalogue.ask(document, **{**VARIABLES["Coverage"], "groupBy": by}) for by in ("GRADE", "ADMIN_UNIT")
    )
    assert few.errors == many.errors == []
    assert len(few.statements) == len(many.statements) <= STATEMENTS


def test_the_registers_own_gaps_stand_beside(catalogue: Catalogue) -> None:
    document = """{ coverage(asOf: "2026-12-01", countingMode: COMPONENT) {
      declared { category asOf declared known } notes(language: EN) overlaps { schemes sites }
      total { funnel { metric numerator denominator } completeness { mean median lowestTenth }
        newInPeriod(since: "2015-01-01") { totalCount } levelCounts { level count } } } }"""
    answer = catalogue.data(document)["coverage"]
    declared = {(one["category"], one["asOf"]): (one["declared"], one["known"]) for one in answer["declared"]}
    assert declared["NATIONAL", "2022-03-04"] == (14, 14)
    assert declared["PROVINCIAL", "2022-03-04"] == (14, 13)
    assert any(note.startswith("11 entries are declared") for note in answer["notes"])
    funnel = [figure["numerator"] for figure in answer["total"]["funnel"]]
    assert funnel == sorted(funnel, reverse=True)
    assert answer["total"]["funnel"][0]["denominator"] - funnel[0] == 11
    counts = answer["total"]["levelCounts"]
    assert sum(one["count"] for one in counts) == answer["total"]["funnel"][0]["denominator"]


def test_what_was_known_before_the_register_was_loaded_is_nothing(catalogue: Catalogue) -> None:
    document = """{ coverage(asOf: "2026-12-01", knownAt: "2020-01-01T00:00:00Z") {
      knownAt total { denominator onTarget { ratio } } declared { declared } } }"""
    answer = catalogue.data(document)["coverage"]
    assert answer["declared"] == []
    assert answer["total"] == {"denominator": 0, "onTarget": {"ratio": None}}


def test_equal_questions_have_equal_hashes_and_other_days_have_others(catalogue: Catalogue) -> None:
    first, again, other = (
        coverage(catalogue, asOf=day)["sha256"] for day in ("2026-12-01", "2026-12-01", "2010-01-01")
    )
    assert first == again != other


AT_A_GLANCE = """query ($by: CoverageGrouping!, $mode: CountingMode!, $knownAt: DateTime) {
  coverage(asOf: "2026-11-23", groupBy: $by, countingMode: $mode, knownAt: $knownAt) {
    rows { ...kept %s } total { ...kept %s } } }
fragment kept on CoverageRow { key denominator undated scale isTheUnknown levels { ...sides } onTarget { ...sides } }
fragment sides on CoverageFigure { metric level unit numerator denominator scale ratio value percent }"""
COUNTED = AT_A_GLANCE % (("entries { totalCount }",) * 2)
KEPT = AT_A_GLANCE % ("", "")
IN_UNITS = """{ coverage(asOf: "2026-11-23", groupBy: ADMIN_UNIT) { rows { key denominator undated
    levels { level numerator ratio } onTarget { numerator } } } }"""


@pytest.mark.parametrize("mode", ["DESIGNATION", "COMPONENT"])
@pytest.mark.parametrize("by", ["TOTAL", "GRADE", "ADMIN_UNIT", "KIND", "SCHEME"])
def test_figures_at_a_glance_equal_those_that_are_counted(catalogue: Catalogue, by: str, mode: str) -> None:
    team = Team.of(catalogue)
    team.published()
    team.published(designations=[])
    kept = catalogue.data(KEPT, by=by, mode=mode)["coverage"]
    later = catalogue.data(KEPT, by=by, mode=mode, knownAt="2026-12-31T00:00:00Z")["coverage"]
    assert kept == later
    for row in [*kept["rows"], kept["total"]]:
        row["entries"] = {"totalCount": row["denominator"]}
    assert kept == catalogue.data(COUNTED, by=by, mode=mode)["coverage"]


def test_todays_figures_by_commune_take_one_short_statement_and_five_after_a_change(
    catalogue: Catalogue,
) -> None:
    before, again = catalogue.ask(IN_UNITS), catalogue.ask(IN_UNITS)
    team = Team.of(catalogue)
    for _ in range(3):
        team.published()
    after, once_more = catalogue.ask(IN_UNITS), catalogue.ask(IN_UNITS)
    assert before.errors == after.errors == []
    assert before.data == again.data != after.data == once_more.data
    sent = [len([one for one in answer.statements if one != "BEGIN"]) for answer in (again, after, once_more)]
    assert sent == [1, 5, 1]


@pytest.mark.parametrize(
    "document",
    [
        '{ site(slug: "doi-a1", knownAt: %s) { id } }',
        "{ sites(first: 1, knownAt: %s) { totalCount } }",
        '{ coverage(asOf: "2026-12-01", knownAt: %s) { sha256 } }',
        '{ procedureFigures(from: "2026-01-01", to: "2026-02-01", knownAt: %s) { formula } }',
    ],
)
@pytest.mark.parametrize(
    "instant",
    ["2026-11-23T08:15:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z"],
)
def test_an_instant_that_is_none_is_the_askers_mistake(
    catalogue: Catalogue, document: str, instant: str
) -> None:
    (error,) = catalogue.ask(document % f'"{instant}"').errors
    assert code_of(error) == "BAD_REQUEST"


@pytest.mark.parametrize(
    "field",
    ['coverage(asOf: "2026-12-0%d") { asOf }', 'worklist(asOf: "2026-12-0%d") { totalCount }'],
)
def test_two_days_may_be_asked_of_the_whole_register_and_not_three(catalogue: Catalogue, field: str) -> None:
    def asked(times: int) -> str:
        return "{ " + " ".join(f"a{n}: {field % n}" for n in range(1, times + 1)) + " }"

    assert len(catalogue.data(asked(2))) == 2
    with pytest.raises(RequestError) as refused:
        catalogue.ask(asked(3))
    assert isinstance(refused.value.errors[0], TooCostlyError)


def test_a_page_of_sites_says_how_far_each_is_on_one_day_and_not_on_ten(catalogue: Catalogue) -> None:
    def asked(days: int) -> str:
        levels = " ".join(
            f'a{n}: digitisation(asOf: "2026-11-{n}") {{ level }}' for n in range(10, 10 + days)
        )
        return f"{{ sites(first: 100) {{ nodes {{ {levels} }} }} }}"

    catalogue.data(asked(1))
    with pytest.raises(RequestError) as refused:
        catalogue.ask(asked(10))
    assert isinstance(refused.value.errors[0], TooCostlyError)


def test_the_hash_is_of_the_whole_question(catalogue: Catalogue) -> None:
    asked = '{ %s: coverage(asOf: "2026-12-01", groupBy: GRADE%s) { sha256 } }'
    others = ("", ", unitMode: TOUCH", ", unitTime: AS_WAS", ', knownAt: "2026-11-30T00:00:00Z"')
    found = {catalogue.data(asked % ("a", other))["a"]["sha256"] for other in others}
    assert len(found) == len(others)
