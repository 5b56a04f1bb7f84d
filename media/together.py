"""Several encoders at work at the same time, within a budget of memory.

Pillow lets go of Python's lock while it encodes, so threads use the other cores. What an encoder needs
grows with the pixels; the largest that fits beside those under way begins next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media.profiles import Format, Recipe

THREADS = 2
MOST_AT_ONCE = 117_000_000
"""Bytes for all encoders under way; one that needs more works alone."""
_PER_PIXEL = {Format.AVIF: 26, Format.WEBP: 7, Format.JPEG: 10}
"""Measured: an encoder's bytes for each pixel, Pillow's copy of the pixels included."""

Facts = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One picture, at its final size, to be written to `target`."""

    recipe: Recipe
    image: Any
    target: Path

    @property
    def cost(self) -> int:
        """In bytes, about."""
        width, height = self.image.size
        return int(width * height * _PER_PIXEL[self.recipe.format])


class _Row:
    """The jobs that wait, the dearest first, and those under way.

    A picture is in one encoder at a time: Pillow keeps an encoder's options in the picture while it writes.
    """

    def __init__(self, jobs: list[Job]) -> None:
        self._waiting = sorted(jobs, key=lambda job: (-job.cost, job.recipe.name))
        self._busy: list[Job] = []
        self._changed = threading.Condition()

    def next(self) -> Job | None:
        """The dearest that fits, once one does; None when there are no more."""
        with self._changed:
            while self._waiting:
                job = next(filter(self._may_begin, self._waiting), None)
                if job is not None:
                    self._waiting.remove(job)
                    self._busy.append(job)
                    return job
                self._changed.wait()
            return None

    def _may_begin(self, job: Job) -> bool:
        spent = sum(other.cost for other in self._busy)
        fits = not self._busy or spent + job.cost <= MOST_AT_ONCE
        return fits and all(other.image is not job.image for other in self._busy)

    def ended(self, job: Job, *, well: bool) -> None:
        """Make room for others, or send all home where one failed."""
        with self._changed:
            self._busy.remove(job)
            if not well:
                self._waiting.clear()
            self._changed.notify_all()


def write_together(jobs: list[Job], write: Callable[[Job], Facts]) -> dict[str, Facts]:
    """Call `write` for every job, a few at a time; raises what the first that failed raised."""
    row, made = _Row(jobs), {}

    def work() -> None:
        while (job := row.next()) is not None:
            well = False
            try:
                made[job.recipe.name] = write(job)
                well = True
            finally:
                row.ended(job, well=well)

    with ThreadPoolExecutor(THREADS) as threads:
        workers = [threads.submit(work) for _ in range(THREADS)]
    for worker in workers:
        worker.result()
    return made
