"""Reading CSV files that people send: what is read, what is refused, and how it is said."""

from __future__ import annotations

import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.exchange import reading
from catalog.exchange.reading import MAX_FILE_BYTES, Row, UnreadableFileError, read_table


def written(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    with read_table(path) as table:
        return table.header, list(table.rows)


def refusal(path: Path) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refused:
        read(path)
    assert refused.value.message.vi != refused.value.message.en
    return refused.value


def codes(row: Row) -> list[tuple[str | None, str]]:
    return [(problem.field, problem.code) for problem in row.problems]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_utf8_is_read_whatever_separates_cells_and_lines(
    tmp_path: Path, mark: str, delimiter: str, line_end: str
) -> None:
    lines = [["mã", "tên"], ["1", "Đồi A1"], ["2", f'"Đồi{delimiter} C1"']]
    content = mark + "".join(delimiter.join(line) + line_end for line in lines)
    assert read(written(tmp_path, content)) == (
        ("mã", "tên"),
        [
            Row(2, {"mã": "1", "tên": "Đồi A1"}),
            Row(3, {"mã": "2", "tên": f"Đồi{delimiter} C1"}),
        ],
    )


def test_a_last_line_without_an_end_and_short_rows_are_read(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "a,b,c\n1,2\n3,,"))
    assert [row.cells for row in rows] == [{"a": "1", "b": "2", "c": ""}, {"a": "3", "b": "", "c": ""}]
    assert all(row.problems == () for row in rows)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    content = '\n,\na,b\n1,"two\r\nlines"\n\n,\n2,x\n'
    header, rows = read(written(tmp_path, content))
    assert header == ("a", "b")
    assert [(row.number, row.cells["a"]) for row in rows] == [(4, "1"), (7, "2")]
    assert rows[0].cells["b"] == "two\r\nlines"
    assert rows[0].problems == ()


def test_decomposed_letters_become_composed(tmp_path: Path) -> None:
    content = unicodedata.normalize("NFD", "tên,xã\nĐiện Biên Phủ,Mường Ảng\n")
    header, rows = read(written(tmp_path, content))
    assert header == ("tên", "xã")
    assert rows[0].cells == {"tên": "Điện Biên Phủ", "xã": "Mường Ảng"}


def test_blank_columns_at_the_right_are_no_columns(tmp_path: Path) -> None:
    header, rows = read(written(tmp_path, "a,b,,\n1,2,,\n3,4,,thừa\n"))
    assert header == ("a", "b")
    assert rows[0].problems == ()
    assert codes(rows[1]) == [(None, "EXTRA_CELLS")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=1+1", "FORMULA"),
        ("  =1+1", "FORMULA"),
        ("@SUM(A1)", "FORMULA"),
        ("+cmd|' /C calc'!A0", "FORMULA"),
        ("-2+3+cmd|' /C calc'!A0", "FORMULA"),
        ("=HYPERLINK(A1)", "FORMULA"),
        ("- Di tích", "FORMULA"),
        ("#REF!", "CELL_ERROR"),
        ("#N/A", "CELL_ERROR"),
        ("a\0b", "CONTROL_CHARACTER"),
        ("a\x1bb", "CONTROL_CHARACTER"),
        ("a\u202eb", "HIDDEN_CHARACTER"),
        ("ồ" * 32_768, "TOO_LONG"),
        ("§iÖn Biªn Phñ", "GARBLED_TEXT"),
        ("Ñieän Bieân Phuû", "GARBLED_TEXT"),
        ("Đi�n Bi�n", "GARBLED_TEXT"),
    ],
)
def test_a_bad_cell_is_a_problem_of_its_row_and_column_only(tmp_path: Path, cell: str, code: str) -> None:
    good = "".join(f"{n},Đồi {n} ở Điện Biên Phủ\n" for n in range(20))
    _, rows = read(written(tmp_path, f'số,tên\n{good}7,"{cell}"\n'))
    assert [codes(row) for row in rows[:-1]] == [[]] * 20
    assert rows[-1].number == 22
    assert codes(rows[-1]) == [("tên", code)]
    assert rows[-1].cells == {"số": "7", "tên": cell.strip()}


@pytest.mark.parametrize(
    "cell",
    ["-21.386", "+84 215 382 5012", "-", "+(84) 215-3825012", "-1.2E-05", "-12 %", "- 5", "a=b", "1-2", "…",
     "Thaï Noir, Thaï Blanc", "Béatrice, Château", "A\u00a0Pa Chải", "một\ttab"],
)  # fmt: skip
def test_signs_and_foreign_letters_do_no_harm(tmp_path: Path, cell: str) -> None:
    _, rows = read(written(tmp_path, f'tên\n"{cell}"\nx\n'))
    assert codes(rows[0]) == []


def test_every_bad_cell_of_a_row_is_reported(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "a,b,c\n=1,ok,#REF!,more\n"))
    assert codes(rows[0]) == [("a", "FORMULA"), ("c", "CELL_ERROR"), (None, "EXTRA_CELLS")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"\xef\xbb\xbf", "EMPTY_FILE"),
        (b"\n\n , ,\n", "EMPTY_FILE"),
        (b"a,,c\n1,2,3\n", "UNNAMED_COLUMN"),
        (b"a,b,A \n1,2,3\n", "DUPLICATE_COLUMN"),
        (b"1,21.386,2009-08-12\n2,21.4,x\n", "NO_HEADER"),
        (b"name,=A1\nx,y\n", "NO_HEADER"),
        (b"na\0me,b\n" + b"x,y\n" * 100, "NOT_A_TABLE"),
        (bytes(range(256)) * 8, "NOT_A_TABLE"),
        (b'a,b\n1,"open\n2,x\n', "BROKEN_QUOTES"),
        (b'a,b\n1,"x"y\n', "BROKEN_QUOTES"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "LINE_TOO_LONG"),
        (b"a,b\n" + b"x" * 1_100_000, "LINE_TOO_LONG"),
        (",".join(f"c{n}" for n in range(257)).encode(), "TOO_MANY_COLUMNS"),
        (b"caf\xe9,b\nch\xe2teau,2\n", "ENCODING_UNKNOWN"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "WRONG_FORMAT"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "WRONG_FORMAT"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "WRONG_FORMAT"),
        (b"\0\0\0\x18ftypheic", "WRONG_FORMAT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "WRONG_FORMAT"),
        (b"<html><table><tr><td>1</table>", "WRONG_FORMAT"),
        (b'\xef\xbb\xbf{"features": []}', "WRONG_FORMAT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "PASSWORD_PROTECTED"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, code: str
) -> None:
    assert refusal(written(tmp_path, content)).code == code


def test_a_refusal_names_what_the_file_is_and_where_it_breaks(tmp_path: Path) -> None:
    assert "PDF" in refusal(written(tmp_path, b"%PDF-1.7")).message.vi
    assert "(.xls)" in refusal(written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))).message.en
    broken = refusal(written(tmp_path, b'a,b\n1,2\n3,"open\n')).message
    assert "dòng 3" in broken.vi and "row 3" in broken.en
    assert "“A”" in refusal(written(tmp_path, b"a,A\n")).message.vi


def test_rows_before_a_broken_one_have_been_given(tmp_path: Path) -> None:
    content = "a,b\n" + "1,2\n" * 300 + '3,"open\n'
    seen: list[int] = []
    with pytest.raises(UnreadableFileError), read_table(written(tmp_path, content)) as table:
        seen.extend(row.number for row in table.rows)
    assert seen == list(range(2, 302))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    assert len(read(written(tmp_path, "a\n1\n\n2\n3\n"))[1]) == 3
    assert refusal(written(tmp_path, "a\n1\n2\n3\n4\n")).code == "TOO_MANY_ROWS"


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    with path.open("r+b") as file:
        file.truncate(MAX_FILE_BYTES)
    error = refusal(path)
    assert error.code == "TOO_LARGE"
    assert "100,0 MB" in error.message.vi and "100.0 MB" in error.message.en


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "NOT_FOUND"
    assert refusal(tmp_path / "none.csv").code == "NOT_FOUND"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    line = "Đồi A1,một điểm cao trong lòng chảo Mường Thanh\n"
    path = written(tmp_path, "tên,mô tả\n" + line * 40_000)
    assert path.stat().st_size > 2_400_000
    tracemalloc.start()
    with read_table(path) as table:
        count = sum(not row.problems for row in table.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 8_000_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text('a1,;"\n\r\tĐ=\0', max_size=60).map(str.encode)))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"a\n\xc4")
def test_any_bytes_are_rows_or_a_named_refusal(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    try:
        header, rows = read(path)
    except UnreadableFileError as error:
        assert error.code.isupper()
        return
    assert header
    assert all(tuple(row.cells) == header for row in rows)
    assert [row.number for row in rows] == sorted({row.number for row in rows})
