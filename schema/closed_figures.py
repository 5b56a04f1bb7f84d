"""The headline figures of what was closed, read from the signed documents: what a trend is drawn from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import orjson
import strawberry

from catalog.coverage.labels import percent_text
from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.reports.figures_of import HEADLINE, name_of, ratio, rows_of, sides, title
from catalog.tables import CoverageSnapshot as Row
from schema.context import Info
from schema.scalars import CountingMode as Mode
from schema.scalars import CoverageMetric, CoveragePopulation, Language
from schema.values import InLanguage

MOST_KEPT = 100
"""Closings whose headline is kept at hand: a document may be large, and never changes."""
_kept: OrderedDict[str, Sequence[_Counting]] = OrderedDict()


@dataclass(frozen=True)
class _Counting:
    """One way of counting in a document: what it is called, what it may be compared with, and its headline."""

    said: Mapping[str, Any]
    comparable_as: str
    figures: Sequence[Mapping[str, Any]]


def _read(document: Mapping[str, Any]) -> list[_Counting]:
    rules = document["rules"]
    meaning = f"{document['format']} {rules['name']}/{rules['version']} {rules['sha256'][:12]}"
    found = []
    for counting in document["countings"]:
        (whole,) = rows_of(counting, Grouping.TOTAL)
        by_metric = {figure["metric"]: figure for figure in whole["figures"]}
        head = {name: counting[name] for name in ("mode", "population")}
        key = f"{meaning} {head['mode']} {head['population']}"
        found.append(_Counting(head, key, [by_metric[name] for name in HEADLINE if name in by_metric]))
    return found


def countings_in(info: Info, row: Row) -> list[SnapshotCounting]:
    """The headline of a closing by each way of counting; a document that was read before is not read again."""
    found = _kept.get(row.sha256)
    if found is None:
        found = _read(orjson.loads(row.document))
        info.context.reader.session.expire(row, ["document"])  # a hundred of them are not held at once
        _kept[row.sha256] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return [SnapshotCounting(counting=each) for each in found]


@strawberry.type(
    description="A figure of a closing: of everything that was counted, exactly as it was signed."
)
class SnapshotFigure:
    """Figure."""

    figure: strawberry.Private[Mapping[str, Any]]

    @strawberry.field(description="What is counted.")
    def metric(self) -> CoverageMetric:
        """Metric."""
        return Metric(self.figure["metric"])

    @strawberry.field(description="What it is called.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return title(self.figure).in_language(language.value)

    @strawberry.field(description="How many entries are reached.")
    def numerator(self) -> int:
        """Numerator."""
        return int(sides(self.figure)[0])

    @strawberry.field(description="Of how many.")
    def denominator(self) -> int:
        """Denominator."""
        return int(sides(self.figure)[1])

    @strawberry.field(description="Numerator over denominator, 0 to 1; null of nothing.")
    def ratio(self) -> float | None:
        """Ratio."""
        found = self._ratio
        return None if found is None else float(found)

    @strawberry.field(
        description="The same in per cent for people; 100 only where it is all, 0 only where it is nothing."
    )
    def percent(self, language: InLanguage = Language.VI) -> str | None:
        """Per cent."""
        return percent_text(self._ratio, language.value)

    @property
    def _ratio(self) -> Fraction | None:
        return ratio(self.figure)


@strawberry.type(description="The headline of a closing by one way of counting.")
class SnapshotCounting:
    """Counting."""

    counting: strawberry.Private[_Counting]

    @strawberry.field(description="How complexes were counted.")
    def counting_mode(self) -> Mode:
        """Mode."""
        return CountingMode(self.counting.said["mode"])

    @strawberry.field(description="What was counted.")
    def population(self) -> CoveragePopulation:
        """Population."""
        return Population(self.counting.said["population"])

    @strawberry.field(description="Both in words.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return name_of(self.counting.said).in_language(language.value)

    @strawberry.field(
        description="What the figures mean: format, rules, way of counting. Only figures with the same text here may be "
        "compared, or drawn in one line."
    )
    def comparable_as(self) -> str:
        """Meaning."""
        return self.counting.comparable_as

    @strawberry.field(description="The levels, and what is required.", metadata={"list_size": 6})
    def figures(self) -> list[SnapshotFigure]:
        """Figures."""
        return [SnapshotFigure(figure=each) for each in self.counting.figures]
