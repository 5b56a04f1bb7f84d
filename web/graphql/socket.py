"""Subscriptions over WebSockets: graphql-transport-ws, and nothing else.

The protocol is Strawberry's; what runs over it is ours. Only subscriptions are taken, within the limits of every
operation, so many at once for a connection and in all. Who asks is said in `connection_init`
(`{"authorization": "Bearer ..."}`), never by a cookie: a foreign page that opens a socket is the public. The older
protocol `graphql-ws`, which let callers in before that (CVE-2026-35523), is not offered.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeGuard, cast

import anyio.to_thread
import orjson
import structlog
from anyio import CapacityLimiter
from graphql import GraphQLError
from starlette.requests import Request
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import (
    NonJsonMessageReceived,
    NonTextMessageReceived,
    WebSocketDisconnected,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types.execution import ExecutionResult, PreExecutionError
from strawberry.types.unset import UNSET, UnsetType

from catalog import changes
from catalog.db import Database
from catalog.errors import BadRequestError, CatalogError, Message, UnauthenticatedError
from catalog.people.throttle import neighbourhood
from catalog.settings import Settings
from schema.context import Context, Stand
from schema.plans import Executor, Operation
from schema.problems import RequestError, Stage, describe
from web.headers import language_of

PROTOCOL = "graphql-transport-ws"
INIT_SECONDS = 10
"""How long a connection may wait with `connection_init`."""
SUBSCRIPTIONS = 10
"""Subscriptions of one connection at the same time."""
IDLE_SECONDS = 60
"""How long a connection may be open without a subscription."""
LONGEST_TOKEN = 300
LOOK_SECONDS = 1.0
"""How often is looked for changes that another worker wrote, while anybody listens."""

_log = structlog.get_logger("web.socket")

ContextFactory = Callable[[Request], AbstractContextManager[object]]


class Bell:
    """Wakes the subscriptions when a change became public, whichever worker wrote it.

    While anybody waits there is one look a second: the cost does not grow with the subscriptions.
    """

    def __init__(self, database: Database, seconds: float = LOOK_SECONDS) -> None:
        self._database = database
        self._seconds = seconds
        self._rung = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None
        self._newest = 0
        self._waiting = 0

    async def wait_beyond(self, sequence: int) -> None:
        """Return when a change with a higher number is public."""
        async with self._rung:
            self._waiting += 1
            try:
                if self._looking is None or self._looking.done():
                    self._looking = asyncio.create_task(self._look())
                await self._rung.wait_for(lambda: self._newest > sequence)
            finally:
                self._waiting -= 1

    async def _look(self) -> None:
        while self._waiting:
            try:
                newest = await anyio.to_thread.run_sync(self._read)
            except Exception as error:  # noqa: BLE001 - whatever it is, those who wait must not wait for ever
                _log.warning("changes_not_read", error=str(error))
                newest = self._newest
            if newest != self._newest:
                async with self._rung:
                    self._newest = newest
                    self._rung.notify_all()
            await asyncio.sleep(self._seconds)

    def _read(self) -> int:
        with self._database.read() as session:
            return changes.last_sequence(session)


@dataclass
class _Caller:
    """What a connection said of itself; Strawberry's handler fills in `connection_params`."""

    request: Request
    connection_params: Mapping[str, Any] = field(default_factory=dict)

    def asking(self) -> Request:
        """A request with the token from `connection_init` and nothing else that could identify."""
        headers = [(k, v) for k, v in self.request.scope["headers"] if k in (b"host", b"accept-language")]
        token = self.connection_params.get("authorization")
        if token is not None:
            headers.append((b"authorization", str(token).encode("latin-1", "replace")))
        return Request({**self.request.scope, "type": "http", "method": "POST", "headers": headers})


class _ShownError(GraphQLError):
    """An error as our answers show it, in the shape that Strawberry's handler sends."""

    def __init__(self, shown: dict[str, Any]) -> None:
        super().__init__(str(shown["message"]))
        self._shown = shown

    @property
    def formatted(self) -> Any:
        """What is sent."""
        return self._shown


class Subscriptions:
    """Runs subscriptions; stands where Strawberry's handler expects its schema and its view."""

    def __init__(
        self, executor: Executor, settings: Settings, open_context: ContextFactory, bell: Bell
    ) -> None:
        self._executor = executor
        self._open_context = open_context
        self._bell = bell
        self._threads = CapacityLimiter(settings.operation_threads)
        self._marks: dict[str, Any] = {"demo": True} if settings.is_demo else {}

    async def on_ws_connect(self, caller: _Caller) -> UnsetType:
        """Raises `ConnectionRejectionError` (close code 4403) for a token that is not good."""

        def enter() -> None:
            with self._open_context(caller.asking()):
                pass

        try:
            await anyio.to_thread.run_sync(enter, limiter=self._threads)
        except UnauthenticatedError as error:
            raise ConnectionRejectionError from error
        except CatalogError:
            pass  # a database that is away: each subscription says so itself
        return cast("UnsetType", UNSET)

    async def stream(
        self,
        query: str,
        variable_values: dict[str, Any] | None,
        context_value: _Caller,
        operation_name: str | None,
        **_: object,
    ) -> AsyncIterator[ExecutionResult | PreExecutionError]:
        """The answers of one subscription, from now on."""
        return self._answers(query, variable_values, context_value, operation_name)

    async def _answers(
        self, query: str, variables: dict[str, Any] | None, caller: _Caller, name: str | None
    ) -> AsyncIterator[ExecutionResult | PreExecutionError]:
        language = language_of(caller.request.headers.get("accept-language"))
        stand, is_first = Stand(), True
        try:
            prepare = partial(self._prepared, query, variables, name)
            operation = await anyio.to_thread.run_sync(prepare, limiter=self._threads)
            while True:
                result = await anyio.to_thread.run_sync(
                    self._answer, operation, caller, stand, limiter=self._threads
                )
                if result.errors or stand.has_news:
                    yield _shown(result, operation, language, self._marks)
                if result.errors:
                    return
                is_first = False
                if not stand.has_more:
                    await self._bell.wait_beyond(changes.read_cursor(stand.cursor))
        except (RequestError, CatalogError) as error:
            errors = error.errors if isinstance(error, RequestError) else [error]
            stage = error.stage if isinstance(error, RequestError) else Stage.EXECUTION
            kind = PreExecutionError if is_first else ExecutionResult
            yield kind(data=None, errors=[_ShownError(describe(each, stage, language)) for each in errors])

    def _prepared(self, query: str, variables: dict[str, Any] | None, name: str | None) -> Operation:
        operation = self._executor.prepare(query, name, variables)
        if not operation.is_subscription:
            raise RequestError(Stage.VALIDATION, [BadRequestError(_ONLY_SUBSCRIPTIONS)])
        return operation

    def _answer(self, operation: Operation, caller: _Caller, stand: Stand) -> Any:
        with self._open_context(caller.asking()) as context:
            cast("Context", context).stand = stand
            return self._executor.execute(operation, context)


def _shown(result: Any, operation: Operation, language: str, marks: dict[str, Any]) -> ExecutionResult:
    errors: list[GraphQLError] = [
        _ShownError(describe(e, Stage.EXECUTION, language)) for e in result.errors or ()
    ]
    extensions = {**operation.extensions, **marks}
    return ExecutionResult(data=result.data, errors=errors or None, extensions=extensions)


class _Wire:
    """A WebSocket as Strawberry's handler uses it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def iter_json(self) -> AsyncIterator[object]:
        """The messages of the client."""
        try:
            while self._socket.application_state is not WebSocketState.DISCONNECTED:
                try:
                    text = await self._socket.receive_text()
                except KeyError as error:
                    raise NonTextMessageReceived from error
                try:
                    message = orjson.loads(text)
                except orjson.JSONDecodeError as error:
                    raise NonJsonMessageReceived from error
                if not _is_message(message):
                    raise NonJsonMessageReceived
                yield _without_ballast(message)
        except WebSocketDisconnect:
            return

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send one message; raises `WebSocketDisconnected` if nobody is there any more."""
        try:
            await self._socket.send_text(orjson.dumps(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        """End the connection."""
        await self._socket.close(code, reason)


def _neighbourhood(socket: WebSocket) -> str:
    return neighbourhood(socket.client.host if socket.client else "")


async def _send_idle_away(socket: WebSocket, handler: BaseGraphQLTransportWSHandler[Any, Any]) -> None:
    """Close a connection on which nothing was subscribed to for a while: its place may be wanted."""
    idle = 0.0
    while idle < IDLE_SECONDS:
        await asyncio.sleep(IDLE_SECONDS / 4)
        idle = 0.0 if handler.operations else idle + IDLE_SECONDS / 4
    await socket.close(1001, "idle")


def _without_ballast(message: dict[str, Any]) -> dict[str, Any]:
    """A `connection_init` with the token alone: the handler keeps it as long as the connection."""
    payload = message.get("payload")
    if message["type"] == "connection_init" and isinstance(payload, dict):
        token = payload.get("authorization")
        kept = {} if token is None else {"authorization": str(token)[:LONGEST_TOKEN]}
        return {"type": "connection_init", "payload": kept}
    return message


def _is_message(message: object) -> TypeGuard[dict[str, Any]]:
    """Whether a message has the shape that the protocol asks for, as far as the handler relies on it."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    if message["type"] not in ("subscribe", "complete"):
        return True
    payload = message.get("payload", {"query": ""})
    return (
        isinstance(message.get("id"), str)
        and isinstance(payload, dict)
        and isinstance(payload.get("query"), str)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )


def subscription_routes(
    executor: Executor,
    settings: Settings,
    make_context: ContextFactory,
    database: Database,
    path: str = "/graphql",
) -> list[BaseRoute]:
    """The route of subscriptions: the address of all other operations, opened as a WebSocket."""
    subscriptions = Subscriptions(executor, settings, make_context, Bell(database))
    open_sockets: set[WebSocket] = set()

    async def serve(socket: WebSocket) -> None:
        near = sum(_neighbourhood(other) == _neighbourhood(socket) for other in open_sockets)
        is_full = len(open_sockets) >= settings.max_sockets or near >= settings.max_sockets_per_address
        if PROTOCOL not in socket.scope["subprotocols"] or is_full:
            await socket.close()  # before it is accepted: 403
            return
        open_sockets.add(socket)
        idle = None
        try:
            await socket.accept(PROTOCOL)
            handler = BaseGraphQLTransportWSHandler(
                view=cast("Any", subscriptions),
                websocket=cast("Any", _Wire(socket)),
                context=_Caller(Request({**socket.scope, "type": "http", "method": "GET"})),
                root_value=None,
                schema=cast("Any", subscriptions),
                connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
                max_subscriptions_per_connection=SUBSCRIPTIONS,
            )
            idle = asyncio.create_task(_send_idle_away(socket, handler))
            await handler.handle()
        finally:
            open_sockets.discard(socket)
            if idle is not None:
                idle.cancel()

    return [WebSocketRoute(path, serve, name="subscriptions")]


_ONLY_SUBSCRIPTIONS = Message(
    "Qua WebSocket chỉ chạy subscription; truy vấn và thay đổi gửi bằng HTTP.",
    "Only subscriptions run over a WebSocket; send queries and mutations over HTTP.",
)
