"""Tables that are sent to be imported: tried first, with every bad row by row, column and reason; then done."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog.exchange.reports import ImportReport, RefusedRow
from catalog.exchange.runs import find_run
from catalog.exchange.sending import MOST_CHANGES, MOST_ROWS, Imported, SentTable, no_file, refused_table
from catalog.finding.pages import MAX_PAGE
from catalog.roles import Deed, require
from catalog.terms import ImportRegister
from schema.context import Info
from schema.imports import ImportedRecordChange, ImportRun, shown_change
from schema.notices import Key, Problem, shown_problems
from schema.permissions import needs
from schema.scalars import Upload


@strawberry.type(description="What is said of one row of a table.")
class ImportRowNote:
    """Row."""

    row: int = strawberry.field(description="Number of the row in the file, as a spreadsheet counts.")
    problems: list[Problem] = strawberry.field(
        description="What it is, `field` being the column as the file names it."
    )


@strawberry.type(
    name="ImportReport",
    description="What an import did, or what it would do if it were not only tried.",
)
class ImportReportType:
    """Report."""

    report: strawberry.Private[ImportReport]
    told: strawberry.Private[list[ImportedRecordChange]]

    @strawberry.field(description="Kind of table, such as sites or designations, told by its columns.")
    def table_kind(self) -> str:
        """Kind."""
        return self.report.table_kind

    @strawberry.field(
        description="Whether it is kept: false for a try, and where one bad row was to stop all."
    )
    def is_kept(self) -> bool:
        """Kept."""
        return self.report.is_kept

    @strawberry.field(description="Rows of the table.")
    def row_count(self) -> int:
        """Count."""
        return self.report.row_count

    @strawberry.field(description="Records made.")
    def created_count(self) -> int:
        """Count."""
        return self.report.created_count

    @strawberry.field(description="Records changed.")
    def changed_count(self) -> int:
        """Count."""
        return self.report.changed_count

    @strawberry.field(description="Rows refused.")
    def refused_count(self) -> int:
        """Count."""
        return self.report.refused_count

    @strawberry.field(description="Columns that are not read.")
    def ignored_columns(self) -> list[str]:
        """Columns."""
        return list(self.report.ignored_columns)

    @strawberry.field(description=f"The first refused rows with their reasons, at most {MAX_PAGE}.")
    def refused(self, info: Info) -> list[ImportRowNote]:
        """Rows."""
        return [_note(info, row) for row in self.report.refused[:MAX_PAGE]]

    @strawberry.field(
        description="All refused rows as a CSV table with their reasons, to be corrected and sent again; null if none is."
    )
    def refused_table(self) -> str | None:
        """Table."""
        return refused_table(self.report) if self.report.refused else None

    @strawberry.field(description=f"What deserves a look and stops nothing, at most {MAX_PAGE}.")
    def warnings(self, info: Info) -> list[ImportRowNote]:
        """Rows."""
        found = self.report.warnings[:MAX_PAGE]
        return [ImportRowNote(row=w.row, problems=shown_problems(info, [w.problem])) for w in found]

    @strawberry.field(description=f"The first records made or changed, at most {MOST_CHANGES}.")
    def changes(self) -> list[ImportedRecordChange]:
        """Changes."""
        return self.told


def _note(info: Info, row: RefusedRow) -> ImportRowNote:
    return ImportRowNote(row=row.number, problems=shown_problems(info, row.problems))


@strawberry.type(description="What became of a table.")
class ImportTablePayload:
    """Payload."""

    report: ImportReportType | None = strawberry.field(
        description="What it did or would do; null if the file cannot be read, and for a retry of what is done."
    )
    import_run: ImportRun | None = strawberry.field(
        description="The import, by which it can be taken back; null for a try, and where nothing was changed."
    )
    problems: list[Problem] = strawberry.field(
        description="Why the file cannot be read at all; then nothing was changed."
    )


@strawberry.type
class ImportTableMutations:
    """What may be done with a table."""

    @strawberry.mutation(
        description="Import a table, CSV in UTF-8 or XLSX, sent with this request (multipart, `file`): what it says is public "
        f"at once. At most {MOST_ROWS} rows; bad ones stay out and are told. Try it first with `dryRun`.",
        metadata=needs(Deed.IMPORT_TABLE),
    )
    def import_table(
        self,
        info: Info,
        file: Annotated[
            Upload | None,
            strawberry.argument(description="The file itself, as GraphQL multipart requests have it."),
        ] = None,
        dry_run: Annotated[
            bool, strawberry.argument(description="Only try: tell everything, keep nothing.")
        ] = False,
        all_or_nothing: Annotated[
            bool, strawberry.argument(description="Import nothing if one row is refused.")
        ] = False,
        register: Annotated[
            ImportRegister,
            strawberry.argument(
                description="Into which register: sites and what is said of them (told by the columns), procedures, or counts "
                "of their files."
            ),
        ] = ImportRegister.SITES,
        idempotency_key: Key = None,
    ) -> ImportTablePayload | None:
        """Import."""
        info.context.allowed()
        require(Deed.IMPORT_TABLE, info.context.signed_in())
        if file is None:
            return _shown(info, no_file())
        sent = SentTable(
            file.path, file.file_name, file.digest, dry_run, all_or_nothing, idempotency_key, register
        )
        return _shown(info, info.context.take_table(sent))


def _shown(info: Info, done: Imported) -> ImportTablePayload:
    run = None if done.run_id is None else find_run(info.context.reader.session, done.run_id)
    told = [shown_change(change) for change in done.changes]
    return ImportTablePayload(
        report=None if done.report is None else ImportReportType(report=done.report, told=told),
        import_run=None if run is None else ImportRun(run=run),
        problems=shown_problems(info, done.problems),
    )
