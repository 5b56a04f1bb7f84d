"""What changed last, by scope: how whoever kept an answer knows that it still holds.

A write gives newer numbers to everything that it changed: to each table (a scope named like it), to each site of
which something else is public now (`site/ID`), and to each whole of which other parts are (`parts/ID`). It does so in
its own transaction, so whoever was told that a write is kept finds its number, on any worker. A read gathers the scopes
that it depends on in a `Footprint`. Tables are told from the statements themselves, on both sides, so nothing has to be
declared to be right; what is declared (`Sight`) only makes an answer depend on less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from catalog.prepared import Prepared, given

PUBLICATION = "publication"
ALL_SITES = "site/*"
"""The scope of a write that changed more sites than are told one by one."""
TOLD_ONE_BY_ONE = 1000

FIRST_UNSEEN = frozenset({"site", "site_slug", "surrogate", "stored_file"})
"""Tables whose new rows do not matter to whoever starts from what is public: that refers to older ones. Their new rows
have a scope of their own, the table's name and `+`."""

_CHANGE = re.compile(
    r'(?:\A|[()])\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE
)
_WORD = re.compile(r"\w+")

_STAMP = sa.table("change_stamp", sa.column("scope", sa.Text()), sa.column("number", sa.BigInteger()))
_NEWEST = Prepared(sa.select(sa.func.coalesce(sa.func.max(_STAMP.c.number), 0)))
_SINCE = Prepared(sa.select(_STAMP).where(_STAMP.c.number > given("seen")))
_KEEP = sa.text(
    "INSERT INTO change_stamp (scope, number) "
    "VALUES (:scope, (SELECT coalesce(max(number), 0) + 1 FROM change_stamp)) "
    "ON CONFLICT (scope) DO UPDATE SET number = excluded.number"
)


class Sight(Enum):
    """How a statement looks at the rows of revisions, which are never changed once they are public.

    ANYHOW: as at any rows. PUBLISHED: only at those of revisions that are public, or were; so only a publication can
    change what it finds. OWN: only at those of sites, or parts of a whole, that are in the footprint by their ids; so
    only a change of one of these can.
    """

    ANYHOW = "ANYHOW"
    PUBLISHED = "PUBLISHED"
    OWN = "OWN"


@dataclass
class Footprint:
    """What an operation read: the scopes on which its answer depends, and the number that was newest to it."""

    number: int = 0
    transaction: object = None
    """That in which the number was the newest, where it is known: a later one of the same session may see more."""
    scopes: set[str] = field(default_factory=set)
    sight: Sight = Sight.ANYHOW
    is_timeless: bool = True
    """False once the present instant, or anything outside of the database, was asked for."""

    def note(self, statement: str) -> None:
        """A statement was executed."""
        self.scopes |= scopes_of(statement, self.sight)

    def newest_in(self, transaction: object) -> int | None:
        """The number that is the newest to this transaction; None where it was not asked in it."""
        return self.number if transaction is not None and transaction is self.transaction else None

    @contextmanager
    def seeing(self, sight: Sight) -> Iterator[None]:
        """Statements within look at revisions in this way."""
        before, self.sight = self.sight, sight
        try:
            yield
        finally:
            self.sight = before

    @contextmanager
    def apart(self) -> Iterator[set[str]]:
        """What is read within is gathered by itself, and belongs to the whole as well when the block ends."""
        before, self.scopes = self.scopes, set()
        try:
            yield self.scopes
        finally:
            self.scopes = before | self.scopes

    def holds(self, changed: dict[str, int]) -> bool:
        """Whether nothing that was read has changed since, going by the newest number of each scope."""
        return changed.get(ALL_SITES, 0) <= self.number and all(
            changed.get(scope, 0) <= self.number for scope in self.scopes
        )


@lru_cache(maxsize=4096)
def scopes_of(statement: str, sight: Sight) -> frozenset[str]:
    """The tables that a statement may read, as far as they matter to whoever looks in this way."""
    words = set(_WORD.findall(statement))
    named = {_MADE_FROM.get(word, word) for word in words if word in _tables() or word in _MADE_FROM}
    if sight is Sight.ANYHOW:
        return frozenset(named | {f"{table}+" for table in named & FIRST_UNSEEN})
    seen = named - _of_revisions() - {PUBLICATION}
    return frozenset(seen if sight is Sight.OWN else seen | {PUBLICATION})


@lru_cache(maxsize=4096)
def changed_by(statement: str) -> frozenset[str]:
    """The scopes that a statement changes: tables, or new rows of theirs."""
    return frozenset(
        f"{table}+" if verb[0] in "Ii" and table in FIRST_UNSEEN and "CONFLICT" not in statement else table
        for verb, table in _CHANGE.findall(statement)
    )


_MADE_FROM = {"site_fts": PUBLICATION, "site_rtree": PUBLICATION}
"""Tables that the database itself keeps in line with another one."""


@cache
def _tables() -> frozenset[str]:
    return frozenset(SQLModel.metadata.tables)


@cache
def _of_revisions() -> frozenset[str]:
    """The revisions and what hangs on them: only ever written before their publication."""
    hanging = (
        name
        for name, table in SQLModel.metadata.tables.items()
        if "revision_id" in table.columns and name not in (PUBLICATION, "review_comment")
    )
    return frozenset({"site_revision", *hanging})


def note_change(touched: set[str], statement: str, rows: int) -> None:
    """A write executed a statement that changed so many rows (-1 where the driver does not know).

    One that answers with its rows counts none on SQLite before they are read.
    """
    if rows != 0 or "RETURNING" in statement:
        touched |= changed_by(statement)


def sites(site_ids: Iterable[int]) -> Iterator[str]:
    """The scopes of what is public of these sites."""
    return (f"site/{site_id}" for site_id in site_ids)


def parts(site_ids: Iterable[int]) -> Iterator[str]:
    """The scopes of which parts of these sites are public."""
    return (f"parts/{site_id}" for site_id in site_ids)


def note_sites(session: Session, site_ids: Iterable[int]) -> None:
    """Something else is public now of these sites, in the transaction that makes it so."""
    session.info.setdefault("scopes", set()).update(sites(site_ids))


def note_parts(session: Session, site_ids: Iterable[int]) -> None:
    """Other parts of these sites are public now, or the same with something else."""
    session.info.setdefault("scopes", set()).update(parts(site_ids))


def keep(session: Session, touched: set[str]) -> None:
    """Give newer numbers to what a write changed; nothing is written for one that changed nothing."""
    named: set[str] = session.info.pop("scopes", set())
    scopes = touched | (named if len(named) <= TOLD_ONE_BY_ONE else {ALL_SITES})
    if scopes:
        session.execute(_KEEP, [{"scope": scope} for scope in sorted(scopes)])


def newest(session: Session) -> int:
    """The newest number in the session's view."""
    ((number,),) = _NEWEST.rows(session)
    return int(number)


def since(connection: sa.Connection, seen: int) -> dict[str, int]:
    """The scopes that changed behind a number, with their newest numbers."""
    return dict(map(tuple, _SINCE.rows_on(connection, seen=seen)))


def gather(connection: Any, statement: str, rows: int) -> None:
    """Tell whoever listens on this connection that a statement was executed."""
    options = connection.get_execution_options()
    footprint: Footprint | None = options.get("footprint")
    if footprint is not None:
        footprint.note(statement)
    touched: set[str] | None = options.get("touched")
    if touched is not None:
        note_change(touched, statement, rows)
