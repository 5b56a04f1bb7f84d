"""The IIIF Image API 3.0 as far as it is about numbers: what an address asks for, and what a picture offers.

Compliance level 2 (https://iiif.io/api/image/3.0/compliance/), and beyond it mirroring, bitonal pictures and
WebP. Nothing is enlarged: a size with `^` is understood, and refused where it would have to enlarge. Knows no
file, no HTTP and no address of ours.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from math import isqrt
from typing import Any

from media.errors import MediaError
from media.profiles import Profile

CONTEXT = "http://iiif.io/api/image/3/context.json"
PROTOCOL = "http://iiif.io/api/image"
LEVEL = "level2"
PROFILE = f"http://iiif.io/api/image/3/{LEVEL}.json"
SERVICE = "ImageService3"

MOST_SIDE = 8_192
MOST_AREA = 16_000_000
"""No answer is larger, in pixels: four bytes of each stay below what a worker may write (`worker.MOST_DERIVED`)."""
TILE = 512
LEAST_SIZE = 150
"""The longer side of the smallest of `sizes` is at least so long, unless the picture is smaller."""


class Quality(StrEnum):
    """In which colours; what is asked for as `color` is what there is by default."""

    DEFAULT = "default"
    COLOR = "color"
    GRAY = "gray"
    BITONAL = "bitonal"


class ImageFormat(StrEnum):
    """How a picture is written."""

    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"

    @property
    def mime(self) -> str:
        """As in Content-Type."""
        return "image/jpeg" if self is ImageFormat.JPG else f"image/{self.value}"


class RequestError(MediaError):
    """An address that is not understood (`BAD_...`), or one that asks to enlarge (`NO_UPSCALING`)."""


_REFUSALS = {
    "BAD_REGION": (
        "Vùng ảnh (region) không hợp lệ, hoặc nằm ngoài ảnh.",
        "The region is not one of the Image API's, or lies outside of the picture.",
    ),
    "BAD_SIZE": (
        "Kích thước (size) không hợp lệ, lớn hơn vùng ảnh, hoặc vượt giới hạn ghi trong info.json.",
        "The size is not one of the Image API's, is larger than the region, or exceeds what info.json says.",
    ),
    "NO_UPSCALING": ("Ảnh không được phóng to ở đây.", "Pictures are not enlarged here."),
    "BAD_ROTATION": (
        "Góc xoay (rotation) phải là 0, 90, 180 hoặc 270, có thể thêm “!” phía trước.",
        "The rotation is 0, 90, 180 or 270, perhaps with “!” before it.",
    ),
    "BAD_QUALITY": (
        "Chất lượng (quality) phải là default, color, gray hoặc bitonal.",
        "The quality is default, color, gray or bitonal.",
    ),
    "BAD_FORMAT": ("Định dạng phải là jpg, png hoặc webp.", "The format is jpg, png or webp."),
}


def _refused(code: str) -> RequestError:
    return RequestError(code, *_REFUSALS[code])


@dataclass(frozen=True, slots=True)
class Cut:
    """What is to be made: the part `left, top, width, height` of a picture that is shown at `full_width` by
    `full_height`, scaled to `out_width` by `out_height`, mirrored, then turned clockwise by `turned` degrees.
    """

    full_width: int
    full_height: int
    left: int
    top: int
    width: int
    height: int
    out_width: int
    out_height: int
    is_mirrored: bool
    turned: int
    quality: Quality
    format: ImageFormat

    @property
    def canonical(self) -> str:
        """The end of the one address that means exactly this (section 4.8)."""
        is_full = (self.left, self.top, self.width, self.height) == (0, 0, self.full_width, self.full_height)
        region = "full" if is_full else f"{self.left},{self.top},{self.width},{self.height}"
        out = self.out_width, self.out_height
        size = "max" if out == largest(self.width, self.height) else f"{self.out_width},{self.out_height}"
        turned = f"{'!' if self.is_mirrored else ''}{self.turned}"
        return f"{region}/{size}/{turned}/{self.quality}.{self.format}"

    def to_json(self) -> dict[str, Any]:
        """Values that JSON knows."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Cut:
        """What `to_json` answered."""
        quality, format_ = Quality(values["quality"]), ImageFormat(values["format"])
        return cls(**{**values, "quality": quality, "format": format_})


def read_cut(full: tuple[int, int], region: str, size: str, rotation: str, file: str) -> Cut:
    """What the four parts of an address ask of a picture of this size; `file` is `quality.format`.

    Raises `RequestError`.
    """
    quality, _, ending = file.rpartition(".")
    box = _region(region, *full)
    out = _size(size, box[2], box[3])
    is_mirrored, turned = _rotation(rotation)
    return Cut(*full, *box, *out, is_mirrored, turned, _quality(quality), _format(ending))


_NUMBER = r"(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})"
_PIXELS = re.compile(r"([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9})")
_PERCENTS = re.compile(rf"pct:({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})")


def _region(text: str, full_width: int, full_height: int) -> tuple[int, int, int, int]:
    """Left, top, width, height within the picture; what reaches over its edge is cut off (section 4.1)."""
    if text == "full":
        return 0, 0, full_width, full_height
    if text == "square":
        side = min(full_width, full_height)
        return (full_width - side) // 2, (full_height - side) // 2, side, side
    if found := _PIXELS.fullmatch(text):
        left, top, width, height = map(int, found.groups())
    elif found := _PERCENTS.fullmatch(text):
        shares = [Fraction(number) / 100 for number in found.groups()]
        if 0 in shares[2:] or max(shares[:2]) >= 1:
            raise _refused("BAD_REGION")
        left, width = _part(shares[0], shares[2], full_width)
        top, height = _part(shares[1], shares[3], full_height)
    else:
        raise _refused("BAD_REGION")
    width, height = min(width, full_width - left), min(height, full_height - top)
    if width <= 0 or height <= 0:
        raise _refused("BAD_REGION")
    return left, top, width, height


def _part(start: Fraction, length: Fraction, side: int) -> tuple[int, int]:
    """Where a share of a side begins in whole pixels, and how long it is: one pixel at least."""
    return min(_rounded(start * side), side - 1), max(1, _rounded(length * side))


def _rounded(value: Fraction) -> int:
    """To the nearest whole number, halves up: what most who compute such sizes expect."""
    return int(value + Fraction(1, 2))


def largest(width: int, height: int) -> tuple[int, int]:
    """The largest size at which a region of this size is given: as it is, or as large as the limits allow."""
    if width <= MOST_SIDE and height <= MOST_SIDE and width * height <= MOST_AREA:
        return width, height
    by_area = Fraction(isqrt(MOST_AREA * 10**12 // (width * height)), 10**6)
    scale = min(Fraction(MOST_SIDE, width), Fraction(MOST_SIDE, height), by_area)
    return max(1, int(width * scale)), max(1, int(height * scale))


_SIZE = re.compile(
    rf"(?P<up>\^)?(?:(?P<max>max)|pct:(?P<percent>{_NUMBER})"
    r"|(?P<fit>!)?(?P<width>[0-9]{1,9})?,(?P<height>[0-9]{1,9})?)"
)


def _size(text: str, width: int, height: int) -> tuple[int, int]:
    """Width and height of what is made of a region of this size (section 4.2).

    A box (`!w,h`) that is larger than the region both ways would be filled by enlarging only: an error, as
    the validator of the IIIF consortium has it.
    """
    found = _SIZE.fullmatch(text)
    if found is None:
        raise _refused("BAD_SIZE")
    may_enlarge = found["up"] is not None
    if found["max"]:
        most = largest(width, height)
        if may_enlarge and most == (width, height) and not _is_at_a_limit(width, height):
            raise _refused("NO_UPSCALING")
        return most
    out = _asked(found, width, height)
    if min(out) < 1:
        raise _refused("BAD_SIZE")
    if out[0] > width or out[1] > height:
        raise _refused("NO_UPSCALING" if may_enlarge else "BAD_SIZE")
    if max(out) > MOST_SIDE or out[0] * out[1] > MOST_AREA:
        raise _refused("BAD_SIZE")
    return out


def _is_at_a_limit(width: int, height: int) -> bool:
    """Whether a region cannot be enlarged by a single pixel, its shape kept."""
    return max(width, height) == MOST_SIDE or (width + 1) * (height + 1) > MOST_AREA


def _asked(found: re.Match[str], width: int, height: int) -> tuple[int, int]:
    """The size asked for, whether or not it can be had."""
    if found["percent"]:
        scale = Fraction(found["percent"]) / 100
        return _rounded(width * scale), _rounded(height * scale)
    wide, high = (int(found[name]) if found[name] else None for name in ("width", "height"))
    if found["fit"]:
        if wide is None or high is None:
            raise _refused("BAD_SIZE")
        return _within(wide, high, width, height, may_enlarge=found["up"] is not None)
    if wide is not None and high is not None:
        return wide, high
    if wide is not None:
        return wide, _rounded(Fraction(height * wide, width))
    if high is not None:
        return _rounded(Fraction(width * high, height)), high
    raise _refused("BAD_SIZE")


def _within(wide: int, high: int, width: int, height: int, *, may_enlarge: bool) -> tuple[int, int]:
    """The largest size of the region's shape in a box and within the limits; larger than the region if the box is."""
    scale, most = min(Fraction(wide, width), Fraction(high, height)), largest(width, height)
    if scale <= 1 or (may_enlarge and most != (width, height)):
        scale = min(scale, Fraction(most[0], width), Fraction(most[1], height))
        return min(_rounded(width * scale), most[0]), min(_rounded(height * scale), most[1])
    return _rounded(width * scale), max(_rounded(height * scale), height + 1)


_ROTATION = re.compile(rf"(!?)({_NUMBER})")


def _rotation(text: str) -> tuple[bool, int]:
    """Whether mirrored, and by how many degrees turned clockwise (section 4.3)."""
    found = _ROTATION.fullmatch(text)
    degrees = Fraction(found[2]) if found else None
    if found is None or degrees not in (0, 90, 180, 270, 360):
        raise _refused("BAD_ROTATION")
    return bool(found[1]), int(degrees) % 360


def _quality(text: str) -> Quality:
    try:
        quality = Quality(text)
    except ValueError:
        raise _refused("BAD_QUALITY") from None
    return Quality.DEFAULT if quality is Quality.COLOR else quality


def _format(text: str) -> ImageFormat:
    try:
        return ImageFormat(text)
    except ValueError:
        raise _refused("BAD_FORMAT") from None


def offered(width: int, height: int, *, is_whole: bool) -> tuple[int, int]:
    """At which size a picture is offered: its own, or, where it may only be looked at, that of the largest derivative.

    Otherwise whoever asks for one tile after the other would have the original.
    """
    if is_whole:
        return width, height
    frame = Profile.ZOOM.value
    scale = min(Fraction(1), Fraction(frame.width, width), Fraction(frame.height, height))
    return max(1, _rounded(width * scale)), max(1, _rounded(height * scale))


def information(address: str, width: int, height: int, rights: str | None = None) -> dict[str, Any]:
    """The document that describes a picture's service (section 5); `address` is the service's own."""
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address,
        "type": SERVICE,
        "protocol": PROTOCOL,
        "profile": LEVEL,
        "width": width,
        "height": height,
        "maxWidth": MOST_SIDE,
        "maxHeight": MOST_SIDE,
        "maxArea": MOST_AREA,
        "sizes": [{"width": wide, "height": high} for wide, high in sizes(width, height)],
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": scale_factors(width, height)}],
        "preferredFormats": [ImageFormat.WEBP, ImageFormat.JPG],
        "extraFormats": [ImageFormat.WEBP],
        "extraQualities": [Quality.COLOR, Quality.GRAY, Quality.BITONAL],
        "extraFeatures": ["canonicalLinkHeader", "mirroring", "profileLinkHeader"],
    }
    return document if rights is None else {**document, "rights": rights}


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Sizes of the whole picture that are good to ask for, smallest first: the largest, and each time half of it."""
    found = [largest(width, height)]
    while max(found[-1]) // 2 >= LEAST_SIZE:
        found.append((max(1, found[-1][0] // 2), max(1, found[-1][1] // 2)))
    return found[::-1]


def scale_factors(width: int, height: int) -> list[int]:
    """The powers of two up to the one at which the whole picture is one tile."""
    factors = [1]
    while factors[-1] * TILE < max(width, height):
        factors.append(factors[-1] * 2)
    return factors
