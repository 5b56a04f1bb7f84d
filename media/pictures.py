"""Opening a picture without being hurt by it, and its pixels as browsers show them: upright, sRGB, 8 bits.

Only a worker imports this: decoders are where hostile files strike. What can be known from the header is
judged before anything is decoded; a format is opened because its signature was seen, never by trying.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageFile, TiffImagePlugin

from media.containers import Layout, layout, whole
from media.errors import MediaError, refused
from media.kinds import HEAD, Group, MediaType, identify

MOST_PIXELS = 120_000_000
LONGEST_SIDE = 29_999
ALWAYS_AFFORDABLE = 160_000_000
"""Bytes that are spent on any file; more only on files that hold enough for so many pixels."""
MOST_AFFORDABLE = 264_000_000
"""With the 35 MB of a worker at rest this stays below 300 MB, whatever a file pretends (tests/media/hostile.py)."""
LEAST_BITS_PER_PIXEL = 0.1
MOST_BYTES = {MediaType.WEBP: 100 << 20, MediaType.AVIF: 100 << 20, MediaType.HEIC: 100 << 20}
"""Where the decoder needs the whole file in memory."""

_FORMATS = {
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
    MediaType.WEBP: "WEBP",
    MediaType.AVIF: "AVIF",
    MediaType.TIFF: "TIFF",
    MediaType.HEIC: "HEIF",
}
# Measured: bytes for each pixel at the decoder's peak, Pillow's own picture included.
_DECODING = {MediaType.WEBP: 16.0, MediaType.AVIF: 11.5, MediaType.HEIC: 10.5}
# And those of Pillow's picture until it is small: what `plain` copies, and RGBA with its colours multiplied.
_HELD = {
    "1": 2,
    "L": 1,
    "P": 5,
    "PA": 12,
    "LA": 12,
    "LAB": 8,
    "RGBA": 8,
    "I;16": 10,
    "I;16B": 10,
    "I;16L": 10,
}
_SHRINKING = 45_000_000
"""Beside the picture while it is made smaller."""
_DRAWABLE = {
    "1",
    "L",
    "LA",
    "P",
    "PA",
    "RGB",
    "RGBA",
    "RGBX",
    "CMYK",
    "YCbCr",
    "LAB",
    "I;16",
    "I;16B",
    "I;16L",
}
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    struct.error,
    EOFError,
    AttributeError,
)
ANY_FAULT = (*_FAULTS, ArithmeticError, RuntimeError, AssertionError, zlib.error)
"""What Pillow and its helpers are known to raise on damaged bytes."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


@dataclass(slots=True)
class Picture:
    """An open picture: its header is read, its pixels are not. `orientation` is EXIF's number, 1 to 8."""

    image: Image.Image
    kind: MediaType
    layout: Layout
    orientation: int

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height with the orientation applied."""
        width, height = self.image.size
        return (height, width) if self.orientation >= 5 else (width, height)


@contextmanager
def readable() -> Iterator[None]:
    """What decoders raise inside the block comes out as MediaError; the system's OSError as it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except MediaError:
        raise
    except MemoryError:
        raise refused("NO_MEMORY") from None
    except Image.DecompressionBombError:
        raise refused("CORRUPT") from None
    except ANY_FAULT as fault:
        if isinstance(fault, OSError) and fault.errno is not None:
            raise  # the system's: a full disk, a file that is gone
        raise refused("TRUNCATED" if "truncated" in str(fault) else "CORRUPT") from fault


def kind_of(path: Path) -> MediaType:
    """The type by signature. Raises MediaError EMPTY and UNSUPPORTED_TYPE."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise refused("EMPTY")
    kind = identify(head)
    if kind is None:
        raise refused("UNSUPPORTED_TYPE")
    return kind


@contextmanager
def opened(path: Path, kind: MediaType, *, trusted: bool = False) -> Iterator[Picture]:
    """The picture in that file, checked as far as that goes without decoding; faults become MediaError.

    `trusted` files were examined before: their structure is not walked through again.
    """
    size = path.stat().st_size
    if kind.group is not Group.IMAGE:
        raise refused("NO_PICTURE")
    if size > (most := MOST_BYTES.get(kind, size)):
        raise refused("TOO_MANY_BYTES", most=most >> 20)
    with readable():
        found = Layout(size, 0)
        if not trusted:
            with whole(path) as data:
                if kind is MediaType.WEBP:
                    _judge_size(*_webp_size(bytes(data[:30])))
                found = layout(data, kind)
        if kind is MediaType.HEIC:
            _learn_heif()
        with path.open("rb") as file, Image.open(file, formats=(_FORMATS[kind],)) as image:
            _judge(image, kind, found, size)
            yield Picture(image, kind, found, _orientation(image))


def _learn_heif() -> None:
    """Tell Pillow how HEIC is read; not before one comes, for the library costs every worker 5 MB."""
    import pi_heif  # noqa: PLC0415

    if "HEIF" not in Image.OPEN:
        pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=2)


def _webp_size(head: bytes) -> tuple[int, int]:
    """What the header claims; the decoder would reserve memory for it while opening."""
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    return 1, 1  # at most 16,383 on each side, and Pillow compares it with MAX_IMAGE_PIXELS


def _judge_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise refused("TOO_MANY_PIXELS", width=width, height=height, most=MOST_PIXELS // 1_000_000)


def _judge(image: Image.Image, kind: MediaType, found: Layout, size: int) -> None:
    """Raise MediaError for what would cost too much, or be no still picture."""
    width, height = image.size
    if width < 1 or height < 1:
        raise refused("CORRUPT")
    _judge_size(width, height)
    if kind not in {MediaType.JPEG, MediaType.TIFF, MediaType.HEIC} and getattr(image, "n_frames", 1) > 1:
        raise refused("ANIMATION")
    if image.mode not in _DRAWABLE:
        raise refused("UNUSUAL_PIXELS", mode=image.mode)
    pixels = width * height
    cost = _cost(image, kind, found)
    if cost > MOST_AFFORDABLE:
        raise refused(
            "TOO_MANY_PIXELS", width=width, height=height, most=int(pixels * MOST_AFFORDABLE / cost / 1e6)
        )
    if cost > ALWAYS_AFFORDABLE and size * 8 < pixels * LEAST_BITS_PER_PIXEL:
        raise refused("SUSPICIOUS_SIZE", width=width, height=height)


def _cost(image: Image.Image, kind: MediaType, found: Layout) -> float:
    """The bytes that examining it, and making a thumbnail, will take."""
    pixels = image.width * image.height
    if kind is MediaType.JPEG:  # decoded at an eighth or a quarter
        return found.coefficients + pixels / 4
    held = _HELD.get(image.mode, 4) + (8 if "transparency" in image.info else 0)
    decoding = _DECODING.get(kind, 0.0)
    if kind is MediaType.TIFF:
        decoding = held + _strip(image)
    return max(pixels * decoding, pixels * held + _SHRINKING)


def _strip(image: Image.Image) -> float:
    """What a TIFF's decoder holds beside the picture, in bytes a pixel: one strip, which may be all."""
    assert isinstance(image, TiffImagePlugin.TiffImageFile)  # noqa: S101
    rows = image.height if 322 not in image.tag_v2 else 0  # with tiles: one of them
    with suppress(*ANY_FAULT):
        rows = min(rows, int(image.tag_v2.get(278, rows)))
    return len(image.getbands()) * rows / image.height


def _orientation(image: Image.Image) -> int:
    """EXIF's Orientation; 1 where there is none or nonsense. HEIC and TIFF come out of their decoders upright."""
    if image.format in {"HEIF", "TIFF"}:
        return 1
    with suppress(*ANY_FAULT):
        value = image.getexif().get(0x0112, 1)
        return value if isinstance(value, int) and 1 <= value <= 8 else 1
    return 1


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def reduce(picture: Picture, least: tuple[int, int]) -> None:
    """Have a JPEG decoded at a half, a quarter or an eighth, but not below `least` (as stored).

    Its whole data is decoded at any size, so damage shows.
    """
    if picture.kind is MediaType.JPEG:
        picture.image.draft(None, least)


def decoded(picture: Picture) -> Image.Image:
    """All pixels, in a plain mode (L, RGB, RGBA, CMYK). Raises MediaError."""
    picture.image.load()
    return plain(picture.image)


def plain(image: Image.Image) -> Image.Image:
    """The same picture in L, RGB, RGBA or CMYK; 16 bits become 8, palettes colours, transparency a channel."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "RGB"} and "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "RGBA", "CMYK"}:
        return image
    if image.mode in {"LA", "PA"} or (image.mode == "P" and "transparency" in image.info):
        return image.convert("RGBA")
    if image.mode == "LAB":
        return _converted(
            image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")), "RGB"
        ) or image.convert("RGB")
    return image.convert("L" if image.mode == "1" else "RGB")


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turned as EXIF's orientation says."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as sRGB in L, RGB or RGBA; without a usable profile they are taken for sRGB already."""
    if profile and not is_srgb(profile):
        with suppress(*ANY_FAULT, ImageCms.PyCMSError):
            wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "L" if image.mode == "L" else "RGB"
            if (converted := _converted(image, wide, mode)) is not None:
                return converted
    return image.convert("RGB") if image.mode == "CMYK" else image


def is_srgb(profile: bytes) -> bool:
    """Whether a profile says that it is sRGB, which is what all take for granted anyway."""
    with suppress(*ANY_FAULT, ImageCms.PyCMSError):
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
        return name.strip().lower().startswith("srgb")
    return False


_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile, mode: str) -> Image.Image | None:
    """Into sRGB by ICC profile, the alpha kept as it is; None where the profile is for other colours."""
    if mode == "RGBA":
        colours = _converted(image.convert("RGB"), profile, "RGB")
        if colours is not None:
            colours.putalpha(image.getchannel("A"))
        return colours
    if mode == "L":
        return None  # grey profiles differ in their curve only, and browsers leave them aside
    transform = ImageCms.buildTransform(
        profile,
        _SRGB,
        image.mode,
        mode,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return ImageCms.applyTransform(image, transform)


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency, for formats that have none."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def bare(image: Image.Image) -> Image.Image:
    """The pixels alone: nothing that an encoder would write beside them."""
    image.info = {}
    return image
