"""What was done, by whom: the append-only history, the public changes, and requests already answered."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled
from catalog.terms import Action, ChangeKind, SubjectKind


class HistoryEntry(Table, table=True):
    """One act of one person on one subject. Rows are added and never changed: triggers refuse the rest.

    `hash` is the SHA-256 of the canonical JSON of everything else in the row, `previous_hash` included,
    so that no row can be altered, left out or moved without breaking the chain (`catalog.history`).
    """

    __tablename__ = "history_entry"
    __table_args__ = (
        filled("subject_key"),
        filled("actor_name"),
        sa.CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hash_form"),
        sa.Index("ix_history_entry_subject", "subject_kind", "subject_key", "sequence"),
        sa.Index("ix_history_entry_actor_id", "actor_id", "sequence"),
    )

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    actor_id: int | None = None
    actor_name: str = Field(max_length=200)
    action: Action = Field(sa_type=choice(Action))
    subject_kind: SubjectKind = Field(sa_type=choice(SubjectKind))
    subject_key: str = Field(max_length=200)
    reason: str | None = Field(default=None, sa_type=sa.Text)
    before: str | None = Field(default=None, sa_type=sa.Text)
    after: str | None = Field(default=None, sa_type=sa.Text)
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class HistoryHead(Table, table=True):
    """Where the chain ends: one row, by which missing last rows are noticed."""

    __tablename__ = "history_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    sequence: int
    hash: str = Field(max_length=64)


class PublicChange(Table, table=True):
    """Something became public, or stopped being so. Sequence numbers have no gaps."""

    __tablename__ = "public_change"
    __table_args__ = (
        filled("slug"),
        sa.CheckConstraint("sequence >= 1", name="sequence_positive"),
        sa.Index("ix_public_change_site_id", "site_id", "sequence"),
    )

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    kind: ChangeKind = Field(sa_type=choice(ChangeKind))
    site_id: int = Field(foreign_key="site.id")
    slug: str = Field(max_length=80)


class AnsweredRequest(Table, table=True):
    """How a request with an idempotency key was answered, so that a retry is answered the same."""

    __tablename__ = "answered_request"
    __table_args__ = (
        filled("key"),
        sa.CheckConstraint("length(request_sha256) = 64", name="sha256_form"),
        sa.Index("ix_answered_request_recorded_at", "recorded_at"),
    )

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=200)
    request_sha256: str = Field(max_length=64)
    outcome: str = Field(sa_type=sa.Text)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
