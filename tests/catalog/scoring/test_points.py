"""The points of each kind of criterion: exact, between 0 and the maximum, and never from impossible values."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ProblemsError
from catalog.scoring.criteria import Criterion
from catalog.scoring.numbers import written
from catalog.scoring.points import NOT_APPLICABLE, Figure, Given, Points, points
from tests.catalog.scoring.sets import criterion, inputs, label, refusals

MEETINGS = {
    "steps": [{"at_least": 1, "points": 5}, {"at_least": 2, "points": 10},
              {"at_least": 3, "points": 15}, {"at_least": 4, "points": 20}],
}  # fmt: skip
HEAD = {
    "choices": [
        {"code": "CHAIR", "label": label("Chủ tịch"), "fraction": 1},
        {"code": "DEPUTY", "label": label("Phó Chủ tịch"), "fraction": "1/2"},
        {"code": "OTHER", "label": label("Khác"), "fraction": 0},
    ]
}
METRIC = criterion(12, "METRIC", parameters={"metric": "ON_TARGET"})
INDEX = criterion(10, "EXTERNAL_INDEX", parameters={"index": "DTI", "highest": "0.8"})
COUNT = criterion(5, "COUNT_CAPPED", parameters={"points_each": 1})


def scored(of: Criterion, **values: Any) -> Fraction | None:
    return points(of, Given(values)).value


def refused(of: Criterion, given_for_it: Given) -> list[tuple[str, str | None, str]]:
    with pytest.raises(ProblemsError) as error:
        points(of, given_for_it)
    return [(found.code, found.field, found.message.en) for found in error.value.problems]


def test_a_ratio_gives_its_share_of_the_maximum_exactly() -> None:
    found = scored(criterion(12, "RATIO"), a=45, b=46)
    assert found == Fraction(12 * 45, 46)
    assert f"{float(found or 0):.6f}" == "11.739130"


def test_a_ratio_of_nothing_does_not_apply_which_is_neither_zero_nor_the_maximum() -> None:
    of = criterion(12, "RATIO")
    assert points(of, Given({"a": 0, "b": 0})) == NOT_APPLICABLE == Points(None)
    assert points(of, Given({"a": 3, "b": 0})) == NOT_APPLICABLE
    by_formula = criterion(12, "RATIO", formula="(a - b) / a")
    assert points(by_formula, Given({"a": 0, "b": 0})) == NOT_APPLICABLE


def test_more_than_was_asked_gives_the_maximum_and_a_share_cannot_be_more_than_its_whole() -> None:
    assert scored(criterion(12, "RATIO"), a=50, b=46) == 12
    of = criterion(12, "RATIO", parameters={"is_share": True})
    assert scored(of, a=46, b=46) == 12
    assert scored(of, a=0, b=46) == 0
    assert refused(of, Given({"a": 47, "b": 46})) == [
        ("PART_ABOVE_WHOLE", "values.a", "The numerator 47 is above the denominator 46.")
    ]
    assert refused(of, Given({"a": "1/3", "b": 0}))[0][2] == "The numerator 1/3 is above the denominator 0."


def test_a_ratio_may_be_a_formula() -> None:
    of = criterion(18, "RATIO", formula="(a - b) / a", parameters={"is_share": True})
    assert scored(of, a=200, b=3) == Fraction(18 * 197, 200)
    assert refused(of, Given({"a": 2, "b": 3})) == [
        ("NEGATIVE", "formula", "The number must not be negative.")
    ]
    assert refused(of, Given({"a": 2, "b": -1})) == [
        ("PART_ABOVE_WHOLE", "formula", "The numerator 1.5 is above the denominator 1.")
    ]
    assert scored(criterion(18, "RATIO", formula="a / b"), a=3, b=2) == 18
    too_much = criterion(18, "RATIO", formula="*".join(["a"] * 40) + " / b")
    assert refused(too_much, Given({"a": 999_999_999_999, "b": 1}))[0][0] == "FORMULA_RESULT"


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [(0, 0), ("0.5", 0), (1, 5), (2, 10), (3, 15), ("3.9", 15), (4, 20), (40, 20), (-1, 0)],
)
def test_steps_give_the_points_of_the_last_step_that_was_reached(meetings: Any, expected: int) -> None:
    assert scored(criterion(20, "STEPS", parameters=MEETINGS), a=meetings) == expected


def test_steps_may_go_by_a_formula() -> None:
    of = criterion(20, "STEPS", parameters=MEETINGS, inputs=inputs("a", "b"), formula="a - b")
    assert scored(of, a=5, b=3) == 10


@pytest.mark.parametrize(("choice", "expected"), [("CHAIR", 7), ("DEPUTY", Fraction(7, 2)), ("OTHER", 0)])
def test_a_choice_gives_its_fraction_of_the_maximum(choice: str, expected: Fraction) -> None:
    of = criterion(7, "FRACTION_OF_MAX", parameters=HEAD)
    assert points(of, Given(choice=choice)) == Points(Fraction(expected))


@pytest.mark.parametrize("choice", [None, "", "chair", "CLERK"])
def test_another_choice_is_refused(choice: str | None) -> None:
    of = criterion(7, "FRACTION_OF_MAX", parameters=HEAD)
    assert refused(of, Given(choice=choice)) == [
        ("UNKNOWN_CHOICE", "choice", "Please choose one of the criterion’s levels.")
    ]


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (5, 5), (6, 5), (10**6, 5)])
def test_counted_things_give_points_up_to_the_maximum(count: int, expected: int) -> None:
    assert scored(COUNT, a=count) == expected


def test_counted_things_may_be_capped_below_the_maximum() -> None:
    of = criterion(10, "COUNT_CAPPED", parameters={"points_each": "2.5", "cap": 6})
    assert [scored(of, a=count) for count in (0, 1, 2, 3, 4)] == [0, Fraction(5, 2), 5, 6, 6]


def test_a_count_is_whole_and_not_negative() -> None:
    assert refused(COUNT, Given({"a": "1.5"})) == [("NOT_WHOLE", "values.a", "A count is a whole number.")]
    assert refused(COUNT, Given({"a": -1})) == [("NEGATIVE", "values.a", "The number must not be negative.")]
    by_formula = criterion(5, "COUNT_CAPPED", parameters={"points_each": 1}, formula="a / 2")
    assert scored(by_formula, a=4) == 2
    assert refused(by_formula, Given({"a": 3}))[0][:2] == ("NOT_WHOLE", "formula")


def test_inputs_that_are_counts_are_held_to_it_whatever_the_kind() -> None:
    of = criterion(12, "RATIO", inputs=inputs("a", "b", is_count=True))
    assert refused(of, Given({"a": "0.5", "b": -2})) == [
        ("NOT_WHOLE", "values.a", "A count is a whole number."),
        ("NEGATIVE", "values.b", "The number must not be negative."),
    ]


@pytest.mark.parametrize("wrong", ["a", "b"])
def test_a_ratio_knows_no_negative_numbers(wrong: str) -> None:
    values = {"a": 1, "b": 2} | {wrong: -1}
    assert refused(criterion(12, "RATIO"), Given(values)) == [
        ("NEGATIVE", "values.a", "The number must not be negative.")
    ]


def test_yes_gives_the_maximum_and_no_nothing() -> None:
    of = criterion(3, "BOOLEAN")
    assert [scored(of, a=1), scored(of, a=0), scored(of, a="1.0")] == [3, 0, 3]
    for value in (2, -1, "0.5"):
        assert refused(of, Given({"a": value})) == [
            ("NOT_YES_OR_NO", "values.a", "Only 0 (no) and 1 (yes) are taken.")
        ]
    assert scored(criterion(3, "BOOLEAN", formula="a > 4"), a=5) == 3


def test_a_metric_gives_the_share_that_the_snapshot_says() -> None:
    assert points(METRIC, Given(figure=Figure(45, 46))) == Points(Fraction(12 * 45, 46))
    assert points(METRIC, Given(figure=Figure("3/4", 1))) == Points(Fraction(9))
    assert points(METRIC, Given(figure=Figure(0, 0))) == NOT_APPLICABLE
    assert refused(METRIC, Given(figure=Figure(47, 46))) == [
        ("PART_ABOVE_WHOLE", "figure", "The numerator 47 is above the denominator 46.")
    ]
    assert refused(METRIC, Given(figure=Figure(-1, 46)))[0][:2] == ("NEGATIVE", "figure")
    assert refused(METRIC, Given(figure=Figure(float("nan"), 1)))[0][:2] == (
        "NOT_A_NUMBER",
        "figure.numerator",
    )
    assert refused(METRIC, Given(figure=Figure(1, 10**12)))[0][:2] == (
        "NUMBER_TOO_LARGE",
        "figure.denominator",
    )
    assert refused(METRIC, Given()) == [
        ("FIGURE_MISSING", "figure", "The closed period’s figure is missing.")
    ]


def test_an_index_gives_its_share_of_the_best_value() -> None:
    assert scored(INDEX, a="0.6") == Fraction(15, 2)
    assert [scored(INDEX, a=0), scored(INDEX, a="0.8")] == [0, 10]
    assert refused(INDEX, Given({"a": "0.81"})) == [
        ("ABOVE_MAXIMUM", "values.a", "The number is above the maximum of 0.8.")
    ]
    assert refused(INDEX, Given({"a": "-0.1"}))[0][:2] == ("NEGATIVE", "values.a")


def test_points_given_by_hand_lie_between_zero_and_the_maximum() -> None:
    of = criterion(7, "MANUAL")
    assert [scored(of, a=0), scored(of, a="6.5"), scored(of, a=7)] == [0, Fraction(13, 2), 7]
    assert refused(of, Given({"a": "7.01"})) == [
        ("ABOVE_MAXIMUM", "values.a", "The number is above the maximum of 7.")
    ]
    assert refused(of, Given({"a": -1}))[0][:2] == ("NEGATIVE", "values.a")


@pytest.mark.parametrize("kind", ["BONUS", "PENALTY"])
def test_bonus_and_penalty_are_points_as_given_or_so_many_for_each(kind: str) -> None:
    of = criterion(10, kind)
    assert [scored(of, a=0), scored(of, a="9.5"), scored(of, a=10)] == [0, Fraction(19, 2), 10]
    assert refused(of, Given({"a": 11}))[0][:2] == ("ABOVE_MAXIMUM", "values.a")
    assert refused(of, Given({"a": -1}))[0][:2] == ("NEGATIVE", "values.a")
    each = criterion(10, kind, parameters={"points_each": 4})
    assert [scored(each, a=count) for count in (0, 1, 2, 3)] == [0, 4, 8, 10]
    assert refused(each, Given({"a": -1})) == [("NEGATIVE", "values.a", "The number must not be negative.")]


def test_a_gate_is_hit_or_not_and_gives_no_points() -> None:
    of = criterion(0, "GATE")
    assert points(of, Given({"a": 0})) == Points(Fraction(0), is_hit=False)
    assert points(of, Given({"a": 1})) == Points(Fraction(0), is_hit=True)
    assert refused(of, Given({"a": 2}))[0][:2] == ("NOT_YES_OR_NO", "values.a")
    assert points(criterion(0, "GATE", formula="a >= 2"), Given({"a": 2})).is_hit
    assert not points(COUNT, Given({"a": 2})).is_hit


def test_everything_wrong_with_what_was_given_is_told_at_once() -> None:
    of = criterion(12, "RATIO")
    wrong = Given({"a": float("nan"), "x": 1, "c": 2}, choice="CHAIR", figure=Figure(1, 2))
    assert refused(of, wrong) == [
        ("INPUT_NOT_EXPECTED", "values.c", "The criterion has no input “c”."),
        ("INPUT_NOT_EXPECTED", "values.x", "The criterion has no input “x”."),
        ("CHOICE_NOT_EXPECTED", "choice", "The criterion has no levels to choose from."),
        ("FIGURE_NOT_EXPECTED", "figure", "The criterion takes no figure of a closed period."),
        ("NOT_A_NUMBER", "values.a", "This is not a number such as 12, 0.5 or 1/3."),
        ("INPUT_MISSING", "values.b", "The input “b” is missing."),
    ]


@pytest.mark.parametrize("value", [10**12, 1e300, "9" * 13, float("inf"), None, True, "many"])
def test_absurd_numbers_are_refused_whatever_the_kind(value: Any) -> None:
    for of in (criterion(12, "RATIO"), COUNT, INDEX, criterion(10, "BONUS"), criterion(0, "GATE")):
        given_for_it = Given({term.name: value for term in of.inputs})
        codes = {code for code, _ in refusals(points, of, given_for_it)}
        assert codes <= {"NOT_A_NUMBER", "NUMBER_TOO_LARGE"}


def test_a_group_is_not_scored() -> None:
    of = COUNT.model_copy(update={"kind": "GROUP", "inputs": ()})
    assert refused(of, Given()) == [
        ("NOT_SCORED", None, "A group is not scored: its points are the sum of its criteria.")
    ]


maxima = st.fractions(Fraction(1, 4), 99, max_denominator=8).map(lambda f: f.limit_denominator(8))
amounts = st.fractions(0, 10**6, max_denominator=100)


@given(maxima, amounts, amounts, amounts)
def test_a_ratio_lies_in_its_range_and_grows_with_what_was_done(
    maximum: Fraction, first: Fraction, second: Fraction, whole: Fraction
) -> None:
    of = criterion(maximum, "RATIO")
    less, more = sorted((first, second))
    low, high = scored(of, a=less, b=whole), scored(of, a=more, b=whole)
    if whole == 0:
        assert low is high is None
    else:
        assert low is not None
        assert high is not None
        assert 0 <= low <= high <= maximum
        assert high == maximum * min(Fraction(1), more / whole)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1, max_size=5),
    st.fractions(0, 60),
    st.fractions(0, 60),
)
def test_steps_lie_in_their_range_and_grow(
    drawn: list[tuple[int, int]], first: Fraction, second: Fraction
) -> None:
    thresholds = sorted({threshold for threshold, _ in drawn})
    gains = sorted(gain for _, gain in drawn)
    steps = [{"at_least": x, "points": gain} for x, gain in zip(thresholds, gains, strict=False)]
    of = criterion(20, "STEPS", parameters={"steps": steps})
    low, high = (scored(of, a=written(value.limit_denominator(100))) for value in sorted((first, second)))
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 20


@given(maxima, st.integers(0, 10**6), st.integers(0, 10**6), st.fractions(Fraction(1, 10), 5))
def test_counted_things_lie_in_their_range_and_grow(
    maximum: Fraction, first: int, second: int, each: Fraction
) -> None:
    each = min(each.limit_denominator(10), maximum)
    of = criterion(maximum, "COUNT_CAPPED", parameters={"points_each": each})
    low, high = (scored(of, a=count) for count in sorted((first, second)))
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= maximum


@given(maxima, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_metrics_and_indices_lie_in_their_range_and_grow(
    maximum: Fraction, first: int, second: int, whole: int
) -> None:
    metric = criterion(maximum, "METRIC", parameters={"metric": "ON_TARGET"})
    index = criterion(maximum, "EXTERNAL_INDEX", parameters={"index": "DTI", "highest": whole})
    low, high = sorted((min(first, whole), min(second, whole)))
    for found in (
        [points(metric, Given(figure=Figure(part, whole))).value for part in (low, high)],
        [scored(index, a=part) for part in (low, high)],
    ):
        assert found == [maximum * low / whole, maximum * high / whole]
        assert 0 <= maximum * low / whole <= maximum * high / whole <= maximum
