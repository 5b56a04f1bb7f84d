"""How a site stands: what the checks found, complexes after their parts, and the rows in which it is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import Standing
from catalog.coverage.facts_around import read_surroundings
from catalog.coverage.kept_rows import Key, standing_kept, standing_row, sum_up
from catalog.coverage.rules import rules_on
from catalog.coverage.standing import Asked, Judged, _in_order, judge, standing_of
from catalog.errors import Message
from catalog.ladder.checks import BILINGUAL, COMPLETE, RIGHTS_CLEAR
from catalog.ladder.evaluation import Evaluation, Result
from catalog.ladder.levels import Level, Status
from catalog.ladder.outcomes import Outcome
from catalog.projection.reader import Reader
from catalog.terms import DossierStatus, EntryKind, Grade, Scheme
from tests.catalog.coverage.register_made import entry
from tests.catalog.ladder.sites import BARE, DAY, file, part, site
from tests.catalogue import NOW, TODAY, Catalogue

COMPLEX = 1
PARTS_IN_USE = "D4.6"
WHOLE = Standing(
    own_level=Level.D3,
    level=Level.D2,
    failing=("D3.2", "D4.1"),
    completeness=Fraction(2, 3),
    dossier_present=2,
    dossier_applicable=3,
    is_complete=True,
    is_reviewed=False,
    is_public=True,
    is_bilingual=False,
    is_rights_clear=True,
    has_fresh_facts=False,
    sound_files=4,
    files=5,
)


def evaluation(*passed: str) -> Evaluation:
    """One in which only these checks passed."""
    results = tuple(
        Result(rule, Outcome(Status.PASS if rule.id in passed else Status.FAIL, Message("", "")))
        for rule in rules_on(DAY).checks
    )
    return Evaluation(Level.D1, Level.D0, results, None, None)


def test_what_is_counted_of_a_site_is_what_its_facts_and_checks_say() -> None:
    rules = rules_on(DAY)
    days = timedelta(days=rules.freshness_days)
    facts = site(
        completeness=Fraction(3, 4),
        is_reviewed=False,
        visitor_facts_verified_on=DAY - days,
        dossier=(
            part("HS01"),
            part("HS02"),
            part("HS07", status=DossierStatus.NOT_APPLICABLE),
            part("HS08", status=DossierStatus.MISSING),
        ),
        files=(
            file("IMG01", passed_on=DAY - days),
            file("IMG02", passed_on=DAY - days - timedelta(days=1)),
            file("IMG03", passed_on=None),
        ),
    )
    checks = [rule.id for rule in rules.checks]
    found = standing_of(facts, evaluation(COMPLETE), rules)
    assert found == Standing(
        own_level=Level.D1,
        level=Level.D0,
        failing=tuple(one for one in checks if one != COMPLETE),
        completeness=Fraction(3, 4),
        dossier_present=2,
        dossier_applicable=3,
        is_complete=True,
        is_public=True,
        has_fresh_facts=True,
        sound_files=1,
        files=3,
    )
    others = standing_of(facts, evaluation(BILINGUAL, RIGHTS_CLEAR), rules)
    assert (others.is_complete, others.is_bilingual, others.is_rights_clear) == (False, True, True)
    stale = replace(facts, visitor_facts_verified_on=DAY - days - timedelta(days=1), is_reviewed=True)
    assert not standing_of(stale, evaluation(), rules).has_fresh_facts
    assert standing_of(stale, evaluation(), rules).is_reviewed
    nothing = standing_of(BARE, evaluation(*checks), rules)
    assert (nothing.failing, nothing.files, nothing.dossier_applicable) == ((), 0, 0)
    assert (nothing.is_public, nothing.is_reviewed, nothing.completeness) == (False, False, None)


def test_parts_come_before_their_complexes_each_once_and_a_circle_comes_to_an_end() -> None:
    parts: dict[int, list[int | None]] = {1: [2, None], 2: [3, 4], 5: [99]}
    circle: dict[int, list[int | None]] = {1: [2], 2: [1], 3: [1]}
    assert list(_in_order([1, 5, 2, 3, 2, 4, 1], parts)) == [[5, 3, 4], [2], [1]]
    assert list(_in_order([1, 2, 3], circle)) == [[1, 2, 3]]
    assert list(_in_order([], parts)) == []


def is_in_use(
    catalogue: Catalogue, parts: list[int | None], levels: dict[int, Level | None] | None, *more: int
) -> bool:
    with catalogue.database.read() as session:
        asked = Asked(TODAY, rules_on(TODAY), {COMPLEX: parts})
        found = judge(session, read_surroundings(session), asked, [COMPLEX, *more], levels)
    assert found.keys() == {COMPLEX, *more}
    return PARTS_IN_USE not in found[COMPLEX].standing.failing


def test_a_complex_is_judged_with_the_levels_of_its_parts_as_judged_or_given(catalogue: Catalogue) -> None:
    high: dict[int, Level | None] = {2: Level.D3, 3: Level.D3}
    assert is_in_use(catalogue, [2, 3], high)
    assert not is_in_use(catalogue, [2, 3], None)
    assert not is_in_use(catalogue, [2, 3], {2: Level.D3, 3: None})
    assert not is_in_use(catalogue, [2, None], high)
    assert not is_in_use(catalogue, [2, 3], high, 3)
    assert not is_in_use(catalogue, [], high)


def test_a_site_is_judged_by_what_was_public_of_it_at_the_instant(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        around, rules = read_surroundings(session), rules_on(TODAY)
        now = judge(session, around, Asked(TODAY, rules, {}), [2])
        before = judge(session, around, Asked(TODAY, rules, {}, NOW - timedelta(days=1)), [2])
    assert before == {}
    assert (now[2].version, now[2].holds_from, now[2].changes_on) == (1, date(2025, 7, 1), None)


def test_a_complex_that_is_not_kept_is_judged_with_the_kept_levels_of_its_parts(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        session.execute(sa.text("UPDATE site_standing SET own_level = 3, level = 3 WHERE site_id IN (2, 3)"))
        session.execute(sa.text("DELETE FROM site_standing WHERE site_id = 1"))
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY))
        coverage.lines = [
            entry(kind=EntryKind.COMPONENT, site_id=part, complex_id=COMPLEX) for part in (2, 3)
        ]
        found = coverage.standings([COMPLEX])
    assert found.keys() == {1, 2, 3}
    assert PARTS_IN_USE not in found[COMPLEX].failing


ROW = {
    "site_id": 7,
    "version": 4,
    "holds_from": date(2025, 7, 1),
    "changes_on": date(2027, 3, 1),
    "own_level": 3,
    "level": 2,
    "failing": "D3.2 D4.1",
    "completeness": "2/3",
    "dossier_present": 2,
    "dossier_applicable": 3,
    "is_complete": True,
    "is_reviewed": False,
    "is_public": True,
    "is_bilingual": False,
    "is_rights_clear": True,
    "has_fresh_facts": False,
    "sound_files": 4,
    "files": 5,
}


def test_a_standing_is_kept_as_a_row_and_read_from_it_as_it_was() -> None:
    assert standing_row(7, Judged(WHOLE, 4, date(2025, 7, 1), date(2027, 3, 1))) == ROW
    assert standing_kept(SimpleNamespace(**ROW)) == WHOLE
    below = standing_row(8, Judged(Standing(), 1, None, None))
    assert (below["own_level"], below["level"], below["failing"]) == (-1, -1, "")
    assert (below["completeness"], below["holds_from"], below["changes_on"]) == (None, None, None)
    assert standing_kept(SimpleNamespace(**below)) == Standing()


def test_counted_entries_are_summed_in_each_mode_that_counts_them() -> None:
    relic: dict[str, Any] = {
        "scheme": Scheme.RELIC_RANK, "unit_id": 5, "grade": Grade.NATIONAL, "level": 0, "required": 3,
        "is_designation": True, "is_component": True,
    }  # fmt: skip
    tourist = {**relic, "scheme": Scheme.TOURIST_SITE, "grade": None, "unit_id": 0, "level": -1}
    sums = sum_up(
        [relic, relic, {**relic, "is_component": False}, {**relic, "is_designation": False}, tourist]
    )
    assert sums == Counter(
        {
            Key("DESIGNATION", "RELIC_RANK", 5, "NATIONAL", 0, 3): 3,
            Key("COMPONENT", "RELIC_RANK", 5, "NATIONAL", 0, 3): 3,
            Key("DESIGNATION", "TOURIST_SITE", 0, "", -1, 3): 1,
            Key("COMPONENT", "TOURIST_SITE", 0, "", -1, 3): 1,
        }
    )
