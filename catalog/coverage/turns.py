"""One at a time: counting what is not kept takes a processor for seconds, and anybody may ask for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from catalog.errors import Message, TooCostlyError

PATIENCE = 10.0
"""Seconds for which somebody waits for a turn."""

_COUNTING = threading.BoundedSemaphore(1)


@contextmanager
def turn(patience: float = PATIENCE) -> Iterator[None]:
    """Take the turn of this process to count. Raises `TooCostlyError` if others count for too long."""
    if not _COUNTING.acquire(timeout=patience):
        raise TooCostlyError(
            Message(
                "Đang có người khác tính số liệu của một ngày khác; xin thử lại sau ít giây.",
                "Figures of another day are being counted for others; please try again in some seconds.",
            )
        )
    try:
        yield
    finally:
        _COUNTING.release()
