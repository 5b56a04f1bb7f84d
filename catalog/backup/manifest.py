"""What a backup says of itself: its files by hash, and the state of the database that it holds."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlmodel import Session

from catalog.errors import CatalogError

MANIFEST = "manifest.json"
FILES = "files"
"""The folder of the archive that holds the data directory's files besides the database."""
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""The database's file in the archive, by kind: SQLite's own file, or what pg_dump writes."""

Sha256 = Field(pattern=r"^[0-9a-f]{64}$")


class BackupError(CatalogError):
    """A backup that cannot be taken, or cannot be put back; what was there before is untouched."""


class Strict(BaseModel):
    """Unknown fields mean that another programme wrote this."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Kept(Strict):
    """One file of the archive."""

    name: str
    size: int = Field(ge=0)
    sha256: str = Sha256

    @field_validator("name")
    @classmethod
    def _inside(cls, name: str) -> str:
        """The database or something under `files/`: no name leads out of the folder it is put into."""
        path = PurePosixPath(name)
        is_stored = path.parts[:1] == (FILES,) and len(path.parts) > 1
        if ".." in path.parts or "\\" in name or str(path) != name or not (is_stored or name in _NAMES):
            raise ValueError(name)
        return name


_NAMES = frozenset(DATABASES.values())


class State(Strict):
    """A database in figures: equal states hold equal published records and an equal history."""

    schema_revision: str = Field(pattern=r"^\w+$")
    history_sequence: int
    history_hash: str
    published_sha256: str = Sha256
    counts: dict[str, int]

    @field_validator("counts")
    @classmethod
    def _are_tables(cls, counts: dict[str, int]) -> dict[str, int]:
        if not all(name.isidentifier() and name.isascii() for name in counts):
            raise ValueError("counts")
        return counts


class Elsewhere(Strict):
    """Originals that are not in the archive, for they lie in a bucket: which one, and how many the database names."""

    bucket: str
    files: int = Field(ge=0)


class Manifest(Strict):
    """The archive's `manifest.json`."""

    format: Literal["dienbien-catalogue-backup"] = "dienbien-catalogue-backup"
    format_version: Literal[1] = 1
    product_version: str
    taken_at: str
    database: Literal["sqlite", "postgresql"]
    state: State
    files: tuple[Kept, ...]
    elsewhere: Elsewhere | None = None


def state_of(session: Session, tables: list[str] | None = None) -> State:
    """The database's state; `tables` are those to count, all by default."""
    names = tables or sorted(sa.inspect(session.connection()).get_table_names())
    head = None
    if "history_head" in names:
        head = session.execute(sa.text("SELECT sequence, hash FROM history_head")).one_or_none()
    return State(
        schema_revision=session.scalar(sa.text("SELECT version_num FROM alembic_version")) or "",
        history_sequence=head[0] if head else 0,
        history_hash=head[1] if head else "",
        published_sha256=_published(session),
        counts={name: session.scalar(sa.text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names},  # noqa: S608 (names are checked)
    )


def _published(session: Session) -> str:
    """SHA-256 over code and content hash of all that is public, in the order of the codes."""
    query = sa.text(
        "SELECT publication.code, site_revision.content_hash FROM publication "
        "JOIN site_revision ON site_revision.id = publication.revision_id WHERE superseded_at IS NULL"
    )
    lines = sorted(f"{code} {content_hash}\n" for code, content_hash in session.execute(query))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
