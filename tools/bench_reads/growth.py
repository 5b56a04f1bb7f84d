"""How an answer's time grows with the catalogue, where what is asked for does not grow: `make bench ARGS=--growth`."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from catalog.db import Database
from tools.bench_reads import servers
from tools.bench_reads.data import kept
from tools.bench_reads.load import posted
from tools.bench_reads.questions import QUESTIONS, Known
from tools.bench_reads.report import MANY, OURS, markdown
from tools.bench_reads.runner import SEED, Asked

SIZES = (1_000, 10_000, 100_000)
ASKED = ("q1", "q2", "q3", "q4")
WARM, WARM_AT_MOST = 80_000, 90
"""So many sets and seconds at most are asked before."""


@dataclass(frozen=True)
class Grown:
    """Milliseconds of one new question, by question and size; the most memory that any server had.

    `first` is the same in the first second, before parts of lists are ready, with many connections.
    """

    sizes: Sequence[int]
    milliseconds: Mapping[str, Sequence[float]]
    first: Mapping[str, Sequence[float]]
    megabytes: float

    @property
    def ratios(self) -> dict[str, float]:
        """The last size's time over the first's."""
        return {key: round(times[-1] / times[0], 3) for key, times in self.milliseconds.items()}

    @property
    def table(self) -> str:
        """As Markdown."""
        head = ["question", *(f"{size} sites, ms" for size in self.sizes), "last/first"]
        rows = [
            [f"{key}{what}", *(f"{time:.2f}" for time in times), f"{times[-1] / times[0]:.2f}x"]
            for what, all_times in (("", self.milliseconds), (", first second", self.first))
            for key, times in all_times.items()
        ]
        return markdown(head, rows)


def grow(
    folder: Path, seed: int, rounds: int, seconds: int, *, is_sqlite: bool, sizes: Sequence[int] = SIZES
) -> Grown:
    """Serve every size at once, have all sites of each ready, and ask them in turn, on one connection."""
    count = WARM + max(2_000, rounds * seconds * 3_000)
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    first: dict[str, list[float]] = defaultdict(list)
    megabytes = 0.0
    with ExitStack() as opened:
        asked: dict[tuple[str, int], Asked] = {}
        for size in sizes:
            server, known, room = _serving(opened, folder, size, seed, is_sqlite=is_sqlite)
            for key in ASKED:
                text, pairs = QUESTIONS[key].ours, QUESTIONS[key].pairs(known, SEED, count, is_scaled=True)
                warming, new = (
                    Asked(
                        OURS, server, posted(room / f"{key}.{what}", "/graphql", text, [o for o, _ in some])
                    )
                    for what, some in (("warm", pairs[-WARM:]), ("new", pairs[:-WARM]))
                )
                first[key].append(1000 / warmed(warming, size))
                asked[key, size] = new
        for number in range(rounds):
            for key in ASKED:
                for size in sizes if number % 2 else sizes[::-1]:
                    burst = asked[key, size].burst(1, seconds)
                    times[key, size].append(1000 / burst.rate)
                    megabytes = max(megabytes, asked[key, size].server.megabytes)
    medians = {key: [median(times[key, size]) for size in sizes] for key in ASKED}
    return Grown(sizes, medians, first, megabytes)


def warmed(asked: Asked, size: int) -> float:
    """Ask three times for each four sites that there are; the answers of the first second.

    Pages are of 20 sites, so that every worker has nearly every site ready then.
    """
    first = answered = asked.burst(MANY, 1).rate
    for _ in range(WARM_AT_MOST):
        if answered >= 0.75 * size:
            break
        answered += asked.burst(MANY, 1).rate
    return first


def _serving(
    opened: ExitStack, folder: Path, size: int, seed: int, *, is_sqlite: bool
) -> tuple[servers.Serving, Known, Path]:
    made = kept(size, seed, folder)
    with closing(Database(made.sqlite)) as database:
        known = Known.of(database)
    url = None if is_sqlite else opened.enter_context(made.postgresql()).url()
    room = made.folder / "growth"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    opened.callback(shutil.rmtree, room)
    return opened.enter_context(servers.catalogue(made.data, url, room / "log")), known, room
