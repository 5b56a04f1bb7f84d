"""The pages in a real browser: accessible, fitting, whole without JavaScript, asking no other host."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog.publishing import withdraw
from tests.browser import accessibility_violations, visitor
from tests.catalogue import NOW, Catalogue
from tests.server import Server
from tests.web.pages.conftest import site_of

PLACES = (
    "/", "/?q=doi", "/?q=zzqqzz", "/?unit=03127", "/?unit=03160", "/s/doi-a1", "/s/doi-him-lam",
    "/s/ho-pa-khoang", "/s/chien-truong-dien-bien-phu", "/s/thanh-ban-phu", "/s/khong-co",
    "/progress", "/progress?mode=COMPONENT&level=D0", "/progress?as_of=1900-01-01",
    "/progress/entries?mode=COMPONENT&level=D0&side=DIFFERENCE", "/progress/entries?level=D4&side=NUMERATOR",
)  # fmt: skip


def too_small(page: Page) -> list[Any]:
    """Targets under 24 by 24 CSS pixels (WCAG 2.2, 2.5.8), but for links in sentences and on the map.

    A card is one target: its link covers it all.
    """
    found: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
        .filter(e => !e.closest('svg, p, dd, .card, .sources, .skip, .skip-map'))
        .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
        .filter(([box]) => box.width && (box.width < 24 || box.height < 24))"""
    )
    return found


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_accessible_fits_and_asks_no_other_host(
    browser: Browser, server: Server, width: int, language: str
) -> None:
    with visitor(browser, width=width) as guest:
        for path in PLACES:
            guest.page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
            assert accessibility_violations(guest.page) == [], path
            assert guest.page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert too_small(guest.page) == [], path
        assert guest.foreign == []
        assert [fault for fault in guest.faults if "404" not in fault] == []


@pytest.mark.chromium
@pytest.mark.node
def test_dark_pages_are_accessible_too(browser: Browser, server: Server) -> None:
    with visitor(browser) as guest:
        guest.page.emulate_media(color_scheme="dark")
        for path in ("/", "/?q=zzqqzz", "/s/doi-a1", "/s/chien-truong-dien-bien-phu", "/progress?level=D0"):
            guest.page.goto(f"{server.url}{path}")
            assert accessibility_violations(guest.page) == [], path


@pytest.mark.chromium
@pytest.mark.node
def test_a_withdrawn_sites_page_is_accessible(browser: Browser, sqlite_catalogue: Catalogue) -> None:
    with sqlite_catalogue.database.write() as session:
        withdraw(session, [3], NOW + timedelta(hours=1))
    with site_of(sqlite_catalogue) as client, visitor(browser, width=390) as guest:
        answer = guest.page.goto(str(client.base_url.join("/s/ham-de-castries")))
        assert answer is not None
        assert answer.status == 410
        assert accessibility_violations(guest.page) == []


@pytest.mark.chromium
def test_a_visitor_without_javascript_searches_opens_a_site_and_asks_for_its_rank(
    browser: Browser, server: Server
) -> None:
    with visitor(browser, javascript=False) as guest:
        page = guest.page
        page.goto(server.url)
        page.get_by_role("searchbox").fill("chien truong dien bien phu")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Di tích Chiến trường Điện Biên Phủ", exact=True).click()
        page.get_by_label("Hạng vào một ngày").fill("1990-01-01")
        page.get_by_role("button", name="Hỏi").click()
        assert page.get_by_text("Ngày 01/01/1990:").locator("..").inner_text().endswith("quốc gia.")
        page.get_by_role("link", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert "On 1 January 1990: national." in page.locator(".answer").inner_text()
        assert (guest.foreign, guest.faults) == ([], [])


@pytest.mark.chromium
def test_whoever_uses_the_keyboard_can_skip_to_the_content_and_past_the_map(
    browser: Browser, server: Server
) -> None:
    with visitor(browser) as guest:
        page = guest.page
        page.goto(server.url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
        page.locator(".skip-map").focus()
        assert page.locator(".skip-map").bounding_box()["height"] >= 16  # type: ignore[index]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.communes') !== null")


@pytest.mark.chromium
def test_a_printed_page_keeps_the_facts_and_leaves_out_the_menus(browser: Browser, server: Server) -> None:
    with visitor(browser) as guest:
        guest.page.goto(f"{server.url}/s/doi-a1")
        guest.page.emulate_media(media="print")
        assert guest.page.get_by_text("DB-S-00002").is_visible()
        assert guest.page.locator(".timeline").is_visible()
        assert not guest.page.locator(".menu").is_visible()
