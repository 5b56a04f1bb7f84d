"""How errors are shown to a client: a code from a short list, one sentence in the asker's language.

Nothing of the inside is ever shown. What nobody foresaw becomes INTERNAL with a reference; the same
reference stands in the log, beside the traceback.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from enum import Enum
from typing import Any

import structlog
from graphql import GraphQLError, ValueNode
from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.relay import GlobalIDValueError

from catalog.db import UnavailableError
from catalog.errors import CatalogError, Message, ProblemsError

CODES = frozenset(
    {
        "UNAUTHENTICATED",
        "FORBIDDEN",
        "NOT_FOUND",
        "BAD_REQUEST",
        "TOO_COSTLY",
        "RATE_LIMITED",
        "INTERNAL",
    }
)
"""Every `extensions.code` there is (contract, "Problems and errors")."""

_log = structlog.get_logger("schema.problems")


class Stage(Enum):
    """Where a request failed; the value leads the specification's own English wording."""

    SYNTAX = Message("Truy vấn GraphQL sai cú pháp.", "The GraphQL document has a syntax error.")
    VALIDATION = Message(
        "Truy vấn không khớp với lược đồ GraphQL.", "The document does not fit the GraphQL schema."
    )
    VARIABLES = Message("Giá trị của biến không hợp lệ.", "The values of the variables are not valid.")
    EXECUTION = Message("Giá trị của tham số không hợp lệ.", "The value of an argument is not valid.")


_INTERNAL = Message(
    "Hệ thống gặp lỗi ngoài dự kiến. Khi báo lỗi, xin gửi kèm mã {reference}.",
    "Something unexpected went wrong on our side. Please quote {reference} when you report it.",
)
_BAD_ID = Message("Mã định danh `id` không hợp lệ.", "The `id` is not valid.")


class RequestError(Exception):
    """A request of which nothing was executed: errors only, in the specification's words a request error.

    `extensions` are those the answer had gathered until then (the computed cost, say).
    """

    def __init__(
        self,
        stage: Stage,
        errors: Iterable[GraphQLError | CatalogError],
        extensions: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(stage.name)
        self.stage = stage
        self.errors = list(errors)
        self.extensions = extensions


def describe(error: Exception, stage: Stage, language: str) -> dict[str, Any]:
    """One entry of `errors`: `message`, `locations` and `path` where known, `extensions.code`.

    `language` is a tag such as "vi" or "en-GB". An error nobody foresaw is logged here.
    """
    shown: dict[str, Any] = {}
    if isinstance(error, GraphQLError):
        if error.locations:
            shown["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
        if error.path is not None:
            shown["path"] = list(error.path)
    message, extensions = _told(_cause(error), stage, language, shown.get("path"))
    return {"message": message, **shown, "extensions": extensions}


def _told(
    cause: Exception, stage: Stage, language: str, path: list[str | int] | None
) -> tuple[str, dict[str, Any]]:
    """The sentence and the extensions for the error's real cause."""
    if isinstance(cause, UnavailableError):
        _log.warning("database_unavailable", path=path, cause=str(cause.__cause__))
    if isinstance(cause, CatalogError) and cause.code in CODES:
        return cause.message.in_language(language), {"code": cause.code}
    if isinstance(cause, ProblemsError):
        problems = [
            {"code": each.code, "field": each.field, "message": each.message.in_language(language)}
            for each in cause.problems
        ]
        sentence = " ".join(each.message.in_language(language) for each in cause.problems)
        return sentence, {"code": "BAD_REQUEST", "problems": problems}
    if isinstance(cause, GraphQLError) and (stage is not Stage.EXECUTION or _is_about_a_value(cause)):
        return f"{stage.value.in_language(language)} {cause.message}", {"code": "BAD_REQUEST"}
    if isinstance(cause, GlobalIDValueError):
        return _BAD_ID.in_language(language), {"code": "BAD_REQUEST"}
    return _unforeseen(cause, language, path)


def _unforeseen(cause: Exception, language: str, path: list[str | int] | None) -> tuple[str, dict[str, Any]]:
    reference = secrets.token_hex(6)
    _log.error("unforeseen_error", reference=reference, path=path, exc_info=cause)
    sentence = _INTERNAL.in_language(language).format(reference=reference)
    return sentence, {"code": "INTERNAL", "reference": reference}


def _cause(error: Exception) -> Exception:
    """The error at the bottom of graphql-core's wrappers."""
    while isinstance(error, GraphQLError) and isinstance(error.original_error, Exception):
        error = error.original_error
    return error


def _is_about_a_value(error: GraphQLError) -> bool:
    """Whether graphql-core blames a value in the document.

    In execution its other errors (an object of the wrong type, say) tell about the inside.
    """
    return isinstance(error, StrawberryInputCoercionError) or (
        bool(error.nodes) and all(isinstance(node, ValueNode) for node in error.nodes or ())
    )
