"""A SELECT that is made once and asked many times, by the driver itself.

SQLAlchemy takes 60 to 300 microseconds to make a statement, look it up and wrap its rows; SQLite answers one in 10.
What a public question asks for is therefore written with SQLAlchemy as everything is, made into text once, and asked
without it: the driver's rows, with each column's value as its type reads it. Whoever listens to an engine's statements hears of
these as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import orjson
import sqlalchemy as sa
from psycopg import RawCursor
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal
from sqlmodel import Session

from catalog.read_sessions import ReadSession, connection_of
from catalog.wire import wire_of

Row = Sequence[Any]
Reading = Callable[[Any], Any]

_NUMBERED: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
"""PostgreSQL with parameters as itself writes them."""
_NAMED: Dialect = SQLiteDialect_pysqlite(paramstyle="named")
"""SQLite with a parameter once, however often it stands in a statement."""


class Among(sa.ColumnElement[bool]):
    """The condition that a column has one of the values that are given under a name: one text for any number."""

    inherit_cache = True
    type = sa.Boolean()
    _is_implicitly_boolean = True
    _traverse_internals = [  # noqa: RUF012 (so it is declared): what the key of SQLAlchemy's cache is made of
        ("column", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
        ("only", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Any, name: str) -> None:
        super().__init__()
        self.column = column
        self.values: sa.BindParameter[Any] = given(name, _Many(column.type))
        self.only: sa.BindParameter[Any] = given(name, _Only(column.type))

    @property
    def _from_objects(self) -> list[sa.FromClause]:
        return list(self.column._from_objects)


class FoundFirst(sa.ColumnElement[bool]):
    """The condition that a column has one of the values of a query that finds few, and is done before anything else.

    PostgreSQL, which misjudges how many rows two conditions together leave, would else look for them in each row of a
    long list.
    """

    inherit_cache = True
    type = sa.Boolean()
    _is_implicitly_boolean = True
    _traverse_internals = [  # noqa: RUF012 (so it is declared)
        ("column", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Any, query: sa.Select[Any]) -> None:
        super().__init__()
        self.column, self.values = column, query.scalar_subquery()

    @property
    def _from_objects(self) -> list[sa.FromClause]:
        return list(self.column._from_objects)


class Given(sa.BindParameter[Any]):
    """A parameter. All else that a statement compares with is the same each time, and stands in its text."""

    inherit_cache = True


@compiles(Given)
def _as_parameter(element: Given, compiler: SQLCompiler, **more: Any) -> str:
    text: str = compiler.visit_bindparam(element, **(more | {"literal_binds": False}))  # type: ignore[no-untyped-call]
    return text


def given(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.BindParameter[Any]:
    """A parameter whose value is given each time under this name; None if it is left out."""
    return Given(name, None, type_=kind)


def among(column: Any, name: str) -> sa.ColumnElement[bool]:
    """The condition that a column has one of the values given under this name, a list of numbers or texts."""
    return Among(column, name)


class _Many(sa.types.TypeDecorator[Any]):
    """A list of values in one parameter: a JSON array on SQLite, an array on PostgreSQL."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, item: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.item = sa.BigInteger() if isinstance(item, sa.Integer) else sa.Text()

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """PostgreSQL wants to know what is in the array."""
        kind = sa.Text() if dialect.name == "sqlite" else sa.ARRAY(self.item)
        return dialect.type_descriptor(kind)

    def bind_processor(self, dialect: Dialect) -> Callable[[Iterable[Any] | None], str]:
        """As the database reads it from a text."""
        if dialect.name == "sqlite":
            return lambda values: orjson.dumps(list(values or ())).decode()
        write = str if isinstance(self.item, sa.Integer) else _quoted
        return lambda values: f"{{{','.join(map(write, values or ()))}}}"


class _Only(_Many):
    """The only value of a list, as itself."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """A number or a text."""
        return dialect.type_descriptor(self.item)

    def bind_processor(self, _: Dialect) -> Callable[[Iterable[Any] | None], Any]:
        """Out of the list; none of an empty one."""
        return lambda values: next(iter(values or ()), None)


def _quoted(text: str) -> str:
    """An element of an array, as PostgreSQL reads it (its documentation, 8.15.6)."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


@compiles(Among, "sqlite")
def _in_json(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    if more.get("is_one"):
        return _is_only(element, compiler, **more)
    column, values = compiler.process(element.column, **more), compiler.process(element.values, **more)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 (SQLAlchemy wrote both)


@compiles(Among)
def _in_array(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    if more.get("is_one"):
        return _is_only(element, compiler, **more)
    column, values = compiler.process(element.column, **more), compiler.process(element.values, **more)
    return f"{column} = ANY({values})"


def _is_only(element: Among, compiler: SQLCompiler, **more: Any) -> str:
    column, found = compiler.process(element.column, **more), more.get("found", {}).get(element.only.key)
    return f"{column} = {compiler.process(element.only, **more) if found is None else f'({found})'}"


@compiles(FoundFirst, "sqlite")
def _in_query(element: FoundFirst, compiler: SQLCompiler, **more: Any) -> str:
    return f"{compiler.process(element.column, **more)} IN {compiler.process(element.values, **more)}"


@compiles(FoundFirst)
def _in_gathered(element: FoundFirst, compiler: SQLCompiler, **more: Any) -> str:
    return (
        f"{compiler.process(element.column, **more)} = ANY(ARRAY{compiler.process(element.values, **more)})"
    )


_ASKER = "asker"
"""Where a session has it."""


class Asker:
    """One session's way to its driver, found once for all statements of an operation."""

    @classmethod
    def of(cls, session: Session) -> Asker:
        """That of this session; one that only reads has the same for all that asks."""
        if not isinstance(session, ReadSession):
            return cls(session)
        found: Asker | None = session.kept.get(_ASKER)
        if found is None:
            found = session.kept[_ASKER] = cls(session)
        return found

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = connection_of(session)
        self._driver = _Driver(self._connection)
        self.is_embedded = self._connection.dialect.name == "sqlite"
        """Whether the database is in this very process."""

    def rows(self, statement: Prepared, values: Mapping[str, Any]) -> list[Row]:
        """All rows as tuples. Raises what SQLAlchemy raises, `UnavailableError` among it."""
        if self._session.autoflush:  # what is pending is written first, as it is for SQLAlchemy's statements
            self._session.flush()
        connection = self._connection
        if not connection.in_transaction():  # the session has ended one since
            connection = self._connection = connection_of(self._session)
            self._driver = _Driver(connection)
        made = statement.made(connection.dialect)
        return made.read(self._driver.rows(made.text, made.parameters(values)))


@dataclass(frozen=True)
class _Answered:
    """What those who listen to statements look at of a cursor."""

    rowcount: int


class _Driver:
    """The driver of a connection, and who listens to that connection's statements."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._ask = _asking(connection)
        self._before = tuple(connection.dispatch.before_cursor_execute)
        self._after = tuple(connection.dispatch.after_cursor_execute)

    def rows(self, text: str, parameters: Any) -> list[Row]:
        """Raises what SQLAlchemy raises."""
        connection = self._connection
        for listen in self._before:
            listen(connection, None, text, parameters, None, False)
        try:
            rows = self._ask(text, parameters)
        except Exception as error:
            connection._handle_dbapi_exception(error, text, parameters, None, None)
            raise
        for listen in self._after:
            listen(connection, _Answered(len(rows)), text, parameters, None, False)
        return rows


def _asking(connection: sa.Connection) -> Callable[[str, Any], list[Row]]:
    """What asks a statement of the database, in its own language."""
    wire = wire_of(connection)
    if wire is not None:
        return wire.rows
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return lambda text, values: driver.execute(text, values).fetchall()
    return lambda text, values: RawCursor(driver).execute(text, values).fetchall()


def run(connection: sa.Connection, text: str, parameters: Any = ()) -> list[Row]:
    """Have the driver execute a statement in its own language; whoever listens to the connection's statements hears of it.

    Raises what SQLAlchemy raises.
    """
    return _Driver(connection).rows(text, parameters)


class Prepared:
    """A statement whose named parameters (`given`, `among`) get their values each time.

    Where every list of values `is_one` value, both databases do with less.
    """

    def __init__(self, query: sa.SelectBase, *, is_one: bool = False) -> None:
        self.query, self.is_one = query, is_one
        self.made = lru_cache(maxsize=2)(self._make)
        """The statement in a dialect."""

    def rows(self, session: Session, **values: Any) -> list[Row]:
        """All rows as tuples. Raises like `Asker.rows`."""
        return Asker.of(session).rows(self, values)

    def rows_on(self, connection: sa.Connection, **values: Any) -> list[Row]:
        """The same on a connection, in its transaction if it has one."""
        made = self.made(connection.dialect)
        return made.read(run(connection, made.text, made.parameters(values)))

    def first(self, session: Session, **values: Any) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(session, **values)), None)

    def _make(self, dialect: Dialect) -> Made:
        readings = [reading_of(column.type, dialect) for column in self.query.selected_columns]
        return Made.of(self.query, dialect, reader_of(readings), is_one=self.is_one)


@dataclass(frozen=True)
class Made:
    """A statement in its database's own language: its parameters, and how its rows are read."""

    text: str
    given: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    """Names of the parameters, in the order of the text, and what makes a value the driver's."""
    is_named: bool
    """Whether the driver wants them by name."""
    read: Callable[[list[Row]], list[Row]]
    """The rows with values as their types read them."""

    @classmethod
    def of(
        cls,
        query: sa.SelectBase,
        dialect: Dialect,
        read: Callable[[list[Row]], list[Row]],
        *,
        is_one: bool,
        found: Mapping[str, str] = MappingProxyType({}),
    ) -> Made:
        """A query as it is in this dialect. What `among` takes under the names of `found` is found by these queries instead."""
        how = {"literal_binds": True, "is_one": is_one, "found": found}
        is_named = dialect.name == "sqlite"
        compiled = query.compile(dialect=_NAMED if is_named else _NUMBERED, compile_kwargs=how)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 (narrows the type of what `compile` answers)
        bring: Mapping[str, Any] = compiled._bind_processors
        names = compiled.binds if is_named else compiled.positiontup or ()
        return cls(str(compiled), tuple((name, bring.get(name)) for name in names), is_named, read)

    def parameters(self, values: Mapping[str, Any]) -> Mapping[str, Any] | Sequence[Any]:
        """The values as the driver wants them."""
        get = values.get
        brought = {name: get(name) if bring is None else bring(get(name)) for name, bring in self.given}
        return brought if self.is_named else tuple(brought.values())


def reader_of(readings: Sequence[Reading | None]) -> Callable[[list[Row]], list[Row]]:
    """What reads the columns that need it, of all rows: written out, for a loop over columns takes as long as the database."""
    if not any(readings):
        return lambda rows: rows
    columns = [f"v{place}" for place in range(len(readings))]
    names = {f"read{place}": reading for place, reading in enumerate(readings)}
    read = [
        column if reading is None else f"read{place}({column})"
        for place, (column, reading) in enumerate(zip(columns, readings, strict=True))
    ]
    source = f"lambda rows: [({', '.join(read)},) for {', '.join(columns)}, in rows]"
    made: Callable[[list[Row]], list[Row]] = eval(source, names)  # noqa: S307 (its words are our own)
    return made


DOUBLE_PRECISION = 701
"""PostgreSQL's number for the only kind of numbers with a point that we keep."""


def reading_of(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Reading | None:
    """How a column's values are read from the driver's; None where they are its own."""
    if isinstance(kind, sa.Enum):
        return terms_of(kind)
    reading: Reading | None = kind._cached_result_processor(dialect, DOUBLE_PRECISION)
    return reading


def terms_of(kind: sa.Enum) -> Reading:
    """How an enum's terms are read from what is stored of them."""
    return _Terms(kind._object_lookup).__getitem__


class _Terms(dict[Any, Any]):
    """An enum's terms by what is stored of them."""

    def __init__(self, terms: Mapping[Any, Any]) -> None:
        super().__init__(terms)
        self[None] = None

    def __missing__(self, stored: object) -> Any:
        raise LookupError(f"{stored!r} is no term of this list")
