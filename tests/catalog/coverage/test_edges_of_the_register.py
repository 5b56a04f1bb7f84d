"""What is rare in a register: complexes within complexes, apps that read, sites that need nothing more."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.asking import FEW, Coverage, Question
from catalog.coverage.kept import recount, refresh, refresh_read
from catalog.coverage.reasons import targets_of
from catalog.coverage.register import read_entries, read_entries_about
from catalog.coverage.words import Population
from catalog.coverage.worklist import work_list
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from catalog.reads import write_down
from catalog.tables import RegisterEntry
from catalog.terms import EntryKind, Role, Scheme
from tests.catalogue import NOW, TODAY, Catalogue, clock
from tests.staff import Team, someone


def nest(session: Session, sites: list[int]) -> None:
    """Each of these sites is a part of the one before, by a line like those of the starting register."""
    query = sa.select(RegisterEntry).where(
        col(RegisterEntry.kind) == EntryKind.COMPONENT,
        col(RegisterEntry.scheme) == Scheme.RELIC_RANK,
        col(RegisterEntry.valid_to).is_(None),
    )
    line = session.scalars(query.limit(1)).one().model_dump(exclude={"id"})
    for number, (whole, part) in enumerate(pairwise(sites)):
        own = {"key": f"THU-{number}", "complex_id": whole, "site_id": part, "label": f"Điểm {number}"}
        session.add(RegisterEntry(**{**line, **own}))
    session.flush()


def unlisted(session: Session) -> list[int]:
    """Sites that no line of the register is about."""
    lines = {site for line in read_entries(session) for site in (line.site_id, line.complex_id)}
    return [site for site in session.scalars(sa.text("SELECT id FROM site ORDER BY id")) if site not in lines]


def test_parts_of_parts_are_read_three_deep_and_no_deeper(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    for _ in range(5):
        team.published(designations=[])
    with catalogue.database.write() as session:
        first, *others = unlisted(session)[-5:]
        nest(session, [first, *others])
        found = {line.site_id for line in read_entries_about(session, [first])}
        assert found == set(others[:3])
        assert {line.site_id for line in read_entries_about(session, others[2:3])} == set(others[2:])


def test_a_part_that_is_a_complex_itself_is_kept_by_its_own_parts(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    for _ in range(3):
        team.published(designations=[])
    with catalogue.database.write() as session:
        sites = unlisted(session)[-3:]
        nest(session, sites)
        refresh(session, sites, NOW)
    with catalogue.database.read() as session:
        assert recount(session) == []
        query = sa.text(
            "SELECT site_id, is_designation, is_component FROM counted_entry WHERE site_id >= :first"
        )
        rows = [tuple(row) for row in session.execute(query, {"first": min(sites)})]
    assert rows == [(sites[2], False, True)]


def test_of_sites_the_kept_standings_are_those_asked_for_however_many(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY, population=Population.RECOGNISED))
        known = sorted({line.site_id for line in coverage.lines if line.site_id is not None})
        some = coverage.standings(known)
        many = coverage.standings([*known, *range(10**6, 10**6 + FEW)])
    assert len(some) == len(known) > 50
    assert {site_id: many[site_id] for site_id in known} == some


def test_reads_of_apps_bring_up_only_sites_that_wanted_them(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        refresh_read(session, [], NOW)
        refresh_read(session, [10**6], NOW)
        refresh_read(session, session.scalars(sa.text("SELECT site_id FROM site_standing")).all(), NOW)
        refresh_read(session, None, NOW)
    with catalogue.database.read() as session:
        assert recount(session) == []


def test_a_site_at_its_level_is_not_on_the_list_of_work(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with catalogue.database.read() as session:
        whole = work_list(Reader(session, TODAY), TODAY)
        at_d0 = {item.site_id for item in whole.items if item.level == Level.D0}
        rules = whole.coverage.rules
        lowered = replace(
            rules,
            required_levels={
                key: required.model_copy(update={"level": Level.D0})
                for key, required in rules.required_levels.items()
            },
        )
        monkeypatch.setattr("catalog.coverage.asking.rules_on", lambda _day: lowered)
        left = {item.site_id for item in work_list(Reader(session, TODAY), TODAY).items}
    assert at_d0
    assert left == {item.site_id for item in whole.items} - at_d0


def test_where_no_level_is_required_nothing_is_aimed_at(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY, population=Population.RECOGNISED))
        assert len(targets_of(coverage)) > 50
        coverage.rules = replace(coverage.rules, required_levels={})
        assert targets_of(coverage) == {}


def test_what_is_kept_of_sites_that_apps_read_is_what_a_recount_says(catalogue: Catalogue) -> None:
    app = someone(catalogue, Role.APP_DEVELOPER).viewer
    assert app is not None
    with catalogue.database.read() as session:
        one, other = session.scalars(sa.text("SELECT site_id FROM site_standing ORDER BY site_id LIMIT 2"))
    for site_id in (one, other):
        write_down(catalogue.database, {(site_id, app.person_id): 3}, clock(), refresh_read)
    wanting = "SELECT site_id FROM site_standing WHERE failing LIKE '%D3.6%'"
    with catalogue.database.read() as session:
        left = set(session.scalars(sa.text(wanting)))
        assert recount(session) == []
    assert left
