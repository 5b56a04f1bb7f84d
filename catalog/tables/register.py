"""Official lists: their lines, known to us as sites or not, and the totals that they declare."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled, half_open
from catalog.terms import Certainty, EntryKind, Grade, Membership, Scheme


class RegisterEntry(Table, table=True):
    """One line of a decision or list: the denominator of everything that is counted.

    It names a site (`site_id`), or only says that one exists (an unknown component of `complex_id`).
    `valid_from`/`valid_to` is legal time; without a known start the line counts from `known_since`.
    `recorded_at`/`superseded_at` is the time of our knowledge: a correction closes the row and adds
    one with the same `key`.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        half_open(),
        half_open("recorded_at", "superseded_at"),
        filled("label"),
        sa.CheckConstraint("(kind = 'COMPONENT') = (complex_id IS NOT NULL)", name="complex_of_component"),
        sa.CheckConstraint("kind = 'COMPONENT' OR site_id IS NOT NULL", name="designated_site_known"),
        sa.CheckConstraint("scheme <> 'RELIC_RANK' OR grade IS NOT NULL", name="rank_has_grade"),
        sa.Index("uq_register_entry_current", "key", unique=True, sqlite_where=sa.text("superseded_at IS NULL"),
                 postgresql_where=sa.text("superseded_at IS NULL")),
        sa.Index("ix_register_entry_undated", "known_since",
                 sqlite_where=sa.text("superseded_at IS NULL AND valid_from IS NULL"),
                 postgresql_where=sa.text("superseded_at IS NULL AND valid_from IS NULL")),
        sa.Index("ix_register_entry_site_id", "site_id"),
        sa.Index("ix_register_entry_complex_id", "complex_id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=200)
    kind: EntryKind = Field(sa_type=choice(EntryKind))
    scheme: Scheme = Field(sa_type=choice(Scheme))
    grade: Grade | None = Field(default=None, sa_type=choice(Grade))
    site_id: int | None = Field(default=None, foreign_key="site.id")
    complex_id: int | None = Field(default=None, foreign_key="site.id")
    label: str = Field(max_length=500)
    decision_number: str | None = Field(default=None, max_length=100)
    membership: Membership | None = Field(default=None, sa_type=choice(Membership))
    certainty: Certainty = Field(sa_type=choice(Certainty))
    valid_from: date | None = None
    valid_to: date | None = None
    known_since: date
    source: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeclaredTotal(Table, table=True):
    """How many sites of a grade an official list declares, to set beside what the register knows."""

    __tablename__ = "declared_total"
    __table_args__ = (
        sa.CheckConstraint("declared >= 0", name="declared_positive"),
        sa.UniqueConstraint("register_name", "as_of", "scheme", "category"),
    )

    id: int | None = Field(default=None, primary_key=True)
    register_name: str = Field(max_length=200)
    decision_number: str | None = Field(default=None, max_length=100)
    as_of: str = Field(max_length=10)
    scheme: Scheme = Field(sa_type=choice(Scheme))
    category: str = Field(max_length=40)
    declared: int
    source: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
