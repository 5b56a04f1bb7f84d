"""Positions as tests type them, and what becomes of them."""

from __future__ import annotations

import pytest

from catalog.errors import ProblemsError
from catalog.geo import Reading, read_coordinates
from catalog.geo.coordinates import Surroundings
from tests.catalog.register import boundaries, site

PROVINCE = boundaries()[0]
CODES = {boundary.name: boundary.key for boundary in boundaries()[1:]}
A1 = (21.386, 103.02300002)  # RULES 4.2, the first vector
BE_VAN_DAN = CODES[site("noi-be-van-dan-hy-sinh")["commune"]]
DMS = (21 + 23 / 60 + 9 / 3600, 103 + 1 / 60 + 4 / 3600)
DECIMAL = (21.3831, 103.0176)
TENTH_OF_A_MILLIMETRE = 1e-9


def refused(text: str, language: str = "vi", around: Surroundings[str] | None = None) -> list[str]:
    """The codes of the problems; each is told in both languages and belongs to the text."""
    with pytest.raises(ProblemsError) as caught:
        read_coordinates(text, language, surroundings=around)
    problems = caught.value.problems
    assert all(
        p.message.vi.strip() and p.message.en.strip() and p.message.vi != p.message.en for p in problems
    )
    assert all((p.field or "").split(".")[0] == "text" for p in problems)
    return [p.code for p in problems]


def told(text: str, language: str = "vi") -> str:
    """The English sentence of the only problem."""
    with pytest.raises(ProblemsError) as caught:
        read_coordinates(text, language)
    (problem,) = caught.value.problems
    return problem.message.en


def close(reading: Reading, place: tuple[float, float], degrees: float) -> None:
    assert reading.latitude == pytest.approx(place[0], abs=degrees)
    assert reading.longitude == pytest.approx(place[1], abs=degrees)
