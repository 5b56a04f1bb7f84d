"""The words of the ladder: levels, and how a check came out."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How far a site is digitised. Below D0 there is no level: None."""

    D0 = 0
    D1 = 1
    D2 = 2
    D3 = 3
    D4 = 4


class Status(StrEnum):
    """How a check came out. NOT_APPLICABLE only where the rules say so; it stands in nobody's way."""

    PASS = "PASS"  # noqa: S105 (how a check came out)
    FAIL = "FAIL"
    NOT_APPLICABLE = "NOT_APPLICABLE"
