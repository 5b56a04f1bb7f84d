"""Figures at a glance: rows of the stated day from the kept counters, without reading an entry.

It answers what an app asks every minute, how much is digitised in each commune. The rows stay in the process while
the counters, and all else that they depend on, are unchanged. What they cannot answer exactly is left to `asking`; a
test holds that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.asking import Question
from catalog.coverage.counted import SCHEMES
from catalog.coverage.figures import LEVELS
from catalog.coverage.kept_rows import unkept
from catalog.coverage.rules import rules_on
from catalog.coverage.telling import Sides
from catalog.coverage.whereabouts import COUNTED_LEVELS
from catalog.coverage.words import UNGRADED, UNKNOWN, CountingMode, Grouping, Metric, UnitMode, UnitTime
from catalog.ladder.levels import Level
from catalog.lazy import cached_property
from catalog.places import Units, load_units
from catalog.prepared import Prepared, Row
from catalog.projection.reader import Reader
from catalog.tables import CoverageCounter, CoverageDay, RegisterEntry
from catalog.terms import Grade, Scheme
from catalog.unchanged import Unchanged


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
        return self._sides.get(metric)

    @cached_property
    def _sides(self) -> Mapping[Metric, Sides]:
        reached = {metric: self.reached[Level[metric]] for metric in LEVELS} | {
            Metric.ON_TARGET: self.on_target
        }
        return {metric: Sides(number, self.denominator, 1) for metric, number in reached.items()}


@dataclass(frozen=True, eq=False)
class _Kept:
    """The counters, and what their rows depend on beside them; rows are summed up once."""

    day: date
    rules_sha256: str
    last_undated: date | None
    """The last day since which an entry is known that may or may not have been in force on the days before."""
    units: Units
    counters: Mapping[tuple[str, Scheme], Sequence[Row]]
    _rows: dict[tuple[CountingMode, Scheme, Grouping], list[Glance]] = field(default_factory=dict)

    def answers(self, question: Question, today: date) -> bool:
        """Whether they are of this day, by its rules, and nothing is undated on it."""
        return (
            self.day == question.as_of == today
            and self.rules_sha256 == rules_on(question.as_of).sha256
            and (self.last_undated is None or self.last_undated <= question.as_of)
        )

    def rows(self, mode: CountingMode, scheme: Scheme, grouping: Grouping) -> list[Glance]:
        """The rows, empty ones too."""
        asked = (mode, scheme, grouping)
        if asked not in self._rows:
            self._rows[asked] = list(self._summed(*asked))
        return self._rows[asked]

    def _summed(self, mode: CountingMode, scheme: Scheme, grouping: Grouping) -> Iterator[Glance]:
        names = self._names(grouping)
        rows = {key: Glance(key) for key in names.values()}
        others = UNGRADED if grouping == Grouping.GRADE else UNKNOWN
        for unit, grade, level, required, entries in self.counters.get((mode, scheme), ()):
            value = {Grouping.GRADE: grade, Grouping.ADMIN_UNIT: unit}.get(grouping, 0)
            key = names.get(value, others)
            rows.setdefault(key, Glance(key)).add(unkept(level), unkept(required), entries)
        yield from rows.values()

    def _names(self, grouping: Grouping) -> dict[object, str]:
        """The key of each value of the counters' column, in the order of the rows."""
        if grouping == Grouping.GRADE:
            return {grade.value: grade.value for grade in Grade}
        if grouping == Grouping.TOTAL:
            return {0: Grouping.TOTAL.value}
        return {unit.id: unit.code for unit in self.units.on(self.day, COUNTED_LEVELS)}


def glance(reader: Reader, question: Question) -> list[Glance] | None:
    """The rows, empty ones too, as `figures.rows_of` has them; None for what the counters cannot answer."""
    if not _may_be_kept(question):
        return None
    kept = _KEPT.of(reader.session)
    if kept is None or not kept.answers(question, reader.today):
        return None
    (scheme,) = SCHEMES[question.population]
    return kept.rows(question.mode, scheme, question.grouping)


def _may_be_kept(question: Question) -> bool:
    """Whether the counters say all of it: it is asked about now, and no site is counted by halves."""
    by_unit = question.grouping == Grouping.ADMIN_UNIT
    return (
        question.known_at is None
        and question.grouping in (Grouping.TOTAL, Grouping.GRADE, Grouping.ADMIN_UNIT)
        and len(SCHEMES[question.population]) == 1
        and (not by_unit or (question.unit_mode, question.unit_time) == (UnitMode.PRIMARY, UnitTime.AS_NOW))
    )


def _read(session: Session) -> _Kept | None:
    day = _day().first(session)
    if day is None:
        return None
    undated = _last_undated().first(session)
    counters: dict[tuple[str, Scheme], list[Row]] = {}
    for mode, scheme, *row in _counters().rows(session):
        counters.setdefault((mode, scheme), []).append(row)
    return _Kept(day[0], day[1], None if undated is None else undated[0], load_units(session), counters)


_KEPT = Unchanged(
    ("coverage_day", "coverage_counter", "register_entry", "admin_unit", "unit_succession"), _read
)


@cache
def _day() -> Prepared:
    return Prepared(sa.select(CoverageDay.day, CoverageDay.rules_sha256))  # type: ignore[call-overload]


@cache
def _last_undated() -> Prepared:
    last = sa.func.max(RegisterEntry.known_since, type_=sa.Date())
    return Prepared(
        sa.select(last).where(
            col(RegisterEntry.superseded_at).is_(None), col(RegisterEntry.valid_from).is_(None)
        )
    )


@cache
def _counters() -> Prepared:
    columns: list[Any] = [
        *(CoverageCounter.counting_mode, CoverageCounter.scheme, CoverageCounter.unit_id),
        *(CoverageCounter.grade, CoverageCounter.level, CoverageCounter.required, CoverageCounter.entries),
    ]
    return Prepared(sa.select(*columns))
