"""Contents being changed by an import: loaded in batches, changed in memory, written together.

Nothing reaches the database before `flush`, and only contents whose hash changed do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog import history
from catalog.db import insert_rows
from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.preview import Told, record_change
from catalog.geo import Boundaries
from catalog.places import Units
from catalog.publishing import Ready, publish, slug_taken
from catalog.sites.content import SiteContent
from catalog.sites.revisions import NewRevision, chunks, read_contents, write_revisions
from catalog.tables import Publication, Site, SiteRevision, SiteSlug
from catalog.terms import Action, Origin, RecordState, Relation, SubjectKind

CODE_PREFIX = "DB-S-"
WAITING = frozenset({RecordState.DRAFT, RecordState.SUBMITTED, RecordState.RETURNED, RecordState.APPROVED})
"""States in which somebody is at work on a record."""

BEING_EDITED = Message(
    "Địa điểm này đang có bản soạn chưa công bố; hãy công bố bản đó rồi nhập lại dòng này.",
    "Somebody is at work on this site; have that draft published, then import this row again.",
)
CIRCLE = Message("Quần thể không thể là thành phần của chính nó.", "A complex cannot be part of itself.")
WITHDRAWN = Message(
    "Địa điểm này đã được gỡ công bố; muốn công bố lại thì khôi phục và gửi duyệt.",
    "This site was withdrawn; to publish it again, restore it and have it reviewed.",
)


@dataclass
class Draft:
    """One site in the workspace: its content as it is now, and as it was when loaded (None if new).

    `loaded` is what is public. A site that was taken back with its import is as good as new, under its old code;
    one that somebody withdrew (`is_withdrawn`) is left alone. `is_said`: a row says something of it, and does not
    merely name it as a complex.
    """

    code: str
    content: SiteContent
    site_id: int | None = None
    version: int = 0
    loaded: SiteContent | None = None
    loaded_hash: str | None = None
    is_being_edited: bool = False
    is_withdrawn: bool = False
    is_said: bool = False


@dataclass
class Surroundings:
    """What a row is judged against."""

    units: Units
    boundaries: Boundaries[str]
    kinds: Mapping[str, bool]
    today: date
    accessed_on: date | None = None
    unit_readings: dict[tuple[str | None, ...], Any] = field(default_factory=dict)
    """What the unit cells of earlier rows meant: a file repeats the same few over and over."""


@dataclass
class Outcome:
    """How many sites a flush made and changed."""

    created: int = 0
    changed: int = 0


@dataclass
class Workspace:
    """Sites by slug, present or former, with their contents; new ones get the next permanent codes."""

    session: Session
    around: Surroundings
    author: str
    now: datetime
    import_run_id: int | None = None
    told: Told | None = None
    author_id: int | None = None
    _drafts: dict[str, Draft] = field(default_factory=dict)
    _by_slug: dict[str, str] = field(default_factory=dict)
    _next_number: int | None = None

    def load(self, names: Iterable[str]) -> None:
        """Bring in every site that bears one of these codes, or has or had one of these slugs."""
        unseen = sorted(
            {name for name in names if name and name not in self._by_slug and name not in self._drafts}
        )
        for some in chunks(unseen):
            by_slug = sa.select(SiteSlug.slug, SiteSlug.site_id).where(col(SiteSlug.slug).in_(some))  # type: ignore[call-overload]
            slugs = dict(self.session.execute(by_slug).all())
            by_code = sa.select(Site.id).where(col(Site.code).in_(some))  # type: ignore[call-overload]
            self._load_sites(sorted({*slugs.values(), *self.session.scalars(by_code)}))
            codes = {draft.site_id: draft.code for draft in self._drafts.values()}
            self._by_slug.update({slug: codes[site_id] for slug, site_id in slugs.items()})

    def _load_sites(self, site_ids: list[int]) -> None:
        latest = (
            sa.select(SiteRevision.site_id, sa.func.max(SiteRevision.version).label("version"))  # type: ignore[call-overload]
            .where(col(SiteRevision.site_id).in_(site_ids))
            .group_by(SiteRevision.site_id)
            .subquery()
        )
        newest = aliased(SiteRevision)
        query = (
            sa.select(  # type: ignore[call-overload]
                Site.id, Site.code, latest.c.version, SiteRevision.id, SiteRevision.content_hash, newest.state
            )
            .join(latest, latest.c.site_id == Site.id)
            .join(newest, sa.and_(col(newest.site_id) == Site.id, newest.version == latest.c.version))
            .join(SiteRevision, col(SiteRevision.site_id) == Site.id)
            .join(Publication, col(Publication.revision_id) == SiteRevision.id, isouter=True)
            .where(
                sa.or_(
                    sa.and_(
                        col(Publication.revision_id).is_not(None), col(Publication.superseded_at).is_(None)
                    ),
                    sa.and_(col(Site.withdrawn_at).is_not(None), SiteRevision.version == latest.c.version),
                )
            )
        )
        rows = self.session.execute(query).all()
        contents = read_contents(self.session, [row[3] for row in rows])
        for site_id, code, version, revision_id, content_hash, state in rows:
            draft = Draft(code, contents[revision_id], site_id, version, contents[revision_id], content_hash)
            draft.is_being_edited = state in WAITING
            if state == RecordState.WITHDRAWN:
                draft.loaded = None
                draft.is_withdrawn = not self._was_taken_back(code)
            self._drafts.setdefault(code, draft)

    def _was_taken_back(self, code: str) -> bool:
        last = history.of_subject(self.session, SubjectKind.SITE, code, limit=1)
        return bool(last) and last[0].action == Action.UNDO_IMPORT

    def find(self, name: str) -> Draft | None:
        """The site with this code, or that has or had this slug; `load` must have seen the name."""
        return self._drafts.get(self._by_slug.get(name, name))

    def put(self, draft: Draft, content: SiteContent) -> None:
        """Replace what is said of a site, in memory.

        Raises `ProblemsError` (STALE_REVISION) if somebody is at work on the site: his draft is not run over;
        (WITHDRAWN) if somebody withdrew it, (SLUG_TAKEN) if another site has or had the new slug.
        """
        if draft.is_withdrawn:
            raise ProblemsError([Problem("WITHDRAWN", WITHDRAWN, "slug")])
        owner = self._by_slug.get(content.slug, draft.code)
        if owner != draft.code:
            raise ProblemsError([Problem("SLUG_TAKEN", slug_taken(content.slug), "slug")])
        if draft.is_being_edited and content.canonical() != draft.content.canonical():
            raise ProblemsError([Problem("STALE_REVISION", BEING_EDITED, "slug")])
        draft.content, draft.is_said = content, True
        self._drafts[draft.code] = draft
        self._by_slug[content.slug] = draft.code

    def is_within(self, above: Draft, slug: str) -> bool:
        """Whether `above` is, at any depth, the site with this slug or a part of it."""
        seen: set[str] = set()
        waiting = [above]
        while waiting:
            draft = waiting.pop()
            if draft.content.slug == slug:
                return True
            seen.add(draft.code)
            codes = {p.complex for p in draft.content.part_of if p.relation == Relation.PART} - seen
            self.load(codes)
            waiting.extend(found for code in codes if (found := self.find(code)))
        return False

    def new(self, content: SiteContent) -> Draft:
        """A new site under the next permanent code."""
        if self._next_number is None:
            last = self.session.scalar(sa.select(sa.func.max(Site.id))) or 0
            self._next_number = last + 1
        draft = Draft(f"{CODE_PREFIX}{self._next_number:05d}", content)
        self._next_number += 1
        self.put(draft, content)
        return draft

    def flush(self) -> Outcome:
        """Write and publish what changed, then forget everything; answers how many.

        Each flush has an instant of its own, a microsecond after the one before: a record that a later batch
        changes again was public in between.
        """
        outcome = Outcome()
        changed: list[Draft] = []
        hashes: list[str] = []
        for draft in self._drafts.values():
            draft.content = draft.content.canonical()
            content_hash = draft.content.content_hash()
            if content_hash != draft.loaded_hash or (draft.is_said and draft.loaded is None):
                changed.append(draft)
                hashes.append(content_hash)
                if draft.loaded is None:
                    outcome.created += 1
                else:
                    outcome.changed += 1
        if self.told is not None:
            for draft in changed:
                self.told(record_change(draft.code, draft.loaded, draft.content))
        self._insert_sites([draft for draft in changed if draft.site_id is None])
        self._publish(changed, hashes)
        self._drafts.clear()
        self._by_slug.clear()
        self.now += timedelta(microseconds=1)
        return outcome

    def _insert_sites(self, drafts: list[Draft]) -> None:
        if not drafts:
            return
        rows = [
            {"id": int(d.code.removeprefix(CODE_PREFIX)), "code": d.code, "recorded_at": self.now}
            for d in drafts
        ]
        insert_rows(self.session, Site, rows)
        for draft, row in zip(drafts, rows, strict=True):
            draft.site_id = int(str(row["id"]))

    def _publish(self, drafts: list[Draft], hashes: list[str]) -> None:
        revisions = [
            NewRevision(
                site_id=draft.site_id or 0,
                version=draft.version + 1,
                content=draft.content,
                state=RecordState.APPROVED,
                origin=Origin.REGISTER_IMPORT,
                author=self.author,
                recorded_at=self.now,
                import_run_id=self.import_run_id,
                content_hash=content_hash,
            )
            for draft, content_hash in zip(drafts, hashes, strict=True)
        ]
        ids = write_revisions(self.session, revisions)
        ready = [Ready(d.site_id or 0, d.code, i, d.content) for d, i in zip(drafts, ids, strict=True)]
        publish(self.session, ready, self.around.units, self.now)
        history.append_all(self.session, map(self._noted, drafts, hashes), self.now)

    def _noted(self, draft: Draft, content_hash: str) -> history.Entry:
        """The history's entry on one record that the import made or changed."""
        before = None
        if draft.loaded_hash is not None:
            before = {"version": draft.version, "content_hash": draft.loaded_hash}
        after = {
            "version": draft.version + 1,
            "state": RecordState.PUBLISHED,
            "content_hash": content_hash,
            "import_run": self.import_run_id,
        }
        return history.Entry(
            self.author_id, self.author, Action.IMPORT, SubjectKind.SITE, draft.code, None, before, after
        )
