"""What happened to sites' records, as work is counted from it: the acts, the period, and how much an edit changed.

Pure: values in, values out. `work_rows` reads the acts from the history.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from catalog.places import LEGAL_ZONE
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

    `actor_id`: who acted. `version`: the one acted on; of RESTORE, the one that was gone back to. Of ASSIGN:
    `assignee_id` is who is to do it (nobody: it was taken back), `check` which check of the ladder, or all that is
    missing, `due_on` until when. `change`: how much a REVISE or RESTORE leaves different from what was approved before
    (`significant_change`); `content`: the digest of what it leaves.
    """

    site: str
    act: WorkAct
    actor_id: int
    at: datetime
    version: int
    check: str | None = None
    assignee_id: int | None = None
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
