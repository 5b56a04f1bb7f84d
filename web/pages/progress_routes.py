"""The addresses of the public progress pages, and what their parameters mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.telling import Side, Told
from catalog.coverage.words import CountingMode, Grouping, Metric
from catalog.exchange import figures as files
from catalog.projection.reader import Reader
from web.pages.progress import STANDARD, Asked
from web.pages.progress_entries import UNDATED, AskedEntries, find_entries
from web.pages.visit import Visit

_E = TypeVar("_E", bound=StrEnum)
_MOST_DIGITS = 6
FIGURES, ENTRIES = "figures", "entries"
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


class ProgressVisit(Visit):
    """A visit whose address says what is asked."""

    kept = ("as_of", "mode", "level", "by", "key", "side", "page")


def asked_in(query: Mapping[str, str], today: date) -> Asked:
    """The question in an address; what makes no sense is as if it were not there."""
    metric = _word(Metric, query.get("level"), STANDARD)
    return Asked(
        _day(query.get("as_of")) or today,
        _word(CountingMode, query.get("mode"), CountingMode.DESIGNATION),
        metric,
    )


def entries_in(query: Mapping[str, str], today: date) -> AskedEntries:
    """The figure whose entries an address asks for."""
    page = query.get("page", "")
    is_number = page.isascii() and page.isdigit() and len(page) <= _MOST_DIGITS
    side = query.get("side")
    return AskedEntries(
        asked_in(query, today),
        _word(Grouping, query.get("by"), Grouping.GRADE),
        query.get("key") or Grouping.TOTAL.value,
        UNDATED if side == UNDATED else _word(Side, side, Side.DENOMINATOR).value,
        int(page) if is_number else 1,
    )


def file_of(reader: Reader, name: str, wanted: AskedEntries) -> bytes | str | None:
    """A file of figures or entries: `figures.csv`, `entries.json` and so on; None for another name."""
    what, _, form = name.partition(".")
    if what not in (FIGURES, ENTRIES) or form not in MEDIA_TYPES:
        return None
    if what == ENTRIES:
        found = find_entries(reader, wanted)
        write = files.entries_csv if form == "csv" else files.entries_json
        return write(found.told, found.entries)
    asked = wanted.asked
    told = Told(Coverage(reader, Question(asked.day, asked.mode, grouping=wanted.by)))
    return files.figures_csv(told) if form == "csv" else files.figures_json(told)


def _word(words: type[_E], text: str | None, otherwise: _E) -> _E:
    try:
        return words(text or "")
    except ValueError:
        return otherwise


def _day(text: str | None) -> date | None:
    """A day that a visitor typed; None for none and for anything that is no date."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
