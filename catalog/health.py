"""What an operator wants to know of an installation: is the database there, whole and indexed right?"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from catalog.db import Database
from catalog.errors import Message
from catalog.migrating import head_revision
from catalog.settings import Settings
from catalog.surrogates.fixity import Keeping, standing
from catalog.surrogates.places import in_bucket, local
from catalog.tables import SafeCopy
from media.store import ORIGINALS

LOW_DISK_BYTES = 1_000_000_000
"""Less than this is not enough to go on for long."""
TIGHT_DISK_BYTES = 5_000_000_000
"""Less than this is a few days of photographs."""

OLD_COPY = timedelta(days=8)
"""A weekly copy that did not come is late."""
ANCIENT_COPY = timedelta(days=31)

LONG_UNCHECKED = timedelta(days=100)
"""A server looks at every stored file in turn; one that was not looked at for so long was not running."""


class Topic(StrEnum):
    """What is looked at."""

    DATABASE = "DATABASE"
    DISK = "DISK"
    FILES = "FILES"
    COPIES = "COPIES"


class Standing(StrEnum):
    """GOOD: as it should be; WATCH: somebody should look at it in the next days; BAD: today."""

    GOOD = "GOOD"
    WATCH = "WATCH"
    BAD = "BAD"


@dataclass(frozen=True)
class Seen:
    """One thing looked at while serving, and how it stands."""

    topic: Topic
    standing: Standing
    message: Message


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and whether it is as it should be."""

    is_good: bool
    message: Message


def examine(settings: Settings) -> list[Finding]:
    """Look at disk, database, migrations, counts, and the indexes for text and place."""
    findings = [_disk(settings), _originals(settings)]
    if not settings.database_url and not (settings.data / "catalogue.sqlite3").exists():
        missing = Message(
            "Chưa có cơ sở dữ liệu; “catalog serve” sẽ tạo.",
            "There is no database yet; “catalog serve” makes it.",
        )
        return [*findings, Finding(False, missing)]
    database = Database(settings.database)
    try:
        fault = database.fault()
        if fault is not None:
            return [*findings, Finding(False, Message(f"Cơ sở dữ liệu: {fault}.", f"Database: {fault}."))]
        return [*findings, *_contents(database)]
    finally:
        database.close()


def _disk(settings: Settings) -> Finding:
    place = settings.data if settings.data.exists() else settings.data.absolute().parent
    free = shutil.disk_usage(place).free
    return Finding(
        free > LOW_DISK_BYTES,
        Message(f"Đĩa còn trống {free / 1e9:.1f} GB.", f"{free / 1e9:.1f} GB of disk are free."),
    )


def _originals(settings: Settings) -> Finding:
    bucket = in_bucket(settings)
    if bucket is None:
        place = settings.data / ORIGINALS
        return Finding(True, Message(f"Tệp gốc nằm ở {place}.", f"Originals lie in {place}."))
    fault = bucket.fault()
    if fault is not None:
        vi, en = fault
        return Finding(
            False,
            Message(f"Tệp gốc nằm ở {settings.bucket}: {vi}.", f"Originals lie in {settings.bucket}: {en}."),
        )
    if next(local(settings).listed(), None) is not None:
        message = Message(
            f"Tệp gốc nằm ở {settings.bucket}, kho trả lời; nhưng ở {settings.data / ORIGINALS} cũng còn tệp: "
            "chạy “catalog files move --to bucket”.",
            f"Originals lie in {settings.bucket}, which answers; but some are in {settings.data / ORIGINALS} too: "
            "run “catalog files move --to bucket”.",
        )
        return Finding(False, message)
    return Finding(
        True,
        Message(
            f"Tệp gốc nằm ở {settings.bucket}, kho trả lời.",
            f"Originals lie in {settings.bucket}, which answers.",
        ),
    )


def _contents(database: Database) -> list[Finding]:
    with database.read() as session:
        version = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
        counts = {
            name: session.scalar(sa.text(f"SELECT count(*) FROM {table} WHERE {where}"))  # noqa: S608 (constants)
            for name, table, where in (
                ("sites", "publication", "superseded_at IS NULL"),
                ("located", "publication", "superseded_at IS NULL AND latitude IS NOT NULL"),
                ("entries", "register_entry", "superseded_at IS NULL"),
                ("units", "admin_unit", "valid_to IS NULL"),
            )
        }
    head = head_revision()
    findings = [
        Finding(version == head, Message(f"Phiên bản bảng {version} (mới nhất {head}).",
                                         f"Tables at {version} (newest {head}).")),
        Finding(
            bool(counts["sites"]),
            Message(
                f"{counts['sites']} địa điểm công bố, {counts['located']} có tọa độ, {counts['entries']} dòng danh "
                f"mục, {counts['units']} đơn vị hành chính hiện nay.",
                f"{counts['sites']} published sites, {counts['located']} with a position, {counts['entries']} "
                f"register entries, {counts['units']} administrative units of today.",
            ),
        ),
    ]  # fmt: skip
    return [*findings, *_files(database), *(_sqlite(database) if database.is_sqlite else [])]


def _files(database: Database) -> list[Finding]:
    with database.read() as session:
        kept = standing(session)
    if not kept.files:
        return []
    if kept.faults:
        return [
            Finding(
                False,
                Message(
                    f"{kept.faults} trong {kept.files} tệp lưu giữ không còn nguyên vẹn; chạy “catalog fixity”.",
                    f"{kept.faults} of {kept.files} stored files are not what they were; run “catalog fixity”.",
                ),
            )
        ]
    oldest = "–" if kept.oldest_check is None else kept.oldest_check.date().isoformat()
    return [
        Finding(
            True,
            Message(
                f"{kept.files} tệp lưu giữ, {kept.never_checked} chưa kiểm tra lần nào, lần kiểm tra cũ nhất {oldest}.",
                f"{kept.files} stored files, {kept.never_checked} never checked, oldest check {oldest}.",
            ),
        )
    ]


def _sqlite(database: Database) -> list[Finding]:
    path = database.url.removeprefix("sqlite:///")
    connection = sqlite3.connect(path)
    try:
        whole = connection.execute("PRAGMA quick_check").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.execute("INSERT INTO site_fts(site_fts, rank) VALUES ('integrity-check', 1)")
        indexed = "ok"
    except sqlite3.DatabaseError as error:
        whole, broken, indexed = str(error), [], str(error)
    finally:
        connection.close()
    return [
        Finding(whole == "ok" and not broken, Message(f"Tệp SQLite: {whole}.", f"SQLite file: {whole}.")),
        Finding(indexed == "ok", Message(f"Chỉ mục tìm kiếm: {indexed}.", f"Search index: {indexed}.")),
    ]


def glance(session: Session, folder: Path | None, now: datetime) -> list[Seen]:
    """How a serving installation stands, quickly, in three statements; `folder` is the data directory, if there is one.

    `catalog doctor` on the machine looks deeper.
    """
    kept = standing(session)
    newest = session.scalar(sa.select(sa.func.max(SafeCopy.taken_at)))
    return [
        _tables(session),
        *([] if folder is None else [_room_on(folder)]),
        _whole(kept, now),
        _copied(newest, now, kept.files),
    ]


def _tables(session: Session) -> Seen:
    version = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    kind = "SQLite" if session.get_bind().dialect.name == "sqlite" else "PostgreSQL"
    if version == head_revision():
        message = Message(
            f"{kind} trả lời, các bảng đúng phiên bản.", f"{kind} answers, its tables are up to date."
        )
        return Seen(Topic.DATABASE, Standing.GOOD, message)
    message = Message(
        f"{kind} trả lời nhưng các bảng chưa đúng phiên bản; hãy khởi động lại máy chủ.",
        f"{kind} answers, but its tables are not up to date; restart the server.",
    )
    return Seen(Topic.DATABASE, Standing.BAD, message)


def _room_on(folder: Path) -> Seen:
    free = shutil.disk_usage(folder).free
    vi, en = f"Còn trống {_gigabytes(free).replace('.', ',')} GB.", f"{_gigabytes(free)} GB are free."
    if free > TIGHT_DISK_BYTES:
        return Seen(Topic.DISK, Standing.GOOD, Message(vi, en))
    message = Message(f"{vi} Hãy mở rộng đĩa hoặc dọn bớt.", f"{en} Make the disk larger, or clear it up.")
    return Seen(Topic.DISK, Standing.WATCH if free > LOW_DISK_BYTES else Standing.BAD, message)


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f}"


def _whole(kept: Keeping, now: datetime) -> Seen:
    if not kept.files:
        return Seen(Topic.FILES, Standing.GOOD, Message("Chưa có tệp gốc nào.", "There is no original yet."))
    if kept.faults:
        message = Message(
            f"{kept.faults} trong {kept.files} tệp gốc không còn nguyên vẹn; hãy lấy lại từ bản sao lưu.",
            f"{kept.faults} of {kept.files} originals are not what they were; take them from a backup.",
        )
        return Seen(Topic.FILES, Standing.BAD, message)
    vi = f"{kept.files} tệp gốc, {kept.never_checked} tệp chưa kiểm tra lần nào."
    en = f"{kept.files} originals, {kept.never_checked} never checked yet."
    if kept.oldest_check is not None and kept.oldest_check < now - LONG_UNCHECKED:
        days = (now - kept.oldest_check).days
        message = Message(
            f"{vi} Có tệp {days} ngày chưa được xem lại.", f"{en} One was not looked at for {days} days."
        )
        return Seen(Topic.FILES, Standing.WATCH, message)
    return Seen(Topic.FILES, Standing.GOOD, Message(vi, en))


def _copied(newest: datetime | None, now: datetime, files: int) -> Seen:
    if newest is None:
        message = Message(
            "Chưa ghi nhận bản sao lưu nào ở nơi khác; chạy “catalog backup TỆP --place NƠI”.",
            "No backup at another place is recorded; run “catalog backup FILE --place NAME”.",
        )
        return Seen(Topic.COPIES, Standing.BAD if files else Standing.WATCH, message)
    days = max((now - newest).days, 0)
    message = Message(
        f"Bản sao lưu mới nhất ở nơi khác: {days} ngày trước, đã đọc lại được.",
        f"The newest backup at another place is {days} days old, and was read back.",
    )
    is_late = now - newest > OLD_COPY
    worst = Standing.BAD if now - newest > ANCIENT_COPY else Standing.WATCH
    return Seen(Topic.COPIES, worst if is_late else Standing.GOOD, message)
