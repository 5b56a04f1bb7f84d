"""What the page of a site shows: facts, ranks, the complex, the place, sources. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.coverage.labels import LEVELS, small
from catalog.coverage.reasons import brief_of
from catalog.dossiers.standing import standing_of
from catalog.finding.filters import Near, SiteFilter
from catalog.finding.pages import Order, Window, find_sites
from catalog.projection import site as reading
from catalog.projection.dossiers import DOSSIER
from catalog.projection.rank import grade_on
from catalog.projection.reader import Reader, Record
from catalog.projection.values import Answer, DeclaredPartsValue, DesignationValue, LocalizedText, Position
from catalog.register import NamedPart, named_parts
from catalog.sites.kinds import kinds_on
from catalog.terms import VISITOR_FACTS, AuthorityKind, Membership, Scheme, TextField
from web.pages.cards import Link, address, badge_of, link, name_of, primary_unit
from web.pages.locator import RING_METRES, Atlas, Locator
from web.pages.map import PlacedSite
from web.pages.pictures import gallery, main_picture
from web.pages.senses import pieces
from web.pages.words import Say

MOST_NEARBY = 8


@dataclass(frozen=True)
class Ranks:
    """The rank history; `through` is the complex whose acts they are, `joined` how the site came into it.

    `asked` is the day a visitor asks for, `answer` the rank on it in words.
    """

    acts: Sequence[DesignationValue]
    through: Link | None
    joined: NamedPart | None
    asked: date
    answer: str


@dataclass(frozen=True)
class Batch:
    """The parts that one decision names, each with how sure it is."""

    decision: str | None
    since: date | None
    parts: list[tuple[Link, Membership]]


@dataclass(frozen=True)
class Parts:
    """What a complex consists of: declared, known by name, candidates; and the numbers through time."""

    declared: DeclaredPartsValue | None
    steps: list[tuple[date, DeclaredPartsValue]]
    batches: list[Batch]
    candidates: list[Link]
    marks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a site is and how well that is known; candidates where sources disagree."""

    precision: str
    position: Position | None
    candidates: list[Position]
    locator: Locator
    nearby: list[Link]


@dataclass(frozen=True)
class Digitised:
    """How the site stands on the digitisation ladder, and what is missing to the next level."""

    level: str | None
    level_name: str
    target: str | None
    is_reached: bool
    waits_for_parts: bool
    steps: list[str]


def site_page(reader: Reader, record: Record, atlas: Atlas, say: Say, asked: date | None) -> dict[str, Any]:
    """Everything that the page of a site shows."""
    labels = {term.code: term.label_vi if say.language == "vi" else term.label_en
              for term in kinds_on(reader.session, reader.today)}  # fmt: skip
    whole, around = record.related(reading.WHOLE), record.related(reading.SURROUNDING)
    links = record.related(reading.UNITS)
    texts = {f.value.lower(): reading.localized(record, f, say.language)
             for f in (TextField.SUMMARY, TextField.DESCRIPTION, TextField.NOTE, TextField.PERIOD)}  # fmt: skip
    hero = main_picture(record, say)
    return {
        "values": record.values,
        "name": name_of(record, say),
        "original_name": reading.localized(record, TextField.NAME, "vi") if say.language != "vi" else None,
        "badge": badge_of(record, say, reader.today),
        "texts": texts,
        "kinds": [labels.get(kind, kind) for kind in record.related(reading.KINDS)],
        "other_names": reading.texts_of(record, TextField.ALTERNATIVE_NAME),
        "whole": link(whole, say) if whole else None,
        "around": link(around, say) if around else None,
        "unit": primary_unit(record),
        "units": [link.unit for link in links if link.unit.valid_to is None],
        "former": [address(reader, link.unit) for link in links if link.unit.valid_to is not None],
        "ranks": ranks_of(reader, record, say, asked or reader.today),
        "was_asked": asked is not None,
        "parts": parts_of(reader, record, say),
        "place": place_of(reader, record, atlas, say),
        "visitor_facts": list(visitor_facts(record, say)),
        "dossier": standing_of(record, reader.today) if record.related(DOSSIER) else None,
        "missing": record.related(reading.MISSING),
        "sources": record.related(reading.SOURCES),
        "unknown_authority": AuthorityKind.UNKNOWN,
        "hero": hero,
        "gallery": gallery(record, say, hero.code if hero else None),
        "senses": pieces(record, say),
        "brief": digitised(record, say),
    }


def digitised(record: Record, say: Say) -> Digitised:
    """How the site stands on the ladder today."""
    brief = brief_of(record)
    name = LEVELS[brief.level].in_language(say.language)
    return Digitised(
        level=brief.level.name if brief.level is not None else None,
        level_name=small(name),
        target=brief.target.name if brief.target is not None else None,
        is_reached=brief.target is not None and brief.level is not None and brief.level >= brief.target,
        waits_for_parts=brief.waits_for_parts,
        steps=[rule.words.label.in_language(say.language) for rule in brief.next_steps],
    )


def ranks_of(reader: Reader, record: Record, say: Say, asked: date) -> Ranks:
    """The site's own acts, or, for a part without any, those of its complex."""
    whole = record.related(reading.WHOLE)
    own = record.related(reading.DESIGNATIONS)
    if own or whole is None:
        return Ranks(_in_order(own), None, None, asked, _answer(own, asked, say))
    acts = whole.related(reading.DESIGNATIONS)
    named = named_parts(reader.session, whole.site_id)
    joined = next((part for part in named if part.site_id == record.site_id), None)
    is_known_part = joined is not None and joined.valid_from is not None and joined.valid_from <= asked
    answer = _answer(acts, asked, say) if is_known_part else say("answer_NOT_PART_YET")
    return Ranks(_in_order(acts), link(whole, say), joined, asked, answer)


def _in_order(acts: Sequence[DesignationValue]) -> list[DesignationValue]:
    """Undated acts first: nobody knows how early they began."""
    return sorted(acts, key=lambda act: (act.valid_from is not None, act.valid_from or act.known_since))


def _answer(acts: Sequence[DesignationValue], day: date, say: Say) -> str:
    answer = grade_on([act for act in acts if act.scheme == Scheme.RELIC_RANK], day)
    if answer.answer == Answer.KNOWN and answer.value is not None:
        return f"{small(say(answer.value.lower()))}."
    return say(f"answer_{answer.answer}")


def parts_of(reader: Reader, record: Record, say: Say) -> Parts | None:
    """The parts of a complex by the decision that named them; None for a site without parts."""
    declared = record.related(reading.DECLARED_PARTS, day=reader.today)
    records = record.related(reading.PARTS, memberships=reading.CONFIRMED)
    possible = record.related(reading.PARTS, memberships=frozenset({Membership.UNCONFIRMED}))
    if not (declared or records or possible):
        return None
    known = {part.site_id: link(part, say) for part in records}
    named = [part for part in named_parts(reader.session, record.site_id) if part.site_id in known]
    days = sorted({part.valid_from for part in named if part.valid_from})
    steps = [(day, record.related(reading.DECLARED_PARTS, day=day)) for day in days]
    marks = {str(m): sum(part.membership == m for part in named) for m in reading.CONFIRMED}
    return Parts(
        declared=declared,
        steps=[(day, value) for day, value in steps if value is not None],
        batches=_batches(named, known),
        candidates=[link(part, say) for part in possible],
        marks={**marks, "UNKNOWN": declared.unknown if declared else 0},
    )


def _batches(named: Sequence[NamedPart], links: dict[int, Link]) -> list[Batch]:
    found: dict[tuple[date, str], Batch] = {}
    for part in sorted(
        named, key=lambda part: (part.valid_from or date.max, part.decision_number or "", part.code)
    ):
        key = (part.valid_from or date.max, part.decision_number or "")
        batch = found.setdefault(key, Batch(part.decision_number, part.valid_from, []))
        batch.parts.append((links[part.site_id], part.membership))
    return list(found.values())


def place_of(reader: Reader, record: Record, atlas: Atlas, say: Say) -> Place:
    """The position with a map of its surroundings; without one, the commune, the parts' places, and no dot."""
    position = reading.location(record)
    near = neighbours(reader, record, position)
    parts = [] if position else record.related(reading.PARTS, memberships=reading.CONFIRMED)
    unit = primary_unit(record)
    placed = [site for other in (*near, *parts) if (site := _placed(other, say))]
    sheet, _ = atlas.sheet(reader)
    return Place(
        precision=record.values["location_precision"],
        position=position,
        candidates=reading.location_candidates(record),
        locator=sheet.locate(unit.code if unit else None, _placed(record, say), placed),
        nearby=[link(other, say) for other in near],
    )


def _placed(record: Record, say: Say) -> PlacedSite | None:
    position = reading.location(record)
    if position is None:
        return None
    return PlacedSite(record.values["slug"], name_of(record, say).text, position.latitude, position.longitude)


def neighbours(reader: Reader, record: Record, position: Position | None) -> list[Record]:
    """Other sites within 5 km of a site whose position is known, the nearest first."""
    if position is None:
        return []
    near = Near(position.latitude, position.longitude, RING_METRES)
    wanted = SiteFilter(near=near, but_not=record.values["code"])
    return find_sites(reader, wanted, Window(first=MOST_NEARBY), Order.DISTANCE).records


def visitor_facts(record: Record, say: Say) -> Iterator[tuple[str, LocalizedText]]:
    """The facts for visitors that are known, under their names."""
    for fact in VISITOR_FACTS:
        text = reading.localized(record, fact, say.language)
        if text is not None:
            yield say(f"fact_{fact}"), text
