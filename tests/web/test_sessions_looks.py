"""Sign-in and account in a real browser: accessible, fitting, whole without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from catalog.db import Database
from catalog.terms import Role
from tests.browser import Visitor, accessibility_violations, visitor
from tests.catalogue import Catalogue
from tests.people import PASSWORD, Someone, member
from tests.web.accounts import Site, open_site
from tests.web.pages.test_looks import too_small


@pytest.fixture
def site(loaded_sqlite_url: str) -> Iterator[Site]:
    database = Database(loaded_sqlite_url)
    with open_site(Catalogue(database)) as opened:
        yield opened
    database.close()


def looked_at(guest: Visitor, width: int, javascript: bool = True) -> None:
    """What axe finds, and whether all fits; both are asked by scripts."""
    if not javascript:
        return
    page = guest.page
    assert accessibility_violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    assert too_small(page) == [], page.url


def entered(page: Page, site: Site, someone: Someone) -> None:
    page.goto(f"{site.url}/account/sign-in")
    page.locator("#name").fill(someone.sign_in_name)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").click()


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_way_in_and_the_account_are_accessible_and_fit(
    browser: Browser, site: Site, width: int, language: str
) -> None:
    link = site.first_link()
    with visitor(browser, width=width) as guest:
        page = guest.page
        for path in ("/account/sign-in", "/account/join/khong-dung", link):
            page.goto(f"{site.url}{path}?lang={language}")
            looked_at(guest, width)
        page.locator("#name").fill("Quản trị 1")
        page.locator("#sign_in_name").fill("quantri")
        page.locator("#password").fill("aaaaaaaaaaaa")
        page.locator("main button").click()
        assert page.get_by_role("alert").is_visible()
        looked_at(guest, width)
    assert guest.foreign == []


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("javascript", "dark"), [(True, False), (True, True), (False, False)])
def test_who_joins_gets_in_and_sees_the_account_with_and_without_javascript(
    browser: Browser, site: Site, width: int, javascript: bool, dark: bool
) -> None:
    with visitor(browser, width=width, javascript=javascript) as guest:
        page = guest.page
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(f"{site.url}{site.invitation('Thẩm định viên 1', Role.REVIEWER)}")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Đặt mật khẩu và vào").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Thiết lập yếu tố thứ hai"
        looked_at(guest, width, javascript)
        secret = page.locator("code.secret").inner_text().replace(" ", "")
        page.locator("#code").fill(pyotp.TOTP(secret).at(site.time.now))
        page.get_by_role("button", name="Thiết lập").click()
        assert page.locator(".codes li").count() == 10
        looked_at(guest, width, javascript)
        page.get_by_role("link", name="Tôi đã cất các mã").click()
        page.get_by_label("Dùng để làm gì").fill("Ứng dụng bản đồ thành phố")
        page.get_by_role("button", name="Tạo mã").click()
        assert page.get_by_role("status").inner_text().startswith("Mã mới")
        looked_at(guest, width, javascript)
        page.get_by_role("button", name="Đăng xuất", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == "Đăng nhập"
    assert (guest.foreign, guest.faults) == ([], [])


@pytest.mark.chromium
@pytest.mark.node
def test_a_second_sign_in_asks_for_the_code_and_leads_where_one_was_going(
    browser: Browser, site: Site
) -> None:
    reviewer = member(site.catalogue.database, Role.REVIEWER)
    site.time.later(minutes=1)
    with visitor(browser, width=390) as guest:
        page = guest.page
        entered(page, site, reviewer)
        assert page.url.endswith("/account/code")
        looked_at(guest, 390)
        page.locator("#code").fill("000000")
        page.get_by_role("button", name="Tiếp tục").click()
        assert page.get_by_role("alert").is_visible()
        page.locator("#code").fill(reviewer.code(site.time.now))
        page.get_by_role("button", name="Tiếp tục").click()
        assert page.url == f"{site.url}/account"
        looked_at(guest, 390)
    assert [fault for fault in guest.faults if "403" not in fault] == []


@pytest.mark.chromium
def test_a_foreign_page_cannot_use_the_cookie_of_a_browser(browser: Browser, site: Site) -> None:
    """The real browser decides what it sends: `localhost` is another site than `127.0.0.1`."""
    editor = member(site.catalogue.database, Role.EDITOR)
    ask = """async (url) => {
        try {
            const answer = await fetch(url + '/graphql', {method: 'POST', credentials: 'include', headers: HEADERS,
                body: JSON.stringify({query: '{ viewer { name } }'})});
            return (await answer.json()).data.viewer;
        } catch (error) { return 'refused'; }
    }"""
    own = ask.replace("HEADERS", "{'Content-Type': 'application/json', 'GraphQL-Require-Preflight': '1'}")
    with visitor(browser) as guest:
        page = guest.page
        entered(page, site, editor)
        assert page.evaluate(own, site.url) == {"name": editor.viewer(site.time.now).name}
        page.goto(site.url.replace("127.0.0.1", "localhost"))
        assert page.evaluate(own, site.url) == "refused"
