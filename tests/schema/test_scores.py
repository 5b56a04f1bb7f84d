"""Score sheets through the public schema, on both databases: from the empty sheet to the published rank."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from catalog.coverage.signing import is_signed
from catalog.coverage.signing_key import signing_key_in
from catalog.scoring.criteria import canonical
from catalog.scoring.sets import find_set
from catalog.terms import Role
from tests.catalog.coverage.closing import closed
from tests.catalog.scoring.sets import criterion_data, label, set_data
from tests.catalogue import VARIABLES, Catalogue
from tests.schema.scoring import (
    ADD,
    APPRAISE,
    APPROVE,
    BASIS,
    COMMUNE,
    DECIDE,
    DEPARTMENT,
    OPEN,
    PLACE,
    PUBLISH,
    RANKING,
    READ,
    SCORE,
    SHEET,
    SUBMIT,
    Bench,
    done,
    line,
    manual,
    problems,
    refused,
    url,
    values,
)
from tests.staff import everything, someone

STEPS = [{"at_least": count, "points": count * 5} for count in (1, 2, 3, 4)]
GOLDEN = (
    criterion_data("A", 12, "RATIO", parameters={"is_share": True}),
    criterion_data("B", 20, "STEPS", parameters={"steps": STEPS}),
    manual("C", 68),
    criterion_data("E", 15, "BONUS"),
)
OWN = [values("A", a="45", b="46"), values("B", a="3"), values("C", a="60"), values("E", a="0")]


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def test_the_document_of_the_contract_answers_on_a_new_catalogue(catalogue: Catalogue) -> None:
    sheet = catalogue.data(SHEET, **VARIABLES["ScoreSheet"])["scoreSheet"]
    assert sheet["subject"] == {
        "code": "svhttdl",
        "name": "Sở Văn hóa, Thể thao và Du lịch tỉnh Điện Biên",
        "kind": "COLLECTIVE",
        "cluster": None,
    }
    assert sheet["period"] == {
        "code": "2026", "opensOn": "2026-01-01", "closesOn": "2027-01-01", "state": "OPEN",
    }  # fmt: skip
    assert sheet["criteriaSet"] == {
        "name": "svhttdl-mau", "version": "2025.0-draft", "approved": False, "legalBasis": None,
    }  # fmt: skip
    headings = [each for each in sheet["lines"] if "." not in each["criterion"]["code"]]
    assert [each["criterion"]["maximum"] for each in headings] == [30, 15, 15, 20, 10, 10, 10, 10]
    assert all(each["selfScore"] is None and each["evidence"] == [] for each in sheet["lines"])
    assert (sheet["total"], sheet["rank"], sheet["band"]) == (None, None, None)
    assert line(sheet, "IV.1")["figure"] is None
    assert catalogue.data(READ, **DEPARTMENT)["sheet"]["watermark"] == "mẫu – chưa phê duyệt"
    for unknown in ({"subject": "x\0", "period": "2026"}, {"subject": "svhttdl", "period": "2026-Q9"}):
        assert catalogue.data(READ, **unknown)["sheet"] is None
    subjects = catalogue.data("{ scoreSubjects { code cluster { code } } }")["scoreSubjects"]
    assert (len(subjects), subjects[0]["code"]) == (46, "svhttdl")
    assert catalogue.count("score_subject") == 0


def test_self_scored_and_appraised_points_stand_side_by_side_up_to_the_published_rank(bench: Bench) -> None:
    wanted = bench.approved(*GOLDEN)
    sheet = bench.submitted(bench.officer, wanted, OWN, **COMMUNE)
    assert (sheet["state"], sheet["watermark"], sheet["isLate"]) == ("SUBMITTED", None, False)
    assert line(sheet, "A")["selfScore"] == pytest.approx(11.739130, abs=1e-6)
    assert line(sheet, "B")["selfScore"] == 15
    assert sheet["exactTotal"] == "1995/23"
    outsider = someone(bench.catalogue, Role.COMMUNE_OFFICER, "03127")
    assert outsider.data(READ, **COMMUNE)["sheet"] is None
    assert bench.catalogue.data(READ, **COMMUNE)["sheet"] is None

    lower = {"criterion": "C", "points": "58.5"}
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=[lower]) == [("REASON_MISSING", "C.reason")]
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=[{"criterion": "C", "points": "69"}]) == [
        ("ABOVE_MAXIMUM", "C.points")
    ]
    assert problems(bench.council, DECIDE, **COMMUNE, lines=[]) == [("WRONG_STATE", None)]
    lower["reason"] = "Thiếu một báo cáo."
    sheet = done(bench.evaluator, APPRAISE, **COMMUNE, lines=[lower])["scoreSheet"]
    assert (sheet["state"], line(sheet, "C")["appraisedScore"]) == ("SUBMITTED", 58.5)
    sheet = done(bench.evaluator, APPRAISE, **COMMUNE, lines=[], rest=True)["scoreSheet"]
    assert sheet["state"] == "VERIFIED"
    assert problems(bench.council, PUBLISH, period="2026") == [("NOT_FINAL", "03325")]
    decided = [{**values("B", a="4"), "reason": "Có biên bản cuộc họp thứ tư."}]
    sheet = done(bench.council, DECIDE, **COMMUNE, lines=decided)["scoreSheet"]
    assert [line(sheet, code)["finalScore"] for code in "BC"] == [20, 58.5]
    assert line(sheet, "B")["selfScore"] == line(sheet, "B")["appraisedScore"] == 15
    done(bench.council, PLACE, code="khoi-xa", subjects=["03325"])
    done(bench.council, PUBLISH, period="2026")
    public = bench.catalogue.data(READ, **COMMUNE)["sheet"]
    assert (public["state"], public["rank"]) == ("PUBLISHED", 1)
    assert line(public, "B")["finalReason"] == "Có biên bản cuộc họp thứ tư."
    assert problems(bench.council, PUBLISH, period="2026") == [("PERIOD_PUBLISHED", "period")]
    assert problems(bench.editor, OPEN, **DEPARTMENT) == [("PERIOD_PUBLISHED", "period")]
    query = (
        "SELECT action FROM history_entry WHERE subject_kind IN ('RULES', 'SCORE_SHEET') ORDER BY sequence"
    )
    with bench.catalogue.database.read() as session:
        acts = list(session.scalars(sa.text(query)))
    assert acts == [
        "ADD_RULES", "APPROVE_RULES", "CREATE", "SELF_SCORE", "SUBMIT", "APPRAISE", "APPRAISE", "DECIDE_SCORE",
        "ASSIGN", "PUBLISH_SCORES",
    ]  # fmt: skip


@pytest.mark.parametrize(("cap", "total"), [(None, 107), (8, 105)])
def test_a_bonus_lifts_a_total_above_the_scale_as_far_as_the_cap_lets_it(
    bench: Bench, cap: int | None, total: int
) -> None:
    wanted = bench.approved(manual("A"), criterion_data("B", 15, "BONUS"), bonus_cap=cap)
    sheet = bench.submitted(bench.officer, wanted, [values("A", a="97"), values("B", a="10")], **COMMUNE)
    assert sheet["total"] == total


def test_a_ratio_of_nothing_does_not_apply_and_costs_nothing(bench: Bench) -> None:
    wanted = bench.approved(criterion_data("A", 50, "RATIO"), manual("B", 50))
    sheet = bench.submitted(
        bench.officer, wanted, [values("A", a="0", b="0"), values("B", a="40")], **COMMUNE
    )
    assert (line(sheet, "A")["selfScore"], line(sheet, "A")["isApplicable"]) == (None, False)
    assert (line(sheet, "B")["weight"], sheet["total"]) == (100, 80)


def test_equal_totals_share_a_rank_and_the_next_skips(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    communes = ["03325", "03127", "03163", "03158"]
    subjects = bench.catalogue.data("{ scoreSubjects { code } }")["scoreSubjects"]
    known = {each["code"] for each in subjects}
    communes = [*[code for code in communes if code in known], *sorted(known - {*communes, "svhttdl"})][:4]
    for commune, points in zip(communes, ("90", "88.5", "88.5", "80"), strict=True):
        officer = someone(bench.catalogue, Role.COMMUNE_OFFICER, commune)
        bench.decided(officer, wanted, [values("A", a=points)], subject=commune, period="2026")
    done(bench.council, PLACE, code="khoi-xa", subjects=communes)
    done(bench.council, PUBLISH, period="2026")
    ranking = bench.catalogue.data(RANKING, period="2026", cluster="khoi-xa")["ranking"]
    assert [(each["rank"], each["total"]) for each in ranking] == [(1, 90), (2, 88.5), (2, 88.5), (4, 80)]
    done(bench.council, PLACE, code="khoi-khac", subjects=[communes[0]])
    assert len(bench.catalogue.data(RANKING, period="2026", cluster="khoi-xa")["ranking"]) == 4


def test_what_the_catalogue_counts_is_pinned_to_a_snapshot_and_typed_by_nobody(bench: Bench) -> None:
    done(bench.editor, OPEN, **DEPARTMENT)
    typed = problems(
        bench.editor, SCORE, **DEPARTMENT, lines=[values("IV.1", a="46"), values("III.1", a="1")]
    )
    assert typed == [("MEASURED", "IV.1"), ("MEASURED", "III.1")]
    one_each = [
        values("I", done="9", assigned="10"), values("II", initiatives="0"), values("III.3", on_time="0", resolved="0"),
        values("V", value="0"), values("VI", value="0"), values("VII", points="0"), values("VIII", points="0"),
    ]  # fmt: skip
    one_each[0]["evidence"] = [url("bao-cao")]
    sheet = done(bench.editor, SCORE, **DEPARTMENT, lines=one_each)["scoreSheet"]
    assert sheet["state"] == "SELF_SCORED"
    before_closing = problems(bench.editor, SUBMIT, **DEPARTMENT)
    assert before_closing == [("SNAPSHOT_MISSING", f"IV.{number}") for number in (1, 2, 3, 4)]
    first = closed(bench.council)
    sheet = done(bench.editor, SUBMIT, **DEPARTMENT)["scoreSheet"]
    figure = line(sheet, "IV.1")["figure"]
    assert figure["snapshotSha256"] == first["sha256"]
    row = orjson.loads(first["document"])["countings"][0]["groupings"][0]["rows"][0]
    said = next(each for each in row["figures"] if each["metric"] == "ON_TARGET")
    assert (figure["numerator"], figure["denominator"]) == (int(said["numerator"]), int(said["denominator"]))
    assert line(sheet, "III.1")["isApplicable"] is False
    closed(bench.council, restates=first["id"], reason="Sửa số liệu.")
    pinned = bench.editor.data(READ, **DEPARTMENT)["sheet"]
    assert line(pinned, "IV.1")["figure"]["snapshotSha256"] == first["sha256"]
    for judge in (bench.evaluator,):
        changed = [{"criterion": "IV.1", "points": "12", "reason": "Thử."}]
        assert problems(judge, APPRAISE, **DEPARTMENT, lines=changed) == [("MEASURED", "IV.1")]


def test_a_set_is_refused_with_all_reasons_and_an_approved_one_is_never_edited(bench: Bench) -> None:
    bad = set_data(manual("A", 60), manual("A", 30), tie_breakers=[{"kind": "CRITERION", "criterion": "Z"}])
    found = problems(bench.evaluator, ADD, text=orjson.dumps(bad).decode())
    assert [code for code, _ in found] == ["WEIGHTS", "DUPLICATE_CODE", "UNKNOWN_CRITERION"]
    assert problems(bench.evaluator, ADD, text="{") == [("NOT_JSON", None)]
    without = set_data(manual("A"))
    made = done(bench.evaluator, ADD, text=orjson.dumps(without).decode())["criteriaSet"]
    wanted = {"name": made["name"], "version": made["version"]}
    assert (made["approved"], made["watermark"]) == (False, "mẫu – chưa phê duyệt")
    assert problems(bench.council, APPROVE, set=wanted, sha256=made["sha256"]) == [
        ("LEGAL_BASIS_MISSING", "legal_basis")
    ]
    assert problems(bench.officer, OPEN, **COMMUNE, set=wanted) == [("NOT_APPROVED", "criteriaSet")]
    lawful = {**without, "legal_basis": BASIS, "valid_from": "2026-01-01"}
    made = done(bench.evaluator, ADD, text=orjson.dumps(lawful).decode())["criteriaSet"]
    assert problems(bench.council, APPROVE, set=wanted, sha256="0" * 64) == [("CHANGED_SINCE", "sha256")]
    approved = done(bench.council, APPROVE, set=wanted, sha256=made["sha256"])["criteriaSet"]
    assert (approved["watermark"], approved["legalBasis"]) == (None, "12/QĐ-UBND, 05/01/2026")
    edited = {**lawful, "title": label("Khác")}
    assert problems(bench.evaluator, ADD, text=orjson.dumps(edited).decode()) == [("APPROVED_SET", "version")]
    assert problems(bench.council, APPROVE, set=wanted, sha256=made["sha256"]) == [
        ("APPROVED_SET", "version")
    ]
    room = bench.catalogue.room
    assert room is not None
    with bench.catalogue.database.read() as session:
        kept = find_set(session, **wanted)
    assert kept is not None
    assert is_signed(canonical(kept.criteria), approved["signature"], signing_key_in(room.keys))
    for change in (
        "document = '{}'",
        "status = 'DRAFT'",
        "signature = 'x'",
        "status = 'RETIRED', sha256 = ''",
    ):
        with pytest.raises(sa.exc.IntegrityError), bench.catalogue.database.write() as session:
            session.execute(sa.text(f"UPDATE criteria_set SET {change}"))  # noqa: S608
    with pytest.raises(sa.exc.IntegrityError), bench.catalogue.database.write() as session:
        session.execute(sa.text("DELETE FROM criteria_set"))


def test_scores_and_frozen_evidence_are_only_added_to_in_the_database_too(bench: Bench) -> None:
    wanted = bench.approved(manual("A", evidence_required=label("Báo cáo")))
    bench.submitted(bench.officer, wanted, [{**values("A", a="80"), "evidence": [url("a")]}], **COMMUNE)
    for statement in (
        "UPDATE score SET points = '100'",
        "DELETE FROM score",
        "UPDATE score_evidence SET title = 'Khác'",
        "DELETE FROM score_evidence",
        "DELETE FROM score_sheet",
    ):
        before = everything(bench.catalogue)
        with pytest.raises(sa.exc.IntegrityError), bench.catalogue.database.write() as session:
            session.execute(sa.text(statement))
        assert everything(bench.catalogue) == before


def test_points_need_their_document_and_a_document_proves_one_criterion(bench: Bench) -> None:
    asked = {"evidence_required": label("Quyết định")}
    wanted = bench.approved(
        manual("A", 50, **asked), manual("B", 20, **asked), manual("C", 15, may_share_evidence=True),
        manual("D", 15, may_share_evidence=True),
    )  # fmt: skip
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    lines = [values("A", a="40"), values("B", a="10"), values("C", a="1"), values("D", a="1")]
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [("SCORE_MISSING", code) for code in "ABCD"]
    done(bench.officer, SCORE, **COMMUNE, lines=lines)
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [
        ("EVIDENCE_MISSING", "A.evidence"), ("EVIDENCE_MISSING", "B.evidence"),
    ]  # fmt: skip
    for number, evidence in enumerate(({"title": " ", "url": "https://a.vn"}, {"title": "a"}, {"title": "a", "url": "ftp://a"},
                     {"title": "a", "digest": "0" * 64}, {"title": "a", "snapshot": "S-2026-1"})):  # fmt: skip
        found = problems(bench.officer, SCORE, **COMMUNE, lines=[{**lines[0], "evidence": [evidence]}])
        codes = ("EVIDENCE_TITLE", "EVIDENCE_PLACE", "EVIDENCE_URL", "FILE_UNKNOWN", "SNAPSHOT_UNKNOWN")
        assert [code for code, _ in found] == [codes[number]]
    twice = [{**lines[0], "evidence": [url("qd")]},
             {**lines[1], "evidence": [{"title": "Khác", "url": "HTTPS://www.Example.vn/qd/"}]},
             {**lines[2], "evidence": [url("c")]}, {**lines[3], "evidence": [url("c")]}]  # fmt: skip
    done(bench.officer, SCORE, **COMMUNE, lines=twice)
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [("EVIDENCE_TWICE", "B.evidence")]
    done(bench.officer, SCORE, **COMMUNE, lines=[{**lines[1], "evidence": [url("qd-2")]}])
    sheet = done(bench.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    assert all(line(sheet, code)["evidence"][0]["frozenAt"] for code in "ABCD")
    assert problems(bench.officer, SCORE, **COMMUNE, lines=lines) == [("WRONG_STATE", None)]


def test_an_altered_snapshot_proves_nothing_and_is_named_where_it_is_shown(bench: Bench) -> None:
    wanted = bench.approved(manual("A", evidence_required=label("Bản chốt")))
    snapshot = closed(bench.council)
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    proof = {"title": "Bản chốt năm", "snapshot": snapshot["id"]}
    done(bench.officer, SCORE, **COMMUNE, lines=[{**values("A", a="80"), "evidence": [proof]}])
    _forced(bench.catalogue, snapshot["document"].replace("Điện Biên", "Điện Biên ", 1))
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [("SNAPSHOT_ALTERED", "A.evidence")]
    _forced(bench.catalogue, snapshot["document"])
    sheet = done(bench.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    assert line(sheet, "A")["evidence"][0]["sha256"] == snapshot["sha256"]
    _forced(bench.catalogue, "{}")
    shown = line(bench.officer.data(READ, **COMMUNE)["sheet"], "A")["evidence"][0]
    assert "không còn nguyên vẹn" in shown["fault"]


def _forced(catalogue: Catalogue, document: str) -> None:
    """Alter a snapshot past the triggers, as somebody with the database's own rights might."""
    with catalogue.database.write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(sa.text("DROP TRIGGER IF EXISTS coverage_snapshot_kept"))
        else:
            session.execute(sa.text("ALTER TABLE coverage_snapshot DISABLE TRIGGER coverage_snapshot_kept"))
        session.execute(sa.text("UPDATE coverage_snapshot SET document = :text"), {"text": document})


def test_points_are_changed_with_a_reason_only_and_a_late_sheet_says_so(bench: Bench) -> None:
    wanted = bench.approved(manual("A"), days_to_submit=0, valid_from="2025-01-01")
    at = {**COMMUNE, "period": "2025"}
    sheet = done(bench.officer, OPEN, **at, set=wanted)["scoreSheet"]
    assert sheet["dueOn"] == "2025-12-31"
    done(bench.officer, SCORE, **at, lines=[values("A", a="70")])
    assert problems(bench.officer, SCORE, **at, lines=[values("A", a="75")]) == [
        ("REASON_MISSING", "A.reason")
    ]
    done(bench.officer, SCORE, **at, lines=[{**values("A", a="75"), "reason": "Cộng thêm một việc."}])
    assert bench.catalogue.count("score") == 2
    sheet = done(bench.officer, SUBMIT, **at)["scoreSheet"]
    assert (sheet["isLate"], sheet["total"]) == (True, 75)
    assert problems(bench.officer, OPEN, **at) == [("SHEET_EXISTS", "period")]


def test_who_may_not_is_refused_and_nothing_changes(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    lines: list[dict[str, Any]] = [values("A", a="80")]
    steps: list[tuple[str, dict[str, Any], set[Role]]] = [
        (OPEN, {"set": wanted}, {Role.COMMUNE_OFFICER}),
        (SCORE, {"lines": lines}, {Role.COMMUNE_OFFICER}),
        (SUBMIT, {}, {Role.COMMUNE_OFFICER}),
        (APPRAISE, {"lines": [], "rest": True}, {Role.EVALUATOR}),
        (DECIDE, {"lines": []}, {Role.COUNCIL}),
    ]
    staff = {
        role: someone(bench.catalogue, role, "03127" if role == Role.COMMUNE_OFFICER else None)
        for role in Role
    }
    others = {**staff, Role.COMMUNE_OFFICER: bench.officer}
    for document, more, allowed in steps:
        assert refused(bench.catalogue, document, **COMMUNE, **more) == "UNAUTHENTICATED"
        for role, person in staff.items():
            if role not in allowed or role == Role.COMMUNE_OFFICER:
                assert refused(person, document, **COMMUNE, **more) in ("FORBIDDEN", "NOT_FOUND"), (
                    document,
                    role,
                )
        (role,) = allowed
        done(others[role], document, **COMMUNE, **more)
    for role, person in staff.items():
        if role != Role.COUNCIL:
            assert refused(person, PUBLISH, period="2026") == "FORBIDDEN"
            assert refused(person, PLACE, code="a", subjects=["svhttdl"]) == "FORBIDDEN"
            assert refused(person, APPROVE, set=wanted, sha256="0" * 64) == "FORBIDDEN"


def test_nobody_appraises_the_own_unit_or_decides_the_own_appraisal(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    name = "Cán bộ kiêm đánh giá"
    both = someone(bench.catalogue, Role.COMMUNE_OFFICER, "03325", name)
    both = someone(bench.catalogue, Role.EVALUATOR, None, name)
    bench.submitted(bench.officer, wanted, [values("A", a="80")], **COMMUNE)
    assert refused(both, APPRAISE, **COMMUNE, lines=[], rest=True) == "FORBIDDEN"
    judge = "Đánh giá kiêm Hội đồng"
    someone(bench.catalogue, Role.EVALUATOR, None, judge)
    council = someone(bench.catalogue, Role.COUNCIL, None, judge)
    done(council, APPRAISE, **COMMUNE, lines=[], rest=True)
    assert refused(council, DECIDE, **COMMUNE, lines=[]) == "FORBIDDEN"
    done(bench.council, DECIDE, **COMMUNE, lines=[])
