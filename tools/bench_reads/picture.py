"""The ratios as a picture (SVG): how many times as much as the peer, for one connection and for many."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tools.bench_reads.report import MANY, MISS, Line

WIDTH, LEFT, RIGHT, TOP = 780, 170, 70, 64
BAR, GAP, GROUP = 13, 3, 16
"""Heights in pixels: of a bar, between the two of a question, between questions."""
NAMES = {
    "q1": "one site",
    "q2": "page of 20",
    "q3": "nearest 20",
    "q4": "100 in a box",
    "q5": "by commune",
    "q6": "100 with pictures",
}
COLOURS = {MANY: "#1f5f8b", 1: "#9cc3dd"}
AIMS = {"q1": 2.5, "q2": 2.5, "q3": 2.0, "q4": 2.5, "q5": 1.0, "q6": 2.5}
"""The least that we want of new questions on SQLite, in times of PostGraphile."""


def picture(lines: Sequence[Line], title: str) -> str:
    """The ratios of new questions to PostGraphile; a red stroke is what we want at least, the grey line 1."""
    measured = [line for line in lines if line.kind == MISS and line.ratio is not None]
    questions = list(dict.fromkeys(line.question for line in measured))
    most = max([3.0, *(line.ratio or 0 for line in measured)])
    scale = (WIDTH - LEFT - RIGHT) / most
    height = TOP + len(questions) * (2 * BAR + GAP + GROUP) + 34
    parts = [_text(LEFT, 24, title, size=15, weight="bold"), *_legend()]
    values: list[str] = []
    for place, question in enumerate(questions):
        top = TOP + place * (2 * BAR + GAP + GROUP)
        parts.append(_text(LEFT - 12, top + BAR + 6, f"{question}: {NAMES[question]}", anchor="end"))
        ratios = {line.connections: line.ratio for line in measured if line.question == question}
        for row, connections in enumerate((MANY, 1)):
            ratio = ratios.get(connections)
            if ratio is not None:
                parts.append(_bar(top + row * (BAR + GAP), ratio * scale, connections))
                values.append(_text(LEFT + ratio * scale + 6, top + row * (BAR + GAP) + 11, f"{ratio:.2f}"))
        aim = AIMS.get(question)
        if aim is not None:
            x = LEFT + aim * scale
            parts.append(_stroke(x, top - 3, x, top + 2 * BAR + GAP + 3, "#b3261e", 2))
    bottom = height - 30
    parts.append(_stroke(LEFT + scale, TOP - 8, LEFT + scale, bottom, "#555", 1))
    parts.append(_text(LEFT + scale, bottom + 16, "1: as fast as PostGraphile 5", anchor="middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>{"".join([*parts, *values])}</svg>\n'
    )


def _legend() -> list[str]:
    parts = []
    for place, (connections, colour) in enumerate(COLOURS.items()):
        x = LEFT + place * 150
        parts.append(f'<rect x="{x}" y="36" width="13" height="13" fill="{colour}"/>')
        parts.append(_text(x + 19, 47, f"{connections} connection{'s' * (connections > 1)}"))
    x = LEFT + 2 * 150
    return [*parts, _stroke(x + 6, 34, x + 6, 51, "#b3261e", 2), _text(x + 19, 47, "wanted at least")]


def _bar(top: float, width: float, connections: int) -> str:
    return f'<rect x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{COLOURS[connections]}"/>'


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 13, weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="#222" '
        f'paint-order="stroke" stroke="#fff" stroke-width="3">'
        f"{escape(words)}</text>"
    )


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: str, width: int) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'
