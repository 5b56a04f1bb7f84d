"""What was withdrawn counts and is not named: in answers, files, lists of work and closed documents (both databases)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.reasons import examine
from catalog.coverage.telling import Told
from catalog.coverage.words import Grouping
from catalog.exchange.figures import entry_cells
from catalog.projection.reader import Reader
from tests.catalog.coverage.closing import closed, council, document_of, made_again
from tests.catalogue import TODAY, Catalogue, clock
from tests.photographs import attach
from tests.staff import Team, done

ENTRIES = """query ($asOf: Date!, $knownAt: DateTime) {
  coverage(asOf: $asOf, knownAt: $knownAt, groupBy: TOTAL, population: RELIC_RANK) {
    total { denominator entries(first: 100) { nodes { key label site { slug } decisionNumber } } } } }"""
WORK = "query ($asOf: Date!) { worklist(asOf: $asOf, first: 100) { nodes { site { slug } failing { reason evidence } } } }"
UNNAMED = "Di tích đã gỡ công bố (999/QĐ-UBND)"


def line(catalogue: Catalogue, code: str, **asked: Any) -> tuple[int, dict[str, Any]]:
    total = catalogue.data(ENTRIES, asOf=TODAY.isoformat(), **asked)["coverage"]["total"]
    (found,) = (one for one in total["entries"]["nodes"] if one["key"].startswith(code))
    return total["denominator"], found


def cells(catalogue: Catalogue, code: str, known_at: datetime | None = None) -> dict[str, Any]:
    with catalogue.database.read() as session:
        question = Question(TODAY, grouping=Grouping.TOTAL, known_at=known_at)
        told = Told(Coverage(Reader(session, TODAY), question))
        (one,) = (share.counted for share in told.coverage.total.shares if share.counted.code == code)
        return entry_cells(told, one)


def test_a_withdrawn_site_counts_and_is_told_by_its_decision_alone(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = team.published()
    before, named = line(catalogue, site["code"])
    assert named["site"] == {"slug": site["slug"]}
    told = cells(catalogue, site["code"])
    assert (told["label"], told["slug"]) == (named["label"], site["slug"])
    work = len(catalogue.data(WORK, asOf=TODAY.isoformat())["worklist"]["nodes"])
    seen = clock()
    done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="Trùng.")
    for known_at in (None, seen):
        asked = {} if known_at is None else {"knownAt": known_at.isoformat()}
        after, found = line(catalogue, site["code"], **asked)
        assert (after, found["label"], found["site"]) == (before, UNNAMED, None)
        told = cells(catalogue, site["code"], known_at)
        assert (told["label"], told["slug"]) == (UNNAMED, None)
    nodes = catalogue.data(WORK, asOf=TODAY.isoformat())["worklist"]["nodes"]
    assert len(nodes) == work
    assert [node["failing"] for node in nodes if node["site"] is None] == [[]]


def test_a_closed_document_names_what_was_public_then_and_is_made_again_as_it_was(
    pictured: Catalogue,
) -> None:
    team, who = Team.of(pictured), council(pictured)
    site = team.published()
    first = closed(who)
    done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="Trùng.")
    second = closed(who, restates=first["id"], reason="Đã gỡ.")
    said = []
    for snapshot in (first, second):
        entries = document_of(snapshot)["countings"][0]["entries"]
        said += [(one["label"], one["slug"]) for one in entries if one["code"] == site["code"]]
        assert made_again(pictured, snapshot["id"]).is_same
    assert said[0][1] == site["slug"]
    assert UNNAMED not in said[0]
    assert said[1] == (UNNAMED, None)


def test_evidence_holds_no_code_of_a_file_that_is_not_public(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path, access="INTERNAL")
    site = team.publish({**site, "version": payload["site"]["version"]})
    with pictured.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY))
        ids = [entry.site_id for entry in coverage.lines if entry.key.startswith(site["code"])]
        (found,) = examine(coverage, [one for one in ids if one is not None]).values()
    told = [one for result in found.evaluation.results for one in result.outcome.evidence]
    assert told
    assert f"{site['code']}.IMG01" not in told
