"""Whoever may not wait for a database elsewhere: what takes longer ends as `LateError`, to be done again where there is time."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class LateError(BaseException):
    """The time is over. Like a cancellation it is no error of what was done, and nobody on the way answers for it."""


class Hurry:
    """How long may still be waited, in all, and how long was."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.waited = 0.0
        """Seconds."""

    def wait(self, line: select.poll) -> list[tuple[int, int]]:
        """What a line is ready for, once it is. Raises `LateError`."""
        began = time.perf_counter()
        ready = line.poll(max(0.0, self._seconds - self.waited) * 1000)
        self.waited += time.perf_counter() - began
        if not ready:
            raise LateError
        return ready


_hurry: ContextVar[Hurry | None] = ContextVar("hurry", default=None)


@contextmanager
def hurried(seconds: float) -> Iterator[Hurry]:
    """Within, reads wait for their database no longer than that in all, and open no connection to a server."""
    hurry = Hurry(seconds)
    token = _hurry.set(hurry)
    try:
        yield hurry
    finally:
        _hurry.reset(token)


def hurry_of() -> Hurry | None:
    """That of whoever reads here; None where it may take as long as it takes."""
    return _hurry.get()
