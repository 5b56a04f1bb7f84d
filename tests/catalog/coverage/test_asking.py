"""A question is answered from what is kept where that holds, else judged anew, with all that is known of each entry."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.coverage import asking
from catalog.coverage.asking import Coverage, Question, unnamed
from catalog.coverage.counted import NOTHING, Counted
from catalog.coverage.turns import turn
from catalog.coverage.words import CountingMode, Grouping, UnitTime
from catalog.db import Database
from catalog.errors import TooCostlyError
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from tests.catalogue import TODAY, Catalogue, clock
from tests.staff import Team, done

SITE = 2
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def kept_wrongly(catalogue: Catalogue, **values: Any) -> None:
    """What is kept of a site says D3, which it never reached: who finds that has not judged it."""
    said = {"holds_from": None, "changes_on": None, **values}
    with catalogue.database.write() as session:
        session.execute(
            sa.text(
                "UPDATE site_standing SET own_level = 3, level = 3, holds_from = :holds_from, "
                "changes_on = :changes_on WHERE site_id = :site"
            ),
            {**said, "site": SITE},
        )


def level_of(catalogue: Catalogue, **asked: Any) -> Level | None:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(**{"as_of": TODAY, **asked}))
        coverage.lines = []
        standings = coverage.standings([SITE])
        assert standings.keys() == {SITE}
        return standings[SITE].level


@pytest.mark.parametrize("few", [asking.FEW, 0])
def test_what_is_kept_of_a_site_is_used_from_the_day_on_which_it_holds_until_the_next_change(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(asking, "FEW", few)
    for holds_from, changes_on, level in (
        (None, None, Level.D3),
        (TODAY, None, Level.D3),
        (TOMORROW, None, Level.D0),
        (None, TOMORROW, Level.D3),
        (None, TODAY, Level.D0),
        (YESTERDAY, TOMORROW, Level.D3),
        (YESTERDAY, TODAY, Level.D0),
    ):
        kept_wrongly(catalogue, holds_from=holds_from, changes_on=changes_on)
        assert level_of(catalogue) == level, (holds_from, changes_on)


def test_what_is_kept_answers_neither_for_an_instant_nor_under_other_rules(catalogue: Catalogue) -> None:
    kept_wrongly(catalogue)
    assert level_of(catalogue, known_at=clock()) == Level.D0
    assert level_of(catalogue) == Level.D3
    with catalogue.database.write() as session:
        session.execute(sa.text(f"UPDATE coverage_day SET rules_sha256 = '{'0' * 64}'"))  # noqa: S608
    assert level_of(catalogue) == Level.D0


@pytest.mark.parametrize("grouping", Grouping)
def test_where_nothing_is_kept_and_nothing_is_registered_all_is_nothing(
    database: Database, grouping: Grouping
) -> None:
    with database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY, grouping=grouping))
        assert coverage.total.denominator == 0
        assert {row.denominator for row in coverage.rows} <= {0}


def test_whoever_asks_of_few_sites_waits_for_nobody(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "FEW", 1)
    monkeypatch.setattr(asking, "turn", partial(turn, 0.05))
    with turn(), catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY, known_at=clock()))
        coverage.lines = []
        assert coverage.standings([SITE]).keys() == {SITE}
        with pytest.raises(TooCostlyError):
            coverage.standings([SITE, SITE + 1])


def test_standings_are_those_that_were_known_at_the_instant(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = team.published()
    seen = clock()

    def public(**asked: Any) -> int:
        with catalogue.database.read() as session:
            coverage = Coverage(Reader(session, TODAY), Question(TODAY, **asked))
            (one,) = (s.counted for s in coverage.total.shares if s.counted.code == site["code"])
            return int(one.standing.is_public)

    assert public() == 1
    done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="Trùng.")
    assert (public(), public(known_at=seen)) == (0, 1)


def counted_of(catalogue: Catalogue, **asked: Any) -> dict[str, Counted]:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY, **asked))
        return {share.counted.entry.key: share.counted for share in coverage.total.shares}


def test_an_entry_is_counted_with_all_that_is_public_of_its_site(catalogue: Catalogue) -> None:
    site = Team.of(catalogue).published()
    counted = counted_of(catalogue)
    new = counted[f"{site['code']}/RELIC_RANK/999/QĐ-UBND"]
    assert (new.code, new.slug, new.entry.label) == (site["code"], site["slug"], "Thác bản thử")
    assert (new.kinds, new.managing_body, len(new.units)) == (("SCENIC",), "UBND xã Mường Phăng", 1)
    assert (new.required, new.weight, new.is_named) == (Level.D2, Fraction(2), True)
    assert (new.standing.submitted, new.standing.passed_at_once) == (1, 1)
    assert new.standing.lead_days is not None
    assert 0 < new.standing.lead_days < 1
    assert (new.standing.level, new.standing.is_complete) == (Level.D0, True)
    others = [one for one in counted.values() if one is not new]
    assert {(one.standing.submitted, one.standing.passed_at_once) for one in others} == {(0, 0)}
    assert {one.standing.lead_days for one in others} == {None}


def test_a_part_that_nobody_knows_by_name_is_counted_with_what_is_required_of_it_alone(
    catalogue: Catalogue,
) -> None:
    counted = counted_of(catalogue, mode=CountingMode.COMPONENT)
    unknown = [one for one in counted.values() if one.entry.site_id is None]
    assert len(unknown) == 11
    for one in unknown:
        assert (one.required, one.weight) == (Level.D3, Fraction(5))
        assert (one.standing, one.code, one.slug, one.units, one.kinds) == (NOTHING, None, None, (), ())


def by_unit(catalogue: Catalogue, day: date, time: UnitTime) -> dict[str, int]:
    with catalogue.database.read() as session:
        asked = Question(day, CountingMode.COMPONENT, grouping=Grouping.ADMIN_UNIT, unit_time=time)
        rows = Coverage(Reader(session, TODAY), asked).rows
        return {row.key: int(row.denominator) for row in rows if row.denominator}


def test_a_site_lies_in_the_commune_of_today_or_in_the_one_that_its_position_had_on_the_day(
    catalogue: Catalogue,
) -> None:
    day = date(2020, 1, 1)
    now, then = by_unit(catalogue, day, UnitTime.AS_NOW), by_unit(catalogue, day, UnitTime.AS_WAS)
    assert sum(now.values()) == sum(then.values())
    assert (now["03127"], now["03325"], now["UNKNOWN"]) == (7, 5, 22)
    assert (then["03127"], then["03136"], then["03322"], then["03325"], then["UNKNOWN"]) == (1, 3, 3, 4, 24)


def test_a_site_is_called_by_its_decision_where_it_may_not_be_named() -> None:
    assert unnamed("12/QĐ") == "Di tích đã gỡ công bố (12/QĐ)"
    assert unnamed(None) == "Di tích đã gỡ công bố (chưa rõ số quyết định)"
