"""The endpoint itself: which methods, which refusals, where an operation runs; everything else is elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple, TypeVar

import anyio
import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import ClientDisconnect, Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from catalog.db import unavailable
from catalog.errors import BadRequestError, CatalogError, Message
from catalog.settings import Settings
from catalog.stamps import Footprint
from schema.plans import Executor, Operation
from schema.problems import RequestError, Stage
from web.graphql.multipart import FORM, Forms, is_form
from web.graphql.negotiation import ANYTHING, AnswerType, choose_answer_type, is_json_in_utf8
from web.graphql.reading import Parameters, RefusedError, parameters_of_body, parameters_of_query, read_body
from web.graphql.running import Queries, name_of
from web.graphql.telling import ALWAYS, Client, Reply
from web.headers import completed, language_of, raw_headers

ContextFactory = Callable[[Request], AbstractContextManager[object]]
"""Opens what resolvers need (session, language, viewer) for one operation and closes it afterwards.

Entered and left in the worker thread. A CatalogError it raises answers the whole request.
"""

_METHODS = "GET, HEAD, OPTIONS, POST"
_PREFLIGHT = raw_headers(
    {
        "Allow": _METHODS,
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": (
            "Accept, Accept-Language, Acting-As, Authorization, Content-Type, GraphQL-Require-Preflight, X-Request-Id"
        ),
        "Access-Control-Max-Age": "86400",
    }
)
LONGEST_LINE_S = 10
"""How long a mutation waits for a thread; less than the threads wait for a locked database (catalog.db)."""

T = TypeVar("T")


class Asked(NamedTuple):
    """A request that HTTP has nothing against: how its parameters are read, in what surroundings it runs, who is told."""

    method: str
    read: Callable[[], Parameters]
    open_context: Callable[[], AbstractContextManager[object]]
    client: Client


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
    ) -> None:
        self.forms = forms
        self.executor = executor
        self.settings = settings
        self.make_context = make_context
        self._marks = {"demo": True} if settings.is_demo else {}
        self._queries = Queries(settings.query_threads)
        self._writers = CapacityLimiter(settings.operation_threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            reply = await self._respond(Request(scope, receive))
        except ClientDisconnect:
            return  # nobody is left to be answered
        headers = completed(reply.headers, ALWAYS)
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.body})

    def client(self, answer_type: AnswerType, language: str) -> Client:
        """Whoever wants answers in this media type and language."""
        return Client(answer_type, language, self.settings, self._marks)

    async def answered(self, asked: Asked, *, is_short: bool = False) -> Reply:
        """Run what is asked and tell how that went; what `is_short` runs on the event loop if that has been quick lately.

        Raises `CatalogError` or `RefusedError` for what cannot be read, `RefusedError` for a mutation by GET.
        """
        given = asked.read() if is_short else None
        name = None if given is None else name_of(given.query, given.operation_name, given.variables)
        reply = await self._queries.run(partial(self._prepared, asked, given), name)
        return reply if isinstance(reply, Reply) else await self._in_line(reply, asked.client)

    async def _respond(self, request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(204, _PREFLIGHT)
        headers = request.headers
        answer_type = choose_answer_type(", ".join(headers.getlist("accept")) or None)
        client = self.client(answer_type or ANYTHING, language_of(headers.get("accept-language")))
        if answer_type is None:
            return client.refuse(RefusedError(406, BadRequestError(_NOT_ACCEPTABLE)))
        open_context = partial(self.make_context, request)
        try:
            if self.forms is not None and request.method == "POST" and _is_form(request):
                return await self._with_file(request, open_context, client, self.forms)
            source = await self._source(request)
            reply = await self.answered(Asked(request.method, source, open_context, client))
        except CatalogError as error:
            return client.turned_away(error)
        except RefusedError as error:
            return client.refuse(error)
        is_public = "authorization" not in headers and "cookie" not in headers
        return client.validated(reply, request.method, headers.get("if-none-match"), is_public=is_public)

    async def _with_file(
        self,
        request: Request,
        open_context: Callable[[], AbstractContextManager[object]],
        client: Client,
        forms: Forms,
    ) -> Reply:
        """Answer a request that brings a file, which is there for as long as that takes."""
        form = await forms.begin(request)
        try:
            await forms.read(request, form)
            return await self.answered(Asked(request.method, form.parameters, open_context, client))
        finally:
            await forms.discard(form)

    async def _in_line(self, write: Callable[[], Reply], client: Client) -> Reply:
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

    def _prepared(self, asked: Asked, given: Parameters | None) -> Reply | Callable[[], Reply]:
        """The answer to a request that only reads; for a mutation how to get it, in a thread for writing.

        `given` are the parameters, where they were read already.
        """

        def prepare() -> Reply | Callable[[], Reply]:
            read = given or asked.read()
            operation = self.executor.prepare(read.query, read.operation_name, read.variables)
            if operation.is_subscription:
                raise RequestError(Stage.VALIDATION, [BadRequestError(_NO_SUBSCRIPTIONS)])
            if not operation.is_mutation:
                return self._run(asked, operation)
            if asked.method != "POST":
                raise RefusedError(405, BadRequestError(_MUTATION_BY_GET), {"Allow": "POST"})
            return partial(_guarded, asked.client, partial(self._run, asked, operation))

        return _guarded(asked.client, prepare)

    def _run(self, asked: Asked, operation: Operation) -> Reply:
        with asked.open_context() as context:
            result = self.executor.execute(operation, context)
        reply = asked.client.executed(result, operation)
        footprint: Footprint | None = getattr(context, "footprint", None)
        if reply.is_read and footprint is not None and footprint.is_timeless:
            reply.footprint = footprint
        return reply


def _guarded(client: Client, step: Callable[[], T]) -> T | Reply:
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


def graphql_routes(endpoint: GraphQLEndpoint, path: str = "/graphql") -> list[BaseRoute]:
    """The routes of the GraphQL interface over HTTP; subscriptions are in `socket`."""
    return [Route(path, endpoint, name="graphql")]


def _is_form(request: Request) -> bool:
    encoding = request.headers.get("content-encoding", "identity")
    return encoding == "identity" and is_form(request.headers.getlist("content-type"))


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
