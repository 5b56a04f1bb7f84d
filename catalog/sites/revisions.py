"""Revisions in and out of the tables: a content becomes rows, rows become the equal content again.

Everything works on batches: the number of statements does not depend on the number of revisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from catalog.db import insert_rows
from catalog.sites.content import SiteContent
from catalog.sites.statement import Statement
from catalog.sites.surrogates import is_public
from catalog.tables import (
    AdminUnit,
    Citation,
    DeclaredParts,
    Designation,
    DossierItem,
    DossierItemSurrogate,
    ExternalId,
    MissingValue,
    PartOf,
    ProtectionZone,
    Site,
    SiteKind,
    SitePlace,
    SiteRevision,
    SiteText,
    SiteUnit,
    Surrogate,
    SurrogateCaptions,
    SurrogateDescription,
    SurrogateParadata,
    SurrogateText,
)
from catalog.terms import Origin, RecordState, TextField
from catalog.text import collation_key

IN_ONE_STATEMENT = 500
"""Ids in one IN (...): below every database's limit on parameters."""


@dataclass(frozen=True)
class NewRevision:
    """A revision to be written; `content` must be canonical; its hash is taken here unless the caller already has it."""

    site_id: int
    version: int
    content: SiteContent
    state: RecordState
    origin: Origin
    author: str
    recorded_at: datetime
    import_run_id: int | None = None
    author_id: int | None = None
    chain_start: int | None = None
    content_hash: str | None = None


def write_revisions(session: Session, revisions: Sequence[NewRevision]) -> list[int]:
    """Write revisions with everything they say; answers their ids in the given order.

    Raises KeyError if a content names a unit, complex or surrogate that does not exist: callers check first.
    """
    if not revisions:
        return []
    unit_ids = _ids(session, AdminUnit, AdminUnit.key, (u.unit for r in revisions for u in r.content.units))
    site_ids = _ids(session, Site, Site.code, (p.complex for r in revisions for p in r.content.part_of))
    shown = (s.code for r in revisions for s in r.content.surrogates)
    surrogate_ids = _ids(session, Surrogate, Surrogate.code, shown)
    insert_rows(session, SiteRevision, [_revision_row(r) for r in revisions])
    ids = _written_ids(session, revisions)
    rows: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
    for revision_id, revision in zip(ids, revisions, strict=True):
        _explode(rows, revision_id, revision, unit_ids, site_ids)
        _explode_surrogates(rows, revision_id, revision.content, surrogate_ids)
        _explode_dossier(rows, revision_id, revision.content, surrogate_ids)
    for table, table_rows in rows.items():
        insert_rows(session, table, table_rows)
    return ids


def _written_ids(session: Session, revisions: Sequence[NewRevision]) -> list[int]:
    """The ids that the database gave, looked up by site and version: cheaper than RETURNING row by row."""
    found: dict[tuple[int, int], int] = {}
    for some in chunks(revisions):
        query = sa.select(SiteRevision.site_id, SiteRevision.version, SiteRevision.id).where(  # type: ignore[call-overload]
            col(SiteRevision.site_id).in_([revision.site_id for revision in some])
        )
        found.update({(site_id, version): id_ for site_id, version, id_ in session.execute(query)})
    return [found[revision.site_id, revision.version] for revision in revisions]


def _revision_row(revision: NewRevision) -> dict[str, Any]:
    content = revision.content
    return {
        "site_id": revision.site_id,
        "version": revision.version,
        "state": revision.state,
        "origin": revision.origin,
        "author": revision.author,
        "author_id": revision.author_id,
        "chain_start": revision.chain_start or revision.version,
        "recorded_at": revision.recorded_at,
        "import_run_id": revision.import_run_id,
        "submitted_by_id": None,
        "submitted_at": None,
        "reviewed_by_id": None,
        "reviewed_at": None,
        "content_hash": revision.content_hash or content.content_hash(),
        "name_key": name_key(content),
        **{name: getattr(content, name) for name in _PLAIN},
    }


def name_key(content: SiteContent) -> str:
    """By what a revision stands in an order by name: the Vietnamese name's place in the alphabet."""
    return collation_key(content.text_of(TextField.NAME, "vi") or "")


_PLAIN = (
    "slug",
    "managing_body",
    "period_edtf",
    "extent",
    "location_precision",
    "visitor_facts_verified_on",
    "address_in_decision",
)
"""Fields of a content that are columns of the revision itself."""

_LISTS: Mapping[str, type[SQLModel]] = {
    "places": SitePlace,
    "designations": Designation,
    "zones": ProtectionZone,
    "sources": Citation,
}
"""Fields of a content whose order is kept and whose items are rows, name for name."""


def _explode(
    rows: dict[type[SQLModel], list[dict[str, Any]]],
    revision_id: int,
    revision: NewRevision,
    unit_ids: Mapping[str, int],
    site_ids: Mapping[str, int],
) -> None:
    content, of = revision.content, {"revision_id": revision_id}
    positions: dict[tuple[str, str], int] = defaultdict(int)
    for text in content.texts:
        place = positions[text.field, text.language]
        positions[text.field, text.language] += 1
        rows[SiteText].append({**of, "position": place, **_values(text)})
    for position, kind in enumerate(content.kinds):
        rows[SiteKind].append({**of, "position": position, "kind": kind})
    for unit in content.units:
        rows[SiteUnit].append({**of, "unit_id": unit_ids[unit.unit], "is_primary": unit.is_primary})
    for name, table in _LISTS.items():
        for position, item in enumerate(getattr(content, name)):
            rows[table].append({**of, "position": position, **_values(item)})
    for part in content.part_of:
        values = _values(part)
        values["complex_id"] = site_ids[values.pop("complex")]
        rows[PartOf].append({**of, "site_id": revision.site_id, **values})
    for declared in content.declared_parts:
        rows[DeclaredParts].append({**of, **_values(declared)})
    for missing in content.missing:
        rows[MissingValue].append({**of, **_values(missing)})
    for system, value in content.external_ids.items():
        rows[ExternalId].append({**of, "system": system, "value": value})


def _explode_surrogates(
    rows: dict[type[SQLModel], list[dict[str, Any]]],
    revision_id: int,
    content: SiteContent,
    surrogate_ids: Mapping[str, int],
) -> None:
    for statement in content.surrogates:
        of = {"revision_id": revision_id, "surrogate_id": surrogate_ids[statement.code]}
        values = _values(statement)
        del values["code"], values["digest"]
        for text in values.pop("texts"):
            rows[SurrogateText].append({**of, **_values(text)})
        for track in values.pop("caption_tracks") or ():
            rows[SurrogateCaptions].append({**of, **_values(track)})
        if (paradata := values.pop("paradata")) is not None:
            rows[SurrogateParadata].append({**of, **_values(paradata)})
        rows[SurrogateDescription].append({**of, **values, "is_public": is_public(statement)})


def _explode_dossier(
    rows: dict[type[SQLModel], list[dict[str, Any]]],
    revision_id: int,
    content: SiteContent,
    surrogate_ids: Mapping[str, int],
) -> None:
    for item in content.dossier:
        of = {"revision_id": revision_id, "part": item.part}
        values = {**of, **_values(item)}
        opinion = values.pop("ministry_opinion")
        values["opinion_number"] = None if opinion is None else opinion.number
        values["opinion_issued_on"] = None if opinion is None else opinion.issued_on
        codes = values.pop("surrogates")
        rows[DossierItem].append(values)
        for position, code in enumerate(codes):
            surrogate_id = surrogate_ids[code]
            rows[DossierItemSurrogate].append({**of, "surrogate_id": surrogate_id, "position": position})


def _values(statement: Statement) -> dict[str, Any]:
    return dict(statement.__dict__)


def _ids(session: Session, table: Any, key: Any, wanted: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(sorted(set(wanted))):
        found.update(session.execute(sa.select(key, table.id).where(key.in_(some))).all())
    return found


def chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The values in pieces that fit one statement."""
    return (values[at : at + IN_ONE_STATEMENT] for at in range(0, len(values), IN_ONE_STATEMENT))


def read_contents(session: Session, revision_ids: Sequence[int]) -> dict[int, SiteContent]:
    """What each revision says, canonical, equal to what was written."""
    documents: dict[int, dict[str, Any]] = {}
    for some in chunks(revision_ids):
        documents.update(_plain_documents(session, some))
        for load in _LOADERS:
            load(session, some, documents)
    # Rows passed validation when they were written; their shape is that of the model.
    return {revision_id: SiteContent.model_validate(d) for revision_id, d in documents.items()}


Documents = dict[int, dict[str, Any]]


def _plain_documents(session: Session, ids: Sequence[int]) -> Documents:
    columns = [getattr(SiteRevision, name) for name in _PLAIN]
    query = sa.select(SiteRevision.id, *columns).where(col(SiteRevision.id).in_(ids))  # type: ignore[call-overload]
    return {
        row[0]: {**dict(zip(_PLAIN, row[1:], strict=True)), "external_ids": {}, **{k: [] for k in _GATHERED}}
        for row in session.execute(query)
    }


_GATHERED = (
    "texts",
    "kinds",
    "units",
    "part_of",
    "declared_parts",
    "missing",
    "surrogates",
    "dossier",
    *_LISTS,
)


def _gather(
    session: Session,
    query: Any,
    documents: Documents,
    name: str,
    shape: Callable[[dict[str, Any]], Any] = dict,
) -> None:
    for row in session.execute(query).mappings():
        values = dict(row)
        documents[values.pop("revision_id")][name].append(shape(values))


def _rows_of(
    table: type[SQLModel], ids: Sequence[int], *, without: tuple[str, ...], order: tuple[str, ...]
) -> Any:
    columns = [c for c in table.__table__.columns if c.name not in without]  # type: ignore[attr-defined]
    source = table.__table__.columns  # type: ignore[attr-defined]
    return (
        sa.select(*columns).where(source["revision_id"].in_(ids)).order_by(*(source[name] for name in order))
    )


def _load_lists(session: Session, ids: Sequence[int], documents: Documents) -> None:
    for name, table in _LISTS.items():
        query = _rows_of(table, ids, without=("position",), order=("revision_id", "position"))
        _gather(session, query, documents, name)
    texts = _rows_of(
        SiteText, ids, without=("position",), order=("revision_id", "field", "language", "position")
    )
    _gather(session, texts, documents, "texts")
    declared = _rows_of(DeclaredParts, ids, without=(), order=("revision_id", "valid_from"))
    _gather(session, declared, documents, "declared_parts")
    missing = _rows_of(MissingValue, ids, without=(), order=("revision_id", "field"))
    _gather(session, missing, documents, "missing")


def _load_names(session: Session, ids: Sequence[int], documents: Documents) -> None:
    kinds = (
        sa.select(SiteKind.revision_id, SiteKind.kind)  # type: ignore[call-overload]
        .where(col(SiteKind.revision_id).in_(ids))
        .order_by(SiteKind.revision_id, SiteKind.position)
    )
    _gather(session, kinds, documents, "kinds", lambda values: values["kind"])
    units = (
        sa.select(SiteUnit.revision_id, col(AdminUnit.key).label("unit"), SiteUnit.is_primary)  # type: ignore[call-overload]
        .join(AdminUnit, col(AdminUnit.id) == SiteUnit.unit_id)
        .where(col(SiteUnit.revision_id).in_(ids))
        .order_by(SiteUnit.revision_id, col(SiteUnit.is_primary).desc(), AdminUnit.key)
    )
    _gather(session, units, documents, "units")
    part_columns = [c for c in PartOf.__table__.columns if c.name not in ("complex_id", "site_id")]  # type: ignore[attr-defined]
    parts = (
        sa.select(*part_columns, col(Site.code).label("complex"))
        .join(Site, col(Site.id) == PartOf.complex_id)
        .where(col(PartOf.revision_id).in_(ids))
        .order_by(PartOf.revision_id, Site.code, PartOf.relation)  # type: ignore[arg-type]
    )
    _gather(session, parts, documents, "part_of")
    external = sa.select(ExternalId.revision_id, ExternalId.system, ExternalId.value).where(  # type: ignore[call-overload]
        col(ExternalId.revision_id).in_(ids)
    )
    for revision_id, system, value in session.execute(external):
        documents[revision_id]["external_ids"][system] = value


def _load_surrogates(session: Session, ids: Sequence[int], documents: Documents) -> None:
    own = [c for c in SurrogateDescription.__table__.columns if c.name not in ("surrogate_id", "is_public")]  # type: ignore[attr-defined]
    query = (
        sa.select(*own, col(Surrogate.code), col(Surrogate.digest))
        .join(Surrogate, col(Surrogate.id) == SurrogateDescription.surrogate_id)
        .where(col(SurrogateDescription.revision_id).in_(ids))
        .order_by(
            col(SurrogateDescription.revision_id), col(SurrogateDescription.position), col(Surrogate.code)
        )
    )
    _gather(session, query, documents, "surrogates", lambda values: {**values, "texts": []})
    shown = {
        (revision_id, one["code"]): one
        for revision_id in ids
        for one in documents.get(revision_id, {}).get("surrogates", ())
    }
    if not shown:
        return
    for table, order in (
        (SurrogateText, ("field", "language")),
        (SurrogateCaptions, ("language",)),
        (SurrogateParadata, ()),
    ):
        columns = table.__table__.columns  # type: ignore[union-attr]
        rows = (
            sa.select(*(c for c in columns if c.name != "surrogate_id"), col(Surrogate.code))
            .join(Surrogate, col(Surrogate.id) == columns["surrogate_id"])
            .where(columns["revision_id"].in_(ids))
            .order_by(*(columns[name] for name in order))
        )
        for row in session.execute(rows).mappings():
            values = dict(row)
            one = shown[values.pop("revision_id"), values.pop("code")]
            if table is SurrogateParadata:
                one["paradata"] = values
            else:
                one.setdefault("texts" if table is SurrogateText else "caption_tracks", []).append(values)


def _load_dossier(session: Session, ids: Sequence[int], documents: Documents) -> None:
    query = _rows_of(DossierItem, ids, without=(), order=("revision_id", "part"))
    _gather(session, query, documents, "dossier", _dossier_item)
    said = {
        (revision_id, one["part"]): one["surrogates"]
        for revision_id in ids
        for one in documents.get(revision_id, {}).get("dossier", ())
    }
    if not said:
        return
    files = (
        sa.select(DossierItemSurrogate.revision_id, DossierItemSurrogate.part, Surrogate.code)  # type: ignore[call-overload]
        .join(Surrogate, col(Surrogate.id) == DossierItemSurrogate.surrogate_id)
        .where(col(DossierItemSurrogate.revision_id).in_(ids))
        .order_by(DossierItemSurrogate.revision_id, DossierItemSurrogate.part, DossierItemSurrogate.position)
    )
    for revision_id, part, code in session.execute(files):
        said[revision_id, part].append(code)


def _dossier_item(values: dict[str, Any]) -> dict[str, Any]:
    number, issued_on = values.pop("opinion_number"), values.pop("opinion_issued_on")
    opinion = None if number is None else {"number": number, "issued_on": issued_on}
    return {**values, "ministry_opinion": opinion, "surrogates": []}


_LOADERS = (_load_lists, _load_names, _load_surrogates, _load_dossier)
