"""Score sheets in GraphQL: who is scored, by which criteria, and the points of each stage side by side."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import strawberry

from catalog.scoring.criteria import Criterion as CriterionData
from catalog.scoring.criteria import CriterionKind, TieBreaker, TieBreakerKind
from catalog.scoring.measured import Measured
from catalog.scoring.proofs import Proof
from catalog.scoring.sets import KeptSet
from catalog.scoring.sheets import Sheet
from catalog.scoring.subjects import Subject
from catalog.terms import ScoreStage, SetStatus, SheetState, SubjectForm
from schema.context import Info
from schema.periods import EvaluationPeriod
from schema.scalars import Language
from schema.values import InLanguage, told


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


@strawberry.type(description="Similar subjects that are ranked among each other.")
class ScoreCluster:
    """Cluster."""

    code: str = told("Code.")
    name: str = told("Name.")


@strawberry.type(description="Who is scored: the department, a commune or a ward.")
class ScoreSubject:
    """Subject."""

    subject: strawberry.Private[Subject]

    @strawberry.field(description="Code: a unit's official one, or a name such as svhttdl.")
    def code(self) -> str:
        """Code."""
        return self.subject.code

    @strawberry.field(description="Name, in Vietnamese.")
    def name(self) -> str:
        """Name."""
        return self.subject.name

    @strawberry.field(description="A collective, or one person.")
    def kind(self) -> SubjectForm:
        """Kind."""
        return self.subject.kind

    @strawberry.field(description="The cluster in which it is ranked; null if the council has named none.")
    def cluster(self) -> ScoreCluster | None:
        """Cluster."""
        found = self.subject.cluster
        return None if found is None else ScoreCluster(code=found.code, name=found.name)


@strawberry.type(description="How a total was told from an equal one.")
class ScoreTieBreaker:
    """Tie-breaker."""

    kind: TieBreakerKind = told("By what.")
    criterion: str | None = told("Code of the criterion whose points are compared; null for other kinds.")

    @classmethod
    def of(cls, found: TieBreaker) -> ScoreTieBreaker:
        """As the set has it."""
        return cls(kind=found.kind, criterion=found.criterion)


@strawberry.type(description="One line of a score table.")
class Criterion:
    """Criterion."""

    criterion: strawberry.Private[CriterionData]

    @strawberry.field(description="Code, once in a set.")
    def code(self) -> str:
        """Code."""
        return self.criterion.code

    @strawberry.field(description="What it is called.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return self.criterion.label.message.in_language(language.value)

    @strawberry.field(description="Most points that it gives.")
    def maximum(self) -> float:
        """Maximum."""
        return float(self.criterion.maximum)

    @strawberry.field(description="How it gives its points.")
    def kind(self) -> CriterionKind:
        """Kind."""
        return self.criterion.kind

    @strawberry.field(
        description="Whether the catalogue itself counts what it is scored by: nobody types it."
    )
    def is_measured(self) -> bool:
        """Measured."""
        return self.criterion.is_measured

    @strawberry.field(description="How it is determined and scored.")
    def method(self, language: InLanguage = Language.VI) -> str | None:
        """Method."""
        return (
            None
            if self.criterion.method is None
            else self.criterion.method.message.in_language(language.value)
        )

    @strawberry.field(description="Which documents verify it.")
    def evidence_required(self, language: InLanguage = Language.VI) -> str | None:
        """Documents."""
        asked = self.criterion.evidence_required
        return None if asked is None else asked.message.in_language(language.value)

    @strawberry.field(
        description="Names of the values by which it is scored, for `values` of a mutation.",
        metadata={"list_size": 3},
    )
    def inputs(self) -> list[str]:
        """Names."""
        return [term.name for term in self.criterion.inputs]


@strawberry.type(description="A version of a set of criteria; one that is approved is never edited.")
class CriteriaSet:
    """Set."""

    kept: strawberry.Private[KeptSet]

    @strawberry.field(description="Name, such as svhttdl-mau.")
    def name(self) -> str:
        """Name."""
        return self.kept.criteria.name

    @strawberry.field(description="Version.")
    def version(self) -> str:
        """Version."""
        return self.kept.criteria.version

    @strawberry.field(description="Title.")
    def title(self, language: InLanguage = Language.VI) -> str:
        """Title."""
        return self.kept.criteria.title.message.in_language(language.value)

    @strawberry.field(description="How far it has come.")
    def status(self) -> SetStatus:
        """Status."""
        return self.kept.criteria.status

    @strawberry.field(description="Whether the council has approved it.")
    def approved(self) -> bool:
        """Approved."""
        return self.kept.criteria.status != SetStatus.DRAFT

    @strawberry.field(
        description="Number and day of the document by which it is in force; null if there is none."
    )
    def legal_basis(self) -> str | None:
        """Document."""
        basis = self.kept.criteria.legal_basis
        return None if basis is None else f"{basis.document_number}, {basis.issued_on:%d/%m/%Y}"

    @strawberry.field(description="What every print must say as long as no document stands behind the set.")
    def watermark(self, language: InLanguage = Language.VI) -> str | None:
        """Watermark."""
        mark = self.kept.criteria.watermark
        return None if mark is None else mark.in_language(language.value)

    @strawberry.field(description="SHA-256 of its canonical JSON.")
    def sha256(self) -> str:
        """Hash."""
        return self.kept.criteria.sha256

    @strawberry.field(
        description="JSON Web Signature (Ed25519) of the catalogue over the canonical JSON, which stays outside; null if "
        "it is not approved."
    )
    def signature(self) -> str | None:
        """Signature."""
        return self.kept.signature

    @strawberry.field(
        description="All criteria, each before those under it; gates last.", metadata={"list_size": 20}
    )
    def criteria(self) -> list[Criterion]:
        """Criteria."""
        return [Criterion(criterion=each) for each in self.kept.criteria.every_criterion()]


@strawberry.type(description="What the catalogue itself says of a criterion, exact and read-only.")
class ScoreFigure:
    """Figure."""

    measured: strawberry.Private[Measured]

    @strawberry.field(description="What is reached.")
    def numerator(self) -> float:
        """Numerator."""
        return float(Fraction(self.measured.numerator))

    @strawberry.field(description="Of how much.")
    def denominator(self) -> float:
        """Denominator."""
        return float(Fraction(self.measured.denominator))

    @strawberry.field(description="The exact ratio, such as 45/46; null of nothing.")
    def ratio(self) -> str | None:
        """Ratio."""
        of = Fraction(self.measured.denominator)
        return str(Fraction(self.measured.numerator) / of) if of else None

    @strawberry.field(
        description="SHA-256 of the snapshot of coverage that it comes from; null for procedures."
    )
    def snapshot_sha256(self) -> str | None:
        """Hash."""
        return self.measured.snapshot_sha256

    @strawberry.field(description="Id of that snapshot.")
    def snapshot(self) -> strawberry.ID | None:
        """Snapshot."""
        found = self.measured.snapshot_id
        return None if found is None else strawberry.ID(found)

    @strawberry.field(description="Name of the formulas of procedures by which it was reckoned; else null.")
    def formula(self) -> str | None:
        """Formula."""
        return self.measured.formula


@strawberry.type(description="A document that proves points.")
class ScoreEvidence:
    """Evidence."""

    proof: strawberry.Private[Proof]

    @strawberry.field(description="Title.")
    def title(self) -> str:
        """Title."""
        return self.proof.row.title

    @strawberry.field(description="Its address; null for a stored file or a snapshot.")
    def url(self) -> str | None:
        """Address."""
        return self.proof.row.url

    @strawberry.field(description="SHA-256 of the document; null of an address of which nobody gave it.")
    def sha256(self) -> str | None:
        """Hash."""
        return self.proof.row.sha256

    @strawberry.field(description="Id of the snapshot of coverage, if it is one.")
    def snapshot(self) -> strawberry.ID | None:
        """Snapshot."""
        found = self.proof.row.snapshot_id
        return None if found is None else strawberry.ID(found)

    @strawberry.field(description="When it was frozen, by submitting the sheet.")
    def frozen_at(self) -> datetime | None:
        """Instant."""
        return self.proof.row.frozen_at

    @strawberry.field(description="What is wrong with it now: vanished, or altered; null if nothing is.")
    def fault(self, info: Info) -> str | None:
        """Fault."""
        found = self.proof.fault
        return None if found is None else found.message.in_language(info.context.language)


@strawberry.type(
    description="One line of a sheet: the points of each stage side by side, exact values rounded to show."
)
class ScoreLine:
    """Line."""

    sheet: strawberry.Private[Sheet]
    data: strawberry.Private[CriterionData]

    @strawberry.field(description="The criterion.")
    def criterion(self) -> Criterion:
        """Criterion."""
        return Criterion(criterion=self.data)

    @strawberry.field(
        description="Points that the subject gave itself; null if there are none, or it does not apply."
    )
    def self_score(self) -> float | None:
        """Points."""
        return _number(self.sheet.points(self.data, ScoreStage.SELF))

    @strawberry.field(description="Points that the appraiser found.")
    def appraised_score(self) -> float | None:
        """Points."""
        return _number(self.sheet.points(self.data, ScoreStage.APPRAISED))

    @strawberry.field(description="Points that the council decided.")
    def final_score(self) -> float | None:
        """Points."""
        return _number(self.sheet.points(self.data, ScoreStage.FINAL))

    @strawberry.field(description="Why the appraiser changed the points.")
    def appraised_reason(self) -> str | None:
        """Reason."""
        return self._reason(ScoreStage.APPRAISED)

    @strawberry.field(description="Why the council changed the points.")
    def final_reason(self) -> str | None:
        """Reason."""
        return self._reason(ScoreStage.FINAL)

    def _reason(self, stage: ScoreStage) -> str | None:
        given = self.sheet.of(stage).get(self.data.code)
        return None if given is None else given.reason

    @strawberry.field(
        description="Whether it applies: a ratio of nothing does not, and its weight goes to its siblings. Null while "
        "that is open."
    )
    def is_applicable(self) -> bool | None:
        """Applicable."""
        line = self.sheet.line(self.data.code)
        return None if line is None else line.points is not None

    @strawberry.field(description="Its maximum in the total, after what does not apply was shared out.")
    def weight(self) -> float | None:
        """Weight."""
        line = self.sheet.line(self.data.code)
        return None if line is None else float(line.weight)

    @strawberry.field(description="The documents that prove it.", metadata={"list_size": 3})
    def evidence(self) -> list[ScoreEvidence]:
        """Documents."""
        return [
            ScoreEvidence(proof=each) for each in self.sheet.proofs if each.row.criterion == self.data.code
        ]

    @strawberry.field(
        description="What the catalogue itself says of it: pinned when the sheet was submitted; null before the period "
        "was closed, and for criteria that are scored by people."
    )
    def figure(self) -> ScoreFigure | None:
        """Figure."""
        found = self.sheet.figure(self.data.code)
        return None if found is None else ScoreFigure(measured=found)


@strawberry.type(description="One subject's score sheet of one period.")
class ScoreSheet:
    """Sheet."""

    sheet: strawberry.Private[Sheet]

    @strawberry.field(description="Who is scored.")
    def subject(self) -> ScoreSubject:
        """Subject."""
        return ScoreSubject(subject=self.sheet.subject)

    @strawberry.field(description="The period.")
    def period(self) -> EvaluationPeriod:
        """Period."""
        return EvaluationPeriod(**vars(self.sheet.period))

    @strawberry.field(description="By which criteria; the version was pinned when the sheet was opened.")
    def criteria_set(self) -> CriteriaSet:
        """Set."""
        return CriteriaSet(kept=self.sheet.kept)

    @strawberry.field(description="How far it has come.")
    def state(self) -> SheetState:
        """State."""
        return self.sheet.state

    @strawberry.field(description="Last day for submitting it; null if there is none.")
    def due_on(self) -> date | None:
        """Day."""
        return None if self.sheet.row is None else self.sheet.row.due_on

    @strawberry.field(description="When it was submitted.")
    def submitted_at(self) -> datetime | None:
        """Instant."""
        return None if self.sheet.row is None else self.sheet.row.submitted_at

    @strawberry.field(description="Whether it was submitted after its last day.")
    def is_late(self) -> bool:
        """Late."""
        return self.sheet.is_late

    @strawberry.field(
        description="What every print must say as long as no document stands behind the criteria."
    )
    def watermark(self, language: InLanguage = Language.VI) -> str | None:
        """Watermark."""
        mark = self.sheet.criteria.watermark
        return None if mark is None else mark.in_language(language.value)

    @strawberry.field(
        description="All criteria, each before those under it; gates last.", metadata={"list_size": 20}
    )
    def lines(self) -> list[ScoreLine]:
        """Lines."""
        return [ScoreLine(sheet=self.sheet, data=each) for each in self.sheet.criteria.every_criterion()]

    @strawberry.field(
        description="Total of the latest stage that is complete, rounded once as the criteria say."
    )
    def total(self) -> float | None:
        """Total."""
        found = self.sheet.total
        return None if found is None else _number(found.shown)

    @strawberry.field(description="The same, exact, such as 235/3.")
    def exact_total(self) -> str | None:
        """Total."""
        found = self.sheet.total
        return None if found is None or found.exact is None else str(found.exact)

    @strawberry.field(
        description="Codes of the gates that exclude it from the ranking.", metadata={"list_size": 3}
    )
    def gates(self) -> list[str]:
        """Gates."""
        return [] if self.sheet.total is None else [gate.code for gate in self.sheet.total.gates]

    @strawberry.field(
        description="Published place in its cluster; null if it is in none or is not considered."
    )
    def rank(self) -> int | None:
        """Rank."""
        return None if self.sheet.row is None else self.sheet.row.rank

    @strawberry.field(
        description="The tie-breakers that told it from others of an equal total.", metadata={"list_size": 3}
    )
    def decided_by(self) -> list[ScoreTieBreaker]:
        """Tie-breakers."""
        return [ScoreTieBreaker.of(each) for each in self.sheet.decided_by]

    @strawberry.field(description="Rating band; null, for no set of criteria has bands yet.")
    def band(self) -> str | None:
        """Band."""
        return None
