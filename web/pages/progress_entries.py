"""The entries behind a figure, page by page: exactly as many as the figure says, each with what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import Counted
from catalog.coverage.declared import known_of_declared, newest_beside
from catalog.coverage.figures import Row
from catalog.coverage.labels import LEVELS as LEVEL_NAMES
from catalog.coverage.telling import Side, Told, entries_of, next_failing, to_target
from catalog.coverage.words import Grouping
from catalog.finding.lookup import find_by_ids
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader, Record
from catalog.projection.values import LocalizedText
from web.pages.cards import name_of as name_of_site
from web.pages.progress import Asked, name_of
from web.pages.words import Say

PAGE_SIZE = 50
UNDATED = "UNDATED"
"""The side of what nobody knows the day of, which is on neither side of a figure."""


@dataclass(frozen=True)
class AskedEntries:
    """Which figure's entries: of which row of which grouping, on which side, and which page of them."""

    asked: Asked
    by: Grouping = Grouping.GRADE
    key: str = Grouping.TOTAL.value
    side: str = Side.DENOMINATOR.value
    page: int = 1

    def query(self, **more: str | None) -> dict[str, str | None]:
        """The same in an address."""
        own = {"by": self.by.value, "key": self.key, "side": self.side}
        return self.asked.query(**{**own, **more})


@dataclass(frozen=True)
class EntryShown:
    """An entry in the list: the site if it is public, its level, and what comes next for it."""

    label: str
    name: LocalizedText | None
    slug: str | None
    is_known: bool
    level: str
    target: str | None
    is_on_target: bool
    waits: bool
    next_steps: list[str]
    more: int


MOST_STEPS = 3


@dataclass(frozen=True)
class Found:
    """The answer, its row, and the entries on the side that is asked for; `row` is None for a key there is not."""

    told: Told
    row: Row | None
    entries: Sequence[Counted]


def find_entries(reader: Reader, wanted: AskedEntries) -> Found:
    """The entries behind the figure."""
    asked = wanted.asked
    told = Told(Coverage(reader, Question(asked.day, asked.mode, grouping=wanted.by)))
    row = told.row(wanted.key)
    if row is None:
        return Found(told, None, ())
    if wanted.side == UNDATED:
        return Found(told, row, row.undated)
    return Found(told, row, entries_of(row.figure(asked.metric), Side(wanted.side)))


def entries_page(reader: Reader, found: Found, wanted: AskedEntries, say: Say) -> dict[str, Any]:
    """One page of the entries, known ones first; the last page where there are not so many."""
    entries = sorted(found.entries, key=lambda one: not one.is_known)
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    shown = entries[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    sites = find_by_ids(reader, [one.entry.site_id for one in shown if one.entry.site_id is not None])
    declared = [known_of_declared(one) for one in newest_beside(found.told.coverage).values()]
    label = "" if found.row is None else found.told.label(found.row).in_language(say.language)
    return {
        "wanted": wanted,
        "asked": wanted.asked,
        "label": label,
        "metric": name_of(wanted.asked.metric, say),
        "total": len(entries),
        "page": page,
        "pages": pages,
        "entries": [_shown(one, found, sites.get(one.entry.site_id or 0), say) for one in shown],
        "notes": [note.in_language(say.language) for note in (*found.told.notes, *declared)],
    }


def _shown(one: Counted, found: Found, record: Record | None, say: Say) -> EntryShown:
    rules = found.told.coverage.rules
    labels = {rule.id: rule.words.label.in_language(say.language) for rule in rules.checks}
    steps = next_failing(one, rules) if one.is_known and not one.is_on_target else []
    return EntryShown(
        label=one.entry.label,
        name=None if record is None else name_of_site(record, say),
        slug=None if record is None else record.values["slug"],
        is_known=one.is_known,
        level=_level(one.level, say),
        target=None if one.required is None else one.required.name,
        is_on_target=one.is_on_target,
        waits=one.is_known and not one.is_on_target and not steps,
        next_steps=[labels[step] for step in steps[:MOST_STEPS]],
        more=max(0, len(to_target(one, rules)) - min(len(steps), MOST_STEPS)) if steps else 0,
    )


def _level(level: Level | None, say: Say) -> str:
    return LEVEL_NAMES[None].in_language(say.language) if level is None else level.name
