"""In which forms a score sheet and a ranking are handed out, each with its media type and the name of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from catalog.coverage.sealing import canonical
from catalog.reports.forms import MEDIA_TYPES as TYPES
from catalog.reports.forms import Form as SnapshotForm
from catalog.reports.sheet_csv import evidence_csv, points_csv, ranking_csv
from catalog.reports.sheet_document import Document
from catalog.reports.sheet_reading import is_sheet

LANGUAGES = ("vi", "en")
SHEET, RANKING = "sheet", "ranking"
"""What the files are called, before how they end."""


class ScoreForm(StrEnum):
    """What a sheet or ranking is written as; the value is how its file ends. The others show what the JSON says."""

    JSON = "json"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    EVIDENCE = "evidence.csv"


MEDIA_TYPES: Mapping[ScoreForm, str] = {
    ScoreForm.JSON: TYPES[SnapshotForm.JSON],
    ScoreForm.XLSX: TYPES[SnapshotForm.XLSX],
    ScoreForm.PDF: TYPES[SnapshotForm.PDF],
    ScoreForm.CSV: TYPES[SnapshotForm.FIGURES],
    ScoreForm.EVIDENCE: TYPES[SnapshotForm.ENTRIES],
}
IN_A_LANGUAGE = frozenset({ScoreForm.XLSX, ScoreForm.PDF})
"""Forms of which there is a Vietnamese and an English one; the others are data and hold both."""
TEXTS = frozenset({ScoreForm.JSON, ScoreForm.CSV, ScoreForm.EVIDENCE})
"""Forms that a terminal can show."""
OF_RANKING = tuple(form for form in ScoreForm if form != ScoreForm.EVIDENCE)
"""A ranking lists no evidence: its sheets do."""


def written(document: Document, form: ScoreForm, language: str = "vi") -> bytes:
    """The sheet or ranking in a form: the same bytes of the same document."""
    return _WRITERS[form](document, language)


def endings(forms: tuple[ScoreForm, ...]) -> dict[str, tuple[ScoreForm, str | None]]:
    """How the files of these forms end ("vi.xlsx", "csv"), with form and language."""
    return {
        f"{language}.{form}" if language else form.value: (form, language)
        for form in forms
        for language in (LANGUAGES if form in IN_A_LANGUAGE else (None,))
    }


def file_name(period: str, code: str, ending: str) -> str:
    """What a file is called ("2026-03325.vi.xlsx"): letters that every system takes."""
    return f"{re.sub(r'[^A-Za-z0-9-]+', '_', f'{period}-{code}')}.{ending}"


def _workbook(document: Document, language: str) -> bytes:
    from catalog.reports.sheet_workbook import workbook_of  # noqa: PLC0415 (a start loads no writer)

    return workbook_of(document, language)


def _report(document: Document, language: str) -> bytes:
    from catalog.reports.pdf import pdf_from  # noqa: PLC0415 (typst is large)
    from catalog.reports.sheet_printed import TEMPLATE, printed  # noqa: PLC0415

    last = document["changed_at"] or f"{document['period']['opens_on']}T00:00:00Z"
    return pdf_from(TEMPLATE, printed(document, language), last)


def _table(document: Document, _: str) -> bytes:
    return "".join((points_csv if is_sheet(document) else ranking_csv)(document)).encode()


_WRITERS: Mapping[ScoreForm, Callable[[Document, str], bytes]] = {
    ScoreForm.JSON: lambda document, _: canonical(document),
    ScoreForm.XLSX: _workbook,
    ScoreForm.PDF: _report,
    ScoreForm.CSV: _table,
    ScoreForm.EVIDENCE: lambda document, _: "".join(evidence_csv(document)).encode(),
}
