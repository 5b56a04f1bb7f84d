"""Several statements asked as one.

Each statement has its own way to the database and back: on PostgreSQL that takes longer than what it asks, on SQLite as
long if it asks about one record. What is about to be asked of the same records is therefore asked at once, and comes back apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect

from catalog.prepared import Asker, Made, Prepared, Reading, Row, reader_of, reading_of, terms_of


def rows_of_each(
    asker: Asker, statements: Sequence[Prepared], values: Mapping[str, Any], *, is_one: bool
) -> list[Sequence[Row]]:
    """The rows of each of these statements, which take their values under the same names.

    `is_one`: one record is asked about, so no list of values holds two.
    """
    if len(statements) == 1:
        return [asker.rows(statements[0], values)]
    return asker.rows(_together(tuple(statements), is_one), values)


def rows_of_found(
    asker: Asker, finding: Prepared, statements: Sequence[Prepared], values: Mapping[str, Any]
) -> list[Sequence[Row]]:
    """The rows of a statement that finds one record at most, and of each that asks about what it finds: PostgreSQL only.

    What these take as `ids` is the record's `revision_id`, as `sites` its `site_id`.
    """
    return asker.rows(_together((finding, *statements), True, is_finding=True), values)


@lru_cache(maxsize=256)
def _together(statements: tuple[Prepared, ...], is_one: bool, *, is_finding: bool = False) -> Prepared:
    return _Together(statements, is_one=is_one, is_finding=is_finding)


class _Together(Prepared):
    """Its rows are the lists of rows of its statements; `is_finding`: the first finds what the others ask about."""

    def __init__(self, statements: Sequence[Prepared], *, is_one: bool, is_finding: bool) -> None:
        super().__init__(sa.select(), is_one=is_one)
        self._statements, self._is_finding = statements, is_finding

    def _make(self, dialect: Dialect) -> Made:
        queries = [statement.query for statement in self._statements]
        if self._is_finding:
            queries[0] = sa.select(queries[0].cte(_FOUND))
        query, read = (_in_columns if dialect.name == "sqlite" else _in_json)(queries, dialect)
        return Made.of(query, dialect, read, is_one=self.is_one, found=_OF_FOUND if self._is_finding else {})


_FOUND = "found"
_OF_FOUND = {"ids": f"SELECT revision_id FROM {_FOUND}", "sites": f"SELECT site_id FROM {_FOUND}"}  # noqa: S608


Asked = tuple[sa.SelectBase, Callable[[list[Row]], list[Row]]]
"""What is asked, and how the rows of each are read from what comes back."""


def _in_columns(queries: Sequence[sa.SelectBase], dialect: Dialect) -> Asked:
    """All rows beneath each other, with the number of their statement before them and nothing behind them.

    JSON would round the numbers with a point (SQLite writes 15 digits).
    """
    tables = [query.subquery() for query in queries]
    widths = [len(table.c) for table in tables]
    rows = sa.union_all(
        *(
            sa.select(sa.literal_column(str(n)), *table.c, *[sa.null()] * (max(widths) - len(table.c)))
            for n, table in enumerate(tables)
        )
    )
    readers = [
        reader_of([reading_of(column.type, dialect) for column in query.selected_columns])
        for query in queries
    ]

    def read(found: list[Row]) -> list[Row]:
        apart: list[list[Row]] = [[] for _ in widths]
        for row in found:
            apart[row[0]].append(row[1 : widths[row[0]] + 1])
        return [reader(part) for reader, part in zip(readers, apart, strict=True)]

    return rows, read


def _in_json(queries: Sequence[sa.SelectBase], _: Dialect) -> Asked:
    """One row with a JSON array of the rows of each statement."""
    row = sa.select(*(_array(query) for query in queries))
    readers = [
        reader_of([_reading_of_json(column.type) for column in query.selected_columns]) for query in queries
    ]

    def read(found: list[Row]) -> list[Row]:
        return [
            [] if text is None else reader(orjson.loads(text))
            for reader, text in zip(readers, found[0], strict=True)
        ]

    return row, read


def _array(query: sa.SelectBase) -> sa.ColumnElement[Any]:
    rows = query.subquery()
    array = sa.func.json_agg(sa.func.json_build_array(*rows.c))
    return sa.select(sa.cast(array, sa.Text)).select_from(rows).scalar_subquery()


def _reading_of_json(kind: sa.types.TypeEngine[Any]) -> Reading | None:
    """How a column's values are read from JSON; None where they are its own."""
    if isinstance(kind, sa.Enum):
        return terms_of(kind)
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    for sort, reading in _FROM_JSON.items():
        if isinstance(kind, sort):
            return reading
    raise TypeError(f"{kind!r} is not read from JSON")


def _if_there(reading: Callable[[Any], Any]) -> Reading:
    return lambda value: None if value is None else reading(value)


_FROM_JSON: Mapping[type[sa.types.TypeEngine[Any]], Reading | None] = {
    sa.DateTime: _if_there(lambda text: datetime.fromisoformat(text).astimezone(UTC)),
    sa.Date: _if_there(date.fromisoformat),
    sa.Float: _if_there(float),
    sa.Integer: None,
    sa.Boolean: None,
    sa.String: None,
}
