"""The composition root: an application from lists of routes and middleware. Nothing happens at import."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from catalog.db import Database, UnavailableError
from catalog.errors import CatalogError, TooCostlyError
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from schema.build import public_schema
from schema.plans import Executor
from web.delivery import delivery_routes
from web.desk import desk_routes
from web.desk.boundaries import boundary_routes
from web.explorer import explorer_routes
from web.graphql import Forms, graphql_routes, subscription_routes
from web.headers import EdgeMiddleware
from web.health import health_routes
from web.identity import Clock, Door, Uses, admitted, context_factory
from web.iiif import iiif_routes
from web.pages import page_routes
from web.reads import Reads
from web.sessions import session_routes
from web.uploads import upload_routes


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def create_app(settings: Settings, database: Database | None = None, now: Clock = utc_now) -> Starlette:
    """The whole web application over one database, which must be migrated already.

    The database is opened from the settings unless given; it is closed with the application.
    """
    database = database or Database(settings.database)
    uses, reads = Uses(database), Reads(database, now)
    executor = Executor(public_schema(), settings)
    door = Door.of(settings)
    room = MediaRoom.of(settings)
    open_context = context_factory(database, settings, now, uses, room, reads)
    forms = Forms(settings, room.intake, lambda request: admitted(request, door, database, now(), uses))
    routes: list[BaseRoute] = [
        *health_routes(database),
        *graphql_routes(executor, settings, open_context, forms=forms),
        *subscription_routes(executor, settings, open_context, database),
        *upload_routes(settings, database, now, uses),
        *delivery_routes(settings, database, room, now),
        *iiif_routes(settings, database, room, now),
        *explorer_routes(is_demo=settings.is_demo),
        *boundary_routes(database, now),
        *desk_routes(basemap=settings.basemap, is_demo=settings.is_demo),
        *session_routes(settings, database, now, uses),
        *page_routes(settings, database, now, uses),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        room.close()
        uses.close()
        reads.close()
        database.close()

    return Starlette(
        routes=routes,
        middleware=[Middleware(EdgeMiddleware, settings=settings)],
        exception_handlers={UnavailableError: _unavailable, TooCostlyError: _busy},
        lifespan=lifespan,
    )


async def _unavailable(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503, {"Retry-After": "5"})


async def _busy(_: Request, error: Exception) -> Response:
    told = f"{error.message.vi}\n{error.message.en}\n" if isinstance(error, CatalogError) else ""
    return PlainTextResponse(told, 503, {"Retry-After": "5"})
