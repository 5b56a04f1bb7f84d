from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.gazetteer import PartKind, parse_address
from catalog.text import fold


def parsed(text: str) -> list[tuple[str | None, str]]:
    return [(part.kind, part.name) for part in parse_address(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xã Thanh Minh, TP Điện Biên Phủ", [("COMMUNE", "thanh minh"), ("CITY", "dien bien phu")]),
        ("TX.Mường Lay", [("TOWN", "muong lay")]),
        ("tt Mường Ảng", [("TOWNSHIP", "muong ang")]),
        ("thị trấn Tủa Chùa, h. Tủa Chùa", [("TOWNSHIP", "tua chua"), ("DISTRICT", "tua chua")]),
        ("TPĐBP", [("CITY", "dbp")]),
        ("Bản X, xã Y, huyện Z", [("LOCALITY", "x"), ("COMMUNE", "y"), ("DISTRICT", "z")]),
        ("Thanh Minh", [(None, "thanh minh")]),
        ("Xã Pa Thơm - Huyện Điện Biên", [("COMMUNE", "pa thom"), ("DISTRICT", "dien bien")]),
        ("12 đường 7/5 phường Mường Thanh", [(None, "12 duong 7 5"), ("WARD", "muong thanh")]),
    ],
)
def test_the_words_before_a_name_say_what_it_is(text: str, parts: list[tuple[str | None, str]]) -> None:
    assert parsed(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Muong Thanh ward", [("WARD", "muong thanh")]),
        ("Dien Bien Phu City, Dien Bien Province", [("CITY", "dien bien phu"), ("PROVINCE", "dien bien")]),
    ],
)
def test_english_says_it_after_the_name(text: str, parts: list[tuple[str | None, str]]) -> None:
    assert parsed(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "xã Thanh Minh TP Điện Biên Phủ tỉnh Điện Biên",
        "xa thanh minh tp dien bien phu tinh dien bien",
        "XÃ THANH MINH; TP. ĐIỆN BIÊN PHỦ; TỈNH ĐIỆN BIÊN",
        "Tỉnh Điện Biên, TP Điện Biên Phủ, xã Thanh Minh",
        "xã Thanh Minh (TP Điện Biên Phủ), tỉnh Điện Biên, Việt Nam",
    ],
)
def test_however_it_is_written_the_finest_part_comes_first(text: str) -> None:
    assert parsed(text) == [
        ("COMMUNE", "thanh minh"),
        ("CITY", "dien bien phu"),
        ("PROVINCE", "dien bien"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("xã Xa Dung", "xa dung"),
        ("xa xa dung", "xa dung"),
        ("Xá Nhè", "xa nhe"),
        ("Lao Xả Phình", "lao xa phinh"),
        ("lao xa phinh", "lao xa phinh"),
        ("xã Tỏa Tình", "toa tinh"),
        ("xa toa tinh", "toa tinh"),
    ],
)
def test_a_name_that_holds_the_word_of_a_kind_stays_whole(text: str, name: str) -> None:
    assert [part.name for part in parse_address(text)] == [name]


def test_a_part_keeps_the_marks_of_its_name_and_its_whole_text() -> None:
    (part,) = parse_address("P. Him Lam")
    assert (part.kind, part.written, part.text) == (PartKind.WARD, "him lam", "p him lam")


@pytest.mark.parametrize("text", ["", " , ; ", "...", "Việt Nam"])
def test_nothing_but_separators_or_the_country_has_no_parts(text: str) -> None:
    assert parse_address(text) == ()


@given(st.text(max_size=400))
def test_any_text_is_taken_apart_and_its_parts_are_folded(text: str) -> None:
    for part in parse_address(text):
        assert part.text == fold(part.text)
        assert part.name in part.text
        assert part.text


@given(st.sampled_from(["xã Tỏa Tình, huyện Tuần Giáo", "P. Him Lam, TP ĐBP", "Bản Kéo xã Thanh Nưa"]))
def test_decomposed_letters_make_no_difference(text: str) -> None:
    assert parse_address(unicodedata.normalize("NFD", text)) == parse_address(text)
