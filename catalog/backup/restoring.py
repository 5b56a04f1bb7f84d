"""Putting a backup back: everything is checked beside the place before anything stands in it."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import sqlalchemy as sa
from pydantic import ValidationError

from catalog.backup import postgresql
from catalog.backup.manifest import DATABASES, FILES, MANIFEST, BackupError, Kept, Manifest, state_of
from catalog.backup.taking import copied_and_hashed, refuse_damaged, sqlite_state
from catalog.db import Database
from catalog.errors import Message
from catalog.migrating import is_known_revision, upgrade
from catalog.settings import DEMO_MARKER, Settings
from media.durable import PART, held_alone, sync

LARGEST_MANIFEST = 64 << 20


def restore(
    settings: Settings, file: Path, now: datetime, *, replace: bool = False
) -> tuple[Manifest, Path | None]:
    """Put a backup into an empty data directory, and into an empty database if that is PostgreSQL.

    With `replace` a data directory that is in the way is moved aside, never deleted; its new name is
    answered. Tables of an older version are migrated. Raises `BackupError` for an archive that is
    damaged, newer than this product or of the other kind of database; then nothing was changed.
    """
    with _opened(file) as archive:
        manifest = _read_manifest(archive)
        _refuse_unfit(settings, manifest)
        data = settings.data.absolute()
        with _place(data, replace=replace), _staging(data) as staged:
            _extract(archive, manifest, staged)
            if settings.database_url:
                _load_postgresql(settings.database, staged, manifest)
            else:
                _load_sqlite(staged, manifest)
            _sync_all(staged)
            return manifest, _put_in_place(staged, data, now)


def read_back(file: Path) -> Manifest:
    """Read a whole backup, every hash compared with its list. Raises `BackupError` if it is not whole."""
    with _opened(file) as archive:
        manifest = _read_manifest(archive)
        for kept in manifest.files:
            with archive.open(kept.name) as source, Path(os.devnull).open("wb") as nowhere:
                if copied_and_hashed(source, nowhere) != (kept.size, kept.sha256):  # type: ignore[arg-type]
                    raise _damaged(kept.name)
        return manifest


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(file) as archive:
            yield archive
    except (BadZipFile, zlib.error, EOFError) as error:
        raise _damaged(str(error)) from error


def _damaged(what: str) -> BackupError:
    return BackupError(Message(f"Bản sao lưu bị hỏng: {what}.", f"The backup is damaged: {what}."))


def _read_manifest(archive: ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BackupError(Message("Tệp này không phải bản sao lưu.", "This file is no backup."))
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except ValidationError as error:
        raise BackupError(
            Message(
                "Không hiểu bản kê của bản sao lưu: nó hỏng hoặc do phiên bản mới hơn ghi.",
                "The backup's list is not understood: it is damaged, or a newer version wrote it.",
            )
        ) from error
    names = [kept.name for kept in manifest.files]
    if sorted([*names, MANIFEST]) != sorted(archive.namelist()) or DATABASES[manifest.database] not in names:
        raise _damaged("manifest.json")
    return manifest


def _refuse_unfit(settings: Settings, manifest: Manifest) -> None:
    here = "postgresql" if settings.database_url else "sqlite"
    if manifest.database != here:
        raise BackupError(
            Message(
                f"Bản sao lưu là của {manifest.database}, còn cài đặt này dùng {here}.",
                f"The backup is of {manifest.database}, and this installation uses {here}.",
            )
        )
    is_demo = any(kept.name == f"{FILES}/{DEMO_MARKER}" for kept in manifest.files)
    if is_demo and not settings.is_demo and settings.data.exists() and any(settings.data.iterdir()):
        raise BackupError(
            Message(
                f"Bản sao lưu là của dữ liệu mẫu, còn {settings.data} thì không; hãy khôi phục vào thư mục trống.",
                f"The backup is of a demonstration, and {settings.data} is not; restore it into an empty directory.",
            )
        )
    revision = manifest.state.schema_revision
    if not is_known_revision(revision):
        raise BackupError(
            Message(
                f"Bản sao lưu do phiên bản mới hơn ({manifest.product_version}, bảng {revision}) ghi; hãy cài phiên bản đó.",
                f"A newer version wrote the backup ({manifest.product_version}, tables {revision}); install that one.",
            )
        )


@contextmanager
def _place(data: Path, *, replace: bool) -> Iterator[None]:
    """Hold the data directory, which must be empty or may be replaced, so that nobody opens it meanwhile."""
    if not data.exists():
        data.parent.mkdir(parents=True, exist_ok=True)
        yield
        return
    if any(data.iterdir()) and not replace:
        raise BackupError(
            Message(
                f"{data} không trống. Dùng --replace để chuyển dữ liệu cũ sang một bên (không xóa).",
                f"{data} is not empty. --replace moves what is there aside (and deletes nothing).",
            )
        )
    with held_alone(data) as is_alone:
        if not is_alone:
            raise BackupError(
                Message(
                    f"{data} đang được dùng; hãy dừng máy chủ trước.",
                    f"{data} is in use; stop the server first.",
                )
            )
        yield


@contextmanager
def _staging(data: Path) -> Iterator[Path]:
    """A folder beside the data directory, on the same disk, gone at the end unless it was put in place."""
    staged = data.with_name(f".{data.name}.{secrets.token_hex(4)}{PART}")
    staged.mkdir(mode=0o700)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _extract(archive: ZipFile, manifest: Manifest, staged: Path) -> None:
    for kept in manifest.files:
        target = staged / _where(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(kept.name) as source, target.open("xb") as out:
            found = copied_and_hashed(source, out)  # type: ignore[arg-type]
        if found != (kept.size, kept.sha256):
            raise _damaged(kept.name)


def _where(kept: Kept) -> str:
    if kept.name == DATABASES["sqlite"]:
        return "catalogue.sqlite3"
    return kept.name.removeprefix(f"{FILES}/")


def _load_sqlite(staged: Path, manifest: Manifest) -> None:
    file = staged / "catalogue.sqlite3"
    try:
        with closing(sqlite3.connect(file)) as connection:
            refuse_damaged(connection)
        state = sqlite_state(file, list(manifest.state.counts))
    except (sqlite3.DatabaseError, sa.exc.DatabaseError) as error:
        raise _damaged(str(error)) from error
    if state != manifest.state:
        raise _damaged(DATABASES["sqlite"])
    upgrade(f"sqlite:///{file}")


def _load_postgresql(url: str, staged: Path, manifest: Manifest) -> None:
    dump = staged / DATABASES["postgresql"]
    database = Database(url)
    try:
        with database.read() as session:
            if sa.inspect(session.connection()).get_table_names():
                raise BackupError(
                    Message(
                        "Cơ sở dữ liệu PostgreSQL không trống; hãy tạo cơ sở dữ liệu mới (createdb) và trỏ DIENBIEN_DATABASE_URL vào đó.",
                        "The PostgreSQL database is not empty; make a new one (createdb) and point DIENBIEN_DATABASE_URL at it.",
                    )
                )
        postgresql.load(url, dump)
        with database.read() as session:
            if state_of(session, list(manifest.state.counts)) != manifest.state:
                raise _damaged(DATABASES["postgresql"])
    finally:
        database.close()
    upgrade(url)
    dump.unlink()


def _sync_all(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            sync(Path(place, name))
        sync(Path(place))


def _put_in_place(staged: Path, data: Path, now: datetime) -> Path | None:
    """The staged folder becomes the data directory; answers where the former one went, if there was one."""
    aside = None
    if data.exists() and any(data.iterdir()):
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = data.with_name(f"{data.name}-replaced-{stamp}")
        if aside.exists():
            raise BackupError(Message(f"{aside} đã có.", f"{aside} is there already."))
        data.rename(aside)
    staged.rename(data)
    sync(data.parent)
    return aside
