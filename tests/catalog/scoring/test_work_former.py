"""What was pinned by `work/2026.1` is counted once more to the same document, byte for byte."""

from __future__ import annotations

from datetime import date

from catalog.scoring.work_events import WorkEvent, WorkRules
from catalog.scoring.work_figures import sha256_of_work
from catalog.scoring.work_former import former_document
from tests.catalog.scoring.test_work import EDITOR, NOVEMBER, OTHER, given, on, passage

PINNED = "8e2de77a8a584a4ced20a499b7be24035c5c83e6bd43d96a7f8f8d98853e0052"
"""Of the document below, as `work/2026.1` gave it while it was the rule."""


def _history() -> list[WorkEvent]:
    own = [on(5, "REVISE", site="own", change=4), on(6, "SUBMIT", site="own"), on(7, "APPROVE", site="own")]
    return [
        given(-20, site="before"),
        *passage("before", day=-10),
        given(1, site="done", due_on=date(2026, 11, 6)),
        *passage("done"),
        given(1, site="late", due_on=date(2026, 11, 5)),
        *passage("late"),
        given(1, site="open", due_on=date(2026, 11, 20)),
        given(1, site="to come", due_on=date(2026, 12, 20)),
        given(1, site="taken back"),
        given(2, None, EDITOR, site="taken back"),
        given(1, OTHER, site="others"),
        given(31, site="after"),
        *passage("unasked"),
        *passage("trivial", change=0),
        *own,
    ]


def test_the_document_is_the_one_that_was_pinned() -> None:
    document = former_document(_history(), EDITOR, NOVEMBER, WorkRules(10), 7)
    assert [(each["site"], each["due_on"]) for each in document["assigned"]] == [
        ("done", "2026-11-06"),
        ("late", "2026-11-05"),
        ("open", "2026-11-20"),
    ]
    done = [(each["site"], each["is_assigned"], each["is_on_time"]) for each in document["done"]]
    assert done == [("done", True, True), ("late", True, False), ("unasked", False, True)]
    assert {each["site"]: each["reasons"] for each in document["refused"]} == {
        "own": ["SELF_APPROVED"],
        "trivial": ["TRIVIAL"],
    }
    assert sha256_of_work(document) == PINNED
