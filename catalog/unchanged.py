"""What is made of whole tables and asked for all the time, kept in the process while they are unchanged.

Whether they are is asked of the change stamps (`catalog.stamps`) in the very transaction that wants to know: a write
that any process was told is kept has raised their number. Where the newest of all numbers in the transaction's view is
known (`Footprint.number`) and they held with that, nothing needs to be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlmodel import Session

from catalog.prepared import Prepared
from catalog.read_sessions import connection_of
from catalog.stamps import Footprint

T = TypeVar("T")


@dataclass(slots=True)
class _Kept(Generic[T]):
    number: int
    """The newest change of its tables."""
    held_with: int
    """The newest of all changes with which it was known to hold; 0 for none."""
    value: T


class Unchanged(Generic[T]):
    """One such thing: from which tables it is read, and how."""

    def __init__(self, tables: tuple[str, ...], load: Callable[[Session], T]) -> None:
        self._tables = frozenset(tables)
        self._load = load
        self._kept: WeakKeyDictionary[sa.Engine, _Kept[T]] = WeakKeyDictionary()
        self._guard = Lock()
        # The statement names the tables, so a footprint has them although they are not read.
        names = ", ".join(f"'{table}'" for table in tables)
        newest = f"SELECT coalesce(max(number), 0) FROM change_stamp WHERE scope IN ({names})"  # noqa: S608 (our own names)
        self._asked = newest
        self._newest = Prepared(sa.text(newest).columns(sa.column("number", sa.BigInteger)))

    def of(self, session: Session) -> T:
        """As the session sees it: kept from before, or read now (one short statement more)."""
        if session.autoflush:
            session.flush()
        connection = connection_of(session)
        options = connection.get_execution_options()
        changed: set[str] = options.get("touched", set())
        if not changed.isdisjoint(self._tables):
            return self._load(session)  # changed by this very write, which numbers that when it ends
        footprint: Footprint | None = options.get("footprint")
        newest = 0 if footprint is None else footprint.number
        kept = self._kept.get(connection.engine)
        if footprint is not None and kept is not None and newest and kept.held_with == newest:
            footprint.note(self._asked)
            return kept.value
        ((number,),) = self._newest.rows(session)
        if kept is not None and kept.number == number:
            kept.held_with = max(kept.held_with, newest)
            return kept.value
        loaded = self._load(session)
        self._keep(connection.engine, _Kept(number, newest, loaded))
        return loaded

    def _keep(self, engine: Any, loaded: _Kept[T]) -> None:
        """Keep it, unless another thread has seen a newer one."""
        with self._guard:
            kept = self._kept.get(engine)
            if kept is None or kept.number < loaded.number:
                self._kept[engine] = loaded
