"""Light, sky and hills: what every drawn landscape is made of. Colours are those of the pages' style sheet."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PIL import Image, ImageColor, ImageDraw, ImageFilter

Colour: TypeAlias = tuple[int, int, int]
Line: TypeAlias = list[tuple[float, float]]


def colour(name: str) -> Colour:
    """A colour written as in a style sheet."""
    red, green, blue = ImageColor.getrgb(name)[:3]
    return red, green, blue


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """The colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Light:
    """An hour of the day: the sky from above to the horizon, far and near hills, mist, sun or moon, fields, water."""

    sky: tuple[Colour, ...]
    far: Colour
    near: Colour
    mist: Colour
    sun: Colour
    field: Colour
    water: Colour


def _light(sky: str, far: str, near: str, mist: str, sun: str, field: str, water: str) -> Light:
    air = tuple(colour(name) for name in sky.split())
    return Light(air, colour(far), colour(near), colour(mist), colour(sun), colour(field), colour(water))


LIGHTS: Mapping[str, Light] = {
    "dawn": _light(
        "#6f5b86 #d9a3bb #f9dcc0 #fdf3e0",
        "#c39bb0",
        "#173a31",
        "#fbe6d8",
        "#fff6e2",
        "#4d7f5f",
        "#f3c8c4",
    ),
    "day": _light(
        "#5f9fb3 #a9cfd2 #dfeae2 #f8f8f3",
        "#9cc3b0",
        "#1f6650",
        "#eef5ee",
        "#ffffff",
        "#5d9b5b",
        "#a8d2d6",
    ),
    "mist": _light(
        "#b3c6bd #d3dfd8 #e9efe9 #f5f3ea",
        "#c4d6cc",
        "#28594a",
        "#f5f6f1",
        "#ffffff",
        "#6f9c80",
        "#dbe6e0",
    ),
    "dusk": _light(
        "#3b2350 #8a2f66 #d9705f #f5c06a",
        "#9a5273",
        "#201c2c",
        "#eaa6cb",
        "#ffe2a0",
        "#4b3c44",
        "#e58f6b",
    ),
    "gold": _light(
        "#7fb0bd #bcd5cf #f7ecd4 #fbf4e2",
        "#b7c9a0",
        "#3c5a2a",
        "#fbf1d6",
        "#fff7da",
        "#d3a43a",
        "#cfe0d8",
    ),
    "night": _light(
        "#06110e #0e2a22 #1c4c41 #3f7a69",
        "#275a4c",
        "#07140f",
        "#4d8775",
        "#f6f1dc",
        "#173f33",
        "#3c7868",
    ),
}


class Canvas:
    """A picture that is being drawn. Places are shares of width and height, from the upper left."""

    def __init__(self, width: int, height: int, light: str, seed: int) -> None:
        self.width, self.height = width, height
        self.light = LIGHTS[light]
        self.is_night = light == "night"
        self.dice = random.Random(seed)  # noqa: S311 - the same number always draws the same picture
        self.image = self._gradient(self.light.sky, height)
        self.draw = ImageDraw.Draw(self.image)

    def _gradient(self, colours: Sequence[Colour], height: int) -> Image.Image:
        """Colours from above to below over the width of the picture."""
        column = Image.new("RGB", (1, len(colours)))
        column.putdata(colours)
        rows = max(1, height)
        smooth = column.resize((1, rows), Image.Resampling.BICUBIC, box=(0, 0.5, 1, len(colours) - 0.5))
        return smooth.resize((self.width, rows), Image.Resampling.NEAREST)

    def at(self, *points: tuple[float, float]) -> Line:
        """Points in pixels."""
        return [(x * self.width, y * self.height) for x, y in points]

    def ridge(self, base: float, swing: float, peaks: float) -> Callable[[float], float]:
        """The height of a line of hills at each x: waves upon waves, of random phases."""
        waves = [
            (peaks * 1.9**octave, swing / 1.9**octave, self.dice.uniform(0, 2 * math.pi))
            for octave in range(6)
        ]
        wide = self.width / self.height

        def height(x: float) -> float:
            return base - sum(
                size * math.sin(often * x * wide * 2.3 + phase) for often, size, phase in waves
            ) * (0.62)

        return height

    def below(self, height: Callable[[float], float]) -> Line:
        """The outline of all that lies below a line."""
        steps = 260
        line = [(step / steps, height(step / steps)) for step in range(steps + 1)]
        return self.at(*line, (1, 1.01), (0, 1.01))

    def fill(self, outline: Line, above: Colour, below: Colour, depth: float = 0.4) -> None:
        """Fill an outline with a colour that changes downwards, as mist lies in valleys."""
        top = max(0, int(min(y for _, y in outline)))
        if top >= self.height:
            return
        band = min(self.height - top, max(2, int(depth * self.height)))
        mask = Image.new("L", (self.width, band))
        ImageDraw.Draw(mask).polygon([(x, y - top) for x, y in outline], fill=255)
        self.draw.polygon(outline, fill=below)
        self.image.paste(self._gradient((above, below), band), (0, top), mask)

    def hills(self, count: int, horizon: float, lowest: float, swing: float = 0.05) -> None:
        """Lines of hills, one before the other, from the pale ones far away to the dark ones near."""
        for number in range(count):
            share = number / max(1, count - 1)
            tone = mixed(self.light.far, self.light.near, share**1.25 * 0.86)
            base = horizon + (lowest - horizon) * share
            height = self.ridge(base, swing * (1.15 - 0.5 * share), 1.1 + 1.3 * share)
            foot = mixed(tone, self.light.mist, 0.62 - 0.42 * share)
            self.fill(self.below(height), tone, foot, 0.3)

    def sun(self, x: float, y: float, radius: float) -> None:
        """The sun or the moon, with its halo; at night stars as well."""
        if self.is_night:
            for _ in range(140):
                self._star()
        across = int(radius * self.height * 12)
        halo = (
            Image.radial_gradient("L")
            .resize((across, across))
            .point(lambda v: int(170 * max(0.0, 1 - v / 128) ** 2))
        )
        place = (int(x * self.width - across / 2), int(y * self.height - across / 2))
        self.image.paste(Image.new("RGB", halo.size, self.light.sun), place, halo)
        size = radius * self.height
        middle = (x * self.width, y * self.height)
        self.draw.ellipse(
            (middle[0] - size, middle[1] - size, middle[0] + size, middle[1] + size), fill=self.light.sun
        )

    def _star(self) -> None:
        x, y = self.dice.random() * self.width, self.dice.random() ** 1.6 * 0.55 * self.height
        size = self.height * self.dice.uniform(0.0007, 0.002)
        self.draw.ellipse((x - size, y - size, x + size, y + size), fill=(222, 234, 226))

    def mist(self, y: float, thickness: float, strength: float = 0.75) -> None:
        """A band of mist with soft, uneven edges."""
        small = (160, 60)
        band = Image.new("L", small)
        draw = ImageDraw.Draw(band)
        for _ in range(9):
            x, half = self.dice.uniform(-20, 180), self.dice.uniform(28, 80)
            top = self.dice.uniform(14, 34)
            draw.ellipse((x - half, top, x + half, top + self.dice.uniform(8, 18)), fill=int(255 * strength))
        soft = band.filter(ImageFilter.GaussianBlur(6))
        size = (self.width, max(2, int(thickness * self.height)))
        mask = soft.resize(size, Image.Resampling.BICUBIC)
        place = (0, int(y * self.height - size[1] / 2))
        self.image.paste(Image.new("RGB", size, self.light.mist), place, mask)

    def stroke(self, points: Line, width: float, tone: Colour) -> None:
        """A line of a width that is a share of the height, with round ends."""
        thick = max(1, round(width * self.height))
        self.draw.line(points, fill=tone, width=thick, joint="curve")
        for x, y in (points[0], points[-1]):
            self.draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=tone)
