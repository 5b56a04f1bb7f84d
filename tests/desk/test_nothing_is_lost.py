"""Nothing is lost: what lies on the machine is sent from every view, and said before something would pass over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, SCREEN, code_in_address, looked_at, sitting
from tests.desk.test_enter import records
from tests.desk.test_photographs import LONG, choose, draft, files, pictures
from tests.staff import everything
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NAME = "Đồi chờ gửi"
NAME_FIELD = "Tên di tích, địa điểm"
KEPT = "Đã lưu trên máy này"
STORE = "desk"


def typed(page: Page, name: str) -> None:
    """Type a name and wait until it lies on the machine."""
    page.get_by_label(NAME_FIELD, exact=True).fill(name)
    expect(page.get_by_text(KEPT).first).to_be_visible()
    page.wait_for_timeout(600)


def held_back(page: Page) -> None:
    """From now on nothing that changes something reaches the catalogue."""
    page.route("**/uploads**", lambda route: route.abort("internetdisconnected"))
    page.route(
        "**/graphql",
        lambda route: (
            route.abort("internetdisconnected")
            if '"mutation ' in (route.request.post_data or "")
            else route.fallback()
        ),
    )


def test_what_lies_here_is_sent_from_whatever_view_is_opened(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        held_back(page)
        typed(page, NAME)
        page.goto(f"{site.url}/desk/sites/{code}/photographs")
        choose(page, files(tmp_path, 1))
        expect(page.get_by_text("IMG_0001.jpg").first).to_be_visible()
        page.wait_for_timeout(1_000)
        assert records(desk, NAME) == []
        assert pictures(site, code) == []
        page.unroute_all()
        desk.guest.watch()
        desk.open("/me")
        for _ in range(200):
            if records(desk, NAME) and pictures(site, code):
                break
            page.wait_for_timeout(100)
        assert len(records(desk, NAME)) == 1
        assert len(pictures(site, code)) == 1


def test_a_view_without_anything_to_send_loads_nothing_that_sends(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        loaded: list[str] = []
        desk.page.context.on("request", lambda request: loaded.append(request.url))
        desk.page.add_init_script("delete Navigator.prototype.serviceWorker")
        page = desk.open("/me")
        page.wait_for_timeout(1_500)
        assert [url for url in loaded if "/sender-" in url or "/sending-" in url] == []
        assert page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == [
            "desk-answers"
        ]


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_submitting_from_the_record_or_with_many_does_not_pass_over_what_is_not_sent(
    browser: Browser, site: Site, width: int
) -> None:
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open("/new")
        page.get_by_label(NAME_FIELD, exact=True).fill(NAME)
        page.get_by_text("Di tích khảo cổ").click()
        expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=LONG)
        code = code_in_address(page)
        held_back(page)
        typed(page, f"{NAME} mới")
        before = everything(site.catalogue)
        page.goto(f"{site.url}/desk/sites/{code}")
        page.get_by_role("button", name="Gửi duyệt").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("Trên máy này còn phần chưa gửi lên")).to_be_visible()
        expect(dialog.get_by_role("button", name="Gửi duyệt")).to_have_count(0)
        desk.picture(f"sending-unsent-{width}")
        looked_at(page)
        page.keyboard.press("Escape")

        page.goto(f"{site.url}/desk/sites?mine=1")
        page.get_by_label(f"Chọn {NAME}").check()
        page.get_by_role("button", name="Gửi duyệt 1").click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi duyệt 1").click()
        expect(page.get_by_role("dialog").get_by_text("chưa gửi lên của hồ sơ này")).to_be_visible()
        looked_at(page)
        assert everything(site.catalogue) == before
        page.unroute_all()
        page.get_by_role("dialog").get_by_role("link", name="Mở hồ sơ này").click()
        expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=LONG)
        assert records(desk, NAME)[0]["name"]["text"] == f"{NAME} mới"


def test_a_work_that_is_dropped_takes_its_photographs_along_after_saying_so(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open("/new")
        choose(page, files(tmp_path, 2))
        expect(page.get_by_text("Đã gửi lên, chờ hồ sơ được lưu")).to_have_count(2, timeout=LONG)
        page.reload()
        page.get_by_role("button", name="Bỏ bản này").click()
        sure = page.get_by_role("button", name="Bỏ hẳn, cả 2 ảnh, không lấy lại được")
        expect(sure).to_be_visible()
        desk.picture("sending-drop-390")
        looked_at(page)
        sure.click()
        expect(page.get_by_text("IMG_0001.jpg")).to_have_count(0)
        page.reload()
        desk.settled()
        expect(page.get_by_label(NAME_FIELD, exact=True)).to_have_value("")
        expect(page.get_by_text("IMG_0001.jpg")).to_have_count(0)
        kept = """async () => { const store = await new Promise(r => { const q = indexedDB.open('desk'); q.onsuccess = () => r(q.result); });
            const turn = store.transaction(['works', 'photographs', 'pictures']);
            return Promise.all(['works', 'photographs', 'pictures'].map(name => new Promise(r => {
              const q = turn.objectStore(name).count(); q.onsuccess = () => r(q.result); }))); }"""
        assert page.evaluate(kept) == [0, 0, 0]
        assert desk.guest.faults == []


def test_what_is_said_of_a_photograph_is_kept_at_every_key_and_escape_loses_nothing(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        choose(page, files(tmp_path, 1))
        expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(1, timeout=LONG)
        described = page.get_by_label("Mô tả ảnh cho người không nhìn thấy")
        about = page.get_by_role("button", name="Ghi thông tin Ảnh 1", exact=True)
        about.click()
        described.fill("Cửa hầm giữa rừng")
        page.get_by_text("Ai cũng được dùng, miễn là ghi tên (CC BY)").click()
        page.keyboard.press("Escape")
        expect(page.get_by_text("Có phần ghi dở")).to_be_visible()
        desk.picture("sending-draft-390")
        looked_at(page)
        page.reload()
        about.click()
        expect(described).to_have_value("Cửa hầm giữa rừng")
        expect(page.get_by_text("Đây là phần bạn ghi dở lần trước")).to_be_visible()
        looked_at(page)
        assert pictures(site, code)[0]["alternativeText"] is None
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Có phần ghi dở")).to_have_count(0)
        expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(1, timeout=LONG)
        for _ in range(100):
            if pictures(site, code)[0]["alternativeText"]:
                break
            page.wait_for_timeout(100)
        assert pictures(site, code)[0]["alternativeText"] == {"text": "Cửa hầm giữa rừng"}

        about.click()
        described.fill("Câu khác")
        page.get_by_role("button", name="Bỏ phần vừa ghi").click()
        about.click()
        expect(described).to_have_value("Cửa hầm giữa rừng")
        assert desk.guest.faults == []


OLDER = """async (name) => {
  const done = (ask) => new Promise((ok, no) => { ask.onsuccess = () => ok(ask.result); ask.onerror = () => no(ask.error); });
  const now = await done(indexedDB.open(name));
  const works = await done(now.transaction('works').objectStore('works').getAll());
  now.close();
  await done(indexedDB.deleteDatabase(name));
  const ask = indexedDB.open(name, 2);
  ask.onupgradeneeded = () => {
    for (const store of ['works', 'photographs']) ask.result.createObjectStore(store, { keyPath: 'id' }).createIndex('person', 'person');
    ask.result.createObjectStore('pictures');
  };
  const older = await done(ask);
  const turn = older.transaction('works', 'readwrite');
  for (const work of works) {
    delete work.fields.zones;
    delete work.sent.zones;
    turn.objectStore('works').put(work);
  }
  await new Promise((ok) => { turn.oncomplete = ok; });
  older.close();
  return works.length;
}"""


def test_what_an_older_desk_kept_is_taken_up_and_sent_by_this_one(browser: Browser, site: Site) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        held_back(page)
        typed(page, NAME)
        page.goto(f"{site.url}/desk/static/mark.svg")
        assert page.evaluate(OLDER, STORE) == 1
        page.unroute_all()
        page = desk.open("/new")
        expect(page.get_by_label(NAME_FIELD, exact=True)).to_have_value(NAME)
        page.wait_for_url("**/desk/sites/DB-S-*/edit")
        assert len(records(desk, NAME)) == 1
