"""Work on records that somebody is to do."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, filled

_OPEN = sa.text("ended_at IS NULL")


class WorkAssignment(Table, table=True):
    """Somebody is to work on a site, on one check of the ladder or on all that is missing (`ladder_check` empty).

    It ends when it is taken back, or when the same work is given to somebody else; rows stay.
    """

    __tablename__ = "work_assignment"
    __table_args__ = (
        filled("note"),
        sa.CheckConstraint("ended_at IS NULL OR assigned_at <= ended_at", name="ended_at_after_start"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_whole"),
        sa.Index("uq_work_assignment_open", "site_id", "ladder_check", unique=True,
                 sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_work_assignment_assignee_id", "assignee_id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    ladder_check: str = Field(default="", max_length=10)
    assignee_id: int = Field(foreign_key="person.id")
    due_on: date | None = None
    note: str | None = Field(default=None, max_length=1000)
    assigned_by_id: int = Field(foreign_key="person.id")
    assigned_at: datetime = Field(sa_type=UtcDateTime)
    ended_by_id: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
