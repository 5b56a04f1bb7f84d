"""Short lists over all public sites: their addresses, and the places of those that have one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from catalog.db import UtcDateTime
from catalog.projection.reader import Batch, Reader
from catalog.projection.records import Key, records_by
from catalog.projection.surrogates import has_pictures
from catalog.stamps import Sight
from catalog.tables import Publication, SiteText, UnitBoundary
from catalog.terms import TextField


class SiteAddress(NamedTuple):
    """Where a site is found, and since when it has been public as it is."""

    slug: str
    published_at: datetime


class SitePoint(NamedTuple):
    """A site with a position of its own, in WGS84 degrees, and its name in the language really served."""

    slug: str
    name: str
    latitude: float
    longitude: float


def public_addresses(reader: Reader, limit: int) -> list[SiteAddress]:
    """The addresses of public sites by code, at most `limit`: one statement."""
    query = (
        sa.select(Publication.slug, Publication.published_at)  # type: ignore[call-overload]
        .where(reader.is_visible())
        .order_by(col(Publication.code))
        .limit(limit)
    )
    return [SiteAddress(*row) for row in reader.session.execute(query)]


def public_points(reader: Reader, language: str, limit: int) -> list[SitePoint]:
    """The sites that have a position, by code, at most `limit`: one statement.

    A site without a name in `language` has its Vietnamese one.
    """
    names = {tag: aliased(SiteText) for tag in ("vi", language)}
    query = sa.select(  # type: ignore[call-overload]
        Publication.slug,
        sa.func.coalesce(names[language].text, names["vi"].text, Publication.slug),
        Publication.latitude,
        Publication.longitude,
    )
    for tag, text in names.items():
        is_name = sa.and_(
            col(text.revision_id) == Publication.revision_id,
            col(text.field) == TextField.NAME,
            col(text.language) == tag,
        )
        query = query.outerjoin(text, is_name)
    query = query.where(reader.is_visible(), col(Publication.latitude).is_not(None))
    rows = reader.session.execute(query.order_by(col(Publication.code)).limit(limit))
    return [SitePoint(*row) for row in rows]


def count_pictured(reader: Reader) -> int:
    """How many public sites have pictures."""
    query = sa.select(sa.func.count()).select_from(Publication).where(reader.is_visible(), has_pictures())
    return reader.session.scalar(query) or 0


def pictured(reader: Reader, offset: int, limit: int) -> Batch:
    """The public sites that have pictures, by code, from the one at `offset` on: two statements."""
    query = sa.select(Publication.code).where(reader.is_visible(), has_pictures())  # type: ignore[call-overload]
    codes = reader.session.scalars(query.order_by(col(Publication.code)).offset(offset).limit(limit)).all()
    return records_by(reader, Key.CODE, codes, sight=Sight.PUBLISHED)


class BoundarySource(NamedTuple):
    """Who drew the current boundaries, how far they may be off in metres, and when the newest came."""

    source: str
    accuracy_metres: float
    recorded_at: datetime


def boundary_sources(reader: Reader) -> tuple[BoundarySource, ...]:
    """The sources of the current boundaries, in one statement; changes whenever a boundary does."""
    query = (
        sa.select(  # type: ignore[call-overload]
            UnitBoundary.source,
            sa.func.max(UnitBoundary.accuracy_metres),
            sa.func.max(UnitBoundary.recorded_at, type_=UtcDateTime()),
        )
        .where(col(UnitBoundary.superseded_at).is_(None))
        .group_by(UnitBoundary.source)
        .order_by(UnitBoundary.source)
    )
    return tuple(BoundarySource(*row) for row in reader.session.execute(query))
