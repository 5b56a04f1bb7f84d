"""Rows that are corrected by closing them and adding others: what is current, changed in memory, written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from catalog.db import insert_rows
from catalog.exchange.preview import Effect, RecordChange, Told
from catalog.sites.facets import FieldChange
from catalog.sites.revisions import chunks
from catalog.tables import Procedure, ProcedureCount

Row = dict[str, Any]
"""A row by column; one that is not written yet has no `id`."""

_TIMES = ("import_run_id", "replaces_id", "recorded_at", "superseded_at")


@dataclass(frozen=True)
class LedgerKind:
    """A table kept so: the columns that say of what a row speaks, of which the first loads what belongs together."""

    table: type[Procedure] | type[ProcedureCount]
    key: tuple[str, ...]
    title: str

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row states, in the table's order."""
        return tuple(name for name in self.table.model_fields if name != "id" and name not in _TIMES)

    def key_of(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Of what a row speaks."""
        return tuple(row[name] for name in self.key)


PROCEDURE = LedgerKind(Procedure, ("code", "valid_from"), "name")
COUNT = LedgerKind(ProcedureCount, ("unit_id", "procedure_code", "period_from", "period_to"), "source")


@dataclass
class Ledger:
    """The current rows of a table, as one import finds and leaves them."""

    session: Session
    kind: LedgerKind
    now: datetime
    import_run_id: int
    told: Told | None = None
    created_count: int = 0
    changed_count: int = 0
    _rows: dict[Any, list[Row]] = field(default_factory=dict)
    _pending: list[tuple[Row | None, Row]] = field(default_factory=list)

    def load(self, groups: Iterable[Any]) -> None:
        """Bring in the current rows of these groups: of codes, or of units."""
        table, group = self.kind.table, self.kind.key[0]
        unseen = [each for each in dict.fromkeys(groups) if each not in self._rows]
        for some in chunks(unseen):
            self._rows.update({each: [] for each in some})
            query = sa.select(table).where(
                col(table.superseded_at).is_(None), col(getattr(table, group)).in_(some)
            )
            for found in self.session.scalars(query.order_by(col(table.id))):
                self._rows[getattr(found, group)].append(found.model_dump())

    def of(self, group: Any) -> list[Row]:
        """The current rows of a group, changes made so far included; `load` must have seen it."""
        return self._rows[group]

    def put(self, before: Row | None, stated: Mapping[str, Any]) -> None:
        """Let a row say this: one more, or in place of `before`; a row that says so already stays as it is."""
        if before is not None and all(before[name] == stated[name] for name in self.kind.columns):
            return
        row = {name: stated[name] for name in self.kind.columns}
        rows = self._rows[row[self.kind.key[0]]]
        rows[:] = [each for each in rows if each is not before] + [row]
        self._pending.append((before, row))

    def flush(self) -> None:
        """Write what was put since the last time, and tell of it."""
        for before, row in self._pending:
            self.created_count += before is None
            self.changed_count += before is not None
            if self.told is not None:
                self.told(change_of(self.kind, before, row))
        close(self.session, self.kind.table, [row["id"] for row, _ in self._pending if row], self.now)
        stamp = {"import_run_id": self.import_run_id, "recorded_at": self.now}
        insert_rows(
            self.session,
            self.kind.table,
            [row | stamp | {"replaces_id": before and before["id"]} for before, row in self._pending],
        )
        self._pending.clear()


def close(session: Session, table: type[SQLModel], ids: list[int], now: datetime) -> None:
    """End these rows: they are what was known until now."""
    columns = SQLModel.metadata.tables[str(table.__tablename__)].c
    for some in chunks(ids):
        session.execute(sa.update(table).where(columns.id.in_(some)).values(superseded_at=now))


def change_of(kind: LedgerKind, before: Row | None, after: Row | None) -> RecordChange:
    """What differs between two statements about one thing; None is no statement."""
    effect = Effect.CREATE if before is None else Effect.WITHDRAW if after is None else Effect.CHANGE
    old, new = before or {}, after or {}
    fields = tuple(
        FieldChange(name, _text(old.get(name)), _text(new.get(name)))
        for name in kind.columns
        if name != "search_text" and old.get(name) != new.get(name)
    )
    said = after or before or {}
    return RecordChange(effect, name_of(kind, said), "", said[kind.title], fields)


def name_of(kind: LedgerKind, row: Mapping[str, Any]) -> str:
    """What a row speaks of, as text: "1.013124/2025-07-01", "7/1.013124/2025-01-01/2026-01-01"."""
    return "/".join(str(value) if value is not None else "" for value in kind.key_of(row))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
