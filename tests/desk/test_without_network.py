"""The desk without a network: it opens, shows what was read before, says so, and comes back by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, looked_at, sitting
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NO_NETWORK = re.compile("Không có mạng")


def worker_has_taken_over(page: Page) -> None:
    page.evaluate("async () => { await navigator.serviceWorker.ready }")


def test_what_was_read_once_opens_again_without_a_network_and_says_so(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open()
        heading = page.get_by_role("heading", level=1).inner_text()
        worker_has_taken_over(page)
        page.context.set_offline(True)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_text(NO_NETWORK)).to_be_visible()
        expect(page.get_by_text("Chưa có gì đang chờ bạn")).to_be_visible()
        looked_at(page)
        desk.picture("home-offline")
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.get_by_text(NO_NETWORK)).to_have_count(0)


def test_nothing_of_one_person_is_shown_to_the_next(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open()
        name = page.get_by_role("heading", level=1).inner_text()
        worker_has_taken_over(page)
        page.context.clear_cookies()
        page.reload()
        expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
        assert name not in page.inner_text("body")
