"""What one person did in a period, counted from the workflow: assigned, done, passed review at once, on time.

The rating of civil servants (Decree 335/2025/NĐ-CP) starts from such counts. What is counted is a piece: a check of a site
that somebody else gave him, or a site's way to an approval that he took up unasked; whoever submitted it has done it. Work
that was only made to be counted earns nothing, each time with its reason. Pure functions over a list of events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from catalog.errors import Message
from catalog.scoring.work_events import WorkAct, WorkEvent, WorkPeriod, WorkRules
from catalog.scoring.work_products import Product, by_site, products_at
from catalog.scoring.work_tasks import Task, tasks_at


class Refusal(StrEnum):
    """Why work earns nothing."""

    REVERTED = "REVERTED"
    TRIVIAL = "TRIVIAL"
    SELF_APPROVED = "SELF_APPROVED"
    LAST_MINUTE_BULK = "LAST_MINUTE_BULK"
    SELF_ASSIGNED = "SELF_ASSIGNED"


REASONS: Mapping[Refusal, Message] = {
    Refusal.REVERTED: Message(
        "Nội dung này sau đó đã được khôi phục về bản cũ hoặc bị gỡ.",
        "The change was undone or withdrawn later.",
    ),
    Refusal.TRIVIAL: Message(
        "Nội dung không đổi, hoặc chỉ đổi khoảng trắng, chữ hoa, dấu câu.",
        "No content was changed, or only white space, case or punctuation.",
    ),
    Refusal.SELF_APPROVED: Message(
        "Người duyệt cũng là người biên tập.",
        "The reviewer is one of the authors.",
    ),
    Refusal.LAST_MINUTE_BULK: Message(
        "Quá nhiều nội dung được gửi duyệt ngay trước khi kỳ kết thúc.",
        "Too much was submitted just before the period’s end.",
    ),
    Refusal.SELF_ASSIGNED: Message(
        "Việc này do chính người đó tự giao cho mình.",
        "The person gave this work to himself.",
    ),
}
"""The reasons in words."""


@dataclass(frozen=True)
class Piece:
    """What is counted as one: an approved product, for a check that was given, or unasked."""

    product: Product
    task: Task | None = None

    @property
    def site(self) -> str:
        """Code of the site."""
        return self.product.site

    @property
    def check(self) -> str | None:
        """The check of the ladder for which it was given; None for all that is missing, and unasked."""
        return None if self.task is None else self.task.check

    @property
    def version(self) -> int:
        """The version that was approved."""
        return self.product.version

    @property
    def returned(self) -> int:
        """How often it was returned."""
        return self.product.returned

    @property
    def due_on(self) -> date | None:
        """Its due day, if it has one."""
        return None if self.task is None else self.task.due_on

    @property
    def is_on_time(self) -> bool:
        """Submitted, as it was approved, on its due day or before; without a due day nothing is late."""
        return self.product.is_on_time(self.due_on)

    @property
    def is_own(self) -> bool:
        """Whether he gave it to himself."""
        return self.task is not None and self.task.is_own


@dataclass(frozen=True)
class Work:
    """What one person did in a period: the pieces that count, and those that earn nothing, with their reasons.

    `given` is what was this person's to do, done or not.
    """

    pieces: tuple[Piece, ...]
    refused: tuple[tuple[Piece, tuple[Refusal, ...]], ...]
    given: tuple[Task, ...]

    @property
    def assigned(self) -> int:
        """What was given, what was taken up unasked and counts, and what he gave himself and was approved."""
        unasked = sum(each.task is None for each in self.pieces)
        return len(self.given) + unasked + sum(each.is_own for each, _ in self.refused)

    @property
    def done(self) -> int:
        """How many pieces count."""
        return len(self.pieces)

    @property
    def passed_at_once(self) -> int:
        """How many of them were never returned."""
        return sum(each.returned == 0 for each in self.pieces)

    @property
    def on_time(self) -> int:
        """How many of them were submitted by their day, or had none."""
        return sum(each.is_on_time for each in self.pieces)

    @property
    def due(self) -> int:
        """How much was to be done by a day."""
        return sum(each.due_on is not None for each in self.given)

    @property
    def due_met(self) -> int:
        """How much of it was submitted by then, and counts."""
        return sum(each.due_on is not None and each.is_on_time for each in self.pieces)


def work_of(
    events: Iterable[WorkEvent],
    person_id: int,
    period: WorkPeriod,
    rules: WorkRules,
    rivals: Set[int] = frozenset(),
) -> Work:
    """Count one person's work in a period. `events` are everybody's, later ones included: they may undo what was done.

    What was given, moved or taken back after the period does not change it. `rivals` are ranked with this person: what
    they take back from him or move does not count, nor what he himself does so. What was refused stays assigned if it
    was; what somebody took up unasked counts once it is done.
    """
    everything: list[Product] = []
    tasks: list[Task] = []
    for site, acts in by_site(events).items():
        made = products_at(site, acts)
        known = [each for each in acts if each.act != WorkAct.ASSIGN or each.at < period.ends]
        everything += made
        tasks += tasks_at(site, known, made, person_id, rivals)
    done = _by_product(tasks)
    bulk = last_minute_bulk(everything, person_id, period, rules)
    judged = [
        (piece, tuple(_refusals(piece, bulk)))
        for product in everything
        if product.submitted_by == person_id and period.has(product.approved_at)
        for piece in done.get(id(product), [Piece(product)])
    ]
    return Work(
        pieces=tuple(piece for piece, reasons in judged if not reasons),
        refused=tuple((piece, reasons) for piece, reasons in judged if reasons),
        given=tuple(task for task in tasks if task.is_of(period)),
    )


def _by_product(tasks: Iterable[Task]) -> dict[int, list[Piece]]:
    """The pieces that each approval ended, where there are more than the one that nobody asked for."""
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    for task in tasks:
        if task.product is not None:
            found[id(task.product)].append(Piece(task.product, task))
    return found


def _refusals(piece: Piece, bulk: Sequence[Product]) -> Iterator[Refusal]:
    if is_reverted(piece.product):
        yield Refusal.REVERTED
    if is_trivial(piece.product):
        yield Refusal.TRIVIAL
    if is_self_approved(piece.product):
        yield Refusal.SELF_APPROVED
    if piece.product in bulk:
        yield Refusal.LAST_MINUTE_BULK
    if piece.is_own:
        yield Refusal.SELF_ASSIGNED


def is_reverted(product: Product) -> bool:
    """Whether the change was undone later, or its version withdrawn."""
    return product.is_undone or product.is_withdrawn


def is_trivial(product: Product) -> bool:
    """Whether nothing was changed that means something (`significant_change`)."""
    return product.change == 0


def is_self_approved(product: Product) -> bool:
    """Whether one of the authors approved it: good practice forbids it, and the workflow does."""
    return product.approved_by in product.author_ids


def last_minute_bulk(
    everything: Iterable[Product], person_id: int, period: WorkPeriod, rules: WorkRules
) -> tuple[Product, ...]:
    """What one person submitted in the last hours of a period, if it is more than the rules allow; else nothing."""
    last = WorkPeriod(period.ends - timedelta(hours=rules.late_hours), period.ends)
    found = [each for each in everything if each.submitted_by == person_id and last.has(each.submitted_at)]
    return tuple(found) if len(found) > rules.most_late_edits else ()
