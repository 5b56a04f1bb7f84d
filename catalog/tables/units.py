"""Administrative units through time, how one followed another, and their boundaries."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled, half_open, on_earth
from catalog.terms import Succession, UnitLevel, UnitType


class AdminUnit(Table, table=True):
    """One unit during one interval. A code alone names nothing: all 45 present codes had an earlier bearer.

    `key` is code and first day ("03127/2025-07-01"; "03127/" where the first day is not known).
    """

    __tablename__ = "admin_unit"
    __table_args__ = (
        half_open(),
        filled("name"),
        *on_earth(),
        sa.CheckConstraint("length(code) BETWEEN 2 AND 5", name="code_form"),
        sa.Index("uq_admin_unit_open_code", "code", unique=True, sqlite_where=sa.text("valid_to IS NULL"),
                 postgresql_where=sa.text("valid_to IS NULL")),
        sa.Index("ix_admin_unit_code", "code"),
        sa.Index("ix_admin_unit_parent_id", "parent_id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=20)
    code: str = Field(max_length=5)
    name: str = Field(max_length=200)
    level: UnitLevel = Field(sa_type=choice(UnitLevel))
    type: UnitType = Field(sa_type=choice(UnitType))
    parent_id: int | None = Field(default=None, foreign_key="admin_unit.id")
    valid_from: date | None = None
    valid_to: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    source: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class UnitSuccession(Table, table=True):
    """`predecessor` became (a part of) `successor` on `effective_on`."""

    __tablename__ = "unit_succession"
    __table_args__ = (
        sa.CheckConstraint("predecessor_id <> successor_id", name="two_units"),
        sa.Index("ix_unit_succession_successor_id", "successor_id"),
    )

    predecessor_id: int = Field(foreign_key="admin_unit.id", primary_key=True)
    successor_id: int = Field(foreign_key="admin_unit.id", primary_key=True)
    change: Succession = Field(sa_type=choice(Succession))
    effective_on: date
    source: str


class UnitBoundary(Table, table=True):
    """The polygon of a unit as one source draws it; an office's official layer replaces it by a newer row."""

    __tablename__ = "unit_boundary"
    __table_args__ = (
        half_open("recorded_at", "superseded_at"),
        sa.CheckConstraint("accuracy_metres >= 0", name="accuracy_positive"),
        sa.Index("uq_unit_boundary_current", "unit_id", unique=True, sqlite_where=sa.text("superseded_at IS NULL"),
                 postgresql_where=sa.text("superseded_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="admin_unit.id")
    geometry: str = Field(sa_type=sa.Text)
    accuracy_metres: float
    source: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
