"""Photographs at the desk: added with the site itself, sent in pieces, resumed, attached once, described."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from catalog.db import Database
from catalog.terms import Role
from tests.browser import visitor
from tests.desk.sitting import PHONE, SCREEN, looked_at, sitting
from tests.desk.test_entering_through_trouble import served
from tests.people import member
from tests.photographs import photograph
from tests.server import free_port
from tests.staff import MUONG_PHANG, Team, someone
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NAME = "Hang đá có ảnh"
PICTURES = """query ($text: String) { sites(view: WORKING, filter: { text: $text }, first: 5) { nodes { code version state
  name { text } surrogates(first: 50) { edges { node { digest width rights { uri holder } alternativeText { text } } } } } } }"""
BIG = (4200, 2800)  # over two pieces of a mebibyte


def pictures(site: Site, text: str = NAME) -> list[dict[str, Any]]:
    """The photographs of the record at work with this name, as an editor sees them."""
    found = someone(site.catalogue, Role.EDITOR).data(PICTURES, text=text)["sites"]["nodes"]
    return [
        edge["node"] for node in found if node["name"]["text"] == text for edge in node["surrogates"]["edges"]
    ]


def files(*contents: bytes) -> list[FilePayload]:
    """Files as a folder or a camera hands them over."""
    return [
        FilePayload(name=f"anh-{number}.jpg", mimeType="image/jpeg", buffer=content)
        for number, content in enumerate(contents, start=1)
    ]


def add(page: Page, *contents: bytes) -> None:
    """Choose files from the machine."""
    page.get_by_label("Chọn ảnh từ máy").set_input_files(files(*contents))


def draft(site: Site, name: str = NAME) -> str:
    """The code of a draft by an editor of the department."""
    team = Team.of(site.catalogue)
    made: str = team.created(names=[{"language": "VI", "text": name}])["code"]
    return made


def attached(page: Page, count: int) -> None:
    """Wait until so many are part of the record."""
    expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(count, timeout=45_000)


@pytest.mark.parametrize(
    ("width", "role", "unit"), [(PHONE, Role.COMMUNE_OFFICER, MUONG_PHANG), (SCREEN, Role.EDITOR, None)]
)
def test_a_person_enters_a_site_with_a_photograph_and_sends_it_for_review(
    browser: Browser, site: Site, width: int, role: Role, unit: str | None
) -> None:
    with sitting(browser, site, role, unit=unit, width=width) as desk:
        page = desk.open("/new")
        add(page, photograph())
        page.get_by_role("button", name="Ghi thông tin").first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy").fill("Cửa hang đá vôi giữa rừng.")
        dialog.get_by_text("Ai cũng được dùng, miễn là ghi tên").click()
        dialog.get_by_label("Ai giữ quyền").fill("UBND xã Mường Phăng")
        desk.picture(f"photographs-saying-{width}")
        looked_at(page)
        dialog.get_by_role("button", name="Lưu", exact=True).click()
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill(NAME)
        page.get_by_text("Di tích khảo cổ").click()
        attached(page, 1)
        desk.picture(f"photographs-form-{width}")
        looked_at(page)
        page.get_by_role("button", name="Gửi duyệt").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt").click()
        expect(page.get_by_text("Đã gửi duyệt").first).to_be_visible(timeout=20_000)
        (picture,) = pictures(site)
        assert picture["rights"]["holder"] == "UBND xã Mường Phăng"
        assert picture["alternativeText"]["text"] == "Cửa hang đá vôi giữa rừng."
        assert desk.guest.faults == []


def test_a_record_waits_with_its_submission_for_the_photographs_on_their_way(
    browser: Browser, site: Site
) -> None:
    code = draft(site)
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/edit")
        page.route("**/uploads**", lambda route: route.abort("internetdisconnected"))
        add(page, photograph())
        expect(page.get_by_text("anh-1.jpg").first).to_be_visible()
        page.get_by_role("button", name="Gửi duyệt").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("Còn 1 ảnh đang gửi")).to_be_visible()
        expect(dialog.get_by_role("button", name="Gửi duyệt")).to_have_count(0)
        looked_at(page)
        page.unroute_all()
        expect(dialog.get_by_text("Còn 1 ảnh đang gửi")).to_have_count(0, timeout=45_000)
        expect(dialog.get_by_role("button", name="Gửi duyệt")).to_be_visible()
        assert len(pictures(site)) == 1


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_many_at_once_are_attached_once_each_and_the_same_file_is_not_sent_twice(
    browser: Browser, site: Site, width: int
) -> None:
    code = draft(site)
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        desk.picture(f"photographs-none-{width}")
        looked_at(page)
        contents = [photograph() for _ in range(5)]
        add(page, *contents)
        attached(page, 5)
        add(page, contents[0])
        expect(page.get_by_text("không cần gửi").first).to_be_visible()
        desk.picture(f"photographs-many-{width}")
        looked_at(page)
        assert len({picture["digest"] for picture in pictures(site)}) == len(pictures(site)) == 5
        assert desk.guest.faults == []


def test_what_is_no_picture_is_turned_away_with_what_to_do(browser: Browser, site: Site) -> None:
    code = draft(site)
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        page.get_by_label("Chọn ảnh từ máy").set_input_files(
            [FilePayload(name="ghi-chu.jpg", mimeType="image/jpeg", buffer=b"khong phai anh")]
        )
        expect(page.get_by_text("Không phải ảnh nhận được")).to_be_visible()
        looked_at(page)
        assert pictures(site) == []


def test_a_photograph_half_sent_goes_on_where_it_was_after_the_page_was_closed(
    browser: Browser, site: Site
) -> None:
    code = draft(site)
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        pieces: list[str] = []

        def cut_off(route: Route) -> None:
            if route.request.method != "PATCH":
                return route.fallback()
            if pieces:
                return route.abort("internetdisconnected")
            pieces.append(route.request.headers["upload-offset"])
            return route.fallback()

        page.route("**/uploads/**", cut_off)
        content = photograph(*BIG)
        assert len(content) > 1 << 20
        add(page, content)
        expect(page.get_by_text("Đang gửi").first).to_be_visible()
        page.wait_for_timeout(3_000)
        assert pieces == ["0"]
        page.close(run_before_unload=False)

        desk.guest.page = page = page.context.new_page()
        desk.guest.watch()
        page.on("request", lambda sent: _note(sent, pieces))
        desk.open(f"/sites/{code}/photographs")
        attached(page, 1)
        assert pieces[1] == str(1 << 20)
        assert "POST" not in pieces
        assert len(pictures(site)) == 1


def _note(request: Any, pieces: list[str]) -> None:
    if "/uploads" in request.url and request.method == "PATCH":
        pieces.append(request.headers["upload-offset"])
    if request.url.endswith("/uploads") and request.method == "POST":
        pieces.append("POST")


def test_an_upload_ends_well_though_the_server_is_killed_in_the_middle_of_it(
    browser: Browser, loaded_sqlite_template: Path, built_desk: Path, tmp_path: Path
) -> None:
    assert built_desk.exists()
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    with closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database:
        who = member(database, Role.EDITOR, at=datetime.now(UTC))
    port = free_port()
    with visitor(browser) as guest:
        page = guest.page
        with served(data, port) as url:
            cookie: Any = {"name": "session", "value": who.secret, "url": url, "httpOnly": True}
            page.context.add_cookies([cookie])
            page.goto(f"{url}/desk/new")
            page.get_by_label("Tên di tích, địa điểm", exact=True).fill(NAME)
            expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=20_000)
            with page.expect_response(lambda answer: answer.request.method == "PATCH"):
                add(page, photograph(*BIG))
        page.wait_for_timeout(1_000)
        with served(data, port):
            attached(page, 1)
        with (
            closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database,
            database.read() as session,
        ):
            assert session.execute(sa.text("SELECT count(*) FROM surrogate")).scalar() == 1
