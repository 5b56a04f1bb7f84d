"""A score sheet, or the ranking of a cluster, as a workbook (XLSX): points, evidence, criteria, where it comes from.

Exact numbers stay exact: whole ones are numbers, others formulas such as =1995/23. The watermark of criteria without a
legal basis stands on every sheet and on every page that is printed of it. The same document gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import xlsxwriter

from catalog.reports.sheet_document import Document
from catalog.reports.sheet_reading import (
    breakers,
    evidence,
    exact,
    facts,
    faults,
    heading,
    inputs,
    is_sheet,
    mark,
    place,
    points,
    proof,
    reason,
    say,
    totals,
)
from catalog.reports.wording import instant
from catalog.reports.words import NO, YES
from catalog.reports.workbook_pages import OPTIONS, Pages
from catalog.terms import ScoreStage

_POINTS = {
    **{"code": 10, "label": 60, "maximum": 10, "weight": 12, "self": 12, "appraised": 12, "final": 12},
    **{"appraised_reason": 34, "final_reason": 34, "applies": 10, "inputs": 26},
    **{"numerator": 12, "denominator": 12, "snapshots": 68},
}
_EVIDENCE = {"code": 10, "label": 40, "title": 50, "place": 50, "sha256": 68, "frozen_at": 24, "fault": 40}
_CRITERIA = {
    **{"code": 10, "label": 50, "maximum": 10, "method": 60, "evidence_required": 50, "source": 40},
    **{"verifier": 40},
}
_RANKING = {
    **{"rank": 8, "code": 14, "subject": 44, "self": 12, "appraised": 12, "final": 12, "shown": 12},
    **{"verdict": 14, "gates": 40, "decided_by": 44, "sheet_sha256": 68},
}


def workbook_of(document: Document, language: str = "vi") -> bytes:
    """The workbook in Vietnamese ("vi") or English ("en")."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties(_properties(document, language))
        pages = Pages(book, language, mark(document, language))
        if is_sheet(document):
            _points(pages, document)
            _evidence(pages, document)
            _criteria(pages, document)
        else:
            _ranking(pages, document)
        _about(pages, document)
    return out.getvalue()


def _properties(document: Document, language: str) -> dict[str, Any]:
    name = document["catalogue"]["name"][language]
    last = document["changed_at"] or f"{document['period']['opens_on']}T00:00:00Z"
    return {
        "title": heading(document, language),
        "author": name,
        "company": name,
        "comments": f"SHA-256 {document['sha256']}",
        "created": instant(last).astimezone(UTC).replace(tzinfo=None, microsecond=0),
    }


def _table(pages: Pages, columns: dict[str, int], lines: Sequence[Sequence[Any]]) -> None:
    titles = [say(name, pages.language) for name in columns]
    pages.table(titles, list(columns.values()), lines)


def _points(pages: Pages, document: Document) -> None:
    """A line for each criterion, then what they add up to, as it is shown, and of what it is made."""
    language = pages.language
    pages.begin(say("sheet", language), heading(document, language), _notes(document, language))
    _table(pages, _POINTS, [_point_line(line, language) for line in document["lines"]])
    for name, part in (("total", "exact"), ("shown", "shown"), ("bonus", "bonus"), ("penalty", "penalty")):
        scale = document["criteria"]["scale"] if part in ("exact", "shown") else None
        pages.line([None, say(name, language), scale, None, *totals(document, part)])
    if document["verdict"]:
        pages.line([None, document["verdict"][language], None, None, "; ".join(document["gates"])])


def _notes(document: Document, language: str) -> list[str]:
    return [f"{name}: {value}" for name, value in facts(document, language)]


def _point_line(line: Document, language: str) -> list[Any]:
    applies, figure = line["is_applicable"], line["figure"] or {}
    return [
        line["code"],
        f"{'    ' * line['depth']}{line['label'][language]}",
        exact(line["maximum"]),
        exact(line["weight"]),
        *(points(line, stage) for stage in ScoreStage),
        reason(line, ScoreStage.APPRAISED),
        reason(line, ScoreStage.FINAL),
        None if applies is None else (YES if applies else NO).in_language(language),
        inputs(line),
        exact(figure.get("numerator")),
        exact(figure.get("denominator")),
        figure.get("snapshot_sha256"),
    ]


def _evidence(pages: Pages, document: Document) -> None:
    language = pages.language
    lines = [
        (
            line["code"],
            line["label"][language],
            one["title"],
            place(one, language),
            one["sha256"],
            one["frozen_at"],
            faults(document, line["code"], language),
        )
        for line, one in evidence(document)
    ]
    pages.begin(say("evidence", language), say("evidence", language))
    _table(pages, _EVIDENCE, lines)


def _criteria(pages: Pages, document: Document) -> None:
    """How each criterion is scored and proved: the columns of the score tables in use."""
    language = pages.language
    texts = ("method", "evidence_required", "source", "verifier")
    lines = [
        (
            line["code"],
            line["label"][language],
            exact(line["maximum"]),
            *(line[name] and line[name][language] for name in texts),
        )
        for line in document["lines"]
    ]
    pages.begin(say("criteria", language), document["criteria"]["title"][language])
    _table(pages, _CRITERIA, lines)


def _ranking(pages: Pages, document: Document) -> None:
    language = pages.language
    lines = [
        (
            row["rank"],
            row["subject"]["code"],
            row["subject"]["name"],
            *totals(row, "exact"),
            totals(row, "shown")[-1],
            row["verdict"] and row["verdict"][language],
            "; ".join(gate["label"][language] for gate in row["gates"]),
            breakers(row, language),
            row["sheet_sha256"],
        )
        for row in document["rows"]
    ]
    pages.begin(say("ranking", language), heading(document, language), _notes(document, language))
    _table(pages, _RANKING, lines)


def _about(pages: Pages, document: Document) -> None:
    language = pages.language
    pages.begin(say("about", language), say("about", language), [say("proof_says", language)])
    pages.sheet.set_column(0, 0, 34)
    pages.sheet.set_column(1, 1, 110)
    catalogue = (say("catalogue", language), document["catalogue"]["name"][language])
    for name, value in (catalogue, *facts(document, language), *proof(document, language)):
        pages.sheet.write_string(pages.row, 0, name, pages.head)
        pages.sheet.write_string(pages.row, 1, value, pages.wrapped)
        pages.row += 1
