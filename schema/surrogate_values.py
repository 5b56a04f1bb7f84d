"""What a digital surrogate consists of in GraphQL: rights, sizes, places, captions, paradata."""

from __future__ import annotations

import strawberry

from catalog.editing.surrogates import FAR_METRES
from catalog.rights import RIGHTS
from schema.scalars import Basis, ImageProfile, Language
from schema.values import InLanguage, told


@strawberry.type(description="Who holds the rights to a file, and what others may do with it.")
class Rights:
    """Rights."""

    uri: str | None = told(
        "One Creative Commons or RightsStatements.org URI; always there on what is public."
    )
    holder: str | None = told("Who holds the rights.")
    credit_line: str | None = told("How to name the holder beside the file.")

    @strawberry.field(description="Name of the statement.")
    def label(self, language: InLanguage = Language.VI) -> str | None:
        """Label."""
        term = RIGHTS.get(self.uri or "")
        if term is None:
            return None
        return term.label.vi if language == Language.VI else term.label.en


@strawberry.type(description="One size of a picture, for `srcset`.")
class Picture:
    """Derivative."""

    profile: ImageProfile = told("Which size.")
    url: str = told("Address; a path if no public address is set.")
    width: int = told("Width in pixels.")
    height: int = told("Height in pixels.")


@strawberry.type(description="Where a photograph was taken; for staff alone.")
class CapturePlace:
    """Place of capture."""

    latitude: float = told("Degrees north, WGS84.")
    longitude: float = told("Degrees east, WGS84.")
    distance_metres: float | None = told(
        "Geodesic distance from the site's position; null where that is not known."
    )
    is_far: bool = told(f"Whether that is more than {FAR_METRES} metres, which deserves a look.")


@strawberry.type(description="Captions of a recording in one language.")
class CaptionTrack:
    """Captions."""

    language: str = told("BCP 47 tag of the words' language, in upper case.")
    url: str = told("Address of the track, as WebVTT.")


@strawberry.type(description="How a surrogate came to be (London Charter 2.1).")
class Paradata:
    """Paradata."""

    basis: Basis | None = told("Whether it was captured as it stands, or reconstructed.")
    method: str | None = told("Method, such as photogrammetry or laser scanning.")
    device: str | None = told("Device.")
    operator: str | None = told("Who did it.")
    made_edtf: str | None = told("When, as EDTF (ISO 8601-2).")
    sources: str | None = told("From what: photographs, scans, plans, accounts.")
    software: str | None = told("Software, with its version.")
    accuracy: str | None = told("How accurate it is, and how that is known.")


@strawberry.type(description="A surrogate, of this site or another, whose picture is equal or nearly so.")
class AlikeSurrogate:
    """Likeness."""

    code: str = told("The other surrogate's code, which begins with its site's.")
    is_same_file: bool = told("Whether it is the very same file.")
    different_bits: int = told("How many of 64 bits of the difference hashes differ: 0 to 6.")


@strawberry.type(description="Where the subject of a picture is, as shares of its width and height.")
class FocalPoint:
    """Focal point."""

    x: float = told("From the left: 0 to 1.")
    y: float = told("From the top: 0 to 1.")
