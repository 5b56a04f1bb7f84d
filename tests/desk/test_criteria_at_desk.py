"""Sets of criteria and clusters at the desk: sent in, given their legal basis, approved, retired, and who is ranked among whom."""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import FilePayload, expect

from catalog.terms import Role
from tests.catalog.scoring.sets import criterion_data, group, set_data
from tests.desk.evaluation import Evaluation
from tests.desk.sitting import PHONE, SCREEN, looked_at
from tests.schema.scoring import PLACE, done, manual
from tests.staff import MUONG_PHANG, everything

pytestmark = [pytest.mark.chromium, pytest.mark.node]

SETS = "{ criteriaSets { name version status legalBasis validFrom } }"
SUBJECTS = "{ scoreSubjects { code cluster { code name } } }"
TREE = (
    group("I", 40, manual("I.1", 25), criterion_data("I.2", 15, "RATIO", parameters={"is_share": True})),
    manual("II", 60),
)


def as_file(data: dict[str, object]) -> FilePayload:
    text = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    return FilePayload(name="bo-tieu-chi.json", mimeType="application/json", buffer=text)


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_set_is_sent_in_put_right_at_its_lines_given_its_basis_and_approved(
    evaluation: Evaluation, width: int
) -> None:
    wrong = set_data(*TREE[:1], manual("II", 50))
    with evaluation.sits(Role.EVALUATOR, width=width) as desk:
        page = desk.open("/criteria")
        expect(page.get_by_role("link", name="Bộ tiêu chí thi đua mẫu", exact=False)).to_be_visible()
        desk.picture(f"criteria-list-{width}")
        looked_at(page)
        page.get_by_role("link", name="Gửi bộ tiêu chí…").click()
        before = everything(evaluation.catalogue)
        page.get_by_label("Tệp bộ tiêu chí").set_input_files(as_file(wrong))
        text = page.get_by_label("Nội dung bộ tiêu chí")
        expect(text).to_have_value(orjson.dumps(wrong, option=orjson.OPT_INDENT_2).decode())
        page.get_by_role("button", name="Kiểm tra và lưu dự thảo").click()
        expect(page.get_by_text("Chưa lưu: 1 chỗ cần sửa")).to_be_focused()
        desk.picture(f"criteria-wrong-{width}")
        looked_at(page)
        page.get_by_role("button", name="Đến dòng").first.click()
        expect(text).to_be_focused()
        assert everything(evaluation.catalogue) == before
        text.fill(orjson.dumps(set_data(*TREE)).decode())
        page.get_by_role("button", name="Kiểm tra và lưu dự thảo").click()
        page.wait_for_url("**/criteria/bo-mau/1.0")
        desk.settled()
        expect(page.get_by_role("row", name="I.2 Tiêu chí I.2")).to_contain_text("15")
        page.get_by_label("Số, ký hiệu").fill("12/QĐ-UBND")
        page.get_by_label("Ngày ban hành").fill("2026-01-05")
        page.get_by_label("Có hiệu lực từ").fill("2026-02-01")
        document = FilePayload(name="qd.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 quyet dinh")
        page.get_by_label("Tệp văn bản", exact=True).set_input_files(document)
        expect(page.get_by_label("SHA-256 của tệp văn bản")).to_have_value(
            hashlib.sha256(document["buffer"]).hexdigest()
        )
        page.get_by_role("button", name="Ghi căn cứ vào dự thảo").click()
        expect(page.get_by_text("12/QĐ-UBND, 05/01/2026")).to_be_visible()
        expect(page.get_by_role("button", name="Phê duyệt…")).to_have_count(0)
        desk.picture(f"criteria-set-{width}")
        looked_at(page)
        assert desk.guest.faults == []
    with evaluation.sits(Role.COUNCIL, width=width) as desk:
        page = desk.open("/criteria/bo-mau/1.0")
        page.get_by_role("button", name="Phê duyệt…").click()
        page.get_by_label("Tôi đã đọc").check()
        looked_at(page)
        page.get_by_role("dialog").get_by_role("button", name="Phê duyệt và ký").click()
        expect(page.locator("main").get_by_text("Đã phê duyệt", exact=True)).to_be_visible()
        expect(page.get_by_text("mẫu – chưa phê duyệt")).to_have_count(0)
        assert desk.guest.faults == []
    kept = evaluation.bench.catalogue.data(SETS)["criteriaSets"][-1]
    assert kept == {
        "name": "bo-mau",
        "version": "1.0",
        "status": "APPROVED",
        "legalBasis": "12/QĐ-UBND, 05/01/2026",
        "validFrom": "2026-02-01",
    }


def test_a_file_that_is_no_json_says_so_and_stays_in_the_field(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open("/criteria?add=")
        before = everything(evaluation.catalogue)
        page.get_by_label("Nội dung bộ tiêu chí").fill("{ name: ")
        page.get_by_role("button", name="Kiểm tra và lưu dự thảo").click()
        expect(page.get_by_text("Đây không phải là văn bản JSON.")).to_be_visible()
        expect(page.get_by_label("Nội dung bộ tiêu chí")).to_have_value("{ name: ")
        assert everything(evaluation.catalogue) == before
        assert desk.guest.faults == []


def test_another_set_begins_with_the_sample_and_the_sample_itself_is_not_edited(
    evaluation: Evaluation,
) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open("/criteria/svhttdl-mau/2025.0-draft")
        expect(page.get_by_text("Bản mẫu đi kèm hệ thống")).to_be_visible()
        expect(page.get_by_role("heading", name="Căn cứ pháp lý")).to_have_count(0)
        with page.expect_download() as download:
            page.get_by_role("button", name="Tải tệp JSON").click()
        assert download.value.suggested_filename == "svhttdl-mau-2025.0-draft.json"
        page.get_by_role("link", name="Lập bộ khác từ bản này").click()
        text = page.get_by_label("Nội dung bộ tiêu chí")
        expect(text).to_have_value(Path(download.value.path()).read_text(encoding="utf-8"))
        page.get_by_role("button", name="Kiểm tra và lưu dự thảo").click()
        expect(page.get_by_text("Bản mẫu đi kèm hệ thống không sửa được")).to_be_visible()
        text.fill(text.input_value().replace('"name": "svhttdl-mau"', '"name": "svhttdl"'))
        page.get_by_role("button", name="Kiểm tra và lưu dự thảo").click()
        page.wait_for_url("**/criteria/svhttdl/2025.0-draft")
        assert desk.guest.faults == []


def test_the_council_retires_an_approved_set_saying_why(evaluation: Evaluation) -> None:
    wanted = evaluation.bench.approved(manual("A", 100))
    with evaluation.sits(Role.COUNCIL) as desk:
        page = desk.open(f"/criteria/{wanted['name']}/{wanted['version']}")
        page.get_by_role("button", name="Thôi áp dụng…").click()
        dialog = page.get_by_role("dialog")
        before = everything(evaluation.catalogue)
        dialog.get_by_role("button", name="Thôi áp dụng").click()
        expect(dialog.locator(".field-problem")).to_be_visible()
        assert everything(evaluation.catalogue) == before
        dialog.get_by_label("Lý do").fill("Có quyết định mới.")
        dialog.get_by_role("button", name="Thôi áp dụng").click()
        expect(page.get_by_text("Bộ tiêu chí đã thôi áp dụng.")).to_be_visible()
        expect(page.get_by_role("button", name="Thôi áp dụng…")).to_have_count(0)
        assert desk.guest.faults == []
    assert evaluation.bench.catalogue.data(SETS)["criteriaSets"][-1]["status"] == "RETIRED"


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_the_council_makes_a_cluster_and_places_communes_in_it(evaluation: Evaluation, width: int) -> None:
    with evaluation.sits(Role.COUNCIL, width=width) as desk:
        page = desk.open("/clusters")
        expect(page.get_by_text("Chưa có cụm, khối nào")).to_be_visible()
        page.get_by_label("Mã", exact=True).fill("khoi-xa")
        page.get_by_label("Tên", exact=True).fill("Khối xã")
        page.get_by_label("Lọc danh sách").fill("muong phang")
        page.get_by_label("Xã Mường Phăng", exact=True).check()
        desk.picture(f"clusters-placing-{width}")
        looked_at(page)
        page.get_by_role("button", name="Xếp 1 vào cụm").click()
        expect(page.get_by_role("heading", name="Khối xã (1)")).to_be_visible()
        desk.picture(f"clusters-{width}")
        looked_at(page)
        assert desk.guest.faults == []
    subjects = evaluation.bench.catalogue.data(SUBJECTS)["scoreSubjects"]
    placed = {each["code"]: each["cluster"] for each in subjects if each["cluster"]}
    assert placed == {MUONG_PHANG: {"code": "khoi-xa", "name": "Khối xã"}}


def test_who_decides_nothing_reads_sets_and_clusters_and_finds_no_button(evaluation: Evaluation) -> None:
    done(evaluation.bench.council, PLACE, code="khoi-xa", subjects=[MUONG_PHANG])
    wanted = evaluation.bench.approved(manual("A", 100))
    with evaluation.sits(Role.COMMUNE_OFFICER, unit=MUONG_PHANG) as desk:
        before = everything(evaluation.catalogue)
        for path in ("/criteria?add=", f"/criteria/{wanted['name']}/{wanted['version']}", "/clusters"):
            page = desk.open(path)
            expect(page.get_by_role("textbox")).to_have_count(0)
            for name in ("Gửi bộ tiêu chí…", "Phê duyệt…", "Thôi áp dụng…", "Kiểm tra và lưu dự thảo"):
                expect(page.get_by_role("button", name=name)).to_have_count(0)
        expect(page.get_by_role("heading", name="khoi-xa (1)")).to_be_visible()
        page = desk.open("/criteria/khong-co/1.0")
        expect(page.get_by_text("Không có bộ tiêu chí này")).to_be_visible()
        looked_at(page)
        assert everything(evaluation.catalogue) == before
        assert desk.guest.faults == []
