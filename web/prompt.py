"""Answers that are at hand are told without a task, and a request that was read before is not read again.

uvicorn has a task made for each request, and the loop begin it in its next turn: that takes as long as all that is left
to do where the answer is kept. So whoever knows is asked first, while what the client sent is being read. Each time that
looks for changes anew (`Answers.look_now`): uvloop reads a request before it ends the turn in which another one looked.
What is not kept is made in a task, and told in the same way.

Apps ask again and again, by the same bytes. The same bytes at the same place in what a client sends are the same
request, so what was found in them (which headers, whose question) is found by all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from web.access import Address
from web.headers import UNTOLD, lines_of

if TYPE_CHECKING:
    from web.graphql.ahead import Named, Question, Tell  # which is loaded with what answers

MOST_KNOWN = 512
"""Requests that are known by their bytes; when there are more, it begins anew."""
LONGEST_KNOWN = 4096
"""Bytes of such a request."""


class Prompt(Protocol):
    """Whoever knows answers before they are asked for."""

    def question_of(self, scope: Scope, body: bytes) -> Question | None:
        """What this request asks, if it is everybody's question and short; nothing but its own bytes decides that."""

    def at_once(self, question: Question, client: Address) -> Named | None:
        """What whoever asks from this address is told, if that takes no waiting."""

    def soon(self, question: Question, client: Address, tell: Tell) -> bool:
        """Whether `tell` will be given that in this turn of the loop or the next: None if it has to be asked for after all."""

    async def told(self, question: Question, client: Address) -> Named | None:
        """What whoever asks is told, however long that takes; None where the application has to say it."""


def prompt_of(application: Starlette) -> Prompt:
    """That of the whole application (`web.graphql.ahead`)."""
    return cast(Prompt, application.middleware_stack)


Sent: TypeAlias = tuple[str | None, bytes]
"""A proxy that named the client, if one was asked, and all bytes of a request."""


class KnownRequests:
    """What was asked by requests that were answered at once, and for whom. For the connections of one worker."""

    def __init__(self) -> None:
        self._questions: dict[Sent, tuple[Question, Address]] = {}
        self.get = self._questions.get

    def keep(self, sent: Sent, question: Question, client: Address) -> None:
        """Know it from now on, if it bears no name of its own, by which it comes but once."""
        if question.asker.request_id is not None:
            return
        if len(self._questions) >= MOST_KNOWN:
            self._questions.clear()
        self._questions[sent] = question, client


class PromptProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but that `prompt` goes before its tasks. Whatever that does not know goes uvicorn's way.

    `forwarded` tells who asks by a request, where a proxy may say so.
    """

    def __init__(
        self,
        *given: Any,
        prompt: Prompt,
        known: KnownRequests,
        forwarded: Callable[[Scope], Address] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self._prompt = prompt
        self._known = known
        self._forwarded = forwarded
        self._next: RequestResponseCycle | None = None
        """The request whose turn it is; what the client sent of its body is there when all that came was read."""
        self._is_beginning = False
        self._read: bytes | None = None
        """What is being read, where that began with a request."""
        self._begun = 0
        """Requests that began in it."""
        self._is_whole = True
        """Whether no request is there in part."""

    def data_received(self, data: bytes) -> None:
        """Something came from the client."""
        self._read = None
        if len(data) <= LONGEST_KNOWN and self._is_whole and self._is_free(self.cycle):
            known = self._known.get((self._proxy, data))
            if known is not None and self._tell(known[0], known[1] if self._forwarded else self.client):
                return
            self._read = data
        self._begun = 0
        super().data_received(data)
        self._begin()
        self._read = None

    @property
    def _proxy(self) -> str | None:
        """Whoever may name the client; what another one sends says nothing of that, though it be the same."""
        return self.client[0] if self._forwarded and self.client else None

    def on_message_begin(self) -> None:
        """A request begins."""
        self._is_whole = False
        self._begun += 1
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request was read whole."""
        self._is_whole = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer was sent whole; it is the next one's turn, if the client did not wait for it."""
        super().on_response_complete()
        self._begin()

    def _is_free(self, last: RequestResponseCycle | None) -> bool:
        """Whether the last request was answered, and the client takes what it is told."""
        is_done = last is None or last.response_complete
        return is_done and not (self.flow.write_paused or self.transport.is_closing())

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if app is self.app:
            self._next = cycle
        else:
            super()._start_asgi_task(cycle, app)

    def _begin(self) -> None:
        if self._is_beginning:  # an answer was told in the loop below, which goes on by itself
            return
        self._is_beginning = True
        try:
            while (cycle := self._next) is not None:
                self._next = None
                if not self._answered(cycle):
                    super()._start_asgi_task(cycle, self.app)
        finally:
            self._is_beginning = False

    def _answered(self, cycle: RequestResponseCycle) -> bool:
        """Whether the request was answered at once, or will be past the application."""
        if cycle.more_body or not self._may_tell(cycle):
            return False
        question = self._prompt.question_of(cast(Scope, cycle.scope), bytes(cycle.body))
        if question is None:
            return False
        client = self._forwarded(cast(Scope, cycle.scope)) if self._forwarded else self.client
        if self._tell(question, client, cycle):
            if self._read is not None and self._begun == 1:
                self._known.keep((self._proxy, bytes(self._read)), question, client)
        elif not self._prompt.soon(question, client, partial(self._tell_later, cycle, question, client)):
            self._make(cycle, question, client)
        return True

    def _may_tell(self, cycle: RequestResponseCycle) -> bool:
        is_open = cycle.keep_alive and not cycle.disconnected
        return is_open and not (self.flow.write_paused or self.transport.is_closing())

    def _tell(self, question: Question, client: Address, cycle: RequestResponseCycle | None = None) -> bool:
        """Whether whoever asks was told; `cycle` is what uvicorn has made of the request, if it was read."""
        named = self._prompt.at_once(question, client)
        if named is not None:
            self._send(named, cycle)
        return named is not None

    def _tell_later(
        self, cycle: RequestResponseCycle, question: Question, client: Address, named: Named | None
    ) -> None:
        if named is None:
            self._make(cycle, question, client)
        elif not cycle.disconnected:
            self._send(named, cycle)

    def _make(self, cycle: RequestResponseCycle, question: Question, client: Address) -> None:
        """Have the answer made in a task of uvicorn's, which knows of it when the server ends."""
        super()._start_asgi_task(cycle, partial(self._made, cycle, question, client))

    async def _made(
        self,
        cycle: RequestResponseCycle,
        question: Question,
        client: Address,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        named = await self._prompt.told(question, client)
        if named is None:
            scope[UNTOLD] = True
            await self.app(scope, receive, send)
            return
        if not cycle.disconnected:
            self._send(named, cycle)

    def _send(self, named: Named, cycle: RequestResponseCycle | None) -> None:
        told, request_id = named
        is_last = cycle is not None and not cycle.keep_alive
        last = b"connection: close\r\n" if is_last else b""
        lines = lines_of(self.server_state.default_headers) + told.lines
        head = b"%b%bx-request-id: %b\r\n%b\r\n" % (STATUS_LINE[told.status], lines, request_id, last)
        if not self.transport.is_closing():
            self.transport.writelines((head, told.body) if told.body else (head,))
        if cycle is not None:
            cycle.response_started = cycle.response_complete = True
            cycle.on_response = _nothing  # as uvicorn does, so that the two do not hold each other
            if is_last:
                self.transport.close()
        self.on_response_complete()


def _nothing() -> None:
    pass
