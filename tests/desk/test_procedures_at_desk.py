"""Procedures at the desk: tables sent and taken back, figures by unit and period, each opening the rows that it adds up."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from catalog.terms import Role
from tests.catalog.procedures.tables import Register, count, procedure
from tests.desk.evaluation import Evaluation
from tests.desk.sitting import PHONE, SCREEN, looked_at
from tests.staff import MUONG_PHANG, everything

pytestmark = [pytest.mark.chromium, pytest.mark.node]

COUNTS = """unit,period_from,period_to,received,digitised_components,reused,resolved,electronic_results,source
Xã Mường Phăng,2026-01-01,2026-02-01,120,118,40,131,130,Cổng dịch vụ công
Xã Mường Phăng,2026-02-01,2026-03-01,10,18,4,12,9,Cổng dịch vụ công
"""


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_every_figure_opens_the_rows_that_it_adds_up(
    evaluation: Evaluation, tmp_path: Path, width: int
) -> None:
    register = Register(evaluation.catalogue, tmp_path)
    register.procedures(procedure("2.000001", name_vi="Xếp hạng di tích"), procedure("1.000002"))
    register.counts(
        count(received="10", digitised_components="8"),
        count(
            procedure_code="2.000001",
            period_from="2026-02-01",
            period_to="2026-03-01",
            received="30",
            digitised_components="12",
        ),
        count("Phường Điện Biên Phủ", received="0", digitised_components="0", reused="0"),
    )
    with evaluation.sits(Role.EVALUATOR, width=width) as desk:
        page = desk.open("/procedures?period=2026")
        row = page.get_by_role("row", name="Xã Mường Phăng")
        expect(row).to_contain_text("50 %")
        expect(page.get_by_role("row", name="Phường Điện Biên Phủ")).to_contain_text("Không có gì để đếm")
        expect(page.get_by_text("2 thủ tục đang có hiệu lực")).to_be_visible()
        desk.picture(f"procedures-{width}")
        looked_at(page)
        row.get_by_role("link", name="20/40").click()
        expect(page.get_by_role("heading", name="Số hóa đầu vào · Xã Mường Phăng")).to_be_focused()
        opened = page.get_by_role("region", name="Số hóa đầu vào · Xã Mường Phăng")
        expect(opened.get_by_role("row", name="Mọi thủ tục")).to_contain_text("31/01/2026")
        expect(opened.get_by_role("row", name="2.000001")).to_contain_text("28/02/2026")
        expect(opened.get_by_role("row", name="Cộng")).to_contain_text("40")
        desk.picture(f"procedures-opened-{width}")
        looked_at(page)
        page.get_by_label("Đến hết ngày").fill("2026-01-31")
        expect(row.get_by_role("link", name="8/10")).to_be_visible()
        page.get_by_label("Tìm thủ tục").fill("di tich")
        expect(page.get_by_text("1 thủ tục đang có hiệu lực")).to_be_visible()
        page.get_by_label("Tìm thủ tục").fill("lăng tẩm")
        expect(page.get_by_text("Không thấy thủ tục nào")).to_be_visible()
        assert desk.guest.faults == []


def test_a_publisher_sends_a_table_of_counts_sees_what_is_wrong_and_takes_it_back(
    evaluation: Evaluation,
) -> None:
    table = FilePayload(name="ho-so.csv", mimeType="text/csv", buffer=COUNTS.encode())
    with evaluation.sits(Role.PUBLISHER, width=PHONE) as desk:
        page = desk.open("/procedures?period=2026")
        expect(page.get_by_text("Chưa có số liệu trong kỳ này")).to_be_visible()
        looked_at(page)
        page.get_by_role("link", name="Gửi bảng số liệu…").click()
        expect(page.get_by_label("Số liệu hồ sơ theo kỳ")).to_be_checked()
        page.get_by_label("Di tích", exact=True).check(force=True)
        before = everything(evaluation.catalogue)
        page.get_by_label("Tệp CSV (UTF-8) hoặc Excel (.xlsx)").set_input_files(table)
        expect(page.get_by_text("Không nhận ra bảng này")).to_be_visible()
        page.get_by_label("Số liệu hồ sơ theo kỳ").check(force=True)
        page.get_by_label("Tệp CSV (UTF-8) hoặc Excel (.xlsx)").set_input_files(table)
        expect(page.get_by_role("heading", name="Kết quả thử “ho-so.csv”")).to_be_focused()
        expect(page.get_by_text("digitised_components").first).to_be_visible()
        desk.picture("procedures-tried")
        looked_at(page)
        assert everything(evaluation.catalogue) == before
        page.get_by_role("button", name="Nhập 1").click()
        page.get_by_role("dialog").get_by_role("button", name="Nhập và công bố").click()
        page.get_by_role("link", name="Xem lần nhập này").click()
        page.wait_for_url("**/admin/imports/*")
        desk.settled()
        looked_at(page)
        page = desk.open("/procedures?period=2026")
        expect(page.get_by_role("row", name="Xã Mường Phăng")).to_contain_text("118/120")
        assert desk.guest.faults == []


def test_an_officer_reads_the_figures_and_sends_no_table(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.COMMUNE_OFFICER, unit=MUONG_PHANG) as desk:
        before = everything(evaluation.catalogue)
        page = desk.open("/procedures")
        expect(page.get_by_role("heading", name="Danh mục thủ tục")).to_be_visible()
        expect(page.get_by_role("link", name="Gửi bảng số liệu…")).to_have_count(0)
        expect(page.get_by_text("Chưa có thủ tục nào")).to_be_visible()
        looked_at(page)
        page = desk.open("/admin/imports?register=PROCEDURE_COUNTS")
        expect(page.get_by_label("Số liệu hồ sơ theo kỳ")).to_have_count(0)
        assert everything(evaluation.catalogue) == before
        assert desk.guest.faults == []
