"""What the printed score sheet or ranking says: every word and number of it, ready to be set by `scores.typ`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from catalog.reports.sheet_document import Document
from catalog.reports.sheet_reading import (
    breakers,
    evidence,
    exact,
    facts,
    faults,
    heading,
    is_sheet,
    mark,
    place,
    points,
    proof,
    reason,
    say,
    totals,
)
from catalog.reports.wording import number
from catalog.terms import ScoreStage

TEMPLATE = "scores.typ"
_NOTHING = "–"


def printed(document: Document, language: str) -> dict[str, Any]:
    """The data of the template."""
    title = heading(document, language)
    sections = [_points(document, language), _evidence(document, language)] if is_sheet(document) else []
    return {
        "lang": language,
        "catalogue": document["catalogue"]["name"][language],
        "title": title,
        "mark": mark(document, language),
        "footer": f"{title} · SHA-256 {document['sha256'][:16]}…",
        "facts": facts(document, language),
        "sections": sections or [_ranking(document, language)],
        "proof": {
            "title": say("proof", language),
            "says": say("proof_says", language),
            "columns": [say("what", language), say("value", language)],
            "rows": proof(document, language),
        },
    }


def _section(
    name: str, language: str, columns: dict[str, str], rows: Sequence[Sequence[str]], says: str | None = None
) -> dict[str, Any]:
    """A table: what its columns are called and of which kind each is."""
    return {
        "title": say(name, language),
        "says": says,
        "columns": [say(column, language) for column in columns],
        "kinds": list(columns.values()),
        "rows": rows,
    }


def _shown(value: Fraction | None, language: str) -> str:
    return _NOTHING if value is None else number(value, language)


def _points(document: Document, language: str) -> dict[str, Any]:
    columns = {
        **{"code": "short", "label": "text", "maximum": "number", "weight": "number"},
        **{"self": "number", "appraised": "number", "final": "number"},
    }
    rows = [
        [
            line["code"],
            _with_reasons(line, language),
            *(_shown(exact(line[name]), language) for name in ("maximum", "weight")),
            *(_shown(points(line, stage), language) for stage in ScoreStage),
        ]
        for line in document["lines"]
    ]
    scale = _shown(Fraction(document["criteria"]["scale"]), language)
    for name, part in (("total", "exact"), ("shown", "shown"), ("bonus", "bonus"), ("penalty", "penalty")):
        sums = [_shown(each, language) for each in totals(document, part)]
        rows.append(["", say(name, language), scale if part in ("exact", "shown") else "", "", *sums])
    verdict = document["verdict"]
    says = f"{verdict[language]}: {', '.join(document['gates'])}" if verdict else None
    return _section("points", language, columns, rows, says)


def _with_reasons(line: Document, language: str) -> str:
    """What a line is called, and why its points were changed."""
    told = [
        f"{say(name, language)}: {why}"
        for name, stage in (
            ("appraised_reason", ScoreStage.APPRAISED),
            ("final_reason", ScoreStage.FINAL),
        )
        if (why := reason(line, stage))
    ]
    return " — ".join([line["label"][language], *told])


def _evidence(document: Document, language: str) -> dict[str, Any]:
    columns = {"code": "short", "title": "text", "place": "text", "sha256": "code", "fault": "short"}
    rows = [
        [
            line["code"],
            one["title"],
            place(one, language),
            one["sha256"] or say("no_hash", language),
            faults(document, line["code"], language) or _NOTHING,
        ]
        for line, one in evidence(document)
    ]
    return _section("evidence", language, columns, rows, None if rows else say("no_evidence", language))


def _ranking(document: Document, language: str) -> dict[str, Any]:
    columns = {
        **{"rank": "number", "subject": "text", "total": "number", "shown": "number"},
        **{"verdict": "text", "decided_by": "text", "sheet_sha256": "code"},
    }
    rows = [
        [
            _NOTHING if row["rank"] is None else str(row["rank"]),
            row["subject"]["name"],
            _shown(totals(row, "exact")[-1], language),
            _shown(totals(row, "shown")[-1], language),
            _verdict(row, language),
            breakers(row, language) or _NOTHING,
            row["sheet_sha256"],
        ]
        for row in document["rows"]
    ]
    return _section("ranking", language, columns, rows)


def _verdict(row: Document, language: str) -> str:
    """That somebody is not considered, and why."""
    if not row["verdict"]:
        return _NOTHING
    grounds = "; ".join(gate["label"][language] for gate in row["gates"])
    return f"{row['verdict'][language]}: {grounds}"
