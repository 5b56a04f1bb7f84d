"""Reading a GraphQL-over-HTTP request: bytes within the limit, JSON without tricks, the right types.

Python's own JSON reader is used rather than orjson because it can refuse what orjson lets pass or changes:
keys given twice, numbers too long for any field, NaN.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import anyio
from starlette.requests import Request

from catalog.errors import BadRequestError, CatalogError, Message

MAX_JSON_DEPTH = 64
"""Deepest nesting of arrays and objects in a request; the contract's own requests need 5."""

_MAX_DIGITS = 20  # GraphQL's Int has 32 bits
_MAX_QUERY_FIELDS = 50
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")  # neither UTF-8 nor PostgreSQL can hold these


class RefusedError(Exception):
    """A request answered with an HTTP error: its status, what is said, and headers of its own."""

    def __init__(self, status: int, error: CatalogError, headers: dict[str, str] | None = None) -> None:
        super().__init__(str(error))
        self.status = status
        self.error = error
        self.headers = headers or {}


class MalformedError(BadRequestError):
    """JSON that reads well, but with a parameter missing or of a wrong type: not a well-formed request."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a well-formed GraphQL-over-HTTP request; `extensions` are checked and not used."""

    query: str
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)


async def read_body(request: Request, limit: int, seconds: float) -> bytes:
    """The body, refused with 413 as soon as it has more than `limit` bytes, with 408 after `seconds`.

    What Content-Length says is believed only when it is too much already.
    """
    too_large = RefusedError(
        413,
        BadRequestError(
            Message(
                f"Nội dung gửi lên quá lớn: nhiều nhất {limit} byte.",
                f"The request body is too large: at most {limit} bytes.",
            )
        ),
        {"Connection": "close"},
    )
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise too_large
    chunks: list[bytes] = []
    size = 0
    with anyio.move_on_after(seconds) as patience:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise too_large
            chunks.append(chunk)
    if patience.cancelled_caught:
        wording = Message("Nội dung gửi lên quá chậm.", "The request body took too long to arrive.")
        raise RefusedError(408, BadRequestError(wording), {"Connection": "close"})
    return b"".join(chunks)


def parameters_of_body(body: bytes) -> Parameters:
    """The parameters in a POST body. Raises BadRequestError (not JSON) or MalformedError."""
    return parameters_of(read_object(body))


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object that is one request. Raises BadRequestError (not JSON) or MalformedError."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(
            Message("Nội dung gửi lên không phải UTF-8.", "The request body is not UTF-8.")
        ) from error
    value = read_json(text)
    if isinstance(value, list):
        raise MalformedError(
            Message(
                "Không nhận nhiều truy vấn trong một lần gửi (batch).",
                "Batches of operations are not accepted.",
            )
        )
    if not isinstance(value, dict):
        raise MalformedError(
            Message("Nội dung gửi lên phải là một đối tượng JSON.", "The request body must be a JSON object.")
        )
    return value


def parameters_of_query(query_string: bytes) -> Parameters:
    """The parameters in a GET address. Raises BadRequestError (not JSON, not UTF-8) or MalformedError."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_QUERY_FIELDS,
        )
    except ValueError as error:
        raise BadRequestError(
            Message("Phần truy vấn của địa chỉ không hợp lệ.", "The query part of the address is not valid.")
        ) from error
    given: dict[str, Any] = {}
    for name, text in pairs:
        if name in given:
            raise MalformedError(
                Message("Một tham số được gửi hai lần.", "A parameter is given more than once.")
            )
        given[name] = text
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = read_json(given[name]) if given[name].strip() else None
    given["operationName"] = given.get("operationName") or None
    return parameters_of(given)


def read_json(text: str) -> Any:
    """The value of a JSON text. Raises BadRequestError for what is not JSON, or is JSON meant to hurt."""
    try:
        value = _DECODER.decode(text)
    except RecursionError as error:
        raise _too_deep() from error
    except json.JSONDecodeError as error:
        raise BadRequestError(
            Message(
                f"JSON sai cú pháp ở dòng {error.lineno}, cột {error.colno}.",
                f"The JSON is malformed at line {error.lineno}, column {error.colno}.",
            )
        ) from error
    is_harmless = "\\u" not in text and text.count("{") + text.count("[") <= MAX_JSON_DEPTH
    for string in () if is_harmless else _strings(value):
        if _UNUSABLE.search(string):
            raise BadRequestError(
                Message(
                    "Chuỗi ký tự chứa ký tự không hợp lệ (U+0000 hoặc nửa cặp thay thế).",
                    "A string holds a character that is not allowed (U+0000 or a lone surrogate).",
                )
            )
    return value


def parameters_of(given: dict[str, Any]) -> Parameters:
    """The parameters that these are. Raises MalformedError for one that is missing or of a wrong type."""
    query = given.get("query")
    if not isinstance(query, str):
        raise MalformedError(
            Message("Cần có `query`, là một chuỗi ký tự.", "`query` is required and must be a string.")
        )
    name = given.get("operationName")
    if name is not None and not isinstance(name, str):
        raise MalformedError(
            Message(
                "`operationName` phải là chuỗi ký tự hoặc null.", "`operationName` must be a string or null."
            )
        )
    for key in ("variables", "extensions"):
        if not isinstance(given.get(key), dict | None):
            raise MalformedError(
                Message(
                    f"`{key}` phải là một đối tượng JSON hoặc null.",
                    f"`{key}` must be a JSON object or null.",
                )
            )
    return Parameters(query, name, given.get("variables") or {})


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise BadRequestError(
            Message("Một khóa xuất hiện hai lần trong JSON.", "A key is given twice in a JSON object.")
        )
    return value


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise BadRequestError(Message("Một con số quá dài.", "A number is too long."))
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits) if len(digits) <= 1000 else math.inf
    if math.isinf(number):
        raise BadRequestError(
            Message("Một con số quá lớn hoặc quá dài.", "A number is too large or too long.")
        )
    return number


def _no_constant(name: str) -> float:
    raise BadRequestError(Message(f"{name} không phải là JSON.", f"{name} is not JSON."))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_finite, parse_constant=_no_constant
)


def _too_deep() -> BadRequestError:
    return BadRequestError(
        Message(
            f"JSON lồng nhau quá sâu: nhiều nhất {MAX_JSON_DEPTH} tầng.",
            f"The JSON is nested too deeply: at most {MAX_JSON_DEPTH} levels.",
        )
    )


def _strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, keys included. Raises BadRequestError below `MAX_JSON_DEPTH` levels."""
    waiting = [(value, 1)]
    while waiting:
        each, depth = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict | list):
            if depth > MAX_JSON_DEPTH:
                raise _too_deep()
            if isinstance(each, dict):
                waiting.extend((key, depth) for key in each)
                each = list(each.values())
            waiting.extend((item, depth + 1) for item in each)
