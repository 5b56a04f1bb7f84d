"""A session that sees one moment of the database, for which SQLAlchemy's part is made only when it is asked for.

What a public question asks goes to the driver itself (`catalog.prepared`). To make a `Session`, have it begin and close it
takes five times as long as SQLite takes to open a transaction and say what is newest in it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session


class Snapshot(Session):
    """A session on a connection whose transaction is open already; whoever opened that ends it."""

    autoflush = False

    def __init__(self, opened: sa.Connection) -> None:
        self.opened = opened
        """The connection."""

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


def connection_of(session: Session) -> sa.Connection:
    """The connection of a session, in a transaction; a session that is not whole stays so."""
    if isinstance(session, Snapshot) and session.opened.in_transaction():
        return session.opened
    return session.connection()
