"""An officer's own commune lies on the machine before it is needed: list, records and forms open that nobody opened before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.office import Office, open_office
from tests.desk.sitting import PHONE, SCREEN, Sitting, looked_at, sitting
from tests.desk.test_seats import STORED, looked_at_again, seated
from tests.people import member
from tests.staff import MUONG_PHANG
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

WHOLE = re.compile(r"\d+ hồ sơ của .*Mường Phăng mở được khi không có mạng\. Cập nhật lúc")
NAMES = "Hang Huổi He", "Tảng đá khắc chữ bản Phăng 1"
LONG = 40_000


def staged(office: Office) -> list[str]:
    """Two records of the commune and one of another; codes."""
    inside = {"adminUnits": [{"code": MUONG_PHANG, "isPrimary": True}]}
    drafts = [office.draft(name, **inside) for name in NAMES]
    return [draft["code"] for draft in drafts]


def fetched(page: Page) -> None:
    """Wait until all of the commune lies on the machine, and the desk itself as well."""
    expect(page.get_by_text(WHOLE)).to_be_visible(timeout=LONG)
    page.evaluate("async () => { await navigator.serviceWorker.ready }")


def without_network(desk: Sitting) -> Page:
    """The network off, and the desk opened anew."""
    desk.page.context.set_offline(True)
    desk.page.goto(f"{desk.site.url}/desk/sites")
    return desk.page


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_the_officers_commune_opens_without_a_network_though_nobody_opened_it(
    browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path, width: int
) -> None:
    assert built_desk.exists()
    with open_office(browser, loaded_sqlite_url, tmp_path) as office:
        code, other = staged(office)
        with sitting(browser, office.site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=width) as desk:
            page = desk.open("/me")
            fetched(page)
            looked_at(page)
            desk.picture(f"own-me-{width}")
            desk.open()
            expect(page.get_by_text(WHOLE)).to_be_visible()
            looked_at(page)
            desk.picture(f"own-home-{width}")

            without_network(desk)
            expect(
                page.get_by_text(re.compile("Đây là hồ sơ của .*Mường Phăng trên máy này, cập nhật"))
            ).to_be_visible()
            expect(page.get_by_role("link", name=NAMES[1])).to_be_visible()
            expect(page.get_by_role("checkbox")).to_have_count(0)
            looked_at(page)
            desk.picture(f"own-list-{width}")
            page.get_by_role("searchbox").fill("huoi he")
            expect(page.get_by_role("link", name=NAMES[1])).to_have_count(0)
            page.get_by_role("link", name=NAMES[0]).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(NAMES[0])
            expect(page.get_by_role("heading", name="Nguồn")).to_be_visible()
            looked_at(page)
            desk.picture(f"own-record-{width}")
            page.goto(f"{office.site.url}/desk/sites/{other}/edit")
            expect(page.get_by_label("Tên di tích, địa điểm", exact=True)).to_have_value(NAMES[1])
            page.get_by_label("Tóm tắt", exact=True).fill("Chữ khắc trên đá, cạnh suối.")
            expect(page.get_by_text("lưu trên máy").first).to_be_visible()
            looked_at(page)
            desk.picture(f"own-form-{width}")

            page.context.set_offline(False)
            page.goto(f"{office.site.url}/desk/sites/{code}")
            expect(page.get_by_role("heading", level=1)).to_have_text(NAMES[0])


def test_another_person_at_the_same_browser_sees_nothing_of_it(
    browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path
) -> None:
    assert built_desk.exists()
    with open_office(browser, loaded_sqlite_url, tmp_path) as office:
        (code, _) = staged(office)
        next_one = member(office.site.catalogue.database, Role.COMMUNE_OFFICER, "03127", office.site.time.now)
        with sitting(browser, office.site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
            page = desk.open("/me")
            fetched(page)
            assert stored(page)["commune"] > len(NAMES)
            page.route(
                "**/graphql",
                lambda route: (
                    route.abort() if "OwnRecord" in (route.request.post_data or "") else route.continue_()
                ),
            )
            seated(desk, next_one)
            looked_at_again(page)
            expect(page.get_by_text("Mường Phăng")).to_have_count(0)
            desk.settled()
            page.wait_for_timeout(500)
            without_network(desk)
            expect(page.get_by_text(re.compile("Không có mạng")).first).to_be_visible()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.wait_for_timeout(1_000)
            assert [name for name in NAMES if name in page.inner_text("body")] == []
            page.goto(f"{office.site.url}/desk/sites/{code}")
            page.wait_for_timeout(1_000)
            assert NAMES[0] not in page.inner_text("body")


def test_signing_out_takes_it_from_the_machine(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG) as desk:
        page = desk.open("/me")
        fetched(page)
        page.get_by_role("button", name="Đăng xuất").click()
        page.get_by_role("dialog").get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url("**/account/sign-in")
        assert stored(page)["commune"] == 0


def test_on_a_line_that_is_paid_for_it_is_fetched_when_asked_and_nobody_elses_is(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.page
        page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.post_data or ""))
        desk.open("/me")
        expect(page.get_by_text(re.compile("Hồ sơ của .*Mường Phăng chưa có trên máy này"))).to_be_visible()
        expect(page.get_by_text("Đường truyền này có thể tính tiền")).to_be_visible()
        page.wait_for_timeout(6_000)
        assert [body for body in asked if "OwnRecord" in body] == []
        looked_at(page)
        desk.picture("own-dear-390")
        page.get_by_role("button", name="Tải lại tất cả").click()
        fetched(page)
        assert [body for body in asked if "OwnRecord" in body] != []
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open("/me")
        expect(page.get_by_role("heading", name="Khi không có mạng")).to_have_count(0)


def stored(page: Page) -> dict[str, Any]:
    """How much of each kind lies in the browser."""
    found: dict[str, Any] = page.evaluate(STORED)
    return found
