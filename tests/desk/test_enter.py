"""Entering and revising a site: kept at every keystroke, sent once, put right at its field, sent for review."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, Sitting, looked_at, sitting
from tests.staff import MUONG_PHANG, Team, someone, tried
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NAME = "Hang đá Tềnh Lằng"
WORKING = """query ($text: String) { sites(view: WORKING, filter: { text: $text, states: [DRAFT, SUBMITTED] }, first: 20) {
  nodes { id code version state name { text } managingBody kinds adminUnit { code } location { latitude longitude accuracyMetres method }
    designations { grade decisionNumber authority source } summary { text } missing { field code note } texts { field language text }
    sources { title } partOf { code } visitorInfo { verifiedOn } } } }"""
DESCRIPTION = "Hang nằm lưng chừng núi đá vôi, cửa hang quay về hướng nam, lòng hang rộng và khô. " * 4


def records(desk: Sitting | Site, text: str = NAME) -> list[dict[str, Any]]:
    """The records at work with this name, as an editor sees them."""
    site = desk.site if isinstance(desk, Sitting) else desk
    editor = someone(site.catalogue, Role.EDITOR)
    found: list[dict[str, Any]] = editor.data(WORKING, text=text)["sites"]["nodes"]
    return found


def kept_and_sent(page: Page) -> None:
    """Wait until everything that was typed is at the catalogue."""
    expect(page.get_by_text("Đã gửi lên hệ thống lúc")).to_be_visible(timeout=15_000)


def open_section(page: Page, name: str) -> None:
    """Open a section by its place in the index."""
    page.get_by_role("navigation", name="Các mục của hồ sơ").get_by_role("link", name=name).click()


def choose_commune(page: Page, typed: str, whole: str) -> None:
    """Type a few letters without marks and take what is offered."""
    page.get_by_role("combobox", name="Xã, phường").fill(typed)
    page.get_by_role("option", name=whole).click()


@pytest.mark.parametrize(("width", "role", "unit"), [(PHONE, Role.COMMUNE_OFFICER, MUONG_PHANG), (SCREEN, Role.EDITOR, None)])
def test_a_person_enters_a_site_and_sends_it_for_review(
    browser: Browser, site: Site, width: int, role: Role, unit: str | None
) -> None:
    with sitting(browser, site, role, unit=unit, width=width) as desk:
        page = desk.open("/new")
        desk.picture(f"enter-empty-{width}")
        looked_at(page)
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill(NAME)
        page.get_by_text("Di tích khảo cổ").click()
        if unit is None:
            choose_commune(page, "muong phang", "Xã Mường Phăng")
        expect(page.get_by_role("combobox", name="Xã, phường")).to_have_value("Xã Mường Phăng")
        page.get_by_label("Toạ độ", exact=True).fill("21.4570, 103.1530")
        expect(page.get_by_text("Hiểu là 21,457")).to_be_visible()
        page.get_by_label("Sai số (mét)").fill("10")
        page.get_by_label("Lấy toạ độ bằng cách nào").select_option(label="Điện thoại hoặc máy GPS cầm tay")
        page.get_by_label("Tóm tắt", exact=True).fill("Hang đá có dấu tích người xưa.")
        page.get_by_label("Mô tả", exact=True).fill(DESCRIPTION)
        kept_and_sent(page)
        desk.picture(f"enter-filled-{width}")
        looked_at(page)
        page.get_by_role("button", name="Gửi duyệt").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("Có thêm thì tốt hơn")).to_be_visible()
        desk.picture(f"enter-submit-{width}")
        looked_at(page)
        dialog.get_by_role("button", name="Gửi duyệt").click()
        (record,) = [found for found in _waited(page, desk) if found["state"] == "SUBMITTED"]
        page.wait_for_url(f"**/desk/sites/{record['code']}")
        assert record["kinds"] == ["ARCHAEOLOGICAL"]
        assert record["adminUnit"]["code"] == MUONG_PHANG
        assert record["location"] == {"latitude": 21.457, "longitude": 103.153, "accuracyMetres": 10, "method": "HANDHELD_GNSS"}
        assert len(records(desk)) == 1
        assert desk.guest.faults == []


def _waited(page: Page, desk: Sitting) -> list[dict[str, Any]]:
    expect(page.get_by_text("Đã gửi duyệt")).to_be_visible(timeout=15_000)
    return records(desk)
