"""A subject scores itself: the sheet is opened, scored criterion by criterion, and submitted with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from catalog.editing.desk import Desk, Outcome
from catalog.errors import NotFoundError, Problem, ProblemsError
from catalog.roles import Actor, Deed, may
from catalog.scoring.acting import (
    Entered,
    add_score,
    again,
    criteria_of,
    is_changed,
    needed_sheet,
    reason_of,
    reckoned,
    row_of,
    told,
)
from catalog.scoring.criteria import CriterionKind
from catalog.scoring.points import points
from catalog.scoring.problems import problem
from catalog.scoring.proofs import Keep, Look, freeze, name_proofs, unfit
from catalog.scoring.sets import NO_SUCH_SET, KeptSet, find_set, retired_for
from catalog.scoring.sheets import Asked, Sheet, read_sheet, subject_of
from catalog.scoring.subjects import keep, note
from catalog.tables import ScoreSheet
from catalog.terms import Action, ScoreStage, SetStatus, SheetState

OWN_TURN = (SheetState.OPEN, SheetState.SELF_SCORED)
"""States in which a sheet is its subject's to score."""


def open_sheet(desk: Desk, subject: str, period: str, criteria: tuple[str, str] | None = None) -> Outcome:
    """Open the sheet of a subject and period, by the set in force or by another one (name and version).

    Raises `NotFoundError`, `ForbiddenError`, and ProblemsError: NO_SUCH_PERIOD, SHEET_EXISTS, OTHER_SUBJECT_KIND,
    PERIOD_PUBLISHED, RETIRED_SET, NOT_APPROVED.
    """
    sheet = needed_sheet(desk, subject, period, Deed.SELF_SCORE, SheetState)
    if sheet.row is not None:
        raise ProblemsError([problem("SHEET_EXISTS", "period")])
    kept = _wanted(desk, sheet, criteria)
    days = kept.criteria.days_to_submit
    row = ScoreSheet(
        subject_code=keep(desk.session, sheet.subject, desk.moment.now).code,
        period_code=period,
        set_name=kept.criteria.name,
        set_version=kept.criteria.version,
        set_sha256=kept.criteria.sha256,
        state=SheetState.OPEN,
        due_on=None if days is None else sheet.period.closes_on + timedelta(days=days - 1),
        opened_by_id=desk.actor.person_id,
        opened_at=desk.moment.now,
    )
    desk.session.add(row)
    desk.session.flush()
    note(desk, Action.CREATE, sheet.key, None, {"criteria": kept.key, "sha256": kept.criteria.sha256})
    return Outcome(code=sheet.key)


def _wanted(desk: Desk, sheet: Sheet, criteria: tuple[str, str] | None) -> KeptSet:
    """The set to score by. A retired one, and a draft that is still edited, are not taken; the template is."""
    kept = sheet.kept if criteria is None else find_set(desk.session, *criteria)
    if kept is None:
        raise NotFoundError(NO_SUCH_SET)
    if kept == sheet.kept and kept.criteria.status != SetStatus.APPROVED:
        # The sample is for an office that has approved nothing yet, not for one whose set was retired.
        retired = retired_for(desk.session, sheet.period, sheet.subject.kind)
        if retired is not None:
            raise ProblemsError([problem("RETIRED_SET", "criteriaSet", version=retired.criteria.version)])
        return kept
    if kept.criteria.subject_kind != sheet.subject.kind:
        raise ProblemsError([problem("OTHER_SUBJECT_KIND", "criteriaSet")])
    if kept.criteria.status == SetStatus.RETIRED:
        raise ProblemsError([problem("RETIRED_SET", "criteriaSet", version=kept.criteria.version)])
    if kept.criteria.status != SetStatus.APPROVED:
        raise ProblemsError([problem("NOT_APPROVED", "criteriaSet")])
    return kept


def self_score(
    desk: Desk, subject: str, period: str, entered: Sequence[Entered], keep: Keep | None = None
) -> Outcome:
    """Score criteria by their values, each with the documents that prove it; `keep` takes files that were sent.

    Raises `NotFoundError`, `ForbiddenError`, and ProblemsError with everything in the way: MEASURED, REASON_MISSING
    where points change, what is wrong with values and documents, SHEET_NOT_OPENED, WRONG_STATE.
    """
    sheet = needed_sheet(desk, subject, period, Deed.SELF_SCORE, OWN_TURN)
    problems: list[Problem] = []
    after: dict[str, object] = {}
    for each, criterion in criteria_of(sheet, entered, measured=False):
        try:
            found, inputs = reckoned(criterion, each)
            former, reason = sheet.of(ScoreStage.SELF).get(criterion.code), reason_of(each)
            if is_changed(None if former is None else former.points, found) and reason is None:
                raise ProblemsError([problem("REASON_MISSING", f"{criterion.code}.reason")])
            if former is None or former.points != found or former.inputs != inputs:
                add_score(desk, sheet, criterion.code, ScoreStage.SELF, found, inputs, reason)
                after[criterion.code] = told(found)
            if each.evidence is not None:
                name_proofs(desk, row_of(sheet).id or 0, criterion, each.evidence, keep)
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    done = again(desk, sheet)
    own = {code for code, criterion in done.leaves.items() if not criterion.is_measured}
    is_whole = own <= done.of(ScoreStage.SELF).keys()
    row_of(done).state = SheetState.SELF_SCORED if is_whole else SheetState.OPEN
    desk.session.flush()
    note(desk, Action.SELF_SCORE, sheet.key, None, after)
    return Outcome(code=sheet.key)


def stored_proofs(asked: Asked, actor: Actor) -> frozenset[str]:
    """The stored files that a sheet names, which are to be read before it is submitted; none for who may not.

    None either where the sheet cannot be read, say for an altered snapshot: submitting says so.
    """
    try:
        sheet = read_sheet(
            asked, lambda each: may(Deed.SELF_SCORE, actor, subject_of(each, actor, Deed.SELF_SCORE))
        )
    except ProblemsError:
        return frozenset()
    if sheet is None:
        return frozenset()
    return frozenset(proof.row.digest for proof in sheet.proofs if proof.row.digest is not None)


def submit_scores(desk: Desk, subject: str, period: str, look: Look) -> Outcome:
    """Submit a sheet: what the catalogue measures is pinned, and what proves the points is frozen.

    Raises `NotFoundError`, `ForbiddenError`, and ProblemsError with everything in the way: SCORE_MISSING,
    SNAPSHOT_MISSING, SNAPSHOT_ALTERED, PERIOD_NOT_OVER, EVIDENCE_MISSING, EVIDENCE_TWICE, FILE_GONE, FILE_CHANGED.
    """
    sheet = needed_sheet(desk, subject, period, Deed.SELF_SCORE, OWN_TURN)
    missing = _missing(sheet, desk.moment.today)
    if problems := missing + list(unfit(sheet.criteria, sheet.proofs, look)):
        raise ProblemsError(problems)
    after: dict[str, object] = {}
    for code, figure in sheet.live.items():
        found = points(sheet.leaves[code], figure.given(sheet.leaves[code]))
        add_score(desk, sheet, code, ScoreStage.SELF, found, {"figure": figure.kept()})
        after[code] = told(found)
    freeze(desk.session, sheet.proofs, desk.moment.now)
    row = row_of(sheet)
    row.state, row.submitted_at = SheetState.SUBMITTED, desk.moment.now
    row.submitted_by_id = desk.actor.person_id
    done = again(desk, sheet)
    after |= {
        "total": _total(done),
        "is_late": done.is_late,
        "evidence": sorted(proof.row.sha256 for proof in sheet.proofs if proof.row.sha256),
    }
    note(desk, Action.SUBMIT, sheet.key, None, after)
    return Outcome(code=sheet.key)


def _total(sheet: Sheet) -> str | None:
    exact = None if sheet.total is None else sheet.total.exact
    return None if exact is None else str(exact)


def _missing(sheet: Sheet, today: date) -> list[Problem]:
    """What a sheet lacks: points, a closed period, the end of counted work, documents where there are points."""
    scores, problems = sheet.of(ScoreStage.SELF), []
    proved = {proof.row.criterion for proof in sheet.proofs}
    for code, criterion in sheet.leaves.items():
        given = scores.get(code)
        if criterion.is_measured:
            if criterion.kind == CriterionKind.METRIC and code not in sheet.live:
                problems.append(problem("SNAPSHOT_MISSING", code, period=sheet.period.code))
            if criterion.parameters.work is not None and today < sheet.period.closes_on:
                problems.append(problem("PERIOD_NOT_OVER", code, period=sheet.period.code))
        elif given is None:
            problems.append(problem("SCORE_MISSING", code, code=code))
        elif criterion.evidence_required and given.points.value and code not in proved:
            problems.append(problem("EVIDENCE_MISSING", f"{code}.evidence", code=code))
    return problems
