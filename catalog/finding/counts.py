"""How many public sites lie in each unit, and how much of the official lists the register knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from catalog.projection.reader import Reader
from catalog.tables import Publication, RegisterEntry, SiteUnit
from catalog.terms import EntryKind, Grade, Scheme


def sites_by_unit(reader: Reader) -> Mapping[int, int]:
    """Public sites by the id of the unit they mainly lie in: one statement."""
    query = (
        sa.select(SiteUnit.unit_id, sa.func.count())  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == SiteUnit.revision_id)
        .where(col(SiteUnit.is_primary), reader.is_visible())
        .group_by(SiteUnit.unit_id)
    )
    return dict(reader.session.execute(query).all())


@dataclass(frozen=True)
class EntryCount:
    """Register entries of a grade in force on a day: how many, and how many are known as a site."""

    kind: EntryKind
    grade: Grade
    entries: int
    known: int


def entries_on(reader: Reader, day: date) -> list[EntryCount]:
    """The lines of relic rank in force on a day, by kind and grade. An undated one counts from `known_since`."""
    start = sa.func.coalesce(RegisterEntry.valid_from, RegisterEntry.known_since)
    query = (
        sa.select(  # type: ignore[call-overload]
            RegisterEntry.kind,
            RegisterEntry.grade,
            sa.func.count(),
            sa.func.count(col(RegisterEntry.site_id)),
        )
        .where(
            col(RegisterEntry.superseded_at).is_(None),
            col(RegisterEntry.scheme) == Scheme.RELIC_RANK,
            start <= day,
            sa.or_(col(RegisterEntry.valid_to).is_(None), col(RegisterEntry.valid_to) > day),
        )
        .group_by(RegisterEntry.kind, RegisterEntry.grade)
    )
    order = list(Grade)
    counts = [EntryCount(*row) for row in reader.session.execute(query)]
    return sorted(counts, key=lambda count: (count.kind != EntryKind.DESIGNATION, order.index(count.grade)))


def inventoried_on(reader: Reader, day: date) -> int:
    """Lines of the relic inventory, for what is not ranked, in force on a day: one statement."""
    start = sa.func.coalesce(RegisterEntry.valid_from, RegisterEntry.known_since)
    query = (
        sa.select(sa.func.count())
        .select_from(RegisterEntry)
        .where(
            col(RegisterEntry.superseded_at).is_(None),
            col(RegisterEntry.scheme) == Scheme.RELIC_INVENTORY,
            start <= day,
            sa.or_(col(RegisterEntry.valid_to).is_(None), col(RegisterEntry.valid_to) > day),
        )
    )
    return reader.session.scalar(query) or 0
