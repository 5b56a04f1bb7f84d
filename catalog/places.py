"""Administrative units through time: which unit bore a code on a day, what became of it, where it lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import shapely
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import UtcDateTime, ask
from catalog.geo import Boundaries, Boundary
from catalog.roles import Acting, Actor, Grant
from catalog.tables import AdminUnit, UnitBoundary, UnitSuccession
from catalog.terms import Succession, UnitLevel, UnitType
from catalog.unchanged import Unchanged

PROVINCE_CODE = "11"
LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Legal time is a date here."""


def legal_day(instant: datetime) -> date:
    """The date of an instant in Vietnam."""
    return instant.astimezone(LEGAL_ZONE).date()


def end_of_day(day: date) -> datetime:
    """The first instant in Vietnam that is no longer on the day; of the last day that has a name, its last one."""
    if day == date.max:
        return datetime.combine(day, time.max, LEGAL_ZONE)
    return datetime.combine(later(day, 1), time.min, LEGAL_ZONE)


def later(day: date, days: int) -> date:
    """So many days after the day, or the last day that has a name."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max


@dataclass(frozen=True)
class Unit:
    """One unit during one interval; `valid_from` None means that its start is not known."""

    id: int
    key: str
    code: str
    name: str
    level: UnitLevel
    type: UnitType
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None
    latitude: float | None
    longitude: float | None
    source: str

    def is_valid_on(self, day: date) -> bool:
        """Half-open; a unit whose start is unknown is answered for every day before its end."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True, eq=False)
class Units:
    """All units and their succession, in memory: 185 rows that change a few times in a decade."""

    by_id: Mapping[int, Unit]
    by_key: Mapping[str, Unit]
    changes: Mapping[tuple[int, int], Succession]
    successors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    predecessors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    children: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def bearer(self, code: str, day: date) -> Unit | None:
        """The unit that bore `code` on `day`."""
        return next((u for u in self.by_id.values() if u.code == code and u.is_valid_on(day)), None)

    def on(self, day: date, levels: Iterable[UnitLevel] | None = None) -> list[Unit]:
        """The units valid on `day`, by code."""
        wanted = None if levels is None else set(levels)
        units = (
            u for u in self.by_id.values() if u.is_valid_on(day) and (wanted is None or u.level in wanted)
        )
        return sorted(units, key=lambda unit: unit.code)

    def successors_of(self, unit: Unit) -> list[Unit]:
        """What a former unit became, by code; empty for a unit that still is, or that ended without heir."""
        return sorted((self.by_id[i] for i in self.successors.get(unit.id, ())), key=lambda u: u.code)

    def predecessors_of(self, unit: Unit) -> list[Unit]:
        """What a unit was made of, by code."""
        return sorted((self.by_id[i] for i in self.predecessors.get(unit.id, ())), key=lambda u: u.code)

    def within(self, unit: Unit) -> set[int]:
        """Ids of the unit and of all units below it that were valid while it was."""
        found, waiting = set(), [unit.id]
        while waiting:
            found.add(current := waiting.pop())
            waiting.extend(self.children.get(current, ()))
        return found

    def parent_of(self, unit: Unit) -> Unit | None:
        """The unit above."""
        return None if unit.parent_id is None else self.by_id[unit.parent_id]

    def today_of(self, unit: Unit) -> list[Unit]:
        """The units that stand today where `unit` stood; itself if it still is."""
        if unit.valid_to is None:
            return [unit]
        direct = self.successors_of(unit)
        if not direct:
            direct = [s for i in self.children.get(unit.id, ()) for s in self.successors_of(self.by_id[i])]
        heirs = {heir.id: heir for successor in direct for heir in self.today_of(successor)}
        return sorted(heirs.values(), key=lambda u: u.code)


def acting_today(actor: Actor, units: Units) -> Acting:
    """The actor with officers' units followed to those of today: a scope survives merges and splits."""
    grants = set()
    for grant in actor.grants:
        if grant.unit_id is None:
            grants.add(grant)
        elif grant.unit_id in units.by_id:
            heirs = units.today_of(units.by_id[grant.unit_id])
            grants.update(Grant(grant.role, heir.id) for heir in heirs)
    return Acting(actor.person_id, actor.name, frozenset(grants))


def load_units(session: Session) -> Units:
    """All units: kept from before while they are unchanged, else read in two statements."""
    return _UNITS.of(session)


def _read_units(session: Session) -> Units:
    units, changes = (ask(session, query).all() for query in _queries_of_units())
    return _units(tuple(map(tuple, units)), tuple(map(tuple, changes)))


@cache
def _queries_of_units() -> tuple[Any, Any]:
    columns = [getattr(AdminUnit, name) for name in Unit.__dataclass_fields__]
    succession = (UnitSuccession.predecessor_id, UnitSuccession.successor_id, UnitSuccession.change)
    return (
        sa.select(*columns).order_by(col(AdminUnit.id)),
        sa.select(*succession).order_by(*succession[:2]),  # type: ignore[call-overload]
    )


_UNITS = Unchanged(("admin_unit", "unit_succession"), _read_units)


@lru_cache(maxsize=4)  # one for both sides of a database
def _units(rows: tuple[tuple[Any, ...], ...], succession: tuple[tuple[Any, ...], ...]) -> Units:
    units = [Unit(*row) for row in rows]
    successors: dict[int, list[int]] = defaultdict(list)
    predecessors: dict[int, list[int]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    changes: dict[tuple[int, int], Succession] = {}
    for former, later, change in succession:
        successors[former].append(later)
        predecessors[later].append(former)
        changes[former, later] = change
    for unit in units:
        if unit.parent_id is not None:
            children[unit.parent_id].append(unit.id)
    return Units(
        by_id={unit.id: unit for unit in units},
        by_key={unit.key: unit for unit in units},
        changes=changes,
        successors={k: tuple(v) for k, v in successors.items()},
        predecessors={k: tuple(v) for k, v in predecessors.items()},
        children={k: tuple(v) for k, v in children.items()},
    )


def load_boundaries(session: Session, known_at: datetime | None = None) -> Boundaries[str]:
    """The current boundaries, or those of an instant, keyed by unit key; the province's is among them.

    The current ones are kept from before while they are unchanged.
    """
    return _BOUNDARIES.of(session) if known_at is None else _read_boundaries(session, known_at)


def _read_boundaries(session: Session, known_at: datetime | None = None) -> Boundaries[str]:
    rows = ask(session, _query_of_boundaries(known_at is not None), {"known_at": known_at}).all()
    return _drawn(tuple(map(tuple, rows)))


@cache
def _query_of_boundaries(is_past: bool) -> Any:
    ended = col(UnitBoundary.superseded_at)
    known: sa.ColumnElement[bool] = ended.is_(None)
    if is_past:
        known_at: sa.BindParameter[Any] = sa.bindparam("known_at", type_=UtcDateTime())
        known = sa.and_(col(UnitBoundary.recorded_at) <= known_at, sa.or_(known, ended > known_at))
    return (
        sa.select(AdminUnit.key, AdminUnit.name, UnitBoundary.accuracy_metres, UnitBoundary.geometry)  # type: ignore[call-overload]
        .join(UnitBoundary, col(UnitBoundary.unit_id) == AdminUnit.id)
        .where(known)
        .order_by(AdminUnit.key)
    )


_BOUNDARIES = Unchanged(("admin_unit", "unit_boundary"), _read_boundaries)


@lru_cache(maxsize=4)  # one for both sides of a database, and those of an instant that is asked for again
def _drawn(rows: tuple[tuple[str, str, float, str], ...]) -> Boundaries[str]:
    # Shapes were judged when they were stored; parsing alone is six times faster.
    shapes = shapely.from_geojson([row[3] for row in rows])
    shapely.prepare(shapes)  # whether a point lies inside is asked once for every row of an import
    return Boundaries(
        Boundary(key, shape, accuracy, name)
        for (key, name, accuracy, _), shape in zip(rows, shapes, strict=True)
    )
