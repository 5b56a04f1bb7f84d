"""A typed position, judged against the province and the unit that it is said to lie in."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from catalog.errors import Message, Problem, ProblemsError
from catalog.geo.coordinates import Reading, Surroundings, read_coordinates
from catalog.places import PROVINCE_CODE, Units, load_boundaries


def understand(
    session: Session, units: Units, text: str, language: str, unit_code: str | None, day: date
) -> Reading:
    """The position that a text gives. Raises `ProblemsError` if it is none, or lies elsewhere."""
    boundaries = load_boundaries(session)
    province = units.bearer(PROVINCE_CODE, day)
    unit = units.bearer(unit_code, day) if unit_code else None
    if unit_code and unit is None:
        message = Message(
            f"Ngày {day.isoformat()} không có đơn vị mang mã “{unit_code}”.",
            f"No unit bore the code “{unit_code}” on {day.isoformat()}.",
        )
        raise ProblemsError([Problem("UNKNOWN_UNIT", message, "adminUnit")])
    if province is None or province.key not in boundaries:
        return read_coordinates(text, language[:2])
    around = Surroundings(boundaries[province.key], boundaries, (unit.key,) if unit else ())
    return read_coordinates(text, language[:2], surroundings=around)
