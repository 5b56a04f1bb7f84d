"""A record as the verbs find it: its working revision, who wrote it, where it lies, what is public of it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.editing.desk import Desk, Outcome
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.places import Units
from catalog.roles import NO_SUCH_SITE, Deed, Subject, may, may_in_some_state, refusal
from catalog.sites.content import SiteContent
from catalog.sites.revisions import read_contents
from catalog.tables import Publication, Site, SiteRevision, SiteUnit
from catalog.terms import Origin, RecordState


@dataclass(frozen=True)
class WorkingRecord:
    """A site's newest revision, with what is public of the site beside it."""

    outcome: Outcome
    chain_start: int
    origin: Origin
    subject: Subject
    public_version: int | None

    @property
    def version(self) -> int:
        """The present version."""
        return self.outcome.version


def find_record(session: Session, units: Units, code: str) -> WorkingRecord:
    """The record with this code. Raises `NotFoundError` if there is none."""
    query = (
        sa.select(Site.id, Site.code, SiteRevision)  # type: ignore[call-overload]
        .join(SiteRevision, col(SiteRevision.site_id) == Site.id)
        .where(col(Site.code) == code)
        .order_by(col(SiteRevision.version).desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFoundError(NO_SUCH_SITE)
    site_id, code, revision = found
    public_version, was_public = _public(session, site_id)
    subject = Subject(
        state=revision.state,
        unit_ids=units_of(session, units, revision.id),
        authors=_authors(session, site_id, revision.chain_start, revision.version),
        reviewer=revision.reviewed_by_id,
        was_public=was_public,
    )
    outcome = outcome_of(revision, code)
    return WorkingRecord(outcome, revision.chain_start, revision.origin, subject, public_version)


def outcome_of(revision: SiteRevision, code: str) -> Outcome:
    """The outcome that shows a revision as it stands."""
    return Outcome(
        site_id=revision.site_id,
        code=code,
        slug=revision.slug,
        revision_id=revision.id or 0,
        version=revision.version,
        state=revision.state,
        content_hash=revision.content_hash,
    )


def _public(session: Session, site_id: int) -> tuple[int | None, bool]:
    query = (
        sa.select(SiteRevision.version, Publication.superseded_at)  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == SiteRevision.id)
        .where(col(Publication.site_id) == site_id)
    )
    rows = session.execute(query).all()
    return next((version for version, ended in rows if ended is None), None), bool(rows)


def units_of(session: Session, units: Units, revision_id: int) -> frozenset[int]:
    """The units of today in which a revision says the site lies; former ones are followed."""
    named = session.scalars(sa.select(SiteUnit.unit_id).where(col(SiteUnit.revision_id) == revision_id))  # type: ignore[call-overload]
    return today_of_named(units, frozenset(named))


def today_of_named(units: Units, unit_ids: frozenset[int]) -> frozenset[int]:
    """The units of today that these mean: present ones as they are; where there is none, the heirs of former ones."""
    present = {unit_id for unit_id in unit_ids if units.by_id[unit_id].valid_to is None}
    if present:
        return frozenset(present)
    return frozenset(heir.id for unit_id in unit_ids for heir in units.today_of(units.by_id[unit_id]))


def _authors(session: Session, site_id: int, first: int, last: int) -> frozenset[int]:
    query = sa.select(SiteRevision.author_id, SiteRevision.submitted_by_id).where(  # type: ignore[call-overload]
        col(SiteRevision.site_id) == site_id, col(SiteRevision.version).between(first, last)
    )
    return frozenset(person for row in session.execute(query) for person in row if person is not None)


def content_at(session: Session, site_id: int, version: int) -> SiteContent | None:
    """What the site's revision with this number says."""
    query = sa.select(SiteRevision.id).where(  # type: ignore[call-overload]
        col(SiteRevision.site_id) == site_id, col(SiteRevision.version) == version
    )
    revision_id = session.scalar(query)
    return None if revision_id is None else read_contents(session, [revision_id])[revision_id]


def named(desk: Desk, deed: Deed, code: str, version: int) -> WorkingRecord:
    """The record, for a deed that names its present version.

    Raises `NotFoundError` or `ForbiddenError` for whoever may not do it, `ProblemsError` (STALE_REVISION) if
    another version is present by now.
    """
    record = find_record(desk.session, desk.units, code)
    subject = record.subject
    if not may_in_some_state(deed, desk.acting, subject):
        raise refusal(deed, desk.acting, subject)
    if version != record.version:
        raise ProblemsError([stale(record.version)])
    if not may(deed, desk.acting, subject):
        raise refusal(deed, desk.acting, subject)
    return record


def stale(present: int) -> Problem:
    """The problem of naming a version that is not the present one."""
    message = Message(
        f"Bản ghi nay đã ở phiên bản {present}. Hãy tải lại rồi làm tiếp.",
        f"The record is at version {present} by now. Please reload it and go on.",
    )
    return Problem("STALE_REVISION", message, "version")


def set_state(session: Session, revision_id: int, state: RecordState, **values: object) -> None:
    """Move a revision to another state of its life."""
    change = sa.update(SiteRevision).where(col(SiteRevision.id) == revision_id)
    session.execute(change.values(state=state, **values))
