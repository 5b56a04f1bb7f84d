"""A file that must not be public for another minute: out of everybody's sight at once, wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from catalog import changes
from catalog.editing.desk import Desk, Outcome
from catalog.editing.drafts import require_deed
from catalog.editing.records import find_record
from catalog.editing.surrogates import NO_SUCH_SURROGATE
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.roles import Deed
from catalog.tables import DossierItemSurrogate, Publication, Site, Surrogate, SurrogateDescription
from catalog.terms import Action, ChangeKind
from catalog.text import tidy


def withdraw_surrogate(desk: Desk, code: str, surrogate: str, reason: str) -> Outcome:
    """Withdraw a surrogate, and every other one of the same bytes, in every revision there was.

    One history entry for each record that shows them; apps hear of each site that showed them publicly.
    Saying it again changes nothing.
    """
    record = find_record(desk.session, desk.units, code)
    require_deed(desk, Deed.WITHDRAW_SURROGATE, record)
    reason = tidy(reason, multiline=True)
    if not reason:
        message = Message("Hãy ghi lý do gỡ.", "Please say why it is withdrawn.")
        raise ProblemsError([Problem("REASON_MISSING", message, "reason")])
    of_site = sa.select(Surrogate).where(
        col(Surrogate.code) == surrogate, col(Surrogate.site_id) == record.outcome.site_id
    )
    row = desk.session.scalars(of_site).one_or_none()
    if row is None:
        raise NotFoundError(NO_SUCH_SURROGATE)
    same = sa.select(Surrogate).where(
        col(Surrogate.digest) == row.digest, col(Surrogate.withdrawn_at).is_(None)
    )
    for one in desk.session.scalars(same.order_by(col(Surrogate.id))).all():
        _withdraw(desk, one, reason)
    return replace(record.outcome, surrogate=surrogate)


def _withdraw(desk: Desk, row: Surrogate, reason: str) -> None:
    public: str | None = desk.session.scalar(_public_slug(row))
    row.withdrawn_at, row.withdrawal_reason = desk.moment.now, reason
    desk.session.add(row)
    desk.session.flush()
    if public is not None:
        change = changes.Change(ChangeKind.UPDATED, row.site_id, public)
        changes.record(desk.session, [change], desk.moment.now)
    outcome = find_record(desk.session, desk.units, desk.session.get_one(Site, row.site_id).code).outcome
    desk.note(Action.WITHDRAW, outcome, outcome, f"{row.code}: {reason}")


def _public_slug(row: Surrogate) -> sa.Select[Any]:
    """The address under which the public sees this surrogate now, or counts it in a dossier."""
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
