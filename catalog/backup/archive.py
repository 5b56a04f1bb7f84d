"""Everything as open text: one archive of JSON Lines that another installation can begin with.

A backup is the database's own file; this is for leaving: documented (docs/archive.md), versioned, the same
from SQLite and PostgreSQL. What belongs to accounts (secrets, sessions, tokens, answered requests) stays,
and so do the figures that are kept of the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from importlib.metadata import version
from itertools import islice
from typing import IO, Any, BinaryIO, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import orjson
import sqlalchemy as sa
from pydantic import Field, ValidationError
from sqlmodel import Session, SQLModel

from catalog.backup.manifest import MANIFEST, BackupError, Sha256, State, Strict, state_of
from catalog.db import UtcDateTime
from catalog.errors import Message
from catalog.migrating import head_revision

STAYS = frozenset(
    {
        "access_token",
        "account",
        "answered_request",
        "change_stamp",
        "external_identity",
        "one_time_link",
        "person_role",
        "recovery_code",
        "sign_in_attempt",
        "sign_in_journey",
        "sign_in_session",
        "upload",
    }
)
"""Tables of the installation itself, which no archive carries."""

DERIVED = frozenset({"coverage_counter", "coverage_day", "counted_entry", "site_standing"})
"""Tables that follow from the others by the rules of a day: whoever reads an archive in counts them anew."""

PERSON_COLUMNS = ("id", "name", "recorded_at")
"""What an archive says of a person: who it was that the history names."""

BATCH = 500
LONGEST_LINE = 32 << 20  # bytes; a record's longest text is a small part of it


class Sheet(Strict):
    """One table as a file of JSON Lines."""

    table: str = Field(pattern=r"^[a-z_]+$")
    rows: int = Field(ge=0)
    sha256: str = Sha256


class ArchiveManifest(Strict):
    """The archive's `manifest.json`."""

    format: Literal["dienbien-catalogue-archive"] = "dienbien-catalogue-archive"
    format_version: Literal[1] = 1
    product_version: str
    taken_at: str
    state: State
    sheets: tuple[Sheet, ...]
    is_demo: bool = False


def tables() -> list[sa.Table]:
    """The tables that an archive carries, each after those that it refers to."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in STAYS | DERIVED]


def columns_of(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that an archive carries of a table."""
    return [c for c in table.columns if table.name != "person" or c.name in PERSON_COLUMNS]


def write_archive(
    session: Session, file: BinaryIO, now: datetime, *, is_demo: bool = False
) -> ArchiveManifest:
    """Write everything that one moment of the database says; the same moment for all tables.

    The archive of a demonstration says so, and only another demonstration takes it.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        sheets = [_write_sheet(session, archive, table) for table in tables()]
        manifest = ArchiveManifest(
            product_version=version("dienbien-catalogue"),
            taken_at=now.isoformat(),
            state=state_of(session, [sheet.table for sheet in sheets] + ["history_head"]),
            sheets=tuple(sheets),
            is_demo=is_demo,
        )
        archive.writestr(
            MANIFEST, manifest.model_dump_json(indent=1, exclude=None if is_demo else {"is_demo"})
        )
    return manifest


def _write_sheet(session: Session, archive: ZipFile, table: sa.Table) -> Sheet:
    digest, count = hashlib.sha256(), 0
    query = sa.select(*columns_of(table)).order_by(*table.primary_key.columns)
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as sheet:
        for row in session.execute(query.execution_options(yield_per=1000)).mappings():
            line = orjson.dumps(dict(row), option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
            sheet.write(line)
            digest.update(line)
            count += 1
    return Sheet(table=table.name, rows=count, sha256=digest.hexdigest())


def read_archive(session: Session, file: BinaryIO, *, takes_demo: bool = False) -> ArchiveManifest:
    """Fill an empty, migrated database with an archive; the caller's transaction keeps all or nothing.

    Raises `BackupError` for a file that is no archive, was altered, comes from another version or (unless
    `takes_demo`) from a demonstration, or if the database is not empty, or does not say the same afterwards.
    The `DERIVED` tables stay empty: the caller counts them anew (`catalog.coverage.kept`).
    """
    for table in tables():
        if session.scalar(sa.select(sa.func.count()).select_from(table)):
            raise _refusal(
                "Chỉ nhập vào một bản cài đặt trống.", "Only an empty installation takes an archive."
            )
    try:
        with ZipFile(file) as archive:
            manifest = ArchiveManifest.model_validate_json(archive.read(MANIFEST))
            _check(manifest)
            if manifest.is_demo and not takes_demo:
                raise _refusal(
                    "Tệp này là của dữ liệu mẫu; chỉ nhập vào dữ liệu mẫu khác.",
                    "This file is of a demonstration; only another demonstration takes it.",
                )
            for sheet in manifest.sheets:
                _read_sheet(session, archive, sheet)
    except (
        BadZipFile,
        KeyError,
        ValidationError,
        orjson.JSONDecodeError,
        UnicodeDecodeError,
        ValueError,
    ) as error:
        raise _refusal("Tệp không phải là bản lưu nguyên vẹn.", "The file is no whole archive.") from error
    except sa.exc.IntegrityError as error:
        raise _refusal(
            "Nội dung tệp không khớp quy tắc dữ liệu.", "The file's content breaks the rules."
        ) from error
    _follow_ids(session)
    if state_of(session, list(manifest.state.counts)) != manifest.state:
        raise _refusal("Dữ liệu nhập vào không khớp bản kê.", "What came in is not what the manifest says.")
    return manifest


def _refusal(vi: str, en: str) -> BackupError:
    return BackupError(Message(vi, en))


def _check(manifest: ArchiveManifest) -> None:
    if manifest.state.schema_revision != head_revision():
        raise _refusal(
            f"Bản lưu có lược đồ {manifest.state.schema_revision}, bản cài đặt này {head_revision()}; hãy dùng cùng phiên bản phần mềm.",
            f"The archive has schema {manifest.state.schema_revision}, this installation {head_revision()}; use the same version.",
        )
    if [sheet.table for sheet in manifest.sheets] != [table.name for table in tables()]:
        raise _refusal("Bản lưu thiếu hoặc thừa bảng.", "The archive lacks a table, or has one too many.")


def _read_sheet(session: Session, archive: ZipFile, sheet: Sheet) -> None:
    table = SQLModel.metadata.tables[sheet.table]
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{sheet.table}.jsonl") as lines:
        reading = _rows(lines, digest, {column.name: column for column in columns_of(table)})
        while batch := list(islice(reading, BATCH)):
            count += len(batch)
            session.execute(sa.insert(table), batch)
    if (digest.hexdigest(), count) != (sheet.sha256, sheet.rows):
        raise _refusal(f"Tệp {sheet.table}.jsonl đã bị sửa.", f"The file {sheet.table}.jsonl was altered.")


def _rows(lines: IO[bytes], digest: Any, columns: Mapping[str, sa.Column[Any]]) -> Iterator[dict[str, Any]]:
    while line := lines.readline(LONGEST_LINE):
        digest.update(line)
        row = orjson.loads(line)
        if row.keys() != columns.keys():
            raise ValueError("columns")
        yield {name: _value(columns[name].type, value) for name, value in row.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value


def _follow_ids(session: Session) -> None:
    """On PostgreSQL numbers that came in are not those that its sequences would give next."""
    if session.get_bind().dialect.name == "sqlite":
        return
    for table in _numbered(tables()):
        session.execute(
            sa.text(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"  # noqa: S608 (our own names)
            )
        )


def _numbered(found: Iterable[sa.Table]) -> Iterator[str]:
    for table in found:
        column = table.columns.get("id")
        if column is None or not isinstance(column.type, sa.Integer) or table.name == "history_head":
            continue
        if column.autoincrement in (True, "auto"):
            yield table.name
