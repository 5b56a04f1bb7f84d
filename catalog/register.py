"""The official lists: one entry for each line of a decision, known to us as a site or not.

Entries are derived from what is published (designations, parts, declared numbers) and kept on two time
axes: legal time in `valid_from`/`valid_to`, our knowledge in `recorded_at`/`superseded_at`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.sites.revisions import chunks
from catalog.tables import (
    DeclaredParts,
    DeclaredTotal,
    Designation,
    HistoryEntry,
    PartOf,
    Publication,
    RegisterEntry,
    Site,
    SiteRevision,
    SiteText,
)
from catalog.terms import (
    Action,
    Certainty,
    EntryKind,
    Grade,
    Membership,
    Relation,
    Scheme,
    SubjectKind,
    TextField,
)


@dataclass(frozen=True)
class Line:
    """One line of a decision or list, as it should stand in the register."""

    key: str
    kind: EntryKind
    scheme: Scheme
    grade: Grade | None
    site_id: int | None
    complex_id: int | None
    label: str
    decision_number: str | None
    membership: Membership | None
    certainty: Certainty
    valid_from: date | None
    valid_to: date | None
    known_since: date
    source: str


@dataclass(frozen=True)
class Act:
    """A rank of a complex: the grade its component lines have while it is in force.

    Without a known start nobody knows whether it was in force before `known_since`.
    """

    grade: Grade
    valid_from: date | None
    valid_to: date | None
    known_since: date | None = None

    def is_certain(self, day: date) -> bool:
        """Whether it is known to have begun by the day."""
        return self.valid_from is not None or self.known_since is None or self.known_since <= day


@dataclass(frozen=True)
class NamedPart:
    """A component known by name."""

    site_id: int
    code: str
    name: str
    membership: Membership
    decision_number: str | None
    valid_from: date | None
    valid_to: date | None
    source: str | None


@dataclass(frozen=True)
class Declaration:
    """The number of parts that a decision declares during an interval."""

    valid_from: date
    valid_to: date | None
    declared: int
    decision_number: str
    source: str | None


def named_lines(
    complex_id: int, code: str, acts: Sequence[Act], parts: Iterable[NamedPart]
) -> Iterator[Line]:
    """The lines of the components known by name: one for each rank the complex had while they belonged.

    A line knows no more of its beginning than its rank does.
    """
    for part in parts:
        if part.membership == Membership.UNCONFIRMED or part.valid_from is None:
            continue
        for act in acts:
            start, end = _overlap(part, act)
            if start is None or (end is not None and end <= start):
                continue
            is_certain = act.is_certain(start)
            yield Line(
                key=f"{code}/PART/{part.decision_number}/{part.code}/{act.grade}",
                kind=EntryKind.COMPONENT,
                scheme=Scheme.RELIC_RANK,
                grade=act.grade,
                site_id=part.site_id,
                complex_id=complex_id,
                label=part.name,
                decision_number=part.decision_number,
                membership=part.membership,
                certainty=Certainty.STATED if part.decision_number else Certainty.DATE_ONLY,
                valid_from=start if is_certain else None,
                valid_to=end,
                known_since=start if is_certain else act.known_since or start,
                source=part.source or "",
            )


def _overlap(part: NamedPart, act: Act) -> tuple[date | None, date | None]:
    starts = [day for day in (part.valid_from, act.valid_from) if day is not None]
    ends = [day for day in (part.valid_to, act.valid_to) if day is not None]
    return max(starts, default=None), min(ends, default=None)


def unknown_lines(
    complex_id: int,
    code: str,
    acts: Sequence[Act],
    parts: Sequence[NamedPart],
    declarations: Sequence[Declaration],
) -> list[Line]:
    """The lines that are declared but not known by name, as few as the declared numbers need.

    At the start of each declaration as many lines are unknown as it declares beyond the parts known by
    then; a part that is known from a later day takes the place of one. The complex's own acts cut them as they cut named lines: a line has one rank, ends with it, and
    another begins with the next. It also ends where a later declaration leaves fewer, or none follows.
    """
    lines: list[Line] = []
    open_lines: list[Line] = []
    declaration, act, needed = None, None, 0
    named = {part.valid_from for part in parts if part.valid_from is not None}
    for day in sorted(named.union(_days_of([*acts, *declarations]))):
        declared_now, act_now = _in_force(declarations, day), _in_force(acts, day)
        is_declared_anew = declared_now != declaration
        beyond = _beyond(declared_now, parts, day)
        needed = beyond if is_declared_anew else min(needed, beyond)
        kept = needed if act_now == act else 0
        lines.extend(replace(line, valid_to=day) for line in open_lines[kept:])
        del open_lines[kept:]
        declaration, act = declared_now, act_now
        if declaration is not None and (act is not None or is_declared_anew):
            numbers = range(len(open_lines) + 1, needed + 1)
            open_lines += [_unknown(complex_id, code, declaration, n, act, day) for n in numbers]
    return lines + open_lines


def _days_of(intervals: Iterable[Act | Declaration]) -> set[date]:
    return {day for i in intervals for day in (i.valid_from, i.valid_to) if day is not None}


_Interval = TypeVar("_Interval", Act, Declaration)


def _in_force(intervals: Sequence[_Interval], day: date) -> _Interval | None:
    """Of several the one that began last; what has no known start began before all others."""
    found = [i for i in intervals if _covers(i.valid_from or date.min, i.valid_to, day)]
    return max(found, key=lambda i: i.valid_from or date.min, default=None)


def _beyond(declaration: Declaration | None, parts: Sequence[NamedPart], day: date) -> int:
    if declaration is None:
        return 0
    known = sum(
        p.membership != Membership.UNCONFIRMED and _covers(p.valid_from, p.valid_to, day) for p in parts
    )
    return max(0, declaration.declared - known)


def _unknown(
    complex_id: int, code: str, declaration: Declaration, number: int, act: Act | None, day: date
) -> Line:
    is_certain = act is None or act.is_certain(day)
    return Line(
        key=f"{code}/PART/{declaration.decision_number}/?{number}",
        kind=EntryKind.COMPONENT,
        scheme=Scheme.RELIC_RANK if act else Scheme.OTHER,
        grade=act.grade if act else None,
        site_id=None,
        complex_id=complex_id,
        label=f"Điểm thành phần chưa rõ tên số {number} ({declaration.decision_number})",
        decision_number=declaration.decision_number,
        membership=None,
        certainty=Certainty.STATED,
        valid_from=day if is_certain else None,
        valid_to=None,
        known_since=day if act is None or is_certain else act.known_since or day,
        source=declaration.source or "",
    )


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return start is not None and start <= day and (end is None or day < end)


def sync_entries(
    session: Session, site_ids: Sequence[int], now: datetime, *, ending: Collection[int] = ()
) -> None:
    """Bring the register in line with what is published of these sites and of the complexes they touch.

    What was withdrawn keeps its lines: it counts as it last was in public. The lines of the sites `ending`
    end: those were public by mistake, and nothing is wanted of them as site, part or complex.

    After a bulk change one call for all sites is enough, and writes no line twice.
    """
    ended, done = frozenset(ending), set[int]()
    for some in chunks(list(dict.fromkeys([*site_ids, *ended]))):
        complexes = [complex_id for complex_id in _complexes_of(session, some) if complex_id not in done]
        done.update(complexes)
        wanted = list(_designation_lines(session, [i for i in some if i not in ended]))
        for complex_id in complexes:
            if complex_id not in ended:
                wanted.extend(_component_lines(session, complex_id, ended))
        current = sa.select(RegisterEntry).where(
            col(RegisterEntry.superseded_at).is_(None),
            sa.or_(
                sa.and_(
                    col(RegisterEntry.kind) == EntryKind.DESIGNATION, col(RegisterEntry.site_id).in_(some)
                ),
                col(RegisterEntry.complex_id).in_(complexes),
            ),
        )
        _replace(session, list(session.scalars(current)), by_key(wanted), now)


def by_key(lines: Iterable[Line]) -> dict[str, Line]:
    """Lines under keys of their own: of those that share one the first in time keeps it as it is.

    The others add their first day, and a number if even that is the same: a grade given twice, or a
    decision named twice, is as many lines.
    """
    found: dict[str, Line] = {}
    for line in sorted(lines, key=lambda line: (line.valid_from or date.min, line.valid_to or date.max)):
        key, number = line.key, 1
        while key in found:
            key = f"{line.key}/{line.valid_from or '?'}" + (f"/{number}" if number > 1 else "")
            number += 1
        found[key] = replace(line, key=key)
    return found


def _replace(session: Session, current: list[RegisterEntry], wanted: dict[str, Line], now: datetime) -> None:
    lines = {key: vars(line) for key, line in wanted.items()}
    for entry in current:
        line = lines.get(entry.key)
        if line is not None and all(getattr(entry, name) == value for name, value in line.items()):
            del lines[entry.key]
        else:
            entry.superseded_at = now
    session.flush()
    if lines:
        insert_rows(session, RegisterEntry, [{**line, "recorded_at": now} for line in lines.values()])


def _now_public(column: Any) -> Any:
    return sa.and_(column == Publication.revision_id, col(Publication.superseded_at).is_(None))


def _stands(query: Any, column: Any) -> Any:
    """Only what the register stands on: what is public now, and what was withdrawn as it last was.

    A site that was withdrawn by taking back its import was public by mistake: nothing of it stands. The act
    in the history has the instant of the withdrawal.
    """
    taken_back = sa.exists().where(
        col(HistoryEntry.subject_kind) == SubjectKind.SITE,
        col(HistoryEntry.subject_key) == Site.code,
        col(HistoryEntry.action) == Action.UNDO_IMPORT,
        col(HistoryEntry.at) == Site.withdrawn_at,
    )
    withdrawn = sa.and_(col(Publication.superseded_at) == Site.withdrawn_at, ~taken_back)
    return (
        query.join(Publication, col(Publication.revision_id) == column)
        .join(Site, col(Site.id) == Publication.site_id)
        .where(sa.or_(col(Publication.superseded_at).is_(None), withdrawn))
    )


def _revisions_of(site_ids: Sequence[int]) -> Any:
    return sa.select(SiteRevision.id).where(col(SiteRevision.site_id).in_(site_ids))  # type: ignore[call-overload]


def _name_join(query: Any) -> Any:
    return query.join(
        SiteText,
        sa.and_(
            col(SiteText.revision_id) == Publication.revision_id,
            col(SiteText.field) == TextField.NAME,
            col(SiteText.language) == "vi",
        ),
    )


_ACT: tuple[Any, ...] = tuple(Designation.__table__.columns)  # type: ignore[attr-defined]


def _designation_lines(session: Session, site_ids: Sequence[int]) -> Iterator[Line]:
    query = _name_join(
        _stands(
            sa.select(*_ACT, Publication.site_id, Publication.code, SiteText.text),  # type: ignore[call-overload]
            col(Designation.revision_id),
        )
        .where(col(Designation.revision_id).in_(_revisions_of(site_ids)))
        .order_by(Designation.revision_id, Designation.position)
    )
    for act in session.execute(query):
        yield Line(
            key=f"{act.code}/{act.scheme}/{act.decision_number or act.grade or act.position}",
            kind=EntryKind.DESIGNATION,
            scheme=act.scheme,
            grade=act.grade,
            site_id=act.site_id,
            complex_id=None,
            label=act.text,
            decision_number=act.decision_number,
            membership=None,
            certainty=act.certainty,
            valid_from=act.valid_from,
            valid_to=act.valid_to,
            known_since=act.known_since,
            source=act.source or "",
        )


def _complexes_of(session: Session, site_ids: Sequence[int]) -> list[int]:
    """The complexes whose lines may change with these sites: those that were ever told of in public."""
    was_public = sa.select(Publication.revision_id).where(  # type: ignore[call-overload]
        col(Publication.revision_id).in_(_revisions_of(site_ids))
    )
    declaring = (
        sa.select(SiteRevision.site_id)  # type: ignore[call-overload]
        .join(DeclaredParts, col(DeclaredParts.revision_id) == SiteRevision.id)
        .where(col(SiteRevision.id).in_(was_public))
    )
    joined = sa.select(PartOf.complex_id).where(  # type: ignore[call-overload]
        col(PartOf.revision_id).in_(was_public), col(PartOf.relation) == Relation.PART
    )
    whole = (
        sa.select(PartOf.complex_id)  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == PartOf.revision_id)
        .where(col(PartOf.complex_id).in_(site_ids), col(PartOf.relation) == Relation.PART)
    )
    former = sa.select(RegisterEntry.complex_id).where(  # type: ignore[call-overload]
        sa.or_(col(RegisterEntry.site_id).in_(site_ids), col(RegisterEntry.complex_id).in_(site_ids)),
        col(RegisterEntry.complex_id).is_not(None),
        col(RegisterEntry.superseded_at).is_(None),
    )
    return sorted(set(session.scalars(sa.union(declaring, joined, whole, former))))


def _component_lines(session: Session, complex_id: int, ending: Collection[int]) -> list[Line]:
    def said(column: Any, *columns: Any) -> Sequence[Any]:
        query = _stands(sa.select(column, *columns), column)
        return session.execute(query.where(column.in_(_revisions_of([complex_id])))).all()

    whole = said(col(SiteRevision.id), Publication.code)
    if not whole:
        return []
    code = whole[0].code
    ranks = said(
        col(Designation.revision_id),
        *(Designation.scheme, Designation.grade, Designation.valid_from, Designation.valid_to),
        Designation.known_since,
    )
    declared = said(
        col(DeclaredParts.revision_id),
        *(DeclaredParts.valid_from, DeclaredParts.valid_to, DeclaredParts.declared),
        *(DeclaredParts.decision_number, DeclaredParts.source),
    )
    acts = [Act(*rank) for _, scheme, *rank in ranks if scheme == Scheme.RELIC_RANK]
    standing = _stands(_parts_of(complex_id), col(PartOf.revision_id))
    parts = [part for part in _named(session, standing) if part.site_id not in ending]
    return [
        *named_lines(complex_id, code, acts, parts),
        *unknown_lines(complex_id, code, acts, parts, [Declaration(*row) for _, *row in declared]),
    ]


def named_parts(session: Session, complex_id: int) -> list[NamedPart]:
    """The published parts of a complex, candidates included, by code."""
    return _named(session, _parts_of(complex_id).join(Publication, _now_public(col(PartOf.revision_id))))


def _parts_of(complex_id: int) -> Any:
    return sa.select(  # type: ignore[call-overload]
        PartOf.site_id,
        Publication.code,
        SiteText.text,
        PartOf.membership,
        PartOf.decision_number,
        PartOf.valid_from,
        PartOf.valid_to,
        PartOf.source,
    ).where(col(PartOf.complex_id) == complex_id, col(PartOf.relation) == Relation.PART)


def _named(session: Session, parts: Any) -> list[NamedPart]:
    return [NamedPart(*row) for row in session.execute(_name_join(parts).order_by(Publication.code))]


def declared_totals(session: Session, known_at: datetime | None = None) -> list[DeclaredTotal]:
    """What official lists declare, as known now or at an instant, newest first."""
    query = sa.select(DeclaredTotal)
    if known_at is not None:
        query = query.where(col(DeclaredTotal.recorded_at) <= known_at)
    order = (col(DeclaredTotal.as_of).desc(), col(DeclaredTotal.category))
    return list(session.scalars(query.order_by(*order)))
