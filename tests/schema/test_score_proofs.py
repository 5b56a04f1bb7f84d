"""What proves points: which documents are taken, which are one, and which are no longer what they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.catalog.coverage.closing import closed
from tests.catalog.scoring.sets import label
from tests.catalogue import Catalogue
from tests.photographs import attach
from tests.schema.scoring import (
    COMMUNE,
    OPEN,
    SCORE,
    SUBMIT,
    Bench,
    done,
    line,
    manual,
    problems,
    url,
    values,
)
from tests.staff import Team

DIGEST = "ab" * 32
LOOK = """query ($subject: String!, $period: String!) { scoreSheet(subject: $subject, period: $period) {
    lines { criterion { code } evidence { title url sha256 fault } } } }"""


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


@pytest.fixture
def opened(bench: Bench) -> Bench:
    """The commune's sheet, open: A and B, of which each needs documents of its own; C and D may share theirs."""
    asked = {"evidence_required": label("Quyết định")}
    shared = {"may_share_evidence": True}
    wanted = bench.approved(
        manual("A", 40, **asked),
        manual("B", 30, **asked),
        manual("C", 20, **shared),
        manual("D", 10, **shared),
    )
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    zeroes = [values(code, a="0") for code in "ABCD"]
    done(bench.officer, SCORE, **COMMUNE, lines=zeroes)
    return bench


def proved(**documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines without points, with these documents."""
    return [{**values(code, a="0"), "evidence": named} for code, named in documents.items()]


def shown(bench: Bench, code: str) -> list[dict[str, Any]]:
    """The documents of a line, as the officer sees them."""
    found: list[dict[str, Any]] = line(bench.officer.data(LOOK, **COMMUNE)["scoreSheet"], code)["evidence"]
    return found


@pytest.mark.parametrize(
    ("document", "code", "place"),
    [
        ({"title": "\u00a0", "url": "https://a.vn"}, "EVIDENCE_TITLE", "title"),
        ({"title": "t" * 501, "url": "https://a.vn"}, "EVIDENCE_TITLE", "title"),
        ({"title": "a"}, "EVIDENCE_PLACE", ""),
        ({"title": "a", "url": "https://a.vn", "digest": DIGEST}, "EVIDENCE_PLACE", ""),
        ({"title": "a", "url": "https://a.vn", "digest": DIGEST, "snapshot": "S-2026-1"}, "EVIDENCE_PLACE", ""),
        ({"title": "a", "url": "https://a.vn", "sha256": "AB" * 32}, "EVIDENCE_SHA256", "sha256"),
        ({"title": "a", "url": "https://a.vn", "sha256": DIGEST + "a"}, "EVIDENCE_SHA256", "sha256"),
        ({"title": "a", "url": "https://[", "sha256": DIGEST}, "EVIDENCE_URL", "url"),
        ({"title": "a", "url": "https://"}, "EVIDENCE_URL", "url"),
        ({"title": "a", "url": "javascript://a.vn"}, "EVIDENCE_URL", "url"),
        ({"title": "a", "url": "https://a.vn/a b"}, "EVIDENCE_URL", "url"),
        ({"title": "a", "url": "https://a.vn/a\u200eb"}, "EVIDENCE_URL", "url"),
        ({"title": "a", "url": "https://a.vn/" + "a" * 1988}, "EVIDENCE_URL", "url"),
        ({"title": "a", "digest": "AB" * 32}, "FILE_UNKNOWN", "digest"),
        ({"title": "a", "digest": DIGEST}, "FILE_UNKNOWN", "digest"),
        ({"title": "a", "snapshot": "S-2026-\0"}, "SNAPSHOT_UNKNOWN", "snapshot"),
        ({"title": "a", "snapshot": ""}, "SNAPSHOT_UNKNOWN", "snapshot"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_found_again_is_not_taken(
    opened: Bench, document: dict[str, Any], code: str, place: str
) -> None:
    lines = proved(A=[url("a"), document])
    where = f"A.evidence.1.{place}".rstrip(".")
    assert problems(opened.officer, SCORE, **COMMUNE, lines=lines) == [(code, where)]


def test_all_that_is_wrong_with_documents_is_said_at_once(opened: Bench) -> None:
    lines = proved(A=[{"title": "a"}, url("a"), {"title": " ", "url": "https://a.vn"}], B=[url("b")] * 21)
    assert problems(opened.officer, SCORE, **COMMUNE, lines=lines) == [
        ("EVIDENCE_PLACE", "A.evidence.0"),
        ("EVIDENCE_TITLE", "A.evidence.2.title"),
        ("EVIDENCE_TOO_MANY", "B.evidence"),
    ]


def test_a_document_is_taken_up_to_the_limits_and_kept_as_it_was_named(opened: Bench) -> None:
    long = {"title": "t" * 500, "url": "https://a.vn/" + "a" * 1987, "sha256": DIGEST}
    spaced = {"title": " Báo  cáo ", "url": " http://a.vn/b "}
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[long, spaced], B=[url(str(n)) for n in range(20)]))
    assert [(each["title"], each["url"], each["sha256"]) for each in shown(opened, "A")] == [
        (long["title"], long["url"], DIGEST),
        ("Báo cáo", "http://a.vn/b", None),
    ]
    assert [each["url"] for each in shown(opened, "B")] == [f"https://example.vn/{n}" for n in range(20)]


def test_documents_named_anew_take_the_place_of_those_before_and_no_others(opened: Bench) -> None:
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[url("a"), url("b")], B=[url("c")]))
    done(opened.officer, SCORE, **COMMUNE, lines=[values("A", a="0")])
    assert len(shown(opened, "A")) == 2
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[url("d")]))
    assert [each["url"] for each in shown(opened, "A")] == ["https://example.vn/d"]
    assert [each["url"] for each in shown(opened, "B")] == ["https://example.vn/c"]
    assert opened.catalogue.count("score_evidence", "superseded_at IS NOT NULL") == 2
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[]))
    assert shown(opened, "A") == []


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ({"url": "https://a.vn/x"}, {"url": "http://WWW.a.vn/x/"}, True),
        ({"url": "https://a.vn/x"}, {"url": "https://a.vn/y"}, False),
        ({"url": "https://a.vn/x"}, {"url": "https://a.vn/X"}, False),
        ({"url": "https://a.vn/x?n=1"}, {"url": "https://a.vn/x?n=2"}, False),
        ({"url": "https://a.vn/x"}, {"url": "https://a.vn:8443/x"}, False),
        ({"url": "https://a.vn:8443/x"}, {"url": "https://www.a.vn:8443/x"}, True),
        ({"url": "https://a.vn/x", "sha256": DIGEST}, {"url": "https://b.vn/y", "sha256": DIGEST}, True),
        ({"url": "https://a.vn/x", "sha256": DIGEST}, {"url": "https://b.vn/y", "sha256": DIGEST[::-1]}, False),
    ],
)  # fmt: skip
def test_one_document_written_in_two_ways_proves_one_criterion(
    opened: Bench, one: dict[str, str], other: dict[str, str], are_one: bool
) -> None:
    lines = proved(A=[{"title": "Một", **one}, {"title": "Một", **one}], B=[{"title": "Hai", **other}])
    done(opened.officer, SCORE, **COMMUNE, lines=lines)
    if are_one:
        assert problems(opened.officer, SUBMIT, **COMMUNE) == [("EVIDENCE_TWICE", "B.evidence")]
    else:
        done(opened.officer, SUBMIT, **COMMUNE)


def test_a_document_is_shared_only_by_criteria_that_both_allow_it(opened: Bench) -> None:
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[url("a")], C=[url("a")], D=[url("d")]))
    assert problems(opened.officer, SUBMIT, **COMMUNE) == [("EVIDENCE_TWICE", "C.evidence")]
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[url("b")], C=[url("d")]))
    sheet = done(opened.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    assert all(line(sheet, code)["evidence"][0]["frozenAt"] for code in "ACD")


@pytest.fixture
def stored(opened: Bench, tmp_path: Path) -> str:
    """The digest of a file that is stored, which proves A."""
    team = Team.of(opened.catalogue)
    attach(team.editor, team.created()["id"], tmp_path)
    with opened.catalogue.database.read() as session:
        digest = str(session.scalar(sa.text("SELECT digest FROM stored_file ORDER BY digest LIMIT 1")))
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[{"title": "Ảnh", "digest": digest}, url("a")]))
    return digest


def test_a_stored_file_proves_by_its_own_digest(opened: Bench, stored: str) -> None:
    other = proved(A=[{"title": "Ảnh", "digest": stored, "sha256": DIGEST}])
    assert problems(opened.officer, SCORE, **COMMUNE, lines=other) == [
        ("EVIDENCE_SHA256", "A.evidence.0.sha256")
    ]
    done(opened.officer, SCORE, **COMMUNE, lines=[*proved(B=[{"title": "Ảnh", "digest": stored}])])
    assert problems(opened.officer, SUBMIT, **COMMUNE) == [("EVIDENCE_TWICE", "B.evidence")]
    done(opened.officer, SCORE, **COMMUNE, lines=proved(B=[]))
    sheet = done(opened.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    first, second = line(sheet, "A")["evidence"]
    assert (first["sha256"], first["fault"], second["fault"]) == (stored, None, None)


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        ("MISSING", "FILE_GONE", "Tệp “Ảnh” không còn trong kho."),
        ("CHANGED", "FILE_CHANGED", "Tệp “Ảnh” đã bị thay đổi."),
    ],
)
def test_a_stored_file_that_a_check_found_faulty_proves_nothing(
    opened: Bench, stored: str, fault: str, code: str, sentence: str
) -> None:
    statement = sa.text(
        "UPDATE stored_file SET fault = :fault, checked_at = recorded_at WHERE digest = :digest"
    )
    with opened.catalogue.database.write() as session:
        session.execute(statement, {"fault": fault, "digest": stored})
    assert problems(opened.officer, SUBMIT, **COMMUNE) == [(code, "A.evidence")]
    assert [each["fault"] for each in shown(opened, "A")] == [sentence, None]


def test_a_stored_file_that_is_gone_is_found_when_the_sheet_is_submitted(opened: Bench, stored: str) -> None:
    room = opened.catalogue.room
    assert room is not None
    path = room.store.path(stored)
    path.unlink()
    assert problems(opened.officer, SUBMIT, **COMMUNE) == [("FILE_GONE", "A.evidence")]


def test_a_snapshot_proves_by_its_own_hash(opened: Bench) -> None:
    snapshot = closed(opened.council)
    named = {"title": "Bản chốt", "snapshot": snapshot["id"]}
    other = proved(A=[{**named, "sha256": DIGEST}])
    assert problems(opened.officer, SCORE, **COMMUNE, lines=other) == [
        ("EVIDENCE_SHA256", "A.evidence.0.sha256")
    ]
    done(opened.officer, SCORE, **COMMUNE, lines=proved(A=[{**named, "sha256": snapshot["sha256"]}]))
    assert shown(opened, "A")[0]["fault"] is None
    sheet = done(opened.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    assert line(sheet, "A")["evidence"][0]["sha256"] == snapshot["sha256"]
