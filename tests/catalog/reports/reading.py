"""Reads the outputs of a snapshot back, by means of others than wrote them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import openpyxl
import pypdf
from openpyxl.worksheet.worksheet import Worksheet


def csv_rows(lines: Iterable[str]) -> list[dict[str, str]]:
    """The records of a table, by column."""
    text = "".join(lines)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def sheets(workbook: bytes, *, values: bool) -> dict[str, Worksheet]:
    """The sheets of a workbook with formulas as they are, or their kept values."""
    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=values)
    return {sheet.title: sheet for sheet in book.worksheets}


def exact_cell(value: Any) -> Fraction | None:
    """A cell's exact number: whole, "=n/d", or text beyond what Excel keeps."""
    return None if value is None else Fraction(str(value).removeprefix("="))


def pdf_text(pdf: bytes) -> str:
    """All the text of a PDF without its spaces, which layout may move."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    """Text without any space."""
    return re.sub(r"\s", "", text)
