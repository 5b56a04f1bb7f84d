"""A set of criteria as versioned data: what is scored, how many points it gives, what proves it, who verifies it.

The fields of a criterion are the columns of the score tables that are in use: maximum, how it is determined and
scored, verifying documents, source, verifying unit. `criteria_rules` says what a set must keep beyond its form. A set
that was approved is never edited: an amendment is a new version, and its SHA-256 says which one was used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal

import orjson
from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from catalog.errors import Message, ProblemsError
from catalog.scoring.numbers import Exact
from catalog.scoring.problems import problem
from catalog.sites.statement import Line, Slug, Statement
from catalog.terms import SetStatus, SubjectForm

DRAFT_WATERMARK = Message("mẫu – chưa phê duyệt", "template – not approved")
"""Stands on every print of a set without a legal basis."""

Code = Annotated[str, Field(pattern=r"^[A-Z0-9]+([._-][A-Z0-9]+)*$", max_length=40)]
Version = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*(-[a-z0-9]+)*$", max_length=40)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CriterionKind(StrEnum):
    """How a criterion gives its points. A GROUP has those of its children."""

    GROUP = "GROUP"
    RATIO = "RATIO"
    STEPS = "STEPS"
    FRACTION_OF_MAX = "FRACTION_OF_MAX"
    COUNT_CAPPED = "COUNT_CAPPED"
    BOOLEAN = "BOOLEAN"
    METRIC = "METRIC"
    EXTERNAL_INDEX = "EXTERNAL_INDEX"
    MANUAL = "MANUAL"
    BONUS = "BONUS"
    PENALTY = "PENALTY"
    GATE = "GATE"


APART = frozenset({CriterionKind.BONUS, CriterionKind.PENALTY})
"""Kinds that stand beside the scale: added to the total and taken from it, each up to its cap."""


class ProcedureRatio(StrEnum):
    """Which ratio of digitised procedures (`catalog.procedures.figures`) a criterion is bound to."""

    R_IN = "R_IN"
    R_OUT = "R_OUT"
    R_REUSE = "R_REUSE"


class WorkRatio(StrEnum):
    """Which ratio of one person's work (`catalog.scoring.work_figures`) a criterion is bound to."""

    DONE = "DONE"
    PASSED_AT_ONCE = "PASSED_AT_ONCE"
    ON_TIME = "ON_TIME"


class TieBreakerKind(StrEnum):
    """By what equal totals are told apart."""

    CRITERION = "CRITERION"
    FEWER_PENALTIES = "FEWER_PENALTIES"
    AGREEMENT = "AGREEMENT"


class Label(Statement):
    """A text of rule data in both languages."""

    vi: Line
    en: Line

    @property
    def message(self) -> Message:
        """The same, as whoever shows it takes it."""
        return Message(self.vi, self.en)


class LegalBasis(Statement):
    """The document by which a set is in force, with the digest of its file."""

    document_number: Line
    issued_on: date
    file_sha256: Sha256


class Rounding(Statement):
    """How a total is shown: decimal places, half up. Nothing else is rounded."""

    places: Annotated[int, Field(ge=0, le=4)] = 2
    mode: Literal["HALF_UP"] = "HALF_UP"


class TieBreaker(Statement):
    """One way to tell equal totals apart; CRITERION: by the points of one."""

    kind: TieBreakerKind
    criterion: Code | None = None


class InputTerm(Statement):
    """A value that a criterion is scored by; a count is a whole number and not negative."""

    name: Name
    label: Label
    is_count: bool = False


class Step(Statement):
    """From this value on, these points."""

    at_least: Exact
    points: Exact


class Choice(Statement):
    """One of the levels of which one is chosen, with the share of the maximum that it gives."""

    code: Code
    label: Label
    fraction: Exact


_LATER = frozenset({"work", "return_step"})


class Parameters(Statement):
    """What the kinds need beside the maximum; `criteria_rules` says which kind has which.

    `is_share`: a ratio's numerator is counted among its denominator and cannot be above it. `points_each` and `cap`:
    of counted things. `highest`: the best value that an index can have. `procedures`: a ratio whose numbers the
    catalogue's own counts of procedures give; nobody types them. `work`: the same of one person's work, from the
    workflow's history; `return_step`: which share of a piece each return takes off.
    """

    is_share: bool | None = None
    steps: tuple[Step, ...] | None = None
    choices: tuple[Choice, ...] | None = None
    points_each: Exact | None = None
    cap: Exact | None = None
    metric: Line | None = None
    procedures: ProcedureRatio | None = None
    work: WorkRatio | None = None
    return_step: Exact | None = None
    index: Line | None = None
    highest: Exact | None = None

    @model_serializer(mode="wrap")
    def _without_later_ones(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What was approved before a parameter existed keeps its text, and so its SHA-256."""
        said: dict[str, Any] = handler(self)
        return {name: value for name, value in said.items() if value is not None or name not in _LATER}


class Criterion(Statement):
    """One line of the score sheet, with the lines under it.

    `is_redistributed`: when it does not apply, its weight goes to its siblings; otherwise it gives no points.
    """

    code: Code
    label: Label
    maximum: Exact
    kind: CriterionKind
    parameters: Parameters = Parameters()
    formula: Line | None = None
    inputs: tuple[InputTerm, ...] = ()
    method: Label | None = None
    evidence_required: Label | None = None
    source: Label | None = None
    verifier: Label | None = None
    is_redistributed: bool = True
    may_share_evidence: bool = False
    children: tuple[Criterion, ...] = ()

    @property
    def is_measured(self) -> bool:
        """Whether the catalogue itself counts what it is scored by: it is read, never typed."""
        bound = (self.parameters.procedures, self.parameters.work)
        return self.kind == CriterionKind.METRIC or any(bound)


class CriteriaSet(Statement):
    """One version of the criteria, in force on [valid_from, valid_to). A cap that is None does not cap.

    `days_to_submit`: sheets are late that many days after the period's end; None: there is no such day.
    """

    name: Slug
    version: Version
    title: Label
    note: Label | None = None
    legal_basis: LegalBasis | None = None
    status: SetStatus = SetStatus.DRAFT
    valid_from: date | None = None
    valid_to: date | None = None
    subject_kind: SubjectForm
    scale: Literal[100, 1000]
    rounding: Rounding = Rounding()
    bonus_cap: Exact | None = None
    penalty_cap: Exact | None = None
    days_to_submit: Annotated[int, Field(ge=0, le=366)] | None = None
    tie_breakers: tuple[TieBreaker, ...] = ()
    gates: tuple[Criterion, ...] = ()
    criteria: tuple[Criterion, ...]

    @property
    def watermark(self) -> Message | None:
        """What every print says as long as no document stands behind the set."""
        is_in_force = self.legal_basis is not None and self.status != SetStatus.DRAFT
        return None if is_in_force else DRAFT_WATERMARK

    @property
    def sha256(self) -> str:
        """The digest of the canonical text."""
        return hashlib.sha256(canonical(self)).hexdigest()

    def every_criterion(self) -> Iterator[Criterion]:
        """All criteria, gates last, each before those under it."""
        return branches((*self.criteria, *self.gates))


def branches(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """The criteria and all under them, each before those under it."""
    for criterion in criteria:
        yield criterion
        yield from branches(criterion.children)


def parents(criteria: CriteriaSet) -> dict[str, str]:
    """Under which criterion each stands, by code; those at the top are not there."""
    return {child.code: each.code for each in criteria.every_criterion() for child in each.children}


def sum_of_maxima(criteria: tuple[Criterion, ...]) -> Fraction:
    """How much these criteria can give, bonus and penalty apart."""
    return sum((each.maximum for each in criteria if each.kind not in APART), Fraction(0))


def canonical(criteria_set: CriteriaSet) -> bytes:
    """What a set says, as JSON in its one form: keys sorted, numbers in their one notation, UTF-8.

    Whether it is in force is not part of it (`status`, `valid_to`): retiring a set does not change what was scored by it.
    """
    said = criteria_set.model_dump(mode="json", exclude={"status", "valid_to"})
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def check_amendment(present: CriteriaSet, wanted: CriteriaSet) -> None:
    """Whether what is wanted may take the place of the present set of the same version.

    A draft may be edited and approved. An approved set can only be retired, with the day on which it ends; any other
    amendment is a new version. Raises ProblemsError: OTHER_SET (another name or version), APPROVED_SET.
    """
    if (present.name, present.version) != (wanted.name, wanted.version):
        raise ProblemsError([problem("OTHER_SET", "version", name=f"{wanted.name} {wanted.version}")])
    if present.status == SetStatus.DRAFT or wanted == present:
        return
    is_retired = (present.status, wanted.status) == (SetStatus.APPROVED, SetStatus.RETIRED)
    ends_once = present.valid_to in (None, wanted.valid_to)
    if not (is_retired and ends_once and canonical(wanted) == canonical(present)):
        raise ProblemsError([problem("APPROVED_SET", "version", version=present.version)])
