"""The numbers and words of the document of a score sheet or ranking, as its forms show them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from catalog.reports.sheet_document import SHEET_FORMAT, Document
from catalog.reports.sheet_words import BREAKERS, STATES, WORDS
from catalog.reports.wording import day, moment
from catalog.scoring.criteria import TieBreakerKind
from catalog.terms import ScoreStage, SheetState

LATEST_FIRST = tuple(reversed(ScoreStage))


def is_sheet(document: Document) -> bool:
    """Whether it is a sheet; else it is a ranking."""
    return bool(document["format"] == SHEET_FORMAT)


def say(name: str, language: str, *values: object) -> str:
    """A sentence in a language."""
    return WORDS[name].in_language(language).format(*values)


def exact(text: str | None) -> Fraction | None:
    """A number of the document; None stays None, for it means that there is nothing."""
    return None if text is None else Fraction(text)


def points(line: Document, stage: ScoreStage) -> Fraction | None:
    """The points of a line at a stage; None if there are none, or it does not apply."""
    given = line["stages"][stage]
    return None if given is None else exact(given["points"])


def reason(line: Document, stage: ScoreStage) -> str | None:
    """Why the points of a stage are other than those before."""
    given = line["stages"][stage]
    return None if given is None else given["reason"]


def inputs(line: Document) -> str:
    """The values or the level of the latest stage that has any: "a = 45; b = 46"."""
    given = [line["stages"][stage] for stage in LATEST_FIRST]
    latest: Document = next((each["inputs"] for each in given if each is not None and each["inputs"]), {})
    parts = [f"{name} = {value}" for name, value in latest.get("values", {}).items()]
    return "; ".join([*parts, latest["choice"]] if "choice" in latest else parts)


def totals(document: Document, part: str) -> list[Fraction | None]:
    """Of each stage, one part of its total; None where a stage is not complete."""
    found = (document["totals"].get(stage) for stage in ScoreStage)
    return [None if each is None else exact(each[part]) for each in found]


def latest_total(document: Document, part: str) -> Fraction | None:
    """One part of the total of the latest stage that is complete."""
    found = dict(zip(ScoreStage, totals(document, part), strict=True))
    complete = [stage for stage in LATEST_FIRST if stage in document["totals"]]
    return found[complete[0]] if complete else None


def evidence(document: Document) -> Iterator[tuple[Document, Document]]:
    """Every document that proves something, with the line that it proves."""
    return ((line, proof) for line in document["lines"] for proof in line["evidence"])


def place(proof: Document, language: str) -> str:
    """Where a document is."""
    return str(proof["url"] or proof["snapshot"] or say("stored", language))


def faults(document: Document, criterion: str, language: str) -> str:
    """What is wrong today with the documents of a criterion."""
    return "; ".join(each["says"][language] for each in document["faults"] if each["criterion"] == criterion)


def breakers(document: Document, language: str) -> str:
    """By what it was told from others of an equal total."""
    return "; ".join(
        BREAKERS[TieBreakerKind(each["kind"])].in_language(language).format(each["criterion"])
        for each in document["decided_by"]
    )


def heading(document: Document, language: str) -> str:
    """What the file is."""
    name = document["subject"]["name"] if is_sheet(document) else document["cluster"]["name"]
    return say(
        "sheet_title" if is_sheet(document) else "ranking_title", language, name, document["period"]["code"]
    )


def mark(document: Document, language: str) -> str | None:
    """What stands on every page: that nothing stands behind the criteria, that the data are a sample."""
    watermark = document["watermark"]
    marks = [watermark[language]] if watermark else []
    marks += [say("demo", language)] if document["catalogue"]["is_demo"] else []
    return " · ".join(marks) or None


def facts(document: Document, language: str) -> list[tuple[str, str]]:
    """What the points are about: subject, period, state, criteria and their legal basis."""
    period, criteria, basis = document["period"], document["criteria"], document["criteria"]["legal_basis"]
    days = (day(period["opens_on"], language), day(period["closes_on"], language))
    cluster = document["cluster"]
    found = [
        ("period", say("period_days", language, period["code"], *days)),
        ("cluster", cluster["name"] if cluster else say("none", language)),
        *(_state(document, language) if is_sheet(document) else []),
        ("published_at", _moment(document["published_at"], language)),
        ("criteria", f"{criteria['title'][language]} ({criteria['name']} {criteria['version']})"),
        (
            "legal_basis",
            f"{basis['document_number']}, {day(basis['issued_on'], language)}"
            if basis
            else say("none", language),
        ),
    ]
    return [(say(name, language), value) for name, value in found if value]


def _state(document: Document, language: str) -> list[tuple[str, str]]:
    submitted = _moment(document["submitted_at"], language)
    late = f" ({say('late', language)})" if document["is_late"] else ""
    due = document["due_on"]
    return [
        ("state", STATES[SheetState(document["state"])].in_language(language)),
        ("due_on", day(due, language) if due else ""),
        ("submitted_at", f"{submitted}{late}" if submitted else ""),
    ]


def _moment(text: str | None, language: str) -> str:
    return "" if text is None else moment(text, language)


def proof(document: Document, language: str) -> list[tuple[str, str]]:
    """Hashes and signature, whole."""
    criteria, basis = document["criteria"], document["criteria"]["legal_basis"]
    figures = [line["figure"] or {} for line in document.get("lines", ())]
    pinned = sorted({figure["snapshot_sha256"] for figure in figures if "snapshot_sha256" in figure})
    found: list[tuple[str, Any]] = [
        ("document_sha256", document["sha256"]),
        ("criteria_sha256", criteria["sha256"]),
        ("basis_sha256", basis and basis["file_sha256"]),
        ("signature", criteria["signature"]),
        *(("snapshots", each) for each in pinned),
    ]
    return [(say(name, language), value) for name, value in found if value]
