"""The public changes: what became public, was renamed or withdrawn, in one sequence without gaps.

Whoever replays the sequence from its start over an empty store, asking for each item what its site is
now, ends with exactly what is published. There is one writer at a time (`catalog.db`), so a reader who
has seen a number has seen every number below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.errors import BadRequestError, Message
from catalog.tables import PublicChange
from catalog.terms import ChangeKind

CURSOR_MARK = "c"


@dataclass(frozen=True)
class Change:
    """What is to be told of a site."""

    kind: ChangeKind
    site_id: int
    slug: str


def record(session: Session, changes: Sequence[Change], now: datetime) -> None:
    """Add changes to the sequence, in the transaction that makes them true."""
    last = last_sequence(session)
    insert_rows(
        session,
        PublicChange,
        [
            {"sequence": number, "at": now, "kind": c.kind, "site_id": c.site_id, "slug": c.slug}
            for number, c in enumerate(changes, start=last + 1)
        ],
    )


def last_sequence(session: Session) -> int:
    """The number of the newest change; 0 before the first."""
    return session.scalar(sa.select(sa.func.max(PublicChange.sequence))) or 0


def after(session: Session, sequence: int, limit: int) -> list[PublicChange]:
    """At most `limit` changes behind a sequence number, oldest first."""
    query = sa.select(PublicChange).where(col(PublicChange.sequence) > sequence)
    return list(session.scalars(query.order_by(col(PublicChange.sequence)).limit(limit)))


def write_cursor(sequence: int) -> str:
    """The opaque text for "everything up to this number has been seen"."""
    return f"{CURSOR_MARK}{sequence}"


def read_cursor(cursor: str | None) -> int:
    """The number in a cursor; 0 without one. Raises `BadRequestError` for a text that is none."""
    if cursor is None:
        return 0
    digits = cursor.removeprefix(CURSOR_MARK)
    if not cursor.startswith(CURSOR_MARK) or not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise BadRequestError(
            Message(
                "`since` phải là `cursor` của một lần hỏi trước.",
                "`since` must be the `cursor` of an earlier answer.",
            )
        )
    return int(digits)
