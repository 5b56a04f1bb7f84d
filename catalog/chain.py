"""The history's chain, judged: every row that is altered, missing, moved, cut off, added or replaced, by name.

What a walk along the chain cannot see is a chain that was written anew from some row to its end. An export
kept elsewhere shows it (`against`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson
from sqlmodel import Session

from catalog.errors import BadRequestError, Message
from catalog.history import COLUMNS, START, hash_of, head, holds, rows

MOST_SOUGHT = 1000
"""Altered rows, and numbers, among which it is tried whether a row was merely moved."""


class Fault(StrEnum):
    """In which way a row is not as it was written."""

    ALTERED = "ALTERED"
    MISSING = "MISSING"
    MOVED = "MOVED"
    UNLINKED = "UNLINKED"
    CUT = "CUT"
    ADDED = "ADDED"
    REPLACED = "REPLACED"
    CONTENT = "CONTENT"
    EXPORT = "EXPORT"


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold: the (first) row's number, and in which way."""

    sequence: int
    fault: Fault
    message: Message


def verify(session: Session) -> tuple[int, list[Break]]:
    """Walk the whole chain: how many rows there are, and every row that is not as it was written."""
    walk = _Walk()
    for row in rows(session):
        walk.step(row)
    walk.finish(*head(session))
    return walk.count, sorted(walk.breaks, key=lambda found: found.sequence)


@dataclass
class _Walk:
    """Along the chain, row by row, with the row before in mind."""

    count: int = 0
    last: int = 0
    last_hash: str = START
    last_holds: bool = True
    breaks: list[Break] = field(default_factory=list)
    altered: list[dict[str, Any]] = field(default_factory=list)
    empty_numbers: list[int] = field(default_factory=list)

    def step(self, row: dict[str, Any]) -> None:
        sequence, is_good = row["sequence"], holds(row)
        follows = sequence == self.last + 1
        if not follows:
            self.breaks.append(_missing(self.last + 1, sequence - 1))
            room = MOST_SOUGHT - len(self.empty_numbers)
            self.empty_numbers.extend(range(self.last + 1, min(sequence, self.last + 1 + room)))
        elif is_good and self.last_holds and row["previous_hash"] != self.last_hash:
            self.breaks.append(_unlinked(sequence))
        if not is_good:
            if len(self.altered) < MOST_SOUGHT:
                self.altered.append(row)
            else:
                self.breaks.append(_altered(sequence))
        self.count += 1
        self.last, self.last_hash, self.last_holds = sequence, row["hash"], is_good

    def finish(self, end: int, end_hash: str) -> None:
        """Judge the end against the head that is kept apart, and tell moved rows from altered ones."""
        if end > self.last:
            self.breaks.append(_cut(self.last + 1, end))
            room = MOST_SOUGHT - len(self.empty_numbers)
            self.empty_numbers.extend(range(self.last + 1, min(end + 1, self.last + 1 + room)))
        elif end < self.last:
            self.breaks.append(_added(end + 1, self.last))
        elif end_hash != self.last_hash and self.last_holds:
            self.breaks.append(_last_replaced(self.last))
        places = [*(row["sequence"] for row in self.altered), *self.empty_numbers]
        self.breaks.extend(_moved_or_altered(row, places) for row in self.altered)


def _moved_or_altered(row: Mapping[str, Any], places: Iterable[int]) -> Break:
    sequence = row["sequence"]
    for place in places:
        if place != sequence and holds({**row, "sequence": place}):
            message = Message(
                f"Dòng {sequence} vốn là dòng {place}: thứ tự đã bị đổi.",
                f"Row {sequence} was row {place} once: the order was changed.",
            )
            return Break(sequence, Fault.MOVED, message)
    return _altered(sequence)


def _altered(sequence: int) -> Break:
    message = Message(f"Dòng {sequence} đã bị sửa.", f"Row {sequence} has been altered.")
    return Break(sequence, Fault.ALTERED, message)


def _span(first: int, last: int) -> tuple[str, str]:
    if first == last:
        return f"dòng {first}", f"row {first}"
    return f"các dòng {first} đến {last}", f"rows {first} to {last}"


def _missing(first: int, last: int) -> Break:
    vi, en = _span(first, last)
    return Break(first, Fault.MISSING, Message(f"Thiếu {vi}.", f"Missing: {en}."))


def _cut(first: int, last: int) -> Break:
    vi, en = _span(first, last)
    return Break(first, Fault.CUT, Message(f"Phần cuối bị cắt: thiếu {vi}.", f"The end was cut off: {en}."))


def _added(first: int, last: int) -> Break:
    vi, en = _span(first, last)
    message = Message(f"Bị thêm sau điểm cuối đã ghi nhận: {vi}.", f"Added behind the recorded end: {en}.")
    return Break(first, Fault.ADDED, message)


def _unlinked(sequence: int) -> Break:
    message = Message(
        f"Dòng {sequence} không nối với dòng {sequence - 1}: một trong hai dòng đã bị thay.",
        f"Row {sequence} does not follow row {sequence - 1}: one of the two was replaced.",
    )
    return Break(sequence, Fault.UNLINKED, message)


def _last_replaced(sequence: int) -> Break:
    message = Message(
        f"Dòng cuối ({sequence}) không phải là dòng đã ghi nhận: nó, hoặc điểm cuối đã ghi nhận, bị thay.",
        f"The last row ({sequence}) is not the one recorded: it, or the recorded end, was replaced.",
    )
    return Break(sequence, Fault.REPLACED, message)


def read_export(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of an export. Raises `BadRequestError` for what is none, or holds no row at all."""
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            row = orjson.loads(line)
            yield {name: row[name] for name in COLUMNS}
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            message = Message(
                f"Dòng {number} của tệp không phải là một dòng lịch sử đã xuất.",
                f"Line {number} of the file is no exported row of the history.",
            )
            raise BadRequestError(message) from error
    if not number:
        raise BadRequestError(Message("Tệp không có dòng nào.", "The file holds no row."))


def against(session: Session, exported: Iterable[Mapping[str, Any]]) -> tuple[int, list[Break]]:
    """Hold the present chain against an earlier export: how many rows it has, and each that is another now.

    The export itself must hold: rows from the first, each linked to the one before.
    """
    breaks: list[Break] = []
    present, count, previous = rows(session), 0, START
    row = next(present, None)
    for count, old in enumerate(exported, start=1):
        if old["sequence"] != count or old["previous_hash"] != previous or not holds(old):
            breaks.append(_bad_export(count))
            break
        previous = old["hash"]
        while row is not None and row["sequence"] < count:
            row = next(present, None)
        if row is None or row["sequence"] != count:
            message = Message(
                f"Dòng {count} của bản xuất nay không còn.", f"Row {count} of the export is gone."
            )
            breaks.append(Break(count, Fault.MISSING, message))
        elif _hash(row) != old["hash"]:
            message = Message(
                f"Dòng {count} nay khác với bản xuất: lịch sử đã bị viết lại.",
                f"Row {count} differs from the export: the history was rewritten.",
            )
            breaks.append(Break(count, Fault.REPLACED, message))
    return count, breaks


def _hash(row: Mapping[str, Any]) -> str | None:
    try:
        return hash_of(row)
    except (TypeError, ValueError):
        return None


def _bad_export(number: int) -> Break:
    message = Message(
        f"Chính bản xuất không toàn vẹn từ dòng {number}.",
        f"The export itself does not hold from its row {number} on.",
    )
    return Break(number, Fault.EXPORT, message)
