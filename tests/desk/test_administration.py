"""Administration at the desk: people with their roles and tokens, apps, and how the system stands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalog.people import identify
from catalog.people.office import Office
from catalog.people.roles_given import give_role
from catalog.people.signing import sessions_of
from catalog.people.tokens import create_token
from catalog.tables import SafeCopy
from catalog.terms import Role, TokenScope
from tests.desk.sitting import PHONE, SCREEN, looked_at, sitting
from tests.people import Someone, all_accounts, member
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

VIEWS = ("", "/people", "/apps", "/imports", "/imports/1", "/history")
REFUSED = (
    "{ people { totalCount } }",
    "{ health { topic } }",
    "{ historyVerification { isWhole } }",
    'mutation { invitePerson(input: {name: "x", role: EDITOR}) { link } }',
    'mutation { issueAppToken(input: {app: "x", label: "x"}) { secret } }',
    "mutation { importTable(dryRun: true) { problems { code } } }",
)


def an_office(site: Site) -> dict[Role, Someone]:
    """People of several roles, a token that an editor made, and an app."""
    database = site.catalogue.database
    people = {role: member(database, role, at=site.time.now) for role in (Role.EDITOR, Role.REVIEWER)}
    editor = people[Role.EDITOR]
    with database.write() as session:
        create_token(
            Office(session, editor.viewer(site.time.now), site.time.now),
            editor.viewer(site.time.now),
            "Bảng tính của phòng",
            TokenScope.READ,
            10,
        )
        office = Office(session, None, site.time.now)
        give_role(office, editor.person_id, Role.COMMUNE_OFFICER, "03325")
    return people


def dialog(page: Page, name: str | re.Pattern[str]) -> Locator:
    box = page.get_by_role("dialog", name=name)
    expect(box).to_be_visible()
    return box


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_who_is_no_administrator_sees_no_administration_and_the_interface_refuses(
    browser: Browser, site: Site, role: Role
) -> None:
    with sitting(browser, site, role, width=PHONE) as desk:
        page = desk.open("")
        expect(page.get_by_role("link", name="Quản trị")).to_have_count(0)
        for view in VIEWS:
            desk.open(f"/admin{view}")
            expect(page.get_by_text("Phần này không dành cho vai trò của bạn")).to_be_visible()
            expect(page.get_by_role("navigation", name="Các phần của quản trị")).to_have_count(0)
        looked_at(page)
        desk.picture(f"refused-{role.lower()}")
        guest = site.guest()
        guest.cookie = desk.who.secret
        signed_in = all_accounts(site.catalogue.database)
        for document in REFUSED:
            answer = guest.ask(document).json()
            assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"], document
        assert all_accounts(site.catalogue.database) == signed_in
        assert desk.guest.faults == []


@pytest.mark.parametrize(
    ("width", "look"), [(SCREEN, "light"), (PHONE, "dark"), (PHONE, "light"), (SCREEN, "dark")]
)
def test_every_view_of_people_is_looked_at(browser: Browser, site: Site, width: int, look: str) -> None:
    an_office(site)
    name = f"{width}-{look}"
    with sitting(browser, site, Role.ADMINISTRATOR, width=width) as desk:
        page = desk.page
        page.add_init_script(f"localStorage.setItem('desk.look', '{look}')")
        desk.open("/admin")
        looked_at(page)
        desk.picture(f"overview-{name}")
        desk.open("/admin/people")
        looked_at(page)
        desk.picture(f"people-{name}")
        page.get_by_role("button", name="Mời người").click()
        page.get_by_label("Vai trò", exact=True).last.select_option(label="Cán bộ xã")
        page.get_by_label("Xã, phường").wait_for()
        looked_at(page)
        desk.picture(f"invite-{name}")
        page.keyboard.press("Escape")
        page.get_by_role("link", name=re.compile("^Editor có tài khoản")).first.click()
        desk.settled()
        looked_at(page)
        desk.picture(f"person-{name}")
        page.get_by_role("button", name="Ngừng tài khoản").click()
        looked_at(page)
        desk.picture(f"stop-{name}")
        assert desk.guest.faults == []


def test_somebody_is_invited_and_the_link_is_seen_once(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.ADMINISTRATOR, width=PHONE) as desk:
        page = desk.open("/admin/people")
        page.get_by_role("button", name="Mời người").click()
        box = dialog(page, "Mời một người")
        box.get_by_role("button", name="Mời và lấy liên kết").click()
        name = box.get_by_label("Họ và tên")
        expect(name).to_have_attribute("aria-invalid", "true")
        name.fill("Cán bộ xã Mường Phăng 1")
        box.get_by_label("Vai trò").select_option(label="Cán bộ xã")
        expect(box.get_by_text("Soạn hồ sơ trong xã, phường của mình", exact=False)).to_be_visible()
        box.get_by_role("button", name="Mời và lấy liên kết").click()
        expect(box.get_by_label("Xã, phường")).to_have_attribute("aria-invalid", "true")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Mời người").click()
        expect(name).to_have_value("Cán bộ xã Mường Phăng 1")  # nothing typed is lost
        box.get_by_label("Xã, phường").select_option(label="Xã Mường Phăng")
        box.get_by_role("button", name="Mời và lấy liên kết").click()
        secret = page.get_by_role("region", name="Liên kết này chỉ hiện một lần")
        expect(secret).to_be_focused()
        link = secret.get_by_role("textbox").input_value()
        assert link.startswith(f"{site.url}/account/join/")
        looked_at(page)
        desk.picture("secret-link")
        assert site.guest().get(link.removeprefix(site.url)).status_code == 200
        expect(page.get_by_role("link", name="Cán bộ xã Mường Phăng 1")).to_be_visible()
        secret.get_by_role("button", name="Tôi đã cất rồi").click()
        expect(secret).to_have_count(0)
        assert desk.guest.faults == []


def test_people_are_searched_without_marks_and_by_role(browser: Browser, site: Site) -> None:
    an_office(site)
    with sitting(browser, site, Role.ADMINISTRATOR) as desk:
        page = desk.open("/admin/people")
        lines = page.locator(".members .line")
        expect(lines).to_have_count(3)
        page.get_by_label("Tìm theo tên hoặc tên đăng nhập").fill("reviewer co tai")
        expect(lines).to_have_count(1)
        page.get_by_label("Vai trò").select_option(label="Biên tập Sở")
        expect(page.get_by_text("Không tìm thấy ai")).to_be_visible()
        page.get_by_role("button", name="Bỏ điều kiện").click()
        expect(lines).to_have_count(3)
        assert desk.guest.faults == []


def test_a_role_is_given_and_ended_and_stays_among_the_former_ones(browser: Browser, site: Site) -> None:
    editor = an_office(site)[Role.EDITOR]
    with sitting(browser, site, Role.ADMINISTRATOR) as desk:
        page = desk.open("/admin/people")
        page.get_by_role("link", name=re.compile("^Editor có tài khoản")).click()
        desk.settled()
        page.get_by_role("button", name="Kết thúc vai trò Cán bộ xã (Xã Mường Phăng)").click()
        box = dialog(page, re.compile("Kết thúc vai trò"))
        expect(box.get_by_text("thôi làm được những việc của vai trò này")).to_be_visible()
        box.get_by_role("button", name="Để sau").click()
        page.get_by_role("button", name="Kết thúc vai trò Cán bộ xã (Xã Mường Phăng)").click()
        box.get_by_role("button", name="Kết thúc vai trò").click()
        expect(page.get_by_text("Vai trò trước đây (1)")).to_be_visible()
        page.get_by_role("button", name="Giao vai trò").click()
        box = dialog(page, re.compile("^Giao vai trò cho"))
        box.get_by_label("Vai trò").select_option(label="Quản trị")
        box.get_by_role("button", name="Giao").click()
        expect(box).to_have_count(0)
        page.get_by_role("button", name="Giao vai trò").click()
        box.get_by_label("Vai trò").select_option(label="Thẩm định")
        expect(box.get_by_text("Vai trò này cần yếu tố thứ hai", exact=False)).to_be_visible()
        box.get_by_role("button", name="Giao").click()
        expect(box.get_by_label("Vai trò")).to_have_attribute("aria-invalid", "true")
        expect(box.get_by_text("Người quản trị không thể đồng thời thẩm định", exact=False)).to_be_visible()
        looked_at(page)
        desk.picture("give-refused")
        roles = {grant.role for grant in editor.viewer(site.time.now).grants}
        assert roles == {Role.EDITOR, Role.ADMINISTRATOR}
        assert desk.guest.faults == []


def test_sessions_tokens_and_accounts_end_after_a_question_that_says_what_follows(
    browser: Browser, site: Site
) -> None:
    editor = an_office(site)[Role.EDITOR]
    database = site.catalogue.database
    with sitting(browser, site, Role.ADMINISTRATOR, width=PHONE) as desk:
        page = desk.open("/admin/people")
        page.get_by_role("link", name=re.compile("^Editor có tài khoản")).click()
        desk.settled()
        expect(page.get_by_text("Bảng tính của phòng")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Thu hồi mã")).click()
        box = dialog(page, re.compile("Thu hồi mã “Bảng tính của phòng”"))
        box.get_by_role("button", name="Thu hồi mã").click()
        expect(page.get_by_text("Không có mã nào đang dùng.")).to_be_visible()
        page.get_by_role("button", name="Đăng xuất khỏi mọi nơi").click()
        box = dialog(page, re.compile("khỏi mọi nơi"))
        box.get_by_role("button", name="Đăng xuất khỏi mọi nơi").click()
        expect(page.get_by_text("Không ở đâu")).to_be_visible()
        with database.read() as session:
            assert sessions_of(session, editor.person_id, site.time.now) == []
        page.get_by_role("button", name="Đặt lại quyền truy cập").click()
        box = dialog(page, re.compile("Đặt lại quyền truy cập của"))
        expect(box.get_by_text("không lấy lại được", exact=False)).to_be_visible()
        box.get_by_role("button", name="Đặt lại và lấy liên kết").click()
        secret = page.get_by_role("region", name="Liên kết này chỉ hiện một lần")
        expect(secret.get_by_text("trong 24 giờ", exact=False)).to_be_visible()
        page.get_by_role("button", name="Ngừng tài khoản").click()
        box = dialog(page, re.compile("Ngừng tài khoản của"))
        box.get_by_role("button", name="Ngừng tài khoản").click()
        expect(page.get_by_text("Tài khoản đã ngừng từ", exact=False)).to_be_visible()
        looked_at(page)
        desk.picture("person-gone")
        page.get_by_role("button", name="Mở lại tài khoản").click()
        dialog(page, "Mở lại tài khoản").get_by_role("button", name="Mở lại tài khoản").click()
        expect(page.get_by_text("Tài khoản đã ngừng từ", exact=False)).to_have_count(0)
        assert desk.guest.faults == []


def test_an_administrator_does_nothing_to_himself(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.ADMINISTRATOR) as desk:
        page = desk.open("/admin/people")
        page.get_by_role("main").get_by_role("link", name=re.compile("^Administrator")).click()
        desk.settled()
        expect(page.get_by_text("Đây là bạn.", exact=False)).to_be_visible()
        for name in ("Giao vai trò", "Ngừng tài khoản", "Đặt lại quyền truy cập", "Kết thúc"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        looked_at(page)
        desk.open("/admin/people/UGVyc29uOjk5OTk5")
        expect(page.get_by_role("heading", name="Không có người dùng này")).to_be_visible()
        looked_at(page)
        assert desk.guest.faults == []


@pytest.mark.parametrize("width", [SCREEN, PHONE])
def test_an_apps_token_is_made_seen_once_and_ended(browser: Browser, site: Site, width: int) -> None:
    database = site.catalogue.database
    with sitting(browser, site, Role.ADMINISTRATOR, width=width) as desk:
        page = desk.open("/admin/apps")
        expect(page.get_by_text("Chưa có ứng dụng nào")).to_be_visible()
        looked_at(page)
        page.get_by_role("button", name="Làm mã mới").click()
        box = dialog(page, "Làm mã cho một ứng dụng")
        box.get_by_label("Ứng dụng").fill("Bản đồ du lịch Điện Biên")
        box.get_by_role("button", name="Làm mã").click()
        expect(box.get_by_label("Mã này dùng để làm gì")).to_have_attribute("aria-invalid", "true")
        desk.picture(f"app-problem-{width}")
        box.get_by_label("Mã này dùng để làm gì").fill("Máy chủ chính")
        box.get_by_label("Thời hạn").select_option(label="180 ngày")
        box.get_by_role("button", name="Làm mã").click()
        secret = page.get_by_role("region", name="Mã này chỉ hiện một lần")
        expect(secret).to_be_focused()
        token = secret.get_by_role("textbox").input_value()
        with database.read() as session:
            holder = identify(session, token, site.time.now)
        assert (holder.scope, set(holder.roles)) == (TokenScope.READ, {Role.APP_DEVELOPER})
        expect(page.get_by_text("Máy chủ chính")).to_be_visible()
        looked_at(page)
        desk.picture(f"apps-{width}")
        page.reload()
        desk.settled()
        assert token not in page.content()
        page.get_by_role("button", name=re.compile("^Thu hồi mã")).click()
        dialog(page, re.compile("Thu hồi mã “Máy chủ chính”")).get_by_role(
            "button", name="Thu hồi mã"
        ).click()
        expect(page.get_by_text("Không có mã nào đang dùng.")).to_be_visible()
        assert desk.guest.faults == []


def test_health_says_in_words_what_its_colours_say(browser: Browser, site: Site) -> None:
    with site.catalogue.database.write() as session:
        taken = site.time.now - timedelta(days=40)
        session.add(SafeCopy(place="Kho lưu trữ tỉnh", taken_at=taken, recorded_at=site.time.now))
    with sitting(browser, site, Role.ADMINISTRATOR, width=PHONE, language="en-GB") as desk:
        page = desk.open("/admin")
        backups = page.get_by_role("listitem").filter(
            has=page.get_by_role("heading", name=re.compile("^Backups"))
        )
        expect(backups).to_contain_text("Act now")
        expect(backups).to_contain_text("40 days old")
        expect(page.get_by_text("Something needs doing today")).to_be_visible()
        looked_at(page)
        desk.picture("overview-en")
        page.get_by_role("link", name="People", exact=True).last.click()
        desk.settled()
        expect(page.get_by_role("heading", level=1, name="People")).to_be_visible()
        assert desk.guest.faults == []
