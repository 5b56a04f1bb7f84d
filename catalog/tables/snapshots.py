"""Periods that were opened, and the figures that were closed: rows are added and never changed."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, filled, half_open


class Period(Table, table=True):
    """A period of evaluation that was opened, half-open in legal time.

    Calendar years are periods without being opened, and have no row. Triggers refuse UPDATE and DELETE.
    """

    __tablename__ = "period"
    __table_args__ = (filled("code"), half_open("opens_on", "closes_on"))

    code: str = Field(primary_key=True, max_length=20)
    opens_on: date
    closes_on: date
    opened_by_id: int = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_type=UtcDateTime)


class CoverageSnapshot(Table, table=True):
    """The figures of a period as they were closed: what was so on `as_of`, as known at `known_at`, by which rules.

    `document` is the canonical JSON with hash and signature inside. A correction is another row that `restates` the
    newest one, with its reason. Triggers refuse UPDATE and DELETE.
    """

    __tablename__ = "coverage_snapshot"
    __table_args__ = (
        filled("id"),
        filled("period_code"),
        filled("reason"),
        filled("document"),
        sa.CheckConstraint("length(sha256) = 64 AND length(rules_sha256) = 64", name="hash_form"),
        sa.CheckConstraint("(restates_id IS NULL) = (reason IS NULL)", name="restated_with_reason"),
        sa.CheckConstraint("restates_id <> id", name="restates_another"),
        sa.CheckConstraint("known_at <= closed_at", name="closed_when_known"),
        sa.UniqueConstraint("restates_id"),
        sa.Index("uq_coverage_snapshot_first", "period_code", unique=True,
                 sqlite_where=sa.text("restates_id IS NULL"), postgresql_where=sa.text("restates_id IS NULL")),
        sa.Index("ix_coverage_snapshot_period_code", "period_code", "closed_at"),
    )  # fmt: skip

    id: str = Field(primary_key=True, max_length=40)
    period_code: str = Field(max_length=20)
    as_of: date
    known_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime = Field(sa_type=UtcDateTime)
    closed_by_id: int = Field(foreign_key="person.id")
    rules: str = Field(max_length=100)
    rules_sha256: str = Field(max_length=64)
    restates_id: str | None = Field(default=None, max_length=40, foreign_key="coverage_snapshot.id")
    reason: str | None = Field(default=None, sa_type=sa.Text)
    sha256: str = Field(max_length=64)
    signature: str = Field(sa_type=sa.Text)
    document: str = Field(sa_type=sa.Text)
