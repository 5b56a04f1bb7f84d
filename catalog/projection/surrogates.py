"""The digital surrogates of a record, and how they are read: the public ones, or all for those who work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from catalog.lazy import cached_property
from catalog.prepared import Prepared, Row, among
from catalog.projection.reader import Reader, Record, Relation, always
from catalog.projection.surrogate_values import (
    PICTURES,
    RECORDED,
    Described,
    Details,
    FileFacts,
    ParadataValue,
    SurrogateValue,
)
from catalog.rights import RIGHTS
from catalog.stamps import Sight
from catalog.tables import (
    Publication,
    StoredFile,
    Surrogate,
    SurrogateCaptions,
    SurrogateDescription,
    SurrogateParadata,
    SurrogateText,
)
from catalog.terms import (
    PAPERS,
    SurrogateKind,
    SurrogateRole,
    TextOrigin,
)
from media.kinds import MediaType
from media.links import play_name

_OF_SURROGATES = frozenset({"code", "kind", "digest", "withdrawn_at", "withdrawal_reason"})
_CORE = tuple(each.name for each in fields(SurrogateValue) if each.name not in ("is_shown", "apart"))
"""What is read of each surrogate at once."""


class _Apart:
    """What is read of the same surrogates when somebody asks for it."""

    def __init__(self, reader: Reader, records: Sequence[Record], rows: Sequence[Row]) -> None:
        self._reader = reader
        self._batch = records[0].batch
        self._ids = list({row[0] for row in rows})
        self._digests = {row[_CORE.index("digest")] for row in rows}

    def _rows(self, statement: Prepared, **values: Any) -> list[Row]:
        with self._reader.seeing(Sight.OWN):
            return self._reader.rows(statement, **values or {"ids": self._ids})

    @cached_property
    def files(self) -> dict[str, FileFacts]:
        """By digest."""
        return {row[0]: FileFacts._make(row[1:]) for row in self._rows(_files(), digests=self._digests)}

    @cached_property
    def details(self) -> dict[Described, Details]:
        """Of each."""
        return {(row[0], row[1]): Details._make(row[2:]) for row in self._rows(_details())}

    @cached_property
    def paradata(self) -> dict[Described, ParadataValue]:
        """Of those of which any is said."""
        return {(row[0], row[1]): ParadataValue._make(row[2:]) for row in self._rows(_paradata())}

    @property
    def texts(self) -> Mapping[int, Mapping[int, list[Any]]]:
        """Field, language and text."""
        return self._batch.related(SURROGATE_TEXTS, {})

    @cached_property
    def captions(self) -> dict[Described, tuple[Any, ...]]:
        """Language and digest of each track."""
        return _by_surrogate(self._rows(_captions()))


def _column(name: str) -> Any:
    return getattr(Surrogate if name in _OF_SURROGATES else SurrogateDescription, name)


def _is_public_now() -> sa.ColumnElement[bool]:
    """Whether the public sees these very bytes now, through whichever site."""
    described, shown, public = aliased(SurrogateDescription), aliased(Surrogate), aliased(Publication)
    return sa.exists().where(
        col(shown.digest) == Surrogate.digest,
        col(shown.withdrawn_at).is_(None),
        col(described.surrogate_id) == shown.id,
        col(described.is_public),
        col(public.revision_id) == described.revision_id,
        col(public.superseded_at).is_(None),
    )


def _described(*, is_working: bool, is_past: bool) -> sa.Select[Any]:
    """The surrogates of the revisions given as `ids`: what is read at once, in its order."""
    is_shown = _is_public_now() if is_working else sa.true()
    query: sa.Select[Any] = (
        sa.select(*[_column(name).label(name) for name in _CORE], is_shown.label("is_shown"))
        .join(Surrogate, col(Surrogate.id) == SurrogateDescription.surrogate_id)
        .where(among(SurrogateDescription.revision_id, "ids"))
    )
    if not is_working:
        query = query.where(col(SurrogateDescription.is_public), col(Surrogate.withdrawn_at).is_(None))
        if is_past:
            # What was public then and is not now stays out of sight: rights end, people take their consent back.
            query = query.where(_is_public_now())
    return query


@cache
def _surrogates(*, is_working: bool, is_past: bool) -> Prepared:
    order = (col(SurrogateDescription.revision_id), col(SurrogateDescription.position), col(Surrogate.code))
    return Prepared(_described(is_working=is_working, is_past=is_past).order_by(*order))


@cache
def _heroes(*, is_working: bool, is_past: bool) -> Prepared:
    """The main picture of each record: the one that was chosen, else the first of its gallery."""
    place = sa.func.row_number().over(
        partition_by=col(SurrogateDescription.revision_id),
        order_by=(
            col(SurrogateDescription.role) != SurrogateRole.HERO,
            col(SurrogateDescription.position),
            col(Surrogate.code),
        ),
    )
    ranked = (
        _described(is_working=is_working, is_past=is_past)
        .where(
            col(Surrogate.kind).in_(PICTURES),
            col(SurrogateDescription.role).not_in(PAPERS),
            col(Surrogate.withdrawn_at).is_(None),
        )
        .add_columns(place.label("place"))
        .subquery()
    )
    return Prepared(
        sa.select(*[column for column in ranked.c if column.name != "place"]).where(ranked.c.place == 1)
    )


def _ask(statement: Callable[..., Prepared], reader: Reader, records: Sequence[Record]) -> Prepared:
    is_working = bool(records) and bool(records[0].is_working)
    return statement(is_working=is_working, is_past=reader.known_at is not None)


def _read_surrogates(
    reader: Reader, records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, list[SurrogateValue]]:
    if not rows:
        return {}
    apart = _Apart(reader, records, rows)
    result: dict[int, list[SurrogateValue]] = {}
    for row in rows:
        result.setdefault(row[0], []).append(SurrogateValue(apart, *row))
    return result


def _by_surrogate(rows: Iterable[Row]) -> dict[Described, tuple[Any, ...]]:
    """What stands behind revision and surrogate, by these."""
    result: dict[Described, tuple[Any, ...]] = {}
    for row in rows:
        key = (row[0], row[1])
        result[key] = (*result.get(key, ()), tuple(row[2:]))
    return result


@cache
def _files() -> Prepared:
    columns = [getattr(StoredFile, name) for name in FileFacts._fields]
    return Prepared(sa.select(StoredFile.digest, *columns).where(among(StoredFile.digest, "digests")))  # type: ignore[call-overload]


@cache
def _details() -> Prepared:
    query = sa.select(  # type: ignore[call-overload]
        SurrogateDescription.revision_id,
        SurrogateDescription.surrogate_id,
        *map(_column, Details._fields),
    ).join(Surrogate, col(Surrogate.id) == SurrogateDescription.surrogate_id)
    return Prepared(query.where(among(SurrogateDescription.revision_id, "ids")))


@cache
def _paradata() -> Prepared:
    table = SurrogateParadata
    columns = [getattr(table, name) for name in ("revision_id", "surrogate_id", *ParadataValue._fields)]
    return Prepared(sa.select(*columns).where(among(table.revision_id, "ids")))


@cache
def _captions() -> Prepared:
    """Language and digest of the caption tracks."""
    table = SurrogateCaptions
    query = sa.select(*map(col, (table.revision_id, table.surrogate_id, table.language, table.digest))).where(
        among(table.revision_id, "ids")
    )
    return Prepared(query.order_by(col(table.language)))


@cache
def _texts() -> Prepared:
    """Texts of surrogates; machine text counts as untranslated until a person has reviewed it."""
    table = SurrogateText
    columns = (table.revision_id, table.surrogate_id, table.field, table.language, table.text)
    query = sa.select(*map(col, columns)).where(
        among(table.revision_id, "ids"),
        sa.or_(col(table.origin) != TextOrigin.MACHINE, col(table.is_reviewed)),
    )
    return Prepared(query.order_by(col(table.field), col(table.language)))


def _read_texts(
    _reader: Reader, _records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, Mapping[int, list[Any]]]:
    texts: dict[int, dict[int, list[Any]]] = {}
    for revision_id, surrogate_id, *text in rows:
        texts.setdefault(revision_id, {}).setdefault(surrogate_id, []).append(text)
    return texts


SURROGATES = Relation("surrogates", _read_surrogates, is_own=True, ask=partial(_ask, _surrogates))
SURROGATE_TEXTS = Relation("surrogate_texts", _read_texts, is_own=True, ask=always(_texts))


def pictures_of(record: Record) -> list[SurrogateValue]:
    """The pictures that a record shows of its site, in their order; pages of its dossier are none of them."""
    return [
        value for value in record.related(SURROGATES) if value.kind in PICTURES and value.role not in PAPERS
    ]


def recordings_of(record: Record) -> list[SurrogateValue]:
    """The sound and film that a record shows of its site, in their order."""
    return [
        value for value in record.related(SURROGATES) if value.kind in RECORDED and value.role not in PAPERS
    ]


def has_pictures() -> sa.ColumnElement[bool]:
    """The condition on `publication` that its revision shows the public a picture of the site."""
    return shows_pictures(Publication.revision_id, col(SurrogateDescription.is_public).is_(True))


def shows_pictures(revision_id: Any, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """The condition that the revision in this column has a picture of the site; `where` may ask more of it."""
    return sa.exists().where(
        col(SurrogateDescription.revision_id) == revision_id,
        *where,
        col(SurrogateDescription.role).not_in(PAPERS),
        col(Surrogate.id) == SurrogateDescription.surrogate_id,
        col(Surrogate.kind).in_(PICTURES),
        col(Surrogate.withdrawn_at).is_(None),
    )


def _read_heroes(
    reader: Reader, records: Sequence[Record], *, rows: Sequence[Row]
) -> Mapping[int, SurrogateValue]:
    values = _read_surrogates(reader, records, rows=rows)
    return {revision_id: first for revision_id, (first, *_) in values.items()}


def pictured(value: SurrogateValue, record: Record) -> SurrogateValue | None:
    """The surrogate whose pictures stand for this one: itself, its poster if that may be seen, or none."""
    if value.kind in PICTURES:
        return value
    if value.poster is not None:
        found = (
            one for one in record.related(SURROGATES) if one.code == value.poster and one.kind in PICTURES
        )
        poster: SurrogateValue | None = next(found, None)
        if poster is not None:
            return poster
    return value if value.kind == SurrogateKind.VIDEO else None


def playing(value: SurrogateValue) -> str | None:
    """The name of the file that is played or downloaded; None for what is looked at, or may not be handed on."""
    if value.kind == SurrogateKind.MODEL:
        term = RIGHTS.get(value.rights_uri or "")
        is_shared = not value.is_shown or (term is not None and term.may_share_original)
    else:
        is_shared = value.kind in RECORDED
    return play_name(MediaType[value.file.media_type]) if is_shared else None


HEROES = Relation("heroes", _read_heroes, empty=None, is_own=True, ask=partial(_ask, _heroes))
