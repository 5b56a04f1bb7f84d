"""What official lists declare, beside what the register knows by name on a day: the register's own gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.coverage.asking import Coverage
from catalog.coverage.counted import lines_counted
from catalog.coverage.labels import GRADES, SCHEMES
from catalog.coverage.words import CountingMode
from catalog.errors import Message
from catalog.register import declared_totals
from catalog.terms import Grade, Scheme

UNRANKED = "UNRANKED"
"""The category of what a list names without a rank."""
LISTS: Mapping[str, Message] = {
    "relic inventory of the province": Message(
        "danh mục kiểm kê di tích của tỉnh", "the province’s relic inventory"
    ),
    "ranked relics": Message("báo chí về di tích đã xếp hạng", "the press on ranked relics"),
}
"""What the lists of the starting register are called; others are called as whoever entered them wrote."""


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
    """The declared totals known at the instant asked about, newest first, each beside what the register knows by name.

    Designations are counted, for that is what lists declare. A list of a later day says nothing of the day asked
    about and is left out; one that names only its year speaks of all of it.
    """
    day, known_at = coverage.question.as_of, coverage.question.known_at
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
        for total in declared_totals(coverage.reader.session, known_at)
        if total.as_of <= day.isoformat()[: len(total.as_of)]
    ]


def newest_beside(coverage: Coverage) -> dict[tuple[Scheme, str], Beside]:
    """Of each kind of recognition and category what the newest list declares, relic ranks from the highest first."""
    newest: dict[tuple[Scheme, str], Beside] = {}
    for one in declared_beside(coverage):
        newest.setdefault((one.scheme, one.category), one)
    categories = [*map(str, Grade), UNRANKED]
    return {
        (scheme, category): newest[scheme, category]
        for scheme in Scheme
        for category in categories
        if (scheme, category) in newest
    }


def name_of_category(scheme: Scheme, category: str) -> Message:
    """What is declared: relic ranks by their grade, other recognitions by their name and the grade if there is one."""
    grade = GRADES.get(category)
    if scheme == Scheme.RELIC_RANK and grade is not None:
        return grade
    name = SCHEMES[scheme]
    return (
        name if grade is None else Message(f"{name.vi}, {grade.vi.lower()}", f"{name.en}, {grade.en.lower()}")
    )


def known_of_declared(one: Beside) -> Message:
    """The sentence that stands beside figures: how many of those declared are known by name, and by which list."""
    name = name_of_category(one.scheme, one.category)
    by = LISTS.get(one.register_name) or Message(one.register_name, one.register_name)
    by = by if one.decision_number is None else Message(one.decision_number, one.decision_number)
    return Message(
        f"{name.vi}: biết tên {one.known} trên {one.declared} đã công bố ({by.vi}, {one.as_of}).",
        f"{name.en}: {one.known} known by name of {one.declared} declared ({by.en}, {one.as_of}).",
    )
