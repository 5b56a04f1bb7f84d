"""The workbook of a snapshot, read back."""

from __future__ import annotations

import io
import zipfile

import pytest

from catalog.reports.csv_files import entries_csv, figures_csv
from catalog.reports.workbook import workbook_of
from catalog.reports.workbook_pages import LARGEST
from tests.catalog.reports.reading import csv_rows, sheets
from tests.documents_of_coverage import document_of

HOSTILE = (
    '=HYPERLINK("https://a.example","Đồi A1")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tcmd",
    "{=1+1}",
    "https://a.example/x",
    "mailto:a@example",
    '#read("/etc/passwd")',
    "a\x00b\x0bc",
    "x" * 300,
)


def test_no_label_becomes_a_formula_or_a_link() -> None:
    document = document_of(24, labels=HOSTILE)
    written = workbook_of(document)
    seen = set()
    for sheet in sheets(written, values=False).values():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert set(str(cell.value)) <= set("=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/")
                elif isinstance(cell.value, str):
                    seen.add(cell.value)
    assert {label for label in HOSTILE if label.isprintable()} <= seen
    names = zipfile.ZipFile(io.BytesIO(written)).namelist()
    assert [name for name in names if "externalLink" in name or "worksheets/_rels" in name] == []


def test_no_cell_of_the_tables_is_one_that_a_spreadsheet_takes_for_a_formula() -> None:
    document = document_of(24, labels=HOSTILE)
    for lines in (figures_csv(document), entries_csv(document)):
        for row in csv_rows(lines):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    labels = {row["label"].removeprefix("'") for row in csv_rows(entries_csv(document))}
    assert set(HOSTILE) <= labels


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_same_snapshot_always_gives_the_same_bytes(language: str) -> None:
    document = document_of(8)
    assert workbook_of(document, language) == workbook_of(document, language)
    assert workbook_of(document, "vi") != workbook_of(document, "en")


def test_every_table_keeps_its_headings_in_view_and_has_a_filter() -> None:
    for title, sheet in sheets(workbook_of(document_of(8)), values=False).items():
        if title != "Về bản này":
            assert sheet.freeze_panes, title
            assert sheet.auto_filter.ref, title


def test_a_sheet_is_of_one_counting_only() -> None:
    document = document_of(8)
    titles = list(sheets(workbook_of(document), values=False))
    groupings = sum(len(counting["groupings"]) - 1 for counting in document["countings"])
    assert titles[0] == "Tóm tắt"
    assert "Xếp hạng - Hạng" in titles
    assert "Xếp hạng t.phần - Hạng" in titles
    assert len(titles) == 1 + groupings + len(document["countings"]) + 4
    assert max(map(len, titles)) <= 31


def test_it_says_where_its_numbers_come_from() -> None:
    document = document_of(8, restates=True)
    about = sheets(workbook_of(document, "en"), values=False)["About"]
    said = {row[0].value: row[1].value for row in about.iter_rows(min_row=3, max_col=2) if row[0].value}
    assert said["SHA-256 of the snapshot"] == document["sha256"]
    assert said["Signature (JWS)"] == document["signature"]
    assert said["Key id (RFC 7638)"] == document["key"]["kid"]
    assert said["Rule set"] == "ladder/2026.1"
    assert said["As of"] == document["as_of"]
    assert said["As known at (UTC)"] == document["known_at"]
    assert str(said["Restates"]).startswith("S-2026-1 (SHA-256 ")


def test_numbers_that_excel_would_cut_are_text() -> None:
    document = document_of(6)
    figure = document["countings"][0]["groupings"][0]["rows"][0]["figures"][0]
    figure |= {"numerator": str(LARGEST + 1), "denominator": str(LARGEST * 3 + 7)}
    summary = sheets(workbook_of(document), values=False)["Tóm tắt"]
    assert [summary.cell(6, column).value for column in (3, 4)] == [
        figure["numerator"],
        figure["denominator"],
    ]
    assert summary.cell(6, 6).value == pytest.approx((LARGEST + 1) / (LARGEST * 3 + 7), rel=1e-15)


@pytest.mark.parametrize(
    ("language", "edges"), [("vi", (">99,99 %", "<0,01 %")), ("en", (">99.99%", "<0.01%"))]
)
def test_no_share_is_shown_as_all_or_nothing_unless_it_is(language: str, edges: tuple[str, str]) -> None:
    document = document_of(8)
    figures = document["countings"][0]["groupings"][0]["rows"][0]["figures"]
    for figure, above in zip(figures, ("39998", "1", "40000", "0", "39997"), strict=False):
        figure.update(numerator=above, denominator="40000", value=None)
    summary = next(iter(sheets(workbook_of(document, language), values=False).values()))
    shown = [row[5].number_format for row in summary.iter_rows() if row[3].value == 40000]
    assert shown == [f'"{edges[0]}"', f'"{edges[1]}"', "0.00%", "0.00%", "0.00%"]
