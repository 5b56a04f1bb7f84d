"""Finding sites at the desk: searched, narrowed, kept under a name, many at once, thousands of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.db import Database
from catalog.exchange.importing import ImportOrder, import_file
from catalog.terms import Role
from tests.catalogue import NOW, TODAY, Catalogue
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, Sitting, looked_at, sitting
from tests.people import Someone, member
from tests.staff import done, everything, site_input
from tests.web.accounts import Site, open_site
from tools.many_sites import write_many

pytestmark = [pytest.mark.chromium, pytest.mark.node]

MANY = 5_000


def searched(page: Page, text: str) -> None:
    """Type into the field of search, as people do."""
    page.get_by_role("searchbox", name="Tìm theo tên, địa danh hoặc mã").press_sequentially(text, delay=20)


def rows(page: Page) -> list[str]:
    """The names of the results, in their order."""
    return page.locator(".found .line-name").all_text_contents()


def draft(site: Site, who: Someone, name: str, **changes: object) -> dict[str, object]:
    """A draft of somebody who sits at the desk."""
    names = [{"language": "VI", "text": name}]
    made = site_input(names=names, **changes)
    return done(who.sees(site.time.now), "CreateSite", input=made)


def test_drafts_stand_among_the_others_in_the_order_of_the_alphabet(browser: Browser, site: Site) -> None:
    who = member(site.catalogue.database, Role.EDITOR, None, site.time.now)
    for name in ("Đá thử thứ tự", "Dốc thử thứ tự", "Ăng ten thử thứ tự"):
        draft(site, who, name)
    with sitting(browser, site, Role.EDITOR, who=who) as desk:
        page = desk.open("/sites?order=name")
        names = [name for name in rows(page) if name.endswith("thử thứ tự")]
        assert names == ["Ăng ten thử thứ tự", "Dốc thử thứ tự", "Đá thử thứ tự"]
        assert desk.guest.faults == []


@pytest.mark.parametrize("typed", ["doi a1", "đồi a1", "ddooif a1"])
def test_a_search_without_marks_finds_the_hill_first_and_stands_in_the_address(
    browser: Browser, site: Site, typed: str
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/sites")
        searched(page, typed)
        page.wait_for_url("**/desk/sites?text=*")
        desk.settled()
        assert "Đồi A1" in rows(page)[0]
        page.reload()
        desk.settled()
        expect(page.get_by_role("searchbox")).to_have_value(typed)
        assert "Đồi A1" in rows(page)[0]
        page.go_back()
        desk.settled()
        expect(page.get_by_role("searchbox")).to_have_value("")
        expect(page.get_by_text("79 địa điểm")).to_be_visible()
        assert desk.guest.faults == []


def test_conditions_combine_and_survive_reload_and_back(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/sites")
        page.get_by_role("button", name="Bộ lọc").click()
        page.get_by_label("Di tích khảo cổ").check()
        page.get_by_label("Cấp tỉnh").check()
        page.wait_for_url("**kind=ARCHAEOLOGICAL&grade=PROVINCIAL")
        desk.settled()
        two = rows(page)
        assert two
        page.get_by_label("Xã, phường").select_option(label="Xã Sín Chải")
        page.wait_for_url("**unit=*")
        desk.settled()
        desk.picture("find-conditions")
        looked_at(page)
        both = rows(page)
        assert len(both) < len(two)
        page.reload()
        desk.settled()
        assert rows(page) == both
        page.go_back()
        desk.settled()
        assert rows(page) == two
        page.get_by_role("button", name="Xóa bộ lọc").click()
        expect(page.get_by_text("79 địa điểm")).to_be_visible()
        assert desk.guest.faults == []


def test_parts_of_a_complex_are_found_by_its_name(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/sites")
        page.get_by_role("button", name="Bộ lọc").click()
        field = page.get_by_label("Thuộc quần thể")
        field.press_sequentially("chien truong dien bien phu", delay=10)
        option = page.locator("datalist option").filter(has_text="").first
        option.wait_for(state="attached")
        desk.settled()
        field.fill(str(option.get_attribute("value")))
        page.wait_for_url("**part=DB-S-*")
        desk.settled()
        assert any("Đồi A1" in name for name in rows(page))


def test_a_view_is_kept_under_a_name_on_this_machine_for_this_person(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/sites?kind=SCENIC&view=published")
        page.get_by_role("button", name="Lưu bộ lọc này").click()
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_label("Tên để nhớ")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Tên để nhớ").fill("Thắng cảnh")
        page.keyboard.press("Enter")
        looked_at(page)
        found = rows(page)
        page = desk.open("/sites")
        page.get_by_role("link", name="Thắng cảnh").click()
        page.wait_for_url("**view=published&kind=SCENIC")
        desk.settled()
        assert rows(page) == found
        page.get_by_role("button", name="Bỏ bộ lọc “Thắng cảnh”").click()
        expect(page.get_by_role("link", name="Thắng cảnh")).to_have_count(0)
        assert desk.guest.faults == []


def test_three_drafts_are_submitted_at_once_and_the_refused_one_says_why(
    browser: Browser, site: Site
) -> None:
    who = member(site.catalogue.database, Role.EDITOR)
    made = [draft(site, who, f"Hang thử {letter}") for letter in "ABC"]
    with sitting(browser, site, Role.EDITOR, who=who) as desk:
        page = desk.open("/sites?mine=1")
        for letter in "ABC":
            page.get_by_label(f"Chọn Hang thử {letter}").check()
        desk.picture("find-chosen")
        looked_at(page)
        # A colleague changes one of them meanwhile: its version is not the one on the screen any more.
        colleague = member(site.catalogue.database, Role.EDITOR).sees(site.time.now)
        revise = {"id": made[1]["id"], "version": made[1]["version"], "input": {"managingBody": "UBND xã"}}
        done(colleague, "ReviseSite", **revise)
        page.get_by_role("button", name="Gửi duyệt 3").click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt 3").click()
        expect(page.get_by_text("Xong 2. Bị từ chối 1.")).to_be_visible()
        refused = page.get_by_role("dialog").get_by_role("listitem").filter(has_text="Không được")
        expect(refused).to_have_count(1)
        expect(refused).to_contain_text("Hang thử B")
        desk.picture("find-bulk-told")
        looked_at(page)
        page.get_by_role("button", name="Đóng", exact=True).click()
        expect(page.get_by_text("Đã chọn 1")).to_be_visible()
        expect(page.locator(".found").filter(has_text="Hang thử A")).to_contain_text("Đã gửi duyệt")
        expect(page.locator(".found").filter(has_text="Hang thử B")).to_contain_text("Bản nháp")
        page.get_by_role("button", name="Gửi duyệt 1").click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt 1").click()
        expect(page.get_by_text("Xong 1.")).to_be_visible()
        states = [r["state"] for r in _states(site, who)]
        assert states == ["SUBMITTED"] * 3
        assert desk.guest.faults == []


def _states(site: Site, who: Someone) -> list[dict[str, str]]:
    query = "{ sites(view: WORKING, filter: {mine: true}) { nodes { state } } }"
    nodes: list[dict[str, str]] = who.sees(site.time.now).data(query)["sites"]["nodes"]
    return nodes


def test_where_the_network_fails_nothing_is_half_told(browser: Browser, site: Site) -> None:
    who = member(site.catalogue.database, Role.EDITOR)
    for letter in "ABC":
        draft(site, who, f"Hang thử {letter}")
    with sitting(browser, site, Role.EDITOR, who=who) as desk:
        page = desk.open("/sites?mine=1")
        for letter in "ABC":
            page.get_by_label(f"Chọn Hang thử {letter}").check()
        page.get_by_role("button", name="Gửi duyệt 3").click()
        before = everything(site.catalogue)
        page.context.set_offline(True)
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt 3").click()
        expect(page.get_by_text("Xong 0. Chưa gửi 3.")).to_be_visible()
        assert everything(site.catalogue) == before
        page.context.set_offline(False)
        page.get_by_role("button", name="Đóng", exact=True).click()
        page.get_by_role("button", name="Gửi duyệt 3").click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt 3").click()
        expect(page.get_by_text("Xong 3.")).to_be_visible()


def test_a_reviewer_approves_several_and_his_own_is_refused_alone(browser: Browser, site: Site) -> None:
    author = member(site.catalogue.database, Role.EDITOR)
    for letter in "AB":
        made = draft(site, author, f"Hang thử {letter}")
        done(author.sees(site.time.now), "SubmitSite", id=made["id"], version=made["version"])
    with sitting(browser, site, Role.REVIEWER) as desk:
        page = desk.open("/sites?awaiting=1")
        page.get_by_label("Chọn Hang thử A").check()
        page.get_by_role("button", name="Chọn cả 2 hồ sơ đã tải").click()
        page.get_by_role("button", name="Duyệt 2").click()
        page.get_by_role("dialog").get_by_role("button", name="Duyệt 2").click()
        expect(page.get_by_text("Xong 2.")).to_be_visible()
        page.get_by_role("button", name="Đóng", exact=True).click()
        expect(page.locator(".found").filter(has_text="Đã duyệt")).to_have_count(2)
        assert desk.guest.faults == []


def test_work_is_given_at_several_sites_to_who_is_known_and_else_refused(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/sites?text=doi+a1")
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Giao việc 1").click()
        page.get_by_label("Người nhận").fill("Không ai cả")
        page.get_by_role("dialog").get_by_role("button", name="Giao việc 1").click()
        expect(page.get_by_text("Xong 0. Bị từ chối 1.")).to_be_visible()
        page.get_by_role("button", name="Đóng", exact=True).click()
        page.get_by_role("button", name="Giao việc 1").click()
        page.get_by_role("dialog").get_by_role("button", name="Giao việc 1").click()
        expect(page.get_by_text("Xong 1.")).to_be_visible()
        assert desk.guest.faults == []


def test_who_may_not_see_what_is_at_work_finds_what_is_published_and_chooses_nothing(
    browser: Browser, site: Site
) -> None:
    who = member(site.catalogue.database, Role.EDITOR)
    draft(site, who, "Hang thử A")
    with sitting(browser, site, Role.APP_DEVELOPER) as desk:
        page = desk.open("/sites?view=working&state=DRAFT&mine=1")
        expect(page.get_by_text("79 địa điểm")).to_be_visible()
        assert page.get_by_role("checkbox").count() == 0
        assert page.get_by_role("radio").count() == 0
        assert desk.guest.faults == []
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit="03127") as desk:
        page = desk.open("/sites?text=hang+thu+a")
        assert "Hang thử A" not in rows(page)


@pytest.mark.parametrize("width", [NARROWEST, PHONE, SCREEN])
@pytest.mark.parametrize("is_dark", [False, True])
def test_every_state_of_the_list_is_fit_for_everyone(
    browser: Browser, site: Site, width: int, is_dark: bool
) -> None:
    look = "dark" if is_dark else "light"
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open("/me")
        if is_dark:
            page.get_by_role("button", name="Nền tối").click()
        _seen(desk, "/sites", f"find-{width}-{look}")
        _seen(desk, "/sites?text=khong+co+noi+nay&kind=SCENIC", f"find-nothing-{width}-{look}")
        page = desk.open("/sites")
        page.get_by_role("button", name="Bộ lọc").click()
        desk.picture(f"find-open-{width}-{look}")
        looked_at(page)
        page.context.set_offline(True)
        searched(page, "hang")
        expect(page.get_by_role("alert").or_(page.get_by_text("Không có kết nối")).first).to_be_visible()
        expect(page.get_by_role("button", name="Thử lại")).to_be_visible()
        assert rows(page) == []  # what answered another question is no answer to this one
        desk.picture(f"find-offline-{width}-{look}")
        looked_at(page)


def _seen(desk: Sitting, path: str, name: str) -> None:
    page = desk.open(path)
    desk.picture(name)
    looked_at(page)


def test_the_keyboard_alone_leads_from_the_words_to_a_site(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EVALUATOR) as desk:
        page = desk.open("/sites")
        page.get_by_role("searchbox").focus()
        page.keyboard.type("doi a1")
        page.keyboard.press("Enter")
        page.wait_for_url("**text=doi%20a1")
        desk.settled()
        expect(page.locator(".found .line-name").first).to_contain_text("Đồi A1")
        for _ in range(30):
            page.keyboard.press("Tab")
            if "line-name" in str(page.evaluate("document.activeElement.className")):
                break
        assert "Đồi A1" in str(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/sites/DB-S-*")


LONGEST_TASK = """() => new Promise(done => {
    const seen = [0];
    new PerformanceObserver(list => seen.push(...list.getEntries().map(e => e.duration))).observe({type: 'longtask'});
    const step = () => {
        scrollBy(0, 2500);
        const last = [...document.querySelectorAll('.found')].at(-1);
        if (last && Number(last.getAttribute('aria-posinset')) === %d) return done(Math.max(...seen));
        setTimeout(step, 60);
    };
    step();
})"""


def test_five_thousand_rows_are_scrolled_to_the_end_with_a_small_document(
    browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path
) -> None:
    assert (built_desk / "manifest.json").exists()
    with closing(Database(loaded_sqlite_url)) as database:
        order = ImportOrder(author="Nhập thử", now=NOW, today=TODAY)
        assert import_file(database, write_many(tmp_path / "many.csv", MANY), order).created_count == MANY
        total = MANY + 79
        with open_site(Catalogue(database)) as site, sitting(browser, site, Role.EDITOR) as desk:
            page = desk.open("/sites")
            page.set_default_timeout(240_000)
            longest = page.evaluate(LONGEST_TASK % total)
            nodes = page.evaluate("document.querySelectorAll('*').length")
            drawn = page.locator(".found").count()
            print(f"\nlongest task {longest:.0f} ms, {nodes} elements, {drawn} rows drawn of {total}")
            assert nodes < 3_500
            assert drawn < 160
            last = page.locator(".found").last
            expect(last).to_have_attribute("aria-setsize", str(total))
            assert desk.guest.faults == []
