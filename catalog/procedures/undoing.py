"""Rows that an import of procedures or of counts wrote, taken back: what each replaced is current again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.procedures.ledger import PROCEDURE, LedgerKind, Row, close, read_rows
from catalog.procedures.procedure_rows import may_overlap
from catalog.sites.revisions import chunks
from catalog.tables import ImportRun, ProcedureCount


@dataclass
class WrittenRow:
    """The newest row under one key that an import wrote, what that row replaced, and what stands against taking it back.

    `is_counted`: a procedure that would be gone while counts name it.
    """

    newest: Row
    version: int
    author: str
    former: Row | None
    is_free: bool
    is_counted: bool = False


def judged_rows(session: Session, kind: LedgerKind, run_id: int) -> tuple[list[WrittenRow], list[WrittenRow]]:
    """The rows of an import that can be taken back, and those that cannot, by key.

    A row is left where a later import said something else, where what it replaced would overlap a version recorded
    since, and where counts name a procedure that would be gone.
    """
    written = _written(session, kind, run_id)
    while kind is PROCEDURE and _hold_back(session, written):
        pass  # what stays may stand in the way of another
    return [row for row in written if row.is_free], [row for row in written if not row.is_free]


def _written(session: Session, kind: LedgerKind, run_id: int) -> list[WrittenRow]:
    theirs = read_rows(session, kind, col(kind.table.import_run_id) == run_id)
    groups = sorted({row[kind.key[0]] for row in theirs})
    by_key: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in _in_chunks(session, kind, kind.key[0], groups):
        by_key[kind.key_of(row)].append(row)
    newest = [by_key[key][-1] for key in dict.fromkeys(kind.key_of(row) for row in theirs)]
    former = {
        row["id"]: row
        for row in _in_chunks(session, kind, "id", [r["replaces_id"] for r in newest if r["replaces_id"]])
    }
    authors: dict[int | None, str] = dict(session.execute(sa.select(ImportRun.id, ImportRun.actor)).all())  # type: ignore[call-overload]
    return [
        WrittenRow(
            row,
            len(by_key[kind.key_of(row)]),
            authors.get(row["import_run_id"], ""),
            former.get(row["replaces_id"]),
            is_free=row["import_run_id"] == run_id and row["superseded_at"] is None,
        )
        for row in newest
    ]


def _hold_back(session: Session, written: Sequence[WrittenRow]) -> bool:
    """Keep what cannot be taken back as things stand; whether there was any."""
    free = [row for row in written if row.is_free]
    codes = sorted({row.newest["code"] for row in free})
    going = {row.newest["id"] for row in free}
    staying: dict[str, list[Row]] = defaultdict(list)
    for found in _in_chunks(session, PROCEDURE, "code", codes):
        if found["superseded_at"] is None and found["id"] not in going:
            staying[found["code"]].append(found)
    back: dict[str, int] = defaultdict(int)
    for row in free:
        back[row.newest["code"]] += row.former is not None
    counted = _counted(session, codes)
    for row in free:
        code = row.newest["code"]
        row.is_counted = code in counted and not staying[code] and not back[code]
        overlaps = row.former is not None and any(may_overlap(row.former, other) for other in staying[code])
        row.is_free = not row.is_counted and not overlaps
    return not all(row.is_free for row in free)


def _counted(session: Session, codes: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(codes):
        query = sa.select(ProcedureCount.procedure_code).where(  # type: ignore[call-overload]
            col(ProcedureCount.superseded_at).is_(None), col(ProcedureCount.procedure_code).in_(some)
        )
        found.update(session.scalars(query.distinct()))
    return found


def take_rows_back(session: Session, kind: LedgerKind, written: Sequence[WrittenRow], now: datetime) -> None:
    """Close these rows; what each replaced is written again, as its own import's."""
    close(session, kind, [row.newest["id"] for row in written], now)
    former = [row.former for row in written if row.former is not None]
    insert_rows(
        session,
        kind.table,
        [
            {n: v for n, v in row.items() if n not in ("id", "superseded_at")} | {"recorded_at": now}
            for row in former
        ],
    )


def _in_chunks(session: Session, kind: LedgerKind, column: str, values: Sequence[Any]) -> Iterable[Row]:
    for some in chunks(values):
        yield from read_rows(session, kind, col(getattr(kind.table, column)).in_(some))
