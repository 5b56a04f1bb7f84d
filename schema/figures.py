"""Figures of coverage in GraphQL: a row, its figures with both sides, and exactly the entries behind each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

import strawberry

from catalog.coverage.figures import FUNNEL, Figure, Row, lowest_tenth, middle
from catalog.coverage.glance import Glance
from catalog.coverage.labels import METRICS, percent_text
from catalog.coverage.telling import Picked, Side, Sides, entries_of, level_counts, sides
from catalog.coverage.words import UNKNOWN, Metric
from catalog.finding.pages import Window
from catalog.ladder.levels import Level as LadderLevel
from catalog.ladder.rules import RuleSet as Rules
from catalog.lazy import cached_property
from schema.context import refuse
from schema.entries import Pages, RegisterEntryConnection
from schema.paging import After, First
from schema.scalars import CoverageMetric, FigureSide, Language, Level
from schema.values import InLanguage, told


@strawberry.type(
    description="A version of the rules by which levels are computed; a version is never changed."
)
class RuleSet:
    """Rules."""

    rules: strawberry.Private[Rules]

    @strawberry.field(description="Name of the rules, such as ladder.")
    def name(self) -> str:
        """Name."""
        return self.rules.name

    @strawberry.field(description="Version, such as 2026.1.")
    def version(self) -> str:
        """Version."""
        return self.rules.version

    @strawberry.field(description="SHA-256 of the canonical JSON of the rules.")
    def sha256(self) -> str:
        """Hash."""
        return self.rules.sha256

    @strawberry.field(description="Title.")
    def title(self, language: InLanguage = Language.VI) -> str:
        """Title."""
        return self.rules.title.in_language(language.value)

    @strawberry.field(description="First day in force.")
    def valid_from(self) -> date:
        """Start."""
        return self.rules.valid_from

    @strawberry.field(description="First day no longer in force; null if it still is.")
    def valid_to(self) -> date | None:
        """End."""
        return self.rules.valid_to


@dataclass
class Rows:
    """The rows of an answer with their entries, counted when a field needs them."""

    pages: Pages
    count: Callable[[], Sequence[Row]]

    @cached_property
    def counted(self) -> tuple[Row, ...]:
        """The rows."""
        return tuple(self.count())

    def row(self, key: str) -> Row:
        """One of them; an empty one if there is none of this key."""
        return next((row for row in self.counted if row.key == key), Row(key, ()))


@strawberry.type(
    description="A figure with both its sides, as whole numbers in 1/scale of its unit. Of nothing there is no ratio."
)
class CoverageFigure:
    """Figure."""

    key: strawberry.Private[str]
    rows: strawberry.Private[Rows]
    kept: strawberry.Private[Sides | None]
    """Its whole numbers where they are kept: of the levels, and of what is required."""
    metric: CoverageMetric = told("What is counted.")
    level: Level | None = told("The level, where one was asked for beside the metric.")

    def figure_of(self, row: Row) -> Figure:
        """The same figure of a row."""
        return row.figure(Metric(self.metric), self.level)

    @property
    def figure(self) -> Figure:
        """The figure with its entries."""
        return self.figure_of(self.rows.row(self.key))

    @property
    def sides(self) -> Sides:
        """Its whole numbers."""
        return self._counted if self.kept is None else self.kept

    @cached_property
    def _counted(self) -> Sides:
        return sides(self.figure, self.rows.row(self.key).scale)

    @strawberry.field(description="What it is called.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        name = METRICS[Metric(self.metric)].in_language(language.value)
        if self.level is None or self.metric == self.level.name:
            return name
        return f"{name}: {self.level.name}"

    @strawberry.field(
        description="In what is counted: entries, weights, dossier parts, files, submissions; of a median, days."
    )
    def unit(self) -> str:
        """Unit."""
        return self.figure_of(Row(self.key, ())).unit

    @strawberry.field(description="What is reached, in 1/scale of the unit.")
    def numerator(self) -> int:
        """Numerator."""
        return self.sides.numerator

    @strawberry.field(description="Of how much, in 1/scale of the unit.")
    def denominator(self) -> int:
        """Denominator."""
        return self.sides.denominator

    @strawberry.field(description="By how much both sides are multiplied, so that they are whole numbers.")
    def scale(self) -> int:
        """Scale."""
        return self.sides.scale

    @strawberry.field(description="Numerator over denominator, 0 to 1; null of nothing.")
    def ratio(self) -> float | None:
        """Ratio."""
        return _float(self.sides.ratio)

    @strawberry.field(
        description="Exactly what the figure says, as n or n/d: the mean or median where it is one, else the ratio."
    )
    def value(self) -> str | None:
        """Value."""
        return None if self.sides.exact is None else str(self.sides.exact)

    @strawberry.field(
        description="The ratio in per cent for people, two decimals, half up; 100 only where it is all, 0 only where "
        "it is nothing."
    )
    def percent(self, language: InLanguage = Language.VI) -> str | None:
        """Per cent."""
        return percent_text(self.sides.ratio, language.value)

    @strawberry.field(description="The entries behind one side of the figure, by key.")
    def entries(
        self, side: FigureSide = Side.NUMERATOR, first: First = None, after: After = None
    ) -> RegisterEntryConnection:
        """Entries."""
        asked = (self.metric, self.level, side)
        return self.rows.pages.of(
            self.rows.row(self.key),
            self.rows.counted,
            asked,
            lambda row: entries_of(self.figure_of(row), Side(side)),
            Window(first, after),
        )


@strawberry.type(
    description="How complete the records of a row are, over all its entries; one not known counts as 0."
)
class CompletenessDistribution:
    """Distribution."""

    mean: float | None = told("Mean, 0 to 1; null of nothing.")
    median: float | None = told("Median, 0 to 1; null of nothing.")
    lowest_tenth: float | None = told("Tenth percentile by nearest rank, 0 to 1; null of nothing.")


@strawberry.type(description="How many entries of a row stand at exactly one level.")
class LevelCount:
    """Count."""

    level: Level | None = told("The level; null is below D0.")
    count: int = told("How many entries, in 1/scale of an entry.")


Since = Annotated[date, strawberry.argument(description="First day of the period.")]


@strawberry.type(description="What is counted under one key; counts are in 1/scale of an entry.")
class CoverageRow:
    """Row."""

    name: strawberry.Private[str]
    rows: strawberry.Private[Rows]
    kept: strawberry.Private[Glance | None]
    """What is kept of it."""

    @property
    def row(self) -> Row:
        """The row with its entries."""
        return self.rows.row(self.name)

    def figure(self, metric: Metric, level: LadderLevel | None = None) -> CoverageFigure:
        """A figure of this row."""
        kept = None if self.kept is None else self.kept.sides(metric)
        return CoverageFigure(key=self.name, rows=self.rows, kept=kept, metric=metric, level=level)

    @strawberry.field(
        description="Key of the row: a grade, the code of a unit or kind, a scheme; UNKNOWN for what has none known."
    )
    def key(self) -> str:
        """Key."""
        return self.name

    @strawberry.field(description="What the row is called; a unit's or an office's name is Vietnamese.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return self.rows.pages.told.label_of(self.name).in_language(language.value)

    @strawberry.field(description="All entries of the row, in 1/scale of an entry.")
    def denominator(self) -> int:
        """Denominator."""
        return int(self.row.denominator * self.row.scale) if self.kept is None else self.kept.denominator

    @strawberry.field(
        description="Entries of which nobody knows whether they were in force on the day: not counted, told beside."
    )
    def undated(self) -> int:
        """Undated."""
        return len(self.row.undated) if self.kept is None else 0

    @strawberry.field(description="1, but where entries are shared among units (FRACTION).")
    def scale(self) -> int:
        """Scale."""
        return self.row.scale if self.kept is None else 1

    @strawberry.field(
        description="Whether this is the row of what has no unit, kind or office that is known."
    )
    def is_the_unknown(self) -> bool:
        """Unknown."""
        return self.name == UNKNOWN

    @strawberry.field(
        description="How many entries stand at each level or above, D0 to D4.", metadata={"list_size": 5}
    )
    def levels(self) -> list[CoverageFigure]:
        """Levels."""
        return [self.figure(Metric(level.name), level) for level in LadderLevel]

    @strawberry.field(
        description="How many entries stand at exactly each level, those below D0 first.",
        metadata={"list_size": 6},
    )
    def level_counts(self) -> list[LevelCount]:
        """Exactly at each."""
        return [
            LevelCount(level=level, count=int(count * self.row.scale))
            for level, count in level_counts(self.row).items()
        ]

    @strawberry.field(description="How many entries stand at the level that is required of them, or above.")
    def on_target(self) -> CoverageFigure:
        """On target."""
        return self.figure(Metric.ON_TARGET)

    @strawberry.field(description="The share of weights at a level or above; the rules give the weights.")
    def weighted(self, level: Level = LadderLevel.D1) -> CoverageFigure:
        """Weighted."""
        return self.figure(Metric.WEIGHTED, level)

    @strawberry.field(description="One figure.")
    def measure(
        self,
        metric: CoverageMetric,
        level: Annotated[
            Level | None, strawberry.argument(description="For WEIGHTED; D1 if left out.")
        ] = None,
    ) -> CoverageFigure:
        """Any figure."""
        return self.figure(metric, level)

    @strawberry.field(
        description="The stages after recognition: recorded, complete, reviewed, published, fresh; each counts those "
        "that came through all before it.",
        metadata={"list_size": 5},
    )
    def funnel(self) -> list[CoverageFigure]:
        """Funnel."""
        return [self.figure(metric) for metric in FUNNEL]

    @strawberry.field(description="How complete the records are.")
    def completeness(self) -> CompletenessDistribution:
        """Distribution."""
        values = [share.counted.standing.completeness or Fraction(0) for share in self.row.shares]
        mean = sum(values, Fraction(0)) / len(values) if values else None
        return CompletenessDistribution(
            mean=_float(mean), median=_float(middle(values)), lowest_tenth=_float(lowest_tenth(values))
        )

    @strawberry.field(
        description="Entries whose legal effect began on or after a day, up to the day asked about."
    )
    def new_in_period(
        self, since: Since, first: First = None, after: After = None
    ) -> RegisterEntryConnection:
        """New ones."""
        return self._page(
            ("new", since),
            lambda row: [
                s.counted for s in row.shares if s.counted.entry.start and s.counted.entry.start >= since
            ],
            Window(first, after),
        )

    @strawberry.field(
        description="Entries of the row by key: with a `level` and `reached`, those at it or above, or those below; "
        "with a `metric`, those in its numerator, or those of which something is missing."
    )
    def entries(
        self,
        level: Level | None = None,
        reached: Annotated[
            bool | None, strawberry.argument(description="Whether reached or missing; both if left out.")
        ] = None,
        metric: CoverageMetric | None = None,
        first: First = None,
        after: After = None,
    ) -> RegisterEntryConnection:
        """Entries."""
        if level is not None and metric is not None:
            raise refuse("Chỉ dùng level hoặc metric.", "Use either level or metric.")
        wanted = metric if level is None else Metric(level.name)
        side = _SIDE_OF[reached]
        return self._page(
            (wanted, side),
            lambda row: (
                [share.counted for share in row.shares]
                if wanted is None
                else entries_of(row.figure(Metric(wanted)), side)
            ),
            Window(first, after),
        )

    @strawberry.field(description="The entries of `undated`.")
    def undated_entries(self, first: First = None, after: After = None) -> RegisterEntryConnection:
        """Undated ones."""
        return self._page("undated", lambda row: row.undated, Window(first, after))

    def _page(self, asked: Hashable, pick: Picked, window: Window) -> RegisterEntryConnection:
        return self.rows.pages.of(self.row, self.rows.counted, asked, pick, window)


_SIDE_OF = {None: Side.DENOMINATOR, True: Side.NUMERATOR, False: Side.DIFFERENCE}


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
