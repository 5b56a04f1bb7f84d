"""A submitted sheet is appraised, decided by the council, and published with all others of its period.

Points that an appraiser or the council changes have a reason; what the catalogue measures nobody changes. The final
points are the appraised ones unless the council decides otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import orjson

from catalog.coverage.calendar import find_period
from catalog.editing.desk import Desk, Outcome
from catalog.errors import Problem, ProblemsError
from catalog.roles import Deed, require
from catalog.scoring.acting import (
    Entered,
    add_score,
    again,
    criteria_of,
    needed_sheet,
    reason_of,
    reckoned,
    row_of,
    told,
)
from catalog.scoring.criteria import Criterion, CriterionKind
from catalog.scoring.numbers import exact, written
from catalog.scoring.points import Points
from catalog.scoring.problems import problem
from catalog.scoring.ranking import Entrant, Placing, agreement, rank
from catalog.scoring.sheets import Sheet, sheets_of
from catalog.scoring.subjects import note
from catalog.terms import Action, ScoreStage, SheetState, SubjectForm


def appraise(
    desk: Desk, subject: str, period: str, entered: Sequence[Entered], *, accept_rest: bool = False
) -> Outcome:
    """Appraise criteria of a submitted sheet: by the values that were found, or by points.

    `accept_rest`: those not yet appraised are as they were self-scored. With the last one the sheet is verified.
    Raises `NotFoundError`, `ForbiddenError` for the own unit's sheet, and ProblemsError with everything in the way.
    """
    sheet = needed_sheet(
        desk, subject, period, Deed.APPRAISE_SCORES, (SheetState.SUBMITTED, SheetState.VERIFIED)
    )
    after = _judged(desk, sheet, entered, ScoreStage.APPRAISED, ScoreStage.SELF, accept_rest=accept_rest)
    done = again(desk, sheet)
    if done.is_complete(ScoreStage.APPRAISED):
        row_of(done).state = SheetState.VERIFIED
        desk.session.flush()
    note(desk, Action.APPRAISE, sheet.key, None, after)
    return Outcome(code=sheet.key)


def decide(desk: Desk, subject: str, period: str, entered: Sequence[Entered]) -> Outcome:
    """Decide a verified sheet: the appraised points are final but for those that the council names, with its reasons.

    It may be decided anew until it is published. Raises `NotFoundError`, `ForbiddenError` for whoever scored or
    appraised it, and ProblemsError with everything in the way.
    """
    states = (SheetState.VERIFIED, SheetState.COUNCIL_FINAL)
    sheet = needed_sheet(desk, subject, period, Deed.DECIDE_SCORES, states)
    after = _judged(desk, sheet, entered, ScoreStage.FINAL, ScoreStage.APPRAISED, accept_rest=True)
    done = again(desk, sheet)
    row_of(done).state = SheetState.COUNCIL_FINAL
    desk.session.flush()
    note(desk, Action.DECIDE_SCORE, sheet.key, None, after)
    return Outcome(code=sheet.key)


def _judged(
    desk: Desk,
    sheet: Sheet,
    entered: Sequence[Entered],
    stage: ScoreStage,
    before: ScoreStage,
    *,
    accept_rest: bool,
) -> dict[str, object]:
    """Put points of a stage beside those of the one before; answers what is new."""
    named = criteria_of(sheet, entered, measured=False) if entered or not accept_rest else []
    problems: list[Problem] = []
    after: dict[str, object] = {}
    for each, criterion in named:
        try:
            (found, inputs), reason = _found(criterion, each), reason_of(each)
            former = sheet.of(stage).get(criterion.code) or sheet.of(before)[criterion.code]
            if former.points != found and reason is None:
                raise ProblemsError([problem("REASON_MISSING", f"{criterion.code}.reason")])
        except ProblemsError as error:
            problems.extend(error.problems)
            continue
        add_score(desk, sheet, criterion.code, stage, found, inputs, reason)
        after[criterion.code] = told(found)
    if problems:
        raise ProblemsError(problems)
    present = sheet.of(stage).keys() | after.keys()
    for code, criterion in sheet.leaves.items():
        if code not in present and (accept_rest or criterion.is_measured):
            given = sheet.of(before)[code]
            add_score(desk, sheet, code, stage, given.points, given.inputs)
    return after


def _found(criterion: Criterion, entered: Entered) -> tuple[Points, dict[str, object]]:
    """What an appraiser finds: by values as the subject's own, or points outright. Raises ProblemsError."""
    if entered.points is None:
        if not entered.says_values:
            raise ProblemsError([problem("NOTHING_TO_APPRAISE", criterion.code)])
        return reckoned(criterion, entered)
    place = f"{criterion.code}.points"
    if entered.says_values or criterion.kind == CriterionKind.GATE:
        raise ProblemsError([problem("VALUES_OR_POINTS", place)])
    value = exact(entered.points, place)
    if value < 0:
        raise ProblemsError([problem("NEGATIVE", place)])
    if value > criterion.maximum:
        raise ProblemsError([problem("ABOVE_MAXIMUM", place, maximum=written(criterion.maximum))])
    return Points(value), {"points": written(value)}


def publish_scores(desk: Desk, period: str, kind: SubjectForm | None = None) -> Outcome:
    """Publish all sheets of a period at once, ranked inside each cluster; a subject in no cluster has no rank.

    `kind`: those of collectives or of individuals only. The sheet of somebody who has left without submitting it stays
    as it is. Raises `ForbiddenError`, and ProblemsError: NO_SUCH_PERIOD, NO_SHEETS, PERIOD_PUBLISHED, NOT_FINAL for each sheet
    that is not decided, OTHER_CRITERIA inside a cluster.
    """
    require(Deed.PUBLISH_SCORES, desk.actor)
    found = find_period(desk.session, period)
    if found is None:
        raise ProblemsError([problem("NO_SUCH_PERIOD", "period", period=period[:40])])
    everything = sheets_of(desk.session, desk.units, desk.moment.today, found)
    sheets = [sheet for sheet in everything if kind in (None, sheet.subject.kind) and not _is_left(sheet)]
    if problems := _unready(sheets, period):
        raise ProblemsError(problems)
    placings = placed(sheets)
    for sheet in sheets:
        row, placing = row_of(sheet), placings.get(sheet.subject.code)
        row.state, row.published_at = SheetState.PUBLISHED, desk.moment.now
        row.total = _exact(sheet)
        row.cluster_code = None if sheet.subject.cluster is None else sheet.subject.cluster.code
        row.rank = None if placing is None else placing.rank
        decided = [] if placing is None else [each.model_dump(mode="json") for each in placing.decided_by]
        row.decided_by = orjson.dumps(decided).decode()
        after: dict[str, object] = {
            "total": row.total,
            "rank": row.rank,
            "decided_by": decided,
            "cluster": row.cluster_code,
        }
        note(desk, Action.PUBLISH_SCORES, sheet.key, None, after)
    desk.session.flush()
    return Outcome(code=period)


def _is_left(sheet: Sheet) -> bool:
    """Whether nobody can submit a sheet any more: its person has left, or does other work now."""
    one = sheet.subject.individual
    return one is not None and not one.works and sheet.state in (SheetState.OPEN, SheetState.SELF_SCORED)


def _unready(sheets: Sequence[Sheet], period: str) -> list[Problem]:
    if not sheets:
        return [problem("NO_SHEETS", "period", period=period)]
    if any(sheet.state == SheetState.PUBLISHED for sheet in sheets):
        return [problem("PERIOD_PUBLISHED", "period", period=period)]
    undecided = [sheet for sheet in sheets if sheet.state != SheetState.COUNCIL_FINAL]
    return [problem("NOT_FINAL", sheet.subject.code, subject=sheet.subject.name) for sheet in undecided]


def _exact(sheet: Sheet) -> str | None:
    found = None if sheet.total is None else sheet.total.exact
    return None if found is None else str(found)


def placed(sheets: Sequence[Sheet]) -> Mapping[str, Placing]:
    """The placing of every subject that is in a cluster, by its final total. Raises ProblemsError: OTHER_CRITERIA."""
    clusters: defaultdict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.subject.cluster is not None and ScoreStage.FINAL in sheet.totals:
            clusters[sheet.subject.cluster.code].append(sheet)
    found: dict[str, Placing] = {}
    for code, members in clusters.items():
        entrants = [
            Entrant(sheet.subject.code, code, sheet.totals[ScoreStage.FINAL], _agreement(sheet))
            for sheet in members
        ]
        for placings in rank(members[0].criteria, entrants).values():
            found |= {placing.subject: placing for placing in placings}
    return found


def _agreement(sheet: Sheet) -> Fraction | None:
    """How far self-scored and appraised totals agree."""
    own, appraised = (sheet.totals.get(stage) for stage in (ScoreStage.SELF, ScoreStage.APPRAISED))
    if own is None or appraised is None or own.exact is None or appraised.exact is None:
        return None
    return agreement(own.exact, appraised.exact)
