"""The rows behind the facts of some hundreds of sites: plain columns, a fixed number of statements, no objects.

What is read stands as the register's entries do (`catalog.register`): what was public at an instant, or, of what
was withdrawn, as it last was; nothing of what was public by mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog.projection.dossiers import DossierItemValue, read_items
from catalog.projection.site import CONFIRMED
from catalog.projection.values import DesignationValue
from catalog.tables import (
    Citation,
    DeclaredParts,
    Designation,
    FileCheck,
    HistoryEntry,
    MissingValue,
    PartOf,
    ProtectionZone,
    Publication,
    SafeCopy,
    Site,
    SiteKind,
    SitePlace,
    SiteRevision,
    SiteText,
    SiteUnit,
    StoredFile,
    Surrogate,
    SurrogateDescription,
    SurrogateParadata,
    SurrogateText,
    SurrogateWithdrawal,
)
from catalog.terms import (
    Action,
    Membership,
    Relation,
    SubjectKind,
    SurrogateTextField,
    TextOrigin,
)

STATEMENTS = 20
"""Statements for some hundreds of sites, at most."""

Of = Mapping[Any, list[Any]]
"""Rows without their first column, by it."""

PARADATA = ("basis", "method", "device", "operator", "made", "sources", "software", "accuracy")
"""What may be told of how a surrogate came to be, in the order of its columns."""


@dataclass(frozen=True)
class Rows:
    """What was read; by revision unless said otherwise. `sites` are plain values, one row a site.

    `wholes` are the acts of each complex that the public sees, with the end of belonging to it; `members` are intervals of confirmed parts by the
    complex's site; `checks` are the newest (instant, fault) by digest; `described` and `paradata` are of (revision,
    surrogate).
    """

    sites: Sequence[Any]
    texts: Of
    kinds: Of
    units: Of
    places: Of
    acts: Mapping[int, list[DesignationValue]]
    parts: Of
    wholes: Mapping[int, list[tuple[date | None, list[DesignationValue]]]]
    members: Of
    declared: Of
    zones: Of
    missing: Of
    sources: Of
    files: Of
    checks: Mapping[str, tuple[datetime, Any]]
    described: Collection[tuple[int, int]]
    paradata: Mapping[tuple[int, int], frozenset[str]]
    dossier: Mapping[int, list[DossierItemValue]]


def read_rows(session: Session, site_ids: Sequence[int], known_at: datetime | None) -> Rows:
    """Everything that is said of these sites, as known at an instant; at most `STATEMENTS` statements."""
    sites = session.execute(_sites(site_ids, known_at)).all()
    ids = [site.revision_id for site in sites]
    files = _by_first(session, _files(ids, known_at))
    pictured = [revision_id for revision_id in ids if revision_id in files]
    return Rows(
        sites=sites,
        texts=_by_first(session, _texts(ids)),
        kinds=_by_first(session, _of(SiteKind, ids, SiteKind.kind, order=SiteKind.position)),
        units=_by_first(session, _of(SiteUnit, ids, SiteUnit.unit_id, SiteUnit.is_primary)),
        places=_by_first(session, _places(ids)),
        acts=_acts(session, ids),
        parts=_by_first(session, _parts(ids)),
        wholes=_wholes(session, ids, known_at),
        members=_by_first(session, _members([site.site_id for site in sites], known_at)),
        declared=_by_first(
            session, _of(DeclaredParts, ids, DeclaredParts.valid_from, DeclaredParts.valid_to)
        ),
        zones=_by_first(session, _zones(ids)),
        missing=_by_first(session, _missing(ids)),
        sources=_by_first(session, _of(Citation, ids, Citation.title, order=Citation.position)),
        files=files,
        checks={} if known_at is None else _checks(session, pictured, known_at),
        described=_described(session, pictured),
        paradata=_paradata(session, pictured),
        dossier=read_items(session, ids, _is_withdrawn(known_at)),
    )


def read_copies(session: Session, known_at: datetime | None) -> list[datetime]:
    """When the newest copy at each other place was taken, of those recorded by then."""
    query = sa.select(sa.func.max(SafeCopy.taken_at)).group_by(col(SafeCopy.place))
    if known_at is not None:
        query = query.where(col(SafeCopy.recorded_at) <= known_at)
    return list(session.scalars(query))


def _by_first(session: Session, query: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for first, *rest in session.execute(query):
        found.setdefault(first, []).append(rest)
    return found


def _of(table: Any, ids: Sequence[int], *columns: Any, order: Any = None) -> Any:
    query = sa.select(table.revision_id, *columns).where(table.revision_id.in_(ids))
    return query if order is None else query.order_by(table.revision_id, order)


def _sees(known_at: datetime | None) -> sa.ColumnElement[bool]:
    """What is public at the instant."""
    ended = col(Publication.superseded_at)
    if known_at is None:
        return ended.is_(None)
    return sa.and_(col(Publication.published_at) <= known_at, sa.or_(ended.is_(None), ended > known_at))


def _stands(known_at: datetime | None) -> sa.ColumnElement[bool]:
    """The newest publication of a site by then, unless what it made public was taken back as a mistake."""
    later, revision, own = aliased(Publication), aliased(SiteRevision), aliased(SiteRevision)
    # By way of the revisions: publications of the past have no index by site.
    newer = (
        sa.exists()
        .where(
            col(own.id) == Publication.revision_id,
            col(revision.site_id) == own.site_id,
            col(later.revision_id) == revision.id,
            col(later.published_at) > Publication.published_at,
            *([] if known_at is None else [col(later.published_at) <= known_at]),
        )
        .correlate(Publication)
    )
    taken_back = (
        sa.exists()
        .where(
            col(HistoryEntry.subject_kind) == SubjectKind.SITE,
            col(HistoryEntry.subject_key) == Publication.code,
            col(HistoryEntry.action) == Action.UNDO_IMPORT,
            col(HistoryEntry.at) == Publication.superseded_at,
        )
        .correlate(Publication)
    )
    withdrawn = sa.and_(col(Publication.superseded_at).is_not(None), ~newer, ~taken_back)
    if known_at is None:
        return sa.or_(_sees(None), withdrawn)
    return sa.or_(_sees(known_at), sa.and_(col(Publication.superseded_at) <= known_at, withdrawn))


def _sites(site_ids: Sequence[int], known_at: datetime | None) -> Any:
    return (
        sa.select(  # type: ignore[call-overload]
            Publication.revision_id,
            Publication.site_id,
            Publication.code,
            Publication.slug,
            SiteRevision.version,
            _sees(known_at).label("is_public"),
            SiteRevision.author,
            SiteRevision.author_id,
            SiteRevision.reviewed_by_id,
            SiteRevision.managing_body,
            SiteRevision.period_edtf,
            SiteRevision.extent,
            SiteRevision.visitor_facts_verified_on,
        )
        .select_from(SiteRevision)
        .join(Publication, col(Publication.revision_id) == SiteRevision.id)
        .where(col(SiteRevision.site_id).in_(site_ids), _stands(known_at))
        .order_by(Publication.site_id)
    )


def _texts(ids: Sequence[int]) -> Any:
    order = (SiteText.field, SiteText.language, SiteText.position)
    columns = (SiteText.field, SiteText.language, sa.func.length(SiteText.text))
    said = (SiteText.origin, SiteText.is_reviewed, SiteText.is_stale)
    return _of(SiteText, ids, *columns, *said).order_by(SiteText.revision_id, *order)  # type: ignore[arg-type]


def _places(ids: Sequence[int]) -> Any:
    point = (SitePlace.latitude, SitePlace.longitude)
    how = (SitePlace.accuracy_metres, SitePlace.method, SitePlace.source_crs)
    return _of(SitePlace, ids, *point, *how).where(col(SitePlace.is_location))


def _acts(session: Session, ids: Collection[int]) -> dict[int, list[DesignationValue]]:
    columns = [getattr(Designation, name) for name in DesignationValue.__dataclass_fields__]
    query = _of(Designation, list(ids), *columns, order=Designation.position)
    return {
        revision_id: [DesignationValue(*row) for row in rows]
        for revision_id, rows in _by_first(session, query).items()
    }


def _parts(ids: Sequence[int]) -> Any:
    columns = (PartOf.membership, PartOf.decision_number, PartOf.valid_from, PartOf.valid_to)
    query = _of(PartOf, ids, col(Site.code), *columns).join(Site, col(Site.id) == PartOf.complex_id)
    return query.where(col(PartOf.relation) == Relation.PART).order_by(PartOf.revision_id, Site.id)


def _wholes(
    session: Session, ids: Sequence[int], known_at: datetime | None
) -> dict[int, list[tuple[date | None, list[DesignationValue]]]]:
    revision = aliased(SiteRevision)
    query = (
        _of(PartOf, ids, PartOf.valid_to, Publication.revision_id, order=PartOf.complex_id)
        .join(revision, col(revision.site_id) == PartOf.complex_id)
        .join(Publication, col(Publication.revision_id) == revision.id)
        .where(
            col(PartOf.relation) == Relation.PART,
            col(PartOf.membership) != Membership.UNCONFIRMED,
            _sees(known_at),
        )
    )
    links = session.execute(query).all()
    acts = _acts(session, {whole for _, _, whole in links}) if links else {}
    found: dict[int, list[tuple[date | None, list[DesignationValue]]]] = {}
    for revision_id, valid_to, whole in links:
        found.setdefault(revision_id, []).append((valid_to, acts.get(whole, [])))
    return found


def _members(site_ids: Sequence[int], known_at: datetime | None) -> Any:
    return (
        sa.select(PartOf.complex_id, PartOf.valid_from, PartOf.valid_to)  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == PartOf.revision_id)
        .where(
            col(PartOf.complex_id).in_(site_ids),
            col(PartOf.relation) == Relation.PART,
            col(PartOf.membership).in_(CONFIRMED),
            _stands(known_at),
        )
    )


def _zones(ids: Sequence[int]) -> Any:
    columns = (ProtectionZone.zone, ProtectionZone.valid_from, ProtectionZone.valid_to)
    return _of(ProtectionZone, ids, *columns, order=ProtectionZone.position)


def _missing(ids: Sequence[int]) -> Any:
    return _of(MissingValue, ids, MissingValue.field, MissingValue.code, col(MissingValue.note).is_not(None))


def _is_withdrawn(known_at: datetime | None) -> sa.ColumnElement[bool]:
    """Whether a surrogate was out of sight at the instant."""
    if known_at is None:
        return col(Surrogate.withdrawn_at).is_not(None)
    ended = col(SurrogateWithdrawal.readmitted_at)
    return (
        sa.exists()
        .where(
            col(SurrogateWithdrawal.surrogate_id) == Surrogate.id,
            col(SurrogateWithdrawal.withdrawn_at) <= known_at,
            sa.or_(ended.is_(None), ended > known_at),
        )
        .correlate(Surrogate)
    )


def _files(ids: Sequence[int], known_at: datetime | None) -> Any:
    own, stored = SurrogateDescription, StoredFile
    return (
        _of(own, ids, own.surrogate_id, Surrogate.code, Surrogate.kind, own.role, stored.media_type,
            stored.width, stored.height, own.is_public, own.rights_uri, own.captured_edtf, stored.digest,
            stored.recorded_at, stored.checked_at, stored.fault)
        .join(Surrogate, col(Surrogate.id) == own.surrogate_id)
        .join(stored, col(stored.digest) == Surrogate.digest)
        .where(~_is_withdrawn(known_at))
        .order_by(own.revision_id, own.position, Surrogate.code)
    )  # fmt: skip


def _checks(session: Session, ids: Sequence[int], known_at: datetime) -> dict[str, tuple[datetime, Any]]:
    shown = (
        sa.select(Surrogate.digest)  # type: ignore[call-overload]
        .join(SurrogateDescription, col(SurrogateDescription.surrogate_id) == Surrogate.id)
        .where(col(SurrogateDescription.revision_id).in_(ids))
    )
    newest = (
        sa.select(FileCheck.digest, sa.func.max(FileCheck.checked_at).label("at"))  # type: ignore[call-overload]
        .where(col(FileCheck.digest).in_(shown), col(FileCheck.checked_at) <= known_at)
        .group_by(FileCheck.digest)
        .subquery()
    )
    query = sa.select(FileCheck.digest, FileCheck.checked_at, FileCheck.fault).join(  # type: ignore[call-overload]
        newest, sa.and_(newest.c.digest == FileCheck.digest, newest.c.at == FileCheck.checked_at)
    )
    return {digest: (at, fault) for digest, at, fault in session.execute(query)}


def _described(session: Session, ids: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Revision and surrogate of each alternative text that counts, in whatever language."""
    query = _of(SurrogateText, ids, SurrogateText.surrogate_id).where(
        col(SurrogateText.field) == SurrogateTextField.ALTERNATIVE_TEXT,
        sa.or_(col(SurrogateText.origin) != TextOrigin.MACHINE, col(SurrogateText.is_reviewed)),
    )
    return frozenset((revision_id, surrogate_id) for revision_id, surrogate_id in session.execute(query))


def _paradata(session: Session, ids: Sequence[int]) -> dict[tuple[int, int], frozenset[str]]:
    about = SurrogateParadata
    columns = (about.basis, about.method, about.device, about.operator, about.made_edtf, about.sources,
               about.software, about.accuracy)  # fmt: skip
    query = _of(about, ids, about.surrogate_id, *(col(one).is_not(None) for one in columns))
    return {
        (revision_id, surrogate_id): frozenset(
            name for name, is_told in zip(PARADATA, told, strict=True) if is_told
        )
        for revision_id, surrogate_id, *told in session.execute(query)
    }
