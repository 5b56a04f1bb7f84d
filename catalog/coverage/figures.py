"""The one place where coverage is counted: rows of a grouping, figures of a row, and the entries behind each.

Everything is exact: integers and fractions. Of nothing there is no ratio. A figure holds its entries, so that
what is shown and what opens cannot differ. Pure: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from statistics import median

from catalog.coverage.counted import Counted
from catalog.coverage.words import UNGRADED, UNKNOWN, Grouping, Metric, UnitMode
from catalog.ladder.levels import Level
from catalog.terms import Grade, Scheme

ONE = Fraction(1)


Amount = Fraction | int
"""Exact either way; whole numbers are the most, and quicker."""


def total(values: Iterable[Amount]) -> Fraction:
    """The exact sum. Numbers of one denominator are summed as integers first: most are whole, and all is counted."""
    sums: dict[int, int] = {}
    for value in values:
        sums[value.denominator] = sums.get(value.denominator, 0) + value.numerator
    return sum((Fraction(above, below) for below, above in sums.items()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Share:
    """An entry in a row, by how much of it (1, but for FRACTION)."""

    counted: Counted
    part: Fraction = ONE


@dataclass(frozen=True)
class Figure:
    """A ratio with both its sides, and how much each entry has of each: (share, numerator, denominator).

    `unit` says in what is counted (entries, weights, parts of dossiers, files, submissions, days).
    """

    metric: Metric
    unit: str
    amounts: tuple[tuple[Counted, Amount, Amount], ...]
    value: Fraction | None = None
    """For a statistic (median, mean): what it is; its sides are then counts of entries."""

    @property
    def numerator(self) -> Fraction:
        """What is reached."""
        return total(amount for _, amount, _ in self.amounts)

    @property
    def denominator(self) -> Fraction:
        """Of how much."""
        return total(of for _, _, of in self.amounts)

    @property
    def ratio(self) -> Fraction | None:
        """The exact share; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def reached(self) -> list[Counted]:
        """The entries that are in the numerator."""
        return [counted for counted, amount, _ in self.amounts if amount > 0]

    @property
    def difference(self) -> list[Counted]:
        """The entries of which something is missing in the numerator."""
        return [counted for counted, amount, of in self.amounts if amount < of]

    @property
    def entries(self) -> list[Counted]:
        """The entries of the denominator."""
        return [counted for counted, _, of in self.amounts if of > 0]


@dataclass(frozen=True)
class Row:
    """What is counted under one key: its entries, and beside them those of which nobody knows whether they count.

    `scale`: counts are in 1/scale of an entry, so that shares stay whole numbers (1 but for FRACTION).
    """

    key: str
    shares: tuple[Share, ...]
    undated: tuple[Counted, ...] = ()
    scale: int = 1

    @property
    def denominator(self) -> Fraction:
        """All entries of the row."""
        return total(share.part for share in self.shares)

    def figure(self, metric: Metric, level: Level | None = None) -> Figure:
        """One figure of the row. WEIGHTED needs a level; other metrics do not look at it."""
        if metric in STATISTICS:
            return _statistic(metric, self.shares)
        unit, sides = (
            _SIDES[metric]
            if metric != Metric.WEIGHTED
            else ("weights", _weighted(Level.D1 if level is None else level))
        )
        amounts = []
        for share in self.shares:
            numerator, denominator = sides(share.counted)
            if denominator:
                if share.part != 1:
                    numerator, denominator = share.part * numerator, share.part * denominator
                amounts.append((share.counted, numerator, denominator))
        return Figure(metric, unit, tuple(amounts))


Sides = Callable[[Counted], tuple[Amount, Amount]]


def _share(holds: Callable[[Counted], bool]) -> tuple[str, Sides]:
    return "entries", lambda counted: (int(holds(counted)), 1)


def _weighted(level: Level) -> Sides:
    return lambda counted: (counted.weight * counted.reaches(level), counted.weight)


def _recorded(counted: Counted) -> bool:
    return counted.is_known


def _complete(counted: Counted) -> bool:
    return _recorded(counted) and counted.standing.is_complete


def _reviewed(counted: Counted) -> bool:
    return _complete(counted) and counted.standing.is_reviewed


def _published(counted: Counted) -> bool:
    return _reviewed(counted) and counted.standing.is_public


def _fresh(counted: Counted) -> bool:
    return _published(counted) and counted.standing.has_fresh_facts


FUNNEL = (Metric.RECORDED, Metric.COMPLETE, Metric.REVIEWED, Metric.PUBLISHED, Metric.FRESH)
"""The stages after "recognised"; each counts those that have come through all before it."""
LEVELS = (Metric.D0, Metric.D1, Metric.D2, Metric.D3, Metric.D4)
STATISTICS = (Metric.COMPLETENESS, Metric.LEAD_TIME)

_SIDES: Mapping[Metric, tuple[str, Sides]] = {
    **{Metric(level.name): _share(lambda counted, level=level: counted.reaches(level)) for level in Level},  # type: ignore[misc]
    Metric.ON_TARGET: _share(lambda counted: counted.is_on_target),
    Metric.RECORDED: _share(_recorded),
    Metric.COMPLETE: _share(_complete),
    Metric.REVIEWED: _share(_reviewed),
    Metric.PUBLISHED: _share(_published),
    Metric.FRESH: _share(_fresh),
    Metric.BILINGUAL: _share(lambda counted: counted.standing.is_bilingual),
    Metric.RIGHTS_CLEAR: _share(lambda counted: counted.standing.is_rights_clear),
    Metric.FRESH_FACTS: _share(lambda counted: counted.standing.has_fresh_facts),
    Metric.DOSSIER: (
        "dossier parts",
        lambda counted: (counted.standing.dossier_present, counted.standing.dossier_applicable),
    ),
    Metric.FIXITY: ("files", lambda counted: (counted.standing.sound_files, counted.standing.files)),
    Metric.FIRST_PASS: (
        "submissions",
        lambda counted: (counted.standing.passed_at_once, counted.standing.submitted),
    ),
}


def _statistic(metric: Metric, shares: Sequence[Share]) -> Figure:
    """The mean completeness, in which what is not known to us is complete to 0; the median of days to publication,
    over what went that way."""
    if metric == Metric.COMPLETENESS:
        amounts = tuple((s.counted, s.part * (s.counted.standing.completeness or 0), s.part) for s in shares)
        figure = Figure(metric, "entries", amounts)
        return Figure(metric, "entries", amounts, figure.ratio)
    days = [(s.counted, s.counted.standing.lead_days) for s in shares]
    known = [(counted, value) for counted, value in days if value is not None]
    amounts = tuple((counted, ONE, ONE) for counted, _ in known)
    return Figure(metric, "days", amounts, middle([value for _, value in known]))


def middle(values: Sequence[Fraction]) -> Fraction | None:
    """The median, exact; None of nothing."""
    return median(values) if values else None


def lowest_tenth(values: Sequence[Fraction]) -> Fraction | None:
    """The tenth percentile by nearest rank: at least a tenth of the values are no greater. None of nothing."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) // 10) - 1] if ordered else None


@dataclass(frozen=True)
class Groups:
    """The keys that rows must have even if nothing is counted in them, in their order, and where units lie.

    `unit_keys` are the codes by id of those that are counted by; other ids count as not known.
    """

    unit_keys: Mapping[int, str] = field(default_factory=dict)
    kinds: Sequence[str] = ()
    unit_mode: UnitMode = UnitMode.PRIMARY


def rows_of(
    counted: Iterable[Counted], undated: Iterable[Counted], grouping: Grouping, groups: Groups
) -> list[Row]:
    """The rows of a grouping, empty ones too, in a settled order; what has no known key comes last."""
    keys = _keys(grouping, groups)
    shares: dict[str, list[Share]] = {key: [] for key in keys}
    beside: dict[str, list[Counted]] = {key: [] for key in keys}
    for one in counted:
        for key, part in _places(one, grouping, groups):
            shares.setdefault(key, []).append(Share(one, part))
    for one in undated:
        for key, _ in _places(one, grouping, groups):
            beside.setdefault(key, []).append(one)
    others = sorted((shares.keys() | beside.keys()) - set(keys) - {UNKNOWN, UNGRADED})
    last = [key for key in (UNGRADED, UNKNOWN) if (key in shares or key in beside) and key not in keys]
    scale = lcm(*(share.part.denominator for some in shares.values() for share in some))
    return [
        Row(key, tuple(shares.get(key, ())), tuple(beside.get(key, ())), scale)
        for key in [*keys, *others, *last]
    ]


def _keys(grouping: Grouping, groups: Groups) -> list[str]:
    fixed: dict[Grouping, Iterable[str]] = {
        Grouping.TOTAL: [Grouping.TOTAL],
        Grouping.GRADE: list(Grade),
        Grouping.SCHEME: list(Scheme),
        Grouping.ADMIN_UNIT: sorted(groups.unit_keys.values()),
        Grouping.KIND: groups.kinds,
    }
    return [str(key) for key in fixed.get(grouping, ())]


def _places(one: Counted, grouping: Grouping, groups: Groups) -> list[tuple[str, Fraction]]:
    """Under which keys an entry is counted, and by how much of it."""
    match grouping:
        case Grouping.TOTAL:
            return [(str(Grouping.TOTAL), ONE)]
        case Grouping.GRADE:
            return [(one.entry.grade or UNGRADED, ONE)]
        case Grouping.SCHEME:
            return [(scheme, ONE) for scheme in sorted(one.schemes or {one.entry.scheme})]
        case Grouping.KIND:
            return [(kind, ONE) for kind in one.kinds or (UNKNOWN,)]
        case Grouping.MANAGING_BODY:
            return [(one.managing_body or UNKNOWN, ONE)]
        case _:
            return _in_units(one, groups)


def _in_units(one: Counted, groups: Groups) -> list[tuple[str, Fraction]]:
    codes = [groups.unit_keys[unit] for unit in one.units if unit in groups.unit_keys] or [UNKNOWN]
    match groups.unit_mode:
        case UnitMode.PRIMARY:
            return [(codes[0], ONE)]
        case UnitMode.TOUCH:
            return [(code, ONE) for code in codes]
        case _:
            return [(code, Fraction(1, len(codes))) for code in codes]


ADDITIVE = (Grouping.TOTAL, Grouping.GRADE, Grouping.ADMIN_UNIT, Grouping.MANAGING_BODY)


def is_additive(grouping: Grouping, mode: UnitMode) -> bool:
    """Whether the rows sum to the whole; where they do not, every output says so ("không cộng được")."""
    return grouping in ADDITIVE and not (grouping == Grouping.ADMIN_UNIT and mode == UnitMode.TOUCH)
