"""A set of criteria is refused for everything that is wrong with it, at once, in words that name the place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ProblemsError
from catalog.scoring.reading import read_criteria_set
from tests.catalog.scoring.sets import (
    METRICS,
    criterion_data,
    group,
    inputs,
    label,
    refusals,
    refused_set,
    set_data,
)

REST = criterion_data("R", 60)
STEPS = [{"at_least": 1, "points": 5}, {"at_least": 2, "points": 10}]
CHOICES = [
    {"code": "HEAD", "label": label(), "fraction": 1},
    {"code": "DEPUTY", "label": label(), "fraction": "1/2"},
]
GATE = criterion_data("G", 0, "GATE")


def one(maximum: Any, kind: str, **more: Any) -> dict[str, Any]:
    """A set of one criterion beside another of 60."""
    return set_data(criterion_data("A", maximum, kind, **more), REST)


def of_kind(kind: str, **more: Any) -> dict[str, Any]:
    return one(40, kind, **more)


def with_choices(*fractions: Any) -> dict[str, Any]:
    choices = [{"code": f"C{n}", "label": label(), "fraction": f} for n, f in enumerate(fractions)]
    return of_kind("FRACTION_OF_MAX", parameters={"choices": choices})


def with_steps(*steps: tuple[Any, Any]) -> dict[str, Any]:
    return of_kind("STEPS", parameters={"steps": [{"at_least": x, "points": points} for x, points in steps]})


def broken_by(*breakers: dict[str, Any]) -> dict[str, Any]:
    return set_data(
        group("A", 40, criterion_data("A.1", 40)),
        REST,
        criterion_data("B", 5, "BONUS"),
        gates=[GATE],
        tie_breakers=list(breakers),
    )


def nested(levels: int) -> dict[str, Any]:
    inner = criterion_data("A", 100)
    for level in range(levels - 1):
        inner = group(f"N{level}", 100, inner)
    return inner


ACCEPTED = {
    "manual": of_kind("MANUAL"),
    "ratio": of_kind("RATIO"),
    "ratio of a share": of_kind("RATIO", parameters={"is_share": True}),
    "ratio by a formula": of_kind("RATIO", formula="(a - b) / a"),
    "steps": of_kind("STEPS", parameters={"steps": STEPS}),
    "steps with equal points, negative thresholds": with_steps((-1, 0), (0, 5), ("0.5", 5), (2, 40)),
    "choices": of_kind("FRACTION_OF_MAX", parameters={"choices": CHOICES}),
    "choices at both ends": with_choices(0, 1),
    "count": of_kind("COUNT_CAPPED", parameters={"points_each": 1}),
    "count with a cap": of_kind("COUNT_CAPPED", parameters={"points_each": 40, "cap": 40}),
    "boolean": of_kind("BOOLEAN"),
    "metric": of_kind("METRIC", parameters={"metric": "ON_TARGET"}),
    "index": of_kind("EXTERNAL_INDEX", parameters={"index": "DTI", "highest": "0.1"}),
    "index above the scale": of_kind("EXTERNAL_INDEX", parameters={"index": "DTI", "highest": 1000}),
    "group": set_data(group("A", 40, criterion_data("A.1", "39.5"), criterion_data("A.2", "0.5")), REST),
    "bonus and penalty apart": set_data(
        criterion_data("A", 40),
        criterion_data("B", 100, "BONUS"),
        REST,
        criterion_data("C", 7, "PENALTY", parameters={"points_each": 7}),
    ),
    "a thousand": set_data(criterion_data("A", 1000), scale=1000, bonus_cap=1000, penalty_cap=0),
    "five levels": set_data(nested(5)),
    "gates": broken_by(),
    "gate by a formula": set_data(
        criterion_data("A", 40), REST, gates=[GATE, criterion_data("H", 0, "GATE", formula="a > 2")]
    ),
    "every tie-breaker": broken_by(
        {"kind": "CRITERION", "criterion": "A.1"},
        {"kind": "FEWER_PENALTIES"},
        {"kind": "CRITERION", "criterion": "A"},
        {"kind": "AGREEMENT"},
    ),
    "approved": set_data(
        criterion_data("A", 40),
        REST,
        status="APPROVED",
        valid_from="2026-01-01",
        valid_to="2026-01-02",
        legal_basis={"document_number": "1/QĐ-UBND", "issued_on": "2026-01-01", "file_sha256": "a" * 64},
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_set_that_keeps_the_rules_is_read(name: str) -> None:
    read = read_criteria_set(ACCEPTED[name], METRICS)
    assert read.criteria[0].code in ("A", "N3")


KIND_HAS_NOT = "The kind {} has no such parameter.".format
PLACE = "criteria.0.parameters"
BASIS = {"document_number": "1", "issued_on": "2026-01-01", "file_sha256": "a" * 64}

REFUSED: list[tuple[dict[str, Any], str, str, str]] = [
    (set_data(), "NO_CRITERIA", "criteria", "The set has no criteria."),
    (set_data(criterion_data("A", 39), REST), "WEIGHTS", "criteria",
     "The maxima add up to 99; they must add up to 100."),
    (set_data(criterion_data("A", "40.5"), REST), "WEIGHTS", "criteria",
     "The maxima add up to 100.5; they must add up to 100."),
    (set_data(criterion_data("A", 40), REST, scale=1000), "WEIGHTS", "criteria",
     "The maxima add up to 100; they must add up to 1000."),
    (set_data(group("A", 40, criterion_data("A.1", 39)), REST), "WEIGHTS", "criteria.0.children",
     "The maxima add up to 39; they must add up to 40."),
    (set_data(REST, group("A", 40, group("A.1", 40, criterion_data("A.1.1", 41)))), "WEIGHTS",
     "criteria.1.children.0.children", "The maxima add up to 41; they must add up to 40."),
    (set_data(criterion_data("A", 40), criterion_data("A", 60)), "DUPLICATE_CODE", "criteria",
     "The code A is used twice."),
    (set_data(group("A", 40, criterion_data("R", 40)), REST), "DUPLICATE_CODE", "criteria",
     "The code R is used twice."),
    (set_data(criterion_data("G", 40), REST, gates=[GATE]), "DUPLICATE_CODE", "criteria",
     "The code G is used twice."),
    (set_data(criterion_data("A", 40), criterion_data("B", 0), REST), "NOT_POSITIVE", "criteria.1.maximum",
     "The number must be above 0."),
    (set_data(criterion_data("A", 40), REST, criterion_data("B", 101, "BONUS")), "ABOVE_SCALE",
     "criteria.2.maximum", "The number is above the scale of 100."),
    (set_data(criterion_data("A", 100), bonus_cap=101), "ABOVE_SCALE", "bonus_cap",
     "The number is above the scale of 100."),
    (set_data(criterion_data("A", 100), penalty_cap="100.1"), "ABOVE_SCALE", "penalty_cap",
     "The number is above the scale of 100."),
    (set_data(criterion_data("A", 100), bonus_cap=-1), "NEGATIVE", "bonus_cap",
     "The number must not be negative."),
    (set_data(criterion_data("A", 100), penalty_cap="-0.1"), "NEGATIVE", "penalty_cap",
     "The number must not be negative."),
    (set_data(nested(6)), "TOO_DEEP", "criteria" + ".0.children" * 5,
     "Criteria are nested more than 5 levels deep."),
    (set_data(criterion_data("A", 100), valid_from="2026-01-01", valid_to="2026-01-01"), "VALIDITY",
     "valid_to", "The end of validity is after its start."),
    (set_data(criterion_data("A", 100), status="APPROVED", valid_from="2026-01-01"), "LEGAL_BASIS_MISSING",
     "legal_basis", "An approved set has a legal basis and a first day of validity."),
    (set_data(criterion_data("A", 100), status="APPROVED", legal_basis=BASIS), "LEGAL_BASIS_MISSING",
     "legal_basis", "An approved set has a legal basis and a first day of validity."),
    (set_data(criterion_data("A", 100), status="RETIRED"), "LEGAL_BASIS_MISSING",
     "legal_basis", "An approved set has a legal basis and a first day of validity."),
    # kinds, each with what it needs
    (of_kind("GROUP"), "GROUP_EMPTY", "criteria.0.children", "A group has criteria of its own."),
    (of_kind("MANUAL", children=[criterion_data("A.1", 40)]), "CHILDREN_NOT_EXPECTED", "criteria.0.children",
     "Only a group has criteria of its own."),
    (set_data(GATE | {"maximum": 40}, REST), "KIND_MISPLACED", "criteria.0.kind",
     "The kind GATE has no place here."),
    (set_data(group("A", 40, criterion_data("A.1", 40), criterion_data("A.2", 5, "BONUS")), REST),
     "KIND_MISPLACED", "criteria.0.children.1.kind", "The kind BONUS has no place here."),
    (set_data(group("A", 40, criterion_data("A.1", 40), criterion_data("A.2", 5, "PENALTY")), REST),
     "KIND_MISPLACED", "criteria.0.children.1.kind", "The kind PENALTY has no place here."),
    (set_data(criterion_data("A", 100), gates=[GATE, criterion_data("H", 0)]), "KIND_MISPLACED",
     "gates.1.kind", "The kind MANUAL has no place here."),
    (set_data(criterion_data("A", 100), gates=[GATE | {"maximum": 1}]), "MAXIMUM_NOT_EXPECTED",
     "gates.0.maximum", "A gate gives no points: its maximum is 0."),
    (set_data(criterion_data("A", 100), gates=[GATE | {"inputs": []}]), "INPUT_COUNT", "gates.0.inputs",
     "The kind GATE needs 1 inputs, or a formula."),
    (of_kind("STEPS"), "PARAMETER_MISSING", f"{PLACE}.steps", "The kind STEPS needs this parameter."),
    (of_kind("STEPS", parameters={"steps": []}), "PARAMETER_MISSING", f"{PLACE}.steps",
     "The kind STEPS needs this parameter."),
    (of_kind("FRACTION_OF_MAX"), "PARAMETER_MISSING", f"{PLACE}.choices",
     "The kind FRACTION_OF_MAX needs this parameter."),
    (with_choices(), "PARAMETER_MISSING", f"{PLACE}.choices",
     "The kind FRACTION_OF_MAX needs this parameter."),
    (of_kind("COUNT_CAPPED"), "PARAMETER_MISSING", f"{PLACE}.points_each",
     "The kind COUNT_CAPPED needs this parameter."),
    (of_kind("METRIC"), "PARAMETER_MISSING", f"{PLACE}.metric", "The kind METRIC needs this parameter."),
    (of_kind("EXTERNAL_INDEX", parameters={"index": "DTI"}), "PARAMETER_MISSING", f"{PLACE}.highest",
     "The kind EXTERNAL_INDEX needs this parameter."),
    (of_kind("EXTERNAL_INDEX", parameters={"highest": 1}), "PARAMETER_MISSING", f"{PLACE}.index",
     "The kind EXTERNAL_INDEX needs this parameter."),
    *[(of_kind(kind, parameters={"is_share": False}), "PARAMETER_NOT_EXPECTED", f"{PLACE}.is_share",
       KIND_HAS_NOT(kind)) for kind in ("MANUAL", "BOOLEAN")],
    (of_kind("MANUAL", parameters={"points_each": 1}), "PARAMETER_NOT_EXPECTED", f"{PLACE}.points_each",
     KIND_HAS_NOT("MANUAL")),
    (of_kind("RATIO", parameters={"cap": 1}), "PARAMETER_NOT_EXPECTED", f"{PLACE}.cap",
     KIND_HAS_NOT("RATIO")),
    (of_kind("METRIC", parameters={"metric": "GDP"}), "UNKNOWN_METRIC", f"{PLACE}.metric",
     "There is no metric “GDP”."),
    # inputs and formulas
    (of_kind("RATIO", inputs=inputs("a")), "INPUT_COUNT", "criteria.0.inputs",
     "The kind RATIO needs 2 inputs, or a formula."),
    (of_kind("RATIO", inputs=inputs("a", "b", "c")), "INPUT_COUNT", "criteria.0.inputs",
     "The kind RATIO needs 2 inputs, or a formula."),
    (of_kind("MANUAL", inputs=[]), "INPUT_COUNT", "criteria.0.inputs",
     "The kind MANUAL needs 1 inputs, or a formula."),
    (of_kind("METRIC", parameters={"metric": "ON_TARGET"}, inputs=inputs("a")), "INPUTS_NOT_EXPECTED",
     "criteria.0.inputs", "The kind METRIC has no inputs."),
    (of_kind("RATIO", inputs=inputs("a", "a")), "DUPLICATE_INPUT", "criteria.0.inputs",
     "The input “a” is named twice."),
    (of_kind("RATIO", inputs=inputs("a", "min")), "RESERVED_NAME", "criteria.0.inputs.1.name",
     "“min” is a function; no input can have this name."),
    (of_kind("MANUAL", formula="a"), "FORMULA_NOT_EXPECTED", "criteria.0.formula",
     "The kind MANUAL has no formula."),
    (of_kind("METRIC", parameters={"metric": "ON_TARGET"}, formula="1"), "FORMULA_NOT_EXPECTED",
     "criteria.0.formula", "The kind METRIC has no formula."),
    (of_kind("RATIO", formula="a / (b"), "FORMULA_INCOMPLETE", "criteria.0.formula",
     "The formula ends too early, at position 7."),
    (of_kind("RATIO", formula="a / b + c"), "UNKNOWN_INPUT", "criteria.0.formula",
     "There is no input named “c” (position 9 of the formula)."),
    (of_kind("RATIO", formula="a / 2"), "INPUT_UNUSED", "criteria.0.formula",
     "The formula does not use the input “b”."),
    # numbers
    (with_steps((1, 5), (1, 10)), "STEPS_NOT_ASCENDING", f"{PLACE}.steps",
     "Steps ascend, their thresholds and their points."),
    (with_steps((2, 5), (1, 10), (0, 20)), "STEPS_NOT_ASCENDING", f"{PLACE}.steps",
     "Steps ascend, their thresholds and their points."),
    (with_steps((1, 10), (2, 5)), "STEPS_NOT_ASCENDING", f"{PLACE}.steps",
     "Steps ascend, their thresholds and their points."),
    (with_steps((1, -1), (2, 5)), "NEGATIVE", f"{PLACE}.steps.0.points", "The number must not be negative."),
    (with_steps((1, 5), (2, 41)), "ABOVE_MAXIMUM", f"{PLACE}.steps.1.points",
     "The number is above the maximum of 40."),
    (with_choices(1, "1.01"), "FRACTION_RANGE", f"{PLACE}.choices.1.fraction",
     "A fraction of the maximum lies between 0 and 1."),
    (with_choices("-0.01", 1), "FRACTION_RANGE", f"{PLACE}.choices.0.fraction",
     "A fraction of the maximum lies between 0 and 1."),
    (of_kind("FRACTION_OF_MAX", parameters={"choices": [CHOICES[0], CHOICES[0]]}), "DUPLICATE_CHOICE",
     f"{PLACE}.choices", "The choice “HEAD” is named twice."),
    (of_kind("COUNT_CAPPED", parameters={"points_each": 0}), "NOT_POSITIVE", f"{PLACE}.points_each",
     "The number must be above 0."),
    (of_kind("COUNT_CAPPED", parameters={"points_each": 41}), "ABOVE_MAXIMUM", f"{PLACE}.points_each",
     "The number is above the maximum of 40."),
    (of_kind("COUNT_CAPPED", parameters={"points_each": 1, "cap": 41}), "ABOVE_MAXIMUM", f"{PLACE}.cap",
     "The number is above the maximum of 40."),
    (of_kind("COUNT_CAPPED", parameters={"points_each": 1, "cap": 0}), "NOT_POSITIVE", f"{PLACE}.cap",
     "The number must be above 0."),
    (of_kind("EXTERNAL_INDEX", parameters={"index": "DTI", "highest": 0}), "NOT_POSITIVE",
     f"{PLACE}.highest", "The number must be above 0."),
    # ways to tell equals apart
    (broken_by({"kind": "FEWER_PENALTIES"}, {"kind": "CRITERION", "criterion": "X"}), "UNKNOWN_CRITERION",
     "tie_breakers.1.criterion", "There is no criterion with the code “X”."),
    (broken_by({"kind": "CRITERION", "criterion": "G"}), "UNKNOWN_CRITERION", "tie_breakers.0.criterion",
     "There is no criterion with the code “G”."),
    (broken_by({"kind": "CRITERION"}), "TIE_BREAKER_CRITERION", "tie_breakers.0.criterion",
     "A tie-breaker of this kind names a criterion."),
    (broken_by({"kind": "AGREEMENT", "criterion": "A"}), "TIE_BREAKER_NO_CRITERION",
     "tie_breakers.0.criterion", "A tie-breaker of this kind names no criterion."),
    (broken_by({"kind": "AGREEMENT"}, {"kind": "FEWER_PENALTIES"}, {"kind": "AGREEMENT"}),
     "DUPLICATE_TIE_BREAKER", "tie_breakers.2", "A tie-breaker is given twice."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code", "field", "sentence"), REFUSED, ids=[f"{row[1]}-{row[2]}" for row in REFUSED]
)
def test_one_thing_wrong_is_one_problem_at_its_place(
    data: dict[str, Any], code: str, field: str, sentence: str
) -> None:
    with pytest.raises(ProblemsError) as refused:
        read_criteria_set(data, METRICS)
    found = [(each.code, each.field, each.message.en) for each in refused.value.problems]
    assert found == [(code, field, sentence)]


def test_a_negative_maximum_is_refused_though_the_sum_is_right() -> None:
    assert refused_set(criterion_data("A", 110), criterion_data("B", -10)) == [
        ("ABOVE_SCALE", "criteria.0.maximum"),
        ("NOT_POSITIVE", "criteria.1.maximum"),
    ]


def test_everything_wrong_is_told_at_once() -> None:
    assert refused_set(
        criterion_data("A", 30, "RATIO", formula="a ** b", parameters={"cap": 50}),
        group("A", 40, criterion_data("A.1", 10, "METRIC", parameters={"metric": "X"})),
        bonus_cap=200,
        tie_breakers=[{"kind": "CRITERION"}],
        gates=[criterion_data("G", 0)],
    ) == [
        ("ABOVE_SCALE", "bonus_cap"),
        ("WEIGHTS", "criteria"),
        ("DUPLICATE_CODE", "criteria"),
        ("TIE_BREAKER_CRITERION", "tie_breakers.0.criterion"),
        ("PARAMETER_NOT_EXPECTED", "criteria.0.parameters.cap"),
        ("FORMULA_UNEXPECTED", "criteria.0.formula"),
        ("ABOVE_MAXIMUM", "criteria.0.parameters.cap"),
        ("WEIGHTS", "criteria.1.children"),
        ("UNKNOWN_METRIC", "criteria.1.children.0.parameters.metric"),
        ("KIND_MISPLACED", "gates.0.kind"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "GUESS"}, "criteria.0.kind"),
        ({"maximum": "NaN"}, "criteria.0.maximum"),
        ({"maximum": "many"}, "criteria.0.maximum"),
        ({"maximum": None}, "criteria.0.maximum"),
        ({"maximum": 10**12}, "criteria.0.maximum"),
        ({"code": "a b"}, "criteria.0.code"),
        ({"label": {"vi": "Chỉ tiếng Việt"}}, "criteria.0.label.en"),
        ({"label": {"vi": " ", "en": "x"}}, "criteria.0.label.vi"),
        ({"points": 3}, "criteria.0.points"),
        ({"inputs": inputs("A")}, "criteria.0.inputs.0.name"),
        ({"parameters": {"weight": 1}}, "criteria.0.parameters.weight"),
    ],
)
def test_what_has_not_the_form_of_a_criterion_is_refused(wrong: dict[str, Any], field: str) -> None:
    assert [where for _, where in refused_set(criterion_data("A", 100) | wrong)] == [field]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scale": 10}, "scale"),
        ({"status": "LAW"}, "status"),
        ({"version": "one"}, "version"),
        ({"name": "Bộ mẫu"}, "name"),
        ({"rounding": {"places": 5}}, "rounding.places"),
        ({"rounding": {"places": -1}}, "rounding.places"),
        ({"rounding": {"mode": "DOWN"}}, "rounding.mode"),
        ({"legal_basis": BASIS | {"file_sha256": "x"}}, "legal_basis.file_sha256"),
        ({"valid_from": "yesterday"}, "valid_from"),
    ],
)
def test_what_has_not_the_form_of_a_set_is_refused(wrong: dict[str, Any], field: str) -> None:
    assert [where for _, where in refused_set(criterion_data("A", 100), **wrong)] == [field]


def test_a_criterion_under_itself_and_endless_nesting_are_refused() -> None:
    circle = group("A", 100)
    circle["children"] = [circle]
    assert refused_set(circle) == [("BAD_VALUE", "criteria.0.children.0")]
    with pytest.raises(ProblemsError):
        read_criteria_set(set_data(nested(1500)), METRICS)


@pytest.mark.parametrize("text", ["", "{", "[1", '{"scale": NaN}', b"\xff", '{"a": 1e999}' * 2])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    assert refusals(read_criteria_set, text, METRICS) == [("NOT_JSON", None)]


@pytest.mark.parametrize("text", ["[]", "null", "12", '"set"'])
def test_json_that_is_no_set_is_refused(text: str) -> None:
    assert [code for code, _ in refusals(read_criteria_set, text, METRICS)] == ["BAD_VALUE"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(criterion_data("A", 1))), below, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from(sorted(set_data(scale=100))), json_values)
def test_whatever_stands_in_a_field_is_read_or_refused_with_reasons(field: str, value: Any) -> None:
    data = set_data(criterion_data("A", 40), REST) | {field: value}
    try:
        read_criteria_set(data, METRICS)
    except ProblemsError as error:
        assert error.problems
        assert all(found.message.vi and found.message.en for found in error.problems)
