"""Who asks: the bearer token of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from starlette.requests import Request

from catalog.db import Database
from catalog.errors import Message, UnauthenticatedError
from catalog.gazetteer.lookup import office_geocoder
from catalog.people import Viewer, identify
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.settings import Settings
from schema.context import Context
from web.headers import language_of

Clock = Callable[[], datetime]


def context_factory(
    database: Database, settings: Settings, now: Clock
) -> Callable[[Request], AbstractContextManager[object]]:
    """Opens the surroundings of one GraphQL operation: a session, the day, the language, the viewer."""
    office = office_geocoder(settings)
    public_url = (settings.public_url or "").rstrip("/")

    @contextmanager
    def open_context(request: Request) -> Iterator[Context]:
        with database.read() as session:
            reader = Reader(session, legal_day(now()))
            yield Context(
                reader=reader,
                language=language_of(request.headers.get("accept-language")),
                public_url=public_url,
                viewer=viewer_of(request, reader, now()),
                office=office,
                database=database,
                now=now,
            )

    return open_context


def viewer_of(request: Request, reader: Reader, instant: datetime) -> Viewer | None:
    """The holder of the request's bearer token; None without an Authorization header.

    Raises `UnauthenticatedError` for any other scheme, and for a token that is not good: silently
    answering as the public would hide the mistake.
    """
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthenticatedError(
            Message(
                "Chỉ nhận mã truy cập dạng “Authorization: Bearer ...”.",
                "Only “Authorization: Bearer ...” is accepted.",
            )
        )
    return identify(reader.session, token.strip(), instant)
