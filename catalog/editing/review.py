"""The way of a draft to publication: sent for review, taken back, returned with remarks, approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.editing.desk import Desk, Outcome
from catalog.editing.readiness import missing_for_publication
from catalog.editing.records import WorkingRecord, content_at, named, set_state
from catalog.errors import Message, Problem, ProblemsError
from catalog.roles import Deed
from catalog.tables import ReviewComment
from catalog.terms import Action, RecordState
from catalog.text import TEXT_LENGTH, text_problem, tidy


@dataclass(frozen=True)
class Remark:
    """What a reviewer says of one field."""

    field: str
    text: str


def submit_site(desk: Desk, code: str, version: int) -> Outcome:
    """Send a draft for review. What publication would still lack comes as warnings."""
    record = named(desk, Deed.SUBMIT_SITE, code, version)
    lacking = lacking_for_publication(desk, record)
    outcome = _move(
        desk,
        record,
        RecordState.SUBMITTED,
        Action.SUBMIT,
        submitted_by_id=desk.actor.person_id,
        submitted_at=desk.moment.now,
    )
    return replace(outcome, warnings=tuple(lacking))


def recall_site(desk: Desk, code: str, version: int) -> Outcome:
    """Take one's own submission back; it is a draft again."""
    record = named(desk, Deed.RECALL_SITE, code, version)
    return _move(desk, record, RecordState.DRAFT, Action.RECALL)


def return_site(desk: Desk, code: str, version: int, comment: str, remarks: Sequence[Remark] = ()) -> Outcome:
    """Give a submission back to its author, saying why; remarks may name single fields."""
    record = named(desk, Deed.RETURN_SITE, code, version)
    said = [
        Remark("", _said(comment, "comment")),
        *(Remark(r.field, _said(r.text, "remarks")) for r in remarks),
    ]
    for remark in said:
        desk.session.add(
            ReviewComment(
                revision_id=record.outcome.revision_id,
                person_id=desk.actor.person_id,
                field=remark.field[:100],
                text=remark.text,
                recorded_at=desk.moment.now,
            )
        )
    return _move(desk, record, RecordState.RETURNED, Action.RETURN, reason=said[0].text)


def approve_site(desk: Desk, code: str, version: int) -> Outcome:
    """Approve somebody else's submission."""
    record = named(desk, Deed.APPROVE_SITE, code, version)
    return _move(
        desk,
        record,
        RecordState.APPROVED,
        Action.APPROVE,
        reviewed_by_id=desk.actor.person_id,
        reviewed_at=desk.moment.now,
    )


def approve_sites(desk: Desk, items: Sequence[tuple[str, int]]) -> Outcome:
    """Approve several submissions, all or none, with one history entry each.

    Raises `ProblemsError` with the problems of all items, each under `items.N`.
    """
    problems: list[Problem] = []
    for number, (code, version) in enumerate(items):
        try:
            approve_site(desk, code, version)
        except ProblemsError as error:
            problems.extend(Problem(p.code, p.message, f"items.{number}") for p in error.problems)
    if problems:
        raise ProblemsError(problems)
    return Outcome()


def lacking_for_publication(desk: Desk, record: WorkingRecord) -> list[Problem]:
    """What the record's working revision still lacks to be published."""
    content = content_at(desk.session, record.outcome.site_id, record.version)
    public = None
    if record.public_version is not None:
        public = content_at(desk.session, record.outcome.site_id, record.public_version)
    if content is None:
        raise LookupError("a record has a content")
    return missing_for_publication(content, public)


def _move(
    desk: Desk,
    record: WorkingRecord,
    state: RecordState,
    action: Action,
    reason: str | None = None,
    **values: object,
) -> Outcome:
    set_state(desk.session, record.outcome.revision_id, state, **values)
    outcome = replace(record.outcome, state=state)
    desk.note(action, outcome, record.outcome, reason)
    return outcome


def _said(text: str, field: str) -> str:
    text = tidy(text, multiline=True)
    problem = text_problem(text, multiline=True, max_length=TEXT_LENGTH)
    if problem is None and not text:
        message = Message(
            "Hãy viết lý do để người soạn biết cần sửa gì.",
            "Please say why, so that the author knows what to do.",
        )
        problem = Problem("REASON_MISSING", message)
    if problem is not None:
        raise ProblemsError([Problem(problem.code, problem.message, field)])
    return text
