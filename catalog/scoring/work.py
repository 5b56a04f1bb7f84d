"""What one person did in a period, counted from the workflow: assigned, done, passed review at once, on time.

The rating of civil servants (Decree 335/2025/NĐ-CP) starts from such counts. The product that is counted is one site's
way from its first edit or assignment to its approval; whoever submitted it has done it. Work that was only made to be
counted earns nothing, each time with its reason. Pure functions over a list of events.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from catalog.errors import Message
from catalog.places import LEGAL_ZONE, legal_day
from catalog.text import nfc


class WorkAct(StrEnum):
    """What happened to a site's record. All but ASSIGN are acts of the history."""

    ASSIGN = "ASSIGN"
    REVISE = "REVISE"
    RESTORE = "RESTORE"
    SUBMIT = "SUBMIT"
    RECALL = "RECALL"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    PUBLISH = "PUBLISH"
    WITHDRAW = "WITHDRAW"


@dataclass(frozen=True)
class WorkEvent:
    """One act on a site's record.

    `actor_id`: who acted; of ASSIGN, who is to do it, with the day until which. `version`: the one acted on; of
    RESTORE, the one that was gone back to. `change`: how much a REVISE or RESTORE leaves different from what was
    approved before (`significant_change`); `content`: the digest of what it leaves.
    """

    site: str
    act: WorkAct
    actor_id: int
    at: datetime
    version: int
    due_on: date | None = None
    change: int = 0
    content: str | None = None


@dataclass(frozen=True)
class WorkPeriod:
    """A period of assessment: the instants [starts, ends)."""

    starts: datetime
    ends: datetime

    @classmethod
    def of_days(cls, opens_on: date, closes_on: date) -> WorkPeriod:
        """From the first to the last day in Vietnam, both included."""
        midnights = (opens_on, closes_on + timedelta(days=1))
        starts, ends = (datetime.combine(day, time(), LEGAL_ZONE) for day in midnights)
        return cls(starts, ends)

    def has(self, instant: datetime | None) -> bool:
        """Whether it lies in the period."""
        return instant is not None and self.starts <= instant < self.ends


@dataclass(frozen=True)
class WorkRules:
    """Rule data: more submissions than `most_late_edits` by one person in the last hours of a period are a bulk."""

    most_late_edits: int
    late_hours: int = 72


class Refusal(StrEnum):
    """Why work earns nothing."""

    REVERTED = "REVERTED"
    TRIVIAL = "TRIVIAL"
    SELF_APPROVED = "SELF_APPROVED"
    LAST_MINUTE_BULK = "LAST_MINUTE_BULK"


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
}
"""The reasons in words."""


@dataclass
class Product:
    """One site's way to an approval, or as far as it came."""

    site: str
    assignee_id: int | None = None
    assigned_at: datetime | None = None
    due_on: date | None = None
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

    @property
    def is_on_time(self) -> bool:
        """Submitted, as it was approved, on its due day or before; without a due day nothing is late."""
        day = None if self.submitted_at is None else legal_day(self.submitted_at)
        return self.due_on is None or (day is not None and day <= self.due_on)


@dataclass(frozen=True)
class Work:
    """The counts of one person and period, with the products behind them and what earned nothing, with its reasons.

    `given` is what was this person's to do, done or not; `due` of it had a day, and `due_met` was submitted by then.
    """

    assigned: int
    done: int
    passed_at_once: int
    on_time: int
    products: tuple[Product, ...]
    refused: tuple[tuple[Product, tuple[Refusal, ...]], ...]
    given: tuple[Product, ...] = ()

    @property
    def due(self) -> int:
        """How much was to be done by a day."""
        return sum(each.due_on is not None for each in self.given)

    @property
    def due_met(self) -> int:
        """How much of it was submitted by then, and counts."""
        return sum(
            each.due_on is not None and each.is_on_time for each in self.products if each in self.given
        )


def work_of(events: Iterable[WorkEvent], person_id: int, period: WorkPeriod, rules: WorkRules) -> Work:
    """Count one person's work in a period. `events` are everybody's, later ones included: they may undo what was done.

    What was refused stays assigned if it was; what somebody took up unasked counts once it is done.
    """
    everything = products(events)
    bulk = last_minute_bulk(everything, person_id, period, rules)
    finished = [
        each for each in everything if each.submitted_by == person_id and period.has(each.approved_at)
    ]
    refusals = [(each, tuple(_refusals(each, bulk))) for each in finished]
    done = [each for each, reasons in refusals if not reasons]
    assigned = [each for each in everything if _was_assigned(each, person_id, period)]
    unasked = [each for each in done if each not in assigned]
    return Work(
        assigned=len(assigned) + len(unasked),
        done=len(done),
        passed_at_once=sum(each.returned == 0 for each in done),
        on_time=sum(each.is_on_time for each in done),
        products=tuple(done),
        refused=tuple((each, reasons) for each, reasons in refusals if reasons),
        given=tuple(assigned),
    )


def _refusals(product: Product, bulk: Sequence[Product]) -> Iterator[Refusal]:
    if is_reverted(product):
        yield Refusal.REVERTED
    if is_trivial(product):
        yield Refusal.TRIVIAL
    if is_self_approved(product):
        yield Refusal.SELF_APPROVED
    if product in bulk:
        yield Refusal.LAST_MINUTE_BULK


def _was_assigned(product: Product, person_id: int, period: WorkPeriod) -> bool:
    """Whether it was this person's to do in the period: not done before, and due in it or done in it."""
    if product.assignee_id != person_id or product.assigned_at is None or product.assigned_at >= period.ends:
        return False
    if product.approved_at is not None and product.approved_at < period.ends:
        return product.approved_at >= period.starts
    return product.due_on is None or product.due_on < legal_day(period.ends)


def products(events: Iterable[WorkEvent]) -> tuple[Product, ...]:
    """All products in the events, by site and time; those that were undone later are marked."""
    by_site: defaultdict[str, list[WorkEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.at):
        by_site[event.site].append(event)
    return tuple(product for site in sorted(by_site) for product in _products(site, by_site[site]))


def _products(site: str, events: Iterable[WorkEvent]) -> list[Product]:
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
            product.assignee_id, product.assigned_at = event.actor_id, event.at
            product.due_on = event.due_on
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


def significant_change(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """How many words differ between two contents, by field; 0 if only white space, case or punctuation do.

    Vietnamese marks are not punctuation: to put them right is work. Nor is what stands between two digits.
    """
    return sum(
        _difference(before.get(name, ""), after.get(name, "")) for name in before.keys() | after.keys()
    )


def _difference(before: str, after: str) -> int:
    old, new = _words(before), _words(after)
    if "".join(old) == "".join(new):
        return 0
    counts = Counter(old), Counter(new)
    return max(1, (counts[0] - counts[1]).total() + (counts[1] - counts[0]).total())


def _words(text: str) -> list[str]:
    folded = nfc(text).casefold()
    return "".join(c if _has_meaning(folded, place) else " " for place, c in enumerate(folded)).split()


def _has_meaning(text: str, place: int) -> bool:
    """Whether a character is more than white space or punctuation: also a sign between two digits, as in 1.5."""
    if unicodedata.category(text[place])[0] not in "PZC":
        return True
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
