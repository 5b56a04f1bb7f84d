"""Tables of procedures and of counts as tests write, import and look at them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from catalog.exchange.importing import ImportOrder
from catalog.exchange.preview import RecordChange
from catalog.exchange.reports import ImportReport
from catalog.exchange.undoing import Undoing, UndoOrder, undo_import
from catalog.places import load_units
from catalog.procedures.importing import import_counts, import_procedures
from tests.catalogue import TODAY, Catalogue, clock

PROCEDURE_COLUMNS = ["code", "name_vi", "field", "level", "agency", "time_limit", "fee", "province", "decision",
                     "source", "valid_from", "valid_to"]  # fmt: skip
COUNT_COLUMNS = ["procedure_code", "unit", "period_from", "period_to", "received", "digitised_components", "reused",
                 "resolved", "electronic_results", "source"]  # fmt: skip


def procedure(code: str = "1.013124", **cells: str) -> dict[str, str]:
    return {
        "code": code,
        "name_vi": f"Thủ tục cấp biển hiệu số {code}",
        "field": "Du lịch",
        "level": "Cấp Tỉnh, Cấp Xã",
        "time_limit": "10 ngày làm việc",
        "decision": "Quyết định công bố",
        "source": "Bảng để thử",
    } | cells


def count(unit: str = "Xã Mường Phăng", **cells: str) -> dict[str, str]:
    return {
        "unit": unit,
        "period_from": "2026-01-01",
        "period_to": "2026-02-01",
        "received": "10",
        "digitised_components": "8",
        "reused": "4",
        "resolved": "12",
        "electronic_results": "9",
        "source": "Bảng để thử",
    } | cells


def write(path: Path, columns: list[str], rows: Iterable[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


class Register:
    """The register of procedures in a catalogue, filled by files."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self.catalogue = catalogue
        self.folder = folder
        self.told: list[RecordChange] = []

    def procedures(self, *rows: dict[str, str], **order: Any) -> ImportReport:
        file = write(self.folder / "procedures.csv", PROCEDURE_COLUMNS, rows)
        return self.bring_in(import_procedures, file, **order)

    def counts(self, *rows: dict[str, str], **order: Any) -> ImportReport:
        file = write(self.folder / "counts.csv", COUNT_COLUMNS, rows)
        return self.bring_in(import_counts, file, **order)

    def bring_in(self, importing: Callable[..., ImportReport], file: Path, **changes: Any) -> ImportReport:
        order = replace(ImportOrder(author="Nhập dữ liệu", now=clock(), today=TODAY), **changes)
        self.told = []
        return importing(self.catalogue.database, file, order, told=self.told.append)

    def undo(self, run_id: int | None, **changes: Any) -> Undoing:
        self.told = []
        order = replace(UndoOrder(run_id or 0, "Nhập nhầm tệp", "Nhập dữ liệu", clock()), **changes)
        with self.catalogue.database.write() as session:
            return undo_import(session, load_units(session), order, self.told.append)

    def rows(self, table: str, columns: str, where: str = "superseded_at IS NULL") -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY id"  # noqa: S608
        with self.catalogue.database.read() as session:
            return [tuple(row) for row in session.execute(sa.text(query))]

    def everything(self) -> list[Any]:
        """All that an import could change."""
        return [
            self.rows(table, "*", "1 = 1") for table in ("procedure", "procedure_count", "import_run")
        ] + [self.catalogue.count("history_entry")]


def told(report: ImportReport) -> dict[int, list[tuple[str, str | None]]]:
    """What is wrong with each refused row, by its number."""
    return {row.number: [(p.code, p.field) for p in row.problems] for row in report.refused}
