"""PostgreSQL asked in its own protocol: what goes to it together takes one way there and back.

A cursor of psycopg takes 50 microseconds of this process for a statement, and 300 for one of more than 4,096 characters,
which it takes apart anew each time; and each statement, BEGIN and COMMIT among them, waits for its own answer. What only
reads is therefore sent by libpq's pipeline mode (postgresql.org/docs/current/libpq-pipeline-mode.html): BEGIN, the newest
stamp and the first statement together, and nobody waits for what is said to COMMIT before the connection is used again.
"""

from __future__ import annotations

import select
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from catalog.patience import LateError, hurry_of, is_hurried

MOST_PREPARED = 512
"""Statements that a connection has prepared; of more it forgets the one that was unused for longest."""
_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_NEWEST = "SELECT coalesce(max(number), 0) FROM change_stamp"
_COMMIT = "COMMIT"
_NO_LONGER = (psycopg.errors.FeatureNotSupported, psycopg.errors.InvalidSqlStatementName)
"""What is said to a prepared statement whose tables have changed, or that somebody has taken away."""
_WIRE = "wire"
"""Where a connection has its own."""

Row = Sequence[Any]
Asked = tuple[str, Sequence[Any]]
"""A statement whose parameters are written `$1`, and their values."""


class Wire:
    """One connection to PostgreSQL that only reads. For one thread at a time.

    A transaction begins at the server with the first statement that is asked in it, and sees that moment. All that is
    public raises psycopg's errors; after one that is not the server's word on a statement the connection is closed, for
    what came next would be taken for something else.
    """

    def __init__(self, driver: psycopg.Connection[Any]) -> None:
        self._server: PGconn = driver.pgconn
        self._values = Transformer(driver)
        self._encoding = driver.info.encoding
        self._prepared: OrderedDict[str, bytes] = OrderedDict()
        """Names of prepared statements."""
        self._made = 0
        self._coming: list[tuple[str, bool]] = []
        """For each result that is still to come: of which statement, and whether that was asked or only prepared."""
        self._to_begin = False
        self._tell: Callable[[int], None] | None = None
        self._line = select.poll()
        """That the server's word has come; a selector of the standard library takes twice as long to say so."""
        self._line.register(self._server.socket, select.POLLIN)

    @property
    def is_lost(self) -> bool:
        """Whether nothing can be asked any more."""
        return self._server.status != ConnStatus.OK

    def begin(self, tell: Callable[[int], None] | None) -> None:
        """Begin a transaction; whoever wants to know is told the newest stamp in it, once its moment has come."""
        self.settle()
        while self._line.poll(0):  # it says something that it was not asked for: as a rule, goodbye
            self._server.consume_input()
        self._to_begin, self._tell = True, tell

    def start(self) -> None:
        """Have its moment come, for whoever asks through psycopg."""
        self.settle()
        if self._to_begin:
            self._ask([])

    def rows(self, text: str, values: Sequence[Any]) -> list[Row]:
        """All rows of a statement."""
        self.settle()
        (result,) = self._ask([(text, values)])
        self._values.set_pgresult(result)
        rows = cast(list[Row], self._values.load_rows(0, result.ntuples, tuple))
        self._values.set_pgresult(None)  # which is free then
        return rows

    def end(self) -> None:
        """End the transaction. Nothing can have been written, so nobody waits for what is said to that."""
        self._to_begin, self._tell = False, None
        if not self._coming and self._server.transaction_status != TransactionStatus.IDLE:
            self._send([(_COMMIT, ())])

    def settle(self) -> None:
        """Read what is still to come, so that anybody may use the connection."""
        if self._coming:
            self._receive()

    def _ask(self, statements: Sequence[Asked]) -> Sequence[PGresult]:
        """What is answered to statements that are sent together, with what has to go before them."""
        if not self._to_begin:
            self._send(statements)
            return self._receive()
        tell = self._tell
        before: list[Asked] = [(_BEGIN, ())] if tell is None else [(_BEGIN, ()), (_NEWEST, ())]
        self._send([*before, *statements])
        # Not before: values that cannot be sent leave it to be begun.
        self._to_begin, self._tell = False, None
        answered = self._receive()
        if tell is not None:
            tell(int(cast(bytes, answered[1].get_value(0, 0))))
        return answered[len(before) :]

    def _send(self, statements: Sequence[Asked]) -> None:
        written = [
            (text, self._values.dump_sequence(values, [PyFormat.TEXT] * len(values)) if values else None)
            for text, values in statements
        ]
        try:
            self._server.enter_pipeline_mode()
            for text, values in written:
                self._server.send_query_prepared(self._name(text), values)
                self._coming.append((text, True))
            self._server.pipeline_sync()
            self._flush()
        except BaseException:
            self._server.finish()
            raise

    def _name(self, text: str) -> bytes:
        """The name of a statement that is prepared, or is on the way."""
        name = self._prepared.get(text)
        if name is not None:
            self._prepared.move_to_end(text)
            return name
        if len(self._prepared) >= MOST_PREPARED:
            for always in filter(self._prepared.__contains__, (_BEGIN, _NEWEST, _COMMIT)):
                self._prepared.move_to_end(always)
            unused, its_name = self._prepared.popitem(last=False)
            self._server.send_query_params(b"DEALLOCATE " + its_name, None)
            self._coming.append((unused, False))
        self._made += 1
        name = self._prepared[text] = b"wire_%d" % self._made
        self._server.send_prepare(name, text.encode(self._encoding))
        self._coming.append((text, False))
        return name

    def _flush(self) -> None:
        while self._server.flush():  # the server reads no more while nobody reads what it says
            self._line.modify(self._server.socket, select.POLLIN | select.POLLOUT)
            events = self._wait()
            self._line.modify(self._server.socket, select.POLLIN)
            if events & ~select.POLLOUT:
                self._server.consume_input()

    def _receive(self) -> list[PGresult]:
        """What is answered to each statement that was sent. Raises the first error, once all is read."""
        coming, self._coming = self._coming, []
        answered: list[PGresult] = []
        failed: psycopg.Error | None = None
        try:
            for text, is_asked in coming:
                result = self._next()
                if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
                    if is_asked:
                        answered.append(result)
                    continue
                failed = failed or error_from_result(result, self._encoding)
                if not is_asked or isinstance(failed, _NO_LONGER):
                    self._prepared.pop(text, None)
            self._next()  # the end of all
            self._server.exit_pipeline_mode()
        except BaseException:
            self._server.finish()
            if failed is None:
                raise
        if failed is not None:
            raise failed
        return answered

    def _wait(self) -> int:
        """What the line is ready for. Raises `LateError` where that may not be waited for any longer."""
        hurry = hurry_of()
        ((_, events),) = self._line.poll() if hurry is None else hurry.wait(self._line)
        return events

    def _next(self) -> PGresult:
        """The next result; other threads run while it is waited for."""
        server = self._server
        while True:
            while server.is_busy():
                self._wait()
                server.consume_input()
            result = server.get_result()
            if result is not None:
                return result
            if server.status != ConnStatus.OK:
                raise psycopg.OperationalError("the connection is lost")


def wire_of(connection: sa.Connection) -> Wire | None:
    """That of a connection which reads from PostgreSQL; None for any other."""
    found: Wire | None = connection.info.get(_WIRE)
    return found


def told(connection: sa.Connection, ask: Callable[..., object], *given: Any) -> None:
    """Ask a connection's driver for something, past SQLAlchemy. Raises what SQLAlchemy raises."""
    try:
        ask(*given)
    except Exception as error:
        connection._handle_dbapi_exception(error, None, None, None, None)
        raise


def have_begun(connection: sa.Connection) -> None:
    """Have the moment of its transaction come, where that waits for the first statement. Raises what SQLAlchemy raises."""
    wire = wire_of(connection)
    if wire is not None:
        told(connection, wire.start)


def begin(connection: sa.Connection) -> None:
    """Begin a transaction, of which the connection's footprint is told what is newest in it."""
    footprint: Any = connection.get_execution_options().get("footprint")

    def tell(number: int) -> None:
        if footprint.transaction is None:  # what was read in an earlier one counts by that one's number
            footprint.number, footprint.transaction = number, connection.get_transaction()

    told(connection, connection.info[_WIRE].begin, None if footprint is None else tell)


class ReadingDialect(PGDialect_psycopg):
    """psycopg, but that transactions are ended by the wire."""

    supports_statement_cache = True

    def do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        """End the transaction of a connection that is used again; the wire reads the answer then."""
        wire = _of_proxied(dbapi_connection)
        if wire is not None:
            wire.end()

    def do_rollback(self, dbapi_connection: PoolProxiedConnection) -> None:
        """The same, for whoever gives the connection to somebody else."""
        wire = _of_proxied(dbapi_connection)
        if wire is not None:
            wire.end()
            wire.settle()


def _of_proxied(connection: PoolProxiedConnection) -> Wire | None:
    try:
        found: Wire | None = connection.info.get(_WIRE)
    except RuntimeError:  # none is kept: SQLAlchemy's own first look at the server, in no transaction
        return None
    return found


registry.register("postgresql.wire", __name__, ReadingDialect.__name__)


def reading_engine(url: str, **options: Any) -> sa.Engine:
    """For reading from PostgreSQL: each transaction sees one moment, and tells its footprint what is newest then."""
    by_wire = sa.make_url(url).set(drivername="postgresql+wire")
    engine = sa.create_engine(by_wire, pool_pre_ping=True, connect_args={"autocommit": True}, **options)

    @sa.event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info[_WIRE] = Wire(cast(psycopg.Connection[Any], connection))

    sa.event.listen(engine, "begin", begin)

    @sa.event.listens_for(engine, "before_cursor_execute")
    def start(connection: sa.Connection, cursor: object, *_: object) -> None:
        if cursor is not None:  # psycopg is asked, not the wire, and waits for as long as it takes
            if is_hurried():
                raise LateError
            told(connection, connection.info[_WIRE].start)

    return engine
