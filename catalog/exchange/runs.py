"""Imports that were carried out: which they were, what each wrote, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog.errors import Message, NotFoundError
from catalog.sites.revisions import chunks
from catalog.tables import HistoryEntry, ImportRun, PartOf, Publication, Site, SiteRevision
from catalog.terms import Action, RecordState, SubjectKind


@dataclass(frozen=True)
class Run:
    """An import, and the history's entry by which it was taken back."""

    row: ImportRun
    undone: HistoryEntry | None


@dataclass(frozen=True)
class Touched:
    """A record that an import wrote: its revision by the import, the newest one, and what was public before.

    `former_id` is the revision that the import replaced in public; None if the import made the site
    public, or public again.
    """

    site_id: int
    code: str
    slug: str
    imported_hash: str
    imported_id: int
    newest_version: int
    newest_state: RecordState
    newest_hash: str
    newest_author: str
    newest_at: datetime
    former_id: int | None


def subject_of_run(run_id: int) -> str:
    """The key under which the history tells of a whole import."""
    return f"import/{run_id}"


def list_runs(session: Session, *, before: int | None = None, limit: int = 100) -> list[Run]:
    """The imports that changed something, newest first, those under the number `before`; two statements."""
    query = sa.select(ImportRun).order_by(col(ImportRun.id).desc()).limit(limit)
    if before is not None:
        query = query.where(col(ImportRun.id) < before)
    return _with_undone(session, session.scalars(query).all())


def find_run(session: Session, run_id: int) -> Run:
    """One import. Raises `NotFoundError`."""
    found = known_run(session, run_id)
    if found is None:
        raise NotFoundError(Message("Không có lần nhập này.", "There is no such import."))
    return found


def known_run(session: Session, run_id: int) -> Run | None:
    """One import; None if there is none of this number."""
    row = session.get(ImportRun, run_id)
    return None if row is None else _with_undone(session, [row])[0]


def _with_undone(session: Session, rows: Sequence[ImportRun]) -> list[Run]:
    query = sa.select(HistoryEntry).where(
        col(HistoryEntry.subject_kind) == SubjectKind.CATALOGUE,
        col(HistoryEntry.subject_key).in_([subject_of_run(row.id or 0) for row in rows]),
        col(HistoryEntry.action) == Action.UNDO_IMPORT,
    )
    undone = {entry.subject_key: entry for entry in session.scalars(query)}
    return [Run(row, undone.get(subject_of_run(row.id or 0))) for row in rows]


def touched(session: Session, run_id: int) -> list[Touched]:
    """Every record that an import wrote, by code."""
    written = (
        sa.select(  # type: ignore[call-overload]
            SiteRevision.site_id,
            sa.func.min(SiteRevision.version).label("first"),
            sa.func.max(SiteRevision.version).label("last"),
        )
        .where(col(SiteRevision.import_run_id) == run_id)
        .group_by(SiteRevision.site_id)
        .subquery()
    )
    versions = (
        sa.select(SiteRevision.site_id, sa.func.max(SiteRevision.version).label("version"))  # type: ignore[call-overload]
        .where(col(SiteRevision.site_id).in_(sa.select(written.c.site_id)))
        .group_by(SiteRevision.site_id)
        .subquery()
    )
    first, last, newest = (aliased(SiteRevision) for _ in range(3))
    entry, former = aliased(Publication), aliased(Publication)

    def is_version(revision: type[SiteRevision], version: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
        return sa.and_(col(revision.site_id) == Site.id, col(revision.version) == version)

    query = (
        sa.select(  # type: ignore[call-overload]
            Site.id, Site.code, last.slug, last.content_hash, last.id, newest.version, newest.state,
            newest.content_hash, newest.author, newest.recorded_at, former.revision_id,
        )
        .join(written, written.c.site_id == Site.id)
        .join(versions, versions.c.site_id == Site.id)
        .join(first, is_version(first, written.c.first))
        .join(last, is_version(last, written.c.last))
        .join(newest, is_version(newest, versions.c.version))
        .join(entry, col(entry.revision_id) == first.id)
        .join(former, sa.and_(col(former.site_id) == Site.id, col(former.superseded_at) == entry.published_at), isouter=True)
        .order_by(Site.code)
    )  # fmt: skip
    return [Touched(*row) for row in session.execute(query)]


def dependents(session: Session, complexes: Sequence[int], but: Collection[int]) -> set[int]:
    """Those of the complexes that a public site names as its complex or surroundings, which is not among the sites `but`."""
    kept: set[int] = set()
    for some in chunks(complexes):
        query = (
            sa.select(PartOf.complex_id, PartOf.site_id)  # type: ignore[call-overload]
            .join(Publication, col(Publication.revision_id) == PartOf.revision_id)
            .where(
                col(Publication.superseded_at).is_(None),
                col(PartOf.complex_id).in_(some),
            )
        )
        kept.update(complex_id for complex_id, site_id in session.execute(query) if site_id not in but)
    return kept
