"""The words "ẢNH MẪU" and "BẢN MẪU" as strokes: no font is needed, and none lacks a Vietnamese letter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

Point = tuple[float, float]
Stroke = tuple[Point, ...]

HEIGHT = 1.0
"""Of a capital letter; marks stand above it, up to `TALLEST`."""
TALLEST = 1.62
GAP = 0.24


def _arc(x: float, y: float, width: float, height: float, begin: int, end: int) -> Stroke:
    """Part of an ellipse, from one angle to another in degrees, upwards being 90."""
    angles = [math.radians(begin + (end - begin) * step / 12) for step in range(13)]
    return tuple((x + width * math.cos(a), y + height * math.sin(a)) for a in angles)


_A: tuple[Stroke, ...] = (((0, 0), (0.4, 1), (0.8, 0)), ((0.14, 0.35), (0.66, 0.35)))
_HOOK: tuple[Stroke, ...] = ((*_arc(0.4, 1.36, 0.12, 0.11, 170, -70), (0.42, 1.16)),)
_ROOF: tuple[Stroke, ...] = (((0.18, 1.13), (0.4, 1.29), (0.62, 1.13)),)
_WAVE: tuple[Stroke, ...] = (
    tuple((0.14 + 0.52 * step / 12, 1.47 + 0.07 * math.sin(2 * math.pi * step / 12)) for step in range(13)),
)
GLYPHS: Mapping[str, tuple[float, tuple[Stroke, ...]]] = {
    "A": (0.8, _A),
    "Ả": (0.8, _A + _HOOK),
    "Ẫ": (0.8, _A + _ROOF + _WAVE),
    "B": (
        0.64,
        (
            ((0, 0), (0, 1)),
            ((0, 1), (0.34, 1), *_arc(0.34, 0.77, 0.23, 0.23, 90, -90), (0, 0.54)),
            ((0, 0.54), (0.36, 0.54), *_arc(0.36, 0.27, 0.27, 0.27, 90, -90), (0, 0)),
        ),
    ),
    "H": (0.7, (((0, 0), (0, 1)), ((0.7, 0), (0.7, 1)), ((0, 0.52), (0.7, 0.52)))),
    "M": (0.9, (((0, 0), (0, 1), (0.45, 0.3), (0.9, 1), (0.9, 0)),)),
    "N": (0.72, (((0, 0), (0, 1), (0.72, 0), (0.72, 1)),)),
    "U": (0.7, (((0, 1), (0, 0.34), *_arc(0.35, 0.34, 0.35, 0.34, 180, 360), (0.7, 1)),)),
    " ": (0.34, ()),
}
"""Width and strokes of each letter; y grows upwards from the line that it stands on."""


def width_of(text: str) -> float:
    """How wide a text is, in heights of a capital."""
    return sum(GLYPHS[letter][0] for letter in text) + GAP * (len(text) - 1)


def strokes(text: str) -> Iterator[Stroke]:
    """The strokes of a text that begins at (0, 0), in heights of a capital. Raises KeyError for other letters."""
    at = 0.0
    for letter in text:
        width, lines = GLYPHS[letter]
        for line in lines:
            yield tuple((at + x, y) for x, y in line)
        at += width + GAP
