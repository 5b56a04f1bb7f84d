"""How whoever asks is told: in which media type and language, with which status and headers.

Statuses (GraphQL over HTTP; contract, "HTTP status"): a request that is not well-formed, does not parse or
does not validate is 400 (422 by setting where the newer draft says so), except towards a client that names
`application/json` itself: it gets 200, as the specification's legacy rules want. Answers with data are
200; with data and errors 294 by setting, in the new media type only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import ExecutionResult

from catalog.db import UnavailableError
from catalog.errors import CatalogError
from catalog.settings import Settings
from catalog.stamps import Footprint
from schema.plans import Operation
from schema.problems import RequestError, Stage, describe
from web.cache import etag_of, matches
from web.graphql.negotiation import GRAPHQL_RESPONSE, AnswerType
from web.graphql.reading import MalformedError, RefusedError
from web.headers import RawHeaders, raw_headers

ALWAYS = raw_headers(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-Id",
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }
)
"""What every answer says that does not say something else itself."""

_STATUS_OF_CODE = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "RATE_LIMITED": 429}
_LATER = {"Retry-After": "5"}
"""For whoever met a database that is locked, full or gone: a number of seconds."""


@dataclass(slots=True)
class Reply:
    """An answer, with the headers that are its own."""

    status: int
    headers: RawHeaders
    body: bytes = b""
    is_read: bool = False
    """Whether it is the whole answer to a question."""
    footprint: Footprint | None = None
    """What that depends on, if it is known and the present instant is not among it."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who is answered: in which media type and language, with which statuses."""

    answer_type: AnswerType
    language: str
    settings: Settings
    marks: Mapping[str, Any]
    """What every answer says in its extensions."""
    content_type: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "content_type", self.answer_type.content_type.encode("latin-1"))

    def executed(self, result: ExecutionResult, operation: Operation) -> Reply:
        """The answer to an operation that ran."""
        body: dict[str, Any] = {"data": result.data, "extensions": operation.extensions}
        if not result.errors:
            reply = self._json(200, body)
            reply.is_read = not operation.is_mutation
            return reply
        status = 200
        is_away = any(isinstance(error.original_error, UnavailableError) for error in result.errors)
        body["errors"] = [describe(error, Stage.EXECUTION, self.language) for error in result.errors]
        if self.answer_type.media_type == GRAPHQL_RESPONSE:
            status = self.settings.status_of_partial_results
        return self._json(status, body, _LATER if is_away else None)

    def not_executed(self, error: RequestError) -> Reply:
        """The answer to a well-formed request whose document or variables are not right."""
        status: int = 400 if error.stage is Stage.SYNTAX else self.settings.status_of_invalid_requests
        if self.answer_type.legacy:
            status = 200
        return self.failed(status, error.errors, error.stage, extensions=error.extensions)

    def turned_away(self, error: CatalogError) -> Reply:
        """The answer to a request that cannot be read, or whose sender may not ask at all."""
        if isinstance(error, UnavailableError):
            return self.failed(503, [error], headers=_LATER)
        status = _STATUS_OF_CODE.get(error.code, 400)
        if isinstance(error, MalformedError) and not self.answer_type.legacy:
            status = self.settings.status_of_invalid_requests
        return self.failed(status, [error], headers={"WWW-Authenticate": "Bearer"} if status == 401 else None)

    def refuse(self, error: RefusedError) -> Reply:
        """The answer to a request that HTTP itself refuses."""
        return self.failed(error.status, [error.error], headers=error.headers)

    def failed(
        self,
        status: int,
        errors: Sequence[Exception],
        stage: Stage = Stage.EXECUTION,
        *,
        headers: Mapping[str, str] | None = None,
        extensions: dict[str, Any] | None = None,
    ) -> Reply:
        """An answer with errors only."""
        body: dict[str, Any] = {"errors": [describe(error, stage, self.language) for error in errors]}
        if extensions is not None:
            body["extensions"] = extensions
        return self._json(status, body, headers)

    def validated(self, reply: Reply, method: str, if_none_match: str | None, *, is_public: bool) -> Reply:
        """The reply with its validator, or 304 for a client that has it (RFC 9110, 13.1.2)."""
        if not reply.is_read or method == "POST":
            return reply
        etag = etag_of(self.content_type, reply.body)
        headers = caching(etag, is_public=is_public)
        if if_none_match is not None and matches(if_none_match, etag):
            return Reply(304, headers)
        return Reply(reply.status, reply.headers + headers, reply.body)

    def _json(self, status: int, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        if self.marks:
            body["extensions"] = {**(body.get("extensions") or {}), **self.marks}
        written = orjson.dumps(body)
        own = [(b"content-type", self.content_type), (b"content-length", b"%d" % len(written))]
        return Reply(status, own + raw_headers(headers) if headers else own, written)


def caching(etag: str, *, is_public: bool) -> RawHeaders:
    """What a store in between may do with an answer to GET: keep it, and ask each time whether it holds."""
    whose = b"public, no-cache" if is_public else b"private, no-cache"
    return [(b"etag", etag.encode("latin-1")), (b"cache-control", whose)]
