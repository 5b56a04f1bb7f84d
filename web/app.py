"""The composition root: an application from lists of routes and middleware. Nothing happens at import."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from catalog.db import Database
from catalog.roles import Deed
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from catalog.watching import Watch
from schema.build import public_schema
from schema.parts import KeptParts
from schema.plans import Executor
from web.board import Board
from web.cache import Answers
from web.delivery import delivery_routes
from web.desk import desk_routes
from web.desk.boundaries import boundary_routes
from web.explorer import explorer_routes
from web.front import Front, utc_now
from web.graphql import (
    Ahead,
    Forms,
    GraphQLEndpoint,
    PublicQuestions,
    Surroundings,
    graphql_routes,
    subscription_routes,
)
from web.health import health_routes
from web.identity import Clock, Door, admitted
from web.iiif import iiif_routes
from web.metrics import figures_of, metrics_routes, telling
from web.pages.score_files import score_file_routes
from web.reads import Reads
from web.sessions import session_routes
from web.uploads import upload_routes


def create_app(settings: Settings, database: Database | None = None, now: Clock = utc_now) -> Starlette:
    """The whole web application over one database, which must be migrated already.

    The database is opened from the settings unless given; it is closed with the application.
    """
    return whole(Front(settings, database or Database(settings.database), now))


def whole(front: Front, board: Board | None = None) -> Starlette:
    """The whole web application around pages that may have been answering already.

    `board` is where several workers of one server tell their figures.
    """
    settings, database, now, uses = front.settings, front.database, front.now, front.uses
    reads = Reads(database, now)
    parts = KeptParts(settings.part_cache_bytes, settings.data, settings.min_free_disk_bytes)
    executor = Executor(public_schema(), settings, parts)
    door = Door.of(settings)
    room = MediaRoom.of(settings)
    watch = Watch(database)
    answers = Answers(settings.answer_cache_bytes, watch)
    surroundings = Surroundings(database, settings, now, uses, room, reads)
    forms = Forms(
        settings,
        room.intake,
        lambda request: admitted(request, door, database, now(), uses, Deed.IMPORT_TABLE),
    )
    endpoint = GraphQLEndpoint(executor, settings, surroundings.of_one, forms)
    questions = PublicQuestions(endpoint, settings, answers, surroundings.of_all)
    figures = partial(figures_of, executor, answers)
    routes: list[BaseRoute] = [
        *health_routes(database),
        *metrics_routes(figures, board),
        *graphql_routes(endpoint),
        *subscription_routes(executor, settings, surroundings.of_one, database),
        *upload_routes(settings, database, now, uses),
        *delivery_routes(settings, database, room, now),
        *iiif_routes(settings, database, room, now),
        *explorer_routes(is_demo=settings.is_demo),
        *boundary_routes(database, now),
        *desk_routes(basemap=settings.basemap, is_demo=settings.is_demo),
        *session_routes(settings, database, now, uses),
        *score_file_routes(front.pages, settings, database, now, uses),
        *front.routes,
        front.last,
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with telling(figures, board):
            yield
        watch.close()
        room.close()
        uses.close()
        reads.close()
        database.close()

    ahead = partial(Ahead, settings=settings, questions=questions, now=now, line=front.line)
    return front.application(routes, lifespan, ahead)
