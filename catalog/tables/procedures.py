"""Administrative procedures, and how many of their files were received, digitised and resolved in a period."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, filled, half_open


def _only_one(name: str, *columns: str, where: str) -> sa.Index:
    """At most one current row; of two NULLs a plain unique index would not see that they are equal."""
    condition = sa.text(f"superseded_at IS NULL AND {where}")
    return sa.Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class Procedure(Table, table=True):
    """One procedure during one interval, as the decision that publishes it states it.

    `valid_from`/`valid_to` is legal time, `recorded_at`/`superseded_at` the time of our knowledge: a correction
    closes the row and adds one that names it in `replaces_id`.
    """

    __tablename__ = "procedure"
    __table_args__ = (
        half_open(),
        half_open("recorded_at", "superseded_at"),
        filled("name"),
        filled("source"),
        sa.CheckConstraint("length(code) = 8 AND code LIKE '_.______'", name="code_form"),
        sa.CheckConstraint("replaces_id <> id", name="replaces_another"),
        _only_one("uq_procedure_dated", "code", "valid_from", where="valid_from IS NOT NULL"),
        _only_one("uq_procedure_undated", "code", where="valid_from IS NULL"),
        sa.Index("ix_procedure_import_run_id", "import_run_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=8)
    name: str = Field(sa_type=sa.Text)
    field: str | None = Field(default=None, max_length=500)
    level: str | None = Field(default=None, max_length=500)
    agency: str | None = Field(default=None, sa_type=sa.Text)
    time_limit: str | None = Field(default=None, sa_type=sa.Text)
    fee: str | None = Field(default=None, sa_type=sa.Text)
    decision: str | None = Field(default=None, max_length=500)
    source: str = Field(sa_type=sa.Text)
    search_text: str = Field(sa_type=sa.Text)
    valid_from: date | None = None
    valid_to: date | None = None
    import_run_id: int | None = Field(default=None, foreign_key="import_run.id")
    replaces_id: int | None = Field(default=None, foreign_key="procedure.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ProcedureCount(Table, table=True):
    """What one unit counted in one period [period_from, period_to): of one procedure, or of all of them.

    `resolved` may exceed `received`: files that were received in an earlier period are resolved in this one.
    For the same reason nothing is said of `electronic_results` and `received`.
    """

    __tablename__ = "procedure_count"
    __table_args__ = (
        half_open("period_from", "period_to"),
        half_open("recorded_at", "superseded_at"),
        filled("source"),
        sa.CheckConstraint("length(procedure_code) = 8 AND procedure_code LIKE '_.______'", name="code_form"),
        sa.CheckConstraint("received >= 0", name="received_natural"),
        sa.CheckConstraint("resolved >= 0", name="resolved_natural"),
        sa.CheckConstraint("digitised_components BETWEEN 0 AND received", name="digitised_of_received"),
        sa.CheckConstraint("reused BETWEEN 0 AND received", name="reused_of_received"),
        sa.CheckConstraint("electronic_results BETWEEN 0 AND resolved", name="electronic_of_resolved"),
        sa.CheckConstraint("replaces_id <> id", name="replaces_another"),
        _only_one("uq_procedure_count_of_one", "procedure_code", "unit_id", "period_from", "period_to",
                  where="procedure_code IS NOT NULL"),
        _only_one("uq_procedure_count_of_all", "unit_id", "period_from", "period_to", where="procedure_code IS NULL"),
        sa.Index("ix_procedure_count_period_from", "period_from"),
        sa.Index("ix_procedure_count_import_run_id", "import_run_id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    procedure_code: str | None = Field(default=None, max_length=8)
    unit_id: int = Field(foreign_key="admin_unit.id")
    period_from: date
    period_to: date
    received: int
    digitised_components: int
    reused: int
    resolved: int
    electronic_results: int
    source: str = Field(sa_type=sa.Text)
    import_run_id: int | None = Field(default=None, foreign_key="import_run.id")
    replaces_id: int | None = Field(default=None, foreign_key="procedure_count.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
