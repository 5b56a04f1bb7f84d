"""Totals: exact, capped, never negative, rounded once; what does not apply is shared out; a gate excludes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import Message, ProblemsError
from catalog.scoring.criteria import CriteriaSet, CriterionKind, branches
from catalog.scoring.points import Figure, Given, Points, points
from catalog.scoring.reading import template
from catalog.scoring.totals import Total, sum_of_points, total
from tests.catalog.scoring.sets import criteria_set, criterion_data, group

F = Fraction
TWO = criterion_data("A", 60), criterion_data("B", 40)
APART = criterion_data("P", 20, "BONUS"), criterion_data("Q", 30, "PENALTY")


def added(of: CriteriaSet, *hit: str, **values: Any) -> Total:
    """The total of these points by code; a code without a value does not apply."""
    known = {code: Points(None if value is None else Fraction(value)) for code, value in values.items()}
    return total(of, known | {code: Points(Fraction(0), is_hit=True) for code in hit})


def weights(found: Total) -> dict[str, Fraction]:
    return {line.criterion.code: line.weight for line in found.lines}


def shown(found: Total) -> dict[str, Fraction | None]:
    return {line.criterion.code: line.points for line in found.lines}


def test_a_bonus_may_lift_the_total_above_the_scale_unless_it_is_capped() -> None:
    values = {"A": 60, "B": 37, "P": 10, "Q": 0}
    assert added(criteria_set(*TWO, *APART), **values).exact == 107
    capped = added(criteria_set(*TWO, *APART, bonus_cap=8), **values)
    assert [capped.exact, capped.bonus] == [105, 8]
    assert added(criteria_set(*TWO, *APART, bonus_cap=0), **values).exact == 97


def test_several_bonuses_share_one_cap() -> None:
    of = criteria_set(*TWO, criterion_data("P", 10, "BONUS"), criterion_data("R", 15, "BONUS"), bonus_cap=20)
    assert added(of, A=1, B=2, P=9, R=15).bonus == 20
    assert added(of, A=1, B=2, P=9, R=1).bonus == 10


def test_penalties_are_capped_too_and_the_total_is_never_negative() -> None:
    values = {"A": 10, "B": 5, "P": 1, "Q": 30}
    free = added(criteria_set(*TWO, *APART), **values)
    assert [free.exact, free.penalty] == [0, 30]
    capped = added(criteria_set(*TWO, *APART, penalty_cap=12), **values)
    assert [capped.exact, capped.penalty] == [4, 12]
    assert sum_of_points(capped.lines, CriterionKind.PENALTY) == 30
    assert sum_of_points(capped.lines, CriterionKind.BONUS) == 1


def test_a_total_is_exact_and_rounded_once() -> None:
    of = criteria_set(*(criterion_data(f"C{n}", 20) for n in range(5)), rounding={"places": 1})
    found = added(of, **{f"C{n}": F(1, 20) + F(1, 1000) for n in range(5)})
    assert (found.exact, found.shown) == (F("0.255"), F("0.3"))
    assert added(of, **{f"C{n}": F(1, 20) for n in range(5)}).shown == F("0.3")
    assert added(of, **{f"C{n}": F(1, 21) for n in range(5)}).shown == F("0.2")


def test_the_weight_of_what_does_not_apply_goes_to_its_siblings_by_their_maxima() -> None:
    of = criteria_set(
        group("A", 60, criterion_data("A.1", 10), criterion_data("A.2", 20), criterion_data("A.3", 30)),
        criterion_data("B", 40),
    )
    found = added(of, **{"A.1": 10, "A.2": 10, "A.3": None, "B": 20})
    assert weights(found) == {"A": 60, "A.1": 20, "A.2": 40, "A.3": 0, "B": 40}
    assert shown(found) == {"A": 40, "A.1": 20, "A.2": 20, "A.3": None, "B": 20}
    assert found.exact == 60


def test_a_group_of_which_nothing_applies_does_not_apply() -> None:
    of = criteria_set(group("A", 60, criterion_data("A.1", 50), criterion_data("A.2", 10)), TWO[1])
    found = added(of, **{"A.1": None, "A.2": None, "B": 20})
    assert weights(found) == {"A": 0, "A.1": 0, "A.2": 0, "B": 100}
    assert shown(found) == {"A": None, "A.1": None, "A.2": None, "B": 50}
    assert found.exact == 50


def test_a_criterion_whose_rule_says_so_gives_zero_where_it_does_not_apply() -> None:
    of = criteria_set(TWO[0] | {"is_redistributed": False}, TWO[1])
    found = added(of, A=None, B=20)
    assert [weights(found), shown(found)] == [{"A": 60, "B": 40}, {"A": 0, "B": 20}]
    assert [found.exact, found.is_ranked] == [20, True]
    below = criteria_set(group("A", 60, criterion_data("A.1", 60), is_redistributed=False), TWO[1])
    found = added(below, **{"A.1": None, "B": 20})
    assert [weights(found), shown(found)] == [{"A": 60, "A.1": 0, "B": 40}, {"A": 0, "A.1": None, "B": 20}]


def test_where_nothing_applies_there_is_no_total_and_no_rank() -> None:
    found = added(criteria_set(*TWO, *APART), A=None, B=None, P=5, Q=0)
    assert (found.exact, found.shown, found.is_ranked, found.verdict) == (None, None, False, None)
    assert shown(found) == {"A": None, "B": None, "P": 5, "Q": 0}


def test_a_bonus_that_does_not_apply_is_worth_nothing() -> None:
    found = added(criteria_set(*TWO, *APART), A=60, B=40, P=None, Q=None)
    assert [found.exact, found.bonus, found.penalty] == [100, 0, 0]
    assert shown(found)["P"] is None


def test_a_gate_that_is_hit_excludes_and_the_total_is_shown_with_its_ground() -> None:
    gates = [criterion_data("G", 0, "GATE"), criterion_data("H", 0, "GATE")]
    of = criteria_set(*TWO, gates=gates)
    hit = added(of, "H", A=60, B=30, G=0)
    assert [gate.label.message for gate in hit.gates] == [Message("Tiêu chí H", "Tiêu chí H (en)")]
    assert [hit.exact, hit.is_ranked, hit.verdict] == [90, False, Message("không xét", "not considered")]
    free = added(of, A=60, B=30, G=0, H=None)
    assert (free.gates, free.is_ranked, free.verdict) == ((), True, None)
    assert [gate.code for gate in added(of, "H", "G", A=60, B=30).gates] == ["G", "H"]


def test_lines_come_in_the_order_of_the_sheet_with_bonus_and_penalty_last() -> None:
    of = criteria_set(APART[0], group("A", 60, criterion_data("A.1", 60)), APART[1], TWO[1])
    found = added(of, **{"A.1": 30, "B": 1, "P": 2, "Q": 3})
    assert shown(found) == {"A": 30, "A.1": 30, "B": 1, "P": 2, "Q": 3}
    assert list(shown(found)) == ["A", "A.1", "B", "P", "Q"]
    assert weights(found) == {"A": 60, "A.1": 60, "B": 40, "P": 20, "Q": 30}
    assert [found.exact, found.set_sha256] == [30, of.sha256]


def test_everything_wrong_with_the_points_is_told_at_once() -> None:
    of = criteria_set(group("A", 60, criterion_data("A.1", 60)), TWO[1], *APART)
    with pytest.raises(ProblemsError) as refused:
        added(of, **{"A": 3, "A.1": 61, "B": -1, "P": "20.5", "X": 1})
    assert [(found.code, found.field, found.message.en) for found in refused.value.problems] == [
        ("ABOVE_MAXIMUM", "A.1", "The number is above the maximum of 60."),
        ("NEGATIVE", "B", "The number must not be negative."),
        ("ABOVE_MAXIMUM", "P", "The number is above the maximum of 20."),
        ("SCORE_MISSING", "Q", "The criterion Q has no points yet."),
        ("UNKNOWN_CRITERION", "A", "There is no criterion with the code “A”."),
        ("UNKNOWN_CRITERION", "X", "There is no criterion with the code “X”."),
    ]


def test_zero_and_the_maximum_are_points_like_others() -> None:
    assert added(criteria_set(*TWO), A=0, B=40).exact == 40


def test_a_whole_sheet_of_the_template_adds_up() -> None:
    of = template()
    given_for = {
        "I": Given({"done": 18, "assigned": 20}),
        "II": Given({"initiatives": 2}),
        "III.1": Given({"digitised": 0, "received": 0}),
        "III.2": Given({"electronic_results": 3, "resolved": 4}),
        "III.3": Given({"on_time": 4, "resolved": 4}),
        "IV.1": Given(figure=Figure(45, 46)),
        "IV.2": Given(figure=Figure(3, 4)),
        "IV.3": Given(figure=Figure(1, 2)),
        "IV.4": Given(figure=Figure(0, 0)),
        "V": Given({"value": "31.5"}),
        "VI": Given({"value": "0.7"}),
        "VII": Given({"points": 2}),
        "VIII": Given({"points": "0.5"}),
    }
    found = total(of, {each.code: points(each, given_for[each.code]) for each in of.every_criterion()
                       if not each.children})  # fmt: skip
    reform = 15 * (7 * F(3, 4) + 3) / 10
    database = 20 * (12 * F(45, 46) + 3 + 1) / 18
    assert found.exact == 27 + 10 + reform + database + F("3.15") + 7 + 2 - F("0.5")
    assert found.shown == F("78.51")
    assert weights(found)["III.2"] == F(21, 2)


share = st.none() | st.fractions(0, 1, max_denominator=50)
flags = st.booleans()


@st.composite
def sheets(draw: st.DrawFn) -> tuple[CriteriaSet, dict[str, Points]]:
    """A set of groups and criteria with points for all of it."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=4)))
    roots = []
    for place, (start, end) in enumerate(zip([0, *cuts], [*cuts, 100], strict=True)):
        code, maximum = f"C{place}", end - start
        if draw(flags):
            thirds = [F(maximum, 3)] * 3
            children = [criterion_data(f"{code}.{n}", third) for n, third in enumerate(thirds)]
            roots.append(group(code, maximum, *children))
        else:
            roots.append(criterion_data(code, maximum))
    of = criteria_set(*roots, criterion_data("P", 20, "BONUS"), criterion_data("Q", 20, "PENALTY"))
    found = {}
    for each in branches(of.criteria):
        if not each.children:
            part = draw(share)
            found[each.code] = Points(None if part is None else each.maximum * part)
    return of, found


@given(sheets())
def test_redistribution_keeps_the_sum_of_maxima_and_the_total_is_exact(
    sheet: tuple[CriteriaSet, dict[str, Points]],
) -> None:
    of, given_points = sheet
    found = total(of, given_points)
    leaves = [line for line in found.lines if not line.criterion.children]
    scale = [line for line in leaves if line.criterion.code not in "PQ"]
    if found.exact is None:
        assert all(line.points is None and line.weight == 0 for line in scale)
        return
    assert sum(line.weight for line in scale) == 100
    assert all(0 <= (line.points or 0) <= line.weight for line in scale)
    assert all((line.points is None) == (given_points[line.criterion.code].value is None) for line in scale)
    plain = sum((line.points or F(0) for line in scale), F(0))
    assert found.exact == max(F(0), plain + found.bonus - found.penalty)
    assert all(
        line.points == sum((each.points or F(0) for each in leaves
                            if each.criterion.code.startswith(f"{line.criterion.code}.")), F(0))
        for line in found.lines if line.criterion.children and line.points is not None
    )  # fmt: skip


@given(sheets())
def test_who_has_the_maximum_in_all_that_applies_has_the_whole_scale(
    sheet: tuple[CriteriaSet, dict[str, Points]],
) -> None:
    of, given_points = sheet
    best = {each.code: each.maximum for each in of.every_criterion()}
    full = {code: Points(None if found.value is None else best[code]) for code, found in given_points.items()}
    found = total(of, full | {"P": Points(F(0)), "Q": Points(F(0))})
    assert found.exact in (None, 100)
