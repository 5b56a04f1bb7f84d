"""The commands on data: import, export, place, schema, token."""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

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
from catalog.durable import written_whole
from catalog.errors import Message
from catalog.exchange.exporting import Format, export_sites
from catalog.exchange.importing import ImportOrder, ImportReport, import_file
from catalog.finding.gazetteer import open_gazetteer
from catalog.gazetteer.lookup import PlaceAt, PlaceMatch, office_geocoder
from catalog.people import issue_token
from catalog.projection.reader import Reader
from catalog.settings import Settings
from catalog.terms import Role
from schema.build import public_schema
from web.cli_serve import prepare
from web.cli_words import Speaker
from web.identity import legal_day

SHOWN_PROBLEMS = 50
"""Problems printed; all of them are in the file of refused rows."""

_POSITION = re.compile(r"(-?\d+(?:\.\d+)?)[,\s]+(-?\d+(?:\.\d+)?)")
_STARTS_FORMULA = re.compile(r"^[=+\-@\t\r]")


@contextmanager
def _opened(settings: Settings, say: Speaker) -> Iterator[Database]:
    database = prepare(settings, say)
    try:
        yield database
    finally:
        database.close()


def import_table(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Import a table; 0 if every row went in, 1 if some were refused."""
    instant = datetime.now(UTC)
    order = ImportOrder(
        author="catalog import",
        now=instant,
        today=legal_day(instant),
        is_dry_run=options.dry_run,
        all_or_nothing=options.all_or_nothing,
    )
    with _opened(settings, say) as database, _progress(say, _lines(options.file)) as advance:
        report = import_file(database, options.file, order, advance)
    _tell(report, order, say)
    if report.refused:
        rejected = options.rejected or options.file.with_suffix(".rejected.csv")
        write_rejected(report, rejected)
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
    for refused in report.refused[:SHOWN_PROBLEMS]:
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
    for warning in report.warnings[:SHOWN_PROBLEMS]:
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


def write_rejected(report: ImportReport, path: Path) -> None:
    """The refused rows as they came, with what is wrong with each, ready to be corrected and sent again."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        kept = [place for place, name in enumerate(report.header) if name not in ("problem_vi", "problem_en")]
        writer.writerow([*(report.header[place] for place in kept), "problem_vi", "problem_en"])
        for refused in report.refused:
            cells = [_harmless(refused.cells[place]) for place in kept]
            told = [[f"{p.field or '-'}: {m}" for p, m in ((p, getattr(p.message, language)) for p in refused.problems)]
                    for language in ("vi", "en")]  # fmt: skip
            writer.writerow([*cells, *(" | ".join(messages) for messages in told)])


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet cannot run: a leading sign of a formula is put behind an apostrophe."""
    return f"'{cell}" if _STARTS_FORMULA.match(cell) else cell


def export(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Write the published sites to a file, whole or not at all, or to standard output."""
    with _opened(settings, say) as database, database.read() as session:
        pieces = export_sites(session, Format(options.format))
        if options.file is None:
            for piece in pieces:
                sys.stdout.write(piece)
            return 0
        with written_whole(options.file) as file:
            file.writelines(piece.encode() for piece in pieces)
    say(Message(f"Đã ghi {options.file}.", f"Wrote {options.file}."))
    return 0


def place(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the places found, best first; 1 if there is none."""
    text = " ".join(options.text)
    day = date.fromisoformat(options.as_of) if options.as_of else legal_day(datetime.now(UTC))
    with _opened(settings, say) as database, database.read() as session:
        gazetteer = open_gazetteer(Reader(session, day), office_geocoder(settings))
        numbers = _POSITION.fullmatch(text.strip())
        if numbers:
            lines = _described(gazetteer.at(float(numbers[1]), float(numbers[2]), day))
        else:
            lines = [_match_line(match) for match in gazetteer.places(text)]
    for line in lines:
        say.result(line)
    if not lines:
        say(Message(f"Không tìm thấy “{text}”.", f"Nothing found for “{text}”."))
    return 0 if lines else 1


def _match_line(match: PlaceMatch) -> str:
    where = "" if match.latitude is None else f"{match.latitude:.6f}, {match.longitude:.6f}"
    heirs = ", ".join(f"{unit.name} {unit.code}" for unit in match.today)
    what = match.site.code if match.site else heirs
    return "\t".join([f"{match.score:.2f}", match.kind, match.name, what, where, " ".join(match.reasons)])


def _described(found: PlaceAt) -> list[str]:
    certain = [f"{found.unit.name}\t{found.unit.code}"] if found.unit else []
    maybe = [f"? {unit.name}\t{unit.code}" for unit in found.candidates if unit != found.unit]
    return [*certain, *maybe, *(f"~ {unit.name}\t{unit.code}\t{metres:.0f} m" for unit, metres in found.near)]


def schema(_: argparse.Namespace, __: Settings, say: Speaker) -> int:
    """Print the schema in GraphQL's definition language."""
    say.result(public_schema().as_str())
    return 0


def token(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a new token and nothing else."""
    with _opened(settings, say) as database, database.write() as session:
        issued = issue_token(session, options.person, Role(options.role), options.unit, datetime.now(UTC))
    say.result(issued)
    return 0
