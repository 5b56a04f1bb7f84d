"""The rows that stayed out of an import, as a table that a person corrects and sends again."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from typing import IO, Any

from catalog.exchange.headers import REMARKS
from catalog.exchange.reports import ImportReport

_STARTS_FORMULA = re.compile(r"^[=+\-@\t\r]")


def write_refused(report: ImportReport, file: IO[str]) -> None:
    """The refused rows as they came, with what is wrong with each."""
    kept = [place for place, name in enumerate(report.header) if name not in REMARKS]
    write = csv_writer(file, [*(report.header[place] for place in kept), "problem_vi", "problem_en"])
    for refused in report.refused:
        told = [[f"{p.field or '-'}: {m}" for p, m in ((p, getattr(p.message, language)) for p in refused.problems)]
                for language in ("vi", "en")]  # fmt: skip
        write([*(refused.cells[place] for place in kept), *(" | ".join(messages) for messages in told)])


def csv_writer(file: IO[str], header: Iterable[str]) -> Callable[[Iterable[str | None]], Any]:
    """Writes rows of a CSV table in which no cell is run as a formula; the header is written at once."""
    writer = csv.writer(file)
    writer.writerow(header)
    return lambda cells: writer.writerow([_harmless(cell or "") for cell in cells])


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet cannot run: a leading sign of a formula is put behind an apostrophe."""
    return f"'{cell}" if _STARTS_FORMULA.match(cell) else cell
