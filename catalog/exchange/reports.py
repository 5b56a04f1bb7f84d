"""What an import says of itself; apart from the import, so that who only shows it loads no reader of files."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.errors import Problem


@dataclass(frozen=True)
class RowReport:
    """What is wrong with, or remarkable about, one row; `row` is its number in the spreadsheet."""

    row: int
    problem: Problem


@dataclass(frozen=True)
class RefusedRow:
    """A row that stayed out, with its cells as they came."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass
class ImportReport:
    """The outcome of an import."""

    table_kind: str
    header: tuple[str, ...]
    ignored_columns: tuple[str, ...] = ()
    row_count: int = 0
    created_count: int = 0
    changed_count: int = 0
    is_kept: bool = False
    run_id: int | None = None
    refused: list[RefusedRow] = field(default_factory=list)
    warnings: list[RowReport] = field(default_factory=list)

    @property
    def refused_count(self) -> int:
        """Rows that stayed out."""
        return len(self.refused)
