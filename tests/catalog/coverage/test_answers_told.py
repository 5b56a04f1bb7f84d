"""What is told of an answer follows from its rows: lines, names, levels, checks in the way, and the hash of all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from sqlmodel import Session

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import Standing
from catalog.coverage.figures import Figure, Row, Share
from catalog.coverage.labels import RowNames
from catalog.coverage.telling import (
    TOLD,
    Side,
    Sides,
    Told,
    entries_of,
    level_counts,
    name_of,
    next_failing,
    sides,
    to_target,
)
from catalog.coverage.words import CountingMode, Grouping, Metric, Population, UnitMode, UnitTime
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from tests.catalog.coverage.register_made import counted
from tests.catalogue import TODAY

HALF = Fraction(1, 2)
COMMUNE = Message("Xã Mường Phăng", "Muong Phang")
QUESTION = Question(TODAY, grouping=Grouping.ADMIN_UNIT, unit_mode=UnitMode.FRACTION)


def told(rows: Iterable[Row], question: Question = QUESTION, total: Row | None = None) -> Told:
    """An answer that has these rows, of a commune with a name; nothing is read for it."""
    coverage = Coverage(Reader(Session(), TODAY), question)
    coverage.rows = list(rows)
    coverage.total = total or Row("TOTAL", ())
    answer = Told(coverage)
    answer.names = RowNames({"03325": COMMUNE}, {})
    return answer


def shared_row() -> Row:
    """A commune with half of a place that stands at D1, and a part of which nobody knows the name."""
    standing = Standing(
        level=Level.D1,
        completeness=Fraction(1, 3),
        dossier_present=3,
        dossier_applicable=4,
        is_complete=True,
        lead_days=Fraction(5, 2),
    )
    known = counted(key="A", weight=Fraction(5), standing=standing)
    unknown = counted(key="B", site_id=None, weight=Fraction(2))
    return Row("03325", (Share(known, HALF), Share(unknown)), (counted(key="C"),), scale=2)


CANONICAL = (
    '{"as_of":"2026-11-23","counting_mode":"DESIGNATION","group_by":"ADMIN_UNIT","known_at":null,'
    '"population":"RELIC_RANK","rows":[{"denominator":"3/2","entries":[["A","1/2","D1"],["B","1",null]],'
    '"figures":{"BILINGUAL":[0,3,2,"0"],"COMPLETE":[1,3,2,"1/3"],"COMPLETENESS":[1,2,1,"1/9"],'
    '"D0":[1,3,2,"1/3"],"D1":[1,3,2,"1/3"],"D2":[0,3,2,"0"],"D3":[0,3,2,"0"],"D4":[0,3,2,"0"],'
    '"DOSSIER":[3,4,2,"3/4"],"FIRST_PASS":[0,0,2,"None"],"FIXITY":[0,0,2,"None"],"FRESH":[0,3,2,"0"],'
    '"FRESH_FACTS":[0,3,2,"0"],"LEAD_TIME":[1,1,1,"5/2"],"ON_TARGET":[0,3,2,"0"],"PUBLISHED":[0,3,2,"0"],'
    '"RECORDED":[1,3,2,"1/3"],"REVIEWED":[0,3,2,"0"],"RIGHTS_CLEAR":[0,3,2,"0"],'
    '"WEIGHTED_D0":[5,9,2,"5/9"],"WEIGHTED_D1":[5,9,2,"5/9"],"WEIGHTED_D2":[0,9,2,"0"],'
    '"WEIGHTED_D3":[0,9,2,"0"],"WEIGHTED_D4":[0,9,2,"0"]},"key":"03325","undated":["C"]}],'
    '"rules":"9995695bfff43df55e50c8e5cf6491afaaf1e87ff56532639b3a073602a1257b",'
    '"unit_mode":"FRACTION","unit_time":"AS_NOW"}'
)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({}, "", ""),
        ({"as_of": date(2026, 11, 22)}, '"2026-11-23"', '"2026-11-22"'),
        ({"mode": CountingMode.COMPONENT}, '"DESIGNATION"', '"COMPONENT"'),
        ({"population": Population.RECOGNISED}, '"RELIC_RANK"', '"RECOGNISED"'),
        ({"grouping": Grouping.KIND}, '"ADMIN_UNIT"', '"KIND"'),
        ({"unit_mode": UnitMode.TOUCH}, '"FRACTION"', '"TOUCH"'),
        ({"unit_time": UnitTime.AS_WAS}, '"AS_NOW"', '"AS_WAS"'),
        (
            {"known_at": datetime(2026, 11, 23, 15, tzinfo=timezone(timedelta(hours=7)))},
            '"known_at":null',
            '"known_at":"2026-11-23T08:00:00.000000Z"',
        ),
    ],
)
def test_the_hash_of_an_answer_is_that_of_its_question_and_rows_as_canonical_json(
    change: dict[str, Any], before: str, after: str
) -> None:
    answer = told([shared_row()], replace(QUESTION, **change))
    text = CANONICAL.replace(before, after, 1)
    assert answer.sha256() == hashlib.sha256(text.encode()).hexdigest()


def test_the_lines_are_the_figures_of_each_row_and_of_the_total_at_the_end() -> None:
    row, total = shared_row(), replace(shared_row(), key="TOTAL")
    answer = told([row], total=total)
    lines = list(answer.lines())
    assert [(line.row, line.label, line.metric, line.level) for line in lines] == [
        (one, label, metric, level)
        for one, label in ((row, COMMUNE), (total, Message("Toàn tỉnh", "The whole province")))
        for metric, level in TOLD
    ]
    said = {line.name: (line.unit, line.sides) for line in lines if line.row is row}
    assert said["ON_TARGET"] == ("entries", Sides(0, 3, 2))
    assert said["WEIGHTED_D1"] == ("weights", Sides(5, 9, 2))
    assert said["WEIGHTED_D4"] == ("weights", Sides(0, 9, 2))
    assert said["LEAD_TIME"] == ("days", Sides(1, 1, 1, Fraction(5, 2)))
    assert [line.row for line in answer.lines([total])] == [total] * len(TOLD)
    assert list(answer.lines([])) == []


def test_a_row_is_called_as_its_grouping_calls_it_and_the_total_always_the_same() -> None:
    answer = told([])
    assert answer.label(Row("03325", ())) == answer.label_of("03325") == COMMUNE
    assert answer.label_of("UNKNOWN").en == "Commune not known"
    assert answer.label_of("TOTAL").en == "The whole province"
    by_grade = told([], Question(TODAY, grouping=Grouping.GRADE))
    assert by_grade.label_of("NATIONAL").en == "National"
    assert by_grade.label_of("03325").en == "03325"


def test_a_row_is_found_by_its_key() -> None:
    first, second, total = Row("03325", ()), Row("03127", ()), Row("TOTAL", ())
    answer = told([first, second], total=total)
    assert [answer.row(key) for key in ("03127", "03325", "TOTAL", "D1")] == [second, first, total, None]


def test_the_sides_of_a_figure_are_whole_in_the_finest_of_its_scales() -> None:
    one, two = counted(), counted()

    def of(numerator: Fraction, denominator: Fraction, scale: int = 1) -> Sides:
        return sides(Figure(Metric.WEIGHTED, "weights", ((one, numerator, denominator),)), scale)

    assert of(Fraction(2), Fraction(3)) == Sides(2, 3, 1)
    assert of(Fraction(2), Fraction(3), scale=4) == Sides(8, 12, 4)
    assert of(Fraction(1, 2), Fraction(3)) == Sides(1, 6, 2)
    assert of(Fraction(1), Fraction(4, 3)) == Sides(3, 4, 3)
    assert of(Fraction(1, 2), Fraction(4, 3), scale=4) == Sides(6, 16, 12)
    amounts = ((one, HALF, Fraction(1)), (two, 0, Fraction(1)))
    statistic = sides(Figure(Metric.COMPLETENESS, "entries", amounts, Fraction(1, 4)), scale=6)
    assert statistic == Sides(1, 2, 1, Fraction(1, 4))
    assert (statistic.ratio, statistic.exact) == (HALF, Fraction(1, 4))
    assert (Sides(1, 2, 1).exact, Sides(0, 0, 1).exact) == (HALF, None)


def test_behind_each_side_of_a_figure_are_its_entries() -> None:
    whole, part, none = counted(), counted(), counted()
    figure = Figure(Metric.DOSSIER, "dossier parts", ((whole, 2, 2), (part, 1, 2), (none, 0, 2)))
    assert {side: entries_of(figure, side) for side in Side} == {
        Side.NUMERATOR: [whole, part],
        Side.DENOMINATOR: [whole, part, none],
        Side.DIFFERENCE: [part, none],
    }


def test_the_levels_of_a_row_count_each_entry_by_its_share_at_its_own_level() -> None:
    levels = (Level.D1, Level.D1, None, Level.D4)
    row = Row("x", tuple(Share(counted(level), HALF) for level in levels))
    assert list(level_counts(row).items()) == [
        (None, HALF),
        (Level.D0, 0),
        (Level.D1, 1),
        (Level.D2, 0),
        (Level.D3, 0),
        (Level.D4, HALF),
    ]


def test_a_metric_is_named_with_its_level_where_it_has_one() -> None:
    assert name_of(Metric.ON_TARGET, None) == "ON_TARGET"
    assert name_of(Metric.WEIGHTED, Level.D2) == "WEIGHTED_D2"


@pytest.mark.parametrize(
    ("level", "required", "following", "wanted"),
    [
        (None, Level.D2, ["D0.1", "D0.3"], ["D0.1", "D0.3", "D1.2", "D2.1"]),
        (Level.D0, Level.D1, ["D1.2"], ["D0.1", "D0.3", "D1.2"]),
        (Level.D2, Level.D3, ["D3.2"], ["D0.1", "D0.3", "D1.2", "D2.1", "D3.2"]),
        (Level.D3, Level.D4, ["D4.1"], ["D0.1", "D0.3", "D1.2", "D2.1", "D3.2", "D4.1"]),
        (Level.D4, Level.D0, [], ["D0.1", "D0.3"]),
        (Level.D1, None, ["D2.1"], []),
    ],
)
def test_in_the_way_are_the_failing_checks_of_the_next_level_or_up_to_the_one_required_that_may_block(
    level: Level | None, required: Level | None, following: list[str], wanted: list[str]
) -> None:
    failing = ("D0.1", "D0.3", "D1.2", "D2.1", "D3.2", "D3.6", "D4.1")
    rules = Coverage(Reader(Session(), TODAY), QUESTION).rules
    one = counted(required=required, standing=Standing(level=level, failing=failing))
    assert next_failing(one, rules) == following
    assert to_target(one, rules) == wanted
