"""Files in the older Vietnamese encodings are recognised and refused by name, with advice."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from catalog.exchange.encodings import garbled_encoding
from tests.catalog.exchange.test_reading import read, refusal, written
from tests.catalog.register import rows as register_rows

TABLE = """mã,tên,xã
1,Di tích Chiến trường Điện Biên Phủ,Phường Mường Thanh
2,Trung tâm đề kháng Him Lam,Phường Điện Biên Phủ
3,Hầm tướng Đờ Cát và sân bay Mường Thanh,Xã Thanh Nưa
"""
# Written down apart from the decoder, letter by letter as the fonts of the two encodings show them.
IN_TCVN3 = """m·,tªn,x·
1,Di tÝch ChiÕn tr­êng §iÖn Biªn Phñ,Ph­êng M­êng Thanh
2,Trung t©m ®Ò kh¸ng Him Lam,Ph­êng §iÖn Biªn Phñ
3,HÇm t­íng §ê C¸t vµ s©n bay M­êng Thanh,X· Thanh N­a
"""
IN_VNI = """maõ,teân,xaõ
1,Di tích Chieán tröôøng Ñieän Bieân Phuû,Phöôøng Möôøng Thanh
2,Trung taâm ñeà khaùng Him Lam,Phöôøng Ñieän Bieân Phuû
3,Haàm töôùng Ñôø Caùt vaø saân bay Möôøng Thanh,Xaõ Thanh Nöa
"""
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_cp1258(text: str) -> bytes:
    """As Windows writes it: composed letters where the code page has them, else letter and tone."""
    return b"".join(letter_in_cp1258(letter) for letter in text)


def letter_in_cp1258(letter: str) -> bytes:
    decomposed = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
    tone = "".join(c for c in decomposed if c in TONES)
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        return (base + tone).encode("cp1258")


@pytest.mark.parametrize(
    ("content", "code", "name"),
    [
        (IN_TCVN3.encode("latin-1"), "ENCODING_TCVN3", "TCVN3 (ABC)"),
        (IN_TCVN3.encode(), "ENCODING_TCVN3", "TCVN3 (ABC)"),
        (IN_VNI.encode("cp1252"), "ENCODING_VNI", "VNI Windows"),
        (IN_VNI.encode(), "ENCODING_VNI", "VNI Windows"),
        (in_cp1258(TABLE), "ENCODING_CP1258", "1258"),
        (TABLE.encode("utf-16"), "ENCODING_UTF16", "UTF-16"),
        (TABLE.encode("utf-16-le"), "ENCODING_UTF16", "UTF-16"),
        (TABLE.encode("utf-16-be"), "ENCODING_UTF16", "UTF-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "ENCODING_UTF16", "UTF-16"),
    ],
)
def test_another_encoding_is_refused_by_name_with_advice(
    tmp_path: Path, content: bytes, code: str, name: str
) -> None:
    error = refusal(written(tmp_path, content))
    assert error.code == code
    for sentence in (error.message.vi, error.message.en):
        assert name in sentence
        assert "CSV UTF-8" in sentence
    assert "dấu phẩy phân cách" in error.message.vi


def test_the_same_table_in_utf8_is_read(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, TABLE))
    assert len(rows) == 3
    assert not any(row.problems for row in rows)


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "name\n§iÖn Biªn\n".encode("latin-1"))).code == "ENCODING_TCVN3"
    assert refusal(written(tmp_path, "name\nÑieän Bieân\n".encode("latin-1"))).code == "ENCODING_VNI"
    assert refusal(written(tmp_path, in_cp1258("name\nĐiện Biên\n"))).code == "ENCODING_CP1258"


def test_another_encoding_far_into_a_file_is_refused_before_the_first_row(tmp_path: Path) -> None:
    content = b"name\n" + b"plain\n" * 300_000 + IN_TCVN3.encode("latin-1")
    assert refusal(written(tmp_path, content)).code == "ENCODING_TCVN3"


@pytest.mark.parametrize(
    "name", ["sites.csv", "admin_units.csv", "compositions.csv", "designations.csv", "declared_totals.csv"]
)
def test_no_cell_of_the_real_register_is_taken_for_garbled(name: str) -> None:
    cells = [cell for row in register_rows(name) for cell in row.values() if cell]
    assert len(cells) > 20
    assert [cell for cell in cells if garbled_encoding(cell)] == []


@pytest.mark.parametrize(
    "text",
    ["Thaï", "pays Thaï, Laï-Châu", "Noël Müller, für schöne Tage", "25 µm © VOV ½", "Ñandú", "naïve"],
)
def test_foreign_words_are_not_taken_for_garbled(text: str) -> None:
    assert garbled_encoding(text) is None
