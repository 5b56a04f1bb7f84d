"""The guide for staff and the pictures of the desk: all there, none too many, small enough to be carried along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.desk.views import LANGUAGES, LOOKS, VIEWS, WIDTHS, picture_of
from tools.desk_pictures import MOST

ROOT = Path(__file__).parents[1]
PICTURES = {file.name: file for file in (ROOT / "docs" / "desk").glob("*")}
CHAPTERS = sorted((ROOT / "docs" / "guide").glob("*.md"))
NAMED = re.compile(r"!\[([^\]]+)\]\(\.\./desk/([^)]+)\)")
AGAIN = "make desk-pictures"


def test_every_route_of_the_desk_has_its_line_in_the_table_of_views() -> None:
    app = (ROOT / "desk" / "src" / "app.tsx").read_text(encoding="utf-8")
    assert set(re.findall(r'<Route path="([^"]+)"', app)) == {view.route for view in VIEWS}


def test_every_view_has_its_picture_in_both_languages_and_widths_light_and_dark() -> None:
    wanted = {
        f"{picture_of(view, language, width, look)}.webp"
        for view in VIEWS
        for language in LANGUAGES
        for width in WIDTHS
        for look in LOOKS
    }
    assert wanted - set(PICTURES) == set(), AGAIN
    others = {name for name in PICTURES if not name.startswith("guide-")} - wanted
    assert others == set(), AGAIN


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda file: file.stem)
def test_every_picture_that_the_guide_names_is_there_and_said_in_words(chapter: Path) -> None:
    named = NAMED.findall(chapter.read_text(encoding="utf-8"))
    assert [name for _, name in named if name not in PICTURES] == [], AGAIN
    assert chapter.stem == "README" or named


def test_no_picture_of_the_guide_is_left_over() -> None:
    named = {name for file in CHAPTERS for _, name in NAMED.findall(file.read_text(encoding="utf-8"))}
    assert {name for name in PICTURES if name.startswith("guide-")} - named == set()


def test_all_pictures_together_are_small_enough() -> None:
    assert sum(file.stat().st_size for file in PICTURES.values()) <= MOST
    assert all(file.read_bytes()[8:12] == b"WEBP" for file in PICTURES.values())
