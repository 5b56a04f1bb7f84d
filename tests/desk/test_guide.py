"""The guide for staff inside the desk: read by chapters, in its own language, without a network too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from catalog.terms import Role
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, looked_at, sitting
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]


@pytest.mark.parametrize("width", [NARROWEST, PHONE, SCREEN])
def test_the_guide_is_read_from_the_view_it_explains(browser: Browser, site: Site, width: int) -> None:
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open("/new")
        page.get_by_role("link", name="Hướng dẫn").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Nhập và sửa hồ sơ")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        picture = page.get_by_role("img", name="Tên và loại hình")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", 390)
        expect(page.get_by_role("list").filter(has=page.get_by_text("Đặt")).first).to_have_attribute(
            "start", "4"
        )
        looked_at(page)
        desk.picture(f"handbook-chapter-{width}")
        page.get_by_role("article").get_by_role("link", name="ảnh").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ảnh và quyền")
        if width == SCREEN:
            page.get_by_role("navigation", name="Các bài").get_by_role("link", name="Sổ tay").click()
        else:
            page.get_by_role("link", name="Các bài").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sổ tay bàn làm việc")
        looked_at(page)
        desk.picture(f"handbook-first-{width}")
        page.get_by_role("article").get_by_role("link", name="Đăng nhập").click()
        page.get_by_role("link", name=re.compile("Bài sau")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tìm một địa điểm")
        desk.open("/guide/khong-co")
        expect(page.get_by_text("Sổ tay không có bài này")).to_be_visible()
        looked_at(page)
        assert desk.guest.faults == []


def test_in_english_it_says_that_it_is_in_vietnamese_and_names_the_language(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR, language="en-GB") as desk:
        page = desk.open("/guide/5-khong-mang")
        expect(page.get_by_text("The guide is written in Vietnamese.")).to_be_visible()
        for part in (page.get_by_role("heading", level=1), page.get_by_role("article")):
            expect(part).to_have_attribute("lang", "vi")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        looked_at(page)
        desk.picture("handbook-en-1280")


def test_without_a_network_the_text_is_there_and_the_pictures_that_were_seen(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open()
        page.evaluate("async () => { await navigator.serviceWorker.ready }")
        desk.open("/guide/2-tim")
        seen = page.get_by_role("img", name="Tìm “doi a1”")
        seen.scroll_into_view_if_needed()
        expect(seen).to_have_js_property("naturalWidth", 390)
        page.context.set_offline(True)
        page.goto(f"{site.url}/desk/guide/2-tim")
        expect(page.get_by_text("Gõ vài chữ của tên.")).to_be_visible()
        seen.scroll_into_view_if_needed()
        expect(seen).to_have_js_property("naturalWidth", 390)
        page.goto(f"{site.url}/desk/guide/4-anh")
        page.get_by_text("Nhiều ảnh cùng một người chụp").scroll_into_view_if_needed()
        expect(page.get_by_text("Ảnh này chưa có trên máy").first).to_be_visible()
        looked_at(page)
        desk.picture("handbook-offline-390")
