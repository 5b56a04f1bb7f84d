"""Reading public records: what one of a set is asked for is read for all of them, in one statement.

A `Record` belongs to the `Batch` it was read with. The first record that is asked for a relation (its
names, its designations) has the batch read it for every sibling, so the number of statements of a
question depends on what it asks and never on how many records answer it. Who knows what will be asked for
says so (`Batch.expect`): that is then read together. The core is synchronous and an
operation has one session, so no scheduler of loads is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import UtcDateTime
from catalog.geo import Boundaries
from catalog.lazy import cached_property
from catalog.places import Units, load_boundaries, load_units
from catalog.prepared import Asker, Prepared, Row, given
from catalog.stamps import Footprint, Sight
from catalog.tables import Publication
from catalog.together import rows_of_each, rows_of_found


@dataclass
class Reader:
    """One operation's view: a session, the day meant by "now", and the instant of knowledge, if not now.

    `answered` gathers the sites that are answered with, where somebody counts them; `footprint` what the answer
    depends on, where somebody keeps it; `batches` all that was read, where somebody will let go of it.
    """

    session: Session
    today: date
    known_at: datetime | None = None
    answered: set[int] | None = None
    footprint: Footprint | None = None
    batches: list[Batch] | None = None

    def let_go(self) -> None:
        """Free what was read, at the end of an operation; else it stays until garbage is looked for, which stops all threads."""
        for batch in self.batches or ():
            batch.let_go()

    @cached_property
    def units(self) -> Units:
        """All administrative units, read at most once in an operation (two statements)."""
        return load_units(self.session)

    @cached_property
    def boundaries(self) -> Boundaries[str]:
        """The units' borders, read at most once in an operation (one statement)."""
        return load_boundaries(self.session)

    def is_visible(self) -> sa.ColumnElement[bool]:
        """The condition on `publication` that picks what is public now, or was at `known_at`."""
        return visible(None if self.known_at is None else sa.literal(self.known_at, UtcDateTime()))

    def rows(self, statement: Prepared, **values: Any) -> list[Row]:
        """All rows of a statement; `known_at` and `day` are the reader's, unless others are given."""
        return self._asker.rows(statement, {"known_at": self.known_at, "day": self.today} | values)

    def rows_of_each(
        self, statements: Sequence[Prepared], values: Mapping[str, Any], *, is_one: bool
    ) -> list[Sequence[Row]]:
        """The rows of each of these statements, asked as one (`catalog.together`)."""
        known = {"known_at": self.known_at, "day": self.today}
        return rows_of_each(self._asker, statements, known | dict(values), is_one=is_one)

    def rows_of_found(
        self, finding: Prepared, statements: Sequence[Prepared], values: Mapping[str, Any]
    ) -> list[Sequence[Row]]:
        """The rows of a statement that finds one record at most, and of each that asks about it, asked as one."""
        known = {"known_at": self.known_at, "day": self.today}
        return rows_of_found(self._asker, finding, statements, known | dict(values))

    @property
    def is_embedded(self) -> bool:
        """Whether the database is in this very process, so that a statement has no way to go."""
        return self._asker.is_embedded

    def is_faster_together(self, records: int) -> bool:
        """Whether one statement is faster than several that ask about so many records."""
        return records == 1 or not self.is_embedded

    @cached_property
    def _asker(self) -> Asker:
        return Asker.of(self.session)

    def knowing(self, instant: datetime | None) -> Reader:
        """The same operation with another instant of knowledge."""
        if instant is None or instant == self.known_at:
            return self
        return Reader(self.session, self.today, instant, self.answered, self.footprint, self.batches)

    def seeing(self, sight: Sight) -> AbstractContextManager[None]:
        """Statements within look at revisions in this way; at those of another instant never as their own."""
        return nullcontext() if self.footprint is None else self.footprint.seeing(self.as_seen(sight))

    def as_seen(self, sight: Sight) -> Sight:
        """How that is at the instant of knowledge."""
        return Sight.PUBLISHED if sight is Sight.OWN and self.known_at is not None else sight

    def depends_on(self, scopes: Iterable[str]) -> None:
        """The answer holds as long as nothing changes in these scopes."""
        if self.footprint is not None:
            self.footprint.scopes.update(scopes)


def _none(_: Reader) -> Mapping[str, Hashable]:
    return {}


@dataclass(frozen=True)
class Relation:
    """Values that hang on records, and how they are read: `read` answers them by revision id.

    `read(reader, records, **arguments)`; arguments must be hashable. A record that the answer leaves out
    has `empty`. What `is_own` reads of revisions is of these records alone, or
    of sites and parts that it says to depend on.

    One that begins with a statement says by `ask(reader, records, **arguments)` which one. That is given the records' revisions
    as `ids`, their sites as `sites`, and the arguments; `read` is then `read(reader, records, rows=rows)`. It can be read together with others that are its own as well, where it is expected: with its
    `usual` arguments. Of a record that is `alone` in its batch another relation, which has more, is read instead.
    """

    name: str
    read: Callable[..., Mapping[int, Any]]
    empty: Any = ()
    is_own: bool = False
    ask: Callable[..., Prepared] | None = None
    usual: Callable[[Reader], Mapping[str, Hashable]] = _none
    alone: Relation | None = None


Wanted = tuple[Relation, Mapping[str, Hashable]]
"""A relation with the arguments that it is asked for with."""


def alone(relations: Iterable[Relation], reader: Reader) -> list[Wanted]:
    """What is read of one record for which these are expected, with their usual arguments."""
    fitting = {each.name: each for each in ((one.alone or one) for one in relations)}
    return [(each, each.usual(reader)) for each in fitting.values()]


def asked_by(
    wanted: Iterable[Wanted], reader: Reader, records: Sequence[Record]
) -> tuple[list[Prepared], dict[str, Any]]:
    """The statements of relations that begin with one, and what these are given."""
    statements: list[Prepared] = []
    values: dict[str, Any] = {
        "ids": [record.revision_id for record in records],
        "sites": [record.site_id for record in records],
    }
    for relation, how in wanted:
        if relation.ask is None:
            raise TypeError(f"{relation.name} does not begin with a statement")
        statements.append(relation.ask(reader, records, **how))
        if how:
            values |= how
    return statements, values


def _key(relation: Relation, arguments: Mapping[str, Hashable]) -> Hashable:
    """Where a batch keeps it."""
    return (relation.name, *sorted(arguments.items())) if arguments else relation.name


@dataclass(eq=False)
class Record:
    """One published revision of a site: its plain values, and its relations through the batch."""

    revision_id: int
    site_id: int
    batch: Batch
    read: Mapping[str, Any] | None = None
    """Its plain values, where they were read already."""
    distance_metres: float | None = None

    @property
    def values(self) -> Mapping[str, Any]:
        """Its plain values, read for the whole batch when the first are asked for."""
        if self.read is None:
            self.batch.read_values()
        return self.read or {}

    @property
    def is_working(self) -> bool:
        """Whether it is read as those see it who work on it. What is read later is public."""
        return self.read is not None and bool(self.read.get("is_working"))

    def related(self, relation: Relation, **arguments: Hashable) -> Any:
        """The relation's value for this record, read for the whole batch the first time."""
        return self.batch.related(relation, arguments).get(self.revision_id, relation.empty)


@dataclass(eq=False)
class Batch:
    """Records that were read together, or will be: `read` answers their plain values by revision."""

    reader: Reader
    read: Callable[[Reader, Sequence[int]], Mapping[int, Mapping[str, Any]]] | None = None
    records: list[Record] = field(default_factory=list)
    _read: dict[Hashable, Mapping[int, Any]] = field(default_factory=dict)
    _expected: Sequence[Relation] = ()

    def __post_init__(self) -> None:
        """Be known to whoever lets go of it."""
        if self.reader.batches is not None:
            self.reader.batches.append(self)

    @classmethod
    def of(cls, reader: Reader, rows: Iterable[Mapping[str, Any]]) -> Batch:
        """A batch of records with these plain values."""
        batch = cls(reader)
        batch.records = [Record(row["revision_id"], row["site_id"], batch, row) for row in rows]
        return batch

    @property
    def revision_ids(self) -> list[int]:
        """The revisions of the batch, in its order."""
        return [record.revision_id for record in self.records]

    def read_values(self) -> None:
        """Read the plain values of all records that have none yet."""
        waiting = [record for record in self.records if record.read is None]
        if not waiting:
            return
        found = self.read(self.reader, [record.revision_id for record in waiting]) if self.read else {}
        for record in waiting:
            record.read = found[record.revision_id]

    def anew(self, records: Iterable[Record], reader: Reader) -> Batch:
        """A batch of its own of some of these records, of which nothing is read but what they have."""
        batch = Batch(reader, self.read)
        batch.records = [
            Record(one.revision_id, one.site_id, batch, one.read, one.distance_metres) for one in records
        ]
        return batch

    def expect(self, relations: Sequence[Relation]) -> None:
        """These will be asked for: the first that is has the others read with it where that is faster, with their usual
        arguments."""
        self._expected = relations

    def related(self, relation: Relation, arguments: Mapping[str, Hashable]) -> Mapping[int, Any]:
        """The relation's values by revision id."""
        relation = self._fitting(relation)
        key = _key(relation, arguments)
        found = self._read.get(key)
        if found is None:
            self._read_now(relation, arguments)
            found = self._read[key]
        return found

    def _fitting(self, relation: Relation) -> Relation:
        return relation if relation.alone is None or len(self.records) != 1 else relation.alone

    def _read_now(self, relation: Relation, arguments: Mapping[str, Hashable]) -> None:
        footprint = self.reader.footprint
        if footprint is None:
            self._read_together(relation, arguments)
            return
        before = footprint.sight
        footprint.sight = self.reader.as_seen(Sight.OWN if relation.is_own else Sight.ANYHOW)
        try:
            self._read_together(relation, arguments)
        finally:
            footprint.sight = before

    def _read_together(self, relation: Relation, arguments: Mapping[str, Hashable]) -> None:
        """Read a relation, and what is expected with it."""
        reader, records = self.reader, self.records
        if relation.ask is None:  # by itself: nothing is asked before it
            self._read[_key(relation, arguments)] = relation.read(reader, records, **arguments)
            return
        asked = self._with_expected(relation, arguments)
        statements, values = asked_by(asked, reader, records)
        self.take(asked, reader.rows_of_each(statements, values, is_one=len(records) == 1))

    def take(self, asked: Iterable[Wanted], found: Iterable[Sequence[Row]]) -> None:
        """Have the relations that these rows were read for."""
        for (each, how), rows in zip(asked, found, strict=True):
            self._read[_key(each, how)] = each.read(self.reader, self.records, rows=rows)

    def _with_expected(self, relation: Relation, arguments: Mapping[str, Hashable]) -> list[Wanted]:
        """What is read together: what is expected and not there yet, if the relation is among that; else it alone."""
        wanted = (relation, arguments)
        expected = {each.name: each for each in map(self._fitting, self._expected)}
        if relation.name not in expected or not self.reader.is_faster_together(len(self.records)):
            return [wanted]
        usual = [(each, each.usual(self.reader)) for each in expected.values()]
        return [each for each in usual if _key(*each) not in self._read] if wanted in usual else [wanted]

    def let_go(self) -> None:
        """Forget the records and all that was read of them, so that their memory is free at once: they are a circle."""
        self.records, self._read, self._expected = [], {}, ()

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def visible(instant: sa.ColumnElement[Any] | None) -> sa.ColumnElement[bool]:
    """The condition on `publication` that picks what is public now (None), or was at an instant."""
    if instant is None:
        return col(Publication.superseded_at).is_(None)
    return sa.and_(
        col(Publication.published_at) <= instant,
        sa.or_(col(Publication.superseded_at).is_(None), col(Publication.superseded_at) > instant),
    )


def visible_then(*, is_now: bool) -> sa.ColumnElement[bool]:
    """The same for a statement that is made once: at the instant given as `known_at`."""
    return visible(None if is_now else given("known_at", UtcDateTime()))


def always(statement: Callable[[], Prepared]) -> Callable[..., Prepared]:
    """What a relation asks that asks the same of all records, however it is asked for."""
    return lambda *_, **__: statement()


def grouped(rows: Iterable[Sequence[Any]]) -> dict[int, list[Any]]:
    """Rows of (revision id, value) as lists by revision id, in the order they came."""
    result: dict[int, list[Any]] = {}
    for revision_id, value in rows:
        result.setdefault(revision_id, []).append(value)
    return result
