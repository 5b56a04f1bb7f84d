"""Coordinates as people have them, read into WGS84 degrees or refused with what to do.

Degrees with a point or a comma, degrees with minutes and seconds, Vietnamese and English letters, VN-2000
metres of the province's grid. Nothing is guessed where two readings are possible: it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic

from catalog.errors import Message, Problem, ProblemsError
from catalog.geo.boundaries import Boundaries, Boundary, Key
from catalog.geo.coordinate_problems import FIELD, problem, refusal, sentence
from catalog.geo.grids import (
    OTHER_ZONES,
    PROVINCE_GRID,
    WGS84_DEGREES,
    WGS84_UTM,
    Inside,
    Zone,
    from_wgs84,
    looks_unshifted,
    to_wgs84,
    zones_that_fit,
)
from catalog.geo.notation import Group, take_apart
from catalog.geo.points import (
    EASTINGS,
    LATITUDES,
    LONGITUDES,
    NORTHINGS,
    Flag,
    check_point,
    check_position,
    degrees,
    within,
)

SMALLEST_METRES = 1000.0  # degrees stay below it, grid metres above
_NORTH = frozenset({"NORTH", "SOUTH", "N", "LATITUDE", "X"})
_EAST = frozenset({"EAST", "WEST", "LONGITUDE", "Y"})
_PARTS = ("°", "'", '"')
_REFUSED = {"POINT_OUTSIDE_PROVINCE": "OUTSIDE_PROVINCE", "POINT_OUTSIDE_UNIT": "OUTSIDE_UNIT"}
_RENAMED = {"SWAPPED_COORDINATES": "SWAPPED", "FAR_OUTSIDE_PROVINCE": "OUTSIDE_PROVINCE"}


class Form(StrEnum):
    """In which form a position was written."""

    DECIMAL = "DECIMAL"
    DMS = "DMS"
    VN2000 = "VN2000"
    UTM = "UTM"


@dataclass(frozen=True, slots=True)
class Reading:
    """A position as it was understood: WGS84 degrees, and what the source itself says.

    `source_numbers` is the text as it came; with `source_crs` it allows the reading to be done again.
    """

    latitude: float
    longitude: float
    form: Form
    source_crs: str
    source_numbers: str = ""
    warnings: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings(Generic[Key]):
    """What a position is judged against; without any only the limits of degrees around the province count.

    `declared` are the units in which the site is said to lie, `known` another position of it (latitude,
    longitude). `exception` is the reason why a point outside of them was accepted; it excuses what
    `check_point` only flags, never a point over 5 km outside the province.
    """

    province: Boundary[Key]
    units: Boundaries[Key]
    declared: tuple[Key, ...] = ()
    accuracy_metres: float = 0.0
    known: tuple[float, float] | None = None
    exception: str = ""


def read_coordinates(
    text: str, language: str = "vi", *, surroundings: Surroundings[Key] | None = None
) -> Reading:
    """The position that a text gives.

    `language` ("vi" or "en") says only what one comma between two groups of digits means: a decimal comma in
    Vietnamese, a separator in English. Raises `ProblemsError`; docs/coordinates.md lists the codes.
    """
    notation = take_apart(text, language)
    groups = _two(notation.groups)
    if any(float(number) >= SMALLEST_METRES for group in groups for number in group.numbers):
        reading = _from_metres(groups, notation.system, _in_province(surroundings))
    else:
        reading = _from_degrees(groups, notation.system)
    return _placed(replace(reading, source_numbers=text.strip()), surroundings)


def _two(groups: Sequence[Group]) -> tuple[Group, Group]:
    """The two coordinates. Bare whole numbers in a row are halved: "21 23 9 103 1 4"."""
    if len(groups) == 1:
        (group,) = groups
        count = len(group.numbers)
        if count == 1 or (any(group.marks) and float(group.numbers[0]) < SMALLEST_METRES):
            raise refusal("ONE_NUMBER")
        if count not in (2, 4, 6):
            raise refusal("SEVERAL_PAIRS")
        if group.letters or group.labels:
            raise refusal("UNCLEAR_PARTS")
        half = count // 2
        first = replace(group, numbers=group.numbers[:half], marks=group.marks[:half])
        return first, Group(numbers=group.numbers[half:], marks=group.marks[half:])
    if len(groups) != 2:
        raise refusal("SEVERAL_PAIRS")
    return groups[0], groups[1]


def _in_order(groups: tuple[Group, Group]) -> tuple[Group, Group, bool]:
    """North before east as letters and labels say; the last answer is whether they say anything."""
    axes = [_axis(group) for group in groups]
    if axes[0] == axes[1] != "":
        raise refusal("CONTRADICTION")
    if axes[0] == "EAST" or axes[1] == "NORTH":
        return groups[1], groups[0], True
    return groups[0], groups[1], axes != ["", ""]


def _axis(group: Group) -> str:
    """ "NORTH" or "EAST" for what a group is said to count, "" if nothing is said."""
    said = {*group.letters, *group.labels}
    is_north, is_east = bool(said & _NORTH), bool(said & _EAST)
    if (is_north and is_east) or len(set(group.letters)) > 1 or (group.letters and group.is_negative):
        raise refusal("CONTRADICTION")
    return "NORTH" if is_north else "EAST" if is_east else ""


def _from_degrees(groups: tuple[Group, Group], system: str) -> Reading:
    if system not in ("", WGS84_DEGREES):
        raise refusal("UNSUPPORTED_SYSTEM")
    north, east, _ = _in_order(groups)
    if problems := [wrong for group in groups for wrong in _wrong_parts(group)]:
        raise ProblemsError(problems)
    latitude, longitude = _signed(north), _signed(east)
    if problems := [_renamed(wrong) for wrong in check_position(latitude, longitude, FIELD)]:
        raise ProblemsError(problems)
    if "N" in north.letters:
        raise refusal("AMBIGUOUS_N", latitude=degrees(_size(north)))
    from geopy.point import Point  # noqa: PLC0415 (geopy brings every geocoder with it, a start needs none)

    point = Point.from_string(f"{_for_geopy(north, 'NS')}, {_for_geopy(east, 'EW')}")
    form = Form.DECIMAL if all(len(group.numbers) == 1 for group in groups) else Form.DMS
    return Reading(point.latitude, point.longitude, form, WGS84_DEGREES)


def _wrong_parts(group: Group) -> list[Problem]:
    """What is wrong with degrees, minutes and seconds: their order, or 60 and more."""
    marks = zip(group.marks, _PARTS, strict=False)
    if len(group.numbers) > len(_PARTS) or any(mark not in ("", part) for mark, part in marks):
        return [problem("UNCLEAR_PARTS")]
    return [problem("MINUTES_OUT_OF_RANGE", number=part) for part in group.numbers[1:] if float(part) >= 60]


def _size(group: Group) -> float:
    """Degrees without a direction. geopy turns 190° into -170°, so its answer cannot tell what was meant."""
    return sum(float(part) / 60.0**place for place, part in enumerate(group.numbers))


def _is_minus(group: Group) -> bool:
    return group.is_negative or "SOUTH" in group.letters or "WEST" in group.letters


def _signed(group: Group) -> float:
    return -_size(group) if _is_minus(group) else _size(group)


def _for_geopy(group: Group, letters: str) -> str:
    """The coordinate as `Point.from_string` reads it surely.

    The letter goes in front: geopy forgets the sign of "-0° 30'". Marks are never left out, because it takes
    bare numbers for degrees.
    """
    parts = " ".join(f"{number}{part}" for number, part in zip(group.numbers, _PARTS, strict=False))
    return f"{letters[_is_minus(group)]} {parts}"


def _from_metres(groups: tuple[Group, Group], system: str, inside: Inside) -> Reading:
    named = [zone for zone in OTHER_ZONES if zone.crs == system != WGS84_UTM]
    if named:
        raise refusal("WRONG_ZONE", zones=_names(named))
    if system not in ("", PROVINCE_GRID, WGS84_UTM):
        raise refusal("UNSUPPORTED_SYSTEM")
    north, east = _north_and_east(groups)
    is_utm = system == WGS84_UTM
    fits = _is_utm if is_utm else _is_on_grid
    is_swapped = not fits(east, north) and fits(north, east)
    if is_swapped:
        north, east = east, north
    if not fits(east, north):
        zones = (*zones_that_fit(east, north, inside), *zones_that_fit(north, east, inside))
        raise refusal("WRONG_ZONE", zones=_names(zones)) if zones else refusal("OUTSIDE_GRID")
    crs, form = (WGS84_UTM, Form.UTM) if is_utm else (PROVINCE_GRID, Form.VN2000)
    warnings = (Flag("SWAPPED_AXES", sentence("SWAPPED_AXES")),) if is_swapped else ()
    return Reading(*to_wgs84(east, north, crs), form, crs, warnings=warnings)


def _north_and_east(groups: tuple[Group, Group]) -> tuple[float, float]:
    """Metres north and east as labels say; without any the first is east, as the register of systems has it."""
    first, second, is_said = _in_order(groups)
    north, east = (first, second) if is_said else (second, first)
    return _metres(north), _metres(east)


def _metres(group: Group) -> float:
    if len(group.numbers) > 1 or _is_minus(group):
        raise refusal("OUTSIDE_GRID")
    (number,) = group.numbers
    # "502.188" beside "2.365.683" has a point between thousands.
    is_in_thousands = float(number) < SMALLEST_METRES and len(number.partition(".")[2]) == 3
    return float(number.replace(".", "")) if is_in_thousands else float(number)


def _is_on_grid(easting: float, northing: float) -> bool:
    return within(easting, EASTINGS) and within(northing, NORTHINGS)


def _is_utm(easting: float, northing: float) -> bool:
    """Metres of a zone of UTM: no easting reaches a million, no northing of the province is below two."""
    return within(easting, (100_000.0, 1_000_000.0)) and within(northing, (1_000_000.0, 10_000_000.0))


def _names(zones: Iterable[Zone]) -> str:
    return ", ".join(f"{zone.name} ({zone.crs})" for zone in zones)


def _in_province(surroundings: Surroundings[Key] | None) -> Inside:
    if surroundings is None:
        return _near_province
    province = Boundaries([surroundings.province])
    return lambda latitude, longitude: province.locate(latitude, longitude) is not None


def _near_province(latitude: float, longitude: float) -> bool:
    return within(latitude, LATITUDES) and within(longitude, LONGITUDES)


def _placed(reading: Reading, around: Surroundings[Key] | None) -> Reading:
    """The reading with what is to be said of its place; raises `ProblemsError` if it cannot be the place."""
    place = {"latitude": degrees(reading.latitude), "longitude": degrees(reading.longitude)}
    if reading.latitude < 0 or reading.longitude < 0:
        raise refusal("OUTSIDE_PROVINCE", "WRONG_HEMISPHERE", **place)
    if around is None:
        if not _near_province(reading.latitude, reading.longitude):
            raise refusal("OUTSIDE_PROVINCE", **place)
        return reading
    problems, warnings = _judged(reading, around)
    problems += _other_zones(reading, around) if problems else []
    if around.known is not None:
        point = (reading.latitude, reading.longitude)
        if looks_unshifted(point, around.known):
            problems.append(problem("MISSING_DATUM_SHIFT"))
        elif looks_unshifted(around.known, point):
            warnings.append(Flag("MISSING_DATUM_SHIFT", sentence("KNOWN_WITHOUT_DATUM_SHIFT")))
    if problems:
        raise ProblemsError(problems)
    return replace(reading, warnings=(*reading.warnings, *warnings))


def _judged(reading: Reading, around: Surroundings[Key]) -> tuple[list[Problem], list[Flag]]:
    """The findings of `check_point`, of which those beyond every tolerance refuse, unless excepted."""
    found = check_point(
        reading.latitude,
        reading.longitude,
        province=around.province,
        units=around.units,
        declared=around.declared,
        accuracy_metres=around.accuracy_metres,
        field=FIELD,
    )
    problems = [_renamed(each) for each in found.problems]
    warnings = []
    reason = around.exception.strip()
    for flag in found.warnings:
        code = _REFUSED.get(flag.code)
        if code is None:
            warnings.append(flag)
        elif reason:
            added = sentence("ACCEPTED", reason=reason)
            message = Message(flag.message.vi + added.vi, flag.message.en + added.en)
            warnings.append(Flag(code, message, flag.distance_metres))
        else:
            problems.append(Problem(code, flag.message, FIELD))
    return problems, warnings


def _renamed(found: Problem) -> Problem:
    return replace(found, code=_RENAMED.get(found.code, found.code))


def _other_zones(reading: Reading, around: Surroundings[Key]) -> list[Problem]:
    """For metres that miss the province: the zones in which they would lie in it."""
    if reading.form is not Form.VN2000:
        return []
    metres = from_wgs84(reading.latitude, reading.longitude, PROVINCE_GRID)
    zones = zones_that_fit(*metres, _in_province(around))
    return [problem("WRONG_ZONE", zones=_names(zones))] if zones else []
