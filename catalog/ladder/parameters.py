"""What may stand in the rule data: exact numbers within sane bounds, and words that are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.rights import rights_term

_EXACT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}|/0*[1-9][0-9]{0,8})?")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 1_000


def refused(vi: str, en: str) -> PydanticCustomError:
    """A refusal with both sentences, as pydantic carries it."""
    return PydanticCustomError("BAD_RULES", "{en}", {"vi": vi, "en": en})


_SENTENCES = {
    "missing": Message("Còn thiếu.", "It is missing."),
    "extra_forbidden": Message("Không có mục này.", "There is no such entry."),
    "enum": Message("Từ này không có trong danh mục.", "The list has no such word."),
}
_NOT_VALID = Message(
    "Giá trị thuộc loại khác hoặc viết không đúng.", "The value is of another type or written wrongly."
)


def message_of(error: Mapping[str, Any]) -> Message:
    """The sentences of one of pydantic's errors."""
    context = error.get("ctx", {})
    if "vi" in context:
        return Message(context["vi"], context["en"])
    return _SENTENCES.get(error["type"], _NOT_VALID)


def _shown(value: Any) -> str:
    return str(value)[:40]


def exact(value: Any) -> Fraction:
    """A number written as a string, such as 30, 0.80 or 9/10: what it says is what it is, unlike a binary float."""
    if not isinstance(value, str) or not _EXACT.fullmatch(value):
        raise refused(
            f"“{_shown(value)}” không phải là số không âm viết chính xác trong chuỗi, ví dụ “0.80” hoặc “9/10”.",
            f"“{_shown(value)}” is not an exact number of nought or more in a string, such as “0.80” or “9/10”.",
        )
    return Fraction(value)


def _within(value: Fraction, *, highest: int) -> Fraction:
    if not 0 < value <= highest:
        raise refused(
            f"{value} phải lớn hơn 0 và không quá {highest}.",
            f"{value} must be over 0 and at most {highest}.",
        )
    return value


def _whole(value: int, *, highest: int) -> int:
    if not 1 <= value <= highest:
        raise refused(f"{value} phải từ 1 đến {highest}.", f"{value} must be from 1 to {highest}.")
    return value


def _known_rights(value: str) -> str:
    if rights_term(value) is None:
        raise refused(
            f"Không biết tuyên bố quyền “{_shown(value)}”.",
            f"The rights statement “{_shown(value)}” is not known.",
        )
    return value


def _media_type(value: str) -> str:
    if not _MEDIA_TYPE.fullmatch(value):
        raise refused(
            f"“{_shown(value)}” không phải là kiểu nội dung.", f"“{_shown(value)}” is not a media type."
        )
    return value


def _message(value: Any) -> Message:
    if isinstance(value, Mapping) and set(value) == {"vi", "en"}:
        vi, en = value["vi"], value["en"]
        if (
            isinstance(vi, str)
            and isinstance(en, str)
            and 0 < len(vi) <= _LONGEST
            and 0 < len(en) <= _LONGEST
        ):
            return Message(vi, en)
    raise refused(
        f"Cần một câu tiếng Việt (vi) và một câu tiếng Anh (en), mỗi câu không quá {_LONGEST} ký tự.",
        f"A Vietnamese (vi) and an English sentence (en) are needed, of at most {_LONGEST} characters each.",
    )


def _level(value: Any) -> Level:
    if isinstance(value, str) and value in Level.__members__:
        return Level[value]
    raise refused(f"Không có mức “{_shown(value)}”.", f"There is no level “{_shown(value)}”.")


def _day(value: Any) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise refused(
        f"“{_shown(value)}” không phải là ngày (ví dụ 2026-01-01).",
        f"“{_shown(value)}” is not a date (such as 2026-01-01).",
    )


def _filled(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if not value:
        raise refused("Danh sách không được trống.", "The list may not be empty.")
    return value


FILLED = AfterValidator(_filled)
"""A list that holds something. Told only of a list whose items are right, unlike pydantic's own bound."""

Share = Annotated[Fraction, PlainValidator(exact), AfterValidator(partial(_within, highest=1))]
Metres = Annotated[Fraction, PlainValidator(exact), AfterValidator(partial(_within, highest=10_000))]
Weight = Annotated[Fraction, PlainValidator(exact), AfterValidator(partial(_within, highest=1_000))]
Count = Annotated[int, AfterValidator(partial(_whole, highest=100_000))]
Days = Annotated[int, AfterValidator(partial(_whole, highest=36_500))]
Pixels = Annotated[int, AfterValidator(partial(_whole, highest=10**10))]
Effort = Annotated[int, AfterValidator(partial(_whole, highest=5))]
RightsUri = Annotated[str, AfterValidator(_known_rights)]
MediaType = Annotated[str, AfterValidator(_media_type)]
PartCode = Annotated[str, Field(pattern=r"^HS[0-9]{2}$")]
Sentence = Annotated[Message, PlainValidator(_message)]
LevelName = Annotated[Level, PlainValidator(_level)]
Day = Annotated[date, PlainValidator(_day)]
Line = Annotated[str, Field(min_length=1, max_length=_LONGEST)]


class Data(BaseModel):
    """Base of all rule data: types as JSON has them, nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Nothing(Data):
    """The parameters of a check that has none."""
