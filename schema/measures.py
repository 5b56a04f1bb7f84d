"""The question about coverage in GraphQL: how much of what is recognised is digitised, on any day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Annotated

import strawberry

from catalog.coverage import asking
from catalog.coverage.declared import declared_beside
from catalog.coverage.figures import Row
from catalog.coverage.glance import Glance, glance
from catalog.coverage.telling import Told
from catalog.coverage.words import (
    CountingMode as Mode,
)
from catalog.coverage.words import (
    Grouping,
    Population,
)
from catalog.coverage.words import (
    UnitMode as ModeOfUnits,
)
from catalog.coverage.words import (
    UnitTime as TimeOfUnits,
)
from catalog.reads import open_reuse
from schema.context import Info, instant_of, refuse
from schema.costs import WHOLE_REGISTER
from schema.entries import Pages
from schema.figures import CoverageRow, Rows, RuleSet
from schema.scalars import (
    CountingMode,
    CoverageGrouping,
    CoveragePopulation,
    Language,
    Scheme,
    UnitMode,
    UnitTime,
)
from schema.values import InLanguage, told


@strawberry.type(
    description="How many sites exactly this combination of kinds of recognition has, of the union."
)
class SchemeOverlap:
    """Overlap."""

    schemes: list[Scheme] = told("The combination.")
    sites: int = told("How many sites have it and no other.")


@strawberry.type(
    description="How many entries an official list declares beside those that the register knows: its own gaps."
)
class DeclaredBeside:
    """Declared."""

    register_name: str = told("Which list.")
    decision_number: str | None = told("The decision that published it.")
    as_of: str = told("Day or year that the list speaks of (ISO 8601).")
    scheme: Scheme = told("What kind of recognition.")
    category: str = told("Grade, or UNRANKED for what is only inventoried.")
    declared: int = told("The number declared.")
    known: int = told("Entries of the register in force on the day asked about that are known by name.")
    source: str = told("Where it was found.")


@strawberry.type(
    description="Coverage on a day of legal time, as known at an instant: one row for each key, empty ones too, and "
    "behind each figure exactly its entries."
)
class Coverage:
    """Answer."""

    pages: strawberry.Private[Pages]
    known_at: datetime = told("Instant of our knowledge that is answered for.")

    @property
    def question(self) -> asking.Question:
        """What was asked."""
        return self._told.coverage.question

    @property
    def _told(self) -> Told:
        return self.pages.told

    @strawberry.field(description="The day of legal time.")
    def as_of(self) -> date:
        """Day."""
        return self.question.as_of

    @strawberry.field(description="How complexes are counted.")
    def counting_mode(self) -> CountingMode:
        """Mode."""
        return self.question.mode

    @strawberry.field(description="What the rows are.")
    def group_by(self) -> CoverageGrouping:
        """Grouping."""
        return self.question.grouping

    @strawberry.field(description="What is counted; for rows by scheme each row counts its own.")
    def population(self) -> CoveragePopulation:
        """Population."""
        return self.question.population

    @strawberry.field(description="Whether the rows sum to the total; where they overlap they do not.")
    def is_additive(self) -> bool:
        """Additive."""
        return self._told.is_additive

    @strawberry.field(description="The rules by which levels were computed: those in force on the day.")
    def rule_set(self) -> RuleSet:
        """Rules."""
        return RuleSet(rules=self._told.coverage.rules)

    @strawberry.field(
        description="SHA-256 of the canonical JSON of the question and its rows: keys, all figures, and the keys and "
        "levels of the entries. Two answers with the same hash say the same."
    )
    def sha256(self) -> str:
        """Hash."""
        return self._told.sha256()

    @strawberry.field(description="All of it in one row, each entry once.")
    def total(self) -> CoverageRow:
        """Total."""
        return self._whole()

    def _whole(self) -> CoverageRow:
        coverage, asked = self._told.coverage, self.question
        in_one = replace(asked, grouping=Grouping.TOTAL)
        kept = None if asked.grouping == Grouping.SCHEME else glance(coverage.reader, in_one)
        return self._rows(lambda: [coverage.total], kept)[0]

    @strawberry.field(
        description="The rows, empty ones too; grades from the highest, units by code, what has no known key last.",
        metadata={"list_size": 45},
    )
    def rows(self) -> list[CoverageRow]:
        """Rows."""
        return self._each()

    def _each(self) -> list[CoverageRow]:
        coverage = self._told.coverage
        return self._rows(lambda: coverage.rows, glance(coverage.reader, self.question))

    @strawberry.field(
        description="One of the rows; null if there is none of this key. The key TOTAL is all of it in one row."
    )
    def row(
        self, key: Annotated[str, strawberry.argument(description="Key of the row, as `rows` has it.")]
    ) -> CoverageRow | None:
        """One row."""
        found = [self._whole()] if key == Grouping.TOTAL else self._each()
        return next((row for row in found if row.name == key), None)

    def _rows(self, count: Callable[[], Sequence[Row]], kept: list[Glance] | None) -> list[CoverageRow]:
        rows = Rows(self.pages, count)
        if kept is None:
            return [CoverageRow(name=row.key, rows=rows, kept=None) for row in rows.counted]
        return [CoverageRow(name=one.key, rows=rows, kept=one) for one in kept]

    @strawberry.field(
        description="The union of relic rank, tourist sites and tourist areas by combination of recognitions, which "
        "overlap and are never summed.",
        metadata={"list_size": 7},
    )
    def overlaps(self) -> list[SchemeOverlap]:
        """Overlaps."""
        found = self._told.coverage.overlaps
        return [SchemeOverlap(schemes=list(schemes), sites=sites) for schemes, sites in found.items()]

    @strawberry.field(
        description="What official lists of the day asked about or earlier declare, as known at the instant, beside what "
        "the register knows by name.",
        metadata={"list_size": 10},
    )
    def declared(self) -> list[DeclaredBeside]:
        """Declared."""
        return [DeclaredBeside(**vars(one)) for one in declared_beside(self._told.coverage)]

    @strawberry.field(
        description="What whoever reads the figures must know: how it was counted, what is not known, what must not "
        "be summed."
    )
    def notes(self, language: InLanguage = Language.VI) -> list[str]:
        """Notes."""
        return [note.in_language(language.value) for note in self._told.notes]


@strawberry.type(
    description="How much registered apps read: every operation that answered with a published site is a read of it. "
    "Counted are site, day and app, and nothing of who uses the app."
)
class OpenReuse:
    """Reuse."""

    apps: int = told("How many apps read anything.")
    reads: int = told("How many reads there were.")
    sites: int = told("How many sites were read.")


@strawberry.type
class CoverageQuestions:
    """What may be asked about coverage."""

    @strawberry.field(
        description="How much of what is recognised is digitised, on a day: figures with numerators and denominators, "
        "and the entries behind each. At most two of them in one operation.",
        metadata=WHOLE_REGISTER,
    )
    def coverage(
        self,
        info: Info,
        as_of: Annotated[
            date, strawberry.argument(description="Day of legal time (Asia/Ho_Chi_Minh), its end.")
        ],
        counting_mode: CountingMode = Mode.DESIGNATION,
        group_by: CoverageGrouping = Grouping.GRADE,
        population: CoveragePopulation = Population.RELIC_RANK,
        unit_mode: UnitMode = ModeOfUnits.PRIMARY,
        unit_time: UnitTime = TimeOfUnits.AS_NOW,
        known_at: Annotated[
            datetime | None,
            strawberry.argument(
                description="Instant of our knowledge: what was known then; now if left out."
            ),
        ] = None,
    ) -> Coverage:
        """Coverage."""
        known_at = instant_of(known_at)
        question = asking.Question(as_of, counting_mode, population, group_by, unit_mode, unit_time, known_at)
        answer = asking.Coverage(info.context.reader, question)
        return Coverage(pages=Pages(Told(answer)), known_at=known_at or info.context.asked_at)

    @strawberry.field(
        description="What registered apps read in a period; a read is counted on the day on which it is written down, "
        "a minute later at most."
    )
    def open_reuse(
        self,
        info: Info,
        start: Annotated[date, strawberry.argument(name="from", description="First day, Asia/Ho_Chi_Minh.")],
        end: Annotated[date, strawberry.argument(name="to", description="Day on which the period is over.")],
    ) -> OpenReuse:
        """Reuse."""
        if start >= end:
            raise refuse("`from` phải trước `to`.", "`from` must be before `to`.")
        return OpenReuse(**asdict(open_reuse(info.context.reader.session, start, end)))
