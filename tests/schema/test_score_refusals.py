"""What a score sheet is refused for, each with its sentence, through the public schema on both databases."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from catalog.editing.desk import Desk, Moment
from catalog.people.viewing import known_again
from catalog.scoring.acting import again, row_of
from catalog.scoring.sheets import Asked, Sheet, read_sheet
from catalog.scoring.subjects import Subject
from tests.catalog.scoring.sets import criterion_data, label, set_data
from tests.catalogue import NOW, TODAY, Catalogue
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
    READ,
    SCORE,
    SUBMIT,
    Bench,
    done,
    line,
    manual,
    payload,
    problems,
    refused,
    values,
)
from tests.staff import everything

CHOICES = [
    {"code": "GOOD", "label": label("Tốt"), "fraction": "1"},
    {"code": "FAIR", "label": label("Khá"), "fraction": "1/2"},
]


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


def said(who: Catalogue, document: str, /, **variables: Any) -> list[tuple[str, str | None, str]]:
    """The problems of a mutation with their sentences; asserts that nothing was changed."""
    before = everything(who)
    found = payload(who, document, **variables)
    assert everything(who) == before
    return [(problem["code"], problem["field"], problem["message"]) for problem in found["problems"]]


def test_what_nobody_has_opened_is_neither_scored_nor_submitted_nor_judged(bench: Bench) -> None:
    lines = [values("V", value="0")]
    assert problems(bench.officer, SCORE, **COMMUNE, lines=lines) == [("SHEET_NOT_OPENED", "period")]
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [("SHEET_NOT_OPENED", "period")]
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=[], rest=True) == [
        ("SHEET_NOT_OPENED", "period")
    ]
    assert problems(bench.council, DECIDE, **COMMUNE, lines=[]) == [("SHEET_NOT_OPENED", "period")]


def test_a_period_or_a_subject_that_is_not_known_has_no_sheet(bench: Bench) -> None:
    period = "K" * 50
    ((code, field, message),) = said(bench.officer, OPEN, subject=COMMUNE["subject"], period=period)
    assert (code, field) == ("NO_SUCH_PERIOD", "period")
    assert "K" * 40 in message
    assert "K" * 41 not in message
    assert refused(bench.officer, OPEN, subject="99999", period="2026") == "NOT_FOUND"
    assert refused(bench.council, PLACE, code="khoi-xa", subjects=["99999"]) == "NOT_FOUND"
    ((code, field, message),) = said(bench.council, PUBLISH, period=period)
    assert (code, field) == ("NO_SUCH_PERIOD", "period")
    assert "K" * 40 in message
    assert "K" * 41 not in message
    assert said(bench.council, PUBLISH, period="2026") == [
        ("NO_SHEETS", "period", "Kỳ 2026 chưa có phiếu nào.")
    ]


def test_lines_are_named_once_and_are_those_of_the_set(bench: Bench) -> None:
    done(bench.officer, OPEN, **COMMUNE, set=bench.approved(manual("A", 50), manual("B", 50)))
    assert problems(bench.officer, SCORE, **COMMUNE, lines=[]) == [("NO_LINES", "lines")]
    lines = [
        values("Z" * 50, a="1"),
        values("A", a="1"),
        values("A", a="2"),
        {"criterion": "B"},
    ]
    unknown, twice = said(bench.officer, SCORE, **COMMUNE, lines=lines)
    assert unknown[:2] == ("UNKNOWN_CRITERION", "criterion")
    assert f"“{'Z' * 40}”" in unknown[2]
    assert twice[:2] == ("LINE_TWICE", "A")
    assert "A được nêu hai lần" in twice[2]
    assert problems(bench.officer, SCORE, **COMMUNE, lines=lines[3:]) == [("INPUT_MISSING", "B.values.a")]
    wrong = [{**values("A", b="1", a="1")}, {**values("B", a="51"), "choice": "x"}]
    assert problems(bench.officer, SCORE, **COMMUNE, lines=wrong) == [
        ("INPUT_NOT_EXPECTED", "A.values.b"),
        ("CHOICE_NOT_EXPECTED", "B.choice"),
    ]


def test_a_level_is_chosen_and_a_gate_that_is_hit_excludes(bench: Bench) -> None:
    levels = criterion_data("L", 60, "FRACTION_OF_MAX", parameters={"choices": CHOICES})
    wanted = bench.approved(levels, manual("A", 40), gates=[criterion_data("G", 0, "GATE")])
    lines = [{"criterion": "L", "choice": "FAIR"}, values("A", a="40"), values("G", a="1")]
    sheet = bench.submitted(bench.officer, wanted, lines, **COMMUNE)
    assert (line(sheet, "L")["selfScore"], line(sheet, "G")["selfScore"], sheet["total"]) == (30, None, 70)
    with bench.catalogue.database.read() as session:
        query = sa.text("SELECT criterion, inputs FROM score ORDER BY criterion")
        kept = {criterion: orjson.loads(inputs) for criterion, inputs in session.execute(query)}
    assert kept == {
        "A": {"values": {"a": "40"}},
        "G": {"values": {"a": "1"}, "is_hit": True},
        "L": {"choice": "FAIR"},
    }
    both = [
        {"criterion": "G", "points": "0", "reason": "Thử."},
        {**values("A", a="1"), "points": "1", "reason": "Thử."},
        {"criterion": "L", "choice": "GOOD", "points": "60", "reason": "Thử."},
    ]
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=both) == [
        ("VALUES_OR_POINTS", "G.points"),
        ("VALUES_OR_POINTS", "A.points"),
        ("VALUES_OR_POINTS", "L.points"),
    ]
    better = [{"criterion": "L", "choice": "GOOD", "reason": "Có minh chứng."}]
    sheet = done(bench.evaluator, APPRAISE, **COMMUNE, lines=better, rest=True)["scoreSheet"]
    assert (line(sheet, "L")["appraisedScore"], sheet["total"], sheet["state"]) == (60, 100, "VERIFIED")
    done(bench.council, DECIDE, **COMMUNE, lines=[])
    done(bench.council, PLACE, code="khoi-xa", subjects=[COMMUNE["subject"]])
    done(bench.council, PUBLISH, period="2026")
    public = bench.catalogue.data(READ, **COMMUNE)["sheet"]
    assert (public["total"], public["rank"]) == (100, None)


def test_an_appraiser_says_what_was_found_and_no_more_than_the_maximum(bench: Bench) -> None:
    wanted = bench.approved(manual("A", 60), manual("B", 40))
    bench.submitted(bench.officer, wanted, [values("A", a="50"), values("B", a="40")], **COMMUNE)
    nothing = [{"criterion": "A"}, {"criterion": "B", "points": "-1", "reason": "Thử."}]
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=nothing) == [
        ("NOTHING_TO_APPRAISE", "A"),
        ("NEGATIVE", "B.points"),
    ]
    above = [{"criterion": "A", "points": "121/2", "reason": "Thử."}, {"criterion": "B", "points": "x"}]
    assert said(bench.evaluator, APPRAISE, **COMMUNE, lines=above) == [
        ("ABOVE_MAXIMUM", "A.points", "Số vượt quá điểm tối đa 60."),
        ("NOT_A_NUMBER", "B.points", "Đây không phải là một số, ví dụ 12, 0.5 hoặc 1/3."),
    ]
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=[]) == [("NO_LINES", "lines")]
    edges = [
        {"criterion": "A", "points": "60", "reason": "Đủ."},
        {"criterion": "B", "points": "0", "reason": "Không có."},
    ]
    sheet = done(bench.evaluator, APPRAISE, **COMMUNE, lines=edges)["scoreSheet"]
    assert [line(sheet, code)["appraisedScore"] for code in "AB"] == [60, 0]
    assert sheet["state"] == "VERIFIED"
    again_as_found = [{"criterion": "A", "points": "60"}]
    done(bench.evaluator, APPRAISE, **COMMUNE, lines=again_as_found)
    back = [{"criterion": "A", "points": "50"}]
    assert problems(bench.evaluator, APPRAISE, **COMMUNE, lines=back) == [("REASON_MISSING", "A.reason")]


def test_only_a_set_that_is_there_for_collectives_and_lawful_is_scored_by(bench: Bench) -> None:
    for name, version in (("khong-co", "1.0"), ("a\0", "1.0"), ("svhttdl-mau", "2")):
        wanted = {"name": name, "version": version}
        assert refused(bench.officer, OPEN, **COMMUNE, set=wanted) == "NOT_FOUND"
        assert refused(bench.council, APPROVE, set=wanted, sha256="0" * 64) == "NOT_FOUND"
    persons = bench.approved(manual("A"), subject_kind="INDIVIDUAL")
    assert problems(bench.officer, OPEN, **COMMUNE, set=persons) == [("OTHER_SUBJECT_KIND", "criteriaSet")]
    lawful = set_data(manual("A"), status="APPROVED", legal_basis=BASIS, valid_from="2026-01-01")
    assert problems(bench.evaluator, ADD, text=orjson.dumps(lawful).decode()) == [("NOT_A_DRAFT", "status")]
    template = set_data(manual("A"), name="svhttdl-mau", version="2025.0-draft")
    assert problems(bench.evaluator, ADD, text=orjson.dumps(template).decode()) == [
        ("TEMPLATE_STAYS", "name")
    ]
    for other in ({"name": "svhttdl-mau"}, {"version": "2025.0-draft"}):
        made = done(bench.evaluator, ADD, text=orjson.dumps(set_data(manual("A"), **other)).decode())
        assert made["criteriaSet"]["approved"] is False
    shipped = {"name": "svhttdl-mau", "version": "2025.0-draft"}
    assert done(bench.officer, OPEN, **COMMUNE, set=shipped)["scoreSheet"]["state"] == "OPEN"


def test_a_set_that_was_altered_in_the_database_scores_nothing(bench: Bench) -> None:
    made = done(bench.evaluator, ADD, text=orjson.dumps(set_data(manual("A"))).decode())["criteriaSet"]
    wanted = {"name": made["name"], "version": made["version"]}
    done(bench.officer, OPEN, **COMMUNE)
    statement = sa.text("UPDATE criteria_set SET document = replace(document, :said, :other)")
    with bench.catalogue.database.write() as session:
        session.execute(statement, {"said": '"scale":100', "other": '"scale":1000'})
    (error,) = bench.editor.ask(OPEN, **DEPARTMENT, set=wanted).errors
    assert "không còn nguyên vẹn" in str(error.message)
    with bench.catalogue.database.write() as session:
        session.execute(sa.text(f"UPDATE score_sheet SET set_sha256 = '{'0' * 64}'"))  # noqa: S608 (constant)
    (error,) = bench.officer.ask(READ, **COMMUNE).errors
    assert "svhttdl-mau 2025.0-draft như khi mở phiếu" in str(error.message)


def test_a_cluster_has_a_code_and_a_name_that_can_be_shown(bench: Bench) -> None:
    document = PLACE.replace("name: $code", "name: $name").replace(
        "$code: String!,", "$code: String!, $name: String!,"
    )
    for code, name in ((" ", "Khối"), ("a" * 41, "Khối"), ("a", " "), ("a", "n" * 201)):
        found = problems(bench.council, document, code=code, name=name, subjects=["svhttdl"])
        assert found == [("BAD_CLUSTER", "code")]
    for code, name in (("a" * 40, "n" * 200), (" a ", " Khối  cũ "), ("a", "Khối mới")):
        done(bench.council, document, code=code, name=name, subjects=["svhttdl"])
    query = "{ scoreSubjects { code cluster { code name } } }"
    first, *others = bench.catalogue.data(query)["scoreSubjects"]
    assert first == {"code": "svhttdl", "cluster": {"code": "a", "name": "Khối mới"}}
    assert {each["cluster"] for each in others} == {None}


def test_a_subject_in_no_cluster_or_with_nothing_that_applies_is_published_without_a_rank(
    bench: Bench,
) -> None:
    ratio = bench.approved(criterion_data("A", 100, "RATIO"))
    bench.decided(bench.editor, bench.approved(manual("A")), [values("A", a="90")], **DEPARTMENT)
    sheet = bench.decided(bench.officer, ratio, [values("A", a="0", b="0")], **COMMUNE)
    assert (sheet["total"], sheet["exactTotal"]) == (None, None)
    done(bench.council, PLACE, code="khoi-xa", subjects=[COMMUNE["subject"]])
    done(bench.council, PUBLISH, period="2026")
    published = [bench.catalogue.data(READ, **at)["sheet"] for at in (DEPARTMENT, COMMUNE)]
    assert [(each["state"], each["total"], each["rank"]) for each in published] == [
        ("PUBLISHED", 90, None),
        ("PUBLISHED", None, None),
    ]


def test_a_sheet_that_was_never_opened_or_is_gone_is_a_mistake_of_the_program(bench: Bench) -> None:
    officer = bench.officer.viewer
    assert officer is not None
    with bench.catalogue.database.write() as session:
        desk = Desk(session, known_again(session, officer, NOW), Moment(NOW, TODAY))
        sheet = read_sheet(Asked(session, desk.units, TODAY, **COMMUNE))
        assert sheet is not None
        with pytest.raises(TypeError):
            row_of(sheet)
        with pytest.raises(TypeError):
            again(desk, Sheet(Subject("99999", "Xã khác"), sheet.period, sheet.kept))
