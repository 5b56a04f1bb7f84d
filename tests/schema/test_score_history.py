"""What the history and the rows keep of a sheet's whole life, word for word."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from tests.catalogue import Catalogue
from tests.schema.scoring import (
    APPRAISE,
    COMMUNE,
    DECIDE,
    DEPARTMENT,
    OPEN,
    PLACE,
    PUBLISH,
    SCORE,
    SUBMIT,
    Bench,
    done,
    manual,
    url,
    values,
)

TOLD = """SELECT action, subject_kind, subject_key, reason, before, after, actor_id FROM history_entry
    WHERE subject_kind IN ('RULES', 'SCORE_SHEET') ORDER BY sequence"""


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def person(who: Catalogue) -> int:
    assert who.viewer is not None
    return who.viewer.person_id


def rows(bench: Bench, query: str) -> list[tuple[Any, ...]]:
    with bench.catalogue.database.read() as session:
        return [tuple(row) for row in session.execute(sa.text(query))]


def test_every_act_is_told_with_what_was_before_and_after_and_by_whom(bench: Bench) -> None:
    wanted = bench.approved(manual("A", 60), manual("B", 40))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    lines = [{**values("A", a="50"), "evidence": [{**url("a"), "sha256": "ab" * 32}, url("b")]}]
    done(bench.officer, SCORE, **COMMUNE, lines=lines)
    done(bench.officer, SCORE, **COMMUNE, lines=[values("B", a="1/3"), values("A", a="50")])
    done(bench.officer, SUBMIT, **COMMUNE)
    judged = [{"criterion": "A", "points": "45", "reason": "  Thiếu\tbiên bản. "}]
    done(bench.evaluator, APPRAISE, **COMMUNE, lines=judged, rest=True)
    done(bench.council, DECIDE, **COMMUNE, lines=[])
    done(bench.council, PLACE, code="khoi-xa", subjects=[COMMUNE["subject"]])
    done(bench.council, PUBLISH, period="2026")
    sheet, subject, rules = "03325/2026", "03325", f"{wanted['name']}/{wanted['version']}"
    ((sha256,),) = rows(bench, "SELECT sha256 FROM criteria_set")
    officer, evaluator, council = (person(who) for who in (bench.officer, bench.evaluator, bench.council))
    found = [
        (*row[:3], row[3], *(None if each is None else orjson.loads(each) for each in row[4:6]), row[6])
        for row in rows(bench, TOLD)
    ]
    assert found == [
        ("ADD_RULES", "RULES", rules, None, None, {"sha256": sha256}, evaluator),
        ("APPROVE_RULES", "RULES", rules, None, None, {"sha256": sha256, "status": "APPROVED"}, council),
        ("CREATE", "SCORE_SHEET", sheet, None, None, {"criteria": rules, "sha256": sha256}, officer),
        ("SELF_SCORE", "SCORE_SHEET", sheet, None, None, {"A": "50"}, officer),
        ("SELF_SCORE", "SCORE_SHEET", sheet, None, None, {"B": "1/3"}, officer),
        ("SUBMIT", "SCORE_SHEET", sheet, None, None, {"total": "151/3", "is_late": False, "evidence": ["ab" * 32]}, officer),
        ("APPRAISE", "SCORE_SHEET", sheet, None, None, {"A": "45"}, evaluator),
        ("DECIDE_SCORE", "SCORE_SHEET", sheet, None, None, {}, council),
        ("ASSIGN", "SCORE_SHEET", subject, None, {"cluster": None}, {"cluster": "khoi-xa"}, council),
        ("PUBLISH_SCORES", "SCORE_SHEET", sheet, None, None,
         {"total": "136/3", "rank": 1, "decided_by": [], "cluster": "khoi-xa"}, council),
    ]  # fmt: skip


def test_rows_keep_who_did_what_and_the_published_total_exactly(bench: Bench) -> None:
    wanted = bench.approved(manual("A", 60), manual("B", 40), days_to_submit=15)
    bench.submitted(bench.officer, wanted, [values("A", a="1/3"), values("B", a="40")], **COMMUNE)
    judged = [{"criterion": "A", "points": "0.25", "reason": "Thiếu."}]
    done(bench.evaluator, APPRAISE, **COMMUNE, lines=judged, rest=True)
    done(bench.council, DECIDE, **COMMUNE, lines=[])
    done(bench.council, PUBLISH, period="2026")
    query = "SELECT state, total, rank, cluster_code, decided_by, due_on, opened_by_id, submitted_by_id FROM score_sheet"
    officer, evaluator, council = (person(who) for who in (bench.officer, bench.evaluator, bench.council))
    ((*kept, due_on, opened_by, submitted_by),) = rows(bench, query)
    assert (kept, str(due_on)) == (["PUBLISHED", "161/4", None, None, "[]"], "2027-01-15")
    assert (opened_by, submitted_by) == (officer, officer)
    scores = rows(bench, "SELECT criterion, stage, points, inputs, reason, actor_id FROM score ORDER BY id")
    assert [(*row[:3], orjson.loads(row[3]), *row[4:]) for row in scores] == [
        ("A", "SELF", "1/3", {"values": {"a": "1/3"}}, None, officer),
        ("B", "SELF", "40", {"values": {"a": "40"}}, None, officer),
        ("A", "APPRAISED", "1/4", {"points": "0.25"}, "Thiếu.", evaluator),
        ("B", "APPRAISED", "40", {"values": {"a": "40"}}, None, evaluator),
        ("A", "FINAL", "1/4", {"points": "0.25"}, None, council),
        ("B", "FINAL", "40", {"values": {"a": "40"}}, None, council),
    ]


def test_each_cluster_has_ranks_of_its_own(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    bench.decided(bench.editor, wanted, [values("A", a="90")], **DEPARTMENT)
    bench.decided(bench.officer, wanted, [values("A", a="80")], **COMMUNE)
    done(bench.council, PLACE, code="khoi-xa", subjects=[COMMUNE["subject"]])
    done(bench.council, PLACE, code="khoi-so", subjects=[DEPARTMENT["subject"]])
    done(bench.council, PUBLISH, period="2026")
    query = "SELECT cluster_code, subject_code, rank, total FROM score_sheet ORDER BY cluster_code"
    assert rows(bench, query) == [("khoi-so", "svhttdl", 1, "90"), ("khoi-xa", "03325", 1, "80")]
    published = [orjson.loads(row[5])["cluster"] for row in rows(bench, TOLD) if row[0] == "PUBLISH_SCORES"]
    assert published == ["khoi-xa", "khoi-so"]
