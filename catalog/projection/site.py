"""The public fields of a site: what each means, and the column or relation that its value comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from catalog.prepared import Prepared, Row, among, given
from catalog.projection.reader import (
    Reader,
    Record,
    Relation,
    always,
    grouped,
    visible_then,
)
from catalog.projection.records import Key, records_by
from catalog.projection.values import (
    DeclaredPartsValue,
    DesignationValue,
    LocalizedText,
    MissingField,
    PartActValue,
    Position,
    RankValue,
    RecordText,
    SourceValue,
    UnitLinkValue,
    ZoneValue,
)
from catalog.stamps import parts as parts_of
from catalog.stamps import sites
from catalog.tables import (
    Citation,
    DeclaredParts,
    Designation,
    ExternalId,
    MissingValue,
    PartOf,
    ProtectionZone,
    Publication,
    SiteKind,
    SitePlace,
    SiteRevision,
    SiteText,
    SiteUnit,
)
from catalog.terms import VISITOR_FACTS, Membership, MissingCode, Scheme, TextField, TextOrigin
from catalog.terms import Relation as Belonging

HEADLINES = (TextField.ALTERNATIVE_NAME, TextField.SUMMARY)
PROSE = (TextField.DESCRIPTION, TextField.PERIOD, TextField.NOTE, *VISITOR_FACTS)
HIDDEN_CODES = (MissingCode.HAN_CHE,)
"""Codes that the public does not see: that a value is restricted is itself restricted."""


def _of(table: Any, *columns: Any, where: Sequence[Any] = (), order: Sequence[Any] = ()) -> Prepared:
    """What hangs on the revisions given as `ids`: the revision and these columns, in an order within each."""
    query = sa.select(table.revision_id, *columns).where(among(table.revision_id, "ids"), *where)
    return Prepared(query.order_by(table.revision_id, *(order or [table.position])))


def _hanging(
    name: str, statement: Callable[[], Prepared], value: Callable[[Any], Any], *, is_own: bool = True
) -> Relation:
    """What hangs on revisions: the values that are made of the statement's rows."""

    def read(_reader: Reader, _records: Sequence[Record], *, rows: Sequence[Row]) -> Mapping[int, list[Any]]:
        return grouped((row[0], value(row)) for row in rows) if rows else {}

    return Relation(name, read, is_own=is_own, ask=always(statement))


def _columns(table: Any, value: Any) -> list[Any]:
    """The columns of a table that a value is made of, by the names of its fields."""
    return [getattr(table, name) for name in value._fields]


@cache
def _texts(fields: tuple[TextField, ...]) -> Prepared:
    # Machine text counts as untranslated until a person has reviewed it.
    is_human = sa.or_(col(SiteText.origin) != TextOrigin.MACHINE, col(SiteText.is_reviewed))
    order = [SiteText.field, SiteText.language, SiteText.position]
    return _of(
        SiteText,
        SiteText.field,
        SiteText.language,
        SiteText.text,
        where=[*_in_fields(fields), is_human],
        order=order,
    )


def _in_fields(fields: tuple[TextField, ...]) -> list[sa.ColumnElement[bool]]:
    """The condition on texts. A few fields are found by the index; of more, each would be looked for in it by itself."""
    if len(fields) == len(TextField):
        return []
    field = col(SiteText.field)
    return [(field if len(fields) <= len(HEADLINES) else field.concat("")).in_(fields)]


def _texts_in(name: str, *fields: TextField, alone: Relation | None = None) -> Relation:
    relation = _hanging(name, partial(_texts, fields), lambda row: row[1:])
    return replace(relation, alone=alone)


_ALL_WORDS = _texts_in("words", TextField.NAME, *HEADLINES, *PROSE)
NAMES = _texts_in("names", TextField.NAME, alone=_ALL_WORDS)
HEADLINE_TEXTS = _texts_in("headlines", *HEADLINES, alone=_ALL_WORDS)
PROSE_TEXTS = _texts_in("prose", *PROSE, alone=_ALL_WORDS)


def texts_of(record: Record, field: TextField) -> list[tuple[str, str]]:
    """The texts of a field as (language, text); of one record all are read together, of lists names and longer ones apart."""
    if field is TextField.NAME:
        texts = record.related(NAMES)
    else:
        texts = record.related(HEADLINE_TEXTS if field in HEADLINES else PROSE_TEXTS)
    return [(language, text) for f, language, text in texts if f is field]


def localized(record: Record, field: TextField, language: str) -> LocalizedText | None:
    """The text in the language asked for; else the Vietnamese, else any, and it says so; None if there is none."""
    texts = texts_of(record, field)
    for wanted in (language, "vi"):
        for tag, text in texts:
            if tag == wanted:
                return LocalizedText(text, tag, is_fallback=tag != language)
    any_other = dict(reversed(texts))
    return next((LocalizedText(text, tag, is_fallback=True) for tag, text in any_other.items()), None)


@cache
def _all_texts() -> Prepared:
    order = [SiteText.field, SiteText.language, SiteText.position]
    return _of(SiteText, *_columns(SiteText, RecordText), order=order)


ALL_TEXTS = _hanging("all_texts", _all_texts, lambda row: RecordText._make(row[1:]), is_own=False)


@cache
def _kinds() -> Prepared:
    return _of(SiteKind, SiteKind.kind)


KINDS = _hanging("kinds", _kinds, lambda row: row[1])


@cache
def _acts() -> Prepared:
    return _of(Designation, *_columns(Designation, DesignationValue))


DESIGNATIONS = _hanging("designations", _acts, lambda row: DesignationValue._make(row[1:]))


@cache
def _ranks() -> Prepared:
    columns = [getattr(Designation, name) for name in RankValue._fields]
    return _of(Designation, *columns, where=[Designation.scheme == Scheme.RELIC_RANK])


RANKS = replace(_hanging("ranks", _ranks, lambda row: RankValue._make(row[1:])), alone=DESIGNATIONS)


def ranks_of(record: Record) -> Sequence[RankValue | DesignationValue]:
    """The acts that a rank follows from; of one record with all else that they say, which is mostly asked for too."""
    acts: Sequence[RankValue | DesignationValue] = record.related(RANKS)
    return acts


@cache
def _positions() -> Prepared:
    return _of(SitePlace, SitePlace.is_location, SitePlace.geometry, *_columns(SitePlace, Position))


def _place(row: Row) -> tuple[bool, str | None, Position | None]:
    return row[1], row[2], None if row[3] is None else Position._make(row[3:])


PLACES = _hanging("places", _positions, _place)


def location(record: Record) -> Position | None:
    """The position that is followed; never a commune's centre, which is not stored as a place of a site."""
    return next((position for is_location, _, position in record.related(PLACES) if is_location), None)


def location_candidates(record: Record) -> list[Position]:
    """The positions between which sources disagree; empty unless the precision is CONFLICT."""
    if location(record) is not None:
        return []
    return [position for _, _, position in record.related(PLACES) if position is not None]


def shapes(record: Record) -> list[str]:
    """Lines, areas and groups of points of the site, as GeoJSON text."""
    return [geometry for _, geometry, _ in record.related(PLACES) if geometry is not None]


@cache
def _units() -> Prepared:
    order = [col(SiteUnit.is_primary).desc(), SiteUnit.unit_id]
    return _of(SiteUnit, SiteUnit.unit_id, SiteUnit.is_primary, order=order)


def _read_units(
    reader: Reader, _records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, list[UnitLinkValue]]:
    if not rows:
        return {}
    units = reader.units.by_id
    return grouped((row[0], UnitLinkValue(units[row[1]], row[2])) for row in rows)


UNITS = Relation("units", _read_units, is_own=True, ask=always(_units))


@cache
def _zones() -> Prepared:
    return _of(ProtectionZone, *_columns(ProtectionZone, ZoneValue))


ZONES = _hanging("zones", _zones, lambda row: ZoneValue._make(row[1:]))


@cache
def _missing() -> Prepared:
    is_shown = col(MissingValue.code).not_in(HIDDEN_CODES)
    return _of(
        MissingValue, *_columns(MissingValue, MissingField), where=[is_shown], order=[MissingValue.field]
    )


MISSING = _hanging("missing", _missing, lambda row: MissingField._make(row[1:]))


@cache
def _sources() -> Prepared:
    columns = (
        Citation.title,
        Citation.url,
        Citation.accessed_on,
        sa.func.nullif(Citation.field, "", type_=sa.String()),
    )
    return _of(Citation, *columns, Citation.states)


SOURCES = _hanging("sources", _sources, lambda row: SourceValue._make(row[1:]))


@cache
def _external_ids() -> Prepared:
    return _of(ExternalId, ExternalId.system, ExternalId.value, order=[ExternalId.system])


EXTERNAL_IDS = _hanging("external_ids", _external_ids, lambda row: (row[1], row[2]))


@cache
def _wholes(relation: Belonging) -> Prepared:
    is_confirmed = col(PartOf.membership) != Membership.UNCONFIRMED
    where = [col(PartOf.relation) == relation, is_confirmed, _in_force()]
    return _of(PartOf, PartOf.complex_id, where=where, order=[PartOf.complex_id])


def _read_wholes(reader: Reader, _records: Sequence[Record], *, rows: Sequence[Row]) -> Mapping[int, Record]:
    if not rows:
        return {}
    complex_ids = {complex_id for _, complex_id in rows}
    reader.depends_on(sites(complex_ids))
    wholes = records_by(reader, Key.SITE, complex_ids)
    by_site = {record.site_id: record for record in wholes}
    return {revision_id: by_site[complex_id] for revision_id, complex_id in rows if complex_id in by_site}


@cache
def _part_acts(*, is_now: bool) -> Prepared:
    query = (
        sa.select(*[col(PartOf.revision_id), *_columns(PartOf, PartActValue)])
        .join(
            Publication, col(Publication.site_id) == PartOf.complex_id
        )  # of a complex that is not public nothing is told
        .where(
            visible_then(is_now=is_now),
            among(PartOf.revision_id, "ids"),
            col(PartOf.relation) == Belonging.PART,
            col(PartOf.membership) != Membership.UNCONFIRMED,
            _in_force(),
        )
        .order_by(col(PartOf.revision_id), col(PartOf.complex_id))
    )
    return Prepared(query)


def _ask_part_acts(reader: Reader, _records: Sequence[Record]) -> Prepared:
    return _part_acts(is_now=reader.known_at is None)


def _read_part_acts(
    _reader: Reader, _records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, PartActValue]:
    return {row[0]: PartActValue._make(row[1:]) for row in rows}


def _wholes_by(name: str, relation: Belonging) -> Relation:
    ask = always(partial(_wholes, relation))
    return Relation(name, _read_wholes, empty=None, is_own=True, ask=ask)


PART_ACT = Relation("part_act", _read_part_acts, empty=None, is_own=True, ask=_ask_part_acts)
WHOLE = _wholes_by("whole", Belonging.PART)
SURROUNDING = _wholes_by("surrounding", Belonging.LOCATED_IN)


def _in_force() -> sa.ColumnElement[bool]:
    """The condition that a part had not ceased to be one on the day given as `day`."""
    return sa.or_(col(PartOf.valid_to).is_(None), col(PartOf.valid_to) > given("day", sa.Date()))


@cache
def _parts(memberships: frozenset[Membership], *, is_now: bool) -> Prepared:
    query = (
        sa.select(col(PartOf.complex_id), col(PartOf.revision_id))
        .join(Publication, col(Publication.revision_id) == PartOf.revision_id)
        .where(
            among(PartOf.complex_id, "sites"),
            col(PartOf.relation) == Belonging.PART,
            col(PartOf.membership).in_(memberships),
            _in_force(),
            visible_then(is_now=is_now),
        )
    )
    return Prepared(query)


def _ask_parts(reader: Reader, _records: Sequence[Record], *, memberships: frozenset[Membership]) -> Prepared:
    return _parts(memberships, is_now=reader.known_at is None)


def _read_parts(
    reader: Reader, records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, list[Record]]:
    reader.depends_on(parts_of(record.site_id for record in records))
    if not rows:
        return {}
    whole_of = {record.site_id: record.revision_id for record in records}
    parts = records_by(reader, Key.REVISION, [revision_id for _, revision_id in rows])
    whole_by_part = {revision_id: whole_of[complex_id] for complex_id, revision_id in rows}
    return grouped((whole_by_part[part.revision_id], part) for part in parts)


CONFIRMED = frozenset({Membership.STATED, Membership.INFERRED})
PARTS = Relation(
    "parts", _read_parts, is_own=True, ask=_ask_parts, usual=lambda _: {"memberships": CONFIRMED}
)


@cache
def _declared(*, is_now: bool) -> Prepared:
    known = (
        sa.select(col(PartOf.complex_id), sa.func.count().label("known"))
        .join(Publication, col(Publication.revision_id) == PartOf.revision_id)
        .where(
            among(PartOf.complex_id, "sites"),
            col(PartOf.relation) == Belonging.PART,
            col(PartOf.membership).in_(CONFIRMED),
            col(PartOf.valid_from) <= given("day", sa.Date()),
            _in_force(),
            visible_then(is_now=is_now),
        )
        .group_by(col(PartOf.complex_id))
        .subquery()
    )
    query = (
        sa.select(
            col(DeclaredParts.revision_id),
            col(DeclaredParts.declared),
            known.c.known,
            col(DeclaredParts.decision_number),
        )
        .join(SiteRevision, col(SiteRevision.id) == DeclaredParts.revision_id)
        .join(known, known.c.complex_id == SiteRevision.site_id, isouter=True)
        .where(
            among(DeclaredParts.revision_id, "ids"),
            col(DeclaredParts.valid_from) <= given("day", sa.Date()),
            sa.or_(
                col(DeclaredParts.valid_to).is_(None), col(DeclaredParts.valid_to) > given("day", sa.Date())
            ),
        )
    )
    return Prepared(query)


def _ask_declared(reader: Reader, _records: Sequence[Record], *, day: date) -> Prepared:  # noqa: ARG001 (a value)
    return _declared(is_now=reader.known_at is None)


def _read_declared(
    reader: Reader, records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, DeclaredPartsValue]:
    reader.depends_on(parts_of(record.site_id for record in records))
    return {
        revision_id: DeclaredPartsValue(declared, known or 0, max(0, declared - (known or 0)), number)
        for revision_id, declared, known, number in rows
    }


DECLARED_PARTS = Relation(
    "declared_parts",
    _read_declared,
    empty=None,
    is_own=True,
    ask=_ask_declared,
    usual=lambda reader: {"day": reader.today},
)
