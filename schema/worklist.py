"""The work list in GraphQL: sites below the level required of them, and what to do next at each."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from catalog.coverage.reasons import Examined, examine
from catalog.coverage.worklist import Item, WorkList, work_list
from catalog.finding.lookup import find_by_ids
from catalog.finding.pages import Window
from catalog.projection.reader import Record
from schema.context import Info
from schema.digitisation import LadderCheck, checks_of
from schema.paging import After, First, PageInfo, cursor_at, cut
from schema.records import Site
from schema.scalars import Level

DEFAULT_PAGE = 50


@strawberry.type(description="A site with work to be done on it.")
class WorkItem:
    """Item."""

    item: strawberry.Private[Item]
    examined: strawberry.Private[Examined | None]
    record: strawberry.Private[Record | None]

    @strawberry.field(description="The site, as published; null if it is withdrawn.")
    def site(self) -> Site | None:
        """Site."""
        return None if self.record is None else Site(record=self.record)

    @strawberry.field(description="The level it stands at, of a complex with its parts; null is below D0.")
    def level(self) -> Level | None:
        """Level."""
        return self.item.level

    @strawberry.field(description="The level that is required of it.")
    def target_level(self) -> Level:
        """Target."""
        return self.item.target

    @strawberry.field(description="Effort of all steps to the next level, each 1 to 5.")
    def effort(self) -> int:
        """Effort."""
        return self.item.gain.effort

    @strawberry.field(description="Whether a complex has nothing to do itself, and waits for its parts.")
    def waits_for_parts(self) -> bool:
        """Parts."""
        return self.item.gain.waits_for_parts

    @strawberry.field(
        description="What is missing up to the level required, cheapest next step first.",
        metadata={"list_size": 15},
    )
    def failing(self) -> list[LadderCheck]:
        """Checks."""
        return [] if self.examined is None else checks_of(self.examined)


@strawberry.type(description="An item in a list.")
class WorkItemEdge:
    """Edge."""

    node: WorkItem = strawberry.field(description="The item.")
    cursor: str = strawberry.field(description="Where it stands in the list, for `after`.")


@strawberry.type(description="A page of the work list, the cheapest next step first.")
class WorkItemConnection:
    """Connection."""

    work: strawberry.Private[WorkList]
    start: strawberry.Private[int]
    stop: strawberry.Private[int]

    @strawberry.field(description="How many sites have work to be done.")
    def total_count(self) -> int:
        """Total."""
        return len(self.work.items)

    @strawberry.field(description="The items on this page.")
    def edges(self) -> list[WorkItemEdge]:
        """Edges."""
        shown = enumerate(self.shown(), self.start)
        return [WorkItemEdge(node=node, cursor=cursor_at(place)) for place, node in shown]

    @strawberry.field(description="The same without cursors.")
    def nodes(self) -> list[WorkItem]:
        """Nodes."""
        return self.shown()

    @strawberry.field(description="Where the page stands.")
    def page_info(self) -> PageInfo:
        """Page."""
        count = self.stop - self.start
        return PageInfo(
            has_next_page=self.stop < len(self.work.items),
            has_previous_page=self.start > 0,
            start_cursor=cursor_at(self.start) if count else None,
            end_cursor=cursor_at(self.stop - 1) if count else None,
        )

    def shown(self) -> list[WorkItem]:
        """The items of the page, evaluated with reasons, for these sites only."""
        items = self.work.items[self.start : self.stop]
        ids = [item.site_id for item in items]
        examined = examine(self.work.coverage, ids)
        records = find_by_ids(self.work.coverage.reader, ids)
        return [
            WorkItem(item=item, examined=examined.get(item.site_id), record=records.get(item.site_id))
            for item in items
        ]


@strawberry.type
class WorkQuestions:
    """What may be asked about work to be done."""

    @strawberry.field(
        description="Sites below the level that is required of them on a day, with what is missing; first those that "
        "the least effort brings one level up."
    )
    def worklist(
        self,
        info: Info,
        as_of: Annotated[date, strawberry.argument(description="Day of legal time (Asia/Ho_Chi_Minh).")],
        admin_unit: Annotated[
            str | None, strawberry.argument(description="Code of a commune or ward of today.")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> WorkItemConnection:
        """Work list."""
        work = work_list(info.context.reader, as_of, admin_unit)
        start, stop = cut(len(work.items), Window(first, after), DEFAULT_PAGE)
        return WorkItemConnection(work=work, start=start, stop=stop)
