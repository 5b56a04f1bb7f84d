"""Protection zones in the form: from a file, by their corners, drawn on the map; seen on the record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from catalog.terms import Role
from tests.desk.sitting import PHONE, SCREEN, Sitting, looked_at, sitting
from tests.desk.test_enter import kept_and_sent, open_section
from tests.desk.test_map import drawing
from tests.staff import MUONG_PHANG, Team, done
from tests.web.accounts import Site

__all__ = ["drawing"]
pytestmark = [pytest.mark.chromium, pytest.mark.node]

TITLE = "Khu vực bảo vệ"
CORNERS = [[103.15, 21.45], [103.16, 21.45], [103.16, 21.46], [103.15, 21.46], [103.15, 21.45]]
ZONES = """query ($code: String!) { sites(filter: { codes: [$code] }, view: WORKING) {
  nodes { protectionZones { zone geometry validFrom decisionNumber source } } } }"""
KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><Point><coordinates>103.1,21.4</coordinates></Point></Placemark>
<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>
103.15,21.45,500 103.16,21.45,500 103.16,21.46,500 103.15,21.45,500
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"""


def draft(site: Site) -> dict[str, Any]:
    """A draft of a site without any zone."""
    name = [{"language": "VI", "text": "Hầm thử khoanh vùng"}]
    return Team.of(site.catalogue).created(names=name, adminUnit=MUONG_PHANG)


def zones(desk: Sitting, code: str) -> list[dict[str, Any]]:
    """The zones as the catalogue has them."""
    found: list[dict[str, Any]] = Team.of(desk.site.catalogue).editor.data(ZONES, code=code)["sites"]["nodes"]
    return list(found[0]["protectionZones"])


def opened(desk: Sitting, code: str) -> Page:
    """The form with its zones open and one begun."""
    page = desk.open(f"/sites/{code}/edit")
    open_section(page, TITLE)
    page.get_by_role("button", name="Thêm khu vực").click()
    return page


def file(name: str, text: str) -> FilePayload:
    """A file as somebody chooses it."""
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=text.encode())


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_zone_is_taken_from_a_file_and_stands_on_the_record(
    browser: Browser, site: Site, width: int
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = opened(desk, code)
        expect(page.get_by_text("Chưa có hình")).to_be_visible()
        taken = page.get_by_label("Lấy hình từ tệp")
        taken.set_input_files(file("ve.kmz", "PK.."))
        expect(page.get_by_text("Tệp ve.kmz là tệp nén (KMZ)")).to_be_visible()
        looked_at(page)
        taken.set_input_files(file("vung.kml", KML))
        expect(page.get_by_text("3 góc · 57,")).to_be_visible()
        polygon = {"type": "Polygon", "coordinates": [CORNERS]}
        taken.set_input_files(file("vung.geojson", json.dumps({"type": "Feature", "geometry": polygon})))
        expect(page.get_by_text("4 góc · 114,")).to_be_visible()
        page.get_by_label("Văn bản khoanh vùng").fill("12/BB-KV")
        section = page.locator("#section-zones")
        section.get_by_label("Hiệu lực từ", exact=True).fill("2015-12-23")
        section.get_by_label("Nguồn", exact=True).fill("Bản đồ khoanh vùng 1/500")
        kept_and_sent(page)
        looked_at(page)
        desk.picture(f"zones-form-{width}")
        (zone,) = zones(desk, code)
        assert zone == {
            "zone": "ZONE_I",
            "geometry": polygon,
            "validFrom": "2015-12-23",
            "decisionNumber": "12/BB-KV",
            "source": "Bản đồ khoanh vùng 1/500",
        }
        page = desk.open(f"/sites/{code}")
        expect(page.get_by_role("img", name="Hình khu vực: 4 góc · 114,")).to_be_visible()
        expect(page.get_by_text("Khu vực bảo vệ I", exact=True)).to_be_visible()
        looked_at(page)
        desk.picture(f"zones-record-{width}")
        assert desk.guest.faults == []


def test_corners_are_typed_in_any_form_and_what_cannot_be_is_refused_at_its_place(
    browser: Browser, site: Site
) -> None:
    code = draft(site)["code"]
    with sitting(browser, site, Role.EDITOR) as desk:
        page = opened(desk, code)
        corners = page.get_by_label("Các góc, mỗi dòng một điểm")
        corners.fill("21.45, 103.15\nđâu đó\n21.46, 103.16")
        expect(page.get_by_text("Dòng 2:")).to_be_visible(timeout=10_000)
        expect(corners).to_have_attribute("aria-invalid", "true")
        looked_at(page)
        assert zones(desk, code) == []
        corners.fill("21.45, 103.15\n21°27′00″B 103°09′36″Đ\n21.46, 103.16")
        expect(page.get_by_text("3 góc · 57,")).to_be_visible(timeout=10_000)
        kept_and_sent(page)
        assert len(zones(desk, code)) == 1
        corners.fill("21.45, 103.15\n21.46, 103.16\n21.45, 103.16\n21.46, 103.15")
        expect(page.get_by_text("tự cắt").first).to_be_visible(timeout=15_000)
        expect(corners).to_have_attribute("aria-invalid", "true")
        assert len(zones(desk, code)[0]["geometry"]["coordinates"][0]) == 4
        page.reload()
        open_section(page, TITLE)
        expect(corners).to_have_value("21.45, 103.15\n21.46, 103.16\n21.45, 103.16\n21.46, 103.15")
        assert desk.guest.faults == []


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_zone_is_drawn_on_the_map_by_pressing_and_by_keyboard(
    drawing: Browser, site: Site, width: int
) -> None:
    code = draft(site)["code"]
    with sitting(drawing, site, Role.EDITOR, width=width) as desk:
        page = opened(desk, code)
        names: list[str] = []
        page.on("request", lambda request: names.append(request.url.rsplit("/", 1)[-1]))
        page.get_by_role("button", name="Vẽ trên bản đồ").click()
        page.locator(".zone-map canvas").wait_for()
        add = page.get_by_role("button", name="Thêm góc ở giữa bản đồ")
        add.wait_for()
        assert any(name.startswith("maplibre") for name in names)
        box = page.locator(".zone-map canvas").bounding_box()
        assert box
        canvas = page.locator(".zone-map canvas")
        for x, y in ((0.3, 0.3), (0.6, 0.3)):
            canvas.click(position={"x": box["width"] * x, "y": box["height"] * y})
        add.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("3 góc · ").first).to_be_visible()
        expect(page.locator(".zone-corner")).to_have_count(3)
        looked_at(page)
        desk.picture(f"zones-map-{width}")
        page.get_by_role("button", name="Bỏ góc cuối").click()
        expect(page.locator(".zone-corner")).to_have_count(2)
        expect(page.get_by_text("Chưa có hình")).to_be_visible()
        add.press("Enter")
        expect(page.locator(".zone-corner")).to_have_count(3)
        kept_and_sent(page)
        (zone,) = zones(desk, code)
        assert len(zone["geometry"]["coordinates"][0]) == 4
        assert desk.guest.faults == []
        assert desk.guest.foreign == []


def test_an_officer_sees_the_zones_of_a_public_site_and_changes_none(browser: Browser, site: Site) -> None:
    polygon = {"type": "Polygon", "coordinates": [CORNERS]}
    made = Team.of(site.catalogue).published(
        names=[{"language": "VI", "text": "Hầm thử đã công bố"}],
        adminUnit=MUONG_PHANG,
        protectionZones=[{"zone": "ZONE_I", "geometry": polygon}],
    )
    with sitting(browser, site, Role.COMMUNE_OFFICER, unit=MUONG_PHANG, width=PHONE) as desk:
        page = desk.open(f"/sites/{made['code']}/edit")
        open_section(page, TITLE)
        expect(page.get_by_label("Các góc, mỗi dòng một điểm")).to_be_disabled()
        expect(page.get_by_label("Lấy hình từ tệp")).to_be_disabled()
        looked_at(page)
        assert desk.guest.faults == []


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_zone_whose_outline_alone_changed_shows_both_outlines_to_whoever_compares(
    browser: Browser, site: Site, width: int
) -> None:
    editor = Team.of(site.catalogue).editor
    made = draft(site)

    def said(corners: list[list[float]]) -> dict[str, Any]:
        return {
            "protectionZones": [{"zone": "ZONE_I", "geometry": {"type": "Polygon", "coordinates": [corners]}}]
        }

    done(editor, "ReviseSite", id=made["id"], version=1, input=said(CORNERS))
    done(editor, "ReviseSite", id=made["id"], version=2, input=said([*CORNERS[:3], CORNERS[0]]))
    with sitting(browser, site, Role.EDITOR, width=width) as desk:
        page = desk.open(f"/sites/{made['code']}/history")
        zone = page.get_by_role("group", name=TITLE)
        expect(zone.get_by_role("img")).to_have_count(2)
        expect(zone).to_contain_text("4 góc · 114,")
        expect(zone).to_contain_text("3 góc · 57,")
        looked_at(page)
        desk.picture(f"zone-compared-{width}")
        assert desk.guest.faults == []
