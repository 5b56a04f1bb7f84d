"""Answers that are at hand are told without a task.

uvicorn has a task made for each request, and the loop begin it in its next turn: that takes as long as all that is left
to do where the answer is kept. So whoever knows is asked first, while what the client sent is being read. Each time that
looks for changes anew (`Answers.look_now`): uvloop reads a request before it ends the turn in which another one looked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from starlette.applications import Starlette
from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from web.headers import lines_of

if TYPE_CHECKING:
    from web.cache import Written  # which is loaded with what answers

AtOnce: TypeAlias = "Callable[[Scope, bytes], Written | None]"
"""What a request with this body is told, if that takes no waiting; None where it does."""


def at_once_of(application: Starlette) -> AtOnce:
    """That of the whole application (`web.graphql.ahead`)."""
    found: AtOnce = application.middleware_stack.at_once  # type: ignore[union-attr]
    return found


class PromptProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but that `at_once` goes before its tasks. Whatever that does not know goes uvicorn's way."""

    def __init__(self, *given: Any, at_once: AtOnce, **named: Any) -> None:
        super().__init__(*given, **named)
        self._at_once = at_once
        self._next: RequestResponseCycle | None = None
        """The request whose turn it is; what the client sent of its body is there when all that came was read."""
        self._is_beginning = False

    def data_received(self, data: bytes) -> None:
        """Something came from the client."""
        super().data_received(data)
        self._begin()

    def on_response_complete(self) -> None:
        """An answer was sent whole; it is the next one's turn, if the client did not wait for it."""
        super().on_response_complete()
        self._begin()

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
                if not self._tell(cycle):
                    super()._start_asgi_task(cycle, self.app)
        finally:
            self._is_beginning = False

    def _tell(self, cycle: RequestResponseCycle) -> bool:
        """Whether the request was answered."""
        is_ready = cycle.keep_alive and not (cycle.more_body or cycle.disconnected or self.flow.write_paused)
        if not is_ready or self.transport.is_closing():
            return False
        told = self._at_once(cast(Scope, cycle.scope), bytes(cycle.body))
        if told is None:
            return False
        status, lines, body = told
        head = STATUS_LINE[status] + lines_of(self.server_state.default_headers) + lines + b"\r\n"
        self.transport.writelines((head, body))
        cycle.response_started = cycle.response_complete = True
        cycle.on_response = _nothing  # as uvicorn does, so that the two do not hold each other
        self.on_response_complete()
        return True


def _nothing() -> None:
    pass
