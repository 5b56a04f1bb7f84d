"""Publication: a revision becomes what the public sees, and stops being it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import changes
from catalog.coverage.kept import refresh
from catalog.db import insert_rows
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.places import Units
from catalog.register import sync_entries
from catalog.sites.content import SiteContent
from catalog.sites.revisions import chunks
from catalog.stamps import note_parts, note_sites
from catalog.tables import PartOf, Publication, Site, SiteRevision, SiteSlug
from catalog.terms import ChangeKind, RecordState, TextField
from catalog.text import collation_key, search_text

SEARCHED = (TextField.SUMMARY,)
"""Texts searched besides the names."""


@dataclass(frozen=True)
class Ready:
    """A written revision that is to become public."""

    site_id: int
    code: str
    revision_id: int
    content: SiteContent


def publish(
    session: Session, ready: Sequence[Ready], units: Units, now: datetime, *, with_register: bool = True
) -> None:
    """Make revisions public, each in place of what was public of its site.

    Whoever publishes many times at one instant leaves the register out and calls `bring_register_up` once for
    all sites: a line that changed twice at one instant could not be kept.

    Raises `ProblemsError` (SLUG_TAKEN) if an address belongs, or belonged, to another site.
    """
    for some in chunks(ready):
        _take_slugs(session, some, now)
        former = _close(session, [item.site_id for item in some], RecordState.SUPERSEDED, now)
        session.execute(
            sa.update(SiteRevision)
            .where(col(SiteRevision.id).in_([item.revision_id for item in some]))
            .values(state=RecordState.PUBLISHED)
        )
        insert_rows(session, Publication, [_publication(item, units, now) for item in some])
        session.execute(
            sa.update(Site)
            .where(col(Site.id).in_([item.site_id for item in some]), col(Site.withdrawn_at).is_not(None))
            .values(withdrawn_at=None)
        )
        changes.record(session, [change for item in some for change in _told(item, former)], now)
        ids = [item.site_id for item in some]
        _stamp(session, ids, [site_id for site_id in ids if site_id not in former])
    if with_register:
        bring_register_up(session, [item.site_id for item in ready], now)


def bring_register_up(
    session: Session, site_ids: Sequence[int], now: datetime, *, ending: Collection[int] = ()
) -> None:
    """Bring the register in line with what is public of these sites, and coverage in line with the register."""
    sync_entries(session, site_ids, now, ending=ending)
    refresh(session, [*site_ids, *ending], now)


def _told(item: Ready, former: Mapping[int, str]) -> Iterator[changes.Change]:
    """What an app that knows sites by their slug must hear: a renamed site leaves its former place."""
    slug, before = item.content.slug, former.get(item.site_id)
    if before is None:
        yield changes.Change(ChangeKind.PUBLISHED, item.site_id, slug)
        return
    if before != slug:
        yield changes.Change(ChangeKind.RENAMED, item.site_id, before)
    yield changes.Change(ChangeKind.UPDATED, item.site_id, slug)


def withdraw(session: Session, site_ids: Sequence[int], now: datetime) -> None:
    """Take sites out of public sight: their addresses answer "gone", their register entries stay.

    Raises `NotFoundError` if one of them is not public.
    """
    for some in chunks(site_ids):
        former = _close(session, list(some), RecordState.WITHDRAWN, now)
        if len(former) < len(some):
            raise NotFoundError(Message("Địa điểm này không được công bố.", "The site is not published."))
        session.execute(sa.update(Site).where(col(Site.id).in_(some)).values(withdrawn_at=now))
        told = [changes.Change(ChangeKind.WITHDRAWN, site_id, former[site_id]) for site_id in some]
        changes.record(session, told, now)
        _stamp(session, some, some)
    refresh(session, site_ids, now)


def _close(session: Session, site_ids: list[int], state: RecordState, now: datetime) -> dict[int, str]:
    """End what is public of these sites; answers the slugs under which they were."""
    columns = (Publication.revision_id, Publication.site_id, Publication.slug)
    is_public = sa.and_(col(Publication.site_id).in_(site_ids), col(Publication.superseded_at).is_(None))
    closed = session.execute(sa.select(*map(col, columns)).where(is_public)).all()
    if closed:
        ids = [row[0] for row in closed]
        # Not RETURNING, of which SQLite's driver does not tell that it changes rows: the stamps would not hear of it.
        session.execute(sa.update(Publication).where(is_public).values(superseded_at=now))
        session.execute(sa.update(SiteRevision).where(col(SiteRevision.id).in_(ids)).values(state=state))
    return {site_id: slug for _, site_id, slug in closed}


def _stamp(session: Session, site_ids: Sequence[int], appeared_or_left: Collection[int]) -> None:
    """Answers about these sites hold no more, nor those about the parts of their wholes.

    Where a whole becomes public or ceases to be, neither do those about its parts, which name it.
    """
    theirs = sa.join(PartOf, Publication, col(Publication.revision_id) == PartOf.revision_id)
    wholes = sa.select(PartOf.complex_id).select_from(theirs).where(col(Publication.site_id).in_(site_ids))  # type: ignore[call-overload]
    note_sites(session, site_ids)
    note_parts(session, session.scalars(wholes.distinct()))
    if appeared_or_left:
        parts = sa.select(Publication.site_id).select_from(theirs)  # type: ignore[call-overload]
        note_sites(session, session.scalars(parts.where(col(PartOf.complex_id).in_(appeared_or_left))))


def _take_slugs(session: Session, ready: Sequence[Ready], now: datetime) -> None:
    query = sa.select(SiteSlug.slug, SiteSlug.site_id).where(  # type: ignore[call-overload]
        col(SiteSlug.slug).in_([item.content.slug for item in ready])
    )
    owners = dict(session.execute(query).all())
    problems = [
        Problem("SLUG_TAKEN", slug_taken(item.content.slug), "slug")
        for item in ready
        if owners.get(item.content.slug, item.site_id) != item.site_id
    ]
    if problems:
        raise ProblemsError(problems)
    new = [
        {"slug": item.content.slug, "site_id": item.site_id, "recorded_at": now}
        for item in ready
        if item.content.slug not in owners
    ]
    if new:
        insert_rows(session, SiteSlug, new)


def slug_taken(slug: str) -> Message:
    """The sentence for an address that another site has or had."""
    return Message(
        f"Đường dẫn “{slug}” đang hoặc từng thuộc về địa điểm khác.",
        f"The slug “{slug}” belongs, or once belonged, to another site.",
    )


def _publication(item: Ready, units: Units, now: datetime) -> dict[str, object]:
    content, place = item.content, item.content.location()
    names = [content.text_of(TextField.NAME, "vi") or ""]
    names += [
        t.text
        for t in content.texts
        if t.field in (TextField.NAME, TextField.ALTERNATIVE_NAME) and t.text not in names
    ]
    unit_names = [units.by_key[link.unit].name for link in content.units]
    others = [t.text for t in content.texts if t.field in SEARCHED]
    return {
        "revision_id": item.revision_id,
        "site_id": item.site_id,
        "code": item.code,
        "slug": content.slug,
        "name_key": collation_key(names[0]),
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "names_text": "\n".join(names),
        "search_text": search_text(names, [*unit_names, *others]),
        "published_at": now,
        "superseded_at": None,
    }
