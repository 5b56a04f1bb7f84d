"""The public pages by themselves: what a server answers with before GraphQL is loaded, and shares with the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from catalog.db import Database, UnavailableError
from catalog.errors import CatalogError, TooCostlyError
from catalog.settings import Settings
from web.access import Line, by_structlog
from web.headers import EdgeMiddleware
from web.identity import Clock, Uses
from web.pages import Pages, last_route, page_routes


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


class Front:
    """The pages over one database, and what every application around them has in common."""

    def __init__(
        self, settings: Settings, database: Database, now: Clock = utc_now, line: Line = by_structlog
    ) -> None:
        self.line = line
        self.settings, self.database, self.now = settings, database, now
        self.uses = Uses(database)
        self.pages = Pages(settings, database, now)
        self.routes = page_routes(self.pages)
        self.last = last_route(self.pages)

    def application(
        self,
        routes: Sequence[BaseRoute],
        lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]] | None = None,
        before: Callable[[ASGIApp], ASGIApp] | None = None,
    ) -> Starlette:
        """An application of these routes, behind what every request passes; `before` stands before even that."""
        application = Starlette(
            routes=routes,
            middleware=[Middleware(EdgeMiddleware, settings=self.settings, line=self.line)],
            exception_handlers={UnavailableError: _unavailable, TooCostlyError: _busy},
            lifespan=lifespan,
        )
        if before is not None:
            application.middleware_stack = before(application.build_middleware_stack())
        return application


async def _unavailable(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503, {"Retry-After": "5"})


async def _busy(_: Request, error: Exception) -> Response:
    told = f"{error.message.vi}\n{error.message.en}\n" if isinstance(error, CatalogError) else ""
    return PlainTextResponse(told, 503, {"Retry-After": "5"})
