"""The rows of an Excel workbook (XLSX), one at a time, after its archive has been looked through."""

from __future__ import annotations

import datetime as dt
import math
import re
import zlib
from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import TranslatorError
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from catalog.exchange import refusals
from catalog.exchange.formats import foreign_archive

MAX_ENTRIES = 1_000
"""Most parts of a workbook; real ones have tens."""

MAX_UNPACKED_BYTES = 256 * 2**20
"""Most bytes of all parts together, unpacked."""

MAX_RATIO = 100
"""Most times that a part of a MiB or more may be larger unpacked than packed; sheets reach 10 to 30."""

MAX_CHARACTERS = MAX_UNPACKED_BYTES
"""Most characters of all cells together: a text that stands once in the archive may be shown by millions of cells."""

MAX_WIDTH = 2_048
"""Most columns of a row, blank ones included."""

MAX_ROW_NUMBER = 1_048_576
"""The last row that Excel has."""

_CHUNK = 1 << 20
_DECLARATIONS = tuple(
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS)) - 1
_MEDIA = "xl/media/"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

# What zipfile and openpyxl raise for archives and parts that are not as they must be.
_DAMAGE = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    InvalidFileException,
    TokenizerError,
    TranslatorError,
)


def workbook_records(file: BinaryIO) -> Generator[tuple[int, list[str]], None, None]:
    """Number and cells, as text, of each row of the first worksheet; the first row is 1.

    A formula is given as its text, which starts with "="; an error as Excel shows it ("#REF!"); a date or
    time in ISO 8601; a number with a decimal point and no needless zeros. Raises `UnreadableFileError` if the
    archive or its XML is unsafe, damaged, or not a workbook.
    """
    try:
        _check_archive(file)
        yield from _rows(file)
    except DefusedXmlException as error:
        raise refusals.xml_entities() from error
    except _DAMAGE as error:
        raise refusals.damaged() from error


def _check_archive(file: BinaryIO) -> None:
    with ZipFile(file) as archive:
        entries = archive.infolist()
        if name := foreign_archive({entry.filename for entry in entries}):
            raise refusals.wrong_format(name)
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise refusals.zip_bomb()
        if len({entry.filename for entry in entries}) < len(entries):
            raise refusals.damaged()
        for entry in entries:
            _check_entry(entry)
        for entry in entries:
            if not entry.filename.startswith(_MEDIA):
                _check_xml(archive, entry)


def _check_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise refusals.locked()
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise refusals.damaged()
    if entry.file_size >= 2**20 and entry.file_size > MAX_RATIO * entry.compress_size:
        raise refusals.zip_bomb()


def _check_xml(archive: ZipFile, entry: ZipInfo) -> None:
    """Refuse a part that declares a document type or entities, in any encoding that the XML parser reads."""
    with archive.open(entry) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            if any(declaration in tail + chunk for declaration in _DECLARATIONS):
                raise refusals.xml_entities()
            tail = chunk[-_OVERLAP:]


def _rows(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        if not workbook.worksheets:
            raise refusals.empty()
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what the file claims may be too small, or a million empty rows
        characters = 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if len(cells) > MAX_WIDTH:
                raise refusals.too_many_columns(number, MAX_WIDTH)
            if number > MAX_ROW_NUMBER:
                raise refusals.damaged()
            texts = [_text(cell.value) for cell in cells]
            characters += sum(map(len, texts))
            if characters > MAX_CHARACTERS:
                raise refusals.zip_bomb()
            yield number, texts
    finally:
        workbook.close()


def _text(value: object) -> str:
    """The value of a cell as a person would type it into a CSV file."""
    text = "" if value is None else str(value)
    match value:
        case str():
            text = _ESCAPED.sub(_unescaped, text)
        case bool():
            text = text.upper()
        case float():
            text = format(Decimal(text).normalize(), "f") if math.isfinite(value) else "#NUM!"
        case dt.datetime() if value.time() == dt.time():
            text = value.date().isoformat()
        case dt.date() | dt.time():
            text = value.isoformat()
        case ArrayFormula():
            text = value.text or "="
        case DataTableFormula():
            text = "=TABLE()"
    return text


def _unescaped(escaped: re.Match[str]) -> str:
    character = chr(int(escaped[1], 16))
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character
