"""The kept counters say what counting the entries says, and leave to it what they cannot answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.figures import LEVELS
from catalog.coverage.glance import Glance, glance
from catalog.coverage.kept import keep_up
from catalog.coverage.words import CountingMode, Grouping, Metric, Population, UnitMode, UnitTime
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from tests.catalogue import NOW, TODAY, Catalogue, counted
from tests.staff import Team

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


def test_a_glance_takes_five_statements_however_long_the_register_is(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session, counted(catalogue.database) as statements:
        glance(Reader(session, TODAY), Question(TODAY, grouping=Grouping.ADMIN_UNIT))
    assert (
        len([s for s in statements if s != "BEGIN"]) == 5
    )  # the day kept, what is undated, units and their succession, the counters


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


def test_counters_of_yesterday_do_not_answer_for_today(catalogue: Catalogue) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with catalogue.database.read() as session:
        assert glance(Reader(session, tomorrow), Question(tomorrow)) is None
    with catalogue.database.write() as session:
        keep_up(session, datetime.combine(tomorrow, NOW.timetz()))
    with catalogue.database.read() as session:
        assert glance(Reader(session, tomorrow), Question(tomorrow)) is not None
        assert glance(Reader(session, TODAY), Question(TODAY)) is None
