"""Finding sites by what people type: the trigram index proposes, `catalog.finding.ranking` decides.

Candidates come from the index in stages, the exact ones first; each stage is bounded. The same pieces
are asked of FTS5 (SQLite) and of the GIN trigram index (PostgreSQL), and the ranking is one pure function,
so both databases answer in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.finding.ranking import Candidate, may_be_mistyped, rank
from catalog.finding.readings import Query, read_query
from catalog.tables import Publication

STAGE_LIMIT = 500
"""Candidates taken from one stage."""

ENOUGH = 5
"""With this many answers the next, more lenient stage is not asked."""

Clause = tuple[str, ...]
"""Pieces of text of which one must occur."""


def find_text(
    session: Session, text: str, *, limit: int = 500, at: datetime | None = None
) -> list[tuple[int, float]]:
    """Revision ids with scores in (0, 1], best first, among what is public now (or was at `at`)."""
    query = read_query(text)
    found: dict[int, Candidate] = {}
    ranked: list[tuple[int, float]] = []
    for stage in stages(query):
        fresh = [c for clauses in stage for c in _candidates(session, clauses, at) if c.id not in found]
        found.update({candidate.id: candidate for candidate in fresh})
        ranked = rank(query, found.values()) if fresh else ranked
        if len(ranked) >= ENOUGH:
            break
    return ranked[:limit]


def stages(query: Query) -> Iterator[list[list[Clause]]]:
    """What to ask of the index, stage by stage; each question is a list of clauses that must all hold."""
    words = [reading.folded for reading in query.readings]
    yield [[_as_is(word) for word in reading] for reading in words]
    yield [[_as_is(word) for word in reading.folded] for reading in query.loose]
    yield [[halves(word) for word in reading] for reading in words if any(map(may_be_mistyped, reading))]
    yield [
        [_as_is(word) for place, word in enumerate(reading) if place != left_out]
        for reading in words[:2]
        if len(reading) >= 3
        for left_out in range(min(len(reading), 8))
    ]
    runs = tuple(f" {one} {two} " for one, two in zip(words[0], words[0][1:], strict=False)) if words else ()
    yield [[runs]] if runs else []


def _as_is(word: str) -> Clause:
    """A short word stands between blanks; a longer one may be written together with others."""
    return (word,) if len(word) >= 4 else (f" {word} ",)


def halves(word: str) -> Clause:
    """Pieces of which at least one survives a single mistyped letter; short words must stand as they are."""
    if not may_be_mistyped(word):
        return (f" {word} ",)
    middle = len(word) // 2
    pieces = [f" {word[:middle]}", f"{word[middle:]} "]
    if len(word) >= 6:  # a swap of the two middle letters spoils both halves
        pieces += [f" {word[: middle - 1]}", f"{word[middle + 1 :]} "]
    return tuple(piece for piece in pieces if len(piece) >= 3)


def _candidates(session: Session, clauses: Sequence[Clause], at: datetime | None) -> list[Candidate]:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    query = (
        sa.select(
            Publication.revision_id, Publication.names_text, Publication.search_text, Publication.name_key
        )  # type: ignore[call-overload]
        .where(_matches_fts(clauses) if is_sqlite else _matches_like(clauses), _is_visible(at))
        .limit(STAGE_LIMIT)
    )
    return [Candidate(*row) for row in session.execute(query)]


def _is_visible(at: datetime | None) -> sa.ColumnElement[bool]:
    if at is None:
        return col(Publication.superseded_at).is_(None)
    return sa.and_(
        col(Publication.published_at) <= at,
        sa.or_(col(Publication.superseded_at).is_(None), col(Publication.superseded_at) > at),
    )


def _matches_fts(clauses: Sequence[Clause]) -> sa.ColumnElement[bool]:
    """Pieces are folded letters, digits and blanks, in quotation marks: FTS5 sees phrases, never operators."""
    expression = " AND ".join("(" + " OR ".join(f'"{piece}"' for piece in clause) + ")" for clause in clauses)
    rows = sa.text("SELECT rowid FROM site_fts WHERE site_fts MATCH :pieces").bindparams(
        sa.bindparam("pieces", expression, unique=True)
    )
    return col(Publication.revision_id).in_(rows.columns(sa.column("rowid", sa.Integer)))


def _matches_like(clauses: Sequence[Clause]) -> sa.ColumnElement[bool]:
    column = col(Publication.search_text)
    return sa.and_(*(sa.or_(*(column.like(f"%{piece}%") for piece in clause)) for clause in clauses))
