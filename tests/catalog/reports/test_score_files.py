"""Whatever a score sheet or a ranking is written as, its numbers are the same to the last digit."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import orjson
import pypdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from catalog.places import load_units
from catalog.reports.sheet_csv import TOTAL
from catalog.reports.sheet_document import hashed, ranking_document, sheet_document
from catalog.reports.sheet_forms import MEDIA_TYPES, OF_RANKING, ScoreForm, endings, file_name, written
from catalog.reports.sheet_printed import printed
from catalog.reports.sheet_reading import exact, points, totals
from catalog.scoring.ranked import ranking_of
from catalog.scoring.sheets import Asked, read_sheet
from catalog.terms import Role, ScoreStage
from tests.catalog.reports.reading import csv_rows, exact_cell, pdf_text, sheets, squeezed
from tests.catalog.scoring.sets import criterion_data, label
from tests.catalogue import TODAY, Catalogue
from tests.schema.scoring import (
    APPRAISE,
    COMMUNE,
    DECIDE,
    DEPARTMENT,
    OPEN,
    PLACE,
    PUBLISH,
    READ,
    Bench,
    done,
    manual,
    url,
    values,
)
from tests.staff import someone

MARK = {"vi": "mẫu – chưa phê duyệt", "en": "template – not approved"}
OTHER = {"subject": "03127", "period": "2026"}
HOSTILE = '=HYPERLINK("https://a.example")'
GATE = {**criterion_data("G", 0, "GATE"), "label": label("Có vi phạm")}
CRITERIA = (
    criterion_data("A", 12, "RATIO", parameters={"is_share": True}, evidence_required=label("Báo cáo")),
    criterion_data("B", 20, "RATIO"),
    manual("C", 68),
    criterion_data("E", 15, "BONUS"),
)
OWN = [values("A", a="45", b="46"), values("B", a="0", b="0"), values("C", a="60.25"), values("E", a="1/3"),
       values("G", a="0")]  # fmt: skip


def document_of(catalogue: Catalogue, at: dict[str, str], *, is_demo: bool = False) -> dict[str, Any]:
    with catalogue.database.read() as session:
        sheet = read_sheet(Asked(session, load_units(session), TODAY, at["subject"], at["period"]))
        assert sheet is not None
        return sheet_document(sheet, "https://disan.example", is_demo=is_demo)


def ranking(catalogue: Catalogue) -> dict[str, Any]:
    with catalogue.database.read() as session:
        found = ranking_of(session, load_units(session), TODAY, "2026", "khoi-xa", lambda _: True)
        return ranking_document(found, "https://disan.example", is_demo=False)


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    """Two sheets of a cluster, published: one with a reason and a document, one that a gate excludes."""
    bench = Bench.of(pictured)
    wanted = bench.approved(*CRITERIA, gates=[GATE])
    lines = [{**OWN[0], "evidence": [{**url("bao-cao"), "title": HOSTILE, "sha256": "a" * 64}]}, *OWN[1:]]
    bench.submitted(bench.officer, wanted, lines, **COMMUNE)
    lower = {"criterion": "C", "points": "58.5", "reason": "Thiếu một báo cáo."}
    done(bench.evaluator, APPRAISE, **COMMUNE, lines=[lower], rest=True)
    done(bench.council, DECIDE, **COMMUNE, lines=[])
    other = someone(pictured, Role.COMMUNE_OFFICER, OTHER["subject"])
    caught = [*lines[:4], values("G", a="1")]
    bench.decided(other, wanted, caught, **OTHER)
    done(bench.council, PLACE, code="khoi-xa", subjects=[COMMUNE["subject"], OTHER["subject"]])
    done(bench.council, PUBLISH, period="2026")
    return bench


def column(sheet: Worksheet, title: str, first: int) -> list[Any]:
    """The cells under a heading, which stands in the row before `first`."""
    heads = [cell.value for cell in sheet[first - 1]]
    return [row[heads.index(title)].value for row in sheet.iter_rows(min_row=first)]


def head_of(sheet: Worksheet, title: str) -> int:
    """The row below the headings."""
    return next(n for n, row in enumerate(sheet.iter_rows(), 2) if title in [cell.value for cell in row])


def test_the_document_says_what_the_interface_says_and_its_hash_is_its_own(bench: Bench) -> None:
    document = document_of(bench.catalogue, COMMUNE)
    said = bench.catalogue.data(READ, **COMMUNE)["sheet"]
    assert (document["state"], document["rank"]) == (said["state"], said["rank"]) == ("PUBLISHED", 1)
    assert exact(document["totals"]["FINAL"]["exact"]) == Fraction(said["exactTotal"])
    for shown, line in zip(said["lines"], document["lines"], strict=True):
        assert shown["criterion"]["code"] == line["code"]
        for stage, name in (("SELF", "selfScore"), ("APPRAISED", "appraisedScore"), ("FINAL", "finalScore")):
            found = points(line, ScoreStage(stage))
            assert shown[name] == (None if found is None else float(found))
    assert document["sha256"] == hashed(orjson.loads(written(document, ScoreForm.JSON)))
    assert document["sha256"] == hashed({**document, "faults": ["x"]}) != hashed({**document, "rank": 2})
    assert document["lines"][0]["evidence"][0]["sha256"] == "a" * 64


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_of_a_sheet_has_every_number_exactly(bench: Bench, language: str) -> None:
    document = document_of(bench.catalogue, COMMUNE)
    book = sheets(written(document, ScoreForm.XLSX, language), values=False)
    page, proofs = list(book.values())[:2]
    titles = {"vi": ("Điểm tối đa", "Tự chấm", "Thẩm định", "Hội đồng"),
              "en": ("Maximum", "Self-scored", "Appraised", "Council")}[language]  # fmt: skip
    first = head_of(page, titles[0])
    count = len(document["lines"])
    assert [exact_cell(each) for each in column(page, titles[0], first)[:count]] == [
        exact(line["maximum"]) for line in document["lines"]
    ]
    for number, stage in enumerate(ScoreStage):
        cells = [exact_cell(each) for each in column(page, titles[number + 1], first)]
        assert cells[:count] == [points(line, stage) for line in document["lines"]]
        assert cells[count] == totals(document, "exact")[number]
        assert cells[count + 1] == totals(document, "shown")[number]
    assert totals(document, "exact")[0] == Fraction(45, 46) * 12 * Fraction(100, 80) + Fraction(
        241, 4
    ) * Fraction(100, 80) + Fraction(1, 3)
    evidence = [cell.value for row in proofs.iter_rows() for cell in row]
    assert {HOSTILE, "a" * 64} <= set(evidence)
    assert all(cell.data_type != "f" for row in proofs.iter_rows() for cell in row)


def test_the_tables_of_a_sheet_have_every_number_and_document(bench: Bench) -> None:
    document = document_of(bench.catalogue, COMMUNE)
    rows = csv_rows([written(document, ScoreForm.CSV).decode()])
    assert [row["code"] for row in rows] == [*(line["code"] for line in document["lines"]), TOTAL]
    for row, line in zip(rows, document["lines"], strict=False):
        for stage in ScoreStage:
            found = points(line, stage)
            assert (Fraction(row[stage.lower()]) if row[stage.lower()] else None) == found
            if found is not None:
                read = Fraction(row[f"{stage.lower()}_decimal"])
                assert abs(read - found) < Fraction(1, 10**30)
    assert Fraction(rows[-1]["final"]) == totals(document, "exact")[2]
    assert {row["sha256"] for row in rows} == {document["sha256"]}
    assert rows[2]["appraised_reason"] == "Thiếu một báo cáo."
    assert {row["watermark_vi"] for row in rows} == {""}
    (proof,) = csv_rows([written(document, ScoreForm.EVIDENCE).decode()])
    assert (proof["criterion"], proof["sha256_of_document"]) == ("A", "a" * 64)
    assert proof["title"] != HOSTILE  # no cell that a spreadsheet would reckon
    assert proof["title"].endswith(HOSTILE)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_printed_sheet_says_the_same_and_can_be_read_aloud(bench: Bench, language: str) -> None:
    document = document_of(bench.catalogue, COMMUNE)
    content = written(document, ScoreForm.PDF, language)
    text, data = pdf_text(content), printed(document, language)
    for section in data["sections"]:
        for row in section["rows"]:
            assert [cell for cell in row if squeezed(cell) not in text] == []
    assert document["sha256"] in text
    assert squeezed(HOSTILE) in text
    root: Any = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == (language, True)
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_a_ranking_says_places_grounds_and_breakers_in_every_form(bench: Bench) -> None:
    document = ranking(bench.catalogue)
    assert [row["rank"] for row in document["rows"]] == [1, None]
    assert [row["sheet_sha256"] for row in document["rows"]] == [
        document_of(bench.catalogue, at)["sha256"] for at in (COMMUNE, OTHER)
    ]
    caught = document["rows"][1]
    assert (caught["verdict"]["vi"], [gate["code"] for gate in caught["gates"]]) == ("không xét", ["G"])
    rows = csv_rows([written(document, ScoreForm.CSV).decode()])
    assert [(row["rank"], row["subject"], row["gates"]) for row in rows] == [
        ("1", COMMUNE["subject"], ""), ("", OTHER["subject"], "G"),
    ]  # fmt: skip
    for row, said in zip(rows, document["rows"], strict=True):
        assert Fraction(row["final"]) == exact(said["totals"]["FINAL"]["exact"])
    for language, verdict in (("vi", "không xét"), ("en", "not considered")):
        page = next(iter(sheets(written(document, ScoreForm.XLSX, language), values=False).values()))
        cells = [[cell.value for cell in row] for row in page.iter_rows()]
        assert [row[0] for row in cells[-2:]] == [1, None]
        assert verdict in cells[-1]
        final = [exact_cell(row[5]) for row in cells[-2:]]
        assert final == [exact(row["totals"]["FINAL"]["exact"]) for row in document["rows"]]
        text = pdf_text(written(document, ScoreForm.PDF, language))
        assert squeezed(verdict) in text
        assert document["sha256"] in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_legal_basis_every_page_of_every_form_says_so(pictured: Catalogue, language: str) -> None:
    done(Bench.of(pictured).editor, OPEN, **DEPARTMENT)
    document = document_of(pictured, DEPARTMENT)
    assert document["watermark"] == MARK
    pages = pypdf.PdfReader(io.BytesIO(written(document, ScoreForm.PDF, language))).pages
    assert all(squeezed(MARK[language]) in squeezed(page.extract_text()) for page in pages)
    for page in sheets(written(document, ScoreForm.XLSX, language), values=False).values():
        assert page["A2"].value == MARK[language]
        assert MARK[language] in str(page.oddHeader and page.oddHeader.center.text)
    rows = csv_rows([written(document, ScoreForm.CSV).decode()])
    assert {row[f"watermark_{language}"] for row in rows} == {MARK[language]}
    demo = document_of(pictured, DEPARTMENT, is_demo=True)
    words = {"vi": "SỐ LIỆU MẪU", "en": "SAMPLE DATA"}[language]
    assert squeezed(words) in pdf_text(written(demo, ScoreForm.PDF, language))


def test_a_sheet_that_nobody_has_opened_is_an_empty_form(pictured: Catalogue) -> None:
    document = document_of(pictured, DEPARTMENT)
    assert (document["state"], document["changed_at"], document["totals"]) == ("REGISTERED", None, {})
    for form in ScoreForm:
        assert form in MEDIA_TYPES
        assert written(document, form, "en") == written(document, form, "en") != b""


def test_files_are_called_by_period_subject_language_and_form() -> None:
    assert list(endings(tuple(ScoreForm))) == [
        "json", "vi.xlsx", "en.xlsx", "vi.pdf", "en.pdf", "csv", "evidence.csv",
    ]  # fmt: skip
    assert ScoreForm.EVIDENCE not in OF_RANKING
    assert file_name("2026", "cụm 1/../x", "csv") == "2026-c_m_1_x.csv"
