"""What a set of criteria must keep beyond its form: everything wrong with it, at once, each with its place.

Weights add up, codes are there once, formulas can be read, numbers make sense. Pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from catalog.errors import Problem, ProblemsError
from catalog.scoring.criteria import (
    APART,
    CriteriaSet,
    Criterion,
    CriterionKind,
    TieBreakerKind,
    WorkRatio,
    branches,
    sum_of_maxima,
)
from catalog.scoring.formula import FUNCTIONS, inputs_of, parse
from catalog.scoring.numbers import written
from catalog.scoring.problems import problem
from catalog.terms import SetStatus, SubjectForm

DEPTH = 5
"""Most levels of criteria."""


@dataclass(frozen=True)
class Form:
    """What a kind of criterion is made of: parameters it needs and may have, how many inputs without a formula."""

    needs: frozenset[str] = frozenset()
    may_have: frozenset[str] = frozenset()
    inputs: int = 0
    has_formula: bool = False


FORMS: Mapping[CriterionKind, Form] = {
    CriterionKind.GROUP: Form(),
    CriterionKind.RATIO: Form(
        may_have=frozenset({"is_share", "procedures", "work", "return_step"}), inputs=2, has_formula=True
    ),
    CriterionKind.STEPS: Form(needs=frozenset({"steps"}), inputs=1, has_formula=True),
    CriterionKind.FRACTION_OF_MAX: Form(needs=frozenset({"choices"})),
    CriterionKind.COUNT_CAPPED: Form(
        needs=frozenset({"points_each"}), may_have=frozenset({"cap"}), inputs=1, has_formula=True
    ),
    CriterionKind.BOOLEAN: Form(inputs=1, has_formula=True),
    CriterionKind.METRIC: Form(needs=frozenset({"metric"})),
    CriterionKind.EXTERNAL_INDEX: Form(needs=frozenset({"index", "highest"}), inputs=1),
    CriterionKind.MANUAL: Form(inputs=1),
    CriterionKind.BONUS: Form(may_have=frozenset({"points_each"}), inputs=1, has_formula=True),
    CriterionKind.PENALTY: Form(may_have=frozenset({"points_each"}), inputs=1, has_formula=True),
    CriterionKind.GATE: Form(inputs=1, has_formula=True),
}


def check_set(criteria_set: CriteriaSet, metrics: Collection[str]) -> list[Problem]:
    """Everything that is wrong with a set; `metrics` are the figures that a criterion may be bound to."""
    return [
        *_header(criteria_set),
        *_weights("criteria", criteria_set.criteria, Fraction(criteria_set.scale)),
        *_codes(criteria_set),
        *_tie_breakers(criteria_set),
        *_tree("criteria", criteria_set.criteria, criteria_set.scale, metrics),
        *_gates(criteria_set, metrics),
        *_whose(criteria_set),
    ]


def _header(criteria_set: CriteriaSet) -> Iterator[Problem]:
    start, end = criteria_set.valid_from, criteria_set.valid_to
    if start is not None and end is not None and end <= start:
        yield problem("VALIDITY", "valid_to")
    if criteria_set.status != SetStatus.DRAFT and (criteria_set.legal_basis is None or start is None):
        yield problem("LEGAL_BASIS_MISSING", "legal_basis")
    for name, cap in (("bonus_cap", criteria_set.bonus_cap), ("penalty_cap", criteria_set.penalty_cap)):
        yield from _in_range(name, cap, criteria_set.scale)


def _in_range(field: str, value: Fraction | None, scale: int) -> Iterator[Problem]:
    if value is not None and value < 0:
        yield problem("NEGATIVE", field)
    if value is not None and value > scale:
        yield problem("ABOVE_SCALE", field, scale=scale)


def _weights(field: str, criteria: tuple[Criterion, ...], expected: Fraction) -> Iterator[Problem]:
    found = sum_of_maxima(criteria)
    if not criteria:
        yield problem("NO_CRITERIA", field)
    elif found != expected:
        yield problem("WEIGHTS", field, sum=written(found), expected=written(expected))


def _codes(criteria_set: CriteriaSet) -> Iterator[Problem]:
    every = criteria_set.every_criterion()
    yield from _twice("DUPLICATE_CODE", "criteria", "code", (criterion.code for criterion in every))


def _twice(code: str, field: str, fact: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield problem(code, field, **{fact: name})


def _tie_breakers(criteria_set: CriteriaSet) -> Iterator[Problem]:
    scored = {criterion.code for criterion in branches(criteria_set.criteria)}
    for place, breaker in enumerate(criteria_set.tie_breakers):
        field = f"tie_breakers.{place}"
        if breaker in criteria_set.tie_breakers[:place]:
            yield problem("DUPLICATE_TIE_BREAKER", field)
        if breaker.kind != TieBreakerKind.CRITERION:
            if breaker.criterion is not None:
                yield problem("TIE_BREAKER_NO_CRITERION", f"{field}.criterion")
        elif breaker.criterion is None:
            yield problem("TIE_BREAKER_CRITERION", f"{field}.criterion")
        elif breaker.criterion not in scored:
            yield problem("UNKNOWN_CRITERION", f"{field}.criterion", code=breaker.criterion)


def _gates(criteria_set: CriteriaSet, metrics: Collection[str]) -> Iterator[Problem]:
    for place, gate in enumerate(criteria_set.gates):
        field = f"gates.{place}"
        if gate.kind != CriterionKind.GATE:
            yield problem("KIND_MISPLACED", f"{field}.kind", kind=gate.kind)
        if gate.maximum != 0:
            yield problem("MAXIMUM_NOT_EXPECTED", f"{field}.maximum")
        yield from _form(field, gate, metrics)


def _whose(criteria_set: CriteriaSet) -> Iterator[Problem]:
    """A unit is not scored by one person's work, nor a person by the figures of a unit."""
    is_of_people = criteria_set.subject_kind == SubjectForm.INDIVIDUAL
    for criterion in criteria_set.every_criterion():
        bound = criterion.parameters
        if is_of_people and (bound.metric is not None or bound.procedures is not None):
            yield problem("NOT_OF_INDIVIDUALS", criterion.code, code=criterion.code)
        if not is_of_people and bound.work is not None:
            yield problem("NOT_OF_COLLECTIVES", criterion.code, code=criterion.code)


def _bound(field: str, criterion: Criterion) -> Iterator[Problem]:
    """A ratio whose numbers nobody types: from one place, two numbers and no formula."""
    parameters = criterion.parameters
    if parameters.work is not None and parameters.procedures is not None:
        yield problem("MEASURED_TWICE", f"{field}.parameters.work")
    if criterion.formula is not None and (parameters.work or parameters.procedures):
        yield problem("MEASURED_FORMULA", f"{field}.formula")
    step = parameters.return_step
    if step is None:
        return
    if parameters.work != WorkRatio.PASSED_AT_ONCE or not 0 < step <= 1:
        yield problem("RETURN_STEP", f"{field}.parameters.return_step")
    if any(term.is_count for term in criterion.inputs[:1]):
        yield problem("RETURN_STEP_COUNT", f"{field}.inputs.0.is_count")


def _tree(
    field: str, criteria: tuple[Criterion, ...], scale: int, metrics: Collection[str], depth: int = 1
) -> Iterator[Problem]:
    if criteria and depth > DEPTH:
        yield problem("TOO_DEEP", field, limit=DEPTH)
        return
    for place, criterion in enumerate(criteria):
        here = f"{field}.{place}"
        if criterion.kind == CriterionKind.GATE or (criterion.kind in APART and depth > 1):
            yield problem("KIND_MISPLACED", f"{here}.kind", kind=criterion.kind)
        if criterion.maximum <= 0:
            yield problem("NOT_POSITIVE", f"{here}.maximum")
        if criterion.maximum > scale:
            yield problem("ABOVE_SCALE", f"{here}.maximum", scale=scale)
        if criterion.kind == CriterionKind.GROUP and criterion.children:
            yield from _weights(f"{here}.children", criterion.children, criterion.maximum)
        yield from _form(here, criterion, metrics)
        yield from _tree(f"{here}.children", criterion.children, scale, metrics, depth + 1)


def _form(field: str, criterion: Criterion, metrics: Collection[str]) -> Iterator[Problem]:
    """What a criterion of this kind is made of, and whether it makes sense."""
    is_group = criterion.kind == CriterionKind.GROUP
    if is_group and not criterion.children:
        yield problem("GROUP_EMPTY", f"{field}.children")
    if criterion.children and not is_group:
        yield problem("CHILDREN_NOT_EXPECTED", f"{field}.children")
    yield from _parameters(field, criterion)
    yield from _inputs(field, criterion)
    yield from _values(f"{field}.parameters", criterion)
    yield from _bound(field, criterion)
    metric = criterion.parameters.metric
    if metric is not None and metric not in metrics:
        yield problem("UNKNOWN_METRIC", f"{field}.parameters.metric", name=metric)


def _parameters(field: str, criterion: Criterion) -> Iterator[Problem]:
    form = FORMS[criterion.kind]
    given = {name for name, value in criterion.parameters if value not in (None, ())}
    for name in sorted(form.needs - given):
        yield problem("PARAMETER_MISSING", f"{field}.parameters.{name}", kind=criterion.kind)
    for name in sorted(given - form.needs - form.may_have):
        yield problem("PARAMETER_NOT_EXPECTED", f"{field}.parameters.{name}", kind=criterion.kind)


def _inputs(field: str, criterion: Criterion) -> Iterator[Problem]:
    form = FORMS[criterion.kind]
    names = [term.name for term in criterion.inputs]
    yield from _twice("DUPLICATE_INPUT", f"{field}.inputs", "name", names)
    for place, name in enumerate(names):
        if name in FUNCTIONS:
            yield problem("RESERVED_NAME", f"{field}.inputs.{place}.name", name=name)
    if criterion.formula is not None:
        yield from _formula(f"{field}.formula", criterion.formula, criterion, names)
    elif form.inputs == 0 and names:
        yield problem("INPUTS_NOT_EXPECTED", f"{field}.inputs", kind=criterion.kind)
    elif len(names) != form.inputs:
        yield problem("INPUT_COUNT", f"{field}.inputs", kind=criterion.kind, expected=form.inputs)


def _formula(field: str, text: str, criterion: Criterion, names: Collection[str]) -> Iterator[Problem]:
    if not FORMS[criterion.kind].has_formula:
        yield problem("FORMULA_NOT_EXPECTED", field, kind=criterion.kind)
        return
    try:
        used = {found.name: found for found in inputs_of(parse(text))}
    except ProblemsError as error:
        yield Problem(error.problems[0].code, error.problems[0].message, field)
        return
    for name, found in used.items():
        if name not in names:
            yield problem("UNKNOWN_INPUT", field, name=name, at=found.at)
    for name in names:
        if name not in used:
            yield problem("INPUT_UNUSED", field, name=name)


def _values(field: str, criterion: Criterion) -> Iterator[Problem]:
    parameters, maximum = criterion.parameters, criterion.maximum
    yield from _steps(f"{field}.steps", criterion)
    for name, value in (("points_each", parameters.points_each), ("cap", parameters.cap)):
        if value is not None and value <= 0:
            yield problem("NOT_POSITIVE", f"{field}.{name}")
        if value is not None and value > maximum:
            yield problem("ABOVE_MAXIMUM", f"{field}.{name}", maximum=written(maximum))
    if parameters.highest is not None and parameters.highest <= 0:
        yield problem("NOT_POSITIVE", f"{field}.highest")
    choices = parameters.choices or ()
    yield from _twice("DUPLICATE_CHOICE", f"{field}.choices", "name", (choice.code for choice in choices))
    for place, choice in enumerate(choices):
        if not 0 <= choice.fraction <= 1:
            yield problem("FRACTION_RANGE", f"{field}.choices.{place}.fraction")


def _steps(field: str, criterion: Criterion) -> Iterator[Problem]:
    steps = criterion.parameters.steps or ()
    for lower, upper in pairwise(steps):
        if not (lower.at_least < upper.at_least and lower.points <= upper.points):
            yield problem("STEPS_NOT_ASCENDING", field)
            break
    for place, step in enumerate(steps):
        if step.points < 0:
            yield problem("NEGATIVE", f"{field}.{place}.points")
        if step.points > criterion.maximum:
            yield problem("ABOVE_MAXIMUM", f"{field}.{place}.points", maximum=written(criterion.maximum))
