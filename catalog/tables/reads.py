"""Reads of published sites by registered apps, one row a site, day and app: no time, no address, no question."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from catalog.tables.columns import Table


class SiteRead(Table, table=True):
    """How often one app read one site on one day of legal time. Counts grow on their day; rows stay."""

    __tablename__ = "site_read"
    __table_args__ = (
        sa.CheckConstraint("reads > 0", name="reads_positive"),
        sa.Index("ix_site_read_day", "day"),
    )

    site_id: int = Field(foreign_key="site.id", primary_key=True)
    day: date = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    reads: int
