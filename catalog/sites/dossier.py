"""What a revision says of one part of the scientific dossier (hồ sơ khoa học): there, or not applicable and why.

A part of which nothing is said is missing. Which parts there are, and what each needs, is data with a version:
`catalog.dossiers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalog.sites.statement import Line, OptionalLine, OptionalProse, Statement
from catalog.sites.surrogates import SurrogateCode, SurrogateStatement, is_public
from catalog.terms import DossierStatus

MOST_FILES = 200
"""Files of one part; a drawing set of many sheets has dozens."""


class MinistryOpinion(Statement):
    """The Ministry's written opinion on turning a special national relic's paper into data (Decree 308/2025, Art. 87)."""

    number: Line
    issued_on: date


class DossierItem(Statement):
    """All that one revision says of a part.

    `surrogates` are codes of this site's own surrogates, in the order of the pages. A scan of paper carries a
    conversion mark and the signature of the body that converted it (Law 20/2023/QH15, Art. 12).
    """

    part: Annotated[str, Field(pattern=r"^HS[0-9]{2}$")]
    status: Literal[DossierStatus.PRESENT, DossierStatus.NOT_APPLICABLE]
    reason: OptionalProse = None
    surrogates: Annotated[tuple[SurrogateCode, ...], Field(max_length=MOST_FILES)] = ()
    page_count: Annotated[int, Field(gt=0, le=100_000)] | None = None
    is_converted_from_paper: bool = False
    conversion_mark: OptionalLine = None
    signature_reference: OptionalLine = None
    ministry_opinion: MinistryOpinion | None = None
    note: OptionalProse = None


PRIVATE = ("conversion_mark", "signature_reference", "ministry_opinion", "note")
"""What no public output says of a part."""


def for_the_public(
    items: Iterable[DossierItem], surrogates: Iterable[SurrogateStatement]
) -> tuple[DossierItem, ...]:
    """The parts without what is for the office alone, and with the public ones of their files only."""
    public = {one.code for one in surrogates if is_public(one)}
    left_out = dict.fromkeys(PRIVATE)
    return tuple(
        item.model_copy(
            update={**left_out, "surrogates": tuple(code for code in item.surrogates if code in public)}
        )
        for item in items
    )
