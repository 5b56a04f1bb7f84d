"""The digital surrogates of a record, and how they are read: the public ones, or all for those who work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from catalog.prepared import Prepared, among
from catalog.projection.reader import Reader, Record, Relation
from catalog.projection.values import LocalizedText
from catalog.rights import RIGHTS
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
    Access,
    Basis,
    PeopleShown,
    SurrogateKind,
    SurrogateRole,
    SurrogateTextField,
    TextOrigin,
)
from media.kinds import MediaType
from media.links import play_name

PICTURES = (SurrogateKind.IMAGE, SurrogateKind.PANORAMA)
"""Kinds that are pictures."""
RECORDED = (SurrogateKind.AUDIO, SurrogateKind.VIDEO)
"""Kinds that are played."""


@dataclass(frozen=True, slots=True)
class ParadataValue:
    """How a surrogate came to be."""

    basis: Basis | None
    method: str | None
    device: str | None
    operator: str | None
    made_edtf: str | None
    sources: str | None
    software: str | None
    accuracy: str | None


@dataclass(frozen=True, slots=True)
class SurrogateValue:
    """One surrogate as a revision describes it, with its file's facts. `is_shown`: the public sees it now."""

    surrogate_id: int
    code: str
    kind: SurrogateKind
    digest: str
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    media_type: str
    size: int
    width: int | None
    height: int | None
    pages: int | None
    seconds: float | None
    frame_rate: float | None
    codecs: str | None
    meshes: int | None
    triangles: int | None
    has_text_layer: bool | None
    dhash: str | None
    placeholder: str | None
    colour: str | None
    role: SurrogateRole
    captured_edtf: str | None
    maker: str | None
    device: str | None
    method: str | None
    rights_uri: str | None
    holder: str | None
    credit_line: str | None
    access: Access
    people: PeopleShown | None
    consent: str | None
    has_personal_data: bool
    captured_latitude: float | None
    captured_longitude: float | None
    focal_x: float | None
    focal_y: float | None
    poster: str | None
    is_shown: bool
    paradata: ParadataValue | None = None
    texts: tuple[tuple[SurrogateTextField, str, str], ...] = ()
    captions: tuple[tuple[str, str], ...] = ()
    """Language and digest of each track."""

    @property
    def captured_on(self) -> date | None:
        """The day of capture, where a whole day is known."""
        try:
            return date.fromisoformat(self.captured_edtf or "")
        except ValueError:
            return None

    @property
    def is_main(self) -> bool:
        """Whether it was chosen to stand for the site."""
        return self.role == SurrogateRole.HERO

    def localized(self, field: SurrogateTextField, language: str) -> LocalizedText | None:
        """The text in the language asked for; else the Vietnamese, else any, and it says so."""
        texts = {tag: text for name, tag, text in self.texts if name == field}
        served = next((tag for tag in (language, "vi", *texts) if tag in texts), None)
        return None if served is None else LocalizedText(texts[served], served, served != language)


_OF_FILES = frozenset(
    {
        "media_type",
        "size",
        "width",
        "height",
        "pages",
        "seconds",
        "frame_rate",
        "codecs",
        "meshes",
        "triangles",
        "has_text_layer",
        "dhash",
        "placeholder",
        "colour",
    }
)
"""Facts of files that may be told; what a file itself says of its device and place never is."""
_OF_SURROGATES = frozenset({"code", "kind", "digest", "withdrawn_at", "withdrawal_reason"})
_PARADATA = tuple(field.name for field in fields(ParadataValue))
_READ_APART = ("is_shown", "paradata", "texts", "captions")
_DESCRIBED = tuple(field.name for field in fields(SurrogateValue) if field.name not in _READ_APART)
"""Fields of a surrogate that are columns of one of three tables, in their order."""


def _column(name: str) -> Any:
    table = Surrogate if name in _OF_SURROGATES else StoredFile if name in _OF_FILES else SurrogateDescription
    return getattr(table, name).label(name)


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
    """The surrogates of the revisions given as `ids`: revision, fields in their order, is shown, paradata."""
    is_shown = _is_public_now() if is_working else sa.true()
    columns = [
        col(SurrogateDescription.revision_id),
        *map(_column, _DESCRIBED),
        is_shown.label("is_shown"),
        col(SurrogateParadata.revision_id).is_not(None).label("has_paradata"),
        *(getattr(SurrogateParadata, name).label(f"about_{name}") for name in _PARADATA),
    ]
    query: sa.Select[Any] = (
        sa.select(*columns)
        .join(Surrogate, col(Surrogate.id) == SurrogateDescription.surrogate_id)
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .outerjoin(
            SurrogateParadata,
            sa.and_(
                col(SurrogateParadata.revision_id) == SurrogateDescription.revision_id,
                col(SurrogateParadata.surrogate_id) == SurrogateDescription.surrogate_id,
            ),
        )
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


def _values(
    reader: Reader, records: Sequence[Record], statement: Callable[..., Prepared]
) -> dict[int, list[SurrogateValue]]:
    is_working = bool(records) and bool(records[0].is_working)
    prepared = statement(is_working=is_working, is_past=reader.known_at is not None)
    rows = reader.rows(prepared, ids=[record.revision_id for record in records])
    if not rows:
        return {}
    ids = {row[0] for row in rows}
    texts = _by_surrogate(reader, _texts(), ids)
    is_recorded = any(row[_KIND] in RECORDED for row in rows)
    captions = _by_surrogate(reader, _captions(), ids) if is_recorded else {}
    shown, about = 1 + len(_DESCRIBED), 3 + len(_DESCRIBED)
    result: dict[int, list[SurrogateValue]] = {}
    for row in rows:
        key = (row[0], row[1])
        paradata = ParadataValue(*row[about:]) if row[about - 1] else None
        apart: Any = (bool(row[shown]), paradata, texts.get(key, ()), captions.get(key, ()))
        value = SurrogateValue(*row[1:shown], *apart)
        result.setdefault(row[0], []).append(value)
    return result


_KIND = 1 + _DESCRIBED.index("kind")


def _by_surrogate(
    reader: Reader, statement: Prepared, ids: Iterable[int]
) -> dict[tuple[int, int], tuple[Any, ...]]:
    """The rows behind revision and surrogate, by these."""
    result: dict[tuple[int, int], tuple[Any, ...]] = {}
    for revision_id, surrogate_id, *rest in reader.rows(statement, ids=ids):
        key = (revision_id, surrogate_id)
        result[key] = (*result.get(key, ()), tuple(rest))
    return result


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


def _read_surrogates(reader: Reader, records: Sequence[Record]) -> Mapping[int, list[SurrogateValue]]:
    return _values(reader, records, _surrogates)


SURROGATES = Relation("surrogates", _read_surrogates, is_own=True)


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


def _read_heroes(reader: Reader, records: Sequence[Record]) -> Mapping[int, SurrogateValue]:
    return {revision_id: values[0] for revision_id, values in _values(reader, records, _heroes).items()}


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
    return play_name(MediaType[value.media_type]) if is_shared else None


HEROES = Relation("heroes", _read_heroes, empty=None, is_own=True)
