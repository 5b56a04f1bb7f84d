"""Rows of procedures: which version a row speaks of, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.cells import Cells
from catalog.exchange.importing import ImportOrder
from catalog.procedures.ledger import Ledger, Row
from catalog.procedures.statements import BAD_CODE, ProcedureStatement, read_code
from catalog.sites.statement import problems_of
from catalog.text import fold

OVERLAPS = "INTERVALS_OVERLAP"
_TEXTS = ("field", "level", "agency", "time_limit", "fee", "decision", "source")
_HERE = frozenset({"dien bien", "tinh dien bien"})


class ProcedureRows:
    """Reads rows of procedures into a ledger."""

    def __init__(self, ledger: Ledger, order: ImportOrder) -> None:
        del order
        self.ledger = ledger
        self._seen: dict[tuple[Any, ...], int] = {}

    def load(self, rows: list[dict[str, str]]) -> None:
        """Bring in every version of the procedures that rows name."""
        self.ledger.load(filter(None, (read_code(row.get("code", "").strip()) for row in rows)))

    def apply(self, cells: Cells, number: int) -> list[Problem]:
        """Bring a row in; there are no warnings. Raises `ProblemsError`; then nothing changed."""
        code = read_code(cells.text("code") or "")
        if code is None:
            cells.refuse("BAD_CODE", BAD_CODE, "code")
        _refuse_other_province(cells)
        starts, ends = cells.day("valid_from"), cells.day("valid_to")
        cells.done()
        versions = self.ledger.of(code)
        before = _version_meant(versions, starts)
        stated = _read(cells, before or {}, code=code, starts=starts, ends=ends)
        self._refuse_twin(before, stated, number)
        _refuse_overlap(stated, [row for row in versions if row is not before])
        self.ledger.put(before, stated)
        self._seen[self.ledger.kind.key_of(stated)] = number
        return []

    def _refuse_twin(self, before: Row | None, stated: Mapping[str, Any], number: int) -> None:
        keys = [self.ledger.kind.key_of(row) for row in (before, stated) if row is not None]
        first = next((self._seen[key] for key in keys if key in self._seen), number)
        if first != number:
            message = Message(
                f"Thủ tục {stated['code']} đã có ở dòng {first} của tệp này; nếu là phiên bản khác, hãy ghi `valid_from`.",
                f"Procedure {stated['code']} is already on row {first} of this file; state `valid_from` of another version.",
            )
            raise ProblemsError([Problem("DUPLICATE_ROW", message, "code")])


def _refuse_other_province(cells: Cells) -> None:
    province = cells.text("province")
    if province is not None and fold(province) not in _HERE:
        message = Message(
            f"Dòng này là thủ tục của {province}, không phải của tỉnh Điện Biên.",
            f"This row is a procedure of {province}, not of Điện Biên.",
        )
        cells.refuse("OTHER_PROVINCE", message, "province")


def _version_meant(versions: list[Row], starts: date | None) -> Row | None:
    """The version that a row speaks of; None for a new one.

    Without a start it is the one that has not ended, or the only one. With a start it is the one of that start, or
    one whose start was not known and is learnt here.
    """
    if starts is not None:
        same = [row for row in versions if row["valid_from"] == starts]
        undated = [
            row
            for row in versions
            if row["valid_from"] is None and (row["valid_to"] is None or row["valid_to"] > starts)
        ]
        return next(iter(same or undated), None)
    lasting = [row for row in versions if row["valid_to"] is None] or versions
    if len(lasting) > 1:
        message = Message(
            "Thủ tục này có nhiều phiên bản; hãy ghi `valid_from` để biết dòng này nói về phiên bản nào.",
            "This procedure has several versions; state `valid_from` to say which one this row means.",
        )
        raise ProblemsError([Problem("AMBIGUOUS_VERSION", message, "valid_from")])
    return lasting[0] if lasting else None


def _read(
    cells: Cells, before: Mapping[str, Any], *, code: str | None, starts: date | None, ends: date | None
) -> dict[str, Any]:
    texts = {name: cells.text(name) or before.get(name) for name in _TEXTS}
    try:
        statement = ProcedureStatement(
            code=code or "",
            name=cells.text("name_vi") or before.get("name") or "",
            valid_from=starts or before.get("valid_from"),
            valid_to=ends or before.get("valid_to"),
            **texts,
        )
    except ValidationError as error:
        found = problems_of(error)
        raise ProblemsError(
            [Problem(p.code, p.message, "name_vi" if p.field == "name" else p.field) for p in found]
        ) from None
    return statement.model_dump() | {"search_text": statement.search_text()}


def _refuse_overlap(stated: Mapping[str, Any], others: list[Row]) -> None:
    for other in others:
        if may_overlap(stated, other):
            start, end = other["valid_from"] or "?", other["valid_to"] or "?"
            begins, ends = (day if day == "?" else f"{day:%d/%m/%Y}" for day in (start, end))
            message = Message(
                f"Thời hạn này trùng với phiên bản từ {begins} đến trước {ends}; hãy ghi ngày kết thúc của phiên bản đó.",
                f"This interval overlaps the version from {start}, before {end}; state when that one ended.",
            )
            raise ProblemsError([Problem(OVERLAPS, message, "valid_from")])


def may_overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two intervals can share a day; an unknown side may be any day."""
    return _before(one["valid_from"], other["valid_to"]) and _before(other["valid_from"], one["valid_to"])


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end
