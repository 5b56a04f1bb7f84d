"""Imports that were carried out."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table


class ImportRun(Table, table=True):
    """One import that changed something: which bytes, when, and how many rows of each outcome."""

    __tablename__ = "import_run"
    __table_args__ = (
        sa.CheckConstraint("created_count >= 0 AND changed_count >= 0 AND refused_count >= 0", name="counts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=255)
    sha256: str = Field(max_length=64, min_length=64)
    table_kind: str = Field(max_length=40)
    created_count: int
    changed_count: int
    refused_count: int
    actor: str = Field(max_length=200)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
