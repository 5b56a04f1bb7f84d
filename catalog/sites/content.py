"""What one revision of a site says, as a document: the input of every write, the outcome of every read.

The document names other things by their public, permanent names (site codes, unit keys), so equal
documents have equal hashes in every installation. Validation here is of each value alone; rules
between values are in `catalog.sites.rules`.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any, Literal

import orjson
from pydantic import AfterValidator, Field, model_validator

from catalog.sites.dossier import DossierItem
from catalog.sites.statement import (
    AREA_TYPES,
    SHAPE_TYPES,
    DecisionNumber,
    Language,
    Latitude,
    Line,
    Longitude,
    OptionalDecisionNumber,
    OptionalLine,
    OptionalProse,
    Prose,
    Slug,
    Statement,
    edtf,
    refused,
    shape,
    web_address,
)
from catalog.sites.surrogates import SurrogateStatement
from catalog.terms import (
    AuthorityKind,
    Certainty,
    EndReason,
    Extent,
    Grade,
    LocationMethod,
    LocationPrecision,
    Membership,
    MissingCode,
    Relation,
    Scheme,
    TextField,
    TextOrigin,
    Zone,
)
from catalog.text import text_problem

NAMES = frozenset({TextField.NAME, TextField.ALTERNATIVE_NAME})
"""Texts that are one line: lists, labels and sorting keys are made of them."""


class Text(Statement):
    """A text of the record in one language (BCP 47, lower-case primary tag).

    `is_stale` is true on a translation whose Vietnamese text was changed after it, else left out.
    """

    field: TextField
    language: Language
    text: Prose
    origin: TextOrigin = TextOrigin.HUMAN
    is_reviewed: bool = False
    is_stale: Literal[True] | None = None

    @model_validator(mode="after")
    def _name_is_a_line(self) -> Text:
        if self.field in NAMES and (problem := text_problem(self.text)):
            raise refused(problem)
        return self


class UnitLink(Statement):
    """A unit the site lies in, by its key (code and first day, see `catalog.tables.units`)."""

    unit: str
    is_primary: bool = False


class Place(Statement):
    """A position in WGS84 degrees, or a shape as GeoJSON text, as one source gives it."""

    is_location: bool = False
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    geometry: Annotated[str | None, AfterValidator(lambda v: shape(v, SHAPE_TYPES))] = None
    accuracy_metres: Annotated[float, Field(gt=0, le=100_000)] | None = None
    method: LocationMethod | None = None
    source_crs: OptionalLine = None
    source_numbers: OptionalLine = None
    measured_on: date | None = None
    source: OptionalProse = None


class DesignationAct(Statement):
    """The act that ranks or recognises the site. `known_since`: first day a source of ours shows it."""

    scheme: Scheme
    grade: Grade | None = None
    decision_number: OptionalDecisionNumber = None
    decision_date: date | None = None
    authority: OptionalLine = None
    authority_kind: AuthorityKind
    valid_from: date | None = None
    valid_to: date | None = None
    known_since: date
    end_reason: EndReason | None = None
    ended_by: OptionalLine = None
    certainty: Certainty
    note: OptionalProse = None
    source: OptionalProse = None


class Part(Statement):
    """The complex (by site code) that this site is part of or stands in."""

    complex: str
    relation: Relation = Relation.PART
    membership: Membership
    decision_number: OptionalDecisionNumber = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: OptionalProse = None


class PartsDeclared(Statement):
    """How many parts a decision declares for this complex from a day on."""

    valid_from: date
    valid_to: date | None = None
    declared: Annotated[int, Field(ge=0, le=10_000)]
    decision_number: DecisionNumber
    source: OptionalProse = None


class ZoneDrawn(Statement):
    """A legal area as a polygon (GeoJSON text)."""

    zone: Zone
    geometry: Annotated[str, AfterValidator(lambda v: shape(v, AREA_TYPES))]
    valid_from: date | None = None
    valid_to: date | None = None
    decision_number: OptionalDecisionNumber = None
    source: OptionalProse = None


class Missing(Statement):
    """Why a field has no value."""

    field: Line
    code: MissingCode
    note: OptionalProse = None


class Source(Statement):
    """A source of the whole record or of one `field`; `states` is what it says where it says otherwise."""

    field: str = ""
    title: Prose
    url: Annotated[str | None, AfterValidator(web_address)] = None
    accessed_on: date | None = None
    states: OptionalProse = None


class SiteContent(Statement):
    """All that one revision says of a site."""

    slug: Slug
    texts: tuple[Text, ...]
    kinds: tuple[str, ...] = ()
    units: tuple[UnitLink, ...] = ()
    address_in_decision: OptionalLine = None
    extent: Extent | None = None
    location_precision: LocationPrecision = LocationPrecision.UNKNOWN
    places: tuple[Place, ...] = ()
    period_edtf: Annotated[OptionalLine, AfterValidator(edtf)] = None
    managing_body: OptionalLine = None
    visitor_facts_verified_on: date | None = None
    designations: tuple[DesignationAct, ...] = ()
    part_of: tuple[Part, ...] = ()
    declared_parts: tuple[PartsDeclared, ...] = ()
    zones: tuple[ZoneDrawn, ...] = ()
    missing: tuple[Missing, ...] = ()
    sources: tuple[Source, ...] = ()
    external_ids: dict[str, str] = Field(default_factory=dict)
    surrogates: tuple[SurrogateStatement, ...] = ()
    dossier: tuple[DossierItem, ...] = ()

    def canonical(self) -> SiteContent:
        """The same statements in the one order in which they are kept and hashed.

        Texts, units, missing values, complexes and the dossier's parts are sets and are sorted; the order of kinds, places
        and sources is the author's and stays.
        """
        order: dict[str, Any] = {
            # Alternative names keep the author's order within a language, hence a stable sort.
            "texts": tuple(sorted(self.texts, key=lambda t: (t.field, t.language))),
            "units": tuple(sorted(self.units, key=lambda u: (not u.is_primary, u.unit))),
            "missing": tuple(sorted(self.missing, key=lambda m: m.field)),
            "part_of": tuple(sorted(self.part_of, key=lambda p: (p.complex, p.relation))),
            "declared_parts": tuple(sorted(self.declared_parts, key=lambda d: d.valid_from)),
            "surrogates": tuple(
                sorted((s.canonical() for s in self.surrogates), key=lambda s: (s.position, s.code))
            ),
            "dossier": tuple(sorted(self.dossier, key=lambda item: item.part)),
        }
        return self.model_copy(update=order)

    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON; `self` must be canonical.

        A record without surrogates, or without a dossier, hashes as records did before there were any: what the
        history names still holds.
        """
        left_out = {name for name in ("surrogates", "dossier") if not getattr(self, name)}
        document = self.model_dump(mode="json", exclude_none=True, exclude=left_out)
        return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def text_of(self, field: TextField, language: str) -> str | None:
        """The (first) text of a field in one language."""
        return next((t.text for t in self.texts if t.field == field and t.language == language), None)

    def location(self) -> Place | None:
        """The position that is followed, if any."""
        return next((place for place in self.places if place.is_location), None)
