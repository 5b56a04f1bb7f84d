"""The ways of sites' records to their approvals, and what became of them: restored, written back or withdrawn.

Pure: what was done after an approval, by whom ever, says whether its work still stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from catalog.places import legal_day
from catalog.scoring.work_events import WorkAct, WorkEvent


@dataclass
class Product:
    """One site's way to an approval, or as far as it came.

    `given`: the last act by which work was given or taken back on this way, as `work/2026.1` counted (`work_former`).
    """

    site: str
    author_ids: set[int] = field(default_factory=set)
    change: int = 0
    content: str | None = None
    restores: int | None = None
    submitted_by: int | None = None
    submitted_at: datetime | None = None
    returned: int = 0
    approved_by: int | None = None
    approved_at: datetime | None = None
    version: int = 0
    is_undone: bool = False
    is_withdrawn: bool = False
    given: WorkEvent | None = None

    def is_on_time(self, due_on: date | None) -> bool:
        """Submitted, as it was approved, on a due day or before; without a due day nothing is late."""
        day = None if self.submitted_at is None else legal_day(self.submitted_at)
        return due_on is None or (day is not None and day <= due_on)


def products(events: Iterable[WorkEvent]) -> tuple[Product, ...]:
    """All products in the events, by site and time; those that were undone later are marked."""
    return tuple(product for site, acts in by_site(events).items() for product in products_at(site, acts))


def by_site(events: Iterable[WorkEvent]) -> dict[str, list[WorkEvent]]:
    """The acts on each site in their order."""
    found: defaultdict[str, list[WorkEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.at):
        found[event.site].append(event)
    return {site: found[site] for site in sorted(found)}


def products_at(site: str, events: Iterable[WorkEvent]) -> list[Product]:
    """One site's products: those that were approved in their order, then the one under way."""
    found: list[Product] = []
    current = Product(site)
    for event in events:
        if event.act in (WorkAct.PUBLISH, WorkAct.WITHDRAW):
            _mark_withdrawn(found, event)
            continue
        _take(current, event)
        if event.act == WorkAct.APPROVE:
            _mark_undone(found, current)
            found.append(current)
            current = Product(site)
    return [*found, current] if current != Product(site) else found


def _take(product: Product, event: WorkEvent) -> None:
    """What an act adds to the product under way."""
    match event.act:
        case WorkAct.ASSIGN:
            product.given = event
        case WorkAct.REVISE | WorkAct.RESTORE:
            product.author_ids.add(event.actor_id)
            product.change, product.content = event.change, event.content
            if event.act == WorkAct.RESTORE:
                product.restores = event.version
        case WorkAct.SUBMIT:
            product.author_ids.add(event.actor_id)
            product.submitted_by, product.submitted_at = event.actor_id, event.at
        case WorkAct.RETURN:
            product.returned += 1
        case WorkAct.APPROVE:
            product.approved_by, product.approved_at = event.actor_id, event.at
            product.version = event.version
        case _:
            product.submitted_at = None  # recalled


def _mark_undone(earlier: Sequence[Product], approved: Product) -> None:
    """Going back to a version undoes what came after it, and brings back what was undone before.

    To undo nothing but one's own work is no work either.
    """
    target = _gone_back_to(earlier, approved)
    if target is None:
        return
    for product in earlier:
        product.is_undone = product.version > target
    undone_of = {product.submitted_by for product in earlier if product.is_undone}
    approved.is_undone = undone_of == {approved.submitted_by}


def _gone_back_to(earlier: Sequence[Product], approved: Product) -> int | None:
    """The version that was restored, or whose content was written once more by hand."""
    if approved.restores is not None:
        return approved.restores
    same = [each.version for each in earlier if each.content is not None and each.content == approved.content]
    return max(same, default=None)


def _mark_withdrawn(earlier: Iterable[Product], event: WorkEvent) -> None:
    """A version that is withdrawn earns nothing, until it is published again."""
    for product in earlier:
        if product.version == event.version:
            product.is_withdrawn = event.act == WorkAct.WITHDRAW
