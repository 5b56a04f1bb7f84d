"""One register entry as it is counted, and which entries a mode counts. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from catalog.coverage.words import CountingMode, Population
from catalog.ladder.levels import Level
from catalog.terms import EntryKind, Grade, Scheme


@dataclass(frozen=True, slots=True)
class Standing:
    """How a site stands on a day: its level and what else is counted of it.

    `own_level` is without, `level` with its parts. `completeness` is None of nothing. `files` and `sound_files`,
    `dossier_applicable` and `dossier_present`, `submitted` and `passed_at_once` are sums; `lead_days` are the days
    from submission to publication of what is public.
    """

    own_level: Level | None = None
    level: Level | None = None
    failing: tuple[str, ...] = ()
    completeness: Fraction | None = None
    dossier_present: int = 0
    dossier_applicable: int = 0
    is_complete: bool = False
    is_reviewed: bool = False
    is_public: bool = False
    is_bilingual: bool = False
    is_rights_clear: bool = False
    has_fresh_facts: bool = False
    sound_files: int = 0
    files: int = 0
    submitted: int = 0
    passed_at_once: int = 0
    lead_days: Fraction | None = None


FLAGS = ("is_complete", "is_reviewed", "is_public", "is_bilingual", "is_rights_clear", "has_fresh_facts")
"""What either holds of a site or does not, beside its level: by these names in tables, snapshots and files."""
NOTHING = Standing()
"""Of what is only known to exist."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register: what is counted. `site_id` is None for a part that is declared and not known by name.

    `start` is the first day of legal effect, None where it is not known; `known_since` the first day on which a
    source shows it.
    """

    id: int
    key: str
    kind: EntryKind
    scheme: Scheme
    grade: Grade | None
    site_id: int | None
    complex_id: int | None
    label: str
    start: date | None
    end: date | None
    known_since: date
    decision_number: str | None = None

    def is_in_force(self, day: date) -> bool:
        """Half-open; without a known start from `known_since` on."""
        return (self.start or self.known_since) <= day and (self.end is None or day < self.end)

    def is_undated(self, day: date) -> bool:
        """Whether nobody knows if it was in force: neither counted nor left out, but shown beside the figure."""
        return self.start is None and day < self.known_since and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry with all that a figure may ask of it. `units` are ids, the primary one first.

    `is_named` is False of a site that is not public: it counts, and nothing says which it is but its decision.
    """

    entry: Entry
    required: Level | None
    weight: Fraction
    standing: Standing = NOTHING
    code: str | None = None
    slug: str | None = None
    units: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    managing_body: str | None = None
    schemes: frozenset[Scheme] = frozenset()
    is_named: bool = True

    @property
    def is_known(self) -> bool:
        """Whether the entry names a site that we have a record of."""
        return self.entry.site_id is not None

    @property
    def level(self) -> Level | None:
        """The level that counts: of a part its own, of a complex with its parts."""
        return self.standing.level

    def reaches(self, level: Level) -> bool:
        """Whether it stands at the level or above."""
        return self.level is not None and self.level >= level

    @property
    def is_on_target(self) -> bool:
        """Whether it reaches what is required of it."""
        return self.required is not None and self.reaches(self.required)


SCHEMES: dict[Population, frozenset[Scheme]] = {
    Population.RELIC_RANK: frozenset({Scheme.RELIC_RANK}),
    Population.RELIC_INVENTORY: frozenset({Scheme.RELIC_INVENTORY}),
    Population.TOURIST_SITE: frozenset({Scheme.TOURIST_SITE}),
    Population.TOURIST_AREA: frozenset({Scheme.TOURIST_AREA}),
    Population.RECOGNISED: frozenset({Scheme.RELIC_RANK, Scheme.TOURIST_SITE, Scheme.TOURIST_AREA}),
}
"""The schemes of a population."""


def lines_counted(entries: Iterable[Entry], mode: CountingMode) -> list[Entry]:
    """The lines that a mode counts, of entries in force on one day. Of a site's designations in one scheme one counts:
    that of the highest grade, and of equal ones the first.

    DESIGNATION counts designations, of a part only its own if it has one. COMPONENT counts in the place of each
    complex the lines of its parts; a part that is a complex itself is replaced in turn, and a part with a rank of
    its own counts once, as a part.
    """
    entries = _one_of_each(entries)
    if mode == CountingMode.DESIGNATION:
        return [entry for entry in entries if entry.kind == EntryKind.DESIGNATION]
    lines = [entry for entry in entries if entry.kind == EntryKind.COMPONENT]
    replaced = {(entry.complex_id, entry.scheme) for entry in lines}
    replaced |= {(entry.site_id, entry.scheme) for entry in lines if entry.site_id is not None}
    whole = {(entry.complex_id, entry.scheme) for entry in lines}
    return [
        entry
        for entry in entries
        if (entry.kind == EntryKind.COMPONENT and (entry.site_id, entry.scheme) not in whole)
        or (entry.kind == EntryKind.DESIGNATION and (entry.site_id, entry.scheme) not in replaced)
    ]


def _one_of_each(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, of several designations of a site in one scheme only the one that stands for them."""
    entries = list(entries)
    standing: dict[tuple[int, Scheme], Entry] = {}
    for entry in sorted(entries, key=_highest_grade):
        if entry.kind == EntryKind.DESIGNATION and entry.site_id is not None:
            standing.setdefault((entry.site_id, entry.scheme), entry)
    return [
        entry
        for entry in entries
        if entry.kind != EntryKind.DESIGNATION
        or entry.site_id is None
        or standing[entry.site_id, entry.scheme] is entry
    ]


_GRADES = {grade: place for place, grade in enumerate(Grade)}


def _highest_grade(entry: Entry) -> tuple[int, date, str]:
    place = len(_GRADES) if entry.grade is None else _GRADES[entry.grade]
    return place, entry.start or entry.known_since, entry.key


def each_once(counted: Sequence[Counted]) -> list[Counted]:
    """The union: one of each site, with all its schemes, and the highest that is required of it.

    Lines whose site is not known are each one. The line that stands for a site is the one that requires most.
    """
    found: dict[object, Counted] = {}
    for one in sorted(counted, key=_most_required):
        site = one.entry.site_id or one.entry.key
        before = found.get(site)
        schemes = {one.entry.scheme} | (before.schemes if before else set())
        found[site] = replace(before or one, schemes=frozenset(schemes))
    return sorted(found.values(), key=lambda one: one.entry.key)


def _most_required(one: Counted) -> tuple[int, Fraction, str]:
    return (-(one.required if one.required is not None else -1), -one.weight, one.entry.key)


def overlaps(counted: Iterable[Counted]) -> dict[tuple[Scheme, ...], int]:
    """How many sites each combination of schemes recognises; together they are the union."""
    found: dict[tuple[Scheme, ...], int] = {}
    for one in counted:
        key = tuple(sorted(one.schemes))
        found[key] = found.get(key, 0) + 1
    return dict(sorted(found.items()))
