"""The catalogue as tests use it: the real register in a real database, and questions to it."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from catalog.db import Database
from catalog.exchange.starting import load_starting_register
from catalog.people import Viewer
from catalog.projection.reader import Reader
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from schema.build import public_schema
from schema.context import Context
from schema.plans import Executor

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CONTRACT = Path(__file__).parent / "contract"
VARIABLES: dict[str, dict[str, Any]] = json.loads((CONTRACT / "variables.json").read_text(encoding="utf-8"))


_ticks = itertools.count(1)


def clock() -> datetime:
    """An instant later than every one before: of two acts in a test one always comes first."""
    return NOW + timedelta(milliseconds=next(_ticks))


def contract(path: str) -> str:
    """The text of a document of the contract, such as "city-app/site"."""
    return (CONTRACT / f"{path}.graphql").read_text(encoding="utf-8")


@cache
def _executor() -> Executor:
    return Executor(public_schema(), Settings())


@dataclass
class Answer:
    """What an operation answered, and the SQL statements it took."""

    data: Any
    errors: list[Any]
    statements: list[str] = field(default_factory=list)


@dataclass
class Catalogue:
    """A loaded database, asked through the public schema."""

    database: Database
    viewer: Viewer | None = None
    room: MediaRoom | None = None

    def seen_by(self, viewer: Viewer | None) -> Catalogue:
        """The same for somebody else."""
        return Catalogue(self.database, viewer, self.room)

    def ask(self, document: str, operation_name: str | None = None, **variables: Any) -> Answer:
        """Execute a document as the server does, limits included."""
        executor = _executor()
        operation = executor.prepare(document, operation_name, variables)
        with counted(self.database) as statements, self.database.read() as session:
            context = Context(
                Reader(session, TODAY),
                "vi",
                "",
                self.viewer,
                database=self.database,
                now=clock,
                room=self.room,
            )
            result = executor.execute(operation, context)
        return Answer(result.data, list(result.errors or []), statements)

    def data(self, document: str, operation_name: str | None = None, **variables: Any) -> Any:
        """The data of an operation that must not fail."""
        answer = self.ask(document, operation_name, **variables)
        if answer.errors:
            raise AssertionError([error.message for error in answer.errors])
        return answer.data

    def count(self, table: str, where: str = "1 = 1") -> int:
        """How many rows a table has."""
        with self.database.read() as session:
            return int(session.scalar(sa.text(f"SELECT count(*) FROM {table} WHERE {where}")))  # noqa: S608


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that read sessions send while the block runs, those of other threads as well."""
    statements: list[str] = []
    lists = _counting(database._reading)
    lists[id(statements)] = statements
    try:
        yield statements
    finally:
        del lists[id(statements)]


_counted: WeakKeyDictionary[sa.Engine, dict[int, list[str]]] = WeakKeyDictionary()
_counting_begins = threading.Lock()


def _counting(engine: sa.Engine) -> dict[int, list[str]]:
    """The lists into which an engine's statements go.

    Its one listener stays: SQLAlchemy's own lists of listeners are not made for threads that come and go.
    """
    with _counting_begins:
        if engine not in _counted:
            lists = _counted[engine] = {}

            def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
                for statements in tuple(lists.values()):
                    statements.append(statement)

            sa.event.listen(engine, "before_cursor_execute", note)
        return _counted[engine]


def loaded(database: Database) -> Catalogue:
    """The database with the starting register in it."""
    load_starting_register(database, NOW)
    return Catalogue(database)
