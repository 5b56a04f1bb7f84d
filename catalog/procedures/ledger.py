"""Rows that are corrected by closing them and adding others: what is current, changed in memory, written together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.exchange.preview import Effect, RecordChange, Told
from catalog.places import Units
from catalog.sites.facets import FieldChange
from catalog.sites.revisions import chunks
from catalog.tables import Procedure, ProcedureCount

Row = dict[str, Any]
"""A row by column; one that is not written yet has no `id`."""

_TIMES = ("import_run_id", "replaces_id", "recorded_at", "superseded_at")


@dataclass(frozen=True)
class LedgerKind:
    """A table kept so: the columns that say of what a row speaks; the first `group_width` of them name its group.

    Rows of one group are judged beside each other: the versions of a procedure, the periods of a unit's counts.
    """

    name: str
    table: type[Procedure] | type[ProcedureCount]
    key: tuple[str, ...]
    group_width: int

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row states, in the table's order."""
        return tuple(name for name in self.table.model_fields if name != "id" and name not in _TIMES)

    def key_of(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Of what a row speaks."""
        return tuple(row[name] for name in self.key)


PROCEDURE = LedgerKind("procedures", Procedure, ("code", "valid_from"), 1)
COUNT = LedgerKind(
    "procedure_counts", ProcedureCount, ("unit_id", "procedure_code", "period_from", "period_to"), 2
)
KINDS = {kind.name: kind for kind in (PROCEDURE, COUNT)}
"""By the kind of table that an import run names."""


@dataclass
class Ledger:
    """The current rows of a table, as one import finds and leaves them."""

    session: Session
    kind: LedgerKind
    now: datetime
    import_run_id: int
    units: Units
    told: Told | None = None
    created_count: int = 0
    changed_count: int = 0
    _rows: dict[tuple[Any, ...], list[Row]] = field(default_factory=lambda: defaultdict(list))
    _loaded: set[Any] = field(default_factory=set)
    _pending: list[tuple[Row | None, Row]] = field(default_factory=list)

    def load(self, named: Iterable[Any]) -> None:
        """Bring in the current rows of these codes, or of these units."""
        table, column = self.kind.table, self.kind.key[0]
        unseen = [each for each in dict.fromkeys(named) if each not in self._loaded]
        self._loaded.update(unseen)
        for some in chunks(unseen):
            is_wanted = sa.and_(col(table.superseded_at).is_(None), col(getattr(table, column)).in_(some))
            for row in read_rows(self.session, self.kind, is_wanted):
                self._rows[self._group(row)].append(row)

    def _group(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return self.kind.key_of(row)[: self.kind.group_width]

    def of(self, *group: Any) -> list[Row]:
        """The current rows of a group, changes made so far included; `load` must have seen it."""
        return self._rows[group]

    def put(self, before: Row | None, stated: Mapping[str, Any]) -> None:
        """Let a row say this: one more, or in place of `before`; a row that says so already stays as it is."""
        if before is not None and all(before[name] == stated[name] for name in self.kind.columns):
            return
        row = {name: stated[name] for name in self.kind.columns}
        rows = self._rows[self._group(row)]
        rows[:] = [each for each in rows if each is not before] + [row]
        self._pending.append((before, row))

    def flush(self) -> None:
        """Write what was put since the last time, and tell of it."""
        for before, row in self._pending:
            self.created_count += before is None
            self.changed_count += before is not None
            if self.told is not None:
                self.told(change_of(self.kind, self.units, before, row))
        close(self.session, self.kind, [before["id"] for before, _ in self._pending if before], self.now)
        stamp = {"import_run_id": self.import_run_id, "recorded_at": self.now}
        insert_rows(
            self.session,
            self.kind.table,
            [
                row | stamp | {"replaces_id": before["id"] if before else None}
                for before, row in self._pending
            ],
        )
        self._pending.clear()


def read_rows(session: Session, kind: LedgerKind, condition: sa.ColumnElement[bool]) -> list[Row]:
    """Rows as they were recorded, the oldest first; read past the ORM, which would remember what `close` ends."""
    columns = [col(getattr(kind.table, name)) for name in kind.table.model_fields]
    query = sa.select(*columns).where(condition).order_by(col(kind.table.id))
    return [dict(row) for row in session.execute(query).mappings()]


def close(session: Session, kind: LedgerKind, ids: list[int], now: datetime) -> None:
    """End these rows: they are what was known until now."""
    for some in chunks(ids):
        ended = sa.update(kind.table).where(col(kind.table.id).in_(some))
        session.execute(ended.values(superseded_at=now), execution_options={"synchronize_session": False})


def change_of(kind: LedgerKind, units: Units, before: Row | None, after: Row | None) -> RecordChange:
    """What differs between two statements about one thing; None is no statement."""
    said = after or before
    if said is None:
        raise ValueError("a change has a statement before or after")
    effect = Effect.CREATE if before is None else Effect.WITHDRAW if after is None else Effect.CHANGE
    old, new = before or {}, after or {}
    fields = tuple(
        FieldChange(name, _text(old.get(name)), _text(new.get(name)))
        for name in kind.columns
        if name not in ("search_text", "unit_id") and old.get(name) != new.get(name)
    )
    title = said["name"] if kind is PROCEDURE else units.by_id[said["unit_id"]].name
    return RecordChange(effect, name_of(kind, units, said), "", title, fields)


def name_of(kind: LedgerKind, units: Units, row: Mapping[str, Any]) -> str:
    """What a row speaks of, as text: "1.013124/2025-07-01", "03127/1.013124/2025-01-01/2026-01-01"."""
    key = dict(zip(kind.key, kind.key_of(row), strict=True))
    if kind is COUNT:
        key["unit_id"] = units.by_id[key["unit_id"]].code
    return "/".join("" if value is None else str(value) for value in key.values())


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
