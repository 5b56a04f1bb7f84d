"""A coverage answer told outside: flat lines for tables and files, and the hash by which two answers are compared.

Pages, the command line and files write these lines and count nothing themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import lcm

import orjson

from catalog.coverage.asking import Coverage
from catalog.coverage.counted import Counted
from catalog.coverage.document import written
from catalog.coverage.figures import FUNNEL, LEVELS, STATISTICS, Figure, Row, is_additive
from catalog.coverage.labels import RowNames, notes
from catalog.coverage.whereabouts import codes_counted
from catalog.coverage.words import Grouping, Metric, UnitTime
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.ladder.rules import RuleSet
from catalog.lazy import cached_property
from catalog.places import Units
from catalog.sites.kinds import kinds_on

Picked = Callable[[Row], Sequence[Counted]]
"""A choice among the entries of a row."""


class Side(StrEnum):
    """Which entries of a figure: those reached, all of them, or those of which something is missing."""

    NUMERATOR = "NUMERATOR"
    DENOMINATOR = "DENOMINATOR"
    DIFFERENCE = "DIFFERENCE"


TOLD: tuple[tuple[Metric, Level | None], ...] = (
    *((metric, None) for metric in LEVELS),
    (Metric.ON_TARGET, None),
    *((Metric.WEIGHTED, level) for level in Level),
    *((metric, None) for metric in FUNNEL),
    (Metric.BILINGUAL, None),
    (Metric.RIGHTS_CLEAR, None),
    (Metric.FRESH_FACTS, None),
    (Metric.DOSSIER, None),
    (Metric.FIXITY, None),
    (Metric.FIRST_PASS, None),
    *((metric, None) for metric in STATISTICS),
)
"""The figures of a row, in the order in which they are told."""


def name_of(metric: Metric, level: Level | None) -> str:
    """The metric, with its level where it has one: WEIGHTED_D1."""
    return metric.value if level is None else f"{metric}_{level.name}"


@dataclass(frozen=True)
class Sides:
    """Both sides of a figure as whole numbers, in 1/scale of its unit.

    A statistic (mean, median) has a value, and counts the entries it is of.
    """

    numerator: int
    denominator: int
    scale: int
    value: Fraction | None = None

    @property
    def ratio(self) -> Fraction | None:
        """The exact share; None of nothing."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def exact(self) -> Fraction | None:
        """What the figure says: the statistic where it is one, else the share."""
        return self.ratio if self.value is None else self.value


def sides(figure: Figure, scale: int = 1) -> Sides:
    """The whole numbers of a figure; `scale` is the row's."""
    if figure.metric in STATISTICS:
        return Sides(len(figure.reached), len(figure.entries), 1, figure.value)
    numerator, denominator = figure.numerator, figure.denominator
    scale = lcm(scale, numerator.denominator, denominator.denominator)
    return Sides(int(numerator * scale), int(denominator * scale), scale)


def entries_of(figure: Figure, side: Side) -> list[Counted]:
    """The entries behind one side of a figure, in the order of the row."""
    match side:
        case Side.NUMERATOR:
            return figure.reached
        case Side.DIFFERENCE:
            return figure.difference
        case _:
            return figure.entries


def regrouped(coverage: Coverage, grouping: Grouping) -> Coverage:
    """The same entries in other rows, without reading or judging anything again. Rows by scheme count others."""
    other = Coverage(coverage.reader, replace(coverage.question, grouping=grouping))
    other.lines, other.around = coverage.lines, coverage.around
    if Grouping.SCHEME not in (grouping, coverage.question.grouping):
        other.whole = coverage.whole
    return other


def level_counts(row: Row) -> dict[Level | None, Fraction]:
    """How much of a row stands at exactly each level, below D0 (None) first."""
    found: dict[Level | None, Fraction] = {None: Fraction(0), **{level: Fraction(0) for level in Level}}
    for share in row.shares:
        found[share.counted.level] += share.part
    return found


@dataclass(frozen=True)
class FigureLine:
    """One figure of one row."""

    row: Row
    label: Message
    metric: Metric
    level: Level | None
    unit: str
    sides: Sides

    @property
    def name(self) -> str:
        """The metric, with its level where it has one: WEIGHTED_D1."""
        return name_of(self.metric, self.level)


@lru_cache(maxsize=16)  # units stay the same from one question to the next (`catalog.unchanged`)
def _units_named(units: Units, time: UnitTime, day: date, today: date) -> RowNames:
    return RowNames.of((units.by_id[unit] for unit in codes_counted(units, time, day, today)), ())


@dataclass
class Told:
    """An answer with the words for it."""

    coverage: Coverage

    @cached_property
    def names(self) -> RowNames:
        """The names of rows."""
        reader, asked = self.coverage.reader, self.coverage.question
        if asked.grouping == Grouping.ADMIN_UNIT:
            return _units_named(reader.units, asked.unit_time, asked.as_of, reader.today)
        return RowNames.of(
            (), kinds_on(reader.session, asked.as_of) if asked.grouping == Grouping.KIND else ()
        )

    def label(self, row: Row) -> Message:
        """What a row is called."""
        return self.label_of(row.key)

    def label_of(self, key: str) -> Message:
        """What the row under a key is called; the row of the total has the same name in every grouping."""
        grouping = self.coverage.question.grouping
        return self.names(Grouping.TOTAL if key == Grouping.TOTAL else grouping, key)

    @property
    def is_additive(self) -> bool:
        """Whether the rows sum to the total."""
        asked = self.coverage.question
        return is_additive(asked.grouping, asked.unit_mode)

    @property
    def notes(self) -> list[Message]:
        """What whoever reads the figures must know."""
        asked, total = self.coverage.question, self.coverage.total
        unknown = sum(not share.counted.is_known for share in total.shares)
        return notes(
            asked.mode,
            asked.unit_mode,
            is_additive=self.is_additive,
            unknown=unknown,
            undated=len(total.undated),
        )

    def row(self, key: str) -> Row | None:
        """The row under a key, or the total."""
        if key == Grouping.TOTAL:
            return self.coverage.total
        return next((row for row in self.coverage.rows if row.key == key), None)

    def lines(self, rows: Sequence[Row] | None = None) -> Iterator[FigureLine]:
        """Every figure of every row, the total at the end."""
        for row in [*self.coverage.rows, self.coverage.total] if rows is None else rows:
            for metric, level in TOLD:
                figure = row.figure(metric, level)
                yield FigureLine(row, self.label(row), metric, level, figure.unit, sides(figure, row.scale))

    def sha256(self) -> str:
        """Of the canonical JSON of the question and its rows: keys, all figures, and the keys and levels of the entries."""
        rows = [self._canonical(row) for row in self.coverage.rows]
        asked = self.coverage.question
        document = {
            "as_of": asked.as_of,
            "counting_mode": asked.mode,
            "population": asked.population,
            "group_by": asked.grouping,
            "unit_mode": asked.unit_mode,
            "unit_time": asked.unit_time,
            "known_at": None if asked.known_at is None else written(asked.known_at),
            "rules": self.coverage.rules.sha256,
            "rows": rows,
        }
        return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def _canonical(self, row: Row) -> dict[str, object]:
        return {
            "key": row.key,
            "denominator": str(row.denominator),
            "undated": [one.entry.key for one in row.undated],
            "entries": [
                [share.counted.entry.key, str(share.part), _level(share.counted.level)]
                for share in row.shares
            ],
            "figures": {
                line.name: [
                    line.sides.numerator,
                    line.sides.denominator,
                    line.sides.scale,
                    str(line.sides.exact),
                ]
                for line in self.lines([row])
            },
        }


def _level(level: Level | None) -> str | None:
    return None if level is None else level.name


def next_failing(one: Counted, rules: RuleSet) -> list[str]:
    """The checks that keep an entry from the next level; none for what is not known by name."""
    return _in_the_way(one, rules, {0 if one.level is None else one.level + 1})


def to_target(one: Counted, rules: RuleSet) -> list[str]:
    """The checks that keep an entry from the level that is required of it."""
    return [] if one.required is None else _in_the_way(one, rules, set(range(one.required + 1)))


def _in_the_way(one: Counted, rules: RuleSet, levels: set[int]) -> list[str]:
    blocking = {rule.id for rule in rules.checks if rule.words.is_blocking and rule.words.level in levels}
    return [check for check in one.standing.failing if check in blocking]
