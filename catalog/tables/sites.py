"""A site, its addresses, its revisions, and the one row that stands for it in public."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from catalog.db import UtcDateTime
from catalog.tables.columns import choice, filled, half_open, on_earth, sorting_text
from catalog.terms import Extent, LocationPrecision, Origin, RecordState


class Site(SQLModel, table=True):
    """The thing described. Its code is permanent, never reused, and encodes nothing."""

    __tablename__ = "site"
    __table_args__ = (sa.CheckConstraint("code LIKE 'DB-S-_____%'", name="code_form"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=20)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SiteSlug(SQLModel, table=True):
    """Every address a site ever had in public; old ones redirect, and none is given to another site."""

    __tablename__ = "site_slug"
    __table_args__ = (sa.Index("ix_site_slug_site_id", "site_id"),)

    slug: str = Field(primary_key=True, max_length=80)
    site_id: int = Field(foreign_key="site.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class SiteRevision(SQLModel, table=True):
    """A whole description of a site. Everything said of the site hangs on a revision and never changes.

    `published_at`/`superseded_at` is the time during which the public saw it: the time axis of our
    knowledge. Legal time is in the facts themselves.
    """

    __tablename__ = "site_revision"
    __table_args__ = (
        half_open("published_at", "superseded_at"),
        filled("slug"),
        sa.UniqueConstraint("site_id", "version"),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        sa.CheckConstraint("length(content_hash) = 64", name="hash_form"),
        sa.CheckConstraint("superseded_at IS NULL OR published_at IS NOT NULL", name="published_first"),
        sa.Index("uq_site_revision_published", "site_id", unique=True,
                 sqlite_where=sa.text("state = 'PUBLISHED'"), postgresql_where=sa.text("state = 'PUBLISHED'")),
        sa.Index("ix_site_revision_published_at", "published_at"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    version: int
    state: RecordState = Field(sa_type=choice(RecordState))
    origin: Origin = Field(sa_type=choice(Origin))
    slug: str = Field(max_length=80)
    managing_body: str | None = Field(default=None, max_length=300)
    period_edtf: str | None = Field(default=None, max_length=100)
    extent: Extent | None = Field(default=None, sa_type=choice(Extent))
    location_precision: LocationPrecision = Field(sa_type=choice(LocationPrecision))
    visitor_facts_verified_on: date | None = None
    address_in_decision: str | None = Field(default=None, max_length=500)
    content_hash: str = Field(max_length=64)
    import_run_id: int | None = Field(default=None, foreign_key="import_run.id")
    author: str = Field(max_length=200)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PublishedSite(SQLModel, table=True):
    """What public questions start from: one row for each site the public sees now.

    Kept in the transaction that publishes. Drafts have no row here, so no public path can reach one.
    The R*Tree or GiST index is on the position, the full-text index on `search_text` (both by trigger
    or index, see the migrations).
    """

    __tablename__ = "published_site"
    __table_args__ = (
        *on_earth(),
        sa.Index("ix_published_site_name_key", "name_key", "site_id"),
        sa.Index("ix_published_site_revision_id", "revision_id", unique=True),
    )

    site_id: int = Field(foreign_key="site.id", primary_key=True)
    revision_id: int = Field(foreign_key="site_revision.id")
    code: str = Field(unique=True, sa_type=sorting_text(20))
    slug: str = Field(unique=True, max_length=80)
    name_key: str = Field(sa_type=sorting_text(2000))
    latitude: float | None = None
    longitude: float | None = None
    names_text: str = Field(sa_type=sa.Text)
    search_text: str = Field(sa_type=sa.Text)
