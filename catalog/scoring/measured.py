"""What the catalogue itself says of a criterion: a closed figure of coverage, a ratio of digitised procedures, or of work.

A figure of coverage comes from the newest snapshot of the period, and only from one that is what its SHA-256 says.
Nobody types these numbers; a sheet pins them when it is submitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.calendar import Period
from catalog.coverage.sealing import sha256_of
from catalog.coverage.snapshots import newest_of
from catalog.coverage.words import CountingMode, Grouping, Population
from catalog.errors import ProblemsError
from catalog.places import PROVINCE_CODE, Units
from catalog.procedures.figures import FORMULA
from catalog.procedures.figures import Period as CountedPeriod
from catalog.procedures.reading import figures_of
from catalog.scoring.criteria import CriteriaSet, Criterion, CriterionKind, ProcedureRatio
from catalog.scoring.numbers import written
from catalog.scoring.points import Figure, Given
from catalog.scoring.problems import problem
from catalog.scoring.subjects import Subject
from catalog.scoring.work_events import WorkRules
from catalog.scoring.work_figures import document_of, sha256_of_work, sides_of
from catalog.scoring.work_former import FORMER
from catalog.scoring.work_rows import former_counts, work_counts, work_rules
from catalog.tables import CoverageSnapshot, HistoryEntry


@dataclass(frozen=True)
class Measured:
    """Both sides of a ratio, exact, and where it comes from: a snapshot, the counts of procedures by a formula, or a
    person's work, with its document (`work_figures`) and the SHA-256 of it."""

    numerator: str
    denominator: str
    snapshot_id: str | None = None
    snapshot_sha256: str | None = None
    formula: str | None = None
    work: Mapping[str, Any] | None = None
    work_sha256: str | None = None

    def kept(self) -> dict[str, Any]:
        """As a sheet keeps it."""
        return {name: value for name, value in vars(self).items() if value is not None}

    def told(self) -> dict[str, str]:
        """As it is shown to whoever sees the sheet: which pieces of a person's work earn nothing is not told to all."""
        return {name: value for name, value in self.kept().items() if name != "work"}

    def given(self, criterion: Criterion) -> Given:
        """What the criterion is scored by."""
        if criterion.kind == CriterionKind.METRIC:
            return Given(figure=Figure(self.numerator, self.denominator))
        part, whole = (term.name for term in criterion.inputs)
        return Given(values={part: self.numerator, whole: self.denominator})


def measures(
    session: Session, units: Units, subject: Subject, period: Period, criteria: CriteriaSet
) -> dict[str, Measured]:
    """The figures of all criteria that are measured, by code; those of coverage are not there before a closing.

    Raises ProblemsError: SNAPSHOT_ALTERED.
    """
    wanted = [each for each in criteria.every_criterion() if each.is_measured]
    found: dict[str, Measured] = {}
    if any(each.kind == CriterionKind.METRIC for each in wanted):
        snapshot = newest_of(session, period.code)
        if snapshot is not None:
            code = None if subject.unit_id is None else units.by_id[subject.unit_id].code
            row = _row(_intact(snapshot), code)
            found |= {
                each.code: _of_snapshot(snapshot, row, each.parameters.metric or "")
                for each in wanted
                if each.kind == CriterionKind.METRIC
            }
    bound = {each.code: each.parameters.procedures for each in wanted if each.parameters.procedures}
    if bound:
        found |= _of_procedures(session, units, subject, period, bound)
    return found | _of_work(session, subject, period, [each for each in wanted if each.parameters.work])


def is_intact(snapshot: CoverageSnapshot) -> bool:
    """Whether a snapshot's document still has the hash beside it."""
    try:
        document = orjson.loads(snapshot.document)
    except orjson.JSONDecodeError:
        return False
    return isinstance(document, dict) and sha256_of(document) == snapshot.sha256


def _intact(snapshot: CoverageSnapshot) -> Mapping[str, Any]:
    if not is_intact(snapshot):
        raise ProblemsError([problem("SNAPSHOT_ALTERED", "period", id=snapshot.id)])
    document: Mapping[str, Any] = orjson.loads(snapshot.document)
    return document


def _row(document: Mapping[str, Any], unit: str | None) -> Mapping[str, Any] | None:
    """The row of the department (the total), or of a commune, among the relics that are counted by designation."""
    grouping = Grouping.TOTAL if unit is None else Grouping.ADMIN_UNIT
    wanted = (CountingMode.DESIGNATION, Population.RELIC_RANK)
    counting = next(each for each in document["countings"] if (each["mode"], each["population"]) == wanted)
    rows = next(each["rows"] for each in counting["groupings"] if each["grouping"] == grouping)
    return next((row for row in rows if unit in (None, row["key"])), None)


def _of_snapshot(snapshot: CoverageSnapshot, row: Mapping[str, Any] | None, metric: str) -> Measured:
    sides = ("0", "0")
    for figure in () if row is None else row["figures"]:
        if figure["metric"] == metric:
            sides = (figure["numerator"], figure["denominator"])
    return Measured(*sides, snapshot.id, snapshot.sha256)


def _of_procedures(
    session: Session, units: Units, subject: Subject, period: Period, bound: Mapping[str, ProcedureRatio]
) -> dict[str, Measured]:
    asked = CountedPeriod(period.opens_on, period.closes_on)
    counted = figures_of(session, units, asked, period.closes_on)
    unit_id = subject.unit_id
    if unit_id is None:  # the province's own counts are those of its departments, not the sum of the communes
        province = units.bearer(PROVINCE_CODE, period.opens_on)
        unit_id = None if province is None else province.id
    figures = next((row for row in counted.rows if row.unit_id == unit_id), None)
    found = {}
    for code, which in bound.items():
        ratio = None if figures is None else getattr(figures, which.lower())
        sides = (0, 0) if ratio is None else (ratio.numerator, ratio.denominator)
        found[code] = Measured(str(sides[0]), str(sides[1]), formula=FORMULA)
    return found


def _of_work(
    session: Session, subject: Subject, period: Period, bound: list[Criterion]
) -> dict[str, Measured]:
    one = subject.individual
    if one is None or not bound:
        return {}
    last = session.scalar(sa.select(sa.func.max(col(HistoryEntry.sequence)))) or 0
    document = _worked(session, one.person_id, period, work_rules(), last)
    digest, found = sha256_of_work(document), {}
    for each in bound:
        part, whole = sides_of(document, each.parameters)
        found[each.code] = Measured(
            written(part), written(whole), formula=document["formula"], work=document, work_sha256=digest
        )
    return found


def recounted(session: Session, person_id: int, period: Period, pinned: Mapping[str, Any]) -> str:
    """The SHA-256 of the same work, counted once more from the history as far as it was known to the pinned count, and in
    the way in which it was counted then."""
    rules = WorkRules(**pinned["rules"])
    if pinned["formula"] == FORMER:
        return sha256_of_work(former_counts(session, person_id, period, pinned["history"], rules))
    return sha256_of_work(_worked(session, person_id, period, rules, pinned["history"]))


def is_as_counted(criterion: Criterion, figure: Measured, anew: str) -> bool:
    """Whether a pinned figure is what its document says, and the document what the history says."""
    if figure.work is None or not sha256_of_work(figure.work) == figure.work_sha256 == anew:
        return False
    sides = sides_of(figure.work, criterion.parameters)
    return tuple(written(side) for side in sides) == (figure.numerator, figure.denominator)


def _worked(session: Session, person_id: int, period: Period, rules: WorkRules, until: int) -> dict[str, Any]:
    return document_of(work_counts(session, person_id, period, until, rules), rules, until)
