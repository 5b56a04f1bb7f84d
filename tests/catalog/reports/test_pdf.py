"""The printed report of a snapshot: what it says, that it can be read aloud, and that no text of it is obeyed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from catalog.reports.pdf import PRINTABLE, named, pdf_of, pictures_of, qr_code
from tests.catalog.reports.reading import pdf_text, squeezed
from tests.documents_of_coverage import PUBLIC_ADDRESS, document_of

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ"
)


SMALL = document_of(3)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return document_of(18)


@pytest.fixture(scope="module")
def pdf(document: dict[str, Any]) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf_of(document)))


def _root(pdf: pypdf.PdfReader) -> Any:
    return pdf.trailer["/Root"]


def _structure(node: Any, found: list[Any]) -> list[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            _structure(one, found)
    elif isinstance(node, dict) and "/S" in node:
        found.append(node)
        if "/K" in node:
            _structure(node["/K"], found)
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_tagged_and_names_its_language_and_title(document: dict[str, Any], language: str) -> None:
    root = _root(pypdf.PdfReader(io.BytesIO(pdf_of(document, language))))
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert ("Tiến độ số hóa" if language == "vi" else "Digitisation of heritage") in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_headings_tables_and_pictures_are_what_they_are_for_a_screen_reader(pdf: pypdf.PdfReader) -> None:
    nodes = _structure(_root(pdf)["/StructTreeRoot"]["/K"], [])
    kinds = [str(node["/S"]) for node in nodes]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/Figure"} <= set(kinds)
    tables = [node for node in nodes if node["/S"] == "/Table"]
    assert all("/TH" in [str(one["/S"]) for one in _structure(table, [])] for table in tables)
    pictures = [node for node in nodes if node["/S"] == "/Figure"]
    assert [picture["/Alt"] for picture in pictures] == [
        f"Mã QR dẫn đến {PUBLIC_ADDRESS}/progress/snapshots/S-2026-1"
    ]


def test_every_font_is_within_the_file_and_its_text_can_be_copied(pdf: pypdf.PdfReader) -> None:
    resources: list[Any] = [page["/Resources"] for page in pdf.pages]
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for one in resources
        for font in one["/Font"].values()
    }
    assert any("Libertinus" in name for name in fonts)
    for name, font in fonts.items():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), name
        assert "/ToUnicode" in font, name


def test_every_vietnamese_letter_is_there() -> None:
    text = pdf_text(pdf_of(document_of(12, labels=[LETTERS])))
    assert LETTERS in text


def test_the_font_has_every_letter_that_is_not_named() -> None:
    letters = [chr(code) for first, last in PRINTABLE for code in range(first, last + 1)]
    label = " ".join(f"{letter} a{letter}" for letter in letters)
    assert "[U+" not in named(label)
    pdf_of(document_of(12, labels=[label]))  # PDF/A refuses what the font has not got


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_no_name_keeps_the_report_from_being_made(label: str) -> None:
    pdf_of(SMALL | {"reason": label, "restates": {"id": label, "sha256": label}})


def test_letters_of_other_scripts_are_named_rather_than_lost() -> None:
    text = pdf_text(pdf_of(document_of(12, labels=["Bản ꪀꪱ 中\n\x00x\u202e"])))
    assert squeezed("Bản [U+AA80][U+AAB1] [U+4E2D] x[U+202E]") in text


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '#panic("x")',
        '#import "@preview/example:0.1.0": add',
        "= Heading *bold* _emph_ $x^2$ `raw` <label> @ref https://a.example \\ // comment",
        "#sys.inputs /* ",
        '"); #emit("',
        "[#set page(fill: red)]",
    ],
)
def test_a_name_is_text_whatever_it_looks_like(hostile: str) -> None:
    document = document_of(12, labels=[hostile])
    for counting in document["countings"]:
        for grouping in counting["groupings"]:
            for row in grouping["rows"]:
                row["label"] = {"vi": hostile, "en": hostile}
    document["reason"], document["catalogue"]["name"]["vi"] = hostile, hostile
    document["restates"] = {"id": hostile, "sha256": hostile}
    text = pdf_text(pdf_of(document))
    assert text.count(squeezed(hostile)) > 10
    assert "root:x:" not in text


def test_the_qr_code_on_paper_leads_to_the_snapshot(document: dict[str, Any]) -> None:
    last = Image.open(io.BytesIO(pictures_of(document, ppi=100)[-1]))
    (code,) = zxingcpp.read_barcodes(last)
    assert code.text == f"{PUBLIC_ADDRESS}/progress/snapshots/S-2026-1"


def test_without_a_public_address_there_is_no_qr_code_and_no_link() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(document_of(6, address=None))))
    nodes = _structure(_root(reader)["/StructTreeRoot"]["/K"], [])
    assert "/Figure" not in [str(node["/S"]) for node in nodes]
    assert "/Link" not in [str(node["/S"]) for node in nodes]


def test_an_address_may_end_with_a_stroke() -> None:
    assert b"<svg" in qr_code(f"{PUBLIC_ADDRESS}/")
    assert f"{PUBLIC_ADDRESS}/progress/snapshots/S-2026-1" in pdf_text(
        pdf_of(document_of(6, address=f"{PUBLIC_ADDRESS}/"))
    )


def test_hashes_signature_and_key_are_there_whole(document: dict[str, Any]) -> None:
    text = pdf_text(pdf_of(document))
    for value in (
        *(document["sha256"], document["rules"]["sha256"], document["signature"]),
        *(document["key"]["kid"], document["key"]["x"]),
    ):
        assert value in text


def test_what_is_unknown_undated_or_declared_stands_beside(document: dict[str, Any]) -> None:
    text = pdf_text(pdf_of(document))
    for counting in document["countings"]:
        unknown = sum(entry["code"] is None for entry in counting["entries"])
        if unknown:
            assert squeezed(f"{unknown} mục đã công bố nhưng danh mục chưa rõ tên") in text
        for one in counting["undated"]:
            assert squeezed(one["label"]) in text
    assert squeezed("Số đã công bố, bên cạnh số đã biết") in text
    known = sum(
        e["grade"] == "NATIONAL" and e["code"] is not None for e in document["countings"][0]["entries"]
    )
    assert squeezed(f"(tính đến 2015)14{known}Di tích đã xếp hạng · Quốc gia") in text
    assert squeezed("418/QĐ-UBND (tính đến 04/03/2022) 21 –") in text


def test_a_restatement_says_what_it_replaces_and_why() -> None:
    text = pdf_text(pdf_of(document_of(6, restates=True)))
    assert squeezed("Bản này thay cho bản S-2026-1. Lý do: Một quyết định được bổ sung sau khi chốt.") in text


def test_sample_data_says_so_on_every_page(document: dict[str, Any]) -> None:
    sample = document | {"catalogue": document["catalogue"] | {"is_demo": True}}
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(sample, "en"))).pages
    assert len(pages) > 2
    assert all("SAMPLE DATA" in page.extract_text() for page in pages)
    assert "SAMPLEDATA" not in pdf_text(pdf_of(document, "en"))


def test_the_same_snapshot_always_gives_the_same_bytes(document: dict[str, Any], tmp_path: Path) -> None:
    assert pdf_of(document) == pdf_of(document)
    assert pdf_of(document, "en") != pdf_of(document)


def test_nothing_stays_behind(
    document: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pdf_of(document)
    assert list(tmp_path.iterdir()) == []
