"""The import: a table of rows becomes published register entries, whole or not at all.

One transaction for the whole file: a run that breaks leaves nothing behind. Bad rows are reported with
row, column and reason, and either stop the import (`all_or_nothing`) or stay out of it.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.db import Database
from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.fact_tables import apply_fact_row, names_in_fact
from catalog.exchange.headers import KINDS, REMARKS, SITES, TableKind, recognise
from catalog.exchange.preview import Told
from catalog.exchange.reading import Row, read_table
from catalog.exchange.reports import ImportReport, RefusedRow, RowReport
from catalog.exchange.sites_table import apply_site_row, is_ready, names_in
from catalog.exchange.workspace import Surroundings, Workspace
from catalog.places import load_boundaries, load_units
from catalog.sites.kinds import kinds_on
from catalog.tables import ImportRun

BATCH = 500
"""Rows read, judged and written together."""

Progress = Callable[[int], None]
"""Told, after each batch, how many rows are done."""


class _RolledBackError(Exception):
    """Ends the transaction of a dry run, or of an import that was to be whole and is not."""


@dataclass(frozen=True)
class ImportOrder:
    """How to carry out an import.

    `file_name` is what the sender called the file, if that is not how it lies here. Within the transaction, `admit` is
    asked first and may raise; `keep` is told last of what is kept.
    """

    author: str
    now: datetime
    today: date
    is_dry_run: bool = False
    all_or_nothing: bool = False
    accessed_on: date | None = None
    author_id: int | None = None
    file_name: str | None = None
    admit: Callable[[Session], None] = lambda _: None
    keep: Callable[[Session, ImportReport], None] = lambda _, __: None


def import_file(
    database: Database,
    path: Path,
    order: ImportOrder,
    progress: Progress = lambda _: None,
    told: Told | None = None,
) -> ImportReport:
    """Import one CSV or XLSX file; `told` hears of every record that is, or in a dry run would be, changed.

    Raises `UnreadableFileError` or `BadRequestError` if the file is not a table that can be read at all;
    then nothing changed.
    """

    def carry_out(session: Session, order: ImportOrder, run_id: int, table: NamedTable) -> None:
        work = Workspace(
            session, surroundings(session, order), order.author, order.now, run_id, told, order.author_id
        )
        _import_rows(work, table, progress)

    return import_table(database, path, order, KINDS, carry_out)


@dataclass(frozen=True)
class NamedTable:
    """A table whose kind is known: what each column that is read means, its rows, and the report to be filled."""

    kind: TableKind
    names: dict[str, str]
    rows: Iterable[Row]
    report: ImportReport

    def named(self, row: Row) -> dict[str, str]:
        """The cells of a row under the names of the columns that are read."""
        return {self.names[h]: text for h, text in row.cells.items() if h in self.names}

    def refuse(self, row: Row, error: ProblemsError) -> None:
        """Leave a row out, and say why in terms of the file's own columns."""
        in_file = {name: header for header, name in self.names.items()}
        problems = tuple(
            Problem(p.code, p.message, in_file.get(p.field or "", p.field)) for p in error.problems
        )
        self.report.refused.append(RefusedRow(row.number, tuple(row.cells.values()), problems))


def import_table(
    database: Database,
    path: Path,
    order: ImportOrder,
    kinds: Sequence[TableKind],
    carry_out: Callable[[Session, ImportOrder, int, NamedTable], None],
) -> ImportReport:
    """Have `carry_out` bring in a table of one of these kinds, in one transaction, as one import run.

    Raises `UnreadableFileError` or `BadRequestError` like `import_file`.
    """
    with read_table(path) as table, _seldom_collecting():
        kind, columns = recognise(table.header, kinds)
        pairs = list(zip(table.header, columns, strict=True))
        ignored = tuple(header for header, name in pairs if name is None and header not in REMARKS)
        report = ImportReport(kind.name, tuple(table.header), ignored)
        names = {header: name for header, name in pairs if name is not None}
        try:
            with database.write() as session:
                order.admit(session)
                order = replace(order, now=history.instant(session, order.now))
                run_id = _begin_run(session, path, kind, order)
                carry_out(session, order, run_id, NamedTable(kind, names, table.rows, report))
                report.refused.sort(key=lambda refused: refused.number)
                if order.is_dry_run or (order.all_or_nothing and report.refused):
                    raise _RolledBackError
                report.run_id = _end_run(session, run_id, report)
                report.is_kept = True
                order.keep(session, report)
        except _RolledBackError:
            pass
    return report


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Search for circular garbage less often: an import makes millions of short-lived objects and hardly a circle.

    With Python's own threshold of 700 objects a tenth of the time went into that search.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def surroundings(session: Session, order: ImportOrder) -> Surroundings:
    """What rows are judged against, as the database has it now."""
    return Surroundings(
        units=load_units(session),
        boundaries=load_boundaries(session),
        kinds={term.code: term.is_legal for term in kinds_on(session, order.today)},
        today=order.today,
        accessed_on=order.accessed_on,
    )


def _begin_run(session: Session, path: Path, kind: TableKind, order: ImportOrder) -> int:
    run = ImportRun(
        file_name=(order.file_name or path.name)[-255:],
        sha256=_sha256(path),
        table_kind=kind.name,
        created_count=0,
        changed_count=0,
        refused_count=0,
        actor=order.author,
        recorded_at=order.now,
    )
    session.add(run)
    session.flush()
    return run.id or 0


def _end_run(session: Session, run_id: int, report: ImportReport) -> int | None:
    """Keep the counts of a run, or forget one that changed nothing; answers its number if it is kept."""
    if not (report.created_count or report.changed_count):
        session.execute(sa.delete(ImportRun).where(col(ImportRun.id) == run_id))
        return None
    counts = {
        "created_count": report.created_count,
        "changed_count": report.changed_count,
        "refused_count": report.refused_count,
    }
    session.execute(sa.update(ImportRun).where(col(ImportRun.id) == run_id).values(counts))
    return run_id


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _import_rows(work: Workspace, table: NamedTable, progress: Progress) -> None:
    seen: dict[str, int] = {}
    waiting: list[Row] = []
    for batch in batches(table.rows):
        _import_batch(work, table, batch, seen, waiting)
        table.report.row_count += len(batch)
        progress(table.report.row_count)
    # A component may stand above its complex in the file: such rows come again once all others are in, as
    # often as one more of them finds its complex.
    before = -1
    while waiting and len(waiting) != before:
        before, again, waiting = len(waiting), waiting, []
        for batch in batches(iter(again)):
            _import_batch(work, table, batch, seen, waiting)
    for batch in batches(iter(waiting)):
        _import_batch(work, table, batch, seen, [], is_last=True)


def _import_batch(
    work: Workspace,
    table: NamedTable,
    batch: list[Row],
    seen: dict[str, int],
    waiting: list[Row],
    *,
    is_last: bool = False,
) -> None:
    kind, report = table.kind, table.report
    named = [(row, table.named(row)) for row in batch]
    work.load(
        name for _, cells in named for name in (names_in(cells) if kind is SITES else names_in_fact(cells))
    )
    for row, cells in named:
        if kind is SITES and not is_last and not is_ready(work, cells):
            waiting.append(row)
            continue
        try:
            _import_row(work, kind, row, cells, report, seen)
        except ProblemsError as error:
            table.refuse(row, error)
    outcome = work.flush()
    report.created_count += outcome.created
    report.changed_count += outcome.changed


def _import_row(
    work: Workspace,
    kind: TableKind,
    row: Row,
    cells: dict[str, str],
    report: ImportReport,
    seen: dict[str, int],
) -> None:
    if row.problems:
        raise ProblemsError(list(row.problems))
    if kind is not SITES:
        result = apply_fact_row(work, kind.name, cells)
    else:
        _refuse_twin(cells, seen)
        result = apply_site_row(work, cells)
        seen[result.draft.content.slug] = row.number
    report.warnings.extend(RowReport(row.number, warning) for warning in result.warnings)


def _refuse_twin(cells: dict[str, str], seen: dict[str, int]) -> None:
    slug = next(iter(sorted(names_in({k: v for k, v in cells.items() if k in ("slug", "name_vi")}))), "")
    first = seen.get(slug)
    if first is not None:
        message = Message(
            f"Đường dẫn “{slug}” đã có ở dòng {first} của tệp này.",
            f"The slug “{slug}” is already on row {first} of this file.",
        )
        raise ProblemsError([Problem("DUPLICATE_SLUG", message, "slug" if cells.get("slug") else "name_vi")])


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows as they come, `BATCH` together."""
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
