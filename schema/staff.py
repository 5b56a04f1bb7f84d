"""What staff see of a record beyond what is public: its history, its revisions, what reviewers said."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from catalog.editing import looking
from catalog.editing.hands import HANDS, InHand
from catalog.errors import ForbiddenError, Message
from catalog.projection.reader import Record
from catalog.roles import Acting, Deed, may
from catalog.tables import HistoryEntry as HistoryRow
from schema.context import Info
from schema.paging import After, First, PageInfo
from schema.permissions import needs
from schema.scalars import HistoryAction, Permission, SiteState


@strawberry.type(description="A person of the staff.")
class Person:
    """Person."""

    name: str = strawberry.field(description="Name.")


@strawberry.type(description="One field before and after.")
class FieldChange:
    """Difference."""

    field: str = strawberry.field(description="The field, as inputs name it; texts with their language.")
    before: str | None = strawberry.field(description="What it said before; null for nothing.")
    after: str | None = strawberry.field(description="What it says after; null for nothing.")


@strawberry.type(description="One act on the record, in the append-only, hash-chained history.")
class HistoryEntry:
    """Entry."""

    row: strawberry.Private[HistoryRow]
    record: strawberry.Private[Record]

    @strawberry.field(description="Number in the one chain of the whole catalogue.")
    def sequence(self) -> int:
        """Sequence."""
        return self.row.sequence

    @strawberry.field(description="When it was done.")
    def at(self) -> datetime:
        """Instant."""
        return self.row.at

    @strawberry.field(description="Who did it.")
    def actor(self) -> Person:
        """Actor."""
        return Person(name=self.row.actor_name)

    @strawberry.field(description="What was done.")
    def action(self) -> HistoryAction:
        """Action."""
        return self.row.action

    @strawberry.field(description="Why, where a reason was given.")
    def reason(self) -> str | None:
        """Reason."""
        return self.row.reason

    @strawberry.field(description="SHA-256 of this entry, in which the hash of the one before it stands.")
    def hash(self) -> str:
        """Hash."""
        return self.row.hash

    @strawberry.field(description="The fields that the act changed; empty where only the state did.")
    def changes(self, info: Info) -> list[FieldChange]:
        """Differences."""
        found = looking.changes_of(info.context.reader.session, self.record.site_id, self.row)
        return [FieldChange(field=c.field, before=c.before, after=c.after) for c in found]


@strawberry.type(description="An entry in a list.")
class HistoryEdge:
    """Edge."""

    node: HistoryEntry = strawberry.field(description="The entry.")
    cursor: str = strawberry.field(description="Where it stands in the list.")


@strawberry.type(description="A page of a record's history, newest first.")
class HistoryConnection:
    """Connection."""

    total_count: int = strawberry.field(description="How many entries there are in all.")
    edges: list[HistoryEdge] = strawberry.field(description="Those on this page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


@strawberry.type(description="One whole revision of a record.")
class Revision:
    """Revision."""

    version: int = strawberry.field(description="Number, counted from 1.")
    state: SiteState = strawberry.field(description="Where it stands, or stood last.")
    author: str = strawberry.field(description="Who wrote it.")
    recorded_at: datetime = strawberry.field(description="When it was written.")
    content_hash: str = strawberry.field(description="SHA-256 of everything that it says.")


@strawberry.type(description="What a reviewer said of a revision.")
class ReviewComment:
    """Remark."""

    version: int = strawberry.field(description="The revision it is about.")
    author: str = strawberry.field(description="Who said it.")
    at: datetime = strawberry.field(description="When.")
    field: str | None = strawberry.field(description="The field it is about; null for the whole revision.")
    text: str = strawberry.field(description="What was said.")


@strawberry.type(
    description="Where a record stands at work: its newest revision, in whose hands, and what is next."
)
class SiteWork:
    """Work."""

    hand: strawberry.Private[InHand]
    acting: strawberry.Private[Acting]

    @strawberry.field(
        description="What the policy allows the viewer to do to the record now (docs/permissions.md); what is done "
        "is judged anew."
    )
    def allowed(self) -> list[Permission]:
        """Deeds."""
        return self.hand.allowed(self.acting)

    @strawberry.field(description="Number of the newest revision.")
    def version(self) -> int:
        """Version."""
        return self.hand.version

    @strawberry.field(description="Where the newest revision stands.")
    def state(self) -> SiteState:
        """State."""
        return self.hand.subject.state

    @strawberry.field(description="Number of the revision that is public; null if none is.")
    def public_version(self) -> int | None:
        """Public version."""
        return self.hand.public_version

    @strawberry.field(description="Who wrote the newest revision.")
    def author(self) -> Person:
        """Author."""
        return Person(name=self.hand.author)

    @strawberry.field(description="When it was written.")
    def recorded_at(self) -> datetime:
        """Instant."""
        return self.hand.recorded_at

    @strawberry.field(description="Who sent it for review last; null if nobody has.")
    def submitted_by(self) -> Person | None:
        """Sender."""
        return None if self.hand.submitted_by is None else Person(name=self.hand.submitted_by)

    @strawberry.field(description="When it was sent for review last; null if it was not.")
    def submitted_at(self) -> datetime | None:
        """Instant."""
        return self.hand.submitted_at

    @strawberry.field(description="Who approved it; null if nobody has.")
    def reviewed_by(self) -> Person | None:
        """Reviewer."""
        return None if self.hand.reviewed_by is None else Person(name=self.hand.reviewed_by)


def _require_sight(info: Info, record: Record) -> Any:
    acting = info.context.signed_in()
    session = info.context.reader.session
    if not looking.may_look(session, info.context.reader.units, acting, record.values["code"]):
        raise ForbiddenError(
            Message(
                "Bạn không có quyền xem lịch sử của bản ghi này.",
                "You may not see the history of this record.",
            )
        )
    return session


@strawberry.type
class StaffFields:
    """Fields of a site that need a sign-in and the right to see the record at work."""

    record: strawberry.Private[Record]

    @strawberry.field(
        description="Where the record stands at work and what the viewer may do to it; null for whoever may not see "
        "it at work.",
    )
    def work(self, info: Info) -> SiteWork | None:
        """Work."""
        acting = info.context.acting
        if acting is None:
            return None
        hand: InHand | None = self.record.related(HANDS)
        if hand is None or not may(Deed.READ_WORKING, acting, hand.subject):
            return None
        return SiteWork(hand=hand, acting=acting)

    @strawberry.field(
        description="What was done to the record, newest first; for staff who may see it.",
        metadata=needs(Deed.READ_HISTORY),
    )
    def history(self, info: Info, first: First = None, after: After = None) -> HistoryConnection:
        """History."""
        session = _require_sight(info, self.record)
        page = looking.history_page(session, self.record.values["code"], first, after)
        edges = [
            HistoryEdge(node=HistoryEntry(row=row, record=self.record), cursor=looking.cursor_of(row))
            for row in page.rows
        ]
        info_ = PageInfo(
            has_next_page=page.has_next,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return HistoryConnection(total_count=page.total_count, edges=edges, page_info=info_)

    @strawberry.field(
        description="All revisions, newest first, at most 100; for staff who may see the record.",
        metadata=needs(Deed.READ_HISTORY),
    )
    def revisions(self, info: Info) -> list[Revision]:
        """Revisions."""
        session = _require_sight(info, self.record)
        return [
            Revision(
                version=r.version,
                state=r.state,
                author=r.author,
                recorded_at=r.recorded_at,
                content_hash=r.content_hash,
            )
            for r in looking.revisions_of(session, self.record.site_id)
        ]

    @strawberry.field(
        description="How any two revisions differ, field by field; for staff who may see the record. Null if one "
        "of them is not there.",
        metadata=needs(Deed.READ_HISTORY),
    )
    def comparison(
        self,
        info: Info,
        from_version: Annotated[
            int,
            strawberry.argument(
                description="The earlier revision's number; 0 for nothing, before the first one."
            ),
        ],
        to_version: Annotated[int, strawberry.argument(description="The later revision's number.")],
    ) -> list[FieldChange] | None:
        """Differences."""
        session = _require_sight(info, self.record)
        found = looking.comparison(session, self.record.site_id, from_version, to_version)
        if found is None:
            return None
        return [FieldChange(field=c.field, before=c.before, after=c.after) for c in found]

    @strawberry.field(
        description="What reviewers said, newest first; for staff who may see the record.",
        metadata=needs(Deed.READ_HISTORY),
    )
    def review_comments(self, info: Info) -> list[ReviewComment]:
        """Remarks."""
        session = _require_sight(info, self.record)
        return [
            ReviewComment(version=version, author=author, at=at, field=field or None, text=text)
            for version, author, at, field, text in looking.comments_on(session, self.record.site_id)
        ]
