"""Every view in every dress, and the way through the guide for staff: both leave the pictures of `make desk-pictures`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.browser import visitor
from tests.desk.office import Office, open_office
from tests.desk.sitting import PHONE, SCREEN, Sitting, chosen
from tests.desk.views import LANGUAGES, LOOKS, VIEWS, picture_of, staged
from tests.photographs import photograph

pytestmark = [pytest.mark.chromium, pytest.mark.node]

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def stage(
    browser: Browser, built_desk: Path, loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, dict[str, str]]]:
    """One office for all pictures, with a record in each state."""
    assert (built_desk / "manifest.json").exists()
    folder = tmp_path_factory.mktemp("pictures")
    file = copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    with open_office(browser, f"sqlite:///{file}", folder / "data") as office:
        yield office, staged(office, folder)


def take(page: Page, name: str) -> None:
    """A picture of what is in the window, where DESK_PICTURES names a folder; else nothing."""
    if folder := os.environ.get("DESK_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


@pytest.mark.parametrize("width", [PHONE, SCREEN])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_stands_in_both_languages_light_and_dark(
    stage: tuple[Office, dict[str, str]], language: str, look: str, width: int
) -> None:
    office, codes = stage
    for role in {view.role: None for view in VIEWS}:
        with office.sits(role, width=width, look=look, language=LANGUAGES[language]) as desk:
            for view in (one for one in VIEWS if one.role == role):
                page = desk.open(view.address(codes))
                expect(page.locator("html")).to_have_attribute("lang", language)
                expect(page.locator("html")).to_have_attribute("data-look", look)
                assert page.evaluate(WIDE) <= 0, view.name
                take(page, picture_of(view, language, width, look))
            assert desk.guest.faults == []


def test_the_guide_can_be_followed_word_by_word(
    stage: tuple[Office, dict[str, str]], browser: Browser
) -> None:
    office, codes = stage
    with visitor(browser, width=PHONE) as guest:
        guest.page.goto(f"{office.site.url}/account/sign-in?next=/desk")
        expect(guest.page.locator("#name")).to_be_visible()
        take(guest.page, "guide-sign-in")
    with office.sits(Role.EDITOR, width=PHONE) as desk:
        _found(desk)
        _entered(desk)
        _without_network(desk)
        page = desk.open()
        expect(page.get_by_role("heading", name=re.compile("Cần bạn sửa"))).to_be_visible()
        take(page, "guide-returned")
    with office.sits(Role.REVIEWER, width=PHONE) as desk:
        page = desk.open(f"/sites/{codes['resubmitted']}/review")
        group = page.get_by_role("group", name="Tóm tắt (tiếng Việt)")
        group.get_by_role("button", name="Góp ý").click()
        group.get_by_role("textbox").fill("Nên nêu rõ thác ở bản nào.")
        group.scroll_into_view_if_needed()
        take(page, "guide-remark")
    with office.sits(Role.PUBLISHER, width=PHONE) as desk:
        page = desk.open(f"/sites/{codes['approved']}/review")
        page.get_by_role("button", name="Công bố…").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        take(page, "guide-publish")


def _found(desk: Sitting) -> None:
    page = desk.open("/sites")
    page.get_by_role("searchbox").press_sequentially("doi a1", delay=20)
    page.wait_for_url("**/desk/sites?text=*")
    desk.settled()
    expect(page.locator(".found .line-name").first).to_contain_text("Đồi A1")
    take(page, "guide-search")


def _entered(desk: Sitting) -> None:
    page = desk.open("/new")
    page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Cây gạo bản tập")
    page.get_by_text("Di tích lịch sử").click()
    take(page, "guide-name")
    page.get_by_role("combobox", name="Xã, phường").fill("muong pha")
    page.get_by_role("option", name="Xã Mường Phăng").click()
    page.get_by_label("Tọa độ", exact=True).fill("21.4570, 103.1530")
    expect(page.get_by_text("Hiểu là 21,457")).to_be_visible()
    page.get_by_text("Hiểu là 21,457").evaluate("e => e.scrollIntoView({ block: 'center' })")
    take(page, "guide-point")
    page.get_by_label("Chọn ảnh từ máy").set_input_files(chosen(photograph()))
    page.get_by_role("button", name="Ghi thông tin").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy").fill("Cây gạo đầu bản, hoa đỏ.")
    dialog.get_by_text("Ai cũng được dùng, miễn là ghi tên").click()
    take(page, "guide-rights")
    dialog.get_by_label("Ai giữ quyền").fill("UBND xã Mường Phăng")
    dialog.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(1, timeout=45_000)
    page.get_by_role("button", name="Gửi duyệt").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    take(page, "guide-submit")


def _without_network(desk: Sitting) -> None:
    page = desk.open()
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Không có mạng").first).to_be_visible()
    take(page, "guide-offline")
    page.context.set_offline(False)
