"""Finding public sites by text: candidates from the trigram index, then a ranking of our own.

The index (FTS5 with trigrams on SQLite, GIN with pg_trgm on PostgreSQL) is asked for pieces of the folded
text, which both databases understand alike. It answers with a bounded number of candidates in tiers, the
likeliest first, so that a word of every second name costs no more than a rare one. `ranking` then decides.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, pairwise
from string import ascii_lowercase
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.finding.ranking import RUN_OF_TEXT, Candidate, may_be_mistyped, rank
from catalog.finding.readings import MOST_FORGIVING, Query, read_query
from catalog.tables import Publication
from catalog.text import is_syllable

GOOD = 0.9 * RUN_OF_TEXT
"""A score from which on nothing else is looked for than what was typed."""

SHORTEST_INSIDE = 5
"""Letters of a word that is also sought inside names written without spaces."""

SHORTEST_HALVED, LONGEST_GUESSED = 6, 12
"""Letters of a mistyped word that is sought by its halves from the first; that is sought by guesses at all."""

MOST_MISTYPED = 2
"""Mistyped words that the index is asked for; of any more, only the ranking knows."""

LONGEST_COMBINED = 5
"""Words of the longest query that is also sought without each of them in turn."""

LONGEST_DOUBTED = 2
"""Words of the longest query in which a word may be mistyped although records have it."""


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
    then the oldest. Two statements, three for a common word, up to seven if not found as typed; on PostgreSQL
    three short ones more.
    """
    query = read_query(text)
    if not query.readings:
        return []
    with _through_the_index(session):
        index = _Index(session, limit, at)
        candidates = index.read(_ids_as_typed(index, query))
        found = rank(query, candidates.values())
        if not found or found[0][1] < GOOD:
            candidates = {id_: candidates[id_] for id_, _ in found}
            candidates |= index.read(_ids_with_leave(index, query), but_not=candidates)
            found = rank(query, candidates.values())
    return found[:limit]


def _ids_as_typed(index: _Index, query: Query) -> list[int]:
    """Records with all words. If there are too many: a whole name, the beginning of one, words in a row."""
    readings = [reading.folded for reading in query.readings]
    ids = index.ids([tuple(_words(words) for words in readings)])
    if len(ids) < index.limit:
        return ids
    several = [words for words in readings if len(words) > 1]
    better = [
        tuple(_row("".join(words)) for words in several),
        _beginnings(readings),
        tuple(_row(" ".join(words)) for words in several),
        tuple(
            (*_row(word, is_start=True), *_words(words))
            for words in several[:MOST_FORGIVING]
            for word in dict.fromkeys(words)
        ),
    ]
    return list(dict.fromkeys([*index.ids(better), *ids]))[: index.limit]


def _ids_with_leave(index: _Index, query: Query) -> list[int]:
    """Records that lack a word, or have one that is nearly it, or whose name is a part of the query."""
    readings = [reading.folded for reading in query.forgiving]
    known = index.known({word for words in readings for word in words})
    tiers: list[Tier] = [tuple(_words(reading.folded) for reading in query.loose)]
    for words in readings:
        tiers += _all_known(words) if known.issuperset(words) else _some_unknown(words, known)
    pairs = [" ".join(pair) for words in readings for pair in pairwise(words) if len(words) > 2]
    tiers.append(tuple(_row(pair, is_start=True) for pair in pairs))
    ids = index.ids(tiers)
    if len(ids) < index.limit:
        return ids
    guessed = [
        tuple(guess if word == mistyped else word for word in words)
        for words in readings
        for mistyped in dict.fromkeys(words)
        if mistyped not in known
        for guess in _guesses(mistyped)
    ]
    return list(dict.fromkeys([*index.ids([_beginnings(guessed)]), *ids]))[: index.limit]


def _some_unknown(words: tuple[str, ...], known: frozenset[str]) -> Iterator[Tier]:
    """Some words are known nowhere: the others with what these may have been, or the others alone."""
    unknown = [word for word in words if word not in known]
    rest = _words(word for word in words if word in known)
    for with_short in (False, True):
        near = [choice for word in unknown if (choice := _near(word, with_short))]
        if near and 3 * (len(unknown) - len(near)) <= len(words):
            yield ((*rest, *near[:MOST_MISTYPED]),)
    if 3 * len(unknown) <= len(words):
        yield (rest,)


def _all_known(words: tuple[str, ...]) -> Iterator[Tier]:
    """Each word is known, but nothing has them all: a part of them, or what one of few may have been."""
    if len(words) <= LONGEST_DOUBTED:
        lines = ((words[:i] + words[i + 1 :], _near(word)) for i, word in enumerate(words))
        yield tuple((*_words(others), choice) for others, choice in lines if choice)
    elif len(words) <= LONGEST_COMBINED:
        yield tuple(_words(kept) for kept in combinations(words, len(words) - 1))
    else:  # if a third is missing, one part of these still has all its words
        parts = 1 + len(words) // 3
        yield tuple(
            _words(words[i * len(words) // parts : (i + 1) * len(words) // parts]) for i in range(parts)
        )


# What the index is asked for.


def _word(folded: str) -> Piece:
    """A word, or a long one also within a name written without spaces."""
    return Piece(folded if len(folded) >= SHORTEST_INSIDE else f" {folded} ")


def _words(folded: Iterable[str]) -> Line:
    return tuple((_word(word),) for word in dict.fromkeys(folded))


def _row(folded: str, *, is_start: bool = False) -> Line:
    return ((Piece(f" {folded} ", is_start),),)


def _beginnings(readings: Iterable[tuple[str, ...]]) -> Tier:
    """The beginning of the official name; several words, in a row in any name: that is faster to find."""
    return tuple(
        ((Piece("".join(words)),),) if len(words) > 1 else _row(words[0], is_start=True) for words in readings
    )


def _near(folded: str, with_short: bool = False) -> Choice:
    """A word that may be mistyped, and what it may have been: a guess, or any word with the same half.

    One half is right, but as short a half as four letters have says little: it comes last.
    """
    if not may_be_mistyped(folded):
        return ()
    guesses = tuple(Piece(f" {guess} ") for guess in _guesses(folded))
    middle = len(folded) // 2
    halves = (Piece(f" {folded[:middle]}"), Piece(f"{folded[middle:]} "))
    return (_word(folded), *guesses, *(halves if with_short or len(folded) >= SHORTEST_HALVED else ()))


def _guesses(folded: str) -> list[str]:
    """What a mistyped word may have been: itself without a letter or with two swapped, or a syllable.

    A letter wrong or missing has too many remedies to ask for all; those that spell a Vietnamese syllable
    are few.
    """
    if not may_be_mistyped(folded) or len(folded) > LONGEST_GUESSED:
        return []
    cuts = [(folded[:i], folded[i:]) for i in range(len(folded) + 1)]
    words = [a + b[1:] for a, b in cuts if b]
    words += [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    words += [
        w for a, b in cuts for c in ascii_lowercase for w in (a + c + b[1:], a + c + b) if is_syllable(w)
    ]
    return [word for word in dict.fromkeys(words) if word != folded]


# How the index is asked.


class _Index:
    """The trigram index and the texts behind it, as they are visible at one time."""

    def __init__(self, session: Session, limit: int, at: datetime | None) -> None:
        self.session, self.limit, self.at = session, limit, at
        self._hits = _fts_hits if _is_sqlite(session) else _gin_hits

    def ids(self, tiers: Iterable[Tier]) -> list[int]:
        """At most `limit` publications, those of the first tier first (one statement)."""
        parts: list[sa.Select[Any]] = [
            sa.select(sa.literal(number).label("tier"), self._hits(tier, self.limit, self.at).c.revision_id)
            for number, tier in enumerate(dict.fromkeys(tier for tier in tiers if tier))
        ]
        if not parts:
            return []
        rows = self.session.execute(sa.union_all(*parts).order_by("tier", "revision_id")).all()
        return list(dict.fromkeys(row.revision_id for row in rows))[: self.limit]

    def known(self, folded: Iterable[str]) -> frozenset[str]:
        """Those of the words that any publication has (one statement)."""
        hits = {word: self._hits((_row(word),), 1, self.at) for word in sorted(folded)}
        if not hits:
            return frozenset()
        parts = [sa.select(sa.literal(word)).select_from(hit) for word, hit in hits.items()]
        return frozenset(self.session.scalars(sa.union_all(*parts)))

    def read(self, ids: Iterable[int], but_not: Container[int] = ()) -> dict[int, Candidate]:
        """The texts of publications (one statement, or none)."""
        wanted = [id_ for id_ in ids if id_ not in but_not]
        if not wanted:
            return {}
        query = sa.select(  # type: ignore[call-overload]
            Publication.revision_id, Publication.names_text, Publication.search_text, Publication.name_key
        ).where(col(Publication.revision_id).in_(wanted))
        return {row[0]: Candidate(*row) for row in self.session.execute(query)}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _is_visible(at: datetime | None, rows: Any = Publication) -> sa.ColumnElement[bool]:
    superseded: sa.ColumnElement[datetime | None] = rows.superseded_at
    if at is None:
        return superseded.is_(None)
    return sa.and_(rows.published_at <= at, sa.or_(superseded.is_(None), superseded > at))


def _fts_hits(tier: Tier, limit: int, at: datetime | None) -> sa.FromClause:
    """SQLite: FTS5 walks its matches by rowid and stops at the limit."""
    index = sa.table("site_fts", sa.column("rowid"))
    return (
        sa.select(col(Publication.revision_id))
        .select_from(index.join(Publication, col(Publication.revision_id) == index.c.rowid))
        .where(sa.literal_column("site_fts").op("MATCH")(fts_expression(tier)), _is_visible(at))
        .order_by(index.c.rowid)
        .limit(limit)
        .subquery()
    )


def fts_expression(tier: Tier) -> str:
    """A tier in the language of FTS5, every piece quoted: nothing in it can act as an operator."""

    def quoted(piece: Piece) -> str:
        return ("^" if piece.is_start else "") + '"' + piece.text.replace('"', '""') + '"'

    lines = (" AND ".join(f"({' OR '.join(map(quoted, choice))})" for choice in line) for line in tier)
    return " OR ".join(f"({line})" for line in lines)


def _gin_hits(tier: Tier, limit: int, at: datetime | None) -> sa.FromClause:
    """PostgreSQL: the CTE is planned as if read to the end, so by the index, and run only up to the limit.

    What is visible is asked outside: inside, a walk through the index of the current rows could look cheap.
    """
    lines = [sa.and_(*map(_has_any, line)) for line in tier]
    columns = (col(Publication.revision_id), col(Publication.published_at), col(Publication.superseded_at))
    hits = sa.select(*columns).where(sa.or_(*lines)).cte().prefix_with("MATERIALIZED")
    return sa.select(hits.c.revision_id).where(_is_visible(at, hits.c)).limit(limit).subquery()


def _has_any(choice: Choice) -> sa.ColumnElement[bool]:
    """Folded text has letters, digits and blanks only: nothing in it is a sign of LIKE.

    Not LIKE ANY: of several arrays the index would be asked for every combination.
    """
    patterns = (f"{'' if piece.is_start else '%'}{piece.text}%" for piece in choice)
    return sa.or_(*(col(Publication.search_text).like(pattern) for pattern in patterns))


@contextmanager
def _through_the_index(session: Session) -> Iterator[None]:
    """On PostgreSQL: no walk through the whole table, and no parallel one, whose order would be chance.

    The settings are of the transaction: if a statement fails, they end with it.
    """
    if _is_sqlite(session):
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
