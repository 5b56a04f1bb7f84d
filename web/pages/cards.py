"""A site as a list shows it, and the small things that every page says of a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.places import PROVINCE_CODE, Unit
from catalog.projection import site as reading
from catalog.projection.rank import grade_on
from catalog.projection.reader import Reader, Record
from catalog.projection.values import Answer, LocalizedText
from catalog.terms import Grade, TextField
from web.pages.pictures import Figure, main_picture
from web.pages.words import Say


@dataclass(frozen=True)
class Badge:
    """The rank of a site today in words, and the grade it is coloured by, if it has or shares one."""

    text: str
    grade: Grade | None = None
    is_shared: bool = False


@dataclass(frozen=True)
class Card:
    """A site in a list; `badge` is None where it has no rank."""

    slug: str
    name: LocalizedText
    summary: LocalizedText | None
    badge: Badge | None
    unit: str | None
    picture: Figure | None


@dataclass(frozen=True)
class Link:
    """A site that another one's page names; `distance` between the two in words."""

    slug: str
    name: LocalizedText
    distance: str | None = None


def name_of(record: Record, say: Say) -> LocalizedText:
    """The site's name in the page's language, or in another."""
    name = reading.localized(record, TextField.NAME, say.language)
    return name or LocalizedText(record.values["slug"], "vi", is_fallback=True)


def badge_of(record: Record, say: Say, today: date) -> Badge | None:
    """The site's own rank, or that of the complex it is part of."""
    own = grade_on(reading.ranks_of(record), today)
    if own.value is not None:
        return Badge(say(own.value.lower()), own.value)
    whole = record.related(reading.WHOLE)
    shared = grade_on(reading.ranks_of(whole), today) if whole else None
    if shared is not None and shared.value is not None:
        return Badge(say(f"part_of_{shared.value.lower()}"), shared.value, is_shared=True)
    return Badge(say("rank_unknown")) if own.answer == Answer.UNKNOWN else None


def card(record: Record, say: Say, today: date) -> Card:
    """A site as a list shows it."""
    unit = primary_unit(record)
    return Card(
        slug=record.values["slug"],
        name=name_of(record, say),
        summary=reading.localized(record, TextField.SUMMARY, say.language),
        badge=badge_of(record, say, today),
        unit=unit.name if unit else None,
        picture=main_picture(record, say),
    )


def link(record: Record, say: Say) -> Link:
    """A site as another one's page names it."""
    metres = record.distance_metres
    distance = None if metres is None else say.length(metres)
    return Link(record.values["slug"], name_of(record, say), distance)


def primary_unit(record: Record) -> Unit | None:
    """The commune or ward of today."""
    return next((link.unit for link in record.related(reading.UNITS) if link.is_primary), None)


def address(reader: Reader, unit: Unit) -> str:
    """A unit with the one above it, up to but without the province."""
    parent = reader.units.parent_of(unit)
    return unit.name if parent is None or parent.code == PROVINCE_CODE else f"{unit.name}, {parent.name}"
