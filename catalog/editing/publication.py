"""Publishing what was approved, and withdrawing what is public."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import col

from catalog.editing.desk import Desk, Outcome
from catalog.editing.records import content_at, find_record, named, outcome_of, stale
from catalog.editing.review import lacking_for_publication
from catalog.errors import Message, Problem, ProblemsError
from catalog.publishing import Ready, publish, withdraw
from catalog.roles import Deed, may, refusal
from catalog.tables import SiteRevision
from catalog.terms import Action, RecordState
from catalog.text import text_problem, tidy


def publish_site(desk: Desk, code: str, version: int) -> Outcome:
    """Make an approved revision public. Raises `ProblemsError` with all that is missing, at once."""
    record = named(desk, Deed.PUBLISH_SITE, code, version)
    if problems := lacking_for_publication(desk, record):
        raise ProblemsError(problems)
    content = content_at(desk.session, record.outcome.site_id, version)
    if content is None:
        raise LookupError("a record has a content")
    ready = Ready(record.outcome.site_id, code, record.outcome.revision_id, content)
    publish(desk.session, [ready], desk.units, desk.moment.now)
    outcome = replace(record.outcome, state=RecordState.PUBLISHED)
    desk.note(Action.PUBLISH, outcome, record.outcome, None)
    return outcome


def withdraw_site(desk: Desk, code: str, version: int, reason: str) -> Outcome:
    """Take what is public of a site out of public sight, saying why; a draft beside it stays."""
    record = find_record(desk.session, desk.units, code)
    is_public = record.public_version is not None
    subject = replace(record.subject, state=RecordState.PUBLISHED) if is_public else record.subject
    if not may(Deed.WITHDRAW_SITE, desk.acting, subject):
        raise refusal(Deed.WITHDRAW_SITE, desk.acting, subject)
    if version != record.public_version:
        raise ProblemsError([stale(record.public_version or record.version)])
    reason = tidy(reason, multiline=True)
    if not reason:
        message = Message("Hãy ghi lý do gỡ công bố.", "Please say why it is withdrawn.")
        raise ProblemsError([Problem("REASON_MISSING", message, "reason")])
    if problem := text_problem(reason, multiline=True, field="reason"):
        raise ProblemsError([problem])
    query = sa.select(SiteRevision).where(
        col(SiteRevision.site_id) == record.outcome.site_id, col(SiteRevision.version) == version
    )
    former = outcome_of(desk.session.scalars(query).one(), code)
    withdraw(desk.session, [record.outcome.site_id], desk.moment.now)
    outcome = replace(former, state=RecordState.WITHDRAWN)
    desk.note(Action.WITHDRAW, outcome, former, reason)
    return outcome
