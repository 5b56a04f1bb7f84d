"""Watching a database for changes by any process: which scopes changed since, asked without waiting where that is possible."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from catalog.db import Database, unavailable
from catalog.patience import LateError, NotAtHandError, is_hurried
from catalog.stamps import ALL_SITES, newest, since

MOST_SITES = 50_000
"""Sites that are remembered one by one; beyond, all count as changed."""


class Watch:
    """Knows after each `look` what every write changed that was acknowledged before the look began.

    `changed` holds the newest number of each scope that changed since the watch began (`catalog.stamps`), `seen` the
    newest of all. A look asks the embedded database for its version, some millionths of a second where nothing has
    changed; PostgreSQL for newer stamps, a round trip. For one thread at a time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_instant = database.is_sqlite
        self.changed: dict[str, int] = {}
        self._version: int | None = None
        self._embedded: sqlite3.Cursor | None = None
        self._connection: sa.Connection | None = None
        with database.read() as session:
            self.seen = newest(session)

    def look(self) -> None:
        """Learn what has changed. Raises `UnavailableError`, and `LateError` in a hurry; the next look then learns it."""
        try:
            if self.is_instant:
                self._look_at_file()
            else:
                self._ask_server()
        except (sqlite3.Error, sa.exc.SQLAlchemyError) as error:
            self.close()
            raise unavailable() from error
        except LateError:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back; the next look opens another."""
        self._version = None
        with suppress(sqlite3.Error, sa.exc.SQLAlchemyError):
            if self._embedded is not None:
                self._embedded.connection.close()
            if self._connection is not None:
                self._connection.invalidate()
                self._connection.close()
        self._embedded = self._connection = None

    def _look_at_file(self) -> None:
        if self._embedded is None:
            file = Path(self._database.url.removeprefix("sqlite:///")).absolute()
            self._embedded = sqlite3.connect(
                f"{file.as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None, check_same_thread=False
            ).cursor()
        # Tells of commits by every other connection, which all others are (sqlite.org/pragma.html#pragma_data_version).
        (version,) = self._embedded.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            rows = self._embedded.execute(
                "SELECT scope, number FROM change_stamp WHERE number > ?", (self.seen,)
            )
            self._learn(dict(rows))
            self._version = version

    def _ask_server(self) -> None:
        if self._connection is None:
            if is_hurried():
                raise NotAtHandError
            self._connection = self._database.connect_alone()
        self._learn(since(self._connection, self.seen))

    def _learn(self, newer: dict[str, int]) -> None:
        self.changed.update(newer)
        self.seen = max(self.seen, *newer.values()) if newer else self.seen
        if len(self.changed) > MOST_SITES:
            tables = {scope: number for scope, number in self.changed.items() if "/" not in scope}
            self.changed = {**tables, ALL_SITES: self.seen}
