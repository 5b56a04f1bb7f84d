"""The level of a site under a version of the rules: which checks pass, what fails, and for which days that holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from catalog.ladder.facts import SiteFacts
from catalog.ladder.levels import Level, Status
from catalog.ladder.outcomes import Outcome
from catalog.ladder.rules import CheckRule, RuleSet
from catalog.terms import Grade, Scheme

_FAIL = Status.FAIL


class Result(NamedTuple):
    """How one check came out, with the rule behind it."""

    rule: CheckRule
    outcome: Outcome

    @property
    def check(self) -> str:
        """The check's id."""
        return self.rule.id

    @property
    def status(self) -> Status:
        """How it came out."""
        return self.outcome.status

    @property
    def is_in_the_way(self) -> bool:
        """Whether it failed and keeps the site from its level and all above; what does not apply has not failed."""
        return self.outcome.status is _FAIL and self.rule.words.is_blocking


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the ladder says of a site on a day.

    `own_level` is by its own checks, `level` also by the parts of a complex; None is below D0. It holds on
    [holds_from, changes_on): from the last turn of its facts up to the day, None if there was none, until the next.
    """

    own_level: Level | None
    level: Level | None
    results: tuple[Result, ...]
    holds_from: date | None
    changes_on: date | None

    @property
    def failing(self) -> tuple[str, ...]:
        """The ids of the checks that failed, in the ladder's order, also of those that are in nobody's way."""
        return tuple(result.check for result in self.results if result.outcome.status is _FAIL)

    @property
    def waits_for_parts(self) -> bool:
        """Whether its own checks would give more than its parts allow."""
        return self.own_level != self.level


def evaluate(facts: SiteFacts, rules: RuleSet, components: Sequence[Level | None] = ()) -> Evaluation:
    """Judge a site by all checks. `components` are the levels of a complex's active parts, None where not known."""
    results = tuple([Result(rule, _judged(rule, facts, components)) for rule in rules.checks])
    day = facts.day
    past = [turn for turn in facts.turns if turn <= day]
    coming = [turn for turn in facts.turns if turn > day]
    own = _own_level(results)
    return Evaluation(
        own_level=own,
        level=_with_parts(own, rules, components) if facts.is_complex and components else own,
        results=results,
        holds_from=max(past, default=None),
        changes_on=min(coming, default=None),
    )


def _judged(rule: CheckRule, facts: SiteFacts, components: Sequence[Level | None]) -> Outcome:
    check = rule.check
    if check.sees_components:
        return check.judge(facts, rule.parameters, components)
    return check.judge(facts, rule.parameters)


def _own_level(results: Iterable[Result]) -> Level | None:
    """The level below the lowest check that is in the way."""
    in_the_way = [result.rule.words.level for result in results if result.is_in_the_way]
    first = min(in_the_way, default=None)
    return Level.D4 if first is None else level_below(first)


def _with_parts(own: Level | None, rules: RuleSet, components: Sequence[Level | None]) -> Level | None:
    """The highest level up to its own that enough of its parts have reached; the shares are exact."""
    return max(
        (
            level
            for level in Level
            if own is not None and level <= own and share_at(level, components) >= rules.complex_shares[level]
        ),
        default=None,
    )


def share_at(level: Level, components: Sequence[Level | None]) -> Fraction:
    """Which share of the parts has reached the level; one whose level is not known has not."""
    return Fraction(sum(part is not None and part >= level for part in components), len(components))


def level_below(level: Level) -> Level | None:
    """The next lower level, None below D0."""
    return Level(level - 1) if level > Level.D0 else None


def level_above(level: Level | None) -> Level | None:
    """The next higher level, None above D4."""
    if level is None:
        return Level.D0
    return Level(level + 1) if level < Level.D4 else None


def required_level(scheme: Scheme, grade: Grade | None, rules: RuleSet) -> Level | None:
    """The level that is wanted of what is recognised so; None where the rules want none."""
    required = rules.required_levels.get((scheme, grade))
    return required.level if required else None
