"""The rows of the kept figures: what is written of a site and of an entry, and their sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.counted import FLAGS, Entry, Standing, lines_counted
from catalog.coverage.facts_around import Surroundings
from catalog.coverage.register import read_faces
from catalog.coverage.standing import Judged
from catalog.coverage.whereabouts import unit_at, units_of
from catalog.coverage.words import CountingMode
from catalog.db import ask, insert_rows
from catalog.ladder.evaluation import required_level
from catalog.ladder.levels import Level
from catalog.ladder.rules import RuleSet
from catalog.sites.revisions import chunks
from catalog.tables import CoverageCounter, SiteStanding

BELOW = -1
"""How a level below D0, and a requirement that there is none, are kept."""
_SAME = ("dossier_present", "dossier_applicable", "sound_files", "files", *FLAGS)

KeptRow = dict[str, Any]


def unkept(level: int) -> Level | None:
    """A level as it is kept, as a level."""
    return None if level == BELOW else Level(level)


def kept_as(level: Level | None) -> int:
    """A level as it is kept."""
    return BELOW if level is None else int(level)


def standing_row(site_id: int, judged: Judged) -> KeptRow:
    """What `site_standing` says of a site."""
    one = judged.standing
    return {
        "site_id": site_id,
        "version": judged.version,
        "holds_from": judged.holds_from,
        "changes_on": judged.changes_on,
        "own_level": kept_as(one.own_level),
        "level": kept_as(one.level),
        "failing": " ".join(one.failing),
        "completeness": None if one.completeness is None else str(one.completeness),
        **{name: getattr(one, name) for name in _SAME},
    }


def standing_kept(row: Any) -> Standing:
    """A row of `site_standing` as what it says."""
    return Standing(
        own_level=unkept(row.own_level),
        level=unkept(row.level),
        failing=tuple(row.failing.split()),
        completeness=None if row.completeness is None else Fraction(row.completeness),
        **{name: getattr(row, name) for name in _SAME},
    )


def kept_levels(session: Session, site_ids: Sequence[int]) -> dict[int, Level | None]:
    """The levels that are kept of these sites."""
    levels: dict[int, Level | None] = {}
    for some in chunks(site_ids):
        levels |= {site_id: unkept(level) for site_id, level in ask(session, _levels(), {"ids": list(some)})}
    return levels


@cache
def _levels() -> Any:
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    return sa.select(SiteStanding.site_id, SiteStanding.level).where(col(SiteStanding.site_id).in_(ids))  # type: ignore[call-overload]


@dataclass(frozen=True)
class Count:
    """What entries are counted by: the day, the rules, where units lie, and the levels of sites."""

    around: Surroundings
    day: date
    rules: RuleSet
    levels: Mapping[int, Level | None]


def counted_rows(
    session: Session, count: Count, entries: Iterable[Entry], whole: Sequence[Entry]
) -> list[KeptRow]:
    """What `counted_entry` says of the entries in force; `whole` are all that decide which mode counts them."""
    in_force = [entry for entry in entries if entry.is_in_force(count.day)]
    lines = [entry for entry in whole if entry.is_in_force(count.day)]
    modes = {mode: {entry.id for entry in lines_counted(lines, mode)} for mode in CountingMode}
    of_sites = sorted({entry.site_id for entry in in_force if entry.site_id is not None})
    faces, around, rows = read_faces(session, of_sites, None), count.around, []
    for entry in in_force:
        face = faces.get(entry.site_id or 0)
        links = [around.units.by_id[i] for i in face.unit_ids] if face else []
        where = units_of(links, around.units, count.day, partial(unit_at, around, face, count.day))
        is_in = {mode: entry.id in ids for mode, ids in modes.items()}
        if any(is_in.values()):
            rows.append(
                {
                    "entry_id": entry.id,
                    "is_designation": is_in[CountingMode.DESIGNATION],
                    "is_component": is_in[CountingMode.COMPONENT],
                    "scheme": entry.scheme,
                    "grade": entry.grade,
                    "site_id": entry.site_id,
                    "complex_id": entry.complex_id,
                    "unit_id": where[0] if where else 0,
                    "level": kept_as(count.levels.get(entry.site_id or 0)),
                    "required": kept_as(required_level(entry.scheme, entry.grade, count.rules)),
                }
            )
    return rows


@dataclass(frozen=True, slots=True)
class Key:
    """What a counter is kept under."""

    counting_mode: str
    scheme: str
    unit_id: int
    grade: str
    level: int
    required: int


KEY = tuple(Key.__dataclass_fields__)


def sum_up(rows: Iterable[Mapping[Any, Any]]) -> Counter[Key]:
    """The sums of counted entries under their keys."""
    sums = Counter[Key]()
    for row in rows:
        key = (str(row["scheme"]), row["unit_id"], str(row["grade"] or ""), row["level"], row["required"])
        if row["is_designation"]:
            sums[Key(CountingMode.DESIGNATION, *key)] += 1
        if row["is_component"]:
            sums[Key(CountingMode.COMPONENT, *key)] += 1
    return sums


def move_counters(session: Session, before: Counter[Key], after: Counter[Key]) -> None:
    """Move the kept sums by the difference; what comes to nothing is no row."""
    moved = [key for key in before.keys() | after.keys() if before[key] != after[key]]
    new = []
    for key in moved:
        values: KeptRow = {name: getattr(key, name) for name in KEY}
        difference = after[key] - before[key]
        told = {f"of_{name}": value for name, value in values.items()} | {"difference": difference}
        if not ask(session, _move(), told).rowcount:
            new.append({**values, "entries": difference})
    insert_rows(session, CoverageCounter, new)
    if moved:
        session.execute(sa.delete(CoverageCounter).where(col(CoverageCounter.entries) == 0))


@cache
def _move() -> Any:
    table = CoverageCounter.__table__  # type: ignore[attr-defined]
    same = [table.c[name] == sa.bindparam(f"of_{name}") for name in KEY]
    return sa.update(table).where(*same).values(entries=table.c.entries + sa.bindparam("difference"))
