"""The work list in GraphQL: sites below the level required of them, and what to do next at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import strawberry

from catalog.answered import Request
from catalog.coverage.reasons import Examined, examine
from catalog.coverage.worklist import Item, WorkList, work_list
from catalog.editing.assigning import (
    Assignment,
    Wanted,
    assign_work,
    assignments_of,
    end_assignment,
    may_see,
    sites_given_to,
)
from catalog.editing.desk import Outcome
from catalog.finding.lookup import find_by_ids
from catalog.finding.pages import Window
from catalog.lazy import cached_property
from catalog.projection.reader import Record
from catalog.roles import Deed
from schema.context import Info
from schema.costs import WHOLE_REGISTER
from schema.digitisation import LadderCheck, checks_of
from schema.notices import Key, Problem, shown_problems
from schema.paging import After, First, PageInfo, cursor_at, cut
from schema.payloads import Id, code_of, written
from schema.permissions import needs
from schema.records import Site
from schema.scalars import Level
from schema.staff import Person
from schema.values import told

DEFAULT_PAGE = 50


@strawberry.type(description="Work that somebody was given.")
class WorkAssignment:
    """Assignment."""

    check: str | None = told("The check of the ladder that it is about; null for all that is missing.")
    assignee: Person = told("Who is to do it.")
    due_on: date | None = told("Until when.")
    note: str | None = told("What was said with it.")
    assigned_by: Person = told("Who gave it.")
    assigned_at: datetime = told("When it was given.")


def shown_assignment(one: Assignment) -> WorkAssignment:
    """An assignment as clients see it."""
    return WorkAssignment(
        check=one.check,
        assignee=Person(name=one.assignee),
        due_on=one.due_on,
        note=one.note,
        assigned_by=Person(name=one.assigned_by),
        assigned_at=one.assigned_at,
    )


@strawberry.type(description="A site with work to be done on it.")
class WorkItem:
    """Item."""

    item: strawberry.Private[Item]
    examined: strawberry.Private[Examined | None]
    record: strawberry.Private[Record | None]
    given: strawberry.Private[Sequence[Assignment]]

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
        description="What is missing up to the level required, cheapest next step first; of a withdrawn site nothing.",
        metadata={"list_size": 15},
    )
    def failing(self) -> list[LadderCheck]:
        """Checks."""
        return [] if self.examined is None else checks_of(self.examined)

    @strawberry.field(
        description="Who was given this work; for the department's editors, and for whoever was given it.",
        metadata={"list_size": 5},
    )
    def assignments(self, info: Info) -> list[WorkAssignment]:
        """Assignments."""
        return [shown_assignment(one) for one in self.given if may_see(info.context.acting, one)]


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
        shown = enumerate(self.shown, self.start)
        return [WorkItemEdge(node=node, cursor=cursor_at(place)) for place, node in shown]

    @strawberry.field(description="The same without cursors.")
    def nodes(self) -> list[WorkItem]:
        """Nodes."""
        return self.shown

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

    @cached_property
    def shown(self) -> list[WorkItem]:
        """The items of the page, evaluated with reasons, for these sites only."""
        items = self.work.items[self.start : self.stop]
        ids = [item.site_id for item in items]
        records = find_by_ids(self.work.coverage.reader, ids)
        examined = examine(
            self.work.coverage, sorted(records)
        )  # of what is not public nobody is told what is wrong
        given = assignments_of(self.work.coverage.reader.session, ids)
        return [
            WorkItem(
                item=item,
                examined=examined.get(item.site_id),
                record=records.get(item.site_id),
                given=given.get(item.site_id, ()),
            )
            for item in items
        ]


@strawberry.type
class WorkQuestions:
    """What may be asked about work to be done."""

    @strawberry.field(
        description="Sites below the level that is required of them on a day, with what is missing; first those that "
        "the least effort brings one level up. At most two of them in one operation.",
        metadata=WHOLE_REGISTER,
    )
    def worklist(
        self,
        info: Info,
        as_of: Annotated[date, strawberry.argument(description="Day of legal time (Asia/Ho_Chi_Minh).")],
        admin_unit: Annotated[
            str | None, strawberry.argument(description="Code of a commune or ward of today.")
        ] = None,
        assigned_to_me: Annotated[
            bool, strawberry.argument(description="Only where the viewer was given work; needs a sign-in.")
        ] = False,
        below: Annotated[
            Level | None, strawberry.argument(description="Only sites that do not stand at this level yet.")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> WorkItemConnection:
        """Work list."""
        reader = info.context.reader
        mine = sites_given_to(reader.session, info.context.signed_in().person_id) if assigned_to_me else None
        work = work_list(reader, as_of, admin_unit, mine).below(below)
        start, stop = cut(len(work.items), Window(first, after), DEFAULT_PAGE)
        return WorkItemConnection(work=work, start=start, stop=stop)


@strawberry.type(description="What became of giving work or taking it back.")
class WorkPayload:
    """Payload."""

    site: Site | None = strawberry.field(description="The record, as staff see it; null if nothing was done.")
    assignments: list[WorkAssignment] = strawberry.field(
        description="What is now to be done at the site, and by whom."
    )
    problems: list[Problem] = strawberry.field(
        description="What stands in the way; then nothing was changed."
    )


Check = Annotated[
    str | None,
    strawberry.argument(description="Id of a check of the ladder; all that is missing if left out."),
]


@strawberry.type
class WorkMutations:
    """What may be done with work."""

    @strawberry.mutation(
        description="Give work at a site to a person who may change the record; whoever had the same work has it no "
        "more.",
        metadata=needs(Deed.ASSIGN_WORK),
    )
    def assign_work(
        self,
        info: Info,
        site: Id,
        assignee: Annotated[
            str, strawberry.argument(description="The person's name, as the history has it.")
        ],
        check: Check = None,
        due_on: Annotated[date | None, strawberry.argument(description="Until when.")] = None,
        note: Annotated[str | None, strawberry.argument(description="What is to be said with it.")] = None,
        idempotency_key: Key = None,
    ) -> WorkPayload | None:
        """Assign."""
        code, wanted = code_of(site), Wanted(check, assignee, due_on, note)
        document = [code, check, assignee, str(due_on or ""), note]
        request = Request("assignWork", document, idempotency_key)
        return _done(info, info.context.change(request, lambda desk: assign_work(desk, code, wanted)))

    @strawberry.mutation(
        description="Take work back from whoever was given it.", metadata=needs(Deed.ASSIGN_WORK)
    )
    def end_assignment(
        self, info: Info, site: Id, check: Check = None, idempotency_key: Key = None
    ) -> WorkPayload | None:
        """End."""
        code = code_of(site)
        request = Request("endAssignment", [code, check], idempotency_key)
        return _done(info, info.context.change(request, lambda desk: end_assignment(desk, code, check)))


def _done(info: Info, outcome: Outcome) -> WorkPayload:
    record = written(info, outcome)
    given = assignments_of(info.context.reader.session, [outcome.site_id]).get(outcome.site_id, ())
    return WorkPayload(
        site=None if record is None else Site(record=record),
        assignments=[shown_assignment(one) for one in given],
        problems=shown_problems(info, outcome.problems),
    )
