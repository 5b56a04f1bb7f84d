"""The digital surrogates of a record, and how they are read: the public ones, or all for those who work on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from catalog.projection.reader import Reader, Record, Relation, grouped
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


_TABLES: Mapping[type[Any], tuple[str, ...]] = {
    Surrogate: ("code", "kind", "digest", "withdrawn_at", "withdrawal_reason"),
    StoredFile: (
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
    ),
    SurrogateDescription: (
        "surrogate_id",
        "role",
        "captured_edtf",
        "maker",
        "device",
        "method",
        "rights_uri",
        "holder",
        "credit_line",
        "access",
        "people",
        "consent",
        "has_personal_data",
        "captured_latitude",
        "captured_longitude",
        "focal_x",
        "focal_y",
        "poster",
    ),
}
_PARADATA = tuple(field.name for field in fields(ParadataValue))
_ABOUT = "paradata_"


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


def _query(records: Sequence[Record]) -> sa.Select[Any]:
    is_working = bool(records) and bool(records[0].values.get("is_working"))
    columns = [getattr(table, name).label(name) for table, names in _TABLES.items() for name in names]
    columns += [getattr(SurrogateParadata, name).label(f"{_ABOUT}{name}") for name in _PARADATA]
    columns.append(col(SurrogateParadata.revision_id).is_not(None).label("has_paradata"))
    is_shown = _is_public_now() if is_working else sa.true()
    query: sa.Select[Any] = (
        sa.select(
            col(SurrogateDescription.revision_id),
            SurrogateDescription.position,
            is_shown.label("is_shown"),
            *columns,
        )  # type: ignore[call-overload]
        .join(Surrogate, col(Surrogate.id) == SurrogateDescription.surrogate_id)
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .outerjoin(
            SurrogateParadata,
            sa.and_(
                col(SurrogateParadata.revision_id) == SurrogateDescription.revision_id,
                col(SurrogateParadata.surrogate_id) == SurrogateDescription.surrogate_id,
            ),
        )
        .where(col(SurrogateDescription.revision_id).in_([record.revision_id for record in records]))
    )
    if not is_working:
        query = query.where(col(SurrogateDescription.is_public), col(Surrogate.withdrawn_at).is_(None))
        if records and records[0].batch.reader.known_at is not None:
            # What was public then and is not now stays out of sight: rights end, people take their consent back.
            query = query.where(_is_public_now())
    return query


def _values(reader: Reader, query: Any) -> dict[int, list[SurrogateValue]]:
    rows = [dict(row) for row in reader.session.execute(query).mappings()]
    found = []
    for row in rows:
        revision_id = row.pop("revision_id")
        row.pop("position"), row.pop("place", None)
        about = {name: row.pop(f"{_ABOUT}{name}") for name in _PARADATA}
        paradata = ParadataValue(**about) if row.pop("has_paradata") else None
        found.append((revision_id, SurrogateValue(**row, paradata=paradata)))
    keys = [(revision_id, value.surrogate_id) for revision_id, value in found]
    texts = _texts(reader, keys)
    captions = _captions(reader, keys) if any(value.kind in RECORDED for _, value in found) else {}
    return grouped(
        (
            key[0],
            replace(value, texts=tuple(texts.get(key, ())), captions=tuple(captions.get(key, ()))),
        )
        for key, (_, value) in zip(keys, found, strict=True)
    )


def _captions(reader: Reader, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Any]]:
    """Language and digest of the caption tracks, by revision and surrogate."""
    query = (
        sa.select(  # type: ignore[call-overload]
            SurrogateCaptions.revision_id,
            SurrogateCaptions.surrogate_id,
            SurrogateCaptions.language,
            SurrogateCaptions.digest,
        )
        .where(col(SurrogateCaptions.revision_id).in_({revision_id for revision_id, _ in keys}))
        .order_by(SurrogateCaptions.language)
    )
    result: dict[tuple[int, int], list[Any]] = {}
    for revision_id, surrogate_id, *track in reader.session.execute(query):
        result.setdefault((revision_id, surrogate_id), []).append(tuple(track))
    return result


def _texts(reader: Reader, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Any]]:
    """Texts by revision and surrogate; machine text counts as untranslated until a person has reviewed it."""
    if not keys:
        return {}
    query = (
        sa.select(  # type: ignore[call-overload]
            SurrogateText.revision_id,
            SurrogateText.surrogate_id,
            SurrogateText.field,
            SurrogateText.language,
            SurrogateText.text,
        )
        .where(
            col(SurrogateText.revision_id).in_({revision_id for revision_id, _ in keys}),
            col(SurrogateText.surrogate_id).in_({surrogate_id for _, surrogate_id in keys}),
            sa.or_(col(SurrogateText.origin) != TextOrigin.MACHINE, col(SurrogateText.is_reviewed)),
        )
        .order_by(SurrogateText.field, SurrogateText.language)
    )
    result: dict[tuple[int, int], list[Any]] = {}
    for revision_id, surrogate_id, *text in reader.session.execute(query):
        result.setdefault((revision_id, surrogate_id), []).append(tuple(text))
    return result


def _read_surrogates(reader: Reader, records: Sequence[Record]) -> Mapping[int, list[SurrogateValue]]:
    order = (col(SurrogateDescription.revision_id), col(SurrogateDescription.position), col(Surrogate.code))
    return _values(reader, _query(records).order_by(*order))


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
        _query(records)
        .where(
            col(Surrogate.kind).in_(PICTURES),
            col(SurrogateDescription.role).not_in(PAPERS),
            col(Surrogate.withdrawn_at).is_(None),
        )
        .add_columns(place.label("place"))
        .subquery()
    )
    first = sa.select(ranked).where(ranked.c.place == 1)
    return {revision_id: values[0] for revision_id, values in _values(reader, first).items()}


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
