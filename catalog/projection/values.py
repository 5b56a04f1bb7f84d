"""The values of public fields, as rows with names."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from catalog.places import Unit
from catalog.terms import (
    AuthorityKind,
    Certainty,
    EndReason,
    Grade,
    LocationMethod,
    MissingCode,
    Scheme,
    TextField,
    TextOrigin,
    Zone,
)


class Answer(StrEnum):
    """Rank on a date is a question with three answers."""

    KNOWN = "KNOWN"
    NONE = "NONE"
    UNKNOWN = "UNKNOWN"


class LocalizedText(NamedTuple):
    """A text in the language really served."""

    text: str
    language: str
    is_fallback: bool


class RecordText(NamedTuple):
    """A text exactly as the record has it, with what is known of how it came to be."""

    field: TextField
    language: str
    text: str
    origin: TextOrigin
    is_reviewed: bool
    is_stale: bool | None


class GradeAnswer(NamedTuple):
    """The relic rank on a date; `value` only when the answer is KNOWN."""

    answer: Answer
    value: Grade | None


class Position(NamedTuple):
    """A place in WGS84 degrees, with how it was obtained and the source's own numbers."""

    latitude: float
    longitude: float
    accuracy_metres: float | None
    method: LocationMethod | None
    source_crs: str | None
    source_numbers: str | None
    source: str | None
    measured_on: date | None


class DesignationValue(NamedTuple):
    """The act that ranks or recognises a site."""

    scheme: Scheme
    grade: Grade | None
    decision_number: str | None
    decision_date: date | None
    authority: str | None
    authority_kind: AuthorityKind
    valid_from: date | None
    valid_to: date | None
    known_since: date
    end_reason: EndReason | None
    ended_by: str | None
    certainty: Certainty
    source: str | None


class RankValue(NamedTuple):
    """As much of such an act as a rank follows from."""

    scheme: Scheme
    grade: Grade | None
    valid_from: date | None
    valid_to: date | None
    known_since: date


class PartActValue(NamedTuple):
    """The act that made a site a part of its complex."""

    decision_number: str | None
    valid_from: date | None
    source: str | None


class UnitLinkValue(NamedTuple):
    """A unit the site lies in."""

    unit: Unit
    is_primary: bool


class ZoneValue(NamedTuple):
    """A legal area; `geometry` is GeoJSON text."""

    zone: Zone
    geometry: str
    valid_from: date | None
    valid_to: date | None
    decision_number: str | None
    source: str | None


class MissingField(NamedTuple):
    """Why a field has no value."""

    field: str
    code: MissingCode
    note: str | None


class SourceValue(NamedTuple):
    """A source, of the record or of one field; `states` is what it says where it says otherwise."""

    title: str
    url: str | None
    accessed_on: date | None
    field: str | None
    states: str | None


class DeclaredPartsValue(NamedTuple):
    """How many parts the decision in force declares, how many of them are known by name, and the rest."""

    declared: int
    known: int
    unknown: int
    decision_number: str
