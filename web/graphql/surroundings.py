"""What surrounds a GraphQL operation while it runs: its session, the day, the language, who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from starlette.requests import Request

from catalog.db import Database
from catalog.gazetteer.lookup import office_geocoder
from catalog.people import Viewer
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.settings import Settings
from catalog.stamps import Footprint
from catalog.surrogates.files import MediaRoom
from catalog.terms import Role
from schema.context import Context
from web.cache import KEY
from web.headers import language_of
from web.identity import Clock, Door, Known, Uses, who_asks
from web.reads import Reads

_NOBODY = Known()


def context_factory(
    database: Database, settings: Settings, now: Clock, uses: Uses, room: MediaRoom, reads: Reads
) -> Callable[[Request], AbstractContextManager[object]]:
    """Opens the surroundings of one GraphQL operation: a session, the day, the language, the viewer."""
    office = office_geocoder(settings)
    door = Door.of(settings)

    @contextmanager
    def open_context(request: Request) -> Iterator[Context]:
        footprint = Footprint() if KEY in request.scope else None
        with database.read(footprint) as session:
            instant = now()
            reader = Reader(session, legal_day(instant), footprint=footprint, batches=[])
            # What may be kept bears nothing of a person: `web.graphql.ahead` has looked.
            known = _NOBODY if footprint is not None else who_asks(request, door, reader, instant, uses)
            app = _app(known.viewer)
            if app is not None:
                reader.answered = set()
            context = Context(
                reader=reader,
                language=language_of(request.headers.get("accept-language")),
                public_url=door.public_url,
                viewer=known.viewer,
                refusal=known.refusal,
                office=office,
                database=database,
                now=now if footprint is None else _noticed(now, footprint),
                room=room,
            )
            context.asked_at = instant
            yield context
            reader.let_go()
            if app is not None and reader.answered:
                reads.note(app, reader.answered)

    return open_context


def _noticed(now: Clock, footprint: Footprint) -> Clock:
    """The clock; whoever looks at it has an answer that is not good later."""

    def look() -> datetime:
        footprint.is_timeless = False
        return now()

    return look


def _app(viewer: Viewer | None) -> int | None:
    """The registered app that asks: whoever holds the token of an app's keeper."""
    is_app = viewer is not None and viewer.token is not None and Role.APP_DEVELOPER in viewer.roles
    return viewer.person_id if viewer is not None and is_app else None
