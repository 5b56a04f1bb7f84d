"""Cleaning, folding and ordering of Vietnamese text."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.errors import ProblemsError
from catalog.text import (
    LINE_LENGTH,
    SLUG_LENGTH,
    clean_text,
    collation_key,
    fold,
    is_syllable,
    nfc,
    slugify,
    squeeze,
    text_problem,
    tidy,
    trigrams,
    unfold_telex,
)

VIETNAMESE = st.text("aàảãáạăằâấbcdđeéêệghiìklmnoóôốơờpqrstuúưừvxyỳ ĐÊƠ109-'", max_size=30)
TEXTS = st.one_of(st.text(max_size=40), VIETNAMESE)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đồi A1", "doi a1"),
        ("ĐIỆN BIÊN PHỦ", "dien bien phu"),
        ("  Sân bay  Mường-Thanh ", "san bay muong thanh"),
        ("Thành Bản Phủ (đền Hoàng Công Chất)", "thanh ban phu den hoang cong chat"),
        ("người H'Mông", "nguoi hmong"),
        ("người H’Mông", "nguoi hmong"),
        ("Ðiện Biên", "dien bien"),
        ("ĐBP", "dbp"),
        ("Béatrice", "beatrice"),
        ("Đồi\u00a0A1", "doi a1"),
        ("…", ""),
    ],
)
def test_folding_leaves_only_plain_words(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_a_folded_text_has_no_marks_capitals_or_double_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip() == folded.casefold()
    assert "  " not in folded
    assert not any(unicodedata.category(c).startswith("M") for c in folded)


@given(TEXTS)
def test_composed_and_decomposed_twins_are_the_same_to_every_comparison(text: str) -> None:
    twin = unicodedata.normalize("NFD", text)
    assert nfc(twin) == nfc(text)
    assert tidy(twin) == tidy(text)
    assert fold(twin) == fold(text)
    assert collation_key(twin) == collation_key(text)


def test_squeezing_makes_one_word_of_a_name() -> None:
    assert squeeze(fold("A Pa Chải")) == squeeze(fold("Apachai"))


@pytest.mark.parametrize(
    "names",
    [
        "Điện Biên Phủ Mường Thanh Him Lam Noong Nhai Huổi Lếnh Ẳng Cang Tênh Phông Nậm Kè Sín Chải Tỏa Tình",
        "quốc gia giếng nghĩa khuỷu hươu yêu thuở ngoẹo quý gì đường kéo pháo xoong Nguyễn Xuân hoà hòa",
    ],
)
def test_the_spelling_of_syllables_is_known(names: str) -> None:
    assert [word for word in names.split() if not is_syllable(word)] == []
    assert [word for word in unicodedata.normalize("NFD", names).split() if not is_syllable(word)] == []


def test_foreign_and_garbled_words_are_no_syllables() -> None:
    words = "Béatrice château für naïve Ñieän Bieân Phuû §iÖn Phñ Biªn Äiá»‡n đđ ạạ quôốc a1"
    assert [word for word in words.split() if is_syllable(word)] == []


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("ddieenj bieen", "dien bien"),
        ("DDieenj Bieen", "dien bien"),
        ("Ddieenj bieen phur", "dien bien phu"),
        ("ddienje biene", "dien bien"),
        ("ddoofi A1", "doi a1"),
        ("phaf ddin", "pha din"),
        ("banr phur", "ban phu"),
        ("muwowngf thanh", "muong thanh"),
        ("muownfg thanhf", "muong thanh"),
        ("dduwowngf kesos phaos", "duong keo phao"),
        ("nooong hetj", "noong het"),
        ("nghiax trang huwng", "nghia trang hung"),
        ("Điện bieen", "dien bien"),
        ("hoof pas khoang", "ho pa khoang"),
    ],
)
def test_telex_typed_without_an_input_method_is_read(typed: str, reading: str) -> None:
    assert unfold_telex(typed) == reading


@pytest.mark.parametrize(
    "text",
    [
        "doi a1",
        "pha din",
        "dien bien phu",
        "Điện Biên Phủ",
        "caf",
        "cafe",
        "sites",
        "hills and caves",
        "book",
        "him lam",
        "de castries",
        "eliane",
        "view tower",
        "war",
        "a pa chai",
        "ĐBP",
        "Uva",
        "ngoeo",
        "1954",
        "",
    ],
)
def test_plain_words_are_not_taken_for_telex(text: str) -> None:
    assert unfold_telex(text) is None


@given(TEXTS)
def test_a_telex_reading_is_a_folded_text_other_than_the_one_typed(text: str) -> None:
    reading = unfold_telex(text)
    if reading is not None:
        assert reading == fold(reading) != fold(text)
        assert len(reading) < len(fold(text)) or "w" in fold(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Đồi A1", "doi-a1"),
        ("Trung tâm đề kháng Him Lam (Béatrice)", "trung-tam-de-khang-him-lam-beatrice"),
        ("Cột mốc số 0 – A Pa Chải", "cot-moc-so-0-a-pa-chai"),
        ("奠邊", ""),
    ],
)
def test_a_name_becomes_part_of_an_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    slug = slugify("đường kéo pháo " * 10)
    assert len(slug) <= SLUG_LENGTH
    assert slug.split("-") == (["duong", "keo", "phao"] * 6)[:16]
    assert slugify("a" * 200) == "a" * SLUG_LENGTH


@given(TEXTS)
def test_a_slug_is_stable_and_safe_in_an_address(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-") and not slug.endswith("-")
    assert len(slug) <= SLUG_LENGTH


def test_trigrams_know_where_words_begin_and_end() -> None:
    assert trigrams("doi a1") == [" do", "doi", "oi ", " a1", "a1 "]
    assert trigrams("u") == [" u "]
    assert trigrams("doi doi") == [" do", "doi", "oi "]
    assert trigrams("") == []


IN_ORDER = [
    "",
    "1 tháng 5",
    "9",
    "a",
    "A",
    "à",
    "ả",
    "ã",
    "á",
    "Á",
    "ạ",
    "A Pa Chải",
    "A1",
    "an",
    "ăn",
    "ân",
    "Bản Phủ",
    "Béatrice",
    "ca",
    "cha",
    "dao",
    "đao",
    "Điện Biên",
    "Điện Biên Đông",
    "Điện Biên Phủ",
    "Đồi A1",
    "Đồi C1",
    "em",
    "êm",
    "Hoà",
    "hoạ",
    "Mường Ảng",
    "Mường Chà",
    "Mường Lay",
    "Mường Nhà",
    "Mường Nhé",
    "Nà Hỳ",
    "Na Son",
    "Nà Tấu",
    "ong",
    "ông",
    "ơn",
    "Tuần Giáo",
    "tư",
    "Xa Dung",
    "ý",
    "奠",
]
"""Names as a Vietnamese reader expects them; letters of all words count before any tone does."""


def test_names_are_in_the_order_of_the_vietnamese_alphabet() -> None:
    backwards = IN_ORDER[::-1]
    assert sorted(backwards, key=collation_key) == IN_ORDER


def test_a_tone_decides_only_between_equal_letters() -> None:
    assert collation_key("mả a") < collation_key("má a") < collation_key("ma b")
    assert collation_key("hoà") == collation_key("hòa")


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_the_database_orders_keys_as_python_does(texts: list[str]) -> None:
    keys = [collation_key(text) for text in texts]
    assert all(key.isascii() and key.isprintable() for key in keys)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE name (key TEXT COLLATE BINARY)")
        connection.executemany("INSERT INTO name VALUES (?)", [(key,) for key in keys])
        ordered = [key for (key,) in connection.execute("SELECT key FROM name ORDER BY key")]
    connection.close()
    assert ordered == sorted(keys)


@given(VIETNAMESE, VIETNAMESE)
def test_names_with_one_key_differ_in_nothing_a_reader_orders_by(one: str, other: str) -> None:
    if collation_key(one) == collation_key(other):
        assert fold(one.replace("'", " ")) == fold(other.replace("'", " "))


def test_tidying_keeps_the_text_and_drops_the_noise() -> None:
    assert tidy(unicodedata.normalize("NFD", "  Đồi\u00a0 A1\r\n")) == "Đồi A1"
    assert tidy("\ufeffĐồi\u200b A\u00ad1") == "Đồi A1"
    assert tidy("một\r\n\r\n\r\n\r\nhai \t ba \n", multiline=True) == "một\n\nhai ba"


@given(TEXTS, st.booleans())
def test_tidying_twice_changes_nothing(text: str, multiline: bool) -> None:
    once = tidy(text, multiline=multiline)
    assert tidy(once, multiline=multiline) == once


@pytest.mark.parametrize("multiline", [False, True])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\0b", "CONTROL_CHARACTER"),
        ("a\x1cb", "CONTROL_CHARACTER"),
        ("a\x7fb", "CONTROL_CHARACTER"),
        ("a\ud800b", "CONTROL_CHARACTER"),
        ("a\u202eb", "HIDDEN_CHARACTER"),
        ("a\u2066b", "HIDDEN_CHARACTER"),
        ("a\U000e0041b", "HIDDEN_CHARACTER"),
    ],
)
def test_characters_that_deceive_or_break_are_refused(text: str, code: str, multiline: bool) -> None:
    with pytest.raises(ProblemsError) as refused:
        clean_text(text, multiline=multiline, field="name")
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == (code, "name")
    assert f"U+{ord(text[1]):04X}" in problem.message.vi
    assert f"U+{ord(text[1]):04X}" in problem.message.en


def test_a_text_over_its_limit_is_refused_with_both_numbers() -> None:
    assert text_problem("ồ" * LINE_LENGTH) is None
    problem = text_problem("ồ" * (LINE_LENGTH + 1))
    assert problem is not None
    assert problem.code == "TOO_LONG"
    assert str(LINE_LENGTH) in problem.message.vi and str(LINE_LENGTH + 1) in problem.message.en
    assert text_problem("ồ" * (LINE_LENGTH + 1), multiline=True) is None
    assert text_problem("abc", max_length=2) is not None


def test_line_ends_belong_only_in_texts_of_several_lines() -> None:
    assert text_problem("một\nhai", multiline=True) is None
    assert text_problem("một\nhai") is not None
    assert clean_text("một\nhai") == "một hai"


@given(TEXTS, st.booleans())
def test_an_accepted_text_can_be_stored_as_utf8(text: str, multiline: bool) -> None:
    try:
        accepted = clean_text(text, multiline=multiline)
    except ProblemsError:
        return
    assert "\0" not in accepted
    assert accepted.encode().decode() == accepted
