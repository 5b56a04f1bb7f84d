"""Figures of coverage and the entries behind them as files: a table for spreadsheets, or JSON.

Numbers are exact: both sides of a figure as whole numbers with their scale, and its value as n or n/d.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from fractions import Fraction
from itertools import chain
from typing import Any

import orjson

from catalog.coverage.counted import Counted
from catalog.coverage.declared import Beside, declared_beside, known_of_declared, name_of_category
from catalog.coverage.labels import METRICS
from catalog.coverage.telling import FigureLine, Told, to_target
from catalog.exchange.exporting import BOM, csv_line

FIGURE_COLUMNS = ("key", "label_vi", "label_en", "undated", "metric", "metric_vi", "metric_en", "unit", "numerator",
                  "denominator", "scale", "value", "decimal")  # fmt: skip
ENTRY_COLUMNS = ("key", "label", "is_known", "kind", "scheme", "grade", "code", "slug", "level", "required_level",
                 "failing", "valid_from", "valid_to", "known_since", "units")  # fmt: skip

DECLARED = "DECLARED"
"""Under which metric a table holds the numbers of official lists."""


def about(told: Told) -> dict[str, Any]:
    """What was asked, by which rules, and what whoever reads the figures must know."""
    asked, rules = told.coverage.question, told.coverage.rules
    return {
        "as_of": asked.as_of,
        "known_at": asked.known_at,
        "counting_mode": asked.mode,
        "population": asked.population,
        "group_by": asked.grouping,
        "unit_mode": asked.unit_mode,
        "unit_time": asked.unit_time,
        "is_additive": told.is_additive,
        "rules": {"name": rules.name, "version": rules.version, "sha256": rules.sha256},
        "notes": [{"vi": note.vi, "en": note.en} for note in told.notes],
        "declared": [asdict(one) for one in declared_beside(told.coverage)],
        "sha256": told.sha256(),
    }


def figure_cells(line: FigureLine) -> dict[str, Any]:
    """One figure of one row, by column."""
    exact, name = line.sides.exact, METRICS[line.metric]
    return {
        "key": line.row.key,
        "label_vi": line.label.vi,
        "label_en": line.label.en,
        "undated": len(line.row.undated),
        "metric": line.name,
        "metric_vi": name.vi,
        "metric_en": name.en,
        "unit": line.unit,
        "numerator": line.sides.numerator,
        "denominator": line.sides.denominator,
        "scale": line.sides.scale,
        "value": None if exact is None else str(exact),
        "decimal": None if exact is None else float(exact),
    }


def entry_cells(told: Told, one: Counted) -> dict[str, Any]:
    """One entry, by column; what is missing is what keeps it from the level required."""
    units = told.coverage.reader.units.by_id
    entry = one.entry
    return {
        "key": entry.key,
        "label": entry.label,
        "is_known": one.is_known,
        "kind": entry.kind,
        "scheme": entry.scheme,
        "grade": entry.grade,
        "code": one.code,
        "slug": one.slug,
        "level": None if one.level is None else one.level.name,
        "required_level": None if one.required is None else one.required.name,
        "failing": to_target(one, told.coverage.rules),
        "valid_from": entry.start,
        "valid_to": entry.end,
        "known_since": entry.known_since,
        "units": [units[unit].code for unit in one.units],
    }


def declared_cells(one: Beside) -> dict[str, Any]:
    """A number that a list declares, by the columns of figures: known by name, of those declared."""
    name, category = known_of_declared(one), name_of_category(one.scheme, one.category)
    exact = Fraction(one.known, one.declared) if one.declared else None
    return {
        "key": f"{one.scheme}/{one.category}/{one.as_of}",
        "label_vi": category.vi,
        "label_en": category.en,
        "undated": None,
        "metric": DECLARED,
        "metric_vi": name.vi,
        "metric_en": name.en,
        "unit": "entries",
        "numerator": one.known,
        "denominator": one.declared,
        "scale": 1,
        "value": None if exact is None else str(exact),
        "decimal": None if exact is None else float(exact),
    }


def figures_json(told: Told) -> bytes:
    """Every figure of every row and the total, in one document."""
    return _json({**about(told), "figures": [figure_cells(line) for line in told.lines()]})


def figures_csv(told: Told) -> str:
    """The same as a table; what official lists declare in the last lines, under `DECLARED`."""
    figures = (figure_cells(line) for line in told.lines())
    declared = (declared_cells(one) for one in declared_beside(told.coverage))
    return "".join(_table(FIGURE_COLUMNS, chain(figures, declared)))


def entries_json(told: Told, entries: Sequence[Counted]) -> bytes:
    """Entries of an answer, in one document."""
    return _json({**about(told), "entries": [entry_cells(told, one) for one in entries]})


def entries_csv(told: Told, entries: Sequence[Counted]) -> str:
    """The same as a table."""
    return "".join(_table(ENTRY_COLUMNS, (entry_cells(told, one) for one in entries)))


def _json(document: dict[str, Any]) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _table(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield BOM + csv_line(columns)
    for row in rows:
        yield csv_line([_cell(row[column]) for column in columns])


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
