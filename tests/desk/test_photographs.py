"""Photographs of a site: from a folder or the camera, sent in the background, attached once, said of what they are."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, expect

from catalog.terms import Role
from media.kinds import MediaType
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, Sitting, code_in_address, looked_at, sitting
from tests.media.samples import HEIC, written
from tests.photographs import photograph
from tests.staff import MUONG_PHANG, Team, someone
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

LONG = 40_000
PICTURES = """query ($codes: [String!]) { sites(view: WORKING, filter: { codes: $codes }, first: 1) { nodes { version surrogates(first: 100) {
  edges { node { id code role digest maker rights { uri holder creditLine } alternativeText { text } work { people } } } } } } }"""
BY = "https://creativecommons.org/licenses/by/4.0/"


def draft(site: Site) -> dict[str, Any]:
    """A draft of an editor's in Mường Phăng."""
    names = [{"language": "VI", "text": "Hầm chỉ huy thử"}]
    return Team.of(site.catalogue).created(names=names, adminUnit=MUONG_PHANG)


def files(folder: Path, count: int, **size: int) -> list[str]:
    """So many photographs of a telephone's, each unlike the others."""
    made = [folder / f"IMG_{number + 1:04}.jpg" for number in range(count)]
    for path in made:
        path.write_bytes(photograph(**size))
    return [str(path) for path in made]


def heavy(folder: Path) -> str:
    """A photograph of some five megabytes."""
    grain = [Image.effect_noise((2400, 1800), 90) for _ in range(3)]
    file = folder / "NANG.jpg"
    file.write_bytes(written(Image.merge("RGB", grain), MediaType.JPEG, quality=92))
    assert 4_000_000 < file.stat().st_size < 12_000_000
    return str(file)


def choose(page: Page, paths: list[str]) -> None:
    """Choose files of the machine's."""
    page.get_by_label("Chọn ảnh từ máy").set_input_files(paths)


def pictures(site: Site, code: str) -> list[dict[str, Any]]:
    """What the record has, as an editor sees it."""
    answer = someone(site.catalogue, Role.EDITOR).data(PICTURES, codes=[code])
    (node,) = answer["sites"]["nodes"]
    return [edge["node"] for edge in node["surrogates"]["edges"]]


def in_order(page: Page, site: Site, code: str, wanted: list[str]) -> None:
    """Wait until the record has exactly these, in this order."""
    for _ in range(50):
        if [one["code"] for one in pictures(site, code)] == wanted:
            return
        page.wait_for_timeout(100)
    assert [one["code"] for one in pictures(site, code)] == wanted


def all_attached(page: Page, count: int) -> None:
    """Wait until so many photographs are in the record."""
    expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(count, timeout=LONG)


def card(page: Page, number: int) -> Any:
    """The photograph in this place."""
    return (
        page.get_by_role("list", name="Ảnh")
        .get_by_role("listitem")
        .filter(has=page.get_by_role("heading", name=f"Ảnh {number}", exact=False))
    )


def test_an_officer_adds_ten_at_once_and_says_whose_they_are(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        expect(page.get_by_text("Chưa có ảnh nào")).to_be_visible()
        expect(page.get_by_label("Chụp ảnh")).to_have_attribute("capture", "environment")
        expect(page.get_by_text("Tọa độ trong ảnh được giữ riêng, không công bố.")).to_be_visible()
        desk.picture("photographs-empty-390")
        looked_at(page)
        paths = files(tmp_path, 10)
        choose(page, paths)
        all_attached(page, 10)
        choose(page, paths[:1])
        expect(page.get_by_text("Ảnh này đã có trong hồ sơ, không cần gửi lại.")).to_be_visible()
        assert len(pictures(site, code)) == 10
        desk.picture("photographs-ten-390")
        looked_at(page)

        page.get_by_role("button", name="Ghi quyền cho 10 ảnh chưa có").click()
        dialog = page.get_by_role("dialog", name="Ghi cho 10 ảnh")
        dialog.get_by_text("Ai cũng được dùng, miễn là ghi tên (CC BY)").click()
        dialog.get_by_label("Ai giữ quyền").fill("UBND xã Mường Phăng")
        desk.picture("photographs-many-390")
        looked_at(page)
        dialog.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text("Chưa ghi quyền")).to_have_count(0)
        all_attached(page, 10)
        assert {(one["rights"]["uri"], one["rights"]["holder"]) for one in pictures(site, code)} == {
            (BY, "UBND xã Mường Phăng")
        }

        page.get_by_role("button", name="Ghi thông tin Ảnh 1", exact=True).click()
        dialog = page.get_by_role("dialog", name="Thông tin ảnh")
        dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy").fill("Cửa hầm giữa rừng")
        desk.picture("photographs-one-390")
        looked_at(page)
        dialog.get_by_role("button", name="Lưu, sang ảnh sau").click()
        expect(dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy")).to_have_value("")
        dialog.get_by_role("button", name="Thôi").click()
        expect(page.get_by_text("Chưa mô tả")).to_have_count(9)
        all_attached(page, 10)
        assert pictures(site, code)[0]["alternativeText"] == {"text": "Cửa hầm giữa rừng"}
        assert desk.guest.faults == []


def test_photographs_of_a_site_that_is_not_saved_yet_wait_and_are_found_again(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open("/new")
        choose(page, [*files(tmp_path, 1), str(HEIC / "upright.heic")])
        expect(page.get_by_text("Đã gửi lên, chờ hồ sơ được lưu")).to_have_count(2, timeout=LONG)
        desk.picture("photographs-waiting-1280")
        page.close(run_before_unload=False)

        desk.guest.page = page.context.new_page()
        desk.guest.watch()
        page = desk.open("/new")
        expect(page.get_by_text("Đã gửi lên, chờ hồ sơ được lưu")).to_have_count(2)
        page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Đồi thử ảnh")
        all_attached(page, 2)
        expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible()
        code = code_in_address(page)
        assert [one["code"] for one in pictures(site, code)] == [f"{code}.IMG01", f"{code}.IMG02"]
        desk.picture("photographs-form-1280")
        looked_at(page)
        assert desk.guest.faults == []


def throttled(desk: Sitting, bytes_per_second: int) -> Any:
    """A line that is as slow as a village's."""
    line = desk.page.context.new_cdp_session(desk.page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": bytes_per_second}
    line.send("Network.emulateNetworkConditions", slow)
    return line


def noted_offsets(page: Page) -> list[int]:
    """From which byte on every piece is sent, from now on."""
    found: list[int] = []

    def noted(request: Request) -> None:
        if request.method == "PATCH":
            found.append(int(request.headers["upload-offset"]))

    page.on("request", noted)
    return found


def test_sending_is_paused_gone_on_with_and_resumed_after_the_page_was_closed(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        throttled(desk, 1_000_000)
        offsets = noted_offsets(page)
        choose(page, [heavy(tmp_path)])
        page.get_by_role("button", name="Tạm dừng gửi Ảnh 1").click(timeout=LONG)
        expect(page.get_by_text("Tạm dừng ở")).to_be_visible()
        page.wait_for_timeout(1_000)
        held = len(offsets)
        page.wait_for_timeout(1_500)
        assert len(offsets) == held
        desk.picture("photographs-paused-1280")
        page.get_by_role("button", name="Gửi tiếp Ảnh 1").click()
        expect(page.get_by_text("Đang gửi")).to_be_visible()
        while len(offsets) < 3:
            page.wait_for_timeout(100)
        page.close(run_before_unload=False)

        desk.guest.page = page.context.new_page()
        desk.guest.watch()
        later = noted_offsets(desk.page)
        page = desk.open(f"/sites/{code}/photographs")
        all_attached(page, 1)
        assert later[0] >= offsets[-1] > 0
        assert offsets == sorted(offsets)
        assert later == sorted(later)
        assert len(pictures(site, code)) == 1


def test_what_is_not_taken_is_told_in_its_place_and_the_rest_goes_on(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    (good,) = files(tmp_path, 1)
    cut = tmp_path / "hong.jpg"
    cut.write_bytes(photograph()[:20_000])
    large = tmp_path / "lon.heic"
    large.write_bytes(
        struct.pack(">I", 24)
        + b"ftypheic"
        + bytes(12)
        + struct.pack(">I", 20)
        + b"ispe"
        + struct.pack(">III", 0, 8000, 6000)
    )
    page_file = tmp_path / "trang.html"
    page_file.write_text("<!doctype html>")
    with sitting(browser, site, Role.EDITOR, width=NARROWEST) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        choose(page, [good, good, str(cut), str(large), str(page_file)])
        expect(page.get_by_text("Bạn đã thêm ảnh này rồi, không cần gửi hai lần.")).to_be_visible()
        expect(page.get_by_text("Ảnh HEIC trên 25 triệu")).to_be_visible()
        expect(page.get_by_text("Không phải ảnh nhận được.")).to_be_visible()
        expect(page.get_by_text("Không nhận được ảnh này")).to_be_visible(timeout=LONG)
        all_attached(page, 1)
        desk.picture("photographs-refused-360")
        looked_at(page)
        assert len(pictures(site, code)) == 1
        page.get_by_role("button", name="Gỡ Ảnh 2").click()
        page.get_by_role("button", name="Gỡ hẳn").click()
        expect(page.get_by_text("Không nhận được ảnh này")).to_have_count(0)
        assert desk.guest.faults == []


def test_order_and_removal_by_the_keyboard_alone(browser: Browser, site: Site, tmp_path: Path) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        chooser = page.get_by_label("Chọn ảnh từ máy")
        chooser.focus()
        with page.expect_file_chooser() as asked:
            page.keyboard.press("Space")
        asked.value.set_files(files(tmp_path, 3))
        all_attached(page, 3)
        before = [one["code"] for one in pictures(site, code)]
        page.get_by_role("button", name="Đưa Ảnh 1 ra sau").press("Enter")
        expect(card(page, 2)).to_contain_text(before[0])
        expect(page.get_by_role("button", name="Đưa Ảnh 2 ra sau")).to_be_focused()
        in_order(page, site, code, [before[1], before[0], before[2]])

        page.get_by_role("button", name="Gỡ Ảnh 3").press("Enter")
        back = page.get_by_role("button", name="Hoàn tác")
        expect(back).to_be_focused()
        desk.picture("photographs-removed-1280")
        looked_at(page)
        back.press("Enter")
        all_attached(page, 3)
        page.get_by_role("button", name="Gỡ Ảnh 3").press("Enter")
        page.get_by_role("button", name="Gỡ hẳn").press("Enter")
        expect(page.get_by_text("Đã gỡ Ảnh 3.")).to_have_count(0)
        all_attached(page, 2)
        in_order(page, site, code, [before[1], before[0]])

        page.get_by_role("button", name="Ghi thông tin Ảnh 1", exact=True).press("Enter")
        page.get_by_role("radio", name="Giữ bản quyền, chỉ để xem").press("Space")
        page.get_by_role("button", name="Lưu", exact=True).press("Enter")
        expect(card(page, 1)).to_contain_text("Giữ bản quyền, chỉ để xem")
        desk.picture("photographs-ordered-1280")
        looked_at(page)
        assert desk.guest.faults == []


def test_without_network_photographs_stay_here_and_go_when_it_is_back(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        page.context.set_offline(True)
        choose(page, files(tmp_path, 2))
        expect(page.get_by_text("Chưa có mạng: ảnh nằm trên máy này và tự gửi khi có mạng.")).to_be_visible(
            timeout=LONG
        )
        desk.picture("photographs-offline-390")
        page.context.set_offline(False)
        all_attached(page, 2)
        assert len(pictures(site, code)) == 2


def test_a_machine_without_room_says_which_photographs_it_does_not_keep(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        room = desk.page.context.new_cdp_session(desk.page)
        room.send("Storage.overrideQuotaForOrigin", {"origin": site.url, "quotaSize": 60_000})
        page = desk.open(f"/sites/{code}/photographs")
        throttled(desk, 200_000)
        choose(page, files(tmp_path, 1, width=2400, height=1600))
        expect(page.get_by_text("Máy này hết chỗ: các ảnh sau chưa được giữ")).to_be_visible(timeout=LONG)
        expect(page.get_by_role("alert").get_by_text("IMG_0001.jpg")).to_be_visible()
        desk.picture("photographs-full-1280")
        looked_at(page)
        all_attached(page, 1)
        assert len(pictures(site, code)) == 1


def test_far_and_near_equal_photographs_are_told_and_shown(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    code = draft(site)["code"]
    first, second = tmp_path / "mot.jpg", tmp_path / "hai.jpg"
    content = photograph(latitude=(22, 0, 0))
    first.write_bytes(content)
    second.write_bytes(content.replace(b"CAMERA WORKS X-100", b"CAMERA WORKS X-200"))
    assert first.read_bytes() != second.read_bytes()
    with sitting(browser, site, Role.EDITOR, width=SCREEN) as desk:
        page = desk.open(f"/sites/{code}/photographs")
        choose(page, [str(first), str(second)])
        all_attached(page, 2)
        expect(page.get_by_text("Ảnh chụp cách địa điểm").first).to_be_visible()
        page.get_by_text("Gần giống 1 ảnh khác: xem cạnh nhau").first.click()
        expect(page.get_by_text("Ảnh này", exact=True)).to_be_visible()
        desk.picture("photographs-alike-1280")
        looked_at(page)
        assert desk.guest.faults == []
