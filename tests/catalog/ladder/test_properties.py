"""What holds of any facts whatever: nothing raises, levels stand on each other, better facts never lower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.ladder.evaluation import evaluate, level_below, share_at
from catalog.ladder.facts import (
    ActFacts,
    DossierFacts,
    FileFacts,
    PartFacts,
    PositionFacts,
    SiteFacts,
    TextFacts,
)
from catalog.ladder.levels import Level, Status
from catalog.ladder.outcomes import percent_cut
from catalog.ladder.steps import gain, steps
from catalog.rights import RIGHTS
from catalog.terms import MissingCode, SurrogateKind, SurrogateRole, TextField
from tests.catalog.ladder.sites import CC_BY, DAY, PARADATA, RULES, SITE, file

LEVELS = st.none() | st.sampled_from(Level)
DAYS = st.dates(DAY - timedelta(days=400), DAY + timedelta(days=40))
WORDS = st.sampled_from(["", "a", "HS02", "HS08", "vi", "en"])
FILES = st.builds(
    FileFacts,
    code=st.sampled_from([f"DB-S-00001.{number}" for number in range(9)]),
    kind=st.sampled_from(SurrogateKind),
    role=st.sampled_from(SurrogateRole),
    media_type=st.sampled_from(["image/tiff", "image/jpeg", "application/pdf", "model/gltf-binary"]),
    width=st.none() | st.sampled_from([0, 1, 499, 500, 1_000, 3_000]),
    height=st.none() | st.sampled_from([0, 1, 479, 480, 840, 950, 2_999]),
    is_public=st.booleans(),
    rights_uri=st.none() | st.sampled_from([*RIGHTS, "", "no statement"]),
    captured=st.none() | st.just("1954?"),
    has_alternative_text=st.booleans(),
    passed_on=st.none() | DAYS,
    copies=st.integers(0, 3),
    paradata=st.frozensets(st.sampled_from(sorted(PARADATA))),
)
POSITIONS = st.builds(
    PositionFacts,
    accuracy_metres=st.none() | st.floats() | st.sampled_from([0.1, 30.0]),
    is_in_unit=st.none() | st.booleans(),
)
TEXTS = st.builds(
    TextFacts,
    field=st.sampled_from(TextField),
    language=st.sampled_from(["vi", "en", "th-Latn"]),
    length=st.integers(0, 400),
)
DOSSIERS = st.builds(
    DossierFacts, part=st.sampled_from(["HS02", "HS03", "HS08"]), files=st.lists(WORDS, max_size=2).map(tuple)
)
MISSING = st.tuples(
    st.sampled_from(["period", "fee", "parking"]), st.sampled_from(MissingCode), st.booleans()
)


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=4).map(tuple)


ANYTHING: dict[str, st.SearchStrategy[Any]] = {
    "day": DAYS,
    "turns": several(DAYS),
    "code": WORDS,
    "slug": WORDS,
    "is_public": st.booleans(),
    "is_reviewed": st.booleans(),
    "has_author": st.booleans(),
    "kinds": several(WORDS),
    "unknown_kinds": several(WORDS),
    "units": several(WORDS),
    "acts": several(st.builds(ActFacts)),
    "parts": several(st.builds(PartFacts)),
    "is_relic": st.booleans(),
    "is_complex": st.booleans(),
    "position": st.none() | POSITIONS,
    "texts": several(TEXTS),
    "managing_body": st.none() | WORDS,
    "period": st.none() | WORDS,
    "missing": several(MISSING),
    "sources": several(WORDS),
    "zones": st.just(()) | st.just(SITE.zones),
    "files": several(FILES),
    "dossier": several(DOSSIERS),
    "completeness": st.none() | st.fractions(0, 1),
    "visitor_facts_verified_on": st.none() | DAYS,
    "reads": st.none() | st.integers(0, 2),
}


@st.composite
def sites(draw: st.DrawFn) -> SiteFacts:
    """A site of which some facts are good and some are anything, so that all levels come up."""
    spoiled = draw(st.sets(st.sampled_from(sorted(ANYTHING)), max_size=6) | st.just(set(ANYTHING)))
    return replace(SITE, **{name: draw(ANYTHING[name]) for name in sorted(spoiled)})


def rank(level: Level | None) -> int:
    return -1 if level is None else level


often = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@often
@given(sites(), st.lists(LEVELS, max_size=12))
def test_any_facts_are_judged_and_every_answer_says_something(
    facts: SiteFacts, components: Sequence[Level | None]
) -> None:
    evaluation = evaluate(facts, RULES, components)
    for result in evaluation.results:
        assert result.outcome.reason.vi.endswith(".")
        assert result.outcome.reason.en.endswith(".")
        assert isinstance(result.outcome.evidence, tuple)
    assert rank(evaluation.level) <= rank(evaluation.own_level)


@often
@given(sites(), st.lists(LEVELS, max_size=12))
def test_a_level_means_that_no_check_up_to_it_is_in_the_way_and_one_above_is(
    facts: SiteFacts, components: Sequence[Level | None]
) -> None:
    evaluation = evaluate(facts, RULES, components)
    own = evaluation.own_level
    in_the_way = [result.rule.words.level for result in evaluation.results if result.is_in_the_way]
    assert not [level for level in in_the_way if level <= rank(own)]
    assert own == Level.D4 or rank(own) + 1 in in_the_way


@often
@given(sites(), LEVELS)
def test_steps_are_what_stands_between_a_site_and_its_target(facts: SiteFacts, target: Level | None) -> None:
    evaluation = evaluate(facts, RULES)
    ahead = [(step.rule.words.level, step.rule.words.effort) for step in steps(evaluation, target)]
    assert ahead == sorted(ahead)
    assert (not ahead) == (rank(evaluation.own_level) >= rank(target))
    place = gain(evaluation, target, facts.code)
    assert place.effort <= place.effort_to_target or place.is_no_gain
    assert place.count_to_target == len(ahead)


BETTER: dict[str, Any] = {
    "managing_body": SITE.managing_body,
    "is_public": True,
    "is_reviewed": True,
    "has_author": True,
    "period": SITE.period,
    "position": SITE.position,
    "completeness": Fraction(1),
    "zones": SITE.zones,
    "units": SITE.units,
    "unknown_kinds": (),
}


@often
@given(sites(), st.sampled_from(sorted(BETTER)))
def test_a_better_fact_never_lowers_a_site(facts: SiteFacts, name: str) -> None:
    before = evaluate(facts, RULES)
    after = evaluate(replace(facts, **{name: BETTER[name]}), RULES)
    assert rank(after.own_level) >= rank(before.own_level)
    assert set(after.failing) <= set(before.failing)


@often
@given(sites(), st.sampled_from([SurrogateKind.IMAGE, SurrogateKind.PANORAMA, SurrogateKind.AUDIO]))
def test_a_good_file_that_is_added_never_lowers_a_site(facts: SiteFacts, kind: SurrogateKind) -> None:
    good = file("NEW", kind, passed_on=facts.day, rights_uri=CC_BY)
    before, after = evaluate(facts, RULES), evaluate(replace(facts, files=(*facts.files, good)), RULES)
    assert set(after.failing) <= set(before.failing)
    assert rank(after.own_level) >= rank(before.own_level)


@often
@given(sites(), st.lists(LEVELS, min_size=1, max_size=60), st.data())
def test_a_part_that_rises_never_lowers_its_complex(
    facts: SiteFacts, components: list[Level | None], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(components) - 1))
    higher = list(components)
    higher[place] = Level(min(rank(higher[place]) + 1, Level.D4))
    whole = replace(facts, is_complex=True)
    assert rank(evaluate(whole, RULES, higher).level) >= rank(evaluate(whole, RULES, components).level)


@given(st.lists(LEVELS, min_size=1, max_size=60), st.sampled_from(Level))
def test_shares_of_parts_are_exact_and_shrink_upwards(components: list[Level | None], level: Level) -> None:
    share = share_at(level, components)
    assert share * len(components) == len([one for one in components if rank(one) >= level])
    below = level_below(level)
    assert below is None or share_at(below, components) >= share


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_a_share_is_never_shown_as_more_than_it_is(share: Fraction, other: Fraction) -> None:
    shown = Fraction(percent_cut(share).en.removesuffix("%")) / 100
    assert 0 <= share - shown < Fraction(1, 10_000)
    assert (percent_cut(share).en == "100%") == (share == 1)


@st.composite
def turning(draw: st.DrawFn) -> tuple[SiteFacts, date, date]:
    """Facts whose days all turn, and two days."""
    verified, checked = draw(DAYS), draw(DAYS)
    turns = []
    for then in (verified, checked):
        turns += [then, then + timedelta(days=366)]
    files = tuple(replace(one, passed_on=checked) for one in SITE.files)
    facts = replace(SITE, turns=tuple(turns), visitor_facts_verified_on=verified, files=files, day=draw(DAYS))
    return facts, facts.day, draw(st.dates(DAY - timedelta(days=800), DAY + timedelta(days=800)))


@often
@given(turning())
def test_an_evaluation_holds_on_every_day_between_its_turns(case: tuple[SiteFacts, date, date]) -> None:
    facts, day, other = case
    evaluation = evaluate(facts, RULES)
    start, end = evaluation.holds_from or date.min, evaluation.changes_on or date.max
    assert start <= day < end
    if start <= other < end:
        again = evaluate(replace(facts, day=other), RULES)
        assert (again.level, again.failing) == (evaluation.level, evaluation.failing)
        assert (again.holds_from, again.changes_on) == (evaluation.holds_from, evaluation.changes_on)


@often
@given(sites())
def test_what_does_not_apply_is_never_called_failed(facts: SiteFacts) -> None:
    by_check = {result.check: result.status for result in evaluate(facts, RULES).results}
    assert (by_check["D0.2"] == Status.NOT_APPLICABLE) == (not facts.acts and not facts.parts)
    assert (by_check["D2.1"] == Status.NOT_APPLICABLE) == (not facts.dossier)
    assert (by_check["D2.3"] == Status.NOT_APPLICABLE) == (facts.completeness is None)
    assert (by_check["D4.6"] == Status.NOT_APPLICABLE) == (not facts.is_complex)
