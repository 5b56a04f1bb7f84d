from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.geo import PointFindings, check_point, check_position, outside_metres
from catalog.geo.points import degrees
from tests.catalog.register import boundaries, site, units

PROVINCE = boundaries()[0]
CODES = {boundary.name: boundary.key for boundary in boundaries()[1:]}


def findings(lat: float, lon: float, *declared: str, accuracy: float = 0.0) -> PointFindings:
    return check_point(
        lat, lon, province=PROVINCE, units=units(), declared=declared, accuracy_metres=accuracy
    )


def findings_of(slug: str, accuracy: float = 0.0) -> PointFindings:
    row = site(slug)
    return findings(float(row["lat"]), float(row["lon"]), CODES[row["commune"]], accuracy=accuracy)


def test_a_point_in_its_own_unit_is_left_in_peace() -> None:
    assert findings_of("doi-a1") == PointFindings()


@given(st.floats(20.8, 22.6), st.floats(102.0, 103.7))
def test_swapped_coordinates_are_recognised_all_over_the_province(lat: float, lon: float) -> None:
    (problem,) = findings(lon, lat).problems
    assert problem.code == "SWAPPED_COORDINATES"
    assert f"vĩ độ {degrees(lat)}, kinh độ {degrees(lon)}" in problem.message.vi
    assert problem.field == "location"


@pytest.mark.parametrize(
    ("lat", "lon", "fields"),
    [
        (math.nan, 103.0, ["location.latitude"]),
        (21.4, math.inf, ["location.longitude"]),
        (-90.5, 180.5, ["location.latitude", "location.longitude"]),
    ],
)
def test_numbers_that_are_no_degrees_are_refused_one_by_one(
    lat: float, lon: float, fields: list[str]
) -> None:
    problems = findings(lat, lon).problems
    assert [problem.field for problem in problems] == fields
    assert {problem.code for problem in problems} == {"OUT_OF_RANGE"}


@pytest.mark.parametrize(("one", "other"), [(502188.697, 2365683.612), (2365683.612, 502188.697)])
def test_vn_2000_metres_are_recognised_whichever_comes_first(one: float, other: float) -> None:
    (problem,) = check_position(one, other, "lat")
    assert problem.code == "PROJECTED_COORDINATES"
    assert "VN-2000" in problem.message.en
    assert problem.field == "lat"


def test_a_point_in_the_capital_is_refused_with_its_distance() -> None:
    (problem,) = findings(21.0285, 105.8542).problems
    assert problem.code == "FAR_OUTSIDE_PROVINCE"
    metres = outside_metres(PROVINCE.geometry, 21.0285, 105.8542)
    assert f"{metres / 1000:.1f} km" in problem.message.en
    assert f"{metres / 1000:.1f} km".replace(".", ",") in problem.message.vi


@pytest.mark.parametrize(
    ("lon", "codes"),
    [
        (102.1439, ["POINT_NEAR_PROVINCE_BORDER"]),
        (102.13, ["POINT_OUTSIDE_PROVINCE"]),
    ],
)
def test_a_little_outside_the_province_is_a_warning_with_its_distance(lon: float, codes: list[str]) -> None:
    found = findings(22.3972, lon, "03158")
    assert found.problems == ()
    assert [flag.code for flag in found.warnings] == codes
    assert found.warnings[0].distance_metres == outside_metres(PROVINCE.geometry, 22.3972, lon)


def test_the_limit_of_five_kilometres_is_where_it_is_said_to_be() -> None:
    eastward = [
        (lon, outside_metres(PROVINCE.geometry, 21.6, lon)) for lon in (103.60, 103.63, 103.66, 103.7)
    ]
    for lon, metres in eastward:
        refused = bool(findings(21.6, lon).problems)
        assert refused == (metres > 5_000), (lon, metres)
    assert {metres > 5_000 for _, metres in eastward} == {True, False}


def test_the_border_marker_gets_one_warning_not_two_for_the_same_line() -> None:
    (flag,) = findings_of("a-pa-chai-moc-0").warnings
    assert flag.code == "POINT_NEAR_PROVINCE_BORDER"
    assert flag.distance_metres == pytest.approx(200, abs=15)


def test_within_the_lines_accuracy_a_neighbouring_unit_is_only_near() -> None:
    (flag,) = findings_of("nghia-trang-him-lam").warnings
    assert flag.code == "POINT_NEAR_BORDER"
    assert flag.distance_metres == pytest.approx(210, abs=15)


def test_beyond_the_lines_accuracy_the_unit_that_holds_the_point_is_named() -> None:
    (flag,) = findings_of("noi-be-van-dan-hy-sinh").warnings
    assert flag.code == "POINT_OUTSIDE_UNIT"
    assert flag.distance_metres == pytest.approx(410, abs=15)
    row = site("noi-be-van-dan-hy-sinh")
    there = units().locate(float(row["lat"]), float(row["lon"]))
    assert there is not None
    assert units()[there].name in flag.message.vi
    assert "Xã Mường Pồn" in flag.message.en


def test_the_points_own_accuracy_widens_what_counts_as_near() -> None:
    assert [flag.code for flag in findings_of("noi-be-van-dan-hy-sinh", accuracy=1_000).warnings] == [
        "POINT_NEAR_BORDER"
    ]


def test_a_site_in_two_communes_may_lie_in_either() -> None:
    row = site("doi-a1")
    lat, lon = float(row["lat"]), float(row["lon"])
    assert findings(lat, lon, "03385", "03127") == PointFindings()
    assert [flag.code for flag in findings(lat, lon, "03385").warnings] == ["POINT_OUTSIDE_UNIT"]


def test_a_unit_without_a_boundary_is_not_judged() -> None:
    row = site("doi-a1")
    assert findings(float(row["lat"]), float(row["lon"]), "O03385") == PointFindings()
