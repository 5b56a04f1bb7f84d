"""What is made of whole tables and asked for all the time, kept in the process while they are unchanged.

Whether they are is asked of the change stamps (`catalog.stamps`) in the very transaction that wants to know: a write
that any process was told is kept has raised their number.
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
from catalog.wire import have_begun

T = TypeVar("T")


@dataclass(slots=True)
class _Kept(Generic[T]):
    """What was read when this number was the newest of its tables; `seen` was the newest of all when that was last asked."""

    number: int
    loaded: T
    seen: int | None = None


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
        self._newest = Prepared(sa.text(newest).columns(sa.column("number", sa.BigInteger)))
        self._statement = newest

    def of(self, session: Session) -> T:
        """As the session sees it: kept from before, or read now.

        One short statement says which, unless nothing at all has changed since that was last asked.
        """
        if session.autoflush:
            session.flush()
        connection = connection_of(session)
        changed: set[str] = connection.get_execution_options().get("touched", set())
        if not changed.isdisjoint(self._tables):
            return self._load(session)  # changed by this very write, which numbers that when it ends
        kept = self._kept.get(connection.engine)
        footprint: Footprint | None = connection.get_execution_options().get("footprint")
        seen = None
        if footprint is not None:
            have_begun(connection)
            seen = footprint.newest_in(connection.get_transaction())
        if kept is not None and footprint is not None and kept.seen == seen is not None:
            footprint.note(self._statement)
            return kept.loaded
        ((number,),) = self._newest.rows(session)
        if kept is None or kept.number != number:
            kept = _Kept(number, self._load(session))
            self._keep(connection.engine, kept)
        if seen is not None:
            kept.seen = seen
        return kept.loaded

    def _keep(self, engine: Any, loaded: _Kept[T]) -> None:
        """Keep it, unless another thread has seen a newer one."""
        with self._guard:
            kept = self._kept.get(engine)
            if kept is None or kept.number < loaded.number:
                self._kept[engine] = loaded
