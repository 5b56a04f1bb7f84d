"""What a person fills in: a form with the interface's fields.

A field that is left out says nothing; one that is given replaces what is there, in its language if it is
a text. An empty text removes that language; a null or an empty list removes the field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from catalog.errors import Message, Problem, ProblemsError
from catalog.sites.statement import problems_of
from catalog.terms import (
    DossierStatus,
    EndReason,
    Extent,
    Grade,
    LocationMethod,
    LocationPrecision,
    MissingCode,
    Scheme,
    TextField,
    TextOrigin,
    Zone,
)

LONGEST_LIST = 200
"""Items in one list of a form; a record of the real register has 40 at most."""


class FormPart(BaseModel):
    """Base of all parts of a form: the interface's names, nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        defer_build=True,  # a server's start would wait for all the validators
    )


class TextForm(FormPart):
    """A text in one language; `language` as the interface writes it (VI, EN, ...)."""

    language: str = Field(max_length=20)
    text: str
    origin: TextOrigin = TextOrigin.HUMAN
    is_reviewed: bool = False


class FactForm(TextForm):
    """A fact for visitors."""

    name: TextField


class UnitForm(FormPart):
    """A unit that the site lies in, by its code of today."""

    code: str = Field(max_length=5)
    is_primary: bool = False


class LocationForm(FormPart):
    """A position in degrees of WGS84, or as people have it (`coordinates`), and how it was obtained."""

    latitude: float | None = None
    longitude: float | None = None
    coordinates: str | None = None
    accuracy_metres: float | None = None
    method: LocationMethod | None = None
    measured_on: date | None = None
    source_crs: str | None = Field(default=None, max_length=40)
    source_numbers: str | None = Field(default=None, max_length=200)
    accepted_exception: str | None = Field(default=None, max_length=500)


class SourceForm(FormPart):
    """A source of the record, or of one act."""

    title: str
    url: str | None = None
    accessed_on: date | None = None
    field: str | None = None
    states: str | None = None


class DesignationForm(FormPart):
    """An act that ranks or recognises the site."""

    scheme: Scheme
    grade: Grade | None = None
    decision_number: str | None = None
    decision_date: date | None = None
    authority: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    end_reason: EndReason | None = None
    ended_by: str | None = None
    source: SourceForm | None = None


class ZoneForm(FormPart):
    """A legal area as GeoJSON."""

    zone: Zone
    geometry: Any
    valid_from: date | None = None
    valid_to: date | None = None
    decision_number: str | None = None
    source: str | None = None


class MissingForm(FormPart):
    """Why a field has no value."""

    field: str = Field(max_length=60)
    code: MissingCode
    note: str | None = None


class PartForm(FormPart):
    """The complex, by its code or slug, that the site is part of by a decision."""

    complex: str = Field(max_length=80)
    decision_number: str | None = None
    valid_from: date | None = None
    source: str | None = None


class MinistryOpinionForm(FormPart):
    """The Ministry's written opinion on converting a relic's paper."""

    number: str
    issued_on: date


class DossierItemForm(FormPart):
    """What is said of one part of the dossier; no status, or MISSING, takes back what was said."""

    part: str = Field(max_length=10)
    status: DossierStatus | None = None
    reason: str | None = None
    surrogates: Sequence[str] | None = None
    page_count: int | None = None
    is_converted_from_paper: bool = False
    conversion_mark: str | None = None
    signature_reference: str | None = None
    ministry_opinion: MinistryOpinionForm | None = None
    note: str | None = None


Texts = Sequence[TextForm] | None


class SiteForm(FormPart):
    """Everything that a person may say of a site; only the fields that were given count."""

    slug: str | None = None
    names: Texts = None
    alternative_names: Texts = None
    summaries: Texts = None
    descriptions: Texts = None
    periods: Texts = None
    notes: Texts = None
    visitor_facts: Sequence[FactForm] | None = None
    visitor_facts_verified_on: date | None = None
    kinds: Sequence[str] | None = None
    admin_unit: str | None = Field(default=None, max_length=5)
    admin_units: Sequence[UnitForm] | None = None
    address_in_decision: str | None = None
    extent: Extent | None = None
    location: LocationForm | None = None
    location_precision: LocationPrecision | None = None
    period_edtf: str | None = None
    managing_body: str | None = None
    designations: Sequence[DesignationForm] | None = None
    part_of: Sequence[PartForm] | None = None
    protection_zones: Sequence[ZoneForm] | None = None
    missing: Sequence[MissingForm] | None = None
    sources: Sequence[SourceForm] | None = None
    dossier: Sequence[DossierItemForm] | None = None
    external_ids: Mapping[str, str] | None = None


def read_form(document: Mapping[str, Any]) -> SiteForm:
    """The form in a JSON-like document with the interface's names. Raises `ProblemsError` by field."""
    for name, value in document.items():
        if isinstance(value, Sequence) and not isinstance(value, str) and len(value) > LONGEST_LIST:
            message = Message(
                f"Danh sách có {len(value)} mục; nhiều nhất {LONGEST_LIST}.",
                f"The list has {len(value)} items; at most {LONGEST_LIST} are taken.",
            )
            raise ProblemsError([Problem("TOO_MANY", message, name)])
    try:
        return SiteForm.model_validate(document)
    except ValidationError as error:
        raise ProblemsError(problems_of(error)) from None
