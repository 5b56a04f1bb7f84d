"""What a sheet keeps of a person's work: exact ratios, each piece named, one digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import orjson
import pytest

from catalog.scoring.criteria import Parameters, WorkRatio
from catalog.scoring.work import Refusal, work_of
from catalog.scoring.work_events import WorkAct, WorkEvent, WorkPeriod, WorkRules
from catalog.scoring.work_figures import document_of, done_in, refused_in, sha256_of_work, sides_of

EDITOR, OTHER, REVIEWER, CHIEF = 1, 2, 3, 4
NOVEMBER = WorkPeriod.of_days(date(2026, 11, 1), date(2026, 11, 30))
RULES = WorkRules(most_late_edits=10)


def on(day: int, act: str, site: str, actor: int = EDITOR, **more: Any) -> WorkEvent:
    at = datetime(2026, 11, 1, 5, tzinfo=UTC) + timedelta(days=day - 1)
    return WorkEvent(site, WorkAct(act), actor, at, 1, **more)


def passage(site: str, *, returned: int = 0, change: int = 5, reviewer: int = REVIEWER) -> list[WorkEvent]:
    """From the first edit on the 2nd to the approval on the 9th, submitted on the 3rd or, at last, on the 8th."""
    again = [
        event
        for time in range(returned)
        for event in (on(4 + time, "RETURN", site, reviewer), on(8, "SUBMIT", site))
    ]
    events = [on(2, "REVISE", site, change=change), on(3, "SUBMIT", site), *again]
    return [*events, on(9, "APPROVE", site, reviewer)]


def assigned(site: str, due: int | None = None, actor: int = EDITOR) -> WorkEvent:
    due_on = None if due is None else date(2026, 11, due)
    return on(1, "ASSIGN", site, CHIEF, assignee_id=actor, due_on=due_on)


def kept(*events: WorkEvent) -> dict[str, Any]:
    """The document, as a sheet gives it back."""
    document = document_of(work_of(events, EDITOR, NOVEMBER, RULES), RULES, 7)
    found: dict[str, Any] = orjson.loads(orjson.dumps(document))
    assert found == document
    return found


def ratio(document: dict[str, Any], which: str, step: str | None = None) -> Any:
    return sides_of(document, Parameters(work=WorkRatio(which), return_step=step))


def test_done_is_of_what_was_assigned_or_taken_up_unasked() -> None:
    found = kept(assigned("a"), *passage("a"), assigned("b"), *passage("c"), assigned("d", actor=OTHER))
    assert ratio(found, "DONE") == (2, 3)
    assert [each.site for each in done_in(found)] == ["a", "c"]


def test_nothing_assigned_and_nothing_done_is_a_ratio_of_nothing() -> None:
    for which in WorkRatio:
        assert ratio(kept(), which) == (0, 0)


def test_what_was_returned_did_not_pass_at_once_or_loses_its_step_down_to_nothing() -> None:
    found = kept(
        *passage("a"), *passage("b", returned=1), *passage("c", returned=2), *passage("d", returned=3)
    )
    assert ratio(found, "PASSED_AT_ONCE") == (1, 4)
    assert ratio(found, "PASSED_AT_ONCE", "0.25") == (Fraction(10, 4), 4)
    assert ratio(found, "PASSED_AT_ONCE", "0.5") == (Fraction(3, 2), 4)


def test_on_time_is_of_what_had_a_day_and_was_this_persons_to_do() -> None:
    found = kept(
        assigned("in-time", 20), *passage("in-time"),
        assigned("late", 5), *passage("late", returned=1),
        assigned("undone", 20), assigned("without"), *passage("without"), *passage("unasked"),
        assigned("others", 20, OTHER), *passage("others"),
    )  # fmt: skip
    assert ratio(found, "ON_TIME") == (1, 3)
    assert ratio(found, "DONE") == (5, 6)


def test_what_was_gamed_earns_nothing_and_stays_to_be_done() -> None:
    found = kept(
        assigned("trivial", 20), *passage("trivial", change=0),
        assigned("own", 20), *passage("own", reviewer=EDITOR),
        assigned("good", 20), *passage("good"),
    )  # fmt: skip
    assert [ratio(found, which) for which in ("DONE", "PASSED_AT_ONCE", "ON_TIME")] == [
        (1, 3),
        (1, 1),
        (1, 3),
    ]
    assert [(product.site, reasons) for product, reasons in refused_in(found)] == [
        ("own", (Refusal.SELF_APPROVED,)),
        ("trivial", (Refusal.TRIVIAL,)),
    ]


def test_the_counts_of_work_and_of_its_document_are_the_same() -> None:
    events = [
        assigned("a", 20),
        *passage("a"),
        assigned("b", 5),
        *passage("b", returned=1),
        *passage("c", change=0),
    ]
    work, found = work_of(events, EDITOR, NOVEMBER, RULES), kept(*events)
    assert ratio(found, "DONE") == (work.done, work.assigned)
    assert ratio(found, "PASSED_AT_ONCE") == (work.passed_at_once, work.done)
    assert ratio(found, "ON_TIME") == (work.due_met, work.due) == (1, 2)


@pytest.mark.parametrize(
    "change", [{"history": 8}, {"formula": "work/2"}, {"done": []}, {"rules": {"most_late_edits": 9}}]
)
def test_whatever_changes_has_another_digest(change: dict[str, Any]) -> None:
    found = kept(*passage("a"))
    assert sha256_of_work(found) == sha256_of_work(dict(reversed(found.items())))
    assert sha256_of_work({**found, **change}) != sha256_of_work(found)
