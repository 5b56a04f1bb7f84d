"""The total of a score sheet: exact, bonus and penalty capped, never below 0, rounded once and only to be shown.

A criterion that does not apply gives its weight to its siblings in proportion to their maxima, so that nobody loses or
wins by it; if all of a group do not apply, the group does not. A criterion whose rule says otherwise stays and gives 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from catalog.errors import Message, Problem, ProblemsError
from catalog.scoring.criteria import APART, CriteriaSet, Criterion, CriterionKind
from catalog.scoring.numbers import rounded, written
from catalog.scoring.points import Points
from catalog.scoring.problems import problem

NOT_CONSIDERED = Message("không xét", "not considered")
"""What is said of who is excluded by a gate."""

PointsByCode = Mapping[str, Points]


@dataclass(frozen=True)
class ScoreLine:
    """One line of the sheet: `weight` is its maximum after what does not apply was shared out, `points` those of it."""

    criterion: Criterion
    weight: Fraction
    points: Fraction | None


@dataclass(frozen=True)
class Total:
    """What a sheet adds up to. `exact` is None where nothing applies; `gates` are those that exclude, each a ground."""

    set_sha256: str
    lines: tuple[ScoreLine, ...]
    exact: Fraction | None
    shown: Fraction | None
    bonus: Fraction
    penalty: Fraction
    gates: tuple[Criterion, ...]

    @property
    def is_ranked(self) -> bool:
        """Whether it takes part in the ranking; the total is shown all the same."""
        return self.exact is not None and not self.gates

    @property
    def verdict(self) -> Message | None:
        """That it is not considered, beside the grounds."""
        return NOT_CONSIDERED if self.gates else None


def total(criteria_set: CriteriaSet, points: PointsByCode) -> Total:
    """Add up the points of all criteria and gates, by code.

    Bonuses may lift it above the scale, as far as the set's cap lets them. Raises ProblemsError: SCORE_MISSING,
    UNKNOWN_CRITERION (groups are not scored), NEGATIVE, ABOVE_MAXIMUM.
    """
    if problems := list(_problems(criteria_set, points)):
        raise ProblemsError(problems)
    scored = tuple(each for each in criteria_set.criteria if each.kind not in APART)
    lines = (
        *_lines(scored, Fraction(criteria_set.scale), points),
        *(_line_apart(each, points) for each in criteria_set.criteria if each.kind in APART),
    )
    bonus = _capped(lines, CriterionKind.BONUS, criteria_set.bonus_cap)
    penalty = _capped(lines, CriterionKind.PENALTY, criteria_set.penalty_cap)
    exact = None
    if any(_counts(each, points) for each in scored):
        codes = {each.code for each in scored}
        found = sum(
            (line.points or Fraction(0) for line in lines if line.criterion.code in codes), Fraction(0)
        )
        exact = max(Fraction(0), found + bonus - penalty)
    return Total(
        set_sha256=criteria_set.sha256,
        lines=lines,
        exact=exact,
        shown=None if exact is None else rounded(exact, criteria_set.rounding.places),
        bonus=bonus,
        penalty=penalty,
        gates=tuple(gate for gate in criteria_set.gates if points[gate.code].is_hit),
    )


def _problems(criteria_set: CriteriaSet, points: PointsByCode) -> Iterator[Problem]:
    leaves = {each.code: each for each in criteria_set.every_criterion() if not each.children}
    for code, criterion in leaves.items():
        if code not in points:
            yield problem("SCORE_MISSING", code, code=code)
        elif (value := points[code].value) is not None and value < 0:
            yield problem("NEGATIVE", code)
        elif value is not None and value > criterion.maximum:
            yield problem("ABOVE_MAXIMUM", code, maximum=written(criterion.maximum))
    for code in sorted(points.keys() - leaves.keys()):
        yield problem("UNKNOWN_CRITERION", code, code=code)


def _counts(criterion: Criterion, points: PointsByCode) -> bool:
    """Whether it keeps a place among its siblings: it applies, or its rule gives it 0 where it does not."""
    if not criterion.is_redistributed:
        return True
    if criterion.children:
        return any(_counts(child, points) for child in criterion.children)
    return points[criterion.code].value is not None


def _lines(siblings: tuple[Criterion, ...], weight: Fraction, points: PointsByCode) -> Iterator[ScoreLine]:
    """The lines of these criteria and of all under them, `weight` shared out among those that count."""
    sharing = sum((each.maximum for each in siblings if _counts(each, points)), Fraction(0))
    for criterion in siblings:
        if not _counts(criterion, points):
            yield ScoreLine(criterion, Fraction(0), None)
            yield from _lines(criterion.children, Fraction(0), points)
            continue
        own = weight * criterion.maximum / sharing
        below = list(_lines(criterion.children, own, points))
        children = {child.code for child in criterion.children}
        if children:
            parts = [line.points or Fraction(0) for line in below if line.criterion.code in children]
            found = sum(parts, Fraction(0))
        else:
            found = (points[criterion.code].value or Fraction(0)) * own / criterion.maximum
        yield ScoreLine(criterion, own, found)
        yield from below


def _line_apart(criterion: Criterion, points: PointsByCode) -> ScoreLine:
    return ScoreLine(criterion, criterion.maximum, points[criterion.code].value)


def _capped(lines: tuple[ScoreLine, ...], kind: CriterionKind, cap: Fraction | None) -> Fraction:
    found = sum_of_points(lines, kind)
    return found if cap is None else min(found, cap)


def sum_of_points(lines: tuple[ScoreLine, ...], kind: CriterionKind) -> Fraction:
    """The points of all lines of a kind, before any cap."""
    return sum((line.points or Fraction(0) for line in lines if line.criterion.kind == kind), Fraction(0))
