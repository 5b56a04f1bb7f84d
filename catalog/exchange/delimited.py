"""The records of a delimited text file (CSV), one at a time."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Generator, Iterator
from io import TextIOWrapper
from itertools import chain, islice
from typing import BinaryIO

from catalog.exchange import refusals
from catalog.exchange.encodings import encoding_of_bytes, is_utf16

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_LINE_CHARACTERS = 1 << 20
_LEADING_LINES = 1_000
_DELIMITERS = ",;\t"


def delimited_records(file: BinaryIO) -> Generator[tuple[int, list[str]], None, None]:
    """Number and cells of each record of UTF-8 text, with or without a byte order mark.

    The number is that of the row when a spreadsheet opens the file: the first is 1, blank lines count, a cell
    of several lines is in one row. Cells are separated by commas, semicolons or tabs, whichever the first
    line has most of. The whole file is checked to be UTF-8 before the first record. Memory does not grow with
    the file, since a line of more than a million characters is refused. Raises `UnreadableFileError`.
    """
    _refuse_other_encodings(file)
    file.seek(0)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        lines = _lines(text)
        leading = _up_to_the_first_filled(lines)
        yield from _records(chain(leading, lines), _delimiter(leading[-1] if leading else ""))
    finally:
        text.detach()


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
            yield number, cells
    except csv.Error as error:
        limit = csv.field_size_limit()
        if "field limit" in str(error):
            raise refusals.endless_row(number + 1, limit) from error
        raise refusals.broken_quotes(number + 1) from error


def _lines(text: TextIOWrapper) -> Iterator[str]:
    """The lines with their ends; raises `UnreadableFileError` at one too long to be held."""
    for number, line in enumerate(iter(lambda: text.readline(_LINE_CHARACTERS), ""), start=1):
        if len(line) == _LINE_CHARACTERS and not line.endswith(("\n", "\r")):
            raise refusals.endless_row(number, _LINE_CHARACTERS)
        yield line


def _up_to_the_first_filled(lines: Iterator[str]) -> list[str]:
    """The first line that is not blank and, because rows are numbered, the blank ones before it."""
    leading = []
    for line in islice(lines, _LEADING_LINES):
        leading.append(line)
        if line.strip():
            break
    return leading


def _delimiter(line: str) -> str:
    """The separator that stands most often outside quotation marks; a comma if none does."""
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _refuse_other_encodings(file: BinaryIO) -> None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = chunk = file.read(_CHUNK)
    if is_utf16(start[:_SAMPLE]):
        raise refusals.encoding_utf16()
    if len(start[:_SAMPLE].translate(None, _CONTROLS)) < 0.95 * len(start[:_SAMPLE]):
        raise refusals.not_a_table()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = file.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _refusal_of(chunk or start) from error


def _refusal_of(data: bytes) -> refusals.UnreadableFileError:
    encoding = encoding_of_bytes(data)
    if encoding is None:
        return refusals.encoding_unknown()
    return refusals.encoding_cp1258() if encoding == "CP1258" else refusals.encoding_legacy(encoding)
