"""The figures of one stated day, kept in the transaction of every write, and proved by a full recount.

Three steps, each a table: how each site stands (`site_standing`), which entries count with which level
(`counted_entry`), and their sums (`coverage_counter`). A write brings the sites it touched up to date. When a new
day begins, only what fell due is looked at again: each standing says on which day it changes, each entry when it
begins and ends. New rules, or another basis, mean a full count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.basis import basis_of
from catalog.coverage.facts import AT_ONCE
from catalog.coverage.facts_around import Surroundings, read_surroundings
from catalog.coverage.kept_rows import (
    KEY,
    Count,
    KeptRow,
    Key,
    counted_rows,
    kept_levels,
    move_counters,
    standing_row,
    sum_up,
)
from catalog.coverage.register import entries_of, parts_by_complex, read_entries, sites_of_register
from catalog.coverage.rules import rules_on
from catalog.coverage.standing import Asked, Judged, judge, judge_each
from catalog.db import ask, insert_rows
from catalog.ladder.checks import READ
from catalog.ladder.levels import Level
from catalog.ladder.rules import RuleSet
from catalog.places import legal_day
from catalog.sites.revisions import chunks
from catalog.tables import CountedEntry, CoverageCounter, CoverageDay, RegisterEntry, SiteStanding, Surrogate
from catalog.terms import EntryKind


def refresh(session: Session, site_ids: Sequence[int], now: datetime) -> None:
    """Bring the kept figures in line with what was just written of these sites, and of the complexes they are in.

    The figures stay those of the stated day; `keep_up` moves it.
    """
    kept = session.get(CoverageDay, 1)
    day = kept.day if kept is not None else legal_day(now)
    rules = rules_on(day)
    if kept is None or not _is_by(session, kept, rules):
        rebuild(session, day)
        return
    _bring_up(session, day, rules, site_ids)


def refresh_files(session: Session, digests: Sequence[str], now: datetime) -> None:
    """The same for the sites that show any of these files: whether bytes are still what they were is counted, too."""
    sites = set[int]()
    for some in chunks(list(digests)):
        sites.update(ask(session, _showing(), {"digests": list(some)}).scalars())
    if sites:
        refresh(session, sorted(sites), now)


def refresh_read(session: Session, site_ids: Sequence[int] | None, now: datetime) -> None:
    """The same after registered apps read these sites, for those that wanted reads; for all where counting begins.

    Reads only ever help the check, and are in no level's way: all others stand as they stood.
    """
    if site_ids is None:
        refresh_all(session, now)
        return
    wanted = set[int]()
    for some in chunks(list(site_ids)):
        query = sa.select(SiteStanding.site_id).where(  # type: ignore[call-overload]
            col(SiteStanding.site_id).in_(some), col(SiteStanding.failing).contains(READ)
        )
        wanted |= set(session.scalars(query))
    if wanted:
        refresh(session, sorted(wanted), now)


def refresh_all(session: Session, now: datetime) -> None:
    """The same for every site: after what concerns all files at once."""
    kept = session.get(CoverageDay, 1)
    rebuild(session, kept.day if kept is not None else legal_day(now))


def keep_up(session: Session, now: datetime) -> bool:
    """Move the stated day to today and the rules to those in force; answers whether anything was to be done.

    Doing so again changes nothing. A catalogue that has no kept figures yet is counted in full.
    """
    today = legal_day(now)
    kept, rules = session.get(CoverageDay, 1), rules_on(today)
    if kept is None or not _is_by(session, kept, rules) or kept.day > today:
        rebuild(session, today)
        return True
    if kept.day == today:
        return False
    due = fell_due(session, kept.day, today)
    kept.day = today
    session.add(kept)
    session.flush()
    _bring_up(session, today, rules, due)
    return True


def fell_due(session: Session, last: date, today: date) -> list[int]:
    """The sites, and the complexes, of which something changes after the day `last` up to `today`."""
    standing = sa.select(SiteStanding.site_id).where(col(SiteStanding.changes_on) <= today)  # type: ignore[call-overload]
    start = sa.func.coalesce(RegisterEntry.valid_from, RegisterEntry.known_since)
    moved = sa.or_(
        sa.and_(start > last, start <= today),
        sa.and_(col(RegisterEntry.valid_to) > last, col(RegisterEntry.valid_to) <= today),
    )
    current = col(RegisterEntry.superseded_at).is_(None)
    entries = sa.select(sa.func.coalesce(RegisterEntry.site_id, RegisterEntry.complex_id)).where(
        current, moved
    )
    return sorted(set(session.scalars(standing)) | set(session.scalars(entries)))


def rebuild(session: Session, day: date) -> None:
    """Count everything anew for a day: what new rules ask for, and what `recount` compares with."""
    rules, around = rules_on(day), read_surroundings(session)
    for table in (CoverageCounter, CountedEntry, SiteStanding, CoverageDay):
        session.execute(sa.delete(table))
    _state(session, day, rules)
    levels: dict[int, Level | None] = {}
    judged = judge_all(session, around, day, rules)
    while some := list(islice(judged, AT_ONCE)):
        levels |= {site_id: one.standing.level for site_id, one in some}
        insert_rows(session, SiteStanding, [standing_row(*one) for one in some])
    entries = read_entries(session)
    rows = counted_rows(session, Count(around, day, rules, levels), entries, entries)
    insert_rows(session, CountedEntry, rows)
    move_counters(session, Counter(), sum_up(rows))


def judge_all(
    session: Session, around: Surroundings, day: date, rules: RuleSet
) -> Iterator[tuple[int, Judged]]:
    """Every site that was ever public, complexes after their parts."""
    lines = read_entries(session, None, col(RegisterEntry.kind) == EntryKind.COMPONENT)
    asked = Asked(day, rules, parts_by_complex(lines, day))
    return judge_each(session, around, asked, sites_of_register(session))


@dataclass(frozen=True)
class Difference:
    """Where the kept figures are not what a full count gives: the table, the row's key, and both rows."""

    table: str
    key: object
    kept: object
    counted: object


def recount(session: Session) -> list[Difference]:
    """Count everything anew and compare with what is kept; nothing is written. Empty where all is as it should be."""
    kept = session.get(CoverageDay, 1)
    if kept is None:
        return [Difference("coverage_day", 1, None, "nothing is kept yet")]
    rules, around = rules_on(kept.day), read_surroundings(session)
    standings = [standing_row(*one) for one in judge_all(session, around, kept.day, rules)]
    levels = {row["site_id"]: None if row["level"] < 0 else Level(row["level"]) for row in standings}
    entries = read_entries(session)
    rows = counted_rows(session, Count(around, kept.day, rules, levels), entries, entries)
    counters = [
        {**{name: getattr(key, name) for name in KEY}, "entries": number}
        for key, number in sum_up(rows).items()
    ]
    return [
        *_compared(session, SiteStanding, ("site_id",), standings),
        *_compared(session, CountedEntry, ("entry_id",), rows),
        *_compared(session, CoverageCounter, KEY, counters),
    ]


def _compared(
    session: Session, table: type[SiteStanding | CountedEntry | CoverageCounter], key: Sequence[str],
    counted: Iterable[KeptRow],
) -> Iterator[Difference]:  # fmt: skip
    stored = session.execute(sa.select(table.__table__)).mappings()  # type: ignore[union-attr]
    there = {tuple(row[name] for name in key): dict(row) for row in stored}
    wanted = {tuple(row[name] for name in key): row for row in counted}
    for one in sorted(there.keys() | wanted.keys()):
        if there.get(one) != wanted.get(one):
            yield Difference(str(table.__tablename__), one, there.get(one), wanted.get(one))


def _state(session: Session, day: date, rules: RuleSet) -> None:
    session.add(
        CoverageDay(day=day, rules=rules.title_of_version, rules_sha256=rules.sha256, basis=basis_of(session))
    )
    session.flush()


def _is_by(session: Session, kept: CoverageDay, rules: RuleSet) -> bool:
    """Whether what is kept was judged by these rules, on this installation's basis."""
    return kept.rules_sha256 == rules.sha256 and kept.basis == basis_of(session)


def _bring_up(session: Session, day: date, rules: RuleSet, site_ids: Sequence[int]) -> None:
    sites = _with_complexes(session, site_ids)
    if not sites:
        return
    around = read_surroundings(session)
    parts = parts_by_complex(entries_of(session, sites), day)
    others = {part for some in parts.values() for part in some if part is not None} - set(sites)
    judged = judge(session, around, Asked(day, rules, parts), sites, kept_levels(session, sorted(others)))
    for some in chunks(sites):
        ask(session, _statements().unstand, {"ids": list(some)})
    insert_rows(session, SiteStanding, [standing_row(*one) for one in judged.items()])
    _count_again(session, around, day, rules, sites)


def _count_again(
    session: Session, around: Surroundings, day: date, rules: RuleSet, site_ids: Sequence[int]
) -> None:
    """Count the entries of these sites and complexes anew, and move the counters by the difference."""
    sites = _with_parts(session, site_ids)
    before = _uncount(session, sites)
    entries = entries_of(session, sites)
    near = {entry.site_id for entry in entries} | {entry.complex_id for entry in entries}
    whole = entries_of(session, sorted(one for one in near if one is not None))
    levels = kept_levels(session, sorted({entry.site_id for entry in entries if entry.site_id is not None}))
    rows = counted_rows(session, Count(around, day, rules, levels), entries, whole)
    insert_rows(session, CountedEntry, rows)
    move_counters(session, before, sum_up(rows))


def _with_complexes(session: Session, site_ids: Iterable[int]) -> list[int]:
    """The sites, and every complex whose figures may change with them: those they are, or ever were, a part of."""
    found, newest = set[int](), set(site_ids)
    while newest - found:
        found |= newest
        newest = set()
        for some in chunks(sorted(found)):
            newest.update(ask(session, _statements().complexes, {"ids": list(some)}).scalars())
    return sorted(found)


def _with_parts(session: Session, sites: Sequence[int]) -> list[int]:
    """The sites, and the parts of those that are complexes: whether a part's own rank counts depends on its line."""
    found = set(sites)
    for some in chunks(sites):
        found.update(ask(session, _statements().parts, {"ids": list(some)}).scalars())
    return sorted(found)


def _uncount(session: Session, sites: Sequence[int]) -> Counter[Key]:
    sums = Counter[Key]()
    for some in chunks(sites):
        sums += sum_up(ask(session, _statements().uncount, {"ids": list(some)}).mappings())
    return sums


@dataclass(frozen=True)
class _Statements:
    """What every write asks of some sites (`ids`): made once."""

    complexes: Any
    parts: Any
    unstand: Any
    uncount: Any


@cache
def _statements() -> _Statements:
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    site_id, complex_id = col(RegisterEntry.site_id), col(RegisterEntry.complex_id)
    standing, counted = SiteStanding.__table__, CountedEntry.__table__  # type: ignore[attr-defined]
    return _Statements(
        complexes=sa.select(complex_id).where(site_id.in_(ids), complex_id.is_not(None)).distinct(),
        parts=sa.select(site_id).where(complex_id.in_(ids), site_id.is_not(None)).distinct(),
        unstand=sa.delete(standing).where(standing.c.site_id.in_(ids)),
        uncount=sa.delete(counted)
        .where(sa.or_(counted.c.site_id.in_(ids), counted.c.complex_id.in_(ids)))
        .returning(*counted.columns),
    )


@cache
def _showing() -> Any:
    digests: sa.BindParameter[Any] = sa.bindparam("digests", expanding=True)
    return sa.select(Surrogate.site_id).where(col(Surrogate.digest).in_(digests)).distinct()  # type: ignore[call-overload]
