"""What a file is, read from its bytes after a full decode (in this process; the workers have their own tests)."""

from __future__ import annotations

import io
import struct
import subprocess
import zlib
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from pypdf import PdfWriter
from pypdf.constants import UserAccessPermissions

from media.errors import MediaError
from media.examined import Examined
from media.kinds import MediaType
from media.probe import examine
from tests.media.samples import (
    FORMATS,
    HEIC,
    IMAGE_TYPES,
    XMP,
    corners,
    exif_with_place,
    pdf,
    sample,
    scenery,
    written,
)

TODAY = date(2026, 3, 1)


def _facts(content: bytes, folder: Path) -> Examined:
    file = folder / "file"
    file.write_bytes(content)
    return examine(file, today=TODAY)


def _code(content: bytes, folder: Path) -> str:
    with pytest.raises(MediaError) as refusal:
        _facts(content, folder)
    return refusal.value.code


@pytest.mark.parametrize("kind", IMAGE_TYPES)
def test_every_kind_of_picture_is_examined(kind: MediaType, tmp_path: Path) -> None:
    facts = examine(sample(kind, tmp_path), today=TODAY)
    assert facts.media_type is kind
    assert (facts.width, facts.height) == ((96, 64) if kind is MediaType.HEIC else (240, 160))
    assert facts.device == "CAMERA WORKS X-100"
    if kind is not MediaType.TIFF:  # Pillow writes no subdirectories there; see the test with ExifTool
        assert facts.captured_on == date(2025, 3, 14)
        assert (facts.latitude, facts.longitude) == (21.385, 103.02)
    assert facts.has_private_metadata
    assert facts.placeholder is not None
    assert facts.placeholder.startswith("data:image/webp;base64,")
    assert len(facts.placeholder) <= 400
    assert facts.colour is not None
    assert all(abs(int(facts.colour[at : at + 2], 16) - 125) < 15 for at in (1, 3, 5))
    assert Examined.from_json(facts.to_json()) == facts


@pytest.mark.exiftool
def test_what_another_program_wrote_into_a_tiff_is_read(tmp_path: Path) -> None:
    file = sample(MediaType.TIFF, tmp_path)
    place = ["-GPSLatitude=21.385", "-GPSLatitudeRef=N", "-GPSLongitude=103.02", "-GPSLongitudeRef=E"]
    subprocess.run(["exiftool", "-q", "-DateTimeOriginal=2025:03:14 09:26:53", *place, str(file)], check=True)
    facts = examine(file, today=TODAY)
    assert (facts.captured_on, facts.latitude, facts.longitude) == (date(2025, 3, 14), 21.385, 103.02)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_without_anything_beside_its_pixels_holds_nothing_private(
    kind: MediaType, tmp_path: Path
) -> None:
    facts = _facts(written(corners(), kind), tmp_path)
    assert (facts.has_private_metadata, facts.captured_on, facts.latitude, facts.device) == (
        False,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("kind", "option"),
    [(MediaType.JPEG, "xmp"), (MediaType.WEBP, "xmp"), (MediaType.AVIF, "xmp"), (MediaType.JPEG, "comment")],
)
def test_comments_and_xmp_are_private(kind: MediaType, option: str, tmp_path: Path) -> None:
    assert _facts(written(corners(), kind, **{option: XMP}), tmp_path).has_private_metadata


@pytest.mark.parametrize(
    "kind", [MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.AVIF, MediaType.TIFF]
)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_and_hash_are_those_of_the_picture_as_shown(
    kind: MediaType, orientation: int, tmp_path: Path
) -> None:
    shown = corners()
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = shown
    for candidate in Image.Transpose:
        turned = shown.transpose(candidate)
        turned.getexif()[0x0112] = orientation
        if ImageOps.exif_transpose(turned).tobytes() == shown.tobytes() and orientation != 1:
            stored = shown.transpose(candidate)
    facts = _facts(written(stored, kind, exif=exif), tmp_path)
    assert (facts.width, facts.height) == (240, 160)
    plain = _facts(written(shown, MediaType.PNG), tmp_path)
    assert _distance(facts.dhash, plain.dhash) <= 2


def _distance(one: str | None, other: str | None) -> int:
    assert one is not None
    assert other is not None
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_a_turned_heic_is_shown_upright(tmp_path: Path) -> None:
    facts = _facts((HEIC / "turned.heic").read_bytes(), tmp_path)
    assert (facts.width, facts.height) == (64, 96)


def test_near_equal_pictures_have_near_equal_hashes_and_others_do_not(tmp_path: Path) -> None:
    one = scenery(600, 400)
    original = _facts(written(one, MediaType.PNG), tmp_path)
    smaller = _facts(written(one.resize((300, 200)), MediaType.JPEG, quality=60), tmp_path)
    other = _facts(written(corners(), MediaType.PNG), tmp_path)
    assert _distance(original.dhash, smaller.dhash) <= 6
    assert _distance(original.dhash, other.dhash) > 12


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_usual_way_to_keep_pixels_is_read(mode: str, tmp_path: Path) -> None:
    image = Image.new("I;16", (20, 10), 40_000) if mode == "I;16" else corners(20, 10).convert(mode)
    facts = _facts(written(image, MediaType.TIFF if mode in {"CMYK", "LA"} else MediaType.PNG), tmp_path)
    assert (facts.width, facts.height) == (20, 10)
    if mode == "I;16":
        assert facts.colour == "#9c9c9c"


def test_pixels_that_no_browser_shows_are_refused(tmp_path: Path) -> None:
    assert _code(written(Image.new("F", (8, 8)), MediaType.TIFF), tmp_path) == "UNUSUAL_PIXELS"


def test_nothing_and_other_types_are_refused(tmp_path: Path) -> None:
    assert _code(b"", tmp_path) == "EMPTY"
    assert (
        _code(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", tmp_path) == "UNSUPPORTED_TYPE"
    )
    assert _code(b"GIF89a" + b"\0" * 100, tmp_path) == "UNSUPPORTED_TYPE"


def test_another_type_than_was_said_is_refused_by_name(tmp_path: Path) -> None:
    file = sample(MediaType.PNG, tmp_path)
    with pytest.raises(MediaError) as refusal:
        examine(file, today=TODAY, wanted=MediaType.JPEG)
    assert refusal.value.code == "TYPE_MISMATCH"
    assert "PNG" in refusal.value.vi
    assert "JPEG" in refusal.value.en


@pytest.mark.parametrize("kind", IMAGE_TYPES)
@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_a_file_that_was_cut_off_is_refused(kind: MediaType, share: float, tmp_path: Path) -> None:
    content = (
        sample(kind, tmp_path).read_bytes() if kind is MediaType.HEIC else written(scenery(300, 200), kind)
    )
    assert _code(content[: int(len(content) * share)], tmp_path) in {"TRUNCATED", "CORRUPT"}


@pytest.mark.parametrize("kind", [MediaType.PNG, MediaType.WEBP, MediaType.AVIF])
def test_animations_are_refused(kind: MediaType, tmp_path: Path) -> None:
    frames = [corners(), scenery(240, 160)]
    content = written(frames[0], kind, save_all=True, append_images=frames[1:])
    assert _code(content, tmp_path) == "ANIMATION"


def test_a_tiff_of_several_pages_is_refused_and_one_with_a_small_version_of_itself_is_not(
    tmp_path: Path,
) -> None:
    pages = written(corners(), MediaType.TIFF, save_all=True, append_images=[corners()])
    assert _code(pages, tmp_path) == "MANY_PAGES"
    small = corners(24, 16)
    small.encoderinfo = {"tiffinfo": {254: 1}}
    with_small = written(corners(), MediaType.TIFF, save_all=True, append_images=[small])
    assert _facts(with_small, tmp_path).width == 240


HIDDEN = {
    "ZIP": b"PK\3\4" + b"\0" * 40 + b"PK\5\6" + b"\0" * 18,
    "PDF": pdf(),
    "HTML/XML": b"\n<script>alert(1)</script>",
    "ELF": b"\x7fELF\2\1\1",
}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_file_within_a_picture_is_refused_by_name(kind: MediaType, hidden: str, tmp_path: Path) -> None:
    file = tmp_path / "two"
    file.write_bytes(written(corners(), kind) + HIDDEN[hidden])
    with pytest.raises(MediaError, match="POLYGLOT") as refusal:
        examine(file, today=TODAY)
    assert hidden in refusal.value.en


def test_what_telephones_append_is_no_reason_to_refuse_but_private(tmp_path: Path) -> None:
    plain = written(corners(), MediaType.JPEG)
    moving = plain + b"\0\0\0\x18ftypmp42" + b"\0" * 12 + b"\0\0\0\x08mdat"
    assert _facts(moving, tmp_path).has_private_metadata
    assert _facts(plain + plain, tmp_path).has_private_metadata


def _png(width: int, height: int, pixels: bytes = b"", *between: tuple[bytes, bytes]) -> bytes:
    """A PNG that claims that size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *between, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(b)) + n + b + struct.pack(">I", zlib.crc32(n + b)) for n, b in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("width", "height"),
    [(30_000, 30_000), (30_000, 1), (1, 30_000), (11_000, 11_000), (2**31 - 1, 2**31 - 1)],
)
def test_too_many_pixels_are_refused_by_what_the_header_says(width: int, height: int, tmp_path: Path) -> None:
    assert _code(_png(width, height), tmp_path) in {"TOO_MANY_PIXELS", "CORRUPT"}


def test_a_large_picture_in_a_tiny_file_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    assert _code(_png(7_000, 7_000, b"\0" * 1_000), tmp_path) == "SUSPICIOUS_SIZE"


def test_too_much_beside_the_pixels_is_refused(tmp_path: Path) -> None:
    content = _png(4, 4, b"\0" * 52, *[(b"prVt", b"x" * (1 << 20))] * 17)
    assert _code(content, tmp_path) == "METADATA_TOO_LARGE"


@pytest.mark.parametrize("kind", [MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.TIFF])
def test_odd_exif_is_passed_over(kind: MediaType, tmp_path: Path) -> None:
    exif = exif_with_place(when="0000:00:00 00:00:00", latitude=(95, 0, 0))
    exif[0x0112] = 77
    facts = _facts(written(corners(), kind, exif=exif), tmp_path)
    assert (facts.width, facts.captured_on, facts.latitude) == (240, None, None)
    assert facts.has_private_metadata


def test_a_pdf_is_counted_and_its_text_layer_found(tmp_path: Path) -> None:
    facts = _facts(pdf(3, text="Ho so khoa hoc di tich 1954"), tmp_path)
    assert (facts.media_type, facts.pages, facts.has_text_layer) == (MediaType.PDF, 3, True)
    assert (facts.width, facts.dhash, facts.has_private_metadata) == (None, None, False)
    assert _facts(pdf(40), tmp_path).has_text_layer is False
    assert _facts(pdf(2, text="7"), tmp_path).has_text_layer is False


@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
        b"/OpenAction<</S/Launch/F(x)>>",
        b"/AA<</WC<</S/JavaScript/JS(1)>>>>",
        b"/Names<</JavaScript<</Names[]>>>>",
    ],
)
def test_a_pdf_with_a_program_is_refused(extra: bytes, tmp_path: Path) -> None:
    assert _code(pdf(extra=extra), tmp_path) == "ACTIVE_CONTENT"


def test_a_pdf_that_opens_at_a_page_is_not(tmp_path: Path) -> None:
    assert _facts(pdf(extra=b"/OpenAction[5 0 R/Fit]"), tmp_path).pages == 3


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_pdf_locked_with_a_password_is_refused_and_one_that_only_forbids_printing_is_read(
    algorithm: str, tmp_path: Path
) -> None:
    for password, code in (("mật khẩu", "ENCRYPTED"), ("", None)):
        writer, locked = PdfWriter(io.BytesIO(pdf(3, text="Ho so khoa hoc di tich 1954"))), io.BytesIO()
        writer.encrypt(password, "owner", permissions_flag=UserAccessPermissions(0), algorithm=algorithm)
        writer.write(locked)
        if code:
            assert _code(locked.getvalue(), tmp_path) == code
        else:
            facts = _facts(locked.getvalue(), tmp_path)
            assert (facts.pages, facts.has_text_layer) == (3, True)


def test_a_pdf_that_is_cut_off_or_hides_something_is_refused(tmp_path: Path) -> None:
    whole = pdf()
    assert _code(whole[: len(whole) // 2], tmp_path) == "TRUNCATED"
    assert _code(whole + HIDDEN["ZIP"], tmp_path) == "POLYGLOT"
    assert _code(b"%PDF-1.7\n%%EOF", tmp_path) == "CORRUPT"
