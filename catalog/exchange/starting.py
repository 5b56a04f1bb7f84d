"""The starting register: the province's official data that ships with the product (`catalog/data`)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from catalog.db import Database, insert_rows
from catalog.errors import Message, ProblemsError
from catalog.exchange.fact_tables import apply_fact_row, names_in_fact
from catalog.exchange.headers import (
    ALTERNATIVE_NAMES,
    COMPOSITIONS,
    DECLARED_PARTS,
    DESIGNATIONS,
    EXTENTS,
    LOCATION_CANDIDATES,
)
from catalog.exchange.importing import ImportOrder, surroundings
from catalog.exchange.sites_table import apply_site_row
from catalog.exchange.workspace import Workspace
from catalog.tables import (
    AdminUnit,
    DeclaredTotal,
    ImportRun,
    KindTerm,
    Site,
    UnitBoundary,
    UnitSuccession,
)
from catalog.terms import Scheme, Succession, UnitLevel, UnitType

DATA = Path(__file__).parents[1] / "data"
TAKEN_ON = date(2026, 11, 23)
"""The day on which this register was taken from its sources (see SOURCES.md)."""

BOUNDARY_ACCURACY_METRES = 230.0
"""How far the simplified boundaries are off their source's line at most (see SOURCES.md)."""

AUTHOR = "Danh mục gốc (catalog/data)"
REFORM = date(2025, 7, 1)

_TYPES = {
    "Thành phố": UnitType.CITY,
    "Thị xã": UnitType.TOWN,
    "Thị trấn": UnitType.TOWNSHIP,
    "Huyện": UnitType.DISTRICT,
    "Phường": UnitType.WARD,
    "Xã": UnitType.COMMUNE,
    "Tỉnh": UnitType.PROVINCE,
}


def load_starting_register(database: Database, now: datetime) -> int:
    """Load units, kinds and sites into an empty catalogue, all or nothing; answers how many sites came in.

    A catalogue that has any unit or site is left alone (0).
    """
    with database.write() as session:
        if session.scalar(sa.select(sa.func.count()).select_from(AdminUnit)):
            return 0
        _load_units(session, now)
        insert_rows(session, KindTerm, list(_kinds()))
        insert_rows(session, DeclaredTotal, list(_totals(now)))
        return _load_sites(session, now)


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the shipped tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def unit_type(name: str) -> UnitType:
    """The legal type that stands before a unit's name."""
    return next(kind for prefix, kind in _TYPES.items() if name.lower().startswith(prefix.lower() + " "))


def _unit_level(kind: UnitType) -> UnitLevel:
    return {
        UnitType.PROVINCE: UnitLevel.PROVINCE,
        UnitType.CITY: UnitLevel.DISTRICT,
        UnitType.TOWN: UnitLevel.DISTRICT,
        UnitType.DISTRICT: UnitLevel.DISTRICT,
        UnitType.WARD: UnitLevel.WARD,
    }.get(kind, UnitLevel.COMMUNE)


def _load_units(session: Session, now: datetime) -> None:
    """Units, parents first; the letters before former codes are the data files' own and stay out."""
    rows = list(read_csv("admin_units.csv"))
    ids = {row["code"]: number for number, row in enumerate(rows, start=1)}
    units = []
    for row in rows:
        kind, code = unit_type(row["name"]), row["code"].lstrip("OD")
        units.append(
            {
                "id": ids[row["code"]],
                "key": f"{code}/{row['valid_from']}",
                "code": code,
                "name": row["name"],
                "level": _unit_level(kind),
                "type": kind,
                "parent_id": ids.get(row["parent_code"]),
                "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "latitude": float(row["lat"]) if row["lat"] else None,
                "longitude": float(row["lon"]) if row["lon"] else None,
                "source": row["source"],
                "recorded_at": now,
            }
        )
    order = [UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE, UnitLevel.WARD]
    units.sort(key=lambda unit: order.index(unit["level"]))  # type: ignore[arg-type]
    insert_rows(session, AdminUnit, units)
    insert_rows(session, UnitSuccession, list(_successions(rows, ids)))
    insert_rows(session, UnitBoundary, list(_boundaries(ids, now)))


def _successions(rows: list[dict[str, str]], ids: dict[str, int]) -> Iterator[dict[str, object]]:
    heirs = Counter(row["replaced_by"] for row in rows if row["replaced_by"])
    names = {row["code"]: row["name"] for row in rows}
    for row in rows:
        successor = row["replaced_by"]
        if not successor:
            continue
        yield {
            "predecessor_id": ids[row["code"]],
            "successor_id": ids[successor],
            "change": _change(
                is_merged=heirs[successor] > 1,
                same_code=row["code"].lstrip("O") == successor,
                same_name=row["name"] == names[successor],
            ),
            "effective_on": date.fromisoformat(row["valid_to"]),
            "source": row["source"],
        }


def _change(*, is_merged: bool, same_code: bool, same_name: bool) -> Succession:
    if is_merged:
        return Succession.MERGE
    if not same_name:
        return Succession.RENAME
    return Succession.CONTINUE if same_code else Succession.RECODE


def _boundaries(ids: dict[str, int], now: datetime) -> Iterator[dict[str, object]]:
    layer = json.loads((DATA / "admin_boundaries.geojson").read_text(encoding="utf-8"))
    for feature in layer["features"]:
        yield {
            "unit_id": ids[feature["properties"]["code"]],
            "geometry": json.dumps(feature["geometry"], separators=(",", ":")),
            "accuracy_metres": BOUNDARY_ACCURACY_METRES,
            "source": "thanglequoc/vietnamese-provinces-database cd58063, simplified",
            "recorded_at": now,
        }


def _kinds() -> Iterator[dict[str, object]]:
    for row in read_csv("kinds.csv"):
        yield {
            **row,
            "is_legal": row["is_legal"] == "true",
            "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        }


def _totals(now: datetime) -> Iterator[dict[str, object]]:
    for row in read_csv("declared_totals.csv"):
        yield {
            "register_name": row["register"],
            "decision_number": row["decision_number"] or None,
            "as_of": row["as_of"],
            "scheme": Scheme(row["scheme"]),
            "category": row["grade"].upper(),
            "declared": int(row["declared"]),
            "source": row["source"],
            "recorded_at": now,
        }


def _load_sites(session: Session, now: datetime) -> int:
    run = ImportRun(
        file_name="catalog/data",
        sha256="0" * 64,
        table_kind="starting_register",
        created_count=0,
        changed_count=0,
        refused_count=0,
        actor=AUTHOR,
        recorded_at=now,
    )
    session.add(run)
    session.flush()
    order = ImportOrder(author=AUTHOR, now=now, today=TAKEN_ON, accessed_on=TAKEN_ON)
    work = Workspace(session, surroundings(session, order), AUTHOR, now, run.id)
    work.load(row["slug"] for row in read_csv("sites.csv"))
    for number, row in enumerate(read_csv("sites.csv"), start=2):
        _apply(f"sites.csv:{number}", partial(apply_site_row, work, row))
    for kind in (DESIGNATIONS, COMPOSITIONS, DECLARED_PARTS, ALTERNATIVE_NAMES, LOCATION_CANDIDATES, EXTENTS):
        work.load(name for row in read_csv(f"{kind.name}.csv") for name in names_in_fact(row))
        for number, row in enumerate(read_csv(f"{kind.name}.csv"), start=2):
            _apply(f"{kind.name}.csv:{number}", partial(apply_fact_row, work, kind.name, row))
    run.created_count = work.flush().created
    return run.created_count


def _apply(place: str, act: Callable[[], object]) -> None:
    try:
        act()
    except ProblemsError as error:
        message = Message(f"{place}: {error}", f"{place}: {error}")
        raise RuntimeError(str(message)) from error


def is_empty(session: Session) -> bool:
    """Whether no site was ever recorded."""
    return session.scalar(sa.select(sa.func.count()).select_from(Site)) == 0
