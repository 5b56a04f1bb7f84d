"""Whatever a snapshot is written as, every figure of every row is the same to the last digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.coverage.words import Grouping
from catalog.reports.csv_files import entries_csv, figures_csv
from catalog.reports.figures_of import every_figure, exact, ratio, rows_of, sides
from catalog.reports.pdf import pdf_of
from catalog.reports.printed import printed
from catalog.reports.workbook import workbook_of
from tests.catalog.reports.reading import csv_rows, exact_cell, pdf_text, sheets, squeezed
from tests.documents_of_coverage import document_of

documents = st.builds(document_of, st.integers(0, 14), st.integers(0, 2**16), restates=st.booleans())
some = settings(max_examples=4, deadline=None)


@some
@given(documents)
def test_the_table_of_figures_has_every_figure_of_the_document(document: dict[str, Any]) -> None:
    rows = csv_rows(figures_csv(document))
    figures = list(every_figure(document))
    assert len(rows) == len(figures)
    for read, (counting, grouping, row, figure) in zip(rows, figures, strict=True):
        assert (read["population"], read["mode"]) == (counting["population"], counting["mode"])
        assert (read["grouping"], read["key"], read["metric"]) == (
            grouping["grouping"],
            row["key"],
            figure["metric"],
        )
        assert (read["numerator"], read["denominator"]) == (figure["numerator"], figure["denominator"])
        assert (read["level"] or None, read["unit"]) == (figure.get("level"), figure["unit"])
        for name, number in (("ratio", ratio(figure)), ("value", exact(figure["value"]))):
            assert read[name] == ("" if number is None else str(number))
            assert_decimal(read[f"{name}_decimal"], number)


def assert_decimal(text: str, number: Fraction | None) -> None:
    """The decimal is the number to 34 digits, and there is none of nothing."""
    assert (text == "") == (number is None)
    if number is not None:
        assert abs(Fraction(Decimal(text)) - number) <= max(number, Fraction(1)) / 10**33


@some
@given(documents)
def test_the_table_of_entries_has_every_entry_of_the_document(document: dict[str, Any]) -> None:
    rows = csv_rows(entries_csv(document))
    expected = [
        (counting, entry, undated)
        for counting in document["countings"]
        for undated, entries in ((False, counting["entries"]), (True, counting["undated"]))
        for entry in entries
    ]
    assert len(rows) == len(expected)
    for read, (counting, entry, undated) in zip(rows, expected, strict=True):
        assert (read["population"], read["mode"], read["key"]) == (
            *(counting["population"], counting["mode"]),
            entry["key"],
        )
        assert read["is_undated"] == str(undated).lower()
        if not undated:
            assert [read["dossier_present"], read["dossier_applicable"]] == entry["dossier"]
            assert [read["sound_files"], read["files"]] == entry["files"]
            assert [read["passed_at_once"], read["submitted"]] == entry["submissions"]
            assert (read["completeness"] or None, read["lead_days"] or None) == (
                *(entry["completeness"], entry["lead_days"]),
            )
            assert read["failing"] == "; ".join(entry["failing"])
            assert (read["level"] or None, read["is_public"]) == (
                entry["level"],
                str(entry["is_public"]).lower(),
            )


@some
@given(documents)
def test_the_workbook_has_every_figure_of_every_row(document: dict[str, Any]) -> None:
    written = workbook_of(document)
    formulas, values = (list(sheets(written, values=kept).values()) for kept in (False, True))
    at = 1
    for counting in document["countings"]:
        for grouping in counting["groupings"]:
            if grouping["grouping"] == Grouping.TOTAL:
                continue
            below = 3 if grouping["is_additive"] else 4
            for number, row in enumerate(grouping["rows"], start=below + 2):
                cells = [cell.value for cell in formulas[at][number]]
                kept = [cell.value for cell in values[at][number]]
                assert cells[:2] == [row["label"]["vi"], row["key"]]
                assert [exact_cell(cell) for cell in cells[2:4]] == [
                    exact(row["denominator"]),
                    row["undated"],
                ]
                for place, figure in enumerate(row["figures"]):
                    four = slice(4 + 4 * place, 8 + 4 * place)
                    assert_figure(cells[four], kept[four], figure)
            at += 1
    summary, totals = formulas[0], [figure for c in document["countings"] for row in rows_of(c, Grouping.TOTAL) for figure in row["figures"]]  # fmt: skip
    lines = zip(summary.iter_rows(min_row=6), values[0].iter_rows(min_row=6), totals, strict=True)
    for line, kept_line, figure in lines:
        assert_figure([cell.value for cell in line[2:6]], [cell.value for cell in kept_line[2:6]], figure)


def assert_figure(cells: list[Any], kept: list[Any], figure: dict[str, Any]) -> None:
    """Four cells say the figure exactly, and the formula's kept value is what it gives."""
    above, below, scale = (exact_cell(cell) for cell in cells[:3])
    assert above is not None
    assert below is not None
    assert scale
    assert (above / scale, below / scale) == sides(figure)
    share = ratio(figure)
    if share is None:
        assert exact_cell(cells[3]) == exact(figure["value"])
    else:
        assert kept[3] == pytest.approx(float(share), rel=1e-15)  # XLSX keeps 16 digits
        assert isinstance(cells[3], float) or str(cells[3]).startswith("=")


@some
@given(documents, st.sampled_from(["vi", "en"]))
def test_the_report_has_every_row_of_its_tables_and_every_total(
    document: dict[str, Any], language: str
) -> None:
    text, data = pdf_text(pdf_of(document, language)), printed(document, language)
    for counting in data["countings"]:
        for figure in [*counting["headline"], *counting["others"]]:
            assert squeezed(figure["title"] + figure["counted"] + figure["shown"]) in text
        for group in counting["groups"]:
            for row in group["rows"]:
                cells = [row["name"], row["entries"], row["undated"]]
                cells += [(cell["shown"] + (cell["counted"] or "")) for cell in row["figures"]]
                assert squeezed("".join(cells)) in text


@some
@given(documents)
def test_what_the_report_shows_is_what_the_document_says(document: dict[str, Any]) -> None:
    for counting, shown in zip(document["countings"], printed(document, "en")["countings"], strict=True):
        for grouping, group in zip((Grouping.GRADE, Grouping.ADMIN_UNIT), shown["groups"], strict=True):
            rows = [row for row in rows_of(counting, grouping) if row["denominator"] != "0" or row["undated"]]
            assert [(row["label"]["en"], row["denominator"]) for row in rows] == [
                (row["name"], row["entries"]) for row in group["rows"]
            ]
            for row, line in zip(rows, group["rows"], strict=True):
                figures = {f["metric"]: f for f in row["figures"] if "level" not in f}
                for metric, cell in zip(
                    ("D0", "D1", "D2", "D3", "D4", "ON_TARGET"), line["figures"], strict=True
                ):
                    numerator, denominator = figures[metric]["numerator"], figures[metric]["denominator"]
                    assert cell["counted"] == (None if denominator == "0" else f"{numerator}/{denominator}")
