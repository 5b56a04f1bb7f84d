"""The export: what is public, as a table that the import reads again, as documents, or as a map layer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.exchange.headers import SITES
from catalog.places import Units, load_units
from catalog.sites import dossier
from catalog.sites.content import SiteContent
from catalog.sites.revisions import chunks, read_contents
from catalog.sites.surrogates import for_the_public
from catalog.surrogates.showing import withdrawn_codes
from catalog.tables import Publication
from catalog.terms import LocationPrecision, Relation, Scheme, TextField

_WORDS = {
    LocationPrecision.SITE: "site",
    LocationPrecision.APPROXIMATE: "site_approx",
    LocationPrecision.UNVERIFIED: "unverified",
    LocationPrecision.LOW: "low",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


BOM = "\ufeff"
"""What a spreadsheet wants to see at the start of a table in UTF-8."""


class Format(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"


def export_sites(session: Session, form: Format) -> Iterator[str]:
    """The published sites by code, in pieces of text."""
    writers = {Format.CSV: _as_csv, Format.JSONL: _as_json_lines, Format.GEOJSON: _as_geojson}
    return writers[form](session)


def published_contents(session: Session) -> Iterator[tuple[str, SiteContent]]:
    """Code and content of every public site, by code, in batches."""
    query = sa.select(Publication.code, Publication.revision_id).where(  # type: ignore[call-overload]
        col(Publication.superseded_at).is_(None)
    )
    rows = session.execute(query.order_by(Publication.code)).all()
    for some in chunks(rows):
        contents = read_contents(session, [revision_id for _, revision_id in some])
        for code, revision_id in some:
            yield code, contents[revision_id]


def _as_json_lines(session: Session) -> Iterator[str]:
    withdrawn = withdrawn_codes(session)
    for code, content in published_contents(session):
        document = {"code": code, "content_hash": content.content_hash(), **_public(content, withdrawn)}
        yield orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode() + "\n"


def _public(content: SiteContent, withdrawn: frozenset[str]) -> dict[str, Any]:
    shown_now = [one for one in content.surrogates if one.code not in withdrawn]
    update = {
        "surrogates": for_the_public(shown_now),
        "dossier": dossier.for_the_public(content.dossier, shown_now),
    }
    shown = content.model_copy(update=update)
    return shown.model_dump(mode="json")


def _as_geojson(session: Session) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    comma = ""
    for code, content in published_contents(session):
        place = content.location()
        if place is None:
            continue
        feature = {
            "type": "Feature",
            "id": code,
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
            "properties": {
                "slug": content.slug,
                "name": content.text_of(TextField.NAME, "vi"),
                "kinds": content.kinds,
                "locationPrecision": content.location_precision,
            },
        }
        yield comma + orjson.dumps(feature).decode()
        comma = ",\n"
    yield "]}\n"


def _as_csv(session: Session) -> Iterator[str]:
    units = load_units(session)
    public = sa.select(Publication.code, Publication.slug).where(col(Publication.superseded_at).is_(None))  # type: ignore[call-overload]
    slugs: dict[str, str] = dict(session.execute(public).all())
    columns = sorted(SITES.columns, key=_COLUMN_ORDER.index)
    yield BOM + csv_line(columns)
    for code, content in published_contents(session):
        row = _row(code, content, units, slugs)
        yield csv_line([row.get(column, "") for column in columns])


_COLUMN_ORDER = [
    *["code", "slug", "name_vi", "name_en", "alternative_names_vi", "alternative_names_en", "alternative_names_fr", "kind", "rank"],
    *["decision_no", "decision_date", "authority", "commune", "former_commune", "former_district", "lat", "lon", "coord_precision"],
    *["accuracy_m", "method", "source_crs", "summary_vi", "summary_en", "description_vi", "description_en", "period_edtf"],
    *["period_vi", "period_en", "managing_body", "address_in_decision", "extent", "wikidata", "parent_slug", "notes", "source"],
    *(f"{fact}_{language}" for fact in ("opening_hours", "fee", "contact", "directions", "parking", "toilets",
      "signs", "guiding", "accessibility", "security", "fire_safety") for language in ("vi", "en")),
    "visitor_facts_verified_on",
]  # fmt: skip


def csv_line(cells: Iterable[str]) -> str:
    """One line of a table for spreadsheets, in which no cell can be taken for a formula (CWE-1236)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet cannot take for a formula; the import reads the apostrophe away again."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _row(code: str, content: SiteContent, units: Units, slugs: dict[str, str]) -> dict[str, str]:
    row: dict[str, Any] = {
        "code": code,
        "slug": content.slug,
        "kind": "; ".join(k.lower() for k in content.kinds),
    }
    for text in content.texts:
        column = "notes" if text.field == TextField.NOTE else f"{text.field.lower()}_{text.language}"
        if text.field == TextField.ALTERNATIVE_NAME:
            column = f"alternative_names_{text.language}"
        row[column] = f"{row[column]}; {text.text}" if column in row else text.text
    for name in ("managing_body", "period_edtf", "address_in_decision", "visitor_facts_verified_on"):
        row[name] = str(getattr(content, name) or "")
    row["extent"] = (content.extent or "").lower()
    row["wikidata"] = content.external_ids.get("wikidata", "")
    row["source"] = "; ".join(f"coordinate: {s.title}" if s.field == "location" else s.title
                              for s in content.sources if s.states is None and s.field in ("", "location"))  # fmt: skip
    return {**row, **_place_cells(content), **_unit_cells(content, units), **_act_cells(content, slugs)}


def _place_cells(content: SiteContent) -> dict[str, str]:
    place = content.location()
    if place is None:
        return {}
    return {
        "lat": str(place.latitude),
        "lon": str(place.longitude),
        "coord_precision": _WORDS[content.location_precision],
        "accuracy_m": "" if place.accuracy_metres is None else f"{place.accuracy_metres:g}",
        "method": (place.method or "").lower(),
        "source_crs": place.source_crs or "",
    }


def _unit_cells(content: SiteContent, units: Units) -> dict[str, str]:
    named = [units.by_key[link.unit] for link in content.units]
    former = [unit for unit in named if unit.valid_to is not None]
    districts = [unit.name for unit in former if unit.level == "DISTRICT"]
    communes = [unit for unit in former if unit.level != "DISTRICT"]
    above = {parent.name for unit in communes if (parent := units.parent_of(unit))}
    return {
        "commune": "; ".join(unit.name for unit in named if unit.valid_to is None),
        "former_commune": "; ".join(unit.name for unit in communes),
        "former_district": "; ".join(districts or sorted(above)),
    }


def _act_cells(content: SiteContent, slugs: dict[str, str]) -> dict[str, str]:
    parts = [part for part in content.part_of if part.complex in slugs]
    if parts:
        part = parts[0]
        rank = "none" if part.relation == Relation.LOCATED_IN else ""
        return {
            "parent_slug": slugs[part.complex],
            "rank": rank,
            "decision_no": part.decision_number or "",
            "decision_date": str(part.valid_from or ""),
        }
    ranks = [act for act in content.designations if act.scheme == Scheme.RELIC_RANK and act.valid_to is None]
    if not ranks:
        return {}
    return {
        "rank": (ranks[0].grade or "").lower(),
        "decision_no": ranks[0].decision_number or "",
        "decision_date": str(ranks[0].decision_date or ""),
        "authority": ranks[0].authority or "",
    }
