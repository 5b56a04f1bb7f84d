"""What the pages of closed periods show: the signed document, in the words and numbers of its printed report.

Nothing is counted here. A trend is drawn only between figures that mean the same (`snapshots.comparable`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import orjson

from catalog.coverage.snapshots import Counting, comparable, list_snapshots
from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.projection.reader import Reader
from catalog.reports.figures_of import HEADLINE, Document, counted, name_of, ratio, rows_of, shown, title
from catalog.reports.forms import IN_A_LANGUAGE, Form, file_name
from catalog.reports.printed import printed
from catalog.tables import CoverageSnapshot
from web.pages.latest import Latest
from web.pages.words import LANGUAGES, Say

MOST_TOLD = 100
"""Closings whose headline is kept at hand: a document may be large, and never changes."""
_ARROWS = {1: "up", 0: "same", -1: "down"}


class Kept(Protocol):
    """Of a snapshot, what tells it from every other."""

    id: str
    sha256: str


@dataclass(frozen=True)
class Closed:
    """A closing in a list: `restated_by` is the one that holds in its stead."""

    row: CoverageSnapshot
    headline: Sequence[tuple[str, str, str]]
    restated_by: str | None


@dataclass(frozen=True)
class Trend:
    """One figure, before and now: counts, shares, and which way the exact share went."""

    title: str
    before: tuple[str, str]
    now: tuple[str, str]
    way: str


@dataclass(frozen=True)
class Compared:
    """A snapshot beside the one before: by each way of counting that both have; none, and then why."""

    before: CoverageSnapshot | None
    trends: Sequence[tuple[str, Sequence[Trend]]]
    why_not: str | None


@dataclass(frozen=True)
class Download:
    """A file of a snapshot: in which form, in which language where it has one, and its name."""

    form: Form
    language: str | None
    name: str


class ClosedPeriods:
    """The closed periods as pages show them; headlines of documents are kept at hand."""

    def __init__(self) -> None:
        self._headlines: Latest[str, Mapping[str, Sequence[tuple[str, str, str]]]] = Latest(MOST_TOLD)

    def listed(self, reader: Reader, say: Say, most: int | None = None) -> list[Closed]:
        """The newest closings, newest first."""
        rows = list_snapshots(reader.session)
        restated = {row.restates_id: row.id for row in rows}
        return [
            Closed(
                row,
                self._headline(reader, row, say),
                restated.get(row.id),
            )
            for row in rows[:most]
        ]

    def _headline(self, reader: Reader, row: CoverageSnapshot, say: Say) -> Sequence[tuple[str, str, str]]:
        told = self._headlines.get(row.sha256)
        if told is None:
            document = orjson.loads(row.document)
            reader.session.expire(row, ["document"])  # a hundred of them are not held at once
            told = {language: _headline_of(document, language) for language in LANGUAGES}
            self._headlines.put(row.sha256, told)
        return told[say.language]

    def page(self, reader: Reader, row: CoverageSnapshot, say: Say) -> dict[str, Any]:
        """Everything that the page of a closing shows."""
        document: Document = orjson.loads(row.document)
        rows = list_snapshots(reader.session)
        told = printed(document, say.language)
        return {
            "row": row,
            "told": told,
            "restated_by": next((one for one in rows if one.restates_id == row.id), None),
            "compared": compared(row, document, rows, say),
            "downloads": downloads(row),
            "json_name": file_name({"id": row.id}, Form.JSON),
        }


def _headline_of(document: Document, language: str) -> Sequence[tuple[str, str, str]]:
    """Of each way of counting: its name, how many are at the level required, and the share."""
    return [
        (name_of(counting).in_language(language), counted(figure, language), shown(figure, language))
        for counting in document["countings"]
        for figure in _totals(counting).values()
        if figure["metric"] == Metric.ON_TARGET
    ]


def _totals(counting: Document) -> dict[str, Document]:
    """The headline figures of everything that is counted in a way, by metric."""
    figures = [figure for row in rows_of(counting, Grouping.TOTAL) for figure in row["figures"]]
    return {name: figure for name in HEADLINE for figure in figures if figure["metric"] == name}


def previous_of(row: CoverageSnapshot, rows: Iterable[CoverageSnapshot]) -> CoverageSnapshot | None:
    """The closing of the latest day before this one's that still holds: none that was restated."""
    rows = list(rows)
    restated = {one.restates_id for one in rows}
    earlier = [one for one in rows if one.as_of < row.as_of and one.id not in restated]
    return max(earlier, key=lambda one: (one.as_of, one.closed_at), default=None)


def compared(
    row: CoverageSnapshot, document: Document, rows: Iterable[CoverageSnapshot], say: Say
) -> Compared:
    """The figures beside those of the closing before, as far as both mean the same; else why there are none."""
    before = previous_of(row, rows)
    if before is None:
        return Compared(None, (), say("closed_first"))
    other: Document = orjson.loads(before.document)
    same = comparable(document, other)
    if not same:
        return Compared(before, (), _why_not(document, other, before, say))
    pairs = [
        (counting, earlier)
        for counting in document["countings"]
        for earlier in other["countings"]
        if _way(counting) == _way(earlier) and _is_in(counting, same)
    ]
    return Compared(
        before,
        [
            (name_of(now).in_language(say.language), trends(earlier, now, say.language))
            for now, earlier in pairs
        ],
        None,
    )


def _way(counting: Document) -> tuple[CountingMode, Population]:
    return CountingMode(counting["mode"]), Population(counting["population"])


def _is_in(counting: Document, same: Iterable[Counting]) -> bool:
    return any(_way(counting) == (one.mode, one.population) for one in same)


def _why_not(document: Document, other: Document, before: CoverageSnapshot, say: Say) -> str:
    if document["format"] != other["format"]:
        return say("closed_other_format", before.id)
    if document["rules"] != other["rules"]:
        ours, theirs = (f"{one['name']}/{one['version']}" for one in (document["rules"], other["rules"]))
        return say("closed_other_rules", before.id, theirs, ours)
    return say("closed_other_countings", before.id)


def trends(before: Document, now: Document, language: str) -> list[Trend]:
    """Each headline figure of a way of counting, before and now."""
    earlier = _totals(before)
    return [
        Trend(
            title(figure).in_language(language),
            (counted(earlier[name], language), shown(earlier[name], language)),
            (counted(figure, language), shown(figure, language)),
            _direction(ratio(earlier[name]), ratio(figure)),
        )
        for name, figure in _totals(now).items()
        if name in earlier
    ]


def _direction(before: Fraction | None, now: Fraction | None) -> str:
    """Which way a share went; none where on either side there was nothing to count."""
    if before is None or now is None:
        return "none"
    return _ARROWS[(now > before) - (now < before)]


def downloads(row: Kept) -> list[Download]:
    """The files of a snapshot, each form in the languages that it has."""
    return [
        Download(form, language, file_name({"id": row.id}, form, language or "vi"))
        for form in Form
        for language in (LANGUAGES if form in IN_A_LANGUAGE else (None,))
    ]
