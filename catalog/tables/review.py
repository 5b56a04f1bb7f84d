"""What reviewers say of a revision."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, filled


class ReviewComment(Table, table=True):
    """A remark on a revision, on the whole of it (`field` empty) or on one field."""

    __tablename__ = "review_comment"
    __table_args__ = (filled("text"), sa.Index("ix_review_comment_revision_id", "revision_id"))

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="site_revision.id")
    person_id: int = Field(foreign_key="person.id")
    field: str = Field(default="", max_length=100)
    text: str = Field(sa_type=sa.Text)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
