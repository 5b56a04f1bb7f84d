"""A derivative's name is all that decides its bytes; only exactly such names are understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from media.profiles import Format, Profile, Recipe

SHARES = some.integers(0, 100)
CROPS = some.builds(
    Recipe, some.sampled_from([Profile.THUMB, Profile.CARD]), some.sampled_from(Format), SHARES, SHARES
)
RECIPES = CROPS | some.builds(
    Recipe, some.sampled_from([Profile.SCREEN, Profile.ZOOM]), some.sampled_from(Format)
)
SIDES = some.integers(1, 29_999)


@given(RECIPES)
def test_a_name_is_read_back_as_its_recipe(recipe: Recipe) -> None:
    assert Recipe.parse(recipe.name) == recipe


@pytest.mark.parametrize(
    "name",
    [
        "",
        "card-1.webp",
        "card-1-50x50",
        "card-1-50x50.WEBP",
        "CARD-1-50x50.webp",
        "card-2-50x50.webp",
        "card-1-050x50.webp",
        "card-1-101x50.webp",
        "card-1--1x50.webp",
        "card-1-50x50.webp\n",
        "card-1-٥x50.webp",
        "screen-1-50x50.webp",
        "screen-1.png",
        "screen-1.webp/..",
        "../screen-1.webp",
        "poster-1.webp",
    ],
)
def test_any_other_name_is_no_recipe(name: str) -> None:
    assert Recipe.parse(name) is None


@given(RECIPES, SIDES, SIDES)
def test_a_derivative_is_never_larger_than_its_source_nor_its_frame(
    recipe: Recipe, width: int, height: int
) -> None:
    made, frame = recipe.size(width, height), recipe.profile.value
    assert 1 <= made[0] <= min(width, frame.width)
    assert 1 <= made[1] <= min(height, frame.height)


@given(CROPS, SIDES, SIDES)
def test_a_crop_lies_within_the_picture_and_keeps_the_focal_point(
    recipe: Recipe, width: int, height: int
) -> None:
    left, top, cut_width, cut_height = recipe.cut(width, height)
    assert -1e-6 <= left <= width * recipe.focal_x / 100 + 1e-6 <= left + cut_width + 2e-6 <= width + 3e-6
    assert -1e-6 <= top <= height * recipe.focal_y / 100 + 1e-6 <= top + cut_height + 2e-6 <= height + 3e-6


def test_a_focal_point_is_given_in_shares_and_only_crops_have_one() -> None:
    assert Recipe.around(Profile.CARD, Format.AVIF, 0.254, None).name == "card-1-25x50.avif"
    assert Recipe.around(Profile.THUMB, Format.JPEG, -1, 7).name == "thumb-1-0x100.jpg"
    assert Recipe.around(Profile.SCREEN, Format.WEBP, 0.1, 0.1).name == "screen-1.webp"
    with pytest.raises(ValueError, match="focal"):
        Recipe(Profile.CARD, Format.WEBP, 101, 0)
    with pytest.raises(ValueError, match="focal"):
        Recipe(Profile.ZOOM, Format.WEBP, 1, 50)
