"""A session that sees one moment of the database, for which SQLAlchemy's part is made only when it is asked for.

What a public question asks goes to the driver itself (`catalog.prepared`). To make a `Session`, have it begin and close it
takes five times as long as SQLite takes to open a transaction and say what is newest in it. For the same reason SQLAlchemy
sees one transaction on a connection that is kept; the database is told where each read begins and ends.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from catalog.patience import NotAtHandError, is_hurried
from catalog.wire import begin, told, wire_of


class ReadSession(Session):
    """A session on a connection whose transaction is open already; whoever opened that ends it."""

    autoflush = False

    def __init__(self, opened: sa.Connection) -> None:
        self.opened = opened
        """The connection."""
        self.kept: dict[str, Any] = {}
        """What was made for it, until it is closed."""

    def __getattr__(self, name: str) -> Any:
        """Become a whole session when the first of its own attributes is missed: it then has the transaction as its own."""
        if self.is_whole:
            raise AttributeError(name)
        super().__init__(self.opened, autoflush=False, join_transaction_mode="control_fully")
        self.connection()
        return getattr(self, name)

    @property
    def is_whole(self) -> bool:
        """Whether SQLAlchemy's part was made."""
        return "bind" in self.__dict__


class ReadSessions:
    """Opens and closes sessions of one database, whose connections only read; safe between threads.

    At most so many connections are kept open between them: a pool's account of who has which takes as long as a small
    answer. One that was lost meanwhile is found out when it begins, and another takes its place.
    """

    def __init__(self, engine: sa.Engine, most_idle: int) -> None:
        self._engine, self._most_idle = engine, most_idle
        self._idle: deque[sa.Connection] = deque()
        sa.event.listen(engine, "engine_disposed", self._forget)

    def open(self, **options: Any) -> ReadSession:
        """A new one, whose connection has these options of execution."""
        while True:
            connection, is_kept = self._connection()
            try:
                _begin(connection.execution_options(**options))
            except BaseException:
                is_lost = connection.invalidated
                _drop(connection)
                if not (is_kept and is_lost):
                    raise
            else:
                return ReadSession(connection)

    def _connection(self) -> tuple[sa.Connection, bool]:
        """A connection, and whether it is one that was kept."""
        try:
            return self._idle.pop(), True
        except IndexError:
            if is_hurried() and self._engine.dialect.name != "sqlite":
                raise NotAtHandError from None
            return self._engine.connect(), False

    def close(self, session: ReadSession) -> None:
        """Let go of what it saw. Nothing can have been written, so there is nothing that a commit would keep."""
        connection = session.opened
        session.kept.clear()  # what is there has the session in turn
        wire = None if connection.invalidated else wire_of(connection)
        if connection.invalidated or (wire is not None and wire.is_lost):
            _drop(connection)
            return
        try:
            if not session.is_whole and connection.in_transaction():
                _end(connection)
            else:
                connection.commit()  # at a rollback psycopg forgets which statements it has prepared
                if session.is_whole:
                    session.close()
                connection.rollback()
        except Exception:  # noqa: BLE001 - whoever read has what there was
            _drop(connection)
        except BaseException:
            _drop(connection)
            raise
        else:
            self._keep(connection)

    def _keep(self, connection: sa.Connection) -> None:
        if len(self._idle) < self._most_idle and not connection.invalidated:
            self._idle.append(connection)
        else:
            _drop(connection)

    def _forget(self, _: sa.Engine) -> None:
        with suppress(IndexError):
            while True:
                _drop(self._idle.pop())


def _drop(connection: sa.Connection) -> None:
    """Close a connection, whatever has become of it, without asking it to end a transaction first."""
    with suppress(Exception):
        connection.invalidate()
    with suppress(Exception):
        connection.close()


def _begin(connection: sa.Connection) -> None:
    if not connection.in_transaction():
        connection.begin()
    elif wire_of(connection) is None:
        told(connection, _driver_of(connection).execute, "BEGIN")
    else:
        begin(connection)


def _end(connection: sa.Connection) -> None:
    """End the transaction at the database, which SQLAlchemy goes on seeing."""
    wire = wire_of(connection)
    told(connection, _driver_of(connection).commit if wire is None else wire.end)


def _driver_of(connection: sa.Connection) -> Any:
    return connection.connection.driver_connection


def connection_of(session: Session) -> sa.Connection:
    """The connection of a session, in a transaction; a session that is not whole stays so."""
    if isinstance(session, ReadSession) and session.opened.in_transaction():
        return session.opened
    return session.connection()
