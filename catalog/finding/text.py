"""Finding public sites by text: candidates from the trigram index, then a ranking of our own.

The index (FTS5 with trigrams on SQLite, GIN with pg_trgm on PostgreSQL) is asked for pieces of the folded
text, which both databases understand alike. It answers with a bounded number of candidates in tiers, the
best first, so that a word of every second name costs no more than a rare one. `ranking` then decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from string import ascii_lowercase
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.finding.ranking import RUN_OF_TEXT, Candidate, may_be_mistyped, rank
from catalog.finding.readings import Query, Reading, read_query
from catalog.tables import Publication
from catalog.text import is_syllable, squeeze

GOOD = RUN_OF_TEXT * 0.9
"""A best score from which on the search does not look for mistyped words."""

MISTYPED_GOOD = 0.25
"""The same, from which on it does not look for other words than those that stand beside rare ones."""

SHORTEST_JOINED = 5
"""Letters of a word that is also sought inside names written without spaces."""

MOST_MISTYPED = 6
"""Words of a query in which a mistyped letter is looked for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of folded text, blanks included, that the index is asked for: anywhere, or at the beginning."""

    text: str
    is_start: bool = False


Choice = tuple[Piece, ...]
"""Any of these pieces."""

Tier = tuple[tuple[Choice, ...], ...]
"""Any of these lines, in each of which all choices hold."""


def find_text(
    session: Session, text: str, *, limit: int = 500, at: datetime | None = None
) -> list[tuple[int, float]]:
    """The publications that answer a text: (revision_id, score in (0, 1]), best first.

    Looks among those visible now, or at the instant `at`. Any text is accepted; one without a word finds
    nothing. At most `limit` are found: of a word that more of them have, the ones with the word at the
    beginning come first, then the oldest. Two statements for a text that is found as typed; two or four more
    if not, and two short ones on PostgreSQL.
    """
    query = read_query(text)
    if not query.readings:
        return []
    with _by_index(session):
        search = _Search(session, query, limit, at)
        search.look(list(_tiers_as_typed(query.readings)))
        if search.best < GOOD:
            search.look(list(_tiers_with_leave(query)))
        if search.best < MISTYPED_GOOD:
            search.look(list(_tiers_mistyped(query)))
    return search.found[:limit]


class _Search:
    """What was found so far."""

    def __init__(self, session: Session, query: Query, limit: int, at: datetime | None) -> None:
        self.session, self.query, self.limit, self.at = session, query, limit, at
        self.known: set[int] = set()
        self.found: list[tuple[int, float]] = []

    @property
    def best(self) -> float:
        return self.found[0][1] if self.found else 0.0
