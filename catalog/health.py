"""What an operator wants to know of an installation: is the database there, whole and indexed right?"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass

import sqlalchemy as sa

from catalog.db import Database, head_revision
from catalog.errors import Message
from catalog.settings import Settings
from catalog.surrogates.fixity import standing
from catalog.surrogates.places import in_bucket, local
from media.store import ORIGINALS

LOW_DISK_BYTES = 1_000_000_000


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
