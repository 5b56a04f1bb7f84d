"""A picture as a page shows it: sizes for every screen, what it shows in words, and whom to thank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalog.projection.reader import Record
from catalog.projection.surrogate_values import SurrogateValue
from catalog.projection.surrogates import HEROES, SURROGATES
from catalog.projection.values import LocalizedText
from catalog.rights import RIGHTS
from catalog.terms import PAPERS, SurrogateKind, SurrogateTextField
from media.links import address
from media.profiles import Format, Profile, Recipe
from web.pages.words import Say

WHOLE = (Profile.SCREEN, Profile.ZOOM)
"""Sizes that show all of a picture."""
CUT = (Profile.THUMB, Profile.CARD)
"""Sizes cut around the subject."""


@dataclass(frozen=True)
class Source:
    """One size: address, width and height in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Credit:
    """What is said of a surrogate, and whom to thank for it."""

    alternative: LocalizedText | None
    caption: LocalizedText | None
    credit: str | None
    holder: str | None
    rights: str | None
    rights_uri: str | None
    captured_on: date | None
    captured: str | None


@dataclass(frozen=True)
class Figure(Credit):
    """A picture with its words; `whole` by growing width, `card` cut to one shape, `full` the largest."""

    code: str
    card: Source
    whole: Sequence[Source]

    @property
    def full(self) -> Source:
        """The largest size."""
        return self.whole[-1]

    @property
    def srcset(self) -> str:
        """All widths, as HTML has it."""
        return ", ".join(f"{source.url} {source.width}w" for source in self.whole)


def figure(value: SurrogateValue, say: Say) -> Figure:
    """A surrogate of which pictures are made, as a page shows it."""
    whole = {source.width: source for source in (_source(value, profile) for profile in reversed(WHOLE))}
    return Figure(
        **vars(credit(value, say)),
        code=value.code,
        card=_source(value, Profile.CARD),
        whole=[whole[width] for width in sorted(whole)],
    )


def credit(value: SurrogateValue, say: Say) -> Credit:
    """The words about a surrogate."""
    term = RIGHTS.get(value.rights_uri or "")
    return Credit(
        alternative=value.localized(SurrogateTextField.ALTERNATIVE_TEXT, say.language),
        caption=value.localized(SurrogateTextField.CAPTION, say.language),
        credit=value.credit_line,
        holder=value.holder,
        rights=term.label.in_language(say.language) if term else None,
        rights_uri=value.rights_uri,
        captured_on=value.captured_on,
        captured=value.captured_edtf,
    )


def _source(value: SurrogateValue, profile: Profile) -> Source:
    recipe = Recipe.around(profile, Format.WEBP, value.focal_x, value.focal_y)
    width, height = recipe.size(value.file.width or 1, value.file.height or 1)
    return Source(address(value.digest, recipe.name), width, height)


def main_picture(record: Record, say: Say) -> Figure | None:
    """The picture that stands for the site."""
    value = record.related(HEROES)
    return None if value is None else figure(value, say)


def gallery(record: Record, say: Say, but_not: str | None) -> list[Figure]:
    """The site's other pictures, in their order."""
    return [
        figure(value, say)
        for value in record.related(SURROGATES)
        if value.kind == SurrogateKind.IMAGE and value.role not in PAPERS and value.code != but_not
    ]
