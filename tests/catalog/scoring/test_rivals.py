"""Who is ranked with whom: now, or at any time of a period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from catalog.scoring.rivals import Placing, rivals
from tests.catalog.scoring.test_work import NOVEMBER

ONE, OTHER, THIRD = 1, 2, 3


def placed(day: int, who: int, cluster: str = "a") -> Placing:
    return Placing(who, cluster, datetime(2026, 11, 1, 5, tzinfo=UTC) + timedelta(days=day - 1))


@pytest.mark.parametrize(
    ("joined", "left", "is_rival"),
    [(2, None, True), (2, 3, True), (-10, 2, True), (-10, -5, False), (40, None, True), (40, 45, False)],
)
def test_who_is_there_now_or_was_in_the_period_is_a_rival(
    joined: int, left: int | None, is_rival: bool
) -> None:
    gone = [] if left is None else [placed(left, OTHER, "b")]
    found = rivals([placed(-30, ONE), placed(joined, OTHER), *gone], NOVEMBER)
    assert (found.get(ONE, frozenset()), found.get(OTHER, frozenset())) == (
        (frozenset({OTHER}), frozenset({ONE})) if is_rival else (frozenset(), frozenset())
    )


def test_who_came_after_the_other_had_left_is_none() -> None:
    assert not any(rivals([placed(2, ONE), placed(5, ONE, "b"), placed(5, OTHER)], NOVEMBER).values())


def test_a_period_ends_before_its_last_instant_and_begins_with_its_first() -> None:
    for at, is_rival in ((NOVEMBER.ends, False), (NOVEMBER.ends - timedelta(seconds=1), True)):
        moves = [placed(-9, ONE), Placing(OTHER, "a", at), placed(60, OTHER, "b")]
        assert bool(rivals(moves, NOVEMBER)[ONE]) is is_rival
    for at, is_rival in ((NOVEMBER.starts, False), (NOVEMBER.starts + timedelta(seconds=1), True)):
        moves = [placed(-9, ONE), placed(-9, OTHER), Placing(OTHER, "b", at)]
        assert bool(rivals(moves, NOVEMBER)[ONE]) is is_rival


def test_all_of_a_cluster_are_rivals_of_each_other_and_nobody_of_himself() -> None:
    found = rivals([placed(1, ONE), placed(1, OTHER), placed(2, THIRD), placed(3, ONE)], NOVEMBER)
    assert found == {
        ONE: frozenset({OTHER, THIRD}),
        OTHER: frozenset({ONE, THIRD}),
        THIRD: frozenset({ONE, OTHER}),
    }
