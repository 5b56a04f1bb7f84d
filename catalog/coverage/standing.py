"""How sites stand on the ladder on a day: facts are read, checks are asked, complexes weighed with their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from catalog.coverage.counted import Standing
from catalog.coverage.facts import each_facts
from catalog.coverage.facts_around import Surroundings
from catalog.ladder.checks import BILINGUAL, COMPLETE, RIGHTS_CLEAR
from catalog.ladder.evaluation import Evaluation, evaluate
from catalog.ladder.facts import SiteFacts
from catalog.ladder.found import is_within
from catalog.ladder.levels import Level, Status
from catalog.ladder.rules import RuleSet
from catalog.terms import DossierStatus

_PASS = Status.PASS


@dataclass(frozen=True, slots=True)
class Judged:
    """A site's standing, and from when until when it holds if nothing is done; the public revision it is of."""

    standing: Standing
    version: int
    holds_from: date | None
    changes_on: date | None


@dataclass(frozen=True)
class Asked:
    """On which day of legal time and by what was known when; the parts of each complex on that day."""

    day: date
    rules: RuleSet
    parts: Mapping[int, Sequence[int | None]]
    known_at: datetime | None = None


def judge(
    session: Session,
    around: Surroundings,
    asked: Asked,
    site_ids: Sequence[int],
    levels: Mapping[int, Level | None] | None = None,
) -> dict[int, Judged]:
    """The standing of these sites, each once; sites that were never public have none.

    Parts come before their complexes. The levels of parts that are not among the sites are taken from `levels`;
    a part that is in neither is below D0.
    """
    return dict(judge_each(session, around, asked, site_ids, levels))


def judge_each(
    session: Session,
    around: Surroundings,
    asked: Asked,
    site_ids: Sequence[int],
    levels: Mapping[int, Level | None] | None = None,
) -> Iterator[tuple[int, Judged]]:
    """The same one by one, for many sites."""
    reached = dict(levels or {})
    days = asked.rules.freshness_days
    for some in _in_order(site_ids, asked.parts):
        for site_id, facts in each_facts(
            session, around, some, asked.day, asked.known_at, freshness_days=days
        ):
            parts = asked.parts.get(site_id, ())
            evaluation = evaluate(
                facts, asked.rules, [None if part is None else reached.get(part) for part in parts]
            )
            reached[site_id] = evaluation.level
            standing = standing_of(facts, evaluation, asked.rules)
            yield site_id, Judged(standing, facts.version, evaluation.holds_from, evaluation.changes_on)


def _in_order(site_ids: Sequence[int], parts: Mapping[int, Sequence[int | None]]) -> Iterator[list[int]]:
    """The sites in groups, of which none holds a complex before its parts; complexes lie at most three deep."""
    waiting = list(dict.fromkeys(site_ids))
    while waiting:
        asked = set(waiting)
        ready = [one for one in waiting if not asked.intersection(parts.get(one, ()))]
        ready = ready or waiting  # a circle, which entry refuses: nobody waits for ever
        yield ready
        done = set(ready)
        waiting = [one for one in waiting if one not in done]


def standing_of(facts: SiteFacts, evaluation: Evaluation, rules: RuleSet) -> Standing:
    """What is counted of a site, from what the checks found."""
    passed = {result.rule.id for result in evaluation.results if result.outcome.status is _PASS}
    parts = [part.status for part in facts.dossier]
    day, days = facts.day, rules.freshness_days
    return Standing(
        own_level=evaluation.own_level,
        level=evaluation.level,
        failing=tuple(evaluation.failing),
        completeness=facts.completeness,
        dossier_present=parts.count(DossierStatus.PRESENT),
        dossier_applicable=len(parts) - parts.count(DossierStatus.NOT_APPLICABLE),
        is_complete=COMPLETE in passed,
        is_reviewed=facts.is_reviewed,
        is_public=facts.is_public,
        is_bilingual=BILINGUAL in passed,
        is_rights_clear=RIGHTS_CLEAR in passed,
        has_fresh_facts=is_within(day, facts.visitor_facts_verified_on, days),
        sound_files=sum(is_within(day, file.passed_on, days) for file in facts.files),
        files=len(facts.files),
    )
