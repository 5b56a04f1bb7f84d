"""The sheets of a workbook (XLSX) while they are written: headings, lines, exact numbers, text that stays text.

Text is never a formula, whatever it begins with (CWE-1236), and nothing links out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from catalog.coverage.labels import percent_text
from catalog.errors import Message
from catalog.reports.figures_of import Document, exact, ratio, sides

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""How every workbook is written."""
ALMOST_ALL = Fraction(99_999, 100_000)
LARGEST = 10**15
"""Beyond it Excel does not keep every digit of a number; such ones are written as text."""


@dataclass
class Pages:
    """The workbook being written: its language, its formats, a line at a time on the present sheet.

    `mark` stands on every sheet and on every page that is printed of it.
    """

    book: Any
    language: str
    mark: str | None = None
    sheet: Any = None
    row: int = 0
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        make = self.book.add_format
        self.bold = make({"bold": True, "font_size": 14})
        self.note = make({"italic": True, "font_color": "#444444"})
        self.head = make(
            {
                "bold": True,
                "bg_color": "#EFE6D8",
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
            }
        )
        self.text = make({"valign": "top", "num_format": "@"})
        self.wrapped = make({"valign": "top", "text_wrap": True, "num_format": "@"})
        self.whole = make({"num_format": "0", "valign": "top"})
        self.share = make({"num_format": "0.00%", "valign": "top"})
        self.edges = {
            (words := percent_text(share, self.language) or "")[0]: make(
                {"num_format": f'"{words}"', "valign": "top"}
            )
            for share in (ALMOST_ALL, 1 - ALMOST_ALL)
        }
        self.plain = make({"num_format": "General", "valign": "top"})  # fmt: skip

    def say(self, words: Message) -> str:
        """The words in the workbook's language."""
        return words.in_language(self.language)

    def begin(self, name: str, heading: str, notes: Sequence[str] = ()) -> None:
        """A new sheet: its heading, then notes, then an empty line."""
        short = name[:31]
        number = 2
        while short.lower() in self.names:
            short, number = f"{name[:28]} {number}", number + 1
        self.names.add(short.lower())
        self.sheet = self.book.add_worksheet(short)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.write_string(0, 0, heading, self.bold)
        if self.mark is not None:
            self.sheet.set_header(f"&C&B{self.mark}")
            notes = [self.mark, *notes]
        for line, note in enumerate(notes, start=1):
            self.sheet.write_string(line, 0, note, self.note)
        self.row = len(notes) + 2

    def headings(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        """A line of headings and the widths of their columns."""
        for column, (words, width) in enumerate(zip(titles, widths, strict=True)):
            self.sheet.write_string(self.row, column, words, self.head)
            self.sheet.set_column(column, column, width)
        self.row += 1

    def table(self, titles: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[Any]]) -> None:
        """Headings that stay in view, lines, and a filter over them."""
        top = self.row
        self.headings(titles, widths)
        self.sheet.freeze_panes(self.row, min(2, len(titles) - 1))
        self.sheet.repeat_rows(top)
        for line in lines:
            self.line(line)
        self.sheet.autofilter(top, 0, max(self.row - 1, top), len(titles) - 1)

    def line(self, cells: Sequence[Any]) -> None:
        """A line of values."""
        for column, value in enumerate(cells):
            self.put(column, value)
        self.row += 1

    def put(self, column: int, value: Any) -> None:
        """A value in the present line: exact numbers stay numbers, text is never a formula, None is empty."""
        match value:
            case None | "":
                self.sheet.write_blank(self.row, column, None, self.plain)
            case int() | Fraction():
                self._number(column, Fraction(value))
            case _:
                self.sheet.write_string(self.row, column, str(value), self.text)

    def _number(self, column: int, value: Fraction) -> None:
        above, below = value.numerator, value.denominator
        if max(abs(above), below) > LARGEST:
            self.sheet.write_string(self.row, column, str(value), self.text)
        elif below == 1:
            self.sheet.write_number(self.row, column, above, self.whole)
        else:
            self.sheet.write_formula(self.row, column, f"={above}/{below}", self.plain, above / below)

    def figure(self, column: int, figure: Document) -> None:
        """Four cells: numerator and denominator in whole numbers, of what part of one they are, and the ratio."""
        above, below = sides(figure)
        scale = lcm(above.denominator, below.denominator)
        for at, value in enumerate((above * scale, below * scale, Fraction(scale))):
            self._number(column + at, value)
        share = ratio(figure)
        if share is None:
            self.put(column + 3, exact(figure["value"]))
        elif max(above * scale, below * scale) > LARGEST:
            self.sheet.write_number(self.row, column + 3, float(share), self.almost(share))
        else:
            cells = [xl_rowcol_to_cell(self.row, column + at) for at in range(2)]
            self.sheet.write_formula(
                self.row, column + 3, f"={cells[0]}/{cells[1]}", self.almost(share), float(share)
            )

    def almost(self, share: Fraction) -> Any:
        """The format of a share: one that a spreadsheet would round to all or to nothing is shown as what it is not."""
        shown = percent_text(share, self.language) or ""
        return self.edges[shown[0]] if shown[:1] in self.edges else self.share
