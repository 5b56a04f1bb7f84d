"""A site counts once in a scheme and once in the union, whatever acts name it, and stands as its parts stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import lines_counted
from catalog.coverage.telling import Told
from catalog.coverage.words import CountingMode, Grouping, Population
from catalog.projection.reader import Reader
from catalog.terms import EntryKind, Grade, Scheme
from tests.catalog.coverage.register_made import entry
from tests.catalogue import TODAY, Catalogue
from tests.staff import Team, everything, site_input, tried


def act(scheme: str, number: str) -> dict[str, Any]:
    return {
        "scheme": scheme, "decisionNumber": number, "decisionDate": "2024-08-13",
        "authority": "UBND tỉnh Điện Biên", "source": {"title": f"Quyết định {number}", "accessedOn": "2026-11-01"},
    }  # fmt: skip


def test_of_two_acts_in_one_scheme_the_one_of_the_highest_grade_counts_then_the_first() -> None:
    tourist = {"scheme": Scheme.TOURIST_SITE, "grade": None, "site_id": 1}
    later, first = entry(**tourist, start=date(2020, 1, 1)), entry(**tourist, start=date(2019, 1, 1))
    again = entry(**tourist, start=date(2019, 1, 1))
    low, high = entry(site_id=1, grade=Grade.PROVINCIAL), entry(site_id=1, grade=Grade.NATIONAL)
    other = entry(**{**tourist, "site_id": 2})
    for mode in CountingMode:
        assert lines_counted([later, first, again, low, high, other], mode) == [first, high, other]
    part = entry(kind=EntryKind.COMPONENT, site_id=3, complex_id=1)
    counted = lines_counted([later, first, low, high, part], CountingMode.COMPONENT)
    assert counted == [first, part]


def test_a_second_act_in_force_is_refused_in_every_scheme_of_a_law(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    before = everything(catalogue)
    for scheme in ("RELIC_INVENTORY", "TOURIST_SITE", "TOURIST_AREA"):
        acts = [act(scheme, "1/QĐ-UBND"), act(scheme, "2/QĐ-UBND")]
        payload = tried(team.editor, "CreateSite", input=site_input(designations=acts))
        assert [problem["code"] for problem in payload["problems"]] == ["TWO_OPEN_RANKS"]
    assert everything(catalogue) == before


def answer(catalogue: Catalogue, **asked: Any) -> tuple[int, int]:
    """How many count in all, and how many are told beside them."""
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(**{"as_of": TODAY, **asked}))
        told = Told(coverage).row("TOTAL")
        assert told is not None
        return int(told.denominator), len(told.undated)


def test_the_total_of_schemes_is_the_union_and_what_is_certain_in_one_is_not_undated_in_another(
    catalogue: Catalogue,
) -> None:
    union = {"population": Population.RECOGNISED, "grouping": Grouping.TOTAL}
    before = answer(catalogue, **union)
    rank = site_input()["designations"]
    Team.of(catalogue).published(designations=[*rank, act("TOURIST_SITE", "7/QĐ-UBND")])
    added = answer(catalogue, **union)
    assert added == (before[0] + 1, before[1])
    assert answer(catalogue, grouping=Grouping.SCHEME) == added
    with catalogue.database.write() as session:
        session.execute(
            sa.text(
                "UPDATE register_entry SET valid_from = NULL, known_since = :later WHERE scheme = 'TOURIST_SITE'"
            ),
            {"later": TODAY + timedelta(days=30)},
        )
    assert answer(catalogue, **union) == added
    tourist = {"population": Population.TOURIST_SITE, "grouping": Grouping.TOTAL}
    assert answer(catalogue, **tourist) == (0, 1)


def test_every_complex_above_a_part_that_is_judged_again_is_judged_again(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        coverage = Coverage(Reader(session, TODAY), Question(TODAY))
        leaf, inner, middle, outer = sorted({e.site_id for e in coverage.lines if e.site_id is not None})[:4]
        chain = [(leaf, inner), (inner, middle), (middle, outer)]
        coverage.lines = [
            entry(kind=EntryKind.COMPONENT, site_id=part, complex_id=whole) for part, whole in chain
        ]
        true = coverage.standings([outer])
        asked = [leaf, inner, middle, outer]
        stale = {one: replace(true[one], level=None, own_level=None) for one in asked if one != leaf}
        again = Coverage(Reader(session, TODAY), Question(TODAY))
        again.lines = coverage.lines
        again._kept = lambda site_ids: {one: stale[one] for one in site_ids & stale.keys()}  # type: ignore[method-assign]
        assert again.standings([outer]) == true
