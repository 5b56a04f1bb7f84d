"""The endpoint itself: which methods, which status, which headers; everything else is elsewhere.

Statuses (GraphQL over HTTP; contract, "HTTP status"): a request that is not well-formed, does not parse or
does not validate is 400 (422 by setting where the newer draft says so), except towards a client that names
`application/json` itself: it gets 200, as the specification's legacy rules want. Answers with data are
200; with data and errors 294 by setting, in the new media type only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import orjson
from anyio import CapacityLimiter
from graphql import ExecutionResult
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from catalog.db import UnavailableError, unavailable
from catalog.errors import BadRequestError, CatalogError, Message
from catalog.settings import Settings
from catalog.stamps import Footprint
from schema.plans import Executor, Operation
from schema.problems import RequestError, Stage, describe
from web.cache import KEY, QUESTION, Answer, Answers, etag_of, matches
from web.graphql.multipart import FORM, Forms, is_form
from web.graphql.negotiation import (
    ANYTHING,
    GRAPHQL_RESPONSE,
    AnswerType,
    choose_answer_type,
    is_json_in_utf8,
)
from web.graphql.reading import (
    MalformedError,
    Parameters,
    RefusedError,
    parameters_of_body,
    parameters_of_query,
    read_body,
)
from web.graphql.running import Queries, name_of
from web.headers import RawHeaders, completed, default_headers, language_of, raw_headers

ContextFactory = Callable[[Request], AbstractContextManager[object]]
"""Opens what resolvers need (session, language, viewer) for one operation and closes it afterwards.

Entered and left in the worker thread. A CatalogError it raises answers the whole request.
"""

_METHODS = "GET, HEAD, OPTIONS, POST"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-Id",
}
_PREFLIGHT = {
    "Allow": _METHODS,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Acting-As, Authorization, Content-Type, GraphQL-Require-Preflight, X-Request-Id"
    ),
    "Access-Control-Max-Age": "86400",
}
_ALWAYS = raw_headers(
    _CORS
    | {
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }
)
_STATUS_OF_CODE = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "RATE_LIMITED": 429}
_LATER = {"Retry-After": "5"}
"""For whoever met a database that is locked, full or gone: a number of seconds."""

LONGEST_LINE_S = 10
"""How long a mutation waits for a thread; less than the threads wait for a locked database (catalog.db)."""

T = TypeVar("T")


class GraphQLEndpoint:
    """An ASGI application answering GraphQL over HTTP.

    Each query runs as `Queries` has it. Mutations have `operation_threads` of their own: while the database is
    locked they all wait, and reading goes on. A client that goes away does not interrupt its operation: it is ended,
    and its session closed.
    """

    def __init__(
        self,
        executor: Executor,
        settings: Settings,
        make_context: ContextFactory,
        forms: Forms | None = None,
        answers: Answers | None = None,
    ) -> None:
        self.forms = forms
        self.answers = answers
        self._defaults = default_headers(settings)
        self.executor = executor
        self.settings = settings
        self.make_context = make_context
        self._marks = {"demo": True} if settings.is_demo else {}
        self._queries = Queries(settings.query_threads)
        self._writers = CapacityLimiter(settings.operation_threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return  # nobody is left to be answered
        response.raw_headers = completed(response.raw_headers, _ALWAYS)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        answer_type = choose_answer_type(", ".join(request.headers.getlist("accept")) or None)
        client = _Client(
            answer_type or ANYTHING,
            language_of(request.headers.get("accept-language")),
            self.settings,
            self._marks,
        )
        if answer_type is None:
            return client.refuse(RefusedError(406, BadRequestError(_NOT_ACCEPTABLE)))
        try:
            source = _read_ahead(request)
            if source is None and self.forms is not None and request.method == "POST" and _is_form(request):
                return await self._with_file(request, client, self.forms)
            return await self._kept_or_answered(request, source or await self._source(request), client)
        except CatalogError as error:
            return client.turned_away(error)
        except RefusedError as error:
            return client.refuse(error)

    async def _with_file(self, request: Request, client: _Client, forms: Forms) -> Response:
        """Answer a request that brings a file, which is there for as long as that takes."""
        form = await forms.begin(request)
        try:
            await forms.read(request, form)
            return await self._answered(request, form.parameters, client)
        finally:
            await forms.discard(form)

    async def _kept_or_answered(
        self, request: Request, source: Callable[[], Parameters], client: _Client
    ) -> Response:
        """The answer; where it may be kept, the one that is being made for an equal request, if it holds."""
        key = request.scope.get(KEY)
        if key is None or self.answers is None:
            return _validated(request, await self._answered(request, source, client))
        made: list[Response] = []

        async def make() -> Answer | None:
            made.append(await self._answered(request, source, client))
            return self._keepable(made[0], request)

        answer = await self.answers.shared(key, make)
        if answer is not None:
            return _told(*answer.told(request.method, request.headers.get("if-none-match")))
        return _validated(request, made[0] if made else await self._answered(request, source, client))

    def _keepable(self, response: Response, request: Request) -> Answer | None:
        """The answer as it may be given again; None where it may not."""
        if not isinstance(response, _Read) or response.footprint is None or response.status_code != 200:
            return None
        body = memoryview(
            response.body
        ).tobytes()  # orjson's own bytes hold on to all that they were written in
        etag = etag_of(response.headers["Content-Type"], body)
        own = response.raw_headers + raw_headers(_caching(request, etag))
        headers = completed(completed(own, _ALWAYS), self._defaults)
        return Answer(headers, body, etag, response.footprint)

    async def _answered(
        self, request: Request, source: Callable[[], Parameters], client: _Client
    ) -> Response:
        name = None
        if self.answers is not None and self.answers.is_instant and QUESTION in request.scope:
            given = source()
            name, source = name_of(given.query, given.operation_name, given.variables), lambda: given
        answer = await self._queries.run(partial(self._prepared, request, source, client), name)
        return answer if isinstance(answer, Response) else await self._in_line(answer, client)

    async def _in_line(self, write: Callable[[], Response], client: _Client) -> Response:
        """Run a mutation; whoever gets no thread for it in time is refused, like those who wait in the threads."""
        borrower = object()
        with anyio.move_on_after(LONGEST_LINE_S) as patience:
            await self._writers.acquire_on_behalf_of(borrower)
        if patience.cancelled_caught:
            return client.turned_away(unavailable())
        try:
            return await anyio.to_thread.run_sync(write, limiter=CapacityLimiter(1))
        finally:
            self._writers.release_on_behalf_of(borrower)

    async def _source(self, request: Request) -> Callable[[], Parameters]:
        """How to get at the parameters; reading JSON is left to the worker thread."""
        if request.method in ("GET", "HEAD"):
            return partial(parameters_of_query, request.scope["query_string"])
        if request.method != "POST":
            raise RefusedError(405, BadRequestError(_WRONG_METHOD), {"Allow": _METHODS})
        encoding = request.headers.get("content-encoding", "identity")
        if encoding != "identity" or not is_json_in_utf8(request.headers.getlist("content-type")):
            accepted = "application/json" if self.forms is None else f"application/json, {FORM}"
            raise RefusedError(415, BadRequestError(_WRONG_TYPE), {"Accept-Post": accepted})
        settings = self.settings
        body = await read_body(request, settings.max_body_bytes, settings.body_timeout_seconds)
        return partial(parameters_of_body, body)

    def _prepared(
        self, request: Request, source: Callable[[], Parameters], client: _Client
    ) -> Response | Callable[[], Response]:
        """The answer to a request that only reads; for a mutation how to get it, in a thread for writing."""

        def prepare() -> Response | Callable[[], Response]:
            given = source()
            operation = self.executor.prepare(given.query, given.operation_name, given.variables)
            if operation.is_subscription:
                raise RequestError(Stage.VALIDATION, [BadRequestError(_NO_SUBSCRIPTIONS)])
            run = partial(self._run, request, operation, client)
            if not operation.is_mutation:
                return run()
            if request.method != "POST":
                raise RefusedError(405, BadRequestError(_MUTATION_BY_GET), {"Allow": "POST"})
            return partial(self._guarded, client, run)

        return self._guarded(client, prepare)

    def _guarded(self, client: _Client, step: Callable[[], T]) -> T | Response:
        """What the step answers, or how its failure is answered."""
        try:
            return step()
        except RequestError as error:
            return client.not_executed(error)
        except CatalogError as error:
            return client.turned_away(error)
        except RefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - answered as INTERNAL, which logs the traceback
            return client.failed(500, [error])

    def _run(self, request: Request, operation: Operation, client: _Client) -> Response:
        with self.make_context(request) as context:
            result = self.executor.execute(operation, context)
        response = client.executed(result, operation)
        footprint: Footprint | None = getattr(context, "footprint", None)
        if isinstance(response, _Read) and footprint is not None and footprint.is_timeless:
            response.footprint = footprint
        return response


def graphql_routes(endpoint: GraphQLEndpoint, path: str = "/graphql") -> list[BaseRoute]:
    """The routes of the GraphQL interface over HTTP; subscriptions are in `socket`."""
    return [Route(path, endpoint, name="graphql")]


class _Read(Response):
    """The whole answer to a question, and what it depends on, if that is known."""

    footprint: Footprint | None = None


def _told(status: int, headers: RawHeaders, body: bytes) -> Response:
    """A response with exactly these headers."""
    response = Response(body, status)
    response.raw_headers = headers
    return response


def _caching(request: Request, etag: str) -> dict[str, str]:
    """What a store in between may do with an answer to GET: keep it, and ask each time whether it holds."""
    if request.method == "POST":
        return {}
    whose = "private" if "authorization" in request.headers or "cookie" in request.headers else "public"
    return {"ETag": etag, "Cache-Control": f"{whose}, no-cache"}


def _validated(request: Request, response: Response) -> Response:
    """The answer with its validator, or 304 for a client that has it (RFC 9110, 13.1.2)."""
    if not isinstance(response, _Read) or request.method == "POST" or response.status_code != 200:
        return response
    etag = etag_of(response.headers["Content-Type"], bytes(response.body))
    if matches(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=_caching(request, etag))
    response.headers.update(_caching(request, etag))
    return response


def _read_ahead(request: Request) -> Callable[[], Parameters] | None:
    """How to get at the parameters of a request that has been read and judged already."""
    question = request.scope.get(QUESTION)
    if question is None:
        return None
    return partial(parameters_of_query if request.method == "GET" else parameters_of_body, question)


def _is_form(request: Request) -> bool:
    encoding = request.headers.get("content-encoding", "identity")
    return encoding == "identity" and is_form(request.headers.getlist("content-type"))


@dataclass(frozen=True, slots=True)
class _Client:
    """Who is answered: in which media type and language, with which statuses."""

    answer_type: AnswerType
    language: str
    settings: Settings
    marks: Mapping[str, Any]
    """What every answer says in its extensions."""

    def executed(self, result: ExecutionResult, operation: Operation) -> Response:
        """The answer to an operation that ran."""
        body: dict[str, Any] = {"data": result.data, "extensions": operation.extensions}
        status, headers = 200, {}
        if result.errors:
            if any(isinstance(error.original_error, UnavailableError) for error in result.errors):
                headers = _LATER
            body["errors"] = [describe(error, Stage.EXECUTION, self.language) for error in result.errors]
            if self.answer_type.media_type == GRAPHQL_RESPONSE:
                status = self.settings.status_of_partial_results
        kind = Response if result.errors or operation.is_mutation else _Read
        return self._json(status, body, headers, kind)

    def not_executed(self, error: RequestError) -> Response:
        """The answer to a well-formed request whose document or variables are not right."""
        status: int = 400 if error.stage is Stage.SYNTAX else self.settings.status_of_invalid_requests
        if self.answer_type.legacy:
            status = 200
        return self.failed(status, error.errors, error.stage, extensions=error.extensions)

    def turned_away(self, error: CatalogError) -> Response:
        """The answer to a request that cannot be read, or whose sender may not ask at all."""
        if isinstance(error, UnavailableError):
            return self.failed(503, [error], headers=_LATER)
        status = _STATUS_OF_CODE.get(error.code, 400)
        if isinstance(error, MalformedError) and not self.answer_type.legacy:
            status = self.settings.status_of_invalid_requests
        return self.failed(status, [error], headers={"WWW-Authenticate": "Bearer"} if status == 401 else {})

    def refuse(self, error: RefusedError) -> Response:
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
    ) -> Response:
        """An answer with errors only."""
        body: dict[str, Any] = {"errors": [describe(error, stage, self.language) for error in errors]}
        if extensions is not None:
            body["extensions"] = extensions
        return self._json(status, body, headers)

    def _json(
        self,
        status: int,
        body: dict[str, Any],
        headers: Mapping[str, str] | None = None,
        kind: type[Response] = Response,
    ) -> Response:
        if self.marks:
            body["extensions"] = {**(body.get("extensions") or {}), **self.marks}
        told = {"Content-Type": self.answer_type.content_type, **(headers or {})}
        return kind(orjson.dumps(body), status, told)


_NOT_ACCEPTABLE = Message(
    "Máy chủ chỉ trả lời bằng application/graphql-response+json hoặc application/json.",
    "Answers are application/graphql-response+json or application/json only.",
)
_WRONG_METHOD = Message("Địa chỉ này chỉ nhận GET và POST.", "This address answers GET and POST only.")
_WRONG_TYPE = Message(
    "Nội dung gửi lên phải có Content-Type là application/json, mã hóa UTF-8 và không nén.",
    "The request body must have the Content-Type application/json, in UTF-8 and not compressed.",
)
_NO_SUBSCRIPTIONS = Message(
    "Subscription chỉ nhận qua WebSocket (graphql-transport-ws).",
    "Subscriptions are answered over a WebSocket only (graphql-transport-ws).",
)
_MUTATION_BY_GET = Message("Mutation chỉ được gửi bằng POST.", "A mutation must be sent by POST.")
