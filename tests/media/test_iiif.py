"""What an address of the Image API asks for, by tables from the specification and by rules that always hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from media.iiif import (
    MOST_AREA,
    MOST_SIDE,
    TILE,
    Cut,
    ImageFormat,
    Quality,
    RequestError,
    information,
    largest,
    offered,
    read_cut,
    scale_factors,
    sizes,
)

SPECIMEN = 300, 200
"""The picture by which the specification explains everything."""


def cut(
    region: str = "full",
    size: str = "max",
    rotation: str = "0",
    file: str = "default.jpg",
    full: tuple[int, int] = SPECIMEN,
) -> Cut:
    return read_cut(full, region, size, rotation, file)


def code(**asked: str) -> str:
    with pytest.raises(RequestError) as refused:
        cut(**asked)  # type: ignore[arg-type]
    return refused.value.code


@pytest.mark.parametrize(
    ("region", "box"),
    [
        ("full", (0, 0, 300, 200)),
        ("square", (50, 0, 200, 200)),
        ("125,15,120,140", (125, 15, 120, 140)),
        ("pct:41.6,7.5,40,70", (125, 15, 120, 140)),
        ("125,15,200,200", (125, 15, 175, 185)),
        ("pct:41.6,7.5,66.6,100", (125, 15, 175, 185)),
        ("0,0,300,200", (0, 0, 300, 200)),
        ("0,0,999999999,999999999", (0, 0, 300, 200)),
        ("299,199,1,1", (299, 199, 1, 1)),
        ("pct:0,0,100,100", (0, 0, 300, 200)),
        ("pct:.5,0.5,0.01,0.01", (2, 1, 1, 1)),
        ("pct:99.99,99.99,100,100", (299, 199, 1, 1)),
    ],
)
def test_a_region_is_the_part_that_the_specification_says(region: str, box: tuple[int, ...]) -> None:
    found = cut(region)
    assert (found.left, found.top, found.width, found.height) == box
    assert (found.out_width, found.out_height) == box[2:]


@pytest.mark.parametrize(
    "region",
    ["", "Full", "FULL", "squares", "300,0,1,1", "0,200,1,1", "0,0,0,1", "0,0,1,0", "-1,0,10,10", "1,2,3", "1,2,3,4,5",
     "1.5,0,10,10", "+1,0,10,10", "0x1,0,10,10", "１,0,10,10", "1e1,0,10,10", "pct:0,0,0,10", "pct:100,0,10,10",
     "pct:-1,0,10,10", "pct:1,2,3", "pct:1..2,0,10,10", "pct:.,0,10,10", "pct:nan,0,1,1", "pct:", "pct:1e2,0,1,1",
     "0,0,10,10\n", "0, 0,10,10", "9" * 400 + ",0,1,1", "1/2,0,1,1"],
)  # fmt: skip
def test_any_other_region_is_refused(region: str) -> None:
    assert code(region=region) == "BAD_REGION"


@pytest.mark.parametrize(
    ("size", "out"),
    [
        ("max", (300, 200)),
        ("150,", (150, 100)),
        ("300,", (300, 200)),
        (",150", (225, 150)),
        ("pct:50", (150, 100)),
        ("pct:100", (300, 200)),
        ("pct:33.3333", (100, 67)),
        ("pct:.5", (2, 1)),
        ("225,100", (225, 100)),
        ("1,200", (1, 200)),
        ("!225,100", (150, 100)),
        ("!100,999", (100, 67)),
        ("!300,200", (300, 200)),
        ("!300,5000", (300, 200)),
        ("^150,", (150, 100)),
        ("^,150", (225, 150)),
        ("^pct:50", (150, 100)),
        ("^225,100", (225, 100)),
        ("^!225,100", (150, 100)),
    ],
)
def test_a_size_is_what_the_specification_says(size: str, out: tuple[int, int]) -> None:
    found = cut(size=size)
    assert (found.out_width, found.out_height) == out


@pytest.mark.parametrize(
    "size",
    ["", "full", "Max", ",", "!", "^", "!,", "!1,", "!,1", "0,", ",0", "0,10", "10,0", "!0,10", "301,", ",201", "301,200",
     "300,201", "pct:101", "pct:0", "pct:0.1", "pct:-5", "pct:", "pct:1e1", "pct:nan", "!600,600", "!301,201", "1.5,",
     "-1,", "+5,", "５,", "^^5,", "!^5,5", "^", "9" * 400 + ",", "5,5,5", "5,5\n", " 5,", "max,", "^0,", "^pct:0"],
)  # fmt: skip
def test_any_other_size_and_any_that_enlarges_is_refused(size: str) -> None:
    assert code(size=size) == "BAD_SIZE"


@pytest.mark.parametrize(
    "size",
    ["^301,", "^,201", "^301,200", "^300,201", "^pct:100.5", "^!301,201", "^max", "^99999,", "^360,360"],
)
def test_what_would_be_enlarged_on_purpose_is_said_not_to_be_offered(size: str) -> None:
    assert code(size=size) == "NO_UPSCALING"


def test_the_largest_size_is_what_the_limits_allow() -> None:
    assert largest(4000, 4000) == (4000, 4000)
    assert largest(12_000, 6_000) == (5656, 2828)
    assert largest(29_999, 100) == (8192, 27)
    for size in ("max", "^max", "^!20000,20000", "!12000,6000"):
        found = cut(size=size, full=(12_000, 6_000))
        assert (found.out_width, found.out_height) == (5656, 2828)
    for size in ("12000,6000", "pct:100", "8193,", "5657,2829"):
        with pytest.raises(RequestError) as refused:
            cut(size=size, full=(12_000, 6_000))
        assert refused.value.code == "BAD_SIZE"


@pytest.mark.parametrize(
    ("rotation", "mirrored", "turned"),
    [("0", False, 0), ("90", False, 90), ("180", False, 180), ("270", False, 270), ("360", False, 0), ("90.0", False, 90),
     ("!0", True, 0), ("!90", True, 90), ("!180", True, 180), ("!270", True, 270)],
)  # fmt: skip
def test_quarter_turns_and_mirroring_are_understood(rotation: str, mirrored: bool, turned: int) -> None:
    found = cut(rotation=rotation)
    assert (found.is_mirrored, found.turned) == (mirrored, turned)


@pytest.mark.parametrize(
    "rotation", ["", "!", "45", "22.5", "361", "-90", "+90", "!!0", "90!", "nan", "1e2", "９0", "0\n", "450"]
)
def test_any_other_rotation_is_refused(rotation: str) -> None:
    assert code(rotation=rotation) == "BAD_ROTATION"


def test_qualities_and_formats_are_those_of_level_2_and_two_more() -> None:
    for quality in ("default", "color", "gray", "bitonal"):
        for form in ("jpg", "png", "webp"):
            found = cut(file=f"{quality}.{form}")
            assert found.format is ImageFormat(form)
            assert found.quality is (Quality.DEFAULT if quality == "color" else Quality(quality))
    for bad in ("grey.jpg", "native.jpg", "Default.jpg", ".jpg", "default.default.jpg", "jpg"):
        assert code(file=bad) == "BAD_QUALITY"
    for bad in (
        "default.tif",
        "default.gif",
        "default.jp2",
        "default.pdf",
        "default.JPG",
        "default.",
        "default",
    ):
        assert code(file=bad) in ("BAD_FORMAT", "BAD_QUALITY")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        (("full", "max", "0", "color.jpg"), "full/max/0/default.jpg"),
        (("0,0,999,999", "300,200", "360", "default.png"), "full/max/0/default.png"),
        (("pct:0,0,50,50", "^75,", "!90.0", "gray.webp"), "0,0,150,100/75,50/!90/gray.webp"),
        (("square", "pct:50", "180", "bitonal.png"), "50,0,200,200/100,100/180/bitonal.png"),
    ],
)
def test_one_address_is_the_canonical_one(asked: tuple[str, str, str, str], canonical: str) -> None:
    assert cut(*asked).canonical == canonical


SIDES = some.integers(1, 29_999)
FULL = some.tuples(SIDES, SIDES).filter(lambda full: full[0] * full[1] <= 120_000_000)
NUMBERS = some.integers(0, 40_000)
PERCENTS = some.decimals(0, 120, places=3).map(str)
REGIONS = (
    some.sampled_from(["full", "square"])
    | some.builds("{},{},{},{}".format, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
    | some.builds("pct:{},{},{},{}".format, PERCENTS, PERCENTS, PERCENTS, PERCENTS)
)
SIZES = some.builds(
    "{}{}".format,
    some.sampled_from(["", "^"]),
    some.just("max")
    | some.builds("{},".format, NUMBERS)
    | some.builds(",{}".format, NUMBERS)
    | some.builds("{},{}".format, NUMBERS, NUMBERS)
    | some.builds("!{},{}".format, NUMBERS, NUMBERS)
    | some.builds("pct:{}".format, PERCENTS),
)
ROTATIONS = some.sampled_from(["0", "90", "180", "270", "!0", "!90"])
FILES = some.builds("{}.{}".format, some.sampled_from(Quality), some.sampled_from(ImageFormat))


@given(FULL, REGIONS, SIZES, ROTATIONS, FILES)
@example((29_999, 1), "full", "max", "0", "default.jpg")
@example((29_999, 4_000), "full", "^max", "!90", "gray.png")
def test_whatever_is_granted_lies_within_the_picture_and_the_limits_and_has_one_canonical_address(
    full: tuple[int, int], region: str, size: str, rotation: str, file: str
) -> None:
    try:
        found = cut(region, size, rotation, file, full)
    except RequestError as error:
        assert error.vi != error.en
        return
    assert 0 <= found.left < found.left + found.width <= full[0]
    assert 0 <= found.top < found.top + found.height <= full[1]
    assert 1 <= found.out_width <= min(found.width, MOST_SIDE)
    assert 1 <= found.out_height <= min(found.height, MOST_SIDE)
    assert found.out_width * found.out_height <= MOST_AREA
    assert read_cut(full, *found.canonical.split("/")) == found
    assert Cut.from_json(found.to_json()) == found
    if "!" in size or size.lstrip("^") == "max":
        exact = Fraction(found.out_width * found.height, found.width)
        assert abs(exact - found.out_height) <= 1 + Fraction(found.height, found.width)


@given(some.text(max_size=40), some.text(max_size=40), some.text(max_size=40), some.text(max_size=40))
def test_no_text_is_too_odd_to_be_refused(region: str, size: str, rotation: str, file: str) -> None:
    for asked in ((region, "max", "0", "default.jpg"), ("full", size, "0", "default.jpg"),
                  ("full", "max", rotation, "default.jpg"), ("full", "max", "0", file)):  # fmt: skip
        try:
            cut(*asked)
        except RequestError:
            continue


@given(FULL)
def test_what_a_description_lists_can_be_had(full: tuple[int, int]) -> None:
    described = information("https://example.org/iiif/3/x", *full)
    assert (described["width"], described["height"]) == full
    for size in described["sizes"]:
        found = cut(size=f"{size['width']},{size['height']}", full=full)
        assert (found.out_width, found.out_height) == (size["width"], size["height"])
    (tiles,) = described["tiles"]
    factor = tiles["scaleFactors"][-1]
    assert factor * TILE >= max(full)
    for factor in tiles["scaleFactors"]:
        width, height = min(TILE * factor, full[0]), min(TILE * factor, full[1])
        size = f"{-(-width // factor)},{-(-height // factor)}"
        assert cut(f"0,0,{width},{height}", size, full=full).out_width == -(-width // factor)


def test_a_description_says_what_is_true_and_no_more() -> None:
    described = information(
        "https://example.org/iiif/3/x", 6000, 4000, "http://rightsstatements.org/vocab/InC/1.0/"
    )
    assert list(described)[:5] == ["@context", "id", "type", "protocol", "profile"]
    assert described["type"] == "ImageService3"
    assert described["profile"] == "level2"
    assert described["rights"] == "http://rightsstatements.org/vocab/InC/1.0/"
    assert "sizeUpscaling" not in described["extraFeatures"]
    assert "rotationArbitrary" not in described["extraFeatures"]
    assert "rights" not in information("https://example.org/iiif/3/x", 6000, 4000)
    assert sizes(300, 200) == [(150, 100), (300, 200)]
    assert sizes(100, 50) == [(100, 50)]
    assert scale_factors(6000, 4000) == [1, 2, 4, 8, 16]
    assert scale_factors(512, 512) == [1]


def test_what_may_only_be_looked_at_is_offered_as_small_as_its_largest_derivative() -> None:
    assert offered(6000, 4000, is_whole=True) == (6000, 4000)
    assert offered(6000, 4000, is_whole=False) == (2560, 1707)
    assert offered(600, 400, is_whole=False) == (600, 400)
    assert offered(29_999, 10, is_whole=False) == (2560, 1)
