"""The register as coverage reads it: every line known at an instant, and what is public of the sites behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog.coverage.counted import Entry
from catalog.coverage.workflow import ACTS, days_between, passes
from catalog.db import UtcDateTime, ask
from catalog.sites.revisions import chunks
from catalog.tables import (
    HistoryEntry,
    Publication,
    RegisterEntry,
    SiteKind,
    SitePlace,
    SiteRevision,
    SiteUnit,
)
from catalog.terms import EntryKind, SubjectKind

_ENTRY = (
    RegisterEntry.id,
    RegisterEntry.key,
    RegisterEntry.kind,
    RegisterEntry.scheme,
    RegisterEntry.grade,
    RegisterEntry.site_id,
    RegisterEntry.complex_id,
    RegisterEntry.label,
    RegisterEntry.valid_from,
    RegisterEntry.valid_to,
    RegisterEntry.known_since,
    RegisterEntry.decision_number,
)


def known_at_instant(known_at: datetime | None) -> sa.ColumnElement[bool]:
    """The condition on `register_entry` that picks what is known now, or was at the instant."""
    if known_at is None:
        return col(RegisterEntry.superseded_at).is_(None)
    return sa.and_(
        col(RegisterEntry.recorded_at) <= known_at,
        sa.or_(col(RegisterEntry.superseded_at).is_(None), col(RegisterEntry.superseded_at) > known_at),
    )


def read_entries(
    session: Session, known_at: datetime | None = None, *conditions: sa.ColumnElement[bool]
) -> list[Entry]:
    """The lines known at an instant, by key: one statement."""
    return [Entry(*row) for row in session.execute(_lines(known_at_instant(known_at), *conditions))]


def _lines(*conditions: sa.ColumnElement[bool]) -> Any:
    return sa.select(*_ENTRY).where(*conditions).order_by(RegisterEntry.key)  # type: ignore[call-overload]


def entries_of(session: Session, sites: Sequence[int]) -> list[Entry]:
    """The lines known now of these sites, and of the parts of these complexes."""
    found: dict[int, Entry] = {}
    for some in chunks(sites):
        found |= {row[0]: Entry(*row) for row in ask(session, _lines_of(), {"ids": list(some)})}
    return list(found.values())


@cache
def _lines_of() -> Any:
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    of_these = sa.or_(col(RegisterEntry.site_id).in_(ids), col(RegisterEntry.complex_id).in_(ids))
    return _lines(known_at_instant(None), of_these)


def read_entries_about(
    session: Session, site_ids: Iterable[int], known_at: datetime | None = None
) -> list[Entry]:
    """The lines of these sites, of their parts, and of the parts of those: one statement for each of three depths."""
    found: dict[int, Entry] = {}
    newest, seen = set(site_ids), set[int]()
    for _ in range(3):
        seen |= newest
        for some in chunks(sorted(newest)):
            about = sa.or_(col(RegisterEntry.site_id).in_(some), col(RegisterEntry.complex_id).in_(some))
            found |= {entry.id: entry for entry in read_entries(session, known_at, about)}
        newest = {entry.site_id for entry in found.values() if entry.site_id is not None} - seen
        if not newest:
            break
    return sorted(found.values(), key=lambda entry: entry.key)


def decisions_of(session: Session, entry_ids: Iterable[int]) -> dict[int, str | None]:
    """The numbers of the decisions behind some lines: one statement."""
    wanted = sorted(set(entry_ids))
    query = sa.select(RegisterEntry.id, RegisterEntry.decision_number).where(  # type: ignore[call-overload]
        col(RegisterEntry.id).in_(wanted)
    )
    return dict(session.execute(query).all()) if wanted else {}


def parts_by_complex(entries: Iterable[Entry], day: date) -> dict[int, list[int | None]]:
    """The parts in force of each complex: their sites, None for each that is not known by name."""
    found: dict[int, list[int | None]] = defaultdict(list)
    for entry in entries:
        if entry.kind == EntryKind.COMPONENT and entry.complex_id is not None and entry.is_in_force(day):
            found[entry.complex_id].append(entry.site_id)
    return dict(found)


@dataclass(frozen=True, slots=True)
class SiteFace:
    """What figures are grouped by, of a site as it is public, or as it last was.

    `unit_ids` are all that the record names, the primary one first; `position` as latitude and longitude.
    `superseded_at` is when it was no longer public so; `is_public_now` may be by a later revision.
    """

    revision_id: int
    code: str
    slug: str
    managing_body: str | None
    submitted_at: datetime | None
    published_at: datetime
    superseded_at: datetime | None
    is_public_now: bool
    unit_ids: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    position: tuple[float, float] | None = None

    def was_public(self, known_at: datetime | None) -> bool:
        """Whether it was public at the instant as it is here; now by default."""
        if self.superseded_at is None:
            return True
        return known_at is not None and self.superseded_at > known_at


def read_faces(session: Session, site_ids: Sequence[int], known_at: datetime | None) -> dict[int, SiteFace]:
    """By site: four statements for each thousand sites."""
    found: dict[int, SiteFace] = {}
    for some in chunks(sorted(set(site_ids))):
        last = _last_public(session, some, known_at)
        ids = [row.revision_id for row in last.values()]
        unit_rows, kind_rows, places = (ask(session, query, {"ids": ids}) for query in _groups())
        units, kinds = _grouped(unit_rows), _grouped(kind_rows)
        positions = {row[0]: (row[1], row[2]) for row in places}
        for site_id, row in last.items():
            revision = row.revision_id
            groups: dict[str, Any] = {
                "unit_ids": tuple(units.get(revision, ())),
                "kinds": tuple(kinds.get(revision, ())),
                "position": positions.get(revision),
            }
            found[site_id] = SiteFace(*row[1:], **groups)
    return found


@cache
def _groups() -> tuple[Any, Any, Any]:
    """Units, kinds and positions of revisions."""
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    return (
        sa.select(SiteUnit.revision_id, SiteUnit.unit_id)  # type: ignore[call-overload]
        .where(col(SiteUnit.revision_id).in_(ids))
        .order_by(SiteUnit.revision_id, col(SiteUnit.is_primary).desc(), SiteUnit.unit_id),
        sa.select(SiteKind.revision_id, SiteKind.kind)  # type: ignore[call-overload]
        .where(col(SiteKind.revision_id).in_(ids))
        .order_by(SiteKind.revision_id, SiteKind.position),
        sa.select(SitePlace.revision_id, SitePlace.latitude, SitePlace.longitude).where(  # type: ignore[call-overload]
            col(SitePlace.revision_id).in_(ids), col(SitePlace.is_location)
        ),
    )


def _last_public(session: Session, site_ids: Sequence[int], known_at: datetime | None) -> dict[int, Any]:
    query, told = _publications(known_at is not None), {"ids": list(site_ids), "known_at": known_at}
    return {row.site_id: row for row in ask(session, query, told)}


@cache
def _publications(is_past: bool) -> Any:
    current = aliased(Publication)
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    query = (
        sa.select(  # type: ignore[call-overload]
            Publication.site_id,
            Publication.revision_id,
            Publication.code,
            Publication.slug,
            SiteRevision.managing_body,
            SiteRevision.submitted_at,
            Publication.published_at,
            Publication.superseded_at,
            col(current.revision_id).is_not(None),
        )
        .join(SiteRevision, col(SiteRevision.id) == Publication.revision_id)
        .outerjoin(
            current,
            sa.and_(col(current.site_id) == Publication.site_id, col(current.superseded_at).is_(None)),
        )
        .where(col(Publication.site_id).in_(ids))
        .order_by(Publication.site_id, Publication.published_at)
    )
    if not is_past:
        return query
    return query.where(col(Publication.published_at) <= sa.bindparam("known_at", type_=UtcDateTime()))


def _grouped(rows: Iterable[Sequence[Any]]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for revision_id, value in rows:
        found[revision_id].append(value)
    return found


@dataclass(frozen=True, slots=True)
class Passage:
    """How a site's work went through review, up to an instant."""

    judged: int = 0
    at_once: int = 0


def read_passages(session: Session, codes: Iterable[str], known_at: datetime | None) -> dict[str, Passage]:
    """By code, of those of these sites that were ever submitted: one statement for each thousand."""
    acts: dict[str, list[Any]] = defaultdict(list)
    for some in chunks(sorted(set(codes))):
        query = (
            sa.select(HistoryEntry.subject_key, HistoryEntry.action)  # type: ignore[call-overload]
            .where(
                col(HistoryEntry.subject_kind) == SubjectKind.SITE,
                col(HistoryEntry.subject_key).in_(some),
                col(HistoryEntry.action).in_(ACTS),
            )
            .order_by(HistoryEntry.subject_key, HistoryEntry.sequence)
        )
        if known_at is not None:
            query = query.where(col(HistoryEntry.at) <= known_at)
        for code, action in session.execute(query):
            acts[code].append(action)
    return {code: Passage(*passes(some)) for code, some in acts.items()}


def lead_days(face: SiteFace) -> Any:
    """The days from submission to publication of what is public; None if it never was submitted."""
    return days_between(face.submitted_at, face.published_at)


def sites_of_register(session: Session) -> list[int]:
    """Every site that was ever public, by id."""
    query = sa.select(Publication.site_id).distinct().order_by(Publication.site_id)  # type: ignore[call-overload]
    return list(session.scalars(query))
