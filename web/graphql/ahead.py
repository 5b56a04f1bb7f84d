"""Before everything else: public questions whose answer is kept are answered at once, without routing or a thread.

What a request must pass elsewhere is passed here as well, by the same functions: the host's name, the size and the
patience for a body, the media types, the security headers, a request id, the access log. Whoever presents
anything of a person (a token, a cookie) is not answered from what is kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from types import coroutine
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.db import UnavailableError
from catalog.places import legal_day
from catalog.settings import Settings
from web.access import Line, by_structlog, told_of
from web.cache import KEY, Answer, Answers, Key, matches
from web.graphql.negotiation import choose_answer_type, is_json_in_utf8
from web.headers import EdgeMiddleware, HostCheck, language_of, request_id_of

LONGEST_QUESTION = 16_384
"""Bytes of a body or a query string whose answer may be kept."""

SOON_S = 0.2
"""A body that has not come by then is waited for elsewhere."""

_SINGLE = {
    b"accept",
    b"accept-language",
    b"content-length",
    b"content-type",
    b"host",
    b"if-none-match",
    b"user-agent",
    b"x-request-id",
}
"""Headers that are looked at; a request with one of them twice goes the long way."""
_NOT_FOR_ALL = {
    b"authorization",
    b"cookie",
    b"acting-as",
    b"content-encoding",
    b"transfer-encoding",
    b"expect",
}
"""Headers with which a request is not everybody's, or not simply read."""


class Ahead:
    """ASGI middleware before all others: answers what is kept, and says under which key the rest may be kept.

    What it does not answer goes to the endpoint behind the edge alone, without routing: nothing else has its path.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        endpoint: ASGIApp,
        answers: Answers,
        now: Callable[[], datetime],
        line: Line = by_structlog,
        path: str = "/graphql",
    ) -> None:
        self.app = app
        self._edge = EdgeMiddleware(endpoint, settings, line)
        self._answers = answers
        self._now = now
        self._path = path
        self._permits = lru_cache(maxsize=64)(HostCheck(settings.allowed_hosts).permits_one)
        self._line = line

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = self._plain(scope) if scope["method"] in ("GET", "POST") else None
        if headers is None:
            await self._edge(scope, receive, send)
            return
        question: bytes | None = scope["query_string"]
        if scope["method"] == "POST":
            first = await _first(receive)
            if first is not None:
                receive = _again(first, receive)
            question = None if first is None or first.get("more_body") else first.get("body")
        if question and len(question) <= LONGEST_QUESTION:
            key = self._key(scope["method"], question, headers)
            try:
                await self._answers.look()
            except UnavailableError:
                pass  # what is kept may hold no more, and nobody can say so
            else:
                scope[KEY] = key
                answer = self._answers.get(key)
                if answer is not None:
                    await self._give(answer, scope, headers, send, began)
                    return
        await self._edge(scope, receive, send)

    def _plain(self, scope: Scope) -> dict[bytes, bytes] | None:
        """The headers that matter; None where the request is not everybody's, or is to be refused elsewhere."""
        found: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in _SINGLE:
                if name in found:
                    return None
                found[name] = value
            elif name in _NOT_FOR_ALL:
                return None
        if (
            not self._permits(found.get(b"host", b"").decode("latin-1"))
            or answer_type(found.get(b"accept")) is None
        ):
            return None
        if scope["method"] == "POST":
            length = found.get(b"content-length", b"")
            if (
                not length.isdigit()
                or int(length[:9]) > LONGEST_QUESTION
                or not is_json(found.get(b"content-type", b""))
            ):
                return None
        return found

    def _key(self, method: str, question: bytes, headers: dict[bytes, bytes]) -> Key:
        return (
            method,
            question,
            answer_type(headers.get(b"accept")),
            language(headers.get(b"accept-language")),
            _day_of(int(self._now().timestamp()) // 60),
        )

    async def _give(
        self, answer: Answer, scope: Scope, headers: dict[bytes, bytes], send: Send, began: float
    ) -> None:
        request_id = request_id_of(
            [headers[b"x-request-id"].decode("latin-1")] if b"x-request-id" in headers else []
        )
        known = headers.get(b"if-none-match")
        is_known = (
            known is not None and scope["method"] == "GET" and matches(known.decode("latin-1"), answer.etag)
        )
        status, body = (304, b"") if is_known else (200, answer.body)
        told = answer.headers_of_304 if is_known else answer.headers
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [*told, (b"x-request-id", request_id.encode("latin-1"))],
            }
        )
        await send({"type": "http.response.body", "body": body})
        user_agent = headers.get(b"user-agent", b"").decode("latin-1")
        self._line(told_of(scope, self._path, status, began, user_agent, request_id) | {"kept": True})


@lru_cache(maxsize=1024)
def answer_type(accept: bytes | None) -> str | None:
    """The Content-Type of answers to this Accept header, and how it is counted; None if there is none."""
    chosen = choose_answer_type(None if accept is None else accept.decode("latin-1"))
    return None if chosen is None else f"{chosen.content_type} {chosen.legacy}"


@lru_cache(maxsize=1024)
def language(accept_language: bytes | None) -> str:
    """The language of messages for this Accept-Language header."""
    return language_of(None if accept_language is None else accept_language.decode("latin-1"))


@lru_cache(maxsize=1024)
def is_json(content_type: bytes) -> bool:
    """Whether this Content-Type header announces JSON in UTF-8."""
    return is_json_in_utf8([content_type.decode("latin-1")])


@lru_cache(maxsize=4)
def _day_of(minute: int) -> date:
    """The day of legal time at a minute since 1970: it begins with a whole one."""
    return legal_day(datetime.fromtimestamp(60 * minute, UTC))


async def _first(receive: Receive) -> Message | None:
    """The first message of the body, if it comes soon; whoever reads on waits for it with more patience.

    A coroutine that has what it is asked for ends at its first step, and no clock is needed.
    """
    begun: Any = receive()
    try:
        waited = begun.send(None)
    except StopIteration as ended:
        message: Message = ended.value
        return message
    try:
        async with asyncio.timeout(SOON_S):
            return await _gone_on(begun, waited)
    except TimeoutError:
        return None


def _again(first: Message, receive: Receive) -> Receive:
    """What receives a first message again, and then what comes after it."""
    waiting = [first]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again


@coroutine
def _gone_on(begun: Any, waited: Any) -> Generator[Any, Any, Message]:
    """Go on with a coroutine that waits for something."""
    while True:
        try:
            sent = yield waited
        except BaseException as error:  # noqa: BLE001 - thrown into whoever waits
            step = partial(begun.throw, error)
        else:
            step = partial(begun.send, sent)
        try:
            waited = step()
        except StopIteration as ended:
            message: Message = ended.value
            return message
