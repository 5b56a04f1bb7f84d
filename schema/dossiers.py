"""A site's scientific dossier in GraphQL, and how complete it is."""

from __future__ import annotations

from datetime import date

import strawberry

from catalog.dossiers.standing import PartStanding, Standing
from catalog.projection.reader import Record
from catalog.projection.surrogates import SURROGATES
from catalog.sites.completeness import Completeness as Figure
from schema.context import Info
from schema.notices import Problem, shown_problems
from schema.scalars import DossierPartStatus, Language
from schema.surrogates import DigitalSurrogate
from schema.values import InLanguage, told


@strawberry.type(description="How much of what is asked for is answered, as whole numbers.")
class Completeness:
    """Figure."""

    numerator: int = told("How many are answered.")
    denominator: int = told("How many apply.")
    ratio: float | None = told("One over the other, 0 to 1; null where nothing applies.")
    missing: list[str] | None = told("Which are not answered; null where only staff may see that.")

    @classmethod
    def of(cls, figure: Figure, *, names_missing: bool) -> Completeness:
        """A figure, with or without the names of what is missing."""
        return cls(
            numerator=figure.numerator,
            denominator=figure.denominator,
            ratio=None if figure.ratio is None else float(figure.ratio),
            missing=list(figure.missing) if names_missing else None,
        )


@strawberry.type(description="The Ministry's written opinion (Decree 308/2025/NĐ-CP, Art. 87).")
class MinistryOpinion:
    """Opinion."""

    number: str = told("Number of the document.")
    issued_on: date = told("Day on which it was signed.")


@strawberry.type(description="What only staff see of a part of the dossier.")
class DossierPartWork:
    """For the office."""

    standing: strawberry.Private[PartStanding]

    @strawberry.field(description="Whether its files were converted from paper.")
    def is_converted_from_paper(self) -> bool:
        """Conversion."""
        return self.standing.item is not None and self.standing.item.is_converted_from_paper

    @strawberry.field(description="The mark that says so (Law 20/2023/QH15, Art. 12).")
    def conversion_mark(self) -> str | None:
        """Mark."""
        return self.standing.item.conversion_mark if self.standing.item else None

    @strawberry.field(description="Where the converting body's digital signature is.")
    def signature_reference(self) -> str | None:
        """Signature."""
        return self.standing.item.signature_reference if self.standing.item else None

    @strawberry.field(description="The Ministry's opinion on converting a special national relic's paper.")
    def ministry_opinion(self) -> MinistryOpinion | None:
        """Opinion."""
        opinion = self.standing.item.ministry_opinion if self.standing.item else None
        return (
            None if opinion is None else MinistryOpinion(number=opinion.number, issued_on=opinion.issued_on)
        )

    @strawberry.field(description="Remark of the office.")
    def note(self) -> str | None:
        """Note."""
        return self.standing.item.note if self.standing.item else None

    @strawberry.field(
        description="What the part still lacks: TEXT_LAYER_MISSING, CONVERSION_MARK_MISSING, SIGNATURE_MISSING, "
        "MINISTRY_OPINION_MISSING, DOSSIER_PAGES, FILE_WITHDRAWN. It never blocks.",
        metadata={"list_size": 6},
    )
    def warnings(self, info: Info) -> list[Problem]:
        """Warnings."""
        return shown_problems(info, self.standing.warnings)


@strawberry.type(description="A part of the dossier.")
class DossierPart:
    """Part."""

    standing: strawberry.Private[PartStanding]
    record: strawberry.Private[Record]

    @strawberry.field(description="Code of the part, such as HS02.")
    def part(self) -> str:
        """Code."""
        return self.standing.term.part

    @strawberry.field(description="What the part is.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return self.standing.term.label.in_language(language.value)

    @strawberry.field(description="The regulation that asks for it.")
    def citation(self) -> str:
        """Citation."""
        return self.standing.term.citation

    @strawberry.field(description="Whether the template lets it be said not to apply.")
    def allows_not_applicable(self) -> bool:
        """Template."""
        return self.standing.term.allows_not_applicable

    @strawberry.field(description="Whether it is there. A part whose files were all withdrawn is missing.")
    def status(self) -> DossierPartStatus:
        """Status."""
        return self.standing.status

    @strawberry.field(description="Why it does not apply: the record's words, or the template's rule.")
    def reason(self, language: InLanguage = Language.VI) -> str | None:
        """Reason."""
        reason = self.standing.reason
        return None if reason is None else reason.in_language(language.value)

    @strawberry.field(description="Pages, as the record states them or as its files have; null if not there.")
    def page_count(self) -> int | None:
        """Pages."""
        return self.standing.page_count

    @strawberry.field(description="How many files it has, those included that the public does not see.")
    def file_count(self) -> int:
        """Files."""
        return len(self.standing.files)

    @strawberry.field(description="Whether the text of all its files can be searched; null if not there.")
    def has_text_layer(self) -> bool | None:
        """Text layer."""
        return self.standing.has_text_layer

    @strawberry.field(
        description="Its files by page order; the public sees the public ones only.",
        metadata={"list_size": 10},
    )
    def surrogates(self) -> list[DigitalSurrogate]:
        """Files."""
        if self.standing.item is None:
            return []
        by_code = {value.code: value for value in self.record.related(SURROGATES)}
        found = [by_code[code] for code in self.standing.item.surrogates if code in by_code]
        return [DigitalSurrogate(value=value, record=self.record) for value in found]

    @strawberry.field(description="What only staff see; null in what everybody sees.")
    def work(self) -> DossierPartWork | None:
        """For the office."""
        return DossierPartWork(standing=self.standing) if self.record.is_working else None


@strawberry.type(description="The scientific dossier (hồ sơ khoa học) of a relic, part by part.")
class Dossier:
    """Dossier."""

    standing: strawberry.Private[Standing]
    record: strawberry.Private[Record]

    @strawberry.field(description="Version of the template, named after its regulations.")
    def template(self) -> str:
        """Template."""
        return self.standing.template.version

    @strawberry.field(description="All parts of the template, in its order.", metadata={"list_size": 10})
    def parts(self) -> list[DossierPart]:
        """Parts."""
        return [DossierPart(standing=part, record=self.record) for part in self.standing.parts]

    @strawberry.field(description="Parts that are there over those that apply.")
    def completeness(self) -> Completeness:
        """Figure."""
        return Completeness.of(self.standing.completeness, names_missing=True)
