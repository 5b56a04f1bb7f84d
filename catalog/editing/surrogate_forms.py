"""What a person says of a photograph or another surrogate: a form with the interface's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field, ValidationError
from pydantic.alias_generators import to_camel

from catalog.editing.forms import FormPart, TextForm
from catalog.errors import Message, Problem, ProblemsError
from catalog.sites.statement import problems_of
from catalog.sites.surrogates import CaptionTrack, SurrogateStatement
from catalog.terms import Access, Basis, PeopleShown, SurrogateKind, SurrogateRole, SurrogateTextField


class RightsForm(FormPart):
    """Who holds the rights, and what others may do with the file."""

    uri: str | None = None
    holder: str | None = None
    credit_line: str | None = None


class FocalPointForm(FormPart):
    """Where the subject of a picture is, as shares of its width and height from the upper left."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class CapturePlaceForm(FormPart):
    """Where it was captured, in degrees of WGS84; kept for the office alone."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class CaptionTrackForm(FormPart):
    """Captions in one language, as WebVTT."""

    language: str = Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$", max_length=20)
    vtt: str


class ParadataForm(FormPart):
    """How it came to be."""

    basis: Basis | None = None
    method: str | None = None
    device: str | None = None
    operator: str | None = None
    made_edtf: str | None = None
    sources: str | None = None
    software: str | None = None
    accuracy: str | None = None


Texts = Sequence[TextForm] | None


class SurrogateForm(FormPart):
    """Everything that may be said of a surrogate; only the fields that were given count."""

    kind: SurrogateKind | None = None
    role: SurrogateRole | None = None
    captured_at: date | None = None
    captured_edtf: str | None = None
    capture_place: CapturePlaceForm | None = None
    maker: str | None = None
    device: str | None = None
    method: str | None = None
    rights: RightsForm | None = None
    access: Access | None = None
    people: PeopleShown | None = None
    consent: str | None = None
    has_personal_data: bool | None = None
    focal_point: FocalPointForm | None = None
    alternative_texts: Texts = None
    captions: Texts = None
    transcripts: Texts = None
    caption_tracks: Sequence[CaptionTrackForm] | None = None
    paradata: ParadataForm | None = None
    poster: str | None = None


TEXTS: Mapping[str, SurrogateTextField] = {
    "alternative_texts": SurrogateTextField.ALTERNATIVE_TEXT,
    "captions": SurrogateTextField.CAPTION,
    "transcripts": SurrogateTextField.TRANSCRIPT,
}
_PLAIN = ("poster", "role", "maker", "device", "method", "access", "people", "consent", "has_personal_data")
_DEFAULTS = {"role": SurrogateRole.GALLERY, "access": Access.PUBLIC, "has_personal_data": False}


def read_surrogate_form(document: Mapping[str, Any]) -> SurrogateForm:
    """The form in a JSON-like document with the interface's names. Raises `ProblemsError` by field."""
    try:
        return SurrogateForm.model_validate(document)
    except ValidationError as error:
        raise ProblemsError(problems_of(error)) from None


def described(
    present: SurrogateStatement, form: SurrogateForm, tracks: Sequence[CaptionTrack] | None = None
) -> SurrogateStatement:
    """The statement with what the form gives; an empty text removes its language. Raises `ProblemsError`.

    `tracks` are the caption tracks as they are kept, where the form gives any.
    """
    given = form.model_fields_set
    values: dict[str, Any] = {}
    for name in _PLAIN:
        if name in given:
            value = getattr(form, name)
            values[name] = _DEFAULTS.get(name) if value is None else value
    if "captured_at" in given or "captured_edtf" in given:
        values["captured_edtf"] = form.captured_edtf or (form.captured_at and form.captured_at.isoformat())
    if "rights" in given:
        rights = form.rights or RightsForm()
        values.update(rights_uri=rights.uri, holder=rights.holder, credit_line=rights.credit_line)
    if "focal_point" in given:
        x, y = (form.focal_point.x, form.focal_point.y) if form.focal_point else (None, None)
        values.update(focal_x=x, focal_y=y)
    if "capture_place" in given:
        place = form.capture_place
        values["captured_latitude"] = None if place is None else place.latitude
        values["captured_longitude"] = None if place is None else place.longitude
    if "paradata" in given:
        values["paradata"] = None if form.paradata is None else dict(form.paradata)
    if "caption_tracks" in given:
        values["caption_tracks"] = None if tracks is None else [dict(track) for track in tracks]
    values["texts"] = _texts(present, form)
    try:
        # Through validation, which `model_copy` would skip.
        return SurrogateStatement.model_validate({**dict(present), **values}).canonical()
    except ValidationError as error:
        raise ProblemsError([_in_form(problem, values["texts"]) for problem in problems_of(error)]) from None


def _texts(present: SurrogateStatement, form: SurrogateForm) -> list[dict[str, Any]]:
    texts = {(t.field, t.language): dict(t) for t in present.texts}
    for name, field in TEXTS.items():
        if name not in form.model_fields_set:
            continue
        items = getattr(form, name)
        if items is None:
            texts = {key: text for key, text in texts.items() if key[0] != field}
        for item in items or ():
            language = item.language.lower().replace("_", "-")
            if not item.text.strip():
                texts.pop((field, language), None)
                continue
            texts[field, language] = {**dict(item), "field": field, "language": language}
    return list(texts.values())


_FORM_NAMES = {
    "rights_uri": "rights.uri",
    "holder": "rights.holder",
    "credit_line": "rights.creditLine",
    "captured_edtf": "capturedAt",
    "captured_latitude": "capturePlace",
    "captured_longitude": "capturePlace",
    "focal_x": "focalPoint",
    "focal_y": "focalPoint",
}
_TEXT_NAMES = {field: to_camel(name) for name, field in TEXTS.items()}


def _in_form(problem: Problem, texts: Sequence[Mapping[str, Any]]) -> Problem:
    first, _, rest = (problem.field or "").partition(".")
    if first == "texts" and rest:
        text = texts[int(rest.split(".")[0])]
        field = f"{_TEXT_NAMES[text['field']]}.{text['language'].upper()}"
        return Problem(problem.code, problem.message, field)
    return Problem(problem.code, problem.message, _FORM_NAMES.get(first, to_camel(first)))


_NEEDS_PARADATA = (SurrogateKind.MODEL, SurrogateKind.PANORAMA)
_RECORDED = (SurrogateKind.AUDIO, SurrogateKind.VIDEO)


def kind_lacks(statement: SurrogateStatement, kind: SurrogateKind) -> list[Problem]:
    """What a surrogate of this kind should say and does not; it never blocks."""
    checks = {
        "PARADATA_MISSING": (
            kind in _NEEDS_PARADATA and statement.paradata is None,
            "Chưa ghi cách tạo (phương pháp, thiết bị, phần mềm, nguồn).",
            "How it came to be is not said (method, device, software, sources).",
            "paradata",
        ),
        "TRANSCRIPT_MISSING": (
            kind in _RECORDED
            and not statement.caption_tracks
            and all(text.field != SurrogateTextField.TRANSCRIPT for text in statement.texts),
            "Chưa có phụ đề hoặc bản chép lời, cho người không nghe được.",
            "There are neither captions nor a transcript, for people who cannot hear it.",
            "captionTracks",
        ),
    }
    return [Problem(code, Message(vi, en), field) for code, (holds, vi, en, field) in checks.items() if holds]


def text_missing(statement: SurrogateStatement) -> list[Problem]:
    """What people who cannot see, and readers of Vietnamese, would lack; it never blocks."""
    if statement.text_of(SurrogateTextField.ALTERNATIVE_TEXT, "vi") is not None:
        return []
    message = Message(
        "Chưa có mô tả thay thế bằng tiếng Việt (ảnh cho thấy gì, cho người không nhìn được).",
        "There is no alternative text in Vietnamese (what it shows, for people who cannot see it).",
    )
    return [Problem("ALTERNATIVE_TEXT_MISSING", message, "alternativeTexts")]
