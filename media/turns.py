"""One at a time for one thing, others at the same time: what many want at once is made once."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Turns:
    """Locks by key, each there for as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: dict[Hashable, tuple[threading.Lock, list[None]]] = {}

    @contextmanager
    def alone(self, key: Hashable) -> Iterator[None]:
        """Alone for this key while the block runs."""
        with self._guard:
            lock, waiting = self._held.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                waiting.pop()
                if not waiting:
                    self._held.pop(key, None)
