"""A snapshot as two tables of text (CSV, RFC 4180): its figures, and the entries behind them.

For programs: columns are words of the interface, numbers have a point, and exact ones ("7/12") stand beside
decimals. Written as the export of sites is: UTF-8 with a byte order mark, for spreadsheets, and no cell that one
could take for a formula (CWE-1236).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

from catalog.coverage.counted import FLAGS
from catalog.exchange.exporting import csv_line
from catalog.reports.figures_of import Document, every_figure, exact, ratio

MARK = "\ufeff"
_LIST = "; "
_DIGITS = Context(prec=34, rounding=ROUND_HALF_UP)

_OF_WHICH = ("snapshot", "population", "mode")
FIGURE_COLUMNS = (
    *(*_OF_WHICH, "grouping", "is_additive", "key", "label_vi", "label_en", "undated", "metric", "level"),
    *("numerator", "denominator", "unit", "ratio", "ratio_decimal", "value", "value_decimal"),
)
ENTRY_COLUMNS = (
    *(
        *_OF_WHICH,
        "is_undated",
        "key",
        "label",
        "kind",
        "scheme",
        "schemes",
        "grade",
        "code",
        "slug",
        "units",
        "kinds",
    ),
    *("managing_body", "level", "required", "weight", "failing", "completeness", "completeness_decimal"),
    *("dossier_present", "dossier_applicable", "sound_files", "files", "passed_at_once", "submitted"),
    *("lead_days", "lead_days_decimal", *FLAGS),
)


def figures_csv(document: Document) -> Iterator[str]:
    """Every figure of every row, in lines of text; of nothing the ratio is empty, not 0."""
    yield MARK + csv_line(list(FIGURE_COLUMNS))
    for counting, grouping, row, figure in every_figure(document):
        share, value = ratio(figure), exact(figure["value"])
        yield csv_line(
            [
                *_of_which(document, counting),
                grouping["grouping"],
                _cell(grouping["is_additive"]),
                row["key"],
                row["label"]["vi"],
                row["label"]["en"],
                str(row["undated"]),
                figure["metric"],
                _cell(figure.get("level")),
                figure["numerator"],
                figure["denominator"],
                figure["unit"],
                *(_exact(share), decimal(share), _exact(value), decimal(value)),
            ]
        )


def entries_csv(document: Document) -> Iterator[str]:
    """Every entry of every counting, then those of which nobody knows whether they count, in lines of text."""
    yield MARK + csv_line(list(ENTRY_COLUMNS))
    for counting in document["countings"]:
        beginning = dict(zip(_OF_WHICH, _of_which(document, counting), strict=True))
        for entry in counting["entries"]:
            yield _entry_line(beginning | _of_entry(entry))
        for entry in counting["undated"]:
            yield _entry_line(beginning | {"is_undated": True, **entry})


def _entry_line(cells: dict[str, Any]) -> str:
    return csv_line([_cell(cells.get(column)) for column in ENTRY_COLUMNS])


def _of_entry(entry: Document) -> dict[str, Any]:
    pairs = {
        "dossier": ("dossier_present", "dossier_applicable"),
        "files": ("sound_files", "files"),
        "submissions": ("passed_at_once", "submitted"),
    }
    cells = {name: value for name, value in entry.items() if name not in pairs}
    for pair, columns in pairs.items():
        cells |= dict(zip(columns, entry[pair], strict=True))
    for name in ("completeness", "lead_days"):
        cells[f"{name}_decimal"] = decimal(exact(entry[name]))
    return {"is_undated": False, **cells}


def _of_which(document: Document, counting: Document) -> list[str]:
    return [document["id"], counting["population"], counting["mode"]]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return _LIST.join(value)
        case _:
            return str(value)


def _exact(value: Fraction | None) -> str:
    return "" if value is None else str(value)


def decimal(value: Fraction | None) -> str:
    """A number as a decimal fraction to 34 digits, half up (IEEE 754 decimal128), without needless zeros."""
    if value is None:
        return ""
    quotient = _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{quotient.normalize(_DIGITS):f}"
