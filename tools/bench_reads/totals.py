"""What `totalCount` costs: the same questions with it and without, told apart from everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from tools.bench_reads.load import posted
from tools.bench_reads.questions import QUESTIONS
from tools.bench_reads.report import OURS, markdown
from tools.bench_reads.runner import WARM, Asked, Bench

ASKED = ("q2", "q3", "q4", "q6")
"""The questions that list sites."""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one answer, one after another."""

    without: float
    with_count: float


def costs(bench: Bench) -> Mapping[str, Cost]:
    """Medians over the rounds, on one connection."""
    asked = [key for key in ASKED if key in bench.questions]
    found: dict[str, tuple[list[float], list[float]]] = {key: ([], []) for key in asked}
    files = {}
    for key in asked:
        unasked = reversed(bench.pairs[key][:-WARM])  # the rounds began at the other end
        variables = [ours for ours, _ in unasked]
        for at, document in enumerate((QUESTIONS[key].ours, QUESTIONS[key].counted)):
            files[key, at] = posted(bench.folder / f"{key}.count{at}", "/graphql", document, variables)
    for _ in range(bench.rounds):
        for key in asked:
            for at in (0, 1):
                burst = Asked(OURS, bench.ours, files[key, at]).burst(1, bench.seconds)
                found[key][at].append(1000 / burst.rate)
    return {key: Cost(median(without), median(with_count)) for key, (without, with_count) in found.items()}


def table(found: Mapping[str, Cost]) -> str:
    """The costs as a Markdown table."""
    rows = [
        [key, f"{cost.without:.2f}", f"{cost.with_count:.2f}", f"{cost.with_count - cost.without:+.2f}"]
        for key, cost in found.items()
    ]
    return "### What totalCount costs\n\n" + markdown(
        ("question", "without, ms", "with, ms", "costs, ms"), rows
    )
