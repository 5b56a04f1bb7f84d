"""Who sits at the desk, who sits there next, and a desk that is renewed while people sit at it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.desk.office import open_office
from tests.desk.sitting import PHONE, Sitting, looked_at, sitting
from tests.desk.test_enter import records
from tests.desk.test_nothing_is_lost import NAME, NAME_FIELD, held_back, typed
from tests.desk.test_photographs import LONG, choose, draft, files, pictures
from tests.people import Someone, member
from tests.staff import everything
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

STORED = """async () => { const all = await indexedDB.databases(); const found = {};
  for (const { name } of all) {
    const store = await new Promise(r => { const q = indexedDB.open(name); q.onsuccess = () => r(q.result); });
    for (const kind of store.objectStoreNames) found[kind] = await new Promise(r => {
      const q = store.transaction(kind).objectStore(kind).count(); q.onsuccess = () => r(q.result); });
    store.close();
  }
  return { ...found, remembered: Object.keys(localStorage).filter(name => !/language|look/.test(name)) }; }"""


def seated(desk: Sitting, who: Someone) -> None:
    """Another person's session in this browser, as if they had signed in in another window."""
    cookie: Any = {"name": "session", "value": who.secret, "url": desk.site.url, "httpOnly": True}
    desk.page.context.add_cookies([cookie])


def looked_at_again(page: Page) -> None:
    """The window comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_what_one_person_typed_is_not_sent_when_another_has_signed_in_in_another_window(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    other = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        first = desk.open("/new")
        name = first.locator(".person-name").inner_text()
        second = first.context.new_page()
        second.goto(f"{site.url}/desk/sites/{code}/photographs")
        second.get_by_label("Chọn ảnh từ máy").wait_for(state="attached")
        seated(desk, other)
        before = everything(site.catalogue)
        first.get_by_label(NAME_FIELD, exact=True).fill(NAME)
        choose(second, files(tmp_path, 1))
        # Turned away, the windows ask who sits here, and begin anew for that person.
        expect(first.locator(".person-name")).not_to_contain_text(name.splitlines()[0], timeout=LONG)
        expect(second.locator(".person-name")).not_to_contain_text(name.splitlines()[0], timeout=LONG)
        expect(first.get_by_label(NAME_FIELD, exact=True)).to_have_value("")
        expect(second.get_by_text("IMG_0001.jpg")).to_have_count(0)
        first.wait_for_timeout(3_000)
        assert everything(site.catalogue) == before

        seated(desk, desk.who)
        looked_at_again(first)
        expect(first.locator(".person-name")).to_contain_text(name.splitlines()[0], timeout=LONG)
        for _ in range(200):
            if records(desk, NAME) and pictures(site, code):
                break
            first.wait_for_timeout(100)
        assert len(records(desk, NAME)) == 1
        assert len(pictures(site, code)) == 1


def test_whoever_comes_next_sees_nothing_of_the_one_before(browser: Browser, site: Site) -> None:
    other = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open()
        name = page.locator(".person-name").inner_text().splitlines()[0]
        page.evaluate("async () => { await navigator.serviceWorker.ready }")
        seated(desk, other)
        seen: list[str] = []
        page.expose_function("seen", lambda text: seen.append(text))  # noqa: PLW0108
        page.add_init_script(
            "new MutationObserver(() => window.seen(document.body.innerText)).observe(document, {subtree: true, childList: true})"
        )
        desk.open()
        expect(page.locator(".person-name")).to_be_visible()
        assert seen
        assert [text for text in seen if name in text] == []


@pytest.mark.parametrize("has_network", [True, False])
def test_signing_out_says_what_would_be_lost_and_leaves_nothing_on_the_machine(
    browser: Browser, site: Site, tmp_path: Path, has_network: bool
) -> None:
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.open("/new")
        held_back(page)
        typed(page, NAME)
        choose(page, files(tmp_path, 1))
        expect(page.get_by_text("IMG_0001.jpg").first).to_be_visible()
        desk.open("/me")
        page.get_by_role("button", name="Đăng xuất").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("1 hồ sơ 1 ảnh trên máy này chưa gửi lên hệ thống")).to_be_visible()
        desk.picture("seats-sign-out-390")
        looked_at(page)
        dialog.get_by_role("button", name="Ở lại").click()
        assert page.evaluate(STORED)["works"] == 1
        page.get_by_role("button", name="Đăng xuất").click()
        if not has_network:
            page.route("**/account**", lambda route: route.abort("internetdisconnected"))
            dialog.get_by_role("button", name="Đăng xuất và bỏ phần chưa gửi").click()
            expect(dialog.get_by_text("Chưa đăng xuất được, chưa có gì bị xóa")).to_be_visible()
            looked_at(page)
            assert page.evaluate(STORED)["photographs"] == 1
            return
        dialog.get_by_role("button", name="Đăng xuất và bỏ phần chưa gửi").click()
        page.wait_for_url("**/account/sign-in")
        left = page.evaluate(STORED)
        assert left == {
            "works": 0,
            "photographs": 0,
            "pictures": 0,
            "answers": 0,
            "commune": 0,
            "remembered": [],
        }
        page.unroute_all()
        desk.open()
        expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
        assert records(desk, NAME) == []


def test_remarks_that_were_written_are_not_passed_over_by_an_approval(
    browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path
) -> None:
    assert built_desk.exists()
    with open_office(browser, loaded_sqlite_url, tmp_path) as office:
        first, second = office.submitted("Thác 1"), office.submitted("Thác 2")
        with office.sits(Role.REVIEWER, width=PHONE) as desk:
            page = desk.open(f"/sites/{first['code']}/review")
            page.get_by_label("Cần sửa gì").fill("Thiếu nguồn.")
            before = everything(office.site.catalogue)
            page.get_by_role("button", name="Duyệt", exact=True).click()
            dialog = page.get_by_role("dialog", name="Bạn đã viết nhận xét")
            expect(dialog).to_be_visible()
            desk.picture("seats-remarks-390")
            looked_at(page)
            page.keyboard.press("Escape")
            expect(page.get_by_label("Cần sửa gì")).to_have_value("Thiếu nguồn.")
            desk.open("/review")
            page.get_by_label("Chọn tất cả").check()
            page.get_by_role("button", name=re.compile("^Duyệt 2")).click()
            expect(page.get_by_text("1 hồ sơ có nhận xét bạn viết mà chưa gửi")).to_be_visible()
            looked_at(page)
            assert everything(office.site.catalogue) == before

            desk.open(f"/sites/{first['code']}/review")
            page.get_by_role("button", name="Duyệt", exact=True).click()
            dialog.get_by_role("button", name="Trả lại kèm nhận xét").click()
            page.wait_for_url(f"**/{second['code']}/review")
            page.get_by_label("Cần sửa gì").fill("Thôi được.")
            page.get_by_role("button", name="Duyệt", exact=True).click()
            dialog.get_by_role("button", name="Duyệt, bỏ nhận xét").click()
            page.wait_for_url("**/desk/review")
            assert desk.guest.faults == []


def test_a_full_disk_is_said_loses_nothing_on_the_screen_and_is_over_when_there_is_room(
    browser: Browser, site: Site
) -> None:
    with sitting(browser, site, Role.EDITOR, width=PHONE) as desk:
        page = desk.page
        disk = page.context.new_cdp_session(page)
        disk.send("Storage.overrideQuotaForOrigin", {"origin": site.url, "quotaSize": 1})
        desk.open("/new")
        held_back(page)
        page.get_by_label(NAME_FIELD, exact=True).fill(NAME)
        expect(page.get_by_text("Máy này đã hết chỗ lưu").first).to_be_visible(timeout=LONG)
        page.get_by_label("Tóm tắt", exact=True).fill("Gõ khi máy đầy")
        page.wait_for_timeout(1_500)
        expect(page.get_by_label(NAME_FIELD, exact=True)).to_have_value(NAME)
        desk.picture("seats-full-390")
        looked_at(page)

        disk.send("Storage.overrideQuotaForOrigin", {"origin": site.url})
        expect(page.get_by_text("Máy này đã hết chỗ lưu")).to_have_count(0, timeout=LONG)
        page.close(run_before_unload=False)
        desk.guest.page = page = page.context.new_page()
        desk.guest.watch()
        desk.open("/new")
        expect(page.get_by_label(NAME_FIELD, exact=True)).to_have_value(NAME)
        expect(page.get_by_label("Tóm tắt", exact=True)).to_have_value("Gõ khi máy đầy")
        for _ in range(200):
            if records(desk, NAME):
                break
            page.wait_for_timeout(100)
        assert len(records(desk, NAME)) == 1


def test_a_newer_desk_taken_in_one_window_breaks_no_other(
    browser: Browser,
    built_desk: Path,
    loaded_sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = tmp_path / "built"
    shutil.copytree(built_desk, copy)
    monkeypatch.setattr("web.desk.STATIC", copy)
    with open_office(browser, loaded_sqlite_url, tmp_path) as office, office.sits(Role.EDITOR) as desk:
        page = desk.open("/new")
        page.evaluate("async () => { await navigator.serviceWorker.ready }")
        page.reload()
        desk.settled()
        held_back(page)
        page.get_by_label(NAME_FIELD, exact=True).fill(NAME)
        _renewed(copy)
        other = page.context.new_page()
        other.goto(f"{office.site.url}/desk/me")
        other.get_by_role("button", name="Tải bản mới").click(timeout=LONG)
        expect(other.get_by_role("heading", level=1)).to_be_visible()

        expect(page.get_by_text("Bàn làm việc đã được cập nhật ở một cửa sổ khác")).to_be_visible(
            timeout=LONG
        )
        looked_at(page)
        # The older desk goes on in this window, with parts that it has not loaded yet and the server no longer has.
        page.get_by_role("link", name="Địa điểm").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("địa điểm", re.IGNORECASE))
        page.get_by_role("button", name="Tải lại").click()
        desk.settled()
        expect(page.get_by_text("đã được cập nhật ở một cửa sổ khác")).to_have_count(0)
        page.unroute_all()
        desk.guest.watch()
        for _ in range(200):
            if records(desk, NAME):
                break
            page.wait_for_timeout(100)
        assert len(records(desk, NAME)) == 1


def _renewed(folder: Path) -> None:
    """The same desk built anew: another version, and the view of finding under another name."""
    manifest = folder / "manifest.json"
    (old,) = re.findall(r'"(find-[\w-]{8}\.js)"', manifest.read_text())[:1]
    new = f"{old[:-11]}{'z' * 8}.js"
    for file in [manifest, *folder.glob("*.js")]:
        text = file.read_text()
        if old in text or file.name == "sw.js":
            file.write_text(re.sub(r"desk [0-9a-f]{12}", "desk 000000000000", text).replace(old, new))
    (folder / old).rename(folder / new)
    for file in folder.glob(f"{old}.*"):
        file.rename(folder / f"{new}{file.name.removeprefix(old)}")
    for file in (*folder.glob("*.gz"), *folder.glob("*.br")):
        file.unlink()
