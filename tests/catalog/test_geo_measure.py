from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, Point, Polygon, box

from catalog.errors import BadRequestError, ProblemsError
from catalog.geo import (
    Box,
    box_around,
    degree_east_metres,
    distance_metres,
    distances_metres,
    lie_within,
    lies_within,
    outside_metres,
)

LATITUDES = st.floats(20.89, 22.55)
LONGITUDES = st.floats(102.14, 103.60)
MILLIMETRE = 0.001


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distances_agree_with_the_reference_geodesic_to_a_millimetre(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    reference = geodesic((lat1, lon1), (lat2, lon2)).meters
    assert distance_metres(lat1, lon1, lat2, lon2) == pytest.approx(reference, abs=MILLIMETRE)


@given(LATITUDES, LONGITUDES)
def test_a_degree_of_longitude_is_as_long_as_a_thousand_steps_along_it(lat: float, lon: float) -> None:
    steps = 1_000 * distance_metres(lat, lon, lat, lon + 0.001)
    assert degree_east_metres(lat) == pytest.approx(steps, abs=0.01)


@given(LATITUDES, LONGITUDES, st.lists(st.tuples(LATITUDES, LONGITUDES), max_size=20))
def test_many_distances_at_once_are_those_one_by_one(
    lat: float, lon: float, ends: list[tuple[float, float]]
) -> None:
    many = distances_metres(lat, lon, [end[0] for end in ends], [end[1] for end in ends])
    assert many == pytest.approx([distance_metres(lat, lon, *end) for end in ends], abs=MILLIMETRE)


@given(
    st.floats(-90, 90), st.floats(-180, 180), st.floats(0.001, 500_000), st.floats(0, 360), st.floats(0, 1)
)
def test_a_box_around_a_point_holds_every_point_of_the_circle(
    lat: float, lon: float, radius: float, azimuth: float, share: float
) -> None:
    reached_lon, reached_lat, _ = Geod(ellps="WGS84").fwd(lon, lat, azimuth, radius * share)
    assert box_around(lat, lon, radius).contains(reached_lat, reached_lon)


@given(LATITUDES, LONGITUDES, st.floats(1, 100_000))
def test_a_box_around_a_point_is_hardly_larger_than_its_circle(lat: float, lon: float, radius: float) -> None:
    found = box_around(lat, lon, radius)
    assert distance_metres(lat, lon, found.north, lon) == pytest.approx(radius, rel=0.001, abs=0.01)
    assert distance_metres(lat, lon, lat, found.east) == pytest.approx(radius, rel=0.01, abs=0.01)


@pytest.mark.parametrize("radius", [0, -1, 500_001, math.nan, math.inf])
def test_a_radius_that_makes_no_sense_here_is_refused(radius: float) -> None:
    with pytest.raises(BadRequestError, match="500 km"):
        box_around(21.4, 103.0, radius)


@pytest.mark.parametrize(("lat", "lon"), [(91, 103), (21, 181), (math.nan, 103)])
def test_a_centre_off_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(BadRequestError, match="latitude"):
        box_around(lat, lon, 1000)


@pytest.mark.parametrize(
    ("sides", "code", "fields"),
    [
        ((103, 21, 102, 22), "EMPTY_BOX", ["west"]),
        ((102, 22, 103, 22), "EMPTY_BOX", ["south"]),
        ((-181, 21, 103, 91), "OUT_OF_RANGE", ["west", "north"]),
        ((102, math.nan, 103, math.inf), "OUT_OF_RANGE", ["south", "north"]),
    ],
)
def test_a_box_that_is_none_names_its_wrong_sides(
    sides: tuple[float, float, float, float], code: str, fields: list[str]
) -> None:
    with pytest.raises(ProblemsError) as refused:
        Box(*sides)
    assert [problem.field for problem in refused.value.problems] == fields
    assert {problem.code for problem in refused.value.problems} == {code}


ARROW = Polygon([(102.8, 21.5), (103.1, 21.45), (103.0, 21.9), (102.9, 21.6)])


def nearest_by_trying(lat: float, lon: float) -> float:
    """The least of 2,000 distances to the arrow's border, then of 2,000 around the best of them."""
    shares = np.linspace(0, 1, 2_001)
    for _ in range(2):
        tried = shapely.line_interpolate_point(ARROW.exterior, shares, normalized=True)
        metres = distances_metres(lat, lon, shapely.get_y(tried).tolist(), shapely.get_x(tried).tolist())
        best = int(np.argmin(metres))
        shares = np.linspace(shares[max(best - 1, 0)], shares[min(best + 1, 2_000)], 2_001)
    return min(metres)


@given(st.floats(21.0, 22.4), st.floats(102.2, 103.5))
def test_the_distance_to_a_border_is_that_to_its_nearest_point(lat: float, lon: float) -> None:
    expected = 0 if ARROW.intersects(Point(lon, lat)) else nearest_by_trying(lat, lon)
    assert outside_metres(ARROW, lat, lon) == pytest.approx(expected, abs=1)


def test_inside_and_on_the_border_is_at_no_distance() -> None:
    square = box(102, 21, 103, 22)
    assert outside_metres(square, 21.5, 102.5) == 0
    assert outside_metres(square, 21.5, 103) == 0


def test_a_point_in_a_hole_is_outside() -> None:
    holed = box(102, 21, 103, 22).difference(box(102.4, 21.4, 102.6, 21.6))
    assert outside_metres(holed, 21.5, 102.59) == pytest.approx(
        distance_metres(21.5, 102.59, 21.5, 102.6), abs=1
    )


def test_the_distance_to_a_road_is_measured_too() -> None:
    road = LineString([(103.0, 21.0), (103.0, 22.0)])
    assert outside_metres(road, 21.5, 103.001) == pytest.approx(
        distance_metres(21.5, 103.001, 21.5, 103.0), abs=0.01
    )


@given(st.floats(21.2, 22.1), st.floats(102.6, 103.3), st.floats(0, 20_000))
def test_lying_within_metres_is_what_the_measured_distance_says(
    lat: float, lon: float, metres: float
) -> None:
    assert lies_within(ARROW, lat, lon, metres) == (outside_metres(ARROW, lat, lon) <= metres)


@given(st.lists(st.tuples(st.floats(21.2, 22.1), st.floats(102.6, 103.3), st.floats(0, 20_000)), max_size=20))
def test_of_many_points_the_answer_is_that_of_each(points: list[tuple[float, float, float]]) -> None:
    assert lie_within(ARROW, points) == [lies_within(ARROW, *point) for point in points]


@pytest.mark.parametrize("lat", [0.0, 45.0, 88.99])
def test_lying_within_metres_holds_at_every_latitude(lat: float) -> None:
    square = box(10, lat - 1, 11, lat)
    beyond = outside_metres(square, lat + 0.005, 10.5)
    assert lies_within(square, lat + 0.005, 10.5, beyond + 0.01)
    assert not lies_within(square, lat + 0.005, 10.5, beyond - 0.01)
