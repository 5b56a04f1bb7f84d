"""Before everything else: public questions are answered without routing, those whose answer is kept at once.

What a request must pass elsewhere is passed here as well, by the same functions: the host's name, the size and the
patience for a body, the media types, the security headers, a request id, the access log. Whoever presents
anything of a person (a token, a cookie) is not answered from what is kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from types import coroutine
from typing import Any, TypeAlias

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.db import UnavailableError
from catalog.places import legal_day
from catalog.settings import Settings
from web.access import Address, Line, by_structlog, told_agent, told_of
from web.cache import Key, Told
from web.graphql.negotiation import choose_answer_type, is_json_in_utf8
from web.graphql.public import PublicQuestions
from web.graphql.telling import Client
from web.headers import UNTOLD, EdgeMiddleware, HostCheck, failed, fresh_id, language_of, request_id_given

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


MOST_REMEMBERED = 512
"""Sets of headers that are remembered, so as to be read once: a client sends the same ones again and again."""
LONGEST_REMEMBERED = 2048
"""Bytes of such a set."""

Headers: TypeAlias = Iterable[tuple[bytes, bytes]]
Named: TypeAlias = tuple[Told, bytes]
"""What is told, and the id of the request that it is told to."""
Tell: TypeAlias = Callable[[Named | None], object]


@dataclass(frozen=True, slots=True)
class Asker:
    """What the headers of everybody's request say."""

    kind: str
    """Media type and language of the answer."""
    client: Client
    if_none_match: str | None
    request_id: str | None
    user_agent: str


@dataclass(frozen=True, slots=True)
class Question:
    """What everybody's request asks."""

    method: str
    text: bytes
    """The body of a POST, the query string of a GET."""
    asker: Asker


class Ahead:
    """ASGI middleware before all others: answers everybody's short questions, and first of all what is kept.

    What else is sent to its path goes to the endpoint behind the edge alone, without routing: nothing else has it.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        questions: PublicQuestions,
        now: Callable[[], datetime],
        line: Line = by_structlog,
        path: str = "/graphql",
    ) -> None:
        self.app = app
        self._edge = EdgeMiddleware(questions.endpoint, settings, line)
        self._questions = questions
        self._answers = questions.answers
        self._now = now
        self._path = path
        self._longest = min(LONGEST_QUESTION, settings.max_body_bytes)
        self._hosts = HostCheck(settings.allowed_hosts)
        self._line = line
        self._minute = self._next_minute = datetime.min.replace(tzinfo=UTC)
        self._day = date.min
        self._remembered: dict[tuple[object, ...], Asker] = {}

    def question_of(self, scope: Scope, body: bytes) -> Question | None:
        """What a request asks, if it is everybody's question and short."""
        if scope["path"] != self._path:
            return None
        method: str = scope["method"]
        text = body if method == "POST" else scope["query_string"]
        asker = self._asker(method, scope["headers"])
        return None if asker is None or not 0 < len(text) <= self._longest else Question(method, text, asker)

    def at_once(self, question: Question, client: Address) -> Named | None:
        """What whoever asks is told where that is kept, and known to hold without waiting; None where it is not."""
        key = self._key(question)
        if not self._answers.is_kept(key) or not self._answers.look_now():
            return None
        return self._kept(key, question.asker, client, time.perf_counter())

    def soon(self, question: Question, client: Address, tell: Tell) -> bool:
        """Whether an answer is kept, and known to hold soon; `tell` is then given it, or None if it did not hold."""
        key, began = self._key(question), time.perf_counter()

        def then(is_known: bool) -> None:
            tell(self._kept(key, question.asker, client, began) if is_known else None)

        return self._answers.is_kept(key) and self._answers.look_soon(then)

    async def told(self, question: Question, client: Address, began: float | None = None) -> Named | None:
        """What whoever asks is told, made where it is not kept; None while it is unknown what is newer: the edge then says why.

        `began`: when the request came, a reading of `time.perf_counter`.
        """
        key, began = self._key(question), began or time.perf_counter()
        if self._answers.is_at_hand(key):
            if not (self._answers.look_at_once() or await self._look()):
                return None
            kept = self._kept(key, question.asker, client, began)
            if kept is not None:
                return kept
        return await self._made(key, question, client, began)

    def _key(self, question: Question) -> Key:
        return question.method, question.text, question.asker.kind, self._today()

    def _kept(self, key: Key, asker: Asker, client: Address, began: float) -> Named | None:
        kept = self._answers.get(key)
        if kept is None:
            return None
        told = kept.told(asker.if_none_match)
        request_id = asker.request_id or fresh_id()
        line = told_of(client, str(key[0]), self._path, told.status, began, asker.user_agent, request_id)
        line["kept"] = True
        self._line(line)
        return told, request_id.encode("latin-1")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        asker = self._asker(scope["method"], scope["headers"])
        if asker is None or UNTOLD in scope:
            await self._edge(scope, receive, send)
            return
        first = await _first(receive) if scope["method"] == "POST" else None
        is_whole = first is not None and not first.get("more_body")
        question = self.question_of(scope, first.get("body", b"") if first is not None and is_whole else b"")
        named = None if question is None else await self.told(question, scope.get("client"), began)
        if named is not None:
            await _tell(send, *named)
            return
        await self._edge(scope, receive if first is None else partial(_again, [first], receive), send)

    async def _made(self, key: Key, question: Question, client: Address, began: float) -> Named:
        """What is told to whoever asks what is not kept. Logs of it bear the request's id, as they do at the edge."""
        method, asker = question.method, question.asker
        request_id = asker.request_id or fresh_id()
        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        status = None
        try:
            told = await self._questions.told(key, method, question.text, asker.client, asker.if_none_match)
            status = told.status
        except Exception:  # noqa: BLE001 - logged whole
            told = Told(*failed(self._edge.defaults))
            status = told.status
        finally:
            structlog.contextvars.reset_contextvars(**bound)
            self._line(told_of(client, method, self._path, status, began, asker.user_agent, request_id))
        return told, request_id.encode("latin-1")

    async def _look(self) -> bool:
        """Whether it is known what holds."""
        try:
            await self._answers.look()
        except UnavailableError:
            return False
        return True

    def _today(self) -> date:
        """The day of legal time: it begins with a whole minute."""
        instant = self._now()
        if not self._minute <= instant < self._next_minute:
            self._day, self._minute = legal_day(instant), instant.replace(second=0, microsecond=0)
            self._next_minute = self._minute + timedelta(minutes=1)
        return self._day

    def _asker(self, method: str, headers: list[tuple[bytes, bytes]]) -> Asker | None:
        """Who asks by these headers; None where the request is not everybody's, or is to be refused elsewhere."""
        known = (method, *headers)
        asker = self._remembered.get(known)
        if asker is None and (found := plain(method, headers)) is not None:
            asker = self._read(found)
            if asker is not None and sum(map(len, chain.from_iterable(headers))) <= LONGEST_REMEMBERED:
                if len(self._remembered) >= MOST_REMEMBERED:
                    self._remembered.clear()
                self._remembered[known] = asker
        return asker

    def _read(self, found: Mapping[bytes, str]) -> Asker | None:
        chosen = choose_answer_type(found.get(b"accept"))
        if chosen is None or not self._hosts.permits_one(found.get(b"host", "")):
            return None
        language = language_of(found.get(b"accept-language"))
        return Asker(
            kind=f"{chosen.content_type} {chosen.legacy} {language}",
            client=self._questions.client(chosen, language),
            if_none_match=found.get(b"if-none-match"),
            request_id=request_id_given([found[b"x-request-id"]] if b"x-request-id" in found else []),
            user_agent=told_agent(found.get(b"user-agent", "")),
        )


def plain(method: str, headers: Headers) -> Mapping[bytes, str] | None:
    """The headers that matter of a request that is simply read, and shows nothing of a person; None for others."""
    found: dict[bytes, str] = {}
    for name, value in headers:
        if name in _SINGLE:
            if name in found:
                return None
            found[name] = value.decode("latin-1")
        elif name in _NOT_FOR_ALL:
            return None
    if method == "GET":
        return found
    length = found.get(b"content-length", "")
    is_short = length.isascii() and length.isdecimal() and int(length[:9]) <= LONGEST_QUESTION
    is_read = method == "POST" and is_short and is_json_in_utf8([found.get(b"content-type", "")])
    return found if is_read else None


async def _tell(send: Send, told: Told, request_id: bytes) -> None:
    headers = [*told.headers, (b"x-request-id", request_id)]
    await send({"type": "http.response.start", "status": told.status, "headers": headers})
    await send({"type": "http.response.body", "body": told.body})


async def _again(waiting: list[Message], receive: Receive) -> Message:
    """Receive what was received already, and then what comes after it."""
    return waiting.pop() if waiting else await receive()


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
