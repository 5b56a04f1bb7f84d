"""The work list: sites below the level that is required of them, the cheapest next step first.

Where a site stands in the list follows from its standing (`catalog.ladder.steps.Gain`), so that the order of
thousands takes no reading of their records; what is wrong with those on one page is then evaluated with reasons.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import Counted, each_once
from catalog.coverage.reasons import evaluation_of
from catalog.coverage.words import CountingMode, Grouping, Population
from catalog.ladder.levels import Level
from catalog.ladder.rules import RuleSet
from catalog.ladder.steps import Gain, gain
from catalog.projection.reader import Reader


@dataclass(frozen=True)
class Item:
    """A site with work to be done; `target` is the level required of it."""

    site_id: int
    level: Level | None
    target: Level
    gain: Gain


@dataclass(frozen=True)
class WorkList:
    """All items in their order, and the answer by which they were found."""

    coverage: Coverage
    items: tuple[Item, ...]

    def below(self, level: Level | None) -> WorkList:
        """Those of its items that do not stand at a level yet; all of them if there is none."""
        if level is None:
            return self
        return replace(self, items=tuple(one for one in self.items if one.level is None or one.level < level))


def work_list(
    reader: Reader, day: date, unit_code: str | None = None, only: Collection[int] | None = None
) -> WorkList:
    """What is to be done on a day, in a unit of today if its code is given; of these sites `only`, if given.

    Every site that is recognised is looked at once: complexes, their parts that are known, and all others, each with
    the highest level that is required of it. A code that no unit bears finds nothing.
    """
    whole = Coverage(reader, Question(day, population=Population.RECOGNISED, grouping=Grouping.TOTAL))
    sites = _sites(whole)
    if unit_code is not None:
        unit = reader.units.bearer(unit_code, reader.today)
        sites = [one for one in sites if unit is not None and unit.id in one.units]
    items = [
        item
        for one in sites
        if (only is None or one.entry.site_id in only) and (item := _item(one, whole.rules)) is not None
    ]
    return WorkList(whole, tuple(sorted(items, key=lambda item: item.gain)))


def _sites(whole: Coverage) -> list[Counted]:
    """Every known site of either mode once, by the line that requires most of it."""
    by_parts = Coverage(whole.reader, replace(whole.question, mode=CountingMode.COMPONENT))
    by_parts.lines, by_parts.around = whole.lines, whole.around
    return each_once([one for one in (*whole.whole.counted, *by_parts.whole.counted) if one.is_known])


def _item(one: Counted, rules: RuleSet) -> Item | None:
    if one.required is None or one.is_on_target or one.entry.site_id is None:
        return None
    standing = gain(evaluation_of(one.standing, rules), one.required, one.code or "")
    return Item(one.entry.site_id, one.level, one.required, standing)
