"""The smaller object types of a site's record. Values come ready-made from `catalog.projection.values`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any

import strawberry

from catalog.projection.values import RecordText as TextValue
from schema.scalars import (
    AuthorityKind,
    Certainty,
    EndReason,
    GeoJSON,
    Grade,
    GradeAnswerKind,
    Language,
    LocationMethod,
    MissingCode,
    Scheme,
    TextFieldName,
    TextOrigin,
    Zone,
)
from schema.units import AdminUnit

InLanguage = Annotated[Language, strawberry.argument(description="Language asked for; see `isFallback`.")]
"""The language that somebody asks for."""


@cache
def language_tag(language: str) -> str:
    """A BCP 47 tag as the contract writes it: upper case, "_" for "-"."""
    return language.upper().replace("-", "_")


@cache
def bcp47(language: str) -> str:
    """The BCP 47 tag of a language as the contract writes it."""
    return language.lower().replace("_", "-")


def told(description: str) -> Any:
    """A field that is an attribute of the value, described."""
    return strawberry.field(description=description)


@strawberry.type(description="A text in the language really served.")
class LocalizedText:
    """Text with its language."""

    text: str = told("The text.")
    language: str = told("BCP 47 tag of the language really served, in upper case.")
    is_fallback: bool = told("True if the language asked for was not there and another one is served.")


@strawberry.type(description="A name in one language.")
class NamedText:
    """Alternative name."""

    text: str = told("The text.")
    language: str = told("BCP 47 tag of its language, in upper case.")


@strawberry.type(description="A text exactly as the record has it.")
class RecordText:
    """Text with its origin."""

    field: TextFieldName = told("Which text.")
    language: str = told("BCP 47 tag of its language, in upper case.")
    text: str = told("The text.")
    origin: TextOrigin = told("Who wrote it.")
    is_reviewed: bool = told("Whether a person has confirmed a machine's text.")
    is_stale: bool = told("True for a translation whose Vietnamese text was changed after it.")

    @classmethod
    def of(cls, text: TextValue, tag: Callable[[str], str]) -> RecordText:
        """The projection's value, with the contract's language tags."""
        return cls(
            field=text.field,
            language=tag(text.language),
            text=text.text,
            origin=text.origin,
            is_reviewed=text.is_reviewed,
            is_stale=bool(text.is_stale),
        )


@strawberry.type(description="The relic rank on a day.")
class GradeAnswer:
    """Three answers."""

    answer: GradeAnswerKind = told("KNOWN, NONE or UNKNOWN.")
    value: Grade | None = told("The rank, if the answer is KNOWN.")


@strawberry.type(description="A position in degrees of WGS84 (EPSG:4326).")
class GeoPosition:
    """Position with provenance."""

    latitude: float = told("Degrees north, WGS84.")
    longitude: float = told("Degrees east, WGS84.")
    accuracy_metres: float | None = told("How far it may be off, in metres; null if the source does not say.")
    method: LocationMethod | None = told("How it was obtained.")
    source_crs: str | None = told("Reference system of the source's own numbers, such as EPSG:9205.")
    source_numbers: str | None = told("The source's own numbers, verbatim.")
    source: str | None = told("Where the position was found, if said for it alone.")
    measured_on: date | None = told("Day of the measurement; null if the source does not say.")


@strawberry.type(description="The act that made a site a part of its complex.")
class PartAct:
    """Membership."""

    decision_number: str | None = told("Number of the decision, verbatim; null if no source states it.")
    valid_from: date | None = told("First day of membership; null if not known.")
    source: str | None = told("Where this is stated.")


@strawberry.type(description="The act that ranks or recognises a site; a dated event of legal time.")
class Designation:
    """Act."""

    scheme: Scheme = told("What kind of recognition.")
    grade: Grade | None = told("Rank that the act gives, for relics.")
    decision_number: str | None = told("Number of the decision, verbatim; null if no source states it.")
    decision_date: date | None = told("Day on which it was signed.")
    authority: str | None = told("Who signed, verbatim.")
    authority_kind: AuthorityKind = told("What kind of authority that is.")
    valid_from: date | None = told("First day in force; null if not known.")
    valid_to: date | None = told("First day no longer in force; null if it still is.")
    known_since: date = told("First day on which a source shows the rank; an undated rank counts from here.")
    end_reason: EndReason | None = told("Why it ended.")
    ended_by: str | None = told("Number of the decision that ended it.")
    certainty: Certainty = told("How much of the act the sources state.")
    source: str | None = told("Where the act was found.")


@strawberry.type(description="A unit in which the site lies.")
class SiteAdminUnit:
    """Unit link."""

    unit: AdminUnit = told("The unit.")
    is_primary: bool = told("True for the present unit in which the site, or its main part, lies.")


@strawberry.type(description="A legal area around or of the site.")
class ProtectionZone:
    """Area."""

    zone: Zone = told("Which area.")
    geometry: GeoJSON = told("Polygon as GeoJSON, WGS84 degrees.")
    valid_from: date | None = told("First day in force; null if not known.")
    valid_to: date | None = told("First day no longer in force; null if it still is.")
    decision_number: str | None = told("Decision that draws it.")
    source: str | None = told("Where it is stated.")


@strawberry.type(description="Why a field has no value.")
class MissingField:
    """Missing value."""

    field: str = told("The field.")
    code: MissingCode = told("The reason.")
    note: str | None = told("Where it was looked for, what is still open.")


@strawberry.type(description="A source of the record, or of one of its fields.")
class Source:
    """Citation."""

    title: str = told("What the source is, as short as it can be found by.")
    url: str | None = told("Address of the page, if the source names one whole.")
    accessed_on: date | None = told("Day on which it was read.")
    field: str | None = told("The field it supports or contradicts; null for the whole record.")
    states: str | None = told("What it says, where it says otherwise than the record.")


@strawberry.type(description="How many parts a complex has, as its decision declares and as we know.")
class DeclaredParts:
    """Declared numbers."""

    declared: int = told("Parts that the decision in force on the day declares.")
    known: int = told("Parts known by name on that day.")
    unknown: int = told("Parts declared and not known by name.")
    decision_number: str = told("The decision.")


@strawberry.type(description="When the site dates from.")
class Period:
    """Period."""

    edtf: str | None = told("ISO 8601-2 (EDTF), for machines.")
    text: LocalizedText | None = told("The wording of the source, for people.")


@strawberry.type(description="The site's name in another system.")
class ExternalId:
    """Identifier elsewhere."""

    system: str = told("The system, such as wikidata.")
    value: str = told("Its identifier there.")
