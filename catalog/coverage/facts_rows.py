"""The rows behind the facts of some hundreds of sites: plain columns, a fixed number of statements, no objects.

What is read stands as the register's entries do (`catalog.register`): what was public at an instant, or, of what
was withdrawn, as it last was; nothing of what was public by mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog.db import UtcDateTime, ask
from catalog.places import end_of_day
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
    complex's site; `checks` are (digest, instant, fault, instant of the next one) by digest, of the newest up to the day;
    `verified` are the days on which what the public saw of a site said that its visitor facts were verified, read for
    sites that say it of a later day; `described` and `paradata` are of (revision, surrogate).
    """

    sites: Sequence[Any]
    texts: Of
    kinds: Of
    units: Of
    places: Of
    acts: Mapping[int, list[DesignationValue]]
    parts: Of
    wholes: Of
    members: Of
    declared: Of
    zones: Of
    missing: Of
    sources: Of
    files: Of
    checks: Mapping[str, Any]
    verified: Of
    described: Collection[tuple[int, int]]
    paradata: Mapping[tuple[int, int], frozenset[str]]
    dossier: Mapping[int, list[DossierItemValue]]


def read_rows(session: Session, site_ids: Sequence[int], day: date, known_at: datetime | None) -> Rows:
    """Everything that is said of these sites, as known at an instant; at most `STATEMENTS` statements."""
    asked = _queries(known_at is not None)
    told = {"known_at": known_at, "before": end_of_day(day)}

    def rows(name: str, ids: Collection[int]) -> Sequence[Any]:
        return ask(session, asked[name], {**told, "ids": list(ids)}).all()

    sites = rows("sites", site_ids)
    ids = [site.revision_id for site in sites]
    shown = rows("files", ids)
    files = _by_first(shown)
    checks: Iterable[Any] = [(file.digest, file.checked_at, file.fault, None) for file in shown]
    verified_later = [site.site_id for site in sites if (site.visitor_facts_verified_on or day) > day]
    pictured = [revision_id for revision_id in ids if revision_id in files]
    if known_at is not None or any(at is not None and at >= told["before"] for _, at, *_ in checks):
        checks = rows("checks", pictured)
    links = rows("wholes", ids)
    acts = _acts(rows("acts", [*ids, *{whole for _, _, whole in links}]))
    return Rows(
        sites=sites,
        acts=acts,
        wholes=_by_first((id_, end, acts.get(whole, [])) for id_, end, whole in links),
        members=_by_first(rows("members", [site.site_id for site in sites])),
        files=files,
        checks={row[0]: row for row in checks},
        verified=_by_first(rows("verified", verified_later)) if verified_later else {},
        described=frozenset((id_, surrogate_id) for id_, surrogate_id in rows("described", pictured)),
        paradata=_paradata(rows("paradata", pictured)),
        dossier=read_items(session, ids, _is_withdrawn(known_at)),
        **{name: _by_first(rows(name, ids)) for name in _LISTS},
    )


@dataclass(frozen=True)
class Copies:
    """When the newest copy at each other place was taken, up to a day; and the first one after it."""

    taken: Sequence[datetime]
    later: Sequence[datetime]


def read_copies(session: Session, day: date, known_at: datetime | None) -> Copies:
    """Of the copies recorded by the instant."""
    told = {"known_at": known_at, "before": end_of_day(day)}
    found = ask(session, _queries(known_at is not None)["copies"], told).all()
    return Copies(
        [taken for taken, _ in found if taken is not None], [later for _, later in found if later is not None]
    )


def _by_first(rows: Iterable[Sequence[Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


def _acts(rows: Iterable[Sequence[Any]]) -> dict[int, list[DesignationValue]]:
    return {id_: [DesignationValue(*act) for act in acts] for id_, acts in _by_first(rows).items()}


def _paradata(rows: Iterable[Sequence[Any]]) -> dict[tuple[int, int], frozenset[str]]:
    return {
        (id_, surrogate_id): frozenset(name for name, is_told in zip(PARADATA, told, strict=True) if is_told)
        for id_, surrogate_id, *told in rows
    }


DIGEST = 10
"""Where the digest stands in a row of `files`."""
_LISTS = ("texts", "kinds", "units", "places", "parts", "declared", "zones", "missing", "sources")
"""What is rows by revision as it comes."""

_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_KNOWN_AT: sa.BindParameter[Any] = sa.bindparam("known_at", type_=UtcDateTime())
_BEFORE: sa.BindParameter[Any] = sa.bindparam("before", type_=UtcDateTime())


@cache
def _queries(is_past: bool) -> Mapping[str, Any]:
    """The statements, made once: making them takes longer than one site's rows."""
    known_at = _KNOWN_AT if is_past else None
    return {
        "sites": _sites(known_at),
        "texts": _texts(),
        "kinds": _of(SiteKind, SiteKind.kind, order=SiteKind.position),
        "units": _of(SiteUnit, SiteUnit.unit_id, SiteUnit.is_primary),
        "places": _places(),
        "acts": _of(Designation, *(getattr(Designation, name) for name in DesignationValue._fields),
                    order=Designation.position),
        "parts": _parts(),
        "wholes": _wholes(known_at),
        "members": _members(known_at),
        "declared": _of(DeclaredParts, DeclaredParts.valid_from, DeclaredParts.valid_to),
        "zones": _of(ProtectionZone, ProtectionZone.zone, ProtectionZone.valid_from, ProtectionZone.valid_to,
                     order=ProtectionZone.position),
        "missing": _of(MissingValue, MissingValue.field, MissingValue.code, col(MissingValue.note).is_not(None)),
        "sources": _of(Citation, Citation.title, order=Citation.position),
        "files": _files(known_at),
        "checks": _checks(known_at),
        "verified": _verified(known_at),
        "described": _described(),
        "paradata": _told(),
        "copies": _copies(known_at),
    }  # fmt: skip


def _copies(known_at: Any) -> Any:
    taken_at = col(SafeCopy.taken_at)
    query = sa.select(
        sa.func.max(sa.case((taken_at < _BEFORE, taken_at))),
        sa.func.min(sa.case((taken_at >= _BEFORE, taken_at))),
    ).group_by(col(SafeCopy.place))
    return query if known_at is None else query.where(col(SafeCopy.recorded_at) <= known_at)


def _of(table: Any, *columns: Any, order: Any = None) -> Any:
    query = sa.select(table.revision_id, *columns).where(table.revision_id.in_(_IDS))
    return query if order is None else query.order_by(table.revision_id, order)


def _sees(known_at: Any) -> sa.ColumnElement[bool]:
    """What is public at the instant."""
    ended = col(Publication.superseded_at)
    if known_at is None:
        return ended.is_(None)
    return sa.and_(col(Publication.published_at) <= known_at, sa.or_(ended.is_(None), ended > known_at))


def _stands(known_at: Any) -> sa.ColumnElement[bool]:
    """The newest publication of a site by then, unless what it made public was taken back as a mistake."""
    later = aliased(Publication)
    newer = (
        sa.exists()
        .where(
            col(later.site_id) == Publication.site_id,
            col(later.published_at) > Publication.published_at,
            *([] if known_at is None else [col(later.published_at) <= known_at]),
        )
        .correlate(Publication)
    )
    withdrawn = sa.and_(col(Publication.superseded_at).is_not(None), ~newer, ~_taken_back())
    if known_at is None:
        return sa.or_(_sees(None), withdrawn)
    return sa.or_(_sees(known_at), sa.and_(col(Publication.superseded_at) <= known_at, withdrawn))


def _taken_back() -> Any:
    """Whether what was public was so by an import that was taken back."""
    return (
        sa.exists()
        .where(
            col(HistoryEntry.subject_kind) == SubjectKind.SITE,
            col(HistoryEntry.subject_key) == Publication.code,
            col(HistoryEntry.action) == Action.UNDO_IMPORT,
            col(HistoryEntry.at) == Publication.superseded_at,
        )
        .correlate(Publication)
    )


def _sites(known_at: Any) -> Any:
    return (
        sa.select(  # type: ignore[call-overload, misc]
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
        .where(col(SiteRevision.site_id).in_(_IDS), _stands(known_at))
        .order_by(Publication.site_id)
    )


def _texts() -> Any:
    order = (SiteText.field, SiteText.language, SiteText.position)
    columns = (SiteText.field, SiteText.language, sa.func.length(SiteText.text))
    said = (SiteText.origin, SiteText.is_reviewed, SiteText.is_stale)
    return _of(SiteText, *columns, *said).order_by(SiteText.revision_id, *order)


def _places() -> Any:
    point = (SitePlace.latitude, SitePlace.longitude)
    how = (SitePlace.accuracy_metres, SitePlace.method, SitePlace.source_crs)
    return _of(SitePlace, *point, *how).where(col(SitePlace.is_location))


def _parts() -> Any:
    columns = (PartOf.membership, PartOf.decision_number, PartOf.valid_from, PartOf.valid_to)
    query = _of(PartOf, col(Site.code), *columns).join(Site, col(Site.id) == PartOf.complex_id)
    return query.where(col(PartOf.relation) == Relation.PART).order_by(PartOf.revision_id, Site.id)


def _wholes(known_at: Any) -> Any:
    revision = aliased(SiteRevision)
    return (
        _of(PartOf, PartOf.valid_to, Publication.revision_id, order=PartOf.complex_id)
        .join(revision, col(revision.site_id) == PartOf.complex_id)
        .join(Publication, col(Publication.revision_id) == revision.id)
        .where(
            col(PartOf.relation) == Relation.PART,
            col(PartOf.membership) != Membership.UNCONFIRMED,
            _sees(known_at),
        )
    )


def _members(known_at: Any) -> Any:
    return (
        sa.select(PartOf.complex_id, PartOf.valid_from, PartOf.valid_to)  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == PartOf.revision_id)
        .where(
            col(PartOf.complex_id).in_(_IDS),
            col(PartOf.relation) == Relation.PART,
            col(PartOf.membership).in_(CONFIRMED),
            _stands(known_at),
        )
    )


def _is_withdrawn(known_at: Any) -> sa.ColumnElement[bool]:
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


def _files(known_at: Any) -> Any:
    own, stored = SurrogateDescription, StoredFile
    return (
        _of(own, own.surrogate_id, Surrogate.code, Surrogate.kind, own.role, stored.media_type,
            stored.width, stored.height, own.is_public, own.rights_uri, own.captured_edtf, stored.digest,
            stored.recorded_at, stored.checked_at, stored.fault)
        .join(Surrogate, col(Surrogate.id) == own.surrogate_id)
        .join(stored, col(stored.digest) == Surrogate.digest)
        .where(~_is_withdrawn(known_at))
        .order_by(own.revision_id, own.position, Surrogate.code)
    )  # fmt: skip


def _checks(known_at: Any) -> Any:
    """Of each file that these revisions show, the newest check up to the day, and the first one after it."""
    shown = (
        sa.select(Surrogate.digest)  # type: ignore[call-overload]
        .join(SurrogateDescription, col(SurrogateDescription.surrogate_id) == Surrogate.id)
        .where(col(SurrogateDescription.revision_id).in_(_IDS))
    )
    at = col(FileCheck.checked_at)
    seen = (
        sa.select(  # type: ignore[call-overload]
            FileCheck.digest,
            sa.func.max(sa.case((at < _BEFORE, at))).label("at"),
            sa.func.min(sa.case((at >= _BEFORE, at))).label("later"),
        )
        .where(col(FileCheck.digest).in_(shown), *([] if known_at is None else [at <= known_at]))
        .group_by(FileCheck.digest)
        .subquery()
    )
    columns = (seen.c.digest, seen.c.at, col(FileCheck.fault), seen.c.later)
    return sa.select(*columns).outerjoin(
        FileCheck, sa.and_(col(FileCheck.digest) == seen.c.digest, at == seen.c.at)
    )


def _verified(known_at: Any) -> Any:
    published = [] if known_at is None else [col(Publication.published_at) <= known_at]
    return (
        sa.select(SiteRevision.site_id, SiteRevision.visitor_facts_verified_on)  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == SiteRevision.id)
        .where(
            col(SiteRevision.site_id).in_(_IDS),
            col(SiteRevision.visitor_facts_verified_on).is_not(None),
            ~_taken_back(),
            *published,
        )
        .distinct()
    )


def _described() -> Any:
    """Each alternative text that counts, in whatever language."""
    return _of(SurrogateText, SurrogateText.surrogate_id).where(
        col(SurrogateText.field) == SurrogateTextField.ALTERNATIVE_TEXT,
        sa.or_(col(SurrogateText.origin) != TextOrigin.MACHINE, col(SurrogateText.is_reviewed)),
    )


def _told() -> Any:
    about = SurrogateParadata
    columns = (about.basis, about.method, about.device, about.operator, about.made_edtf, about.sources,
               about.software, about.accuracy)  # fmt: skip
    return _of(about, about.surrogate_id, *(col(one).is_not(None) for one in columns))
