"""What staff send about a surrogate. Left out means untouched; null removes."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.scalars import Access, Basis, Language, PeopleShown, SurrogateKind, SurrogateRole
from schema.site_inputs import TextInput, may_give, must_give


@strawberry.input(description="Who holds the rights to a file, and what others may do with it.")
class RightsInput:
    """Rights."""

    uri: str | None = may_give(
        "One URI of Creative Commons 4.0 or RightsStatements.org. Without one the public does not see the file."
    )
    holder: str | None = may_give("Who holds the rights.")
    credit_line: str | None = may_give("How to name the holder beside the file.")


@strawberry.input(description="Where the subject of a picture is; crops keep it.")
class FocalPointInput:
    """Focal point."""

    x: float = must_give("Share of the width, from the left: 0 to 1.")
    y: float = must_give("Share of the height, from the top: 0 to 1.")


@strawberry.input(description="Where it was captured; kept for the office alone.")
class CapturePlaceInput:
    """Place of capture."""

    latitude: float = must_give("Degrees north, WGS84.")
    longitude: float = must_give("Degrees east, WGS84.")


@strawberry.input(description="Captions of a recording in one language.")
class CaptionTrackInput:
    """Captions."""

    language: Language = must_give("Language of the words.")
    vtt: str = must_give("The whole text as WebVTT, at most 1 MB; an empty one removes the language.")


@strawberry.input(
    description="How a surrogate came to be (London Charter 2.1); owed for models and panoramas."
)
class ParadataInput:
    """Paradata."""

    basis: Basis | None = may_give("Whether it was captured as it stands, or reconstructed.")
    method: str | None = may_give("Method, such as photogrammetry or laser scanning.")
    device: str | None = may_give("Device.")
    operator: str | None = may_give("Who did it.")
    made_edtf: str | None = may_give("When, as EDTF (ISO 8601-2).")
    sources: str | None = may_give("From what: photographs, scans, plans, accounts.")
    software: str | None = may_give("Software, with its version.")
    accuracy: str | None = may_give("How accurate it is, and how that is known.")


@strawberry.input(
    description="What is said of a surrogate. What the file itself says (day, place, device) stands unless given."
)
class DescribeSurrogateInput:
    """Everything that may be said of a surrogate."""

    role: SurrogateRole | None = may_give("What it is for; GALLERY if left out.")
    captured_at: date | None = may_give("Day of capture.")
    captured_edtf: str | None = may_give(
        "Instead of a day: when it was captured, as EDTF (ISO 8601-2), such as 1954-05 or 1954?."
    )
    capture_place: CapturePlaceInput | None = may_give("Where it was captured.")
    maker: str | None = may_give("Who captured it.")
    device: str | None = may_give("Device by which it was captured.")
    method: str | None = may_give("How it was captured, such as a drone or a flatbed scanner.")
    rights: RightsInput | None = may_give("Rights to the file.")
    access: Access | None = may_give("Who it is for; PUBLIC if left out, INTERNAL for the dossier.")
    people: PeopleShown | None = may_give("Whether people can be recognised, and whether they agreed.")
    consent: str | None = may_give("How they agreed.")
    has_personal_data: bool | None = may_give("Whether it holds personal data; then it is not public.")
    focal_point: FocalPointInput | None = may_give("Where its subject is; the middle if left out.")
    alternative_texts: list[TextInput] | None = may_give("What is seen or heard, by language.")
    captions: list[TextInput] | None = may_give("What stands beneath it, by language.")
    transcripts: list[TextInput] | None = may_give("What is said in a recording, by language.")
    caption_tracks: list[CaptionTrackInput] | None = may_give("Captions of a recording, by language.")
    paradata: ParadataInput | None = may_give("How it came to be.")
    poster: strawberry.ID | None = may_give(
        "The surrogate, a picture of the same site, that stands for a model or a recording. A film has a picture of its own."
    )


@strawberry.input(description="A new surrogate.")
class AttachSurrogateInput(DescribeSurrogateInput):
    """The same, and the kind."""

    kind: SurrogateKind | None = may_give("Sort of surrogate; follows from the file if left out.")
