"""The server's first second: it says that it lives while the application is still being made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from catalog.settings import Settings
from web.headers import EdgeMiddleware


class Opening:
    """Stands before the application that `make` makes, on a thread of its own, once the server has begun.

    What answers takes a second to load: GraphQL's types, pages, shapes. Until it is there `/health/live`
    says "live", `/health/ready` says "starting" (503), and every other request waits and is then answered
    by the application like any later one. If `make` raises, `failure` holds it, and requests are refused.
    """

    def __init__(self, settings: Settings, make: Callable[[], Starlette]) -> None:
        self._make = make
        self._made: asyncio.Future[Starlette] | None = None
        routes = [Route("/health/live", _live), Route("/health/ready", _starting)]
        self._own_paths = {route.path for route in routes}
        self._router = Router(routes, lifespan=self._lifespan)
        self._own = EdgeMiddleware(self._router, settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan" or self._made is None:
            await self._router(scope, receive, send)
        elif self.is_making and scope["path"] in self._own_paths:
            await self._own(scope, receive, send)
        else:
            application = await asyncio.shield(self._made)
            await application(scope, receive, send)

    @property
    def is_making(self) -> bool:
        """Whether the application is still being made."""
        return self._made is not None and not self._made.done()

    @property
    def failure(self) -> BaseException | None:
        """Why there is no application, once that is so."""
        return None if self._made is None or self.is_making else self._made.exception()

    @asynccontextmanager
    async def _lifespan(self, _: Router) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            self._made = asyncio.create_task(self._making(stack))
            yield  # what is still being made then is left behind (`is_making`)

    async def _making(self, stack: AsyncExitStack) -> Starlette:
        application = await asyncio.to_thread(self._make)
        await stack.enter_async_context(application.router.lifespan_context(application))
        return application


async def _live(_: Request) -> JSONResponse:
    return JSONResponse({"status": "live"})


async def _starting(_: Request) -> JSONResponse:
    return JSONResponse({"status": "starting"}, 503)
