"""How a record's dossier stands: each part of the template there, missing, or not applicable and why.

A part whose files were all withdrawn is missing, whatever the record says: nobody can read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.dossiers.rules import doubts
from catalog.dossiers.template import RELIC_SCHEMES, PartTerm, Relic, Template, template_on
from catalog.errors import Message, Problem
from catalog.projection.dossiers import DOSSIER, LEGAL_KINDS, DossierFile, DossierItemValue
from catalog.projection.rank import grade_on
from catalog.projection.reader import Record
from catalog.projection.site import DESIGNATIONS, WHOLE
from catalog.sites.completeness import Completeness
from catalog.sites.dossier import DossierItem, MinistryOpinion
from catalog.terms import DossierStatus, Grade


@dataclass(frozen=True)
class PartStanding:
    """A part of the template as a record has it. `item` is what the record says, if anything."""

    term: PartTerm
    status: DossierStatus
    reason: Message | None
    item: DossierItem | None
    files: tuple[DossierFile, ...]
    warnings: tuple[Problem, ...]

    @property
    def page_count(self) -> int | None:
        """Pages as stated, else those of the files; None for a part that is not there."""
        if self.item is None or self.status != DossierStatus.PRESENT:
            return None
        return self.item.page_count or sum(file.page_count for file in self.files) or None

    @property
    def has_text_layer(self) -> bool | None:
        """Whether the text of every file can be searched; None for a part that is not there."""
        if self.status != DossierStatus.PRESENT:
            return None
        return all(file.has_text_layer for file in self.files)


@dataclass(frozen=True)
class Standing:
    """A whole dossier as it stands: every part of the template in its order."""

    template: Template
    parts: tuple[PartStanding, ...]

    @property
    def completeness(self) -> Completeness:
        """Parts that are there over those that apply; exact, and of nothing there is no ratio."""
        applicable = [part for part in self.parts if part.status != DossierStatus.NOT_APPLICABLE]
        missing = tuple(part.term.part for part in applicable if part.status == DossierStatus.MISSING)
        return Completeness(len(applicable) - len(missing), len(applicable), missing)


_NO_RELIC = Message("Chỉ di tích mới có hồ sơ khoa học.", "Only relics have a scientific dossier.")
_RANKS = {
    Grade.SPECIAL_NATIONAL: Message("cấp quốc gia đặc biệt", "special national"),
    Grade.NATIONAL: Message("cấp quốc gia", "national"),
    Grade.PROVINCIAL: Message("cấp tỉnh", "provincial"),
}


def _other_rank(term: PartTerm) -> Message:
    ranks = [name for grade, name in _RANKS.items() if grade in term.needs_for]
    vi, en = ", ".join(name.vi for name in ranks), ", ".join(name.en for name in ranks)
    return Message(f"Chỉ cần với di tích {vi}.", f"Needed for {en} relics only.")


def standing(
    items: Iterable[tuple[DossierItem, Sequence[DossierFile]]], template: Template, relic: Relic
) -> Standing:
    """The dossier that these statements make, by a template, for a relic of this rank."""
    said = {item.part: (item, tuple(files)) for item, files in items}
    return Standing(template, tuple(_part(term, said.get(term.part), relic) for term in template.parts))


def _part(
    term: PartTerm, said: tuple[DossierItem, tuple[DossierFile, ...]] | None, relic: Relic
) -> PartStanding:
    item, files = said or (None, ())
    readable = tuple(file for file in files if not file.is_withdrawn)
    warnings = () if item is None else doubts(item, term, relic, files)
    if item is not None and item.status == DossierStatus.PRESENT and readable:
        return PartStanding(term, DossierStatus.PRESENT, None, item, readable, warnings)
    if item is not None and item.status == DossierStatus.NOT_APPLICABLE and term.allows_not_applicable:
        reason = Message(item.reason or "", item.reason or "")
        return PartStanding(term, DossierStatus.NOT_APPLICABLE, reason, item, (), warnings)
    if not term.is_needed(relic):
        reason = _other_rank(term) if relic.is_relic else _NO_RELIC
        return PartStanding(term, DossierStatus.NOT_APPLICABLE, reason, item, readable, warnings)
    return PartStanding(term, DossierStatus.MISSING, None, item, readable, warnings)


def standing_of(record: Record, day: date) -> Standing:
    """The dossier of a record as it stands on a day; every statement is for the record's whole batch."""
    items = [(stated(value), value.files) for value in record.related(DOSSIER)]
    return standing(items, template_on(day), relic_of(record, day))


def stated(value: DossierItemValue) -> DossierItem:
    """What a record says of a part, as the rules take it; it was validated when it was written."""
    opinion = None
    if value.opinion_number is not None and value.opinion_issued_on is not None:
        opinion = MinistryOpinion.model_construct(
            number=value.opinion_number, issued_on=value.opinion_issued_on
        )
    return DossierItem.model_construct(
        surrogates=tuple(file.code for file in value.files),
        ministry_opinion=opinion,
        **{name: getattr(value, name) for name in _SAME},
    )


_SAME = (
    "part",
    "status",
    "reason",
    "page_count",
    "is_converted_from_paper",
    "conversion_mark",
    "signature_reference",
    "note",
)


def relic_of(record: Record, day: date) -> Relic:
    """Whether a record is of a relic, and its rank on a day: its own, or its complex's for a part of one."""
    acts, whole = record.related(DESIGNATIONS), record.related(WHOLE)
    grade = grade_on(acts, day).value
    if grade is None and whole is not None:
        grade = grade_on(whole.related(DESIGNATIONS), day).value
    is_relic = whole is not None or any(act.scheme in RELIC_SCHEMES for act in acts)
    return Relic(is_relic or record.related(LEGAL_KINDS) is not False, grade)
