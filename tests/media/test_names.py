"""Names of files as hostile or careless people send them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.names import LONGEST_NAME, tidied


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Đồi A1 (mặt trước).JPG", "Đồi A1 (mặt trước).JPG"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Ảnh\\hầm.jpg", "hầm.jpg"),
        ("a\0b.jpg", "ab.jpg"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("anh\u2066.jpg\u2069", "anh.jpg"),
        ("a\r\nX: y.jpg", "a X: y.jpg"),
        ("  .. a.jpg . ", "a.jpg"),
        ("", "tep"),
        ("..", "tep"),
        ("/", "tep"),
        ("\u200b", "tep"),
        ("Đô\u0300i.jpg", "Đồi.jpg"),
        ("Đo\b\u0302\u0300i.jpg", "Đồi.jpg"),
        ("x" * 5000 + ".jpeg", "x" * (LONGEST_NAME - 5) + ".jpeg"),
        ("x" * 5000, "x" * LONGEST_NAME),
        ("a." + "x" * 5000, "a." + "x" * (LONGEST_NAME - 2)),
    ],
)
def test_a_name_is_made_harmless_and_stays_readable(sent: str, kept: str) -> None:
    assert tidied(sent) == kept


@given(st.text() | st.text(alphabet="./\\ \0\u202e\ud800aĐ\u0323\n", max_size=400))
def test_no_name_holds_a_path_a_control_or_nothing(sent: str) -> None:
    name = tidied(sent)
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set("/\\")
    assert name == name.strip(" .")
    assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert tidied(name) == name
    assert name.encode()
