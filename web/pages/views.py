"""What a page shows, gathered from the core: plain values for templates, nothing decided here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.finding.counts import entries_on, sites_by_unit
from catalog.finding.filters import Near, SiteFilter, UnitOn
from catalog.finding.pages import Order, SitePage, Window, find_sites
from catalog.places import PROVINCE_CODE, Unit, load_boundaries
from catalog.projection import site as reading
from catalog.projection.rank import grade_on
from catalog.projection.reader import Reader, Record
from catalog.projection.values import Answer, LocalizedText
from catalog.register import declared_totals
from catalog.sites.kinds import kinds_on
from catalog.terms import VISITOR_FACTS, EntryKind, Membership, TextField, UnitLevel
from web.pages.map import PlacedSite, ProvinceMap, draw_province
from web.pages.words import Say

PAGE_SIZE = 24
NEARBY_METRES = 5_000.0
BATTLEFIELD = "chien-truong-dien-bien-phu"


@dataclass(frozen=True)
class Card:
    """A site in a list."""

    slug: str
    name: str
    summary: str | None
    grade: str | None
    unit: str | None
    distance: str | None = None


@dataclass(frozen=True)
class KnownRow:
    """How many lines of a grade are known by name, how many are declared, and who declares them."""

    label: str
    known: int
    declared: int
    source: str
    share: float


def name_of(record: Record, say: Say) -> str:
    """The site's name in the page's language, or in Vietnamese."""
    text = reading.localized(record, TextField.NAME, say.language)
    return text.text if text else record.values["slug"]


def card(record: Record, say: Say, today: date) -> Card:
    """A site as a list shows it."""
    answer = grade_on(record.related(reading.DESIGNATIONS), today)
    summary = reading.localized(record, TextField.SUMMARY, say.language)
    unit = primary_unit(record)
    metres = record.distance_metres
    return Card(
        slug=record.values["slug"],
        name=name_of(record, say),
        summary=summary.text if summary else None,
        grade=say(answer.value.lower()) if answer.value else None,
        unit=unit.name if unit else None,
        distance=None if metres is None else length(metres, say),
    )


def length(metres: float, say: Say) -> str:
    """Metres for people: "410 m", "5,2 km"."""
    text = f"{metres:.0f} m" if metres < 999.5 else f"{metres / 1000:.1f} km"
    return text.replace(".", ",") if say.language == "vi" else text


def primary_unit(record: Record) -> Unit | None:
    """The commune or ward of today."""
    return next((link.unit for link in record.related(reading.UNITS) if link.is_primary), None)


def search(reader: Reader, text: str | None, unit: Unit | None, window: Window) -> SitePage:
    """The sites that a visitor asks for; all, by name, where nothing is asked."""
    wanted = SiteFilter(text=text or None, unit=UnitOn(unit.code, reader.today) if unit else None)
    order = Order.RELEVANCE if text else Order.NAME
    return find_sites(reader, wanted, window, order, PAGE_SIZE)


def communes(reader: Reader) -> list[tuple[Unit, int]]:
    """The communes and wards of today, each with the number of its sites, by name."""
    counts = sites_by_unit(reader)
    units = reader.units.on(reader.today, (UnitLevel.COMMUNE, UnitLevel.WARD))
    return [(unit, counts.get(unit.id, 0)) for unit in units]


def placed_sites(reader: Reader, say: Say) -> list[PlacedSite]:
    """All sites with a position, read page by page."""
    placed: list[PlacedSite] = []
    after: str | None = None
    while True:
        page = find_sites(reader, SiteFilter(), Window(first=100, after=after), Order.CODE)
        for record in page.records:
            place = reading.location(record)
            if place is not None:
                placed.append(
                    PlacedSite(record.values["slug"], name_of(record, say), place.latitude, place.longitude)
                )
        if not page.has_next:
            return placed
        after = page.cursors[-1]


def all_slugs(reader: Reader) -> list[str]:
    """The slugs of all public sites, by code."""
    slugs: list[str] = []
    after: str | None = None
    while True:
        page = find_sites(reader, SiteFilter(), Window(first=100, after=after), Order.CODE)
        slugs += [record.values["slug"] for record in page.records]
        if not page.has_next:
            return slugs
        after = page.cursors[-1]


def province_map(reader: Reader, sites: list[PlacedSite]) -> ProvinceMap:
    """The province with its units and these sites."""
    boundaries = load_boundaries(reader.session)
    units = reader.units.on(reader.today, (UnitLevel.COMMUNE, UnitLevel.WARD))
    shapes = [
        boundaries[unit.key]._replace(key=unit.code, name=unit.name)
        for unit in units
        if unit.key in boundaries
    ]
    return draw_province(shapes, sites)


def what_is_known(reader: Reader, say: Say) -> list[KnownRow]:
    """Register lines known by name beside the numbers that lists and decisions declare."""
    counts = entries_on(reader, reader.today)
    known = {count.grade.value: count.known for count in counts if count.kind == EntryKind.DESIGNATION}
    rows: list[KnownRow] = []
    newest: set[str] = set()
    for total in declared_totals(reader.session):
        if total.category not in known or total.category in newest:
            continue
        newest.add(total.category)
        source = f"{total.decision_number or total.register_name}, {total.as_of}"
        rows.append(known_row(say(total.category.lower()), known[total.category], total.declared, source))
    parts = [count for count in counts if count.kind == EntryKind.COMPONENT]
    rows += [
        known_row(say("battlefield_parts"), count.known, count.entries, say("decisions_in_force"))
        for count in parts
    ]
    return rows


def known_row(label: str, known: int, declared: int, source: str) -> KnownRow:
    """A row with the share that a bar draws, at most the whole."""
    return KnownRow(label, known, declared, source, min(1.0, known / declared) if declared else 0.0)


def site_page(reader: Reader, record: Record, say: Say) -> dict[str, Any]:
    """Everything that the page of a site shows."""
    labels = {term.code: term.label_vi if say.language == "vi" else term.label_en
              for term in kinds_on(reader.session, reader.today)}  # fmt: skip
    whole, around = record.related(reading.WHOLE), record.related(reading.SURROUNDING)
    parts = record.related(reading.PARTS, memberships=reading.CONFIRMED)
    candidates = record.related(reading.PARTS, memberships=frozenset({Membership.UNCONFIRMED}))
    units = record.related(reading.UNITS)
    return {
        "record": record,
        "values": record.values,
        "name": name_of(record, say),
        "original_name": reading.localized(record, TextField.NAME, "vi"),
        "summary": reading.localized(record, TextField.SUMMARY, say.language),
        "description": reading.localized(record, TextField.DESCRIPTION, say.language),
        "note": reading.localized(record, TextField.NOTE, say.language),
        "period": reading.localized(record, TextField.PERIOD, say.language),
        "visitor_facts": visitor_facts(record, say),
        "other_names": reading.texts_of(record, TextField.ALTERNATIVE_NAME),
        "kinds": [labels.get(kind, kind) for kind in record.related(reading.KINDS)],
        "grade": grade_on(record.related(reading.DESIGNATIONS), reader.today),
        "is_known": Answer.KNOWN,
        "is_unknown": Answer.UNKNOWN,
        "whole": card(whole, say, reader.today) if whole else None,
        "whole_grade": grade_on(whole.related(reading.DESIGNATIONS), reader.today).value if whole else None,
        "around": card(around, say, reader.today) if around else None,
        "parts": [card(part, say, reader.today) for part in parts],
        "candidates": [card(part, say, reader.today) for part in candidates],
        "declared": record.related(reading.DECLARED_PARTS, day=reader.today),
        "unit": primary_unit(record),
        "former_units": [former_address(reader, link.unit) for link in units if link.unit.valid_to],
        "designations": record.related(reading.DESIGNATIONS),
        "location": reading.location(record),
        "location_candidates": reading.location_candidates(record),
        "missing": record.related(reading.MISSING),
        "sources": record.related(reading.SOURCES),
        "nearby": nearby(reader, record, say),
    }


def visitor_facts(record: Record, say: Say) -> list[tuple[str, LocalizedText]]:
    """The facts for visitors that are known, under their names."""
    texts = [(say.field(fact.value), reading.localized(record, fact, say.language)) for fact in VISITOR_FACTS]
    return [(name, text) for name, text in texts if text is not None]


def former_address(reader: Reader, unit: Unit) -> str:
    """A former unit with the one above it."""
    parent = reader.units.parent_of(unit)
    is_below_district = parent is not None and parent.code != PROVINCE_CODE
    return f"{unit.name}, {parent.name}" if parent is not None and is_below_district else unit.name


def nearby(reader: Reader, record: Record, say: Say) -> list[Card]:
    """Up to eight other sites within 5 km of a site whose position is known."""
    place = reading.location(record)
    if place is None:
        return []
    wanted = SiteFilter(
        near=Near(place.latitude, place.longitude, NEARBY_METRES), but_not=record.values["code"]
    )
    page = find_sites(reader, wanted, Window(first=8), Order.DISTANCE)
    return [card(neighbour, say, reader.today) for neighbour in page.records]


def linked_data(record: Record, page: dict[str, Any], url: str, say: Say) -> dict[str, Any]:
    """The site as schema.org describes such things, for search engines and aggregators."""
    place, unit, summary = page["location"], page["unit"], page["summary"]
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["TouristAttraction", "LandmarksOrHistoricalBuildings"],
        "@id": url,
        "url": url,
        "identifier": record.values["code"],
        "name": page["name"],
        "inLanguage": say.language,
        "alternateName": [text for _, text in page["other_names"]],
        "containedInPlace": {
            "@type": "AdministrativeArea",
            "name": f"{unit.name}, tỉnh Điện Biên" if unit else "Tỉnh Điện Biên",
        },
    }
    if summary:
        document["description"] = summary.text
    if place:
        document["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return document
