"""How numbers, days and instants of a snapshot are shown: exact values in, words out.

People read a decimal comma in Vietnamese; data and English have a point.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from catalog.coverage.labels import decimal, percent_text
from catalog.errors import Message
from catalog.places import LEGAL_ZONE
from catalog.reports.words import NOTHING_TO_COUNT

NO_BREAK = "\u00a0"


def share(ratio: Fraction | None, language: str) -> str:
    """A share as people read it ("58,33 %"); of nothing there is none, which is not 0."""
    shown = percent_text(ratio, language)
    return NOTHING_TO_COUNT.in_language(language) if shown is None else shown.replace(" ", NO_BREAK)


def number(value: Fraction, language: str) -> str:
    """An exact number: whole, else as a decimal fraction if it has an end, else as "n/d"."""
    if value.denominator == 1:
        return str(value.numerator)
    decimals = _decimals(value.denominator)
    if decimals is None:
        return f"{value.numerator}/{value.denominator}"
    return _point(decimal(int(value * 10**decimals), decimals), language)


def rounded(value: Fraction, language: str, decimals: int = 2) -> str:
    """A number that is not a share (days, say): half up, and exact where that is shorter."""
    scaled = int((value * 10**decimals * 2 + 1) // 2)
    return number(Fraction(scaled, 10**decimals), language)


def _decimals(denominator: int) -> int | None:
    """How many decimals 1/denominator has; None if it has no end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _point(shown: str, language: str) -> str:
    return Message(shown.replace(".", ","), shown).in_language(language)


def day(text: str, language: str) -> str:
    """A day as it is written in Vietnam (31/12/2026), or in ISO 8601; a year or month alone as it stands."""
    if len(text) < len("2026-12-31"):
        return text
    return Message(f"{date.fromisoformat(text):%d/%m/%Y}", text).in_language(language)


def moment(text: str, language: str) -> str:
    """An instant in Vietnam's time, to the second."""
    local = instant(text).astimezone(LEGAL_ZONE)
    return Message(
        f"{local:%H:%M:%S, %d/%m/%Y} (giờ Việt Nam)", f"{local:%Y-%m-%d %H:%M:%S} (UTC+7)"
    ).in_language(language)


def instant(text: str) -> datetime:
    """An instant of the document, with its time zone."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
