"""Public records, found by their keys: their plain values, read with them or when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from catalog.prepared import Prepared, among
from catalog.projection.reader import Batch, Reader, Record, Relation, alone, asked_by, visible_then
from catalog.stamps import PUBLICATION, Sight, sites
from catalog.tables import Publication, SiteRevision, SiteSlug

BASE_COLUMNS: Mapping[str, Any] = {
    "revision_id": Publication.revision_id,
    "site_id": Publication.site_id,
    "code": Publication.code,
    "slug": Publication.slug,
    "name_key": Publication.name_key,
    "version": SiteRevision.version,
    "state": SiteRevision.state,
    "origin": SiteRevision.origin,
    "reviewed_at": SiteRevision.reviewed_at,
    "published_at": Publication.published_at,
    "managing_body": SiteRevision.managing_body,
    "period_edtf": SiteRevision.period_edtf,
    "extent": SiteRevision.extent,
    "location_precision": SiteRevision.location_precision,
    "address_in_decision": SiteRevision.address_in_decision,
    "visitor_facts_verified_on": SiteRevision.visitor_facts_verified_on,
    "content_hash": SiteRevision.content_hash,
}
"""Plain values, read with the record itself."""


class Key(Enum):
    """What published records are looked up by: ids of revisions or sites, codes, or slugs that they have or once had."""

    REVISION = "REVISION"
    SITE = "SITE"
    CODE = "CODE"
    SLUG = "SLUG"


def records_by(
    reader: Reader, key: Key, values: Iterable[int] | Iterable[str], *, sight: Sight = Sight.OWN
) -> Batch:
    """The published records with one of these keys, by code: one statement, or none where there is no value.

    Whose ids come from what others may also come to meet is looked at with the sight PUBLISHED.
    """
    wanted = list(values)
    if not wanted:
        return Batch(reader)
    with reader.seeing(sight):
        statement = _records_by(key, is_now=reader.known_at is None, is_one=len(wanted) == 1)
        rows = reader.rows(statement, keys=wanted)
    return _batch(reader, [_named(row) for row in rows])


def record_by(reader: Reader, key: Key, value: str, expected: Sequence[Relation] = ()) -> Record | None:
    """The published record with this key. On PostgreSQL the relations that it will be asked for are read in the same statement."""
    if reader.is_embedded or not expected:
        return next(iter(records_by(reader, key, [value])), None)
    wanted = alone(expected, reader)
    statements, values = asked_by(wanted, reader, ())
    finding = _records_by(key, is_now=reader.known_at is None, is_one=True)
    with reader.seeing(Sight.OWN):
        found, *of_it = reader.rows_of_found(finding, statements, values | {"keys": [value]})
        batch = _batch(reader, [_named(row) for row in found])
        batch.take(wanted, of_it)
    return next(iter(batch), None)


def records_later(reader: Reader, ids: Iterable[tuple[int, int]]) -> Batch:
    """Public records, known by revision and site, in this order; their values are read when they are asked for.

    How they were found depends on publications, or is depended on site by site; so their values name no sites.
    """
    batch = Batch(reader, _values_of)
    batch.records = [Record(revision_id, site_id, batch) for revision_id, site_id in ids]
    return batch


def _values_of(reader: Reader, revision_ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    with reader.seeing(Sight.OWN):
        statement = _records_by(Key.REVISION, is_now=reader.known_at is None, is_one=len(revision_ids) == 1)
        rows = reader.rows(statement, keys=revision_ids)
    return {row["revision_id"]: row for row in map(_named, rows)}


def _named(row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(BASE_COLUMNS, row, strict=True))


def _batch(reader: Reader, rows: list[dict[str, Any]]) -> Batch:
    reader.depends_on(sites(row["site_id"] for row in rows) if rows else [PUBLICATION])
    return Batch.of(reader, rows)


@cache
def _records_by(key: Key, *, is_now: bool, is_one: bool) -> Prepared:
    return Prepared(_records().where(visible_then(is_now=is_now), _has_key(key)), is_one=is_one)


def _has_key(key: Key) -> sa.ColumnElement[bool]:
    match key:
        case Key.REVISION:
            return among(Publication.revision_id, "keys")
        case Key.SITE:
            return among(Publication.site_id, "keys")
        case Key.CODE:
            return among(Publication.code, "keys")
        case Key.SLUG:
            owners = sa.select(SiteSlug.site_id).where(among(SiteSlug.slug, "keys"))  # type: ignore[call-overload]
            return col(Publication.site_id).in_(owners)


def _records() -> sa.Select[Any]:
    columns = [column.label(name) for name, column in BASE_COLUMNS.items()]
    return (
        sa.select(*columns)
        .join(SiteRevision, col(SiteRevision.id) == Publication.revision_id)
        .order_by(col(Publication.code))
    )
