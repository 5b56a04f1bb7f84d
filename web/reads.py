"""Writes down which sites registered apps read: every minute, and at the end, behind the answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from threading import Event, Lock, Thread

import structlog

from catalog.coverage.kept import refresh_read
from catalog.db import Database, UncertainError
from catalog.errors import CatalogError
from catalog.reads import Tally, write_down

EVERY_S = 60.0
LAST_READS_S = 2.0

_log = structlog.get_logger("web.reads")


class Reads:
    """A tally and the thread that empties it, so that nobody who reads waits for the writers' turn.

    Each process has its own; what they write down adds up. A database that cannot be written to leaves the reads in
    the tally for the next time. The thread begins with the first read: a catalogue without apps has none.
    """

    def __init__(self, database: Database, now: Callable[[], datetime], every_s: float = EVERY_S) -> None:
        self._database, self._now, self._every_s = database, now, every_s
        self._tally = Tally()
        self._told_lost = 0
        self._lock = Lock()
        self._thread: Thread | None = None
        self._woken, self._ending = Event(), Event()

    def note(self, person_id: int, site_ids: Collection[int]) -> None:
        """An app was answered with these sites, by an operation or from a cache."""
        if not site_ids:
            return
        is_enough = self._tally.note(person_id, site_ids)
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="reads", daemon=True)
                self._thread.start()
        if is_enough:
            self._woken.set()

    def flush(self) -> bool:
        """Write down what was noted; False if it has to wait. Nothing is raised: what went wrong is told in the log."""
        counts, is_done = self._tally.take(), True
        try:
            write_down(self._database, counts, self._now(), refresh_read)
        except UncertainError as error:
            _log.warning("reads_lost", reads=sum(counts.values()), error=str(error))  # rather than twice
        except CatalogError as error:
            self._tally.give_back(counts)
            is_done = False
            _log.warning("reads_not_noted", error=str(error))
        except Exception:  # noqa: BLE001 - logged whole; given back, it would stand in the way of all reads to come
            _log.exception("reads_lost", reads=sum(counts.values()))
        lost = self._tally.lost
        if lost > self._told_lost:
            _log.warning("reads_lost", reads=lost - self._told_lost)
            self._told_lost = lost
        return is_done

    def close(self) -> None:
        """Write down what is left, as far as that takes no time: the end waits for no lock."""
        self._ending.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(LAST_READS_S)

    def _work(self) -> None:
        while not self._ending.is_set():
            self._woken.wait(self._every_s)
            self._woken.clear()
            if not self.flush():
                self._ending.wait(
                    self._every_s
                )  # however much there is: a database that is away is left in peace
        self.flush()
