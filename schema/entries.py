"""Register entries in GraphQL: what a figure counts, page by page, each with the site that it names."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date

import strawberry

from catalog.coverage.counted import Counted
from catalog.coverage.figures import Row
from catalog.coverage.register import decisions_of
from catalog.coverage.telling import Picked, Told, to_target
from catalog.finding.lookup import find_by_ids
from catalog.finding.pages import Window
from catalog.lazy import cached_property
from catalog.projection.reader import Record
from schema.context import Info
from schema.paging import PageInfo, cursor_at, cut
from schema.records import Site
from schema.scalars import Grade, Level, RegisterEntryKind, Scheme
from schema.units import AdminUnit

DEFAULT_PAGE = 20


@dataclass
class Pages:
    """The pages of entries of one coverage answer; the same page of sibling rows is read together."""

    told: Told
    _batches: dict[Hashable, PageBatch] = field(default_factory=dict)

    def of(
        self, row: Row, siblings: Sequence[Row], asked: Hashable, pick: Picked, window: Window
    ) -> RegisterEntryConnection:
        """A page of the entries that `pick` finds in a row. `asked` names the choice among all of this answer."""
        key = (asked, window)
        if key not in self._batches:
            self._batches[key] = PageBatch(
                self.told, lambda: [one for each in siblings for one in _page(pick(each), window)[0]]
            )
        entries = pick(row)
        shown, start = _page(entries, window)
        return RegisterEntryConnection(shown=shown, start=start, total=len(entries), batch=self._batches[key])


def _page(entries: Sequence[Counted], window: Window) -> tuple[Sequence[Counted], int]:
    start, stop = cut(len(entries), window, DEFAULT_PAGE)
    return entries[start:stop], start


@dataclass
class PageBatch:
    """What the entries of a page have beside themselves, read for all of them when first asked for."""

    told: Told
    entries: Callable[[], Sequence[Counted]]

    @cached_property
    def _shown(self) -> Sequence[Counted]:
        return self.entries()

    @cached_property
    def sites(self) -> dict[int, Record]:
        """The public sites by id."""
        ids = [one.entry.site_id for one in self._shown if one.entry.site_id is not None]
        coverage = self.told.coverage
        return find_by_ids(coverage.reader.knowing(coverage.question.known_at), ids)

    @cached_property
    def decisions(self) -> dict[int, str | None]:
        """The numbers of decisions by entry."""
        return decisions_of(self.told.coverage.reader.session, [one.entry.id for one in self._shown])


@strawberry.type(
    description="One line of an official list or decision: what coverage counts, known to us as a site or not."
)
class RegisterEntry:
    """Entry."""

    counted: strawberry.Private[Counted]
    batch: strawberry.Private[PageBatch]

    @strawberry.field(description="Permanent key of the line.")
    def key(self) -> str:
        """Key."""
        return self.counted.entry.key

    @strawberry.field(
        description="What the line says; for one not known by name, or no longer public, which decision declares it."
    )
    def label(self) -> str:
        """Label."""
        return self.counted.entry.label

    @strawberry.field(description="Whether we know the site by name and have a record of it.")
    def is_known(self) -> bool:
        """Known."""
        return self.counted.is_known

    @strawberry.field(description="DESIGNATION of a site, or COMPONENT of a complex.")
    def kind(self) -> RegisterEntryKind:
        """Kind."""
        return self.counted.entry.kind

    @strawberry.field(description="What kind of recognition.")
    def scheme(self) -> Scheme:
        """Scheme."""
        return self.counted.entry.scheme

    @strawberry.field(
        description="All kinds of recognition of the site, in the union; else the one.",
        metadata={"list_size": 3},
    )
    def schemes(self) -> list[Scheme]:
        """Schemes."""
        return sorted(self.counted.schemes or {self.counted.entry.scheme})

    @strawberry.field(description="Relic rank, where the line has one.")
    def grade(self) -> Grade | None:
        """Grade."""
        return self.counted.entry.grade

    @strawberry.field(description="The site, as published; null where it is not known, or withdrawn.")
    def site(self) -> Site | None:
        """Site."""
        record = self.batch.sites.get(self.counted.entry.site_id or 0) if self.counted.is_named else None
        return None if record is None else Site(record=record)

    @strawberry.field(description="The level it stands at, of a complex with its parts; null is below D0.")
    def level(self) -> Level | None:
        """Level."""
        return self.counted.level

    @strawberry.field(description="The level that the rules require of it; null where they require none.")
    def required_level(self) -> Level | None:
        """Target."""
        return self.counted.required

    @strawberry.field(
        description="Ids of the checks that keep it from the level required, in the ladder's order."
    )
    def failing(self) -> list[str]:
        """Failing checks."""
        return to_target(self.counted, self.batch.told.coverage.rules)

    @strawberry.field(
        description="The communes and wards in which it counts, the primary one first.",
        metadata={"list_size": 2},
    )
    def units(self, info: Info) -> list[AdminUnit]:
        """Units."""
        by_id = info.context.reader.units.by_id
        return [AdminUnit(unit=by_id[unit]) for unit in self.counted.units]

    @strawberry.field(description="Number of the decision, verbatim; null if no source states it.")
    def decision_number(self) -> str | None:
        """Decision."""
        return self.batch.decisions.get(self.counted.entry.id)

    @strawberry.field(description="First day of legal effect; null if not known.")
    def valid_from(self) -> date | None:
        """Start."""
        return self.counted.entry.start

    @strawberry.field(description="First day no longer in force; null if it still is.")
    def valid_to(self) -> date | None:
        """End."""
        return self.counted.entry.end

    @strawberry.field(description="First day on which a source shows it; an undated line counts from here.")
    def known_since(self) -> date:
        """Known since."""
        return self.counted.entry.known_since


@strawberry.type(description="An entry in a list.")
class RegisterEntryEdge:
    """Edge."""

    node: RegisterEntry = strawberry.field(description="The entry.")
    cursor: str = strawberry.field(description="Where it stands in the list, for `after`.")


@strawberry.type(description="A page of register entries, by key.")
class RegisterEntryConnection:
    """Connection."""

    shown: strawberry.Private[Sequence[Counted]]
    start: strawberry.Private[int]
    total: strawberry.Private[int]
    batch: strawberry.Private[PageBatch]

    @strawberry.field(description="How many entries there are in all: exactly what the figure says.")
    def total_count(self) -> int:
        """Total."""
        return self.total

    @strawberry.field(description="The entries on this page.")
    def edges(self) -> list[RegisterEntryEdge]:
        """Edges."""
        return [
            RegisterEntryEdge(node=node, cursor=cursor_at(self.start + place))
            for place, node in enumerate(self.nodes_shown())
        ]

    @strawberry.field(description="The same without cursors.")
    def nodes(self) -> list[RegisterEntry]:
        """Nodes."""
        return self.nodes_shown()

    @strawberry.field(description="Where the page stands.")
    def page_info(self) -> PageInfo:
        """Page."""
        count = len(self.shown)
        return PageInfo(
            has_next_page=self.start + count < self.total,
            has_previous_page=self.start > 0,
            start_cursor=cursor_at(self.start) if count else None,
            end_cursor=cursor_at(self.start + count - 1) if count else None,
        )

    def nodes_shown(self) -> list[RegisterEntry]:
        """The entries with what belongs to them."""
        return [RegisterEntry(counted=one, batch=self.batch) for one in self.shown]
