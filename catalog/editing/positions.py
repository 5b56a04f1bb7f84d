"""Whether a position fits what the record says of its place."""

from __future__ import annotations

from catalog.editing.desk import Desk
from catalog.errors import Message, Problem
from catalog.geo import check_point
from catalog.places import PROVINCE_CODE
from catalog.sites.content import SiteContent

TOO_FAR = ("POINT_OUTSIDE_PROVINCE", "POINT_OUTSIDE_UNIT")
"""Flags that need an accepted exception when a person enters the position."""


def judge_position(
    desk: Desk, content: SiteContent, present: SiteContent | None
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems and warnings of a position that was set or whose unit changed; one left alone is not judged.

    Outside the province or the declared unit by no more than line and point may be off is a warning with its
    distance; further away is refused, unless the position carries the reason why it is right all the same
    (`acceptedException`), and over 5 km outside the province always.
    """
    place = content.location()
    if place is None or place.latitude is None or place.longitude is None:
        return (), ()
    if present is not None and (present.location(), present.units) == (place, content.units):
        return (), ()
    if place.latitude == 0 and place.longitude == 0:
        message = Message(
            "Tọa độ 0, 0 là giá trị bỏ trống của máy đo.", "0, 0 is what a device writes for nothing."
        )
        return (Problem("OUT_OF_RANGE", message, "location"),), ()
    province = desk.units.bearer(PROVINCE_CODE, desk.moment.today)
    if province is None or province.key not in desk.boundaries:
        return (), ()
    findings = check_point(
        place.latitude,
        place.longitude,
        province=desk.boundaries[province.key],
        units=desk.boundaries,
        declared=[link.unit for link in content.units if link.unit in desk.boundaries],
        accuracy_metres=place.accuracy_metres or 0.0,
    )
    flags = [Problem(flag.code, flag.message, "location") for flag in findings.warnings]
    far = [flag for flag in flags if flag.code in TOO_FAR]
    if far and not place.source:
        return (*findings.problems, *far), ()
    return findings.problems, tuple(flags)
