"""The forms in which a snapshot is handed out."""

from __future__ import annotations

import hashlib

import orjson
import pytest

from catalog.coverage.sealing import hashed_bytes
from catalog.reports.forms import MEDIA_TYPES, Form, file_name, written
from tests.catalog.coverage import closing
from tests.catalog.reports.reading import pdf_text, squeezed
from tests.catalogue import Catalogue
from tests.documents_of_coverage import document_of


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_form_is_written_in_the_same_bytes_each_time(form: Form, language: str) -> None:
    document = document_of(3)
    first = written(document, form, language)
    assert first == written(document, form, language)
    assert first.startswith(
        {Form.JSON: b"{", Form.XLSX: b"PK", Form.PDF: b"%PDF-"}.get(form, "\ufeff".encode())
    )
    assert form in MEDIA_TYPES


def test_the_json_is_the_signed_document_itself() -> None:
    document = document_of(3)
    read = orjson.loads(written(document, Form.JSON))
    assert read == document
    assert hashlib.sha256(hashed_bytes(read)).hexdigest() == document["sha256"]


def test_files_are_called_by_snapshot_and_language() -> None:
    document = document_of(1)
    assert [file_name(document, form, "en") for form in Form] == [
        *("S-2026-1.json", "S-2026-1.en.xlsx", "S-2026-1.en.pdf"),
        *("S-2026-1.figures.csv", "S-2026-1.entries.csv"),
    ]


def test_the_registers_own_closing_is_written_in_every_form(pictured: Catalogue) -> None:
    document = closing.document_of(closing.closed(closing.council(pictured)))
    assert all(written(document, form, language) for form in Form for language in ("vi", "en"))
    text = pdf_text(written(document, Form.PDF))
    grades = [
        *("Quốc gia đặc biệt 1 ", "Quốc gia 14 ", "Cấp tỉnh 13 "),  # by designation
        "Quốc gia đặc biệt 46 ",  # by component
    ]
    assert [words for words in grades if squeezed(words) not in text] == []
    assert squeezed("11 mục đã công bố nhưng danh mục chưa rõ tên") in text
    assert "[U+" not in text
