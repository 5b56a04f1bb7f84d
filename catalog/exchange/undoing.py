"""An import taken back: every record says again what it said before, unless somebody has changed it since.

What may be taken back is decided record by record: the record's newest revision still says, hash for hash,
what the import made it say. Anything else is a conflict, is listed, and is never run over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.editing.desk import Desk, Outcome
from catalog.errors import Message, Problem, ProblemsError
from catalog.exchange.preview import Told, record_change
from catalog.exchange.runs import Touched, dependents, find_run, subject_of_run, touched
from catalog.places import Units
from catalog.procedures.ledger import KINDS as LEDGERS
from catalog.procedures.ledger import LedgerKind, change_of, name_of
from catalog.publishing import Ready, bring_register_up, publish, withdraw
from catalog.roles import Deed, require
from catalog.sites.revisions import NewRevision, chunks, read_contents, write_revisions
from catalog.tables import SiteRevision
from catalog.terms import Action, RecordState, SubjectKind
from catalog.text import tidy


class ConflictKind(StrEnum):
    """Why a record keeps what the import gave it."""

    CHANGED_LATER = "CHANGED_LATER"
    BEING_EDITED = "BEING_EDITED"
    HAS_PARTS = "HAS_PARTS"
    HAS_COUNTS = "HAS_COUNTS"


WHY = {
    ConflictKind.CHANGED_LATER: Message("đã đổi sau lần nhập", "changed after the import"),
    ConflictKind.BEING_EDITED: Message("đang có bản soạn", "somebody is at work on it"),
    ConflictKind.HAS_PARTS: Message("địa điểm khác thuộc về nó", "other sites belong to it"),
    ConflictKind.HAS_COUNTS: Message(
        "có số liệu hồ sơ của thủ tục này", "files of this procedure were counted"
    ),
}


@dataclass(frozen=True)
class Conflict:
    """A record that is left as it is, and whose doing that is; what is no site has a key for its code, and no slug."""

    kind: ConflictKind
    code: str
    slug: str
    version: int
    state: RecordState
    author: str
    at: datetime


@dataclass
class Undoing:
    """What became, or would become, of the records of one import."""

    run_id: int
    restored_count: int = 0
    withdrawn_count: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    is_kept: bool = False


@dataclass(frozen=True)
class UndoOrder:
    """How to take an import back, who does it, and how many records to tell of (all if `told_count` is None)."""

    run_id: int
    reason: str
    actor_name: str
    now: datetime
    actor_id: int | None = None
    leave_changed: bool = False
    is_dry_run: bool = False
    told_count: int | None = None


def conflict_of(record: Touched) -> ConflictKind | None:
    """What stands against taking a record back, as far as the record itself tells."""
    if record.newest_state == RecordState.PUBLISHED:
        return None if record.newest_hash == record.imported_hash else ConflictKind.CHANGED_LATER
    ended = (RecordState.WITHDRAWN, RecordState.SUPERSEDED)
    return ConflictKind.CHANGED_LATER if record.newest_state in ended else ConflictKind.BEING_EDITED


def undo_run(desk: Desk, run_id: int, reason: str, *, leave_changed: bool) -> Outcome:
    """Take an import back as a person of the staff.

    Raises `ForbiddenError` for whoever may not, `NotFoundError` for a run that is not known, and
    `ProblemsError` with one problem for each conflict (`field` is the site's slug or the row's key) unless they are to be left.
    """
    require(Deed.UNDO_IMPORT, desk.acting)
    order = UndoOrder(
        run_id, reason, desk.actor.name, desk.moment.now, desk.actor.person_id, leave_changed=leave_changed
    )
    undoing = undo_import(desk.session, desk.units, order)
    if not undoing.is_kept:
        raise ProblemsError([Problem(c.kind, WHY[c.kind], c.slug or c.code) for c in undoing.conflicts])
    return Outcome()


def undo_import(session: Session, units: Units, order: UndoOrder, told: Told | None = None) -> Undoing:
    """Take an import back in the caller's transaction; `told` hears of every record that is changed.

    What the import had replaced becomes public again word for word, under a new version; what it had made
    public is withdrawn, and its register entries end. Nothing is written in a dry run, nor if there are
    conflicts and they are not to be left (`is_kept` tells).

    Raises `NotFoundError` for a run that is not known, `ProblemsError` for one that was taken back already or
    without a reason.
    """
    reason = tidy(order.reason, multiline=True)
    _require(session, order, reason)
    order = replace(order, reason=reason, now=history.instant(session, order.now))
    run = find_run(session, order.run_id).row
    if run.table_kind in LEDGERS:
        undoing = _undo_rows(session, units, order, LEDGERS[run.table_kind], told)
    else:
        undoing = _undo_sites(session, units, order, told)
    if undoing.is_kept:
        after = {
            "restored": undoing.restored_count,
            "withdrawn": undoing.withdrawn_count,
            "left": [conflict.code for conflict in undoing.conflicts],
        }
        note = (SubjectKind.CATALOGUE, subject_of_run(order.run_id), None, after)
        _note(session, order, [note])
    return undoing


def _is_kept(order: UndoOrder, conflicts: Sequence[Conflict]) -> bool:
    return not order.is_dry_run and (order.leave_changed or not conflicts)


def _undo_sites(session: Session, units: Units, order: UndoOrder, told: Told | None) -> Undoing:
    records = touched(session, order.run_id)
    undoing = Undoing(order.run_id)
    free, undoing.conflicts = judged(session, records)
    undoing.is_kept = _is_kept(order, undoing.conflicts)
    for some in chunks(free[: order.told_count]):
        _tell(session, some, told)
    if undoing.is_kept:
        for some in chunks(free):
            _take_back(session, units, some, order)
        made = [record.site_id for record in free if record.former_id is None]
        bring_register_up(session, [record.site_id for record in free], order.now, ending=made)
    undoing.restored_count = sum(record.former_id is not None for record in free)
    undoing.withdrawn_count = len(free) - undoing.restored_count
    return undoing


def _undo_rows(
    session: Session, units: Units, order: UndoOrder, kind: LedgerKind, told: Told | None
) -> Undoing:
    """The same for rows of procedures and of counts, which are corrected by closing them."""
    # The readers of files come with it, which a server that starts does not need.
    from catalog.procedures.undoing import judged_rows, take_rows_back  # noqa: PLC0415

    free, left = judged_rows(session, kind, order.run_id)
    conflicts = [
        Conflict(
            ConflictKind.HAS_COUNTS if row.is_counted else ConflictKind.CHANGED_LATER,
            name_of(kind, units, row.newest),
            "",
            row.version,
            RecordState.PUBLISHED if row.newest["superseded_at"] is None else RecordState.WITHDRAWN,
            row.author,
            row.newest["recorded_at"],
        )
        for row in left
    ]
    undoing = Undoing(order.run_id, conflicts=conflicts, is_kept=_is_kept(order, conflicts))
    undoing.restored_count = sum(row.former is not None for row in free)
    undoing.withdrawn_count = len(free) - undoing.restored_count
    if told is not None:
        for row in free[: order.told_count]:
            told(change_of(kind, units, row.newest, row.former))
    if undoing.is_kept:
        take_rows_back(session, kind, free, order.now)
    return undoing


def _require(session: Session, order: UndoOrder, reason: str) -> None:
    if find_run(session, order.run_id).undone is not None:
        message = Message("Lần nhập này đã được hoàn tác.", "This import was taken back already.")
        raise ProblemsError([Problem("ALREADY_UNDONE", message, "id")])
    if not reason and not order.is_dry_run:
        message = Message("Hãy ghi lý do hoàn tác.", "Please say why it is taken back.")
        raise ProblemsError([Problem("REASON_MISSING", message, "reason")])


def judged(session: Session, records: Sequence[Touched]) -> tuple[list[Touched], list[Conflict]]:
    """The records that can be taken back, and the conflicts of the others, both by code.

    A complex that the import made stays while a public part of it stays: what keeps one may keep another.
    """
    conflicts = {r.site_id: _conflict(r, kind) for r in records if (kind := conflict_of(r))}
    while True:
        free = [record for record in records if record.site_id not in conflicts]
        made = [record.site_id for record in free if record.former_id is None]
        kept = dependents(session, made, {record.site_id for record in free})
        if not kept:
            return free, sorted(conflicts.values(), key=lambda conflict: conflict.code)
        conflicts.update({r.site_id: _conflict(r, ConflictKind.HAS_PARTS) for r in free if r.site_id in kept})


def _conflict(record: Touched, kind: ConflictKind) -> Conflict:
    return Conflict(
        kind,
        record.code,
        record.slug,
        record.newest_version,
        record.newest_state,
        record.newest_author,
        record.newest_at,
    )


def _tell(session: Session, records: Sequence[Touched], told: Told | None) -> None:
    if told is None:
        return
    contents = read_contents(session, [i for r in records for i in (r.imported_id, r.former_id) if i])
    for record in records:
        former = None if record.former_id is None else contents[record.former_id]
        told(record_change(record.code, contents[record.imported_id], former))


def _take_back(session: Session, units: Units, records: Sequence[Touched], order: UndoOrder) -> None:
    replaced = [record for record in records if record.former_id is not None]
    made = [record for record in records if record.former_id is None]
    if made:
        ids = [record.site_id for record in made]
        withdraw(session, ids, order.now)
    restored = _restore(session, units, replaced, order)
    _note(
        session,
        order,
        [
            *_told_of(
                made, {r.site_id: (r.newest_version, RecordState.WITHDRAWN, r.newest_hash) for r in made}
            ),
            *_told_of(replaced, restored),
        ],
    )


_After = dict[int, tuple[int, RecordState, str]]
"""By site: version, state and content hash when all is done."""


def _restore(session: Session, units: Units, records: Sequence[Touched], order: UndoOrder) -> _After:
    former_ids = [record.former_id or 0 for record in records]
    contents = read_contents(session, former_ids)
    query = sa.select(  # type: ignore[call-overload]
        SiteRevision.id, SiteRevision.origin, SiteRevision.reviewed_by_id, SiteRevision.reviewed_at
    ).where(col(SiteRevision.id).in_(former_ids))
    former = {row.id: row for row in session.execute(query)}
    restored = [
        NewRevision(
            site_id=record.site_id,
            version=record.newest_version + 1,
            content=contents[former_id],
            state=RecordState.APPROVED,
            origin=former[former_id].origin,
            author=order.actor_name,
            author_id=order.actor_id,
            recorded_at=order.now,
        )
        for record, former_id in zip(records, former_ids, strict=True)
    ]
    ids = write_revisions(session, restored)
    ready = [Ready(r.site_id, r.code, i, n.content) for r, i, n in zip(records, ids, restored, strict=True)]
    publish(session, ready, units, order.now, with_register=False)
    for former_id, restored_id in zip(former_ids, ids, strict=True):
        _keep_review(session, former[former_id], restored_id)
    return {r.site_id: (r.version, RecordState.PUBLISHED, r.content.content_hash()) for r in restored}


def _keep_review(session: Session, former: Any, restored_id: int) -> None:
    """What was reviewed stays reviewed: the words are the same."""
    if former.reviewed_at is not None:
        reviewed = {"reviewed_by_id": former.reviewed_by_id, "reviewed_at": former.reviewed_at}
        session.execute(sa.update(SiteRevision).where(col(SiteRevision.id) == restored_id).values(reviewed))


_Note = tuple[SubjectKind, str, dict[str, object] | None, dict[str, object]]


def _told_of(records: Sequence[Touched], after: _After) -> Iterator[_Note]:
    for record in records:
        version, state, content_hash = after[record.site_id]
        yield (
            SubjectKind.SITE,
            record.code,
            {
                "version": record.newest_version,
                "state": record.newest_state,
                "content_hash": record.newest_hash,
            },
            {"version": version, "state": state, "content_hash": content_hash},
        )


def _note(session: Session, order: UndoOrder, notes: Iterable[_Note]) -> None:
    entries = [
        history.Entry(
            order.actor_id, order.actor_name, Action.UNDO_IMPORT, kind, key, order.reason, before, after
        )
        for kind, key, before, after in notes
    ]
    history.append_all(session, entries, order.now)
