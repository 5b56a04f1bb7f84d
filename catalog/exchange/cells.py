"""Reading single cells: dates, numbers, words of a list; each failure names its column."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from catalog.errors import Message, Problem, ProblemsError

Word = TypeVar("Word", bound=StrEnum)


class Cells:
    """The cells of one row; reads them one by one and gathers what is wrong with them."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.problems: list[Problem] = []

    def text(self, column: str) -> str | None:
        """The text, or None if blank or absent."""
        return self._cells.get(column, "").strip() or None

    def many(self, column: str) -> list[str]:
        """The parts of a cell that are separated by semicolons."""
        return [part.strip() for part in self._cells.get(column, "").split(";") if part.strip()]

    def day(self, column: str) -> date | None:
        """A date written as 2009-08-12, or the Vietnamese way as 12/8/2009 or 12-8-2009."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return _day(text)
        except ValueError:
            self.refuse(
                "BAD_DATE",
                Message(
                    f"“{text}” không phải là ngày; hãy viết 2009-08-12 hoặc 12/08/2009.",
                    f"“{text}” is not a date; write 2009-08-12 or 12/08/2009.",
                ),
                column,
            )
        return None

    def number(self, column: str) -> float | None:
        """A number with a decimal point or a decimal comma."""
        text = self.text(column)
        if text is None:
            return None
        try:
            number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
            if math.isfinite(number):
                return number
        except ValueError:
            number = math.nan
        self.refuse(
            "BAD_NUMBER", Message(f"“{text}” không phải là số.", f"“{text}” is not a number."), column
        )
        return None

    def word(self, column: str, words: type[Word]) -> Word | None:
        """One of a closed list, in any case."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return words(text.upper())
        except ValueError:
            allowed = ", ".join(word.value.lower() for word in words)
            self.refuse(
                "UNKNOWN_WORD",
                Message(
                    f"“{text}” không có trong danh sách: {allowed}.", f"“{text}” is not one of: {allowed}."
                ),
                column,
            )
        return None

    def refuse(self, code: str, message: Message, column: str) -> None:
        """Note a problem with a column."""
        self.problems.append(Problem(code, message, column))

    def done(self) -> None:
        """Raise `ProblemsError` with all problems noted, if any."""
        if self.problems:
            raise ProblemsError(self.problems)


def _day(text: str) -> date:
    if len(text) >= 10 and text[4] == "-":
        return date.fromisoformat(text[:10]) if text[10:] in ("", " 00:00:00", "T00:00:00") else _fail(text)
    day, month, year = text.replace("-", "/").replace(".", "/").split("/")
    if len(year) != 4:
        return _fail(text)
    return date(int(year), int(month), int(day))


def _fail(text: str) -> date:
    raise ValueError(text)
