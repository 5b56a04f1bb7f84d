"""Guard rails for a coordinate as somebody entered it: what is refused, and what is only flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.errors import Message, Problem
from catalog.geo.boundaries import Boundaries, Boundary, Key
from catalog.geo.measure import outside_metres

FAR_OUTSIDE_METRES = 5_000.0
LATITUDES = (20.0, 23.0)  # whole degrees around the province (20.89 to 22.55 N, 102.14 to 103.60 E)
LONGITUDES = (102.0, 104.0)
EASTINGS = (410_400.0, 561_800.0)  # the same rectangle in VN-2000 / TM-3 103-00 (EPSG:9205), metres
NORTHINGS = (2_310_000.0, 2_494_700.0)  # the boundaries shipped reach 1.1 km further south than the rectangle
_SAME_LINE_METRES = 1.0


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about a place that a person should look at; it never blocks."""

    code: str
    message: Message
    distance_metres: float | None = None


@dataclass(frozen=True, slots=True)
class PointFindings:
    """What is wrong with a coordinate (`problems` refuse it) and what is only worth a look (`warnings`)."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Flag, ...] = ()


def check_position(latitude: float, longitude: float, field: str = "location") -> tuple[Problem, ...]:
    """What is wrong with two numbers before any boundary is asked: range, order, another grid's metres.

    Codes: SWAPPED_COORDINATES, PROJECTED_COORDINATES (VN-2000 metres), OUT_OF_RANGE (infinite and NaN too).
    """
    if looks_swapped(latitude, longitude):
        message = Message(
            f"Vĩ độ và kinh độ có vẻ bị đảo: ở Điện Biên vĩ độ vào khoảng 21–22, kinh độ 102–103. "
            f"Có lẽ đúng là vĩ độ {degrees(longitude)}, kinh độ {degrees(latitude)}.",
            f"Latitude and longitude seem swapped: in Điện Biên the latitude is about 21–22, the longitude "
            f"102–103. Probably meant: latitude {degrees(longitude)}, longitude {degrees(latitude)}.",
        )
        return (Problem("SWAPPED_COORDINATES", message, field),)
    if looks_projected(latitude, longitude):
        return (Problem("PROJECTED_COORDINATES", PROJECTED, field),)
    return (
        *_out_of_range(latitude, 90, Message("Vĩ độ", "The latitude"), f"{field}.latitude"),
        *_out_of_range(longitude, 180, Message("Kinh độ", "The longitude"), f"{field}.longitude"),
    )


PROJECTED = Message(
    "Đây có vẻ là tọa độ phẳng VN-2000 (mét), không phải độ. Hãy chuyển sang WGS84 (vĩ độ, kinh độ) "
    "hoặc khai báo đúng hệ tọa độ.",
    "These look like VN-2000 grid coordinates in metres, not degrees. Convert them to WGS84 (latitude, "
    "longitude) or declare their reference system.",
)


def looks_swapped(latitude: float, longitude: float) -> bool:
    """Whether two numbers make a place of this province only when exchanged."""
    return within(latitude, LONGITUDES) and within(longitude, LATITUDES)


def looks_projected(one: float, other: float) -> bool:
    """Whether two numbers, in either order, are metres of the province's VN-2000 grid (EPSG:9205)."""
    return any(within(a, EASTINGS) and within(b, NORTHINGS) for a, b in ((one, other), (other, one)))


def within(number: float, limits: tuple[float, float]) -> bool:
    """Whether a number lies between two limits or on one of them; NaN never does."""
    return limits[0] <= number <= limits[1]


def _out_of_range(number: float, limit: int, what: Message, field: str) -> tuple[Problem, ...]:
    if -limit <= number <= limit:
        return ()
    message = Message(
        f"{what.vi} phải là một số từ -{limit} đến {limit} độ.",
        f"{what.en} must be a number from -{limit} to {limit} degrees.",
    )
    return (Problem("OUT_OF_RANGE", message, field),)


def check_point(
    latitude: float,
    longitude: float,
    *,
    province: Boundary[Key],
    units: Boundaries[Key],
    declared: Sequence[Key] = (),
    accuracy_metres: float = 0.0,
    field: str = "location",
) -> PointFindings:
    """Judge a coordinate as entered against the province and the units it is said to lie in.

    A boundary's line and the point are each right only within their own accuracy (metres): outside by no
    more than the sum is near, beyond it is outside. Problems: those of `check_position`, FAR_OUTSIDE_PROVINCE
    (over 5 km). Warnings: POINT_NEAR_PROVINCE_BORDER and POINT_OUTSIDE_PROVINCE, POINT_NEAR_BORDER and
    POINT_OUTSIDE_UNIT, each with its distance. A site may be declared in several units: the nearest counts;
    keys in `declared` that `units` does not hold (former units have no boundary) are not judged.
    """
    wrong = check_position(latitude, longitude, field)
    if wrong:
        return PointFindings(problems=wrong)
    beyond = outside_metres(province.geometry, latitude, longitude)
    if beyond > FAR_OUTSIDE_METRES:
        return PointFindings(problems=(_far_outside(beyond, field),))
    flags: list[Flag] = []
    if beyond > 0:
        flags.append(_province_flag(beyond, province.accuracy_metres + accuracy_metres))
    known = [units[key] for key in declared if key in units]
    if known:
        away, unit = min(
            ((outside_metres(u.geometry, latitude, longitude), u) for u in known), key=lambda found: found[0]
        )
        # Where the unit's border is the province's, one warning about that line says it all.
        if away > beyond + _SAME_LINE_METRES:
            there = units.locate(latitude, longitude)
            tolerance = unit.accuracy_metres + accuracy_metres
            flags.append(_unit_flag(unit, away, tolerance, None if there is None else units[there].name))
    return PointFindings(warnings=tuple(flags))


def _far_outside(metres: float, field: str) -> Problem:
    message = Message(
        f"Điểm nằm ngoài tỉnh Điện Biên {length_vi(metres)}; hãy kiểm tra lại tọa độ.",
        f"The point lies {length_en(metres)} outside Điện Biên province; please check the coordinate.",
    )
    return Problem("FAR_OUTSIDE_PROVINCE", message, field)


def _province_flag(metres: float, tolerance: float) -> Flag:
    if metres <= tolerance:
        message = Message(
            f"Điểm nằm ngoài đường ranh giới tỉnh {length_vi(metres)}, trong phạm vi sai số "
            f"{length_vi(tolerance)} của ranh giới và của điểm.",
            f"The point lies {length_en(metres)} outside the province's line, within the "
            f"{length_en(tolerance)} by which line and point may be off.",
        )
        return Flag("POINT_NEAR_PROVINCE_BORDER", message, metres)
    message = Message(
        f"Điểm nằm ngoài tỉnh {length_vi(metres)}, vượt quá sai số {length_vi(tolerance)}; nên kiểm tra lại.",
        f"The point lies {length_en(metres)} outside the province, more than the {length_en(tolerance)} by "
        f"which it may be off; please check.",
    )
    return Flag("POINT_OUTSIDE_PROVINCE", message, metres)


def _unit_flag(unit: Boundary[Key], metres: float, tolerance: float, there: str | None) -> Flag:
    name = unit.name or str(unit.key)
    if metres <= tolerance:
        message = Message(
            f"Điểm nằm ngoài ranh giới {name} {length_vi(metres)}, trong phạm vi sai số "
            f"{length_vi(tolerance)}.",
            f"The point lies {length_en(metres)} outside {name}, within the {length_en(tolerance)} by which "
            f"it may be off.",
        )
        return Flag("POINT_NEAR_BORDER", message, metres)
    vi, en = (f", thuộc {there}", f", in {there}") if there else ("", "")
    message = Message(
        f"Điểm nằm ngoài ranh giới {name} {length_vi(metres)}{vi}; nên kiểm tra lại.",
        f"The point lies {length_en(metres)} outside {name}{en}; please check.",
    )
    return Flag("POINT_OUTSIDE_UNIT", message, metres)


def length_vi(metres: float) -> str:
    """A length as Vietnamese readers write it: "410 m", "5,2 km"."""
    return length_en(metres).replace(".", ",")


def length_en(metres: float) -> str:
    """A length for people: "410 m" below a kilometre, "5.2 km" above."""
    return f"{metres:.0f} m" if metres < 999.5 else f"{metres / 1000:.1f} km"


def degrees(number: float) -> str:
    """Degrees for people, as they can be copied: a point, at most seven digits after it (a centimetre)."""
    return f"{number:.7f}".rstrip("0").rstrip(".")
