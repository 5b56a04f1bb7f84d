"""A snapshot as a workbook (XLSX): a summary, a sheet for each counting's groupings and entries, rules, proof.

Numerators and denominators are whole numbers, ratios are formulas over them with their values beside, so that
a reader can check each. Text stays text whatever it begins with (CWE-1236), and nothing links out. The same
document always gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC
from fractions import Fraction
from typing import Any

import xlsxwriter

from catalog.coverage.counted import FLAGS
from catalog.coverage.labels import GRADES, GROUPINGS, NOT_ADDITIVE, SCHEMES
from catalog.coverage.words import Grouping
from catalog.reports.figures_of import (
    Document,
    exact,
    name_of,
    rows_of,
    short_name_of,
    title,
)
from catalog.reports.wording import instant
from catalog.reports.words import ENTRY_KINDS, NO, UNITS, YES
from catalog.reports.workbook_pages import OPTIONS, Pages
from catalog.reports.workbook_words import WORDS
from catalog.terms import EntryKind, Grade, Scheme

_ENTRY_COLUMNS = (
    *("key", "name", "kind", "scheme", "schemes", "grade", "code", "slug", "units", "kinds", "managing_body"),
    *("level", "required", "weight", "failing", "completeness", "dossier_present", "dossier_applicable"),
    *("sound_files", "files", "passed_at_once", "submitted", "lead_days", *FLAGS),
)
_WIDE = {
    "name": 44,
    "managing_body": 30,
    "failing": 30,
    "key": 24,
    "slug": 24,
    "schemes": 22,
    "label": 60,
    "source": 40,
}


def workbook_of(document: Document, language: str = "vi") -> bytes:
    """The workbook in Vietnamese ("vi") or English ("en")."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties(_properties(document, language))
        pages = Pages(book, language)
        _summary(pages, document)
        for counting in document["countings"]:
            for grouping in counting["groupings"]:
                if grouping["grouping"] != Grouping.TOTAL:
                    _grouping(pages, counting, grouping)
        for counting in document["countings"]:
            _entries(pages, counting)
        _undated(pages, document)
        _declared(pages, document)
        _rules(pages, document)
        _about(pages, document)
    return out.getvalue()


def _properties(document: Document, language: str) -> dict[str, Any]:
    name = document["catalogue"]["name"][language]
    return {
        "title": f"{WORDS['title'].in_language(language)}, {document['period']['code']} ({document['id']})",
        "author": name,
        "company": name,
        "comments": f"SHA-256 {document['sha256']}",
        "created": instant(document["closed_at"]).astimezone(UTC).replace(tzinfo=None, microsecond=0),
    }


def _summary(pages: Pages, document: Document) -> None:
    say = pages.say
    notes = [
        f"{say(WORDS['snapshot'])}: {document['id']}. {say(WORDS['as_of'])}: {document['as_of']}.",
        say(WORDS["not_signed"]),
    ]
    if document["catalogue"].get("is_demo"):
        notes.append(say(WORDS["demo"]))
    pages.begin(say(WORDS["summary"]), say(WORDS["title"]), notes)
    titles = [
        say(WORDS[name])
        for name in ("counting", "figure", "numerator", "denominator", "scale", "ratio", "unit")
    ]
    lines = [
        (name_of(counting), figure)
        for counting in document["countings"]
        for row in rows_of(counting, Grouping.TOTAL)
        for figure in row["figures"]
    ]
    top = pages.row
    pages.headings(titles, [44, 44, 12, 12, 12, 12, 18])
    pages.sheet.freeze_panes(pages.row, 2)
    for name, figure in lines:
        pages.put(0, say(name))
        pages.put(1, say(title(figure)))
        pages.figure(2, figure)
        pages.put(6, say(UNITS[figure["unit"]]))
        pages.row += 1
    pages.sheet.autofilter(top, 0, max(pages.row - 1, top), 6)


def _grouping(pages: Pages, counting: Document, grouping: Document) -> None:
    """A line for each row, four columns for each figure under the figure's name."""
    say = pages.say
    heading = f"{say(name_of(counting))}: {say(GROUPINGS[Grouping(grouping['grouping'])])}"
    notes = [] if grouping["is_additive"] else [say(NOT_ADDITIVE)]
    pages.begin(
        f"{say(short_name_of(counting))} - {say(GROUPINGS[Grouping(grouping['grouping'])])}", heading, notes
    )
    first = [say(WORDS[name]) for name in ("name", "key", "entries_of_row", "undated")]
    of_each = [say(WORDS[name]) for name in ("numerator", "denominator", "scale", "ratio")]
    figures = grouping["rows"][0]["figures"] if grouping["rows"] else []
    for at, figure in enumerate(figures):
        left = len(first) + 4 * at
        words = f"{say(title(figure))} ({say(UNITS[figure['unit']])})"
        pages.sheet.merge_range(pages.row, left, pages.row, left + 3, "", pages.head)
        pages.sheet.write_string(pages.row, left, words, pages.head)
    pages.sheet.set_row(pages.row, 32)
    pages.row += 1
    top = pages.row
    pages.headings([*first, *of_each * len(figures)], [40, 22, 10, 10, *[9, 9, 8, 10] * len(figures)])
    pages.sheet.freeze_panes(pages.row, 1)
    for row in grouping["rows"]:
        for column, value in enumerate(
            (row["label"][pages.language], row["key"], Fraction(row["denominator"]), int(row["undated"]))
        ):
            pages.put(column, value)
        for at, figure in enumerate(row["figures"]):
            pages.figure(len(first) + 4 * at, figure)
        pages.row += 1
    pages.sheet.autofilter(top, 0, max(pages.row - 1, top), len(first) + 4 * len(figures) - 1)


def _entries(pages: Pages, counting: Document) -> None:
    say = pages.say
    pages.begin(
        f"{say(short_name_of(counting))} - {say(WORDS['entries'])}",
        f"{say(name_of(counting))}: {say(WORDS['entries'])}",
    )
    titles = [say(WORDS[name]) for name in _ENTRY_COLUMNS]
    widths = [_WIDE.get(name, 13) for name in _ENTRY_COLUMNS]
    pages.table(titles, widths, (_entry_cells(pages, entry) for entry in counting["entries"]))


def _entry_cells(pages: Pages, entry: Document) -> list[Any]:
    say = pages.say
    pairs = [*entry["dossier"], *entry["files"], *entry["submissions"]]
    return [
        entry["key"],
        entry["label"],
        say(ENTRY_KINDS[EntryKind(entry["kind"])]),
        say(SCHEMES[Scheme(entry["scheme"])]),
        "; ".join(say(SCHEMES[Scheme(scheme)]) for scheme in entry["schemes"]),
        entry["grade"] and say(GRADES[Grade(entry["grade"])]),
        entry["code"],
        entry["slug"],
        "; ".join(entry["units"]),
        "; ".join(entry["kinds"]),
        entry["managing_body"],
        entry["level"],
        entry["required"],
        exact(entry["weight"]),
        "; ".join(entry["failing"]),
        exact(entry["completeness"]),
        *(exact(one) for one in pairs),
        exact(entry["lead_days"]),
        *(say(YES if entry[flag] else NO) for flag in FLAGS),
    ]


def _undated(pages: Pages, document: Document) -> None:
    say = pages.say
    pages.begin(say(WORDS["undated"]), say(WORDS["undated"]))
    lines = [
        (
            say(name_of(counting)),
            one["key"],
            one["label"],
            one["grade"] and say(GRADES[Grade(one["grade"])]),
            one["code"],
        )
        for counting in document["countings"]
        for one in counting["undated"]
    ]
    titles = [say(WORDS[name]) for name in ("counting", "key", "name", "grade", "code")]
    pages.table(titles, [44, 24, 44, 20, 14], lines)


def _declared(pages: Pages, document: Document) -> None:
    """What official lists declare, and below how the schemes overlap."""
    say, columns = (
        pages.say,
        ("register", "decision_number", "as_of", "scheme", "category", "declared", "source"),
    )
    pages.begin(say(WORDS["declared"]), say(WORDS["declared"]))
    lines = [
        [exact(one[name]) if name == "declared" else one[name] for name in columns]
        for one in document["declared"]
    ]
    titles = [say(WORDS["declared_number" if name == "declared" else name]) for name in columns]
    pages.table(titles, [40, 20, 12, 18, 20, 12, 40], lines)
    pages.row += 1
    pages.headings([say(WORDS["overlaps"]), say(WORDS["sites"])], [40, 20])
    for one in document["overlaps"]:
        pages.line([" + ".join(say(SCHEMES[Scheme(scheme)]) for scheme in one["schemes"]), int(one["sites"])])


def _rules(pages: Pages, document: Document) -> None:
    say, rules = pages.say, document["rules"]
    pages.begin(say(WORDS["rules"]), f"{say(WORDS['rules_version'])} {rules['name']} {rules['version']}")
    lines = [(one["level"], one["title"][pages.language], None) for one in document["levels"]]
    lines += [(one["id"], one["label"][pages.language], one["source"]) for one in document["checks"]]
    pages.table([say(WORDS[name]) for name in ("key", "label", "source")], [10, 80, 40], lines)


def _about(pages: Pages, document: Document) -> None:
    say = pages.say
    pages.begin(say(WORDS["about"]), say(WORDS["about"]), [say(WORDS["not_signed"])])
    pages.sheet.set_column(0, 0, 34)
    pages.sheet.set_column(1, 1, 110)
    for name, value in about(document, pages.language):
        pages.sheet.write_string(pages.row, 0, say(WORDS[name]), pages.head)
        pages.sheet.write_string(pages.row, 1, value or "", pages.wrapped)
        pages.row += 1


def about(document: Document, language: str) -> list[tuple[str, str | None]]:
    """What a reader needs to know where the numbers come from, by the name of each."""
    period, rules, restates, key = (document[name] for name in ("period", "rules", "restates", "key"))
    return [
        ("catalogue", document["catalogue"]["name"][language]),
        ("snapshot", document["id"]),
        ("address", document["catalogue"]["address"]),
        ("period", period["code"]),
        ("period_days", f"{period['opens_on']} – {period['closes_on']}"),
        ("as_of", document["as_of"]),
        ("known_at", document["known_at"]),
        ("closed_at", document["closed_at"]),
        ("rules_version", f"{rules['name']}/{rules['version']}"),
        ("rules_sha256", rules["sha256"]),
        ("restates", restates and f"{restates['id']} (SHA-256 {restates['sha256']})"),
        ("reason", document["reason"]),
        ("sha256", document["sha256"]),
        ("signature", document["signature"]),
        ("key_id", key["kid"]),
        ("public_key", key["x"]),
        ("format", document["format"]),
    ]
