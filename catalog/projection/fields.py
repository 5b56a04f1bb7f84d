"""The public fields of a site, declared once: the meaning with unit and source, and how the value is read.

GraphQL takes descriptions and readers from here; a test holds that neither side has a field the other
lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.projection import site
from catalog.projection.reader import Record, Relation


@dataclass(frozen=True)
class PublicField:
    """One field: what it says, and how to read it (fields with arguments are read by their resolver)."""

    description: str
    read: Callable[[Record], Any] | None = None


def _column(name: str) -> Callable[[Record], Any]:
    return lambda record: record.values[name]


def _related(relation: Relation) -> Callable[[Record], Any]:
    return lambda record: record.related(relation)


def _primary_unit(record: Record) -> Any:
    return next((link.unit for link in record.related(site.UNITS) if link.is_primary), None)


SITE_FIELDS: Mapping[str, PublicField] = {
    "code": PublicField(
        "Permanent public code, such as DB-S-00001. It encodes nothing and is never given again.",
        _column("code"),
    ),
    "slug": PublicField(
        "Name of the site in addresses. It may change; former ones keep finding the site.", _column("slug")
    ),
    "version": PublicField("Number of the revision shown, counted from 1.", _column("version")),
    "state": PublicField("State of the revision shown; PUBLISHED for everything public.", _column("state")),
    "origin": PublicField(
        "REGISTER_IMPORT: taken from official lists with their sources, not yet reviewed by a person here.",
        _column("origin"),
    ),
    "reviewed_at": PublicField(
        "When a second person reviewed this revision; null for register imports.", _column("reviewed_at")
    ),
    "published_at": PublicField(
        "When this revision became public; null for one that is not.", _column("published_at")
    ),
    "content_hash": PublicField(
        "SHA-256 of the revision's canonical JSON: equal content has an equal hash everywhere.",
        _column("content_hash"),
    ),
    "page_url": PublicField("Address of the site's public page; a path if no public address is set."),
    "name": PublicField("Official name. Source: the decision or register entry, see `sources`."),
    "summary": PublicField("What the site is, in a sentence or two."),
    "description": PublicField("Description for visitors and readers, in paragraphs."),
    "note": PublicField("Editorial remark on open questions and contradictions in the sources."),
    "texts": PublicField(
        "Every text of the record by field and language, as it stands, with its origin; translations are stale "
        "where the Vietnamese text was changed after them.",
        _related(site.ALL_TEXTS),
    ),
    "alternative_names": PublicField("Other names in use, in any language, the author's order."),
    "kinds": PublicField(
        "Kinds of site: five legal ones (Law on Cultural Heritage 45/2024/QH15, Art. 21) and tourist kinds."
    ),
    "grade": PublicField(
        "Relic rank on a day of legal time: KNOWN with its value, NONE, or UNKNOWN where no source shows "
        "since when an undated rank holds. Source: `designations`."
    ),
    "managing_body": PublicField("Organisation that manages the site.", _column("managing_body")),
    "admin_unit": PublicField(
        "Commune or ward of today in which the site, or its main part, lies; null if not known.",
        _primary_unit,
    ),
    "admin_units": PublicField("All units that a source names, former ones included.", _related(site.UNITS)),
    "address_in_decision": PublicField(
        "Place names as the ranking decision writes them, verbatim.", _column("address_in_decision")
    ),
    "location": PublicField(
        "Position of the site in degrees of WGS84; null if unknown, in conflict, or known only as a commune.",
        site.location,
    ),
    "location_precision": PublicField(
        "How well the position is known, or why there is none.", _column("location_precision")
    ),
    "location_candidates": PublicField(
        "The positions between which sources disagree, when the precision is CONFLICT.",
        site.location_candidates,
    ),
    "extent": PublicField(
        "Shape of the site on the ground, also where its geometry is not known.", _column("extent")
    ),
    "geometry": PublicField("Lines, areas or groups of points of the site as GeoJSON, WGS84 degrees."),
    "period": PublicField("When the site dates from: EDTF (ISO 8601-2) and the wording of the source."),
    "part_of": PublicField("The complex whose decision names this site as a part.", _related(site.WHOLE)),
    "located_in": PublicField("The site inside which this one merely stands; it is not counted as a part."),
    "parts": PublicField(
        "Parts of the complex known by name (stated or inferred), or unconfirmed candidates."
    ),
    "declared_parts": PublicField(
        "How many parts the decision in force on a day declares, how many of these are known by name."
    ),
    "designations": PublicField(
        "Acts that rank or recognise the site, in order of time, ended ones included.",
        _related(site.DESIGNATIONS),
    ),
    "protection_zones": PublicField(
        "Legal areas: protection zones I and II (Law on Cultural Heritage), tourist boundary.",
        _related(site.ZONES),
    ),
    "visitor_info": PublicField(
        "Facts for visitors, as Decree 168/2017/NĐ-CP, Art. 11 asks of a tourist site, and when verified."
    ),
    "surrogates": PublicField("Digital surrogates: photographs, sound, models, dossier pages."),
    "hero_image": PublicField("The picture that stands for the site; null until there is one."),
    "iiif_manifest": PublicField(
        "Address of the site's pictures as a IIIF Presentation 3 manifest; a path if no public address is set. Null "
        "where the public sees no picture, and for what is not public now."
    ),
    "dossier": PublicField(
        "Scientific dossier, part by part; the template is that of the day, the rank the site's own or its complex's."
    ),
    "completeness": PublicField(
        "Fields that are answered over those that apply: values, and KHONG_RO and HAN_CHE, over all but KHONG_AP_DUNG."
    ),
    "missing": PublicField("Fields without a value, each with the reason.", _related(site.MISSING)),
    "sources": PublicField(
        "Sources of the record or of single fields, those that disagree included.", _related(site.SOURCES)
    ),
    "external_ids": PublicField("Names of the site in other systems.", _related(site.EXTERNAL_IDS)),
}


def reading_of(name: str) -> Callable[[Record], Any]:
    """How a field is read that takes no arguments."""
    read = SITE_FIELDS[name].read
    if read is None:
        raise LookupError(f"the field {name} takes arguments")
    return read
