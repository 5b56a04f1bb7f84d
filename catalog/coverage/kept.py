"""The figures of one stated day, kept in the transaction of every write, and proved by a full recount.

Three steps, each a table: how each site stands (`site_standing`), which entries count with which level
(`counted_entry`), and their sums (`coverage_counter`). A write brings the sites it touched up to date. When a new
day begins, only what fell due is looked at again: each standing says on which day it changes, each entry when it
begins and ends. New rules mean a full count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.counted import Entry, Standing, lines_counted
from catalog.coverage.facts import Surroundings, read_surroundings
from catalog.coverage.register import parts_by_complex, read_entries, read_faces, sites_of_register
from catalog.coverage.rules import rules_on
from catalog.coverage.standing import AT_ONCE, Asked, Judged, judge
from catalog.coverage.whereabouts import units_of
from catalog.coverage.words import CountingMode
from catalog.db import insert_rows
from catalog.ladder.evaluation import required_level
from catalog.ladder.levels import Level
from catalog.ladder.rules import RuleSet
from catalog.places import legal_day
from catalog.sites.revisions import chunks
from catalog.tables import CountedEntry, CoverageCounter, CoverageDay, RegisterEntry, SiteStanding
from catalog.terms import EntryKind

BELOW = -1
"""How a level below D0, and a requirement that there is none, are kept."""


def refresh(session: Session, site_ids: Sequence[int], now: datetime) -> None:
    """Bring the kept figures in line with what was just written of these sites, and of the complexes they are in.

    The figures stay those of the stated day; `keep_up` moves it.
    """
    kept = session.get(CoverageDay, 1)
    day = kept.day if kept is not None else legal_day(now)
    rules = rules_on(session, day)
    if kept is None:
        kept = CoverageDay(day=day, rules=rules.title_of_version, rules_sha256=rules.sha256)
        session.add(kept)
        session.flush()
    if kept.rules_sha256 != rules.sha256:
        rebuild(session, day)
        return
    _bring_up(session, read_surroundings(session, day), day, rules, site_ids)


def keep_up(session: Session, now: datetime) -> bool:
    """Move the stated day to today and the rules to those in force; answers whether anything was to be done.

    Doing so again changes nothing. A catalogue that has no kept figures yet is counted in full.
    """
    today = legal_day(now)
    kept, rules = session.get(CoverageDay, 1), rules_on(session, today)
    if kept is None or kept.rules_sha256 != rules.sha256 or kept.day > today:
        rebuild(session, today)
        return True
    if kept.day == today:
        return False
    due = fell_due(session, kept.day, today)
    kept.day = today
    session.add(kept)
    session.flush()
    _bring_up(session, read_surroundings(session, today), today, rules, due)
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
    entries = sa.select(sa.func.coalesce(RegisterEntry.site_id, RegisterEntry.complex_id)).where(current, moved)
    return sorted(set(session.scalars(standing)) | set(session.scalars(entries)))


def rebuild(session: Session, day: date) -> None:
    """Count everything anew for a day: what `recount` compares with, and what new rules ask for."""
    rules = rules_on(session, day)
    for table in (CoverageCounter, CountedEntry, SiteStanding, CoverageDay):
        session.execute(sa.delete(table))
    session.add(CoverageDay(day=day, rules=rules.title_of_version, rules_sha256=rules.sha256))
    session.flush()
    around = read_surroundings(session, day)
    sites = sites_of_register(session)
    parts = parts_by_complex(read_entries(session, None, col(RegisterEntry.kind) == EntryKind.COMPONENT), day)
    levels: dict[int, Level | None] = {}
    plain = [one for one in sites if one not in parts]
    for some in [plain[at : at + AT_ONCE] for at in range(0, len(plain), AT_ONCE)] + [[s for s in sites if s in parts]]:
        judged = judge(session, around, Asked(day, rules, parts), some, levels)
        levels |= {site_id: one.standing.level for site_id, one in judged.items()}
        _keep_standings(session, judged)
    _count(session, around, day, rules, None)


def _bring_up(
    session: Session, around: Surroundings, day: date, rules: RuleSet, site_ids: Sequence[int]
) -> None:
    sites = _with_complexes(session, site_ids)
    if not sites:
        return
    parts = parts_by_complex(_entries_of(session, sites), day)
    others = {part for some in parts.values() for part in some if part is not None} - set(sites)
    levels = _kept_levels(session, sorted(others))
    judged = judge(session, around, Asked(day, rules, parts), sites, levels)
    for some in chunks(sites):
        session.execute(sa.delete(SiteStanding).where(col(SiteStanding.site_id).in_(some)))
    _keep_standings(session, judged)
    _count(session, around, day, rules, sites)


def _with_complexes(session: Session, site_ids: Iterable[int]) -> list[int]:
    """The sites, and every complex whose figures may change with them: three deep at most."""
    found, newest = set[int](), set(site_ids)
    while newest - found:
        found |= newest
        newest = set()
        for some in chunks(sorted(found)):
            query = sa.select(RegisterEntry.complex_id).where(  # type: ignore[call-overload]
                col(RegisterEntry.site_id).in_(some), col(RegisterEntry.complex_id).is_not(None)
            )
            newest |= set(session.scalars(query.distinct()))
    return sorted(found)


def _entries_of(session: Session, sites: Sequence[int]) -> list[Entry]:
    found: dict[int, Entry] = {}
    for some in chunks(sites):
        of_these = sa.or_(col(RegisterEntry.site_id).in_(some), col(RegisterEntry.complex_id).in_(some))
        found |= {entry.id: entry for entry in read_entries(session, None, of_these)}
    return list(found.values())


def _kept_levels(session: Session, site_ids: Sequence[int]) -> dict[int, Level | None]:
    levels: dict[int, Level | None] = {}
    for some in chunks(site_ids):
        query = sa.select(SiteStanding.site_id, SiteStanding.level).where(col(SiteStanding.site_id).in_(some))  # type: ignore[call-overload]
        levels |= {site_id: unkept(level) for site_id, level in session.execute(query)}
    return levels


def unkept(level: int) -> Level | None:
    """A level as it is kept, as a level."""
    return None if level == BELOW else Level(level)


def kept_as(level: Level | None) -> int:
    """A level as it is kept."""
    return BELOW if level is None else int(level)


_SAME = ("dossier_present", "dossier_applicable", "is_complete", "is_reviewed", "is_public", "is_bilingual",
         "is_rights_clear", "has_fresh_facts", "sound_files", "files")  # fmt: skip


def _keep_standings(session: Session, judged: dict[int, Judged]) -> None:
    rows = [
        {
            "site_id": site_id,
            "version": one.version,
            "holds_from": one.holds_from,
            "changes_on": one.changes_on,
            "own_level": kept_as(one.standing.own_level),
            "level": kept_as(one.standing.level),
            "failing": " ".join(one.standing.failing),
            "completeness": None if one.standing.completeness is None else str(one.standing.completeness),
            **{name: getattr(one.standing, name) for name in _SAME},
        }
        for site_id, one in judged.items()
    ]
    insert_rows(session, SiteStanding, rows)


def standing_kept(row: Any) -> Standing:
    """A row of `site_standing` as what it says."""
    return Standing(
        own_level=unkept(row.own_level),
        level=unkept(row.level),
        failing=tuple(row.failing.split()),
        completeness=None if row.completeness is None else Fraction(row.completeness),
        **{name: getattr(row, name) for name in _SAME},
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """What a counter is kept under."""

    counting_mode: str
    scheme: str
    unit_id: int
    grade: str
    level: int
    required: int


def _count(
    session: Session, around: Surroundings, day: date, rules: RuleSet, sites: Sequence[int] | None
) -> None:
    """Count the entries of these sites and complexes (None: all) anew, and move the counters by the difference."""
    if sites is not None:
        sites = _with_parts(session, sites)
    before = Counter[_Key]() if sites is None else _uncount(session, sites)
    entries = read_entries(session) if sites is None else _entries_of(session, sites)
    in_force = [entry for entry in entries if entry.is_in_force(day)]
    whole = in_force if sites is None else _with_neighbours(session, in_force, day)
    modes = {mode: {entry.id for entry in lines_counted(whole, mode)} for mode in CountingMode}
    of_sites = sorted({entry.site_id for entry in in_force if entry.site_id is not None})
    faces, levels = read_faces(session, of_sites, None), _kept_levels(session, of_sites)
    rows = []
    for entry in in_force:
        face = faces.get(entry.site_id or 0)
        links = [around.units.by_id[i] for i in face.unit_ids] if face else []
        where = units_of(links, around.units, day, lambda face=face: around.unit_at(face.position) if face else None)  # type: ignore[misc]
        modes_of = {mode: entry.id in ids for mode, ids in modes.items()}
        if any(modes_of.values()):
            rows.append(
                {
                    "entry_id": entry.id,
                    "is_designation": modes_of[CountingMode.DESIGNATION],
                    "is_component": modes_of[CountingMode.COMPONENT],
                    "scheme": entry.scheme,
                    "grade": entry.grade,
                    "site_id": entry.site_id,
                    "complex_id": entry.complex_id,
                    "unit_id": where[0] if where else 0,
                    "level": kept_as(levels.get(entry.site_id or 0)),
                    "required": kept_as(required_level(entry.scheme, entry.grade, rules)),
                }
            )
    insert_rows(session, CountedEntry, rows)
    after = sum_up(rows)
    _move(session, {key: after[key] - before[key] for key in after.keys() | before.keys()})


def _with_parts(session: Session, sites: Sequence[int]) -> list[int]:
    """The sites, and the parts of those that are complexes: whether a part's own rank counts depends on its line."""
    found = set(sites)
    for some in chunks(sites):
        query = sa.select(RegisterEntry.site_id).where(  # type: ignore[call-overload]
            col(RegisterEntry.complex_id).in_(some), col(RegisterEntry.site_id).is_not(None)
        )
        found |= set(session.scalars(query.distinct()))
    return sorted(found)


def _with_neighbours(session: Session, entries: Sequence[Entry], day: date) -> list[Entry]:
    """The entries with all that decide whether one of them is counted as a part or as a complex."""
    near = {entry.site_id for entry in entries} | {entry.complex_id for entry in entries}
    others = _entries_of(session, sorted(one for one in near if one is not None))
    return [entry for entry in others if entry.is_in_force(day)]


def _uncount(session: Session, sites: Sequence[int]) -> Counter[_Key]:
    columns = [column for column in CountedEntry.__table__.columns]  # type: ignore[attr-defined]
    sums = Counter[_Key]()
    for some in chunks(sites):
        of_these = sa.or_(col(CountedEntry.site_id).in_(some), col(CountedEntry.complex_id).in_(some))
        gone = session.execute(sa.delete(CountedEntry).where(of_these).returning(*columns)).mappings().all()
        sums += sum_up(gone)
    return sums


def sum_up(rows: Iterable[Any]) -> Counter[_Key]:
    """The sums of counted entries under their keys."""
    sums = Counter[_Key]()
    for row in rows:
        for mode, is_in in (
            (CountingMode.DESIGNATION, row["is_designation"]),
            (CountingMode.COMPONENT, row["is_component"]),
        ):
            if is_in:
                key = (row["scheme"], row["unit_id"], row["grade"] or "", row["level"], row["required"])
                sums[_Key(mode, *key)] += 1
    return sums


_KEY = ("counting_mode", "scheme", "unit_id", "grade", "level", "required")


def _move(session: Session, differences: dict[_Key, int]) -> None:
    for key, difference in differences.items():
        if difference:
            same = [col(getattr(CoverageCounter, name)) == getattr(key, name) for name in _KEY]
            change = sa.update(CoverageCounter).where(*same)
            moved = session.execute(change.values(entries=CoverageCounter.entries + difference))
            if not moved.rowcount:  # type: ignore[attr-defined]
                session.add(CoverageCounter(**{n: getattr(key, n) for n in _KEY}, entries=difference))
    session.flush()
    session.execute(sa.delete(CoverageCounter).where(col(CoverageCounter.entries) == 0))
