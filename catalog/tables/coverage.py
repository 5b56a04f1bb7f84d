"""What is kept of coverage for one stated day: how each site stands, which entries count, and their sums."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from catalog.tables.columns import Table, choice, half_open
from catalog.terms import Grade, Scheme

_LEVELS = "BETWEEN -1 AND 4"


class CoverageDay(Table, table=True):
    """The day of legal time for which the kept figures hold, the rules and the basis by which: one row."""

    __tablename__ = "coverage_day"
    __table_args__ = (
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("length(rules_sha256) = 64 AND length(basis) = 64", name="hash_form"),
    )

    id: int = Field(default=1, primary_key=True)
    day: date
    rules: str = Field(max_length=100)
    rules_sha256: str = Field(max_length=64)
    basis: str = Field(max_length=64)


class SiteStanding(Table, table=True):
    """How a site stands on the ladder from `holds_from` until `changes_on`, as far as is known now.

    A level of -1 is below D0. `failing` are the ids of failing checks.
    """

    __tablename__ = "site_standing"
    __table_args__ = (
        half_open("holds_from", "changes_on"),
        sa.CheckConstraint(f"own_level {_LEVELS} AND level {_LEVELS} AND level <= own_level", name="levels"),
        sa.CheckConstraint("dossier_present BETWEEN 0 AND dossier_applicable", name="dossier_parts"),
        sa.CheckConstraint("sound_files BETWEEN 0 AND files", name="files_natural"),
        sa.Index("ix_site_standing_changes_on", "changes_on"),
    )

    site_id: int = Field(foreign_key="site.id", primary_key=True)
    version: int
    holds_from: date | None = None
    changes_on: date | None = None
    own_level: int
    level: int
    failing: str = Field(sa_type=sa.Text)
    completeness: str | None = Field(default=None, max_length=40)
    dossier_present: int
    dossier_applicable: int
    is_complete: bool
    is_reviewed: bool
    is_public: bool
    is_bilingual: bool
    is_rights_clear: bool
    has_fresh_facts: bool
    sound_files: int
    files: int


class CountedEntry(Table, table=True):
    """A register entry that counts on the stated day. Unit 0 is none that is known; a level of -1 is below D0."""

    __tablename__ = "counted_entry"
    __table_args__ = (
        sa.CheckConstraint(f"level {_LEVELS} AND required {_LEVELS}", name="levels"),
        sa.CheckConstraint("is_designation OR is_component", name="in_some_mode"),
        sa.Index("ix_counted_entry_site_id", "site_id"),
        sa.Index("ix_counted_entry_complex_id", "complex_id"),
    )

    entry_id: int = Field(foreign_key="register_entry.id", primary_key=True)
    is_designation: bool
    is_component: bool
    scheme: Scheme = Field(sa_type=choice(Scheme))
    grade: Grade | None = Field(default=None, sa_type=choice(Grade))
    site_id: int | None = Field(default=None, foreign_key="site.id")
    complex_id: int | None = Field(default=None, foreign_key="site.id")
    unit_id: int
    level: int
    required: int


class CoverageCounter(Table, table=True):
    """How many entries count under one key, in the write's own transaction; a recount proves it.

    `counting_mode` is DESIGNATION or COMPONENT; `grade` is empty for entries without one.
    """

    __tablename__ = "coverage_counter"
    __table_args__ = (
        sa.CheckConstraint("counting_mode IN ('DESIGNATION', 'COMPONENT')", name="counting_mode"),
        sa.CheckConstraint(f"level {_LEVELS} AND required {_LEVELS}", name="levels"),
        sa.CheckConstraint("entries >= 0", name="entries_natural"),
    )

    counting_mode: str = Field(primary_key=True, max_length=20)
    scheme: Scheme = Field(sa_type=choice(Scheme), primary_key=True)
    unit_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    grade: str = Field(primary_key=True, max_length=32)
    level: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    required: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entries: int
