"""The gazetteer over a reader: sites are found by the same search as everywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from catalog.finding.text import find_text
from catalog.gazetteer.lookup import Gazetteer, NamedSite
from catalog.places import load_boundaries
from catalog.projection.reader import Reader
from catalog.tables import Publication

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

SITES_FOUND = 10


def open_gazetteer(reader: Reader, office: Geocoder | None = None) -> Gazetteer:
    """The gazetteer of one operation: boundaries and sites are read when they are asked for."""

    def find_sites(text: str) -> Sequence[NamedSite]:
        scores = dict(find_text(reader.session, text, limit=SITES_FOUND))
        query = sa.select(  # type: ignore[call-overload]
            Publication.revision_id,
            Publication.code,
            Publication.slug,
            Publication.names_text,
            Publication.latitude,
            Publication.longitude,
        ).where(col(Publication.revision_id).in_(scores))
        return [
            NamedSite(code, slug, names.split("\n")[0], latitude, longitude, scores[revision_id])
            for revision_id, code, slug, names, latitude, longitude in reader.session.execute(query)
        ]

    return Gazetteer(reader.units, lambda: load_boundaries(reader.session), find_sites, office)
