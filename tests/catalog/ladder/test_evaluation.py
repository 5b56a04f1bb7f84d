"""Levels: by a site's own checks, with the parts of a complex, and what is wanted of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from catalog.errors import Message
from catalog.ladder.checks import CHECKS
from catalog.ladder.evaluation import (
    evaluate,
    level_above,
    level_below,
    required_level,
    share_at,
)
from catalog.ladder.levels import Level, Status
from catalog.ladder.outcomes import Outcome, judged, unless
from catalog.terms import Extent, Grade, Scheme
from tests.catalog.ladder.sites import (  # fmt: skip
    BARE,
    GALLERY,
    HERO,
    PANORAMA,
    POSITION,
    RULES,
    SITE,
    asked,
    site,
)

D0, D1, D2, D3, D4 = Level


def test_a_site_that_passes_everything_is_of_preservation_grade() -> None:
    evaluation = evaluate(SITE, RULES)
    assert (evaluation.own_level, evaluation.level) == (D4, D4)
    assert evaluation.failing == ()
    assert not evaluation.waits_for_parts


def test_a_site_of_which_nothing_is_known_is_below_the_ladder() -> None:
    evaluation = evaluate(BARE, RULES)
    assert (evaluation.own_level, evaluation.level) == (None, None)
    assert evaluation.failing[:3] == ("D0.1", "D0.3", "D1.1")


def test_results_come_in_the_ladders_order_each_check_once() -> None:
    results = evaluate(SITE, RULES).results
    assert [result.check for result in results] == list(CHECKS)
    assert [result.rule.words.level for result in results] == sorted(check.level for check in CHECKS.values())


@pytest.mark.parametrize(
    ("changes", "level", "failing"),
    [
        ({"kinds": ()}, None, ("D0.1",)),
        ({"units": ()}, None, ("D0.3",)),
        ({"managing_body": None}, D0, ("D1.5",)),
        ({"is_reviewed": False}, D0, ("D1.4",)),
        ({"completeness": Fraction(1, 2)}, D1, ("D2.3",)),
        ({"visitor_facts_verified_on": None}, D2, ("D3.4",)),
        ({"position": replace(POSITION, accuracy_metres=1.0)}, D3, ("D4.4",)),
        ({"position": None}, D0, ("D1.1", "D4.4")),
        ({"files": ()}, D0, ("D1.3", "D2.4", "D3.2", "D3.3", "D4.1", "D4.2", "D4.3", "D4.5")),
        ({"completeness": None, "acts": (), "is_relic": False, "dossier": ()}, D4, ()),
        ({"reads": 0}, D4, ("D3.6",)),
    ],
)
def test_a_site_is_below_its_lowest_failing_check(
    changes: dict[str, Any], level: Level | None, failing: tuple[str, ...]
) -> None:
    evaluation = evaluate(site(**changes), RULES)
    assert (evaluation.own_level, evaluation.level, evaluation.failing) == (level, level, failing)


def test_a_check_that_does_not_block_is_told_and_in_nobodys_way() -> None:
    reads = next(result for result in evaluate(site(reads=0), RULES).results if result.check == "D3.6")
    assert (reads.status, reads.is_in_the_way) == (Status.FAIL, False)


def test_a_check_that_does_not_apply_is_in_nobodys_way() -> None:
    results = {result.check: result for result in evaluate(site(acts=()), RULES).results}
    assert (results["D0.2"].status, results["D0.2"].is_in_the_way) == (Status.NOT_APPLICABLE, False)


def levels(*counts: tuple[Level | None, int]) -> list[Level | None]:
    return [level for level, count in counts for _ in range(count)]


@pytest.mark.parametrize(
    ("components", "own", "level"),
    [
        pytest.param(levels((D3, 9), (D2, 1)), D4, D3, id="nine of ten are in use, all are documented"),
        pytest.param(levels((D3, 8), (D2, 2)), D3, D2, id="eight of ten are in use"),
        pytest.param(levels((D4, 9), (D2, 1)), D4, D4, id="nine of ten are of preservation grade"),
        pytest.param(levels((D3, 42), (D2, 4)), D4, D3, id="42 of 46 are over nine in ten"),
        pytest.param(levels((D3, 41), (D2, 5)), D3, D2, id="41 of 46 are under nine in ten"),
        pytest.param(levels((D2, 45), (D1, 1)), D3, D1, id="one of 46 is not documented"),
        pytest.param(levels((D0, 46)), D3, D0, id="all are registered"),
        pytest.param(levels((D2, 45), (None, 1)), D3, None, id="one of 46 is not known"),
        pytest.param(levels((None, 3)), D3, None, id="none is known"),
        pytest.param(levels((D3, 9), (None, 1)), D4, D3, id="each level asks for its own share"),
    ],
)
def test_a_complex_is_as_far_as_enough_of_its_parts(
    components: list[Level | None], own: Level, level: Level | None
) -> None:
    evaluation = evaluate(site(is_complex=True), RULES, components)
    assert (evaluation.own_level, evaluation.level) == (own, level)
    assert evaluation.waits_for_parts == (own != level)


def test_parts_never_lift_a_complex_over_its_own_checks() -> None:
    evaluation = evaluate(site(is_complex=True, managing_body=None), RULES, [D4] * 10)
    assert (evaluation.own_level, evaluation.level) == (D0, D0)
    nothing = evaluate(replace(BARE, is_complex=True), RULES, [D4] * 10)
    assert (nothing.own_level, nothing.level) == (None, None)


def test_a_complex_without_parts_stands_by_its_own_checks() -> None:
    evaluation = evaluate(site(is_complex=True), RULES)
    assert (evaluation.own_level, evaluation.level, evaluation.failing) == (D3, D3, ("D4.6",))


def test_levels_that_are_handed_over_for_what_is_no_complex_count_for_nothing() -> None:
    assert evaluate(SITE, RULES, [None]).level == D4


@pytest.mark.parametrize(
    ("is_complex", "components", "expected"),
    [
        (False, [], Outcome(Status.NOT_APPLICABLE, Message("Không phải quần thể.", "It is no complex."))),
        (
            True,
            [],
            Outcome(Status.FAIL, Message("Quần thể chưa có thành phần nào.", "The complex has no parts.")),
        ),
        (
            True,
            levels((D3, 9), (D2, 1)),
            Outcome(
                Status.PASS,
                Message(
                    "9 trên 10 thành phần đạt mức D3 (cần 90 %).",
                    "9 of 10 parts have reached D3 (wanted: 90%).",
                ),
                ("DB-S-00001/3",),
            ),
        ),
        (
            True,
            levels((D4, 40), (D3, 1), (None, 5)),
            Outcome(
                Status.FAIL,
                Message(
                    "41 trên 46 thành phần đạt mức D3 (cần 90 %).",
                    "41 of 46 parts have reached D3 (wanted: 90%).",
                ),
                ("DB-S-00001/3",),
            ),
        ),
    ],
)
def test_d4_6_nine_in_ten_of_a_complexs_parts_are_in_use(
    is_complex: bool, components: Sequence[Level | None], expected: Outcome
) -> None:
    assert asked("D4.6", site(is_complex=is_complex), components) == expected


def test_an_area_of_several_places_may_be_located_by_its_parts() -> None:
    evaluation = evaluate(site(position=None, extent=Extent.SEVERAL), RULES)
    assert (evaluation.level, evaluation.failing) == (D3, ("D4.4",))


def test_a_share_of_parts_is_exact() -> None:
    assert share_at(D2, [D3, D2, D1, None, D0, D2]) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2012, 5, 3), None, date(2012, 5, 4)),
        (date(2012, 5, 4), date(2012, 5, 4), date(2025, 7, 1)),
        (date(2025, 6, 30), date(2012, 5, 4), date(2025, 7, 1)),
        (date(2025, 7, 1), date(2025, 7, 1), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2027, 3, 1), None),
    ],
)
def test_an_evaluation_holds_from_one_turn_to_the_next(
    day: date, since: date | None, until: date | None
) -> None:
    evaluation = evaluate(site(day=day), RULES)
    assert (evaluation.holds_from, evaluation.changes_on) == (since, until)


def test_without_turns_an_evaluation_has_no_end() -> None:
    evaluation = evaluate(site(turns=()), RULES)
    assert (evaluation.holds_from, evaluation.changes_on) == (None, None)


@pytest.mark.parametrize(
    ("scheme", "grade", "level"),
    [
        (Scheme.RELIC_RANK, Grade.SPECIAL_NATIONAL, D3),
        (Scheme.RELIC_RANK, Grade.NATIONAL, D3),
        (Scheme.RELIC_RANK, Grade.PROVINCIAL, D2),
        (Scheme.RELIC_INVENTORY, None, D1),
        (Scheme.TOURIST_SITE, None, D3),
        (Scheme.TOURIST_AREA, None, D3),
        (Scheme.UNESCO, None, None),
        (Scheme.OTHER, None, None),
    ],
)
def test_each_recognition_wants_its_level(scheme: Scheme, grade: Grade | None, level: Level | None) -> None:
    assert required_level(scheme, grade, RULES) == level


def test_levels_follow_each_other() -> None:
    assert [level_above(level) for level in (None, *Level)] == [D0, D1, D2, D3, D4, None]
    assert [level_below(level) for level in Level] == [None, D0, D1, D2, D3]


def test_files_that_are_added_to_the_good_ones_do_no_harm_to_pictures() -> None:
    poor = replace(PANORAMA, code="DB-S-00001.PAN02", width=1, height=1)
    assert evaluate(site(files=(*SITE.files, poor)), RULES).level == D4
    assert evaluate(site(files=(HERO, *GALLERY, PANORAMA)), RULES).level == D3


def test_a_reason_is_made_when_it_is_read_and_what_says_the_same_is_equal() -> None:
    made: list[int] = []

    def reason() -> Message:
        made.append(1)
        return Message("Có ảnh.", "There is a picture.")

    outcome = unless([], reason, ["A"])
    assert (outcome.status, outcome.evidence, made) == (Status.PASS, ("A",), [])
    said = Outcome(Status.PASS, Message("Có ảnh.", "There is a picture."), ("A",))
    assert (outcome.reason, hash(outcome)) == (said.reason, hash(said))
    assert outcome == said
    assert outcome != said._replace(evidence=())
    assert outcome != judged(True, Message("Có phim.", "There is a film."), ["A"])
    assert outcome != (said.status, said.reason, said.evidence)
