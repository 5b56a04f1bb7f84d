"""A site on the ladder with reasons: the same level as is counted, the highest target, and what was known then."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import NOTHING, Entry, Standing
from catalog.coverage.reasons import (
    DIGITISATION,
    Brief,
    Examined,
    brief_of,
    evaluation_of,
    examine,
    targets_of,
)
from catalog.coverage.rules import rules_on
from catalog.coverage.worklist import Item, WorkList, work_list
from catalog.errors import Message
from catalog.finding.filters import SiteFilter
from catalog.finding.pages import Window, find_sites
from catalog.ladder.evaluation import Evaluation, Result
from catalog.ladder.levels import Level, Status
from catalog.ladder.outcomes import Outcome
from catalog.ladder.steps import gain
from catalog.projection.reader import Reader, Record
from catalog.terms import Grade, Scheme
from tests.catalog.coverage.register_made import entry
from tests.catalogue import TODAY, Catalogue, clock
from tests.staff import Team, done, site_input

COMPLEX = 1


def covering(*lines: Entry) -> Coverage:
    """An answer over these lines; nothing is read for it."""
    coverage = Coverage(Reader(Session(), TODAY), Question(TODAY))
    coverage.lines = list(lines)
    return coverage


def test_the_highest_level_that_a_line_in_force_requires_of_a_site_is_its_target() -> None:
    tourist = {"scheme": Scheme.TOURIST_SITE, "grade": None}
    inventory = {"scheme": Scheme.RELIC_INVENTORY, "grade": None}
    found = targets_of(
        covering(
            entry(site_id=1, grade=Grade.NATIONAL),
            entry(site_id=1, grade=Grade.PROVINCIAL),
            entry(site_id=2, **inventory),
            entry(site_id=2, **tourist),
            entry(site_id=3, grade=Grade.PROVINCIAL),
            entry(site_id=3, grade=Grade.NATIONAL, end=TODAY),
            entry(site_id=4, grade=Grade.NATIONAL, start=date(2027, 1, 1)),
            entry(site_id=5, scheme=Scheme.UNESCO, grade=None),
            entry(site_id=None),
        )
    )
    assert found == {1: Level.D3, 2: Level.D3, 3: Level.D2}


def test_a_standing_is_an_evaluation_without_reasons() -> None:
    rules = rules_on(TODAY)
    standing = Standing(own_level=Level.D2, level=Level.D1, failing=("D3.2", "D2.1"))
    by_id = {rule.id: rule for rule in rules.checks}
    without = Outcome(Status.FAIL, Message("", ""))
    results = (Result(by_id["D2.1"], without), Result(by_id["D3.2"], without))
    assert evaluation_of(standing, rules) == Evaluation(Level.D2, Level.D1, results, None, None)
    assert evaluation_of(NOTHING, rules) == Evaluation(None, None, (), None, None)


def forced_level(catalogue: Catalogue, level: int, *sites: int) -> None:
    """What is kept says that these sites stand there."""
    with catalogue.database.write() as session:
        for site in sites:
            session.execute(
                sa.text("UPDATE site_standing SET own_level = :level, level = :level WHERE site_id = :site"),
                {"level": level, "site": site},
            )


def examined(catalogue: Catalogue, site: int, day: date = TODAY) -> Examined:
    with catalogue.database.read() as session:
        return examine(Coverage(Reader(session, TODAY), Question(day)), [site])[site]


def reason(found: Examined, check: str) -> str:
    return next(one.outcome.reason.en for one in found.evaluation.results if one.check == check)


def test_a_complex_is_examined_with_its_parts_of_the_day_as_they_stand(catalogue: Catalogue) -> None:
    assert reason(examined(catalogue, COMPLEX), "D4.6").startswith("0 of 46 parts have reached D3")
    forced_level(catalogue, 3, 2, 3)
    forced_level(catalogue, 2, 4)
    found = examined(catalogue, COMPLEX)
    assert reason(found, "D4.6").startswith("2 of 46 parts have reached D3")
    assert (found.level, found.target) == (None, Level.D3)
    assert len(found.evaluation.results) == 25
    earlier = examined(catalogue, COMPLEX, date(2016, 1, 1))
    assert reason(earlier, "D4.6").startswith("0 of 45 parts")
    assert reason(examined(catalogue, 2), "D4.6") == "It is no complex."


def test_several_sites_are_examined_as_each_alone(catalogue: Catalogue) -> None:
    sites = [COMPLEX, 2, 40]
    with catalogue.database.read() as session:
        together = examine(Coverage(Reader(session, TODAY), Question(TODAY)), [*sites, 2, 99_999])
    assert list(together) == sites
    assert [(one.level, one.target) for one in together.values()] == [
        (one.level, one.target) for one in (examined(catalogue, site) for site in sites)
    ]


def record_of(session: Session, slug: str, **known: Any) -> Record:
    records = find_sites(Reader(session, TODAY, **known), SiteFilter(), Window(first=100)).records
    return next(record for record in records if record.values["slug"] == slug)


def told_of(catalogue: Catalogue, slug: str, **known: Any) -> tuple[Brief, Examined]:
    """What is said of a site in brief and with reasons, which must be the same."""
    with catalogue.database.read() as session:
        record = record_of(session, slug, **known)
        brief, found = brief_of(record), record.related(DIGITISATION, day=TODAY)
    assert (brief.level, brief.target) == (found.level, found.target)
    assert brief.waits_for_parts == found.evaluation.waits_for_parts
    assert brief.to_do == tuple(result.rule for result in found.to_do)
    return brief, found


def test_a_site_is_told_in_brief_and_with_reasons_as_it_was_known_at_the_instant(
    catalogue: Catalogue,
) -> None:
    team = Team.of(catalogue)
    site = team.published()
    seen = clock()
    before, reasons = told_of(catalogue, site["slug"])
    assert (before.level, before.target) == (Level.D0, Level.D2)
    assert before.next_steps
    change = {"designations": [], "location": None, "kinds": ["HISTORICAL"]}
    revised = done(team.editor, "ReviseSite", id=site["id"], version=1, input=change)
    team.publish({**site, **revised})
    after, others = told_of(catalogue, site["slug"])
    assert (after.target, after.to_do) == (None, ())
    assert others.evaluation.failing != reasons.evaluation.failing
    known, same = told_of(catalogue, site["slug"], known_at=seen)
    assert known == before
    assert same.evaluation.results == reasons.evaluation.results


def items(catalogue: Catalogue, **asked: Any) -> list[Item]:
    with catalogue.database.read() as session:
        return list(work_list(Reader(session, TODAY), TODAY, **asked).items)


def test_an_item_of_the_work_list_is_its_site_examined_and_all_are_in_the_order_of_their_gain(
    catalogue: Catalogue,
) -> None:
    found = items(catalogue)
    ids = [item.site_id for item in found]
    assert len(set(ids)) == len(ids) == 63
    with catalogue.database.read() as session:
        each = examine(Coverage(Reader(session, TODAY), Question(TODAY)), ids)
        codes = {id_: str(code) for id_, code in session.execute(sa.text("SELECT id, code FROM site"))}
    assert found == sorted(
        (
            Item(id_, one.level, one.target, gain(one.evaluation, one.target, codes[id_]))
            for id_, one in each.items()
            if one.target is not None
        ),
        key=lambda item: item.gain,
    )


def test_the_work_list_is_of_whatever_is_recognised_and_is_not_where_it_should_be(
    catalogue: Catalogue,
) -> None:
    before = {item.site_id for item in items(catalogue)}
    tourist = {**site_input()["designations"][0], "scheme": "TOURIST_SITE", "grade": None}
    tourist = {name: value for name, value in tourist.items() if value is not None}
    Team.of(catalogue).published(designations=[tourist])
    added = {item.site_id for item in items(catalogue)} - before
    assert len(added) == 1
    forced_level(catalogue, 3, *added, 2)
    assert {item.site_id for item in items(catalogue)} == before - {2}


def test_the_work_list_of_some_sites_is_the_same_list_without_the_others(catalogue: Catalogue) -> None:
    found = items(catalogue)
    only = {found[3].site_id, found[7].site_id, 99_999}
    assert items(catalogue, only=only) == [found[3], found[7]]
    assert items(catalogue, only=()) == []


def test_below_a_level_are_the_items_that_do_not_stand_there_yet() -> None:
    rules = rules_on(TODAY)
    levels = (None, Level.D0, Level.D1, Level.D2)
    some = tuple(
        Item(number, level, Level.D3, gain(evaluation_of(Standing(level=level), rules), Level.D3, "x"))
        for number, level in enumerate(levels)
    )
    whole = WorkList(covering(), some)
    assert whole.below(None) is whole
    assert [item.level for item in whole.below(Level.D1).items] == [None, Level.D0]
    assert whole.below(Level.D1).coverage is whole.coverage
    assert whole.below(Level.D0).items == some[:1]
