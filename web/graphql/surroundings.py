"""What surrounds a GraphQL operation while it runs: its session, the day, the language, who asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
from web.headers import language_of
from web.identity import Clock, Door, Uses, who_asks
from web.reads import Reads


class Surroundings:
    """Opens the surroundings of one GraphQL operation: a session, the day, the language, the viewer."""

    def __init__(
        self, database: Database, settings: Settings, now: Clock, uses: Uses, room: MediaRoom, reads: Reads
    ) -> None:
        self._database, self._now, self._uses = database, now, uses
        self._room, self._reads = room, reads
        self._office = office_geocoder(settings)
        self._door = Door.of(settings)

    @contextmanager
    def of_one(self, request: Request) -> Iterator[Context]:
        """For whoever asks by this request."""
        with self._database.read() as session:
            instant = self._now()
            reader = Reader(session, legal_day(instant), batches=[])
            known = who_asks(request, self._door, reader, instant, self._uses)
            app = _app(known.viewer)
            if app is not None:
                reader.answered = set()
            context = self._context(reader, language_of(request.headers.get("accept-language")), self._now)
            context.viewer, context.refusal, context.asked_at = known.viewer, known.refusal, instant
            yield context
            reader.let_go()
            if app is not None and reader.answered:
                self._reads.note(app, reader.answered)

    @contextmanager
    def of_all(self, language: str) -> Iterator[Context]:
        """For everybody's question; they tell what its answer depends on."""
        footprint = Footprint()
        with self._database.read(footprint) as session:
            instant = self._now()
            reader = Reader(session, legal_day(instant), footprint=footprint, batches=[])
            context = self._context(reader, language, _noticed(self._now, footprint))
            context.asked_at = instant
            yield context
            reader.let_go()

    def _context(self, reader: Reader, language: str, now: Clock) -> Context:
        return Context(
            reader=reader,
            language=language,
            public_url=self._door.public_url,
            office=self._office,
            database=self._database,
            now=now,
            room=self._room,
        )


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
