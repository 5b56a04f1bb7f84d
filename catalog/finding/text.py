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

from catalog.finding.ranking import Candidate, Question, rank, read_question
from catalog.tables import Publication

STAGE_LIMIT = 500
"""Candidates taken from one stage."""

ENOUGH = 20
"""With this many good answers the next, more lenient stage is not asked."""

MAX_LENGTH = 200
"""Characters of a question that are read; what follows says nothing new."""

Clause = tuple[str, ...]
"""Pieces of text of which one must occur."""


def find_text(
    session: Session, text: str, *, limit: int = 500, at: datetime | None = None
) -> list[tuple[int, float]]:
    """Revision ids with scores in (0, 1], best first, among what is public now (or was at `at`)."""
    question = read_question(text[:MAX_LENGTH])
    if question is None:
        return []
    found: dict[int, Candidate] = {}
    ranked: list[tuple[int, float]] = []
    for clauses in stages(question):
        for candidate in _candidates(session, clauses, at):
            found.setdefault(candidate.revision_id, candidate)
        ranked = rank(question, list(found.values()))
        if len(ranked) >= ENOUGH:
            break
    return ranked[:limit]


def stages(question: Question) -> Iterator[list[Clause]]:
    """What to ask of the index, stage by stage; a stage is a list of clauses that must all hold."""
    for words in question.readings:
        yield [(f" {word}",) if len(word) > 1 else (f" {word} ",) for word in words]
    if len(question.squeezed) >= 4:
        yield [(question.squeezed,)]
    for words in question.readings:
        yield [halves(word) for word in words]
        if len(words) >= 3:
            for left_out in range(len(words)):
                yield [halves(word) for place, word in enumerate(words) if place != left_out]
    if len(question.squeezed) >= 6:
        yield [halves(question.squeezed)]


def halves(word: str) -> Clause:
    """Pieces of which at least one survives a single mistyped letter; short words must stand as they are."""
    if len(word) < 4:
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
            Publication.revision_id, Publication.name_key, Publication.names_text, Publication.search_text
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
