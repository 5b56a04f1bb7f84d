"""What the printed report says: every word and number of it, ready to be set, in the order of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from catalog.coverage.declared import UNRANKED
from catalog.coverage.labels import GRADES, GROUPINGS, NOT_ADDITIVE, SCHEMES, notes
from catalog.coverage.words import CountingMode, Grouping, UnitMode
from catalog.reports.figures_of import (
    HEADLINE,
    Document,
    address_of,
    counted,
    exact,
    name_of,
    ratio,
    rows_of,
    shown,
    title,
)
from catalog.reports.printed_words import WORDS
from catalog.reports.wording import day, moment, number
from catalog.terms import Grade, Scheme

_TABLES = (Grouping.GRADE, Grouping.ADMIN_UNIT)
_COLUMNS = ("D0", "D1", "D2", "D3", "D4", "ON_TARGET")


def printed(document: Document, language: str) -> dict[str, Any]:
    """The data of the template `progress.typ`: strings, and the lengths of bars as parts of one."""
    page = _Page(document, language)
    period, restates = document["period"], document["restates"]
    names = (
        "figure",
        "bar",
        "counted",
        "share",
        "entries",
        "undated",
        "none",
        "others",
        "tables",
        "what",
        "value",
    )
    return {
        "lang": language,
        "catalogue": document["catalogue"]["name"][language],
        "title": page.say("title", period["code"]),
        "subtitle": page.say("subtitle", document["id"], page.day(document["as_of"])),
        "id": document["id"],
        "mark": page.mark(),
        "footer": page.say("footer", document["id"], document["sha256"][:16]),
        "restated": restates and page.say("restated", restates["id"], document["reason"] or "–"),
        "facts": page.facts(),
        "words": {name: page.say(name) for name in names} | {"undated-list": page.say("undated_list")},
        "countings": [page.counting(counting) for counting in document["countings"]],
        "meaning": {"title": page.say("meaning"), "text": page.say("meaning_text")},
        "declared": page.declared(),
        "overlaps": page.overlaps(),
        "proof": page.proof(),
        "qr": page.qr(),
    }


class _Page:
    """The parts of the report, in one language."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.levels = {one["level"]: one["title"][language] for one in document["levels"]}

    def say(self, name: str, *values: object) -> str:
        """The sentence in the report's language."""
        return WORDS[name].in_language(self.language).format(*values)

    def mark(self) -> str | None:
        """What stands across every page of a report of sample data."""
        return self.say("demo") if self.document["catalogue"].get("is_demo") else None

    def day(self, text: str) -> str:
        """A day as it is written in the report's language."""
        return day(text, self.language)

    def facts(self) -> list[tuple[str, str]]:
        """What the figures are about: the period, the day, the instant of knowledge, the rules."""
        document, period, rules = self.document, self.document["period"], self.document["rules"]
        days = (self.day(period["opens_on"]), self.day(period["closes_on"]))
        return [
            (self.say("period"), self.say("period_days", period["code"], *days)),
            (self.say("as_of"), self.day(document["as_of"])),
            (self.say("known_at"), moment(document["known_at"], self.language)),
            (self.say("closed_at"), moment(document["closed_at"], self.language)),
            (self.say("rules"), f"{rules['name']}/{rules['version']}"),
        ]

    def counting(self, counting: Document) -> dict[str, Any]:
        """One way of counting: its figures, its tables, what stands beside it."""
        totals = rows_of(counting, Grouping.TOTAL)
        figures = [figure for row in totals for figure in row["figures"]]
        entries = Fraction(totals[0]["denominator"]) if totals else Fraction(len(counting["entries"]))
        explained, *beside = self.notes(counting)
        return {
            "name": name_of(counting).in_language(self.language),
            "explained": f"{explained} {self.say('in_all', number(entries, self.language))}",
            "headline": [self.figure(one) for name in HEADLINE for one in figures if one["metric"] == name],
            "others": [self.figure(one) for one in figures if one["metric"] not in HEADLINE],
            "note": " ".join(beside) or None,
            "groups": [self.group(counting, grouping) for grouping in _TABLES],
            "undated": [self.undated(one) for one in counting["undated"]],
            "undated-says": self.say("undated_says"),
        }

    def figure(self, figure: Document) -> dict[str, Any]:
        """A figure: what it says, of how many how many, the share, and how long its bar is."""
        words, level = title(figure).in_language(self.language), self.levels.get(figure["metric"])
        return {
            "title": f"{words}: {level}" if level else words,
            "counted": counted(figure, self.language),
            "shown": shown(figure, self.language),
            "part": float(ratio(figure) or 0),
        }

    def notes(self, counting: Document) -> list[str]:
        """What a reader must know: how it was counted, sites that are unknown, days that are."""
        unknown = sum(entry["code"] is None for entry in counting["entries"])
        told = notes(
            CountingMode(counting["mode"]),
            UnitMode.PRIMARY,
            is_additive=True,
            unknown=unknown,
            undated=len(counting["undated"]),
        )
        return [message.in_language(self.language) for message in told]

    def group(self, counting: Document, grouping: Grouping) -> dict[str, Any]:
        """A table by grade or unit. Rows in which there is nothing are named below it, not shown as 0."""
        rows = rows_of(counting, grouping)
        full = [row for row in rows if Fraction(row["denominator"]) or int(row["undated"])]
        empty = [row["label"][self.language] for row in rows if row not in full]
        additive = [one["is_additive"] for one in counting["groupings"] if one["grouping"] == grouping]
        notes = [NOT_ADDITIVE.in_language(self.language)] if not all(additive) else []
        notes += [self.say("dash")] if any(not Fraction(row["denominator"]) for row in full) else []
        notes += [self.say("empty_rows", ", ".join(empty))] if empty else []
        return {
            "title": GROUPINGS[grouping].in_language(self.language),
            "columns": [self.column(name) for name in _COLUMNS],
            "rows": [self.row(row) for row in full],
            "note": " ".join(notes) or None,
        }

    def column(self, metric: str) -> str:
        """The heading of a figure's column."""
        return self.say("on_target") if metric == "ON_TARGET" else metric

    def row(self, row: Document) -> dict[str, Any]:
        """A row of a table."""
        found = {figure["metric"]: figure for figure in row["figures"] if figure.get("level") is None}
        return {
            "name": row["label"][self.language],
            "entries": number(Fraction(row["denominator"]), self.language),
            "undated": str(row["undated"]),
            "figures": [self.cell(found[name]) for name in _COLUMNS],
        }

    def cell(self, figure: Document) -> dict[str, str | None]:
        """A figure within a table; a dash, which its note explains, where there is nothing to count."""
        if ratio(figure) is None:
            return {"shown": "–", "counted": None}
        return {"shown": shown(figure, self.language), "counted": counted(figure, self.language)}

    def undated(self, entry: Document) -> str:
        """An entry of which nobody knows whether it counts."""
        grade = entry["grade"] and GRADES[Grade(entry["grade"])].in_language(self.language)
        return " · ".join(part for part in (entry["label"], grade, entry["code"]) if part)

    def declared(self) -> dict[str, Any]:
        """What official lists declare, and beside it how many such entries are known."""
        columns = ("register", "decision", "declared_number", "known_number", "of_what")
        rows = [
            [
                " – ".join(part for part in (one["register"], one["source"]) if part),
                " ".join(
                    part
                    for part in (
                        one["decision_number"],
                        f"({self.say('source_as_of')} {self.day(one['as_of'])})",
                    )
                    if part
                ),
                number(exact(one["declared"]) or Fraction(0), self.language),
                self.known(one),
                self.category(one),
            ]
            for one in self.document["declared"]
        ]
        return self.table("declared", columns, rows)

    def known(self, declared: Document) -> str:
        """How many entries of the scheme and category are known by name, of those that count each designation once."""
        for counting in self.document["countings"]:
            if counting["mode"] == CountingMode.DESIGNATION and counting["population"] == declared["scheme"]:
                known = (entry for entry in counting["entries"] if entry["code"] is not None)
                return str(sum((entry["grade"] or UNRANKED) == declared["category"] for entry in known))
        return "–"

    def category(self, declared: Document) -> str:
        """Scheme and category in words, a category that is not a grade as it stands."""
        scheme, category = declared["scheme"], declared["category"]
        words = SCHEMES[Scheme(scheme)].in_language(self.language) if scheme in set(Scheme) else scheme
        grades = {UNRANKED: WORDS["unranked"], **GRADES}
        grade = grades[category].in_language(self.language) if category in grades else category
        return " · ".join(part for part in (words, grade) if part)

    def overlaps(self) -> dict[str, Any]:
        """How many places each combination of schemes recognises."""
        rows = [
            [
                " + ".join(SCHEMES[Scheme(scheme)].in_language(self.language) for scheme in one["schemes"]),
                str(one["sites"]),
            ]
            for one in self.document["overlaps"]
        ]
        return self.table("overlaps", ("schemes", "sites"), rows)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
        """A table with its title and a sentence on what it says."""
        return {
            "title": self.say(name),
            "says": self.say(f"{name}_says"),
            "columns": [self.say(column) for column in columns],
            "rows": rows,
        }

    def proof(self) -> dict[str, Any]:
        """Hashes, signature and key, whole."""
        document, restates = self.document, self.document["restates"]
        rows = [
            ("sha256", document["sha256"]),
            ("rules_sha256", document["rules"]["sha256"]),
            ("restated_sha256", restates and restates["sha256"]),
            ("signature", document["signature"] or self.say("unsigned")),
            ("key_id", document["key"]["kid"]),
            ("public_key", document["key"]["x"]),
        ]
        return {
            "title": self.say("proof"),
            "says": [self.say("proof_says")],
            "rows": [(self.say(name), value) for name, value in rows if value],
        }

    def qr(self) -> dict[str, str] | None:
        """Where the snapshot is shown in public, if the catalogue is."""
        address = address_of(self.document)
        return None if address is None else {"address": address, "alt": self.say("qr_alt", address)}
