"""What somebody was given to do, as it counts: a check of a site, its first due day, and what became of it.

Whoever is scored cannot change this, nor can those who are ranked with him: what they take back or move stays as it was,
and what somebody gave himself is nobody's task. Pure functions over the acts on one site.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from catalog.places import legal_day
from catalog.scoring.work_events import WorkAct, WorkEvent, WorkPeriod
from catalog.scoring.work_products import Product


@dataclass
class Task:
    """One check of a site, or all that is missing there (`check` empty), that was one person's to do.

    `due_on`: the first day that was given, unless somebody entitled moved it before the work was submitted. `is_own`: he
    gave it to himself. `ended_at`: when somebody entitled took it back. `product`: the approved way by which it was done.
    """

    site: str
    check: str | None
    given_at: datetime
    due_on: date | None
    is_own: bool = False
    is_submitted: bool = False
    ended_at: datetime | None = None
    product: Product | None = None

    @property
    def is_excused(self) -> bool:
        """Whether it was taken back before it was submitted, and before its day was over: then it was nobody's."""
        if self.ended_at is None or self.is_submitted:
            return False
        return self.due_on is None or legal_day(self.ended_at) <= self.due_on

    def is_of(self, period: WorkPeriod) -> bool:
        """Whether it was to be done in the period: not done before, and due in it or done in it.

        What was taken back too late stays due in the period in which it was taken back, and no longer.
        """
        if self.is_own or self.is_excused:
            return False
        done_at = None if self.product is None else self.product.approved_at
        if done_at is not None and done_at < period.ends:
            return done_at >= period.starts
        if self.ended_at is not None and self.ended_at < period.starts:
            return False
        return self.due_on is None or self.due_on < legal_day(period.ends)


class _Given:
    """One person's tasks at one site, as one act after another makes them."""

    def __init__(self, site: str, person_id: int, rivals: Set[int]) -> None:
        self.tasks: list[Task] = []
        self._site, self._person, self._rivals = site, person_id, rivals
        self._open: dict[str | None, Task] = {}
        self._sent: list[Task] | None = None

    def take(self, event: WorkEvent, approved: Product | None) -> None:
        """What an act does to them; `approved`: what an approval ends."""
        match event.act:
            case WorkAct.ASSIGN if event.assignee_id == self._person:
                self._give(event)
            case WorkAct.ASSIGN:
                self._take_back(event)
            case WorkAct.SUBMIT:
                self._submit(event)
            case WorkAct.RETURN:
                self._sent = None
            case WorkAct.APPROVE:
                for task in self._sent or ():
                    task.product = approved
                self._open = {check: task for check, task in self._open.items() if task.product is None}
                self._sent = None
            case _:
                pass  # recalled, it is still what was submitted

    def _give(self, event: WorkEvent) -> None:
        task, is_own = self._open.get(event.check), event.actor_id == self._person
        if task is None or (task.is_own and not is_own):
            if task is not None:
                task.ended_at = event.at
            given = Task(self._site, event.check, event.at, event.due_on, is_own)
            self._open[event.check] = given
            self.tasks.append(given)
        elif self._is_entitled(event) and not task.is_submitted:
            task.due_on = event.due_on

    def _take_back(self, event: WorkEvent) -> None:
        if event.check in self._open and self._is_entitled(event):
            self._open.pop(event.check).ended_at = event.at

    def _is_entitled(self, event: WorkEvent) -> bool:
        return event.actor_id != self._person and event.actor_id not in self._rivals

    def _submit(self, event: WorkEvent) -> None:
        """A submission is of all that was given before it; who submits again has submitted nothing more."""
        if event.actor_id != self._person:
            self._sent = None
        elif self._sent is None:
            self._sent = [task for task in self.tasks if self._is_to_do(task)]
            for task in self._sent:
                task.is_submitted = True

    @staticmethod
    def _is_to_do(task: Task) -> bool:
        return (
            task.product is None and not task.is_excused and not (task.is_own and task.ended_at is not None)
        )


def tasks_at(
    site: str, events: Iterable[WorkEvent], made: Sequence[Product], person_id: int, rivals: Set[int]
) -> list[Task]:
    """One person's tasks at a site, those he gave himself too; `made` are the site's products in their order."""
    given, approved = _Given(site, person_id, rivals), iter(made)
    for event in events:
        given.take(event, next(approved) if event.act == WorkAct.APPROVE else None)
    return given.tasks
