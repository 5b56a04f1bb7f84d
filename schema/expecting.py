"""Which relations of sites the fields of a question will ask for, so that they are read together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphql import FieldNode

from catalog.projection import site
from catalog.projection.reader import Relation
from catalog.projection.surrogates import HEROES, SURROGATE_TEXTS, SURROGATES

_OF_FIELDS: Mapping[str, Relation] = {
    "name": site.NAMES,
    "summary": site.HEADLINE_TEXTS,
    "alternativeNames": site.HEADLINE_TEXTS,
    "description": site.PROSE_TEXTS,
    "note": site.PROSE_TEXTS,
    "period": site.PROSE_TEXTS,
    "visitorInfo": site.PROSE_TEXTS,
    "kinds": site.KINDS,
    "grade": site.RANKS,
    "designations": site.DESIGNATIONS,
    "adminUnit": site.UNITS,
    "adminUnits": site.UNITS,
    "location": site.PLACES,
    "locationCandidates": site.PLACES,
    "geometry": site.PLACES,
    "protectionZones": site.ZONES,
    "partOf": site.WHOLE,
    "partOfAct": site.PART_ACT,
    "locatedIn": site.SURROUNDING,
    "parts": site.PARTS,
    "declaredParts": site.DECLARED_PARTS,
    "missing": site.MISSING,
    "sources": site.SOURCES,
    "externalIds": site.EXTERNAL_IDS,
    "surrogates": SURROGATES,
    "heroImage": HEROES,
    "iiifManifest": HEROES,
}
"""By field of a site. One that is left out here is read by itself when it is asked for, and so is one whose arguments
say of which parts, or of which day."""

_DECIDING = frozenset({"membership", "asOf"})
_TEXTS = frozenset({"alternativeText", "caption", "transcript"})


def expected_by(asked: Mapping[str, FieldNode], of_surrogates: Iterable[str]) -> tuple[Relation, ...]:
    """The relations that these fields of a site, and these of its surrogates, will ask for."""
    fields = {
        name
        for name, node in asked.items()
        if _DECIDING.isdisjoint(argument.name.value for argument in node.arguments or ())
    }
    found = {relation.name: relation for name, relation in _OF_FIELDS.items() if name in fields}
    if not _TEXTS.isdisjoint(of_surrogates):
        found[SURROGATE_TEXTS.name] = SURROGATE_TEXTS
    return tuple(found.values())
