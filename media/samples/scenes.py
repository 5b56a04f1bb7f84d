"""What stands in the landscapes: terraces, a river, ban flowers, houses on stilts, a gate, a tower, a cave."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from media.samples.canvas import Canvas, Colour, Line, colour, mixed

WHITE, VIOLET, GOLD = colour("#fdf7fa"), colour("#d98ab6"), colour("#e8c46a")


def _far(canvas: Canvas, horizon: float, lowest: float, count: int = 5) -> None:
    """Sun, hills and mist behind everything."""
    canvas.sun(canvas.dice.uniform(0.2, 0.8), horizon * canvas.dice.uniform(0.6, 0.78), 0.035)
    canvas.hills(count, horizon, lowest)
    canvas.mist(lowest - 0.03, 0.2, 0.5)


def ridges(canvas: Canvas) -> None:
    """Hill after hill."""
    _far(canvas, 0.42, 0.94, 7)
    canvas.mist(0.62, 0.22, 0.8)


def _terrace(canvas: Canvas, top: float, bottom: float, steps: int, tilt: float) -> None:
    """Fields in steps down a slope: each a band with a wet or a green face and a pale edge."""
    crest = canvas.ridge(top, 0.035, 0.8)
    field, near, water = canvas.light.field, canvas.light.near, canvas.light.water
    bends = [(canvas.dice.uniform(1.5, 4.5), canvas.dice.uniform(0, 6.3)) for _ in range(3)]
    for step in range(steps):
        share = step / steps
        drop = (bottom - top) * share**1.18

        def height(x: float, drop: float = drop, share: float = share) -> float:
            bend = sum(math.sin(often * x * 2.2 + phase + share * 1.6) for often, phase in bends)
            return crest(x) + drop + tilt * (x - 0.5) * (1 - share) + 0.013 * bend * (0.4 + share)

        is_wet = canvas.dice.random() < 0.3
        tone = mixed(water, field, 0.25) if is_wet else mixed(field, near, canvas.dice.uniform(0.05, 0.42))
        outline = canvas.below(height)
        canvas.fill(outline, mixed(tone, canvas.light.sun, 0.16), mixed(tone, near, 0.5), 0.05 + 0.06 * share)
        edge = mixed(field, canvas.light.sun, 0.5)
        canvas.draw.line(
            outline[:-2], fill=edge, width=max(1, round((0.0012 + 0.0026 * share) * canvas.height))
        )


def terraces(canvas: Canvas) -> None:
    """Rice fields in steps."""
    _far(canvas, 0.33, 0.55, 4)
    _terrace(canvas, 0.5, 1.05, 16, canvas.dice.choice((-0.22, 0.22)))


def _river(canvas: Canvas, top: float) -> None:
    """A river that winds from the horizon to the front."""
    swing, phase = canvas.dice.uniform(0.1, 0.18), canvas.dice.uniform(0, 6.3)
    left, right = [], []
    for step in range(121):
        share = step / 120
        y = top + (1.02 - top) * share**1.5
        middle = 0.5 + swing * math.sin(phase + 5.2 * share**0.8) * (0.35 + share)
        half = 0.006 + 0.17 * share**1.7
        left.append((middle - half, y))
        right.append((middle + half, y))
    shore = mixed(canvas.light.field, canvas.light.sun, 0.4)
    outline = canvas.at(*left, *reversed(right))
    canvas.draw.line(canvas.at(*left), fill=shore, width=max(2, round(0.008 * canvas.height)), joint="curve")
    canvas.draw.line(canvas.at(*right), fill=shore, width=max(2, round(0.008 * canvas.height)), joint="curve")
    canvas.fill(
        outline,
        mixed(canvas.light.water, canvas.light.sun, 0.35),
        mixed(canvas.light.water, canvas.light.near, 0.35),
        0.5,
    )


def river(canvas: Canvas) -> None:
    """A river in its valley."""
    _far(canvas, 0.36, 0.56, 5)
    plain = canvas.ridge(0.6, 0.012, 0.6)
    canvas.fill(
        canvas.below(plain), canvas.light.field, mixed(canvas.light.field, canvas.light.near, 0.75), 0.42
    )
    _river(canvas, 0.605)
    _trees(canvas, 0.64, 12)


def _trees(canvas: Canvas, base: float, count: int) -> None:
    """Round trees near a line, in front of one another."""
    for _ in range(count):
        depth = canvas.dice.random()
        x, y = canvas.dice.random(), base + 0.3 * depth
        if 0.24 < x < 0.76:
            continue
        size = (0.018 + 0.045 * depth) * canvas.height
        tone = mixed(canvas.light.near, canvas.light.field, canvas.dice.uniform(0.1, 0.4))
        centre_x, centre_y = x * canvas.width, y * canvas.height
        for _ in range(5):
            dx, dy = canvas.dice.uniform(-0.8, 0.8) * size, canvas.dice.uniform(-0.5, 0.4) * size
            box = (centre_x + dx - size, centre_y + dy - size, centre_x + dx + size, centre_y + dy + size)
            canvas.draw.ellipse(box, fill=mixed(tone, canvas.light.sun, canvas.dice.uniform(0, 0.14)))


def _petal(x: float, y: float, size: float, angle: float) -> Line:
    """A petal of a ban flower, from its middle outwards."""
    points = []
    for step in range(17):
        share = step / 16
        turn = share * 2 * math.pi
        along, across = (
            size * (0.5 - 0.5 * math.cos(turn)),
            size * 0.36 * math.sin(turn) * (1.1 - 0.45 * math.cos(turn)),
        )
        points.append(
            (
                x + along * math.cos(angle) - across * math.sin(angle),
                y + along * math.sin(angle) + across * math.cos(angle),
            )
        )
    return points


def _flower(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A ban flower: four white petals and one with violet."""
    begin = canvas.dice.uniform(0, 6.3)
    for number in range(5):
        tone = mixed(WHITE, VIOLET, 0.62 if number == 0 else canvas.dice.uniform(0.02, 0.24))
        if canvas.is_night:
            tone = mixed(tone, canvas.light.near, 0.3)
        angle = begin + number * 2 * math.pi / 5
        canvas.draw.polygon(_petal(x, y, size, angle), fill=tone)
        canvas.draw.line(
            [(x, y), (x + 0.7 * size * math.cos(angle), y + 0.7 * size * math.sin(angle))],
            fill=mixed(tone, VIOLET, 0.45),
            width=max(1, round(size / 26)),
        )
    dot = size * 0.13
    canvas.draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill=GOLD)


def _branch(canvas: Canvas, start: tuple[float, float], angle: float, length: float, depth: int) -> None:
    """A branch with its twigs, and flowers where it ends."""
    x, y = start
    bark = mixed(colour("#4a3230"), canvas.light.near, 0.45)
    for _ in range(4):
        onward = (x + length / 4 * math.cos(angle), y + length / 4 * math.sin(angle))
        canvas.stroke([(x, y), onward], 0.0035 * (depth + 0.4), bark)
        x, y = onward
        angle += canvas.dice.uniform(-0.24, 0.24)
        if depth > 0 and canvas.dice.random() < 0.75:
            turn = canvas.dice.choice((-1, 1)) * canvas.dice.uniform(0.5, 1.0)
            _branch(canvas, (x, y), angle + turn, length * 0.62, depth - 1)
        if depth <= 1 and canvas.dice.random() < 0.55:
            _flower(canvas, x, y, canvas.height * canvas.dice.uniform(0.03, 0.052))


def blossom(canvas: Canvas) -> None:
    """Ban flowers before the hills."""
    _far(canvas, 0.5, 0.92, 5)
    side = canvas.dice.choice((0.0, 1.0))
    for y, reach in ((0.08, 0.62), (0.34, 0.46)):
        angle = canvas.dice.uniform(0.05, 0.5)
        start = (side * canvas.width, y * canvas.height)
        _branch(
            canvas,
            start,
            angle if side == 0 else math.pi - angle,
            reach * min(canvas.width, 1.3 * canvas.height),
            2,
        )


def _house(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A Thái house on stilts."""
    wall, roof = (
        mixed(canvas.light.near, colour("#7a5638"), 0.45),
        mixed(canvas.light.near, colour("#2c2622"), 0.5),
    )
    wide, unit = size * canvas.height, canvas.height * size
    left, ground = x * canvas.width - wide / 2, y * canvas.height
    for post in range(5):
        at = left + wide * (0.06 + 0.22 * post)
        canvas.stroke([(at, ground), (at, ground - 0.3 * unit)], size * 0.035, roof)
    canvas.draw.rectangle((left, ground - 0.56 * unit, left + wide, ground - 0.27 * unit), fill=wall)
    for window in (0.24, 0.5, 0.76):
        at = left + wide * window
        lit = mixed(GOLD, wall, 0.15 if canvas.is_night else 0.55)
        canvas.draw.rectangle(
            (at - 0.05 * wide, ground - 0.5 * unit, at + 0.05 * wide, ground - 0.34 * unit), fill=lit
        )
    eaves = [(-0.12, 0.5), (0.16, 0.98), (0.84, 0.98), (1.12, 0.5)]
    canvas.draw.polygon([(left + wide * a, ground - unit * b) for a, b in eaves], fill=roof)
    for end, way in ((0.16, -1), (0.84, 1)):
        top = (left + wide * end, ground - 0.97 * unit)
        for turn in (0.07, -0.02):
            canvas.stroke([top, (top[0] + way * turn * wide, top[1] - 0.1 * unit)], size * 0.02, roof)


def village(canvas: Canvas) -> None:
    """Houses on stilts below the hills."""
    _far(canvas, 0.34, 0.6, 5)
    _terrace(canvas, 0.66, 1.1, 9, 0.05)
    for x, y, size in ((0.2, 0.7, 0.11), (0.78, 0.72, 0.12), (0.5, 0.82, 0.19)):
        _house(canvas, x + canvas.dice.uniform(-0.04, 0.04), y, size)


def _knoll(canvas: Canvas, peak: float) -> Callable[[float], float]:
    """A round hill in the middle."""
    wobble = canvas.dice.uniform(0, 6.3)
    return lambda x: peak + 1.35 * (x - 0.5) ** 2 + 0.008 * math.sin(9 * x + wobble)


def monument(canvas: Canvas) -> None:
    """A pillar with a star on a hill, and the steps that lead up to it."""
    _far(canvas, 0.5, 0.8, 5)
    hill = _knoll(canvas, 0.6)
    near = canvas.light.near
    canvas.fill(canvas.below(hill), mixed(near, canvas.light.field, 0.55), near, 0.3)
    stone, shade = mixed(canvas.light.mist, near, 0.12), mixed(canvas.light.mist, near, 0.45)
    foot = 0.612
    for step in range(22):
        share = step / 21
        half, y = 0.02 + 0.05 * share, foot + 0.4 * share
        ends = canvas.at((0.5 - half, y), (0.5 + half, y))
        canvas.draw.line(
            ends, fill=mixed(shade, near, 0.3 + 0.3 * (step % 2)), width=round(0.011 * canvas.height)
        )
    narrow = canvas.height / canvas.width
    for half, top, bottom, tone in ((0.09, 0.585, foot, shade), (0.065, 0.56, 0.587, stone)):
        x = half * narrow
        canvas.draw.rectangle(canvas.at((0.5 - x, top), (0.5 + x, bottom)), fill=tone)
    wide, tip = 0.036 * narrow, 0.02 * narrow
    canvas.draw.polygon(
        canvas.at((0.5 - wide, 0.56), (0.5 - tip, 0.24), (0.5, 0.205), (0.5 + tip, 0.24), (0.5 + wide, 0.56)),
        fill=stone,
    )
    canvas.draw.polygon(
        canvas.at((0.5, 0.205), (0.5 + tip, 0.24), (0.5 + wide, 0.56), (0.5, 0.56)), fill=shade
    )
    _star(canvas, 0.5 * canvas.width, 0.31 * canvas.height, 0.016 * canvas.height)


def _star(canvas: Canvas, x: float, y: float, size: float) -> None:
    points = []
    for corner in range(10):
        reach, angle = size * (1 if corner % 2 == 0 else 0.4), math.pi * corner / 5 - math.pi / 2
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.draw.polygon(points, fill=GOLD)


def _roof(canvas: Canvas, x: float, y: float, half: float, tall: float, tone: Colour) -> None:
    """A tiled roof whose corners rise."""
    unit = canvas.height
    points = [
        (-1.18, -0.42),
        (-0.86, 0.02),
        (0.86, 0.02),
        (1.18, -0.42),
        (0.6, -0.55),
        (0.46, -1),
        (-0.46, -1),
        (-0.6, -0.55),
    ]
    canvas.draw.polygon([(x + half * unit * a, y + tall * unit * b) for a, b in points], fill=tone)


def gate(canvas: Canvas) -> None:
    """A gate with three doors."""
    _far(canvas, 0.4, 0.72, 5)
    ground = canvas.ridge(0.82, 0.004, 0.5)
    canvas.fill(
        canvas.below(ground), mixed(canvas.light.field, canvas.light.sun, 0.3), canvas.light.near, 0.25
    )
    canvas.draw.polygon(
        canvas.at((0.45, 0.82), (0.55, 0.82), (0.78, 1.01), (0.22, 1.01)),
        fill=mixed(canvas.light.mist, canvas.light.field, 0.35),
    )
    wall, roof = (
        mixed(canvas.light.mist, colour("#b98a52"), 0.4),
        mixed(canvas.light.near, colour("#8a3b2f"), 0.5),
    )
    if canvas.is_night:
        wall = mixed(wall, canvas.light.near, 0.45)
    dark, unit, x = mixed(canvas.light.near, (0, 0, 0), 0.35), canvas.height, 0.5 * canvas.width
    y = 0.825 * unit
    for offset, half, tall in ((-0.235, 0.1, 0.24), (0.235, 0.1, 0.24), (0.0, 0.15, 0.36)):
        middle = x + offset * unit
        canvas.draw.rectangle((middle - half * unit, y - tall * unit, middle + half * unit, y), fill=wall)
        door = half * 0.5 * unit
        arch = y - tall * 0.62 * unit
        canvas.draw.rectangle((middle - door, arch, middle + door, y), fill=dark)
        canvas.draw.ellipse((middle - door, arch - door, middle + door, arch + door), fill=dark)
        _roof(canvas, middle, y - tall * unit, half * 1.12, 0.075, roof)
    _roof(canvas, x, y - 0.45 * unit, 0.11, 0.06, roof)
    canvas.draw.rectangle((x - 0.09 * unit, y - 0.45 * unit, x + 0.09 * unit, y - 0.43 * unit), fill=wall)
    _trees(canvas, 0.78, 14)


def tower(canvas: Canvas) -> None:
    """An old brick tower among trees."""
    _far(canvas, 0.46, 0.8, 5)
    ground = canvas.ridge(0.83, 0.012, 0.6)
    brick, shade = (
        mixed(colour("#c9895a"), canvas.light.mist, 0.22),
        mixed(colour("#7f4a33"), canvas.light.near, 0.2),
    )
    if canvas.is_night:
        brick, shade = mixed(brick, canvas.light.near, 0.5), mixed(shade, canvas.light.near, 0.5)
    narrow = canvas.height / canvas.width
    y, half = 0.85, 0.13
    for tall in (0.05, 0.17, 0.04, 0.11, 0.035, 0.09, 0.03, 0.07):
        slim = half * (1.0 if tall < 0.06 else 0.84) * narrow
        top = y - tall
        canvas.draw.polygon(
            canvas.at((0.5 - slim, y), (0.5 - slim * 0.94, top), (0.5 + slim * 0.94, top), (0.5 + slim, y)),
            fill=brick,
        )
        canvas.draw.polygon(
            canvas.at(
                (0.5 + slim * 0.3, y), (0.5 + slim * 0.3, top), (0.5 + slim * 0.94, top), (0.5 + slim, y)
            ),
            fill=shade,
        )
        if tall > 0.06:
            door = slim * 0.24
            canvas.draw.rectangle(
                canvas.at((0.5 - door, top + tall * 0.32), (0.5 + door, y - tall * 0.08)), fill=shade
            )
            half *= 0.8
        y = top
    canvas.draw.polygon(
        canvas.at((0.5 - 0.035 * narrow, y), (0.5, y - 0.17), (0.5 + 0.035 * narrow, y)), fill=brick
    )
    canvas.fill(
        canvas.below(ground), mixed(canvas.light.near, canvas.light.field, 0.5), canvas.light.near, 0.2
    )
    _trees(canvas, 0.76, 20)


def cave(canvas: Canvas) -> None:
    """The view out of a cave."""
    _far(canvas, 0.46, 0.78, 5)
    rock = mixed(canvas.light.near, colour("#241d1a"), 0.6)
    dice = canvas.dice
    turn = dice.uniform(0, 6.3)
    for layer, tone in enumerate((mixed(rock, canvas.light.mist, 0.25), rock)):
        mouth = []
        for step in range(121):
            angle = 2 * math.pi * step / 120
            rough = (
                0.016 * math.sin(5 * angle + turn + layer)
                + 0.009 * math.sin(11 * angle + turn)
                + dice.uniform(-0.006, 0.006)
            )
            reach = 0.43 - 0.05 * layer + rough
            mouth.append((0.5 + reach * 1.02 * math.cos(angle), 0.52 + reach * math.sin(angle)))
        # From the mouth around the edge of the picture and back again.
        outline = canvas.at(
            *mouth, (1.02, 0.52), (1.02, 1.02), (-0.02, 1.02), (-0.02, -0.02), (1.02, -0.02), (1.02, 0.52)
        )
        canvas.fill(outline, tone, mixed(tone, (0, 0, 0), 0.5), 1.0)
    for _ in range(11):
        x, wide, long = dice.uniform(0.18, 0.82), dice.uniform(0.008, 0.022), dice.uniform(0.05, 0.17)
        top = 0.52 - 0.4 * math.sqrt(max(0.0, 1 - ((x - 0.5) / 0.4) ** 2))
        canvas.draw.polygon(
            canvas.at((x - wide, top - 0.05), (x + wide, top - 0.05), (x + wide * 0.2, top + long)), fill=rock
        )


def bridge(canvas: Canvas) -> None:
    """A bridge that hangs over the river."""
    _far(canvas, 0.36, 0.58, 5)
    canvas.fill(
        canvas.below(canvas.ridge(0.66, 0.01, 0.5)),
        mixed(canvas.light.water, canvas.light.sun, 0.3),
        mixed(canvas.light.water, canvas.light.near, 0.45),
        0.4,
    )
    for side in (0, 1):
        bank = [
            (side, 0.58),
            (abs(side - 0.24), 0.69),
            (abs(side - 0.17), 0.8),
            (abs(side - 0.27), 1.01),
            (side, 1.01),
        ]
        canvas.fill(
            canvas.at(*bank), mixed(canvas.light.near, canvas.light.field, 0.5), canvas.light.near, 0.3
        )
    steel = mixed(canvas.light.near, (20, 20, 24), 0.4)
    for x in (0.2, 0.8):
        for shift in (-0.012, 0.012):
            canvas.stroke(canvas.at((x + shift, 0.76), (x + shift * 0.6, 0.36)), 0.012, steel)
    cable = [(0.2 + 0.6 * t / 40, 0.37 + 0.26 * (1 - (2 * t / 40 - 1) ** 2)) for t in range(41)]
    canvas.stroke(canvas.at((-0.02, 0.66), *cable, (1.02, 0.66)), 0.006, steel)
    for x, y in cable[1:-1]:
        canvas.stroke(canvas.at((x, y), (x, 0.68)), 0.0022, steel)
    canvas.stroke(
        canvas.at((-0.02, 0.69), (0.5, 0.678), (1.02, 0.69)), 0.016, mixed(steel, colour("#8a5b3a"), 0.5)
    )
    _trees(canvas, 0.72, 12)


SCENES: Mapping[str, Callable[[Canvas], None]] = {
    scene.__name__: scene
    for scene in (ridges, terraces, river, blossom, village, monument, gate, tower, cave, bridge)
}
"""The landscapes by name."""
