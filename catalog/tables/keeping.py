"""What became of stored files through time, so that a figure can be recomputed as it was known on any day."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled, half_open
from catalog.terms import FileFault


class SurrogateWithdrawal(Table, table=True):
    """The time during which a surrogate was out of sight, and why; without an end it still is."""

    __tablename__ = "surrogate_withdrawal"
    __table_args__ = (
        half_open("withdrawn_at", "readmitted_at"),
        filled("reason"),
        sa.Index("uq_surrogate_withdrawal_open", "surrogate_id", unique=True,
                 sqlite_where=sa.text("readmitted_at IS NULL"), postgresql_where=sa.text("readmitted_at IS NULL")),
    )  # fmt: skip

    surrogate_id: int = Field(foreign_key="surrogate.id", primary_key=True)
    withdrawn_at: datetime = Field(sa_type=UtcDateTime, primary_key=True)
    readmitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = Field(sa_type=sa.Text)


class FileCheck(Table, table=True):
    """One look at stored bytes, and what was wrong with them, if anything. Rows are added and stay."""

    __tablename__ = "file_check"

    digest: str = Field(foreign_key="stored_file.digest", primary_key=True, max_length=64)
    checked_at: datetime = Field(sa_type=UtcDateTime, primary_key=True)
    fault: FileFault | None = Field(default=None, sa_type=choice(FileFault))


class SafeCopy(Table, table=True):
    """At a place away from here lies a copy of every file that was stored until `taken_at`; it was read back."""

    __tablename__ = "safe_copy"
    __table_args__ = (
        filled("place"),
        sa.CheckConstraint("taken_at <= recorded_at", name="recorded_after_taken"),
    )

    id: int | None = Field(default=None, primary_key=True)
    place: str = Field(max_length=200)
    taken_at: datetime = Field(sa_type=UtcDateTime)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
