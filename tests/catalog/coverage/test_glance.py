"""The kept counters say what counting the entries says, and leave to it what they cannot answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.figures import LEVELS
from catalog.coverage.glance import Glance, glance
from catalog.coverage.kept import keep_up
from catalog.coverage.telling import Sides
from catalog.coverage.words import CountingMode, Grouping, Metric, Population, UnitMode, UnitTime
from catalog.db import Database
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from catalog.stamps import Footprint
from catalog.tables import RegisterEntry
from tests.catalogue import NOW, TODAY, Catalogue, counted
from tests.staff import Team, site_input

QUICK = (Grouping.TOTAL, Grouping.GRADE, Grouping.ADMIN_UNIT)


def told(rows: list[Glance]) -> list[tuple[object, ...]]:
    return [
        (row.key, row.denominator, [row.reached[level] for level in Level], row.on_target) for row in rows
    ]


def counted_out(coverage: Coverage) -> list[tuple[object, ...]]:
    return [
        (
            row.key,
            int(row.denominator),
            [int(row.figure(metric).numerator) for metric in LEVELS],
            int(row.figure(Metric.ON_TARGET).numerator),
        )
        for row in coverage.rows
    ]


def test_a_glance_equals_the_count_of_the_entries(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    team.published()
    team.published(designations=[])
    rank = site_input()["designations"][0]
    tourist = {name: value for name, value in rank.items() if name != "grade"}
    team.published(designations=[rank, {**tourist, "scheme": "TOURIST_SITE"}])
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        for mode, grouping, population in product(CountingMode, QUICK, Population):
            question = Question(TODAY, mode, population, grouping)
            rows = glance(reader, question)
            if population == Population.RECOGNISED:
                assert rows is None
                continue
            assert rows is not None
            assert told(rows) == counted_out(Coverage(reader, question))


def test_a_glance_again_takes_one_short_statement_however_long_the_register_is(catalogue: Catalogue) -> None:
    question = Question(TODAY, grouping=Grouping.ADMIN_UNIT)
    with catalogue.database.read() as session:
        first = glance(Reader(session, TODAY), question)
    footprint = Footprint()
    with counted(catalogue.database) as statements, catalogue.database.read(footprint) as session:
        statements.clear()
        again = glance(Reader(session, TODAY), question)
    assert len(statements) == 1
    assert "FROM change_stamp" in statements[-1]
    assert again == first
    assert footprint.scopes >= {"coverage_day", "coverage_counter", "register_entry", "admin_unit"}


def test_a_publication_is_seen_at_the_next_glance(catalogue: Catalogue) -> None:
    question = Question(TODAY, grouping=Grouping.TOTAL)

    def entries() -> int:
        with catalogue.database.read() as session:
            rows = glance(Reader(session, TODAY), question)
            assert rows is not None
            assert told(rows) == counted_out(Coverage(Reader(session, TODAY), question))
            return rows[0].denominator

    before = entries()
    Team.of(catalogue).published()
    assert entries() == before + 1


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": TODAY + timedelta(days=1)},
        {"as_of": date(2016, 1, 1)},
        {"known_at": NOW},
        {"grouping": Grouping.KIND},
        {"grouping": Grouping.SCHEME},
        {"grouping": Grouping.MANAGING_BODY},
        {"grouping": Grouping.ADMIN_UNIT, "unit_mode": UnitMode.TOUCH},
        {"grouping": Grouping.ADMIN_UNIT, "unit_mode": UnitMode.FRACTION},
        {"grouping": Grouping.ADMIN_UNIT, "unit_time": UnitTime.AS_WAS},
        {"population": Population.RECOGNISED},
    ],
)
def test_what_the_counters_cannot_say_is_left_to_the_count(
    catalogue: Catalogue, change: dict[str, object]
) -> None:
    with catalogue.database.read() as session:
        assert glance(Reader(session, TODAY), replace(Question(TODAY), **change)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"grouping": Grouping.TOTAL, "unit_mode": UnitMode.TOUCH},
        {"grouping": Grouping.GRADE, "unit_time": UnitTime.AS_WAS},
        {"population": Population.TOURIST_AREA},
        {"mode": CountingMode.COMPONENT},
    ],
)
def test_what_makes_no_difference_to_the_counters_is_answered_from_them(
    catalogue: Catalogue, change: dict[str, Any]
) -> None:
    question = replace(Question(TODAY), **change)
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        rows = glance(reader, question)
        assert rows is not None
        assert told(rows) == counted_out(Coverage(reader, question))


def test_the_counters_are_silent_as_soon_as_one_entry_that_is_known_now_may_or_may_not_count(
    catalogue: Catalogue,
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for start, known_since, superseded_at, is_answered in (
        (None, tomorrow, None, False),
        (None, TODAY, None, True),
        (TODAY, tomorrow, None, True),
        (None, tomorrow, NOW + timedelta(days=1), True),
    ):
        with catalogue.database.write() as session:
            session.execute(
                sa.update(RegisterEntry)
                .where(col(RegisterEntry.id) == 1)
                .values(valid_from=start, known_since=known_since, superseded_at=superseded_at)
            )
        with catalogue.database.read() as session:
            assert (glance(Reader(session, TODAY), Question(TODAY)) is not None) == is_answered


def test_counters_of_other_rules_or_of_no_day_at_all_answer_nothing(
    catalogue: Catalogue, database: Database
) -> None:
    with catalogue.database.write() as session:
        session.execute(sa.text(f"UPDATE coverage_day SET rules_sha256 = '{'0' * 64}'"))  # noqa: S608
    for each in (catalogue.database, database):
        with each.read() as session:
            assert glance(Reader(session, TODAY), Question(TODAY)) is None


def test_a_row_has_both_sides_of_what_is_kept_and_sums_what_is_added() -> None:
    row = Glance("x")
    for level, required, entries in ((Level.D2, Level.D1, 3), (Level.D3, Level.D3, 4), (None, Level.D0, 5)):
        row.add(level, required, entries)
    assert row.sides(Metric.ON_TARGET) == Sides(7, 12, 1)
    assert [row.sides(metric) for metric in LEVELS] == [Sides(n, 12, 1) for n in (7, 7, 7, 4, 0)]
    assert row.sides(Metric.WEIGHTED) is None


def test_counters_of_yesterday_do_not_answer_for_today(catalogue: Catalogue) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with catalogue.database.read() as session:
        assert glance(Reader(session, tomorrow), Question(tomorrow)) is None
    with catalogue.database.write() as session:
        keep_up(session, datetime.combine(tomorrow, NOW.timetz()))
    with catalogue.database.read() as session:
        assert glance(Reader(session, tomorrow), Question(tomorrow)) is not None
        assert glance(Reader(session, TODAY), Question(TODAY)) is None
