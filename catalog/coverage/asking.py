"""A question about coverage, answered: for any day, as known at any instant, with the entries behind each figure.

The stated day's figures are kept (`catalog.coverage.kept`) and answered from counters; whatever else is asked is
counted from the entries themselves. Both ways end in `figures`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import col

from catalog.coverage.counted import (
    NOTHING,
    SCHEMES,
    Counted,
    Entry,
    Standing,
    each_once,
    lines_counted,
    overlaps,
)
from catalog.coverage.facts_around import Surroundings, read_surroundings
from catalog.coverage.figures import Groups, Row, rows_of
from catalog.coverage.kept_rows import standing_kept
from catalog.coverage.register import (
    Passage,
    SiteFace,
    lead_days,
    parts_by_complex,
    read_entries,
    read_faces,
    read_passages,
)
from catalog.coverage.rules import rules_on
from catalog.coverage.standing import Asked, judge
from catalog.coverage.turns import turn
from catalog.coverage.whereabouts import codes_counted, unit_at, units_of
from catalog.coverage.words import CountingMode, Grouping, Population, UnitMode, UnitTime
from catalog.ladder.evaluation import required_level
from catalog.ladder.rules import RuleSet
from catalog.lazy import cached_property
from catalog.projection.reader import Reader
from catalog.sites.kinds import kinds_on
from catalog.tables import CoverageDay, SiteStanding
from catalog.terms import Scheme

FEW = 500
"""Of so many sites the kept standings are picked in the database; of more, all are read at once."""


@dataclass(frozen=True)
class Question:
    """What is asked: the day of legal time, what is counted, how, and by what rows."""

    as_of: date
    mode: CountingMode = CountingMode.DESIGNATION
    population: Population = Population.RELIC_RANK
    grouping: Grouping = Grouping.GRADE
    unit_mode: UnitMode = UnitMode.PRIMARY
    unit_time: UnitTime = UnitTime.AS_NOW
    known_at: datetime | None = None


@dataclass(frozen=True)
class Whole:
    """Everything that is counted on a day: `counted` and, beside it, `undated`."""

    counted: tuple[Counted, ...]
    undated: tuple[Counted, ...]


@dataclass(frozen=True)
class _Behind:
    """What is read of the sites behind the entries: by id, and how their work went through review by code."""

    faces: Mapping[int, SiteFace]
    standings: Mapping[int, Standing]
    passages: Mapping[str, Passage]


@dataclass
class Coverage:
    """The answer to a question, worked out as far as it is asked for.

    Sites that are not public now, or were not at the instant asked about, count and are not named. A document that was
    closed names those that were public then (`is_closed`): it cannot be taken back, and is made again as it was.
    """

    reader: Reader
    question: Question
    is_closed: bool = False
    takes_turns: bool = True
    """False for an act that has the writers' turn already, and must not be refused."""
    rules: RuleSet = field(init=False)

    def __post_init__(self) -> None:
        self.rules = rules_on(self.question.as_of)

    @cached_property
    def around(self) -> Surroundings:
        """Units, borders and templates of the day."""
        return read_surroundings(self.reader.session, self.question.known_at)

    @cached_property
    def lines(self) -> list[Entry]:
        """The register as it was known."""
        return read_entries(self.reader.session, self.question.known_at)

    @cached_property
    def whole(self) -> Whole:
        """Everything that is counted, whatever the rows are."""
        asked = self.question
        schemes = SCHEMES[asked.population] if asked.grouping != Grouping.SCHEME else frozenset(Scheme)
        lines = [entry for entry in self.lines if entry.scheme in schemes]
        in_force = lines_counted((e for e in lines if e.is_in_force(asked.as_of)), asked.mode)
        certain = {self._place(e) for e in in_force if e.site_id is not None}
        undated = lines_counted((e for e in lines if e.is_undated(asked.as_of)), asked.mode)
        undated = [e for e in undated if self._place(e) not in certain]
        known = [e.site_id for e in (*in_force, *undated) if e.site_id is not None]
        faces = read_faces(self.reader.session, known, asked.known_at)
        standings = self.standings([e.site_id for e in in_force if e.site_id is not None])
        codes = [face.code for face in faces.values()]
        passages = read_passages(self.reader.session, codes, asked.known_at)
        counted = [self._counted(entry, _Behind(faces, standings, passages)) for entry in in_force]
        beside = [self._counted(entry, _Behind(faces, {}, passages)) for entry in undated]
        if self._is_union:
            counted, beside = each_once(counted), each_once(beside)
        return Whole(tuple(counted), tuple(beside))

    @property
    def _is_union(self) -> bool:
        asked = self.question
        return asked.population == Population.RECOGNISED and asked.grouping != Grouping.SCHEME

    def _place(self, entry: Entry) -> object:
        """For what a line counts once: its site in its scheme; in the union its site."""
        return entry.site_id if self._is_union else (entry.site_id, entry.scheme)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the grouping that is asked for."""
        return rows_of(self.whole.counted, self.whole.undated, self.question.grouping, self.groups)

    @cached_property
    def total(self) -> Row:
        """All of it in one row: each entry once, whatever the rows do; of schemes, which overlap, the union."""
        if self.question.grouping == Grouping.SCHEME:
            return self._union.total
        counted, undated = self.whole.counted, self.whole.undated
        return rows_of(counted, undated, Grouping.TOTAL, Groups())[0]

    @cached_property
    def overlaps(self) -> Mapping[tuple[Scheme, ...], int]:
        """How many sites each combination of schemes recognises, of the union."""
        return overlaps(self._union.whole.counted)

    @cached_property
    def _union(self) -> Coverage:
        """Every recognised site once."""
        asked = replace(self.question, population=Population.RECOGNISED, grouping=Grouping.TOTAL)
        union = Coverage(self.reader, asked, self.is_closed, self.takes_turns)
        union.rules, union.lines, union.around = self.rules, self.lines, self.around
        return union

    @cached_property
    def groups(self) -> Groups:
        """The keys that rows have whether anything is counted in them or not."""
        asked = self.question
        keys = codes_counted(self.reader.units, asked.unit_time, asked.as_of, self.reader.today)
        kinds = kinds_on(self.reader.session, asked.as_of) if asked.grouping == Grouping.KIND else ()
        return Groups(keys, [kind.code for kind in kinds], asked.unit_mode)

    def _counted(self, entry: Entry, behind: _Behind) -> Counted:
        rules, face = self.rules, behind.faces.get(entry.site_id or 0)
        one = Counted(
            entry,
            required_level(entry.scheme, entry.grade, rules),
            rules.weight(entry.scheme, entry.grade),
        )
        if face is None:
            return one
        passage = behind.passages.get(face.code)
        standing = replace(
            behind.standings.get(entry.site_id or 0, NOTHING),
            submitted=passage.judged if passage else 0,
            passed_at_once=passage.at_once if passage else 0,
            lead_days=lead_days(face),
        )
        is_named = face.was_public(self.question.known_at) and (self.is_closed or face.is_public_now)
        return replace(
            one,
            entry=entry if is_named else replace(entry, label=unnamed(entry.decision_number)),
            is_named=is_named,
            standing=standing,
            code=face.code,
            slug=face.slug if is_named else None,
            units=self._units(face),
            kinds=face.kinds,
            managing_body=face.managing_body,
        )

    def _units(self, face: SiteFace) -> tuple[int, ...]:
        asked, around = self.question, self.around
        wanted = self.reader.today if asked.unit_time == UnitTime.AS_NOW else asked.as_of
        links = [around.units.by_id[unit_id] for unit_id in face.unit_ids]
        return units_of(links, around.units, wanted, lambda: unit_at(around, face, wanted))

    def standings(self, site_ids: Sequence[int]) -> dict[int, Standing]:
        """How these sites stand, and the parts of complexes with them: kept where that holds on the day, else judged."""
        wanted = set(site_ids)
        parts = parts_by_complex(self.lines, self.question.as_of)
        for _ in range(3):
            wanted |= {part for one in wanted for part in parts.get(one, ()) if part is not None}
        kept = self._kept(wanted)
        missing = [site_id for site_id in sorted(wanted) if site_id not in kept]
        missing = _with_wholes(missing, parts)
        levels = {site_id: standing.level for site_id, standing in kept.items()}
        if not missing:
            return kept
        asked = Asked(self.question.as_of, self.rules, parts, self.question.known_at)
        is_much = self.takes_turns and len(missing) > FEW
        with turn() if is_much else nullcontext():
            judged = judge(self.reader.session, self.around, asked, sorted(set(missing)), levels)
        return kept | {site_id: one.standing for site_id, one in judged.items()}

    def _kept(self, site_ids: set[int]) -> dict[int, Standing]:
        """What is kept, of what is known now under the same rules, and holds on the day asked about."""
        session, day = self.reader.session, self.question.as_of
        kept = session.get(CoverageDay, 1)
        if self.question.known_at is not None or kept is None or kept.rules_sha256 != self.rules.sha256:
            return {}
        holds = sa.and_(
            sa.or_(col(SiteStanding.holds_from).is_(None), col(SiteStanding.holds_from) <= day),
            sa.or_(col(SiteStanding.changes_on).is_(None), col(SiteStanding.changes_on) > day),
        )
        if len(site_ids) <= FEW:
            holds = sa.and_(holds, col(SiteStanding.site_id).in_(sorted(site_ids)))
        rows = session.execute(sa.select(*SiteStanding.__table__.columns).where(holds))  # type: ignore[attr-defined]
        return {row.site_id: standing_kept(row) for row in rows if row.site_id in site_ids}


def unnamed(decision_number: str | None) -> str:
    """What the line of a site is called that is not public."""
    return f"Di tích đã gỡ công bố ({decision_number or 'chưa rõ số quyết định'})"


def _with_wholes(sites: Sequence[int], parts: Mapping[int, Sequence[int | None]]) -> list[int]:
    """The sites, and every complex that stands as they do: complexes of them, of those, and so on."""
    found, newest = set(sites), set(sites)
    while newest:
        newest = {whole for whole, some in parts.items() if not newest.isdisjoint(some)} - found
        found |= newest
    return sorted(found)
