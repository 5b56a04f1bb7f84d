"""The server's first seconds: it says that it lives while what answers is still being made, the pages first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Match, Route, Router
from starlette.types import Receive, Scope, Send

from catalog.settings import Settings
from web.headers import EdgeMiddleware
from web.prompt import prompt_of

if TYPE_CHECKING:
    from web.access import Address
    from web.graphql.ahead import Named, Question, Tell

PATIENCE_S = 2.0
"""How long the pages that were waited for may keep the rest from being made."""


class Opening:
    """Stands before two applications that `make` yields, on a thread of its own, once the server has begun.

    What answers takes a second to load, so `make` yields first what is soon there, the pages, and then the whole, with
    GraphQL's types. A request for which the first has a route waits for the first alone; every other one waits for the
    whole, which answers all later ones. Until that is there `/health/live` says "live" and `/health/ready` "starting"
    (503). Python does one thing at a time, so the whole is begun when the pages that were waited for are answered. If
    `make` raises, `failure` holds it, and what waits for the whole is refused.
    """

    def __init__(self, settings: Settings, make: Callable[[], Iterator[Starlette]]) -> None:
        self._make = make
        self._first: asyncio.Task[Starlette] | None = None
        self._whole: asyncio.Task[Starlette] | None = None
        self._answering: Starlette | None = None
        self._at_hand: set[asyncio.Future[None]] = set()
        routes = [Route("/health/live", _live), Route("/health/ready", _starting)]
        self._own_paths = {route.path for route in routes}
        self._router = Router(routes, lifespan=self._lifespan)
        self._own = EdgeMiddleware(self._router, settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if self._answering is not None:
            await self._answering(scope, receive, send)
            return
        first, whole = self._first, self._whole
        if scope["type"] == "lifespan" or first is None or whole is None:
            await self._router(scope, receive, send)
            return
        if not whole.done():
            if scope["path"] in self._own_paths:
                await self._own(scope, receive, send)
                return
            with self._counted():
                pages = await asyncio.shield(first)
                if any(route.matches(scope)[0] != Match.NONE for route in pages.routes):
                    await pages(scope, receive, send)
                    return
        self._answering = await asyncio.shield(whole)
        await self._answering(scope, receive, send)

    def question_of(self, scope: Scope, body: bytes) -> Question | None:
        """What a request asks of the whole, where that is there and may tell it at once."""
        return None if self._answering is None else prompt_of(self._answering).question_of(scope, body)

    def at_once(self, question: Question, client: Address) -> Named | None:
        """What the whole tells whoever asks, where that takes no waiting."""
        return None if self._answering is None else prompt_of(self._answering).at_once(question, client)

    def soon(self, question: Question, client: Address, tell: Tell) -> bool:
        """Whether the whole gives `tell` an answer soon."""
        return self._answering is not None and prompt_of(self._answering).soon(question, client, tell)

    async def told(self, question: Question, client: Address) -> Named | None:
        """What the whole tells whoever asks."""
        return None if self._answering is None else await prompt_of(self._answering).told(question, client)

    @property
    def at_hand(self) -> int:
        """How many requests wait for the pages, or are being answered by them, while the whole is still to be made."""
        return len(self._at_hand)

    @property
    def is_making(self) -> bool:
        """Whether the whole is still being made."""
        return self._whole is not None and not self._whole.done()

    @property
    def failure(self) -> BaseException | None:
        """Why there is no application, once that is so."""
        return None if self._whole is None or self.is_making else self._whole.exception()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """While a request waits for the pages or is answered by them."""
        answered = asyncio.get_running_loop().create_future()
        self._at_hand.add(answered)
        try:
            yield
        finally:
            self._at_hand.discard(answered)
            answered.set_result(None)

    @asynccontextmanager
    async def _lifespan(self, _: Router) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            making = self._make()
            self._first = asyncio.create_task(asyncio.to_thread(next, making))
            self._whole = asyncio.create_task(self._making(self._first, making, stack))
            yield  # what is still being made then is left behind (`is_making`)

    async def _making(
        self, first: asyncio.Task[Starlette], making: Iterator[Starlette], stack: AsyncExitStack
    ) -> Starlette:
        await first
        if self._at_hand:
            await asyncio.wait(self._at_hand, timeout=PATIENCE_S)
        application = await asyncio.to_thread(next, making)
        await stack.enter_async_context(application.router.lifespan_context(application))
        return application


async def _live(_: Request) -> JSONResponse:
    return JSONResponse({"status": "live"})


async def _starting(_: Request) -> JSONResponse:
    return JSONResponse({"status": "starting"}, 503)
