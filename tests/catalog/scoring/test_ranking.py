"""Ranks: inside a cluster only, by exact totals, ties told by the set's breakers in their order or left equal."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ProblemsError
from catalog.scoring.criteria import CriteriaSet
from catalog.scoring.points import Points
from catalog.scoring.ranking import Entrant, Placing, agreement, rank
from catalog.scoring.totals import total
from tests.catalog.scoring.sets import criteria_set, criterion_data

F = Fraction
BREAKERS: list[dict[str, Any]] = [
    {"kind": "CRITERION", "criterion": "B"},
    {"kind": "FEWER_PENALTIES"},
    {"kind": "AGREEMENT"},
]
PARTS = (
    criterion_data("A", 60),
    criterion_data("B", 40),
    criterion_data("P", 20, "BONUS"),
    criterion_data("Q", 20, "PENALTY"),
)
GATES = [criterion_data("G", 0, "GATE")]
PLAIN = criteria_set(*PARTS, gates=GATES)
SET = criteria_set(*PARTS, gates=GATES, tie_breakers=BREAKERS, penalty_cap=5)
BY_B, BY_PENALTIES, BY_AGREEMENT = SET.tie_breakers


def entrant(
    subject: str,
    a: Any = 0,
    b: Any = 0,
    *,
    of: CriteriaSet = SET,
    cluster: str = "I",
    bonus: Any = 0,
    penalty: Any = 0,
    agreed: Any = None,
    is_out: bool = False,
) -> Entrant:
    values = {"A": a, "B": b, "P": bonus, "Q": penalty}
    points = {code: Points(None if value is None else F(value)) for code, value in values.items()}
    found = total(of, points | {"G": Points(F(0), is_hit=is_out)})
    return Entrant(subject, cluster, found, None if agreed is None else F(agreed))


def ranks(of: CriteriaSet, *entrants: Entrant) -> list[tuple[str, int | None]]:
    (placings,) = rank(of, entrants).values()
    return [(placing.subject, placing.rank) for placing in placings]


def test_equals_share_a_rank_and_the_next_skips() -> None:
    totals = {"xa-3": ("48.5", 40), "xa-1": (50, 40), "xa-2": (60, "28.5"), "xa-4": (40, 40)}
    placings = rank(PLAIN, [entrant(name, *ab, of=PLAIN) for name, ab in totals.items()])
    assert placings == {
        "I": (Placing("xa-1", 1), Placing("xa-2", 2), Placing("xa-3", 2), Placing("xa-4", 4)),
    }


def test_totals_are_compared_exactly_not_as_they_are_shown() -> None:
    better, worse = entrant("b", 10 + F(1, 10**9)), entrant("a", 10)
    assert better.total.shown == worse.total.shown
    assert ranks(SET, worse, better) == [("b", 1), ("a", 2)]


def test_ranks_are_given_inside_a_cluster_only() -> None:
    found = rank(SET, [entrant("x", 10, cluster="II"), entrant("y", 50), entrant("z", 20, cluster="II")])
    assert {name: [(p.subject, p.rank) for p in placings] for name, placings in found.items()} == {
        "I": [("y", 1)],
        "II": [("z", 1), ("x", 2)],
    }
    assert list(found) == ["I", "II"]
    assert rank(SET, []) == {}


def test_the_first_breaker_that_differs_decides_and_is_named() -> None:
    found = rank(
        SET,
        [
            entrant("a", 30, 20),
            entrant("b", 20, 30),
            entrant("c", 60, 40),
        ],
    )["I"]
    assert found == (Placing("c", 1), Placing("b", 2, (BY_B,)), Placing("a", 3, (BY_B,)))


def test_fewer_penalties_decide_next_even_above_the_cap() -> None:
    lighter = entrant("lighter", 30, 20, penalty=6)
    heavier = entrant("heavier", 30, 20, penalty=9)
    assert lighter.total.exact == heavier.total.exact == 45
    assert rank(SET, [heavier, lighter])["I"] == (
        Placing("lighter", 1, (BY_PENALTIES,)),
        Placing("heavier", 2, (BY_PENALTIES,)),
    )


def test_agreement_decides_last_and_not_knowing_it_is_no_advantage() -> None:
    assert rank(
        SET,
        [
            entrant("a", 30, 20),
            entrant("b", 30, 20, agreed="0.9"),
            entrant("c", 30, 20, agreed=1),
            entrant("d", 30, 20, agreed=0),
        ],
    )["I"] == (
        Placing("c", 1, (BY_AGREEMENT,)),
        Placing("b", 2, (BY_AGREEMENT,)),
        Placing("d", 3, (BY_AGREEMENT,)),
        Placing("a", 4, (BY_AGREEMENT,)),
    )


def test_every_breaker_that_told_somebody_from_others_of_equal_total_is_named() -> None:
    found = rank(
        SET,
        [
            entrant("a", 30, 20, agreed=1),
            entrant("b", 30, 20, agreed="0.5"),
            entrant("c", 40, 10),
            entrant("d", 31, 20, penalty=1, agreed="0.5"),
        ],
    )["I"]
    assert found == (
        Placing("a", 1, (BY_B, BY_PENALTIES, BY_AGREEMENT)),
        Placing("b", 2, (BY_B, BY_PENALTIES, BY_AGREEMENT)),
        Placing("d", 3, (BY_B, BY_PENALTIES)),
        Placing("c", 4, (BY_B,)),
    )


def test_where_no_breaker_is_left_equals_stay_equal() -> None:
    found = rank(SET, [entrant(name, 30, 20, agreed=1) for name in "cab"] + [entrant("d", 1)])["I"]
    assert [(p.subject, p.rank, p.decided_by) for p in found] == [
        ("a", 1, ()),
        ("b", 1, ()),
        ("c", 1, ()),
        ("d", 4, ()),
    ]


def test_a_criterion_that_does_not_apply_wins_no_tie() -> None:
    without, with_it = entrant("without", 30, None), entrant("with", 50, 0)
    assert without.total.exact == with_it.total.exact == 50
    assert ranks(SET, without, with_it) == [("with", 1), ("without", 2)]


def test_who_is_not_considered_is_listed_last_without_a_rank() -> None:
    assert rank(
        SET,
        [
            entrant("out-b", 60, 40, is_out=True),
            entrant("out-a", None, None),
            entrant("in", 1),
            entrant("nothing", 0),
        ],
    )["I"] == (
        Placing("in", 1),
        Placing("nothing", 2),
        Placing("out-a", None),
        Placing("out-b", None),
    )


def test_nobody_is_ranked_twice_or_by_another_set() -> None:
    with pytest.raises(ProblemsError) as refused:
        rank(SET, [entrant("a"), entrant("b", of=PLAIN), entrant("a", cluster="II")])
    assert [(found.code, found.field, found.message.en) for found in refused.value.problems] == [
        ("DUPLICATE_SUBJECT", "a", "a is listed twice."),
        ("OTHER_CRITERIA", "b", "b was scored by another set of criteria."),
    ]


@pytest.mark.parametrize(
    ("self_scored", "appraised", "expected"),
    [(90, 90, F(1)), (100, 90, F(9, 10)), (90, 100, F(9, 10)), (0, 90, F(0)), (0, 0, F(1))],
)
def test_agreement_is_how_far_the_smaller_total_reaches(
    self_scored: int, appraised: int, expected: Fraction
) -> None:
    assert agreement(F(self_scored), F(appraised)) == expected


drawn = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 2) | st.none(),
        st.integers(0, 1),
        st.none() | st.integers(0, 1),
        st.booleans(),
        st.sampled_from(("I", "II")),
    ),
    max_size=8,
)


@given(drawn, st.randoms(use_true_random=False))
def test_the_order_in_which_entrants_come_changes_nothing(values: Any, random: Any) -> None:
    entrants = [
        entrant(f"s{n}", a, b, penalty=p, agreed=g, is_out=out, cluster=c)
        for n, (a, b, p, g, out, c) in enumerate(values)
    ]
    shuffled = list(entrants)
    random.shuffle(shuffled)
    assert rank(SET, shuffled) == rank(SET, entrants)


@given(drawn)
def test_ranks_are_a_total_preorder_by_what_is_compared(values: Any) -> None:
    entrants = {
        f"s{n}": entrant(f"s{n}", a, b, penalty=p, agreed=g, is_out=out, cluster=c)
        for n, (a, b, p, g, out, c) in enumerate(values)
    }
    for placings in rank(SET, entrants.values()).values():
        ranked = [placing for placing in placings if placing.rank is not None]
        assert all(entrants[p.subject].total.is_ranked == (p.rank is not None) for p in placings)
        for placing in ranked:
            worse_rank = 1 + sum(1 for other in ranked if (other.rank or 0) < (placing.rank or 0))
            assert placing.rank == worse_rank
        for left in ranked:
            for right in ranked:
                lower, upper = entrants[left.subject].total.exact, entrants[right.subject].total.exact
                if (lower or 0) > (upper or 0):
                    assert (left.rank or 0) < (right.rank or 0)
                if left.rank == right.rank:
                    assert lower == upper
