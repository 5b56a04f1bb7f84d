"""How far procedures are digitised: three ratios by unit and period. Pure: values in, values out.

What is counted is what the provinces' one-stop software counts of each file: received, its components
digitised, components reused, resolved, its result electronic. Decision 766/QĐ-TTg of 23 June 2022 scores units
by such counts (group "số hóa hồ sơ"); the points it gives for a ratio are no part of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from catalog.errors import BadRequestError, Message

FORMULA = "procedures/2026.1"
"""Names the formulas below. Ratios of different formulas say different things and are never compared."""

EXPLAINED = Message(
    "R_in = hồ sơ có số hóa thành phần / hồ sơ tiếp nhận; R_reuse = hồ sơ có tái sử dụng thành phần / hồ sơ tiếp nhận; "
    "R_out = hồ sơ có kết quả điện tử / hồ sơ đã giải quyết.",
    "R_in = files with digitised components / files received; R_reuse = files with reused components / files received; "
    "R_out = files with an electronic result / files resolved.",
)

IN_PROGRESS = Message("đang diễn ra", "in progress")
ENDED = Message("đã kết thúc", "ended")


@dataclass(frozen=True)
class Period:
    """Days from `start`, before `end`: half-open."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Raises `BadRequestError` for a period without a day."""
        if self.start >= self.end:
            message = Message(
                "Kỳ phải kết thúc sau khi bắt đầu; ngày cuối không thuộc kỳ.",
                "A period ends after it starts; its last date does not belong to it.",
            )
            raise BadRequestError(message)

    def holds(self, other: Period) -> bool:
        """Whether the other lies wholly within."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Period) -> bool:
        """Whether they share a day."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Tally:
    """The five numbers of a unit and a period."""

    received: int = 0
    digitised_components: int = 0
    reused: int = 0
    resolved: int = 0
    electronic_results: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Number by number."""
        return Tally(
            self.received + other.received,
            self.digitised_components + other.digitised_components,
            self.reused + other.reused,
            self.resolved + other.resolved,
            self.electronic_results + other.electronic_results,
        )


@dataclass(frozen=True)
class Counted:
    """A tally as a unit states it: of one procedure, or of all (`procedure` None), and where it is found."""

    unit_id: int
    procedure: str | None
    period: Period
    tally: Tally
    source: str = ""


@dataclass(frozen=True)
class Ratio:
    """Two whole numbers; of nothing there is no ratio."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """One over the other; None where nothing is counted, which is not 0."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Figures:
    """The ratios of one unit, or (`unit_id` None) of all units together.

    `has_gaps`: for some day of the period asked about no count was found, so the figures say less than the
    period's name. `is_in_progress`: the period had not ended on the day asked for. `taken`: the counts that they add up.
    """

    unit_id: int | None
    tally: Tally
    is_in_progress: bool
    has_gaps: bool
    taken: tuple[Counted, ...] = ()

    @property
    def r_in(self) -> Ratio:
        """Files whose components were digitised when they came in."""
        return Ratio(self.tally.digitised_components, self.tally.received)

    @property
    def r_reuse(self) -> Ratio:
        """Files in which a component that was there already was used again."""
        return Ratio(self.tally.reused, self.tally.received)

    @property
    def r_out(self) -> Ratio:
        """Files whose result is electronic. A file still open is in neither number: it has not failed."""
        return Ratio(self.tally.electronic_results, self.tally.resolved)

    @property
    def label(self) -> Message:
        """Whether the period still runs."""
        return IN_PROGRESS if self.is_in_progress else ENDED


def figures_by_unit(counted: Iterable[Counted], asked: Period, as_of: date) -> list[Figures]:
    """The figures of every unit that counted something in the period, by unit id.

    Only whole periods within the one asked for are taken, and no file twice: of a year and its months the year,
    of all procedures and each of them the whole.
    """
    by_unit: dict[int, list[Counted]] = defaultdict(list)
    for count in counted:
        if asked.holds(count.period):
            by_unit[count.unit_id].append(count)
    return [_figures(unit_id, by_unit[unit_id], asked, as_of) for unit_id in sorted(by_unit)]


def together(rows: Sequence[Figures], asked: Period, as_of: date) -> Figures:
    """The figures of several units as one: numbers are added, ratios never."""
    total = sum((row.tally for row in rows), Tally())
    taken = tuple(count for row in rows for count in row.taken)
    return Figures(None, total, as_of < asked.end, not rows or any(row.has_gaps for row in rows), taken)


def _figures(unit_id: int, counts: Sequence[Counted], asked: Period, as_of: date) -> Figures:
    of_all = [count for count in counts if count.procedure is None]
    taken = _apart(of_all)
    by_procedure: dict[str, list[Counted]] = defaultdict(list)
    for count in counts:
        if count.procedure is not None and not any(count.period.meets(other.period) for other in taken):
            by_procedure[count.procedure].append(count)
    parts = [count for some in by_procedure.values() for count in _apart(some)]
    found = sorted([*taken, *parts], key=lambda count: (count.period.start, count.procedure or ""))
    tally = sum((count.tally for count in found), Tally())
    return Figures(unit_id, tally, as_of < asked.end, _has_gaps(found, asked), tuple(found))


def _apart(counts: Sequence[Counted]) -> list[Counted]:
    """Counts of periods that share no day, the longer before those that lie within."""
    taken: list[Counted] = []
    for count in sorted(counts, key=lambda count: (count.period.start, -count.period.end.toordinal())):
        if not taken or taken[-1].period.end <= count.period.start:
            taken.append(count)
    return taken


def _has_gaps(counts: Sequence[Counted], asked: Period) -> bool:
    reached = asked.start
    for count in sorted(counts, key=lambda count: count.period.start):
        if count.period.start > reached:
            return True
        reached = max(reached, count.period.end)
    return reached < asked.end
