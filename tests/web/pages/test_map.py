from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import jinja2
import pytest
import shapely
from defusedxml.ElementTree import fromstring
from shapely.geometry import Point, Polygon, box

import web.pages
from catalog.geo import Boundary, distance_metres
from tests.catalog.register import boundaries, rows
from web.pages.map import (
    LABEL_SIZE,
    LINE_HEIGHT,
    PlacedSite,
    ProvinceMap,
    UnitShape,
    draw_province,
    path_data,
)

SVG = "{http://www.w3.org/2000/svg}"
Corner = tuple[int, int]


@cache
def province_map() -> ProvinceMap:
    shown = {"site_approx", "geocoded", "unverified", "low"}
    sites = [
        PlacedSite(row["slug"], row["name_vi"], float(row["lat"]), float(row["lon"]))
        for row in rows("sites.csv")
        if row["coord_precision"] in shown
    ]
    return draw_province(boundaries()[1:], sites)


def drawn(drawing: ProvinceMap) -> ET.Element:
    folder = Path(web.pages.__file__).parent / "templates"
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)
    macro = environment.get_template("_map.html").module.province_map  # type: ignore[attr-defined]
    text = str(
        macro(
            drawing,
            "Bản đồ",
            "45 xã, phường",
            lambda code: f"/?unit={code}",
            lambda point: f"/s/{point.sites[0].slug}",
            "10 km",
        )
    )
    root: ET.Element = fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return root


def rings(path: str) -> list[list[Corner]]:
    """The corners of each ring of path data, in whole tenths, so that they can be compared."""
    found = []
    for start, steps in re.findall(r"M([-\d. ]+)l([-\d. ]+)z", path):
        x, y = (round(float(number) * 10) for number in start.split())
        corners = [(x, y)]
        numbers = [round(float(number) * 10) for number in steps.split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        found.append(corners)
    return found


def edges(path: str) -> list[frozenset[Corner]]:
    return [frozenset(edge) for ring in rings(path) for edge in pairwise([*ring, ring[0]])]


def label_box(unit: UnitShape) -> Polygon:
    width, height = max(map(len, unit.label)) * LABEL_SIZE * 0.45, len(unit.label) * LINE_HEIGHT * 0.8
    return box(
        unit.label_x - width / 2,
        unit.label_y - height / 2,
        unit.label_x + width / 2,
        unit.label_y + height / 2,
    )


def test_a_border_that_two_units_share_is_drawn_as_one_line() -> None:
    uses = Counter(edge for unit in province_map().units for edge in edges(unit.path))
    assert set(uses.values()) == {1, 2}
    assert {edge for edge, count in uses.items() if count == 1} == set(edges(province_map().outline))


def test_every_unit_is_drawn_once_in_the_order_of_codes() -> None:
    codes = [unit.code for unit in province_map().units]
    assert codes == sorted(boundary.key for boundary in boundaries()[1:])


def test_a_site_is_drawn_in_the_unit_it_lies_in() -> None:
    point = next(p for p in province_map().points if any(s.slug == "doi-a1" for s in p.sites))
    unit = next(unit for unit in province_map().units if unit.code == "03127")
    assert Polygon([(x / 10, y / 10) for x, y in rings(unit.path)[0]]).contains(Point(point.x, point.y))


def test_sites_that_would_lie_on_each_other_share_a_point_and_none_is_lost() -> None:
    sites = [
        PlacedSite("b", "B", 21.4000, 103.0000),
        PlacedSite("a", "A", 21.4001, 103.0001),
        PlacedSite("c", "C", 21.9, 103.0),
    ]
    points = draw_province(boundaries()[1:], sites).points
    assert [[site.slug for site in point.sites] for point in points] == [["a", "b"], ["c"]]


def test_the_drawing_is_true_to_scale_in_the_middle_of_the_province() -> None:
    sites = [
        PlacedSite("a", "A", 21.72, 102.9),
        PlacedSite("b", "B", 21.72, 103.3),
        PlacedSite("c", "C", 22, 102.9),
    ]
    drawing = draw_province(boundaries()[1:], sites)
    a, b, c = drawing.points
    metres_per_unit = 10_000 / drawing.ten_kilometres
    east, north = (b.x - a.x) * metres_per_unit, (a.y - c.y) * metres_per_unit
    assert east == pytest.approx(distance_metres(21.72, 102.9, 21.72, 103.3), rel=0.005)
    assert north == pytest.approx(distance_metres(21.72, 102.9, 22, 102.9), rel=0.005)


def test_labels_leave_the_type_away_and_cover_neither_points_nor_each_other() -> None:
    units, points = province_map().units, province_map().points
    assert " ".join(next(unit.label for unit in units if unit.code == "03127")) == "Điện Biên Phủ"
    boxes = [label_box(unit) for unit in units]
    tree = shapely.STRtree(boxes)
    assert all(list(tree.query(label, predicate="intersects")) == [i] for i, label in enumerate(boxes))
    assert not any(label.distance(Point(point.x, point.y)) < 5 for label in boxes for point in points)


def test_everything_drawn_lies_within_the_view() -> None:
    view = box(0, 0, 1000, province_map().height)
    corners = [
        (x / 10, y / 10) for unit in province_map().units for ring in rings(unit.path) for x, y in ring
    ]
    assert view.contains(shapely.MultiPoint(corners))
    assert all(view.contains(label_box(unit)) for unit in province_map().units)
    assert all(view.contains(Point(point.x, point.y)) for point in province_map().points)


def test_the_whole_map_is_under_sixty_kilobytes() -> None:
    assert len(ET.tostring(drawn(province_map()), encoding="utf-8")) < 60_000


def test_every_unit_and_point_is_a_link_with_a_title_and_nothing_carries_a_style() -> None:
    root = drawn(province_map())
    links = root.findall(f".//{SVG}a")
    assert len(links) == len(province_map().units) + len(province_map().points)
    titles = [link.findtext(f"{SVG}title") for link in links]
    assert "Phường Điện Biên Phủ" in titles
    assert all(titles)
    assert all(link.get("href") for link in links)
    assert not any("style" in element.attrib for element in root.iter())


def test_the_map_is_named_for_those_who_do_not_see_it() -> None:
    root = drawn(province_map())
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    named_by = (root.get("aria-labelledby") or "").split()
    assert [ids[name] for name in named_by] == ["Bản đồ", "45 xã, phường"]


def test_a_name_cannot_write_markup_into_the_map() -> None:
    square = Boundary("1", box(103, 21, 104, 22), 0.0, 'Xã <script>"&')
    root = drawn(draw_province([square], [PlacedSite("a", "<b>A</b>", 21.5, 103.5)]))
    assert [link.findtext(f"{SVG}title") for link in root.findall(f".//{SVG}a")] == [
        'Xã <script>"&',
        "<b>A</b>",
    ]


def test_holes_and_several_parts_are_drawn_and_specks_left_out() -> None:
    holed = box(0, 0, 10, 10).difference(box(4, 4, 6, 6))
    speck = box(20, 20, 20.01, 20.01)
    path = path_data(shapely.union_all([holed, speck, box(30, 30, 40, 40)]))
    assert len(rings(path)) == 3
    assert path.count("M") == 3
