"""Hostile files of every type, the same in every run: bombs, lies, damage, disguises, endless things, odd EXIF.

Each is written when it is asked for, because together they would fill a disk; those of 200 megabytes are sparse.
"""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from media.kinds import MediaType
from tests.media import hostile_parts as parts
from tests.media import hostile_structures as structures
from tests.media.samples import FORMATS, HEIC, corners, exif_with_place, pdf, written

SEED = 1954
HUGE = 200 << 20
EXIF = b"MM\0*\0\0\0\x08\0\0\0\0\0\0" + b"\0" * 6_000
"""Room to write something odd into."""


@dataclass(frozen=True)
class Hostile:
    """One file; `family` is what kind of trick it is."""

    family: str
    name: str
    write: Callable[[Path], object]


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _later(make: Callable[..., bytes], *arguments: object) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(make(*arguments))


def hostile_files() -> list[Hostile]:
    """All of them."""
    families = (_claims, _bombs, _padded, _pdf_bombs, _cut, _flipped, _two_in_one, _disguised, _endless, _tiny,
                _large_headers, _odd_exif, _odd_chains)  # fmt: skip
    return [
        Hostile(family.__name__.lstrip("_"), name, write) for family in families for name, write in family()
    ]


def _wholes() -> dict[MediaType, bytes]:
    """A good file of each type, to be spoiled."""
    image = scenery_once()
    wholes = {kind: written(image, kind, exif=exif_with_place(6)) for kind in FORMATS}
    wholes[MediaType.HEIC] = (HEIC / "upright.heic").read_bytes()
    wholes[MediaType.PDF] = pdf(4, text="Ho so khoa hoc di tich 1954")
    return wholes


def scenery_once() -> Image.Image:
    """The same grain every time, unlike `scenery`."""
    noise = random.Random(SEED).randbytes(60 * 40 * 3)
    return Image.frombytes("RGB", (60, 40), noise).resize((180, 120), Image.Resampling.BICUBIC)


Named = Iterator[tuple[str, Callable[[Path], object]]]
SIZES = ((30_000, 30_000), (29_999, 29_999), (65_500, 65_500), (100_000, 10_000), (1, 2**31 - 1), (2**31 - 1, 2**31 - 1),
         (2**32 - 1, 2**32 - 1), (0, 0), (11_000, 10_900))  # fmt: skip


def _claims() -> Named:
    """Headers that claim so many pixels."""
    wholes = _wholes()
    for width, height in SIZES:
        claim = f"{width}x{height}"
        for kind, lie in parts.LIES.items():
            yield f"{claim}.{kind.extension}", _bytes(lie(wholes[kind], width, height))
        if 0 < width <= 2**14 >= height:
            yield f"{claim}-lossless.webp", _bytes(parts.webp_lossless(width, height))
        yield f"{claim}-extended.webp", _bytes(parts.webp_extended(min(width, 2**24), min(height, 2**24)))
        for bits, colour in ((1, 0), (8, 3), (16, 6)):
            yield f"{claim}-{bits}-{colour}.png", _bytes(parts.png(width, height, b"\0" * 999, bits, colour))


def _bombs() -> Named:
    """Little that becomes much: real pixels and texts, all alike."""
    for side in (2_000, 4_000, 7_000, 10_900):
        yield f"zeros-{side}.png", _later(parts.png_zeros, side)
        yield f"zeros-{side}-bilevel.png", _later(parts.png_zeros, side, 1, 0)
        yield f"zeros-{side}-16-bit.png", _later(parts.png_zeros, side, 16, 6)
        yield f"zeros-{side}-palette.png", _later(parts.png_zeros, side, 8, 3)
        yield f"zeros-{side}.webp", _later(parts.webp_lossless, side, side)
        for compression in (1, 5, 8, 32773):
            yield f"zeros-{side}-{compression}.tif", _later(parts.tiff_zeros, side, compression)
        yield f"progressive-{side}.jpg", _later(parts.jpeg_bomb, side, 1)
        yield f"scans-{side}.jpg", _later(parts.jpeg_bomb, side, 400)
        yield f"scans-80-{side}.jpg", _later(parts.jpeg_bomb, side, 80)
    for name in (b"zTXt", b"iTXt", b"iCCP"):
        for megabytes in (1, 60, 400):
            yield f"{name.decode()}-{megabytes}.png", _later(parts.png_text_bomb, name, megabytes)
        yield f"{name.decode()}-many.png", _later(parts.png_text_bomb, name, 1, 80)
    for tiles in (16, 256, 4_096, 40_000):
        yield f"grid-{tiles}.heic", _later(parts.heic_grid, tiles)


def _padded() -> Named:
    """Bombs with enough bytes beside them to look like pictures."""
    for megapixels in (12, 24, 40, 60, 90, 119):
        side = int((megapixels * 1e6) ** 0.5)
        yield f"{megapixels}.png", _later(parts.padded_png, side)
        yield f"{megapixels}-16-bit.png", _later(parts.padded_png, side, 16, 6)
        yield f"{megapixels}-grey.png", _later(parts.padded_png, side, 8, 0)
        yield f"{megapixels}.webp", _later(parts.padded_webp, side)
        yield f"{megapixels}.tif", _later(parts.padded_tiff, side)
        yield f"{megapixels}.jpg", _later(parts.padded_jpeg, side)
        yield (
            f"{megapixels}.heic",
            _later(parts.heic_grid, megapixels * 1_000_000 // (96 * 64), megapixels * 15_000),
        )


def _pdf_bombs() -> Named:
    """Streams that swell, and structures without an end."""
    for where in ("content", "objects", "xref", "font", "metadata"):
        for megabytes in (2, 200, 1_000):
            yield f"{where}-{megabytes}.pdf", _later(structures.pdf_bomb, where, megabytes)
    for name in structures.PDF_TRICKS:
        yield f"{name}.pdf", _later(structures.pdf_trick, name)


def _cut() -> Named:
    for kind, whole in _wholes().items():
        for step in range(1, 16):
            yield f"{step}-of-16.{kind.extension}", _bytes(whole[: len(whole) * step // 16])
        yield f"last-byte.{kind.extension}", _bytes(whole[:-1])
        yield f"head.{kind.extension}", _bytes(whole[:16])


def _flipped() -> Named:
    """Single bits, runs of bits, zeroed and overwritten stretches."""
    for kind, whole in _wholes().items():
        chance = random.Random(f"{SEED}{kind.name}")
        for number in range(24):
            spoilt = bytearray(whole)
            first = number % 2 * 12
            for _ in range(1 + number * number // 4):
                spoilt[chance.randrange(first, len(whole) if number % 3 else min(300, len(whole)))] ^= (
                    1 << chance.randrange(8)
                )
            yield f"{number}.{kind.extension}", _bytes(bytes(spoilt))
        for number in range(4):
            at = chance.randrange(12, len(whole) - 12)
            end = min(len(whole), at + 64)
            filling = b"\0" * (end - at) if number % 2 else b"\xff" * (end - at)
            yield f"stretch-{number}.{kind.extension}", _bytes(whole[:at] + filling + whole[end:])


def _two_in_one() -> Named:
    for kind, whole in _wholes().items():
        for name, other in structures.OTHERS.items():
            yield f"{name}-after.{kind.extension}", _bytes(whole + other)
        yield f"itself-twice.{kind.extension}", _bytes(whole + whole)
        yield f"noise-after.{kind.extension}", _bytes(whole + random.Random(SEED).randbytes(70_000))


def _disguised() -> Named:
    for name, content in {**structures.OTHERS, **structures.PAGES}.items():
        for extension in ("jpg", "png", "webp"):
            yield f"{name}.{extension}", _bytes(content)
    for kind, whole in _wholes().items():
        yield f"after-spaces.{kind.extension}", _bytes(b"   \n" + whole)
        yield f"only-signature.{kind.extension}", _bytes(whole[:12] + b"<script>alert(1)</script>" * 40)


def _endless() -> Named:
    """Animations, under names of stills."""
    frames = [corners(64, 48), corners(64, 48).rotate(180)] * 50
    for name, format_, count in (("gif.png", "GIF", 100), ("apng.png", "PNG", 100), ("two.png", "PNG", 2),
                                 ("moving.webp", "WEBP", 100), ("two.webp", "WEBP", 2), ("moving.avif", "AVIF", 6),
                                 ("pages.tif", "TIFF", 100), ("two.tif", "TIFF", 2)):  # fmt: skip
        yield name, _later(_animation, format_, frames[:count])
    yield "a-hundred-thousand.png", _later(parts.apng_frames, 100_000)
    yield "a-hundred-thousand.webp", _later(parts.webp_frames, 100_000)


def _animation(format_: str, frames: list[Image.Image]) -> bytes:
    file = io.BytesIO()
    frames[0].save(file, format_, save_all=True, append_images=frames[1:], loop=0)
    return file.getvalue()


def _tiny() -> Named:
    yield "nothing.jpg", _bytes(b"")
    for byte in (0x00, 0xFF, 0x89, 0x25, 0x49, 0x3C):
        yield f"one-{byte:02x}.jpg", _bytes(bytes([byte]))
    for kind, whole in _wholes().items():
        for length in (2, 4, 8, 12, 20):
            yield f"first-{length}.{kind.extension}", _bytes(whole[:length])
    for length in (1, 4_096, HUGE):
        yield f"zeros-{length}.png", _later_sparse(b"", b"", length)


def _later_sparse(before: bytes, after: bytes, gap: int) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(before)
            file.seek(gap, io.SEEK_CUR)
            file.write(after)
            file.truncate()

    return write


def _large_headers() -> Named:
    """200 megabytes beside the pixels, and what a file's own numbers claim of it."""
    wholes = _wholes()
    for name, (before, after) in structures.large_headers(wholes, HUGE).items():
        yield name, _later_sparse(before, after, HUGE)
    for name, make in structures.MANY_PARTS.items():
        yield name, _later(make, wholes)


def _odd_exif() -> Named:
    whens = ("0000:00:00 00:00:00", "2025:13:01 00:00:00", "2999:01:01 00:00:00", "2025:02:30 00:00:00", "x" * 5_000, "",
             "\0\0\0\0", "１９５４:05:07 00:00:00")  # fmt: skip
    wholes = {
        kind: written(corners(48, 32), kind, **({"exif": EXIF} if kind is MediaType.AVIF else {}))
        for kind in FORMATS
    }
    places: tuple[tuple[object, ...], ...] = (
        (95, 0, 0),
        (360, 99, 99),
        (-21, 23, 6),
        (21,),
        (4_294_967_295, 4_294_967_295, 0),
    )
    for kind in (MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.AVIF, MediaType.TIFF):
        for number, when in enumerate(whens):
            exif = exif_with_place(when=when.encode().decode("latin-1"))
            yield f"when-{number}.{kind.extension}", _bytes(written(corners(48, 32), kind, exif=exif))
        for number, latitude in enumerate(places):
            exif = exif_with_place(latitude=tuple(abs(float(v)) for v in latitude))  # type: ignore[arg-type]
            yield f"place-{number}.{kind.extension}", _bytes(written(corners(48, 32), kind, exif=exif))
        if kind is not MediaType.TIFF:
            for name, odd in structures.ODD_EXIF.items():
                yield f"{name}.{kind.extension}", _bytes(parts.with_exif(wholes[kind], kind, odd))


def _odd_chains() -> Named:
    """TIFF directories that loop, point beyond the end, or are many; boxes and chunks with impossible sizes."""
    for name, content in structures.CHAINS.items():
        yield name, _bytes(content)
    for kind, whole in _wholes().items():
        for claimed in (0, 1, 7, 2**31 - 1, 2**32 - 1):
            for at in structures.LENGTHS_AT.get(kind, ()):
                spoilt = (
                    whole[:at] + struct.pack(structures.ORDER.get(kind, ">") + "I", claimed) + whole[at + 4 :]
                )
                yield f"length-{at}-{claimed}.{kind.extension}", _bytes(spoilt)
