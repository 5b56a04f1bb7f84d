"""What the start page shows: found sites, communes, the map, and how much the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from catalog.coverage.labels import small
from catalog.errors import BadRequestError
from catalog.finding.counts import entries_on, inventoried_on, sites_by_unit
from catalog.finding.filters import SiteFilter, UnitOn
from catalog.finding.listings import public_points
from catalog.finding.pages import Order, SitePage, Window, find_sites
from catalog.places import Unit
from catalog.projection.reader import Reader
from catalog.register import declared_totals
from catalog.tables import DeclaredTotal
from catalog.terms import EntryKind, Scheme, UnitLevel
from web.pages.cards import address, card
from web.pages.locator import Atlas
from web.pages.map import PlacedSite
from web.pages.words import WORDS, Say

PAGE_SIZE = 24
MOST_POINTS = 2_000
"""Sites drawn on the map at most; those that would touch share a dot."""

EXAMPLES = ("đồi a1", "pha din", "thành bản phủ", "mường phăng")
UNRANKED = "UNRANKED"


@dataclass(frozen=True)
class Question:
    """What a visitor asks the start page for; nothing at all, or a text, or a unit, and which page of it."""

    text: str = ""
    unit: Unit | None = None
    after: str | None = None
    before: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the start page itself is asked for."""
        return not (self.text or self.unit or self.after or self.before)


@dataclass(frozen=True)
class KnownRow:
    """How many things of a kind are known, how many are declared, and by whom."""

    label: str
    known: int
    declared: int
    source: str

    @property
    def percent(self) -> float:
        """How much of a bar is filled, at most all of it."""
        return round(min(1.0, self.known / self.declared) * 100, 1) if self.declared else 0.0


def home_page(reader: Reader, atlas: Atlas, question: Question, say: Say) -> dict[str, Any]:
    """Everything that the start page shows."""
    page = search(reader, question)
    records = page.records
    placed = tuple(PlacedSite(*point) for point in public_points(reader, say.language, MOST_POINTS))
    drawn, sources = atlas.sheet(reader, placed)
    counts = sites_by_unit(reader)
    units = reader.units.on(reader.today, (UnitLevel.COMMUNE, UnitLevel.WARD))
    return {
        "question": question,
        "examples": EXAMPLES,
        "total": page.total_count,
        "cards": [card(record, say, reader.today) for record in records],
        "after": page.cursors[-1] if page.has_next and records else None,
        "before": page.cursors[0] if page.has_previous and records else None,
        "communes": [(unit, counts.get(unit.id, 0)) for unit in units],
        "without_commune": page.total_count - sum(counts.values()) if question.is_empty else 0,
        "placed_count": len(placed),
        "map": drawn.map,
        "boundary_sources": sources,
        "locator": atlas.sheet(reader)[0].locate(question.unit.code) if question.unit else None,
        "made_of": former_units(reader, question.unit) if question.unit else [],
        "known": what_is_known(reader, say) if question.is_empty else [],
    }


def search(reader: Reader, question: Question) -> SitePage:
    """A page of the sites asked for; the first one where the cursor makes no sense."""
    unit = UnitOn(question.unit.code, reader.today) if question.unit else None
    wanted = SiteFilter(text=question.text or None, unit=unit)
    order = Order.RELEVANCE if question.text else Order.NAME
    first = Window(first=PAGE_SIZE, after=question.after)
    window = Window(last=PAGE_SIZE, before=question.before) if question.before else first
    try:
        return find_sites(reader, wanted, window, order)
    except BadRequestError:
        return find_sites(reader, wanted, Window(first=PAGE_SIZE), order)


def former_units(reader: Reader, unit: Unit) -> list[str]:
    """The units that a unit was made of, with their districts."""
    return [address(reader, former) for former in reader.units.predecessors_of(unit)]


def what_is_known(reader: Reader, say: Say) -> list[KnownRow]:
    """Register lines known by name beside the numbers that lists and decisions declare, highest rank first."""
    counts = entries_on(reader, reader.today)
    known = {str(count.grade): count.known for count in counts if count.kind == EntryKind.DESIGNATION}
    known[UNRANKED] = inventoried_on(reader, reader.today)
    totals: dict[str, DeclaredTotal] = {}
    for total in declared_totals(reader.session):
        if total.scheme in (Scheme.RELIC_RANK, Scheme.RELIC_INVENTORY):
            totals.setdefault(total.category, total)
    rows = [
        KnownRow(
            say(category.lower()),
            known[category],
            totals[category].declared,
            named_list(totals[category], say),
        )
        for category in known
        if category in totals
    ]
    parts = [count for count in counts if count.kind == EntryKind.COMPONENT]
    return [*rows[:1], *_part_rows(parts, say), *rows[1:]]


def _part_rows(counts: list[Any], say: Say) -> Iterator[KnownRow]:
    for count in counts:
        label = say("battlefield_parts", small(say(count.grade.lower())))
        yield KnownRow(label, count.known, count.entries, say("decisions_in_force"))


class Listed(Protocol):
    """A number that a list declares, as far as its name goes."""

    @property
    def register_name(self) -> str:
        """Which list."""

    @property
    def decision_number(self) -> str | None:
        """The decision that published it."""

    @property
    def as_of(self) -> str:
        """Day or year that it speaks of."""


def named_list(total: Listed, say: Say) -> str:
    """The decision or list that declares a number, and the day or year it speaks of."""
    key = f"list_{total.register_name}"
    name = total.decision_number or (say(key) if key in WORDS else total.register_name)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", total.as_of):
        return say("declared_on", name, say.date(date.fromisoformat(total.as_of)))
    return say("declared_in_year", name, total.as_of)
