"""Reading XLSX workbooks: what cells become, and what never gets as far as the XML parser."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.exchange import reading
from catalog.exchange.reading import MAX_ROWS, UnreadableFileError
from tests.catalog.exchange.test_reading import codes, read, refusal, written

SHEET = "xl/worksheets/sheet1.xml"


def workbook(folder: Path, rows: list[list[object]], fill: Callable[..., None] | None = None) -> Path:
    """A real workbook with these cells in its first sheet; `fill(book, sheet)` may add to it."""
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Di tích")
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, *([dates] if isinstance(value, date) else []))
        if fill is not None:
            fill(book, sheet)
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes], **options: int) -> Path:
    """The same workbook with each part changed; `options` go to the archive."""
    with ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with ZipFile(path, "w", options.get("compression", ZIP_DEFLATED)) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != SHEET:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return change


def test_cells_become_text_as_a_person_would_type_it(tmp_path: Path) -> None:
    values: list[tuple[object, str]] = [
        ("Đồi A1", "Đồi A1"),
        ("  hai đầu  ", "hai đầu"),
        (3127, "3127"),
        (46.0, "46"),
        (21.386, "21.386"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (2.5e20, "250000000000000000000"),
        (True, "TRUE"),
        (date(2009, 8, 12), "2009-08-12"),
        (datetime(2009, 8, 12, 7, 30), "2009-08-12T07:30:00"),  # noqa: DTZ001  a cell has no zone
        ("=chữ", "=chữ"),
        ("", ""),
        (None, ""),
    ]
    path = workbook(tmp_path, [["stt", "giá trị"], *([n, value] for n, (value, _) in enumerate(values))])
    header, rows = read(path)
    assert header == ("stt", "giá trị")
    assert [row.cells["giá trị"] for row in rows] == [text for _, text in values]
    assert [row.number for row in rows] == list(range(2, len(values) + 2))
    assert [codes(row) for row in rows if row.problems] == [[("giá trị", "FORMULA")]]


def test_times_of_day_are_iso_text(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_datetime(1, 0, time(7, 30), book.add_format({"num_format": "hh:mm"}))

    _, rows = read(workbook(tmp_path, [["mở cửa"]], fill))
    assert rows[0].cells == {"mở cửa": "07:30:00"}


def test_formulas_and_errors_are_reported_with_row_and_column(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_array_formula(2, 1, 2, 1, "{=SUM(A1:A2)}", None, 4)
        sheet.write_formula(3, 0, "=#REF!", None, "#REF!")

    path = workbook(tmp_path, [["a", "b"], [None, "x"], ["y"], [None, "z"], ["w", "v"]], fill)
    path = repacked(path, in_sheet(b"<f>#REF!</f>", b""))
    _, rows = read(path)
    assert {row.number: codes(row) for row in rows} == {
        2: [("a", "FORMULA")],
        3: [("b", "FORMULA")],
        4: [("a", "CELL_ERROR")],
        5: [],
    }
    assert rows[0].cells["a"] == "=1+1"


def test_gaps_keep_the_numbers_of_rows_and_the_names_of_columns(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(9, 2, "giữa")
        sheet.write(11, 6, "ngoài bảng")
        sheet.write_blank(20_000, 30, None, book.add_format({"bold": True}))

    _, rows = read(workbook(tmp_path, [[], ["a", "b", "c"]], fill))
    assert [(row.number, row.cells) for row in rows] == [
        (10, {"a": "", "b": "", "c": "giữa"}),
        (12, {"a": "", "b": "", "c": ""}),
    ]
    assert [codes(row) for row in rows] == [[], [(None, "EXTRA_CELLS")]]


def test_the_first_sheet_is_read_whatever_its_claimed_size(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        book.add_worksheet("Hướng dẫn").write(0, 0, "không đọc")

    path = workbook(tmp_path, [["a", "b"], ["1", "2"]], fill)
    for claim in (b'ref="A1"', b'ref="A1:XFD1048576"'):
        repacked(path, in_sheet(b'ref="A1:B2"' if claim == b'ref="A1"' else b'ref="A1"', claim))
        assert [row.cells for row in read(path)[1]] == [{"a": "1", "b": "2"}]


def test_text_for_the_old_fonts_is_refused_in_workbooks_too(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path, [["tªn"], ["§iÖn Biªn Phñ"]])).code == "ENCODING_TCVN3"
    assert refusal(workbook(tmp_path, [["teân"], ["Ñieän Bieân Phuû"]])).code == "ENCODING_VNI"


def test_escaped_control_characters_are_seen(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["một"], ["hai"], ["ba"]])

    def escape(name: str, content: bytes) -> bytes:
        content = content.replace(b"<t>hai</t>", b"<t>h_x0000_i</t>").replace(
            b"<t>ba</t>", b"<t>b_xD800_</t>"
        )
        return content.replace("<t>một</t>".encode(), "<t>một_x000D_\nhai</t>".encode())

    _, rows = read(repacked(path, escape))
    assert [codes(row) for row in rows] == [[], [("a", "CONTROL_CHARACTER")], [("a", "GARBLED_TEXT")]]
    assert rows[0].cells["a"] == "một\r\nhai"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "[Content_Types].xml", "xl/styles.xml"])
def test_document_types_and_entities_are_refused_in_every_part(
    tmp_path: Path, declaration: str, encoding: str, part: str
) -> None:
    def declare(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, _, body = content.decode().partition("?>")
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        return mark + (head.replace("UTF-8", encoding[:6]) + "?>" + declaration + body).encode(encoding)

    path = repacked(workbook(tmp_path, [["a"], ["1"]]), declare)
    assert refusal(path).code == "XML_ENTITIES"


@pytest.mark.parametrize("before", [2**20 - 8, 2**20 - 3, 2**20])
def test_a_declaration_across_the_seams_of_reading_is_found(tmp_path: Path, before: int) -> None:
    def declare(name: str, content: bytes) -> bytes:
        if name != SHEET:
            return content
        head, _, body = content.partition(b"?>")
        noise = "".join(f"{n:x} " for n in range(400_000)).encode()
        return (head + b"?><!--" + noise)[: before - 3] + b"--><!DOCTYPE x>" + body

    path = repacked(workbook(tmp_path, [["a"], ["1"]]), declare)
    assert refusal(path).code == "XML_ENTITIES"


def bomb_of_one_part(path: Path) -> None:
    repacked(path, in_sheet(b"</sheetData>", b" " * 20_000_000 + b"</sheetData>"))


def bomb_of_many_parts(path: Path) -> None:
    with ZipFile(path, "a") as archive:
        for n in range(1_001):
            archive.writestr(f"xl/media/{n}.txt", b"")


def bomb_of_claimed_sizes(path: Path) -> None:
    """Parts that claim, in the archive's directory, to be small when packed and huge when unpacked."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 2**30)
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)


def bomb_of_one_text(path: Path) -> None:
    """A sheet of thousands of cells that all show one text of the workbook: small in the archive, huge when read."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column in range(256):
            for row in range(40):
                sheet.write_string(row, column, f"cột {column}" if row == 0 else "Đ" * 32_767)


@pytest.mark.parametrize(
    "bomb", [bomb_of_one_part, bomb_of_many_parts, bomb_of_claimed_sizes, bomb_of_one_text]
)
def test_zip_bombs_are_refused(tmp_path: Path, bomb: Callable[[Path], None]) -> None:
    path = workbook(tmp_path, [["a"], ["1"]])
    bomb(path)
    assert refusal(path).code == "ZIP_BOMB"


def test_a_part_larger_than_the_archive_says_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["1"]])
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refusal(written(tmp_path, bytes(data), "small.xlsx")).code == "DAMAGED"


def archive_with(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["mimetype", "content.xml"], "OpenDocument"),
        (["Index/Document.iwa"], "Numbers"),
        (["[Content_Types].xml", "word/document.xml"], "Word"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "PowerPoint"),
        (["[Content_Types].xml", "xl/workbook.bin"], ".xlsb"),
        (["table.csv"], "ZIP"),
    ],
)
def test_other_archives_are_refused_by_name(tmp_path: Path, names: list[str], words: str) -> None:
    error = refusal(written(tmp_path, archive_with(*names), "table.xlsx"))
    assert error.code == "WRONG_FORMAT"
    assert words in error.message.vi and words in error.message.en


def test_damaged_workbooks_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["1"]])
    whole = path.read_bytes()
    assert refusal(written(tmp_path, whole[:-200], "cut.xlsx")).code == "DAMAGED"
    assert refusal(written(tmp_path, archive_with("[Content_Types].xml"), "bare.xlsx")).code == "DAMAGED"
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(path, "a") as archive:
        archive.writestr(SHEET, "twice")
    assert refusal(path).code == "DAMAGED"


def test_rare_compression_is_refused(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path, [["a"], ["1"]]), lambda _, content: content, compression=ZIP_LZMA)
    assert refusal(path).code == "DAMAGED"


def test_a_password_protected_part_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["1"]])
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refusal(written(tmp_path, bytes(data), "locked.xlsx")).code == "PASSWORD_PROTECTED"


def test_an_empty_sheet_is_an_empty_file(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path, [])).code == "EMPTY_FILE"


def test_a_row_far_below_or_far_to_the_right_ends_the_reading(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["1"], ["2"]])
    original = path.read_bytes()
    assert refusal(repacked(path, in_sheet(b'r="A3"', b'r="XFD3"'))).code == "TOO_MANY_COLUMNS"
    path.write_bytes(original)
    assert refusal(repacked(path, in_sheet(b'<row r="3"', b'<row r="99999999999"'))).code == "DAMAGED"


def test_too_many_rows_of_a_workbook_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_ROWS >= 100_000
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    assert refusal(workbook(tmp_path, [["a"], ["1"], ["2"], ["3"]])).code == "TOO_MANY_ROWS"


PARTS = st.sampled_from(
    [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)


TOKENS = [
    b'r="1"',
    b't="s"',
    b"<v>9</v>",
    b"<f>A1</f>",
    b't="d"',
    b't="b"',
    b"<f t='shared' si='0'/>",
    b"&a;",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    PARTS,
    st.integers(0, 2_000),
    st.integers(0, 30),
    st.one_of(st.binary(max_size=6), st.sampled_from(TOKENS)),
)
def test_a_changed_workbook_is_rows_or_a_named_refusal(
    tmp_path: Path, part: str, start: int, length: int, new: bytes
) -> None:
    path = workbook(tmp_path, [["a", "b"], ["Đồi A1", 2], [date(2009, 8, 12), True]])

    def change(name: str, content: bytes) -> bytes:
        at = start % len(content)
        return content if name != part else content[:at] + new + content[at + length :]

    try:
        header, rows = read(repacked(path, change))
    except UnreadableFileError as error:
        assert error.code.isupper()
        return
    assert header
    assert all(tuple(row.cells) == header for row in rows)
