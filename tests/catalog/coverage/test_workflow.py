"""How records went through review: what passed at once, and how long it took."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.coverage.workflow import ACTS, days_between, passes
from catalog.terms import Action

S, RECALL, RETURN, A = Action.SUBMIT, Action.RECALL, Action.RETURN, Action.APPROVE


@pytest.mark.parametrize(
    ("acts", "judged", "at_once"),
    [
        ([], 0, 0),
        ([S], 0, 0),
        ([S, A], 1, 1),
        ([S, RETURN], 1, 0),
        ([S, RETURN, S, A], 1, 0),
        ([S, RETURN, S, RETURN, S, A], 1, 0),
        ([S, RECALL], 0, 0),
        ([S, RECALL, S, A], 1, 1),
        ([S, RETURN, S, RECALL, S, A], 1, 0),
        ([S, A, S, A], 2, 2),
        ([S, RETURN, S, A, S, A], 2, 1),
        ([S, A, RETURN], 1, 1),
        ([A], 0, 0),
        ([RETURN], 0, 0),
        ([S, RECALL, A], 0, 0),
        ([S, RECALL, RETURN], 0, 0),
    ],
)
def test_work_counts_once_however_often_it_comes_back(acts: list[Action], judged: int, at_once: int) -> None:
    assert passes(acts) == (judged, at_once)


@given(st.lists(st.sampled_from(ACTS), max_size=20))
def test_nothing_passes_that_was_not_judged(acts: list[Action]) -> None:
    judged, at_once = passes(acts)
    assert 0 <= at_once <= judged <= acts.count(S)


def test_days_are_exact_to_the_microsecond_and_of_what_was_never_submitted_none() -> None:
    then = datetime(2026, 11, 1, tzinfo=UTC)
    assert days_between(then, then + timedelta(days=1, hours=12)) == Fraction(3, 2)
    assert days_between(then, then + timedelta(microseconds=1)) == Fraction(1, 86_400_000_000)
    assert days_between(None, then) is None
