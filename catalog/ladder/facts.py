"""What the checks of the ladder are told of one site, as plain values, for one day of legal time.

Facts are read by `catalog.coverage.facts` from what was public at an instant of our knowledge. Between two
neighbouring `turns` around the day nothing that depends on the day changes: an evaluation holds from one to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from catalog.terms import (
    AuthorityKind,
    Certainty,
    DossierStatus,
    Extent,
    Grade,
    LocationMethod,
    MissingCode,
    Scheme,
    SurrogateKind,
    SurrogateRole,
    TextField,
    Zone,
)


@dataclass(frozen=True, slots=True)
class ActFacts:
    """A designation in force on the day (an undated one from `known_since` on)."""

    scheme: Scheme
    grade: Grade | None
    decision_number: str | None
    decision_date: date | None
    authority: str | None
    authority_kind: AuthorityKind
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The act by which the site belongs to a complex on the day; candidates are not among them."""

    complex: str
    decision_number: str | None
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """The position that is followed, in WGS84. Distances beyond a border are tolerated up to both accuracies.

    `is_in_unit` is None where the site names no unit of the day; `source_crs` is what it was converted from.
    """

    accuracy_metres: float | None
    method: LocationMethod | None
    source_crs: str | None
    is_in_province: bool
    is_in_unit: bool | None


@dataclass(frozen=True, slots=True)
class TextFacts:
    """A text in one language. `counts`: written by a person, or a machine's that a person has reviewed."""

    field: TextField
    language: str
    length: int
    counts: bool
    is_stale: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A surrogate that is not withdrawn, with its file. `is_public`: the public may see it.

    `passed_on` is the day of the newest check up to the day, None if that found a fault or there was none; `copies`
    counts the places that held the bytes by then, the catalogue's own among them.
    `paradata` names what is told of how it came to be (basis, method, device, operator, made, sources, software,
    accuracy).
    """

    code: str
    kind: SurrogateKind
    role: SurrogateRole
    media_type: str
    width: int | None
    height: int | None
    is_public: bool
    rights_uri: str | None
    captured: str | None
    has_alternative_text: bool
    passed_on: date | None
    copies: int
    paradata: frozenset[str]

    @property
    def pixels(self) -> int:
        """Width times height; 0 for what is no picture."""
        return (self.width or 0) * (self.height or 0)

    @property
    def long_side(self) -> int:
        """The longer side in pixels; 0 for what is no picture."""
        return max(self.width or 0, self.height or 0)


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """A part of the scientific dossier by the template of the day.

    `has_text_layer` is None unless it is present; `lacks_mark`: converted from paper without a conversion mark.
    """

    part: str
    status: DossierStatus
    files: tuple[str, ...]
    has_text_layer: bool | None
    lacks_mark: bool
    has_note: bool


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """All that the checks know of a site on `day`. Nothing here is a judgement of the ladder.

    `is_reviewed`: the public revision was approved by somebody who did not write it (a register import was not).
    `missing` are the codes of fields without a value; `zones` those in force on the day; `completeness` is that of
    docs/dossier.md under the schemes of the day, None of nothing; `reads` are those of registered apps in the last 90 days,
    None before any was counted.
    """

    day: date
    turns: tuple[date, ...]
    code: str
    slug: str
    version: int
    is_public: bool
    is_reviewed: bool
    has_author: bool
    kinds: tuple[str, ...]
    unknown_kinds: tuple[str, ...]
    units: tuple[str, ...]
    acts: tuple[ActFacts, ...]
    parts: tuple[PartFacts, ...]
    is_relic: bool
    is_complex: bool
    extent: Extent | None
    position: PositionFacts | None
    texts: tuple[TextFacts, ...]
    managing_body: str | None
    period: str | None
    missing: tuple[tuple[str, MissingCode, bool], ...]
    sources: tuple[str, ...]
    zones: tuple[Zone, ...]
    files: tuple[FileFacts, ...]
    dossier: tuple[DossierFacts, ...]
    completeness: Fraction | None
    visitor_facts_verified_on: date | None
    reads: int | None

    @property
    def revision(self) -> str:
        """The revision that is evidence: code and version."""
        return f"{self.code}/{self.version}"
