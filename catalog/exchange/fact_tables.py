"""Rows of the smaller tables: acts, memberships, declared numbers, other names, other positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.acts import with_act, with_part
from catalog.exchange.cells import Cells
from catalog.exchange.headers import (
    ALTERNATIVE_NAMES,
    COMPOSITIONS,
    DECLARED_PARTS,
    DESIGNATIONS,
    EXTENTS,
    LOCATION_CANDIDATES,
    MISSING_VALUES,
    PROTECTION_ZONES,
    SHAPES,
)
from catalog.exchange.sites_table import RowResult, with_place
from catalog.exchange.sources import read_sources
from catalog.exchange.workspace import CIRCLE, Draft, Workspace
from catalog.geo import check_position
from catalog.sites.acts import authority_kind
from catalog.sites.content import (
    DesignationAct,
    Missing,
    Part,
    PartsDeclared,
    Place,
    SiteContent,
    Source,
    Text,
    ZoneDrawn,
)
from catalog.sites.rules import check_content
from catalog.sites.statement import problems_of
from catalog.terms import (
    AuthorityKind,
    Certainty,
    EndReason,
    Extent,
    Grade,
    LocationMethod,
    Membership,
    MissingCode,
    Relation,
    Scheme,
    TextField,
    Zone,
)

SITE_COLUMN = {"compositions": "part", "declared_parts": "complex"}


def apply_fact_row(work: Workspace, kind: str, row: dict[str, str]) -> RowResult:
    """Bring one row into the workspace. Raises `ProblemsError`; then nothing changed."""
    cells = Cells(row)
    draft = _site(work, cells, SITE_COLUMN.get(kind, "site"))
    try:
        content = _APPLY[kind](work, cells, draft.content)
    except ValidationError as error:
        raise ProblemsError(problems_of(error)) from None
    cells.done()
    content = content.canonical()
    findings = check_content(content, work.around.kinds, is_import=True)
    if findings.problems:
        raise ProblemsError(list(findings.problems))
    work.put(draft, content)
    return RowResult(draft, findings.warnings)


def names_in_fact(row: Mapping[str, str]) -> set[str]:
    """The codes and slugs of sites that a row refers to."""
    return {row.get(column, "").strip() for column in ("site", "part", "parent", "complex")} - {""}


def _site(work: Workspace, cells: Cells, column: str) -> Draft:
    name = cells.text(column)
    draft = work.find(name) if name else None
    if draft is None:
        message = Message(f"Không có địa điểm “{name or ''}”.", f"There is no site “{name or ''}”.")
        raise ProblemsError([Problem("UNKNOWN_SITE", message, column)])
    return draft


def _designation(work: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    scheme, certainty = cells.word("scheme", Scheme), cells.word("certainty", Certainty)
    authority = cells.text("authority")
    start = cells.day("valid_from")
    stated: dict[str, Any] = {
        "scheme": scheme,
        "grade": cells.word("grade", Grade),
        "decision_number": cells.text("decision_number"),
        "decision_date": cells.day("decision_date"),
        "authority": authority,
        "authority_kind": cells.word("authority_kind", AuthorityKind) or authority_kind(authority),
        "valid_from": start,
        "valid_to": cells.day("valid_to"),
        "known_since": cells.day("known_since") or start or work.around.accessed_on or work.around.today,
        "end_reason": cells.word("end_reason", EndReason),
        "ended_by": cells.text("ended_by"),
        "certainty": certainty,
        "note": cells.text("notes"),
        "source": cells.text("source"),
    }
    cells.done()
    return with_act(content, DesignationAct.model_validate(stated))


def _composition(work: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    parent = _site(work, cells, "parent")
    stated: dict[str, Any] = {
        "complex": parent.code,
        "relation": cells.word("relation", Relation) or Relation.PART,
        "membership": cells.word("certainty", Membership) or Membership.STATED,
        "decision_number": cells.text("decision_number"),
        "valid_from": cells.day("valid_from"),
        "valid_to": cells.day("valid_to"),
        "source": cells.text("source"),
    }
    cells.done()
    part = Part.model_validate(stated)
    if part.relation == Relation.PART and work.is_within(parent, content.slug):
        cells.refuse("CIRCLE", CIRCLE, "parent")
        cells.done()
    return with_part(content, part, is_precise=True)


def _declared(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    stated: dict[str, Any] = {
        "valid_from": cells.day("valid_from"),
        "valid_to": cells.day("valid_to"),
        "declared": cells.text("declared_parts"),
        "decision_number": cells.text("decision_number"),
        "source": cells.text("source"),
    }
    cells.done()
    declared = PartsDeclared.model_validate(stated)
    others = tuple(d for d in content.declared_parts if d.valid_from != declared.valid_from)
    return content.model_copy(update={"declared_parts": (*others, declared)})


def _name(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    text = Text.model_validate(
        {"field": TextField.ALTERNATIVE_NAME, "language": cells.text("language"), "text": cells.text("name")}
    )
    if any((t.field, t.language, t.text) == (text.field, text.language, text.text) for t in content.texts):
        return content
    return content.model_copy(update={"texts": (*content.texts, text)})


def _candidate(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    latitude, longitude = cells.number("lat"), cells.number("lon")
    cells.done()
    if latitude is None or longitude is None:
        message = Message("Cần cả vĩ độ và kinh độ.", "Both latitude and longitude are needed.")
        raise ProblemsError([Problem("POSITION_NOT_WHOLE", message, "lat")])
    if problems := check_position(latitude, longitude, "lat"):
        raise ProblemsError(list(problems))
    source = "; ".join(filter(None, (cells.text("source"), cells.text("note"))))
    place = {
        "is_location": False,
        "latitude": latitude,
        "longitude": longitude,
        "method": LocationMethod.PUBLISHED_SOURCE,
        "source_crs": "EPSG:4326",
        "source_numbers": f"{cells.text('lat')}, {cells.text('lon')}",
        "source": source or None,
    }
    stated = f"{cells.text('lat')}, {cells.text('lon')}"
    sources = read_sources(None, None, content.sources)
    if content.location() is not None and not any(s.states == stated for s in sources):
        title = source or stated
        sources = (*sources, Source(field="location", title=title, states=stated))
    places = with_place(content.places, place)
    return SiteContent.model_validate({**content.__dict__, "places": places, "sources": sources})


def _extent(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    extent = cells.word("extent", Extent)
    cells.done()
    return content.model_copy(update={"extent": extent}) if extent else content


def _zone(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    stated = {
        "zone": cells.word("zone", Zone),
        "geometry": cells.text("geometry"),
        "valid_from": cells.day("valid_from"),
        "valid_to": cells.day("valid_to"),
        "decision_number": cells.text("decision_number"),
        "source": cells.text("source"),
    }
    cells.done()
    zone = ZoneDrawn.model_validate(stated)
    others = tuple(z for z in content.zones if (z.zone, z.valid_from) != (zone.zone, zone.valid_from))
    return content.model_copy(update={"zones": (*others, zone)})


def _shape(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    method = cells.word("method", LocationMethod) or LocationMethod.PUBLISHED_SOURCE
    cells.done()
    place = Place.model_validate(
        {"geometry": cells.text("geometry") or "", "method": method, "source": cells.text("source")}
    )
    if place in content.places:
        return content
    others = tuple(p for p in content.places if p.geometry is None)
    return content.model_copy(update={"places": (*others, place)})


def _missing_value(_: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    code = cells.word("code", MissingCode)
    cells.done()
    missing = Missing.model_validate({"field": cells.text("field"), "code": code, "note": cells.text("note")})
    others = tuple(m for m in content.missing if m.field != missing.field)
    return content.model_copy(update={"missing": (*others, missing)})


_APPLY: Mapping[str, Callable[[Workspace, Cells, SiteContent], SiteContent]] = {
    DESIGNATIONS.name: _designation,
    COMPOSITIONS.name: _composition,
    DECLARED_PARTS.name: _declared,
    ALTERNATIVE_NAMES.name: _name,
    LOCATION_CANDIDATES.name: _candidate,
    EXTENTS.name: _extent,
    PROTECTION_ZONES.name: _zone,
    SHAPES.name: _shape,
    MISSING_VALUES.name: _missing_value,
}
