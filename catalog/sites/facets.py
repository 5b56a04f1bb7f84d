"""A content as named facets: the units in which two contents are compared, merged and shown.

Each text in each language is a facet of its own ("summaries.EN"), so that two people may work on two
languages at once; a list (designations, sources) is one facet. Names are those of the interface's inputs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import BaseModel

from catalog.sites.content import SiteContent, Text
from catalog.sites.dossier import DossierItem
from catalog.sites.surrogates import SurrogateStatement
from catalog.terms import VISITOR_FACTS, LocationPrecision, TextField

Facets = Mapping[str, Any]
"""Values by facet name; a facet that says nothing is not there."""

TEXT_NAMES: Mapping[TextField, str] = {
    TextField.NAME: "names",
    TextField.ALTERNATIVE_NAME: "alternativeNames",
    TextField.SUMMARY: "summaries",
    TextField.DESCRIPTION: "descriptions",
    TextField.PERIOD: "periods",
    TextField.NOTE: "notes",
    **{fact: f"visitorFacts.{fact}" for fact in VISITOR_FACTS},
}
"""The interface's names of the text fields."""

_FIELDS = {name: field for field, name in TEXT_NAMES.items()}

_PLAIN = {
    "slug": "slug",
    "kinds": "kinds",
    "adminUnits": "units",
    "addressInDecision": "address_in_decision",
    "extent": "extent",
    "periodEdtf": "period_edtf",
    "managingBody": "managing_body",
    "visitorFactsVerifiedOn": "visitor_facts_verified_on",
    "designations": "designations",
    "partOf": "part_of",
    "declaredParts": "declared_parts",
    "protectionZones": "zones",
    "missing": "missing",
    "sources": "sources",
    "externalIds": "external_ids",
}
"""Facets that are one field of the content."""


def text_facet(field: TextField, language: str) -> str:
    """The name of a text's facet; `language` is a BCP 47 tag."""
    return f"{TEXT_NAMES[field]}.{language.upper()}"


def text_of_facet(name: str) -> tuple[TextField, str] | None:
    """The field and language of a text's facet; None for any other facet."""
    stem, _, language = name.rpartition(".")
    field = _FIELDS.get(stem)
    return None if field is None else (field, language.lower())


SURROGATES = "surrogates"


def surrogate_facet(number: str) -> str:
    """The name of a surrogate's facet, such as surrogates.IMG03: two people may work on two pictures at once."""
    return f"{SURROGATES}.{number}"


DOSSIER = "dossier"


def dossier_facet(part: str) -> str:
    """The name of a dossier part's facet, such as dossier.HS02."""
    return f"{DOSSIER}.{part}"


def facets_of(content: SiteContent) -> dict[str, Any]:
    """The content taken apart; `assemble` puts it together again."""
    texts: dict[str, list[Text]] = defaultdict(list)
    for text in content.texts:
        texts[text_facet(text.field, text.language)].append(text)
    result: dict[str, Any] = {name: tuple(items) for name, items in texts.items()}
    for name, attribute in _PLAIN.items():
        value = getattr(content, attribute)
        if value not in (None, (), {}):
            result[name] = value
    result.update({surrogate_facet(one.number): one for one in content.surrogates})
    result.update({dossier_facet(item.part): item for item in content.dossier})
    if content.places or content.location_precision != LocationPrecision.UNKNOWN:
        result["location"] = (content.location_precision, content.places)
    return result


def assemble(facets: Facets) -> SiteContent:
    """The content with these facets, canonical. Raises pydantic's ValidationError for values that do not fit."""
    document: dict[str, Any] = {}
    texts: list[Any] = []
    surrogates: list[SurrogateStatement] = []
    dossier: list[DossierItem] = []
    for name, value in facets.items():
        if text_of_facet(name) is not None:
            texts.extend(value)
        elif name.startswith(f"{SURROGATES}."):
            surrogates.append(value)
        elif name.startswith(f"{DOSSIER}."):
            dossier.append(value)
        elif name == "location":
            document["location_precision"], document["places"] = value
        elif value is not None:
            document[_PLAIN[name]] = value
    document.update(texts=texts, surrogates=surrogates, dossier=dossier)
    return SiteContent.model_validate(document).canonical()


@dataclass(frozen=True)
class FieldChange:
    """A facet before and after, as text for people; None where there was, or is, nothing."""

    field: str
    before: str | None
    after: str | None


def compare(before: SiteContent | None, after: SiteContent | None) -> list[FieldChange]:
    """What differs between two contents, facet by facet, in the order of the facets' names."""
    old, new = ({} if content is None else facets_of(content) for content in (before, after))
    return [
        FieldChange(name, as_text(old.get(name)), as_text(new.get(name)))
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def as_text(value: Any) -> str | None:
    """A facet's value for people: the texts themselves, anything richer as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple) and value and all(isinstance(item, Text) for item in value):
        return "\n".join(item.text for item in value)
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_none=True)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
