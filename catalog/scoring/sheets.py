"""A score sheet as it is read: the points of each stage side by side, what they were made from, and what proves them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.calendar import Period, find_period
from catalog.errors import Message
from catalog.lazy import cached_property
from catalog.places import Units, legal_day
from catalog.roles import Acting, Actor, Deed, Subject, may
from catalog.scoring.criteria import CriteriaSet, Criterion, CriterionKind, TieBreaker
from catalog.scoring.individuals import are_colleagues, held_in
from catalog.scoring.measured import Measured, is_as_counted, measures, recounted
from catalog.scoring.points import Points
from catalog.scoring.proofs import Proof, proofs_of
from catalog.scoring.rivals import rivals_in
from catalog.scoring.sets import AlteredSetError, KeptSet, find_set, set_for
from catalog.scoring.subjects import Subject as ScoredSubject
from catalog.scoring.subjects import find_clusters, find_subject, find_subjects
from catalog.scoring.totals import ScoreLine, Total, total
from catalog.scoring.work_events import WorkPeriod
from catalog.tables import Score, ScoreSheet, ScoreSubject
from catalog.terms import RecordState, ScoreStage, SheetState, SubjectForm

STAGES = tuple(ScoreStage)


@dataclass(frozen=True)
class Given:
    """The points of one criterion at one stage, and from what: None does not apply."""

    points: Points
    inputs: Mapping[str, Any]
    reason: str | None
    actor_id: int
    at: datetime

    @property
    def measured(self) -> Measured | None:
        """The figure that was pinned."""
        figure = self.inputs.get("figure")
        return None if figure is None else Measured(**figure)


Scores = Mapping[ScoreStage, Mapping[str, Given]]


@dataclass(frozen=True)
class Sheet:
    """One subject's sheet of one period; without a row nobody has opened it yet. `rivals`: the people with whom a person
    is ranked, or was in the period, who do not judge each other; `then`: everybody with the roles of the period."""

    subject: ScoredSubject
    period: Period
    kept: KeptSet
    row: ScoreSheet | None = None
    scores: Scores = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    live: Mapping[str, Measured] = field(default_factory=dict)
    rivals: frozenset[int] = frozenset()
    then: Mapping[int, Acting] = field(default_factory=dict)

    @property
    def criteria(self) -> CriteriaSet:
        """By what it is scored."""
        return self.kept.criteria

    @property
    def key(self) -> str:
        """How the history names it."""
        return f"{self.subject.code}/{self.period.code}"

    @property
    def state(self) -> SheetState:
        """How far it has come."""
        return SheetState.REGISTERED if self.row is None else self.row.state

    @property
    def is_late(self) -> bool:
        """Whether it was submitted after its last day."""
        row = self.row
        if row is None or row.due_on is None or row.submitted_at is None:
            return False
        return legal_day(row.submitted_at) > row.due_on

    @property
    def leaves(self) -> dict[str, Criterion]:
        """What is scored: all criteria but groups, gates too, by code."""
        return {each.code: each for each in self.criteria.every_criterion() if not each.children}

    def of(self, stage: ScoreStage) -> Mapping[str, Given]:
        """The points of a stage, by criterion."""
        return self.scores.get(stage, {})

    def is_complete(self, stage: ScoreStage) -> bool:
        """Whether every criterion has its points at a stage."""
        return self.leaves.keys() <= self.of(stage).keys()

    def figure(self, code: str) -> Measured | None:
        """What the catalogue says of a criterion: as it was pinned at submission, else as it is now."""
        pinned = self.of(ScoreStage.SELF).get(code)
        return self.live.get(code) if pinned is None else pinned.measured

    @property
    def pinned(self) -> dict[str, Measured]:
        """The person's work as it was pinned at submission, by criterion."""
        figures = {code: given.measured for code, given in self.of(ScoreStage.SELF).items()}
        return {code: each for code, each in figures.items() if each is not None and each.work is not None}

    @cached_property
    def totals(self) -> Mapping[ScoreStage, Total]:
        """The totals of the stages that are complete."""
        return {
            stage: total(self.criteria, {code: given.points for code, given in self.of(stage).items()})
            for stage in STAGES
            if self.row is not None and self.is_complete(stage)
        }

    @property
    def total(self) -> Total | None:
        """The total of the latest stage that is complete."""
        return next((self.totals[stage] for stage in reversed(STAGES) if stage in self.totals), None)

    def points(self, criterion: Criterion, stage: ScoreStage) -> Fraction | None:
        """The points of a line at a stage; a group's once the stage is complete."""
        if criterion.children:
            lines = self.totals[stage].lines if stage in self.totals else ()
            return next((line.points for line in lines if line.criterion.code == criterion.code), None)
        given = self.of(stage).get(criterion.code)
        return None if given is None or criterion.kind == CriterionKind.GATE else given.points.value

    def line(self, code: str) -> ScoreLine | None:
        """A criterion in the total: its weight, after what does not apply was shared out."""
        lines = () if self.total is None else self.total.lines
        return next((line for line in lines if line.criterion.code == code), None)

    @property
    def decided_by(self) -> tuple[TieBreaker, ...]:
        """The tie-breakers that decided the published rank."""
        text = None if self.row is None else self.row.decided_by
        return tuple(TieBreaker.model_validate(each) for each in orjson.loads(text or "[]"))


@dataclass(frozen=True)
class Asked:
    """Whose sheet of which period."""

    session: Session
    units: Units
    today: date
    subject: str
    period: str


Sees = Callable[[Sheet], bool]
"""Whether somebody may see a sheet: asked before its points are read and its work is counted."""


def read_sheet(asked: Asked, sees: Sees | None = None) -> Sheet | None:
    """A sheet, as it is or as it would be opened; None if subject or period are not known, or it may not be seen."""
    session = asked.session
    subject = find_subject(session, asked.units, asked.today, asked.subject)
    period = find_period(session, asked.period)
    if subject is None or period is None:
        return None
    query = sa.select(ScoreSheet).where(
        col(ScoreSheet.subject_code) == subject.code, col(ScoreSheet.period_code) == period.code
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        sheet = Sheet(subject, period, set_for(session, period, subject.kind))
        return sheet if sees is None or sees(sheet) else None
    return next(iter(_sheets(session, asked.units, period, [(row, subject)], sees)), None)


def sheets_of(
    session: Session,
    units: Units,
    today: date,
    period: Period,
    cluster: str | None = None,
    sees: Sees | None = None,
) -> list[Sheet]:
    """All sheets of a period that were opened, or those that were published in a cluster, by subject.

    In as many statements for many as for one, but for the figures of those that are not submitted.
    """
    query = sa.select(ScoreSheet).where(col(ScoreSheet.period_code) == period.code)
    if cluster is not None:
        published = col(ScoreSheet.state) == SheetState.PUBLISHED
        query = query.where(col(ScoreSheet.cluster_code) == cluster, published)
    rows = list(session.scalars(query.order_by(col(ScoreSheet.subject_code))))
    subjects = find_subjects(session, units, today, [row.subject_code for row in rows])
    known = [(row, subjects[row.subject_code]) for row in rows if row.subject_code in subjects]
    return _sheets(session, units, period, known, sees) if known else []


def is_published(session: Session, period: str, kind: SubjectForm) -> bool:
    """Whether the sheets of a period were published, of collectives or of individuals."""
    published = (
        sa.select(sa.func.count())
        .select_from(ScoreSheet)
        .join(ScoreSubject, col(ScoreSubject.code) == col(ScoreSheet.subject_code))
        .where(
            col(ScoreSheet.period_code) == period,
            col(ScoreSheet.state) == SheetState.PUBLISHED,
            col(ScoreSubject.kind) == kind,
        )
    )
    return bool(session.scalar(published))


def _sheets(
    session: Session,
    units: Units,
    period: Period,
    rows: Sequence[tuple[ScoreSheet, ScoredSubject]],
    sees: Sees | None,
) -> list[Sheet]:
    bare = _bare(session, units, period, rows)
    seen = [(row, sheet) for row, sheet in bare if sees is None or sees(sheet)]
    ids = [row.id or 0 for row, _ in seen]
    scores, proofs = _scores(session, ids), proofs_of(session, ids)
    return [
        replace(
            sheet,
            scores=scores[row.id or 0],
            proofs=tuple(proofs[row.id or 0]),
            live=_live(session, units, sheet),
        )
        for row, sheet in seen
    ]


def _bare(
    session: Session, units: Units, period: Period, rows: Sequence[tuple[ScoreSheet, ScoredSubject]]
) -> list[tuple[ScoreSheet, Sheet]]:
    """Sheets with all that says who may see and judge them, without points and figures."""
    days = WorkPeriod.of_days(period.opens_on, period.closes_on - timedelta(days=1))
    sets = {
        named: find_set(session, *named) for named in {(row.set_name, row.set_version) for row, _ in rows}
    }
    clusters = find_clusters(session, [row.cluster_code for row, _ in rows])
    then = held_in(session, units, days.starts, days.ends)
    are_people = any(subject.individual is not None for _, subject in rows)
    rivals = rivals_in(session, days) if are_people else {}
    found = []
    for row, scored in rows:
        kept = sets[row.set_name, row.set_version]
        if kept is None or kept.criteria.sha256 != row.set_sha256:
            raise AlteredSetError(
                Message(
                    f"Không còn bộ tiêu chí {row.set_name} {row.set_version} như khi mở phiếu.",
                    f"The criteria {row.set_name} {row.set_version} are not those of the sheet.",
                )
            )
        cluster = clusters.get(row.cluster_code) if row.state == SheetState.PUBLISHED else scored.cluster
        one = scored.individual
        partial = frozenset() if one is None else rivals.get(one.person_id, frozenset())
        subject = replace(scored, cluster=cluster)
        found.append((row, Sheet(subject, period, kept, row, rivals=partial, then=then)))
    return found


def _live(session: Session, units: Units, sheet: Sheet) -> Mapping[str, Measured]:
    """What the catalogue counts for a sheet that is not submitted yet."""
    if sheet.state not in (SheetState.OPEN, SheetState.SELF_SCORED):
        return {}
    return measures(session, units, sheet.subject, sheet.period, sheet.criteria)


def _scores(session: Session, sheet_ids: Collection[int]) -> Mapping[int, Scores]:
    """The newest of each sheet, criterion and stage."""
    query = sa.select(Score).where(col(Score.sheet_id).in_(sheet_ids)).order_by(col(Score.id))
    found: dict[int, defaultdict[ScoreStage, dict[str, Given]]] = {
        sheet_id: defaultdict(dict) for sheet_id in sheet_ids
    }
    for row in session.scalars(query):
        inputs = orjson.loads(row.inputs)
        value = None if row.points is None else Fraction(row.points)
        points = Points(value, is_hit=inputs.get("is_hit", False))
        given = Given(points, inputs, row.reason, row.actor_id, row.recorded_at)
        found[row.sheet_id][row.stage][row.criterion] = given
    return found


@dataclass(frozen=True)
class Recount:
    """The SHA-256 of a person's work as it was pinned for a criterion, and as the history gives it once more.

    `is_same`: the figure is also what its document says.
    """

    criterion: str
    pinned: str
    anew: str
    is_same: bool


def recounts(session: Session, sheet: Sheet) -> list[Recount]:
    """The pinned work of a person's sheet, counted once more; nothing of a sheet without any."""
    one, found = sheet.subject.individual, []
    if one is None:
        return []
    for code, figure in sheet.pinned.items():
        anew = recounted(session, one.person_id, sheet.period, figure.work or {})
        is_same = is_as_counted(sheet.leaves[code], figure, anew)
        found.append(Recount(code, figure.work_sha256 or "", anew, is_same))
    return found


BEFORE: Mapping[Deed, tuple[ScoreStage, ...]] = {
    Deed.APPRAISE_SCORES: (ScoreStage.SELF,),
    Deed.DECIDE_SCORES: (ScoreStage.SELF, ScoreStage.APPRAISED),
}
"""Whose points a deed judges."""


def subject_of(sheet: Sheet, actor: Actor, deed: Deed) -> Subject:
    """What the policy needs to know: the unit or person, and whose work is judged. Whoever may score a sheet for its
    subject belongs there, and is one of them; so is whoever works beside the person, or is ranked with him. What was at any
    time of the period holds as what is now."""
    units = frozenset() if sheet.subject.unit_id is None else frozenset({sheet.subject.unit_id})
    authors = {given.actor_id for stage in BEFORE.get(deed, ()) for given in sheet.of(stage).values()}
    if sheet.row is not None:
        authors |= {sheet.row.opened_by_id, *filter(None, [sheet.row.submitted_by_id])}
    one = sheet.subject.individual
    if one is not None:
        authors.add(one.person_id)
        theirs = _now_and_then(sheet, one.acting)
        is_partial = actor.person_id in sheet.rivals or any(
            are_colleagues(each, other) for each in _now_and_then(sheet, actor) for other in theirs
        )
        authors |= {actor.person_id} if is_partial else set()
        return Subject(RecordState.DRAFT, units, frozenset(authors), person=one.person_id)
    own = Subject(RecordState.DRAFT, units)
    if any(may(Deed.SELF_SCORE, each, own) for each in _now_and_then(sheet, actor)):
        authors.add(actor.person_id)
    return Subject(RecordState.DRAFT, units, frozenset(authors))


def _now_and_then(sheet: Sheet, actor: Actor) -> list[Actor]:
    then = sheet.then.get(actor.person_id)
    return [actor] if then is None else [actor, then]


def may_see(sheet: Sheet, actor: Actor | None) -> bool:
    """Whether somebody may read a sheet: a collective's everybody, as long as nobody has opened it and once it is
    published; a person's only staff, once it is published. Before that the subject's own, evaluators and the council."""
    is_of_unit = sheet.subject.kind == SubjectForm.COLLECTIVE
    if is_of_unit and sheet.state in (SheetState.REGISTERED, SheetState.PUBLISHED):
        return True
    if sheet.state == SheetState.PUBLISHED and may(Deed.READ_COLLEAGUES_SCORES, actor):
        return True
    return actor is not None and may(Deed.READ_SCORES, actor, subject_of(sheet, actor, Deed.READ_SCORES))


def may_know(subject: ScoredSubject, actor: Actor | None) -> bool:
    """Whether somebody may know that a subject is scored: of people, only they, evaluators and the council."""
    if subject.individual is None:
        return True
    about = Subject(RecordState.DRAFT, person=subject.individual.person_id)
    return may(Deed.READ_SCORES, actor, about)
