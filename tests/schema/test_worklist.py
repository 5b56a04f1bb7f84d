"""The work list and a site's place on the ladder, through the public schema."""

from __future__ import annotations

from typing import Any

from tests.catalogue import VARIABLES, Catalogue, contract

DOCUMENT = contract("evaluator/worklist")


def work(catalogue: Catalogue, **variables: Any) -> Any:
    return catalogue.data(DOCUMENT, **{**VARIABLES["Worklist"], **variables})["worklist"]


def test_the_contracts_document_runs_and_names_what_is_missing(catalogue: Catalogue) -> None:
    found = work(catalogue, first=100)
    assert len(found["edges"]) == found["totalCount"] > 50
    for edge in found["edges"]:
        node = edge["node"]
        assert (node["level"] or "D/") < node["targetLevel"]
        assert all(check["check"][:2] <= node["targetLevel"] for check in node["failing"])
        assert all(check["label"] and check["reason"] and check["source"] for check in node["failing"])
    slugs = [edge["node"]["site"]["slug"] for edge in found["edges"]]
    assert len(slugs) == len(set(slugs))


def test_the_cheapest_next_step_comes_first_and_lower_levels_before_higher_ones(catalogue: Catalogue) -> None:
    document = """query ($first: Int) { worklist(asOf: "2026-12-01", first: $first) { nodes {
      effort waitsForParts level failing { check level effort isBlocking } } } }"""
    nodes = catalogue.data(document, first=100)["worklist"]["nodes"]
    order = [(node["waitsForParts"], node["effort"]) for node in nodes]
    assert order == sorted(order)
    for node in nodes:
        steps = [(check["level"], check["effort"]) for check in node["failing"]]
        assert steps == sorted(steps)
        assert all(check["isBlocking"] for check in node["failing"])


def test_pages_join_into_the_whole_list_in_a_stable_order(catalogue: Catalogue) -> None:
    whole = [edge["node"]["site"]["slug"] for edge in work(catalogue, first=100)["edges"]]
    joined: list[str] = []
    after = None
    while True:
        page = work(catalogue, first=30, after=after)
        joined += [edge["node"]["site"]["slug"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert joined == whole


def test_the_list_of_a_commune_holds_the_sites_of_that_commune(catalogue: Catalogue) -> None:
    found = work(catalogue, adminUnit="03127", first=100)
    listed = {edge["node"]["site"]["slug"] for edge in found["edges"]}
    counted = set[str]()
    for mode in ("DESIGNATION", "COMPONENT"):
        document = """query ($mode: CountingMode) { coverage(asOf: "2026-12-01", countingMode: $mode, unitMode: TOUCH,
          groupBy: ADMIN_UNIT, population: RECOGNISED) { rows { key
            entries(metric: ON_TARGET, reached: false, first: 100) { nodes { site { slug } } } } } }"""
        rows = catalogue.data(document, mode=mode)["coverage"]["rows"]
        row = next(row for row in rows if row["key"] == "03127")
        counted |= {node["site"]["slug"] for node in row["entries"]["nodes"]}
    assert listed == counted != set()
    assert work(catalogue, adminUnit="99999")["totalCount"] == 0


STATEMENTS = 56


def test_a_page_takes_as_many_statements_for_fifty_sites_as_for_five(catalogue: Catalogue) -> None:
    catalogue.ask(DOCUMENT, **VARIABLES["Worklist"])  # units and borders are read once
    few, many = (catalogue.ask(DOCUMENT, **{**VARIABLES["Worklist"], "first": first}) for first in (5, 50))
    assert len(few.statements) == len(many.statements) <= STATEMENTS


def test_a_site_says_where_it_stands_and_what_comes_next(catalogue: Catalogue) -> None:
    document = """query ($day: Date) { site(slug: "doi-a1") { digitisation(asOf: $day) { level ownLevel targetLevel
      checks { check level status label reason why source isLaw isBlocking evidence }
      failing { check } nextStep { check reason(language: EN) } } } }"""
    found = catalogue.data(document, day="2026-12-01")["site"]["digitisation"]
    assert found["targetLevel"] == "D3"
    assert [check["check"] for check in found["checks"]][:3] == ["D0.1", "D0.2", "D0.3"]
    assert found["nextStep"]["check"] == found["failing"][0]["check"]
    assert found["nextStep"]["reason"]
    passed = next(check for check in found["checks"] if check["check"] == "D0.1")
    assert (passed["status"], passed["evidence"]) == ("PASS", ["DB-S-00002/1"])
    assert catalogue.data(document, day="1950-01-01")["site"]["digitisation"]["targetLevel"] is None


def test_the_level_of_a_site_is_the_one_that_figures_count(catalogue: Catalogue) -> None:
    counted = catalogue.data(
        """{ coverage(asOf: "2026-12-01", countingMode: COMPONENT) { total {
        entries(first: 100) { nodes { level requiredLevel failing site { digitisation(asOf: "2026-12-01") {
          level targetLevel failing { check } } } } } } } }"""
    )["coverage"]["total"]["entries"]["nodes"]
    for node in counted:
        if node["site"] is not None:
            judged = node["site"]["digitisation"]
            assert (node["level"], node["requiredLevel"]) == (judged["level"], judged["targetLevel"])
            assert sorted(node["failing"]) == sorted(check["check"] for check in judged["failing"])


def test_pages_of_sites_are_judged_in_as_many_statements_as_one(catalogue: Catalogue) -> None:
    document = "query ($first: Int) { sites(first: $first) { nodes { slug digitisation { level } } } }"
    catalogue.ask(document, first=1)  # units and borders are read once
    one, many = (catalogue.ask(document, first=first) for first in (2, 100))
    assert one.errors == many.errors == []
    assert abs(len(many.statements) - len(one.statements)) <= 1
