"""The office's own basemap under the map at the desk: a file of this host, never needed, never in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import httpx2
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from catalog.db import Database
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.desk.basemaps import raster_basemap, vector_basemap
from tests.desk.sitting import looked_at, sitting
from tests.desk.test_map import drawing, opened
from tests.web.accounts import Site, open_site

pytestmark = [pytest.mark.chromium, pytest.mark.node]
__all__ = ["drawing"]

Opener = Callable[[Path], AbstractContextManager[Site]]
ORANGE = (230, 120, 20)


@pytest.fixture
def with_basemap(built_desk: Path, loaded_sqlite_url: str, tmp_path: Path) -> Opener:
    """The application with its desk, and a basemap of the office's."""
    assert (built_desk / "manifest.json").exists()

    @contextmanager
    def open_with(basemap: Path) -> Iterator[Site]:
        with (
            closing(Database(loaded_sqlite_url)) as database,
            open_site(Catalogue(database), data=tmp_path, basemap=basemap) as site,
        ):
            yield site

    return open_with


def colours(page: Page, path: Path) -> set[tuple[int, ...]]:
    """The colours that the map mostly has."""
    page.locator(".moving-place").screenshot(path=path)
    with Image.open(path) as picture:
        counted = picture.convert("RGB").getcolors(10_000_000) or []
    return {colour for count, colour in counted if count > 5_000 and isinstance(colour, tuple)}


def test_pictures_of_an_office_lie_under_the_communes_with_its_name(
    drawing: Browser, with_basemap: Opener, tmp_path: Path
) -> None:
    file = raster_basemap(tmp_path / "office.pmtiles", ORANGE)
    with with_basemap(file) as site, sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map")
        opened(page)
        expect(page.get_by_text("Sở thử 2026")).to_be_visible()
        desk.picture("basemap-raster")
        assert ORANGE in colours(page, tmp_path / "seen.png")
        looked_at(page)
        assert desk.guest.faults == []


@pytest.mark.parametrize("is_dark", [False, True])
def test_vectors_of_an_office_have_the_colours_of_the_desk(
    drawing: Browser, with_basemap: Opener, tmp_path: Path, is_dark: bool
) -> None:
    file = vector_basemap(tmp_path / "office.pmtiles")
    with with_basemap(file) as site, sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map")
        opened(page)
        if is_dark:
            page.get_by_role("button", name="Nền tối").click()
            page.wait_for_timeout(500)
        desk.picture(f"basemap-vector-{'dark' if is_dark else 'light'}")
        assert ((36, 64, 78) if is_dark else (188, 214, 226)) in colours(page, tmp_path / "seen.png")
        assert desk.guest.faults == []


def test_a_basemap_that_cannot_be_read_leaves_the_map_as_it_is_without(
    drawing: Browser, with_basemap: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "office.pmtiles"
    file.write_bytes(b"PMTiles\x03" + b"\0" * 200)
    with with_basemap(file) as site, sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map")
        opened(page)
        expect(page.locator(".moving-credit")).to_have_count(0)
        assert (255, 255, 255) in colours(page, tmp_path / "seen.png")


def test_the_file_is_handed_out_in_ranges_and_only_while_it_is_one(
    with_basemap: Opener, tmp_path: Path
) -> None:
    file = raster_basemap(tmp_path / "office.pmtiles", ORANGE)
    with with_basemap(file) as site, httpx2.Client(base_url=site.url) as client:
        assert "data-basemap" in client.get("/desk").text
        part = client.get("/desk/basemap.pmtiles", headers={"Range": "bytes=0-6"})
        assert (part.status_code, part.content) == (206, b"PMTiles")
        file.write_bytes(b"something else of this office")
        assert client.get("/desk/basemap.pmtiles").status_code == 404
        assert "data-basemap" not in client.get("/desk").text
        file.unlink()
        assert client.get("/desk/basemap.pmtiles").status_code == 404


def test_without_a_basemap_nothing_of_it_is_loaded(drawing: Browser, site: Site) -> None:
    with sitting(drawing, site, Role.EDITOR) as desk:
        asked: list[str] = []
        desk.page.on("request", lambda request: asked.append(request.url))
        opened(desk.open("/sites?look=map"))
        assert [url for url in asked if "basemap" in url] == []
