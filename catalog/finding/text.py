"""Finding public sites by text: candidates from the trigram index, then a ranking of our own.

The index (FTS5 with trigrams on SQLite, GIN with pg_trgm on PostgreSQL) is asked for pieces of the folded
text, which both databases understand alike. It answers with a bounded number of candidates in tiers, the
likeliest first, so that a word of every second name costs no more than a rare one. `ranking` then decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from math import comb
from string import ascii_lowercase
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.finding.ranking import RUN_OF_TEXT, Candidate, may_be_mistyped, rank
from catalog.finding.readings import Query, Reading, read_query
from catalog.tables import Publication
from catalog.text import is_syllable, squeeze

SHORTEST_INSIDE = 5
"""Letters of a word that is also sought inside names written without spaces."""

LONGEST_LEAVE = 8
"""Words of the longest query in which a missing or mistyped word is forgiven."""

MOST_LEAVE = 3
"""Readings of a query in which one is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of folded text, blanks included, that the index is asked for: anywhere, or at the beginning."""

    text: str
    is_start: bool = False


Choice = tuple[Piece, ...]
"""Any of these pieces."""

Line = tuple[Choice, ...]
"""All of these choices."""

Tier = tuple[Line, ...]
"""Any of these lines."""


def find_text(
    session: Session, text: str, *, limit: int = 500, at: datetime | None = None
) -> list[tuple[int, float]]:
    """The publications that answer a text: (revision_id, score in (0, 1]), best first.

    Looks among those visible now, or at the instant `at`. Any text is accepted; one without a word finds
    nothing. At most `limit` are found: of a word that more records have, those whose name begins with it,
    then the oldest. Two statements if the text is found as typed, up to six if not; on PostgreSQL two more.
    """
    query = read_query(text)
    steps = ((_as_typed, RUN_OF_TEXT * 0.9), (_with_a_word_missing, 0.25), (_with_words_mistyped, 0.0))
    candidates: dict[int, Candidate] = {}
    found: list[tuple[int, float]] = []
    with _through_the_index(session):
        for tiers, enough in steps:
            ids = _candidate_ids(session, [tier for tier in dict.fromkeys(tiers(query)) if tier], limit, at)
            candidates |= _read(session, [id_ for id_ in ids if id_ not in candidates])
            found = rank(query, candidates.values())
            if found and found[0][1] >= enough:
                break
    return found[:limit]


# What the index is asked for.


def _word(folded: str) -> Choice:
    """A word, or a long one also within a name written without spaces."""
    return (Piece(folded if len(folded) >= SHORTEST_INSIDE else f" {folded} "),)


def _words(folded: Iterable[str]) -> Line:
    return tuple(_word(word) for word in dict.fromkeys(folded))


def _row(folded: Iterable[str], *, is_start: bool = False) -> Line:
    return ((Piece(f" {' '.join(folded)} ", is_start),),)


def _as_typed(query: Query) -> Iterator[Tier]:
    """A whole name; the beginning of the official name; the words in a row; the words anywhere."""
    readings = [reading.folded for reading in query.readings]
    yield tuple(_row([squeeze("".join(words))]) for words in readings if len(words) > 1)
    yield tuple(_row(words, is_start=True) for words in readings)
    yield tuple(_row(words) for words in readings)
    yield tuple(_words(words) for words in readings)


def _with_a_word_missing(query: Query) -> Iterator[Tier]:
    """A name within the query; the query without words that tell little; all words but some."""
    readings = [reading.folded for reading in query.readings]
    yield tuple(
        _row(["".join(words[start:end])])
        for words in readings[:MOST_LEAVE]
        for start, end in combinations(range(len(words) + 1), 2)
        if 2 <= end - start < len(words) and end - start <= LONGEST_LEAVE
    )
    yield tuple(_words(reading.folded) for reading in query.loose)
    for words in readings[:MOST_LEAVE]:
        if 2 <= len(words) <= LONGEST_LEAVE:
            yield tuple(_words(kept) for kept in combinations(words, len(words) - max(1, len(words) // 3)))


def _with_words_mistyped(query: Query) -> Iterator[Tier]:
    """One word mistyped; several; then words of which only a half is known."""
    readings = [r.folded for r in query.readings[:MOST_LEAVE] if len(r.words) <= LONGEST_LEAVE]
    for words in readings:
        near = [_near(word) for word in words]
        yield tuple(
            (*_words(words[:i] + words[i + 1 :]), choice) for i, choice in enumerate(near) if choice
        )
        if sum(map(bool, near)) > 1:
            yield (tuple((*_word(word), *choice) for word, choice in zip(words, near, strict=True)),)
    for words in readings:
        yield (tuple((*_word(word), *_halves(word)) for word in words),)


def _near(folded: str) -> Choice:
    """What a mistyped word may have been.

    With a letter too much or two letters swapped the right word is one of few. With a letter wrong or
    missing it is sought among the syllables of Vietnamese; a long word, by either half: one is right.
    """
    if not may_be_mistyped(folded):
        return ()
    cuts = [(folded[:i], folded[i:]) for i in range(len(folded) + 1)]
    words = [a + b[1:] for a, b in cuts if b]
    words += [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    words += [w for a, b in cuts for c in ascii_lowercase for w in (a + c + b[1:], a + c + b) if is_syllable(w)]
    pieces = tuple(Piece(f" {word} ") for word in dict.fromkeys(words) if word != folded)
    return pieces + (_halves(folded) if len(folded) >= 6 else ())


def _halves(folded: str) -> Choice:
    if not may_be_mistyped(folded):
        return ()
    middle = len(folded) // 2
    return Piece(f" {folded[:middle]}"), Piece(f"{folded[middle:]} ")


# How the index is asked.


def _candidate_ids(session: Session, tiers: list[Tier], limit: int, at: datetime | None) -> list[int]:
    """At most `limit` publications, those of the first tier first (one statement)."""
    if not tiers:
        return []
    hits = _fts_hits if session.get_bind().dialect.name == "sqlite" else _gin_hits
    parts = [
        sa.select(sa.literal(number).label("tier"), hit.c.revision_id)
        for number, hit in enumerate(hits(tier, number, limit, at) for number, tier in enumerate(tiers))
    ]
    rows = session.execute(sa.union_all(*parts).order_by("tier", "revision_id")).all()
    return list(dict.fromkeys(row.revision_id for row in rows))[:limit]


def _is_visible(at: datetime | None) -> sa.ColumnElement[bool]:
    superseded = col(Publication.superseded_at)
    if at is None:
        return superseded.is_(None)
    return sa.and_(col(Publication.published_at) <= at, sa.or_(superseded.is_(None), superseded > at))


def _fts_hits(tier: Tier, number: int, limit: int, at: datetime | None) -> sa.FromClause:
    """SQLite: FTS5 walks its matches by rowid and stops at the limit."""
    index = sa.table("site_fts", sa.column("rowid"))
    return (
        sa.select(col(Publication.revision_id))
        .select_from(index.join(Publication, col(Publication.revision_id) == index.c.rowid))
        .where(sa.literal_column("site_fts").op("MATCH")(fts_expression(tier)), _is_visible(at))
        .order_by(index.c.rowid)
        .limit(limit)
        .subquery(f"tier_{number}")
    )


def fts_expression(tier: Tier) -> str:
    """A tier in the language of FTS5, every piece quoted: nothing in it can act as an operator."""

    def quoted(piece: Piece) -> str:
        return ("^" if piece.is_start else "") + '"' + piece.text.replace('"', '""') + '"'

    lines = (" AND ".join(f"({' OR '.join(map(quoted, choice))})" for choice in line) for line in tier)
    return " OR ".join(f"({line})" for line in lines)


def _gin_hits(tier: Tier, number: int, limit: int, at: datetime | None) -> sa.FromClause:
    """PostgreSQL: the CTE is planned as if read to the end, so by the index, and run only up to the limit."""
    text = col(Publication.search_text)

    def found(piece: Piece) -> sa.ColumnElement[bool]:
        return text.startswith(piece.text, autoescape=True) if piece.is_start else text.contains(piece.text, autoescape=True)

    lines = [sa.and_(*(sa.or_(*map(found, choice)) for choice in line)) for line in tier]
    hits = sa.select(col(Publication.revision_id)).where(_is_visible(at), sa.or_(*lines))
    cte = hits.cte(f"tier_{number}").prefix_with("MATERIALIZED")
    return sa.select(cte.c.revision_id).limit(limit).subquery()


@contextmanager
def _through_the_index(session: Session) -> Iterator[None]:
    """On PostgreSQL: no walk through the whole table, and no parallel one, whose order would be chance."""
    if session.get_bind().dialect.name == "sqlite":
        yield
        return
    settings = ("enable_seqscan", "max_parallel_workers_per_gather")
    before = session.execute(sa.select(*(sa.func.current_setting(name) for name in settings))).one()
    _set(session, dict.fromkeys(settings, "0"))
    yield
    _set(session, dict(zip(settings, before, strict=True)))


def _set(session: Session, settings: dict[str, Any]) -> None:
    calls = (sa.func.set_config(name, value, True) for name, value in settings.items())
    session.execute(sa.select(*calls))


def _read(session: Session, ids: list[int]) -> dict[int, Candidate]:
    """The texts of publications (one statement, or none)."""
    if not ids:
        return {}
    query = sa.select(
        Publication.revision_id, Publication.names_text, Publication.search_text, Publication.name_key
    ).where(col(Publication.revision_id).in_(ids))
    return {row[0]: Candidate(*row) for row in session.execute(query)}
