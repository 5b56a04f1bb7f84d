"""What clients send: filters of a list, checked and turned into the core's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from catalog.errors import BadRequestError, ProblemsError
from catalog.finding.filters import GradeOn, Near, SiteFilter, UnitOn
from catalog.finding.working import WorkingFilter
from catalog.geo import Box, check_position, read_geometry
from catalog.projection.reader import Reader
from catalog.terms import Grade as GradeOfTerms
from schema.context import refuse
from schema.scalars import GeoJSON, Grade, Level, SiteGap, SiteKind, SiteState

AREA_TYPES = frozenset({"Polygon", "MultiPolygon"})
MAX_RADIUS_METRES = 300_000.0
MAX_TEXT = 200
MAX_LIST = 100


def told(description: str) -> Any:
    """An optional field of an input, described."""
    return strawberry.field(description=description, default=None)


@strawberry.input(description="A box between two meridians and two parallels, in degrees of WGS84.")
class BoundingBoxInput:
    """Box."""

    west: float = strawberry.field(description="Western meridian, degrees east.")
    south: float = strawberry.field(description="Southern parallel, degrees north.")
    east: float = strawberry.field(description="Eastern meridian, degrees east; above `west`.")
    north: float = strawberry.field(description="Northern parallel, degrees north; above `south`.")


@strawberry.input(description="An area; the box and the polygon hold together if both are given.")
class AreaInput:
    """Area."""

    box: BoundingBoxInput | None = told("A box.")
    polygon: GeoJSON | None = told("A GeoJSON Polygon or MultiPolygon; its border belongs to it.")


@strawberry.input(description="A circle around a point, measured along the ellipsoid.")
class NearInput:
    """Circle."""

    latitude: float = strawberry.field(description="Degrees north, WGS84.")
    longitude: float = strawberry.field(description="Degrees east, WGS84.")
    radius_metres: float = strawberry.field(description="Radius in metres, above 0 and at most 300 km.")


@strawberry.input(description="The unit that bore a code on a day; for a former unit, what lies there now.")
class AdminUnitInput:
    """Unit on a day."""

    code: str = strawberry.field(description="Official code, such as 03127.")
    as_of: date | None = told("Day on which the unit bore it; today if left out.")


@strawberry.input(description="Relic ranks on a day; sites whose rank on it is unknown do not match.")
class GradeInput:
    """Ranks on a day."""

    any_of: list[Grade] = strawberry.field(description="Ranks of which one must hold.")
    as_of: date | None = told("Day of legal time; today if left out.")


@strawberry.input(description="Conditions on sites; all that are given must hold.")
class SiteFilterInput:
    """Filter."""

    within: AreaInput | None = told("Only sites whose position lies in this area.")
    near: NearInput | None = told("Only sites whose position lies in this circle.")
    kinds: list[SiteKind] | None = told("Only sites of at least one of these kinds.")
    grade: GradeInput | None = told("Only sites that had one of these ranks on a day.")
    admin_unit: AdminUnitInput | None = told(
        "Only sites in this unit. For a former unit: sites whose record names it, or whose present unit was made "
        "of it and whose record names no other former unit."
    )
    part_of: str | None = told("Only parts of the complex with this slug or code.")
    text: str | None = told("Words to search for, with or without marks, up to 200 characters.")
    lacking: list[SiteGap] | None = told("Only sites that lack all of these.")
    below_level: Level | None = told(
        "Only sites that stand below this level of the ladder today; a complex stands with its parts."
    )
    codes: list[str] | None = told("Only sites with one of these codes.")
    slugs: list[str] | None = told("Only sites with one of these slugs.")
    states: list[SiteState] | None = told("WORKING view: only records in one of these states.")
    mine: bool | None = told(
        "WORKING view: only records that the viewer wrote or submitted since they were last public."
    )
    awaiting_me: bool | None = told(
        "WORKING view: only records that wait for the viewer's review or publication."
    )


def read_working_filter(given: SiteFilterInput | None, reader: Reader) -> WorkingFilter:
    """The filter of the WORKING view in the core's terms."""
    plain = read_filter(given, reader)
    if given is None:
        return WorkingFilter(plain=plain)
    states = None if given.states is None else frozenset(given.states)
    return WorkingFilter(states, bool(given.mine), bool(given.awaiting_me), plain)


def read_public_filter(given: SiteFilterInput | None, reader: Reader) -> SiteFilter:
    """The filter of the PUBLIC view. Raises `BadRequestError` for conditions on what is not public."""
    if given is not None and (given.states is not None or given.mine or given.awaiting_me):
        raise refuse(
            "`states`, `mine` và `awaitingMe` chỉ dùng với view: WORKING.",
            "`states`, `mine` and `awaitingMe` go with view: WORKING.",
        )
    return read_filter(given, reader)


def read_filter(given: SiteFilterInput | None, reader: Reader) -> SiteFilter:
    """The filter in the core's terms. Raises `BadRequestError` for values that make no sense."""
    if given is None:
        return SiteFilter()
    box, polygon = given.within and given.within.box, given.within and given.within.polygon
    if given.text is not None and len(given.text) > MAX_TEXT:
        raise refuse(f"Từ khóa dài quá {MAX_TEXT} ký tự.", f"The text is longer than {MAX_TEXT} characters.")
    for values in (given.kinds, given.codes, given.slugs):
        if values is not None and len(values) > MAX_LIST:
            raise refuse(f"Danh sách dài quá {MAX_LIST} mục.", f"A list is longer than {MAX_LIST} items.")
    try:
        return SiteFilter(
            box=Box(box.west, box.south, box.east, box.north) if box else None,
            polygon=read_geometry(polygon, AREA_TYPES) if polygon is not None else None,
            near=_near(given.near) if given.near else None,
            kinds=frozenset(kind.value for kind in given.kinds) if given.kinds is not None else None,
            grade=_grade(given.grade, reader) if given.grade else None,
            unit=UnitOn(given.admin_unit.code, given.admin_unit.as_of or reader.today)
            if given.admin_unit
            else None,
            part_of=given.part_of,
            text=given.text,
            lacking=frozenset(given.lacking or ()),
            below_level=None if given.below_level is None else given.below_level.value,
            codes=frozenset(given.codes) if given.codes is not None else None,
            slugs=frozenset(given.slugs) if given.slugs is not None else None,
        )
    except ProblemsError as error:
        raise BadRequestError(error.problems[0].message) from error


def _near(given: NearInput) -> Near:
    if problems := [p for p in check_position(given.latitude, given.longitude) if p.code == "OUT_OF_RANGE"]:
        raise ProblemsError(problems)
    if not 0 < given.radius_metres <= MAX_RADIUS_METRES:
        raise refuse(
            "Bán kính phải lớn hơn 0 và không quá 300 km.", "The radius is above 0 and at most 300 km."
        )
    return Near(given.latitude, given.longitude, given.radius_metres)


def _grade(given: GradeInput, reader: Reader) -> GradeOn:
    return GradeOn(frozenset(GradeOfTerms(g) for g in given.any_of), given.as_of or reader.today)
