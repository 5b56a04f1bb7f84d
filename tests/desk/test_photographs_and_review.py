"""Photographs and the way to review: entered with the site itself, waited for by its submission."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, SCREEN, looked_at, sitting
from tests.desk.test_photographs import LONG, all_attached, choose, draft, files, heavy, pictures, throttled
from tests.staff import MUONG_PHANG
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]


@pytest.mark.parametrize(
    ("width", "role", "unit"), [(PHONE, Role.COMMUNE_OFFICER, MUONG_PHANG), (SCREEN, Role.EDITOR, None)]
)
def test_a_person_enters_a_site_with_a_photograph_and_sends_it_for_review(
    browser: Browser, site: Site, width: int, role: Role, unit: str | None, tmp_path: Path
) -> None:
    with sitting(browser, site, role, unit=unit, width=width) as desk:
        page = desk.open("/new")
        choose(page, files(tmp_path, 1))
        page.get_by_role("button", name="Ghi thông tin").first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy").fill("Cửa hang đá vôi giữa rừng.")
        dialog.get_by_text("Ai cũng được dùng, miễn là ghi tên").click()
        dialog.get_by_label("Ai giữ quyền").fill("UBND xã Mường Phăng")
        desk.picture(f"photographs-saying-{width}")
        looked_at(page)
        dialog.get_by_role("button", name="Lưu", exact=True).click()
        expect(dialog).to_have_count(0)  # nothing behind it takes what is typed, until it is closed
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Hang đá có ảnh")
        page.get_by_text("Di tích khảo cổ").click()
        all_attached(page, 1)
        desk.picture(f"photographs-form-{width}")
        looked_at(page)
        page.get_by_role("button", name="Gửi duyệt").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt").click()
        expect(page.get_by_text("Đã gửi duyệt").first).to_be_visible(timeout=20_000)
        page.wait_for_url(re.compile(r"/desk/sites/DB-S-\d+$"))
        code = page.url.split("/")[-1]
        (picture,) = pictures(site, code)
        assert picture["rights"]["holder"] == "UBND xã Mường Phăng"
        assert picture["alternativeText"]["text"] == "Cửa hang đá vôi giữa rừng."
        assert desk.guest.faults == []


def test_a_record_waits_with_its_submission_for_the_photographs_on_their_way(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/edit")
        page.route("**/uploads**", lambda route: route.abort("internetdisconnected"))
        choose(page, files(tmp_path, 1))
        expect(page.get_by_text("IMG_0001.jpg").first).to_be_visible()
        page.get_by_role("button", name="Gửi duyệt").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("Còn 1 ảnh đang gửi")).to_be_visible()
        expect(dialog.get_by_role("button", name="Gửi duyệt")).to_have_count(0)
        looked_at(page)
        page.unroute_all()
        expect(dialog.get_by_text("Còn 1 ảnh đang gửi")).to_have_count(0, timeout=45_000)
        expect(dialog.get_by_role("button", name="Gửi duyệt")).to_be_visible()
        assert len(pictures(site, code)) == 1


def test_a_photograph_that_was_paused_is_said_before_review_and_gone_on_with_there(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/edit")
        throttled(desk, 1_000_000)
        choose(page, [heavy(tmp_path)])
        page.get_by_role("button", name="Tạm dừng gửi Ảnh 1").click(timeout=LONG)
        expect(page.get_by_text("Tạm dừng ở")).to_be_visible()
        page.get_by_role("button", name="Gửi duyệt").first.click()
        dialog = page.get_by_role("dialog", name="Gửi duyệt")
        expect(dialog.get_by_text("1 ảnh đang tạm dừng.")).to_be_visible()
        expect(dialog.get_by_role("button", name="Vẫn gửi duyệt")).to_have_count(0)
        desk.picture("paused-before-review-390")
        looked_at(page)
        dialog.get_by_role("button", name="Gửi tiếp ảnh").click()
        expect(dialog.get_by_text("Còn 1 ảnh đang gửi")).to_be_visible()
        throttled(desk, -1)
        expect(dialog.get_by_text("Còn 1 ảnh đang gửi")).to_have_count(0, timeout=60_000)
        assert len(pictures(site, code)) == 1
