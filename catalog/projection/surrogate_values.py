"""A digital surrogate as a revision describes it; what few ask for is read when somebody does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from catalog.projection.values import LocalizedText
from catalog.terms import (
    Access,
    Basis,
    PeopleShown,
    SurrogateKind,
    SurrogateRole,
    SurrogateTextField,
)

PICTURES = (SurrogateKind.IMAGE, SurrogateKind.PANORAMA)
"""Kinds that are pictures."""
RECORDED = (SurrogateKind.AUDIO, SurrogateKind.VIDEO)
"""Kinds that are played."""

Described = tuple[int, int]
"""A revision and a surrogate that it describes, by their ids."""


class ParadataValue(NamedTuple):
    """How a surrogate came to be."""

    basis: Basis | None
    method: str | None
    device: str | None
    operator: str | None
    made_edtf: str | None
    sources: str | None
    software: str | None
    accuracy: str | None


class FileFacts(NamedTuple):
    """Facts of a file that may be told; what a file itself says of its device and place never is."""

    media_type: str
    size: int
    width: int | None
    height: int | None
    pages: int | None
    seconds: float | None
    frame_rate: float | None
    codecs: str | None
    meshes: int | None
    triangles: int | None
    has_text_layer: bool | None
    dhash: str | None
    placeholder: str | None
    colour: str | None


class Details(NamedTuple):
    """What else a revision says of a surrogate; most of it is for the office alone."""

    withdrawal_reason: str | None
    maker: str | None
    device: str | None
    method: str | None
    access: Access
    people: PeopleShown | None
    consent: str | None
    has_personal_data: bool
    captured_latitude: float | None
    captured_longitude: float | None


class Apart(Protocol):
    """What is read apart of the surrogates of some revisions: each for all of them when the first is asked for."""

    @property
    def files(self) -> Mapping[str, FileFacts]:
        """By digest."""

    @property
    def details(self) -> Mapping[Described, Details]:
        """Of each."""

    @property
    def paradata(self) -> Mapping[Described, ParadataValue]:
        """Of those of which any is said."""

    @property
    def texts(self) -> Mapping[int, Mapping[int, Sequence[tuple[SurrogateTextField, str, str]]]]:
        """Field, language and text, by revision and surrogate."""

    @property
    def captions(self) -> Mapping[Described, tuple[tuple[str, str], ...]]:
        """Language and digest of each track."""


@dataclass(slots=True, eq=False)
class SurrogateValue:
    """One surrogate as a revision describes it. `is_shown`: the public sees it now."""

    apart: Apart
    revision_id: int
    surrogate_id: int
    code: str
    kind: SurrogateKind
    digest: str
    withdrawn_at: datetime | None
    role: SurrogateRole
    captured_edtf: str | None
    rights_uri: str | None
    holder: str | None
    credit_line: str | None
    focal_x: float | None
    focal_y: float | None
    poster: str | None
    is_shown: bool

    @property
    def file(self) -> FileFacts:
        """Facts of its file."""
        return self.apart.files[self.digest]

    @property
    def details(self) -> Details:
        """What else is said of it."""
        return self.apart.details[self.revision_id, self.surrogate_id]

    @property
    def paradata(self) -> ParadataValue | None:
        """How it came to be, if anything is said of that."""
        return self.apart.paradata.get((self.revision_id, self.surrogate_id))

    @property
    def texts(self) -> Sequence[tuple[SurrogateTextField, str, str]]:
        """Field, language and text of what is said of it."""
        return self.apart.texts.get(self.revision_id, {}).get(self.surrogate_id, ())

    @property
    def captions(self) -> tuple[tuple[str, str], ...]:
        """Language and digest of each track of a recording."""
        if self.kind not in RECORDED:
            return ()
        return self.apart.captions.get((self.revision_id, self.surrogate_id), ())

    @property
    def captured_on(self) -> date | None:
        """The day of capture, where a whole day is known."""
        try:
            return date.fromisoformat(self.captured_edtf or "")
        except ValueError:
            return None

    @property
    def is_main(self) -> bool:
        """Whether it was chosen to stand for the site."""
        return self.role == SurrogateRole.HERO

    def localized(self, field: SurrogateTextField, language: str) -> LocalizedText | None:
        """The text in the language asked for; else the Vietnamese, else any, and it says so."""
        texts = {tag: text for name, tag, text in self.texts if name is field}
        if language in texts:
            return LocalizedText(texts[language], language, is_fallback=False)
        served = "vi" if "vi" in texts else next(iter(texts), None)
        return None if served is None else LocalizedText(texts[served], served, is_fallback=True)
