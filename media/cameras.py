"""What a camera wrote about a photograph (EXIF 3.0, CIPA DC-008), read with suspicion."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FIRST_PHOTOGRAPH = 1826
LONGEST_DEVICE = 100

_MAKE, _MODEL, _WHEN, _DIGITISED = 0x010F, 0x0110, 0x9003, 0x9004
_HARMLESS = {
    0x0100,
    0x0101,
    0x0102,
    0x0103,
    0x0106,
    0x0111,
    0x0112,
    0x0115,
    0x0116,
    0x0117,
    0x011A,
    0x011B,
    0x011C,
}
_HARMLESS |= {
    0x0128,
    0x013D,
    0x0140,
    0x0142,
    0x0143,
    0x0144,
    0x0145,
    0x0152,
    0x0153,
    0x0212,
    0x0213,
    0x0214,
    0x015B,
}
_HARMLESS |= {0x8769, 0x8773, 0x00FE, 0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003, 0x010A}
"""Tags about the pixels: size, resolution, orientation, how they are stored."""


@dataclass(frozen=True, slots=True)
class Capture:
    """When, where (degrees) and with what; None for what is missing or cannot be true."""

    day: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    device: str | None = None
    is_private: bool = False


def capture(
    main: Mapping[int, Any], details: Mapping[int, Any], place: Mapping[int, Any], *, today: date
) -> Capture:
    """Read EXIF's three directories."""
    latitude, longitude = _place(place)
    return Capture(
        day=_day(details.get(_WHEN), today) or _day(details.get(_DIGITISED), today),
        latitude=latitude,
        longitude=longitude,
        device=_device(main.get(_MAKE), main.get(_MODEL)),
        is_private=bool(place) or not (main.keys() | details.keys()) <= _HARMLESS,
    )


def _day(value: Any, today: date) -> date | None:
    """The date of "2026:03:14 09:26:53"; one day ahead is let through for time zones."""
    found = re.match(r"(\d{4})[:\-/](\d{2})[:\-/](\d{2})", value) if isinstance(value, str) else None
    if found:
        with suppress(ValueError):
            day = date(*map(int, found.groups()))
            if day.year >= FIRST_PHOTOGRAPH and day <= today + timedelta(days=1):
                return day
    return None


def _place(place: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(place.get(2), place.get(1), "NS", 90.0)
    longitude = _degrees(place.get(4), place.get(3), "EW", 180.0)
    if latitude is None or longitude is None or (latitude == 0.0 and longitude == 0.0):
        return None, None  # 0, 0 is what a receiver without satellites writes
    return latitude, longitude


def _degrees(value: Any, letter: Any, letters: str, most: float) -> float | None:
    if not isinstance(value, tuple | list) or len(value) != 3 or not isinstance(letter, str):
        return None
    letter = letter.strip("\0 ").upper()
    if letter not in list(letters):
        return None
    with suppress(TypeError, ValueError, ArithmeticError):
        degrees, minutes, seconds = (float(part) for part in value)
        if not all(math.isfinite(part) and part >= 0 for part in (degrees, minutes, seconds)):
            return None
        total = degrees + minutes / 60 + seconds / 3600
        if minutes < 60.001 and seconds < 60.001 and total <= most:
            return round(-total if letter == letters[1] else total, 6)
    return None


def _device(make: Any, model: Any) -> str | None:
    make, model = _words(make), _words(model)
    together = model if model.casefold().startswith(make.casefold()) else f"{make} {model}"
    return together.strip()[:LONGEST_DEVICE].strip() or None


def _words(value: Any) -> str:
    """One line of printable text; what a camera wrote may hold anything."""
    if not isinstance(value, str):
        return ""
    kept = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", value))
    return " ".join("".join(letter for letter in kept if letter.isprintable()).split())
