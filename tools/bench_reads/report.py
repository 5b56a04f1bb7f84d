"""From bursts to figures: medians, ratios, tables, and the last line."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from tools.bench_reads.load import Burst

MISS, HIT, NOT_MODIFIED = "miss", "hit", "not_modified"
OURS, PEER, BARE = "ours", "PostGraphile", "bare uvicorn"
AGAINST = {MISS: PEER, HIT: BARE, NOT_MODIFIED: BARE}
FEW = 0.1
"""Below it a ratio is told with four decimals."""
MANY = 16
"""The number of connections that the last line speaks of."""
Key = tuple[str, str, int]
"""What is measured: miss, hit or not modified; the question; the number of connections."""


@dataclass(frozen=True)
class Run:
    """One burst in one round."""

    round: int
    kind: str
    question: str
    connections: int
    side: str
    burst: Burst

    @property
    def key(self) -> Key:
        """What it is compared by."""
        return self.kind, self.question, self.connections


@dataclass(frozen=True)
class Line:
    """Both sides of one comparison, medians over the rounds."""

    kind: str
    question: str
    connections: int
    ours: Burst | None
    theirs: Burst | None
    ratio: float | None
    """Median of the ratios within each round; None where one side did not run."""


def middle(bursts: Sequence[Burst]) -> Burst | None:
    """The median of each figure."""
    if not bursts:
        return None
    return Burst(
        rate=statistics.median(one.rate for one in bursts),
        p50_ms=statistics.median(one.p50_ms for one in bursts),
        p99_ms=statistics.median(one.p99_ms for one in bursts),
        requests=sum(one.requests for one in bursts),
    )


def lines(runs: Iterable[Run]) -> list[Line]:
    """The comparisons, in the order in which they were first made."""
    found: dict[Key, dict[str, dict[int, Burst]]] = defaultdict(lambda: defaultdict(dict))
    for run in runs:
        found[run.key][run.side][run.round] = run.burst
    answer = []
    for (kind, question, connections), sides in found.items():
        ours, theirs = sides[OURS], sides[AGAINST[kind]]
        ratios = [ours[number].rate / theirs[number].rate for number in ours.keys() & theirs.keys()]
        answer.append(Line(kind, question, connections, middle(list(ours.values())), middle(list(theirs.values())),
                           statistics.median(ratios) if ratios else None))  # fmt: skip
    return answer


def summary(compared: Sequence[Line], megabytes: float) -> dict[str, Any]:
    """What the last line says; null where something was not measured."""
    many = [line for line in compared if line.connections == MANY]

    def over_all(kind: str) -> float | None:
        ratios = [line.ratio for line in many if line.kind == kind and line.ratio is not None]
        return round(statistics.median(ratios), 3) if ratios else None

    return {
        MISS: {line.question: _rounded(line.ratio) for line in many if line.kind == MISS},
        HIT: over_all(HIT),
        NOT_MODIFIED: over_all(NOT_MODIFIED),
        "rss_mb": round(megabytes),
    }


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 3)


TITLES = {
    MISS: "Misses: every question is new",
    HIT: "Hits: the same question again",
    NOT_MODIFIED: "Not modified: If-None-Match",
}
_HEAD = ("question", "connections", "ours/s", "p50 ms", "p99 ms", "{}/s", "p50 ms", "p99 ms", "ratio")


def tables(compared: Sequence[Line]) -> str:
    """All comparisons as Markdown tables."""
    parts = []
    for kind, title in TITLES.items():
        some = [line for line in compared if line.kind == kind]
        if some:
            head = [cell.format(AGAINST[kind]) for cell in _HEAD]
            parts.append(f"### {title}\n\n{markdown(head, [_cells(line) for line in some])}")
    return "\n\n".join(parts)


def first_second(began: Mapping[str, Mapping[str, float]]) -> str:
    """What either side answered in the first second in which it was asked a question at all, with nothing kept."""
    rows = []
    for question, rates in began.items():
        ours, theirs = rates.get(OURS), rates.get(PEER)
        ratio = f"{ours / theirs:.2f}x" if ours and theirs else "-"
        rows.append([question, *("-" if rate is None else f"{rate:.0f}" for rate in (ours, theirs)), ratio])
    head = ("question", f"{OURS}/s", f"{PEER}/s", "ratio")
    return f"### The first second\n\n{markdown(head, rows)}"


def _cells(line: Line) -> list[str]:
    ratio = "-" if line.ratio is None else f"{line.ratio:.{2 if line.ratio >= FEW else 4}f}x"
    return [line.question, str(line.connections), *_figures(line.ours), *_figures(line.theirs), ratio]


def _figures(burst: Burst | None) -> list[str]:
    if burst is None:
        return ["-", "-", "-"]
    return [f"{burst.rate:.0f}", f"{burst.p50_ms:.2f}", f"{burst.p99_ms:.2f}"]


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose columns are as wide as they need to be; the first is of words, the others of numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def told(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        return (
            "| "
            + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])
            + " |"
        )

    rule = "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join([told(head), f"|{rule}|", *map(told, rows)])


def stored(runs: Sequence[Run], facts: Mapping[str, Any], said: Mapping[str, Any]) -> bytes:
    """Everything as JSON, each burst included."""
    every = [{**{k: v for k, v in asdict(run).items() if k != "burst"}, **asdict(run.burst)} for run in runs]
    document = {
        "facts": facts,
        "summary": said,
        "lines": [asdict(line) for line in lines(runs)],
        "runs": every,
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)
