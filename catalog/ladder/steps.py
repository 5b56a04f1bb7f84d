"""What to do next: the failing checks of a site, cheapest first, and which site is nearest to a gain."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.ladder.evaluation import Evaluation, Result, level_above
from catalog.ladder.levels import Level


def steps(evaluation: Evaluation, target: Level | None) -> tuple[Result, ...]:
    """The checks between a site and its target, cheapest next step first; none without a target.

    Level by level, for nothing above counts without what is below; within a level by effort, then in the ladder's
    order. A check that is in nobody's way is no step.
    """
    if target is None:
        return ()
    wanted = (result for result in evaluation.results if result.is_in_the_way)
    # Sorting is stable: what costs the same stays in the ladder's order.
    return tuple(
        sorted(
            (result for result in wanted if result.rule.words.level <= target),
            key=lambda result: (result.rule.words.level, result.rule.words.effort),
        )
    )


@dataclass(frozen=True, order=True, slots=True)
class Gain:
    """Sorts a work list: the least effort for a level that counts comes first.

    1. Sites below their target come before those that have reached it, and before those without one: only a level up
       to the target is a gain.
    2. What the site's own checks can raise comes before a complex that waits for its parts: the work is theirs.
    3. Then the effort of the failing checks up to the next level, and how many they are.
    4. Then the same up to the target: of two equal steps the one that is nearer its end.
    5. Then the code, so that the order is always the same.
    """

    is_no_gain: bool
    waits_for_parts: bool
    effort: int
    count: int
    effort_to_target: int
    count_to_target: int
    code: str


def gain(evaluation: Evaluation, target: Level | None, code: str) -> Gain:
    """Where a site stands in the work list; smaller comes first."""
    following = level_above(evaluation.level)
    next_, all_ = steps(evaluation, following), steps(evaluation, target)
    reached = -1 if evaluation.level is None else evaluation.level
    return Gain(
        is_no_gain=target is None or reached >= target,
        waits_for_parts=evaluation.waits_for_parts,
        effort=_effort(next_),
        count=len(next_),
        effort_to_target=_effort(all_),
        count_to_target=len(all_),
        code=code,
    )


def _effort(results: tuple[Result, ...]) -> int:
    return sum(result.rule.words.effort for result in results)
