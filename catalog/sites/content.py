"""What one revision of a site says, as a document: the input of every write, the outcome of every read.

The document names other things by their public, permanent names (site codes, unit keys), so equal
documents have equal hashes in every installation. Validation here is of each value alone; rules
between values are in `catalog.sites.rules`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

import orjson
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from catalog.errors import Message, Problem, ProblemsError
from catalog.geo import read_geometry, write_geometry
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
from catalog.text import TEXT_LENGTH, text_problem, tidy


def _refuse(problem: Problem) -> PydanticCustomError:
    return PydanticCustomError(problem.code, "{en}", {"vi": problem.message.vi, "en": problem.message.en})


def _line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = tidy(value)
    if problem := text_problem(value):
        raise _refuse(problem)
    return value or None


def _prose(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = tidy(value, multiline=True)
    if problem := text_problem(value, multiline=True, max_length=TEXT_LENGTH):
        raise _refuse(problem)
    return value or None


def _edtf(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parse_edtf(value)
    except EDTFParseException:
        message = Message(
            f"“{value}” không phải là niên đại theo EDTF (ISO 8601-2), ví dụ 1954-05-07, 1954?, 18XX, 1740/1786.",
            f"“{value}” is not a date in EDTF (ISO 8601-2), such as 1954-05-07, 1954?, 18XX, 1740/1786.",
        )
        raise _refuse(Problem("BAD_EDTF", message)) from None
    return value


def _web_address(value: str | None) -> str | None:
    if value is None or value.startswith(("https://", "http://")):
        return value
    message = Message(
        "Địa chỉ trang phải bắt đầu bằng https:// hoặc http://.",
        "A page's address starts with https:// or http://.",
    )
    raise _refuse(Problem("BAD_URL", message))


def _shape(value: str | None, allowed: frozenset[str]) -> str | None:
    if value is None:
        return None
    try:
        shape = read_geometry(value, allowed)
    except ProblemsError as error:
        raise _refuse(error.problems[0]) from None
    return orjson.dumps(write_geometry(shape)).decode()


AREA_TYPES = frozenset({"Polygon", "MultiPolygon"})
SHAPE_TYPES = frozenset({"LineString", "MultiLineString", "MultiPoint", "Polygon", "MultiPolygon"})

Line = Annotated[str, BeforeValidator(_line), Field(min_length=1, max_length=500)]
OptionalLine = Annotated[str | None, BeforeValidator(_line)]
Prose = Annotated[str, BeforeValidator(_prose), Field(min_length=1)]
OptionalProse = Annotated[str | None, BeforeValidator(_prose)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


NAMES = frozenset({TextField.NAME, TextField.ALTERNATIVE_NAME})
"""Texts that are one line: lists, labels and sorting keys are made of them."""


class Statement(BaseModel):
    """Base of everything a revision says: unknown names are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


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
            raise _refuse(problem)
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
    geometry: Annotated[str | None, AfterValidator(lambda v: _shape(v, SHAPE_TYPES))] = None
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
    decision_number: OptionalLine = None
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
    decision_number: OptionalLine = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: OptionalProse = None


class PartsDeclared(Statement):
    """How many parts a decision declares for this complex from a day on."""

    valid_from: date
    valid_to: date | None = None
    declared: Annotated[int, Field(ge=0, le=10_000)]
    decision_number: Line
    source: OptionalProse = None


class ZoneDrawn(Statement):
    """A legal area as a polygon (GeoJSON text)."""

    zone: Zone
    geometry: Annotated[str, AfterValidator(lambda v: _shape(v, AREA_TYPES))]
    valid_from: date | None = None
    valid_to: date | None = None
    decision_number: OptionalLine = None
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
    url: Annotated[str | None, AfterValidator(_web_address)] = None
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
    period_edtf: Annotated[OptionalLine, AfterValidator(_edtf)] = None
    managing_body: OptionalLine = None
    visitor_facts_verified_on: date | None = None
    designations: tuple[DesignationAct, ...] = ()
    part_of: tuple[Part, ...] = ()
    declared_parts: tuple[PartsDeclared, ...] = ()
    zones: tuple[ZoneDrawn, ...] = ()
    missing: tuple[Missing, ...] = ()
    sources: tuple[Source, ...] = ()
    external_ids: dict[str, str] = Field(default_factory=dict)

    def canonical(self) -> SiteContent:
        """The same statements in the one order in which they are kept and hashed.

        Texts, units, missing values and complexes are sets and are sorted; the order of kinds, places
        and sources is the author's and stays.
        """
        order: dict[str, Any] = {
            # Alternative names keep the author's order within a language, hence a stable sort.
            "texts": tuple(sorted(self.texts, key=lambda t: (t.field, t.language))),
            "units": tuple(sorted(self.units, key=lambda u: (not u.is_primary, u.unit))),
            "missing": tuple(sorted(self.missing, key=lambda m: m.field)),
            "part_of": tuple(sorted(self.part_of, key=lambda p: (p.complex, p.relation))),
            "declared_parts": tuple(sorted(self.declared_parts, key=lambda d: d.valid_from)),
        }
        return self.model_copy(update=order)

    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON; `self` must be canonical."""
        document = self.model_dump(mode="json", exclude_none=True)
        return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def text_of(self, field: TextField, language: str) -> str | None:
        """The (first) text of a field in one language."""
        return next((t.text for t in self.texts if t.field == field and t.language == language), None)

    def location(self) -> Place | None:
        """The position that is followed, if any."""
        return next((place for place in self.places if place.is_location), None)


_KNOWN_TYPES = {
    "missing": Message("Thiếu giá trị bắt buộc.", "A required value is missing."),
    "enum": Message("Giá trị không có trong danh sách cho phép.", "The value is not one of those allowed."),
    "string_too_short": Message("Giá trị không được để trống.", "The value must not be blank."),
    "string_type": Message("Giá trị không được để trống.", "The value must not be blank."),
    "string_too_long": Message("Nội dung quá dài.", "The text is too long."),
    "string_pattern_mismatch": Message("Giá trị không đúng dạng.", "The value does not have the right form."),
    "extra_forbidden": Message("Không có trường này.", "There is no such field."),
    "finite_number": Message("Phải là một số hữu hạn.", "It must be a finite number."),
    "greater_than_equal": Message("Số nhỏ hơn mức cho phép.", "The number is below the permitted range."),
    "less_than_equal": Message("Số lớn hơn mức cho phép.", "The number is above the permitted range."),
    "greater_than": Message("Số phải lớn hơn 0.", "The number must be above 0."),
    "float_parsing": Message("Đây không phải là một số.", "This is not a number."),
    "int_parsing": Message("Đây không phải là một số nguyên.", "This is not a whole number."),
}


def problems_of(error: ValidationError) -> list[Problem]:
    """Pydantic's findings as problems that a person can read, one for each value at fault."""
    return list(_problems(error))


def _problems(error: ValidationError) -> Iterable[Problem]:
    for finding in error.errors(include_url=False, include_input=False):
        context, path = finding.get("ctx", {}), ".".join(str(step) for step in finding["loc"])
        if "vi" in context and "en" in context:
            yield Problem(finding["type"], Message(context["vi"], context["en"]), path)
        elif finding["type"].startswith("date_"):
            message = Message("Ngày phải viết dạng năm-tháng-ngày, ví dụ 2009-08-12.",
                              "A date is written year-month-day, for example 2009-08-12.")  # fmt: skip
            yield Problem("BAD_DATE", message, path)
        else:
            fallback = Message("Giá trị không hợp lệ.", "The value is not valid.")
            yield Problem("BAD_VALUE", _KNOWN_TYPES.get(finding["type"], fallback), path)
