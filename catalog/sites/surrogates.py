"""What a revision says of one digital surrogate: who made it, who holds the rights, who may see it, what it shows.

The bytes have facts of their own (`catalog.tables.StoredFile`), which no revision changes; they are named
here by their SHA-256, so that a record's hash holds its pictures too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from catalog.errors import Message, Problem
from catalog.rights import rights_term
from catalog.sites.statement import (
    Language,
    Latitude,
    Longitude,
    OptionalLine,
    OptionalProse,
    Prose,
    Statement,
    edtf,
    refused,
)
from catalog.terms import Access, Basis, PeopleShown, SurrogateRole, SurrogateTextField, TextOrigin


def _rights(value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    term = rights_term(value)
    if term is not None:
        return term.uri
    message = Message(
        "Tuyên bố quyền phải là một địa chỉ của Creative Commons 4.0 hoặc RightsStatements.org, "
        "ví dụ https://creativecommons.org/licenses/by/4.0/.",
        "A rights statement is a URI of Creative Commons 4.0 or RightsStatements.org, "
        "such as https://creativecommons.org/licenses/by/4.0/.",
    )
    raise refused(Problem("BAD_RIGHTS", message))


def _captured(value: str | None) -> str | None:
    value = edtf(value)
    day = captured_day(value)
    if day is not None and day > LATEST_CAPTURE:
        message = Message("Ngày chụp nằm ở tương lai xa.", "The day of capture is far in the future.")
        raise refused(Problem("BAD_DATE", message))
    return value


LATEST_CAPTURE = date(2100, 1, 1)

Share = Annotated[
    float,
    Field(ge=0, le=1, allow_inf_nan=False),
    BeforeValidator(lambda v: round(v, 2) if isinstance(v, float) else v),
]
SurrogateCode = Annotated[str, Field(pattern=r"^DB-S-[0-9]{5,}\.[A-Z]{3}[0-9]{2,}$", max_length=30)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SurrogateText(Statement):
    """A text about a surrogate in one language (BCP 47, lower-case primary tag)."""

    field: SurrogateTextField
    language: Language
    text: Prose
    origin: TextOrigin = TextOrigin.HUMAN
    is_reviewed: bool = False


class CaptionTrack(Statement):
    """The captions of a recording in one language, named by the SHA-256 of their text (`catalog.surrogates.captions`)."""

    language: Language
    digest: Digest


class Paradata(Statement):
    """How a surrogate came to be: enough to understand and to judge it (London Charter 2.1, principle 4)."""

    basis: Basis | None = None
    method: OptionalLine = None
    device: OptionalLine = None
    operator: OptionalLine = None
    made_edtf: Annotated[OptionalLine, AfterValidator(edtf)] = None
    sources: OptionalProse = None
    software: OptionalLine = None
    accuracy: OptionalLine = None


class SurrogateStatement(Statement):
    """All that one revision says of a surrogate.

    `focal_x`, `focal_y` are where its subject is (0 to 1, from the upper left). The place of capture and how
    consent was given are for the office alone. `poster` is the site's picture that stands for a model or a recording.
    What came later than the first surrogates is None where nothing is said, so that older records hash as before.
    """

    code: SurrogateCode
    digest: Digest
    position: Annotated[int, Field(ge=0, le=100_000)] = 0
    role: SurrogateRole = SurrogateRole.GALLERY
    captured_edtf: Annotated[OptionalLine, AfterValidator(_captured)] = None
    maker: OptionalLine = None
    device: OptionalLine = None
    method: OptionalLine = None
    rights_uri: Annotated[OptionalLine, AfterValidator(_rights)] = None
    holder: OptionalLine = None
    credit_line: OptionalLine = None
    access: Access = Access.PUBLIC
    people: PeopleShown | None = None
    consent: OptionalProse = None
    has_personal_data: bool = False
    captured_latitude: Latitude | None = None
    captured_longitude: Longitude | None = None
    focal_x: Share | None = None
    focal_y: Share | None = None
    texts: tuple[SurrogateText, ...] = ()
    caption_tracks: tuple[CaptionTrack, ...] | None = None
    paradata: Paradata | None = None
    poster: SurrogateCode | None = None

    def canonical(self) -> SurrogateStatement:
        """The same statement in the one form in which it is kept: texts in order, what says nothing left out."""
        texts = tuple(sorted(self.texts, key=lambda t: (t.field, t.language)))
        tracks = tuple(sorted(self.caption_tracks or (), key=lambda t: t.language)) or None
        paradata = None if self.paradata == Paradata() else self.paradata
        return self.model_copy(update={"texts": texts, "caption_tracks": tracks, "paradata": paradata})

    def text_of(self, field: SurrogateTextField, language: str) -> str | None:
        """The text of a field in one language."""
        return next((t.text for t in self.texts if t.field == field and t.language == language), None)

    @property
    def number(self) -> str:
        """What names the surrogate within its site, such as IMG03."""
        return self.code.partition(".")[2]


def captured_day(value: str | None) -> date | None:
    """The day of capture, where the date says one."""
    if value is None or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def hidden_because(statement: SurrogateStatement) -> list[Problem]:
    """Every reason for which the public may not see this surrogate; none if it may.

    A file is public only with a rights statement (docs/media.md), for everybody, without personal data, and
    not against the will of people who can be recognised (Law 91/2025/QH15 on personal data).
    """
    checks = {
        "RIGHTS_MISSING": (
            statement.rights_uri is None,
            "Chưa có tuyên bố quyền.",
            "There is no rights statement.",
        ),
        "NOT_FOR_PUBLIC": (
            statement.access != Access.PUBLIC,
            "Tệp chỉ dùng nội bộ hoặc cho nghiên cứu.",
            "The file is for the office or for research only.",
        ),
        "PERSONAL_DATA": (
            statement.has_personal_data,
            "Tệp chứa dữ liệu cá nhân.",
            "The file holds personal data.",
        ),
        "CONSENT_MISSING": (
            statement.people == PeopleShown.NOT_ASKED,
            "Người trong ảnh chưa được hỏi ý kiến.",
            "The people in it have not been asked.",
        ),
    }
    return [
        Problem(code, Message(f"{vi} Công chúng chưa xem được.", f"{en} The public does not see it."))
        for code, (holds, vi, en) in checks.items()
        if holds
    ]


def is_public(statement: SurrogateStatement) -> bool:
    """Whether the public may see this surrogate once the revision is public."""
    return not hidden_because(statement)


PRIVATE = ("captured_latitude", "captured_longitude", "people", "consent", "device")
"""What no public output says of a surrogate. Paradata is public, its device and operator too: that is what it is for,
and an operator is an organisation or whoever agreed to be named."""


def for_the_public(statements: Iterable[SurrogateStatement]) -> tuple[SurrogateStatement, ...]:
    """The public ones, without what is for the office alone."""
    left_out = dict.fromkeys(PRIVATE)
    return tuple(one.model_copy(update=left_out) for one in statements if is_public(one))
