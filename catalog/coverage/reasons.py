"""One site on the ladder, check by check with reasons: what the work list and the record's page show.

Figures are counted from standings, which are kept; reasons are evaluated when somebody asks for them, for the sites
of one page at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import NOTHING, Standing
from catalog.coverage.facts import read_facts
from catalog.coverage.register import parts_by_complex, read_entries_about
from catalog.errors import Message
from catalog.ladder.evaluation import Evaluation, Result, evaluate, required_level
from catalog.ladder.facts import SiteFacts
from catalog.ladder.levels import Level, Status
from catalog.ladder.outcomes import Outcome
from catalog.ladder.rules import CheckRule, RuleSet
from catalog.ladder.steps import steps
from catalog.projection.reader import Reader, Record, Relation

_NO_REASON = Message("", "")


@dataclass(frozen=True)
class Examined:
    """How a site stands, and the level that is required of it; None where nothing is."""

    evaluation: Evaluation
    target: Level | None

    @property
    def level(self) -> Level | None:
        """The level that counts: of a complex with its parts."""
        return self.evaluation.level

    @property
    def to_do(self) -> tuple[Result, ...]:
        """The failing checks up to the target, cheapest next step first."""
        return steps(self.evaluation, self.target)


def examine(coverage: Coverage, site_ids: Sequence[int]) -> dict[int, Examined]:
    """These sites on the question's day, as known at its instant; those that never were public are left out."""
    asked, session = coverage.question, coverage.reader.session
    rules = coverage.rules
    parts = parts_by_complex(coverage.lines, asked.as_of)
    levels = _levels_of_parts(coverage, [part for one in site_ids for part in parts.get(one, ())])
    facts = read_facts(
        session,
        coverage.around,
        sorted(set(site_ids)),
        asked.as_of,
        asked.known_at,
        freshness_days=rules.freshness_days,
    )
    targets = targets_of(coverage)
    return {
        site_id: Examined(
            _told(told, evaluate(told, rules, [levels.get(part) for part in parts.get(site_id, ())])),
            targets.get(site_id),
        )
        for site_id, told in facts.items()
    }


def _told(facts: SiteFacts, evaluation: Evaluation) -> Evaluation:
    """The evaluation without the codes of files that are not public: they count, and nobody may ask for them."""
    hidden = {file.code for file in facts.files if not file.is_public}
    if not hidden:
        return evaluation
    results = tuple(
        result._replace(
            outcome=result.outcome._replace(
                evidence=tuple(one for one in result.outcome.evidence if one not in hidden)
            ),
        )
        for result in evaluation.results
    )
    return replace(evaluation, results=results)


def _levels_of_parts(coverage: Coverage, parts: Sequence[int | None]) -> dict[int | None, Level | None]:
    known = sorted({part for part in parts if part is not None})
    standings = coverage.standings(known) if known else {}
    return {site_id: standing.level for site_id, standing in standings.items()}


def targets_of(coverage: Coverage) -> dict[int, Level]:
    """The highest level that any line in force requires of each site; a part has the line of its complex."""
    found: dict[int, Level] = {}
    for entry in coverage.lines:
        if entry.site_id is not None and entry.is_in_force(coverage.question.as_of):
            required = required_level(entry.scheme, entry.grade, coverage.rules)
            if required is not None:
                found[entry.site_id] = max(required, found.get(entry.site_id, required))
    return found


@dataclass(frozen=True)
class Brief:
    """How a site stands today without reasons: what is kept of it, so that a page may say so at no cost."""

    level: Level | None
    target: Level | None
    waits_for_parts: bool
    to_do: tuple[CheckRule, ...]

    @property
    def next_steps(self) -> tuple[CheckRule, ...]:
        """Those checks that are missing to the next level."""
        following = 0 if self.level is None else self.level + 1
        return tuple(rule for rule in self.to_do if rule.words.level == following)


def brief_of(record: Record) -> Brief:
    """What is public of a site, today: from what is kept, judged anew where nothing is."""
    reader, site_id = record.batch.reader, record.site_id
    coverage = Coverage(reader, Question(reader.today, known_at=reader.known_at))
    coverage.lines = read_entries_about(reader.session, [site_id], reader.known_at)
    standing = coverage.standings([site_id]).get(site_id, NOTHING)
    found = Examined(evaluation_of(standing, coverage.rules), targets_of(coverage).get(site_id))
    to_do = tuple(result.rule for result in found.to_do)
    return Brief(found.level, found.target, found.evaluation.waits_for_parts, to_do)


def evaluation_of(standing: Standing, rules: RuleSet) -> Evaluation:
    """A standing as far as it is an evaluation: levels and failing checks, without reasons."""
    failing = set(standing.failing)
    results = tuple(
        Result(rule, Outcome(Status.FAIL, _NO_REASON)) for rule in rules.checks if rule.id in failing
    )
    return Evaluation(standing.own_level, standing.level, results, None, None)


def _read(reader: Reader, records: Sequence[Record], *, day: date) -> Mapping[int, Any]:
    ids = [record.site_id for record in records]
    coverage = Coverage(reader, Question(day, known_at=reader.known_at))
    coverage.lines = read_entries_about(reader.session, ids, reader.known_at)
    found = examine(coverage, ids)
    return {record.revision_id: found[record.site_id] for record in records if record.site_id in found}


DIGITISATION = Relation("digitisation", _read, empty=None)
"""How a site stands on the ladder on a `day`, of what is public of it: an `Examined`, or None."""
