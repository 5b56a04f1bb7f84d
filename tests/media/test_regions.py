"""Parts of pictures: the right pixels at the right place, whatever the source's type, size and orientation."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from media.derive import cut_out
from media.errors import MediaError
from media.iiif import Cut, offered, read_cut
from media.kinds import MediaType
from media.workers import Workers
from tests.media.exiftool import metadata
from tests.media.samples import (
    BLUE,
    GREEN,
    IMAGE_TYPES,
    RED,
    WHITE,
    corners,
    exif_with_place,
    pdf,
    sample,
    scenery,
    wide_profile,
    written,
)

FULL = 240, 160


def made(source: Path, kind: MediaType, cut: Cut) -> Image.Image:
    target = source.with_name(f"made.{cut.format}")
    width, height, size = cut_out(source, kind, cut, target)
    assert target.stat().st_size == size
    with Image.open(target) as image:
        assert image.format == {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[cut.format]
        assert image.size == (width, height)
        return image.copy()


def asked(
    region: str = "full",
    size: str = "max",
    rotation: str = "0",
    file: str = "default.png",
    full: tuple[int, int] = FULL,
) -> Cut:
    return read_cut(full, region, size, rotation, file)


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(pixel[:3], colour, strict=True))


def quarters(image: Image.Image) -> list[str]:
    """The colours of the four quarters, row by row."""
    width, height = image.size
    names = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}
    found = []
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        pixel = image.convert("RGB").getpixel((int(width * x), int(height * y)))
        found.append(next(name for name, colour in names.items() if near(pixel, colour)))
    return found


@pytest.mark.parametrize("kind", IMAGE_TYPES)
def test_every_type_is_cut_at_the_right_place(kind: MediaType, tmp_path: Path) -> None:
    source = sample(kind, tmp_path)
    assert quarters(made(source, kind, asked())) == ["red", "green", "blue", "white"]
    part = made(source, kind, asked("130,90,100,60", "50,30"))
    assert part.size == (50, 30)
    assert near(part.convert("RGB").getpixel((25, 15)), WHITE)


@pytest.mark.parametrize(
    ("rotation", "size", "seen"),
    [
        ("0", (240, 160), ["red", "green", "blue", "white"]),
        ("90", (160, 240), ["blue", "red", "white", "green"]),
        ("180", (240, 160), ["white", "blue", "green", "red"]),
        ("270", (160, 240), ["green", "white", "red", "blue"]),
        ("!0", (240, 160), ["green", "red", "white", "blue"]),
        ("!90", (160, 240), ["white", "green", "blue", "red"]),
        ("!180", (240, 160), ["blue", "white", "red", "green"]),
    ],
)
def test_it_is_mirrored_first_and_turned_clockwise_then(
    rotation: str, size: tuple[int, int], seen: list[str], tmp_path: Path
) -> None:
    image = made(sample(MediaType.JPEG, tmp_path), MediaType.JPEG, asked(rotation=rotation))
    assert image.size == size
    assert quarters(image) == seen


@pytest.mark.parametrize("orientation", range(1, 9))
def test_regions_are_those_of_the_picture_as_it_is_shown(orientation: int, tmp_path: Path) -> None:
    """The same shown picture, however the camera was held; scaled, so that a JPEG is decoded smaller."""
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # to the stored picture from the shown one
    upright = corners(960, 640)
    stored = upright.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else upright
    source = tmp_path / "turned.jpg"
    source.write_bytes(written(stored, MediaType.JPEG, exif=exif_with_place(orientation)))
    full = 960, 640
    assert quarters(made(source, MediaType.JPEG, asked(size="240,", full=full))) == [
        "red",
        "green",
        "blue",
        "white",
    ]
    part = made(source, MediaType.JPEG, asked("500,20,400,280", "100,70", full=full))
    assert set(quarters(part)) == {"green"}


def test_pixels_that_are_not_scaled_are_the_sources_own(tmp_path: Path) -> None:
    image = scenery(300, 200)
    source = tmp_path / "source.png"
    source.write_bytes(written(image, MediaType.PNG))
    part = made(source, MediaType.PNG, asked("17,23,100,90", full=(300, 200)))
    assert part.tobytes() == image.crop((17, 23, 117, 113)).tobytes()


def test_tiles_side_by_side_are_the_whole_picture(tmp_path: Path) -> None:
    image = scenery(1200, 900)
    source = tmp_path / "source.png"
    source.write_bytes(written(image, MediaType.PNG))
    full = 1200, 900
    joined = Image.new("RGB", (300, 225))
    for left in range(0, 1200, 512):
        for top in range(0, 900, 512):
            width, height = min(512, 1200 - left), min(512, 900 - top)
            cut = asked(f"{left},{top},{width},{height}", f"{-(-width // 4)},{-(-height // 4)}", full=full)
            joined.paste(made(source, MediaType.PNG, cut), (left // 4, top // 4))
    whole = made(source, MediaType.PNG, asked(size="300,225", full=full))
    differences = [abs(a - b) for a, b in zip(joined.tobytes(), whole.tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 2


def test_what_is_offered_smaller_than_it_is_never_shows_more(tmp_path: Path) -> None:
    source = tmp_path / "source.jpg"
    source.write_bytes(written(corners(5200, 3466), MediaType.JPEG))
    full = offered(5200, 3466, is_whole=False)
    assert full == (2560, 1706)
    part = made(source, MediaType.JPEG, asked("1280,853,512,512", full=full))
    assert part.size == (512, 512)
    assert quarters(part) == ["white"] * 4
    assert quarters(made(source, MediaType.JPEG, asked("1024,597,512,512", full=full))) == [
        "red", "green", "blue", "white"]  # fmt: skip


def test_qualities_are_what_their_names_say(tmp_path: Path) -> None:
    source = sample(MediaType.PNG, tmp_path)
    for form in ("jpg", "png", "webp"):
        gray = made(source, MediaType.PNG, asked(file=f"gray.{form}")).convert("RGB")
        channels = [channel.tobytes() for channel in gray.resize((20, 20)).split()]
        assert all(max(pixel) - min(pixel) <= 3 for pixel in zip(*channels, strict=True))
        bitonal = made(source, MediaType.PNG, asked(file=f"bitonal.{form}")).convert("L")
        extremes = sum(count for value, count in enumerate(bitonal.histogram()) if value < 16 or value > 239)
        assert extremes > 0.98 * FULL[0] * FULL[1]
    assert set(made(source, MediaType.PNG, asked(file="bitonal.png")).convert("L").tobytes()) == {0, 255}


def test_transparency_stays_where_the_format_has_it_and_is_white_elsewhere(tmp_path: Path) -> None:
    source = tmp_path / "clear.png"
    source.write_bytes(written(Image.new("RGBA", FULL, (200, 30, 30, 0)), MediaType.PNG))
    assert made(source, MediaType.PNG, asked(file="default.png")).getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert near(made(source, MediaType.PNG, asked(file="default.jpg")).getpixel((5, 5)), (255, 255, 255))
    assert made(source, MediaType.PNG, asked(file="gray.png")).convert("L").getpixel((5, 5)) == 255


@pytest.mark.exiftool
def test_nothing_of_the_source_but_pixels_is_in_it_and_its_colours_are_srgb(tmp_path: Path) -> None:
    source = tmp_path / "wide.jpg"
    source.write_bytes(
        written(
            Image.new("RGB", FULL, (200, 30, 30)),
            MediaType.JPEG,
            exif=exif_with_place(),
            icc_profile=wide_profile(),
        )
    )
    for form in ("jpg", "png", "webp"):
        image = made(source, MediaType.JPEG, asked(file=f"default.{form}"))
        red = image.convert("RGB").getpixel((50, 50))
        assert isinstance(red, tuple)
        assert red[0] > 208, "P3's red is redder than the same numbers in sRGB"
        assert metadata(tmp_path / f"made.{form}") == {}
        assert "icc_profile" not in image.info


def test_the_same_question_has_the_same_bytes(tmp_path: Path) -> None:
    source = sample(MediaType.JPEG, tmp_path)
    for form in ("jpg", "png", "webp"):
        cut = asked("10,10,200,100", "100,50", "90", f"default.{form}")
        made(source, MediaType.JPEG, cut)
        first = (tmp_path / f"made.{form}").read_bytes()
        made(source, MediaType.JPEG, cut)
        assert (tmp_path / f"made.{form}").read_bytes() == first


def test_a_document_has_no_parts_and_nothing_half_made_stays(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(pdf())
    with pytest.raises(MediaError) as refused:
        cut_out(source, MediaType.PDF, asked(), tmp_path / "made.png")
    assert refused.value.code == "NO_PICTURE"
    source.write_bytes(written(scenery(300, 200), MediaType.JPEG)[:4000])
    with pytest.raises(MediaError):
        cut_out(source, MediaType.JPEG, asked(), tmp_path / "made.png")
    assert list(tmp_path.iterdir()) == [source]


def test_a_worker_makes_the_largest_of_a_large_picture_within_its_limits(tmp_path: Path) -> None:
    source = tmp_path / "large.jpg"
    source.write_bytes(written(scenery(7000, 5000), MediaType.JPEG, quality=85))
    with Workers(1) as workers:
        for region, size, file in (
            ("full", "max", "default.png"),
            ("3000,2000,512,512", "max", "default.webp"),
        ):
            cut = asked(region, size, "90", file, (7000, 5000))
            width, height, length = workers.region(source, MediaType.JPEG, cut, tmp_path / file)
            assert (height, width) == (cut.out_width, cut.out_height)
            assert length == (tmp_path / file).stat().st_size
