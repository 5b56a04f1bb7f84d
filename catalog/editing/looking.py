"""What staff may look at: a record's history, its revisions, their differences, what reviewers said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.editing.records import content_at, find_record
from catalog.errors import BadRequestError, Message
from catalog.finding.pages import Window
from catalog.places import Units
from catalog.roles import Actor, Deed, may
from catalog.sites.facets import FieldChange, compare
from catalog.tables import HistoryEntry, Person, ReviewComment, SiteRevision
from catalog.terms import SubjectKind

MOST_REVISIONS = 100


def may_look(session: Session, units: Units, actor: Actor, code: str) -> bool:
    """Whether the actor may see the history of this record."""
    return may(Deed.READ_HISTORY, actor, find_record(session, units, code).subject)


@dataclass(frozen=True)
class HistoryPage:
    """Entries on one record, newest first."""

    rows: Sequence[HistoryEntry]
    has_next: bool
    total_count: int


def history_page(session: Session, code: str, first: int | None, after: str | None) -> HistoryPage:
    """One page of a record's history. Raises `BadRequestError` for sizes and cursors that make no sense."""
    size = Window(first=first).size(50)
    before = _sequence_of(after) if after else None
    rows = history.of_subject(session, SubjectKind.SITE, code, before=before, limit=size + 1)
    total = history.count_of_subject(session, SubjectKind.SITE, code)
    return HistoryPage(rows[:size], len(rows) > size, total)


def cursor_of(row: HistoryEntry) -> str:
    """The cursor of an entry."""
    return f"h{row.sequence}"


def _sequence_of(cursor: str) -> int:
    digits = cursor.removeprefix("h")
    if not cursor.startswith("h") or not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise BadRequestError(Message("Con trỏ trang không hợp lệ.", "The cursor is not valid."))
    return int(digits)


def changes_of(session: Session, site_id: int, row: HistoryEntry) -> list[FieldChange]:
    """The fields that an act changed: the revision it left, against the one it found."""
    before, after = (_version(text) for text in (row.before, row.after))
    if after is None or before == after:
        return []
    old = None if before is None else content_at(session, site_id, before)
    return compare(old, content_at(session, site_id, after))


def _version(text: str | None) -> int | None:
    document: dict[str, Any] = orjson.loads(text) if text else {}
    version = document.get("version")
    return version if isinstance(version, int) else None


def revisions_of(session: Session, site_id: int) -> Sequence[SiteRevision]:
    """The revisions of a site, newest first."""
    query = sa.select(SiteRevision).where(col(SiteRevision.site_id) == site_id)
    return session.scalars(query.order_by(col(SiteRevision.version).desc()).limit(MOST_REVISIONS)).all()


def comparison(session: Session, site_id: int, old: int, new: int) -> list[FieldChange] | None:
    """How two revisions differ, or one from nothing (`old` 0); None if one of them is not there."""
    before, after = (content_at(session, site_id, version) for version in (old, new))
    return None if after is None or (before is None and old != 0) else compare(before, after)


def comments_on(session: Session, site_id: int) -> Sequence[tuple[int, str, datetime, str, str]]:
    """What reviewers said of a site's revisions, newest first: version, who, when, field, text."""
    query = (
        sa.select(  # type: ignore[call-overload]
            SiteRevision.version,
            Person.name,
            ReviewComment.recorded_at,
            ReviewComment.field,
            ReviewComment.text,
        )
        .join(SiteRevision, col(SiteRevision.id) == ReviewComment.revision_id)
        .join(Person, col(Person.id) == ReviewComment.person_id)
        .where(col(SiteRevision.site_id) == site_id)
        .order_by(col(ReviewComment.id).desc())
        .limit(MOST_REVISIONS)
    )
    return [tuple(row) for row in session.execute(query)]
