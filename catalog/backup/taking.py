"""Taking a backup, while the catalogue is in use."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import sqlalchemy as sa
from sqlmodel import Session

from catalog.backup import postgresql
from catalog.backup.manifest import (
    DATABASES,
    FILES,
    MANIFEST,
    BackupError,
    Elsewhere,
    Kept,
    Manifest,
    State,
    state_of,
)
from catalog.db import Database
from catalog.errors import Message
from catalog.settings import DEMO_MARKER, Settings
from media.durable import PART, written_whole

BLOCK = 1 << 20


def take_backup(settings: Settings, file: Path, now: datetime) -> Manifest:
    """Write everything into one new archive: the database of one moment, then the stored files.

    In this order, so that every file which the database names is there: a stored file is never changed
    and was written before the database spoke of it. Raises `BackupError`; then there is no archive.
    """
    _refuse_place(settings, file)
    with tempfile.TemporaryDirectory(prefix=f".{file.name}.", suffix=PART, dir=file.parent) as folder:
        kind = "postgresql" if settings.database_url else "sqlite"
        staged = Path(folder) / DATABASES[kind]
        state = _dumped(settings, staged) if settings.database_url else _copied(settings, staged)
        with written_whole(file) as output, ZipFile(output, "w") as archive:
            kept = [_put(archive, DATABASES[kind], staged, now, ZIP_DEFLATED)]
            for path in sorted(_stored_files(settings.data)):
                name = f"{FILES}/{path.relative_to(settings.data).as_posix()}"
                kept.append(_put(archive, name, path, now, ZIP_STORED))
            manifest = Manifest(
                product_version=version("dienbien-catalogue"),
                taken_at=now.isoformat(),
                database="postgresql" if settings.database_url else "sqlite",
                state=state,
                files=tuple(kept),
                elsewhere=_elsewhere(settings, state),
            )
            with archive.open(_entry(MANIFEST, now, ZIP_DEFLATED), "w") as last:
                said = manifest.model_dump_json(
                    indent=1, exclude=None if manifest.elsewhere else {"elsewhere"}
                )
                last.write(said.encode())
    return manifest


def _elsewhere(settings: Settings, state: State) -> Elsewhere | None:
    """What of the originals is in the bucket: all that the database names, unless they lie here still."""
    if settings.bucket is None or settings.is_demo:
        return None
    return Elsewhere(bucket=settings.bucket, files=state.counts.get("stored_file", 0))


def _refuse_place(settings: Settings, file: Path) -> None:
    if file.exists():
        raise BackupError(
            Message(
                f"{file} đã có; bản sao lưu không ghi đè tệp nào.",
                f"{file} is there already; a backup overwrites nothing.",
            )
        )
    if file.resolve().is_relative_to(settings.data.resolve()):
        raise BackupError(
            Message(
                "Hãy ghi bản sao lưu ra ngoài thư mục dữ liệu, tốt nhất là sang ổ đĩa khác.",
                "Write the backup outside the data directory, best to another disk.",
            )
        )
    if not file.parent.is_dir():
        raise BackupError(Message(f"Không có thư mục {file.parent}.", f"There is no folder {file.parent}."))


def _copied(settings: Settings, staged: Path) -> State:
    """A copy of the SQLite database by its online backup: one moment, while others read and write."""
    source = settings.data / "catalogue.sqlite3"
    if not source.exists():
        raise BackupError(
            Message(f"Không có cơ sở dữ liệu ở {settings.data}.", f"There is no database in {settings.data}.")
        )
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(staged)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
            refuse_damaged(copy)
    except sqlite3.DatabaseError as error:
        raise BackupError(
            Message(f"Không sao chép được cơ sở dữ liệu: {error}", f"The database cannot be copied: {error}")
        ) from error
    return sqlite_state(staged)


def refuse_damaged(connection: sqlite3.Connection) -> None:
    """Raise `BackupError` unless SQLite finds its file whole."""
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise BackupError(Message(f"Cơ sở dữ liệu bị hỏng: {said}", f"The database is damaged: {said}"))


def sqlite_state(file: Path, tables: list[str] | None = None) -> State:
    """The state of a SQLite file that nobody else uses."""
    engine = sa.create_engine(f"sqlite:///{file}", poolclass=sa.NullPool)
    with Session(engine) as session:
        return state_of(session, tables)


def _dumped(settings: Settings, staged: Path) -> State:
    """A dump of the PostgreSQL database, of the very moment of which the state tells."""
    database = Database(settings.database)
    try:
        with database.read() as session:
            state = state_of(session)
            snapshot = session.scalar(sa.text("SELECT pg_export_snapshot()"))
            postgresql.dump(settings.database, str(snapshot), staged)
        return state
    finally:
        database.close()


DISPOSABLE = frozenset({"cache", "derived", "uploads"})
"""Folders of the data directory that no backup carries: what is in the bucket is fetched again, pictures are made
again, uploads go on or begin anew."""


def _stored_files(data: Path) -> Iterator[Path]:
    """The data directory's files besides the database, what is still being written, and a demonstration in it."""
    for folder, folders, names in os.walk(data):
        is_top = Path(folder) == data
        folders[:] = [
            name
            for name in folders
            if not name.endswith(PART)
            and not (is_top and name in DISPOSABLE)
            and not Path(folder, name, DEMO_MARKER).is_file()
        ]
        for name in names:
            path = Path(folder, name)
            is_database = path.parent == data and name.startswith("catalogue.sqlite3")
            if not is_database and not name.endswith(PART) and path.is_file() and not path.is_symlink():
                yield path


def _entry(name: str, now: datetime, compression: int) -> ZipInfo:
    entry = ZipInfo(name, now.timetuple()[:6])
    entry.compress_type = compression
    entry.external_attr = 0o600 << 16
    return entry


def _put(archive: ZipFile, name: str, source: Path, now: datetime, compression: int) -> Kept:
    """Copy a file into the archive; what is hashed are the bytes that were written."""
    with (
        source.open("rb") as file,
        archive.open(_entry(name, now, compression), "w", force_zip64=True) as out,
    ):
        size, digest = copied_and_hashed(file, out)  # type: ignore[arg-type]
    return Kept(name=name, size=size, sha256=digest)


def copied_and_hashed(source: BinaryIO, target: BinaryIO) -> tuple[int, str]:
    """Copy bytes; answers how many they were, and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        digest.update(block)
        target.write(block)
        size += len(block)
    return size, digest.hexdigest()
