"""A drawn landscape as a file that a camera might have written: EXIF with place, day and device, and a watermark."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

from PIL import Image, ImageDraw, ImageEnhance
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from media.samples.canvas import Canvas
from media.samples.lettering import strokes, width_of
from media.samples.scenes import SCENES

WORDS = "ẢNH MẪU"
CAMERA = ("DIENBIEN", "SAMPLE CAMERA")
FINE_UP_TO = 2_400
"""Pictures no wider than this are drawn half as large again and made smaller, so that edges are smooth."""


@dataclass(frozen=True)
class Order:
    """What is to be drawn, at which size, and what the camera would say of it."""

    scene: str
    light: str
    seed: int
    width: int
    height: int
    quality: int = 86
    brightness: float = 1.0
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """As it comes in a worker's task."""
        return cls(**document)


def draw(order: Order, target: Path) -> None:
    """Draw it and write it as JPEG."""
    scale = 1.5 if order.width <= FINE_UP_TO else 1
    canvas = Canvas(round(order.width * scale), round(order.height * scale), order.light, order.seed)
    SCENES[order.scene](canvas)
    image = canvas.image
    if scale > 1:
        image = image.resize((order.width, order.height), Image.Resampling.HAMMING)
    image = _watermarked(_grained(image))
    if order.brightness != 1.0:
        image = ImageEnhance.Brightness(image).enhance(order.brightness)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=order.quality, exif=_exif(order))
    target.write_bytes(file.getvalue())


def _grained(image: Image.Image) -> Image.Image:
    """With a little grain, as on film: no band of colour shows in the sky."""
    tile = Image.effect_noise((512, 512), 14)
    grain = Image.new("L", image.size)
    for x in range(0, image.width, 512):
        for y in range(0, image.height, 512):
            grain.paste(tile, (x, y))
    return Image.blend(image, Image.merge("RGB", (grain, grain, grain)), 0.055)


def _watermarked(image: Image.Image) -> Image.Image:
    """With the words across it, in every square that a crop may cut out of the middle."""
    shorter = min(image.size)
    mark = _mark(round(shorter * 0.76))
    count = 1 + 2 * int(image.width / image.height / 3)  # odd: one of them is in the middle
    for number in range(count):
        middle = (number + 0.5) * image.width / count
        place = (round(middle - mark.width / 2), round(image.height / 2 - mark.height / 2))
        dark = Image.new("RGB", mark.size, (10, 28, 22))
        light = Image.new("RGB", mark.size, (255, 255, 255))
        edge, body = mark.getchannel("A").point(lambda v: v * 0.26), mark.getchannel("L")
        image.paste(dark, place, edge)
        image.paste(light, place, body.point(lambda v: v * 0.6))
    return image


def _mark(width: int) -> Image.Image:
    """The words, turned: what is light in L, what is light or dark around it in A."""
    unit = width / (width_of(WORDS) + 0.6)
    size = (width, round(2.3 * unit))
    layers = []
    for thickness in (0.13, 0.24):
        layer = Image.new("L", size)
        pen = ImageDraw.Draw(layer)
        for line in strokes(WORDS):
            points = [((x + 0.3) * unit, size[1] - (y + 0.35) * unit) for x, y in line]
            thick = max(2, round(thickness * unit))
            pen.line(points, fill=255, width=thick, joint="curve")
            for x, y in (points[0], points[-1]):
                pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
        layers.append(layer.rotate(24, Image.Resampling.BICUBIC, expand=True))
    return Image.merge("LA", layers)


def _exif(order: Order) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = CAMERA
    exif[Base.ImageDescription] = "SAMPLE PICTURE, DRAWN BY SOFTWARE"
    if order.taken_at is not None:
        when = datetime.fromisoformat(order.taken_at)
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"{when:%Y:%m:%d %H:%M:%S}"
    if order.latitude is not None and order.longitude is not None:
        place = exif.get_ifd(IFD.GPSInfo)
        place[GPS.GPSLatitudeRef], place[GPS.GPSLongitudeRef] = "N", "E"
        place[GPS.GPSLatitude], place[GPS.GPSLongitude] = _angle(order.latitude), _angle(order.longitude)
    return exif


def _angle(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds as cameras write them (EXIF 2.32, 4.6.6)."""
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    seconds = Fraction(round((minutes - int(minutes)) * 60_000), 1000)
    return IFDRational(whole), IFDRational(int(minutes)), IFDRational(seconds.numerator, seconds.denominator)
