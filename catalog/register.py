"""The official lists: one entry for each line of a decision, known to us as a site or not.

Entries are derived from what is published (designations, parts, declared numbers) and kept on two time
axes: legal time in `valid_from`/`valid_to`, our knowledge in `recorded_at`/`superseded_at`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.sites.revisions import chunks
from catalog.tables import (
    DeclaredParts,
    DeclaredTotal,
    Designation,
    PartOf,
    Publication,
    RegisterEntry,
    SiteText,
)
from catalog.terms import Certainty, EntryKind, Grade, Membership, Relation, Scheme, TextField


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
    """A rank of a complex: the grade its component lines have while it is in force."""

    grade: Grade
    valid_from: date | None
    valid_to: date | None


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
    """The lines of the components known by name: one for each rank the complex had while they belonged."""
    for part in parts:
        if part.membership == Membership.UNCONFIRMED or part.valid_from is None:
            continue
        for act in acts:
            start, end = _overlap(part, act)
            if start is None or (end is not None and end <= start):
                continue
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
                valid_from=start,
                valid_to=end,
                known_since=start,
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
    then. A line stays open until the complex changes its rank or a later declaration leaves fewer.
    """
    lines: list[Line] = []
    open_lines: list[dict[str, Any]] = []
    for declaration in sorted(declarations, key=lambda d: d.valid_from):
        day = declaration.valid_from
        grade = next((a.grade for a in acts if _covers(a.valid_from, a.valid_to, day)), None)
        known = sum(
            p.membership != Membership.UNCONFIRMED and _covers(p.valid_from, p.valid_to, day) for p in parts
        )
        needed = max(0, declaration.declared - known)
        if open_lines and open_lines[0]["grade"] != grade:
            lines.extend(Line(**{**line, "valid_to": day}) for line in open_lines)
            open_lines = []
        lines.extend(Line(**{**line, "valid_to": day}) for line in open_lines[needed:])
        open_lines = open_lines[:needed]
        for number in range(len(open_lines) + 1, needed + 1):
            open_lines.append(_unknown(complex_id, code, declaration, number, grade))
        if declaration.valid_to is not None and not any(
            d.valid_from == declaration.valid_to for d in declarations
        ):
            lines.extend(Line(**{**line, "valid_to": declaration.valid_to}) for line in open_lines)
            open_lines = []
    return lines + [Line(**line) for line in open_lines]


def _unknown(
    complex_id: int, code: str, declaration: Declaration, number: int, grade: Grade | None
) -> dict[str, Any]:
    return {
        "key": f"{code}/PART/{declaration.decision_number}/?{number}",
        "kind": EntryKind.COMPONENT,
        "scheme": Scheme.RELIC_RANK if grade else Scheme.OTHER,
        "grade": grade,
        "site_id": None,
        "complex_id": complex_id,
        "label": f"Điểm thành phần chưa rõ tên số {number} ({declaration.decision_number})",
        "decision_number": declaration.decision_number,
        "membership": None,
        "certainty": Certainty.STATED,
        "valid_from": declaration.valid_from,
        "valid_to": None,
        "known_since": declaration.valid_from,
        "source": declaration.source or "",
    }


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return start is not None and start <= day and (end is None or day < end)


def sync_entries(session: Session, site_ids: Sequence[int], now: datetime) -> None:
    """Bring the register in line with what is published of these sites and of the complexes they touch."""
    for some in chunks(site_ids):
        wanted = list(_designation_lines(session, some))
        complexes = _complexes_of(session, some)
        for complex_id in complexes:
            wanted.extend(_component_lines(session, complex_id))
        current = sa.select(RegisterEntry).where(
            col(RegisterEntry.superseded_at).is_(None),
            sa.or_(
                sa.and_(
                    col(RegisterEntry.kind) == EntryKind.DESIGNATION, col(RegisterEntry.site_id).in_(some)
                ),
                col(RegisterEntry.complex_id).in_(complexes),
            ),
        )
        _replace(session, list(session.scalars(current)), wanted, now)


def _replace(session: Session, current: list[RegisterEntry], wanted: list[Line], now: datetime) -> None:
    lines = {line.key: vars(line) for line in wanted}
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
        sa.select(*_ACT, Publication.site_id, Publication.code, SiteText.text)  # type: ignore[call-overload]
        .join(Publication, _now_public(col(Designation.revision_id)))
        .where(col(Publication.site_id).in_(site_ids))
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
    declaring = (
        sa.select(Publication.site_id)  # type: ignore[call-overload]
        .join(DeclaredParts, _now_public(col(DeclaredParts.revision_id)))
        .where(col(Publication.site_id).in_(site_ids))
    )
    joined = (
        sa.select(PartOf.complex_id)  # type: ignore[call-overload]
        .join(Publication, _now_public(col(PartOf.revision_id)))
        .where(
            sa.or_(col(PartOf.site_id).in_(site_ids), col(PartOf.complex_id).in_(site_ids)),
            col(PartOf.relation) == Relation.PART,
        )
    )
    former = sa.select(RegisterEntry.complex_id).where(  # type: ignore[call-overload]
        col(RegisterEntry.site_id).in_(site_ids),
        col(RegisterEntry.complex_id).is_not(None),
        col(RegisterEntry.superseded_at).is_(None),
    )
    return sorted(set(session.scalars(sa.union(declaring, joined, former))))


def _component_lines(session: Session, complex_id: int) -> list[Line]:
    of_complex = sa.and_(col(Publication.site_id) == complex_id, col(Publication.superseded_at).is_(None))
    code = session.scalar(sa.select(Publication.code).where(of_complex))  # type: ignore[call-overload]
    acts = [
        Act(*row)
        for row in session.execute(
            sa.select(Designation.grade, Designation.valid_from, Designation.valid_to)  # type: ignore[call-overload]
            .join(Publication, col(Publication.revision_id) == Designation.revision_id)
            .where(of_complex, col(Designation.scheme) == Scheme.RELIC_RANK)
        )
    ]
    declared = [
        Declaration(*row)
        for row in session.execute(
            sa.select(  # type: ignore[call-overload]
                DeclaredParts.valid_from,
                DeclaredParts.valid_to,
                DeclaredParts.declared,
                DeclaredParts.decision_number,
                DeclaredParts.source,
            )
            .join(Publication, col(Publication.revision_id) == DeclaredParts.revision_id)
            .where(of_complex)
        )
    ]
    if code is None:
        return []
    parts = named_parts(session, complex_id)
    return [
        *named_lines(complex_id, code, acts, parts),
        *unknown_lines(complex_id, code, acts, parts, declared),
    ]


def named_parts(session: Session, complex_id: int) -> list[NamedPart]:
    """The published parts of a complex, candidates included, by code."""
    query = _name_join(
        sa.select(  # type: ignore[call-overload]
            PartOf.site_id,
            Publication.code,
            SiteText.text,
            PartOf.membership,
            PartOf.decision_number,
            PartOf.valid_from,
            PartOf.valid_to,
            PartOf.source,
        )
        .join(Publication, _now_public(col(PartOf.revision_id)))
        .where(col(PartOf.complex_id) == complex_id, col(PartOf.relation) == Relation.PART)
        .order_by(Publication.code)
    )
    return [NamedPart(*row) for row in session.execute(query)]


def declared_totals(session: Session) -> list[DeclaredTotal]:
    """What official lists declare, newest first."""
    order = (col(DeclaredTotal.as_of).desc(), col(DeclaredTotal.category))
    return list(session.scalars(sa.select(DeclaredTotal).order_by(*order)))
