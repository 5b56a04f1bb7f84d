"""Who is scored and by which criteria, in GraphQL."""

from __future__ import annotations

from datetime import date

import strawberry

from catalog.scoring.criteria import Choice, CriterionKind, InputTerm, TieBreaker, TieBreakerKind, parents
from catalog.scoring.criteria import CriteriaSet as CriteriaSetData
from catalog.scoring.criteria import Criterion as CriterionData
from catalog.scoring.sets import KeptSet
from catalog.scoring.subjects import Subject, units_of
from catalog.terms import SetStatus, SubjectForm
from schema.context import Info
from schema.scalars import Language
from schema.values import InLanguage, told


@strawberry.type(description="Similar subjects that are ranked among each other.")
class ScoreCluster:
    """Cluster."""

    code: str = told("Code.")
    name: str = told("Name.")


@strawberry.type(description="Who is scored: the department, a commune or a ward, or a person.")
class ScoreSubject:
    """Subject."""

    subject: strawberry.Private[Subject]

    @strawberry.field(
        description="Code: a unit's official one, a name such as svhttdl, or a person's, such as DB-P-00012."
    )
    def code(self) -> str:
        """Code."""
        return self.subject.code

    @strawberry.field(description="Name, in Vietnamese.")
    def name(self) -> str:
        """Name."""
        return self.subject.name

    @strawberry.field(
        description="Names of the units for which a person works: communes or wards, the department. None of a collective.",
        metadata={"list_size": 2},
    )
    def units(self, info: Info) -> list[str]:
        """Units."""
        return units_of(self.subject, info.context.reader.units)

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


@strawberry.type(description="A value that a criterion is scored by.")
class CriterionTerm:
    """Term."""

    term: strawberry.Private[InputTerm]

    @strawberry.field(description="Name, for `values` of a mutation.")
    def name(self) -> str:
        """Name."""
        return self.term.name

    @strawberry.field(description="What it is called.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return self.term.label.message.in_language(language.value)

    @strawberry.field(description="Whether it is a whole number, not negative.")
    def is_count(self) -> bool:
        """Count."""
        return self.term.is_count


@strawberry.type(description="One of the levels of which one is chosen.")
class CriterionChoice:
    """Choice."""

    level: strawberry.Private[Choice]

    @strawberry.field(description="Code, for `choice` of a mutation.")
    def code(self) -> str:
        """Code."""
        return self.level.code

    @strawberry.field(description="What it is called.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return self.level.label.message.in_language(language.value)

    @strawberry.field(description="Which share of the maximum it gives, 0 to 1.")
    def fraction(self) -> float:
        """Share."""
        return float(self.level.fraction)


@strawberry.type(description="One line of a score table.")
class Criterion:
    """Criterion."""

    criterion: strawberry.Private[CriterionData]
    parent: str | None = told("Code of the criterion that it stands under; null at the top.")

    @classmethod
    def every(cls, criteria: CriteriaSetData) -> list[Criterion]:
        """All criteria of a set, each before those under it; gates last."""
        above = parents(criteria)
        return [cls(criterion=each, parent=above.get(each.code)) for each in criteria.every_criterion()]

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

    @strawberry.field(
        description="The values by which it is scored, with what they are called.", metadata={"list_size": 3}
    )
    def terms(self) -> list[CriterionTerm]:
        """Values."""
        return [CriterionTerm(term=term) for term in self.criterion.inputs]

    @strawberry.field(
        description="The levels of which one is chosen; none where it is scored by values.",
        metadata={"list_size": 4},
    )
    def choices(self) -> list[CriterionChoice]:
        """Levels."""
        return [CriterionChoice(level=each) for each in self.criterion.parameters.choices or ()]


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

    @strawberry.field(
        description="Whether it is the sample that is shipped: it stays as it is, and another name is taken for what begins with it."
    )
    def is_sample(self) -> bool:
        """Sample."""
        return self.kept.is_shipped

    @strawberry.field(description="Who is scored by it: collectives or individuals.")
    def subject_kind(self) -> SubjectForm:
        """Kind."""
        return self.kept.criteria.subject_kind

    @strawberry.field(description="The sum of all maxima, bonus and penalty apart: 100 or 1000.")
    def scale(self) -> int:
        """Scale."""
        return self.kept.criteria.scale

    @strawberry.field(description="First day in force; null if none is named.")
    def valid_from(self) -> date | None:
        """Start."""
        return self.kept.criteria.valid_from

    @strawberry.field(description="First day no longer in force; null if none is named.")
    def valid_to(self) -> date | None:
        """End."""
        return self.kept.criteria.valid_to

    @strawberry.field(
        description="The set as JSON, as `addCriteriaSet` takes it: to read it whole, and to start another version from it."
    )
    def document(self) -> str:
        """Document."""
        return self.kept.document

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
        return Criterion.every(self.kept.criteria)
