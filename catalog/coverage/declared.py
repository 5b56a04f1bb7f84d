"""What official lists declare, beside what the register knows by name on a day: the register's own gaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalog.coverage.asking import Coverage
from catalog.coverage.counted import lines_counted
from catalog.coverage.words import CountingMode
from catalog.register import declared_totals
from catalog.terms import Scheme

UNRANKED = "UNRANKED"
"""The category of what a list names without a rank."""


@dataclass(frozen=True)
class Beside:
    """A number that a list declares for a day or year of its own, and how many the register knows by name."""

    register_name: str
    decision_number: str | None
    as_of: str
    scheme: Scheme
    category: str
    declared: int
    known: int
    source: str


def declared_beside(coverage: Coverage) -> list[Beside]:
    """Every declared total, newest first. Designations are counted, for that is what lists declare."""
    day = coverage.question.as_of
    lines = lines_counted(
        (line for line in coverage.lines if line.is_in_force(day)), CountingMode.DESIGNATION
    )
    known = Counter((line.scheme, str(line.grade or UNRANKED)) for line in lines if line.site_id is not None)
    return [
        Beside(
            total.register_name,
            total.decision_number,
            total.as_of,
            total.scheme,
            total.category,
            total.declared,
            known[total.scheme, total.category],
            total.source,
        )
        for total in declared_totals(coverage.reader.session)
    ]
