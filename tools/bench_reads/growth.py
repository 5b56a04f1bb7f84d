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
from tools.bench_reads.load import Requests, posted
from tools.bench_reads.questions import QUESTIONS, Known
from tools.bench_reads.report import OURS, markdown
from tools.bench_reads.runner import SEED, Asked, warmed

SIZES = (1_000, 10_000, 100_000)
ASKED = ("q1", "q2", "q3", "q4")
WARM, WARM_AT_MOST = 40_000, 60
"""As many sets, and seconds, as it takes to have answered with nearly every site of the largest catalogue once."""


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
    """Serve every size at once and ask them in turn, on one connection."""
    count = WARM + max(2_000, rounds * seconds * 3_000)
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    first: dict[str, list[float]] = defaultdict(list)
    megabytes = 0.0
    with ExitStack() as opened:
        asked: list[tuple[int, servers.Serving, dict[str, Requests]]] = []
        for size in sizes:
            server, known, room = _serving(opened, folder, size, seed, is_sqlite=is_sqlite)
            files = {}
            for key in ASKED:
                pairs = QUESTIONS[key].pairs(known, SEED, count, is_scaled=True)
                files[key] = posted(room / key, "/graphql", QUESTIONS[key].ours, [ours for ours, _ in pairs])
                last = [ours for ours, _ in pairs[-WARM:]]
                warmed(
                    Asked(OURS, server, posted(room / f"{key}.warm", "/graphql", QUESTIONS[key].ours, last))
                )
            asked.append((size, server, files))
        for number in range(rounds):
            for key in ASKED:
                for size, server, files in asked if number % 2 else asked[::-1]:
                    burst = Asked(OURS, server, files[key]).burst(1, seconds)
                    times[key, size].append(1000 / burst.rate)
                    megabytes = max(megabytes, server.megabytes)
    return Grown(
        sizes, {key: [median(times[key, size]) for size in sizes] for key in ASKED}, first, megabytes
    )


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
