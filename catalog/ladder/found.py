"""What several checks look for among the facts of a site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from catalog.errors import Message
from catalog.ladder.facts import FileFacts, PositionFacts, SiteFacts
from catalog.ladder.outcomes import Told, decimal
from catalog.terms import PAPERS, LocationMethod, MissingCode, Scheme, SurrogateKind, SurrogateRole, TextField

# A member is found through its enumeration slowly, and every file is asked.
_IMAGE, _HERO = SurrogateKind.IMAGE, SurrogateRole.HERO

TOURIST = frozenset({Scheme.TOURIST_SITE, Scheme.TOURIST_AREA})
"""Schemes of the law on tourism."""


def length_of(facts: SiteFacts, field: TextField, language: str) -> int:
    """How long the text in this language is; 0 without one, and for a machine's that nobody has reviewed."""
    lengths = [
        text.length
        for text in facts.texts
        if text.field == field and text.language == language and text.counts
    ]
    return max(lengths, default=0)


def is_answered(facts: SiteFacts, field: TextField, accepted: Collection[MissingCode]) -> bool:
    """Whether the field has a Vietnamese text, or a code that the rules accept instead."""
    return length_of(facts, field, "vi") > 0 or is_coded(facts, field.lower(), accepted)


def is_coded(facts: SiteFacts, field: str, accepted: Collection[MissingCode]) -> bool:
    """Whether the record says with one of these codes why the field has no value."""
    return any(name == field and code in accepted for name, code, _ in facts.missing)


def pictures(facts: SiteFacts) -> list[FileFacts]:
    """Pictures of the site. A page of the dossier or of a report that is kept as an image shows a paper."""
    return [file for file in facts.files if file.kind == _IMAGE and file.role not in PAPERS]


def main_pictures(facts: SiteFacts) -> list[FileFacts]:
    """The picture that stands for the site: one at most, as the record sees to."""
    return [file for file in pictures(facts) if file.role == _HERO]


def is_tourist(facts: SiteFacts) -> bool:
    """Whether it is recognised under the law on tourism."""
    return bool(facts.acts) and any(act.scheme in TOURIST for act in facts.acts)


def is_within(day: date, then: date | None, days: int) -> bool:
    """Whether something happened at most so many days before the day, and not after it."""
    return then is not None and 0 <= (day - then).days <= days


def inaccuracy(position: PositionFacts, limit: Fraction) -> Told | None:
    """What is wrong with the stated accuracy; None within the limit.

    Compared as the decimal that was typed: 0.1 m is within 0.1 m, though the float 0.1 is over it.
    """
    stated = position.accuracy_metres
    if stated is not None and isfinite(stated) and _as_typed(stated) <= limit:
        return None
    return lambda: _inaccurate(stated, limit)


@lru_cache(maxsize=4096)  # the same few accuracies in a hundred thousand sites
def _as_typed(metres: float) -> Fraction:
    return Fraction(repr(metres))


def _inaccurate(stated: float | None, limit: Fraction) -> Message:
    wanted = decimal(limit)
    if stated is None or not isfinite(stated):
        return Message(
            f"chưa ghi độ chính xác (cần trong {wanted.vi} m)",
            f"the accuracy is not stated (wanted: within {wanted.en} m)",
        )
    typed = repr(stated).removesuffix(".0")
    return Message(
        f"độ chính xác {typed.replace('.', ',')} m (cần trong {wanted.vi} m)",
        f"the accuracy is {typed} m (wanted: within {wanted.en} m)",
    )


WAYS = {
    None: Message("chưa ghi", "not stated"),
    LocationMethod.GNSS_RTK: Message("GNSS RTK", "GNSS with RTK"),
    LocationMethod.HANDHELD_GNSS: Message("GNSS cầm tay", "handheld GNSS"),
    LocationMethod.MAP: Message("bản đồ", "a map"),
    LocationMethod.CONVERTED: Message("chuyển đổi tọa độ", "converted coordinates"),
    LocationMethod.GEOCODED: Message("suy từ địa chỉ", "geocoding"),
    LocationMethod.PUBLISHED_SOURCE: Message("nguồn đã công bố", "a published source"),
}
"""How a position was obtained, for people."""

FACTS = {
    TextField.OPENING_HOURS: Message("giờ mở cửa", "opening hours"),
    TextField.FEE: Message("phí tham quan", "fee"),
    TextField.CONTACT: Message("liên hệ", "contact"),
    TextField.DIRECTIONS: Message("đường đến", "directions"),
    TextField.PARKING: Message("bãi đỗ xe", "parking"),
    TextField.TOILETS: Message("nhà vệ sinh", "toilets"),
    TextField.SIGNS: Message("biển chỉ dẫn", "signs"),
    TextField.GUIDING: Message("thuyết minh", "guiding"),
    TextField.ACCESSIBILITY: Message("tiếp cận cho người khuyết tật", "accessibility"),
    TextField.SECURITY: Message("an ninh", "security"),
    TextField.FIRE_SAFETY: Message("phòng cháy, chữa cháy", "fire safety"),
}
"""The visitor facts, for people."""

PARADATA = {
    "basis": Message("dựa vào đâu", "what it rests on"),
    "method": Message("phương pháp", "the method"),
    "device": Message("thiết bị", "the device"),
    "operator": Message("người thực hiện", "the operator"),
    "made": Message("ngày tạo", "the date"),
    "sources": Message("nguồn", "the sources"),
    "software": Message("phần mềm", "the software"),
    "accuracy": Message("độ chính xác", "the accuracy"),
}
"""What is told of how a model came to be, for people."""
