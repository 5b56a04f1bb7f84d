"""In which forms a snapshot is handed out, each with its media type and the name of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from catalog.coverage.sealing import canonical
from catalog.reports.csv_files import entries_csv, figures_csv
from catalog.reports.figures_of import Document


class Form(StrEnum):
    """What a snapshot is written as; the value is how its file ends. JSON is the signed document itself."""

    JSON = "json"
    XLSX = "xlsx"
    PDF = "pdf"
    FIGURES = "figures.csv"
    ENTRIES = "entries.csv"


MEDIA_TYPES: Mapping[Form, str] = {
    Form.JSON: "application/json",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PDF: "application/pdf",
    Form.FIGURES: "text/csv; charset=utf-8; header=present",
    Form.ENTRIES: "text/csv; charset=utf-8; header=present",
}

IN_A_LANGUAGE = frozenset({Form.XLSX, Form.PDF})
"""Forms of which there is a Vietnamese and an English one; the others are data and hold both."""

TEXTS = frozenset({Form.JSON, Form.FIGURES, Form.ENTRIES})
"""Forms that a terminal can show."""


def written(document: Document, form: Form, language: str = "vi") -> bytes:
    """The snapshot in a form: the same bytes whenever it is asked for."""
    return _WRITERS[form](document, language)


def file_name(document: Document, form: Form, language: str = "vi") -> str:
    """What the file is called ("S-2026-1.en.pdf")."""
    middle = f".{language}" if form in IN_A_LANGUAGE else ""
    return f"{document['id']}{middle}.{form}"


def _workbook(document: Document, language: str) -> bytes:
    from catalog.reports.workbook import workbook_of  # noqa: PLC0415 (a start loads no writer)

    return workbook_of(document, language)


def _report(document: Document, language: str) -> bytes:
    from catalog.reports.pdf import pdf_of  # noqa: PLC0415 (typst is large)

    return pdf_of(document, language)


_WRITERS: Mapping[Form, Callable[[Document, str], bytes]] = {
    Form.JSON: lambda document, _: canonical(document),
    Form.XLSX: _workbook,
    Form.PDF: _report,
    Form.FIGURES: lambda document, _: "".join(figures_csv(document)).encode(),
    Form.ENTRIES: lambda document, _: "".join(entries_csv(document)).encode(),
}
