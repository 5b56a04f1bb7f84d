"""The scientific dossier on a site's page: which parts there are, for everybody; the papers for nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import accessibility_violations, visitor
from tests.catalogue import Catalogue
from tests.media.samples import pdf
from tests.photographs import attach, file_room
from tests.staff import Team, done
from tests.web.pages.conftest import site_of
from tests.web.pages.test_looks import too_small


def with_dossier(catalogue: Catalogue, folder: Path) -> dict[str, str]:
    """A public site with two parts of its dossier there and one that does not apply."""
    with file_room(folder / "data") as room:
        team = Team.of(Catalogue(catalogue.database, room=room))
        site = team.created()
        for number in (1, 14):
            attach(team.editor, site["id"], folder, pdf(number), role="DOSSIER")
        parts = [
            {"part": "HS02", "status": "PRESENT", "surrogates": [f"{site['code']}.DOC02"], "note": "Tủ số 3",
             "isConvertedFromPaper": True, "conversionMark": "Dấu 12", "signatureReference": "CKS 12"},
            {"part": "HS03", "status": "PRESENT", "surrogates": [f"{site['code']}.DOC01"]},
            {"part": "HS07", "status": "NOT_APPLICABLE", "reason": "Di tích không có văn bia <b>."},
        ]  # fmt: skip
        revised = done(team.editor, "ReviseSite", id=site["id"], version=3, input={"dossier": parts})
        return team.publish({**site, "version": revised["version"]})


def test_the_page_lists_the_parts_and_keeps_the_papers_and_the_offices_remarks(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    site = with_dossier(catalogue, tmp_path)
    with site_of(catalogue) as client:
        page = client.get(f"/s/{site['slug']}").text
        english = client.get(f"/s/{site['slug']}?lang=en").text
    assert "Hồ sơ khoa học" in page
    assert "Đã có 2 trong 8 thành phần phải có." in page
    assert "có, 14 trang" in page
    assert "văn bia &lt;b&gt;." in page
    assert "2 of 8 parts that it needs are there." in english
    assert "there, 1 page<" in english
    assert not [word for word in ("Tủ số 3", "Dấu 12", "CKS 12", "DOC01", "/media/") if word in page]


def test_a_page_without_a_dossier_does_not_speak_of_one(catalogue: Catalogue) -> None:
    with site_of(catalogue) as client:
        assert "Hồ sơ khoa học" not in client.get("/s/doi-a1").text


@pytest.mark.chromium
@pytest.mark.node
def test_the_dossier_is_accessible_and_fits_also_in_print(
    browser: Browser, sqlite_catalogue: Catalogue, tmp_path: Path
) -> None:
    site = with_dossier(sqlite_catalogue, tmp_path)
    with site_of(sqlite_catalogue) as client:
        for width in (390, 1280):
            with visitor(browser, width=width) as guest:
                guest.page.goto(f"{client.base_url}/s/{site['slug']}")
                assert accessibility_violations(guest.page) == []
                assert guest.page.evaluate("document.documentElement.scrollWidth") <= width
                assert too_small(guest.page) == []
                guest.page.emulate_media(media="print")
                assert guest.page.locator(".dossier li").count() == 10
                assert guest.page.locator(".dossier li").first.is_visible()
