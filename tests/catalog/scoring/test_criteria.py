"""A set of criteria as data: its digest, what may still be edited, and the template that is shipped."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from typing import Any

import orjson
import pytest

from catalog.errors import Message, ProblemsError
from catalog.scoring.criteria import CriteriaSet, CriterionKind, SetStatus, canonical, check_amendment
from catalog.scoring.problems import WORDS, problem
from catalog.scoring.reading import TEMPLATE_METRICS, read_criteria_set, template
from tests.catalog.scoring.sets import criteria_set, criterion_data, group, label, refusals

BASIS = {"document_number": "12/QĐ-UBND", "issued_on": "2026-01-05", "file_sha256": "0" * 64}
APPROVED = {"status": "APPROVED", "legal_basis": BASIS, "valid_from": "2026-01-10"}


def plain(**more: Any) -> CriteriaSet:
    return criteria_set(criterion_data("A", 60), criterion_data("B", 40, "BOOLEAN"), **more)


def test_the_digest_is_that_of_the_canonical_text_and_says_nothing_of_how_numbers_were_written() -> None:
    first, second = plain(), criteria_set(
        dict(reversed(criterion_data("A", "60.0").items())), criterion_data("B", 40.0, "BOOLEAN")
    )  # fmt: skip
    assert first.sha256 == second.sha256 == hashlib.sha256(canonical(first)).hexdigest()
    told = orjson.loads(canonical(first))
    assert list(told) == sorted(told)
    assert told["criteria"][0]["maximum"] == "60"
    assert told["title"] == label("Bộ tiêu chí")
    assert not {"status", "valid_to"} & set(told)
    assert "Bộ tiêu chí".encode() in canonical(first)


def test_what_was_made_canonical_reads_back_as_the_same_set() -> None:
    for known in (plain(), template(), plain(**APPROVED)):
        again = read_criteria_set(canonical(known), TEMPLATE_METRICS)
        assert canonical(again) == canonical(known)


@pytest.mark.parametrize(
    "other",
    [
        {"version": "1.1"},
        {"note": label("Ghi chú")},
        {"bonus_cap": 5},
        {"valid_from": "2026-01-01"},
        {"rounding": {"places": 1}},
        {"scale": 100, "tie_breakers": [{"kind": "AGREEMENT"}]},
    ],
)
def test_whatever_a_set_says_is_in_its_digest(other: dict[str, Any]) -> None:
    assert plain(**other).sha256 != plain().sha256


def test_a_set_and_its_criteria_cannot_be_changed_once_read() -> None:
    for place, name in ((plain(), "version"), (plain().criteria[0], "code"), (plain().rounding, "places")):
        with pytest.raises(ValueError, match="frozen"):
            setattr(place, name, "2")


def test_criteria_are_walked_from_above_with_the_gates_last() -> None:
    walked = criteria_set(
        group("A", 60, group("A.1", 60, criterion_data("A.1.1", 60))),
        criterion_data("B", 40),
        gates=[criterion_data("G", 0, "GATE")],
    ).every_criterion()
    assert [each.code for each in walked] == ["A", "A.1", "A.1.1", "B", "G"]


@pytest.mark.parametrize("status", ["DRAFT", "APPROVED", "RETIRED"])
def test_a_draft_may_be_edited_approved_or_given_up(status: str) -> None:
    check_amendment(plain(), plain(**APPROVED | {"status": status, "bonus_cap": 3}))


def test_an_approved_set_that_is_sent_again_is_no_amendment() -> None:
    check_amendment(plain(**APPROVED), plain(**APPROVED))
    check_amendment(plain(**APPROVED | {"status": "RETIRED"}), plain(**APPROVED | {"status": "RETIRED"}))


@pytest.mark.parametrize("end", ["2026-12-31", None])
def test_an_approved_set_may_be_retired_with_the_day_of_its_end(end: str | None) -> None:
    check_amendment(plain(**APPROVED), plain(**APPROVED | {"status": "RETIRED", "valid_to": end}))
    known = plain(**APPROVED | {"valid_to": "2026-12-31"})
    check_amendment(known, plain(**APPROVED | {"status": "RETIRED", "valid_to": "2026-12-31"}))


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        ({}, {"bonus_cap": 3}),
        ({}, {"status": "DRAFT"}),
        ({}, {"status": "RETIRED", "bonus_cap": 3}),
        ({}, {"valid_to": "2026-12-31"}),
        ({"valid_to": "2026-12-31"}, {"status": "RETIRED", "valid_to": "2027-12-31"}),
        ({"valid_to": "2026-12-31"}, {"status": "RETIRED"}),
        ({}, {"legal_basis": BASIS | {"document_number": "13/QĐ-UBND"}}),
        ({"status": "RETIRED"}, {"status": "APPROVED"}),
        ({"status": "RETIRED"}, {"status": "RETIRED", "valid_to": "2026-12-31"}),
    ],
)
def test_an_approved_set_is_not_edited(present: dict[str, Any], wanted: dict[str, Any]) -> None:
    with pytest.raises(ProblemsError) as refused:
        check_amendment(plain(**APPROVED | present), plain(**APPROVED | wanted))
    assert refused.value.problems == [
        problem("APPROVED_SET", "version", version="1.0"),
    ]
    assert (
        refused.value.problems[0].message.en == "The set 1.0 is no longer a draft: please make a new version."
    )


@pytest.mark.parametrize("other", [{"version": "1.1"}, {"name": "bo-khac"}])
def test_another_version_takes_no_sets_place(other: dict[str, Any]) -> None:
    for present in (plain(), plain(**APPROVED)):
        with pytest.raises(ProblemsError) as refused:
            check_amendment(present, plain(**other))
        name = f"{other.get('name', 'bo-mau')} {other.get('version', '1.0')}"
        assert refused.value.problems == [problem("OTHER_SET", "version", name=name)]


def test_the_watermark_goes_with_a_legal_basis_and_an_approval() -> None:
    mark = Message("mẫu – chưa phê duyệt", "template – not approved")
    assert plain().watermark == mark
    assert plain(legal_basis=BASIS).watermark == mark
    assert plain(**APPROVED).watermark is None
    assert plain(**APPROVED | {"status": "RETIRED"}).watermark is None


def test_a_label_speaks_both_languages() -> None:
    assert plain().title.message == Message("Bộ tiêu chí", "Bộ tiêu chí (en)")


def test_the_template_is_a_draft_that_never_calls_itself_law() -> None:
    found = template()
    assert (found.name, found.version, found.status) == ("svhttdl-mau", "2025.0-draft", SetStatus.DRAFT)
    assert (found.legal_basis, found.valid_from, found.valid_to) == (None, None, None)
    assert found.watermark is not None
    assert found.note is not None
    assert "không phải văn bản pháp luật" in found.note.vi
    assert "not law" in found.note.en
    assert found is template()


def test_the_template_has_the_six_headings_and_their_weights() -> None:
    found = {each.code: each for each in template().every_criterion()}
    assert {code: each.maximum for code, each in found.items()} == {
        "I": 30, "II": 15, "III": 15, "III.1": 5, "III.2": 7, "III.3": 3,
        "IV": 20, "IV.1": 12, "IV.2": 4, "IV.3": 2, "IV.4": 2, "V": 10, "VI": 10, "VII": 10, "VIII": 10,
    }  # fmt: skip
    headings = [each.label.vi for each in template().criteria]
    assert headings == [
        "Hoàn thành nhiệm vụ",
        "Giải pháp – sáng kiến",
        "Cải cách hành chính",
        "Xây dựng cơ sở dữ liệu",
        "Chỉ số đổi mới sáng tạo",
        "Chỉ số chuyển đổi số của tỉnh",
        "Điểm thưởng",
        "Điểm trừ",
    ]
    metrics = {each.parameters.metric for each in found.values() if each.kind == CriterionKind.METRIC}
    assert metrics == TEMPLATE_METRICS
    assert (template().bonus_cap, template().penalty_cap) == (Fraction(10), Fraction(10))
    assert all(each.evidence_required and each.verifier for each in found.values() if not each.children)


def test_the_templates_ties_are_told_by_coverage_penalties_tasks_and_agreement() -> None:
    found = [(str(each.kind), each.criterion) for each in template().tie_breakers]
    assert found == [
        ("CRITERION", "IV.1"),
        ("FEWER_PENALTIES", None),
        ("CRITERION", "I"),
        ("AGREEMENT", None),
    ]


def test_a_metric_that_is_not_known_is_refused_in_the_template_too() -> None:
    found = refusals(read_criteria_set, canonical(template()), TEMPLATE_METRICS - {"FRESH_FACTS"})
    assert found == [("UNKNOWN_METRIC", "criteria.3.children.2.parameters.metric")]


def test_a_set_may_end_on_a_later_day_only() -> None:
    assert plain(valid_from="2026-01-01", valid_to="2026-01-02").valid_to == date(2026, 1, 2)


@pytest.mark.parametrize("code", WORDS)
def test_every_problem_says_the_same_facts_in_both_languages(code: str) -> None:
    words = WORDS[code]
    facts = {name: f"<{name}>" for name in ["length", "limit", "at", "found", "name", "code", "scale", "sum", "expected", "kind", "maximum", "version", "part", "whole", "subject"]}  # fmt: skip
    told = problem(code, "field", **facts)
    assert (told.code, told.field) == (code, "field")
    for fact in facts.values():
        assert (fact in told.message.vi) == (fact in told.message.en)
    assert words.vi != words.en
