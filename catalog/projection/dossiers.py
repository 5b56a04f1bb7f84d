"""The scientific dossier of a record as its revision states it, with the facts of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import ask
from catalog.projection.reader import Reader, Record, Relation, grouped
from catalog.tables import (
    DossierItem,
    DossierItemSurrogate,
    KindTerm,
    SiteKind,
    StoredFile,
    Surrogate,
)
from catalog.terms import DossierStatus, SurrogateKind


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of a part: its code, and what the bytes hold. A page that was photographed is one page."""

    code: str
    kind: SurrogateKind
    pages: int | None
    has_text_layer: bool | None
    is_withdrawn: bool

    @property
    def page_count(self) -> int:
        """Pages of a document, one for a picture, none for anything else."""
        return self.pages or (1 if self.kind == SurrogateKind.IMAGE else 0)


@dataclass(frozen=True, slots=True)
class DossierItemValue:
    """What the revision says of a part, with its files by page order."""

    part: str
    status: DossierStatus
    reason: str | None
    page_count: int | None
    is_converted_from_paper: bool
    conversion_mark: str | None
    signature_reference: str | None
    opinion_number: str | None
    opinion_issued_on: date | None
    note: str | None
    files: tuple[DossierFile, ...] = ()


_PLAIN = tuple(name for name in DossierItemValue.__dataclass_fields__ if name != "files")


def file_columns(is_withdrawn: sa.ColumnElement[bool] | None = None) -> tuple[Any, ...]:
    """The columns of which a `DossierFile` is made, from `surrogate` and `stored_file`; withdrawn is as of now."""
    return (
        col(Surrogate.code),
        col(Surrogate.kind),
        col(StoredFile.pages),
        col(StoredFile.has_text_layer),
        col(Surrogate.withdrawn_at).is_not(None) if is_withdrawn is None else is_withdrawn,
    )


def read_items(
    session: Session, revision_ids: Sequence[int], is_withdrawn: sa.ColumnElement[bool] | None = None
) -> dict[int, list[DossierItemValue]]:
    """What these revisions say of the parts, by revision; `is_withdrawn` is what of files counts as withdrawn."""
    found = ask(session, _items(), {"ids": list(revision_ids)})
    items = [(revision_id, dict(zip(_PLAIN, row, strict=True))) for revision_id, *row in found]
    files = _read_files(session, {revision_id for revision_id, _ in items}, is_withdrawn)
    return grouped(
        (revision_id, DossierItemValue(**values, files=tuple(files.get((revision_id, values["part"]), ()))))
        for revision_id, values in items
    )


@cache
def _items() -> Any:
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    return (
        sa.select(DossierItem.revision_id, *(getattr(DossierItem, name) for name in _PLAIN))  # type: ignore[call-overload]
        .where(col(DossierItem.revision_id).in_(ids))
        .order_by(DossierItem.revision_id, DossierItem.part)
    )


def _read_files(
    session: Session, ids: set[int], is_withdrawn: sa.ColumnElement[bool] | None
) -> dict[tuple[int, str], list[DossierFile]]:
    if not ids:
        return {}
    columns = file_columns(is_withdrawn)
    query = (
        sa.select(DossierItemSurrogate.revision_id, DossierItemSurrogate.part, *columns)  # type: ignore[call-overload]
        .join(Surrogate, col(Surrogate.id) == DossierItemSurrogate.surrogate_id)
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .where(col(DossierItemSurrogate.revision_id).in_(ids))
        .order_by(DossierItemSurrogate.revision_id, DossierItemSurrogate.part, DossierItemSurrogate.position)
    )
    files: dict[tuple[int, str], list[DossierFile]] = {}
    for revision_id, part, *facts in session.execute(query):
        files.setdefault((revision_id, part), []).append(DossierFile(*facts))
    return files


def _read_items(reader: Reader, records: Sequence[Record]) -> Mapping[int, list[DossierItemValue]]:
    return read_items(reader.session, [record.revision_id for record in records])


DOSSIER = Relation("dossier", _read_items)


def _read_legal_kinds(reader: Reader, records: Sequence[Record]) -> Mapping[int, bool]:
    query = (
        sa.select(SiteKind.revision_id, sa.func.max(sa.cast(col(KindTerm.is_legal), sa.Integer)))  # type: ignore[call-overload]
        .join(KindTerm, col(KindTerm.code) == SiteKind.kind)
        .where(col(SiteKind.revision_id).in_([record.revision_id for record in records]))
        .group_by(SiteKind.revision_id)
    )
    return {revision_id: bool(is_legal) for revision_id, is_legal in reader.session.execute(query)}


LEGAL_KINDS = Relation("legal_kinds", _read_legal_kinds, empty=None)
"""Whether one of the record's kinds is a legal relic kind; None where it names no kind."""
