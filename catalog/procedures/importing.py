"""Importing procedures, and what units count of them: as sites are imported, whole or not at all.

A blank cell keeps what is there. A row that says something else than what is current corrects it: the former row
is closed and stays, so what was known at an earlier instant can still be told.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from catalog import history
from catalog.db import Database
from catalog.errors import Problem, ProblemsError
from catalog.exchange.cells import Cells
from catalog.exchange.headers import TableKind
from catalog.exchange.importing import ImportOrder, NamedTable, Progress, batches, import_table
from catalog.exchange.preview import Told
from catalog.exchange.reading import Row
from catalog.exchange.reports import ImportReport, RowReport
from catalog.exchange.runs import subject_of_run
from catalog.places import load_units
from catalog.procedures.count_rows import CountRows
from catalog.procedures.ledger import COUNT, PROCEDURE, Ledger, LedgerKind
from catalog.procedures.procedure_rows import OVERLAPS, ProcedureRows
from catalog.procedures.sheets import COUNTS, PROCEDURES
from catalog.terms import Action, SubjectKind


class Rows(Protocol):
    """What knows how rows of one kind of table are read and judged."""

    ledger: Ledger

    def load(self, rows: list[dict[str, str]]) -> None:
        """Bring in what these rows speak of."""

    def apply(self, cells: Cells, number: int) -> list[Problem]:
        """Bring a row into the ledger; answers warnings. Raises `ProblemsError`; then nothing changed."""


def import_procedures(
    database: Database,
    path: Path,
    order: ImportOrder,
    progress: Progress = lambda _: None,
    told: Told | None = None,
) -> ImportReport:
    """Import a CSV or XLSX file of procedures. Raises `UnreadableFileError` or `BadRequestError` like `import_file`."""
    return _import(database, path, order, PROCEDURES, PROCEDURE, ProcedureRows, progress, told)


def import_counts(
    database: Database,
    path: Path,
    order: ImportOrder,
    progress: Progress = lambda _: None,
    told: Told | None = None,
) -> ImportReport:
    """Import a CSV or XLSX file of counts. Raises `UnreadableFileError` or `BadRequestError` like `import_file`."""
    return _import(database, path, order, COUNTS, COUNT, CountRows, progress, told)


def _import(
    database: Database,
    path: Path,
    order: ImportOrder,
    sheet: TableKind,
    kind: LedgerKind,
    rows_of: Callable[[Ledger, ImportOrder], Rows],
    progress: Progress,
    told: Told | None,
) -> ImportReport:
    def carry_out(session: Session, order: ImportOrder, run_id: int, table: NamedTable) -> None:
        rows = rows_of(Ledger(session, kind, order.now, run_id, load_units(session), told), order)
        _import_rows(rows, table, progress)
        report = table.report
        report.created_count, report.changed_count = rows.ledger.created_count, rows.ledger.changed_count
        if report.created_count or report.changed_count:
            after = {
                "table": kind.name,
                "created": report.created_count,
                "changed": report.changed_count,
                "refused": report.refused_count,
            }
            entry = history.Entry(
                None, order.author, Action.IMPORT, SubjectKind.CATALOGUE, subject_of_run(run_id), after=after
            )
            history.append(session, entry, order.now)

    return import_table(database, path, order, [sheet], carry_out)


def _import_rows(rows: Rows, table: NamedTable, progress: Progress) -> None:
    waiting: list[Row] = []
    for batch in batches(table.rows):
        _import_batch(rows, table, batch, waiting)
        table.report.row_count += len(batch)
        progress(table.report.row_count)
    # A new version may stand above the row that ends the former one: such rows come again when all others are in.
    for batch in batches(iter(waiting)):
        _import_batch(rows, table, batch, None)


def _import_batch(rows: Rows, table: NamedTable, batch: list[Row], waiting: list[Row] | None) -> None:
    rows.load([table.named(row) for row in batch])
    for row in batch:
        try:
            if row.problems:
                raise ProblemsError(list(row.problems))
            warnings = rows.apply(Cells(table.named(row)), row.number)
            table.report.warnings.extend(RowReport(row.number, warning) for warning in warnings)
        except ProblemsError as error:
            if waiting is not None and {problem.code for problem in error.problems} == {OVERLAPS}:
                waiting.append(row)
            else:
                table.refuse(row, error)
    rows.ledger.flush()
