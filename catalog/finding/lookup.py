"""One public site, by what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col

from catalog.projection.reader import Reader, Record, Relation
from catalog.projection.records import Key, record_by, records_by
from catalog.stamps import Sight
from catalog.tables import Site, SiteSlug


def find_by_code(reader: Reader, code: str) -> Record | None:
    """The public site with this code."""
    return record_by(reader, Key.CODE, code)


def find_by_slug(reader: Reader, slug: str, expected: Sequence[Relation] = ()) -> Record | None:
    """The public site that has, or once had, this slug; where these relations of it will be asked for, they can be read with it."""
    return record_by(reader, Key.SLUG, slug, expected)


def find_by_ids(reader: Reader, site_ids: Iterable[int]) -> dict[int, Record]:
    """Those of these sites that are public, by their ids: one batch, one statement."""
    records = records_by(reader, Key.SITE, sorted(set(site_ids)), sight=Sight.PUBLISHED)
    return {record.site_id: record for record in records}


class Standing(StrEnum):
    """What an address stands for."""

    HERE = "HERE"
    MOVED = "MOVED"
    GONE = "GONE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Address:
    """What became of an address: the record if it is public, and whether it was found under this name."""

    standing: Standing
    record: Record | None = None


def follow_slug(reader: Reader, slug: str) -> Address:
    """What a page under this slug should answer: the site, its new address, gone, or never there."""
    record = find_by_slug(reader, slug)
    if record is not None:
        return Address(Standing.HERE if record.values["slug"] == slug else Standing.MOVED, record)
    withdrawn = (
        sa.select(Site.id)  # type: ignore[call-overload]
        .join(SiteSlug, col(SiteSlug.site_id) == Site.id)
        .where(col(SiteSlug.slug) == slug, col(Site.withdrawn_at).is_not(None))
    )
    is_gone = reader.session.scalar(withdrawn) is not None
    return Address(Standing.GONE if is_gone else Standing.UNKNOWN)


def follow_code(reader: Reader, code: str) -> Address:
    """The same for an address that is made of the site's code, which never changes."""
    record = find_by_code(reader, code)
    if record is not None:
        return Address(Standing.HERE, record)
    withdrawn = sa.select(Site.id).where(col(Site.code) == code, col(Site.withdrawn_at).is_not(None))  # type: ignore[call-overload]
    is_gone = reader.session.scalar(withdrawn) is not None
    return Address(Standing.GONE if is_gone else Standing.UNKNOWN)
