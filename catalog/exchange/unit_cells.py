"""Units as tables name them: "Xã Mường Phăng", a code, or a former commune with its district."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalog.errors import Message
from catalog.exchange.cells import Cells
from catalog.exchange.workspace import Surroundings
from catalog.places import Unit, Units
from catalog.sites.content import UnitLink
from catalog.terms import UnitLevel
from catalog.text import fold

_BELOW_DISTRICT = (UnitLevel.COMMUNE, UnitLevel.WARD)


COLUMNS = ("commune", "former_commune", "former_district")


def read_units(cells: Cells, around: Surroundings) -> tuple[UnitLink, ...] | None:
    """The units of a row, the first present one primary; None if the row names none.

    Notes UNKNOWN_UNIT or AMBIGUOUS_UNIT on the cell at fault.
    """
    key = tuple(cells.text(column) for column in COLUMNS)
    if key not in around.unit_readings:
        judged = Cells({column: text or "" for column, text in zip(COLUMNS, key, strict=True)})
        around.unit_readings[key] = (_read(judged, around.units, around.today), tuple(judged.problems))
    links, problems = around.unit_readings[key]
    cells.problems.extend(problems)
    return links  # type: ignore[no-any-return]


def _read(cells: Cells, units: Units, today: date) -> tuple[UnitLink, ...] | None:
    present = [
        one_unit(cells, "commune", name, units.on(today, _BELOW_DISTRICT)) for name in cells.many("commune")
    ]
    districts = [u for u in units.by_id.values() if u.level == UnitLevel.DISTRICT]
    district = [one_unit(cells, "former_district", name, districts) for name in cells.many("former_district")]
    above = {unit.id for unit in district if unit}
    former_units = [u for u in units.by_id.values() if u.valid_to is not None and u.level in _BELOW_DISTRICT]
    inside = [u for u in former_units if not above or u.parent_id in above]
    former = [one_unit(cells, "former_commune", name, inside) for name in cells.many("former_commune")]
    finest = former or district
    named = [unit for unit in (*present, *finest) if unit is not None]
    if not named:
        return None
    if not present and len(heirs := {h.id: h for u in former if u for h in units.today_of(u)}) == 1:
        named.insert(0, next(iter(heirs.values())))
    primary = named[0].id if named[0].valid_to is None else None
    unique = {unit.id: unit for unit in named}
    return tuple(UnitLink(unit=u.key, is_primary=u.id == primary) for u in unique.values())


def one_unit(cells: Cells, column: str, name: str, among: Sequence[Unit]) -> Unit | None:
    """The unit of `among` that a cell names; None, with UNKNOWN_UNIT or AMBIGUOUS_UNIT noted, if none or several are."""
    for found in _readings(name, among):
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            places = ", ".join(f"{unit.name} ({unit.code})" for unit in found)
            cells.refuse(
                "AMBIGUOUS_UNIT",
                Message(f"“{name}” có thể là: {places}.", f"“{name}” may be any of: {places}."),
                column,
            )
            return None
    cells.refuse(
        "UNKNOWN_UNIT",
        Message(
            f"Không có đơn vị hành chính “{name}” phù hợp với cột này.",
            f"There is no administrative unit “{name}” that fits this column.",
        ),
        column,
    )
    return None


def _readings(name: str, among: Sequence[Unit]) -> list[list[Unit]]:
    """From the strictest reading to the most lenient: code, full name, name without marks, bare name."""
    plain = fold(name)
    return [
        [u for u in among if u.code == name],
        [u for u in among if u.name == name],
        [u for u in among if fold(u.name) == plain],
        [u for u in among if _bare(u) == plain],
    ]


def _bare(unit: Unit) -> str:
    plain = fold(unit.name)
    for prefix in ("thanh pho ", "thi xa ", "thi tran ", "phuong ", "huyen ", "xa ", "tinh "):
        if plain.startswith(prefix):
            return plain.removeprefix(prefix)
    return plain
