"""What a list of sites is restricted to, and the conditions in SQL that say so.

A condition on place uses the spatial index first (R*Tree with 32-bit corners on SQLite, GiST on
PostgreSQL) and the exact columns again; polygons and circles are decided by geometry afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry
from sqlmodel import col

from catalog.errors import BadRequestError, Message
from catalog.geo import Box, box_around
from catalog.places import Unit, Units
from catalog.projection.reader import Reader
from catalog.projection.surrogates import has_pictures
from catalog.tables import Designation, PartOf, Publication, SiteKind, SiteStanding, SiteUnit
from catalog.terms import Gap, Grade, Membership, Relation, Scheme, UnitLevel


@dataclass(frozen=True)
class Near:
    """A geodesic circle around a point, radius in metres."""

    latitude: float
    longitude: float
    radius_metres: float


@dataclass(frozen=True)
class UnitOn:
    """The unit that bore `code` on a day."""

    code: str
    as_of: date


@dataclass(frozen=True)
class GradeOn:
    """Sites that had one of these relic ranks on a day, for certain."""

    grades: frozenset[Grade]
    as_of: date


@dataclass(frozen=True)
class SiteFilter:
    """All conditions hold together; one left out says nothing."""

    box: Box | None = None
    polygon: BaseGeometry | None = None
    near: Near | None = None
    kinds: frozenset[str] | None = None
    grade: GradeOn | None = None
    unit: UnitOn | None = None
    part_of: str | None = None
    text: str | None = None
    codes: frozenset[str] | None = None
    slugs: frozenset[str] | None = None
    but_not: str | None = None
    lacking: frozenset[Gap] = frozenset()
    below_level: int | None = None


def conditions(reader: Reader, wanted: SiteFilter) -> list[sa.ColumnElement[bool]]:
    """The conditions on `publication` for everything but text and exact shapes."""
    result: list[sa.ColumnElement[bool]] = [reader.is_visible()]
    for box in _boxes(wanted):
        result.extend(_in_box(reader, box))
    if wanted.kinds is not None:
        result.append(_has(SiteKind, col(SiteKind.kind).in_(wanted.kinds)))
    if wanted.grade is not None:
        result.append(had_grade(wanted.grade, Publication.revision_id))
    if wanted.unit is not None:
        result.append(_lies_in(reader.units, wanted.unit))
    if wanted.part_of is not None:
        result.append(is_part_of(reader, wanted.part_of, Publication.revision_id))
    if wanted.codes is not None:
        result.append(col(Publication.code).in_(wanted.codes))
    if wanted.but_not is not None:
        result.append(col(Publication.code) != wanted.but_not)
    if wanted.slugs is not None:
        result.append(col(Publication.slug).in_(wanted.slugs))
    result.extend(_lacking(wanted.lacking))
    if wanted.below_level is not None:
        result.append(is_below(wanted.below_level, Publication.site_id))
    return result


def _lacking(gaps: frozenset[Gap]) -> Iterator[sa.ColumnElement[bool]]:
    if Gap.POSITION in gaps:
        yield col(Publication.latitude).is_(None)
    if Gap.PICTURE in gaps:
        yield ~has_pictures()


def _boxes(wanted: SiteFilter) -> Iterator[Box]:
    if wanted.box:
        yield wanted.box
    if wanted.near:
        yield box_around(wanted.near.latitude, wanted.near.longitude, wanted.near.radius_metres)
    if wanted.polygon is not None:
        yield _box_of(wanted.polygon)


def _box_of(shape: BaseGeometry) -> Box:
    west, south, east, north = shape.bounds
    return Box(west, south, east, north)


def _in_box(reader: Reader, box: Box) -> list[sa.ColumnElement[bool]]:
    values = {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
    if reader.session.get_bind().dialect.name == "sqlite":
        indexed = sa.text(
            "publication.revision_id IN (SELECT revision_id FROM site_rtree WHERE max_longitude >= :west"
            " AND min_longitude <= :east AND max_latitude >= :south AND min_latitude <= :north)"
        )
    else:
        indexed = sa.text(
            "point(publication.longitude, publication.latitude) <@ box(point(:west, :south), point(:east, :north))"
        )
    return [
        indexed.bindparams(*(sa.bindparam(name, value, unique=True) for name, value in values.items())),  # type: ignore[list-item]
        col(Publication.longitude).between(box.west, box.east),
        col(Publication.latitude).between(box.south, box.north),
    ]


def _has(table: Any, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(table.revision_id == Publication.revision_id, *where)


def had_grade(wanted: GradeOn, revision_id: Any) -> sa.ColumnElement[bool]:
    """The condition that the revision in this column had one of the ranks on the day, for certain."""
    started = sa.func.coalesce(Designation.valid_from, Designation.known_since)
    return sa.exists().where(
        col(Designation.revision_id) == revision_id,
        col(Designation.scheme) == Scheme.RELIC_RANK,
        col(Designation.grade).in_(wanted.grades),
        started <= wanted.as_of,
        sa.or_(col(Designation.valid_to).is_(None), col(Designation.valid_to) > wanted.as_of),
    )


def _lies_in(units: Units, wanted: UnitOn) -> sa.ColumnElement[bool]:
    unit = units.bearer(wanted.code, wanted.as_of)
    if unit is None:
        raise BadRequestError(
            Message(
                f"Ngày {wanted.as_of.isoformat()} không có đơn vị hành chính mang mã {wanted.code}.",
                f"No administrative unit bore the code {wanted.code} on {wanted.as_of.isoformat()}.",
            )
        )
    if unit.level == UnitLevel.PROVINCE:
        return sa.true()
    inside = units.within(unit)
    named = _has(SiteUnit, col(SiteUnit.unit_id).in_(inside))
    if unit.valid_to is None:
        return named
    # A record that names no former unit of this level may lie in any of those its present unit was made of.
    heirs = {heir.id for heir in units.today_of(unit)}
    elsewhere = {other.id for other in _of_same_rank(units, unit)} - inside
    unplaced = sa.and_(
        _has(SiteUnit, col(SiteUnit.unit_id).in_(heirs)),
        ~_has(SiteUnit, col(SiteUnit.unit_id).in_(elsewhere)),
    )
    return sa.or_(named, unplaced)


def _of_same_rank(units: Units, unit: Unit) -> list[Unit]:
    """Former units beside this one: if a record names one of them, it does not lie here."""
    is_district = unit.level == UnitLevel.DISTRICT
    same = [
        u
        for u in units.by_id.values()
        if u.valid_to == unit.valid_to and (u.level == UnitLevel.DISTRICT) == is_district
    ]
    below = [units.by_id[i] for u in same for i in units.children.get(u.id, ())]
    return same + below


def is_below(level: int, site_id: Any) -> sa.ColumnElement[bool]:
    """The condition that the site in this column stands below the level of the ladder (0 to 4), by the kept figures."""
    return ~sa.exists().where(col(SiteStanding.site_id) == site_id, col(SiteStanding.level) >= level)


def is_part_of(reader: Reader, slug_or_code: str, revision_id: Any) -> sa.ColumnElement[bool]:
    """The condition that the revision in this column is a part of the public complex, by a decision."""
    whole = sa.select(Publication.site_id).where(  # type: ignore[call-overload]
        reader.is_visible(),
        sa.or_(col(Publication.slug) == slug_or_code, col(Publication.code) == slug_or_code),
    )
    return sa.exists().where(
        col(PartOf.revision_id) == revision_id,
        col(PartOf.complex_id).in_(whole.correlate(None).scalar_subquery()),
        col(PartOf.relation) == Relation.PART,
        col(PartOf.membership) != Membership.UNCONFIRMED,
        sa.or_(col(PartOf.valid_to).is_(None), col(PartOf.valid_to) > reader.today),
    )
