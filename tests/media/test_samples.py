"""Sample pictures and papers: drawn by rule, marked, and taken in like any other file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from media.kinds import MediaType
from media.samples.canvas import LIGHTS, Canvas
from media.samples.lettering import GLYPHS, width_of
from media.samples.paper import write_paper
from media.samples.picture import Order, draw
from media.samples.scenes import SCENES
from media.workers import Workers

PLACE = {"latitude": 21.3831, "longitude": 103.0176, "taken_at": "2026-03-14T08:30:00"}


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_the_same_for_the_same_number_only_and_bears_the_words(tmp_path: Path, scene: str) -> None:
    first, again, other = (
        Canvas(640, 480, light, seed) for light, seed in (("day", 4), ("day", 4), ("dusk", 9))
    )
    for canvas in (first, again, other):
        SCENES[scene](canvas)
    assert first.image.tobytes() == again.image.tobytes()
    assert first.image.tobytes() != other.image.tobytes()
    draw(Order(scene, "night", 3, 640, 480), tmp_path / "picture.jpg")
    canvas = Canvas(960, 720, "night", 3)
    SCENES[scene](canvas)
    with Image.open(tmp_path / "picture.jpg") as image:
        difference = ImageChops.difference(image.convert("L"), canvas.image.resize((640, 480)).convert("L"))
    middle = difference.crop((160, 120, 480, 360)).point(lambda v: 255 * (v > 40))
    assert sum(middle.histogram()[255:]) > 0.05 * 320 * 240


def test_workers_draw_pictures_with_place_day_and_device(tmp_path: Path) -> None:
    target = tmp_path / "picture.jpg"
    order = {"scene": "gate", "light": "gold", "seed": 1, "width": 1200, "height": 1600, **PLACE}
    with Workers(1) as workers:
        workers.sample_picture(target, order)
        found = workers.examine(target)
    assert (found.media_type, found.width, found.height) == (MediaType.JPEG, 1200, 1600)
    assert found.latitude == pytest.approx(21.3831, abs=1e-5)
    assert found.longitude == pytest.approx(103.0176, abs=1e-5)
    assert str(found.captured_on) == "2026-03-14"
    assert found.device == "DIENBIEN SAMPLE CAMERA"


def test_a_paper_is_a_whole_pdf_that_says_what_it_is_on_every_page(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    write_paper(target, 3, 7)
    reader = PdfReader(target, strict=True)
    assert ["BẢN MẪU 7" in page.extract_text() for page in reader.pages] == [True, True, True]
    with Workers(1) as workers:
        found = workers.examine(target)
    assert (found.media_type, found.pages, found.has_text_layer) == (MediaType.PDF, 3, True)


def test_every_letter_of_the_words_can_be_drawn() -> None:
    assert {*"ẢNH MẪU", *"BẢN MẪU"} <= set(GLYPHS)
    assert width_of("ẢNH MẪU") > 3
    assert len(LIGHTS) == 6
