"""Tables imported and taken back at the desk, and the history verified there."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, SCREEN, Sitting, looked_at, sitting
from tests.people import member
from tests.staff import done, everything, id_of
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

TABLE = """slug,name_vi,kind,managing_body,lat,lon,coord_precision
doi-a1,Đồi A1,,Ban quản lý di tích,,,
thac-moi,Thác Mới,scenic,,,,
hang-sai,Hang Sai,scenic,,103.0,21.4,site
khong-loai,Không Loại,xyz,,,,
"""


def table(folder: Path, text: str = TABLE, name: str = "địa điểm tháng 11.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def chosen(page: Page, file: Path) -> None:
    page.get_by_label("Tệp CSV (UTF-8) hoặc Excel").set_input_files(file)


def imported(desk: Sitting, file: Path) -> Page:
    """The table, tried and imported."""
    page = desk.open("/admin/imports")
    chosen(page, file)
    page.get_by_role("button", name="Nhập 2 bản ghi").click()
    box = page.get_by_role("dialog")
    expect(box.get_by_text("Mọi người thấy ngay trên trang công khai", exact=False)).to_be_visible()
    expect(box.get_by_text("2 dòng bị từ chối sẽ nằm lại ngoài.")).to_be_visible()
    box.get_by_role("button", name="Nhập và công bố").click()
    page.get_by_role("heading", name=re.compile("^Đã nhập")).wait_for()
    return page


@pytest.mark.parametrize(("width", "look"), [(SCREEN, "light"), (PHONE, "dark")])
def test_a_table_is_tried_first_and_says_what_is_wrong_by_row_and_column(
    browser: Browser, site: Site, tmp_path: Path, width: int, look: str
) -> None:
    with sitting(browser, site, Role.PUBLISHER, width=width) as desk:
        desk.page.add_init_script(f"localStorage.setItem('desk.look', '{look}')")
        page = desk.open("/admin/imports")
        looked_at(page)
        desk.picture(f"imports-{width}-{look}")
        before = everything(site.catalogue)
        chosen(page, table(tmp_path))
        expect(page.get_by_role("heading", name="Kết quả thử “địa điểm tháng 11.csv”")).to_be_focused()
        refused = page.get_by_role("region", name="2 dòng bị từ chối")
        expect(refused.get_by_text("Dòng 4")).to_be_visible()
        expect(refused.get_by_text("cột lat")).to_be_visible()
        page.get_by_text("Đồi A1").click()
        expect(page.get_by_text("Ban quản lý di tích")).to_be_visible()
        looked_at(page)
        desk.picture(f"tried-{width}-{look}")
        with page.expect_download() as waiting:
            refused.get_by_role("button", name="Tải các dòng bị từ chối").click()
        assert waiting.value.suggested_filename == "địa điểm tháng 11.rejected.csv"
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        assert [row["slug"] for row in rows] == ["hang-sai", "khong-loai"]
        assert all(row["problem_vi"] for row in rows)
        page.get_by_label("Có dòng sai thì không nhập dòng nào").check()
        expect(page.get_by_role("button", name="Nhập 2 bản ghi")).to_be_disabled()
        assert everything(site.catalogue) == before
        assert desk.guest.faults == []


@pytest.mark.parametrize(("width", "look"), [(SCREEN, "dark"), (PHONE, "light")])
def test_a_table_is_imported_and_taken_back_with_a_reason(
    browser: Browser, site: Site, tmp_path: Path, width: int, look: str
) -> None:
    with sitting(browser, site, Role.PUBLISHER, width=width) as desk:
        desk.page.add_init_script(f"localStorage.setItem('desk.look', '{look}')")
        page = imported(desk, table(tmp_path))
        assert site.catalogue.data('{ site(slug: "thac-moi") { code } }')["site"]
        looked_at(page)
        desk.picture(f"imported-{width}-{look}")
        page.get_by_role("link", name="Xem lần nhập này").click()
        desk.settled()
        expect(page.get_by_text("1 bản ghi trở lại nguyên văn như trước.")).to_be_visible()
        expect(page.get_by_text("1 bản ghi do lần này đưa vào bị gỡ công bố", exact=False)).to_be_visible()
        looked_at(page)
        desk.picture(f"import-{width}-{look}")
        page.get_by_role("button", name="Hoàn tác lần nhập này").click()
        box = page.get_by_role("dialog")
        before = everything(site.catalogue)
        box.get_by_role("button", name="Hoàn tác").click()
        expect(box.get_by_label("Lý do")).to_have_attribute("aria-invalid", "true")
        assert everything(site.catalogue) == before
        box.get_by_label("Lý do").fill("Nhầm tệp của tháng trước")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Hoàn tác lần nhập này").click()
        expect(box.get_by_label("Lý do")).to_have_value("Nhầm tệp của tháng trước")
        looked_at(page)
        desk.picture(f"undo-{width}-{look}")
        box.get_by_role("button", name="Hoàn tác").click()
        expect(page.get_by_text("Lý do: Nhầm tệp của tháng trước")).to_be_visible()
        expect(page.get_by_role("button", name="Hoàn tác lần nhập này")).to_have_count(0)
        assert site.catalogue.data('{ site(slug: "thac-moi") { code } }') == {"site": None}
        desk.open("/admin/imports")
        expect(page.get_by_text("Đã hoàn tác", exact=True)).to_be_visible()
        looked_at(page)
        assert desk.guest.faults == []


def test_what_was_changed_since_is_left_only_if_somebody_says_so(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    editor = member(site.catalogue.database, Role.EDITOR, at=site.time.now).sees(site.time.now)
    with sitting(browser, site, Role.PUBLISHER, width=PHONE) as desk:
        page = imported(desk, table(tmp_path))
        made = site.catalogue.data('{ site(slug: "thac-moi") { code version } }')["site"]
        done(
            editor,
            "ReviseSite",
            id=id_of(made["code"]),
            version=made["version"],
            input={"managingBody": "Ban mới"},
        )
        page.get_by_role("link", name="Xem lần nhập này").click()
        desk.settled()
        expect(page.get_by_text("đang có bản soạn")).to_be_visible()
        page.get_by_role("button", name="Hoàn tác lần nhập này").click()
        box = page.get_by_role("dialog")
        box.get_by_label("Lý do").fill("Nhầm tệp")
        before = everything(site.catalogue)
        box.get_by_role("button", name="Hoàn tác").click()
        expect(box.get_by_role("alert")).to_contain_text("Có bản ghi đã đổi sau lần nhập")
        looked_at(page)
        assert everything(site.catalogue) == before
        box.get_by_label(re.compile("^Giữ nguyên 1 bản ghi")).check()
        box.get_by_role("button", name="Hoàn tác").click()
        expect(page.get_by_text("Lý do: Nhầm tệp")).to_be_visible()
        assert site.catalogue.data('{ site(slug: "thac-moi") { code } }')["site"]
        assert desk.guest.faults == []


def test_a_file_that_cannot_be_read_says_why_and_another_is_chosen(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with sitting(browser, site, Role.PUBLISHER) as desk:
        page = desk.open("/admin/imports")
        before = everything(site.catalogue)
        chosen(page, table(tmp_path, "a,b\n1,2\n", "lạ.csv"))
        expect(page.get_by_role("alert")).to_contain_text("Không nhận ra bảng này")
        looked_at(page)
        desk.picture("unread")
        chosen(page, table(tmp_path, "slug,name_vi\ndoi-a1,Đồi A1\n", "như cũ.csv"))
        expect(page.get_by_text("Bảng này không làm thay đổi gì")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Nhập [0-9]"))).to_have_count(0)
        page.route("**/graphql", lambda route: route.abort())
        chosen(page, table(tmp_path))
        expect(page.get_by_role("alert")).to_contain_text("Không có kết nối")
        page.unroute("**/graphql")
        page.get_by_role("alert").get_by_role("button", name="Thử lại").click()
        expect(page.get_by_role("region", name="2 dòng bị từ chối")).to_be_visible()
        assert everything(site.catalogue) == before
        desk.open("/admin/imports/4321")
        expect(page.get_by_role("heading", name="Không có lần nhập này")).to_be_visible()
        looked_at(page)


@pytest.mark.parametrize(
    ("role", "width", "look"), [(Role.EVALUATOR, SCREEN, "light"), (Role.COUNCIL, PHONE, "dark")]
)
def test_the_history_is_verified_and_an_altered_place_is_named(
    browser: Browser, site: Site, role: Role, width: int, look: str
) -> None:
    with sitting(browser, site, role, width=width) as desk:
        desk.page.add_init_script(f"localStorage.setItem('desk.look', '{look}')")
        page = desk.open("/admin")
        expect(page.get_by_role("heading", name="Sức khỏe hệ thống")).to_have_count(0)
        page.get_by_role("main").get_by_role("link", name="Lịch sử").first.click()
        expect(page.get_by_text("Chưa kiểm tra trên máy này")).to_be_visible()
        looked_at(page)
        page.get_by_role("button", name="Kiểm tra ngay").click()
        expect(page.get_by_role("heading", name="Lịch sử toàn vẹn")).to_be_visible()
        looked_at(page)
        desk.picture(f"history-{width}-{look}")
        page.reload()
        desk.settled()
        expect(page.get_by_text("Kết quả của lần kiểm tra trước", exact=False)).to_be_visible()
        with site.catalogue.database.write() as session:
            names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history_entry'"
            for name in session.scalars(sa.text(names)).all():
                session.execute(sa.text(f'DROP TRIGGER "{name}"'))
            session.execute(sa.text("UPDATE history_entry SET reason = 'khác' WHERE sequence = 3"))
        page.get_by_role("button", name="Kiểm tra ngay").click()
        expect(page.get_by_role("heading", name="Lịch sử không toàn vẹn ở 1 chỗ")).to_be_visible()
        expect(page.get_by_text("Dòng 3 đã bị sửa.")).to_be_visible()
        looked_at(page)
        desk.picture(f"history-broken-{width}-{look}")
        assert desk.guest.faults == []
