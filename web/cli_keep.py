"""The commands by which nothing is lost: history and its proofs, backup, restore."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.backup.archive import read_archive, write_archive
from catalog.backup.copies import place_name, record_copy
from catalog.backup.restoring import restore
from catalog.backup.taking import take_backup
from catalog.chain import Break, against, read_export, verify
from catalog.coverage.kept import refresh_all
from catalog.db import Database
from catalog.errors import BadRequestError, Message
from catalog.evidence import export_lines, verify_contents
from catalog.migrating import upgrade
from catalog.settings import Settings
from media.durable import written_whole
from web.cli_words import Speaker, add, warn_of_demo

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Put the commands of this module among the others."""
    _history(commands)
    _archive(commands)
    text = "Sao lưu toàn bộ vào một tệp mới, khi máy chủ vẫn chạy. / Back everything up into one new file, while serving."
    taking = add(commands, "backup", text, back_up)
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument(
        "--place",
        metavar="NAME",
        help="nơi khác mà FILE nằm; đọc lại rồi ghi rằng ở đó có bản sao của mọi tệp gốc (không nêu thì không ghi gì) / "
        "the other place that FILE is at; it is read back, then recorded that every original has a copy there "
        "(nothing is recorded without)",
    )
    text = "Khôi phục một bản sao lưu vào thư mục dữ liệu trống. / Put a backup back into an empty data directory."
    putting = add(commands, "restore", text, put_back)
    putting.add_argument("file", type=Path, metavar="FILE")
    putting.add_argument(
        "--replace",
        action="store_true",
        help="chuyển dữ liệu đang có sang một bên, không xóa / move what is there aside, delete nothing",
    )


def _archive(commands: Commands) -> None:
    text = "Xuất hoặc nhập toàn bộ dạng văn bản mở. / Export or import everything as open text."
    archive: argparse.ArgumentParser = commands.add_parser("archive", help=text, description=text)
    deeds = archive.add_subparsers(required=True, metavar="COMMAND")
    text = "Xuất toàn bộ vào một tệp mới. / Export everything into one new file."
    add(deeds, "export", text, export_archive).add_argument("file", type=Path, metavar="FILE")
    text = "Nhập vào một bản cài đặt trống. / Import into an empty installation."
    add(deeds, "import", text, import_archive).add_argument("file", type=Path, metavar="FILE")


def _history(commands: Commands) -> None:
    text = "Kiểm tra hoặc xuất lịch sử. / Verify or export the history."
    history: argparse.ArgumentParser = commands.add_parser("history", help=text, description=text)
    deeds = history.add_subparsers(required=True, metavar="COMMAND")
    text = (
        "Kiểm tra chuỗi lịch sử: 0 toàn vẹn, 1 có dòng hỏng. / Verify the chain: 0 whole, 1 with broken rows."
    )
    checking = add(deeds, "verify", text, verify_history)
    checking.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="đối chiếu với bản đã xuất trước đây / compare with an earlier export",
    )
    checking.add_argument(
        "--content",
        action="store_true",
        help="tính lại mã băm của mọi phiên bản / also recompute the hash of every revision",
    )
    text = "Xuất toàn bộ lịch sử (JSON Lines). / Export the whole history as JSON Lines."
    exporting = add(deeds, "export", text, export_history)
    exporting.add_argument("file", type=Path, metavar="FILE")


@contextmanager
def as_it_is(settings: Settings) -> Iterator[Database]:
    """The database, neither migrated nor filled: what is examined is not touched."""
    if not settings.database_url and not (settings.data / "catalogue.sqlite3").exists():
        raise BadRequestError(
            Message(f"Không có cơ sở dữ liệu ở {settings.data}.", f"There is no database in {settings.data}.")
        )
    database = Database(settings.database)
    try:
        fault = database.fault()
        if fault is not None:
            raise BadRequestError(Message(f"Cơ sở dữ liệu: {fault}.", f"Database: {fault}."))
        yield database
    finally:
        database.close()


def verify_history(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Name every broken row; 0 if there is none, 1 otherwise."""
    with as_it_is(settings) as database, database.read() as session:
        count, breaks = verify(session)
        say(Message(f"Đã kiểm tra {count} dòng lịch sử.", f"Checked {count} rows of the history."))
        if options.against is not None:
            with options.against.open("rb") as file:
                old, more = against(session, read_export(file))
            breaks += more
            say(Message(f"Đã đối chiếu {old} dòng đã xuất.", f"Compared {old} exported rows."))
        if options.content:
            revisions, more = verify_contents(session)
            breaks += more
            say(Message(f"Đã tính lại {revisions} phiên bản.", f"Recomputed {revisions} revisions."))
    for found in breaks:
        say.result(_line(found, say))
    if breaks:
        say.error(Message("Lịch sử không toàn vẹn.", "The history is not whole."))
        return 1
    say.result(Message("Lịch sử toàn vẹn.", "The history is whole.").in_language(say.language))
    return 0


def _line(found: Break, say: Speaker) -> str:
    return f"{found.sequence}\t{found.fault}\t{found.message.in_language(say.language)}"


def export_history(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Write the history to a file, whole or not at all."""
    warn_of_demo(settings, say)
    with (
        as_it_is(settings) as database,
        database.read() as session,
        written_whole(options.file) as file,
    ):
        file.writelines(export_lines(session))
    say(Message(f"Đã ghi {options.file}.", f"Wrote {options.file}."))
    return 0


def export_archive(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Write everything as JSON Lines into one file, whole or not at all."""
    warn_of_demo(settings, say)
    with (
        as_it_is(settings) as database,
        database.read() as session,
        written_whole(options.file) as file,
    ):
        manifest = write_archive(session, file, datetime.now(UTC), is_demo=settings.is_demo)
    say.result(manifest.state.published_sha256)
    say(Message(f"Đã ghi {options.file}.", f"Wrote {options.file}."))
    return 0


def import_archive(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Fill an empty installation, all or nothing."""
    upgrade(settings.database)
    with (
        closing(Database(settings.database)) as database,
        options.file.open("rb") as file,
        database.write() as session,
    ):
        manifest = read_archive(session, file, takes_demo=settings.is_demo)
        refresh_all(session, datetime.now(UTC))
    say.result(manifest.state.published_sha256)
    rows = sum(sheet.rows for sheet in manifest.sheets)
    say(Message(f"Đã nhập {rows} dòng, mã băm khớp.", f"Took in {rows} rows; the hashes agree."))
    return 0


def back_up(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Write a backup; it is on the disk when this ends."""
    warn_of_demo(settings, say)
    place = None if options.place is None else place_name(options.place)
    manifest = take_backup(settings, options.file, datetime.now(UTC))
    size = options.file.stat().st_size
    say.result(
        Message(
            f"Đã sao lưu vào {options.file}: {len(manifest.files)} tệp, {size} byte, lịch sử đến dòng "
            f"{manifest.state.history_sequence}, mã băm nội dung công bố {manifest.state.published_sha256}.",
            f"Backed up to {options.file}: {len(manifest.files)} files, {size} bytes, history up to row "
            f"{manifest.state.history_sequence}, hash of what is published {manifest.state.published_sha256}.",
        ).in_language(say.language)
    )
    if manifest.elsewhere is not None:
        there = manifest.elsewhere
        say(
            Message(
                f"Chú ý: {there.files} tệp gốc nằm ở {there.bucket}, không có trong bản sao lưu này; hãy sao lưu riêng kho đó.",
                f"Mind: {there.files} originals are in {there.bucket} and not in this backup; that store needs copies of its own.",
            )
        )
    return 0 if place is None else _record_copy(settings, place, options.file, say)


def _record_copy(settings: Settings, place: str, file: Path, say: Speaker) -> int:
    """1 if the backup is no copy of every original: it is there all the same."""
    with as_it_is(settings) as database:
        lacking = record_copy(database, place, file, datetime.now(UTC), refresh_all)
    if lacking:
        say.error(
            Message(
                f"Bản sao lưu thiếu {lacking} tệp gốc, nên không ghi là có bản sao ở {place}.",
                f"The backup lacks {lacking} originals, so no copy at {place} is recorded.",
            )
        )
        return 1
    say(
        Message(
            f"Đã đọc lại và ghi: mọi tệp gốc có bản sao ở {place}.",
            f"Read back and recorded: every original has a copy at {place}.",
        )
    )
    return 0


def put_back(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Put a backup back; everything was checked before."""
    manifest, aside = restore(settings, options.file, datetime.now(UTC), replace=options.replace)
    if aside is not None:
        say(Message(f"Dữ liệu cũ nay nằm ở {aside}.", f"What was there before is in {aside}."))
    say.result(
        Message(
            f"Đã khôi phục bản sao lưu ngày {manifest.taken_at}: lịch sử đến dòng {manifest.state.history_sequence}, "
            f"mã băm nội dung công bố {manifest.state.published_sha256}.",
            f"Restored the backup of {manifest.taken_at}: history up to row {manifest.state.history_sequence}, "
            f"hash of what is published {manifest.state.published_sha256}.",
        ).in_language(say.language)
    )
    there = manifest.elsewhere
    if there is not None and there.bucket != settings.bucket:
        say(
            Message(
                f"Chú ý: {there.files} tệp gốc nằm ở {there.bucket}; hãy đặt DIENBIEN_BUCKET.",
                f"Mind: {there.files} originals are in {there.bucket}; set DIENBIEN_BUCKET.",
            )
        )
    return 0
