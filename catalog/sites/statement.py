"""What every statement of a record is made of: kinds of values that read themselves strictly, and their problems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from catalog.errors import Message, Problem, ProblemsError
from catalog.geo import read_geometry, write_geometry
from catalog.text import TEXT_LENGTH, text_problem, tidy


def refused(problem: Problem) -> PydanticCustomError:
    """A problem as pydantic carries it; `problems_of` finds it again."""
    return PydanticCustomError(problem.code, "{en}", {"vi": problem.message.vi, "en": problem.message.en})


def _line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = tidy(value)
    if problem := text_problem(value):
        raise refused(problem)
    return value or None


def _prose(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = tidy(value, multiline=True)
    if problem := text_problem(value, multiline=True, max_length=TEXT_LENGTH):
        raise refused(problem)
    return value or None


def edtf(value: str | None) -> str | None:
    """A date as EDTF (ISO 8601-2)."""
    if value is None:
        return None
    if not _is_edtf(value):
        message = Message(
            f"“{value}” chưa phải là niên đại bằng số. Viết như: 1954-05-07 (ngày), 1954 (năm), "
            "1954? (chưa chắc), 18XX (thế kỷ XIX), 1740/1786 (khoảng).",
            f"“{value}” is not a date in numbers (EDTF, ISO 8601-2). Write it as 1954-05-07 (day), 1954 (year), "
            "1954? (unsure), 18XX (19th century), 1740/1786 (span).",
        )
        raise refused(Problem("BAD_EDTF", message))
    return value


@lru_cache(maxsize=4_096)
def _is_edtf(value: str) -> bool:
    """Whether this is EDTF. The whole grammar takes 20 ms, and a record with pictures holds many plain days."""
    if len(value) == 10:
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            pass  # such as 1954-05-XX
    from edtf import parse_edtf  # noqa: PLC0415 (its grammar: a start without such dates is spared it)
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        parse_edtf(value)
    except EDTFParseException:
        return False
    return True


def web_address(value: str | None) -> str | None:
    """An address of a page."""
    if value is None or value.startswith(("https://", "http://")):
        return value
    message = Message(
        "Địa chỉ trang phải bắt đầu bằng https:// hoặc http://.",
        "A page's address starts with https:// or http://.",
    )
    raise refused(Problem("BAD_URL", message))


def shape(value: str | None, allowed: frozenset[str]) -> str | None:
    """A shape as GeoJSON text, in the house's one notation."""
    if value is None:
        return None
    try:
        found = read_geometry(value, allowed)
    except ProblemsError as error:
        raise refused(error.problems[0]) from None
    return orjson.dumps(write_geometry(found)).decode()


AREA_TYPES = frozenset({"Polygon", "MultiPolygon"})
SHAPE_TYPES = frozenset({"LineString", "MultiLineString", "MultiPoint", "Polygon", "MultiPolygon"})

Line = Annotated[str, BeforeValidator(_line), Field(min_length=1, max_length=500)]
OptionalLine = Annotated[str | None, BeforeValidator(_line)]
DecisionNumber = Annotated[str, BeforeValidator(_line), Field(min_length=1, max_length=100)]
OptionalDecisionNumber = Annotated[Annotated[str, Field(max_length=100)] | None, BeforeValidator(_line)]
Prose = Annotated[str, BeforeValidator(_prose), Field(min_length=1)]
OptionalProse = Annotated[str | None, BeforeValidator(_prose)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Statement(BaseModel):
    """Base of everything a revision says: unknown names are refused, nothing changes once read.

    Validators are made at their first use: a server's start would wait for all of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, defer_build=True)


_KNOWN_TYPES = {
    "missing": Message("Thiếu giá trị bắt buộc.", "A required value is missing."),
    "enum": Message("Giá trị không có trong danh sách cho phép.", "The value is not one of those allowed."),
    "string_too_short": Message("Giá trị không được để trống.", "The value must not be blank."),
    "string_type": Message("Giá trị không được để trống.", "The value must not be blank."),
    "string_too_long": Message("Nội dung quá dài.", "The text is too long."),
    "string_pattern_mismatch": Message("Giá trị không đúng dạng.", "The value does not have the right form."),
    "extra_forbidden": Message("Không có trường này.", "There is no such field."),
    "finite_number": Message("Phải là một số hữu hạn.", "It must be a finite number."),
    "greater_than_equal": Message("Số nhỏ hơn mức cho phép.", "The number is below the permitted range."),
    "less_than_equal": Message("Số lớn hơn mức cho phép.", "The number is above the permitted range."),
    "greater_than": Message("Số phải lớn hơn 0.", "The number must be above 0."),
    "float_parsing": Message("Đây không phải là một số.", "This is not a number."),
    "int_parsing": Message("Đây không phải là một số nguyên.", "This is not a whole number."),
}


def problems_of(error: ValidationError) -> list[Problem]:
    """Pydantic's findings as problems that a person can read, one for each value at fault."""
    return list(_problems(error))


def _problems(error: ValidationError) -> Iterable[Problem]:
    for finding in error.errors(include_url=False, include_input=False):
        context, path = finding.get("ctx", {}), ".".join(str(step) for step in finding["loc"])
        if "vi" in context and "en" in context:
            yield Problem(finding["type"], Message(context["vi"], context["en"]), path)
        elif finding["type"].startswith("date_"):
            message = Message("Ngày phải viết dạng năm-tháng-ngày, ví dụ 2009-08-12.",
                              "A date is written year-month-day, for example 2009-08-12.")  # fmt: skip
            yield Problem("BAD_DATE", message, path)
        else:
            fallback = Message("Giá trị không hợp lệ.", "The value is not valid.")
            yield Problem("BAD_VALUE", _KNOWN_TYPES.get(finding["type"], fallback), path)
