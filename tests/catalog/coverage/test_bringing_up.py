"""Kept figures are brought up to date: what falls due on a day, for which day they are, and how they are compared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col

from catalog.coverage.basis import basis_of
from catalog.coverage.kept import (
    Difference,
    fell_due,
    keep_up,
    rebuild,
    recount,
    refresh,
    refresh_all,
    refresh_files,
    refresh_read,
)
from catalog.coverage.rules import rules_on
from catalog.tables import CoverageDay, KindTerm, RegisterEntry, SiteStanding
from catalog.terms import EntryKind
from tests.catalogue import NOW, TODAY, Catalogue

COMPLEX = 1
SITE = 40
"""Recognised by a designation of its own, and no part of anything."""
DAY = timedelta(days=1)


def write(catalogue: Catalogue, *statements: Any) -> None:
    with catalogue.database.write() as session:
        for statement in statements:
            session.execute(sa.text(statement) if isinstance(statement, str) else statement)


def due(catalogue: Catalogue) -> list[int]:
    """What falls due after today until the day after tomorrow."""
    with catalogue.database.read() as session:
        return fell_due(session, TODAY, TODAY + 2 * DAY)


@pytest.mark.parametrize(
    ("values", "is_due"),
    [
        ({"valid_from": TODAY}, False),
        ({"valid_from": TODAY + DAY}, True),
        ({"valid_from": TODAY + 2 * DAY}, True),
        ({"valid_from": TODAY + 3 * DAY}, False),
        ({"valid_from": None, "known_since": TODAY}, False),
        ({"valid_from": None, "known_since": TODAY + DAY}, True),
        ({"valid_from": TODAY - DAY, "known_since": TODAY + DAY}, False),
        ({"valid_from": TODAY - DAY, "valid_to": TODAY}, False),
        ({"valid_from": TODAY - DAY, "valid_to": TODAY + DAY}, True),
        ({"valid_from": TODAY - DAY, "valid_to": TODAY + 2 * DAY}, True),
        ({"valid_from": TODAY - DAY, "valid_to": TODAY + 3 * DAY}, False),
        ({"valid_from": TODAY + DAY, "superseded_at": NOW + DAY}, False),
    ],
)
def test_a_site_falls_due_when_a_line_that_is_known_of_it_begins_or_ends(
    catalogue: Catalogue, values: dict[str, Any], is_due: bool
) -> None:
    assert due(catalogue) == []
    write(catalogue, sa.update(RegisterEntry).where(col(RegisterEntry.site_id) == SITE).values(**values))
    assert due(catalogue) == ([SITE] if is_due else [])


def test_a_site_falls_due_when_its_standing_changes_and_a_complex_with_a_part_without_a_name(
    catalogue: Catalogue,
) -> None:
    for site, days in ((2, 0), (3, 1), (4, 2), (5, 3)):
        changed = sa.update(SiteStanding).where(col(SiteStanding.site_id) == site)
        write(catalogue, changed.values(changes_on=TODAY + days * DAY))
    assert due(catalogue) == [2, 3, 4]
    unknown = sa.update(RegisterEntry).where(col(RegisterEntry.site_id).is_(None))
    write(catalogue, unknown.values(valid_from=TODAY + DAY, valid_to=None))
    assert due(catalogue) == [COMPLEX, 2, 3, 4]


def state(session: Session) -> CoverageDay:
    found = session.get(CoverageDay, 1)
    assert found is not None
    return found


STALE = (
    "UPDATE coverage_day SET rules_sha256 = '" + "0" * 64 + "'",
    "UPDATE site_standing SET own_level = 3, level = 3",
)
NOTHING_KEPT = (
    "DELETE FROM coverage_counter",
    "DELETE FROM counted_entry",
    "DELETE FROM site_standing",
    "DELETE FROM coverage_day",
)


@pytest.mark.parametrize("act", ["refresh", "refresh_all", "refresh_read"])
@pytest.mark.parametrize(
    ("before", "day"), [(STALE, TODAY - DAY), (NOTHING_KEPT, TODAY)], ids=["other rules", "nothing kept"]
)
def test_whatever_is_written_all_is_counted_where_it_must_be_and_the_day_stays(
    catalogue: Catalogue, act: str, before: tuple[str, ...], day: Any
) -> None:
    with catalogue.database.write() as session:
        rebuild(session, TODAY - DAY)
    write(catalogue, *before)
    with catalogue.database.write() as session:
        if act == "refresh":
            refresh(session, [SITE], NOW)
        elif act == "refresh_read":
            refresh_read(session, None, NOW)
        else:
            refresh_all(session, NOW)
    with catalogue.database.read() as session:
        assert recount(session) == []
        kept, rules = state(session), rules_on(day)
        assert (kept.day, kept.rules, kept.rules_sha256) == (day, rules.title_of_version, rules.sha256)
        assert kept.basis == basis_of(session)


def test_whatever_site_is_brought_up_to_date_nothing_is_counted_twice_or_lost(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        for site in range(1, 80, 3):
            refresh(session, [site], NOW)
        refresh(session, [], NOW)
        refresh_files(session, [], NOW)
        refresh_files(session, ["0" * 64], NOW)
    with catalogue.database.read() as session:
        assert recount(session) == []


def test_a_site_that_is_brought_up_to_date_is_judged_again_and_no_other(catalogue: Catalogue) -> None:
    write(catalogue, "UPDATE site_standing SET own_level = 3, level = 3 WHERE site_id IN (40, 41)")
    with catalogue.database.write() as session:
        refresh(session, [SITE], NOW)
        refresh_files(session, ["0" * 64], NOW)
    with catalogue.database.read() as session:
        assert {one.key for one in recount(session) if one.table == "site_standing"} == {(41,)}


def test_a_complex_is_brought_up_to_date_with_the_levels_that_are_kept_of_its_parts(
    catalogue: Catalogue,
) -> None:
    others = sa.update(RegisterEntry).where(
        col(RegisterEntry.kind) == EntryKind.COMPONENT, col(RegisterEntry.site_id).not_in([2, 3])
    )
    unnamed = sa.update(RegisterEntry).where(
        col(RegisterEntry.kind) == EntryKind.COMPONENT, col(RegisterEntry.site_id).is_(None)
    )
    for left_out in (others, unnamed):
        write(catalogue, left_out.values(superseded_at=NOW + DAY))
    write(catalogue, "UPDATE site_standing SET own_level = 3, level = 3 WHERE site_id IN (2, 3)")
    with catalogue.database.write() as session:
        refresh(session, [COMPLEX], NOW)
        kept = session.get(SiteStanding, COMPLEX)
        assert kept is not None
        assert "D4.6" not in kept.failing.split()
        refresh(session, [2], NOW)
        session.expire_all()
        again = session.get(SiteStanding, COMPLEX)
        assert again is not None
        assert "D4.6" in again.failing.split()


def test_a_recount_tells_both_rows_where_they_differ_and_of_what_is_on_one_side_only(
    catalogue: Catalogue,
) -> None:
    write(
        catalogue,
        "UPDATE site_standing SET version = 9 WHERE site_id = 40",
        "DELETE FROM counted_entry WHERE site_id = 40",
        "INSERT INTO coverage_counter (counting_mode, scheme, unit_id, grade, level, required, entries) "
        "VALUES ('DESIGNATION', 'UNESCO', 0, '', -1, -1, 7)",
    )
    with catalogue.database.read() as session:
        standing, entry, counter = recount(session)
    assert isinstance(standing.kept, dict)
    assert isinstance(entry.counted, dict)
    assert standing.counted == {**standing.kept, "version": 1}
    assert standing == Difference("site_standing", (SITE,), standing.kept, standing.counted)
    assert standing.kept["version"] == 9
    assert entry == Difference("counted_entry", (entry.counted["entry_id"],), None, entry.counted)
    assert (entry.counted["site_id"], entry.counted["is_designation"]) == (SITE, True)
    key = ("DESIGNATION", "UNESCO", 0, "", -1, -1)
    assert (counter.table, counter.key, counter.counted) == ("coverage_counter", key, None)


def test_a_recount_says_that_nothing_is_kept_and_a_new_day_counts_it(catalogue: Catalogue) -> None:
    write(catalogue, *NOTHING_KEPT)
    with catalogue.database.read() as session:
        assert recount(session) == [Difference("coverage_day", 1, None, "nothing is kept yet")]
    with catalogue.database.write() as session:
        assert keep_up(session, NOW)
        assert not keep_up(session, NOW)
        assert keep_up(session, NOW + DAY)
        assert state(session).day == TODAY + DAY


@pytest.mark.parametrize("changed", [{"label_vi": "Khác"}, {"is_legal": False}, {"citation": "Luật khác"}])
def test_another_word_of_the_kinds_is_another_basis(catalogue: Catalogue, changed: dict[str, Any]) -> None:
    with catalogue.database.read() as session:
        before = basis_of(session)
        assert before == basis_of(session)
    write(catalogue, sa.update(KindTerm).where(col(KindTerm.code) == "SCENIC").values(**changed))
    with catalogue.database.read() as session:
        assert len(before) == 64
        assert basis_of(session) != before
