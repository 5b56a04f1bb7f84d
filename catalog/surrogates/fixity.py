"""Fixity: that every stored byte is still what it was when it came (ladder D4.3; TCVN 7980, OAIS keep it so).

A check reads files outside of transactions and writes what it found in small ones, so that nobody waits for
it, and an interrupted one goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.db import Database
from catalog.tables import FileCheck, FixityRun, StoredFile
from catalog.terms import FileFault
from media.fixity import State, is_old, orphans, verify
from media.store import Store

BATCH = 50
"""Files between two short transactions."""

ORPHANS_STAY = timedelta(hours=24)
"""How long bytes that no record names stay: a transaction that failed may be tried again."""

_FAULTS = {State.CHANGED: FileFault.CHANGED, State.MISSING: FileFault.MISSING}


@dataclass(frozen=True)
class Checked:
    """One file that was looked at, and what is wrong with it, if anything."""

    digest: str
    size: int
    fault: FileFault | None


@dataclass
class Check:
    """A check under way: which files, how many, and since when."""

    run_id: int
    total: int
    size: int
    _wanted: list[tuple[str, int]]


def begin(database: Database, now: datetime, *, sample: int | None = None, resume: bool = False) -> Check:
    """Begin a check of all files, of a `sample` of those that were not looked at for longest, or go on with one.

    `resume` goes on with the last whole check if it did not come to its end; else a new one begins.
    """
    with database.write() as session:
        run = _unfinished(session) if resume else None
        if run is None:
            run = FixityRun(started_at=now, is_whole=sample is None)
            session.add(run)
            session.flush()
        query = sa.select(StoredFile.digest, StoredFile.size).order_by(  # type: ignore[call-overload]
            col(StoredFile.checked_at).is_not(None), col(StoredFile.checked_at), col(StoredFile.digest)
        )
        if resume:
            since = run.started_at
            query = query.where(
                sa.or_(col(StoredFile.checked_at).is_(None), col(StoredFile.checked_at) < since)
            )
        wanted = [(digest, size) for digest, size in session.execute(query.limit(sample))]
        return Check(run.id or 0, len(wanted), sum(size for _, size in wanted), wanted)


def _unfinished(session: sa.orm.Session) -> FixityRun | None:
    query = sa.select(FixityRun).where(col(FixityRun.is_whole)).order_by(col(FixityRun.id).desc()).limit(1)
    run: FixityRun | None = session.scalars(query).one_or_none()
    return run if run is not None and run.ended_at is None else None


Then = Callable[[Session, Sequence[str], datetime], None]
"""What else is to be written in the same transaction of files that were looked at."""


def carry_on(
    database: Database, store: Store, check: Check, now: datetime, then: Then | None = None
) -> Generator[Checked]:
    """Look at the files one by one; what was found is kept every few files, and at the end, with what is to follow.

    Raises `MediaError` (STORE_UNAVAILABLE) where nobody can look: then nothing is said of the file.
    """
    batch: list[Checked] = []
    is_end = False
    try:
        for digest, size in check._wanted:
            state = verify(store.originals, digest)
            found = Checked(digest, size, _FAULTS.get(state))
            batch.append(found)
            yield found
            if len(batch) == BATCH:
                _keep(database, check.run_id, batch, now, then)
                batch = []
        is_end = True
    finally:  # whoever stops listening has heard of these
        _keep(database, check.run_id, batch, now, then, is_end=is_end)


def _keep(
    database: Database,
    run_id: int,
    batch: list[Checked],
    now: datetime,
    then: Then | None,
    *,
    is_end: bool = False,
) -> None:
    with database.write() as session:
        now = history.instant(session, now)  # figures that were closed meanwhile did not know of it
        for found in batch:
            change = sa.update(StoredFile).where(col(StoredFile.digest) == found.digest)
            session.execute(change.values(checked_at=now, fault=found.fault))
            session.merge(FileCheck(digest=found.digest, checked_at=now, fault=found.fault))
        run = session.get_one(FixityRun, run_id)
        run.checked += len(batch)
        run.faults += sum(found.fault is not None for found in batch)
        if is_end:
            run.ended_at = max(now, run.started_at + timedelta(microseconds=1))
        session.add(run)
        if then is not None:
            then(session, [found.digest for found in batch], now)


@dataclass(frozen=True)
class Keeping:
    """How the stored files stand: how many, how many are not what they were, and when the oldest check was."""

    files: int
    faults: int
    never_checked: int
    oldest_check: datetime | None


def standing(session: sa.orm.Session) -> Keeping:
    """In one statement."""
    query = sa.select(
        sa.func.count(),
        sa.func.count(col(StoredFile.fault)),
        sa.func.count() - sa.func.count(col(StoredFile.checked_at)),
        sa.func.min(StoredFile.checked_at),
    ).select_from(StoredFile)
    return Keeping(*session.execute(query).one())


MOST_ORPHANS = 20
"""More orphans than this, and than one in fifty of the files that are named, are no leftovers: the database is
another one, or an older one, and what it does not know may be all that there is."""


@dataclass(frozen=True)
class Swept:
    """What became of bytes that no record names: removed, or so many that they were left for a person to look."""

    removed: int = 0
    left: int = 0


def sweep_orphans(database: Database, store: Store) -> Swept:
    """Remove bytes that no record names and that are older than the grace, if they are few.

    Looked for outside of any transaction, which may take long, and removed in the writer's turn, one at a time,
    if they still are nobody's then: whoever attaches a file makes sure in his own turn that it is still there.
    A database that names no file sweeps none. Raises `MediaError` (STORE_UNAVAILABLE).
    """
    grace, removed = ORPHANS_STAY.total_seconds(), 0
    with database.read() as session:
        known = frozenset(session.scalars(sa.select(StoredFile.digest)))  # type: ignore[call-overload]
    found = orphans(store, known, grace)
    if not known or len(found) > max(MOST_ORPHANS, len(known) // 50):
        return Swept(left=len(found))
    for digest in found:
        with database.write() as session:
            if session.get(StoredFile, digest) is None and is_old(store, digest, grace):
                store.remove(digest)
                removed += 1
    return Swept(removed=removed)
