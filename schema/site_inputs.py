"""What staff send: the fields of a record. Left out means untouched; null or an empty list removes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

import strawberry
from pydantic.alias_generators import to_camel

from schema.scalars import (
    DossierPartStatus,
    EndReason,
    Extent,
    GeoJSON,
    Grade,
    Language,
    LocationMethod,
    LocationPrecision,
    MissingCode,
    Scheme,
    SiteKind,
    TextFieldName,
    TextOrigin,
    Zone,
)


def may_give(description: str) -> Any:
    """An optional field, which says nothing when left out."""
    return strawberry.field(description=description, default=strawberry.UNSET)


def must_give(description: str) -> Any:
    """A required field."""
    return strawberry.field(description=description)


@strawberry.input(description="A text in one language; an empty text removes that language.")
class TextInput:
    """Text."""

    language: Language = must_give("Language of the text.")
    text: str = must_give("The text; the lines of longer texts are kept.")
    origin: TextOrigin | None = may_give("Who wrote it; HUMAN if left out.")
    is_reviewed: bool | None = may_give("True if a person has read and confirmed a machine's text.")


@strawberry.input(description="A fact for visitors in one language (Decree 168/2017/NĐ-CP, Art. 11).")
class VisitorFactInput(TextInput):
    """Fact."""

    name: TextFieldName = must_give("Which fact, such as OPENING_HOURS.")


@strawberry.input(description="A unit of today that the site lies in.")
class SiteUnitInput:
    """Unit."""

    code: str = must_give("Official code of today, such as 03127.")
    is_primary: bool | None = may_give("True for the unit of the main part.")


@strawberry.input(description="A position of the site, and how it was obtained.")
class LocationInput:
    """Position."""

    latitude: float | None = may_give("Degrees north, WGS84.")
    longitude: float | None = may_give("Degrees east, WGS84.")
    coordinates: str | None = may_give(
        "Instead of both: the position as people have it, in any form that `readCoordinates` reads."
    )
    accuracy_metres: float | None = may_give("How far it may be off, in metres.")
    method: LocationMethod | None = may_give("How it was obtained.")
    measured_on: date | None = may_give("Day of the measurement.")
    source_crs: str | None = may_give("Reference system of the source's numbers; EPSG:4326 if left out.")
    source_numbers: str | None = may_give("The source's own numbers, verbatim.")
    accepted_exception: str | None = may_give(
        "Why a position outside the declared unit is right all the same."
    )


@strawberry.input(description="Where something is stated.")
class SourceInput:
    """Source."""

    title: str = must_give("Document, page or book.")
    url: str | None = may_give("Address of the page (https:// or http://).")
    accessed_on: date | None = may_give("Day on which it was read.")
    field: str | None = may_give("The field it is about; the whole record if left out.")
    states: str | None = may_give("What it says, where that differs from the record.")


@strawberry.input(description="An act that ranks or recognises the site.")
class DesignationInput:
    """Act."""

    scheme: Scheme = must_give("What kind of recognition.")
    grade: Grade | None = may_give("Relic rank; needed for RELIC_RANK.")
    decision_number: str | None = may_give("Number of the decision.")
    decision_date: date | None = may_give("Day on which it was signed.")
    authority: str | None = may_give("Who signed it, in the decision's own words.")
    valid_from: date | None = may_give("First day in force; the decision's day if left out.")
    valid_to: date | None = may_give("First day no longer in force.")
    end_reason: EndReason | None = may_give("Why it ended.")
    ended_by: str | None = may_give("The decision that ended it.")
    source: SourceInput | None = may_give("Where the act is stated.")


@strawberry.input(description="The complex whose decision names this site as a part.")
class PartOfInput:
    """Membership."""

    complex: str = must_give("Code or slug of the complex.")
    decision_number: str | None = may_give("Number of the decision that made it a part.")
    valid_from: date | None = may_give("Day of that decision.")
    source: str | None = may_give("Where this is stated.")


@strawberry.input(description="A legal area.")
class ProtectionZoneInput:
    """Area."""

    zone: Zone = must_give("Which area.")
    geometry: GeoJSON = must_give("GeoJSON Polygon or MultiPolygon, WGS84 degrees.")
    valid_from: date | None = may_give("First day in force.")
    valid_to: date | None = may_give("First day no longer in force.")
    decision_number: str | None = may_give("Decision that draws it.")
    source: str | None = may_give("Where it is stated.")


@strawberry.input(description="Why a field has no value.")
class MissingInput:
    """Missing value."""

    field: str = must_give("The field, as `missing` names it.")
    code: MissingCode = must_give("The reason.")
    note: str | None = may_give("Where it was looked for; needed for CHUA_XAC_DINH and KHONG_RO.")


@strawberry.input(description="The Ministry's written opinion (Decree 308/2025/NĐ-CP, Art. 87).")
class MinistryOpinionInput:
    """Opinion."""

    number: str = must_give("Number of the document.")
    issued_on: date = must_give("Day on which it was signed.")


@strawberry.input(
    description="A part of the scientific dossier, whole: what is left out of it is not kept from before."
)
class DossierItemInput:
    """Part."""

    part: str = must_give("Code of the part, HS01 to HS10.")
    status: DossierPartStatus | None = may_give("MISSING, or nothing, takes back what was said of the part.")
    reason: str | None = may_give("Why it does not apply; needed for NOT_APPLICABLE, and public.")
    surrogates: list[str] | None = may_give(
        "Codes of this site's surrogates, by page order; at least one for PRESENT."
    )
    page_count: int | None = may_give("Pages; those of the files if left out.")
    is_converted_from_paper: bool | None = may_give("Whether the files were converted from paper.")
    conversion_mark: str | None = may_give("The conversion mark (Law 20/2023/QH15, Art. 12).")
    signature_reference: str | None = may_give("Where the converting body's digital signature is.")
    ministry_opinion: MinistryOpinionInput | None = may_give(
        "For converted paper of a special national relic: the Ministry's opinion."
    )
    note: str | None = may_give("Remark for the office.")


@strawberry.input(description="Name of the site in another system.")
class ExternalIdInput:
    """External name."""

    system: str = must_give("The other system, such as wikidata.")
    value: str = must_give("Its name there.")


@strawberry.input(description="A new site. Only a Vietnamese name is needed for a draft.")
class CreateSiteInput:
    """Everything that may be said of a site."""

    names: list[TextInput] | None = may_give("Official name by language.")
    alternative_names: list[TextInput] | None = may_give("Other names; several in a language are usual.")
    summaries: list[TextInput] | None = may_give("What the site is, in a sentence or two, by language.")
    descriptions: list[TextInput] | None = may_give("Description by language.")
    periods: list[TextInput] | None = may_give("When the site dates from, in the source's words.")
    notes: list[TextInput] | None = may_give("Editorial remarks.")
    visitor_facts: list[VisitorFactInput] | None = may_give("Facts for visitors.")
    visitor_facts_verified_on: date | None = may_give("Day on which these facts were verified.")
    kinds: list[SiteKind] | None = may_give("Kinds of site.")
    admin_unit: str | None = may_give("Code of the commune or ward of today.")
    admin_units: list[SiteUnitInput] | None = may_give(
        "All communes and wards of a site that lies in several."
    )
    address_in_decision: str | None = may_give("Place names as the decision writes them.")
    extent: Extent | None = may_give("Shape of the site on the ground.")
    location: LocationInput | None = may_give("Position.")
    location_precision: LocationPrecision | None = may_give(
        "How well the position is known, or why there is none; follows from the method if left out."
    )
    period_edtf: str | None = may_give("When the site dates from, as EDTF (ISO 8601-2).")
    managing_body: str | None = may_give("Organisation that manages the site.")
    designations: list[DesignationInput] | None = may_give("Acts that rank or recognise the site.")
    part_of: list[PartOfInput] | None = may_give("Complexes whose decision names the site as a part.")
    protection_zones: list[ProtectionZoneInput] | None = may_give("Legal areas.")
    missing: list[MissingInput] | None = may_give("Fields without a value, each with the reason.")
    sources: list[SourceInput] | None = may_give("Sources of the record.")
    dossier: list[DossierItemInput] | None = may_give(
        "Parts of the scientific dossier, each replaced as a whole; parts not named stay."
    )
    external_ids: list[ExternalIdInput] | None = may_give("Names of the site in other systems.")
    slug: str | None = may_give("Name in addresses; made of the Vietnamese name if left out.")


@strawberry.input(
    description="Fields to change. What is left out stays; null or an empty list removes the field; texts are "
    "replaced in the languages given."
)
class ReviseSiteInput(CreateSiteInput):
    """The same fields."""


def document_of(given: Any) -> dict[str, Any]:
    """The input as a plain document with the interface's names, without what was left out.

    A null at the top removes the field; further inside it means the same as leaving it out.
    """
    document = {
        to_camel(each.name): _plain(value)
        for each in fields(given)
        if (value := getattr(given, each.name)) is not strawberry.UNSET
    }
    if isinstance(document.get("externalIds"), list):
        document["externalIds"] = {pair["system"]: pair["value"] for pair in document["externalIds"]}
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        pairs = ((each.name, getattr(value, each.name)) for each in fields(value))
        given = ((name, item) for name, item in pairs if item is not strawberry.UNSET and item is not None)
        return {to_camel(name): _plain(item) for name, item in given}
    return value
