"""Rows of counts: which unit and period a row speaks of, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import col

from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.cells import Cells
from catalog.exchange.importing import ImportOrder
from catalog.exchange.unit_cells import one_unit
from catalog.lazy import cached_property
from catalog.places import Unit
from catalog.procedures.figures import Period
from catalog.procedures.ledger import Ledger, Row
from catalog.procedures.statements import BAD_CODE, NUMBERS, CountStatement, read_code
from catalog.sites.statement import problems_of
from catalog.tables import Procedure


class CountRows:
    """Reads rows of counts into a ledger."""

    def __init__(self, ledger: Ledger, order: ImportOrder) -> None:
        self.ledger = ledger
        self._today = order.today
        self._units_on: dict[date, list[Unit]] = {}
        self._seen: dict[tuple[Any, ...], int] = {}

    @cached_property
    def _known_codes(self) -> frozenset[str]:
        query = sa.select(Procedure.code).where(col(Procedure.superseded_at).is_(None))  # type: ignore[call-overload]
        return frozenset(self.ledger.session.scalars(query))

    def load(self, rows: list[dict[str, str]]) -> None:
        """Nothing ahead: which unit a cell names depends on the row's period."""

    def apply(self, cells: Cells, number: int) -> list[Problem]:
        """Bring a row in; answers warnings. Raises `ProblemsError`; then nothing changed."""
        code = self._procedure(cells)
        period = self._period(cells)
        cells.done()
        unit = self._unit(cells, period)
        key = (unit.id, code, period.start, period.end)
        self.ledger.load([unit.id])
        beside = self.ledger.of(unit.id, code)
        before = next((row for row in beside if self.ledger.kind.key_of(row) == key), None)
        self._refuse_twin(key, number)
        stated = _read(cells, before or {}, key)
        _refuse_crossing(period, beside)
        self.ledger.put(before, stated)
        self._seen[key] = number
        return _looks_inclusive(period)

    def _procedure(self, cells: Cells) -> str | None:
        text = cells.text("procedure_code")
        if text is None:
            return None
        code = read_code(text)
        if code is None:
            cells.refuse("BAD_CODE", BAD_CODE, "procedure_code")
        elif code not in self._known_codes:
            message = Message(
                f"Chưa có thủ tục {code}; hãy nhập bảng thủ tục trước.",
                f"There is no procedure {code}; import the table of procedures first.",
            )
            cells.refuse("UNKNOWN_PROCEDURE", message, "procedure_code")
        return code

    def _period(self, cells: Cells) -> Period:
        start, end = (_needed_day(cells, column) for column in ("period_from", "period_to"))
        cells.done()
        if start is None or end is None or start >= end:
            message = Message(
                "Kỳ phải kết thúc sau khi bắt đầu; `period_to` là ngày đầu tiên sau kỳ.",
                "A period ends after it starts; `period_to` is the first day after it.",
            )
            raise ProblemsError([Problem("END_BEFORE_START", message, "period_to")])
        if start > self._today:
            message = Message("Kỳ này chưa bắt đầu.", "This period has not begun.")
            raise ProblemsError([Problem("NOT_BEGUN", message, "period_from")])
        return Period(start, end)

    def _unit(self, cells: Cells, period: Period) -> Unit:
        """The unit of that name when the period began; it must last as long as the period."""
        name = cells.text("unit")
        if name is None:
            message = Message("Thiếu đơn vị.", "The unit is missing.")
            raise ProblemsError([Problem("UNIT_MISSING", message, "unit")])
        among = self._units_on.setdefault(period.start, self.ledger.units.on(period.start))
        unit = one_unit(cells, "unit", name, among)
        cells.done()
        if unit is None:
            raise TypeError("a unit that is not found is a problem")
        if unit.valid_to is not None and unit.valid_to < period.end:
            message = Message(
                f"{unit.name} ({unit.code}) chỉ tồn tại đến trước {unit.valid_to:%d/%m/%Y}; hãy tách kỳ tại ngày đó.",
                f"{unit.name} ({unit.code}) ended on {unit.valid_to}; split the period on that day.",
            )
            raise ProblemsError([Problem("UNIT_ENDED", message, "period_to")])
        return unit

    def _refuse_twin(self, key: tuple[Any, ...], number: int) -> None:
        first = self._seen.get(key, number)
        if first != number:
            message = Message(
                f"Cùng đơn vị, thủ tục và kỳ với dòng {first} của tệp này.",
                f"The same unit, procedure and period as row {first} of this file.",
            )
            raise ProblemsError([Problem("DUPLICATE_ROW", message, "unit")])


def _needed_day(cells: Cells, column: str) -> date | None:
    if cells.text(column) is None:
        cells.refuse(
            "PERIOD_MISSING", Message("Thiếu ngày của kỳ.", "A date of the period is missing."), column
        )
    return cells.day(column)


def _read(cells: Cells, before: Mapping[str, Any], key: tuple[Any, ...]) -> dict[str, Any]:
    unit_id, code, start, end = key
    numbers = {name: _number(cells, name, before.get(name)) for name in NUMBERS}
    cells.done()
    try:
        statement = CountStatement(
            procedure_code=code,
            unit_id=unit_id,
            period_from=start,
            period_to=end,
            source=cells.text("source") or before.get("source") or "",
            **{name: -1 if number is None else number for name, number in numbers.items()},
        )
    except ValidationError as error:
        raise ProblemsError(problems_of(error)) from None
    return statement.model_dump()


def _number(cells: Cells, column: str, known: int | None) -> int | None:
    """A count as digits alone: in "1.234" a point may set off thousands or decimals, and a blank is not 0."""
    text = cells.text(column)
    if text is None:
        if known is None:
            message = Message(
                "Thiếu số đếm; nếu không có hồ sơ nào hãy ghi 0.",
                "The count is missing; write 0 if there was none.",
            )
            cells.refuse("COUNT_MISSING", message, column)
        return known
    if text.isascii() and text.isdigit() and len(text) <= 12:
        return int(text)
    message = Message(
        f"“{text}” không phải là số đếm; chỉ viết chữ số, không có dấu phân cách, ví dụ 1234.",
        f"“{text}” is not a count; write digits alone, without separators, for example 1234.",
    )
    cells.refuse("BAD_COUNT", message, column)
    return None


def _refuse_crossing(period: Period, beside: list[Row]) -> None:
    """Periods of one unit may lie within each other, as months in a year, but share no days halfway."""
    for row in beside:
        other = Period(row["period_from"], row["period_to"])
        if period.meets(other) and not period.holds(other) and not other.holds(period):
            message = Message(
                f"Kỳ này đè một phần lên kỳ từ {other.start:%d/%m/%Y} đến trước {other.end:%d/%m/%Y} của cùng đơn vị.",
                f"This period overlaps in part the one from {other.start}, before {other.end}, of the same unit.",
            )
            raise ProblemsError([Problem("PERIODS_CROSS", message, "period_from")])


def _looks_inclusive(period: Period) -> list[Problem]:
    after = period.end + timedelta(days=1)
    if period.start.day != 1 or after.day != 1:
        return []
    message = Message(
        f"`period_to` là ngày đầu tiên sau kỳ; nếu {period.end:%d/%m/%Y} còn thuộc kỳ, hãy ghi {after:%d/%m/%Y}.",
        f"`period_to` is the first day after the period; if {period.end} still belongs to it, write {after}.",
    )
    return [Problem("LAST_DAY_LEFT_OUT", message, "period_to")]
