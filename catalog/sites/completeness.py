"""How complete a record is: answered fields over those that apply, exact.

`(real + KHONG_RO + HAN_CHE) / (applicable - KHONG_AP_DUNG)`: a field that was searched without result, or that
is restricted, is answered; CHUA_XAC_DINH and CHUA_NHAP count as missing, and so does a blank. Of nothing that
applies there is no ratio, neither 0 nor 100 %.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from catalog.projection.reader import Reader, Record, Relation
from catalog.sites.content import SiteContent
from catalog.sites.revisions import read_contents
from catalog.terms import VISITOR_FACTS, MissingCode, Scheme, TextField, TextOrigin
from catalog.terms import Relation as Belonging


@dataclass(frozen=True)
class Completeness:
    """`numerator` answered of `denominator`; `missing` names what is not."""

    numerator: int
    denominator: int
    missing: tuple[str, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """The exact share; None of nothing."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


_MACHINE = TextOrigin.MACHINE
EVERY_SITE = ("name", "kinds", "admin_unit", "location", "summary", "description", "managing_body", "sources")
"""Fields that count for whatever site."""

RELIC = ("period", "designations")
TOURIST = ("designations", "protection_zones", *(fact.lower() for fact in VISITOR_FACTS))
FIELDS: Mapping[Scheme, tuple[str, ...]] = {
    Scheme.RELIC_RANK: (*EVERY_SITE, *RELIC, "protection_zones"),
    Scheme.RELIC_INVENTORY: (*EVERY_SITE, *RELIC),
    Scheme.TOURIST_SITE: (*EVERY_SITE, *TOURIST),
    Scheme.TOURIST_AREA: (*EVERY_SITE, *TOURIST),
}
"""The fields that count under each scheme, by the names that missing values have. A zone is the protection zone of
a ranked relic or the boundary of a tourist site (Decree 168/2017/NĐ-CP, Art. 11, names the visitor facts)."""


def completeness_on(content: SiteContent, day: date) -> Completeness:
    """How complete the record is, by the schemes under which the site is recognised on a day of legal time."""
    codes = {entry.field: entry.code for entry in content.missing}
    return judged(fields_on(content, day), filled_fields(content), codes)


def judged(fields: Iterable[str], filled: Collection[str], codes: Mapping[str, MissingCode]) -> Completeness:
    """The figure for these fields; a value counts whatever code stands beside it."""
    answered, applicable, missing = 0, 0, []
    for field in fields:
        code = None if field in filled else codes.get(field)
        if code == MissingCode.KHONG_AP_DUNG:
            continue
        applicable += 1
        if field in filled or code in (MissingCode.KHONG_RO, MissingCode.HAN_CHE):
            answered += 1
        else:
            missing.append(field)
    return Completeness(answered, applicable, tuple(missing))


def fields_on(content: SiteContent, day: date) -> tuple[str, ...]:
    """The fields that count for this site on a day, each once."""
    schemes = [act.scheme for act in content.designations
               if (act.valid_from or act.known_since) <= day and (act.valid_to is None or act.valid_to > day)]  # fmt: skip
    is_part = any(_holds(part.valid_from, part.valid_to, day) for part in content.part_of
                  if part.relation == Belonging.PART)  # fmt: skip
    return fields_of(tuple(schemes), is_part)


@lru_cache(maxsize=256)
def fields_of(schemes: tuple[Scheme, ...], is_part: bool) -> tuple[str, ...]:
    """The fields that count under these schemes, each once; a site under several has all of theirs.

    A part of a complex is ranked by the complex's act: it has none of its own to name.
    """
    fields = [field for scheme in schemes for field in FIELDS.get(scheme, ())]
    if is_part:
        fields += [field for field in FIELDS[Scheme.RELIC_RANK] if field != "designations"]
    return tuple(dict.fromkeys([*EVERY_SITE, *fields]))


def _holds(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or end > day)


def filled_fields(content: SiteContent) -> frozenset[str]:
    """The fields that have a value."""
    texts = {
        text.field
        for text in content.texts
        if text.language == "vi" and counts(text.origin, is_reviewed=text.is_reviewed)
    }
    values = {
        "kinds": content.kinds,
        "admin_unit": content.units,
        "location": content.location(),
        "managing_body": content.managing_body,
        "period": content.period_edtf,
        "designations": content.designations,
        "protection_zones": content.zones,
        "sources": content.sources,
    }
    return filled(texts, values)


def counts(origin: TextOrigin, *, is_reviewed: bool) -> bool:
    """Whether a text counts: a machine's does once a person has reviewed it."""
    return is_reviewed or origin != _MACHINE


def filled(texts: Iterable[TextField], values: Mapping[str, object]) -> frozenset[str]:
    """The names of fields that have a Vietnamese text that counts, or a value."""
    return frozenset(
        [*(field.lower() for field in texts), *(name for name, value in values.items() if value)]
    )


def _read(reader: Reader, records: Iterable[Record]) -> Mapping[int, Completeness]:
    contents = read_contents(reader.session, [record.revision_id for record in records])
    return {id_: completeness_on(content, reader.today) for id_, content in contents.items()}


COMPLETENESS = Relation("completeness", _read)
"""The figure of each record of a batch."""
