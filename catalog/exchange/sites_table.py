"""One row of a table of sites, brought into the content of its site.

A blank cell says nothing: what is there stays. A row therefore never empties a field, and the same row
a second time changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.acts import RankClaim, membership_of_row, with_part, with_rank
from catalog.exchange.cells import Cells
from catalog.exchange.sources import read_sources
from catalog.exchange.unit_cells import read_units
from catalog.exchange.workspace import CIRCLE, Draft, Surroundings, Workspace
from catalog.geo import check_point, check_position
from catalog.places import PROVINCE_CODE
from catalog.sites.content import Place, SiteContent, Text
from catalog.sites.facets import assemble, facets_of
from catalog.sites.merge import mark_stale
from catalog.sites.rules import PLACED, check_content, explained, verified_in_future
from catalog.sites.statement import problems_of
from catalog.terms import (
    VISITOR_FACTS,
    Extent,
    Grade,
    LocationMethod,
    LocationPrecision,
    TextField,
)
from catalog.text import slugify

PRECISIONS = {
    "site": LocationPrecision.SITE,
    "site_approx": LocationPrecision.APPROXIMATE,
    "geocoded": LocationPrecision.APPROXIMATE,
    "unverified": LocationPrecision.UNVERIFIED,
    "low": LocationPrecision.LOW,
    "conflict": LocationPrecision.CONFLICT,
    "former_commune_point": LocationPrecision.ADMIN_UNIT_ONLY,
    "commune_point": LocationPrecision.ADMIN_UNIT_ONLY,
}
"""The register's words for how well a coordinate is known, and what they mean for the record."""

TEXT_COLUMNS = {
    "name": TextField.NAME,
    "summary": TextField.SUMMARY,
    "description": TextField.DESCRIPTION,
    "period": TextField.PERIOD,
    **{fact.lower(): fact for fact in VISITOR_FACTS},
}


@dataclass(frozen=True)
class RowResult:
    """What became of a row: its site, and what deserves a look."""

    draft: Draft
    warnings: tuple[Problem, ...]


def names_in(cells: dict[str, str]) -> set[str]:
    """The codes and slugs a row refers to, so that they can be loaded in one go."""
    own = cells.get("slug") or slugify(cells.get("name_vi", ""))
    return {own.strip(), cells.get("code", "").strip(), cells.get("parent_slug", "").strip()} - {""}


def is_ready(work: Workspace, row: dict[str, str]) -> bool:
    """Whether the complex that the row names is known already, or may still come in this file."""
    parent = row.get("parent_slug", "").strip()
    return not parent or work.find(parent) is not None


def apply_site_row(work: Workspace, row: dict[str, str]) -> RowResult:
    """Bring one row into the workspace. Raises `ProblemsError` with all that is wrong; then nothing changed."""
    cells = Cells(row)
    draft = _draft_of(work, cells)
    content = draft.content if draft else None
    updates = _plain(cells, content)
    updates["texts"] = _texts(cells, content)
    updates["units"] = content.units if content else ()
    units = read_units(cells, work.around)
    if units is not None:
        updates["units"] = units
    warnings = _place(cells, content, updates, work.around)
    updates["sources"] = read_sources(cells.text("source"), work.around.accessed_on, _sources(content))
    cells.done()
    result = _validated(content, updates)
    result = _claims(work, cells, result)
    if content is not None:
        result = _with_stale_marks(content, result)
    result = explained(result)
    findings = check_content(result, work.around.kinds, is_import=True)
    if problems := [*findings.problems, *verified_in_future(result, work.around.today)]:
        raise ProblemsError([_in_columns(p) for p in problems])
    if draft is None:
        draft = work.new(result)
    else:
        work.put(draft, result)
    return RowResult(draft, (*findings.warnings, *warnings))


def _with_stale_marks(before: SiteContent, after: SiteContent) -> SiteContent:
    """Translations of a Vietnamese text that the row replaces are stale, unless it brings them too."""
    old, new = facets_of(before), facets_of(after)
    written = frozenset(name for name in new if new[name] != old.get(name))
    return assemble(mark_stale(old, new, written))


def _sources(content: SiteContent | None) -> tuple[Any, ...]:
    return content.sources if content else ()


def _draft_of(work: Workspace, cells: Cells) -> Draft | None:
    code = cells.text("code")
    if code is None:
        return work.find(cells.text("slug") or slugify(cells.text("name_vi") or ""))
    draft = work.find(code)
    if draft is None:
        message = Message(f"Không có địa điểm mang mã {code}.", f"There is no site with the code {code}.")
        raise ProblemsError([Problem("UNKNOWN_CODE", message, "code")])
    return draft


def _plain(cells: Cells, content: SiteContent | None) -> dict[str, Any]:
    # Only a row that names the permanent code can change an address; an old file must not change it back.
    is_found_by_slug = content is not None and cells.text("code") is None
    slug = content.slug if content and is_found_by_slug else cells.text("slug")
    slug = slug or (content.slug if content else slugify(cells.text("name_vi") or ""))
    updates: dict[str, Any] = {"slug": slug}
    kinds = [kind.upper() for kind in cells.many("kind")]
    if kinds:
        updates["kinds"] = tuple(kinds)
    for column in ("managing_body", "period_edtf", "address_in_decision"):
        if value := cells.text(column):
            updates[column] = value
    if extent := cells.word("extent", Extent):
        updates["extent"] = extent
    if verified := cells.day("visitor_facts_verified_on"):
        updates["visitor_facts_verified_on"] = verified
    if wikidata := cells.text("wikidata"):
        updates["external_ids"] = {**(content.external_ids if content else {}), "wikidata": wikidata}
    return updates


def _texts(cells: Cells, content: SiteContent | None) -> list[Any]:
    texts: list[Any] = list(content.texts) if content else []
    for column, field in TEXT_COLUMNS.items():
        for language in ("vi", "en"):
            if text := cells.text(f"{column}_{language}"):
                _set_text(texts, field, language, text)
    if note := cells.text("notes"):
        _set_text(texts, TextField.NOTE, "en" if note.isascii() else _language_of_note(note), note)
    for language in ("vi", "en", "fr"):
        for name in cells.many(f"alternative_names_{language}"):
            _add_text(texts, TextField.ALTERNATIVE_NAME, language, name)
    return texts


def _language_of_note(note: str) -> str:
    """The register's notes are English with Vietnamese names in them; an office's own are Vietnamese."""
    english = {"the", "of", "in", "and", "by", "not", "is", "a", "from", "another"}
    words = note.lower().split()
    return "en" if sum(word in english for word in words) * 12 >= len(words) else "vi"


def _set_text(texts: list[Any], field: TextField, language: str, text: str) -> None:
    """Replace the text of a field in a language; an equal one stays, with its review."""
    for place, present in enumerate(texts):
        if isinstance(present, Text) and (present.field, present.language) == (field, language):
            if present.text != text:
                texts[place] = {"field": field, "language": language, "text": text}
            return
    texts.append({"field": field, "language": language, "text": text})


def _add_text(texts: list[Any], field: TextField, language: str, text: str) -> None:
    same = (
        t for t in texts if isinstance(t, Text) and (t.field, t.language, t.text) == (field, language, text)
    )
    if next(same, None) is None:
        texts.append({"field": field, "language": language, "text": text})


def _place(
    cells: Cells, content: SiteContent | None, updates: dict[str, Any], around: Surroundings
) -> tuple[Problem, ...]:
    """Read the coordinate, judge it, and put it where its precision says it belongs."""
    latitude, longitude = cells.number("lat"), cells.number("lon")
    precision = _precision(cells, has_position=latitude is not None)
    if (latitude is None) != (longitude is None):
        message = Message("Cần cả vĩ độ và kinh độ.", "Both latitude and longitude are needed.")
        cells.refuse("POSITION_NOT_WHOLE", message, "lat" if latitude is None else "lon")
        return ()
    if latitude is None or longitude is None:
        if precision in PLACED or precision == LocationPrecision.CONFLICT:
            message = Message(
                "Có độ chính xác nhưng thiếu tọa độ.", "A precision is given without a position."
            )
            cells.refuse("POSITION_MISSING", message, "lat")
        elif precision is not None and content is None:
            updates["location_precision"] = precision
        return ()
    accuracy = cells.number("accuracy_m")
    declared = [link.unit for link in updates["units"] if link.is_primary]
    found = _judged(latitude, longitude, accuracy or 0.0, declared, around)
    cells.problems.extend(found[0])
    if precision == LocationPrecision.ADMIN_UNIT_ONLY:
        if content is None or content.location_precision == LocationPrecision.UNKNOWN:
            updates["location_precision"] = precision
        return ()
    place = {
        "is_location": precision in PLACED,
        "latitude": latitude,
        "longitude": longitude,
        "accuracy_metres": accuracy,
        "method": _method(cells),
        "source_crs": cells.text("source_crs") or "EPSG:4326",
        "source_numbers": f"{cells.text('lat')}, {cells.text('lon')}",
    }
    updates["location_precision"] = precision
    updates["places"] = with_place(content.places if content else (), place)
    return found[1]


def _precision(cells: Cells, *, has_position: bool) -> LocationPrecision | None:
    word = cells.text("coord_precision")
    if word is None:
        return LocationPrecision.UNVERIFIED if has_position else None
    if word.lower() in PRECISIONS:
        return PRECISIONS[word.lower()]
    allowed = ", ".join(PRECISIONS)
    message = Message(f"“{word}” không có trong danh sách: {allowed}.", f"“{word}” is not one of: {allowed}.")
    cells.refuse("UNKNOWN_WORD", message, "coord_precision")
    return None


def _method(cells: Cells) -> LocationMethod:
    stated = cells.word("method", LocationMethod)
    if stated is not None:
        return stated
    is_geocoded = (cells.text("coord_precision") or "").lower() == "geocoded"
    return LocationMethod.GEOCODED if is_geocoded else LocationMethod.PUBLISHED_SOURCE


def _judged(
    latitude: float, longitude: float, accuracy: float, declared: list[str], around: Surroundings
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    if problems := check_position(latitude, longitude, "lat"):
        return problems, ()
    province = around.units.bearer(PROVINCE_CODE, around.today)
    if province is None or province.key not in around.boundaries:
        return (), ()
    known = [key for key in declared if key in around.boundaries]
    findings = check_point(
        latitude,
        longitude,
        province=around.boundaries[province.key],
        units=around.boundaries,
        declared=known,
        accuracy_metres=accuracy,
        field="lat",
    )
    return findings.problems, tuple(Problem(f.code, f.message, "lat") for f in findings.warnings)


def with_place(places: tuple[Place, ...], place: dict[str, Any]) -> list[Any]:
    """The places with this one: the one that is followed is replaced, a candidate is added once."""
    position = (place["latitude"], place["longitude"])
    if place["is_location"]:
        current = next((p for p in places if p.is_location), None)
        if current is not None and (current.latitude, current.longitude) == position:
            return list(places)
        return [place, *(p for p in places if not p.is_location)]
    if any((p.latitude, p.longitude) == position for p in places):
        return list(places)
    return [*places, place]


def _validated(content: SiteContent | None, updates: dict[str, Any]) -> SiteContent:
    base = dict(content.__dict__) if content else {}
    try:
        return SiteContent.model_validate({**base, **updates})
    except ValidationError as error:
        raise ProblemsError([_in_columns(p, updates) for p in problems_of(error)]) from None


def _in_columns(problem: Problem, updates: dict[str, Any] | None = None) -> Problem:
    """The problem under the name of the column it came from."""
    path = (problem.field or "").split(".")
    column = {"kinds": "kind", "units": "commune", "designations": "rank", "places": "lat", "part_of": "parent_slug",
              "name": "name_vi"}.get(path[0], path[0])  # fmt: skip
    if path[0] == "texts" and len(path) > 1 and updates is not None:
        text = updates["texts"][int(path[1])]
        field, language = (
            (text.field, text.language) if isinstance(text, Text) else (text["field"], text["language"])
        )
        column = "notes" if field == TextField.NOTE else f"{field.lower()}_{language}"
    return Problem(problem.code, problem.message, column)


def _claims(work: Workspace, cells: Cells, content: SiteContent) -> SiteContent:
    """Bring in the rank, or the membership where a complex is named: a component's rank is the complex's."""
    rank = (cells.text("rank") or "").lower()
    number, day = cells.text("decision_no"), cells.day("decision_date")
    parent_slug = cells.text("parent_slug")
    if rank not in ("", "none") and rank.upper() not in Grade.__members__:
        allowed = ", ".join(["none", *(grade.lower() for grade in Grade)])
        message = Message(
            f"“{rank}” không có trong danh sách: {allowed}.", f"“{rank}” is not one of: {allowed}."
        )
        cells.refuse("UNKNOWN_WORD", message, "rank")
    if parent_slug is not None and (parent := work.find(parent_slug)) is None:
        message = Message(f"Không có quần thể “{parent_slug}”.", f"There is no complex “{parent_slug}”.")
        cells.refuse("UNKNOWN_PARENT", message, "parent_slug")
    elif parent_slug is not None and parent is not None and work.is_within(parent, content.slug):
        cells.refuse("CIRCLE", CIRCLE, "parent_slug")
    cells.done()
    if parent_slug is not None and parent is not None:
        return with_part(content, membership_of_row(parent.code, rank, number, day), is_precise=False)
    if rank in ("", "none"):
        return content
    claim = RankClaim(
        grade=Grade(rank.upper()),
        decision_number=number,
        decision_date=day,
        authority=cells.text("authority"),
        source=cells.text("source"),
        known_since=work.around.accessed_on or work.around.today,
    )
    return with_rank(content, claim)
