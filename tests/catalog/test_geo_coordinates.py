"""Coordinates as people write them: what is read, what is asked, what is refused."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from catalog.errors import ProblemsError
from catalog.geo import Form, Reading, read_coordinates
from catalog.geo.grids import PROVINCE_GRID, to_wgs84
from catalog.geo.notation import MAX_LENGTH, plain_numbers
from tests.catalog.typed_positions import (
    A1,
    DECIMAL,
    DMS,
    TENTH_OF_A_MILLIMETRE,
    close,
    refused,
    told,
)

DECIMALS = [
    *"""
21.3831, 103.0176
21.3831 103.0176
21.3831,103.0176
21.3831;103.0176
21.3831 / 103.0176
21.3831 | 103.0176
21.3831 - 103.0176
(21.3831, 103.0176)
[21.3831, 103.0176].
+21.3831, +103.0176
21,3831 103,0176
21,3831; 103,0176
21,3831, 103,0176
21,3831,103,0176
21.3831° 103.0176°
21.3831°, 103.0176°
21.3831º 103.0176º
21,3831⁰ 103,0176⁰
21.3831 deg 103.0176 deg
21.3831°N 103.0176°E
21.3831N, 103.0176E
21.3831N103.0176E
21.3831n 103.0176e
21.3831 North, 103.0176 East
N21.3831 E103.0176
N21.3831 103.0176E
N 21.3831, E 103.0176
E 103.0176, N 21.3831
103.0176E 21.3831N
21.3831B 103.0176Đ
21,3831°B; 103,0176°Đ
B 21,3831 Đ 103,0176
21.3831 Bắc 103.0176 Đông
21.3831 bac, 103.0176 dong
21.3831 B, 103.0176 D
Đ103.0176 B21.3831
21.3831 103.0176Đ
Vĩ độ: 21,3831 Kinh độ: 103,0176
Vĩ độ 21.3831, kinh độ 103.0176
Kinh độ: 103.0176; Vĩ độ: 21.3831
VĨ ĐỘ 21.3831 KINH ĐỘ 103.0176
lat=21.3831 lon=103.0176
lat: 21.3831, lng: 103.0176
Latitude = 21.3831; Longitude = 103.0176
longitude 103.0176 latitude 21.3831
Tọa độ: 21.3831, 103.0176
Toạ độ GPS: 21.3831 103.0176
21,3831 độ vĩ bắc và 103,0176 độ kinh đông
WGS84 21.3831 103.0176
WGS-84: 21.3831, 103.0176
EPSG:4326 21.3831 103.0176
X=21.3831 Y=103.0176
２１．３８３１， １０３．０１７６
""".strip().splitlines(),
    "21.3831\t103.0176",
    "21.3831\n103.0176",
    "21.3831\u00a0103.0176",
    "\u200b21.3831, 103.0176\ufeff",
]

SEXAGESIMALS = """
21°23′09″B 103°01′04″Đ
21°23′09″N 103°01′04″E
21°23'09"N 103°01'04"E
21°23'09''N, 103°01'04''E
21°23’09”N; 103°01’04”E
21° 23' 9" B, 103° 1' 4" Đ
21º23´09" B - 103º01´04" Đ
21˚23ʹ09ʺ 103˚01ʹ04ʺ
21⁰23'09"B 103⁰01'04"Đ
21°23'09" 103°01'04"
21°23'09", 103°01'04"
21°23′9,0″B; 103°1′4,0″Đ
N 21°23'09" E 103°01'04"
B 21°23'09" Đ 103°01'04"
B: 21°23'09"; Đ: 103°01'04"
Đ 103°01'04", B 21°23'09"
21 23 09 N 103 01 04 E
N 21 23 09 E 103 01 04
21 23 09 103 01 04
21 23 09, 103 01 04
21 23 9.0 103 1 4.0
21°23.15′N 103°1.0666666667′E
21° 23,15' B, 103° 1,0666666667' Đ
21 23.15 N, 103 1.0666666667 E
21 23.15 103 1.0666666667
21°23.15' 103°1.0666666667'
21 23.15 103°1'4"
21 độ 23 phút 09 giây Bắc, 103 độ 01 phút 04 giây Đông
Vĩ độ Bắc 21°23'09", kinh độ Đông 103°01'04"
Vĩ độ: 21°23'09" B Kinh độ: 103°01'04" Đ
21°23'09" vĩ độ Bắc, 103°01'04" kinh độ Đông
21°23'09" vĩ Bắc, 103°01'04" kinh Đông
21°23'09" vĩ tuyến Bắc 103°01'04" kinh tuyến Đông
Tọa độ: 21°23'09" độ vĩ bắc, 103°01'04" độ kinh đông
21 deg 23 min 9 sec North 103 deg 1 min 4 sec East
""".strip().splitlines()

METRES = """
502188.697 2365683.612
502188.697, 2365683.612
502188,697; 2365683,612
502188,697 2365683,612
502188.697m 2365683.612m
502188.697 m, 2365683.612 m
502.188,697 2.365.683,612
502,188.697 2,365,683.612
502.188,697; 2.365.683,612
X=2365683.612 Y=502188.697
X = 2365683.612; Y = 502188.697
X: 2.365.683,612 m; Y: 502.188,697 m
x 2365683.612 y 502188.697
X2365683.612 Y502188.697
Y=502188.697 X=2365683.612
2365683.612 X 502188.697 Y
E=502188.697 N=2365683.612
N 2365683.612 E 502188.697
502188.697E 2365683.612N
B 2365683.612, Đ 502188.697
VN-2000: 502188.697 2365683.612
VN2000 X=2365683.612 Y=502188.697
vn 2000 502188.697 2365683.612
VN-2000 / TM-3 103-00: 502188.697 2365683.612
VN-2000 (TM-3 103°00') X=2365683.612 Y=502188.697
Kinh tuyến trục 103°00', X=2365683.612, Y=502188.697
EPSG:9205 502188.697 2365683.612
502188.697 2365683.612 (EPSG 9205)
""".strip().splitlines()

EXCHANGED = """
2365683.612 502188.697
2365683.612, 502188.697
2.365.683,612 502.188,697
X=502188.697 Y=2365683.612
E=2365683.612 N=502188.697
""".strip().splitlines()


def test_there_are_more_than_a_hundred_examples() -> None:
    examples = [*DECIMALS, *SEXAGESIMALS, *METRES, *EXCHANGED]
    assert len(examples) == len(set(examples)) > 100


@pytest.mark.parametrize("text", DECIMALS)
def test_decimal_degrees_are_read(text: str) -> None:
    reading = read_coordinates(text)
    assert reading == Reading(*DECIMAL, Form.DECIMAL, "EPSG:4326", text.strip(), ())


@pytest.mark.parametrize("text", SEXAGESIMALS)
def test_degrees_with_minutes_and_seconds_are_read(text: str) -> None:
    reading = read_coordinates(text)
    close(reading, DMS, TENTH_OF_A_MILLIMETRE)
    assert (reading.form, reading.source_crs, reading.source_numbers) == (Form.DMS, "EPSG:4326", text)


@pytest.mark.parametrize("text", METRES)
def test_metres_of_the_provinces_grid_are_read(text: str) -> None:
    reading = read_coordinates(text)
    close(reading, A1, 1e-8)
    assert reading.form is Form.VN2000
    assert (reading.source_crs, reading.source_numbers, reading.warnings) == ("EPSG:9205", text, ())


@pytest.mark.parametrize("text", EXCHANGED)
def test_metres_in_the_other_order_are_put_right_and_it_is_said(text: str) -> None:
    reading = read_coordinates(text)
    close(reading, A1, 1e-8)
    (flag,) = reading.warnings
    assert (flag.code, flag.distance_metres) == ("SWAPPED_AXES", None)
    assert "X for north" in flag.message.en


@pytest.mark.parametrize("text", [*DECIMALS, *SEXAGESIMALS, *METRES, *EXCHANGED])
def test_a_text_its_decomposed_twin_and_its_capitals_are_read_alike(text: str) -> None:
    reading = read_coordinates(text)
    for twin in (unicodedata.normalize("NFD", text), text.upper(), text.lower()):
        assert replace(read_coordinates(twin), source_numbers=text.strip()) == reading


@pytest.mark.parametrize(
    ("metres", "degrees"),
    [
        ("502188.697 2365683.612", (21.38600000, 103.02300002)),
        ("450000 2450000", (22.14684652, 102.51714963)),
        ("560000 2320000", (20.97236744, 103.57892131)),
    ],
)
def test_the_vectors_of_the_rules_hold_to_the_digits_printed(
    metres: str, degrees: tuple[float, float]
) -> None:
    reading = read_coordinates(metres)
    assert (round(reading.latitude, 8), round(reading.longitude, 8)) == degrees


def test_thousands_without_decimals_are_read_beside_a_number_that_shows_them() -> None:
    assert read_coordinates("502.188 2.365.683") == Reading(
        *to_wgs84(502188, 2365683, PROVINCE_GRID), Form.VN2000, "EPSG:9205", "502.188 2.365.683"
    )
    assert read_coordinates("502,188 2,365,683").latitude == to_wgs84(502188, 2365683, PROVINCE_GRID)[0]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("21", ("21",)),
        ("21,5", ("21.5",)),
        ("21.383,103", ("21.383", "103")),
        ("21,103.5", ("21", "103.5")),
        ("21.5,103.5", ("21.5", "103.5")),
        ("2.365.683", ("2365683",)),
        ("100.000,5", ("100000.5",)),
        ("99.999,5", ("99.999", "5")),
        ("2,365,683.612", ("2365683.612",)),
        ("21,3831,103,0176", ("21.3831", "103.0176")),
        ("21.5.3,103", ()),
        ("21,23,09", ()),
        ("21.23.09", ()),
        ("1,2,3,4.5", ()),
        ("1,2,3,4,5", ()),
    ],
)
def test_points_and_commas_between_digits_mean_what_they_can_mean(
    written: str, numbers: tuple[str, ...]
) -> None:
    assert plain_numbers(written) == numbers


def test_one_comma_between_digits_is_a_decimal_comma_in_vietnamese_and_parts_numbers_in_english() -> None:
    assert refused("21,103") == ["ONE_NUMBER"]
    assert read_coordinates("21,103", "en").longitude == 103.0
    assert read_coordinates("21,3831 103,0176", "en").latitude == 21.3831
    assert refused("21.3831", "en") == ["ONE_NUMBER"]


REFUSED = [
    ("", ["EMPTY"]),
    (" \t\n ", ["EMPTY"]),
    (" .,; ", ["EMPTY"]),
    ("1" * (MAX_LENGTH + 1), ["TOO_LONG"]),
    ("21.3831,\x00103.0176", ["CONTROL_CHARACTER"]),
    ("21.3831,\x1b103.0176", ["CONTROL_CHARACTER"]),
    ("\u200f21.3831, 103.0176", ["HIDDEN_CHARACTER"]),
    ("21.3831\u202e, 103.0176", ["HIDDEN_CHARACTER"]),
    ("NaN, NaN", ["UNREADABLE"]),
    ("inf -inf", ["UNREADABLE"]),
    ("=1+1", ["UNREADABLE"]),
    ("=21.3831, 103.0176", ["UNREADABLE"]),
    ("21 = 103", ["UNREADABLE"]),
    ("21, : 103", ["UNREADABLE"]),
    ("1+1", ["UNREADABLE"]),
    ("21-103", ["UNREADABLE"]),
    ("21² 103", ["UNREADABLE"]),
    ("21½ 103", ["UNREADABLE"]),
    ("٢١ ١٠٣", ["UNREADABLE"]),
    ("Đồi A1", ["UNREADABLE"]),
    ("B Đ", ["UNREADABLE"]),
    ("21.23.09 103", ["UNREADABLE"]),
    ("21.3831 103.0176 <script>", ["UNREADABLE"]),
    ("1e999 2", ["OUT_OF_RANGE"]),
    ("1e999, 2", ["SEVERAL_PAIRS"]),
    ("21.3831", ["ONE_NUMBER"]),
    ("21°23'09\"", ["ONE_NUMBER"]),
    ("21°23' 103", ["ONE_NUMBER"]),
    ("VN-2000", ["UNREADABLE"]),
    ("21.3831, 103.0176, 480 m", ["SEVERAL_PAIRS"]),
    ("21.3831 103.0176 21.39 103.02", ["SEVERAL_PAIRS"]),
    ("21 103 480", ["SEVERAL_PAIRS"]),
    ("21 23 9 103 1", ["SEVERAL_PAIRS"]),
    ("1 2 3 4 5 6 7 8", ["SEVERAL_PAIRS"]),
    ("N 21 103", ["UNCLEAR_PARTS"]),
    ("vĩ độ 21 103", ["UNCLEAR_PARTS"]),
    ("21 23 9 5, 103", ["UNCLEAR_PARTS"]),
    ("21' 103'", ["ONE_NUMBER"]),
    ("21', 103'", ["UNCLEAR_PARTS", "UNCLEAR_PARTS"]),
    ("21°23°, 103°1°", ["SEVERAL_PAIRS"]),
    ("21°°, 103", ["UNCLEAR_PARTS"]),
    ("21°60' 103°01'", ["MINUTES_OUT_OF_RANGE"]),
    ("21°23'60\" 103°61'04\"", ["MINUTES_OUT_OF_RANGE", "MINUTES_OUT_OF_RANGE"]),
    ("91, 0", ["OUT_OF_RANGE"]),
    ("0, 181", ["OUT_OF_RANGE"]),
    ("90°30'N 0°E", ["OUT_OF_RANGE"]),
    ("21.38N 180°00'01\"E", ["OUT_OF_RANGE"]),
    ("999, 999", ["OUT_OF_RANGE", "OUT_OF_RANGE"]),
    ("103.0176, 21.3831", ["SWAPPED"]),
    ("103,0176 21,3831", ["SWAPPED"]),
    ("103.0176N 21.3831E", ["SWAPPED"]),
    ("103°01'04\", 21°23'09\"", ["SWAPPED"]),
    ("X=103.0176 Y=21.3831", ["SWAPPED"]),
    ("21.3831N 103.0176N", ["CONTRADICTION"]),
    ("21.3831B 103.0176N", ["CONTRADICTION"]),
    ("21.3831E 103.0176Đ", ["CONTRADICTION"]),
    ("vĩ độ 21.3831 Đ, 103.0176", ["CONTRADICTION"]),
    ("21.3831 Bắc, vĩ độ 103.0176", ["CONTRADICTION"]),
    ("-21.3831N 103.0176E", ["CONTRADICTION"]),
    ("N 21.3831 S 103.0176", ["CONTRADICTION"]),
    ("21.3831 NS 103.0176", ["UNREADABLE"]),
    ("21.3831N 103.0176", ["AMBIGUOUS_N"]),
    ("21.3831, 103.0176 N", ["SWAPPED"]),
    ("N 21°23'09\" 103°01'04\"", ["AMBIGUOUS_N"]),
    ("vĩ độ 21.3831 N, kinh độ 103.0176", ["AMBIGUOUS_N"]),
    ("21.3831N 103.0176Đ", ["OUTSIDE_PROVINCE"]),
    ("21.3831N 103.0176D", ["OUTSIDE_PROVINCE"]),
    ("21.3831 Nam 103.0176 Đông", ["OUTSIDE_PROVINCE"]),
    ("21.3831S 103.0176E", ["OUTSIDE_PROVINCE"]),
    ("21.3831N 103.0176W", ["OUTSIDE_PROVINCE"]),
    ("21.3831B 103.0176T", ["OUTSIDE_PROVINCE"]),
    ("21.3831 bắc 103.0176 tây", ["OUTSIDE_PROVINCE"]),
    ("-21.3831, 103.0176", ["OUTSIDE_PROVINCE"]),
    ("21.3831, -103.0176", ["OUTSIDE_PROVINCE"]),
    ("−21.3831 −103.0176", ["OUTSIDE_PROVINCE"]),
    ("21.0285, 105.8542", ["OUTSIDE_PROVINCE"]),
    ("0, 0", ["OUTSIDE_PROVINCE"]),
    ("VN-2000 21.3831 103.0176", ["UNSUPPORTED_SYSTEM"]),
    ("EPSG:4756 21.3831 103.0176", ["UNSUPPORTED_SYSTEM"]),
    ("WGS84 502188.697 2365683.612", ["UNSUPPORTED_SYSTEM"]),
    ("WGS84 VN2000 502188.697 2365683.612", ["UNSUPPORTED_SYSTEM"]),
    ("UTM 295000 2366000", ["UNSUPPORTED_SYSTEM"]),
    ("EPSG:9205 EPSG:5897 502188.697 2365683.612", ["UNSUPPORTED_SYSTEM"]),
    ("TM-3 103-00 TM-3 105-00 502188.697 2365683.612", ["UNSUPPORTED_SYSTEM"]),
    ("TM-3 107-45 502188.697 2365683.612", ["UNSUPPORTED_SYSTEM"]),
    ("TM-3 105-00 502188.697 2365683.612", ["WRONG_ZONE"]),
    ("kinh tuyến trục 104°45' 502188.697 2365683.612", ["WRONG_ZONE"]),
    ("VN-2000 UTM 48N 295000 2366000", ["WRONG_ZONE"]),
    ("EPSG:9206 502188.697 2365683.612", ["WRONG_ZONE"]),
    ("5021886 2365683", ["OUTSIDE_GRID"]),
    ("502188 236568", ["OUTSIDE_GRID"]),
    ("502188 -2365683", ["OUTSIDE_GRID"]),
    ("502188, 2365683S", ["OUTSIDE_GRID"]),
    ("502188 2365683S", ["UNCLEAR_PARTS"]),
    ("502188 21 9, 2365683", ["OUTSIDE_GRID"]),
    ("9" * 190 + " 2365683", ["OUTSIDE_GRID"]),
    ("2365683 2365683", ["OUTSIDE_GRID"]),
    ("X=2365683 X=502188", ["CONTRADICTION"]),
    ("48N 502188 23656830", ["OUTSIDE_GRID"]),
    ("48N 502188 2365683", ["OUTSIDE_PROVINCE"]),
]


@pytest.mark.parametrize(("text", "codes"), REFUSED)
def test_what_cannot_be_the_place_is_refused_with_its_reason(text: str, codes: list[str]) -> None:
    assert refused(text) == codes


def test_a_lone_n_is_asked_with_both_readings_named() -> None:
    sentence = told("21°23'09\"N 103°01'04\"")
    assert "north (21.3858333)" in sentence
    assert "south (-21.3858333)" in sentence
    assert told("103.0176 21.3831N") == told("21.3831N 103.0176")


@pytest.mark.parametrize("other", ["E", "East", "e", "east"])
def test_an_english_letter_settles_that_n_is_north(other: str) -> None:
    assert read_coordinates(f"21.3831N 103.0176{other}").latitude == 21.3831


@pytest.mark.parametrize("other", ["Đ", "Đông", "đông", "D", "dong"])
def test_a_vietnamese_letter_settles_that_n_is_south(other: str) -> None:
    assert "latitude -21.3831, longitude 103.0176" in told(f"21.3831N 103.0176{other}")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("21.3831N 103.0176T", "latitude -21.3831, longitude -103.0176"),
        ("21.3831N 103.0176W", "latitude 21.3831, longitude -103.0176"),
        ("21.3831 Nam 103.0176 Tây", "latitude -21.3831, longitude -103.0176"),
        ("-0°30' 103°", "latitude -0.5, longitude 103"),
        ("0°30'S 103°E", "latitude -0.5, longitude 103"),
        ("21.3831 -103.01760001", "latitude 21.3831, longitude -103.0176"),
    ],
)
def test_south_and_west_are_refused_by_name(text: str, place: str) -> None:
    assert told(text).startswith(f"This reads as the southern or western hemisphere ({place})")


def test_exchanged_degrees_are_named_with_the_reading_that_was_probably_meant() -> None:
    assert "latitude 21.3831234, longitude 103.0176567" in told("103.0176567, 21.3831234")


def test_what_cannot_be_read_is_repeated_but_not_at_length() -> None:
    assert told("21.3831 nghìn " + "x" * 100).startswith("“nghìn " + "x" * 14 + "” cannot")
    assert told("B Đ").startswith("“B Đ” cannot")
    assert told("²21").startswith("“²” cannot")
    assert told("1.2.3.4.5.6.7.8.9.10.11.12.13").startswith("“1.2.3.4.5.6.7.8.9.10” cannot")
    assert told("Đ " * 30).startswith("“" + ("Đ " * 10).rstrip() + " ” cannot")


def test_every_wrong_minute_is_shown() -> None:
    with pytest.raises(ProblemsError) as caught:
        read_coordinates("21°23'75.5\" 103°61'04\"")
    assert [p.message.en.split(". ")[0].split()[-1] for p in caught.value.problems] == ["75.5", "61"]
    assert read_coordinates("21°59'59.999\" 103°0'0\"").latitude < 22


@pytest.mark.parametrize("text", ["20, 102", "23, 104"])
def test_without_boundaries_whole_degrees_around_the_province_are_the_limit(text: str) -> None:
    assert read_coordinates(text).form is Form.DECIMAL


@pytest.mark.parametrize("text", ["19.9999999, 103", "23.0000001, 103", "21, 101.9999999", "21, 104.0000001"])
def test_beyond_those_degrees_a_point_is_outside(text: str) -> None:
    assert "longitude " + degrees(text.split(", ")[1]) in told(text)


def degrees(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize(
    ("metres", "fits"),
    [
        ("410400 2310000", True),
        ("561800 2494700", True),
        ("561801 2400000", False),
        ("450000 2494701", False),
    ],
)
def test_the_grid_covers_the_province_and_the_boundaries_shipped(metres: str, fits: bool) -> None:
    if fits:
        assert read_coordinates(metres).form is Form.VN2000
    else:
        assert set(refused(metres)) <= {"OUTSIDE_GRID", "WRONG_ZONE"}
