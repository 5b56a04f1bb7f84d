"""Plain public sites at given positions, beside the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from catalog.db import insert_rows
from catalog.tables import Publication, Site, SiteKind, SiteRevision
from catalog.terms import LocationPrecision, Origin, RecordState
from tests.catalogue import NOW, Catalogue

FIRST = 1000
KINDS = ("HISTORICAL", "SCENIC")
"""Of each two sites, one and the other."""


def add_at(catalogue: Catalogue, positions: Sequence[tuple[float, float]]) -> None:
    """A public site for each position, latitude and longitude; their codes count on from DB-S-01000."""
    numbers = range(FIRST, FIRST + len(positions))
    sites = [{"id": n, "code": f"DB-S-{n:05d}", "recorded_at": NOW} for n in numbers]
    revisions = [
        {"id": n, "site_id": n, "version": 1, "state": RecordState.PUBLISHED, "origin": Origin.REGISTER_IMPORT,
         "slug": f"s-{n}", "name_key": f"s{n}", "location_precision": LocationPrecision.LOW, "content_hash": "0" * 64, "chain_start": 1,
         "author": "test", "recorded_at": NOW}
        for n in numbers
    ]  # fmt: skip
    kinds = [{"revision_id": n, "position": 0, "kind": KINDS[n % 2]} for n in numbers]
    publications = [
        {"revision_id": n, "site_id": n, "code": f"DB-S-{n:05d}", "slug": f"s-{n}", "name_key": f"s{n}",
         "latitude": latitude, "longitude": longitude, "names_text": f"Bản {n}",
         "search_text": f" ban {n} thu ", "published_at": NOW + timedelta(seconds=1)}
        for n, (latitude, longitude) in zip(numbers, positions, strict=True)
    ]  # fmt: skip
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {
        Site: sites,
        SiteRevision: revisions,
        SiteKind: kinds,
        Publication: publications,
    }
    with catalogue.database.write() as session:
        for table, some in rows.items():
            insert_rows(session, table, some)
    if not catalogue.database.is_sqlite:
        with catalogue.database.write() as session:
            session.execute(sa.text("ANALYZE publication"))
