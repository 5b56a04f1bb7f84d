"""The parts of the form: decisions in rows, the point on the map, who may change what, every state fit for everyone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, looked_at, sitting
from tests.desk.test_enter import choose_commune, kept_and_sent, open_section, records
from tests.staff import MUONG_PHANG, Team, done
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

RETURN = """mutation ($id: ID!, $version: Int!, $comment: String!, $remarks: [RemarkInput!]) {
  returnSite(id: $id, version: $version, comment: $comment, remarks: $remarks) { problems { code } } }"""


def open_everything(page: Page) -> None:
    """Open what is folded, sections and details."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def test_a_site_is_entered_and_sent_with_the_keyboard_alone(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        keys = page.keyboard
        page.get_by_label("Tên di tích, địa điểm", exact=True).focus()
        keys.type("Bản đá thử phím")
        for _ in range(2):
            keys.press("Tab")
        keys.press("Space")
        page.get_by_role("combobox", name="Xã, phường").focus()
        keys.type("muong phan")
        keys.press("ArrowDown")
        keys.press("ArrowUp")
        keys.press("Enter")
        expect(page.get_by_role("combobox", name="Xã, phường")).to_have_value("Xã Mường Phăng")
        page.get_by_role("application", name="Bản đồ Xã Mường Phăng").focus()
        typed = page.get_by_label("Tọa độ", exact=True)
        keys.press("ArrowRight")
        expect(typed).not_to_have_value("")
        first = typed.input_value()
        keys.press("Shift+ArrowUp")
        expect(typed).not_to_have_value(first)
        second = typed.input_value()
        assert float(second.split(",")[0]) - float(first.split(",")[0]) == pytest.approx(
            100 / 111_320, abs=2e-6
        )
        kept_and_sent(page)
        page.get_by_role("button", name="Gửi duyệt").first.focus()
        keys.press("Enter")
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt").focus()
        keys.press("Enter")
        expect(page.get_by_text("Đã gửi duyệt").first).to_be_visible(timeout=15_000)
        (record,) = records(desk, "Bản đá thử phím")
        assert (record["state"], record["location"]["method"], len(record["kinds"])) == (
            "SUBMITTED",
            "MAP",
            1,
        )
        assert desk.guest.faults == []


def test_the_list_of_communes_is_worked_by_keyboard_and_tells_how_many_fit(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        box = page.get_by_role("combobox", name="Xã, phường")
        box.focus()
        page.keyboard.type("muong")
        options = page.get_by_role("listbox", name="Xã, phường").get_by_role("option")
        expect(page.get_by_text(f"Có {options.count()} mục khớp")).to_be_attached()
        page.keyboard.press("Home")
        page.keyboard.type("xa ")
        expect(box).to_have_value("xa muong")
        page.keyboard.press("End")
        page.keyboard.type(" phang")
        expect(options).to_have_count(1)
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)
        expect(box).to_have_value("")
        expect(box).to_have_attribute("aria-expanded", "false")
        page.keyboard.type("muong phang")
        page.keyboard.press("Enter")
        expect(box).to_have_value("Xã Mường Phăng")
        page.keyboard.press("Escape")
        expect(box).to_have_value("Xã Mường Phăng")
        box.select_text()
        page.keyboard.type("khong co dau")
        expect(page.get_by_text("Không thấy mục nào khớp.").first).to_be_visible()
        looked_at(page)
        assert desk.guest.faults == []


def test_the_point_is_read_in_any_form_pressed_on_the_map_and_warned_about(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Điểm thử tọa độ")
        choose_commune(page, "03127", "Phường Điện Biên Phủ")
        typed = page.get_by_label("Tọa độ", exact=True)
        typed.fill("X=2365683.612 Y=502188.697")
        expect(page.get_by_text("Hiểu là 21,386° vĩ Bắc, 103,023° kinh Đông (VN-2000)")).to_be_visible()
        kept_and_sent(page)
        (record,) = records(desk, "Điểm thử tọa độ")
        assert record["location"]["method"] == "CONVERTED"
        typed.fill("21.4570, 103.1530")
        expect(page.get_by_label("Vì sao vị trí này vẫn đúng")).to_be_visible()
        expect(typed).to_have_attribute("aria-invalid", "true")
        looked_at(page)
        drawing = page.get_by_role("application")
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.get_by_label("Vì sao vị trí này vẫn đúng")).to_have_count(0)
        expect(typed).not_to_have_value("21.4570, 103.1530")
        page.get_by_role("button", name="Gần hơn").click()
        page.get_by_text("Nhập bằng hai số").click()
        page.get_by_label("Vĩ độ (Bắc)").fill("21,387")
        expect(typed).to_have_value("21.387000, " + typed.input_value().split(", ")[1])
        desk.picture("enter-position-1280")
        assert desk.guest.faults == []


def test_the_telephones_own_position_is_taken_with_how_sure_it_is(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        desk.page.context.grant_permissions(["geolocation"])
        desk.page.context.set_geolocation({"latitude": 21.457, "longitude": 103.153, "accuracy": 7.4})
        page = desk.open("/new")
        page.get_by_role("button", name="Lấy vị trí của máy này").click()
        expect(page.get_by_text("Đã lấy vị trí, sai số khoảng 8 m.")).to_be_visible()
        expect(page.get_by_label("Tọa độ", exact=True)).to_have_value("21.457000, 103.153000")
        expect(page.get_by_label("Sai số (mét)")).to_have_value("8")


def test_decisions_are_rows_that_wait_until_they_are_whole_and_come_back_when_removed(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Tháp thử xếp hạng")
        open_section(page, "Xếp hạng")
        page.get_by_role("button", name="Thêm quyết định").click()
        row = page.get_by_role("group", name="Quyết định")
        row.get_by_label("Số quyết định").fill("2016/QĐ-BVHTTDL")
        kept_name(page)
        assert records(desk, "Tháp thử xếp hạng")[0]["designations"] == []
        expect(page.get_by_text("2 mục chờ nhập đủ").first).to_be_visible()
        page.get_by_role("button", name="Gửi duyệt").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Vẫn gửi duyệt").click()
        expect(row.get_by_label("Cấp xếp hạng")).to_be_focused()
        expect(row.get_by_text("Hãy chọn cấp xếp hạng")).to_be_visible()
        looked_at(page)
        row.get_by_label("Cấp xếp hạng").select_option(label="Quốc gia")
        row.get_by_label("Ngày ký").fill("2011-06-28")
        row.get_by_label("Cơ quan, người ký").fill("Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch")
        row.get_by_label("Nguồn", exact=True).fill("Bản sao quyết định tại Bảo tàng tỉnh")
        kept_and_sent(page)
        (act,) = records(desk, "Tháp thử xếp hạng")[0]["designations"]
        assert (act["grade"], act["decisionNumber"]) == ("NATIONAL", "2016/QĐ-BVHTTDL")
        page.get_by_role("button", name="Bỏ Quyết định 1").click()
        undo = page.get_by_role("button", name="Lấy lại")
        expect(undo).to_be_focused()
        undo.click()
        expect(row.get_by_label("Số quyết định")).to_have_value("2016/QĐ-BVHTTDL")
        page.wait_for_timeout(3_000)
        assert records(desk, "Tháp thử xếp hạng")[0]["designations"] == [act]
        assert desk.guest.faults == []


def kept_name(page: Page) -> None:
    """Wait until the draft is there, and has its code."""
    page.wait_for_url("**/desk/sites/DB-S-*/edit")


def test_an_officer_changes_of_a_public_site_only_position_and_visitor_facts(
    browser: Browser, site: Site
) -> None:
    made = Team.of(site.catalogue).published(
        names=[{"language": "VI", "text": "Hồ thử đã công bố"}], adminUnit=MUONG_PHANG, location=None
    )
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(f"/sites/{made['code']}/edit")
        expect(page.get_by_text("cán bộ xã sửa được vị trí, ảnh và thông tin cho khách")).to_be_visible()
        expect(page.get_by_label("Tên di tích, địa điểm", exact=True)).to_be_disabled()
        open_section(page, "Quản lý và khách tham quan")
        expect(page.get_by_label("Đơn vị quản lý", exact=True)).to_be_disabled()
        desk.picture("enter-officer-public-390")
        looked_at(page)
        page.get_by_label("Giờ mở cửa", exact=True).fill("Cả ngày")
        page.get_by_label("Tọa độ", exact=True).fill("21.4570, 103.1530")
        page.get_by_label("Ngày kiểm tra thông tin cho khách").fill("2026-11-20")
        kept_and_sent(page)
        (record,) = records(desk, "Hồ thử đã công bố")
        assert record["location"]["latitude"] == 21.457
        assert record["visitorInfo"] is not None
        assert desk.guest.faults == []


def test_who_enters_no_sites_is_told_so_and_nothing_is_made(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EVALUATOR) as desk:
        page = desk.open("/new")
        expect(page.get_by_text("Tài khoản của bạn không nhập địa điểm")).to_be_visible()
        looked_at(page)
        page = desk.open("/sites/DB-S-00001/edit")
        expect(page.get_by_text("Tài khoản của bạn không nhập địa điểm")).to_be_visible()
        assert desk.guest.faults == []


def test_what_a_reviewer_said_stands_at_the_top_and_leads_to_the_field(browser: Browser, site: Site) -> None:
    team = Team.of(site.catalogue)
    made = team.created(names=[{"language": "VI", "text": "Đèo thử bị trả lại"}])
    at = {"id": made["id"], "version": made["version"]}
    done(team.editor, "SubmitSite", **at)
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{made['code']}/edit")
        expect(page.get_by_text("Hồ sơ đang chờ người khác")).to_be_visible()
        expect(page.get_by_role("button", name="Gửi duyệt")).to_have_count(0)
        looked_at(page)
        remarks = [{"field": "descriptions", "text": "Nói rõ năm mở đường."}]
        assert not team.reviewer.data(RETURN, **at, comment="Gần xong rồi.", remarks=remarks)["returnSite"][
            "problems"
        ]
        page = desk.open(f"/sites/{made['code']}/edit")
        expect(page.get_by_text("Gần xong rồi.")).to_be_visible()
        desk.picture("enter-returned-390")
        looked_at(page)
        page.get_by_role("button", name="Mô tả", exact=True).click()
        expect(page.get_by_label("Mô tả", exact=True)).to_be_focused()
        assert desk.guest.faults == []


@pytest.mark.parametrize("width", [NARROWEST, SCREEN])
def test_a_record_with_everything_open_is_fit_for_everyone_in_both_languages_and_lights(
    browser: Browser, site: Site, width: int
) -> None:
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open("/sites/DB-S-00001/edit")
        open_everything(page)
        desk.picture(f"enter-whole-{width}")
        looked_at(page)
        page.wait_for_timeout(2_500)
        expect(page.get_by_text("Đúng như bản trên hệ thống").first).to_be_visible()
        expect(page.get_by_role("button", name="Gửi duyệt")).to_have_count(0)
        desk.open("/me")
        page.get_by_role("button", name="Nền tối").click()
        page.get_by_role("button", name="English").click()
        page = desk.open("/sites/DB-S-00001/edit")
        open_everything(page)
        desk.picture(f"enter-whole-{width}-dark-en")
        looked_at(page)
        assert desk.guest.faults == []


def test_a_browser_that_keeps_nothing_says_so_and_sends_all_the_same(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        desk.page.add_init_script(
            "Object.defineProperty(window, 'indexedDB', {value: {open() { throw new DOMException('no', 'InvalidStateError') }}})"
        )
        page = desk.open("/new")
        page.get_by_label("Tóm tắt", exact=True).fill("Chỉ ở đây")
        expect(page.get_by_text("Trình duyệt này không lưu được trên máy").first).to_be_visible()
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Không kho thử")
        kept_and_sent(page)
        assert len(records(desk, "Không kho thử")) == 1
        assert desk.guest.faults == []


def test_a_place_in_the_record_leads_to_its_section_of_the_form(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/sites/DB-S-00001/edit#section-acts")
        expect(page.locator("#section-acts")).to_have_attribute("open", "")
        expect(page.locator("#section-acts > summary")).to_be_focused()
        page = desk.open("/sites/DB-S-00001")
        for link in page.locator("a[href*='/edit#section-']").all():
            section = (link.get_attribute("href") or "").rpartition("#section-")[2]
            assert section in {
                "identity",
                "place",
                "photographs",
                "words",
                "acts",
                "zones",
                "dossier",
                "whole",
                "period",
                "visitors",
                "sources",
            }
        assert desk.guest.faults == []
