"""Attempts to be counted for more than one did, by giving work, taking it back and moving its day: none succeeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from catalog.scoring.criteria import Parameters, WorkRatio
from catalog.scoring.work import Refusal, Work, work_of
from catalog.scoring.work_events import WorkAct, WorkEvent, WorkRules
from catalog.scoring.work_figures import document_of, sides_of
from tests.catalog.scoring.test_work import (
    CHIEF,
    EDITOR,
    NOVEMBER,
    OTHER,
    REVIEWER,
    RULES,
    figures,
    given,
    on,
    passage,
    refused,
)

RIVAL = 5
TENTH, TWENTIETH = date(2026, 11, 10), date(2026, 11, 20)
GENEROUS = WorkRules(most_late_edits=100)


def counted(*events: WorkEvent, rules: WorkRules = RULES) -> Work:
    return work_of(events, EDITOR, NOVEMBER, rules, {RIVAL})


def due(work: Work) -> tuple[int, int]:
    return work.due, work.due_met


def late(day: int = 14) -> list[WorkEvent]:
    """Submitted after the tenth."""
    return passage(day=day)


@pytest.mark.parametrize("by", [EDITOR, RIVAL])
def test_taking_back_ones_own_or_a_rivals_work_leaves_it_assigned(by: int) -> None:
    for day in (5, 15):
        work = counted(given(1, due_on=TENTH), given(day, None, by))
        assert (work.assigned, due(work)) == (1, (1, 0))
        assert counted(given(1), given(day, None, by)).assigned == 1


@pytest.mark.parametrize("by", [EDITOR, RIVAL])
def test_handing_ones_own_or_a_rivals_work_to_somebody_else_leaves_it_assigned(by: int) -> None:
    work = counted(given(1, due_on=TENTH), given(5, OTHER, by, due_on=TWENTIETH))
    assert (work.assigned, due(work)) == (1, (1, 0))


def test_taking_ones_late_work_back_after_submitting_it_leaves_it_late() -> None:
    revise, submit, approve = late()
    work = counted(given(1, due_on=TENTH), revise, submit, given(15, None, EDITOR), approve)
    assert (figures(work), due(work)) == ((1, 1, 1, 0), (1, 0))


def test_taking_ones_work_back_and_giving_it_to_oneself_anew_changes_nothing() -> None:
    events = [
        given(1, due_on=TENTH),
        given(12, None, EDITOR),
        given(13, EDITOR, EDITOR, due_on=TWENTIETH),
        *late(),
    ]
    work = counted(*events)
    assert (figures(work), due(work), refused(work)) == ((1, 1, 1, 0), (1, 0), [])


@pytest.mark.parametrize("by", [EDITOR, RIVAL])
@pytest.mark.parametrize("day", [TWENTIETH, None])
def test_moving_ones_own_or_a_rivals_day_leaves_the_first(by: int, day: date | None) -> None:
    work = counted(given(1, due_on=TENTH), given(5, EDITOR, by, due_on=day), *late())
    assert (figures(work), due(work)) == ((1, 1, 1, 0), (1, 0))


def test_a_day_that_oneself_or_a_rival_set_where_there_was_none_is_no_day() -> None:
    for by in (EDITOR, RIVAL):
        work = counted(given(1), given(5, EDITOR, by, due_on=TWENTIETH), *late())
        assert (figures(work), due(work)) == ((1, 1, 1, 1), (0, 0))


def test_the_first_day_holds_until_somebody_entitled_moves_it_before_the_submission() -> None:
    revise, submit, approve = late()
    moved = given(12, due_on=TWENTIETH)
    assert due(counted(given(1, due_on=TENTH), moved, revise, submit, approve)) == (1, 1)
    after = replace(moved, at=submit.at + timedelta(seconds=1))
    assert due(counted(given(1, due_on=TENTH), revise, submit, after, approve)) == (1, 0)
    recalled = [on(16, "RECALL"), replace(moved, at=on(17, "RECALL").at), on(18, "SUBMIT")]
    work = counted(given(1, due_on=TENTH), revise, submit, *recalled, on(19, "APPROVE", REVIEWER))
    assert due(work) == (1, 0)


def test_a_day_that_is_first_given_after_the_submission_is_not_met_by_it() -> None:
    revise, submit, approve = late()
    for by in (EDITOR, RIVAL, CHIEF):
        work = counted(given(1), revise, submit, given(15, EDITOR, by, due_on=TWENTIETH), approve)
        assert (figures(work), due(work)) == ((1, 1, 1, 1), (0, 0))


def test_what_is_given_after_it_was_submitted_is_to_be_done_yet() -> None:
    revise, submit, approve = late()
    again = [on(15, "RECALL"), on(16, "SUBMIT"), on(17, "APPROVE", REVIEWER)]
    for rest in ([approve], again):
        at = replace(given(15, due_on=TWENTIETH), at=submit.at + timedelta(seconds=1))
        work = counted(revise, submit, at, *rest)
        assert (figures(work), due(work)) == ((2, 1, 1, 1), (1, 0))
    returned = [on(16, "RETURN", REVIEWER), on(17, "SUBMIT"), on(18, "APPROVE", REVIEWER)]
    work = counted(revise, submit, on(16, "RETURN", REVIEWER), given(16, due_on=TWENTIETH), *returned[1:])
    assert (figures(work), due(work)) == ((1, 1, 0, 1), (1, 1))


def test_what_one_gives_oneself_earns_nothing_and_stands_among_what_was_assigned() -> None:
    own = given(1, EDITOR, EDITOR, due_on=TENTH)
    assert (figures(counted(own)), due(counted(own))) == ((0, 0, 0, 0), (0, 0))
    work = counted(own, *passage())
    assert (figures(work), due(work)) == ((1, 0, 0, 0), (0, 0))
    assert refused(work) == [("s", 1, (Refusal.SELF_ASSIGNED,))]
    taken_back = counted(own, given(2, None, EDITOR), *passage())
    assert refused(taken_back) == [("s", 1, (Refusal.SELF_ASSIGNED,))]


def test_what_somebody_entitled_makes_of_what_one_gave_oneself_counts() -> None:
    own = given(1, EDITOR, EDITOR)
    given_to_him = counted(own, given(2, due_on=TENTH), *passage())
    assert (figures(given_to_him), due(given_to_him)) == ((1, 1, 1, 1), (1, 1))
    assert figures(counted(own, given(2, None), *passage())) == (1, 1, 1, 1)


def test_giving_oneself_another_check_of_a_site_adds_nothing_to_what_was_given() -> None:
    work = counted(given(1, check="D1.2"), given(2, EDITOR, EDITOR, check="D1.3"), *passage())
    assert figures(work) == (2, 1, 1, 1)
    assert [piece.check for piece in work.pieces] == ["D1.2"]
    assert [(piece.check, reasons) for piece, reasons in work.refused] == [("D1.3", (Refusal.SELF_ASSIGNED,))]


def test_each_check_of_a_site_is_a_piece_of_its_own() -> None:
    work = counted(
        given(1, check="D1.2", due_on=TENTH),
        given(1, check="D1.3", due_on=TWENTIETH),
        given(1, OTHER, check="D1.4"),
        given(1, check="D1.5", due_on=TENTH),
        given(2, None, check="D1.5"),
        *late(),
    )
    assert (figures(work), due(work)) == ((2, 2, 2, 1), (2, 1))
    assert [(piece.check, piece.due_on) for piece in work.pieces] == [
        ("D1.2", TENTH),
        ("D1.3", TWENTIETH),
    ]


def test_what_somebody_entitled_takes_back_in_time_was_not_assigned_and_too_late_stays_unmet() -> None:
    for day, expected in ((9, (0, 0)), (10, (0, 0)), (11, (1, 0))):
        work = counted(given(1, due_on=TENTH), given(day, None))
        assert (work.assigned, work.due_met) == expected
        handed = counted(given(1, due_on=TENTH), given(day, OTHER))
        assert (handed.assigned, handed.due_met) == expected
    assert counted(given(1), given(25, None)).assigned == 0
    submitted = [on(3, "REVISE", change=3), on(4, "SUBMIT"), given(5, None)]
    assert counted(given(1, due_on=TENTH), *submitted).assigned == 1
    work = counted(given(1, due_on=TENTH), *submitted, on(6, "APPROVE", REVIEWER))
    assert (figures(work), due(work)) == ((1, 1, 1, 1), (1, 1))


def test_what_was_taken_back_too_late_stays_in_that_period_and_is_not_carried_on() -> None:
    october = date(2026, 10, 20)
    assert counted(given(-20, due_on=october), given(5, None)).due == 1
    assert counted(given(-20, due_on=october), given(0, None)).due == 0
    redone = counted(given(-20, due_on=october), given(5, None), *passage(day=8))
    assert (figures(redone), due(redone)) == ((1, 1, 1, 0), (1, 0))


def test_what_is_given_moved_or_taken_back_after_the_period_does_not_change_it() -> None:
    for after in (given(32, None), given(32, due_on=date(2026, 12, 24)), given(32, OTHER)):
        work = counted(given(1, due_on=TENTH), after)
        assert due(work) == (1, 0)
    assert counted(given(1), given(32, None)).assigned == 1


def test_who_takes_work_over_from_somebody_gives_it_to_himself() -> None:
    work = counted(given(1, OTHER), given(2, EDITOR, EDITOR), *passage())
    assert refused(work) == [("s", 1, (Refusal.SELF_ASSIGNED,))]
    other = work_of([given(1, OTHER), given(2, EDITOR, EDITOR)], OTHER, NOVEMBER, RULES)
    assert other.assigned == 0


def test_somebody_elses_approval_does_not_do_ones_work() -> None:
    assert figures(counted(given(1), *passage(actor=OTHER), *passage(day=10, version=2))) == (1, 1, 1, 1)
    both = [on(3, "SUBMIT"), on(4, "RECALL"), *passage(actor=OTHER)]
    assert figures(counted(given(1), *both)) == (1, 0, 0, 0)


def test_no_return_is_lost_by_having_the_piece_refused_for_something_else() -> None:
    returned = [
        on(2, "REVISE", change=3),
        on(3, "SUBMIT"),
        on(4, "RETURN", REVIEWER),
        on(5, "REVISE", change=0),
        on(6, "SUBMIT"),
        on(7, "APPROVE", REVIEWER),
    ]
    work = counted(*returned, *passage("good"))
    assert refused(work) == [("s", 1, (Refusal.TRIVIAL,))]
    assert _sides(work, WorkRatio.PASSED_AT_ONCE) == (Fraction(1), Fraction(2))


def _sides(work: Work, which: WorkRatio, step: str | None = None) -> tuple[Fraction, Fraction]:
    return sides_of(document_of(work, RULES, 1), Parameters(work=which, return_step=step))


def _ratios(work: Work) -> list[Fraction | None]:
    asked = [*((which, None) for which in WorkRatio), (WorkRatio.PASSED_AT_ONCE, "0.25")]
    sides = [_sides(work, which, step) for which, step in asked]
    return [part / whole if whole else None for part, whole in sides]


def _is_no_better(after: Work, before: Work) -> bool:
    """No ratio rose; one of nothing is as good as the whole, for its weight goes to the others."""
    pairs = zip(_ratios(after), _ratios(before), strict=True)
    return all((1 if new is None else new) <= (1 if old is None else old) for new, old in pairs)


_days = st.none() | st.integers(1, 40).map(lambda day: date(2026, 10, 31) + timedelta(days=day))
_people = (EDITOR, OTHER, REVIEWER, CHIEF, RIVAL)


def _acts(actors: Sequence[int], kinds: Sequence[WorkAct]) -> st.SearchStrategy[WorkEvent]:
    instants = st.integers(-200, 900).map(
        lambda hour: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hour)
    )
    return st.builds(
        WorkEvent,
        site=st.sampled_from("ab"),
        act=st.sampled_from(kinds),
        actor_id=st.sampled_from(actors),
        at=instants,
        version=st.integers(1, 4),
        check=st.sampled_from([None, "D1.2"]),
        assignee_id=st.sampled_from([None, EDITOR, EDITOR, OTHER]),
        due_on=_days,
        change=st.integers(0, 2),
    )


_histories = st.lists(_acts(_people, list(WorkAct)), max_size=20)
_GIVING = [WorkAct.ASSIGN]
_ALONE = [WorkAct.ASSIGN, WorkAct.REVISE, WorkAct.RESTORE, WorkAct.SUBMIT, WorkAct.RECALL]


@whatever(_histories, st.lists(_acts([EDITOR], _GIVING), max_size=6))
def test_whatever_one_gives_oneself_takes_back_or_moves_at_any_time_no_ratio_rises(
    history: list[WorkEvent], own: list[WorkEvent]
) -> None:
    before, after = counted(*history), counted(*history, *own)
    assert [(each.site, each.check, each.due_on) for each in after.given] == [
        (each.site, each.check, each.due_on) for each in before.given
    ]
    assert after.assigned >= before.assigned
    assert after.due == before.due
    assert after.done <= before.done
    assert _is_no_better(after, before)


@whatever(_histories, st.lists(_acts([EDITOR], _ALONE), max_size=8), st.sampled_from([RULES, GENEROUS]))
def test_whatever_one_does_alone_after_all_others_no_ratio_rises_and_nothing_given_is_lost(
    history: list[WorkEvent], own: list[WorkEvent], rules: WorkRules
) -> None:
    last = max([each.at for each in history], default=NOVEMBER.starts)
    following = [replace(each, at=last + timedelta(minutes=place + 1)) for place, each in enumerate(own)]
    before, after = counted(*history, rules=rules), counted(*history, *following, rules=rules)
    assert len(after.given) >= len(before.given)
    assert after.due >= before.due
    assert rules != GENEROUS or after.assigned >= before.assigned
    assert _is_no_better(after, before)


@whatever(_histories, st.lists(_acts([RIVAL], _GIVING), max_size=6))
def test_whatever_a_rival_takes_back_or_moves_nothing_given_is_lost(
    history: list[WorkEvent], theirs: list[WorkEvent]
) -> None:
    before, after = counted(*history), counted(*history, *theirs)
    assert len(after.given) >= len(before.given)


def test_who_is_no_rival_may_take_back() -> None:
    events = [given(1, due_on=TENTH), given(5, None, RIVAL)]
    assert work_of(events, EDITOR, NOVEMBER, RULES).assigned == 0
    assert counted(*events).assigned == 1
