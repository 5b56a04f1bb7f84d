"""A sheet on the desk: found, judged by the policy and by its state, and added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import orjson

from catalog.coverage.calendar import find_period
from catalog.editing.desk import Desk
from catalog.errors import ForbiddenError, Message, NotFoundError, Problem, ProblemsError
from catalog.places import load_units
from catalog.roles import Deed, may
from catalog.scoring.criteria import Criterion
from catalog.scoring.points import Given, Points, points
from catalog.scoring.problems import problem
from catalog.scoring.proofs import Named
from catalog.scoring.sheets import Asked, Sheet, is_published, may_know, may_see, read_sheet, subject_of
from catalog.scoring.subjects import NO_SUCH_SUBJECT, needed_subject
from catalog.tables import Score, ScoreSheet
from catalog.terms import ScoreStage, SheetState
from catalog.text import text_problem, tidy

LONGEST_REASON = 2_000
_FORBIDDEN = Message(
    "Tài khoản của bạn không được làm việc này trên phiếu chấm điểm này: người tự chấm, người thẩm định và người quyết "
    "định là những người khác nhau, và không ai thẩm định đơn vị hay đồng nghiệp của mình.",
    "Your account may not do this on this sheet: who scores, who appraises and who decides are different people, and "
    "nobody appraises the own unit or colleagues.",
)


@dataclass(frozen=True)
class Entered:
    """What somebody says of one criterion: values by name, one of its levels, or (appraising) the points themselves."""

    criterion: str
    values: Mapping[str, str] | None = None
    choice: str | None = None
    points: str | None = None
    reason: str | None = None
    evidence: Sequence[Named] | None = None

    @property
    def says_values(self) -> bool:
        """Whether values or a choice were given."""
        return self.values is not None or self.choice is not None


def needed_sheet(desk: Desk, subject: str, period: str, deed: Deed, states: Iterable[SheetState]) -> Sheet:
    """A sheet for a deed, in one of these states.

    Raises `NotFoundError` for what is not known or may not be seen, `ForbiddenError`, and ProblemsError:
    NO_SUCH_PERIOD, PERIOD_PUBLISHED, SHEET_NOT_OPENED, WRONG_STATE.
    """
    known = may_know(needed_subject(desk.session, desk.units, desk.moment.today, subject), desk.acting)
    if find_period(desk.session, period) is None:
        if not known:
            raise NotFoundError(NO_SUCH_SUBJECT)
        raise ProblemsError([problem("NO_SUCH_PERIOD", "period", period=period[:40])])
    asked = Asked(desk.session, desk.units, desk.moment.today, subject, period)
    sheet = read_sheet(asked, lambda each: may_see(each, desk.acting))
    if sheet is None:
        raise NotFoundError(NO_SUCH_SUBJECT)
    if not may(deed, desk.acting, subject_of(sheet, desk.acting, deed)):
        raise ForbiddenError(_FORBIDDEN)
    if sheet.state != SheetState.PUBLISHED and is_published(desk.session, period, sheet.subject.kind):
        # What is published is ranked: a sheet that was left behind would never be published with it.
        raise ProblemsError([problem("PERIOD_PUBLISHED", "period", period=period)])
    allowed = tuple(states)
    if sheet.row is None and SheetState.REGISTERED not in allowed:
        raise ProblemsError([problem("SHEET_NOT_OPENED", "period")])
    if sheet.state not in allowed:
        raise ProblemsError([problem("WRONG_STATE", None, state=sheet.state)])
    return sheet


def row_of(sheet: Sheet) -> ScoreSheet:
    """The row of a sheet that was opened."""
    if sheet.row is None:
        raise TypeError("this sheet was not opened")
    return sheet.row


def criteria_of(
    sheet: Sheet, entered: Sequence[Entered], *, measured: bool
) -> list[tuple[Entered, Criterion]]:
    """The criteria that are named; of those that the catalogue measures only if they may be.

    Raises ProblemsError: NO_LINES, UNKNOWN_CRITERION, LINE_TWICE, MEASURED.
    """
    if not entered:
        raise ProblemsError([problem("NO_LINES", "lines")])
    problems: list[Problem] = []
    found: dict[str, tuple[Entered, Criterion]] = {}
    for each in entered:
        criterion = sheet.leaves.get(each.criterion)
        if criterion is None:
            problems.append(problem("UNKNOWN_CRITERION", "criterion", code=each.criterion[:40]))
        elif each.criterion in found:
            problems.append(problem("LINE_TWICE", each.criterion, code=each.criterion))
        elif criterion.is_measured and not measured:
            problems.append(problem("MEASURED", each.criterion))
        else:
            found[each.criterion] = (each, criterion)
    if problems:
        raise ProblemsError(problems)
    return list(found.values())


def reckoned(criterion: Criterion, entered: Entered) -> tuple[Points, dict[str, Any]]:
    """The points by the criterion's kind, and what the sheet keeps of the values. Raises ProblemsError, with its place."""
    given = Given(values=dict(entered.values or {}), choice=entered.choice)
    try:
        found = points(criterion, given)
    except ProblemsError as error:
        raise ProblemsError(
            [
                Problem(each.code, each.message, f"{criterion.code}.{each.field or 'values'}")
                for each in error.problems
            ]
        ) from None
    inputs: dict[str, Any] = {"values": dict(entered.values or {})} if entered.values else {}
    if entered.choice is not None:
        inputs["choice"] = entered.choice
    if found.is_hit:
        inputs["is_hit"] = True
    return found, inputs


def reason_of(entered: Entered) -> str | None:
    """The reason, tidied; None for a blank one. Raises ProblemsError for characters that no text may hold."""
    reason = tidy(entered.reason or "", multiline=True)[:LONGEST_REASON]
    if found := text_problem(reason, multiline=True, field=f"{entered.criterion}.reason"):
        raise ProblemsError([found])
    return reason or None


def is_changed(before: Points | None, after: Points) -> bool:
    """Whether points differ from those before; the first ones do not."""
    return before is not None and before != after


def add_score(
    desk: Desk,
    sheet: Sheet,
    code: str,
    stage: ScoreStage,
    found: Points,
    inputs: Mapping[str, Any],
    reason: str | None = None,
) -> None:
    """Put the points of a criterion beside all earlier ones."""
    desk.session.add(
        Score(
            sheet_id=row_of(sheet).id or 0,
            criterion=code,
            stage=stage,
            inputs=orjson.dumps(inputs, option=orjson.OPT_SORT_KEYS).decode(),
            points=None if found.value is None else str(found.value),
            reason=reason,
            actor_id=desk.actor.person_id,
            recorded_at=desk.moment.now,
        )
    )


def told(found: Points) -> str | None:
    """Points as the history keeps them."""
    return None if found.value is None else str(Fraction(found.value))


def again(desk: Desk, sheet: Sheet) -> Sheet:
    """The sheet as it is after what was added."""
    desk.session.flush()
    found = read_sheet(
        Asked(
            desk.session, load_units(desk.session), desk.moment.today, sheet.subject.code, sheet.period.code
        )
    )
    if found is None:
        raise TypeError("a sheet that was there is gone")
    return found
