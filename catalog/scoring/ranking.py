"""Ranks inside a cluster: by exact total, then by the set's tie-breakers in their order; equals share a rank.

Similar units compete with each other only. After equals the next rank skips: 1, 2, 2, 4. Which tie-breaker decided is
answered with the rank, to be published with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from catalog.errors import Problem, ProblemsError
from catalog.scoring.criteria import CriteriaSet, CriterionKind, TieBreaker, TieBreakerKind
from catalog.scoring.problems import problem
from catalog.scoring.totals import Total, sum_of_points


@dataclass(frozen=True)
class Entrant:
    """Who is ranked, in which cluster, with which total; `agreement` of self-scored and appraised points, if known."""

    subject: str
    cluster: str
    total: Total
    agreement: Fraction | None = None


@dataclass(frozen=True)
class Placing:
    """A rank; None for who is not considered. `decided_by`: the tie-breakers that told it from others of equal total."""

    subject: str
    rank: int | None
    decided_by: tuple[TieBreaker, ...] = ()


Key = tuple[Fraction, ...]
"""What entrants are compared by: the total first, then what each tie-breaker looks at; more is better."""


def agreement(self_scored: Fraction, appraised: Fraction) -> Fraction:
    """How far the smaller of two totals reaches into the larger: 1 where they are equal."""
    larger = max(self_scored, appraised)
    return min(self_scored, appraised) / larger if larger else Fraction(1)


def rank(criteria_set: CriteriaSet, entrants: Iterable[Entrant]) -> Mapping[str, tuple[Placing, ...]]:
    """The placings by cluster, best first, who is not considered last; among equals by subject.

    Raises ProblemsError: DUPLICATE_SUBJECT, OTHER_CRITERIA (scored by another set, which cannot be compared).
    """
    everyone = list(entrants)
    if problems := list(_problems(criteria_set, everyone)):
        raise ProblemsError(problems)
    clusters: defaultdict[str, list[Entrant]] = defaultdict(list)
    for entrant in everyone:
        clusters[entrant.cluster].append(entrant)
    return {name: tuple(_placings(criteria_set, clusters[name])) for name in sorted(clusters)}


def _problems(criteria_set: CriteriaSet, entrants: Sequence[Entrant]) -> Iterator[Problem]:
    for subject, count in Counter(entrant.subject for entrant in entrants).items():
        if count > 1:
            yield problem("DUPLICATE_SUBJECT", subject, subject=subject)
    for entrant in entrants:
        if entrant.total.set_sha256 != criteria_set.sha256:
            yield problem("OTHER_CRITERIA", entrant.subject, subject=entrant.subject)


def _placings(criteria_set: CriteriaSet, entrants: Sequence[Entrant]) -> Iterator[Placing]:
    breakers = criteria_set.tie_breakers
    ordered = sorted(entrants, key=lambda entrant: entrant.subject)
    keys = {each.subject: _key(each, breakers) for each in ordered if each.total.is_ranked}
    decisive = _decisive(keys.values())
    better = _better(keys.values())
    for subject, key in sorted(keys.items(), key=lambda item: better[item[1]]):
        decided = [breaker for place, breaker in enumerate(breakers, 1) if key[:place] in decisive]
        yield Placing(subject, better[key] + 1, tuple(decided))
    for entrant in ordered:
        if entrant.subject not in keys:
            yield Placing(entrant.subject, None)


def _key(entrant: Entrant, breakers: Sequence[TieBreaker]) -> Key:
    return (entrant.total.exact or Fraction(0), *(_looked_at(entrant, breaker) for breaker in breakers))


def _looked_at(entrant: Entrant, breaker: TieBreaker) -> Fraction:
    """What a tie-breaker compares. What does not apply, or is not known, comes after whatever is."""
    lines = entrant.total.lines
    if breaker.kind == TieBreakerKind.FEWER_PENALTIES:
        return -sum_of_points(lines, CriterionKind.PENALTY)
    if breaker.kind == TieBreakerKind.AGREEMENT:
        found = entrant.agreement
    else:
        found = next(line.points for line in lines if line.criterion.code == breaker.criterion)
    return Fraction(-1) if found is None else found


def _better(keys: Iterable[Key]) -> Mapping[Key, int]:
    """How many are better than each key."""
    counts, better, found = Counter(keys), 0, {}
    for key in sorted(counts, reverse=True):
        found[key] = better
        better += counts[key]
    return found


def _decisive(keys: Iterable[Key]) -> frozenset[Key]:
    """The beginnings of keys that several share and after which they part: there the next tie-breaker decided."""
    following: defaultdict[Key, set[Fraction]] = defaultdict(set)
    for key in keys:
        for place in range(1, len(key)):
            following[key[:place]].add(key[place])
    return frozenset(beginning for beginning, values in following.items() if len(values) > 1)
