"""The history: who did what, when and why, in a chain in which no row can be altered, lost or moved.

Each row carries the SHA-256 of its own canonical JSON, in which the hash of the row before it stands.
The database refuses UPDATE and DELETE; whoever gets around that is found by `catalog.chain`. The last row's
hash is kept apart, and an evaluator who keeps an export can hold the chain against it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.tables import HistoryEntry, HistoryHead
from catalog.terms import Action, SubjectKind

START = "0" * 64
"""What stands for the hash before the first row."""


@dataclass(frozen=True)
class Entry:
    """One act, as it is about to be written. `before` and `after` hold no secret."""

    actor_id: int | None
    actor_name: str
    action: Action
    subject_kind: SubjectKind
    subject_key: str
    reason: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def instant(session: Session, now: datetime) -> datetime:
    """The instant of an act that is about to be written: now, or just after the last one.

    Whoever waited for the writers' turn took the time before others wrote, and a clock may be set back; an
    interval of what was public must all the same begin before it ends.
    """
    last = session.scalar(
        sa.select(HistoryEntry.at).order_by(col(HistoryEntry.sequence).desc()).limit(1)  # type: ignore[call-overload]
    )
    return now if last is None or last < now else last + timedelta(microseconds=1)


def append(session: Session, entry: Entry, now: datetime) -> int:
    """Write one entry in the transaction of what it tells of; answers its sequence number."""
    return append_all(session, [entry], now)


def append_all(session: Session, entries: Iterable[Entry], now: datetime) -> int:
    """Write entries in their order; answers the last sequence number. One writer at a time (catalog.db)."""
    head = session.get(HistoryHead, 1)
    if head is None:
        head = HistoryHead(sequence=0, hash=START)
        session.add(head)
    rows: list[dict[str, Any]] = []
    sequence, previous = head.sequence, head.hash
    for entry in entries:
        sequence += 1
        row = {
            "sequence": sequence,
            "at": now,
            "actor_id": entry.actor_id,
            "actor_name": entry.actor_name,
            "action": entry.action,
            "subject_kind": entry.subject_kind,
            "subject_key": entry.subject_key,
            "reason": entry.reason,
            "before": told(entry.before),
            "after": told(entry.after),
            "previous_hash": previous,
        }
        row["hash"] = previous = hash_of(row)
        rows.append(row)
    insert_rows(session, HistoryEntry, rows)
    head.sequence, head.hash = sequence, previous
    session.flush()
    return sequence


def told(document: Mapping[str, Any] | None) -> str | None:
    """What `before` and `after` are kept as."""
    if document is None:
        return None
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()


_HASHED = ("sequence", "at", "actor_id", "actor_name", "action", "subject_kind", "subject_key", "reason",
           "before", "after", "previous_hash")  # fmt: skip
COLUMNS = (*_HASHED, "hash")
"""Everything that is kept of a row, in the order in which it is exported."""
_NUMBERS = ("sequence", "actor_id")


def hash_of(row: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON (keys sorted, UTC with microseconds) of a row without its hash."""
    document = {name: _plain(row[name]) for name in _HASHED}
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


def holds(row: Mapping[str, Any]) -> bool:
    """Whether a row's hash is that of what it says; False as well for values that cannot be hashed."""
    try:
        return bool(hash_of(row) == row["hash"])
    except (TypeError, ValueError):
        return False


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def rows(session: Session) -> Iterator[dict[str, Any]]:
    """The whole chain in its order, row by row, as plain values: what an evaluator takes away.

    They are read as they lie there, past the types of `HistoryEntry`, which would stumble over a row that
    somebody has filled with nonsense: just that row is to be found.
    """
    cast = 'CAST("{0}" AS BLOB) AS "{0}"' if session.get_bind().dialect.name == "sqlite" else '"{0}"'
    columns = ", ".join(f'"{name}"' if name in _NUMBERS else cast.format(name) for name in COLUMNS)
    query = sa.text(f"SELECT {columns} FROM history_entry ORDER BY sequence")  # noqa: S608 (constants)
    for row in session.execute(query, execution_options={"yield_per": 1000}).mappings():
        yield {name: _plain(value) for name, value in row.items()}


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the last entry, as they are kept apart."""
    kept = session.get(HistoryHead, 1)
    return (0, START) if kept is None else (kept.sequence, kept.hash)


def of_subject(
    session: Session, kind: SubjectKind, key: str, *, before: int | None = None, limit: int = 50
) -> Sequence[HistoryEntry]:
    """The entries about one subject, newest first, those under the sequence number `before`."""
    query = sa.select(HistoryEntry).where(
        col(HistoryEntry.subject_kind) == kind, col(HistoryEntry.subject_key) == key
    )
    if before is not None:
        query = query.where(col(HistoryEntry.sequence) < before)
    return session.scalars(query.order_by(col(HistoryEntry.sequence).desc()).limit(limit)).all()


def count_of_subject(session: Session, kind: SubjectKind, key: str) -> int:
    """How many entries there are about one subject."""
    query = sa.select(sa.func.count()).where(
        col(HistoryEntry.subject_kind) == kind, col(HistoryEntry.subject_key) == key
    )
    return session.scalar(query) or 0
