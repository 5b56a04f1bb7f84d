"""Files that people send in pieces, until they are attached to a record."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, filled


class Upload(Table, table=True):
    """One file under way, and whose it is; how far it has come only the file itself says.

    `ended_at` is when all `length` bytes were there, `digest` their SHA-256, `attached_at` when a record took the
    file over. A row outlives its file for some weeks, so that who comes back is told that it is gone.
    """

    __tablename__ = "upload"
    __table_args__ = (
        sa.CheckConstraint("length(id) = 32", name="id_form"),
        sa.CheckConstraint("length > 0", name="length_positive"),
        sa.CheckConstraint("length(digest) = 64", name="digest_form"),
        sa.CheckConstraint("(ended_at IS NULL) = (digest IS NULL)", name="digest_of_ended"),
        sa.CheckConstraint("attached_at IS NULL OR ended_at IS NOT NULL", name="attached_after_end"),
        sa.CheckConstraint("created_at < expires_at", name="expires_at_after_start"),
        filled("file_name"),
    )

    id: str = Field(primary_key=True, max_length=32)
    person_id: int = Field(foreign_key="person.id", index=True)
    length: int = Field(sa_type=sa.BigInteger)
    file_name: str = Field(max_length=200)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    digest: str | None = Field(default=None, max_length=64)
    attached_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
