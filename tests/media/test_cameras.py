"""What a camera wrote is believed only where it can be true."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PIL.TiffImagePlugin import IFDRational

from media.cameras import Capture, capture

TODAY = date(2026, 3, 1)
NAN = IFDRational(0, 0)
PLACE: dict[int, Any] = {1: "N", 2: (21.0, 23.0, 6.0), 3: "E", 4: (103.0, 1.0, 12.0)}


def _read(main: Any = None, details: Any = None, place: Any = None) -> Capture:
    return capture(main or {}, details or {}, place or {}, today=TODAY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025:03:14 09:26:53", date(2025, 3, 14)),
        ("2025-03-14T09:26", date(2025, 3, 14)),
        ("2026:03:02 00:10:00", date(2026, 3, 2)),
        ("2026:03:03 00:10:00", None),
        ("0000:00:00 00:00:00", None),
        ("1700:01:01 00:00:00", None),
        ("2025:02:30 00:00:00", None),
        ("    :  :     :  :  ", None),
        (b"2025:03:14", None),
        (20250314, None),
        ("", None),
    ],
)
def test_a_day_that_cannot_be_is_none(written: Any, meant: date | None) -> None:
    assert _read(details={0x9003: written}).day == meant


def test_a_place_is_read_in_degrees_and_the_letters_give_the_sign() -> None:
    assert (_read(place=PLACE).latitude, _read(place=PLACE).longitude) == (21.385, 103.02)
    south = _read(place={**PLACE, 1: "s\0", 3: "W"})
    assert (south.latitude, south.longitude) == (-21.385, -103.02)


@pytest.mark.parametrize(
    "odd",
    [
        {2: (95.0, 0.0, 0.0)},
        {4: (180.0, 0.0, 1.0)},
        {2: (NAN, NAN, NAN)},
        {2: (21.0, 61.0, 0.0)},
        {2: (-21.0, 0.0, 0.0)},
        {2: (float("inf"), 0.0, 0.0)},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {2: (21.0, 23.0)},
        {2: 21.0},
        {2: ("21", None, b"6")},
        {1: "X"},
        {1: ""},
        {1: 7},
    ],
)
def test_a_place_that_cannot_be_is_none_but_still_private(odd: dict[int, Any]) -> None:
    told = _read(place={**PLACE, **odd})
    assert (told.latitude, told.longitude, told.is_private) == (None, None, True)


def test_a_device_is_one_printable_line_without_the_maker_twice() -> None:
    assert _read(main={0x010F: "Hãng", 0x0110: "HÃNG X-100"}).device == "HÃNG X-100"
    assert _read(main={0x010F: " Hãng\0", 0x0110: "X\n\t100\x1b[31m\u202e"}).device == "Hãng X 100[31m"
    assert _read(main={0x010F: b"bytes", 0x0110: 7}).device is None
    assert _read(main={0x0110: "x" * 5_000}).device == "x" * 100


def test_tags_about_the_pixels_alone_are_not_private() -> None:
    assert not _read(main={0x0112: 6, 0x011A: 72.0}, details={0xA001: 1}).is_private
    assert _read(main={0x013B: "artist"}).is_private
