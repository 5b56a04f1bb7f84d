"""Typed positions against the boundaries, the error catalogue of the grids, and any text at all."""

from __future__ import annotations

import time
from typing import Any

import pytest
from geopy.point import Point
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from catalog.errors import ProblemsError
from catalog.geo import Form, distance_metres, outside_metres, read_coordinates
from catalog.geo.coordinate_problems import MESSAGES
from catalog.geo.coordinates import Surroundings
from catalog.geo.grids import OTHER_ZONES, PROVINCE_GRID, from_wgs84, looks_unshifted, to_wgs84
from catalog.geo.measure import wgs84
from catalog.geo.notation import MAX_LENGTH
from tests.catalog.register import site, units
from tests.catalog.typed_positions import (
    A1,
    BE_VAN_DAN,
    PROVINCE,
    TENTH_OF_A_MILLIMETRE,
    close,
    refused,
    told,
)


# The error catalogue of RULES 4.2: the place of the first vector, written in each wrong zone.
@pytest.mark.parametrize(
    ("crs", "kilometres"), [("EPSG:5897", 207), ("EPSG:9206", 104), ("EPSG:9208", 182), ("EPSG:3405", 207)]
)
def test_metres_of_another_zone_miss_by_what_the_rules_say(crs: str, kilometres: float) -> None:
    wrong = to_wgs84(502188.697, 2365683.612, crs)
    assert distance_metres(*A1, *wrong) / 1000 == pytest.approx(kilometres, abs=0.6)


@pytest.mark.parametrize("zone", OTHER_ZONES, ids=lambda zone: zone.crs)
@pytest.mark.parametrize("is_north_first", [False, True])
def test_metres_of_another_zone_are_refused_and_the_zone_is_named(zone: Any, is_north_first: bool) -> None:
    metres = from_wgs84(*A1, zone.crs)
    text = " ".join(f"{number:.3f}" for number in (reversed(metres) if is_north_first else metres))
    assert refused(text) == ["WRONG_ZONE"]
    assert f"{zone.name} ({zone.crs})" in told(text)
    assert refused(text, around=around()) == ["WRONG_ZONE"]


def test_zones_in_which_the_metres_would_lie_elsewhere_are_not_named() -> None:
    easting, northing = from_wgs84(*A1, "EPSG:9206")
    assert "EPSG:9206" in told(f"{easting} {northing}")
    assert "EPSG:5897" not in told(f"{easting} {northing}")


def test_utm_is_read_where_it_is_named() -> None:
    easting, northing = from_wgs84(*A1, "EPSG:32648")
    for text in (
        f"48N {easting} {northing}",
        f"UTM 48Q {easting}; {northing}",
        f"EPSG:32648 {easting} {northing}",
    ):
        reading = read_coordinates(text)
        close(reading, A1, TENTH_OF_A_MILLIMETRE)
        assert (reading.form, reading.source_crs, reading.warnings) == (Form.UTM, "EPSG:32648", ())
    (flag,) = read_coordinates(f"WGS 84 / UTM 48N: {northing} {easting}").warnings
    assert flag.code == "SWAPPED_AXES"
    assert told(f"EPSG:3405 {easting} {northing}").count("EPSG:") == 2


def around(*declared: str, **more: Any) -> Surroundings[str]:
    return Surroundings(PROVINCE, units(), declared, **more)


def degrees_of(slug: str) -> str:
    row = site(slug)
    return f"{row['lat']}, {row['lon']}"


def test_a_point_in_its_declared_unit_has_nothing_to_be_said_of_it() -> None:
    assert read_coordinates(degrees_of("doi-a1"), surroundings=around("03127")).warnings == ()


def test_a_point_beyond_the_lines_accuracy_is_refused_with_distance_and_unit() -> None:
    text = degrees_of("noi-be-van-dan-hy-sinh")
    with pytest.raises(ProblemsError) as caught:
        read_coordinates(text, surroundings=around(BE_VAN_DAN))
    (problem,) = caught.value.problems
    assert problem.code == "OUTSIDE_UNIT"
    assert " km outside" in problem.message.en or " m outside" in problem.message.en
    assert "Xã Mường Pồn" in problem.message.vi


def test_an_accepted_exception_makes_it_a_warning_that_repeats_the_reason() -> None:
    text, declared = degrees_of("noi-be-van-dan-hy-sinh"), BE_VAN_DAN
    reading = read_coordinates(text, surroundings=around(declared, exception="Biên bản số 3"))
    (flag,) = reading.warnings
    assert flag.code == "OUTSIDE_UNIT"
    assert flag.message.vi.endswith(" Đã chấp nhận ngoại lệ: Biên bản số 3")
    assert flag.message.en.endswith(" Accepted as an exception: Biên bản số 3")
    assert (flag.distance_metres or 0) > 230
    assert refused(text, around=around(declared, exception="  ")) == ["OUTSIDE_UNIT"]


def test_within_the_accuracy_of_line_and_point_it_is_a_warning_with_its_distance() -> None:
    reading = read_coordinates(
        degrees_of("noi-be-van-dan-hy-sinh"), surroundings=around(BE_VAN_DAN, accuracy_metres=50_000)
    )
    (flag,) = reading.warnings
    assert flag.code == "POINT_NEAR_BORDER"
    (flag,) = read_coordinates(degrees_of("a-pa-chai-moc-0"), surroundings=around("03158")).warnings
    assert flag.code == "POINT_NEAR_PROVINCE_BORDER"
    assert flag.distance_metres == pytest.approx(200, abs=15)


def test_outside_the_province_is_refused_and_only_near_it_can_be_excepted() -> None:
    near, far = "22.3972, 102.13", "21.0285, 105.8542"
    assert refused(near, around=around()) == ["OUTSIDE_PROVINCE"]
    (flag,) = read_coordinates(near, surroundings=around(exception="Mốc biên giới")).warnings
    assert flag.distance_metres == outside_metres(PROVINCE.geometry, 22.3972, 102.13)
    assert refused(far, around=around(exception="Mốc biên giới")) == ["OUTSIDE_PROVINCE"]


def test_a_warning_of_the_numbers_stays_beside_one_of_the_place() -> None:
    easting, northing = from_wgs84(22.3972, 102.1439, PROVINCE_GRID)
    reading = read_coordinates(f"{northing:.3f} {easting:.3f}", surroundings=around("03158"))
    assert [flag.code for flag in reading.warnings] == ["SWAPPED_AXES", "POINT_NEAR_PROVINCE_BORDER"]


def test_metres_on_the_grid_that_miss_the_province_but_hit_it_in_another_zone_name_that_zone() -> None:
    easting, northing = from_wgs84(21.5, 103.3, "EPSG:9206")
    assert read_coordinates(f"{easting} {northing}").form is Form.VN2000
    with pytest.raises(ProblemsError) as caught:
        read_coordinates(f"{easting} {northing}", surroundings=around())
    assert [p.code for p in caught.value.problems] == ["OUTSIDE_PROVINCE", "WRONG_ZONE"]
    assert "EPSG:9206" in caught.value.problems[1].message.en
    text = "{}, {}".format(*to_wgs84(easting, northing, PROVINCE_GRID))
    assert refused(text, around=around()) == ["OUTSIDE_PROVINCE"]
    assert refused("561000 2311400", around=around()) == ["OUTSIDE_PROVINCE"]


def unshifted(latitude: float, longitude: float) -> tuple[float, float]:
    """Where somebody lands who takes VN-2000 degrees for WGS84."""
    east, north = from_wgs84(latitude, longitude, PROVINCE_GRID)
    lon, lat = Transformer.from_crs(PROVINCE_GRID, "EPSG:4756", always_xy=True).transform(east, north)
    return lat, lon


def test_the_missing_shift_measures_what_the_rules_say() -> None:
    assert distance_metres(*A1, *unshifted(*A1)) == pytest.approx(222.7, abs=0.1)


def test_a_point_without_the_datum_shift_is_recognised_against_the_known_position() -> None:
    text = "{:.7f}, {:.7f}".format(*unshifted(*A1))
    assert refused(text, around=around(known=A1)) == ["MISSING_DATUM_SHIFT"]
    assert read_coordinates(text, surroundings=around()).warnings == ()
    assert read_coordinates("21.386, 103.023", surroundings=around(known=A1)).warnings == ()


def test_a_known_position_without_the_shift_is_only_pointed_out() -> None:
    reading = read_coordinates("502188.697 2365683.612", surroundings=around(known=unshifted(*A1)))
    (flag,) = reading.warnings
    assert (flag.code, flag.message) == ("MISSING_DATUM_SHIFT", MESSAGES["KNOWN_WITHOUT_DATUM_SHIFT"])


@pytest.mark.parametrize(("metres", "looks"), [(0, True), (4.9, True), (5.1, False), (222.7, False)])
@pytest.mark.parametrize("azimuth", [0, 90, 200])
def test_the_missing_shift_is_told_from_other_distances_and_directions(
    metres: float, looks: bool, azimuth: float
) -> None:
    lat, lon = unshifted(*A1)
    east, north, _ = wgs84().fwd(lon, lat, azimuth, metres)
    assert looks_unshifted((north, east), A1) is looks
    assert not looks_unshifted(A1, A1)


points = st.tuples(st.floats(20.89, 22.55), st.floats(102.14, 103.6)).filter(
    lambda point: units().locate(*point) is not None
)


def dms(number: float, digits: int) -> tuple[int, int, str]:
    seconds = round(number * 3600, digits)
    return int(seconds // 3600), int(seconds % 3600 // 60), f"{seconds % 60:.{digits}f}"


def written(lat: float, lon: float) -> list[str]:
    """A place in every form that keeps a tenth of a metre."""
    (d1, m1, s1), (d2, m2, s2) = dms(lat, 4), dms(lon, 4)
    whole = [(int(x), (x - int(x)) * 60) for x in (lat, lon)]
    east, north = from_wgs84(lat, lon, PROVINCE_GRID)
    utm = from_wgs84(lat, lon, "EPSG:32648")
    comma = f"{lat:.7f} {lon:.7f}".replace(".", ",")
    return [
        f"{lat:.7f}, {lon:.7f}",
        f"{lat:.7f},{lon:.7f}",
        comma,
        comma.replace(" ", "; "),
        comma.replace(" ", ","),
        f"{lat:.7f}°N {lon:.7f}°E",
        f"Vĩ độ {lat:.7f} B, kinh độ {lon:.7f} Đ",
        f"Đ{lon:.7f} B{lat:.7f}",
        f"{d1}°{m1}′{s1}″B {d2}°{m2}′{s2}″Đ",
        f"{d1} {m1} {s1} {d2} {m2} {s2}",
        f"N {d1} {m1} {s1} E {d2} {m2} {s2}",
        f"{d2}°{m2}'{s2}\"E, {d1}°{m1}'{s1}\"N".replace(".", ","),
        *(f"{a[0]}°{a[1]:.6f}' {b[0]}°{b[1]:.6f}'" for a, b in [whole] if max(a[1], b[1]) < 59.999),
        f"{east:.3f} {north:.3f}",
        f"X={north:.3f} Y={east:.3f}",
        f"{east:,.3f} {north:,.3f}",
        f"X={north:,.3f}; Y={east:,.3f}".translate(str.maketrans(",.", ".,")),
        "48N {:.3f} {:.3f}".format(*utm),
    ]


@given(points)
def test_a_point_of_the_province_is_read_back_from_every_form(point: tuple[float, float]) -> None:
    for text in written(*point):
        for language in ("vi", "en"):
            close(read_coordinates(text, language), point, 1e-6)


@given(st.text(max_size=60) | st.text("0123456789 .,;°'\"NSEWBĐTxy=+-:/m", max_size=60))
def test_any_text_is_read_or_refused_with_problems(text: str) -> None:
    for language in ("vi", "en"):
        try:
            reading = read_coordinates(text, language)
        except ProblemsError as error:
            assert error.problems
        else:
            assert 20 <= reading.latitude <= 23
            assert 102 <= reading.longitude <= 104


LONG = [
    "1",
    "1.",
    "1,",
    "21°",
    "1 ",
    "N",
    "° ",
    "'",
    "-",
    "+1",
    " ",
    "\u0301",
    "vĩ độ ",
    "²",
    "﷽",
    "\x00",
    "tm-3 ",
    "kinh tuyến trục ",
]


@pytest.mark.parametrize("piece", LONG)
def test_a_text_of_ten_thousand_characters_is_refused_at_once(piece: str) -> None:
    started = time.perf_counter()
    for length in (10_000, MAX_LENGTH):
        with pytest.raises(ProblemsError):
            read_coordinates((piece * 10_000)[:length])
    assert time.perf_counter() - started < 0.5


def test_geopy_reads_what_it_is_given_and_its_quirks_are_still_the_known_ones() -> None:
    assert Point.from_string("-0° 30' 0\", 103° 0' 0\"").latitude > 0  # so the letter goes in front
    assert Point.from_string("N 21° 23' 9\", E 190°").longitude == -170  # so the range is checked before
    assert Point.from_string("S 0° 30', E 103°").latitude == -0.5
    with pytest.raises(ValueError, match="unknown format"):
        Point.from_string("21°23′09″B 103°01′04″Đ")  # so the letters are translated


@pytest.mark.parametrize("text", ["0.5, 103.0176", "0, 103.0176", "21.3831, 0.5", "21.3831, 0"])
def test_a_position_on_or_just_behind_the_equator_is_outside_but_in_no_wrong_hemisphere(text: str) -> None:
    assert told(text).startswith("Latitude ")


def test_a_position_of_the_wrong_hemisphere_is_told_so() -> None:
    assert told("-0.5, 103.0176").startswith("This reads as the southern or western hemisphere")
    assert told("21.3831, -0.5").startswith("This reads as the southern or western hemisphere")


def test_a_text_that_is_too_long_is_told_the_limit() -> None:
    assert str(MAX_LENGTH) in told("2" * (MAX_LENGTH + 1))
