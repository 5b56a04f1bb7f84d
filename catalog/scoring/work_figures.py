"""What a sheet keeps of a person's work: every piece with its day, so that anyone can count it again. Pure functions.

Decree 335/2025/NĐ-CP rates by the work assigned, done, its quality and its progress. The document names the pieces that
count and those that earn nothing, and how far the history had come; its SHA-256 is pinned when the sheet is submitted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import orjson

from catalog.scoring.criteria import Parameters, WorkRatio
from catalog.scoring.work import Product, Refusal, Work, WorkRules

FORMULA = "work/2026.1"
"""Name of the way of counting (`catalog.scoring.work`)."""

Document = Mapping[str, Any]


def document_of(work: Work, rules: WorkRules, sequence: int) -> dict[str, Any]:
    """The work of one person and period, as the history up to `sequence` tells it."""
    return {
        "formula": FORMULA,
        "rules": {"most_late_edits": rules.most_late_edits, "late_hours": rules.late_hours},
        "history": sequence,
        "assigned": [{"site": each.site, "due_on": _day(each)} for each in work.given],
        "done": [
            {
                "site": each.site,
                "version": each.version,
                "returned": each.returned,
                "is_assigned": each in work.given,
                "due_on": _day(each),
                "is_on_time": each.is_on_time,
            }
            for each in work.products
        ],
        "refused": [
            {"site": each.site, "version": each.version, "reasons": [*reasons]}
            for each, reasons in work.refused
        ],
    }


def _day(product: Product) -> str | None:
    return None if product.due_on is None else product.due_on.isoformat()


def sha256_of_work(document: Document) -> str:
    """The digest of the canonical JSON."""
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


def sides_of(document: Document, parameters: Parameters) -> tuple[Fraction, Fraction]:
    """Both sides of the ratio that a criterion is bound to, exact.

    DONE: done of what was assigned, or taken up unasked and done. PASSED_AT_ONCE: of what is done, what was never
    returned; with `return_step` each return takes that share off a piece, down to nothing. ON_TIME: of what was to be done
    by a day, what was submitted by then; without a day nothing is on time or late.
    """
    done = document["done"]
    if parameters.work == WorkRatio.DONE:
        unasked = [each for each in done if not each["is_assigned"]]
        return Fraction(len(done)), Fraction(len(document["assigned"]) + len(unasked))
    if parameters.work == WorkRatio.PASSED_AT_ONCE:
        step = Fraction(1) if parameters.return_step is None else parameters.return_step
        shares = (max(Fraction(0), 1 - step * each["returned"]) for each in done)
        return sum(shares, Fraction(0)), Fraction(len(done))
    met = [each for each in done if each["is_assigned"] and each["due_on"] and each["is_on_time"]]
    due = [each for each in document["assigned"] if each["due_on"]]
    return Fraction(len(met)), Fraction(len(due))


def refused_in(document: Document) -> list[tuple[Product, tuple[Refusal, ...]]]:
    """The pieces that earn nothing, each with its reasons."""
    return [
        (Product(each["site"], version=each["version"]), tuple(Refusal(reason) for reason in each["reasons"]))
        for each in document["refused"]
    ]


def done_in(document: Document) -> list[Product]:
    """The pieces that count."""
    return [Product(each["site"], version=each["version"]) for each in document["done"]]
