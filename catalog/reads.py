"""Which published sites registered apps read: what the ladder's D3.6 and the measure of open reuse count.

A read is one operation that resolved the site for whoever holds the token of an app. Counted are site, day and app,
and nothing else of who asks: no address, no time, no question. Reads are tallied in memory and written down together;
what a process that is killed had not written down yet, a minute's reads at most, is lost.

A read is of the day on which it is written down. So the reads of a day that is over never change, and what was known
at an instant can be told again from days alone: the reads of the days before the instant's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from catalog import history
from catalog.db import Database, ask
from catalog.places import legal_day
from catalog.tables import SiteRead

WINDOW = timedelta(days=90)
"""How long a read counts for its site: on its own day and the 89 after it."""

ENOUGH = 1_000
"""Pairs of site and app that are worth being written down before the minute is over."""

MOST = 100_000
"""Pairs that a tally holds at most while the database cannot be written to."""

Counts: TypeAlias = Mapping[tuple[int, int], int]
"""Reads by (site, person)."""

Then: TypeAlias = Callable[[Session, Sequence[int] | None, datetime], None]
"""What else is to be written in the same transaction, of sites that were read; None is all: counting begins."""


class Tally:
    """Reads that are not written down yet; safe between threads.

    `lost` counts those for which there was no room.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._counts: dict[tuple[int, int], int] = {}
        self.lost = 0

    def note(self, person_id: int, site_ids: Iterable[int]) -> bool:
        """One more read of each site by this app; answers whether there is enough to be written down."""
        with self._lock:
            for site_id in site_ids:
                self._add((site_id, person_id), 1)
            return len(self._counts) >= ENOUGH

    def take(self) -> dict[tuple[int, int], int]:
        """All that was noted; the tally is empty afterwards."""
        with self._lock:
            taken, self._counts = self._counts, {}
            return taken

    def give_back(self, counts: Counts) -> None:
        """Note again what was taken and could not be written down."""
        with self._lock:
            for key, reads in counts.items():
                self._add(key, reads)

    def _add(self, key: tuple[int, int], reads: int) -> None:
        if key in self._counts or len(self._counts) < self._most:
            self._counts[key] = self._counts.get(key, 0) + reads
        else:
            self.lost += reads


def write_down(database: Database, counts: Counts, now: datetime, then: Then | None = None) -> None:
    """Add these reads to those of the day, in one short transaction, with what is to follow.

    Raises `UnavailableError`: then nothing was written; `UncertainError`: then nobody knows.
    """
    if not counts:
        return
    with database.write() as session:
        now = history.instant(session, now)  # figures that were closed meanwhile did not know of it
        day = legal_day(now)
        is_first = session.scalar(sa.select(SiteRead.site_id).limit(1)) is None  # type: ignore[call-overload]
        rows = [
            {"site_id": site_id, "day": day, "person_id": person_id, "reads": reads}
            for (site_id, person_id), reads in sorted(counts.items())
        ]
        session.execute(_addition(is_sqlite=database.is_sqlite), rows)
        if then is not None:
            then(session, None if is_first else sorted({site_id for site_id, _ in counts}), now)


def _addition(*, is_sqlite: bool) -> Any:
    insert: Any = sqlite.insert if is_sqlite else postgresql.insert
    table = SiteRead.__table__  # type: ignore[attr-defined]
    added = insert(table)
    key = [table.c.site_id, table.c.day, table.c.person_id]
    return added.on_conflict_do_update(
        index_elements=key, set_={"reads": table.c.reads + added.excluded.reads}
    )


@dataclass(frozen=True, slots=True)
class ReadsOfSite:
    """Reads of a site as seen from a day: how many are in its window, the window's oldest day that has any, the last day
    before the window, and the first after it."""

    reads: int
    oldest: date | None
    before: date | None
    after: date | None

    @property
    def turns(self) -> list[date]:
        """The days between which the site has reads in the window, or has none.

        The number grows and shrinks in between: a turn for each day of reads would have every site of a busy app judged
        anew every morning.
        """
        left = [] if self.before is None else [self.before + WINDOW]
        if self.oldest is not None:
            return [*left, self.oldest, self.oldest + WINDOW]
        return left if self.after is None else [*left, self.after]


def counted_since(session: Session, known_at: datetime | None) -> date | None:
    """The first day of which a read by an app is known; None where there is none, so nothing is counted."""
    query = _first_day() if known_at is None else _first_day().where(*_known(known_at))
    first: date | None = ask(session, query).scalar()
    return first


@cache
def _first_day() -> Any:
    return sa.select(sa.func.min(SiteRead.day))


def reads_of(
    session: Session, site_ids: Sequence[int], day: date, known_at: datetime | None
) -> dict[int, ReadsOfSite]:
    """The reads of some hundreds of sites by site, those that have any, in one statement."""
    on, start = col(SiteRead.day), day - WINDOW
    is_in = sa.and_(on > start, on <= day)
    query = (
        sa.select(
            col(SiteRead.site_id),
            sa.func.sum(sa.case((is_in, SiteRead.reads), else_=0)),
            sa.func.min(sa.case((is_in, on))),
            sa.func.max(sa.case((on <= start, on))),
            sa.func.min(sa.case((on > day, on))),
        )
        .where(col(SiteRead.site_id).in_(site_ids), *_known(known_at))
        .group_by(col(SiteRead.site_id))
    )
    return {site_id: ReadsOfSite(int(reads), *days) for site_id, reads, *days in session.execute(query)}


def _known(known_at: datetime | None) -> list[sa.ColumnElement[bool]]:
    """At an instant the days that are over are known; the reads of its own day go on."""
    return [] if known_at is None else [col(SiteRead.day) < legal_day(known_at)]


@dataclass(frozen=True)
class OpenReuse:
    """How much apps read: how many apps, how often, and how many sites."""

    apps: int
    reads: int
    sites: int


def open_reuse(session: Session, start: date, end: date) -> OpenReuse:
    """The reads of the days from `start` up to, and without, `end`; in one statement."""
    query = sa.select(
        sa.func.count(sa.distinct(col(SiteRead.person_id))),
        sa.func.coalesce(sa.func.sum(SiteRead.reads), 0),
        sa.func.count(sa.distinct(col(SiteRead.site_id))),
    ).where(col(SiteRead.day) >= start, col(SiteRead.day) < end)
    return OpenReuse(*map(int, session.execute(query).one()))
