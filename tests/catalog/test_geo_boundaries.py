from __future__ import annotations

import random

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from catalog.errors import BadRequestError
from catalog.geo import Boundaries, Boundary, distance_metres, outside_metres
from tests.catalog.register import boundaries, rows, site, units

PROVINCE = boundaries()[0]


def outside_declared_unit(slug: str) -> float:
    row = site(slug)
    unit = next(b for b in boundaries() if b.name == row["commune"])
    return outside_metres(unit.geometry, float(row["lat"]), float(row["lon"]))


def test_the_forty_five_units_cover_the_province_without_gap_or_overlap() -> None:
    shapes = [boundary.geometry for boundary in boundaries()[1:]]
    assert len(shapes) == 45
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).equals(PROVINCE.geometry)


def test_every_present_unit_contains_its_own_point() -> None:
    present = [row for row in rows("admin_units.csv") if row["level"] in ("commune", "ward")]
    assert len(present) == 45
    found = {row["code"]: units().locate(float(row["lat"]), float(row["lon"])) for row in present}
    assert all(code == where for code, where in found.items())


def test_the_register_tells_the_truth_about_points_outside_their_boundary() -> None:
    marker = site("a-pa-chai-moc-0")
    beyond = outside_metres(PROVINCE.geometry, float(marker["lat"]), float(marker["lon"]))
    assert beyond == pytest.approx(200, abs=15)
    assert outside_declared_unit("noi-be-van-dan-hy-sinh") == pytest.approx(410, abs=15)
    assert outside_declared_unit("nghia-trang-him-lam") == pytest.approx(210, abs=15)


def test_a1_hill_lies_in_dien_bien_phu_ward() -> None:
    row = site("doi-a1")
    assert units().locate(float(row["lat"]), float(row["lon"])) == "03127"


def test_nothing_contains_a_point_abroad() -> None:
    assert units().locate(21.0, 101.0) is None


@given(st.floats(20.8, 22.6), st.floats(102.0, 103.7))
def test_a_point_is_in_a_unit_exactly_when_it_is_in_the_province(lat: float, lon: float) -> None:
    assert (units().locate(lat, lon) is not None) == PROVINCE.geometry.intersects(Point(lon, lat))


@given(st.randoms(use_true_random=False))
def test_on_a_shared_border_the_order_of_building_decides_nothing(shuffle: random.Random) -> None:
    areas = [
        Boundary("b", box(0, 0, 1, 1), 0.0),
        Boundary("a", box(1, 0, 2, 1), 0.0),
        Boundary("c", box(1, 1, 2, 2), 0.0),
    ]
    shuffle.shuffle(areas)
    assert Boundaries(areas).locate(0.5, 1.0) == "a"
    assert Boundaries(areas).locate(1.0, 1.0) == "a"
    assert Boundaries(areas).locate(1.0, 1.5) == "a"


@settings(max_examples=25)  # each compares with all 45 units, which takes a while
@given(st.floats(20.8, 22.6), st.floats(102.0, 103.7), st.floats(1, 20_000))
def test_near_finds_all_units_within_the_distance_nearest_first(
    lat: float, lon: float, metres: float
) -> None:
    found = units().near(lat, lon, metres)
    every = [(b.key, outside_metres(b.geometry, lat, lon)) for b in boundaries()[1:]]
    assert found == sorted((hit for hit in every if hit[1] <= metres), key=lambda hit: (hit[1], hit[0]))


def test_near_names_the_containing_unit_first_at_no_distance() -> None:
    row = site("doi-a1")
    assert units().near(float(row["lat"]), float(row["lon"]), 10_000)[0] == ("03127", 0.0)


def test_near_refuses_half_the_country() -> None:
    with pytest.raises(BadRequestError):
        units().near(21.4, 103.0, 600_000)


def test_a_boundary_is_found_by_its_key() -> None:
    assert "03127" in units()
    assert "O03127" not in units()
    assert len(units()) == 45
    assert units()["03127"].name == "Phường Điện Biên Phủ"


def test_distances_outside_agree_with_a_straight_line_where_the_border_is_one() -> None:
    edge = Boundaries([Boundary(1, box(102, 21, 103, 22), 0.0)])
    ((key, metres),) = edge.near(21.5, 103.01, 2_000)
    assert key == 1
    assert metres == pytest.approx(distance_metres(21.5, 103.01, 21.5, 103.0), abs=0.5)
