"""Scores through the public schema, for people who ask for what is not theirs or send what nobody can keep."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from tests.catalog.coverage.closing import closed
from tests.catalogue import Catalogue, counted
from tests.schema.scoring import (
    APPRAISE,
    COMMUNE,
    DEPARTMENT,
    OPEN,
    SCORE,
    SUBMIT,
    Bench,
    done,
    manual,
    problems,
    url,
    values,
)
from tests.staff import MUONG_PHANG, Team, problems_of, someone

SHEETS = '{ scoreSheets(period: "2026") { state subject { code } } }'
NAMED = """mutation ($code: String!, $name: String!, $subjects: [String!]!) {
    placeInCluster(code: $code, name: $name, subjects: $subjects) { problems { code field } } }"""


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def test_for_whoever_sees_no_sheet_of_a_period_nothing_is_counted(bench: Bench) -> None:
    closed(bench.council)
    everybody = (bench.catalogue, someone(bench.catalogue, Role.APP_DEVELOPER))
    done(bench.editor, OPEN, **DEPARTMENT)
    done(bench.officer, OPEN, **COMMUNE)
    for who in everybody:
        with counted(who.database) as statements:
            found: dict[str, Any] = who.data(SHEETS)
        assert found["scoreSheets"] == []
        assert not [each for each in statements if "coverage_snapshot" in each or "procedure_count" in each]
    own = bench.officer.data(SHEETS)["scoreSheets"]
    assert [each["subject"]["code"] for each in own] == [COMMUNE["subject"]]


BAD = {"a\0b": "CONTROL_CHARACTER", "a\x1bb": "CONTROL_CHARACTER", "a\u202eb": "HIDDEN_CHARACTER"}


@pytest.mark.parametrize("text", BAD)
def test_characters_that_no_text_may_hold_are_problems_and_nothing_is_kept(bench: Bench, text: str) -> None:
    wanted, code = bench.approved(manual("A")), BAD[text]
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    titled = {**values("A", a="80"), "evidence": [{**url("a"), "title": text}]}
    assert problems(bench.officer, SCORE, **COMMUNE, lines=[titled]) == [(code, "A.evidence.0.title")]
    said = {**values("A", a="80"), "reason": text}
    assert problems(bench.officer, SCORE, **COMMUNE, lines=[said]) == [(code, "A.reason")]
    done(bench.officer, SCORE, **COMMUNE, lines=[values("A", a="80")])
    done(bench.officer, SUBMIT, **COMMUNE)
    for points in ("70", "80"):
        judged = {"criterion": "A", "points": points, "reason": text}
        assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=[judged]) == [(code, "A.reason")]
    for field in ("code", "name"):
        given = {"code": "khoi-xa", "name": "Khối xã", "subjects": [MUONG_PHANG], field: text}
        assert problems(bench.council, NAMED, **given) == [(code, field)]


@pytest.mark.parametrize("text", BAD)
def test_a_withdrawal_gives_no_reason_that_no_text_may_hold(catalogue: Catalogue, text: str) -> None:
    team = Team.of(catalogue)
    site = team.published()
    at = {"id": site["id"], "version": site["version"]}
    assert problems_of(team.publisher, "WithdrawSite", **at, reason=text) == [(BAD[text], "reason")]
