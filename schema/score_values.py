"""Score sheets in GraphQL: the points of each stage side by side, with what proves them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import strawberry

from catalog.scoring.criteria import Criterion as CriterionData
from catalog.scoring.measured import Measured, recounted
from catalog.scoring.proofs import Proof
from catalog.scoring.sheets import Sheet, may_know
from catalog.scoring.work_figures import done_in, refused_in
from catalog.terms import ScoreStage, SheetState
from media.kinds import MediaType
from schema.context import Info
from schema.periods import EvaluationPeriod
from schema.scalars import Language
from schema.score_criteria import CriteriaSet, Criterion, ScoreSubject, ScoreTieBreaker
from schema.score_files import ScoreFile, files_of_sheet
from schema.values import InLanguage, told
from schema.work_counts import RefusedWork, WorkProduct


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


@strawberry.type(description="What the catalogue itself says of a criterion, exact and read-only.")
class ScoreFigure:
    """Figure."""

    measured: strawberry.Private[Measured]
    sheet: strawberry.Private[Sheet]

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

    @strawberry.field(
        description="Name of the formulas of procedures or of work by which it was reckoned; else null."
    )
    def formula(self) -> str | None:
        """Formula."""
        return self.measured.formula

    @strawberry.field(
        description="SHA-256 of the person's work that was counted, piece by piece; null for other figures."
    )
    def work_sha256(self) -> str | None:
        """Hash."""
        return self.measured.work_sha256

    @strawberry.field(
        description="The same, counted once more from the history as far as it was known then: equal unless something "
        "was altered. For the person, evaluators and the council; else null.",
        metadata={"cost": 100},
    )
    def recounted_sha256(self, info: Info) -> str | None:
        """Hash."""
        one, document = self.sheet.subject.individual, self._work(info)
        if one is None or document is None:
            return None
        return recounted(info.context.reader.session, one.person_id, self.sheet.period, document)

    @strawberry.field(
        description="The pieces of work that count. For the person, evaluators and the council; else null.",
        metadata={"list_size": 50},
    )
    def products(self, info: Info) -> list[WorkProduct] | None:
        """Products."""
        document = self._work(info)
        if document is None:
            return None
        return [WorkProduct.of(each) for each in done_in(document)]

    @strawberry.field(
        description="The pieces that earn nothing, and why. For the person, evaluators and the council; else null.",
        metadata={"list_size": 50},
    )
    def refused(self, info: Info) -> list[RefusedWork] | None:
        """Refused."""
        document = self._work(info)
        if document is None:
            return None
        return [RefusedWork(piece=each, refusals=reasons) for each, reasons in refused_in(document)]

    def _work(self, info: Info) -> Mapping[str, Any] | None:
        """The work that was counted, for whoever may see it: more than a colleague needs to know."""
        is_theirs = may_know(self.sheet.subject, info.context.acting)
        return self.measured.work if is_theirs else None


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

    @strawberry.field(
        description="Address of the stored file, good for an hour or two, for signed-in people who may see the sheet; null "
        "for anybody else, for what is stored elsewhere, and for a file that was withdrawn."
    )
    def file_url(self, info: Info) -> str | None:
        """Address."""
        digest, media_type = self.proof.row.digest, self.proof.media_type
        if digest is None or media_type is None or info.context.acting is None:
            return None
        name = f"original.{MediaType[media_type].extension}"
        return info.context.file_url(digest, name, is_public=False)

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


@strawberry.type(description="A value by which a criterion was scored.")
class ScoreValue:
    """Value."""

    name: str = told("Name of the value, as `Criterion.terms` lists it.")
    value: str = told("An exact number, as it was typed.")


@strawberry.type(
    description="One line of a sheet: the points of each stage side by side, exact values rounded to show."
)
class ScoreLine:
    """Line."""

    sheet: strawberry.Private[Sheet]
    criterion: Criterion = told("The criterion.")

    @property
    def data(self) -> CriterionData:
        """The criterion as the set has it."""
        return self.criterion.criterion

    @strawberry.field(
        description="The values by which the subject scored itself; none where a level was chosen, or nothing said yet.",
        metadata={"list_size": 3},
    )
    def values(self) -> list[ScoreValue]:
        """Values."""
        given = self._own.get("values") or {}
        return [ScoreValue(name=name, value=str(value)) for name, value in given.items()]

    @strawberry.field(
        description="Code of the level that the subject chose for itself; null where there is none."
    )
    def choice(self) -> str | None:
        """Choice."""
        found = self._own.get("choice")
        return None if found is None else str(found)

    @property
    def _own(self) -> Mapping[str, Any]:
        given = self.sheet.of(ScoreStage.SELF).get(self.data.code)
        return {} if given is None else given.inputs

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
        return None if found is None else ScoreFigure(measured=found, sheet=self.sheet)


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
        return [ScoreLine(sheet=self.sheet, criterion=each) for each in Criterion.every(self.sheet.criteria)]

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

    @strawberry.field(
        description="The sheet as files, each with the SHA-256 of what it says.",
        metadata={"list_size": 7},
    )
    def files(self, info: Info) -> list[ScoreFile]:
        """Files."""
        return files_of_sheet(info, self.sheet.period.code, self.sheet.subject.code)

    @strawberry.field(description="Rating band; null, for no set of criteria has bands yet.")
    def band(self) -> str | None:
        """Band."""
        return None
