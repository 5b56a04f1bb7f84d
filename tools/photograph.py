"""An invented picture that is about as hard to compress as a photograph: nobody's, and the same every time."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image, ImageDraw

_OCTAVES = ((300, 0.5), (60, 0.35), (14, 0.25), (4, 0.12), (1, 0.05))
"""Sizes of detail in pixels, and how much each counts: natural scenes have about as much at every scale."""


def photograph(width: int, height: int, seed: int = 1954) -> Image.Image:
    """Sky, hills, walls with hard edges, foliage and grain."""
    chance = random.Random(seed)  # noqa: S311 - a picture, no secret
    scene = Image.merge("RGB", [_relief(width, height, chance) for _ in "RGB"])
    grey = _relief(width, height, chance)
    scene = Image.blend(scene, Image.merge("RGB", (grey, grey, grey)), 0.7)
    sky = Image.linear_gradient("L").resize((width, height))
    scene = Image.composite(scene, Image.new("RGB", (width, height), (150, 180, 215)), sky)
    draw = ImageDraw.Draw(scene)
    for _ in range(60):
        x, y, side = (
            chance.randrange(width),
            chance.randrange(height // 3, height),
            chance.randrange(20, width // 12),
        )
        colour = tuple(chance.randrange(30, 220) for _ in range(3))
        draw.polygon([(x, y), (x + side, y - side // 4), (x + side, y + side // 2), (x, y + side)], colour)
    grain = _noise(width, height, 1, chance)
    return Image.blend(scene, Image.merge("RGB", (grain, grain, grain)), 0.03)


def write_photograph(path: Path, width: int = 6_000, height: int = 4_000) -> Path:
    """A JPEG as cameras write them; the default has 24 megapixels."""
    photograph(width, height).save(path, "JPEG", quality=92)
    return path


def _relief(width: int, height: int, chance: random.Random) -> Image.Image:
    relief = Image.new("L", (width, height), 128)
    for step, share in _OCTAVES:
        relief = Image.blend(relief, _noise(width, height, step, chance), share)
    return relief


def _noise(width: int, height: int, step: int, chance: random.Random) -> Image.Image:
    size = max(2, width // step), max(2, height // step)
    small = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    return small if size == (width, height) else small.resize((width, height), Image.Resampling.BICUBIC)
