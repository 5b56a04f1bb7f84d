"""In whose hands records are: who wrote and sent what, what is public beside it, and what somebody may do next.

What a page of records is asked for is read for all of them, in as many statements as for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from catalog.editing.records import today_of_named
from catalog.projection.reader import Reader, Record, Relation
from catalog.roles import Acting, Deed, Subject, may
from catalog.tables import Person, Publication, SiteRevision, SiteUnit

ON_RECORDS = tuple(
    Deed[name]
    for name in (
        "REVISE_SITE",
        "RESTORE_SITE",
        "SUBMIT_SITE",
        "RECALL_SITE",
        "RETURN_SITE",
        "APPROVE_SITE",
        "PUBLISH_SITE",
        "WITHDRAW_SITE",
        "WITHDRAW_SURROGATE",
        "READ_HISTORY",
        "ASSIGN_WORK",
    )
)
"""What may be done to a record, in the order of its life."""


@dataclass(frozen=True)
class InHand:
    """A site's newest revision, as those who work on it have to know it."""

    subject: Subject
    version: int
    author: str
    recorded_at: datetime
    submitted_by: str | None
    submitted_at: datetime | None
    reviewed_by: str | None
    public_version: int | None

    def allowed(self, acting: Acting) -> list[Deed]:
        """What the policy allows the actor to do to it now."""
        return [deed for deed in ON_RECORDS if may(deed, acting, self.subject)]


def _read(reader: Reader, records: Iterable[Record]) -> Mapping[int, InHand]:
    """By revision, though it tells of the newest one: five statements."""
    revision_of = {record.site_id: record.revision_id for record in records}
    revisions = sa.select(SiteRevision).where(col(SiteRevision.site_id).in_(revision_of))
    written: dict[int, list[SiteRevision]] = defaultdict(list)
    for revision in reader.session.scalars(revisions.order_by(col(SiteRevision.version))):
        written[revision.site_id].append(revision)
    newest = {site_id: revisions[-1] for site_id, revisions in written.items()}
    names = _names(reader, newest.values())
    units = _units(reader, [revision.id or 0 for revision in newest.values()])
    public = _public(reader, list(revision_of))
    found = {}
    for site_id, last in newest.items():
        chain = [one for one in written[site_id] if one.version >= last.chain_start]
        authors = {person for one in chain for person in (one.author_id, one.submitted_by_id) if person}
        shown = public.get(site_id, [])
        found[revision_of[site_id]] = InHand(
            subject=Subject(
                state=last.state,
                unit_ids=today_of_named(reader.units, units.get(last.id or 0, frozenset())),
                authors=frozenset(authors),
                reviewer=last.reviewed_by_id,
                was_public=bool(shown),
            ),
            version=last.version,
            author=last.author,
            recorded_at=last.recorded_at,
            submitted_by=names.get(last.submitted_by_id or 0),
            submitted_at=last.submitted_at,
            reviewed_by=names.get(last.reviewed_by_id or 0),
            public_version=next((version for version, ended in shown if ended is None), None),
        )
    return found


def _names(reader: Reader, revisions: Iterable[SiteRevision]) -> dict[int, str]:
    ids = {person for one in revisions for person in (one.submitted_by_id, one.reviewed_by_id) if person}
    query = sa.select(Person.id, Person.name).where(col(Person.id).in_(ids))  # type: ignore[call-overload]
    return {row[0]: row[1] for row in reader.session.execute(query)} if ids else {}


def _units(reader: Reader, revision_ids: list[int]) -> dict[int, frozenset[int]]:
    query = sa.select(SiteUnit.revision_id, SiteUnit.unit_id).where(  # type: ignore[call-overload]
        col(SiteUnit.revision_id).in_(revision_ids)
    )
    named: dict[int, set[int]] = defaultdict(set)
    for revision_id, unit_id in reader.session.execute(query):
        named[revision_id].add(unit_id)
    return {revision_id: frozenset(ids) for revision_id, ids in named.items()}


def _public(reader: Reader, site_ids: list[int]) -> dict[int, list[tuple[int, datetime | None]]]:
    query = (
        sa.select(Publication.site_id, SiteRevision.version, Publication.superseded_at)  # type: ignore[call-overload]
        .join(SiteRevision, col(SiteRevision.id) == Publication.revision_id)
        .where(col(Publication.site_id).in_(site_ids))
    )
    found: dict[int, list[tuple[int, datetime | None]]] = defaultdict(list)
    for site_id, version, ended in reader.session.execute(query):
        found[site_id].append((version, ended))
    return found


HANDS = Relation("hands", _read, None)
"""In whose hands each record of a batch is."""
