"""Which parts a dossier has by which regulation, and what each needs: data with a version, for regulations change.

The rows are those of `catalog/data/dossier_parts.csv`; docs/dossier.md says what of them is not known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from catalog.errors import Message
from catalog.terms import Grade, Scheme

RELIC_SCHEMES = frozenset({Scheme.RELIC_RANK, Scheme.RELIC_INVENTORY})
"""Schemes that make a site a relic."""


@dataclass(frozen=True)
class PartTerm:
    """A part of the template. `needs_for`: the only ranks for which it is needed; empty for every relic."""

    part: str
    label: Message
    allows_not_applicable: bool
    needs_text_layer: bool
    needs_for: frozenset[Grade]
    citation: str

    def is_needed(self, relic: Relic) -> bool:
        """Whether a relic of this rank needs the part."""
        return relic.is_relic and (not self.needs_for or relic.grade in self.needs_for)


@dataclass(frozen=True)
class Template:
    """The parts by one version of the regulation, in force on [valid_from, valid_to); a blank end is not known."""

    version: str
    valid_from: date | None
    valid_to: date | None
    parts: tuple[PartTerm, ...]

    def term(self, part: str) -> PartTerm | None:
        """The part with this code, if the template has it."""
        return next((term for term in self.parts if term.part == part), None)


@dataclass(frozen=True)
class Relic:
    """What a dossier's needs depend on: whether it is a relic at all, and its rank on the day."""

    is_relic: bool
    grade: Grade | None


@cache
def templates() -> tuple[Template, ...]:
    """All versions that are shipped."""
    path = Path(__file__).parents[1] / "data" / "dossier_parts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return read_templates(csv.DictReader(file))


def read_templates(rows: Iterable[Mapping[str, str]]) -> tuple[Template, ...]:
    """The templates in the rows of a table, each part in its order."""
    parts: dict[tuple[str, date | None, date | None], list[PartTerm]] = {}
    for row in rows:
        key = (row["template"], _day(row["valid_from"]), _day(row["valid_to"]))
        parts.setdefault(key, []).append(
            PartTerm(
                part=row["part"],
                label=Message(row["label_vi"], row["label_en"]),
                allows_not_applicable=row["allows_not_applicable"] == "true",
                needs_text_layer=row["needs_text_layer"] == "true",
                needs_for=frozenset(Grade(grade) for grade in row["needs_for"].split()),
                citation=row["citation"],
            )
        )
    return tuple(Template(*key, tuple(terms)) for key, terms in parts.items())


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def template_on(day: date, known: Sequence[Template] | None = None) -> Template:
    """The template in force on a day: of those that are, the one that began last.

    Raises LookupError if none is: the data ships one without a beginning.
    """
    in_force = [
        template
        for template in (templates() if known is None else known)
        if (template.valid_from is None or template.valid_from <= day)
        and (template.valid_to is None or template.valid_to > day)
    ]
    if not in_force:
        raise LookupError(f"no dossier template is in force on {day}")
    return max(in_force, key=lambda template: template.valid_from or date.min)
