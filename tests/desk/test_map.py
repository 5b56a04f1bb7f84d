"""The map of the province at the desk: fetched only when opened, of this host alone, never the only way to a site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.terms import Role
from tests.browser import QUIET
from tests.desk.sitting import NARROWEST, PHONE, SCREEN, looked_at, sitting
from tests.lanes import chromium
from tests.web.accounts import Site

pytestmark = [pytest.mark.chromium, pytest.mark.node]

SOFTWARE = (
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"


@pytest.fixture
def drawing(browser: Browser) -> Iterator[Browser]:
    """A browser that draws WebGL without a graphics card."""
    flags = [*QUIET, *SOFTWARE, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    drawn = browser.browser_type.launch(executable_path=chromium(), args=flags)
    yield drawn
    drawn.close()


def asked_for(page: Page) -> list[str]:
    """The names of the files that the page asks for from now on."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rsplit("/", 1)[-1]))
    return names


def opened(page: Page) -> None:
    """Wait until the moving map stands with its points."""
    page.locator(".moving canvas").wait_for()
    page.locator(".pin").first.wait_for()
    page.wait_for_timeout(600)


def test_the_map_is_fetched_when_it_is_opened_and_not_before(drawing: Browser, site: Site) -> None:
    with sitting(drawing, site, Role.EDITOR) as desk:
        names = asked_for(desk.page)
        page = desk.open("/sites")
        assert [name for name in names if name.startswith(("map", "boundaries"))] == []
        page.get_by_role("link", name="Bản đồ").click()
        opened(page)
        loaded = [name for name in names if name.startswith(("map", "boundaries"))]
        assert any(name.startswith("maplibre-gl-worker") for name in loaded)
        assert "boundaries.geojson" in loaded
        assert desk.guest.faults == []
        assert desk.guest.foreign == []


def test_the_service_worker_does_not_fetch_the_map_beforehand(site: Site, browser: Browser) -> None:
    with sitting(browser, site, Role.EDITOR) as desk:
        worker = desk.page.request.get(f"{site.url}/desk/sw.js").text()
        assert "maplibre" not in worker


@pytest.mark.parametrize("width", [PHONE, SCREEN])
@pytest.mark.parametrize("is_dark", [False, True])
def test_the_moving_map_is_fit_for_everyone(drawing: Browser, site: Site, width: int, is_dark: bool) -> None:
    with sitting(drawing, site, Role.EDITOR, width=width) as desk:
        if is_dark:
            desk.open("/me").get_by_role("button", name="Nền tối").click()
        page = desk.open("/sites?look=map")
        opened(page)
        desk.picture(f"map-{width}-{'dark' if is_dark else 'light'}")
        looked_at(page)
        expect(page.get_by_text("Địa giới:")).to_be_visible()
        assert desk.guest.faults == []


def test_sites_without_a_position_are_told_beside_the_map_and_every_site_is_in_the_list(
    drawing: Browser, site: Site
) -> None:
    with sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map")
        opened(page)
        beside = page.get_by_role("region", name="Danh sách địa điểm của bản đồ")
        beside.get_by_text("Không có tọa độ").click()
        while beside.get_by_role("button", name="Hiện thêm").count():
            beside.get_by_role("button", name="Hiện thêm").first.click()
        assert beside.get_by_role("link").count() == 79
        told = beside.locator("summary").first.text_content() or ""
        desk.open("/sites?lacks=POSITION")
        counted = int("".join(filter(str.isdigit, page.locator(".find-count").text_content() or "")))
        assert counted >= int("".join(filter(str.isdigit, told)))


def test_a_commune_that_is_clicked_narrows_the_list_and_can_be_left(drawing: Browser, site: Site) -> None:
    with sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map")
        opened(page)
        whole = page.locator(".find-count").text_content()
        box = page.locator(".moving canvas").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] * 0.72, box["y"] + box["height"] * 0.45)
        page.wait_for_url("**unit=*")
        expect(page.get_by_text("Đang xem:")).to_be_visible()
        desk.settled()
        page.wait_for_timeout(900)
        desk.picture("map-commune")
        looked_at(page)
        page.get_by_role("button", name="Xem mọi xã, phường").click()
        expect(page.locator(".find-count")).to_have_text(str(whole))
        page.go_back()
        expect(page.get_by_text("Đang xem:")).to_be_visible()
        assert desk.guest.faults == []


def test_points_close_together_part_when_one_comes_nearer_and_lead_to_the_site(
    drawing: Browser, site: Site
) -> None:
    with sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map")
        opened(page)
        gathered = page.locator(".pin-cluster").count()
        assert gathered > 0
        for _ in range(8):
            if page.locator(".pin:not(.pin-cluster)").count():
                break
            page.locator(".pin-cluster").first.click()
            page.wait_for_timeout(700)
        page.locator(".pin:not(.pin-cluster)").first.click()
        page.wait_for_url("**/desk/sites/DB-S-*")


def test_positions_that_disagree_are_marked_as_such(drawing: Browser, site: Site) -> None:
    with sitting(drawing, site, Role.EDITOR) as desk:
        page = desk.open("/sites?look=map&lacks=POSITION")
        page.locator(".moving canvas").wait_for()
        expect(page.locator(".beside").get_by_text("Tọa độ chưa thống nhất").first).to_be_visible()
        for _ in range(8):
            if page.locator(".pin-candidate").count():
                break
            page.locator(".pin-cluster").first.click()
            page.wait_for_timeout(700)
        expect(page.locator(".pin-candidate").first).to_be_visible()


@pytest.mark.parametrize("width", [NARROWEST, SCREEN])
def test_without_webgl_the_province_is_drawn_still_and_no_engine_is_fetched(
    browser: Browser, site: Site, width: int
) -> None:
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        desk.page.add_init_script(NO_WEBGL)
        names = asked_for(desk.page)
        page = desk.open("/sites?look=map")
        expect(page.get_by_text("bản đồ được vẽ tĩnh")).to_be_visible()
        assert page.locator(".drawn-unit").count() == 45
        assert page.locator(".drawn-site, .drawn-cluster").count() > 3
        assert [name for name in names if name.startswith("maplibre")] == []
        desk.picture(f"map-drawn-{width}")
        looked_at(page)
        page.locator(".drawn-unit").nth(20).click(force=True)
        page.wait_for_url("**unit=*")
        desk.settled()
        desk.picture(f"map-drawn-commune-{width}")
        looked_at(page)
        assert desk.guest.faults == []
