"""What a sheet keeps of a person's work: every piece with its day, so that anyone can count it again. Pure functions.

Decree 335/2025/NĐ-CP rates by the work assigned, done, its quality and its progress. The document names the pieces that
count and those that earn nothing, and how far the history had come; its SHA-256 is pinned when the sheet is submitted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import orjson

from catalog.scoring.criteria import Parameters, WorkRatio
from catalog.scoring.work import Refusal, Work
from catalog.scoring.work_events import WorkRules

FORMULA = "work/2026.2"
"""Name of the way of counting (`catalog.scoring.work`); what was pinned by an earlier one is `work_former`'s."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class KeptPiece:
    """A piece as a sheet names it. `check`: None for all that is missing, and for what was taken up unasked."""

    site: str
    check: str | None
    version: int


def document_of(work: Work, rules: WorkRules, sequence: int) -> dict[str, Any]:
    """The work of one person and period, as the history up to `sequence` tells it."""
    return {
        "formula": FORMULA,
        "rules": {"most_late_edits": rules.most_late_edits, "late_hours": rules.late_hours},
        "history": sequence,
        "assigned": [
            {"site": each.site, "check": each.check, "due_on": _day(each.due_on)} for each in work.given
        ],
        "done": [
            {
                "site": each.site,
                "check": each.check,
                "version": each.version,
                "returned": each.returned,
                "is_assigned": each.task is not None,
                "due_on": _day(each.due_on),
                "is_on_time": each.is_on_time,
            }
            for each in work.pieces
        ],
        "refused": [
            {
                "site": each.site,
                "check": each.check,
                "version": each.version,
                "returned": each.returned,
                "reasons": [*reasons],
            }
            for each, reasons in work.refused
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def sha256_of_work(document: Document) -> str:
    """The digest of the canonical JSON."""
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


def sides_of(document: Document, parameters: Parameters) -> tuple[Fraction, Fraction]:
    """Both sides of the ratio that a criterion is bound to, exact.

    DONE: done of what was assigned, or taken up unasked and done; what he gave himself was assigned and is not done.
    PASSED_AT_ONCE: of what is done, what was never returned; with `return_step` each return takes that share off a piece,
    down to nothing. What was returned and earns nothing stays among what it is counted of: nobody loses a return by it.
    ON_TIME: of what was to be done by a day, what was submitted by then; without a day nothing is on time or late.
    """
    done, refused = document["done"], document["refused"]
    if parameters.work == WorkRatio.DONE:
        unasked = [each for each in done if not each["is_assigned"]]
        own = [each for each in refused if Refusal.SELF_ASSIGNED in each["reasons"]]
        return Fraction(len(done)), Fraction(len(document["assigned"]) + len(unasked) + len(own))
    if parameters.work == WorkRatio.PASSED_AT_ONCE:
        step = Fraction(1) if parameters.return_step is None else parameters.return_step
        shares = (max(Fraction(0), 1 - step * each["returned"]) for each in done)
        lost = [each for each in refused if each.get("returned")]
        return sum(shares, Fraction(0)), Fraction(len(done) + len(lost))
    met = [each for each in done if each["is_assigned"] and each["due_on"] and each["is_on_time"]]
    due = [each for each in document["assigned"] if each["due_on"]]
    return Fraction(len(met)), Fraction(len(due))


def refused_in(document: Document) -> list[tuple[KeptPiece, tuple[Refusal, ...]]]:
    """The pieces that earn nothing, each with its reasons."""
    return [
        (_piece(each), tuple(Refusal(reason) for reason in each["reasons"])) for each in document["refused"]
    ]


def done_in(document: Document) -> list[KeptPiece]:
    """The pieces that count."""
    return [_piece(each) for each in document["done"]]


def _piece(told: Document) -> KeptPiece:
    return KeptPiece(told["site"], told.get("check"), told["version"])
