"""What one person did, counted from the workflow; work that was only made to be counted earns nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from catalog.scoring.work import (
    REASONS,
    Refusal,
    Work,
    is_reverted,
    is_self_approved,
    is_trivial,
    work_of,
)
from catalog.scoring.work_events import WorkAct, WorkEvent, WorkPeriod, WorkRules, significant_change
from catalog.scoring.work_products import Product, products

EDITOR, OTHER, REVIEWER, CHIEF = 1, 2, 3, 4
NOVEMBER = WorkPeriod.of_days(date(2026, 11, 1), date(2026, 11, 30))
RULES = WorkRules(most_late_edits=2)


def on(day: int, act: str, actor: int = EDITOR, site: str = "s", version: int = 1, **more: Any) -> WorkEvent:
    """An act at noon in Vietnam of a day counted from 1 November."""
    at = datetime(2026, 11, 1, 5, tzinfo=UTC) + timedelta(days=day - 1)
    return WorkEvent(site, WorkAct(act), actor, at, version, **more)


def given(day: int, to: int | None = EDITOR, by: int = CHIEF, site: str = "s", **more: Any) -> WorkEvent:
    """Work given to somebody by somebody; to nobody: taken back."""
    return on(day, "ASSIGN", by, site, 0, assignee_id=to, **more)


def passage(
    site: str = "s", day: int = 5, actor: int = EDITOR, version: int = 1, change: int = 10, **more: Any
) -> list[WorkEvent]:
    """Revised, submitted and approved within three days."""
    return [
        on(day, "REVISE", actor, site, version, change=change, **more),
        on(day + 1, "SUBMIT", actor, site, version),
        on(day + 2, "APPROVE", REVIEWER, site, version),
    ]


def counted(*events: WorkEvent, person: int = EDITOR, rules: WorkRules = RULES) -> Work:
    return work_of(events, person, NOVEMBER, rules)


def figures(work: Work) -> tuple[int, int, int, int]:
    return work.assigned, work.done, work.passed_at_once, work.on_time


def refused(work: Work) -> list[tuple[str, int, tuple[Refusal, ...]]]:
    return [(piece.site, piece.version, reasons) for piece, reasons in work.refused]


def test_what_was_assigned_done_passed_at_once_and_on_time_is_counted() -> None:
    work = counted(
        given(1, site="a", due_on=date(2026, 11, 6)),
        *passage("a"),
        given(1, site="b", due_on=date(2026, 11, 5)),
        *passage("b"),
        given(1, site="c", due_on=date(2026, 11, 20)),
        on(4, "REVISE", site="c", change=3),
        on(5, "SUBMIT", site="c"),
        on(6, "RETURN", REVIEWER, site="c"),
        *passage("c", day=7),
        given(1, site="d", due_on=date(2026, 11, 20)),
    )
    assert figures(work) == (4, 3, 2, 2)
    assert [(p.site, p.returned, p.is_on_time) for p in work.pieces] == [
        ("a", 0, True),
        ("b", 0, False),
        ("c", 1, True),
    ]
    assert work.refused == ()


def test_every_return_is_counted() -> None:
    events = [on(2, "SUBMIT"), on(3, "RETURN", REVIEWER), on(4, "SUBMIT"), on(5, "RETURN", REVIEWER)]
    assert [product.returned for product in products(events)] == [2]


def test_what_nobody_asked_for_counts_once_it_is_done() -> None:
    assert figures(counted(*passage())) == (1, 1, 1, 1)
    assert figures(counted(on(5, "REVISE", change=3), on(6, "SUBMIT"))) == (0, 0, 0, 0)
    assert figures(counted()) == (0, 0, 0, 0)


def test_work_is_that_of_who_submitted_it() -> None:
    events = [given(1), *passage(actor=OTHER)]
    assert figures(counted(*events)) == (1, 0, 0, 0)
    assert figures(counted(*events, person=OTHER)) == (1, 1, 1, 1)
    assert figures(counted(*events, person=REVIEWER)) == (0, 0, 0, 0)


def test_who_took_over_is_assigned() -> None:
    events = [
        given(1, OTHER, due_on=date(2026, 11, 3)),
        given(3, due_on=date(2026, 11, 30)),
        *passage(),
    ]
    assert figures(counted(*events)) == (1, 1, 1, 1)
    assert figures(counted(*events, person=OTHER)) == (0, 0, 0, 0)


def test_a_period_begins_and_ends_at_midnight_in_vietnam() -> None:
    assert WorkPeriod.of_days(date(2026, 11, 1), date(2026, 11, 30)) == NOVEMBER
    assert NOVEMBER.starts.astimezone(UTC) == datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert NOVEMBER.ends.astimezone(UTC) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert NOVEMBER.has(NOVEMBER.starts)
    assert NOVEMBER.has(NOVEMBER.ends - timedelta(microseconds=1))
    assert not NOVEMBER.has(NOVEMBER.starts - timedelta(microseconds=1))
    assert not NOVEMBER.has(NOVEMBER.ends)
    assert not NOVEMBER.has(None)


def test_work_counts_in_the_period_in_which_it_was_approved() -> None:
    before, after = passage("a", day=-3), passage("b", day=29)
    assert figures(counted(*before, *after)) == (0, 0, 0, 0)
    across = passage("c", day=-1)
    assert figures(counted(*across)) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("assigned_on", "due_on", "approved_on", "is_counted"),
    [
        (1, None, None, 1),
        (1, date(2026, 11, 30), None, 1),
        (1, date(2026, 12, 1), None, 0),
        (1, date(2026, 12, 1), 30, 1),
        (1, date(2026, 12, 1), 31, 0),
        (1, date(2026, 11, 30), 31, 1),
        (-20, date(2026, 10, 20), None, 1),
        (-20, date(2026, 10, 20), 1, 1),
        (-20, date(2026, 10, 20), 0, 0),
        (31, date(2026, 11, 30), None, 0),
        (30, date(2026, 11, 30), None, 1),
    ],
)
def test_assigned_is_what_was_to_be_done_in_the_period(
    assigned_on: int, due_on: date | None, approved_on: int | None, is_counted: int
) -> None:
    events = [given(assigned_on, due_on=due_on)]
    if approved_on is not None:
        events += passage(day=approved_on - 2)
    assert counted(*events).assigned == is_counted


def test_the_first_and_the_last_instant_belong_as_half_open_intervals_say() -> None:
    def approved(at: datetime) -> int:
        assign, *acts, approve = [given(-20), *passage(day=-15)]
        return counted(assign, *acts, WorkEvent("s", approve.act, REVIEWER, at, 1)).assigned

    assert approved(NOVEMBER.starts) == 1
    assert approved(NOVEMBER.starts - timedelta(seconds=1)) == 0
    given_at_the_end = WorkEvent("s", WorkAct.ASSIGN, CHIEF, NOVEMBER.ends, 0, assignee_id=EDITOR)
    assert counted(given_at_the_end).assigned == 0
    late = [given(5, due_on=date(2026, 12, 5)), *passage()[:-1]]
    assert counted(*late, WorkEvent("s", WorkAct.APPROVE, REVIEWER, NOVEMBER.ends, 1)).assigned == 0


def test_the_last_submission_decides_whether_work_was_on_time() -> None:
    due = date(2026, 11, 10)
    evening = datetime(2026, 11, 10, 16, 59, tzinfo=UTC)
    for at, is_on_time in ((evening, 1), (evening + timedelta(minutes=1), 0)):
        work = counted(
            given(1, due_on=due),
            on(2, "REVISE", change=4),
            on(3, "SUBMIT"),
            on(4, "RETURN", REVIEWER),
            WorkEvent("s", WorkAct.SUBMIT, EDITOR, at, 1),
            on(20, "APPROVE", REVIEWER),
        )
        assert figures(work) == (1, 1, 0, is_on_time)


def test_what_was_recalled_is_not_submitted() -> None:
    (product,) = products([given(1, due_on=date(2026, 11, 9)), on(2, "SUBMIT"), on(3, "RECALL")])
    assert (product.submitted_at, product.submitted_by) == (None, EDITOR)
    assert not product.is_on_time(date(2026, 11, 9))


def test_events_may_come_in_any_order() -> None:
    events = [given(1), *passage("a"), *passage("b", day=6), *passage("a", day=9, version=2)]
    assert counted(*reversed(events)) == counted(*events)
    assert [(p.site, p.version) for p in products(reversed(events))] == [
        ("a", 1),
        ("a", 2),
        ("b", 1),
        ("s", 0),
    ]


def test_what_was_undone_later_earns_nothing() -> None:
    events = [
        *passage(version=1, day=2),
        *passage(version=2, day=5),
        on(9, "RESTORE", OTHER, version=1, change=10),
        on(10, "SUBMIT", OTHER, version=3),
    ]
    assert refused(counted(*events)) == []
    events.append(on(11, "APPROVE", REVIEWER, version=3))
    assert refused(counted(*events)) == [("s", 2, (Refusal.REVERTED,))]
    assert figures(counted(*events)) == (1, 1, 1, 1)
    assert figures(counted(*events, person=OTHER)) == (1, 1, 1, 1)


def test_what_was_undone_after_the_periods_end_earns_nothing_either() -> None:
    events = [*passage(version=1, day=2), *passage(version=2, day=5)]
    back = [
        on(40, "RESTORE", OTHER, version=1, change=10),
        on(41, "SUBMIT", OTHER, version=3),
        on(42, "APPROVE", REVIEWER, version=3),
    ]
    assert refused(counted(*events, *back)) == [("s", 2, (Refusal.REVERTED,))]


def test_undoing_the_undoing_brings_work_back() -> None:
    events = [*passage(version=1, day=2), *passage(version=2, day=5)]
    for day, target, version in ((9, 1, 3), (12, 2, 4)):
        events += [
            on(day, "RESTORE", OTHER, version=target, change=10),
            on(day + 1, "SUBMIT", OTHER, version=version),
            on(day + 2, "APPROVE", REVIEWER, version=version),
        ]
    assert refused(counted(*events)) == []
    assert refused(counted(*events, person=OTHER)) == [
        ("s", 3, (Refusal.REVERTED,)),
        ("s", 4, (Refusal.REVERTED,)),
    ]


def test_undoing_by_hand_is_undoing() -> None:
    events = [
        *passage(version=1, day=2, content="x"),
        *passage(version=2, day=5, content="y"),
        *passage(version=3, day=8, content="z"),
        *passage(version=4, day=11, actor=OTHER, content="x"),
    ]
    assert [version for _, version, _ in refused(counted(*events))] == [2, 3]
    assert refused(counted(*events, person=OTHER)) == []


def test_to_undo_nothing_but_ones_own_work_is_no_work() -> None:
    events = [
        *passage(version=1, day=2, actor=OTHER, content="x"),
        *passage(version=2, day=5, content="y"),
        *passage(version=3, day=8, content="x"),
        *passage(version=4, day=11, content="y"),
    ]
    assert figures(counted(*events)) == (1, 1, 1, 1)
    assert [version for _, version, _ in refused(counted(*events))] == [3, 4]
    assert figures(counted(*events, person=OTHER)) == (1, 1, 1, 1)


def test_contents_that_are_not_known_are_not_equal() -> None:
    events = [*passage(version=1, day=2), *passage(version=2, day=5), *passage(version=3, day=8)]
    assert figures(counted(*events)) == (3, 3, 3, 3)


def test_what_was_withdrawn_earns_nothing_until_it_is_published_again() -> None:
    events = [*passage(version=1, day=2), on(8, "PUBLISH", REVIEWER, version=1), *passage(version=2, day=9)]
    assert refused(counted(*events)) == []
    events.append(on(20, "WITHDRAW", REVIEWER, version=2))
    assert refused(counted(*events)) == [("s", 2, (Refusal.REVERTED,))]
    events.append(on(21, "PUBLISH", REVIEWER, version=2))
    assert refused(counted(*events)) == []


def test_what_was_undone_does_not_stand_again_because_it_was_published_late() -> None:
    events = [*passage(version=1, day=2), *passage(version=2, day=5)]
    events += [on(9, "RESTORE", OTHER, version=1, change=1), *passage(version=3, day=10, actor=OTHER)]
    events.append(on(20, "PUBLISH", REVIEWER, version=2))
    assert refused(counted(*events)) == [("s", 2, (Refusal.REVERTED,))]


def test_edits_that_change_nothing_earn_nothing() -> None:
    work = counted(given(1), *passage(change=0))
    assert refused(work) == [("s", 1, (Refusal.TRIVIAL,))]
    assert figures(work) == (1, 0, 0, 0)
    assert figures(counted(*passage(change=0))) == (0, 0, 0, 0)
    back = [on(4, "REVISE", change=9), *passage(change=0)]
    assert figures(counted(*back)) == (0, 0, 0, 0)
    assert figures(counted(*passage(change=1))) == (1, 1, 1, 1)


@pytest.mark.parametrize("act", ["REVISE", "RESTORE", "SUBMIT"])
def test_who_had_a_hand_in_it_cannot_approve_it(act: str) -> None:
    first, *rest = passage()
    events = [first, on(5, act, REVIEWER, change=4), *rest]
    assert refused(counted(*events)) == [("s", 1, (Refusal.SELF_APPROVED,))]


def test_too_much_in_the_last_hours_earns_nothing_at_all() -> None:
    def late(*sites: str) -> list[WorkEvent]:
        return [event for site in sites for event in passage(site, day=28)]

    assert figures(counted(*passage("early"), *late("a", "b"))) == (3, 3, 3, 3)
    work = counted(*passage("early"), *late("a", "b", "c"))
    assert figures(work) == (1, 1, 1, 1)
    assert refused(work) == [(site, 1, (Refusal.LAST_MINUTE_BULK,)) for site in "abc"]
    assert figures(counted(*late("a", "b", "c"), rules=WorkRules(3))) == (3, 3, 3, 3)
    others = [event for site in "cd" for event in passage(site, day=28, actor=OTHER)]
    assert figures(counted(*late("a", "b"), *others)) == (2, 2, 2, 2)


@pytest.mark.parametrize(("hours", "is_late"), [(72, True), (73, False), (1, True)])
def test_the_last_hours_are_those_before_the_periods_end(hours: int, is_late: bool) -> None:
    events = []
    for site in "abc":
        at = NOVEMBER.ends - timedelta(hours=hours)
        events += [
            on(2, "REVISE", site=site, change=5),
            WorkEvent(site, WorkAct.SUBMIT, EDITOR, at, 1),
            WorkEvent(site, WorkAct.APPROVE, REVIEWER, at + timedelta(minutes=1), 1),
        ]
    assert counted(*events).done == (0 if is_late else 3)
    assert counted(*events, rules=WorkRules(2, late_hours=hours - 1)).done == 3


def test_every_reason_is_told_when_there_are_several() -> None:
    events = []
    for site in "abc":
        events += [
            on(28, "REVISE", site=site, change=0),
            on(29, "SUBMIT", site=site),
            on(30, "APPROVE", site=site),
            on(31, "WITHDRAW", REVIEWER, site=site),
        ]
    (first, *_) = refused(counted(*events))
    assert first == (
        "a",
        1,
        (Refusal.REVERTED, Refusal.TRIVIAL, Refusal.SELF_APPROVED, Refusal.LAST_MINUTE_BULK),
    )


def test_every_refusal_has_its_reason_in_both_languages() -> None:
    assert set(REASONS) == set(Refusal)
    assert len({reason.vi for reason in REASONS.values()} | {r.en for r in REASONS.values()}) == 10


def test_each_rule_is_a_question_of_its_own() -> None:
    plain = Product("s", author_ids={EDITOR}, change=1, approved_by=REVIEWER)
    assert not is_reverted(plain)
    assert is_reverted(Product("s", is_undone=True))
    assert is_reverted(Product("s", is_withdrawn=True))
    assert not is_trivial(plain)
    assert not is_self_approved(plain)
    assert is_trivial(Product("s"))
    assert is_self_approved(Product("s", author_ids={EDITOR, OTHER}, approved_by=OTHER))
    assert Product("s").is_on_time(None)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Đồi A1", "Đồi A1", 0),
        ("Đồi A1", "  đồi\n a1. ", 0),
        ("Đồi A1", "ĐỒI A1!", 0),
        ("Đồi-A1", "Đồi A1", 0),
        ("Đồi A 1", "Đồi A1", 0),
        ("ho\u0302\u0300", "hồ", 0),
        ("Đồi A1", "Doi A1", 2),
        ("Dien Bien Phu", "Điện Biên Phủ", 6),
        ("", "Đồi A1", 2),
        ("Đồi A1", "", 2),
        ("một hai", "hai một", 1),
        ("một hai ba", "ba một hai", 1),
        ("cao 1.5 m", "cao 15 m", 2),
        ("cao 1.5 m", "cao 1,5 m", 2),
        ("năm 1954.", "năm 1954", 0),
        (".5", "5", 0),
        ("1954-1955", "1954 1955", 3),
        ("20 °C", "20 C", 2),
        ("ກິ", "ກຸ", 2),
    ],
)
def test_a_change_is_measured_in_words_that_mean_something(before: str, after: str, words: int) -> None:
    assert significant_change({"NAME": before}, {"NAME": after}) == words


def test_changes_of_several_fields_add_up_and_a_missing_field_is_empty() -> None:
    assert significant_change({"NAME": "Đồi", "FEE": "Miễn phí"}, {"NAME": "Đồi A1", "NOTE": "Mới"}) == 4
    assert significant_change({"NOTE": " ."}, {}) == 0
    assert significant_change({}, {}) == 0


acts = st.builds(
    lambda day, act, actor, site, version, change: on(day, act, actor, site, version, change=change),
    st.integers(-5, 40),
    st.sampled_from([str(act) for act in WorkAct]),
    st.integers(1, 3),
    st.sampled_from("ab"),
    st.integers(1, 4),
    st.integers(0, 2),
)


@whatever(st.lists(acts, max_size=25))
def test_whatever_happened_no_count_is_above_the_one_it_is_part_of(events: list[WorkEvent]) -> None:
    for person in (1, 2, 3):
        work = counted(*events, person=person)
        assert 0 <= work.passed_at_once <= work.done <= work.assigned
        assert 0 <= work.on_time <= work.done
        assert len(work.pieces) == work.done


@whatever(st.lists(acts, max_size=25))
def test_every_approved_product_is_done_by_one_person_or_refused_or_nobodys(events: list[WorkEvent]) -> None:
    approved = [p for p in products(events) if NOVEMBER.has(p.approved_at) and p.submitted_by is not None]
    works = [counted(*events, person=person) for person in (1, 2, 3)]
    assert sum(work.done + len(work.refused) for work in works) == len(approved)
