"""The browser of the tests sees what it must: foreign requests, script faults, pages hard to use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import accessibility_violations, visitor

pytestmark = pytest.mark.chromium

GOOD = (
    '<!doctype html><html lang="vi"><title>Đồi A1</title><main><h1>Đồi A1</h1><p>Di tích.</p></main></html>'
)


@pytest.mark.node
def test_a_plain_page_breaks_no_rule_of_accessibility(browser: Browser) -> None:
    with visitor(browser, width=390) as guest:
        guest.page.set_content(GOOD)
        assert accessibility_violations(guest.page) == []


@pytest.mark.node
def test_a_picture_without_words_is_found(browser: Browser) -> None:
    with visitor(browser) as guest:
        guest.page.set_content(GOOD.replace("<p>", '<img src="data:,"><p>'))
        assert [v.split(":")[0] for v in accessibility_violations(guest.page)] == ["image-alt"]


def test_a_request_to_another_host_is_noted_and_stopped(browser: Browser) -> None:
    with visitor(browser) as guest:
        guest.page.set_content(GOOD.replace("<p>", '<img alt="" src="http://192.0.2.1/pixel.png"><p>'))
        assert guest.foreign == ["http://192.0.2.1/pixel.png"]


def test_a_fault_in_a_script_is_noted(browser: Browser) -> None:
    with visitor(browser) as guest:
        guest.page.set_content(GOOD.replace("<p>", "<script>nothing.here()</script><p>"))
        assert guest.faults == ["nothing is not defined"]
