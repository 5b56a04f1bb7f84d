"""How work was counted by `work/2026.1`: by site, whoever gave or took back. Nothing is counted so any more.

It stays so that what was pinned by it can be counted once more from the history, to the same SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.places import legal_day
from catalog.scoring.work import (
    Refusal,
    is_reverted,
    is_self_approved,
    is_trivial,
    last_minute_bulk,
)
from catalog.scoring.work_events import WorkEvent, WorkPeriod, WorkRules
from catalog.scoring.work_products import Product, products

FORMER = "work/2026.1"
"""Name of that way of counting."""


def former_document(
    events: Iterable[WorkEvent], person_id: int, period: WorkPeriod, rules: WorkRules, sequence: int
) -> dict[str, Any]:
    """The work of one person and period by `work/2026.1`, as the history up to `sequence` tells it."""
    everything = products(events)
    bulk = last_minute_bulk(everything, person_id, period, rules)
    finished = [
        each for each in everything if each.submitted_by == person_id and period.has(each.approved_at)
    ]
    reasons = [(each, [code for code, holds in _judged(each, bulk).items() if holds]) for each in finished]
    assigned = [each for each in everything if _was_assigned(each, person_id, period)]
    return {
        "formula": FORMER,
        "rules": {"most_late_edits": rules.most_late_edits, "late_hours": rules.late_hours},
        "history": sequence,
        "assigned": [{"site": each.site, "due_on": _day(each)} for each in assigned],
        "done": [
            {
                "site": each.site,
                "version": each.version,
                "returned": each.returned,
                "is_assigned": each in assigned,
                "due_on": _day(each),
                "is_on_time": each.is_on_time(_due(each)),
            }
            for each, codes in reasons
            if not codes
        ],
        "refused": [
            {"site": each.site, "version": each.version, "reasons": codes} for each, codes in reasons if codes
        ],
    }


def _judged(product: Product, bulk: Iterable[Product]) -> dict[str, bool]:
    return {
        Refusal.REVERTED.value: is_reverted(product),
        Refusal.TRIVIAL.value: is_trivial(product),
        Refusal.SELF_APPROVED.value: is_self_approved(product),
        Refusal.LAST_MINUTE_BULK.value: product in bulk,
    }


def _was_assigned(product: Product, person_id: int, period: WorkPeriod) -> bool:
    """Whether it was this person's to do in the period: not done before, and due in it or done in it."""
    given = product.given
    if given is None or given.assignee_id != person_id or given.at >= period.ends:
        return False
    if product.approved_at is not None and product.approved_at < period.ends:
        return product.approved_at >= period.starts
    return given.due_on is None or given.due_on < legal_day(period.ends)


def _due(product: Product) -> date | None:
    return None if product.given is None else product.given.due_on


def _day(product: Product) -> str | None:
    day = _due(product)
    return None if day is None else day.isoformat()
