"""The kept figures of the stated day equal a full recount after every act, and move with the day."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.figures import LEVELS
from catalog.coverage.kept import keep_up, rebuild, recount, refresh_all, refresh_files
from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.projection.reader import Reader
from catalog.surrogates.fixity import begin, carry_on
from tests.catalogue import NOW, TODAY, Catalogue, clock
from tests.photographs import attach
from tests.staff import Team, done, site_input

DRAWN = ("counted_entry", "site_standing", "coverage_counter", "coverage_day")


def differences(catalogue: Catalogue) -> list[Any]:
    with catalogue.database.read() as session:
        return recount(session)


def kept_rows(catalogue: Catalogue) -> list[Any]:
    with catalogue.database.read() as session:
        return [
            sorted(map(str, session.execute(sa.text(f"SELECT * FROM {table}"))))  # noqa: S608 (constants)
            for table in DRAWN
        ]


def figures(catalogue: Catalogue, known_at: datetime | None = None) -> list[Any]:
    """Rows of several questions about today, as (key, denominator, undated, levels, on target, files)."""
    found: list[Any] = []
    with catalogue.database.read() as session:
        for mode in CountingMode:
            for grouping in (Grouping.GRADE, Grouping.ADMIN_UNIT, Grouping.KIND):
                asked = Question(TODAY, mode, Population.RELIC_RANK, grouping, known_at=known_at)
                for row in Coverage(Reader(session, TODAY), asked).rows:
                    metrics = (
                        *LEVELS,
                        Metric.ON_TARGET,
                        Metric.COMPLETENESS,
                        Metric.FIXITY,
                        Metric.FIRST_PASS,
                    )
                    numbers = [row.figure(metric).numerator for metric in metrics]
                    found.append((mode, row.key, row.denominator, len(row.undated), numbers))
    return found


def test_the_starting_register_is_counted_as_it_comes_in(catalogue: Catalogue) -> None:
    assert differences(catalogue) == []
    assert catalogue.count("counted_entry", "is_designation") == 28
    assert catalogue.count("counted_entry", "is_component") == 73
    assert catalogue.count("site_standing") == 79


@dataclass
class Office:
    """People at work: each act is one that the product offers, on whatever record comes up."""

    team: Team
    folder: Path
    dice: random.Random
    public: list[dict[str, Any]] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)

    def publish_new(self) -> None:
        numbers = self.dice.sample(range(1000, 9999), 2)
        acts = [
            {**site_input()["designations"][0], "decisionNumber": f"{n}/QĐ-UBND", "grade": grade}
            for n, grade in zip(numbers, ["PROVINCIAL", "NATIONAL"], strict=True)
        ][: self.dice.choice([0, 1])]
        self.public.append(self.team.published(designations=acts))

    def revise(self) -> None:
        site = self.dice.choice(self.public)
        change = self.dice.choice(
            [
                {"managingBody": f"Ban {self.dice.randrange(99)}"},
                {"kinds": ["SCENIC", "HISTORICAL"]},
                {"adminUnit": "03127"},
                {"designations": []},
            ]
        )
        revised = done(self.team.editor, "ReviseSite", id=site["id"], version=site["version"], input=change)
        if revised["version"] != site["version"]:  # else it said so already
            self.public[self.public.index(site)] = self.team.publish({**site, **revised})

    def withdraw(self) -> None:
        site = self.public.pop(self.dice.randrange(len(self.public)))
        done(self.team.publisher, "WithdrawSite", id=site["id"], version=site["version"], reason="Nhầm nơi")

    def attach(self) -> None:
        site = self.dice.choice(self.public)
        payload = attach(self.team.editor, site["id"], self.folder)
        assert payload["problems"] == [], payload
        at = {"id": site["id"], "version": site["version"] + 1}
        self.public[self.public.index(site)] = self.team.publish({**site, **at})

    def check_files(self) -> None:
        catalogue = self.team.catalogue
        assert catalogue.room is not None
        check = begin(catalogue.database, clock())
        list(carry_on(catalogue.database, catalogue.room.store, check, clock(), refresh_files))

    def act(self) -> None:
        acts: list[Callable[[], None]] = [self.publish_new]
        if self.public:
            acts += [self.revise, self.withdraw, self.attach, self.check_files]
        self.dice.choice(acts)()


@pytest.mark.parametrize("seed", [1, 2])
def test_after_every_act_the_kept_figures_are_those_of_a_recount_and_stay_answerable(
    pictured: Catalogue, tmp_path: Path, seed: int
) -> None:
    office = Office(Team.of(pictured), tmp_path, random.Random(seed))
    office.publish_new()
    told: list[tuple[datetime, list[Any]]] = []
    for _ in range(9):
        office.act()
        assert differences(pictured) == []
        told.append((clock(), figures(pictured)))
    assert [figures(pictured, instant) for instant, _ in told] == [before for _, before in told]
    kept = kept_rows(pictured)
    with pictured.database.write() as session:
        refresh_all(session, NOW)
    assert kept_rows(pictured) == kept


def test_a_new_day_moves_only_what_fell_due_and_as_a_recount_would(catalogue: Catalogue) -> None:
    days = [date(1960, 1, 1), date(1990, 6, 1), date(2009, 8, 11), date(2009, 8, 12), date(2016, 1, 1), TODAY]
    with catalogue.database.write() as session:
        rebuild(session, days[0])
    counts = []
    for day in days[1:]:
        with catalogue.database.write() as session:
            now = datetime(day.year, day.month, day.day, 3, tzinfo=NOW.tzinfo)
            assert keep_up(session, now)
            assert not keep_up(session, now)
        assert differences(catalogue) == []
        counts.append(catalogue.count("counted_entry", "is_component AND grade = 'SPECIAL_NATIONAL'"))
    assert counts == [0, 0, 22, 45, 46]


def test_a_day_that_was_ahead_is_counted_anew(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        assert keep_up(session, NOW + timedelta(days=800))
        assert keep_up(session, NOW)
    assert differences(catalogue) == []


def test_a_recount_names_what_is_wrong_and_writes_nothing(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        session.execute(
            sa.text("UPDATE coverage_counter SET entries = entries + 1 WHERE grade = 'SPECIAL_NATIONAL'")
        )
        session.execute(sa.text("UPDATE site_standing SET own_level = 3, level = 3 WHERE site_id = 5"))
    before = kept_rows(catalogue)
    found = differences(catalogue)
    assert {difference.table for difference in found} == {"coverage_counter", "site_standing"}
    assert [difference.key for difference in found if difference.table == "site_standing"] == [(5,)]
    assert kept_rows(catalogue) == before


def test_rules_of_another_version_mean_a_full_count(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        session.execute(sa.text(f"UPDATE coverage_day SET rules_sha256 = '{'0' * 64}'"))  # noqa: S608
        session.execute(sa.text("UPDATE site_standing SET own_level = 3, level = 3"))
    with catalogue.database.write() as session:
        assert keep_up(session, NOW)
    assert differences(catalogue) == []


def test_another_basis_means_a_full_count(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        session.execute(sa.text("UPDATE kind_term SET is_legal = NOT is_legal WHERE code = 'HISTORICAL'"))
        session.execute(sa.text("UPDATE site_standing SET own_level = 3, level = 3"))
    with catalogue.database.write() as session:
        assert keep_up(session, NOW)
        assert not keep_up(session, NOW)
    assert differences(catalogue) == []


def test_an_empty_catalogue_keeps_nothing_and_says_so(database: Any) -> None:
    with database.read() as session:
        assert [difference.table for difference in recount(session)] == ["coverage_day"]
    with database.write() as session:
        assert keep_up(session, NOW)
    with database.read() as session:
        assert recount(session) == []
