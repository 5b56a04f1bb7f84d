"""What to do next on a site, and which site first."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from catalog.ladder.evaluation import evaluate
from catalog.ladder.facts import SiteFacts
from catalog.ladder.levels import Level
from catalog.ladder.steps import Gain, gain, steps
from tests.catalog.ladder.sites import BARE, POSITION, RULES, SITE, site

D0, D1, D2, D3, D4 = Level
POOR = site(
    managing_body=None,  # D1.5, effort 1
    has_author=False,  # D1.2, effort 2
    position=None,  # D1.1, effort 3; D4.4, effort 5
    completeness=Fraction(1, 2),  # D2.3, effort 2
    period=None,  # D2.5, effort 2
    visitor_facts_verified_on=None,  # D3.4, effort 2
    reads=0,  # D3.6 is in nobody's way
)


def ids(facts: SiteFacts, target: Level | None) -> list[str]:
    return [result.check for result in steps(evaluate(facts, RULES), target)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (None, []),
        (D0, []),
        (D1, ["D1.5", "D1.2", "D1.1"]),
        (D2, ["D1.5", "D1.2", "D1.1", "D2.3", "D2.5"]),
        (D3, ["D1.5", "D1.2", "D1.1", "D2.3", "D2.5", "D3.4"]),
        (D4, ["D1.5", "D1.2", "D1.1", "D2.3", "D2.5", "D3.4", "D4.4"]),
    ],
)
def test_steps_go_level_by_level_the_cheapest_first(target: Level | None, expected: list[str]) -> None:
    assert ids(POOR, target) == expected


def test_a_site_that_has_reached_its_target_has_no_steps() -> None:
    assert ids(SITE, D4) == []


def test_a_site_of_which_nothing_is_known_begins_at_the_bottom() -> None:
    assert ids(BARE, D0) == ["D0.1", "D0.3"]


def test_a_gain_holds_effort_and_number_to_the_next_level_and_to_the_target() -> None:
    assert gain(evaluate(POOR, RULES), D3, "DB-S-00001") == Gain(
        is_no_gain=False,
        waits_for_parts=False,
        effort=1 + 2 + 3,
        count=3,
        effort_to_target=1 + 2 + 3 + 2 + 2 + 2,
        count_to_target=6,
        code="DB-S-00001",
    )


def test_nothing_is_gained_above_the_target_without_one_or_at_the_top() -> None:
    good = evaluate(SITE, RULES)
    assert gain(good, D4, "A") == Gain(True, False, 0, 0, 0, 0, "A")
    assert gain(good, None, "A") == Gain(True, False, 0, 0, 0, 0, "A")
    assert gain(evaluate(POOR, RULES), D0, "A").is_no_gain
    assert not gain(evaluate(POOR, RULES), D1, "A").is_no_gain
    assert gain(evaluate(BARE, RULES), None, "A").is_no_gain
    assert not gain(evaluate(BARE, RULES), D0, "A").is_no_gain


def test_a_complex_that_waits_for_its_parts_has_no_step_of_its_own() -> None:
    waiting = evaluate(site(is_complex=True), RULES, [D1, D3])
    assert gain(waiting, D3, "A") == Gain(False, True, 0, 0, 0, 0, "A")


def test_the_work_list_begins_where_the_least_effort_gains_a_level_that_counts() -> None:
    one_small = site(managing_body=None)
    one_small_then_more = site(managing_body=None, completeness=Fraction(0))
    two_small = site(is_public=True, managing_body=None, is_reviewed=False)
    one_large = site(position=None)
    waiting = evaluate(site(is_complex=True), RULES, [D1])
    reached = site(position=replace(POSITION, accuracy_metres=1.0))
    in_order = {
        "small, then done": gain(evaluate(one_small, RULES), D3, "B"),
        "the same with a later code": gain(evaluate(one_small, RULES), D3, "C"),
        "small, then more": gain(evaluate(one_small_then_more, RULES), D3, "A"),
        "two small ones": gain(evaluate(two_small, RULES), D3, "A"),
        "a journey": gain(evaluate(one_large, RULES), D3, "A"),
        "waits for its parts": gain(waiting, D3, "A"),
        "has reached its target": gain(evaluate(reached, RULES), D3, "A"),
    }
    assert sorted(sorted(in_order), key=in_order.__getitem__) == list(in_order)
