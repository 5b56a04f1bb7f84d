"""The way by the provider in a real browser, where the provider is another site: `localhost`, not 127.0.0.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from catalog.db import Database
from catalog.people.identities import add_identity
from catalog.people.office import Office
from catalog.terms import Role
from tests.browser import accessibility_violations, visitor
from tests.catalogue import Catalogue
from tests.people import PASSWORD, member
from tests.web.accounts import Site, Time, open_site
from tests.web.provider import SECRET, running_provider

pytestmark = [pytest.mark.node, pytest.mark.chromium]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running_provider("localhost") as started:
        yield started


@pytest.fixture
def site(loaded_sqlite_url: str, issuer: str) -> Iterator[Site]:
    known = {"oidc_issuer": issuer, "oidc_client_id": "catalogue", "oidc_client_secret": SECRET}
    now = Time(datetime.now(UTC))
    with (
        closing(Database(loaded_sqlite_url)) as database,
        open_site(Catalogue(database), now, **known) as opened,
    ):
        yield opened


def at_the_provider(page: Page, subject: str) -> None:
    page.wait_for_url("http://localhost:*/interaction/*")
    page.get_by_label("Tài khoản").fill(subject)
    page.get_by_role("button").click()


def test_somebody_signs_in_elsewhere_and_is_in(browser: Browser, site: Site, issuer: str) -> None:
    editor = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    with site.catalogue.database.write() as session:
        add_identity(Office(session, None, site.time.now), editor.person_id, issuer, "nguoi-1")
    for javascript in (True, False):
        with visitor(browser, width=390, javascript=javascript) as guest:
            page = guest.page
            page.goto(f"{site.url}/account/sign-in?next=/account")
            page.get_by_role("link", name="Đăng nhập bằng Tài khoản của tỉnh").click()
            at_the_provider(page, "nguoi-1")
            page.wait_for_url(f"{site.url}/account")
            assert page.get_by_text(editor.sign_in_name).first.is_visible()
            assert guest.foreign == []


def test_somebody_links_an_account_and_somebody_else_joins_with_one(browser: Browser, site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    with visitor(browser) as guest:
        page = guest.page
        page.goto(f"{site.url}/account/sign-in")
        page.get_by_label("Tên đăng nhập").fill(editor.sign_in_name)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.locator("#link-present").fill(PASSWORD)
        page.get_by_role("button", name="Liên kết với Tài khoản của tỉnh").click()
        at_the_provider(page, "nguoi-1")
        page.wait_for_url(f"{site.url}/account")
        assert page.get_by_text("Đã liên kết").is_visible()
    with visitor(browser, language="en-GB") as guest:
        page = guest.page
        page.goto(f"{site.url}{site.invitation('Biên tập 2', Role.EDITOR)}?lang=en")
        page.get_by_role("button", name="Enter with Tài khoản của tỉnh").click()
        at_the_provider(page, "nguoi-2")
        page.wait_for_url(f"{site.url}/account?lang=en")
        assert page.get_by_role("heading", name="Biên tập 2").is_visible()
        assert guest.foreign == []


def _sign_in(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.url}/account/sign-in?lang={language}")


def _join(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.url}{site.invitation('Biên tập 1', Role.EDITOR)}?lang={language}")


def _unknown(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.url}/account/oidc?lang={language}")
    at_the_provider(page, "nguoi-9")
    page.wait_for_url(f"{site.url}/account/oidc/back?*")


def _refused(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.url}/account/oidc/back?state=x&lang={language}")


def _account(page: Page, site: Site, language: str) -> None:
    editor = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    page.goto(f"{site.url}/account/sign-in?lang={language}")
    page.locator("#name").fill(editor.sign_in_name)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").click()
    page.locator("#link-present").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("show", [_sign_in, _join, _unknown, _refused, _account])
def test_every_page_of_that_way_is_accessible_and_fits(
    browser: Browser, site: Site, show: Callable[[Page, Site, str], None], language: str, width: int
) -> None:
    with visitor(browser, width=width) as guest:
        show(guest.page, site, language)
        assert accessibility_violations(guest.page) == []
        assert guest.page.evaluate("document.documentElement.scrollWidth") <= width
        assert guest.page.locator("html").get_attribute("lang") == language
        assert guest.foreign == []
