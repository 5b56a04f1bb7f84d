"""The first lesson: done by hand on a sheet that never leaves the machine; broken off and gone on with; counted once."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, Sitting, chosen, looked_at, sitting
from tests.photographs import photograph
from tests.staff import MUONG_PHANG, everything, someone
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NOTED = sa.text("SELECT step FROM lesson_step WHERE person_id = :person")
COUNTS = "{ lessonCounts { unit { code } people begun finished } }"
CHECK = "Xong bước này"


def noted(desk: Sitting) -> set[str]:
    """The steps that the catalogue knows of whoever sits here."""
    with desk.site.catalogue.database.read() as session:
        return {step for (step,) in session.execute(NOTED, {"person": desk.who.person_id})}


def step(page: Page, name: str) -> None:
    """Wait until a step stands."""
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()


def check(page: Page) -> None:
    page.get_by_role("button", name=CHECK).click()


def find(page: Page) -> None:
    step(page, "Tìm một địa điểm")
    field = page.get_by_label("Tìm theo tên")
    field.fill("hang")
    page.get_by_role("button", name="Hang đá bản tập").click()
    expect(page.get_by_text("Bạn vừa mở “Hang đá bản tập”")).to_be_visible()
    field.fill("cay da")
    page.get_by_role("button", name="Cây đa bản tập").click()


def read(page: Page) -> None:
    step(page, "Đọc xem còn thiếu gì")
    check(page)
    expect(page.get_by_text("Hãy chọn những dòng ghi “Chưa có”")).to_be_visible()
    page.get_by_text("Tóm tắt", exact=True).last.click()
    page.get_by_text("Tọa độ", exact=True).last.click()
    check(page)
    expect(page.get_by_text("Có điều bạn chọn đã có rồi")).to_be_visible()
    page.get_by_text("Tóm tắt", exact=True).last.click()
    check(page)
    expect(page.get_by_text("Còn một điều nữa")).to_be_visible()
    page.get_by_text("Ít nhất một nguồn").click()
    check(page)


def enter(page: Page, *, is_officer: bool) -> None:
    step(page, "Nhập một phiếu tập")
    check(page)
    expect(page.get_by_text("Hãy ghi một cái tên")).to_be_visible()
    name = page.get_by_label("Tên di tích, địa điểm", exact=True)
    expect(name).to_be_focused()
    name.fill("Cây gạo bản tập")
    page.get_by_text("Di tích lịch sử").click()
    if not is_officer:
        check(page)
        expect(page.get_by_text("Hãy chọn xã, phường")).to_be_visible()
        page.get_by_role("combobox", name="Xã, phường").fill("muong phang")
        page.get_by_role("option", name="Xã Mường Phăng").click()
    check(page)


def point(page: Page) -> None:
    step(page, "Đặt vị trí")
    check(page)
    expect(page.get_by_text("Chưa có điểm nào")).to_be_visible()
    page.get_by_label("Tọa độ", exact=True).fill("21.4570, 103.1530")
    check(page)


def picture(page: Page, desk: Sitting, width: int) -> None:
    step(page, "Thêm ảnh và quyền")
    check(page)
    expect(page.get_by_text("Chưa có ảnh. Chọn một ảnh")).to_be_visible()
    page.get_by_label("Chọn ảnh từ máy").set_input_files(chosen(photograph()))
    check(page)
    expect(page.get_by_text("Còn thiếu quyền")).to_be_visible()
    page.get_by_role("button", name="Ghi quyền và mô tả").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy").fill("Một cây to giữa bản.")
    dialog.get_by_text("Ai cũng được dùng, miễn là ghi tên").click()
    dialog.get_by_label("Ai giữ quyền").fill("Người tập")
    dialog.get_by_role("button", name="Lưu", exact=True).click()
    desk.picture(f"lesson-photograph-{width}")
    looked_at(page)
    check(page)


@pytest.mark.parametrize(
    ("width", "role", "unit"), [(PHONE, Role.COMMUNE_OFFICER, MUONG_PHANG), (SCREEN, Role.EDITOR, None)]
)
def test_a_person_does_every_step_and_nothing_of_the_sheet_leaves_the_machine(
    browser: Browser, site: Site, width: int, role: Role, unit: str | None
) -> None:
    with sitting(browser, site, role, unit=unit, width=width) as desk:
        before = everything(site.catalogue)
        page = desk.open()
        desk.picture(f"lesson-invite-{width}")
        page.get_by_role("link", name="Bắt đầu học").click()
        desk.picture(f"lesson-find-{width}")
        looked_at(page)
        find(page)
        step(page, "Đọc xem còn thiếu gì")
        expect(page.get_by_role("heading", level=2)).to_be_focused()
        desk.picture(f"lesson-read-{width}")
        looked_at(page)
        read(page)
        enter(page, is_officer=unit is not None)
        step(page, "Đặt vị trí")
        desk.settled()
        desk.picture(f"lesson-point-{width}")
        looked_at(page)
        point(page)
        picture(page, desk, width)
        step(page, "Xem những gì sẽ gửi")
        expect(page.get_by_text("Cây gạo bản tập")).to_be_visible()
        expect(page.get_by_text("Một cây to giữa bản.")).to_be_visible()
        desk.picture(f"lesson-send-{width}")
        looked_at(page)
        page.get_by_role("button", name="Gửi tập").click()
        step(page, "Bạn đã học xong!")
        desk.picture(f"lesson-end-{width}")
        looked_at(page)
        desk.settled()
        assert noted(desk) == {"FIND", "READ", "ENTER", "POINT", "PHOTOGRAPH", "SEND"}
        assert everything(site.catalogue) == before
        counts = someone(site.catalogue, Role.EVALUATOR).data(COUNTS)["lessonCounts"]
        assert [one["finished"] for one in counts if (one["unit"] and one["unit"]["code"]) == unit] == [1]
        page.get_by_role("link", name="Về việc của tôi").click()
        expect(page.get_by_text("Chưa có gì đang chờ bạn")).to_be_visible()
        expect(page.get_by_text("Bài học đầu tiên")).to_have_count(0)
        assert desk.guest.faults == []


def test_a_lesson_that_was_broken_off_goes_on_where_it_stopped_here_and_on_another_machine(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open("/lesson")
        find(page)
        read(page)
        step(page, "Nhập một phiếu tập")
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Cây gạo bản tập")
        desk.settled()
        page.close()
        desk.guest.page = page.context.new_page()
        desk.guest.watch()
        page = desk.open("/lesson")
        step(page, "Nhập một phiếu tập")
        expect(page.get_by_label("Tên di tích, địa điểm", exact=True)).to_have_value("Cây gạo bản tập")
        page = desk.open()
        expect(page.get_by_text("Bạn đã làm 2/6 bước")).to_be_visible()
        who = desk.who
        assert desk.guest.faults == []
    with sitting(browser, site, Role.EDITOR, who=who) as elsewhere:
        page = elsewhere.open("/lesson")
        step(page, "Nhập một phiếu tập")
        expect(page.get_by_label("Tên di tích, địa điểm", exact=True)).to_have_value("")
        page.get_by_role("button", name=re.compile("Tìm một địa điểm")).click()
        step(page, "Tìm một địa điểm")
        assert elsewhere.guest.faults == []


def test_without_a_network_the_steps_wait_and_are_noted_once_it_is_back(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=NARROWEST) as desk:
        page = desk.open("/new")
        page.evaluate("async () => { await navigator.serviceWorker.ready }")
        page = desk.open("/lesson")
        page.context.set_offline(True)
        page.reload()
        find(page)
        read(page)
        enter(page, is_officer=True)
        point(page)
        step(page, "Thêm ảnh và quyền")
        page.get_by_role("button", name="Dùng ảnh vẽ sẵn để tập").click()
        expect(page.get_by_role("img", name="Ảnh tập: anh-tap.jpg")).to_be_visible()
        desk.picture("lesson-offline-360")
        looked_at(page)
        assert noted(desk) == set()
        page.context.set_offline(False)
        with page.expect_response(
            lambda answer: answer.url.endswith("/graphql") and "POINT" in (answer.request.post_data or "")
        ):
            page.evaluate("dispatchEvent(new Event('online'))")
        desk.settled()
        assert noted(desk) == {"FIND", "READ", "ENTER", "POINT"}


@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
def test_whoever_enters_nothing_takes_the_lesson_too_in_both_languages_and_in_the_dark(
    browser: Browser, site: Site, language: str
) -> None:
    with sitting(browser, site, Role.REVIEWER, language=language) as desk:
        desk.page.add_init_script("localStorage.setItem('desk.look', 'dark')")
        page = desk.open("/lesson")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Bài học đầu tiên" if language == "vi-VN" else "First lesson"
        )
        desk.picture(f"lesson-find-{language}-dark")
        looked_at(page)
        page.get_by_role("button", name="English" if language == "vi-VN" else "Tiếng Việt").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "First lesson" if language == "vi-VN" else "Bài học đầu tiên"
        )
        assert desk.guest.faults == []
