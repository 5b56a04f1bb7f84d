from __future__ import annotations

import json
import math
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape

from catalog.errors import Problem, ProblemsError
from catalog.geo import read_geometry, write_geometry
from tests.catalog.register import boundaries

AREAS = frozenset({"Polygon", "MultiPolygon"})
EVERYTHING = AREAS | {"Point", "MultiPoint", "LineString", "MultiLineString"}
SQUARE = [[103.0, 21.0], [103.1, 21.0], [103.1, 21.1], [103.0, 21.1], [103.0, 21.0]]


def refusal(geojson: object, allowed: frozenset[str] = AREAS, **options: Any) -> Problem:
    with pytest.raises(ProblemsError) as refused:
        read_geometry(geojson, allowed, **options)
    (problem,) = refused.value.problems
    assert problem.message.vi != problem.message.en
    return problem


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def moved(ring: list[list[float]], by: float, scale: float = 1.0) -> list[list[float]]:
    return [[103 + (lon - 103) * scale + by, 21 + (lat - 21) * scale + by] for lon, lat in ring]


@pytest.mark.parametrize("how", [lambda g: g, json.dumps, lambda g: json.dumps(g).encode()])
def test_a_square_is_read_from_a_dict_text_or_bytes(how: Any) -> None:
    assert read_geometry(how(polygon(SQUARE)), AREAS).equals(shape(polygon(SQUARE)))


def test_all_boundaries_of_the_register_can_be_read_and_written_unchanged() -> None:
    for boundary in boundaries():
        again = read_geometry(write_geometry(boundary.geometry), AREAS)
        assert again.equals(boundary.geometry)


@given(
    st.lists(st.tuples(st.floats(102, 104), st.floats(20, 23)), min_size=3, max_size=12).map(
        lambda points: shapely.MultiPoint(points).convex_hull
    )
)
def test_what_is_written_can_be_read_and_turns_the_right_way(hull: Any) -> None:
    if hull.geom_type != "Polygon" or hull.area < 1e-6:
        return
    clockwise = Polygon(list(hull.exterior.coords)[::-1] if hull.exterior.is_ccw else hull.exterior.coords)
    written = write_geometry(clockwise)
    assert Polygon(written["coordinates"][0]).exterior.is_ccw
    assert read_geometry(written, AREAS).hausdorff_distance(hull) < 1e-6


def test_writing_rounds_to_seven_decimals() -> None:
    written = write_geometry(shapely.Point(103.123456789, 21.987654321))
    assert written == {"type": "Point", "coordinates": [103.1234568, 21.9876543]}


def test_an_altitude_is_accepted_and_not_kept() -> None:
    high = [[lon, lat, 480.5] for lon, lat in SQUARE]
    assert not read_geometry(polygon(high), AREAS).has_z


@pytest.mark.parametrize(
    "geojson",
    [
        {"type": "Point", "coordinates": [103.0, 21.4]},
        {"type": "MultiPoint", "coordinates": [[103.0, 21.4]]},
        {"type": "LineString", "coordinates": [[103.0, 21.4], [103.1, 21.4]]},
        {"type": "MultiLineString", "coordinates": [[[103.0, 21.4], [103.1, 21.4]]]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [moved(SQUARE, 0.2)]]},
    ],
)
def test_every_type_is_read_where_it_is_allowed_and_refused_where_not(geojson: dict[str, Any]) -> None:
    assert read_geometry(geojson, EVERYTHING).geom_type == geojson["type"]
    assert refusal(geojson, frozenset({"Polygon"})).code == "BAD_GEOMETRY"


@pytest.mark.parametrize(
    ("geojson", "code", "told"),
    [
        ("{", "BAD_GEOMETRY", "line 1"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 21]]]}', "BAD_GEOMETRY", "JSON"),
        ("[" * 100_000, "BAD_GEOMETRY", "JSON"),
        (None, "BAD_GEOMETRY", "MultiPolygon, Polygon"),
        ({"type": ["Polygon"]}, "BAD_GEOMETRY", "MultiPolygon, Polygon"),
        ({"type": "Polygon"}, "BAD_GEOMETRY", "nested"),
        ({"type": "Polygon", "coordinates": SQUARE}, "BAD_GEOMETRY", "nested"),
        (polygon(), "BAD_GEOMETRY", "no points"),
        (polygon([]), "BAD_GEOMETRY", "no points"),
        (polygon([[103.0]]), "BAD_GEOMETRY", "[103.0]"),
        (polygon([[103.0, True]]), "BAD_GEOMETRY", "[103.0, True]"),
        (polygon([[103.0, 21.0, 1.0, 2.0]]), "BAD_GEOMETRY", "…"),
        (polygon(SQUARE[:3]), "BAD_GEOMETRY", "four positions"),
        (polygon(SQUARE[:4]), "BAD_GEOMETRY", "not closed"),
        (polygon([[math.nan, 21.0], *SQUARE]), "OUT_OF_RANGE", "nan"),
        (polygon([[103.0, math.inf], *SQUARE]), "OUT_OF_RANGE", "inf"),
        (polygon([[10**17, 21.0], *SQUARE]), "OUT_OF_RANGE", "100000"),
        (polygon([[10**5000, 21.0], *SQUARE]), "OUT_OF_RANGE", "[…, 21.0]"),
        (polygon([[103.0, 91.0], *SQUARE]), "OUT_OF_RANGE", "[103.0, 91.0]"),
        (polygon([[lat, lon] for lon, lat in SQUARE]), "SWAPPED_COORDINATES", "[21.0, 103.0]"),
        (polygon([[500_000.0, 2_400_000.0]] * 4), "PROJECTED_COORDINATES", "VN-2000"),
        (polygon([[103.0, 21.0]] * 4), "NO_AREA", "one line"),
        (polygon([[103.0, 21.0], [103.1, 21.1], [103.2, 21.2], [103.0, 21.0]]), "NO_AREA", "one line"),
        (
            polygon([[103.0, 21.0], [103.1, 21.1], [103.1, 21.0], [103.0, 21.1], [103.0, 21.0]]),
            "SELF_INTERSECTION",
            "longitude 103.05, latitude 21.05",
        ),
        (polygon(SQUARE, moved(SQUARE, 0.5)), "BAD_GEOMETRY", "hole lies outside"),
        (
            polygon(SQUARE, moved(SQUARE, 0.01, 0.8), moved(SQUARE, 0.02, 0.5)),
            "BAD_GEOMETRY",
            "within another hole",
        ),
        (
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [moved(SQUARE, 0.01, 0.5)]]},
            "BAD_GEOMETRY",
            "within another part",
        ),
    ],
)
def test_a_bad_shape_is_refused_with_its_reason(geojson: object, code: str, told: str) -> None:
    problem = refusal(geojson)
    assert problem.code == code
    assert told in problem.message.en
    assert problem.field == "geometry"


@pytest.mark.parametrize(
    ("line", "told"),
    [([[103.0, 21.0]], "two points"), ([[103.0, 21.0], [103.0, 21.0]], "too few different points")],
)
def test_a_line_needs_two_places(line: list[list[float]], told: str) -> None:
    problem = refusal({"type": "LineString", "coordinates": line}, EVERYTHING)
    assert told in problem.message.en


def test_more_vertices_than_allowed_are_refused_with_their_number() -> None:
    many = [[103 + math.cos(i / 100) / 10, 21.5 + math.sin(i / 100) / 10] for i in range(628)]
    problem = refusal(polygon([*many, many[0]]), most_vertices=500, field="zone.geometry")
    assert problem.code == "TOO_MANY_VERTICES"
    assert "629" in problem.message.vi
    assert problem.field == "zone.geometry"


def test_a_message_never_repeats_a_long_text_that_was_sent() -> None:
    problem = refusal(polygon([["x" * 10_000, 21.0]]))  # type: ignore[list-item]
    assert len(problem.message.en) < 200


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=20,
)


@given(st.sampled_from(sorted(EVERYTHING)), json_values)
def test_whatever_is_sent_is_read_or_refused_but_never_breaks(kind: str, coordinates: Any) -> None:
    try:
        found = read_geometry({"type": kind, "coordinates": coordinates}, EVERYTHING)
    except ProblemsError as refused:
        assert refused.problems
    else:
        assert found.is_valid
