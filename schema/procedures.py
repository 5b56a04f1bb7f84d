"""Administrative procedures in GraphQL: the register, and how far they are digitised."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated

import strawberry

from catalog.procedures.figures import EXPLAINED, Counted, Figures, Period, Ratio
from catalog.procedures.reading import figures_of, find_procedures
from catalog.procedures.statements import read_code
from catalog.tables import Procedure as ProcedureRow
from schema.context import Info, instant_of, refuse
from schema.inputs import MAX_TEXT
from schema.paging import AFTER, FIRST, PageInfo, sized
from schema.records import AsOf
from schema.units import AdminUnit
from schema.values import told


@strawberry.type(
    description="An administrative procedure as the decision that publishes it states it, during one interval of legal "
    "time; null where no source says."
)
class Procedure:
    """Procedure."""

    code: str = told(
        "National code, such as 1.013124; without the part by which a province's portal extends it."
    )
    name: str = told("Name, in Vietnamese.")
    field: str | None = told("Field that it belongs to.")
    level: str | None = told("Levels of administration that carry it out, as the decision lists them.")
    agency: str | None = told("Who carries it out.")
    time_limit: str | None = told("How long it may take, in words: days and working days are not the same.")
    fee: str | None = told("What it costs, in words.")
    decision: str | None = told("The decision that publishes it.")
    source: str = told("Where it was found.")
    valid_from: date | None = told("First day in force; null if not known.")
    valid_to: date | None = told("First day no longer in force; null if it still is.")

    @classmethod
    def of(cls, row: ProcedureRow) -> Procedure:
        """The register's row."""
        return cls(**{name: getattr(row, name) for name in cls.__annotations__})


@strawberry.type(description="A procedure in a list.")
class ProcedureEdge:
    """Edge."""

    node: Procedure = told("The procedure.")
    cursor: str = told("Where it stands in the list.")


@strawberry.type(description="A page of procedures, by code.")
class ProcedureConnection:
    """Connection."""

    total_count: int = told("How many there are in all.")
    edges: list[ProcedureEdge] = told("Those on this page.")
    nodes: list[Procedure] = told("The same without cursors.")
    page_info: PageInfo = told("Where the page stands.")


@strawberry.type(description="One number of files over another.")
class ProcedureRatio:
    """Ratio."""

    numerator: int = told("Files of which it holds.")
    denominator: int = told("Files that have come as far as that.")
    ratio: float | None = told(
        "One over the other, 0 to 1; null where there is no such file, which is not 0."
    )

    @classmethod
    def of(cls, ratio: Ratio) -> ProcedureRatio:
        """The exact one, rounded to a float at the end."""
        value: Fraction | None = ratio.value
        return cls(
            numerator=ratio.numerator,
            denominator=ratio.denominator,
            ratio=None if value is None else float(value),
        )


@strawberry.type(
    description="What one unit counted of its files in one period: of one procedure, or of all of them."
)
class ProcedureCount:
    """Count."""

    counted: strawberry.Private[Counted]

    @strawberry.field(description="The unit that counted.")
    def unit(self, info: Info) -> AdminUnit:
        """Unit."""
        return AdminUnit(unit=info.context.reader.units.by_id[self.counted.unit_id])

    @strawberry.field(description="National code of the procedure; null for all procedures together.")
    def procedure_code(self) -> str | None:
        """Code."""
        return self.counted.procedure

    @strawberry.field(name="from", description="First day of the period.")
    def start(self) -> date:
        """Start."""
        return self.counted.period.start

    @strawberry.field(name="to", description="First day that no longer belongs to the period.")
    def end(self) -> date:
        """End."""
        return self.counted.period.end

    @strawberry.field(description="Files received.")
    def received(self) -> int:
        """Number."""
        return self.counted.tally.received

    @strawberry.field(description="Of these, files whose components were digitised.")
    def digitised_components(self) -> int:
        """Number."""
        return self.counted.tally.digitised_components

    @strawberry.field(description="Of these, files in which a component was used again.")
    def reused(self) -> int:
        """Number."""
        return self.counted.tally.reused

    @strawberry.field(description="Files resolved.")
    def resolved(self) -> int:
        """Number."""
        return self.counted.tally.resolved

    @strawberry.field(description="Of these, files with an electronic result.")
    def electronic_results(self) -> int:
        """Number."""
        return self.counted.tally.electronic_results

    @strawberry.field(description="Where it was found.")
    def source(self) -> str:
        """Source."""
        return self.counted.source


@strawberry.type(
    description="How far the files of one unit, or of several together, are digitised in a period."
)
class ProcedureFigureRow:
    """Row."""

    figures: strawberry.Private[Figures]

    @strawberry.field(description="The unit that counted; null for all together.")
    def unit(self, info: Info) -> AdminUnit | None:
        """Unit."""
        unit_id = self.figures.unit_id
        return None if unit_id is None else AdminUnit(unit=info.context.reader.units.by_id[unit_id])

    @strawberry.field(
        description="Whether the period had not ended on the day asked for: the figures may still change."
    )
    def is_in_progress(self) -> bool:
        """Running."""
        return self.figures.is_in_progress

    @strawberry.field(description="The same in words.")
    def label(self, info: Info) -> str:
        """Label."""
        return self.figures.label.in_language(info.context.language)

    @strawberry.field(description="Whether some days of the period were not counted.")
    def has_gaps(self) -> bool:
        """Gaps."""
        return self.figures.has_gaps

    @strawberry.field(description="Files whose components were digitised, over files received.")
    def r_in(self) -> ProcedureRatio:
        """Ratio."""
        return ProcedureRatio.of(self.figures.r_in)

    @strawberry.field(
        description="Files in which a component that was there already was used again, over files received."
    )
    def r_reuse(self) -> ProcedureRatio:
        """Ratio."""
        return ProcedureRatio.of(self.figures.r_reuse)

    @strawberry.field(
        description="Files with an electronic result, over files resolved. A file still open is in neither number. More "
        "files may be resolved than received: they came in earlier."
    )
    def r_out(self) -> ProcedureRatio:
        """Ratio."""
        return ProcedureRatio.of(self.figures.r_out)

    @strawberry.field(
        description="The counts that these figures add up, by period and procedure: their sums are the numbers above.",
        metadata={"list_size": 20},
    )
    def counts(self) -> list[ProcedureCount]:
        """Counts."""
        return [ProcedureCount(counted=each) for each in self.figures.taken]


@strawberry.type(description="The figures of a period, reckoned by formulas with a name.")
class ProcedureFigures:
    """Figures."""

    formula: str = told("Name of the formulas; figures of different formulas are not compared.")
    formula_text: str = told("What they are, in words.")
    rows: list[ProcedureFigureRow] = told("Each unit that counted files in the period, by code.")
    total: ProcedureFigureRow = told("All these units together: files are added, ratios are not.")


@strawberry.type
class ProcedureQuestions:
    """What is asked about procedures; part of the root."""

    @strawberry.field(
        description="Administrative procedures in force on a day, by code; those with every word of a text in code, name, "
        "field or agency, with or without marks."
    )
    def procedures(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description=FIRST)] = 20,
        after: Annotated[str | None, strawberry.argument(description=AFTER)] = None,
        text: Annotated[
            str | None, strawberry.argument(description="Words to search for, up to 200 characters.")
        ] = None,
        as_of: AsOf = None,
    ) -> ProcedureConnection:
        """A page of procedures."""
        if text is not None and len(text) > MAX_TEXT:
            raise refuse(
                f"Từ khóa dài quá {MAX_TEXT} ký tự.", f"The text is longer than {MAX_TEXT} characters."
            )
        if after is not None and read_code(after) != after:
            raise refuse("Con trỏ trang không hợp lệ.", "The cursor is not valid.")
        reader = info.context.reader
        page = find_procedures(
            reader.session, as_of or reader.today, text=text, after=after, size=sized(first)
        )
        edges = [ProcedureEdge(node=Procedure.of(row), cursor=row.code) for row in page.rows]
        return ProcedureConnection(
            total_count=page.total_count,
            edges=edges,
            nodes=[edge.node for edge in edges],
            page_info=PageInfo(
                has_next_page=page.has_next,
                has_previous_page=after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
        )

    @strawberry.field(
        description="How far the files of procedures are digitised in a period, by unit: of counts whose period lies within "
        "it, no file twice."
    )
    def procedure_figures(
        self,
        info: Info,
        start: Annotated[date, strawberry.argument(name="from", description="First day of the period.")],
        end: Annotated[
            date,
            strawberry.argument(name="to", description="First day that no longer belongs to the period."),
        ],
        admin_unit: Annotated[
            str | None,
            strawberry.argument(
                description="Code of a unit: only those that bore it during the period, and units below."
            ),
        ] = None,
        as_of: Annotated[
            date | None,
            strawberry.argument(
                description="Day on which the period is in progress or not; today if left out."
            ),
        ] = None,
        known_at: Annotated[
            datetime | None,
            strawberry.argument(
                description="Instant of our knowledge: what was recorded then; now if left out."
            ),
        ] = None,
    ) -> ProcedureFigures:
        """Figures."""
        reader = info.context.reader
        found = figures_of(
            reader.session,
            reader.units,
            Period(start, end),
            as_of or reader.today,
            unit_code=admin_unit,
            known_at=instant_of(known_at),
        )
        return ProcedureFigures(
            formula=found.formula,
            formula_text=EXPLAINED.in_language(info.context.language),
            rows=[ProcedureFigureRow(figures=row) for row in found.rows],
            total=ProcedureFigureRow(figures=found.whole),
        )
