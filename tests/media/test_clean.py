"""A clean copy: the same pixels bit for bit, upright as before, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps

from media.clean import clean_copy
from media.kinds import MediaType
from media.pictures import in_srgb
from media.probe import examine
from tests.media.exiftool import metadata
from tests.media.samples import XMP, corners, exif_with_place, sample, scenery, wide_profile, written

CLEANABLE = [MediaType.JPEG, MediaType.PNG, MediaType.WEBP]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TRAILER = b"SECRET-TRAILER" * 20


def _dirty(kind: MediaType, folder: Path, orientation: int = 1, profile: bytes | None = None) -> Path:
    options: dict[str, object] = {"exif": exif_with_place(orientation), "icc_profile": profile}
    if kind is not MediaType.PNG:
        options["xmp"] = XMP
    if kind is MediaType.JPEG:
        options |= {"comment": b"SECRET-JPEG-COMMENT", "progressive": True, "dpi": (300, 300)}
    file = folder / f"dirty.{kind.extension}"
    file.write_bytes(written(scenery(301, 203), kind, **options) + TRAILER)
    return file


@pytest.mark.parametrize("kind", CLEANABLE)
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("profile", [None, SRGB, wide_profile()])
def test_pixels_and_orientation_stay_and_all_else_goes(
    kind: MediaType, orientation: int, profile: bytes | None, tmp_path: Path
) -> None:
    source, target = _dirty(kind, tmp_path, orientation, profile), tmp_path / "clean"
    assert clean_copy(source, target, kind)
    with Image.open(source) as before, Image.open(target) as after:
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == ({0x0112: 6} if orientation == 6 else {})
        shown = ImageOps.exif_transpose(after).size
        kept = after.info.get("icc_profile")
        assert (kept is not None) == (profile == wide_profile())
        if kept is not None:
            assert in_srgb(before, profile).tobytes() == in_srgb(after, kept).tobytes()
            assert b"tests" not in kept
    assert shown == ((203, 301) if orientation == 6 else (301, 203))
    assert b"SECRET" not in target.read_bytes()
    facts = examine(target, today=date(2026, 3, 1))
    assert not facts.has_private_metadata
    assert facts.dhash == examine(source, today=date(2026, 3, 1)).dhash


@pytest.mark.exiftool
@pytest.mark.parametrize("kind", CLEANABLE)
def test_exiftool_finds_the_orientation_and_nothing_more(kind: MediaType, tmp_path: Path) -> None:
    source, target = _dirty(kind, tmp_path, 6), tmp_path / f"clean.{kind.extension}"
    clean_copy(source, target, kind)
    assert any("SECRET" in value for value in metadata(source).values())
    assert metadata(target) == {"IFD0:Orientation": "Rotate 90 CW"}


@pytest.mark.parametrize("kind", [MediaType.AVIF, MediaType.TIFF, MediaType.HEIC])
def test_of_other_kinds_there_is_no_clean_copy(kind: MediaType, tmp_path: Path) -> None:
    target = tmp_path / "clean"
    assert not clean_copy(sample(kind, tmp_path), target, kind)
    assert not target.exists()


def test_transparency_and_lossless_webp_survive(tmp_path: Path) -> None:
    image = corners().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for kind, options in (
        (MediaType.PNG, {}),
        (MediaType.WEBP, {"lossless": True}),
        (MediaType.WEBP, {"quality": 70}),
    ):
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(written(image, kind, exif=exif_with_place(), **options))
        assert clean_copy(source, target, kind)
        with Image.open(source) as before, Image.open(target) as after:
            assert before.tobytes() == after.tobytes()
