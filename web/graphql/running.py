"""Where queries run: in threads, and those that are known to be quick on the event loop itself."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from math import inf
from typing import Any, TypeVar

from catalog.patience import LateError, NotAtHandError, hurried

MOST_REMEMBERED = 1000
"""Questions of which is remembered how long they took."""
RUNS = 8
"""Over about so many runs is averaged how long a question takes."""
PATIENCE_S = 0.02
"""How long the event loop waits for a database elsewhere; what takes longer is done anew in a thread."""
IDLE = 3
"""What is waited for on the event loop counts so many times more: in a thread others would have run meanwhile."""
LONG_S = 0.1
"""What a thread waited for as long is not tried on the event loop; others may have had the database's turn meanwhile."""
LATE_S = 1.0
"""As if so long was taken by what is not worth that waiting: it is tried again on the event loop after some forty runs."""

T = TypeVar("T")


def name_of(query: str, operation: str | None, variables: Mapping[str, Any]) -> int:
    """What stands for all questions that take about as long: the same document, asked for pages of the same sizes.

    A page of one site says nothing of how long a page of a hundred takes, so whole numbers tell questions apart.
    """
    return hash((query, operation, *[value for value in variables.values() if isinstance(value, int)]))


class Queries:
    """Runs queries, at most `threads` at once in threads.

    To hand one over and back costs as much as many a read of the embedded database takes. And Python runs one thread at
    a time, each for a while (`sys.getswitchinterval`): what takes no longer keeps nobody waiting for longer on the
    event loop than in a thread. So there it runs, if it is like that lately; one in each turn of the loop, so that
    whatever came meanwhile, such as questions whose answer is kept, goes before the next. A server of its own that has
    not answered soon is not waited for there: the read is given up, and done in a thread.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="query")
        self._turn = asyncio.Lock()
        self._took: dict[int, float] = {}

    async def run(self, step: Callable[[], T], name: int | None = None) -> T:
        """What `step` answers. `name` stands for all that takes as long as this; what has none runs in a thread.

        Whoever is broken off meanwhile waits until the thread has ended it.
        """
        if name is None:
            return await self._in_thread(step)
        if self._is_quick(name):
            await self._turn.acquire()
            try:
                if self._is_quick(name):  # still, after those who had their turn before
                    return self._at_once(step, name)
            except NotAtHandError:
                pass
            except LateError:
                self._took[name] = LATE_S
            finally:
                asyncio.get_running_loop().call_soon(self._turn.release)
        return await self._in_thread(partial(self._timed, step, name))

    def _is_quick(self, name: int) -> bool:
        return self._took.get(name, inf) <= sys.getswitchinterval()

    def _at_once(self, step: Callable[[], T], name: int) -> T:
        """What is answered on the event loop. Raises `LateError` where a database elsewhere takes too long."""
        began = time.perf_counter()
        with hurried(PATIENCE_S) as hurry:
            try:
                return step()
            finally:
                self._note(name, time.perf_counter() - began + IDLE * hurry.waited)
                if hurry.waited and not self._is_quick(name):
                    self._took[name] = LATE_S

    async def _in_thread(self, step: Callable[[], T]) -> T:
        work = asyncio.get_running_loop().run_in_executor(self._pool, copy_context().run, step)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            await asyncio.wait([work])
            raise

    def _timed(self, step: Callable[[], T], name: int) -> T:
        """What is answered in a thread, where others may take the processor and the database meanwhile."""
        began = time.thread_time()
        with hurried() as hurry:
            try:
                return step()
            finally:
                is_late = hurry.waited > LONG_S
                self._note(name, LATE_S * RUNS if is_late else time.thread_time() - began)

    def _note(self, name: int, took: float) -> None:
        if len(self._took) >= MOST_REMEMBERED:
            self._took.clear()
        before = self._took.get(name, took)
        self._took[name] = before + (took - before) / RUNS
