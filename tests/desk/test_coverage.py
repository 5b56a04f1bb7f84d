"""Figures at the desk: each opens exactly its records; the work list is given; periods are closed, restated and compared."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from catalog.terms import Role
from tests.desk.evaluation import Evaluation
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, looked_at
from tests.staff import MUONG_PHANG, everything

pytestmark = [pytest.mark.chromium, pytest.mark.node]

DAY = "as_of=2026-11-23"


def side_links(page: Page) -> list[tuple[str, int]]:
    """Every link of a figure on the page: where it leads, and how many it says."""
    found = page.locator("a.side-link").evaluate_all(
        "all => all.map(a => [a.getAttribute('href'), parseInt(a.firstChild.textContent.replace(/[^0-9]/g, ''))])"
    )
    return [(str(href), int(count)) for href, count in found]


def records(page: Page) -> int:
    """How many records the opened view lists, and says that it lists."""
    if page.get_by_text("Không có bản ghi nào ở phần này").count():
        return 0
    count = int(page.locator("#count").inner_text().split()[0])
    assert page.locator(".entry-lines > li").count() == count
    return count


@pytest.mark.parametrize("query", ["", "&mode=COMPONENT&level=D0", "&by=ADMIN_UNIT&level=D0", "&by=KIND"])
def test_every_figure_opens_exactly_as_many_records_as_it_says(evaluation: Evaluation, query: str) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open(f"/coverage?{DAY}{query}")
        links = dict(side_links(page))
        assert len(links) >= 12
        some = list(links.items())
        for href, count in [*some[:9], *some[9::9]]:
            page = desk.open(href.removeprefix("/desk"))
            assert records(page) == count, href
        assert desk.guest.faults == []


def test_the_headline_says_both_ways_of_counting_and_what_the_register_does_not_know(
    evaluation: Evaluation,
) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open(f"/coverage?{DAY}&level=D0")
        head = page.locator(".headline")
        expect(head).to_contain_text("Theo quyết định, đến hết 23/11/2026.")
        assert [count for href, count in side_links(page)[:3]] == [9, 28, 19]
        page.get_by_label("Theo điểm thành phần").check()
        page.wait_for_url("**mode=COMPONENT**")
        desk.settled()
        expect(head).to_contain_text("biết tên 62 trong 73")
        expect(page.get_by_text("100 %", exact=True)).to_have_count(0)
        expect(page.get_by_role("heading", name="Danh mục còn thiếu gì")).to_be_visible()
        page = desk.open("/coverage?as_of=1900-01-01&by=KIND")
        expect(page.locator(".headline-share")).to_have_text("Không có gì để đếm")
        assert desk.guest.faults == []


def test_the_map_tells_of_the_commune_that_is_pressed_and_the_table_says_the_same(
    evaluation: Evaluation,
) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open(f"/coverage?{DAY}&by=ADMIN_UNIT&level=D0")
        shades = page.locator(".unit-map path.shade")
        expect(shades).to_have_count(45)
        shade = page.locator(".unit-map path.shade", has=page.locator("title", has_text="Xã Mường Phăng"))
        shade.first.click(force=True)
        chosen = page.locator(".chosen-unit")
        expect(chosen).to_contain_text("Xã Mường Phăng")
        row = page.locator(".figures-table tr", has=page.locator("th", has_text="Xã Mường Phăng")).first
        in_table = [link.get_attribute("href") for link in row.locator("a.side-link").all()]
        assert [link.get_attribute("href") for link in chosen.locator("a").all()] == in_table
        assert desk.guest.faults == []


@pytest.mark.parametrize("width", [PHONE, NARROWEST, SCREEN])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_view_of_figures_is_for_everyone(evaluation: Evaluation, width: int, look: str) -> None:
    older = evaluation.closed("2026-10-01")
    newest = evaluation.closed(restates=older["id"], reason="Bổ sung số liệu quý IV.")
    views = {
        "coverage": f"/coverage?{DAY}", "coverage-units": f"/coverage?{DAY}&by=ADMIN_UNIT&level=D0&mode=COMPONENT",
        "entries": f"/coverage/entries?{DAY}&level=D0&side=DIFFERENCE", "worklist": "/worklist", "periods": "/periods",
        "closing": f"/periods/{newest['id']}", "no-closing": "/periods/S-1999-1", "entries-no-row": "/coverage/entries?key=X",
    }  # fmt: skip
    with evaluation.sits(Role.COUNCIL, width=width, look=look) as desk:
        for name, path in views.items():
            page = desk.open(path)
            desk.picture(f"{name}-{width}-{look}")
            looked_at(page)
        assert desk.guest.faults == []


def test_a_figure_is_read_by_the_keyboard_alone(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open()
        page.get_by_role("link", name="Số liệu").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/coverage")
        desk.settled()
        expect(page.locator("h1")).to_be_focused()
        said = ""
        for _ in range(60):
            page.keyboard.press("Tab")
            said = str(page.evaluate("document.activeElement.textContent"))
            if "mục còn thiếu, mở danh sách" in said:
                break
        count = int(said.split()[0])
        page.keyboard.press("Enter")
        page.wait_for_url("**/coverage/entries?**")
        desk.settled()
        expect(page.locator("h1")).to_be_focused()
        assert records(page) == count
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.line-name')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/sites/DB-S-*")
        assert desk.guest.faults == []


def test_the_work_list_is_narrowed_and_several_sites_are_given_at_once(evaluation: Evaluation) -> None:
    officer = evaluation.bench.officer.viewer
    assert officer is not None
    name = officer.name
    with evaluation.sits(Role.EDITOR) as desk:
        page = desk.open("/worklist")
        whole = int(page.locator("#todo-count").inner_text().split()[0])
        page.get_by_label("Đang ở đâu").select_option("D0")
        page.wait_for_url("**below=D0")
        desk.settled()
        assert int(page.locator("#todo-count").inner_text().split()[0]) < whole
        page = desk.open(f"/worklist?unit={MUONG_PHANG}")
        for box in page.locator(".todo-choice input").all()[:2]:
            box.check()
        looked_at(page)
        page.get_by_role("button", name="Giao việc ở 2 địa điểm…").click()
        page.get_by_role("dialog").get_by_role("button", name="Giao việc", exact=True).click()
        expect(page.get_by_label("Người nhận")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Người nhận").fill(name)
        page.get_by_label("Hạn (không bắt buộc)").fill("2026-12-15")
        desk.picture("worklist-giving")
        looked_at(page)
        page.get_by_role("dialog").get_by_role("button", name="Giao việc", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="Đóng").click()
        desk.settled()
        expect(page.get_by_text(f"Đã giao: {name}, hạn 15/12/2026")).to_have_count(2)
        assert desk.guest.faults == []


def test_who_may_not_give_work_is_not_asked_to_and_reads_the_list(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        before = everything(evaluation.catalogue)
        page = desk.open("/worklist")
        expect(page.locator(".todo-item").first).to_be_visible()
        expect(page.locator(".todo-choice")).to_have_count(0)
        page = desk.open("/periods")
        expect(page.get_by_role("button", name="Chốt kỳ…")).to_have_count(0)
        expect(page.get_by_role("button", name="Mở kỳ mới…")).to_have_count(0)
        assert everything(evaluation.catalogue) == before


def test_a_period_is_closed_at_the_desk_restated_with_a_reason_and_compared(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.COUNCIL) as desk:
        page = desk.open("/periods")
        page.get_by_role("button", name="Chốt kỳ… 2026").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Sau khi chốt không ai sửa được nữa")
        expect(dialog.get_by_role("button", name="Chốt và ký")).to_be_disabled()
        dialog.get_by_label("Số liệu đến hết ngày").fill("2026-12-20")
        dialog.get_by_label("Tôi hiểu").check()
        dialog.get_by_role("button", name="Chốt và ký").click()
        expect(dialog.locator(".field-problem, .notice-trouble").first).to_be_visible()
        desk.picture("periods-refused")
        dialog.get_by_label("Số liệu đến hết ngày").fill("2026-11-20")
        looked_at(page)
        dialog.get_by_role("button", name="Chốt và ký").click()
        expect(page.get_by_text("Đang có hiệu lực")).to_be_visible()
        page.get_by_role("button", name="Đính chính… 2026").click()
        dialog.get_by_label("Số liệu đến hết ngày").fill("2026-11-23")
        dialog.get_by_label("Tôi hiểu").check()
        expect(dialog.get_by_role("button", name="Ký bản đính chính")).to_be_disabled()
        dialog.get_by_label("Lý do đính chính").fill("Thiếu ba ngày cuối.")
        dialog.get_by_role("button", name="Ký bản đính chính").click()
        expect(page.get_by_text("Thiếu ba ngày cuối.")).to_be_visible()
        newest = page.locator(".closing .todo-name").first
        identifier = newest.inner_text()
        newest.click()
        page.wait_for_url(f"**/periods/{identifier}")
        desk.settled()
        expect(page.get_by_text("Nguyên vẹn")).to_be_visible()
        for ending in ("vi.pdf", "en.xlsx", "figures.csv", "entries.csv", "json"):
            assert page.request.get(
                f"{evaluation.site.url}/progress/snapshots/{identifier}/{identifier}.{ending}"
            ).ok
        link = page.locator("a.side-link").first
        count = int(link.inner_text().split("/")[0])
        link.click()
        page.wait_for_url("**/coverage/entries?**")
        desk.settled()
        assert records(page) == count
        assert desk.guest.faults == []


def test_a_trend_joins_the_closings_of_two_periods(evaluation: Evaluation) -> None:
    council = evaluation.bench.council
    opened = """mutation { openPeriod(code: "2026-Q1", opensOn: "2026-01-01", closesOn: "2026-04-01") { problems { code } } }"""
    assert council.data(opened)["openPeriod"]["problems"] == []
    evaluation.closed("2026-03-31", period="2026-Q1")
    evaluation.closed("2026-11-23")
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open("/periods")
        expect(page.locator(".trend svg")).to_have_count(3)
        page.get_by_label("Số liệu", exact=True).select_option("D0")
        page.locator(".trend summary").first.click()
        expect(page.locator(".trend").first.locator("tbody tr")).to_have_count(2)
        desk.picture("periods-trend")
        looked_at(page)
        assert desk.guest.faults == []


def test_without_a_network_the_last_figures_are_shown_as_such(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.EVALUATOR) as desk:
        page = desk.open(f"/coverage?{DAY}")
        shown = page.locator(".headline-share").inner_text()
        page.context.set_offline(True)
        page.get_by_label("Theo điểm thành phần").check()
        expect(page.get_by_text("Không có kết nối").first).to_be_visible()
        page.get_by_label("Theo quyết định").check()
        expect(page.locator(".headline-share")).to_have_text(shown)


def test_figures_are_read_in_english_too(evaluation: Evaluation) -> None:
    with evaluation.sits(Role.EVALUATOR, language="en-GB") as desk:
        page = desk.open(f"/coverage?{DAY}&level=D0")
        expect(page.get_by_role("heading", name="Digitisation coverage")).to_be_visible()
        expect(page.locator(".headline")).to_contain_text("By decision, at the end of 23/11/2026.")
        looked_at(page)
