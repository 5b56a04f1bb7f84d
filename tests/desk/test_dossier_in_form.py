"""The scientific dossier in the form: what is there and missing, files added, described and removed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, SCREEN, Sitting, looked_at, sitting
from tests.desk.test_enter import kept_and_sent, open_section
from tests.media.samples import pdf
from tests.staff import MUONG_PHANG, Team, everything
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

TITLE = "Hồ sơ khoa học"
PART = "Lý lịch di tích"
DOSSIER = """query ($code: String!) { sites(filter: { codes: [$code] }, view: WORKING) { nodes { surrogates(first: 9) { totalCount }
  dossier { parts { part status reason fileCount pageCount work { isConvertedFromPaper conversionMark note } } } } } }"""


def draft(site: Site) -> dict[str, Any]:
    """A draft of a relic without any file."""
    name = [{"language": "VI", "text": "Hầm thử hồ sơ"}]
    return Team.of(site.catalogue).created(names=name, adminUnit=MUONG_PHANG)


def parts(desk: Sitting, code: str) -> tuple[int, dict[str, Any]]:
    """How many files the record has, and its dossier by part."""
    (node,) = Team.of(desk.site.catalogue).editor.data(DOSSIER, code=code)["sites"]["nodes"]
    return node["surrogates"]["totalCount"], {part["part"]: part for part in node["dossier"]["parts"]}


def part_of(page: Page, label: str) -> Any:
    """A part as the form shows it."""
    return page.locator(".dossier-part").filter(has=page.get_by_role("heading", name=label))


def paper(name: str, pages: int) -> FilePayload:
    """A scan as somebody chooses it."""
    return FilePayload(name=name, mimeType="application/pdf", buffer=pdf(pages, text=""))


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_part_gets_its_file_is_described_and_loses_it_again(
    browser: Browser, site: Site, width: int
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open(f"/sites/{code}/edit")
        open_section(page, TITLE)
        expect(page.get_by_text("Đã có 0 trong 9 thành phần phải có.")).to_be_visible()
        part = part_of(page, PART)
        expect(part.get_by_text("Còn thiếu")).to_be_visible()
        page.get_by_label("Tóm tắt", exact=True).fill("Gõ trong khi thêm tệp.")
        part.locator("input[type=file]").set_input_files(paper("ly-lich-2009.pdf", 3))
        expect(part.get_by_text("Có", exact=True)).to_be_visible(timeout=20_000)
        expect(part.get_by_text("ly-lich-2009", exact=False).first).to_be_visible()
        expect(part.get_by_text("3 trang")).to_be_visible()
        kept_and_sent(page)
        looked_at(page)
        desk.picture(f"dossier-form-{width}")
        count, found = parts(desk, code)
        assert (count, found["HS02"]["fileCount"], found["HS02"]["pageCount"]) == (1, 1, 3)
        part.get_by_text("Nói thêm về thành phần này").click()
        part.get_by_label("Chuyển từ bản giấy sang").check()
        part.get_by_label("Dấu nhận biết đã chuyển đổi").fill("Dấu 12")
        part.get_by_label("Ghi chú nội bộ").fill("Bản gốc ở phòng Di sản")
        looked_at(page)
        part.get_by_role("button", name="Lưu phần này").click()
        expect(page.get_by_text(f"Đã lưu: {PART}").first).to_be_visible(timeout=15_000)
        assert parts(desk, code)[1]["HS02"]["work"] == {
            "isConvertedFromPaper": True,
            "conversionMark": "Dấu 12",
            "note": "Bản gốc ở phòng Di sản",
        }
        part.get_by_role("button", name="Bỏ ly-lich-2009 khỏi hồ sơ").click()
        part.get_by_role("button", name="Bỏ hẳn?").click()
        expect(part.get_by_text("Còn thiếu")).to_be_visible(timeout=15_000)
        expect(page.get_by_text("Đã bỏ ly-lich-2009").first).to_be_visible(timeout=15_000)
        assert parts(desk, code)[0] == 0
        page.get_by_label("Mô tả", exact=True).fill("Vẫn gõ tiếp được sau đó.")
        kept_and_sent(page)
        assert page.locator(".conflict").count() == 0
        assert desk.guest.faults == []


def test_a_part_that_does_not_apply_says_why_and_a_file_that_is_none_is_refused_at_its_part(
    browser: Browser, site: Site
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/edit")
        open_section(page, TITLE)
        stele = part_of(page, "Bản dập, phiên âm")
        stele.get_by_text("Không áp dụng", exact=True).click()
        stele.get_by_label("Vì sao không áp dụng").fill("Di tích không có văn bia.")
        stele.get_by_role("button", name="Ghi là không áp dụng").click()
        expect(stele.get_by_role("button", name="Thành phần này có áp dụng")).to_be_visible(timeout=15_000)
        assert parts(desk, code)[1]["HS07"]["reason"] == "Di tích không có văn bia."
        before = everything(desk.site.catalogue)
        part = part_of(page, PART)
        broken = FilePayload(name="hong.pdf", mimeType="application/pdf", buffer=b"khong phai PDF")
        part.locator("input[type=file]").set_input_files(broken)
        expect(part.get_by_role("alert")).to_be_visible(timeout=20_000)
        looked_at(page)
        assert everything(desk.site.catalogue) == before
        expect(part.get_by_text("Không áp dụng", exact=True)).to_have_count(0)


def test_without_network_the_dossier_says_that_it_needs_it(browser: Browser, site: Site) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/edit")
        open_section(page, TITLE)
        expect(part_of(page, PART)).to_be_visible()
        page.context.set_offline(True)
        page.evaluate("dispatchEvent(new Event('offline'))")
        expect(page.get_by_text("Phần này cần có mạng.")).to_be_visible(timeout=15_000)
        expect(part_of(page, PART).get_by_role("button", name="Thêm tệp")).to_be_disabled()
        looked_at(page)


def test_an_officer_sees_the_dossier_of_a_public_site_and_changes_none(browser: Browser, site: Site) -> None:
    made = Team.of(site.catalogue).published(
        names=[{"language": "VI", "text": "Hầm thử đã công bố"}], adminUnit=MUONG_PHANG
    )
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(f"/sites/{made['code']}/edit")
        open_section(page, TITLE)
        expect(part_of(page, PART).get_by_role("button", name="Thêm tệp")).to_be_disabled()
        looked_at(page)
        assert desk.guest.faults == []
