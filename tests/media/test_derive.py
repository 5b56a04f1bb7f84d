"""Derivatives: the right pixels, the same bytes every time, and nothing beside them."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from media.derive import derive
from media.errors import MediaError
from media.kinds import MediaType
from media.profiles import Format, Profile, Recipe
from tests.media.exiftool import metadata
from tests.media.samples import (
    BLUE,
    GREEN,
    HEIC,
    IMAGE_TYPES,
    RED,
    WHITE,
    XMP,
    corners,
    exif_with_place,
    pdf,
    sample,
    scenery,
    wide_profile,
    written,
)

ALL = [Recipe(profile, format_) for profile in Profile for format_ in Format]


def _made(source: Path, kind: MediaType, recipes: Iterable[Recipe], folder: Path) -> dict[Recipe, Path]:
    folder.mkdir(exist_ok=True)
    targets = {recipe: folder / recipe.name for recipe in recipes}
    facts = derive(source, kind, {recipe.name: path for recipe, path in targets.items()})
    for recipe, path in targets.items():
        with Image.open(path) as image:
            assert facts[recipe.name] == (*image.size, path.stat().st_size)
            assert image.format == {"webp": "WEBP", "avif": "AVIF", "jpg": "JPEG"}[recipe.format.value]
    assert sorted(folder.iterdir()) == sorted(targets.values())
    return targets


def _file(folder: Path, content: bytes) -> Path:
    file = folder / "source"
    file.write_bytes(content)
    return file


def _hashes(files: dict[Recipe, Path]) -> dict[Recipe, str]:
    return {recipe: hashlib.sha256(path.read_bytes()).hexdigest() for recipe, path in files.items()}


def _near(
    image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int], within: int = 14
) -> bool:
    x, y = round(at[0] * (image.width - 1)), round(at[1] * (image.height - 1))
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return all(abs(is_ - wanted) <= within for is_, wanted in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", IMAGE_TYPES)
def test_every_size_and_format_is_made_of_every_kind(kind: MediaType, tmp_path: Path) -> None:
    source = sample(kind, tmp_path)
    for recipe, path in _made(source, kind, ALL, tmp_path / "made").items():
        with Image.open(path) as image:
            assert image.size == recipe.size(*((96, 64) if kind is MediaType.HEIC else (240, 160)))
            if recipe.profile is Profile.SCREEN:
                assert _near(image, (0.1, 0.1), RED)
                assert _near(image, (0.9, 0.1), GREEN)
                assert _near(image, (0.1, 0.9), BLUE)
                assert _near(image, (0.9, 0.9), WHITE)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", [MediaType.JPEG, MediaType.WEBP, MediaType.TIFF])
def test_the_orientation_is_applied(kind: MediaType, orientation: int, tmp_path: Path) -> None:
    shown, exif = corners(), Image.Exif()
    exif[0x0112] = orientation
    stored = shown.copy()
    for way in Image.Transpose:
        turned = shown.transpose(way)
        turned.getexif()[0x0112] = orientation
        if orientation > 1 and ImageOps.exif_transpose(turned).tobytes() == shown.tobytes():
            stored = shown.transpose(way)
    source = _file(tmp_path, written(stored, kind, exif=exif))
    recipe = Recipe(Profile.SCREEN)
    with Image.open(_made(source, kind, [recipe], tmp_path / "made")[recipe]) as image:
        assert image.size == (240, 160)
        assert [
            _near(image, at, c) for at, c in (((0.1, 0.1), RED), ((0.9, 0.1), GREEN), ((0.1, 0.9), BLUE))
        ] == [True] * 3


def test_a_turned_heic_comes_out_upright(tmp_path: Path) -> None:
    recipe = Recipe(Profile.SCREEN)
    with Image.open(
        _made(HEIC / "turned.heic", MediaType.HEIC, [recipe], tmp_path / "made")[recipe]
    ) as image:
        assert image.size == (64, 96)
        assert _near(image, (0.9, 0.1), RED)
        assert _near(image, (0.1, 0.1), BLUE)


@pytest.mark.parametrize(
    ("profile", "x", "y", "colour"),
    [
        (Profile.THUMB, 0, 50, RED),
        (Profile.THUMB, 100, 50, BLUE),
        (Profile.CARD, 10, 0, RED),
        (Profile.CARD, 90, 0, BLUE),
    ],
)
def test_a_crop_shows_what_lies_at_the_focal_point(
    profile: Profile, x: int, y: int, colour: tuple[int, int, int], tmp_path: Path
) -> None:
    image = Image.new("RGB", (3_000, 900), RED)
    image.paste(BLUE, (1_500, 0, 3_000, 900))
    source = _file(tmp_path, written(image, MediaType.JPEG))
    recipe = Recipe(profile, Format.WEBP, x, y)
    with Image.open(_made(source, MediaType.JPEG, [recipe], tmp_path / "made")[recipe]) as made:
        assert made.size == (profile.value.width, profile.value.height)
        assert _near(made, (0.5, 0.5), colour)


def test_a_small_picture_is_not_enlarged_and_a_panorama_keeps_its_height_for_crops(tmp_path: Path) -> None:
    small = _file(tmp_path, written(corners(200, 100), MediaType.PNG))
    sizes = {
        r.profile: Image.open(p).size for r, p in _made(small, MediaType.PNG, ALL, tmp_path / "a").items()
    }
    assert sizes == {
        Profile.THUMB: (100, 100),
        Profile.CARD: (133, 100),
        Profile.SCREEN: (200, 100),
        Profile.ZOOM: (200, 100),
    }
    wide = _file(tmp_path, written(scenery(6_000, 600), MediaType.JPEG))
    sizes = {
        r.profile: Image.open(p).size for r, p in _made(wide, MediaType.JPEG, ALL, tmp_path / "b").items()
    }
    assert sizes[Profile.CARD] == (640, 480)
    assert sizes[Profile.SCREEN] == (1_600, 160)
    assert sizes[Profile.ZOOM] == (2_560, 256)


# Long and low, so that every size takes part and none costs much; ZOOM has a decode of its own, or shares it.
@pytest.mark.parametrize("width", [2_700, 5_200])
def test_the_same_bytes_come_out_alone_together_and_in_another_process(width: int, tmp_path: Path) -> None:
    source = _file(tmp_path, written(scenery(width, 250), MediaType.JPEG, exif=exif_with_place(6)))
    together = _hashes(_made(source, MediaType.JPEG, ALL, tmp_path / "together"))
    again = _hashes(_made(source, MediaType.JPEG, reversed(ALL), tmp_path / "again"))
    alone = {r: _hashes(_made(source, MediaType.JPEG, [r], tmp_path / f"alone-{r.name}"))[r] for r in ALL}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    program = (
        "import sys; from pathlib import Path; from media.derive import derive; from media.kinds import MediaType;"
        "derive(Path(sys.argv[1]), MediaType.JPEG, {n: Path(sys.argv[2]) / n for n in sys.argv[3:]})"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(source), str(elsewhere), *[r.name for r in ALL]], check=True
    )
    assert together == again == alone == _hashes({r: elsewhere / r.name for r in ALL})


@pytest.mark.parametrize(
    "kind", [MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.AVIF, MediaType.TIFF]
)
def test_wide_gamut_becomes_srgb(kind: MediaType, tmp_path: Path) -> None:
    # P3 (158, 158, 80) lies within sRGB, further from grey; P3's pure green beyond it, cut to sRGB's.
    for stored, wanted in (((158, 158, 80), (158, 158, 61)), ((0, 255, 0), (0, 255, 0))):
        options = (
            {"lossless": True}
            if kind is MediaType.WEBP
            else {"quality": 100}
            if kind is MediaType.AVIF
            else {}
        )
        if kind is MediaType.JPEG:
            options = {"quality": 100}
        content = written(Image.new("RGB", (64, 48), stored), kind, icc_profile=wide_profile(), **options)
        recipe = Recipe(Profile.SCREEN, Format.WEBP)
        made = _made(_file(tmp_path, content), kind, [recipe], tmp_path / f"made{wanted[0]}")[recipe]
        with Image.open(made) as image:
            assert "icc_profile" not in image.info
            assert _near(image, (0.5, 0.5), wanted, 8)


def test_the_wide_gamut_of_a_telephone_s_heic_becomes_srgb(tmp_path: Path) -> None:
    recipe = Recipe(Profile.SCREEN)
    made = _made(HEIC / "wide.heic", MediaType.HEIC, [recipe], tmp_path / "made")[recipe]
    with Image.open(made) as image:
        assert _near(image, (0.5, 0.5), (158, 158, 61), 10)


def test_a_damaged_profile_is_passed_over(tmp_path: Path) -> None:
    for number, profile in enumerate((b"x", wide_profile()[:150], b"\0" * 4_000)):
        source = _file(tmp_path, written(Image.new("RGB", (32, 32), RED), MediaType.PNG, icc_profile=profile))
        recipe = Recipe(Profile.SCREEN)
        made = _made(source, MediaType.PNG, [recipe], tmp_path / str(number))[recipe]
        with Image.open(made) as image:
            assert _near(image, (0.5, 0.5), RED)


def test_transparency_is_kept_and_for_jpeg_laid_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 40), (*RED, 0))
    clear.paste((*RED, 255), (0, 0, 20, 40))
    source = _file(tmp_path, written(clear, MediaType.PNG))
    recipes = [Recipe(Profile.SCREEN, format_) for format_ in Format]
    made = _made(source, MediaType.PNG, recipes, tmp_path / "made")
    for recipe in recipes:
        with Image.open(made[recipe]) as image:
            assert _near(image, (0.1, 0.5), RED)
            if recipe.format is Format.JPEG:
                assert _near(image, (0.9, 0.5), (255, 255, 255))
            else:
                assert image.convert("RGBA").getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_usual_way_to_keep_pixels_is_derived_from(mode: str, tmp_path: Path) -> None:
    image = (
        Image.new("I;16", (64, 48), 40_000) if mode == "I;16" else Image.new("L", (64, 48), 255).convert(mode)
    )
    kind = MediaType.TIFF if mode in {"CMYK", "LA"} else MediaType.PNG
    made = _made(_file(tmp_path, written(image, kind)), kind, ALL, tmp_path / "made")
    for recipe in ALL:
        with Image.open(made[recipe]) as derived:
            assert _near(derived, (0.5, 0.5), (156, 156, 156) if mode == "I;16" else (255, 255, 255))


@pytest.mark.exiftool
@pytest.mark.parametrize("kind", IMAGE_TYPES)
def test_exiftool_finds_nothing_beside_the_pixels(kind: MediaType, tmp_path: Path) -> None:
    source = sample(kind, tmp_path)
    if kind in {MediaType.JPEG, MediaType.WEBP, MediaType.AVIF}:
        content = written(corners(), kind, exif=exif_with_place(), xmp=XMP, icc_profile=wide_profile())
        source = _file(tmp_path, content)
    assert any("SECRET" in value for value in metadata(source).values())
    for path in _made(source, kind, ALL, tmp_path / "made").values():
        assert metadata(path) == {}
        assert b"SECRET" not in path.read_bytes()


def test_what_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    whole = written(scenery(300, 200), MediaType.JPEG)
    source, target = _file(tmp_path, whole[: len(whole) // 2]), tmp_path / "made.webp"
    with pytest.raises(MediaError, match="TRUNCATED"):
        derive(source, MediaType.JPEG, {"screen-1.webp": target})
    with pytest.raises(MediaError, match="NO_PICTURE"):
        derive(_file(tmp_path, pdf()), MediaType.PDF, {"screen-1.webp": target})
    with pytest.raises(ValueError, match="recipe"):
        derive(source, MediaType.JPEG, {"screen-9.webp": target})
    assert list(tmp_path.iterdir()) == [source]


def test_progressive_and_plain_jpegs_give_nearly_the_same(tmp_path: Path) -> None:
    image = scenery(1_200, 900)
    recipe = Recipe(Profile.THUMB, Format.JPEG)
    pixels = []
    for progressive in (False, True):
        source = _file(tmp_path, written(image, MediaType.JPEG, quality=95, progressive=progressive))
        made = _made(source, MediaType.JPEG, [recipe], tmp_path / str(progressive))[recipe]
        pixels.append(Image.open(io.BytesIO(made.read_bytes())).tobytes())
    assert pixels[0] == pixels[1]
