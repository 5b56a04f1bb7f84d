"""A snapshot as a workbook (XLSX): a summary, a sheet for each counting's groupings and entries, rules, proof.

Numerators and denominators are whole numbers, ratios are formulas over them with their values beside, so that
a reader can check each. Text stays text whatever it begins with (CWE-1236), and nothing links out. The same
document always gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from fractions import Fraction
from math import lcm
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from catalog.coverage.counted import FLAGS
from catalog.coverage.labels import GRADES, GROUPINGS, NOT_ADDITIVE, SCHEMES, percent_text
from catalog.coverage.words import Grouping
from catalog.errors import Message
from catalog.reports.figures_of import (
    Document,
    exact,
    name_of,
    ratio,
    rows_of,
    short_name_of,
    sides,
    title,
)
from catalog.reports.wording import instant
from catalog.reports.words import ENTRY_KINDS, NO, UNITS, YES
from catalog.reports.workbook_words import WORDS
from catalog.terms import EntryKind, Grade, Scheme

ALMOST_ALL = Fraction(99_999, 100_000)
LARGEST = 10**15
"""Beyond it Excel does not keep every digit of a number; such ones are written as text."""

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
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(_properties(document, language))
        pages = _Pages(book, language)
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


@dataclass
class _Pages:
    """The workbook being written: its language, its formats, a line at a time on the present sheet."""

    book: Any
    language: str
    sheet: Any = None
    row: int = 0
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        make = self.book.add_format
        self.bold = make({"bold": True, "font_size": 14})
        self.note = make({"italic": True, "font_color": "#444444"})
        self.head = make(
            {
                "bold": True,
                "bg_color": "#EFE6D8",
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
            }
        )
        self.text = make({"valign": "top", "num_format": "@"})
        self.wrapped = make({"valign": "top", "text_wrap": True, "num_format": "@"})
        self.whole = make({"num_format": "0", "valign": "top"})
        self.share = make({"num_format": "0.00%", "valign": "top"})
        self.edges = {
            (words := percent_text(share, self.language) or "")[0]: make(
                {"num_format": f'"{words}"', "valign": "top"}
            )
            for share in (ALMOST_ALL, 1 - ALMOST_ALL)
        }
        self.plain = make({"num_format": "General", "valign": "top"})  # fmt: skip

    def say(self, words: Message) -> str:
        """The words in the workbook's language."""
        return words.in_language(self.language)

    def begin(self, name: str, heading: str, notes: Sequence[str] = ()) -> None:
        """A new sheet: its heading, then notes, then an empty line."""
        short = name[:31]
        number = 2
        while short.lower() in self.names:
            short, number = f"{name[:28]} {number}", number + 1
        self.names.add(short.lower())
        self.sheet = self.book.add_worksheet(short)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.write_string(0, 0, heading, self.bold)
        for line, note in enumerate(notes, start=1):
            self.sheet.write_string(line, 0, note, self.note)
        self.row = len(notes) + 2

    def headings(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        """A line of headings and the widths of their columns."""
        for column, (words, width) in enumerate(zip(titles, widths, strict=True)):
            self.sheet.write_string(self.row, column, words, self.head)
            self.sheet.set_column(column, column, width)
        self.row += 1

    def table(self, titles: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[Any]]) -> None:
        """Headings that stay in view, lines, and a filter over them."""
        top = self.row
        self.headings(titles, widths)
        self.sheet.freeze_panes(self.row, min(2, len(titles) - 1))
        self.sheet.repeat_rows(top)
        for line in lines:
            self.line(line)
        self.sheet.autofilter(top, 0, max(self.row - 1, top), len(titles) - 1)

    def line(self, cells: Sequence[Any]) -> None:
        """A line of values."""
        for column, value in enumerate(cells):
            self.put(column, value)
        self.row += 1

    def put(self, column: int, value: Any) -> None:
        """A value in the present line: exact numbers stay numbers, text is never a formula, None is empty."""
        match value:
            case None | "":
                self.sheet.write_blank(self.row, column, None, self.plain)
            case int() | Fraction():
                self._number(column, Fraction(value))
            case _:
                self.sheet.write_string(self.row, column, str(value), self.text)

    def _number(self, column: int, value: Fraction) -> None:
        above, below = value.numerator, value.denominator
        if max(abs(above), below) > LARGEST:
            self.sheet.write_string(self.row, column, str(value), self.text)
        elif below == 1:
            self.sheet.write_number(self.row, column, above, self.whole)
        else:
            self.sheet.write_formula(self.row, column, f"={above}/{below}", self.plain, above / below)

    def figure(self, column: int, figure: Document) -> None:
        """Four cells: numerator and denominator in whole numbers, of what part of one they are, and the ratio."""
        above, below = sides(figure)
        scale = lcm(above.denominator, below.denominator)
        for at, value in enumerate((above * scale, below * scale, Fraction(scale))):
            self._number(column + at, value)
        share = ratio(figure)
        if share is None:
            self.put(column + 3, exact(figure["value"]))
        elif max(above * scale, below * scale) > LARGEST:
            self.sheet.write_number(self.row, column + 3, float(share), self.almost(share))
        else:
            cells = [xl_rowcol_to_cell(self.row, column + at) for at in range(2)]
            self.sheet.write_formula(
                self.row, column + 3, f"={cells[0]}/{cells[1]}", self.almost(share), float(share)
            )

    def almost(self, share: Fraction) -> Any:
        """The format of a share: one that a spreadsheet would round to all or to nothing is shown as what it is not."""
        shown = percent_text(share, self.language) or ""
        return self.edges[shown[0]] if shown[:1] in self.edges else self.share


def _summary(pages: _Pages, document: Document) -> None:
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


def _grouping(pages: _Pages, counting: Document, grouping: Document) -> None:
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


def _entries(pages: _Pages, counting: Document) -> None:
    say = pages.say
    pages.begin(
        f"{say(short_name_of(counting))} - {say(WORDS['entries'])}",
        f"{say(name_of(counting))}: {say(WORDS['entries'])}",
    )
    titles = [say(WORDS[name]) for name in _ENTRY_COLUMNS]
    widths = [_WIDE.get(name, 13) for name in _ENTRY_COLUMNS]
    pages.table(titles, widths, (_entry_cells(pages, entry) for entry in counting["entries"]))


def _entry_cells(pages: _Pages, entry: Document) -> list[Any]:
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


def _undated(pages: _Pages, document: Document) -> None:
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


def _declared(pages: _Pages, document: Document) -> None:
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


def _rules(pages: _Pages, document: Document) -> None:
    say, rules = pages.say, document["rules"]
    pages.begin(say(WORDS["rules"]), f"{say(WORDS['rules_version'])} {rules['name']} {rules['version']}")
    lines = [(one["level"], one["title"][pages.language], None) for one in document["levels"]]
    lines += [(one["id"], one["label"][pages.language], one["source"]) for one in document["checks"]]
    pages.table([say(WORDS[name]) for name in ("key", "label", "source")], [10, 80, 40], lines)


def _about(pages: _Pages, document: Document) -> None:
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
