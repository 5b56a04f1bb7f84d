"""Coming to the desk: signed out, signed in, in both languages, on a telephone and on a screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from catalog.terms import Role
from tests.browser import visitor
from tests.desk.sitting import NARROWEST, SCREEN, looked_at, sitting
from tests.people import PASSWORD, member
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]


def test_who_is_not_signed_in_is_led_to_sign_in_and_comes_back_to_the_same_view(
    browser: Browser, site: Site
) -> None:
    who = member(site.catalogue.database, Role.EDITOR)
    with visitor(browser) as guest:
        page = guest.page
        page.goto(f"{site.url}/desk/sites?text=doi")
        page.get_by_role("link", name="Đăng nhập").click()
        page.locator("#name").fill(who.sign_in_name)
        page.locator("#password").fill(PASSWORD)
        page.locator("main button").click()
        page.wait_for_url("**/desk/sites?text=doi")
        expect(page.get_by_role("heading", level=1)).to_have_text("Địa điểm")
        assert guest.foreign == guest.faults == []


@pytest.mark.parametrize("width", [NARROWEST, SCREEN])
@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_the_first_view_says_what_is_to_do_and_is_fit_for_everyone(
    browser: Browser, site: Site, width: int, language: str, role: Role
) -> None:
    with sitting(browser, site, role, width=width, language=language) as desk:
        page = desk.open()
        desk.picture(f"home-{role.lower()}-{language}-{width}")
        looked_at(page)
        page = desk.open("/me")
        looked_at(page)
        page.get_by_role("button", name="Nền tối" if language == "vi-VN" else "Dark").click()
        page = desk.open()
        desk.picture(f"home-{role.lower()}-{language}-{width}-dark")
        looked_at(page)
        assert desk.guest.faults == []


def test_the_language_is_switched_at_once_and_kept(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("link", name="My work")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "en"
        desk.open()
        expect(page.get_by_role("link", name="My work")).to_be_visible()
