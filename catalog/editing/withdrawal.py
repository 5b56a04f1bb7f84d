"""A file that must not be public for another minute: out of everybody's sight at once, wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from catalog import changes
from catalog.coverage.kept import refresh_files
from catalog.editing.desk import Desk, Outcome
from catalog.editing.drafts import require_deed
from catalog.editing.records import find_record
from catalog.editing.surrogates import NO_SUCH_SURROGATE
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.roles import Deed
from catalog.tables import (
    DossierItemSurrogate,
    Publication,
    Site,
    Surrogate,
    SurrogateDescription,
    SurrogateWithdrawal,
)
from catalog.terms import Action, ChangeKind
from catalog.text import text_problem, tidy


def withdraw_surrogate(desk: Desk, code: str, surrogate: str, reason: str) -> Outcome:
    """Withdraw a surrogate, and every other one of the same bytes, in every revision there was.

    One history entry for each record that shows them; apps hear of each site that showed them publicly.
    Saying it again changes nothing.
    """
    row, outcome = _found(desk, code, surrogate)
    reason = _reason(reason, "Hãy ghi lý do gỡ.", "Please say why it is withdrawn.")
    for one in _of_same_bytes(desk, row, col(Surrogate.withdrawn_at).is_(None)):
        one.withdrawn_at, one.withdrawal_reason = desk.moment.now, reason
        desk.session.add(
            SurrogateWithdrawal(surrogate_id=one.id or 0, withdrawn_at=one.withdrawn_at, reason=reason)
        )
        _tell(desk, one, Action.WITHDRAW, reason)
    refresh_files(desk.session, [row.digest], desk.moment.now)
    return outcome


def readmit_surrogate(desk: Desk, code: str, surrogate: str, reason: str) -> Outcome:
    """Take a withdrawal back, for every surrogate of the same bytes: what revisions say of them counts again.

    Saying it again changes nothing.
    """
    row, outcome = _found(desk, code, surrogate)
    reason = _reason(reason, "Hãy ghi lý do cho xem lại.", "Please say why it may be seen again.")
    for one in _of_same_bytes(desk, row, col(Surrogate.withdrawn_at).is_not(None)):
        one.withdrawn_at = one.withdrawal_reason = None
        _end_withdrawal(desk, one)
        _tell(desk, one, Action.READMIT, reason)
    refresh_files(desk.session, [row.digest], desk.moment.now)
    return outcome


def _end_withdrawal(desk: Desk, row: Surrogate) -> None:
    query = sa.select(SurrogateWithdrawal).where(
        col(SurrogateWithdrawal.surrogate_id) == row.id, col(SurrogateWithdrawal.readmitted_at).is_(None)
    )
    for one in desk.session.scalars(query):
        # A clock that was set back makes no interval that ends before it began.
        one.readmitted_at = max(desk.moment.now, one.withdrawn_at + timedelta(microseconds=1))
        desk.session.add(one)


def _found(desk: Desk, code: str, surrogate: str) -> tuple[Surrogate, Outcome]:
    """The surrogate, for whoever may withdraw and readmit. Raises `ForbiddenError` or `NotFoundError`."""
    record = find_record(desk.session, desk.units, code)
    require_deed(desk, Deed.WITHDRAW_SURROGATE, record)
    query = sa.select(Surrogate).where(
        col(Surrogate.code) == surrogate, col(Surrogate.site_id) == record.outcome.site_id
    )
    row = desk.session.scalars(query).one_or_none()
    if row is None:
        raise NotFoundError(NO_SUCH_SURROGATE)
    return row, replace(record.outcome, surrogate=surrogate)


def _reason(reason: str, vi: str, en: str) -> str:
    reason = tidy(reason, multiline=True)
    if not reason:
        raise ProblemsError([Problem("REASON_MISSING", Message(vi, en), "reason")])
    if problem := text_problem(reason, multiline=True, field="reason"):
        raise ProblemsError([problem])
    return reason


def _of_same_bytes(desk: Desk, row: Surrogate, condition: sa.ColumnElement[bool]) -> Sequence[Surrogate]:
    query = sa.select(Surrogate).where(col(Surrogate.digest) == row.digest, condition)
    return desk.session.scalars(query.order_by(col(Surrogate.id))).all()


def _tell(desk: Desk, row: Surrogate, action: Action, reason: str) -> None:
    """Write it down, and let apps know where the public sees the difference."""
    desk.session.add(row)
    desk.session.flush()
    public: str | None = desk.session.scalar(_public_slug(row))
    if public is not None:
        change = changes.Change(ChangeKind.UPDATED, row.site_id, public)
        changes.record(desk.session, [change], desk.moment.now)
    outcome = find_record(desk.session, desk.units, desk.session.get_one(Site, row.site_id).code).outcome
    desk.note(action, outcome, outcome, f"{row.code}: {reason}")


def _public_slug(row: Surrogate) -> sa.Select[Any]:
    """The address under which the public sees this surrogate, or counts it in a dossier, unless it is withdrawn."""
    is_counted = sa.exists().where(
        col(DossierItemSurrogate.revision_id) == Publication.revision_id,
        col(DossierItemSurrogate.surrogate_id) == row.id,
    )
    return (
        sa.select(col(Publication.slug))
        .join(SurrogateDescription, col(SurrogateDescription.revision_id) == Publication.revision_id)
        .where(
            col(SurrogateDescription.surrogate_id) == row.id,
            sa.or_(col(SurrogateDescription.is_public), is_counted),
            col(Publication.superseded_at).is_(None),
        )
    )
