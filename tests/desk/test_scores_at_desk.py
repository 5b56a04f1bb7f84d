"""Score sheets at the desk: opened, self-scored, appraised, decided and ranked, each by whose turn it is."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import FilePayload, Route, expect

from catalog.terms import Role
from tests.catalog.scoring.sets import criterion_data, label
from tests.desk.evaluation import Evaluation
from tests.desk.sitting import PHONE, SCREEN, looked_at
from tests.media import samples
from tests.schema.scoring import (
    COMMUNE,
    OPEN,
    PLACE,
    READ,
    SCORE,
    Bench,
    done,
    line,
    manual,
    values,
)
from tests.staff import MUONG_PHANG, everything

pytestmark = [pytest.mark.chromium, pytest.mark.node]

SHEET = f"/scores/2026/{MUONG_PHANG}"
CRITERIA = (
    criterion_data("A", 12, "RATIO", parameters={"is_share": True}),
    manual("C", 88, evidence_required=label("Báo cáo")),
)
OWN = [values("A", a="45", b="46"), values("C", a="60")]


def proved(bench: Bench) -> list[dict[str, object]]:
    """The same, with the document that the second one needs."""
    assert bench is not None
    return [OWN[0], {**OWN[1], "evidence": [{"title": "Báo cáo năm", "url": "https://example.vn/bc"}]}]


def test_an_officer_scores_the_own_commune_keeps_what_was_typed_and_submits(evaluation: Evaluation) -> None:
    evaluation.bench.approved(*CRITERIA)
    with evaluation.sits(Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open("/scores?period=2026")
        page.get_by_role("link", name="Xã Mường Phăng", exact=True).click()
        page.wait_for_url(f"**{SHEET}")
        desk.settled()
        page.get_by_role("button", name="Mở phiếu để tự chấm").click()
        first = page.get_by_role("article").first
        expect(first.get_by_role("textbox").first).to_be_visible()
        first.get_by_role("textbox").nth(0).fill("45")
        first.get_by_role("textbox").nth(1).fill("46")
        page.reload()
        desk.settled()
        expect(page.get_by_text("chưa lưu; máy này vẫn giữ")).to_be_visible()
        expect(first.get_by_role("textbox").nth(0)).to_have_value("45")
        second = page.get_by_role("article").nth(1)
        second.get_by_role("textbox").first.fill("99")
        desk.picture("scores-own-phone")
        looked_at(page)
        page.get_by_role("button", name="Lưu 2 tiêu chí").click()
        expect(second.locator(".field-problem")).to_be_visible()
        second.get_by_role("textbox").first.fill("60")
        second.get_by_role("button", name="Thêm tài liệu").click()
        second.get_by_label("Tên tài liệu").fill("Báo cáo năm")
        second.get_by_label("Địa chỉ", exact=True).fill("https://example.vn/bc")
        second.get_by_role("button", name="Thêm vào phiếu").click()
        page.get_by_role("button", name="Lưu 2 tiêu chí").click()
        expect(page.get_by_text("Đã lưu.")).to_be_visible()
        page.get_by_role("button", name="Nộp phiếu…").click()
        looked_at(page)
        page.get_by_role("dialog").get_by_role("button", name="Nộp", exact=True).click()
        expect(page.locator('.course [aria-current="step"]')).to_have_text("Chờ thẩm định")
        expect(page.get_by_role("textbox")).to_have_count(0)
        assert desk.guest.faults == []
    sheet = evaluation.bench.evaluator.data(READ, **COMMUNE)["sheet"]
    assert (sheet["state"], line(sheet, "C")["selfScore"]) == ("SUBMITTED", 60)


def test_the_question_stays_open_while_the_sheet_that_was_saved_is_read_anew(evaluation: Evaluation) -> None:
    wanted = evaluation.bench.approved(manual("C", 100))
    done(evaluation.bench.officer, OPEN, **COMMUNE, set=wanted)
    waiting: list[Route] = []
    with evaluation.sits(Role.COMMUNE_OFFICER, unit=MUONG_PHANG) as desk:
        page = desk.open(SHEET)
        page.get_by_role("article").first.get_by_role("textbox").first.fill("60")

        def hold(route: Route) -> None:
            is_reading = "SheetWhole" in str(route.request.post_data)
            waiting.append(route) if is_reading else route.continue_()

        page.route("**/graphql", hold)
        page.get_by_role("button", name="Lưu 1 tiêu chí").click()
        page.get_by_role("button", name="Nộp phiếu…").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert waiting
        page.unroute("**/graphql")
        for route in waiting:
            route.continue_()
        expect(page.locator('.course [aria-current="step"]')).to_have_text("Đã tự chấm")
        page.get_by_role("dialog").get_by_role("button", name="Nộp", exact=True).click()
        expect(page.locator('.course [aria-current="step"]')).to_have_text("Chờ thẩm định")
        assert desk.guest.faults == []


def test_a_file_from_this_machine_proves_a_criterion_and_the_evaluator_opens_it(
    evaluation: Evaluation,
) -> None:
    wanted = evaluation.bench.approved(manual("C", 100, evidence_required=label("Báo cáo")))
    done(evaluation.bench.officer, OPEN, **COMMUNE, set=wanted)
    report = FilePayload(
        name="bao-cao-nam.pdf", mimeType="application/pdf", buffer=samples.pdf(2, text="Bao cao")
    )
    with evaluation.sits(Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(SHEET)
        only = page.get_by_role("article").first
        only.get_by_role("textbox").first.fill("60")
        only.get_by_role("button", name="Thêm tài liệu").click()
        only.get_by_label("Tệp trên máy này").check(force=True)
        only.get_by_label("Tệp tài liệu").set_input_files(report)
        expect(only.get_by_text("Đã gửi bao-cao-nam.pdf.")).to_be_visible()
        expect(only.get_by_label("Tên tài liệu")).to_have_value("bao-cao-nam")
        desk.picture("scores-file-phone")
        looked_at(page)
        only.get_by_role("button", name="Thêm vào phiếu").click()
        page.reload()
        desk.settled()
        page.get_by_role("button", name="Lưu 1 tiêu chí").click()
        expect(page.get_by_text("Đã lưu.")).to_be_visible()
        page.get_by_role("button", name="Nộp phiếu…").click()
        page.get_by_role("dialog").get_by_role("button", name="Nộp", exact=True).click()
        expect(page.locator('.course [aria-current="step"]')).to_have_text("Chờ thẩm định")
        assert desk.guest.faults == []
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open(SHEET)
        link = page.get_by_role("link", name="bao-cao-nam")
        desk.picture("scores-file-opened")
        looked_at(page)
        href = urljoin(page.url, str(link.get_attribute("href")))
        answer = page.request.get(href)
        assert (answer.status, answer.body()) == (200, report["buffer"])
        bare = page.request.get(href.partition("?")[0])
        assert bare.status == 404
        assert desk.guest.faults == []


def test_a_file_that_the_catalogue_cannot_read_is_refused_at_its_criterion(evaluation: Evaluation) -> None:
    wanted = evaluation.bench.approved(manual("C", 100))
    done(evaluation.bench.officer, OPEN, **COMMUNE, set=wanted)
    broken = FilePayload(name="hong.pdf", mimeType="application/pdf", buffer=b"khong phai pdf")
    with evaluation.sits(Role.COMMUNE_OFFICER, unit=MUONG_PHANG) as desk:
        page = desk.open(SHEET)
        only = page.get_by_role("article").first
        only.get_by_role("textbox").first.fill("60")
        only.get_by_role("button", name="Thêm tài liệu").click()
        only.get_by_label("Tệp trên máy này").check(force=True)
        only.get_by_label("Tệp tài liệu").set_input_files(broken)
        only.get_by_role("button", name="Thêm vào phiếu").click()
        page.get_by_role("button", name="Lưu 1 tiêu chí").click()
        expect(only.locator(".field-problem")).to_be_visible()
        expect(only.get_by_role("textbox").first).to_have_value("60")
        looked_at(page)
        assert desk.guest.faults == []
    sheet = evaluation.bench.officer.data(READ, **COMMUNE)["sheet"]
    assert (line(sheet, "C")["selfScore"], line(sheet, "C")["evidence"]) == (None, [])


def test_an_evaluator_appraises_the_council_decides_and_the_ranking_stands(evaluation: Evaluation) -> None:
    bench = evaluation.bench
    wanted = bench.approved(*CRITERIA)
    bench.submitted(bench.officer, wanted, proved(bench), **COMMUNE)
    done(bench.council, PLACE, code="khoi-xa", subjects=[MUONG_PHANG])
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open("/scores?period=2026")
        expect(page.get_by_role("heading", name="Chờ thẩm định (1)")).to_be_visible()
        desk.picture("scores-list")
        looked_at(page)
        page = desk.open(SHEET)
        second = page.get_by_role("article").nth(1)
        second.get_by_label("Điểm khác").fill("58,5")
        page.get_by_role("button", name="Lưu 1 tiêu chí đã sửa").click()
        expect(second.locator(".field-problem")).to_be_visible()
        second.get_by_label("Lý do").fill("Thiếu một báo cáo.")
        desk.picture("scores-appraise")
        looked_at(page)
        page.get_by_role("button", name="Hoàn tất thẩm định…").click()
        page.get_by_role("dialog").get_by_role("button", name="Hoàn tất").click()
        expect(page.locator('.course [aria-current="step"]')).to_have_text("Chờ Hội đồng")
        expect(second).to_contain_text("Thiếu một báo cáo.")
        assert desk.guest.faults == []
    with evaluation.sits(Role.COUNCIL) as desk:
        page = desk.open(SHEET)
        page.get_by_role("article").nth(1).get_by_label("Điểm khác").fill("59")
        page.get_by_role("article").nth(1).get_by_label("Lý do").fill("Báo cáo đã được bổ sung.")
        page.get_by_role("button", name="Quyết định…").click()
        page.get_by_role("dialog").get_by_role("button", name="Quyết định").click()
        expect(page.locator('.course [aria-current="step"]')).to_have_text("Đã quyết định")
        page = desk.open("/scores?period=2026")
        page.get_by_role("button", name="Công bố kỳ…").click()
        page.get_by_label("Tôi hiểu").check()
        page.get_by_role("dialog").get_by_role("button", name="Công bố", exact=True).click()
        expect(page.get_by_role("heading", name="Đã công bố (1)")).to_be_visible()
        page = desk.open("/rankings?period=2026")
        expect(page.get_by_role("row").nth(1)).to_contain_text("Xã Mường Phăng")
        desk.picture("scores-ranking")
        looked_at(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").first.click()
        assert download.value.suggested_filename.endswith(".csv")
        assert desk.guest.faults == []


def test_the_sample_says_on_every_view_that_nobody_approved_it(evaluation: Evaluation) -> None:
    at = {"subject": "svhttdl", "period": "2026"}
    done(evaluation.bench.editor, OPEN, **at)
    for width, look in ((SCREEN, "light"), (PHONE, "dark")):
        with evaluation.sits(Role.EDITOR, width=width, look=look) as desk:
            page = desk.open("/scores/2026/svhttdl")
            expect(page.get_by_text("mẫu – chưa phê duyệt")).to_be_visible()
            expect(page.get_by_text("Danh mục tự đếm; không ai nhập tay.").first).to_be_visible()
            desk.picture(f"scores-sample-{width}-{look}")
            looked_at(page)
            page = desk.open("/scores?period=2026")
            expect(page.get_by_text("mẫu", exact=True)).to_be_visible()
            desk.picture(f"scores-list-{width}-{look}")
            looked_at(page)
            assert desk.guest.faults == []


def test_a_figure_of_a_sheet_leads_to_the_closing_that_it_was_pinned_to(evaluation: Evaluation) -> None:
    bench = evaluation.bench
    at = {"subject": "svhttdl", "period": "2026"}
    snapshot = evaluation.closed()
    done(bench.editor, OPEN, **at)
    with evaluation.sits(Role.EDITOR) as desk:
        page = desk.open("/scores/2026/svhttdl")
        page.get_by_role("link", name=f"theo bản chốt {snapshot['id']}").first.click()
        page.wait_for_url(f"**/periods/{snapshot['id']}")
        desk.settled()
        expect(page.get_by_text("Nguyên vẹn")).to_be_visible()
        assert desk.guest.faults == []


def test_who_may_not_see_a_sheet_finds_none_and_nobody_judges_out_of_turn(evaluation: Evaluation) -> None:
    bench = evaluation.bench
    wanted = bench.approved(*CRITERIA)
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    done(bench.officer, SCORE, **COMMUNE, lines=OWN[:1])
    with evaluation.sits(Role.COMMUNE_OFFICER, unit="03127") as desk:
        before = everything(evaluation.catalogue)
        page = desk.open(SHEET)
        expect(page.get_by_text("Không có phiếu này")).to_be_visible()
        looked_at(page)
        assert everything(evaluation.catalogue) == before
    with evaluation.sits(Role.EVALUATOR) as desk:
        before = everything(evaluation.catalogue)
        page = desk.open(SHEET)
        expect(page.get_by_role("textbox")).to_have_count(0)
        expect(page.get_by_role("button", name="Hoàn tất thẩm định…")).to_have_count(0)
        page = desk.open("/rankings?period=2026")
        expect(page.get_by_text("Chưa có cụm, khối nào")).to_be_visible()
        looked_at(page)
        assert everything(evaluation.catalogue) == before
