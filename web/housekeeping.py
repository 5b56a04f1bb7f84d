"""What a server does by itself while it serves: looks at stored files in turn, clears away what is nobody's, and
keeps the figures of coverage those of today."""

from __future__ import annotations

import math
import threading
from datetime import UTC, datetime

import structlog

from catalog.coverage.kept import keep_up, refresh_files
from catalog.db import Database
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.fixity import begin, carry_on, standing, sweep_orphans
from catalog.uploads import sweep

EVERY_S = 3600

_log = structlog.get_logger("web.housekeeping")


class Housekeeper:
    """A thread that works a little every hour, so that each file is looked at within `fixity_days`."""

    def __init__(self, database: Database, room: MediaRoom, settings: Settings) -> None:
        self._database, self._room = database, room
        self._rounds = max(1, settings.fixity_days * 24)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin; the first round is an hour after the start."""
        self._thread.start()

    def stop(self) -> None:
        """End as soon as the file that is being read has been."""
        self._ending.set()

    def _work(self) -> None:
        while not self._ending.wait(EVERY_S):
            try:
                self.round()
            except Exception:  # noqa: BLE001 (whatever it was: the next round comes, and the log tells of this one)
                _log.exception("housekeeping_failed")

    def round(self, now: datetime | None = None) -> int:
        """One round: how many files were looked at. What is not as it was is one alarm in the log."""
        now = now or datetime.now(UTC)
        with self._database.write() as session:
            sweep(session, self._room.intake, now)
            keep_up(session, now)
        swept = sweep_orphans(self._database, self._room.store)
        if swept.left:
            _log.error("orphans_left", files=swept.left)
        with self._database.read() as session:
            files = standing(session).files
        if not files:
            return 0
        check = begin(self._database, now, sample=math.ceil(files / self._rounds))
        faults, looked_at = [], 0
        for found in carry_on(self._database, self._room.store, check, now, refresh_files):
            looked_at += 1
            if found.fault is not None:
                faults.append(found)
            if self._ending.is_set():
                break
        if faults:
            first = [f"{found.fault} {found.digest}" for found in faults[:5]]
            _log.error("fixity_alarm", faults=len(faults), checked=looked_at, first=first)
        return looked_at
