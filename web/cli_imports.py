"""The commands on imports: import a table, list imports, take one back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from catalog.db import Database
from catalog.errors import BadRequestError, Message
from catalog.exchange.importing import ImportOrder, import_file
from catalog.exchange.preview import Effect, RecordChange, Told
from catalog.exchange.refused import csv_writer, write_refused
from catalog.exchange.reports import ImportReport
from catalog.exchange.runs import Run, list_runs
from catalog.exchange.undoing import WHY, Conflict, Undoing, UndoOrder, undo_import
from catalog.places import legal_day, load_units
from catalog.settings import Settings
from web.cli_serve import opened
from web.cli_words import Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

SHOWN = 50
"""Problems, changes and conflicts printed; all of them are in the files written."""

ON_THE_MACHINE = "catalog import"
"""Whom the history names for what is done at the machine without a name."""

Importing = Callable[[Database, Path, ImportOrder, Callable[[int], None], Told | None], ImportReport]
"""An import of the core: of sites and what is said of them, of procedures, of counts."""


def add_commands(commands: Commands) -> None:
    """Put the commands of this module among the others."""
    text = "Nhập bảng CSV hoặc XLSX. / Import a table from CSV or XLSX."
    add_import_options(add(commands, "import", text, partial(run_import, import_file)))

    text = "Xem hoặc hoàn tác các lần nhập. / List imports, or take one back."
    runs: argparse.ArgumentParser = commands.add_parser("imports", help=text, description=text)
    deeds = runs.add_subparsers(required=True, metavar="COMMAND")
    text = "Liệt kê các lần nhập, mới nhất trước. / List the imports, newest first."
    add(deeds, "list", text, show_runs)
    text = "Hoàn tác cả một lần nhập. / Take a whole import back."
    command = add(deeds, "undo", text, undo)
    command.add_argument("run_id", type=int, metavar="RUN", help="số của lần nhập / the import's number")
    command.add_argument(
        "--reason", default="", help="vì sao, ghi vào lịch sử / why, for the history (required)"
    )
    command.add_argument("--dry-run", action="store_true", help="chỉ xem trước / only show what would change")
    command.add_argument(
        "--leave-changed",
        action="store_true",
        help="giữ nguyên các bản ghi đã đổi sau đó, hoàn tác phần còn lại / leave records changed later, undo the rest",
    )
    _add_preview(command)
    _add_by(command)


def add_import_options(command: argparse.ArgumentParser) -> None:
    """What every command that imports a table takes."""
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="chỉ thử, không ghi; mọi thay đổi vào tệp xem trước / try, keep nothing; every change goes to the preview",
    )
    command.add_argument(
        "--all-or-nothing",
        action="store_true",
        help="có dòng sai thì không nhập dòng nào / a bad row stops all",
    )
    command.add_argument(
        "--rejected", type=Path, help="tệp ghi các dòng bị từ chối / file for the refused rows"
    )
    _add_preview(command)
    _add_by(command)


def _add_preview(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--preview",
        type=Path,
        metavar="FILE",
        help="tệp CSV ghi từng thay đổi: bản ghi, mục, trước, sau / CSV of every change: record, field, before, after",
    )


def _add_by(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by",
        metavar="NAME",
        default=ON_THE_MACHINE,
        help="người thực hiện, ghi vào lịch sử / who does it, for the history",
    )


def run_import(importing: Importing, options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Import a table by one of the core's imports; 0 if every row went in, 1 if some were refused."""
    instant = datetime.now(UTC)
    order = ImportOrder(
        author=options.by,
        now=instant,
        today=legal_day(instant),
        is_dry_run=options.dry_run,
        all_or_nothing=options.all_or_nothing,
    )
    file: Path = options.file
    preview = options.preview or (file.with_suffix(".preview.csv") if order.is_dry_run else None)
    rejected: Path = options.rejected or file.with_suffix(".rejected.csv")
    for written in filter(None, (preview, rejected)):
        if not written.parent.is_dir():
            raise BadRequestError(
                Message(f"Không có thư mục {written.parent}.", f"There is no folder {written.parent}.")
            )
    with ExitStack() as stack:
        database = stack.enter_context(opened(settings, say))
        told = stack.enter_context(_previewed(preview, say))
        advance = stack.enter_context(_progress(say, _lines(file)))
        report = importing(database, file, order, advance, told)
    _tell(report, order, say)
    if report.refused:
        try:
            write_rejected(report, rejected)
        except OSError as error:  # the import is done all the same
            say.error(
                Message(
                    "Không ghi được tệp các dòng bị từ chối: ", "The refused rows could not be written: "
                ),
                str(error),
            )
            return 1
        say(Message(f"Các dòng bị từ chối nằm ở {rejected}; sửa rồi nhập lại tệp đó.",
                    f"The refused rows are in {rejected}; correct and import that file."))  # fmt: skip
    return 1 if report.refused else 0


def _lines(path: Path) -> int | None:
    """About how many rows a CSV file has, for the progress bar; unknown for workbooks."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return None
    with path.open("rb") as file:
        return max(0, sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1)


@contextmanager
def _progress(say: Speaker, total: int | None) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(Message("Đang nhập", "Importing").in_language(say.language), total=total)
        yield lambda rows: bar.update(task, completed=rows)


def _tell(report: ImportReport, order: ImportOrder, say: Speaker) -> None:
    for refused in report.refused[:SHOWN]:
        for problem in refused.problems:
            say.result(
                Message(
                    f"Dòng {refused.number}, cột {problem.field or '-'}: {problem.message.vi} [{problem.code}]",
                    f"Row {refused.number}, column {problem.field or '-'}: {problem.message.en} [{problem.code}]",
                ).in_language(say.language)
            )
    if report.ignored_columns:
        names = ", ".join(report.ignored_columns)
        say(Message(f"Không đọc các cột: {names}.", f"Columns not read: {names}."))
    for warning in report.warnings[:SHOWN]:
        say(Message(f"Lưu ý dòng {warning.row}: {warning.problem.message.vi}",
                    f"Note on row {warning.row}: {warning.problem.message.en}"))  # fmt: skip
    unchanged = report.row_count - report.refused_count - report.created_count - report.changed_count
    say.result(
        Message(
            f"{report.row_count} dòng: {report.created_count} thêm mới, {report.changed_count} thay đổi, "
            f"{unchanged} không đổi, {report.refused_count} bị từ chối.",
            f"{report.row_count} rows: {report.created_count} created, {report.changed_count} changed, "
            f"{unchanged} unchanged, {report.refused_count} refused.",
        ).in_language(say.language)
    )
    if order.is_dry_run:
        say(Message("Chỉ là thử: chưa ghi gì.", "A dry run: nothing was kept."))
    elif not report.is_kept:
        say(Message("Có dòng sai nên không nhập dòng nào.", "Because of bad rows nothing was imported."))
    elif report.run_id is not None:
        say(Message(f"Lần nhập số {report.run_id}; hoàn tác bằng: catalog imports undo {report.run_id} --reason ...",
                    f"Import no. {report.run_id}; take it back with: catalog imports undo {report.run_id} --reason ..."))  # fmt: skip


def write_rejected(report: ImportReport, path: Path) -> None:
    """The refused rows as they came, with what is wrong with each, ready to be corrected and sent again."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_refused(report, file)


@contextmanager
def _table(path: Path, header: Iterable[str]) -> Iterator[Callable[[Iterable[str | None]], Any]]:
    """A CSV file that spreadsheets open as UTF-8, and in which no cell is run as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield csv_writer(file, header)


_EFFECTS = {
    Effect.CREATE: Message("THÊM", "CREATE"),
    Effect.CHANGE: Message("ĐỔI", "CHANGE"),
    Effect.WITHDRAW: Message("GỠ", "WITHDRAW"),
}


@contextmanager
def _previewed(path: Path | None, say: Speaker) -> Iterator[Told | None]:
    """Hears of each record's changes: prints the first, writes all of them to the file."""
    if path is None:
        yield None
        return
    count = 0
    header = ("effect", "code", "slug", "name", "field", "before", "after")
    with _table(path, header) as write:

        def told(change: RecordChange) -> None:
            nonlocal count
            count += 1
            about = (change.effect, change.code, change.slug, change.name)
            for field in change.fields:
                write([*about, field.field, field.before, field.after])
            if count <= SHOWN:
                say.result(_in_a_line(change, say.language))

        yield told
    say(Message(f"Mọi thay đổi của {count} bản ghi nằm ở {path}.",
                f"Every change of {count} records is in {path}."))  # fmt: skip


def _in_a_line(change: RecordChange, language: str) -> str:
    fields = ", ".join(field.field for field in change.fields)
    return f"{_EFFECTS[change.effect].in_language(language)}\t{change.code}\t{change.name}\t{fields}"


def show_runs(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the imports, newest first."""
    with opened(settings, say) as database, database.read() as session:
        runs = list_runs(session)
    for run in runs:
        say.result(_run_line(run, say.language))
    if not runs:
        say(Message("Chưa có lần nhập nào.", "There was no import yet."))
    return 0


def _run_line(run: Run, language: str) -> str:
    row = run.row
    counts = Message(
        f"{row.created_count} thêm, {row.changed_count} đổi, {row.refused_count} từ chối",
        f"{row.created_count} created, {row.changed_count} changed, {row.refused_count} refused",
    ).in_language(language)
    undone = ""
    if run.undone is not None:
        day = f"{run.undone.at:%Y-%m-%d}"
        undone = Message(f"đã hoàn tác {day}", f"taken back {day}").in_language(language)
    cells = [row.id, f"{row.recorded_at:%Y-%m-%d %H:%M}Z", row.file_name, row.table_kind, counts, row.actor]
    return "\t".join([*map(str, cells), undone]).rstrip()


def undo(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Take an import back; 0 done, 1 done but for the conflicts listed, 2 not done because of them."""
    order = UndoOrder(
        options.run_id,
        options.reason,
        options.by,
        datetime.now(UTC),
        leave_changed=options.leave_changed,
        is_dry_run=options.dry_run,
    )
    preview = options.preview or (Path(f"import-{order.run_id}.preview.csv") if order.is_dry_run else None)
    with opened(settings, say) as database, _previewed(preview, say) as told, database.write() as session:
        undoing = undo_import(session, load_units(session), order, told)
    for conflict in undoing.conflicts[:SHOWN]:
        say.result(_conflict_line(conflict, say.language))
    _tell_undoing(undoing, order, say)
    if undoing.conflicts:
        return 1 if undoing.is_kept or order.is_dry_run else 2
    return 0


def _conflict_line(conflict: Conflict, language: str) -> str:
    why = WHY[conflict.kind].in_language(language)
    when = f"{conflict.at:%Y-%m-%d %H:%M}Z"
    return f"{conflict.kind}\t{conflict.code}\t{conflict.slug}\t{why}\t{conflict.author}\t{when}"


def _tell_undoing(undoing: Undoing, order: UndoOrder, say: Speaker) -> None:
    restored, withdrawn, left = undoing.restored_count, undoing.withdrawn_count, len(undoing.conflicts)
    say.result(
        Message(
            f"{restored} bản ghi trở lại như trước, {withdrawn} bản ghi gỡ công bố, {left} bản ghi giữ nguyên.",
            f"{restored} records as before, {withdrawn} withdrawn, {left} left as they are.",
        ).in_language(say.language)
    )
    if order.is_dry_run:
        say(Message("Chỉ là xem trước: chưa ghi gì.", "Only a preview: nothing was kept."))
    elif not undoing.is_kept:
        say(
            Message(
                "Chưa hoàn tác gì vì có bản ghi đã đổi sau đó; thêm --leave-changed để giữ nguyên chúng.",
                "Nothing was taken back, because records were changed later; --leave-changed leaves those.",
            )
        )
