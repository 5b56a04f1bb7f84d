"""Figures at a glance: rows of the stated day from the kept counters, without reading an entry.

It answers what an app asks every minute, how much is digitised in each commune, in a few statements that do not grow
with the register. What it cannot answer exactly it leaves to `asking`; a test holds that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import col

from catalog.coverage.asking import Question
from catalog.coverage.counted import SCHEMES
from catalog.coverage.figures import LEVELS
from catalog.coverage.kept_rows import unkept
from catalog.coverage.rules import rules_on
from catalog.coverage.telling import Sides
from catalog.coverage.whereabouts import COUNTED_LEVELS
from catalog.coverage.words import UNGRADED, UNKNOWN, Grouping, Metric, UnitMode, UnitTime
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from catalog.tables import CoverageCounter, CoverageDay, RegisterEntry
from catalog.terms import Grade


@dataclass
class Glance:
    """One row: how many entries it counts, how many of them have reached each level, and what is required of them."""

    key: str
    denominator: int = 0
    reached: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(Level, 0))
    on_target: int = 0

    def add(self, level: Level | None, required: Level | None, entries: int) -> None:
        """Count entries that stand at a level, of which another is required."""
        self.denominator += entries
        for reached in Level:
            if level is not None and level >= reached:
                self.reached[reached] += entries
        if level is not None and required is not None and level >= required:
            self.on_target += entries

    def sides(self, metric: Metric) -> Sides | None:
        """Both sides of a figure, as `telling.sides` has them; None for one that is not kept."""
        if metric == Metric.ON_TARGET:
            return Sides(self.on_target, self.denominator, 1)
        return Sides(self.reached[Level[metric]], self.denominator, 1) if metric in LEVELS else None


def glance(reader: Reader, question: Question) -> list[Glance] | None:
    """The rows, empty ones too, as `figures.rows_of` has them; None for what the counters cannot answer."""
    if not _is_kept(reader, question):
        return None
    names = _keys(reader, question)
    rows = {key: Glance(key) for key in names.values()}
    (scheme,) = SCHEMES[question.population]
    column = {Grouping.GRADE: CoverageCounter.grade, Grouping.ADMIN_UNIT: CoverageCounter.unit_id}
    by = column.get(question.grouping, sa.literal(0))
    query = (
        sa.select(by, CoverageCounter.level, CoverageCounter.required, sa.func.sum(CoverageCounter.entries))  # type: ignore[call-overload]
        .where(col(CoverageCounter.counting_mode) == question.mode, col(CoverageCounter.scheme) == scheme)
        .group_by(by, CoverageCounter.level, CoverageCounter.required)
    )
    others = UNGRADED if question.grouping == Grouping.GRADE else UNKNOWN
    for value, level, required, entries in reader.session.execute(query):
        key = names.get(value, others)
        rows.setdefault(key, Glance(key)).add(unkept(level), unkept(required), int(entries))
    return list(rows.values())


def _is_kept(reader: Reader, question: Question) -> bool:
    """Whether the counters are of this day and say all of it: nothing is undated, no site is counted by halves."""
    kept = reader.session.get(CoverageDay, 1)
    by_unit = question.grouping == Grouping.ADMIN_UNIT
    if (
        kept is None
        or question.known_at is not None
        or not kept.day == question.as_of == reader.today
        or kept.rules_sha256 != rules_on(question.as_of).sha256
        or question.grouping not in (Grouping.TOTAL, Grouping.GRADE, Grouping.ADMIN_UNIT)
        or len(SCHEMES[question.population]) != 1
        or (by_unit and (question.unit_mode, question.unit_time) != (UnitMode.PRIMARY, UnitTime.AS_NOW))
    ):
        return False
    undated = sa.exists().where(
        col(RegisterEntry.superseded_at).is_(None),
        col(RegisterEntry.valid_from).is_(None),
        col(RegisterEntry.known_since) > question.as_of,
    )
    return not reader.session.scalar(sa.select(undated))


def _keys(reader: Reader, question: Question) -> dict[object, str]:
    """The key of each value of the counters' column, in the order of the rows."""
    if question.grouping == Grouping.GRADE:
        return {grade.value: grade.value for grade in Grade}
    if question.grouping == Grouping.TOTAL:
        return {0: Grouping.TOTAL.value}
    return {unit.id: unit.code for unit in reader.units.on(reader.today, COUNTED_LEVELS)}
