"""What the catalogue itself says of a criterion: a closed figure of coverage, or a ratio of digitised procedures.

A figure of coverage comes from the newest snapshot of the period, and only from one that is what its SHA-256 says.
Nobody types these numbers; a sheet pins them when it is submitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlmodel import Session

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
from catalog.scoring.points import Figure, Given
from catalog.scoring.problems import problem
from catalog.scoring.subjects import Subject
from catalog.tables import CoverageSnapshot


@dataclass(frozen=True)
class Measured:
    """Both sides of a ratio, exact, and where it comes from: a snapshot, or the counts of procedures by a formula."""

    numerator: str
    denominator: str
    snapshot_id: str | None = None
    snapshot_sha256: str | None = None
    formula: str | None = None

    def told(self) -> dict[str, str]:
        """As a sheet keeps it."""
        return {name: value for name, value in vars(self).items() if value is not None}

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
    return found | (_of_procedures(session, units, subject, period, bound) if bound else {})


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
