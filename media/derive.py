"""Makes pictures of a picture, inside a worker: several sizes from one decode, the same bytes every time.

What stands under a recipe's name does not depend on which others were asked for beside it, nor on the
process or the day. Nothing but pixels is written: no EXIF, no profile (sRGB is what all take for granted).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

from PIL import Image

from media.errors import refused
from media.iiif import Cut, ImageFormat, Quality
from media.kinds import MediaType
from media.pictures import Picture, bare, decoded, in_srgb, on_white, opened, readable, reduce, upright
from media.profiles import Format, Profile, Recipe
from media.together import Facts, Job, write_together

REDUCING_GAP = 2.0
"""How much larger than wanted a picture may be before it is halved cheaply (Pillow's `reducing_gap`)."""

OPTIONS: dict[Format, dict[str, Any]] = {
    Format.WEBP: {"format": "WEBP", "quality": 80, "method": 4},
    # Threads are fixed, so that the bytes do not depend on the machine.
    Format.AVIF: {"format": "AVIF", "quality": 55, "speed": 6, "max_threads": 2},
    Format.JPEG: {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
"""What Pillow is told for each format."""


def derive(source: Path, kind: MediaType, targets: Mapping[str, Path]) -> dict[str, tuple[int, int, int]]:
    """Write one file for each recipe's name; answers width, height and bytes of each.

    Raises MediaError, and ValueError for a name that is no recipe. A target stands whole or not at all.
    """
    recipes = [recipe for name in targets if (recipe := Recipe.parse(name)) is not None]
    if len(recipes) != len(targets):
        raise ValueError("no such recipe")
    levels, shown = _levels(source, kind, sorted({recipe.profile is Profile.ZOOM for recipe in recipes}))
    sized: dict[tuple[Profile, int, int], Image.Image] = {}
    for recipe in recipes:
        what = recipe.profile, recipe.focal_x, recipe.focal_y
        if what not in sized:
            sized[what] = _sized(levels[recipe.profile is Profile.ZOOM], shown, recipe)
    jobs = [Job(r, sized[r.profile, r.focal_x, r.focal_y], targets[r.name]) for r in recipes]
    with readable():
        return write_together(jobs, _write)


def _levels(
    source: Path, kind: MediaType, wanted: list[bool]
) -> tuple[dict[bool, Image.Image], tuple[int, int]]:
    """What the small ones (False) and ZOOM (True) are made from, and the size of the source as shown.

    Both come from one decode where a JPEG is decoded at the same scale for either; other types always are.
    """
    levels: dict[bool, Image.Image] = {}
    pixels: Image.Image | None = None
    for is_large in wanted:
        with opened(source, kind, trusted=True) as picture:
            shown, profile = picture.shown, picture.image.info.get("icc_profile")
            size = _level_size(shown, is_large=is_large)
            stored = size[::-1] if picture.orientation >= 5 else size
            reduce(picture, stored)
            if pixels is None or pixels.size != picture.image.size:
                pixels = None  # before the next are there
                pixels = decoded(picture)
            level = pixels.copy() if pixels.size == stored else _resized(pixels, stored)
            levels[is_large] = bare(in_srgb(upright(level, picture.orientation), profile))
    return levels, shown


def _level_size(shown: tuple[int, int], *, is_large: bool) -> tuple[int, int]:
    """How large a level is, as shown; the same for a group whichever of it is asked for.

    The small ones share one that is large enough for the screen and for every crop: a panorama's card is cut
    out of its height.
    """
    width, height = shown
    frame = (Profile.ZOOM if is_large else Profile.SCREEN).value
    scale = min(frame.width / width, frame.height / height)
    if not is_large:
        card = Profile.CARD.value
        scale = max(scale, min(4 * scale, max(card.width / width, card.height / height)))
    scale = min(1.0, scale)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _resized(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=REDUCING_GAP)


def _sized(level: Image.Image, shown: tuple[int, int], recipe: Recipe) -> Image.Image:
    size = recipe.size(*shown)
    box = None
    if recipe.profile.value.is_crop:
        left, top, width, height = recipe.cut(*level.size)
        box = left, top, left + width, top + height
    elif size == level.size:
        return level
    return bare(_resized(level, size, box))


def _write(job: Job) -> Facts:
    format_ = job.recipe.format
    image = on_white(job.image) if format_ is Format.JPEG else job.image
    return _saved(image, job.target, OPTIONS[format_])


def _saved(image: Image.Image, target: Path, options: Mapping[str, Any]) -> Facts:
    """Write beside the place and rename, so that nobody ever reads half a picture."""
    partial = target.with_name(f".{target.name}.part")
    try:
        image.save(partial, **options)
        length = partial.stat().st_size
        if length == 0:
            raise refused("CORRUPT")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return (*image.size, length)


_CUT_OPTIONS: dict[ImageFormat, dict[str, Any]] = {
    ImageFormat.JPG: {"format": "JPEG", "quality": 82, "optimize": True},
    ImageFormat.PNG: {"format": "PNG", "compress_level": 3},
    ImageFormat.WEBP: {"format": "WEBP", "quality": 80, "method": 3},
}
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def cut_out(source: Path, kind: MediaType, cut: Cut, target: Path) -> tuple[int, int, int]:
    """Write one part of a picture as the IIIF Image API has it; answers its width, height and bytes.

    Colours, orientation and what is left out are as for every derivative. Raises MediaError.
    """
    with opened(source, kind, trusted=True) as picture:
        image = in_srgb(_part(picture, cut), picture.image.info.get("icc_profile"))
    if cut.is_mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if cut.turned:
        image = image.transpose(_TURNS[cut.turned])
    with readable():
        return _saved(bare(_in_quality(image, cut)), target, _CUT_OPTIONS[cut.format])


def _part(picture: Picture, cut: Cut) -> Image.Image:
    """The region at its size, upright, still in its own colours."""
    scale = max(cut.out_width / cut.width, cut.out_height / cut.height)
    least = ceil(cut.full_width * scale), ceil(cut.full_height * scale)
    reduce(picture, least[::-1] if picture.orientation >= 5 else least)
    image = upright(decoded(picture), picture.orientation)
    across, down = image.width / cut.full_width, image.height / cut.full_height
    box = (
        cut.left * across,
        cut.top * down,
        min((cut.left + cut.width) * across, image.width),
        min((cut.top + cut.height) * down, image.height),
    )
    out = cut.out_width, cut.out_height
    if out == (cut.width, cut.height) and (across, down) == (1, 1):
        return image.crop((cut.left, cut.top, cut.left + cut.width, cut.top + cut.height))
    return image.resize(out, Image.Resampling.LANCZOS, box=box, reducing_gap=REDUCING_GAP)


def _in_quality(image: Image.Image, cut: Cut) -> Image.Image:
    """In the colours asked for; without transparency where the format or the quality has none."""
    if cut.quality is Quality.DEFAULT:
        return on_white(image) if cut.format is ImageFormat.JPG else image
    image = on_white(image).convert("L")
    if cut.quality is Quality.BITONAL:
        image = image.point(lambda value: 255 if value >= 128 else 0)
    return image
