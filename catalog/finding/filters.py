"""What a list of sites is restricted to, and the conditions in SQL that say so.

A condition on place uses the spatial index first (R*Tree with 32-bit corners on SQLite, GiST on
PostgreSQL) and the exact columns again; polygons and circles are decided by geometry afterwards.

Each condition is a clause, which is the same for whatever values, and its values: so the statements of a list are made
once for all lists that are restricted by the same things (`catalog.prepared`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import col

from catalog.errors import BadRequestError, Message
from catalog.geo import Box, box_around
from catalog.places import Unit, Units
from catalog.prepared import FoundFirst, among, given
from catalog.projection.reader import Reader, visible_then
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


@dataclass(frozen=True)
class Rows:
    """The columns that conditions are on, and whether public means now or at the instant given as `known_at`."""

    revision_id: Any
    site_id: Any
    code: Any
    slug: Any
    is_now: bool = True


def published(*, is_now: bool) -> Rows:
    """The rows of what is public now, or was."""
    return Rows(Publication.revision_id, Publication.site_id, Publication.code, Publication.slug, is_now)


Clause = Callable[[Rows], sa.ColumnElement[bool]]
Condition = tuple[Clause, Mapping[str, Any]]
"""What is asked of rows, and the values of the parameters that it names, but for those that the reader gives."""


@dataclass(frozen=True)
class Conditions:
    """Conditions that hold together: their clauses, by which a statement is known again, and all their values."""

    clauses: tuple[Clause, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, conditions: Iterable[Condition]) -> Conditions:
        """These conditions."""
        listed = list(conditions)
        values = {name: value for _, some in listed for name, value in some.items()}
        return cls(tuple(clause for clause, _ in listed), values)

    def and_also(self, clause: Clause, **values: Any) -> Conditions:
        """These and another one."""
        return Conditions((*self.clauses, clause), {**self.values, **values})

    def on(self, rows: Rows) -> list[sa.ColumnElement[bool]]:
        """The clauses on these columns."""
        return [clause(rows) for clause in self.clauses]


def conditions(reader: Reader, wanted: SiteFilter) -> Conditions:
    """The conditions on `publication` for everything but text and exact shapes."""
    return Conditions.of(_of_public(reader, wanted))


def _of_public(reader: Reader, wanted: SiteFilter) -> Iterator[Condition]:
    yield _is_visible, {}
    boxes = list(_boxes(wanted))
    if boxes:
        yield _is_in_box, _overlap(boxes)
    unit = None if wanted.unit is None else _bearer(reader.units, wanted.unit)
    if unit is not None and unit.level != UnitLevel.PROVINCE:
        if unit.valid_to is None:
            yield _NamesUnit.of(reader.units.within(unit), wanted.kinds)
            wanted = replace(wanted, kinds=None)
        else:
            yield _lies_in_former_unit(reader.units, unit)
    if wanted.but_not is not None:
        yield _is_another, {"but_not": wanted.but_not}
    if Gap.POSITION in wanted.lacking:
        yield _lacks_position, {}
    if Gap.PICTURE in wanted.lacking:
        yield _lacks_picture, {}
    yield from of_records(wanted)


def of_records(wanted: SiteFilter) -> Iterator[Condition]:
    """The conditions that mean the same for what is public and for what is at work; on the day given as `day`."""
    if wanted.kinds is not None:
        kind, given_kinds = _OneOf.of("kinds", wanted.kinds)
        yield _IsOfKind(kind), given_kinds
    if wanted.grade is not None:
        grades = [grade.value for grade in wanted.grade.grades]
        yield _had_grade, {"grades": grades, "graded_on": wanted.grade.as_of}
    if wanted.part_of is not None:
        yield _is_part, {"whole": wanted.part_of}
    if wanted.codes is not None:
        yield _has_code, {"codes": wanted.codes}
    if wanted.slugs is not None:
        yield _has_slug, {"slugs": wanted.slugs}
    if wanted.below_level is not None:
        yield _is_below, {"level": wanted.below_level}


def _is_visible(rows: Rows) -> sa.ColumnElement[bool]:
    return visible_then(is_now=rows.is_now)


def _is_another(rows: Rows) -> sa.ColumnElement[bool]:
    is_it: sa.ColumnElement[bool] = rows.code != given("but_not", sa.String())
    return is_it


def _has_code(rows: Rows) -> sa.ColumnElement[bool]:
    return among(rows.code, "codes")


def _has_slug(rows: Rows) -> sa.ColumnElement[bool]:
    return among(rows.slug, "slugs")


def is_found(rows: Rows) -> sa.ColumnElement[bool]:
    """The condition that the revision is one of those given as `found`."""
    return among(rows.revision_id, "found")


def _lacks_position(_: Rows) -> sa.ColumnElement[bool]:
    return col(Publication.latitude).is_(None)


def _lacks_picture(_: Rows) -> sa.ColumnElement[bool]:
    return ~has_pictures()


def _boxes(wanted: SiteFilter) -> Iterator[Box]:
    if wanted.box:
        yield wanted.box
    if wanted.near:
        yield box_around(wanted.near.latitude, wanted.near.longitude, wanted.near.radius_metres)
    if wanted.polygon is not None:
        west, south, east, north = wanted.polygon.bounds
        yield Box(west, south, east, north)


_SIDES = ("west", "south", "east", "north")


def _overlap(boxes: Iterable[Box]) -> dict[str, float]:
    """The sides of what lies in all the boxes; west is not below east, nor south below north, where nothing does."""
    sides = zip(*((box.west, box.south, box.east, box.north) for box in boxes), strict=True)
    return {
        name: pick(of_all) for name, pick, of_all in zip(_SIDES, (max, max, min, min), sides, strict=True)
    }


def _is_in_box(_: Rows) -> sa.ColumnElement[bool]:
    west, south, east, north = (given(side, sa.Float()) for side in _SIDES)
    return sa.and_(
        _IsIndexedInBox(),
        col(Publication.longitude).between(west, east),
        col(Publication.latitude).between(south, north),
    )


class _IsIndexedInBox(sa.ColumnElement[bool]):
    """The condition that a position lies about in the box that is given by its sides, as the spatial index has it."""

    inherit_cache = True
    type = sa.Boolean()
    _is_implicitly_boolean = True

    def sides(self, compiler: SQLCompiler) -> dict[str, str]:
        """The parameters in the language of the database."""
        return {side: compiler.process(given(side, sa.Float())) for side in _SIDES}


_BY_RTREE = (
    "publication.revision_id IN (SELECT revision_id FROM site_rtree WHERE max_longitude >= {west}"
    " AND min_longitude <= {east} AND max_latitude >= {south} AND min_latitude <= {north})"
)
_BY_GIST = "point(publication.longitude, publication.latitude) <@ box(point({west}, {south}), point({east}, {north}))"


@compiles(_IsIndexedInBox, "sqlite")
def _by_rtree(element: _IsIndexedInBox, compiler: SQLCompiler, **_: Any) -> str:
    return _BY_RTREE.format(**element.sides(compiler))


@compiles(_IsIndexedInBox)
def _by_gist(element: _IsIndexedInBox, compiler: SQLCompiler, **_: Any) -> str:
    return _BY_GIST.format(**element.sides(compiler))


@dataclass(frozen=True)
class _OneOf:
    """The condition that a column has the value given under a name, or one of several: of one the database makes more."""

    name: str
    is_one: bool

    @classmethod
    def of(cls, name: str, values: Collection[Any]) -> tuple[_OneOf, dict[str, Any]]:
        """The condition for so many values, and the values."""
        is_one = len(values) == 1
        return cls(name, is_one), {name: next(iter(values)) if is_one else values}

    def on(self, column: Any) -> sa.ColumnElement[bool]:
        """It on a column."""
        if self.is_one:
            is_it: sa.ColumnElement[bool] = column == given(self.name, column.type)
            return is_it
        return among(column, self.name)


@dataclass(frozen=True)
class _IsOfKind:
    """The clause that the revision is of one of the kinds."""

    kind: _OneOf

    def __call__(self, rows: Rows) -> sa.ColumnElement[bool]:
        return self.on(rows.revision_id)

    def on(self, revision_id: Any) -> sa.ColumnElement[bool]:
        """It for the revision with this id."""
        return sa.exists().where(col(SiteKind.revision_id) == revision_id, self.kind.on(col(SiteKind.kind)))


def _had_grade(rows: Rows) -> sa.ColumnElement[bool]:
    """The condition that the revision had one of the ranks on the day, for certain."""
    day = given("graded_on", sa.Date())
    started = sa.func.coalesce(Designation.valid_from, Designation.known_since)
    return sa.exists().where(
        col(Designation.revision_id) == rows.revision_id,
        col(Designation.scheme) == Scheme.RELIC_RANK,
        among(Designation.grade, "grades"),
        started <= day,
        sa.or_(col(Designation.valid_to).is_(None), col(Designation.valid_to) > day),
    )


def _bearer(units: Units, wanted: UnitOn) -> Unit:
    unit = units.bearer(wanted.code, wanted.as_of)
    if unit is None:
        raise BadRequestError(
            Message(
                f"Ngày {wanted.as_of.isoformat()} không có đơn vị hành chính mang mã {wanted.code}.",
                f"No administrative unit bore the code {wanted.code} on {wanted.as_of.isoformat()}.",
            )
        )
    return unit


@dataclass(frozen=True)
class _NamesUnit:
    """The clause that the revision names one of the units, and is of one of the kinds if there are any.

    Together they are asked of two indexes, before anything is read of the many sites of the unit that are of other kinds.
    """

    unit: _OneOf
    kind: _OneOf | None

    @classmethod
    def of(cls, units: Collection[int], kinds: Collection[str] | None) -> Condition:
        """The condition."""
        unit, given_units = _OneOf.of("units", units)
        kind, given_kinds = (None, {}) if kinds is None else _OneOf.of("kinds", kinds)
        return cls(unit, kind), {**given_units, **given_kinds}

    def __call__(self, rows: Rows) -> sa.ColumnElement[bool]:
        naming = sa.select(SiteUnit.revision_id).where(self.unit.on(col(SiteUnit.unit_id)))  # type: ignore[call-overload]
        if self.kind is not None:
            naming = naming.where(_IsOfKind(self.kind).on(SiteUnit.revision_id))
        names: sa.ColumnElement[bool] = (
            FoundFirst(rows.revision_id, naming) if self.unit.is_one else rows.revision_id.in_(naming)
        )
        return names


def _lies_in_former_unit(units: Units, unit: Unit) -> Condition:
    """A record that names no former unit of this level may lie in any of those its present unit was made of."""
    inside = units.within(unit)
    heirs = {heir.id for heir in units.today_of(unit)}
    elsewhere = {other.id for other in _of_same_rank(units, unit)} - inside
    return _lies_in_former, {"units": inside, "heirs": heirs, "elsewhere": elsewhere}


def names_unit(rows: Rows) -> sa.ColumnElement[bool]:
    """The condition that the revision names one of the units given by their ids as `units`."""
    return _names(rows, "units")


def _names(rows: Rows, units: str) -> sa.ColumnElement[bool]:
    # Not EXISTS: SQLite would walk all sites in the order of the page and look up the units of each.
    naming = sa.select(SiteUnit.revision_id).where(among(SiteUnit.unit_id, units))  # type: ignore[call-overload]
    names: sa.ColumnElement[bool] = rows.revision_id.in_(naming)
    return names


def _lies_in_former(rows: Rows) -> sa.ColumnElement[bool]:
    unplaced = sa.and_(_names(rows, "heirs"), ~_names(rows, "elsewhere"))
    return sa.or_(names_unit(rows), unplaced)


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


def _is_below(rows: Rows) -> sa.ColumnElement[bool]:
    """The condition that the site stands below the level of the ladder (0 to 4), by the kept figures."""
    reached = col(SiteStanding.level) >= given("level", sa.Integer())
    return ~sa.exists().where(col(SiteStanding.site_id) == rows.site_id, reached)


def _is_part(rows: Rows) -> sa.ColumnElement[bool]:
    """The condition that the revision is a part of the public complex with a slug or code, by a decision."""
    name = given("whole", sa.String())
    whole = sa.select(Publication.site_id).where(  # type: ignore[call-overload]
        visible_then(is_now=rows.is_now),
        sa.or_(col(Publication.slug) == name, col(Publication.code) == name),
    )
    return sa.exists().where(
        col(PartOf.revision_id) == rows.revision_id,
        col(PartOf.complex_id).in_(whole.correlate(None).scalar_subquery()),
        col(PartOf.relation) == Relation.PART,
        col(PartOf.membership) != Membership.UNCONFIRMED,
        sa.or_(col(PartOf.valid_to).is_(None), col(PartOf.valid_to) > given("day", sa.Date())),
    )
