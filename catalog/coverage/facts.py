"""What the ladder's checks are told of sites, read for many at a time: as known at an instant, on a day.

A site that was withdrawn has the facts of what the public last saw of it, as it keeps its lines in the register;
one that never was public, or only by an import that was taken back, has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlmodel import Session

from catalog.coverage.facts_around import Day, Surroundings, holds
from catalog.coverage.facts_rows import DIGEST, Copies, Rows, read_copies, read_rows
from catalog.dossiers.standing import PartStanding, standing, stated
from catalog.dossiers.template import RELIC_SCHEMES, Relic
from catalog.ladder.facts import (
    ActFacts,
    DossierFacts,
    FileFacts,
    PartFacts,
    PositionFacts,
    SiteFacts,
    TextFacts,
)
from catalog.places import later, legal_day
from catalog.projection.rank import grade_on
from catalog.projection.site import CONFIRMED
from catalog.projection.values import DesignationValue
from catalog.reads import ReadsOfSite, counted_since, reads_of
from catalog.sites.completeness import counts, fields_of, filled, judged
from catalog.terms import MissingCode

UNREAD = ReadsOfSite(0, None, None, None)
AT_ONCE = 1_000
"""Sites that are read together."""


def read_facts(
    session: Session,
    around: Surroundings,
    site_ids: Sequence[int],
    day: date,
    known_at: datetime | None = None,
    *,
    freshness_days: int,
) -> dict[int, SiteFacts]:
    """The facts of these sites by their id; those that have none are left out.

    For so many days a check, a copy or a visit holds: the rules say how many.
    """
    return dict(each_facts(session, around, site_ids, day, known_at, freshness_days=freshness_days))


def each_facts(
    session: Session,
    around: Surroundings,
    site_ids: Sequence[int],
    day: date,
    known_at: datetime | None = None,
    *,
    freshness_days: int,
) -> Iterator[tuple[int, SiteFacts]]:
    """The same one by one, with no more than `AT_ONCE` sites in memory.

    Two statements, and for each `AT_ONCE` sites at most `facts_rows.STATEMENTS` and one for their reads.
    """
    view = _View(
        Day(around, day),
        freshness_days,
        known_at,
        read_copies(session, day, known_at),
        counted_since(session, known_at),
    )
    for at in range(0, len(site_ids), AT_ONCE):
        some = site_ids[at : at + AT_ONCE]
        reads = {} if view.counted_since is None else reads_of(session, some, day, known_at)
        together = _Together(view, read_rows(session, some, day, known_at), reads)
        for site in together.rows.sites:
            yield site.site_id, _facts(view, together, site)


@dataclass
class _View:
    """The day and the instant from which sites are looked at, and what all of them share."""

    on: Day
    freshness_days: int
    known_at: datetime | None
    copies: Copies
    counted_since: date | None
    turns: frozenset[date | None] = field(init=False)
    fresh_copies: list[datetime] = field(init=False)
    empty: dict[Relic, tuple[DossierFacts, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        taken = [legal_day(at) for at in self.copies.taken]
        later_copies = (legal_day(at) for at in self.copies.later)
        stale = (self.stale_on(day) for day in taken)
        self.turns = frozenset([*self.on.turns(), *taken, *stale, *later_copies, self.counted_since])
        self.fresh_copies = [at for at in self.copies.taken if self.day < self.stale_on(legal_day(at))]

    @property
    def day(self) -> date:
        return self.on.day

    def reads(self, found: ReadsOfSite) -> int | None:
        """Reads by registered apps; None on days on which nobody counted."""
        is_counted = self.counted_since is not None and self.counted_since <= self.day
        return found.reads if is_counted else None

    def stale_on(self, day: date) -> date:
        """The first day on which what was so on `day` is no longer fresh."""
        return later(day, self.freshness_days + 1)


@dataclass
class _Together:
    """Sites that are read together, with what is worked out for all of them at once; by revision or digest.

    `checked` is the day on which a file passed its newest check, and the days of that one and the next.
    """

    view: _View
    rows: Rows
    reads: Mapping[int, ReadsOfSite]
    units: Mapping[int, tuple[str, ...]] = field(init=False)
    positions: Mapping[int, PositionFacts] = field(init=False)
    checked: Mapping[str, tuple[date | None, tuple[date, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        self.units = {
            site.revision_id: _units(self.view, self.rows, site.revision_id) for site in self.rows.sites
        }
        self.positions = dict(_positions(self.view, self.rows, self.units))
        self.checked = {check[0]: _checked(check) for check in self.rows.checks.values()}


_UNCHECKED: tuple[date | None, tuple[date, ...]] = (None, ())


def _checked(check: Sequence[Any]) -> tuple[date | None, tuple[date, ...]]:
    _, checked_at, fault, next_at = check
    days = tuple(legal_day(at) for at in (checked_at, next_at) if at is not None)
    return days[0] if checked_at is not None and fault is None else None, days


def _facts(view: _View, together: _Together, site: Any) -> SiteFacts:
    id_, day, rows = site.revision_id, view.day, together.rows
    acts, kinds = rows.acts.get(id_, []), [row[0] for row in rows.kinds.get(id_, ())]
    texts = _texts(rows, id_)
    files = tuple([_file(view, together, id_, row) for row in rows.files.get(id_, ())])
    relic = _relic(view, rows, id_, kinds)
    reads = together.reads.get(site.site_id, UNREAD)
    missing = tuple(
        sorted([(name, code, bool(has_note)) for name, code, has_note in rows.missing.get(id_, ())])
    )
    return SiteFacts(
        day=day,
        turns=_turns(view, together, site, reads),
        code=site.code,
        slug=site.slug,
        version=site.version,
        is_public=bool(site.is_public),
        is_reviewed=site.reviewed_by_id is not None and site.reviewed_by_id != site.author_id,
        has_author=bool(site.author.strip()),
        kinds=tuple(kinds),
        unknown_kinds=tuple(kind for kind in kinds if kind not in view.on.kinds),
        units=together.units[id_],
        acts=tuple(_act(act) for act in acts if _is_in_force(act, day)),
        parts=tuple(_parts(view, rows, id_)),
        is_relic=relic.is_relic,
        is_complex=_is_complex(view, rows, site),
        extent=site.extent,
        position=together.positions.get(id_),
        texts=texts,
        managing_body=site.managing_body,
        period=site.period_edtf,
        missing=missing,
        sources=tuple(row[0] for row in rows.sources.get(id_, ())),
        zones=tuple(zone for zone, start, end in rows.zones.get(id_, ()) if holds(start, end, day)),
        files=files,
        dossier=_dossier(view, rows, id_, relic),
        completeness=_completeness(view, rows, site, texts, missing),
        visitor_facts_verified_on=_verified_on(view, rows, site),
        reads=view.reads(reads),
    )


def _is_in_force(act: DesignationValue, day: date) -> bool:
    return (act.valid_from or act.known_since) <= day and (act.valid_to is None or act.valid_to > day)


def _act(act: DesignationValue) -> ActFacts:
    return ActFacts(
        scheme=act.scheme,
        grade=act.grade,
        decision_number=act.decision_number,
        decision_date=act.decision_date,
        authority=act.authority,
        authority_kind=act.authority_kind,
        certainty=act.certainty,
    )


_FIELD_AND_LANGUAGE = attrgetter("field", "language")


def _texts(rows: Rows, id_: int) -> tuple[TextFacts, ...]:
    found = [
        TextFacts(name, language, length, counts(origin, is_reviewed=is_reviewed), bool(is_stale))
        for name, language, length, origin, is_reviewed, is_stale in rows.texts.get(id_, ())
    ]
    # A database may sort words by its own collation: evidence has one order everywhere.
    return tuple(sorted(found, key=_FIELD_AND_LANGUAGE))


def _units(view: _View, rows: Rows, id_: int) -> tuple[str, ...]:
    """The units of the day that are named, the primary one first."""
    by_id = view.on.around.units.by_id
    named = sorted(
        (not is_primary, by_id[unit_id].key, unit_id) for unit_id, is_primary in rows.units.get(id_, ())
    )
    return tuple([key for _, key, unit_id in named if by_id[unit_id].is_valid_on(view.day)])


def _parts(view: _View, rows: Rows, id_: int) -> Iterator[PartFacts]:
    for code, membership, number, start, end in rows.parts.get(id_, ()):
        if membership in CONFIRMED and holds(start, end, view.day):
            yield PartFacts(code, number, start)


def _is_complex(view: _View, rows: Rows, site: Any) -> bool:
    intervals = (*rows.members.get(site.site_id, ()), *rows.declared.get(site.revision_id, ()))
    return any(holds(start, end, view.day) for start, end in intervals)


def _relic(view: _View, rows: Rows, id_: int, kinds: list[str]) -> Relic:
    """As `catalog.dossiers.standing.relic_of` has it."""
    acts = rows.acts.get(id_, [])
    wholes = [found for end, found in rows.wholes.get(id_, ()) if holds(None, end, view.day)]
    grade = grade_on(acts, view.day).value
    if grade is None and wholes:
        grade = grade_on(wholes[-1], view.day).value
    known = view.on.around.kinds
    is_other = bool(kinds) and not any(known[kind].is_legal for kind in kinds)
    is_relic = bool(wholes) or any(act.scheme in RELIC_SCHEMES for act in acts)
    return Relic(is_relic or not is_other, grade)


def _positions(
    view: _View, rows: Rows, units: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, PositionFacts]]:
    """The position that is followed of each revision, those of the same units together."""
    in_units: dict[tuple[str, ...], list[int]] = {}
    for id_ in rows.places:
        in_units.setdefault(units[id_], []).append(id_)
    for keys, ids in in_units.items():
        places = [rows.places[id_][0] for id_ in ids]
        points = [(latitude, longitude, accuracy or 0.0) for latitude, longitude, accuracy, *_ in places]
        lie = zip(view.on.are_in_province(points), view.on.are_in_unit(keys, points), strict=True)
        for id_, (_, _, accuracy, method, source_crs), where in zip(ids, places, lie, strict=True):
            yield id_, PositionFacts(accuracy, method, source_crs, *where)


def _file(view: _View, together: _Together, id_: int, row: Sequence[Any]) -> FileFacts:
    (surrogate_id, code, kind, role, media_type, width, height, is_public, rights_uri, captured,
     digest, recorded_at, *_) = row  # fmt: skip
    key, rows = (id_, surrogate_id), together.rows
    return FileFacts(
        code=code,
        kind=kind,
        role=role,
        media_type=media_type,
        width=width,
        height=height,
        is_public=is_public,
        rights_uri=rights_uri,
        captured=captured,
        has_alternative_text=key in rows.described,
        passed_on=together.checked.get(digest, _UNCHECKED)[0],
        copies=1 + sum([taken_at >= recorded_at for taken_at in view.fresh_copies]),
        paradata=rows.paradata.get(key, frozenset()),
    )


def _verified_on(view: _View, rows: Rows, site: Any) -> date | None:
    """What is said now; of a day before that, what the public was told by then of the newest one until it."""
    said: date | None = site.visitor_facts_verified_on
    if said is None or said <= view.day:
        return said
    return max((day for (day,) in rows.verified.get(site.site_id, ()) if day <= view.day), default=said)


def _dossier(view: _View, rows: Rows, id_: int, relic: Relic) -> tuple[DossierFacts, ...]:
    if not relic.is_relic:
        return ()
    items = rows.dossier.get(id_, ())
    if not items and relic in view.empty:
        return view.empty[relic]
    found = standing([(stated(item), item.files) for item in items], view.on.template, relic)
    facts = tuple(_dossier_part(part) for part in found.parts)
    if not items:
        view.empty[relic] = facts
    return facts


def _dossier_part(part: PartStanding) -> DossierFacts:
    item = part.item
    return DossierFacts(
        part=part.term.part,
        status=part.status,
        files=tuple(file.code for file in part.files),
        has_text_layer=part.has_text_layer,
        lacks_mark=item is not None and item.is_converted_from_paper and item.conversion_mark is None,
        has_note=item is not None and item.note is not None,
    )


def _completeness(
    view: _View, rows: Rows, site: Any, texts: Sequence[TextFacts], missing: tuple[_Missing, ...]
) -> Fraction | None:
    """As `catalog.sites.completeness.completeness_on` has it."""
    id_, acts = site.revision_id, rows.acts.get(site.revision_id, [])
    is_part = any(holds(start, end, view.day) for *_, start, end in rows.parts.get(id_, ()))
    fields = fields_of(tuple(act.scheme for act in acts if _is_in_force(act, view.day)), is_part)
    values = {
        "kinds": id_ in rows.kinds,
        "admin_unit": id_ in rows.units,
        "location": id_ in rows.places,
        "managing_body": site.managing_body,
        "period": site.period_edtf,
        "designations": acts,
        "protection_zones": id_ in rows.zones,
        "sources": id_ in rows.sources,
    }
    said = (text.field for text in texts if text.language == "vi" and text.counts)
    return _answered(fields, filled(said, values), missing)


_Missing = tuple[str, MissingCode, bool]


@lru_cache(maxsize=4096)  # a hundred thousand sites have the same few fields
def _answered(
    fields: tuple[str, ...], there: frozenset[str], missing: tuple[_Missing, ...]
) -> Fraction | None:
    return judged(fields, there, {name: code for name, code, _ in missing}).ratio


def _turns(view: _View, together: _Together, site: Any, reads: ReadsOfSite) -> tuple[date, ...]:
    """The dates on which any of the facts, or whether one is fresh, may change, in order.

    Of reads it counts whether there are any (`catalog.reads`).
    """
    id_, around, rows = site.revision_id, view.on.around, together.rows
    found = set(view.turns)
    for act in (*rows.acts.get(id_, ()), *(act for _, acts in rows.wholes.get(id_, ()) for act in acts)):
        found.update((act.valid_from or act.known_since, act.valid_to))
    for interval in (*rows.members.get(site.site_id, ()), *rows.declared.get(id_, ())):
        found.update(interval)
    for row in (*rows.parts.get(id_, ()), *rows.zones.get(id_, ())):
        found.update(row[-2:])
    for unit_id, _ in rows.units.get(id_, ()):
        unit = around.units.by_id[unit_id]
        found.update((unit.valid_from, unit.valid_to))
    for (kind,) in rows.kinds.get(id_, ()):
        found.update((around.kinds[kind].valid_from, around.kinds[kind].valid_to))
    seen = {site.visitor_facts_verified_on, *(day for (day,) in rows.verified.get(site.site_id, ()))}
    for row in rows.files.get(id_, ()):
        seen.update(together.checked.get(row[DIGEST], _UNCHECKED)[1])
    found.update(seen, [view.stale_on(day) for day in seen if day is not None], reads.turns)
    return tuple(sorted([day for day in found if day is not None]))
