"""Pictures and documents of the tests' own, generated: nobody's photograph, nobody's name."""

from __future__ import annotations

import io
import math
import struct
from pathlib import Path

from PIL import Image, ImageDraw, TiffImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from media.kinds import MediaType

HEIC = Path(__file__).parent / "heic"
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 40), (30, 50, 200), (240, 240, 240)
FORMATS = {
    MediaType.JPEG: "JPEG",
    MediaType.PNG: "PNG",
    MediaType.WEBP: "WEBP",
    MediaType.AVIF: "AVIF",
    MediaType.TIFF: "TIFF",
}
IMAGE_TYPES = [*FORMATS, MediaType.HEIC]


def corners(width: int = 240, height: int = 160) -> Image.Image:
    """Four quarters: red, green / blue, white; so that every turn and flip looks different."""
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), BLUE)
    return image


def scenery(width: int, height: int) -> Image.Image:
    """Hills, sky and grain: about as hard to compress as a photograph."""
    sky = Image.linear_gradient("L").resize((width, height))
    hills = Image.effect_noise((max(2, width // 40), max(2, height // 40)), 90).resize((width, height), 3)
    grain = Image.effect_noise((width, height), 12)
    red = Image.blend(Image.blend(sky, hills, 0.5), grain, 0.2)
    green = Image.blend(Image.blend(hills, sky, 0.3), grain, 0.2)
    return Image.merge("RGB", (red, green, Image.blend(sky, grain, 0.2)))


def exif_with_place(
    orientation: int = 1,
    when: str = "2025:03:14 09:26:53",
    latitude: tuple[object, ...] = (21, 23, 6),
    longitude: tuple[object, ...] = (103, 1, 12),
) -> Image.Exif:
    """EXIF as telephones write it: place, device, serial number, artist, an own comment."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Camera Works"
    exif[Base.Model] = "CAMERA WORKS X-100"
    exif[Base.Artist] = "SECRET-ARTIST"
    exif[Base.ImageDescription] = "SECRET-DESCRIPTION"
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = when
    details[Base.BodySerialNumber] = "SECRET-SERIAL"
    details[Base.UserComment] = b"ASCII\0\0\0SECRET-COMMENT"
    place = exif.get_ifd(IFD.GPSInfo)
    rational = TiffImagePlugin.IFDRational
    place[GPS.GPSLatitudeRef], place[GPS.GPSLongitudeRef] = "N", "E"
    place[GPS.GPSLatitude] = tuple(rational(value) for value in latitude)  # type: ignore[arg-type]
    place[GPS.GPSLongitude] = tuple(rational(value) for value in longitude)  # type: ignore[arg-type]
    return exif


XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    b"<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:creator='SECRET-XMP'/></rdf:RDF></x:xmpmeta>"
)


def written(image: Image.Image, kind: MediaType, **options: object) -> bytes:
    """The picture as a file of that type."""
    file = io.BytesIO()
    image.save(file, FORMATS[kind], **options)
    return file.getvalue()


def sample(kind: MediaType, folder: Path) -> Path:
    """A file of that type, of a picture upright as stored, with EXIF and a place."""
    path = folder / f"sample.{kind.extension}"
    if kind is MediaType.HEIC:
        path.write_bytes((HEIC / "upright.heic").read_bytes())
    else:
        path.write_bytes(written(corners(), kind, exif=exif_with_place()))
    return path


def wide_profile() -> bytes:
    """An ICC profile (v2, matrix) with the primaries of Display P3 and a gamma of 2.2; made here, so free of rights."""
    # XYZ under D50 of the three primaries, from the chromaticities in SMPTE EG 432-1 (Bradford-adapted).
    columns = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
    tags = [(b"desc", _description("P3 of the tests")), (b"cprt", b"text\0\0\0\0none\0")]
    tags += [(b"wtpt", _xyz(0.9642, 1.0, 0.8249))]
    tags += [(name, _xyz(*column)) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)]
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, body, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", at + len(body), b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2025, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28 + _xyz(0.9642, 1.0, 0.8249)[8:]
    return header.ljust(128, b"\0") + table + body


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", math.floor(v * 65_536 + 0.5)) for v in values)


def _description(text: str) -> bytes:
    letters = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(letters)) + letters + b"\0" * 78


def pdf(pages: int = 3, *, text: str = "", extra: bytes = b"", objects: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of that many pages, the same text on each; `extra` goes into its catalogue, `objects` follow it."""
    content = f"BT /F1 12 Tf 40 40 Td ({text}) Tj ET".encode("ascii") if text else b""
    kids = b" ".join(b"%d 0 R" % (5 + page) for page in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
        *objects,
    ]
    file, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail
