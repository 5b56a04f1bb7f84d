"""The database: engines and sessions. SQLite in the data directory by default, or PostgreSQL.

The core is synchronous (docs/decisions/0001): a read on the embedded database takes 50-300 µs, less
than handing it to another thread, and whoever serves many clients gives each operation one thread.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import Session, SQLModel

from catalog.errors import CatalogError, Message
from catalog.nul import tell_if_nul
from catalog.prepared import run
from catalog.read_sessions import ReadSessions
from catalog.stamps import Footprint, gather, keep, newest
from catalog.wire import reading_engine
from media.durable import hold_shared

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT_MS = 15_000
MOST_IDLE = 16
"""Connections that are kept open for reads."""
MAPPED_BYTES = 1 << 30
"""So much of an embedded database is read where the system has it in memory, once for all connections: the cache that
each has of its own is 2 MB, and with every second page read anew a list takes twice as long. A disk that cannot be read
then ends the process, which is started anew, where else one answer would fail; what is written is never mapped."""
WRITER_LOCK = 1954_05_07
"""The advisory lock of whoever writes to a PostgreSQL database."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: timestamptz on PostgreSQL, ISO 8601 text in UTC with microseconds on SQLite."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Text sorts as time where the database has no instants of its own."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(27))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive times: whoever has one does not know what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time cannot be stored")
        return _as_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, _: Dialect) -> datetime | None:
        """Always an aware time in UTC."""
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        instant: datetime = value
        return instant.astimezone(UTC)


@lru_cache(maxsize=64)  # one write bears one instant, in all its rows
def _as_text(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Turns:
    """A lock that is given in the order in which it was asked for.

    SQLite's own waiting is by chance: under eight steady writers of one process some wait for longer than
    any timeout. Threads of one process are served in their order; processes still wait by chance.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._queue: deque[Lock] = deque()

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Wait for one's turn; False if it did not come in time."""
        mine = Lock()
        mine.acquire()
        with self._guard:
            self._queue.append(mine)
            if self._queue[0] is mine:
                mine.release()
        came = mine.acquire(timeout=seconds)
        try:
            yield came
        finally:
            with self._guard:
                was_first = self._queue[0] is mine
                self._queue.remove(mine)
                if was_first and self._queue:
                    self._queue[0].release()


class Database:
    """One open database with a read side and a write side.

    There is one writer at a time (docs/decisions/0002). On SQLite it begins IMMEDIATE: a deferred
    transaction that turns writer is refused with "database is locked" whenever another one wrote since its
    first read. On PostgreSQL it takes one advisory lock, which is given back after its commit is visible:
    so sequence numbers have no gaps for readers, and no two writers can wait for each other.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._turns = Turns()
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            folder = Path(url.removeprefix("sqlite:///")).parent
            folder.mkdir(parents=True, exist_ok=True)
            self._let_go = _held(folder, self)
            pragmas = f"mmap_size = {MAPPED_BYTES}", "query_only = ON"
            self._reading = _sqlite_engine(url, "BEGIN", *pragmas, poolclass=sa.NullPool)
            self._writing = _sqlite_engine(url, "BEGIN IMMEDIATE")
        else:
            self._reading = reading_engine(url, pool_size=MOST_IDLE)
            self._writing = sa.create_engine(url, pool_pre_ping=True)
        for engine in (self._reading, self._writing):
            sa.event.listen(engine, "handle_error", _tell_if_unavailable)
            sa.event.listen(engine, "handle_error", tell_if_nul)
            sa.event.listen(engine, "after_cursor_execute", _gather)
        self._sessions = ReadSessions(self._reading, MOST_IDLE)

    @contextmanager
    def read(self, footprint: Footprint | None = None) -> Iterator[Session]:
        """A session that sees one moment of the database and keeps nothing; `footprint` gathers what it reads.

        That moment has come when the session is asked something, on SQLite before.
        """
        with told_if_unavailable():
            session = self._sessions.open(footprint=footprint)
            try:
                if footprint is not None and self.is_sqlite:
                    footprint.number = newest(session)
                    footprint.transaction = session.opened.get_transaction()
                yield session
            finally:
                if footprint is not None:
                    footprint.transaction = None
                self._sessions.close(session)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all kept when the block ends, and none if it raises.

        Raises `UnavailableError`, and `UncertainError` where a change may have been kept all the same.
        """
        with (
            self._turns.turn(BUSY_TIMEOUT_MS / 1000) as is_mine,
            told_if_unavailable(),
            Session(self._writing, expire_on_commit=False) as session,
        ):
            if not is_mine:
                raise unavailable()
            touched = self._begin(session)
            yield session
            session.flush()
            keep(session, touched)
            with _told_if_uncertain():
                session.commit()

    def _begin(self, session: Session) -> set[str]:
        """Begin to write; answers where the tables gather that will be changed."""
        touched: set[str] = set()
        session.connection(execution_options={"touched": touched})
        if not self.is_sqlite:
            session.execute(sa.text(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}"))
            session.execute(sa.text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
        return touched

    def connect_alone(self) -> sa.Connection:
        """A connection outside of any transaction, for one small question again and again; whoever has it closes it."""
        return self._reading.connect()

    def fault(self) -> str | None:
        """Why the database cannot answer ("unreachable", "not migrated"), or None if it can."""
        try:
            with self.read() as session:
                session.execute(sa.text("SELECT 1 FROM publication LIMIT 1"))
        except sa.exc.ProgrammingError:
            return "not migrated"
        except UnavailableError as error:
            return "not migrated" if "no such table" in str(error.__cause__) else "unreachable"
        return None

    def is_empty(self) -> bool:
        """Whether not even units are there, with which every catalogue begins."""
        with self.read() as session:
            return session.scalar(sa.text("SELECT 1 FROM admin_unit LIMIT 1")) is None

    def close(self) -> None:
        """Give all connections back to the system."""
        self._reading.dispose()
        self._writing.dispose()
        if self.is_sqlite:
            self._let_go()


def ask(
    session: Session, query: Any, values: Mapping[str, Any] | None = None
) -> sa.engine.CursorResult[*tuple[Any, ...]]:
    """Execute a statement about columns that was made once (`@cache`), without the ORM; what is pending is written first.

    For what every write asks: making a statement, and the ORM's look at it, take longer than the database does.
    """
    session.flush()
    return session.connection().execute(query, values or {})


def insert_rows(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are complete (every column they need named), many at a time and without the ORM.

    All rows name the columns of the first. An import writes a million rows this way: what SQLAlchemy
    prepares for each row is here prepared once for a table.
    """
    if rows:
        connection = session.connection()
        stored = SQLModel.metadata.tables[str(table.__tablename__)]
        insertion = _insertion(stored, tuple(rows[0]), connection.dialect)
        for text, parameters in insertion.statements(rows):
            connection.exec_driver_sql(text, parameters)


_ROWS_AT_ONCE = 500
"""Rows in one statement on SQLite: 32 766 parameters are its limit."""


@dataclass(frozen=True)
class _Insertion:
    """An INSERT in a driver's own language, and how each column's values are brought into it."""

    text: str
    bring: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    is_positional: bool

    def statements(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Statements with their parameters.

        On SQLite many rows go into one statement: a full-text index is brought to disk at the end of each
        statement that a trigger hangs on, and a piece for each row, all to be merged again, takes longer
        than the rows themselves.
        """
        if not self.is_positional:
            names = [name for name, _ in self.bring]
            yield self.text, [dict(zip(names, self._values(row), strict=True)) for row in rows]
            return
        one_more = f", {self.text[self.text.rindex('(') :]}"
        for at in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[at : at + _ROWS_AT_ONCE]
            values = tuple(chain.from_iterable(map(self._values, some)))
            yield self.text + one_more * (len(some) - 1), values

    def _values(self, row: Mapping[str, Any]) -> list[Any]:
        return [row[name] if bring is None else bring(row[name]) for name, bring in self.bring]


@lru_cache(maxsize=128)
def _insertion(table: sa.Table, columns: tuple[str, ...], dialect: Dialect) -> _Insertion:
    compiled = sa.insert(table).compile(dialect=dialect, column_keys=list(columns))
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 (narrows the type of what `compile` answers)
    order = compiled.positiontup or list(columns)
    bring = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    return _Insertion(str(compiled), tuple((name, bring[name]) for name in order), compiled.positional)


def _gather(connection: sa.Connection, cursor: Any, statement: str, *_: Any) -> None:
    gather(connection, statement, cursor.rowcount)


class UnavailableError(CatalogError):
    """The database is locked, full, unreachable or not there: nothing was changed."""

    code = "INTERNAL"


class UncertainError(UnavailableError):
    """The database failed in the very commit: whether the change was kept is known only to a later look.

    A log whose last bytes could not be forced to the disk may be found whole after a crash, and a server that
    is cut off may have committed before it could say so. Whoever sends the request again with its key finds out.
    """


@contextmanager
def told_if_unavailable() -> Iterator[None]:
    """A database that cannot be asked at all ends the block as `UnavailableError`."""
    try:
        yield
    except sa.exc.OperationalError as error:
        raise unavailable() from error.orig


def _tell_if_unavailable(context: sa.engine.ExceptionContext) -> Exception | None:
    """Wherever a statement meets a database that is locked, full or gone, it ends as `UnavailableError`."""
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", None)
    is_ours = isinstance(context.sqlalchemy_exception, sa.exc.OperationalError)
    return unavailable() if is_ours and (code is None or code & 0xFF in _NOT_OUR_FAULT) else None


_NOT_OUR_FAULT = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Results of SQLite that tell of disk and locks; SQLITE_ERROR tells of a statement that is wrong."""


@contextmanager
def _told_if_uncertain() -> Iterator[None]:
    try:
        yield
    except UnavailableError as error:
        if _says_nothing_was_kept(error.__cause__):
            raise
        raise UncertainError(
            Message(
                "Cơ sở dữ liệu gặp lỗi đúng lúc lưu; chưa rõ thay đổi đã được lưu hay chưa. Hãy gửi lại yêu cầu với "
                "cùng `idempotencyKey`: sẽ không có gì bị làm hai lần.",
                "The database failed while saving; it is not known whether the change was kept. Send the request again "
                "with the same `idempotencyKey`: nothing is done twice.",
            )
        ) from error.__cause__


def _says_nothing_was_kept(error: BaseException | None) -> bool:
    """Whether a failed commit names a lack (SQLite's full disk, PostgreSQL's class 53) before which it stopped."""
    is_full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
    return is_full or str(getattr(error, "sqlstate", None) or "").startswith("53")


def unavailable() -> UnavailableError:
    """The refusal of whoever waited too long or found no database."""
    return UnavailableError(
        Message(
            "Cơ sở dữ liệu tạm thời không dùng được (bị khóa, đầy đĩa hoặc mất kết nối); chưa có gì thay đổi.",
            "The database cannot be used just now (locked, disk full or not reachable); nothing was changed.",
        )
    )


def _held(folder: Path, holder: object) -> Callable[[], object]:
    try:
        return hold_shared(folder, holder)
    except BlockingIOError as error:
        raise UnavailableError(
            Message(
                f"Dữ liệu ở {folder} đang được khôi phục; hãy thử lại sau.",
                f"The data in {folder} are being restored; please try again later.",
            )
        ) from error


def _sqlite_engine(url: str, begin: str, *pragmas: str, poolclass: type[sa.Pool] = sa.QueuePool) -> sa.Engine:
    engine = sa.create_engine(url, poolclass=poolclass, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101 (narrows the driver's type)
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        for pragma in (
            "journal_mode = WAL",
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            *pragmas,
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def start(connection: sa.Connection) -> None:
        run(connection, begin)

    return engine
