"""Near-equal pictures: what counts as near, and that all of them are found."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from catalog.surrogates.likeness import NEAR_BITS, bands
from media.probe import difference_hash
from tests.catalogue import Catalogue
from tests.photographs import attach
from tests.staff import Team


def scene(seed: int, width: int = 900, height: int = 600) -> Image.Image:
    """Ridges behind ridges under a sky, different for each seed."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), (chance.randint(120, 190), chance.randint(160, 210), 230))
    draw = ImageDraw.Draw(image)
    for ridge in range(6):
        base, swing = height * (0.35 + 0.11 * ridge), height * 0.08
        a, b = chance.random() * 6, chance.random() * 6
        points = [
            (x, base + swing * (math.sin(x / width * 5 + a) + math.sin(x / width * 11 + b) / 2))
            for x in range(0, width + 20, 20)
        ]
        shade = ridge / 6
        colour = (int(150 - 110 * shade), int(185 - 85 * shade), int(165 - 110 * shade))
        draw.polygon([*points, (width, height), (0, height)], fill=colour)
    return image


def saved(image: Image.Image, quality: int = 88) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def copies(image: Image.Image) -> Iterator[Image.Image]:
    """The same picture as others send it again."""
    yield Image.open(BytesIO(saved(image, 40))).convert("RGB")
    yield image.resize((image.width // 2, image.height // 2))
    yield image.resize((301, 200))
    yield ImageEnhance.Brightness(image).enhance(1.2)
    yield ImageEnhance.Contrast(image).enhance(0.8)
    yield image.crop((9, 6, image.width - 9, image.height - 6))


def difference(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_copies_are_near_and_other_scenes_are_not() -> None:
    scenes = [scene(seed) for seed in range(20)]
    hashes = [difference_hash(image) for image in scenes]
    of_copies = [difference(own, difference_hash(copy))
                 for image, own in zip(scenes, hashes, strict=True) for copy in copies(image)]  # fmt: skip
    of_others = [difference(a, b) for number, a in enumerate(hashes) for b in hashes[:number]]
    assert max(of_copies) <= NEAR_BITS < min(of_others)


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=NEAR_BITS))
def test_hashes_that_are_near_share_a_band(value: int, flipped: set[int]) -> None:
    near = value ^ sum(1 << bit for bit in flipped)
    pairs = zip(bands(f"{value:016x}"), bands(f"{near:016x}"), strict=True)
    assert any(one == other for one, other in pairs)


def test_a_reviewer_is_shown_what_is_alike_at_other_sites(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    one, two = team.created(), team.created()
    image = scene(1)
    attach(team.editor, one["id"], tmp_path, saved(image))
    attach(team.editor, one["id"], tmp_path, saved(scene(2)))
    attach(team.editor, two["id"], tmp_path, saved(image, 40))
    query = """query ($s: String!) { site(slug: $s, view: WORKING) { surrogates { edges { node { code work {
      alike { code isSameFile differentBits } } } } } } }"""
    edges = team.reviewer.data(query, s=two["slug"])["site"]["surrogates"]["edges"]
    (found,) = edges[0]["node"]["work"]["alike"]
    assert (found["code"], found["isSameFile"]) == (f"{one['code']}.IMG01", False)
    assert found["differentBits"] <= NEAR_BITS
    first, other = team.reviewer.data(query, s=one["slug"])["site"]["surrogates"]["edges"]
    assert [a["code"] for a in first["node"]["work"]["alike"]] == [f"{two['code']}.IMG01"]
    assert other["node"]["work"]["alike"] == []
    with pictured.database.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM picture_band")) == 3 * 7
