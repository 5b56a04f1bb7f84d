"""The numbers of a snapshot document, read back as exact ones, and the names of what they count.

The shape of the document is `dienbien-coverage/1`; nothing is counted here, only read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from catalog.coverage.figures import STATISTICS
from catalog.coverage.labels import METRICS, MODES, POPULATIONS, small
from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.errors import Message
from catalog.reports.wording import number, rounded, share
from catalog.reports.words import SHORT_MODES, SHORT_POPULATIONS, UNITS

Document = Mapping[str, Any]

HEADLINE = ("D0", "D1", "D2", "D3", "D4", "ON_TARGET")
"""The figures that stand first: shares of entries."""


def exact(text: str | int | None) -> Fraction | None:
    """A number of the document ("46", "5/12"); None stays None, for it means that there is nothing."""
    return None if text is None else Fraction(text)


def sides(figure: Document) -> tuple[Fraction, Fraction]:
    """Numerator and denominator, exact."""
    return Fraction(figure["numerator"]), Fraction(figure["denominator"])


def ratio(figure: Document) -> Fraction | None:
    """The exact share. None of nothing, and for a statistic that is no share (days)."""
    numerator, denominator = sides(figure)
    return numerator / denominator if denominator and figure["metric"] != Metric.LEAD_TIME else None


def title(figure: Document) -> Message:
    """What the figure says; of weights, at which level."""
    words = METRICS[Metric(figure["metric"])]
    if figure.get("level") is None:
        return words
    level = METRICS[Metric(figure["level"])]
    return Message(f"{words.vi}: {small(level.vi)}", f"{words.en}: {small(level.en)}")


def shown(figure: Document, language: str) -> str:
    """The figure itself as people read it: a share, or days."""
    if figure["metric"] != Metric.LEAD_TIME:
        return share(ratio(figure), language)
    value = exact(figure["value"])
    if value is None:
        return share(None, language)
    return f"{rounded(value, language)}\u00a0{UNITS['days'].in_language(language)}"


def counted(figure: Document, language: str) -> str:
    """Of how many how many: "7/12"; of a statistic, over how many."""
    numerator, denominator = sides(figure)
    if figure["metric"] in STATISTICS:
        unit = UNITS["entries"].in_language(language)
        return f"{number(denominator, language)}\u00a0{unit}"
    return f"{number(numerator, language)}/{number(denominator, language)}"


def name_of(counting: Document) -> Message:
    """What is counted and how, in words: no figure without them."""
    population, mode = POPULATIONS[Population(counting["population"])], MODES[CountingMode(counting["mode"])]
    return Message(f"{population.vi}, {small(mode.vi)}", f"{population.en}, {small(mode.en)}")


def short_name_of(counting: Document) -> Message:
    """The same for a tab of a workbook."""
    population, mode = (
        SHORT_POPULATIONS[Population(counting["population"])],
        SHORT_MODES[CountingMode(counting["mode"])],
    )
    return Message(population.vi + mode.vi, population.en + mode.en)


def rows_of(counting: Document, grouping: Grouping) -> list[Document]:
    """The rows of one grouping; none if the document has not got it."""
    return [row for one in counting["groupings"] if one["grouping"] == grouping for row in one["rows"]]


def every_figure(document: Document) -> Iterator[tuple[Document, Document, Document, Document]]:
    """Counting, grouping, row and figure, of all figures in the document's order."""
    for counting in document["countings"]:
        for grouping in counting["groupings"]:
            for row in grouping["rows"]:
                for figure in row["figures"]:
                    yield counting, grouping, row, figure


def address_of(document: Document) -> str | None:
    """Where the snapshot is shown in public; None for a catalogue without a public address."""
    address = document["catalogue"]["address"]
    return None if address is None else f"{address.rstrip('/')}/progress/snapshots/{document['id']}"
