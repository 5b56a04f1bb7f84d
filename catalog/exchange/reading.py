"""Reading a table out of a file that somebody sends: CSV or XLSX, row by row, trusting nothing in it.

What is wrong with the file as a whole is raised (`UnreadableFileError`); what is wrong with one row travels
with the row. Nothing here knows what the columns mean.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from catalog.errors import Message, Problem
from catalog.exchange import refusals
from catalog.exchange.delimited import delimited_records
from catalog.exchange.encodings import garbled_encoding
from catalog.exchange.formats import foreign_format, is_archive, is_locked_workbook
from catalog.exchange.refusals import UnreadableFileError
from catalog.text import nfc, text_problem, tidy

__all__ = ["Row", "Table", "UnreadableFileError", "read_table"]

MAX_FILE_BYTES = 100_000_000
"""Files of this size or more are refused before they are read."""

MAX_ROWS = 250_000
"""Most filled rows of one file."""

MAX_COLUMNS = 256
"""Most named columns."""

CELL_LENGTH = 32_767
"""Most characters of a cell, as in Excel."""

_START_BYTES = 1 << 16
_ROWS_LOOKED_AHEAD = 200
_VALUE = re.compile(r"[+-]?\d[\d.,/: -]*")
_QUOTED = re.compile(r"^'(?=[=+\-@])")
"""The apostrophe by which a spreadsheet, or our own file of refused rows, keeps a cell from being run."""
_FORMULA = re.compile(r"[=@＝＠]|[+\-＋－](?!\s*(?:[\d(][\d\s.,()/%-]*(?:[eE][+-]?\d+)?)?$)")
_EXCEL_ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}
)

_Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    `number` is the row's number in a spreadsheet that shows the file (the header is usually 1). `cells` holds
    the text of every column by its name, "" where blank, composed (NFC) and without white space around it.
    `problems` is what makes the row unusable; the `field` of each is the column's name.
    """

    number: int
    cells: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns in their order, and the rows, which can be read once."""

    header: tuple[str, ...]
    rows: Iterator[Row]


@contextmanager
def read_table(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> Iterator[Table]:
    """The table in a CSV file (UTF-8) or in the first sheet of an XLSX workbook, told apart by content.

    The first filled row is the header; blank rows are left out. Use it in a `with` statement and read
    `table.rows` inside: they come from the open file as they are asked for, so memory stays flat for CSV and
    within the size of the texts for XLSX. Raises `UnreadableFileError`; reading `rows` raises it too, at the
    row from where the file cannot be read any further.
    """
    if not path.is_file():
        raise refusals.not_found(path.name)
    size = path.stat().st_size
    if size >= max_bytes:
        raise refusals.too_large(size, max_bytes)
    with path.open("rb") as file, closing(_records(file)) as records:
        filled = (record for record in records if any(cell.strip() for cell in record[1]))
        first = next(filled, None)
        if first is None:
            raise refusals.empty()
        header = _header(first)
        ahead = list(islice(filled, _ROWS_LOOKED_AHEAD))
        _refuse_garbled_text([first, *ahead])
        yield Table(header, _rows(header, chain(ahead, filled)))


def _records(file: BinaryIO) -> Generator[_Record, None, None]:
    start = file.read(_START_BYTES)
    if is_archive(start):
        from catalog.exchange.workbook import workbook_records  # noqa: PLC0415 (openpyxl: a server starts without it)

        return workbook_records(file)
    if is_locked_workbook(start):
        raise refusals.locked()
    if name := foreign_format(start):
        raise refusals.wrong_format(name)
    return delimited_records(file)


def _header(record: _Record) -> tuple[str, ...]:
    number, cells = record
    names = [tidy(cell) for cell in cells]
    while not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise refusals.too_many_columns(number, MAX_COLUMNS)
    seen: set[str] = set()
    for position, name in enumerate(names, start=1):
        if not name:
            raise refusals.unnamed_column(position)
        if text_problem(name):
            raise refusals.not_a_table()
        if _VALUE.fullmatch(name) or _FORMULA.match(name) or name in _EXCEL_ERRORS:
            raise refusals.no_header(name)
        if name.casefold() in seen:
            raise refusals.duplicate_column(name)
        seen.add(name.casefold())
    return tuple(names)


def _refuse_garbled_text(records: Sequence[_Record]) -> None:
    encoding = garbled_encoding("\n".join(nfc(cell) for _, cells in records for cell in cells))
    if encoding is not None:
        raise refusals.encoding_legacy(encoding)


def _rows(header: Sequence[str], records: Iterator[_Record]) -> Iterator[Row]:
    for count, (number, cells) in enumerate(records, start=1):
        if count > MAX_ROWS:
            raise refusals.too_many_rows(MAX_ROWS)
        yield _row(header, number, cells)


def _row(header: Sequence[str], number: int, cells: Sequence[str]) -> Row:
    """The row; cells that are missing at its end are blank, filled cells beyond the header are a problem."""
    texts = dict.fromkeys(header, "")
    problems: list[Problem] = []
    for name, cell in zip(header, cells, strict=False):
        text = _QUOTED.sub("", nfc(cell).strip())
        problem = _cell_problem(text, name)
        if problem is not None:
            problems.append(problem)
        texts[name] = text
    extra = sum(bool(cell.strip()) for cell in cells[len(header) :])
    if extra:
        problems.append(_extra_cells(extra, len(header)))
    return Row(number, texts, tuple(problems))


def _cell_problem(text: str, column: str) -> Problem | None:
    if not text:
        return None
    if not text.isprintable() or len(text) > CELL_LENGTH:  # the plain cells, nearly all, need no closer look
        problem = text_problem(
            tidy(text, multiline=True), multiline=True, max_length=CELL_LENGTH, field=column
        )
        if problem is not None:
            return problem
    if _FORMULA.match(text):
        return Problem("FORMULA", _FORMULA_MESSAGE, column)
    if text in _EXCEL_ERRORS:
        return Problem("CELL_ERROR", _cell_error(text), column)
    if "\ufffd" in text or garbled_encoding(text):
        return Problem("GARBLED_TEXT", _GARBLED_MESSAGE, column)
    return None


_FORMULA_MESSAGE = Message(
    "Ô chứa công thức hoặc bắt đầu bằng =, @, + hay -; hãy thay bằng giá trị (Dán đặc biệt > Giá trị) "
    "hoặc bỏ ký tự ở đầu.",
    "The cell holds a formula or begins with =, @, + or -; please replace it by its value "
    "(Paste Special > Values) or remove the sign.",
)
_GARBLED_MESSAGE = Message(
    "Chữ trong ô bị lỗi bảng mã (không phải Unicode hoặc đã mất dấu); hãy nhập lại bằng Unicode.",
    "The text of the cell is garbled (not Unicode, or letters were lost); please enter it again in Unicode.",
)


def _cell_error(text: str) -> Message:
    return Message(f"Ô có lỗi Excel {text}.", f"The cell has the Excel error {text}.")


def _extra_cells(extra: int, width: int) -> Problem:
    return Problem(
        "EXTRA_CELLS",
        Message(
            f"Dòng có {extra} ô nằm ngoài {width} cột của bảng; "
            "có thể thiếu dấu ngoặc kép quanh một ô có dấu phân cách.",
            f"The row has {extra} cells beyond the {width} columns of the table; "
            "perhaps a cell with a separator in it lacks quotation marks.",
        ),
    )
