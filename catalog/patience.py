"""Whoever may not wait for a database elsewhere: what takes longer ends as `LateError`, to be done again where there is time."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf


class LateError(BaseException):
    """The time is over. Like a cancellation it is no error of what was done, and nobody on the way answers for it."""


class NotAtHandError(LateError):
    """Nothing was waited for: a connection would have to be opened first."""


class Hurry:
    """How long may still be waited, in all, and how long was."""

    def __init__(self, seconds: float = inf) -> None:
        self._seconds = seconds
        self.waited = 0.0
        """Seconds."""

    @property
    def is_limited(self) -> bool:
        """Whether there is an end to it."""
        return self._seconds < inf

    def wait(self, line: select.poll) -> list[tuple[int, int]]:
        """What a line is ready for, once it is. Raises `LateError`."""
        began = time.perf_counter()
        ready = line.poll(max(0.0, self._seconds - self.waited) * 1000 if self.is_limited else None)
        self.waited += time.perf_counter() - began
        if not ready:
            raise LateError
        return ready


_hurry: ContextVar[Hurry | None] = ContextVar("hurry", default=None)


@contextmanager
def hurried(seconds: float = inf) -> Iterator[Hurry]:
    """Within, it is told how long reads wait for their database; in all no longer than that."""
    hurry = Hurry(seconds)
    token = _hurry.set(hurry)
    try:
        yield hurry
    finally:
        _hurry.reset(token)


def hurry_of() -> Hurry | None:
    """That of whoever reads here; None where nobody wants to know."""
    return _hurry.get()


def is_hurried() -> bool:
    """Whether whoever reads here may not wait for long, as for a connection that is opened."""
    hurry = _hurry.get()
    return hurry is not None and hurry.is_limited
