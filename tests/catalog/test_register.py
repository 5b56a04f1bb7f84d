"""The official lists as entries: the denominator of everything that is counted."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.finding.counts import entries_on
from catalog.projection.reader import Reader
from catalog.terms import EntryKind, Grade
from tests.catalogue import TODAY, Catalogue


@pytest.mark.parametrize(
    ("day", "lines", "unknown"),
    [("2010-01-01", 22, 11), ("2016-01-01", 45, 11), ("2026-12-01", 46, 11)],
)
def test_components_of_the_battlefield_are_entries_named_or_not(
    catalogue: Catalogue, day: str, lines: int, unknown: int
) -> None:
    with catalogue.database.read() as session:
        counts = entries_on(Reader(session, TODAY), date.fromisoformat(day))
    components = [c for c in counts if c.kind == EntryKind.COMPONENT]
    assert [(c.grade, c.entries, c.entries - c.known) for c in components] == [
        (Grade.SPECIAL_NATIONAL, lines, unknown)
    ]


def test_designations_count_once_for_each_ranked_site(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        counts = entries_on(Reader(session, TODAY), date(2026, 12, 1))
    designations = {c.grade: c.entries for c in counts if c.kind == EntryKind.DESIGNATION}
    assert designations == {Grade.SPECIAL_NATIONAL: 1, Grade.NATIONAL: 14, Grade.PROVINCIAL: 13}


def test_nothing_was_ranked_in_1900(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        assert entries_on(Reader(session, TODAY), date(1900, 1, 1)) == []


def test_units_keep_their_succession(catalogue: Catalogue) -> None:
    assert catalogue.count("admin_unit") == 185
    assert catalogue.count("unit_boundary") == 46
    assert catalogue.count("unit_succession") == 129
