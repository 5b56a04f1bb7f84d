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
    expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=15_000)


def open_section(page: Page, name: str) -> None:
    """Open a section by its place in the index."""
    page.get_by_role("navigation", name="Các mục của hồ sơ").get_by_role("link", name=name).click()


def choose_commune(page: Page, typed: str, whole: str) -> None:
    """Type a few letters without marks and take what is offered."""
    page.get_by_role("combobox", name="Xã, phường").fill(typed)
    page.get_by_role("option", name=whole).click()


@pytest.mark.parametrize(
    ("width", "role", "unit"), [(PHONE, Role.COMMUNE_OFFICER, MUONG_PHANG), (SCREEN, Role.EDITOR, None)]
)
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
        page.get_by_label("Tọa độ", exact=True).fill("21.4570, 103.1530")
        expect(page.get_by_text("Hiểu là 21,457")).to_be_visible()
        page.get_by_label("Sai số (mét)").fill("10")
        page.get_by_label("Lấy tọa độ bằng cách nào").select_option(label="Điện thoại hoặc máy GPS cầm tay")
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
        assert record["location"] == {
            "latitude": 21.457,
            "longitude": 103.153,
            "accuracyMetres": 10,
            "method": "HANDHELD_GNSS",
        }
        assert len(records(desk)) == 1
        assert desk.guest.faults == []


def _waited(page: Page, desk: Sitting) -> list[dict[str, Any]]:
    expect(page.get_by_text("Đã gửi duyệt").first).to_be_visible(timeout=15_000)
    return records(desk)


def test_whoever_is_cut_off_in_the_middle_of_a_word_finds_everything_again(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        page.get_by_label("Tóm tắt", exact=True).fill("Chưa có tên nhưng đã có tóm tắt")
        open_section(page, "Quản lý và khách tham quan")
        page.get_by_label("Đơn vị quản lý", exact=True).press_sequentially("UBND xã Mường Ph")
        page.wait_for_timeout(400)
        page.close(run_before_unload=False)

        desk.guest.page = page.context.new_page()
        desk.guest.watch()
        page = desk.open("/new")
        expect(page.get_by_text("Đây là bản bạn nhập dở")).to_be_visible()
        expect(page.get_by_label("Tóm tắt", exact=True)).to_have_value("Chưa có tên nhưng đã có tóm tắt")
        page.get_by_role("button", name="Gửi duyệt").first.click()
        expect(page.get_by_role("dialog").get_by_text("Cần có tên trước khi gửi")).to_be_visible()
        page.get_by_role("dialog").get_by_role("button", name="Tên tiếng Việt").click()
        name = page.get_by_label("Tên di tích, địa điểm", exact=True)
        expect(name).to_be_focused()
        desk.picture("enter-resumed")
        looked_at(page)
        name.press_sequentially("Đồi Cháy thử")
        kept_and_sent(page)
        (record,) = records(desk, "Đồi Cháy thử")
        assert record["managingBody"] == "UBND xã Mường Ph"
        page.wait_for_url(f"**/desk/sites/{record['code']}/edit")

        desk.open(f"/sites/{record['code']}/edit")
        expect(page.get_by_label("Tên di tích, địa điểm", exact=True)).to_have_value("Đồi Cháy thử")
        expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible()
        assert desk.guest.faults == []


def test_without_network_everything_stays_here_and_goes_once_when_it_is_back(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open("/new")
        page.context.set_offline(True)
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Cây đa Mường Phăng thử")
        expect(page.get_by_text("Chưa có mạng: vẫn giữ trên máy này").first).to_be_visible(timeout=15_000)
        desk.picture("enter-offline-390")
        page.get_by_label("Tóm tắt", exact=True).fill("Cây đa đầu bản.")
        page.get_by_text("Di tích lịch sử").click()
        page.wait_for_timeout(400)
        assert records(desk, "Cây đa Mường Phăng thử") == []
        page.context.set_offline(False)
        kept_and_sent(page)
        (record,) = records(desk, "Cây đa Mường Phăng thử")
        assert (record["kinds"], record["summary"]) == (["HISTORICAL"], {"text": "Cây đa đầu bản."})
        assert record["adminUnit"]["code"] == MUONG_PHANG
        assert all("Failed to load resource" in fault for fault in desk.guest.faults)


def test_a_problem_is_shown_at_its_field_and_holds_up_nothing_else(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR, width=NARROWEST) as desk:
        page = desk.open("/new")
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Đá Chữ thử")
        choose_commune(page, "muong pha", "Xã Mường Phăng")
        open_section(page, "Thời kỳ")
        page.get_by_label("Niên đại bằng số").fill("thế kỷ mười tám")
        page.get_by_label("Tóm tắt", exact=True).fill("Tảng đá có chữ.")
        expect(page.get_by_text("chưa phải là niên đại bằng số").first).to_be_visible(timeout=15_000)
        field = page.get_by_label("Niên đại bằng số")
        expect(field).to_have_attribute("aria-invalid", "true")
        page.wait_for_url("**/desk/sites/DB-S-*/edit")
        (record,) = records(desk, "Đá Chữ thử")
        assert record["summary"] == {"text": "Tảng đá có chữ."}
        page.get_by_role("button", name="Gửi duyệt").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Vẫn gửi duyệt").click()
        expect(field).to_be_focused()
        desk.picture("enter-problem-360")
        looked_at(page)
        assert [found["state"] for found in records(desk, "Đá Chữ thử")] == ["DRAFT"]
        field.fill("17XX")
        expect(page.get_by_text("chưa phải là niên đại bằng số")).to_have_count(0)
        kept_and_sent(page)
        assert desk.guest.faults == []


def test_a_change_of_somebody_else_is_shown_beside_ones_own_and_a_person_chooses(
    browser: Browser, site: Site
) -> None:
    team = Team.of(site.catalogue)
    made = team.created(
        names=[{"language": "VI", "text": "Suối khoáng thử"}],
        adminUnit=MUONG_PHANG,
        location=None,
        locationPrecision=None,
    )
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{made['code']}/edit")
        changed = {
            "managingBody": "Ban quản lý khác",
            "summaries": [{"language": "VI", "text": "Tóm tắt của người khác"}],
        }
        assert not tried(team.editor, "ReviseSite", id=made["id"], version=made["version"], input=changed)[
            "problems"
        ]
        open_section(page, "Quản lý và khách tham quan")
        page.get_by_label("Đơn vị quản lý", exact=True).fill("Ban quản lý của tôi")
        page.get_by_role("heading", name="Có người đã sửa cùng mục với bạn").wait_for(timeout=15_000)
        group = page.get_by_role("group", name="Đơn vị quản lý").filter(has_text="Ban quản lý khác")
        expect(group.get_by_text("Ban quản lý của tôi")).to_be_visible()
        expect(page.get_by_label("Tóm tắt", exact=True)).to_have_value("Tóm tắt của người khác")
        desk.picture("enter-conflict-1280")
        looked_at(page)
        page.set_viewport_size({"width": NARROWEST, "height": 844})
        desk.picture("enter-conflict-360")
        looked_at(page)
        assert records(desk, "Suối khoáng thử")[0]["managingBody"] == "Ban quản lý khác"
        group.get_by_role("radio", name="Bản của bạn").check()
        page.get_by_role("button", name="Dùng các bản đã chọn").click()
        kept_and_sent(page)
        (record,) = records(desk, "Suối khoáng thử")
        assert (record["managingBody"], record["summary"]["text"]) == (
            "Ban quản lý của tôi",
            "Tóm tắt của người khác",
        )
        assert desk.guest.faults == []


def test_two_versions_are_shown_in_words_not_in_the_interfaces_terms(browser: Browser, site: Site) -> None:
    team = Team.of(site.catalogue)
    made = team.created(names=[{"language": "VI", "text": "Suối khoáng thử"}], adminUnit=MUONG_PHANG)
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{made['code']}/edit")
        act = {
            "scheme": "RELIC_RANK",
            "grade": "NATIONAL",
            "decisionNumber": "9/QĐ",
            "decisionDate": "2011-02-03",
        }
        theirs = {"extent": "AREA", "designations": [{**act, "authority": "Bộ Văn hóa, Thể thao và Du lịch"}]}
        told = tried(team.editor, "ReviseSite", id=made["id"], version=made["version"], input=theirs)
        assert told["problems"] == []
        page.get_by_label("Hình thế").select_option(label="Một tuyến")
        open_section(page, "Xếp hạng")
        page.get_by_label("Số quyết định").first.fill("8/QĐ")
        page.get_by_role("heading", name="Có người đã sửa cùng mục với bạn").wait_for(timeout=15_000)
        panel = page.get_by_role("region", name="Có người đã sửa cùng mục với bạn")
        for word in ("Một vùng", "Một tuyến", "hạng Quốc gia", "quyết định 9/QĐ", "ngày ký 03/02/2011"):
            expect(panel.get_by_text(word).first).to_be_visible()
        text = panel.inner_text()
        assert [raw for raw in ("AREA", "LINE", "RELIC", "NATIONAL", "2011-02-03") if raw in text] == []
        desk.picture("enter-conflict-words-390")
        looked_at(page)
