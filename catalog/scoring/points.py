"""The points of one criterion, exact, from what was given for it; impossible values are refused, not corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from catalog.errors import Problem, ProblemsError
from catalog.scoring.criteria import Criterion, CriterionKind, InputTerm
from catalog.scoring.formula import evaluate, parse
from catalog.scoring.numbers import Numeric, exact, written
from catalog.scoring.problems import problem

Values = Mapping[str, Fraction]
"""A criterion's inputs by name."""


@dataclass(frozen=True)
class Figure:
    """What a closed period's snapshot says of a metric."""

    numerator: Numeric
    denominator: Numeric


@dataclass(frozen=True)
class Given:
    """What a criterion is scored by: its inputs by name, the level that was chosen, the snapshot's figure."""

    values: Mapping[str, Numeric] = field(default_factory=dict)
    choice: str | None = None
    figure: Figure | None = None


@dataclass(frozen=True)
class Points:
    """Between 0 and the criterion's maximum; None: it does not apply. `is_hit`: a gate that excludes."""

    value: Fraction | None
    is_hit: bool = False


NOT_APPLICABLE = Points(None)


def points(criterion: Criterion, given: Given) -> Points:
    """The points by the criterion's kind.

    Raises ProblemsError: everything missing, not expected or impossible in what was given.
    """
    problems = list(_unfit(criterion, given))
    values: dict[str, Fraction] = {}
    for term in criterion.inputs:
        try:
            values[term.name] = _input(term, given.values)
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    return _KINDS[criterion.kind](criterion, values, given)


def _unfit(criterion: Criterion, given: Given) -> Iterator[Problem]:
    """What was given and is not asked for, or the other way round."""
    for name in sorted(given.values.keys() - {term.name for term in criterion.inputs}):
        yield problem("INPUT_NOT_EXPECTED", f"values.{name}", name=name)
    if given.choice is not None and criterion.kind != CriterionKind.FRACTION_OF_MAX:
        yield problem("CHOICE_NOT_EXPECTED", "choice")
    if given.figure is not None and criterion.kind != CriterionKind.METRIC:
        yield problem("FIGURE_NOT_EXPECTED", "figure")


def _input(term: InputTerm, given: Mapping[str, Numeric]) -> Fraction:
    place = f"values.{term.name}"
    if term.name not in given:
        raise ProblemsError([problem("INPUT_MISSING", place, name=term.name)])
    value = exact(given[term.name], place)
    return _count(value, place) if term.is_count else value


def _count(value: Fraction, place: str) -> Fraction:
    if value.denominator != 1:
        raise ProblemsError([problem("NOT_WHOLE", place)])
    return _natural(value, place)


def _natural(value: Fraction, place: str) -> Fraction:
    if value < 0:
        raise ProblemsError([problem("NEGATIVE", place)])
    return value


def _at_most(value: Fraction, maximum: Fraction, place: str) -> Fraction:
    if value > maximum:
        raise ProblemsError([problem("ABOVE_MAXIMUM", place, maximum=written(maximum))])
    return _natural(value, place)


def _value(criterion: Criterion, values: Values) -> tuple[Fraction, str]:
    """What the formula gives, or the one input; and its place for a problem."""
    if criterion.formula is not None:
        return evaluate(parse(criterion.formula), values), "formula"
    name = criterion.inputs[0].name
    return values[name], f"values.{name}"


def _share(part: Fraction, whole: Fraction, place: str, *, is_share: bool | None) -> Fraction | None:
    """The ratio, at most 1; None of nothing."""
    _natural(part, place)
    _natural(whole, place)
    if is_share and part > whole:
        raise ProblemsError([problem("PART_ABOVE_WHOLE", place, part=written(part), whole=written(whole))])
    return min(Fraction(1), part / whole) if whole else None


def _of_maximum(criterion: Criterion, share: Fraction | None) -> Points:
    return NOT_APPLICABLE if share is None else Points(criterion.maximum * share)


def _ratio(criterion: Criterion, values: Values, _: Given) -> Points:
    """max x min(1, a/b); with b = 0 it does not apply, which is neither 0 nor the maximum."""
    is_share = criterion.parameters.is_share
    if criterion.formula is None:
        part, whole = (values[term.name] for term in criterion.inputs)
        place = f"values.{criterion.inputs[0].name}"
        return _of_maximum(criterion, _share(part, whole, place, is_share=is_share))
    try:
        ratio, place = _value(criterion, values)
    except ProblemsError as error:
        if error.problems[0].code == "DIVISION_BY_ZERO":
            return NOT_APPLICABLE
        raise
    return _of_maximum(criterion, _share(ratio, Fraction(1), place, is_share=is_share))


def _steps(criterion: Criterion, values: Values, _: Given) -> Points:
    """The points of the last step that was reached; below the first there are none."""
    value, _place = _value(criterion, values)
    reached = [step.points for step in criterion.parameters.steps or () if step.at_least <= value]
    return Points(reached[-1] if reached else Fraction(0))


def _fraction_of_max(criterion: Criterion, _values: Values, given: Given) -> Points:
    for choice in criterion.parameters.choices or ():
        if choice.code == given.choice:
            return _of_maximum(criterion, choice.fraction)
    raise ProblemsError([problem("UNKNOWN_CHOICE", "choice")])


def _count_capped(criterion: Criterion, values: Values, _: Given) -> Points:
    cap, each = criterion.parameters.cap, criterion.parameters.points_each or Fraction(0)
    most = criterion.maximum if cap is None else cap
    return Points(min(most, each * _count(*_value(criterion, values))))


def _yes_or_no(criterion: Criterion, values: Values) -> bool:
    value, place = _value(criterion, values)
    if value not in (0, 1):
        raise ProblemsError([problem("NOT_YES_OR_NO", place)])
    return value == 1


def _boolean(criterion: Criterion, values: Values, _: Given) -> Points:
    return _of_maximum(criterion, Fraction(_yes_or_no(criterion, values)))


def _metric(criterion: Criterion, _values: Values, given: Given) -> Points:
    if given.figure is None:
        raise ProblemsError([problem("FIGURE_MISSING", "figure")])
    part = exact(given.figure.numerator, "figure.numerator")
    whole = exact(given.figure.denominator, "figure.denominator")
    return _of_maximum(criterion, _share(part, whole, "figure", is_share=True))


def _external_index(criterion: Criterion, values: Values, _: Given) -> Points:
    value, place = _value(criterion, values)
    highest = criterion.parameters.highest or criterion.maximum
    return _of_maximum(criterion, _at_most(value, highest, place) / highest)


def _manual(criterion: Criterion, values: Values, _: Given) -> Points:
    value, place = _value(criterion, values)
    return Points(_at_most(value, criterion.maximum, place))


def _apart(criterion: Criterion, values: Values, given: Given) -> Points:
    """A bonus or a penalty: so many points for each, up to the maximum, or points as they were given."""
    each = criterion.parameters.points_each
    if each is None:
        return _manual(criterion, values, given)
    return Points(min(criterion.maximum, each * _natural(*_value(criterion, values))))


def _gate(criterion: Criterion, values: Values, _: Given) -> Points:
    return Points(Fraction(0), is_hit=_yes_or_no(criterion, values))


def _group(_criterion: Criterion, _values: Values, _: Given) -> Points:
    raise ProblemsError([problem("NOT_SCORED")])


_KINDS: Mapping[CriterionKind, Callable[[Criterion, Values, Given], Points]] = {
    CriterionKind.GROUP: _group,
    CriterionKind.RATIO: _ratio,
    CriterionKind.STEPS: _steps,
    CriterionKind.FRACTION_OF_MAX: _fraction_of_max,
    CriterionKind.COUNT_CAPPED: _count_capped,
    CriterionKind.BOOLEAN: _boolean,
    CriterionKind.METRIC: _metric,
    CriterionKind.EXTERNAL_INDEX: _external_index,
    CriterionKind.MANUAL: _manual,
    CriterionKind.BONUS: _apart,
    CriterionKind.PENALTY: _apart,
    CriterionKind.GATE: _gate,
}
