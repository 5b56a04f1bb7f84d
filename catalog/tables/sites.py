"""A site, its addresses, its revisions, and what of them the public sees or saw."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled, half_open, on_earth, sorting_text
from catalog.terms import Extent, LocationPrecision, Origin, RecordState


class Site(Table, table=True):
    """The thing described. Its code is permanent, never reused, and encodes nothing."""

    __tablename__ = "site"
    __table_args__ = (sa.CheckConstraint("code LIKE 'DB-S-_____%'", name="code_form"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=20)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SiteSlug(Table, table=True):
    """Every address a site ever had in public; old ones redirect, and none is given to another site."""

    __tablename__ = "site_slug"
    __table_args__ = (sa.Index("ix_site_slug_site_id", "site_id"),)

    slug: str = Field(primary_key=True, max_length=80)
    site_id: int = Field(foreign_key="site.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class SiteRevision(Table, table=True):
    """A whole description of a site. Everything said of the site hangs on a revision and never changes.

    Revisions that were written one upon the other since the last one that became public are a chain,
    from version `chain_start` on: whoever wrote one of them is an author of what is reviewed at its end.
    """

    __tablename__ = "site_revision"
    __table_args__ = (
        filled("slug"),
        sa.UniqueConstraint("site_id", "version"),
        sa.CheckConstraint("version >= 1", name="version_positive"),
        sa.CheckConstraint("chain_start BETWEEN 1 AND version", name="chain_before"),
        sa.CheckConstraint("length(content_hash) = 64", name="hash_form"),
        sa.Index("ix_site_revision_author_id", "author_id"),
        sa.Index("ix_site_revision_name_key", "name_key", "site_id"),
        sa.Index("ix_site_revision_waiting", "state", "site_id",
                 sqlite_where=sa.text("state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')"),
                 postgresql_where=sa.text("state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')")),
        sa.Index("uq_site_revision_published", "site_id", unique=True,
                 sqlite_where=sa.text("state = 'PUBLISHED'"), postgresql_where=sa.text("state = 'PUBLISHED'")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    version: int
    state: RecordState = Field(sa_type=choice(RecordState))
    origin: Origin = Field(sa_type=choice(Origin))
    slug: str = Field(max_length=80)
    name_key: str = Field(
        default="", sa_type=sorting_text(4000), sa_column_kwargs={"server_default": ""}
    )  # orders what is at work; follows from the Vietnamese name
    managing_body: str | None = Field(default=None, max_length=300)
    period_edtf: str | None = Field(default=None, max_length=100)
    extent: Extent | None = Field(default=None, sa_type=choice(Extent))
    location_precision: LocationPrecision = Field(sa_type=choice(LocationPrecision))
    visitor_facts_verified_on: date | None = None
    address_in_decision: str | None = Field(default=None, max_length=500)
    content_hash: str = Field(max_length=64)
    import_run_id: int | None = Field(default=None, foreign_key="import_run.id")
    author: str = Field(max_length=200)
    author_id: int | None = Field(default=None, foreign_key="person.id")
    chain_start: int
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    submitted_by_id: int | None = Field(default=None, foreign_key="person.id")
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by_id: int | None = Field(default=None, foreign_key="person.id")
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Publication(Table, table=True):
    """The time during which the public saw a revision: what every public question starts from.

    The row without `superseded_at` is what the public sees now; at most one a site. Drafts have no row
    here, so no public path can reach one. `published_at`/`superseded_at` is the time axis of our
    knowledge: what was believed at an instant is what was public then. The R*Tree or GiST index is on
    the position, the trigram index on `search_text` (migration 0002).
    """

    __tablename__ = "publication"
    __table_args__ = (
        *on_earth(),
        half_open("published_at", "superseded_at"),
        sa.Index("uq_publication_current", "site_id", unique=True,
                 sqlite_where=sa.text("superseded_at IS NULL"), postgresql_where=sa.text("superseded_at IS NULL")),
        sa.Index("uq_publication_current_slug", "slug", unique=True,
                 sqlite_where=sa.text("superseded_at IS NULL"), postgresql_where=sa.text("superseded_at IS NULL")),
        sa.Index("ix_publication_name_key", "name_key", "code",
                 sqlite_where=sa.text("superseded_at IS NULL"), postgresql_where=sa.text("superseded_at IS NULL")),
        sa.Index("ix_publication_code", "code"),
        sa.Index("ix_publication_site", "site_id", "published_at"),
    )  # fmt: skip

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    code: str = Field(sa_type=sorting_text(20))
    slug: str = Field(max_length=80)
    name_key: str = Field(sa_type=sorting_text(4000))
    latitude: float | None = None
    longitude: float | None = None
    names_text: str = Field(sa_type=sa.Text)
    search_text: str = Field(sa_type=sa.Text)
    published_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
