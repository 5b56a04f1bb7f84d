"""The desk for everyone: large text, narrow windows, forced colours, no motion, and the main tasks by keyboard alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from catalog.terms import Role
from tests.browser import QUIET
from tests.desk.office import Office, open_office
from tests.desk.sitting import PHONE, SCREEN, Sitting, chosen
from tests.desk.views import VIEWS, View, staged
from tests.lanes import chromium
from tests.photographs import photograph

pytestmark = [pytest.mark.chromium, pytest.mark.node]

SNAPSHOTS = Path(__file__).parent / "snapshots"
REFLOW = 320  # 1280 CSS pixels at 400 % (WCAG 2.2, 1.4.10)
PEOPLE = (Role.EDITOR, Role.REVIEWER)


@pytest.fixture
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose person has set text to twice its size: all that is measured by it grows, media queries too."""
    flags = [*QUIET, "--blink-settings=defaultFontSize=32", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    started = browser.browser_type.launch(executable_path=chromium(), args=flags)
    yield started
    started.close()


@pytest.fixture
def office(browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    assert (built_desk / "manifest.json").exists()
    with open_office(browser, loaded_sqlite_url, tmp_path / "data") as opened:
        yield opened


_NOT_WHOLE = """() => {
    const width = document.documentElement.clientWidth, out = []
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, n => n.data.trim() ? 1 : 2)
    const around = e => { const all = []; for (let a = e; a && a !== document.body; a = a.parentElement) all.push([a, getComputedStyle(a)]); return all }
    while (words.nextNode()) {
        const node = words.currentNode, e = node.parentElement
        if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || e.closest('.skip, select, svg, script')) continue
        const above = around(e)
        if (above.some(([, style]) => style.clipPath !== 'none')) continue
        const range = document.createRange(); range.selectNode(node)
        const boxes = [...range.getClientRects()].filter(box => box.width)
        const isScrolled = above.some(([a, style]) => ['auto', 'scroll'].includes(style.overflowX) && a.scrollWidth > a.clientWidth)
        if (!isScrolled && boxes.some(box => box.right > width + 1 || box.left < -1)) out.push(['beside', e.outerHTML.slice(0, 120)])
        const frames = above.filter(([, style]) => ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY))
        if (frames.map(([a]) => a.getBoundingClientRect()).some(frame => boxes.some(box =>
            box.right > frame.right + 2 || box.bottom > frame.bottom + 2 || box.top < frame.top - 2))) out.push(['clipped', e.outerHTML.slice(0, 120)])
    }
    if (document.documentElement.scrollWidth > width) out.push(['scrolls', document.documentElement.scrollWidth - width])
    return out
}"""


def cut_off(page: Page) -> list[list[str]]:
    """Texts beside the window, texts that something cuts off, and how far one would have to scroll sideways to read."""
    found: list[list[str]] = page.evaluate(_NOT_WHOLE)
    return found


def seen(
    office: Office, desk: Sitting, views: list[View], codes: dict[str, str]
) -> Iterator[tuple[View, Page]]:
    """The views of whoever sits there, one after another."""
    for view in views:
        page = desk.open(view.address(codes))
        yield view, page
        assert desk.guest.faults == [], view.name


def of(role: Role) -> list[View]:
    """The views that somebody of this role opens here."""
    return [view for view in VIEWS if view.role == role]


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_text_of_twice_the_size_stays_whole(
    large: Browser, office: Office, tmp_path: Path, width: int
) -> None:
    office.browser = large
    codes, found = staged(office, tmp_path), {}
    for role in PEOPLE:
        with office.sits(role, width=width) as desk:
            for view, page in seen(office, desk, of(role), codes):
                assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
                desk.picture(f"large-{view.name}-{width}")
                found[view.name] = cut_off(page)
    assert {name: cut for name, cut in found.items() if cut} == {}


def test_at_four_times_the_size_every_view_is_one_column(office: Office, tmp_path: Path) -> None:
    codes, found = staged(office, tmp_path), {}
    for role in PEOPLE:
        with office.sits(role, width=REFLOW) as desk:
            for view, page in seen(office, desk, of(role), codes):
                desk.picture(f"reflow-{view.name}")
                found[view.name] = cut_off(page)
    assert {name: cut for name, cut in found.items() if cut} == {}


_FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return null
    const marked = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }
    const near = [e, ...(e.closest('.chip, .photo-button, .line, .found, .version, .photo-choice, .found-choice')?.querySelectorAll('*') ?? []),
        e.closest('.chip, .version, .photo-choice, .found-choice')].filter(Boolean)
    const after = getComputedStyle(e, '::after')
    return [near.some(marked) || (after.outlineStyle !== 'none' && parseFloat(after.outlineWidth) >= 2), e.outerHTML.slice(0, 100)] }"""


def test_in_forced_colours_the_focus_and_what_is_chosen_are_seen(office: Office, tmp_path: Path) -> None:
    codes = staged(office, tmp_path)
    for role in PEOPLE:
        with office.sits(role) as desk:
            desk.page.emulate_media(forced_colors="active")
            for view, page in seen(office, desk, of(role), codes):
                unseen = []
                for _ in range(30):
                    page.keyboard.press("Tab")
                    found = page.evaluate(_FOCUS)
                    if found and not found[0]:
                        unseen.append(found[1])
                desk.picture(f"forced-{view.name}")
                assert unseen == [], view.name
                here = page.locator(".tabs [aria-current=page]")
                if here.count():
                    others = page.locator(".tabs a:not([aria-current])").first
                    assert _ground(here) != _ground(others), view.name


def _ground(one: Locator) -> str:
    return str(one.evaluate("e => getComputedStyle(e).backgroundColor"))


def test_who_wants_no_motion_gets_none(office: Office, tmp_path: Path) -> None:
    codes = staged(office, tmp_path)
    moving = """document.getAnimations().filter(a => a.playState === 'running').map(a => a.animationName ?? a.transitionProperty)"""
    for role in PEOPLE:
        with office.sits(role) as desk:
            desk.page.emulate_media(reduced_motion="reduce")
            for view in of(role):
                desk.page.goto(f"{office.site.url}/desk{view.address(codes)}", wait_until="commit")
                for _ in range(8):
                    assert desk.page.evaluate(moving) == [], view.name
                    desk.page.wait_for_timeout(60)
                desk.settled()
                smooth = "getComputedStyle(document.documentElement).scrollBehavior"
                assert desk.page.evaluate(smooth) == "auto"


_NAME = """() => { const e = document.activeElement
    const by = e.getAttribute('aria-labelledby')?.split(' ').map(id => document.getElementById(id)?.textContent).join(' ')
    return (e.getAttribute('aria-label') ?? by ?? (e.labels?.[0] ?? e).textContent).trim().replace(/\\s+/g, ' ') }"""
_CHANGING = (
    (r"DB-S-\d{5}", "DB-S-…"),
    (r"\d{2}:\d{2}", "…:…"),
    (r"có tài khoản \d+", "có tài khoản …"),
    (r"\d+ (phút|giây|giờ|ngày) trước|hôm qua|bây giờ|phút này", "…"),
    (r"\d{1,2}/\d{1,2}/\d{2,4}", "…/…/…"),
)


def press_until(page: Page, name: str, *, back: bool = False) -> None:
    """Go on by Tab until the focus is at the control of this name, which may still be on its way."""
    for _ in range(4):
        for _ in range(150):
            page.keyboard.press("Shift+Tab" if back else "Tab")
            if page.evaluate(_NAME).startswith(name):
                return
        page.wait_for_timeout(1_500)
    raise AssertionError(f"Tab never reaches {name}")


def _tree(part: Locator) -> str:
    tree = part.aria_snapshot() + "\n"
    for pattern, word in _CHANGING:
        tree = re.sub(pattern, word, tree)
    return tree


def chooser_of(page: Page, name: str) -> FileChooser:
    """The window that the control of this name opens by Enter; pressed again where the view was drawn anew meanwhile."""
    for _ in range(5):
        press_until(page, name)
        try:
            with page.expect_file_chooser(timeout=5_000) as chooser:
                page.keyboard.press("Enter")
        except PlaywrightTimeoutError:
            continue
        return chooser.value
    raise AssertionError(f"Enter at {name} opens nothing")


def same_tree(part: Locator, name: str) -> None:
    """The accessibility tree is the one that is kept; DESK_SNAPSHOTS=write keeps the present one, to be reviewed like code."""
    file = SNAPSHOTS / f"{name}.yml"
    if os.environ.get("DESK_SNAPSHOTS") == "write":
        SNAPSHOTS.mkdir(exist_ok=True)
        file.write_text(_tree(part), encoding="utf-8")
    tree = _tree(part)
    for _ in range(50):  # what comes a moment later
        if tree == file.read_text(encoding="utf-8"):
            return
        part.page.wait_for_timeout(200)
        tree = _tree(part)
    assert tree == file.read_text(encoding="utf-8"), f"DESK_SNAPSHOTS=write keeps the new {name}"


def test_a_site_is_entered_and_sent_by_keyboard_alone(office: Office) -> None:
    with office.sits(Role.EDITOR) as desk:
        page = desk.open("/new")
        same_tree(page.get_by_role("main"), "enter-blank")
        keys = page.keyboard
        press_until(page, "Tên di tích, địa điểm")
        keys.type("Hang đá bàn phím")
        press_until(page, "Di tích lịch sử")
        keys.press("Space")
        press_until(page, "Xã, phường")
        keys.type("muong phang")
        expect(page.get_by_role("option", name="Xã Mường Phăng")).to_be_visible()
        keys.press("Enter")
        press_until(page, "Tọa độ")
        keys.type("21.4570, 103.1530")
        press_until(page, "Tóm tắt")
        keys.type("Hang đá, nhập bằng bàn phím.")
        expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=15_000)
        press_until(page, "Gửi duyệt")
        keys.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        same_tree(dialog, "enter-dialog")
        press_until(page, "Gửi duyệt")
        keys.press("Enter")
        page.wait_for_url(re.compile(r"/desk/sites/DB-S-\d+$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Hang đá bàn phím")
        assert desk.guest.faults == []


def test_a_photograph_is_added_and_described_by_keyboard_alone(office: Office) -> None:
    code = office.draft("Thác bàn phím")["code"]
    with office.sits(Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        keys = page.keyboard
        chooser_of(page, "Chọn ảnh từ máy").set_files(chosen(photograph()))
        press_until(page, "Ghi thông tin")
        keys.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        same_tree(dialog, "photograph-dialog")
        press_until(page, "Mô tả ảnh cho người không nhìn thấy")
        keys.type("Thác bốn tầng giữa rừng.")
        # A group of radio buttons is one stop of Tab; the arrow keys choose in it.
        press_until(page, "Ai cũng được dùng, miễn là ghi tên")
        keys.press("Space")
        press_until(page, "Ai giữ quyền")
        keys.type("UBND xã")
        press_until(page, "Lưu")
        keys.press("Enter")
        expect(dialog).to_have_count(0)
        expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(1, timeout=45_000)
        expect(page.get_by_text("Chưa mô tả")).to_have_count(0)
        same_tree(page.get_by_role("list", name="Ảnh"), "photograph-attached")
        assert desk.guest.faults == []


def test_a_submission_is_reviewed_and_published_by_keyboard_alone(office: Office) -> None:
    site = office.submitted("Tháp bàn phím")
    with office.sits(Role.REVIEWER) as desk:
        page = desk.open("/review")
        same_tree(page.get_by_role("main"), "queue")
        press_until(page, "Tháp bàn phím")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{site['code']}/review")
        desk.settled()
        same_tree(page.get_by_role("main"), "review")
        press_until(page, "Duyệt")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/review")
        assert desk.guest.faults == []
    with office.sits(Role.PUBLISHER) as desk:
        page = desk.open(f"/sites/{site['code']}/review")
        press_until(page, "Công bố…")
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        same_tree(dialog, "publish-dialog")
        press_until(page, "Công bố")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Đã công bố “Tháp bàn phím”.")).to_be_visible()
        page.goto(f"{office.site.url}/s/{site['slug']}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Tháp bàn phím")
        assert desk.guest.faults == []
