"""Criteria for people: what they may be bound to, the template that is shipped, and digests that stay."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import orjson
import pytest

from catalog.roles import Acting, Grant
from catalog.scoring.criteria import CriterionKind, canonical
from catalog.scoring.individuals import are_colleagues, code_of, person_of
from catalog.scoring.reading import read_criteria_set, template
from catalog.terms import Role, SetStatus, SubjectForm
from tests.catalog.scoring.sets import criteria_set, criterion_data, inputs, refused_set

PEOPLE = {"subject_kind": "INDIVIDUAL"}


def work(which: str = "DONE", **more: Any) -> dict[str, Any]:
    parameters = {"work": which, **more.pop("parameters", {})}
    return criterion_data("A", 100, "RATIO", parameters=parameters, **more)


def test_a_ratio_of_work_is_measured_and_nobody_types_it() -> None:
    (found,) = criteria_set(work(), **PEOPLE).criteria
    assert found.is_measured
    (stepped,) = criteria_set(work("PASSED_AT_ONCE", parameters={"return_step": "0.25"}), **PEOPLE).criteria
    assert stepped.parameters.return_step == Fraction(1, 4)


STEP = "criteria.0.parameters.return_step"


@pytest.mark.parametrize(
    ("criterion", "more", "expected"),
    [
        (work(), {}, [("NOT_OF_COLLECTIVES", "A")]),
        (criterion_data("A", 100, "METRIC", parameters={"metric": "ON_TARGET"}), PEOPLE, [("NOT_OF_INDIVIDUALS", "A")]),
        (criterion_data("A", 100, "RATIO", parameters={"procedures": "R_IN"}), PEOPLE, [("NOT_OF_INDIVIDUALS", "A")]),
        (work(parameters={"procedures": "R_IN"}), {},
         [("MEASURED_TWICE", "criteria.0.parameters.work"), ("NOT_OF_COLLECTIVES", "A")]),
        (work(formula="a / b"), PEOPLE, [("MEASURED_FORMULA", "criteria.0.formula")]),
        (criterion_data("A", 100, "RATIO", parameters={"procedures": "R_IN"}, formula="a / b"), {},
         [("MEASURED_FORMULA", "criteria.0.formula")]),
        (work(parameters={"return_step": "0.25"}), PEOPLE, [("RETURN_STEP", STEP)]),
        (work("PASSED_AT_ONCE", parameters={"return_step": "0"}), PEOPLE, [("RETURN_STEP", STEP)]),
        (work("PASSED_AT_ONCE", parameters={"return_step": "1.01"}), PEOPLE, [("RETURN_STEP", STEP)]),
        (work("PASSED_AT_ONCE", parameters={"return_step": "1"}, inputs=inputs("a", "b", is_count=True)), PEOPLE,
         [("RETURN_STEP_COUNT", "criteria.0.inputs.0.is_count")]),
        (criterion_data("A", 100, "MANUAL", parameters={"work": "DONE"}), PEOPLE,
         [("PARAMETER_NOT_EXPECTED", "criteria.0.parameters.work")]),
    ],
)  # fmt: skip
def test_what_a_set_may_not_be_bound_to_is_refused(
    criterion: dict[str, Any], more: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert refused_set(criterion, **more) == expected


def test_a_gate_of_people_is_looked_at_as_well() -> None:
    gate = criterion_data("G", 0, "GATE", parameters={"work": "DONE"})
    found = refused_set(criterion_data("A", 100), gates=[gate])
    assert ("NOT_OF_COLLECTIVES", "G") in found


def test_what_was_approved_before_keeps_its_digest() -> None:
    assert template().sha256 == "31ca6db47362972c76d1bfd94f75a1fad13b95451719ff06191637a1ca4071a1"
    assert b'"work"' not in canonical(template())
    people = template(SubjectForm.INDIVIDUAL)
    assert people.sha256 == "52106a99e0e46b0fd9b58fffe83e8b5744f905e815451716a8bb71efa3b91bec"
    assert read_criteria_set(canonical(people)) == people
    assert orjson.loads(canonical(people))["criteria"][0]["parameters"]["work"] == "DONE"


def test_the_template_for_individuals_is_a_sample_that_says_so() -> None:
    found = template(SubjectForm.INDIVIDUAL)
    assert (found.name, found.version, found.status) == ("canhan-mau", "2026.0-draft", SetStatus.DRAFT)
    assert found.subject_kind == SubjectForm.INDIVIDUAL
    assert (found.legal_basis, found.valid_from) == (None, None)
    assert found.watermark is not None
    assert found.note is not None
    assert "không phải văn bản pháp luật" in found.note.vi
    assert "not law" in found.note.en
    lines: list[Any] = [(each.code, each.maximum, each.parameters.work) for each in found.criteria]
    assert lines == [
        ("I", 40, "DONE"),
        ("II", 30, "PASSED_AT_ONCE"),
        ("III", 20, "ON_TIME"),
        ("IV", 10, None),
    ]
    assert all(each.source and each.verifier and each.method for each in found.criteria)
    assert [each.kind for each in found.criteria if not each.is_measured] == [CriterionKind.MANUAL]


@pytest.mark.parametrize("number", [1, 12, 99_999, 100_000, 123_456_789])
def test_a_persons_code_says_nothing_but_the_person(number: int) -> None:
    assert person_of(code_of(number)) == number


@pytest.mark.parametrize(
    "code", ["", "svhttdl", "03325", "DB-P-00000", "DB-P-1", "DB-P-000012", "DB-P-1234567890", "db-p-00012", "DB-P-00012\n"]
)  # fmt: skip
def test_any_other_code_is_nobodys(code: str) -> None:
    assert person_of(code) is None


def one(*grants: tuple[Role, int | None]) -> Acting:
    return Acting(1, "Một người", frozenset(Grant(*grant) for grant in grants))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (one((Role.EDITOR, None)), one((Role.PUBLISHER, None)), True),
        (one((Role.COMMUNE_OFFICER, 1)), one((Role.COMMUNE_OFFICER, 1), (Role.COMMUNE_OFFICER, 2)), True),
        (one((Role.COMMUNE_OFFICER, 1)), one((Role.COMMUNE_OFFICER, 2)), False),
        (one((Role.COMMUNE_OFFICER, 1)), one((Role.EDITOR, None)), False),
        (one((Role.EVALUATOR, None)), one((Role.EDITOR, None)), False),
        (one(), one(), False),
    ],
)
def test_colleagues_work_in_one_commune_or_both_in_the_department(
    first: Acting, second: Acting, expected: bool
) -> None:
    assert are_colleagues(first, second) is are_colleagues(second, first) is expected
