"""`/iiif/3/<code>/...`: pictures and parts of them by the Image API 3.0, as far as the public sees them now.

What may be seen is looked up at every request, so a picture that is withdrawn is gone at once (410), whatever
was made of it before. Parts are made by few threads of their own, so that a viewer that asks for two hundred
at once leaves a worker process to everybody else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from catalog.db import Database
from catalog.errors import Message, NotFoundError
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.showing import ShownPicture, Sight, picture_of
from catalog.surrogates.tiles import Tiles, name_of
from media.errors import MediaError
from media.iiif import PROFILE, Cut, RequestError, information, read_cut
from web.files import HARMLESS, PASSING, ROOM_FOR_PICTURES, FileAnswer, Found
from web.iiif.answers import BUSY, GONE, NOT_FOUND, PREFLIGHT, RefusedError, document, origin_of, refusal
from web.iiif.manifests import http_rights, manifest_address, service_address

MOST_WAITING = 400
"""Parts that wait to be made; whoever asks for one more is told to come back."""
_PROFILE_LINK = f'<{PROFILE}>;rel="profile"'

Answer = Callable[["Images", Request], Awaitable[Response]]


def told(answer: Answer) -> Answer:
    """The same, but that a browser may ask beforehand, and that refusals are answers."""

    async def endpoint(self: Images, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(None, HTTPStatus.NO_CONTENT, PREFLIGHT)
        try:
            return await answer(self, request)
        except RefusedError as error:
            return refusal(request, error)

    return endpoint


class Images:
    """The image services of one installation."""

    def __init__(self, settings: Settings, database: Database, room: MediaRoom) -> None:
        self.database = database
        self.public_url = (settings.public_url or "").rstrip("/")
        self.room = room
        self.tiles = Tiles(room, settings.tile_cache_bytes)
        self._makers = max(1, settings.media_workers - 1)
        self._waiting = 0

    @cached_property
    def limiter(self) -> anyio.CapacityLimiter:
        """How many parts are made at the same time."""
        return anyio.CapacityLimiter(self._makers)

    @told
    async def base(self, request: Request) -> Response:
        """The service's own address leads to its description (303)."""
        code, _ = await run_in_threadpool(self.find, request)
        address = f"{service_address(self._origin(request), code)}/info.json"
        return Response(None, HTTPStatus.SEE_OTHER, {**PREFLIGHT, "Location": address})

    @told
    async def info(self, request: Request) -> Response:
        """The description of one picture's service."""
        code, shown = await run_in_threadpool(self.find, request)
        origin = self._origin(request)
        content = information(
            service_address(origin, code), shown.width, shown.height, http_rights(shown.rights_uri)
        )
        site = code.partition(".")[0]
        whole = {"id": manifest_address(origin, site), "type": "Manifest", "label": {"none": [site]}}
        return document(request, {**content, "partOf": [whole]}, Link=_PROFILE_LINK)

    @told
    async def image(self, request: Request) -> Response:
        """A picture or a part of it."""
        code, shown, cut = await run_in_threadpool(self._asked, request)
        if shown.media_type is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
        path = await run_in_threadpool(self.tiles.kept, shown.digest, cut)
        if path is None:
            if self._waiting >= MOST_WAITING:
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, BUSY)
            self._waiting += 1
            try:
                path = await anyio.to_thread.run_sync(self._make, shown, cut, limiter=self.limiter)
            finally:
                self._waiting -= 1
            await self._still(request, shown.digest)
        canonical = f"{service_address(self._origin(request), code)}/{quote(cut.canonical, safe='/,:!')}"
        found = Found(
            path=path,
            tag=f"{shown.digest[:32]}-{name_of(cut)}",
            mime=cut.format.mime,
            name=f"{code}.{cut.format}",
            is_public=True,
            policy=HARMLESS,
            headers={"link": f'<{canonical}>;rel="canonical", {_PROFILE_LINK}'},
        )
        return FileAnswer(request, found)

    def find(self, request: Request) -> tuple[str, ShownPicture]:
        """The picture that an address names. Raises `RefusedError`: 404, or 410 for one that was public once."""
        code = request.path_params["identifier"]
        with self.database.read() as session:
            shown = picture_of(session, code) if _is_code(code) else ShownPicture(Sight.UNKNOWN)
        if shown.sight == Sight.GONE:
            raise RefusedError(HTTPStatus.GONE, GONE)
        if shown.sight != Sight.PUBLIC:
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
        return code, shown

    def _asked(self, request: Request) -> tuple[str, ShownPicture, Cut]:
        code, shown = self.find(request)
        given = request.path_params
        try:
            cut = read_cut(
                (shown.width, shown.height), given["region"], given["size"], given["rotation"], given["file"]
            )
        except RequestError as error:
            is_understood = error.code == "NO_UPSCALING"
            status = HTTPStatus.NOT_IMPLEMENTED if is_understood else HTTPStatus.BAD_REQUEST
            raise RefusedError(status, Message(error.vi, error.en)) from None
        return code, shown, cut

    async def _still(self, request: Request, digest: str) -> None:
        """Ask again whether it may be seen: the making may have taken a while. What may not is thrown away."""
        try:
            await run_in_threadpool(self.find, request)
        except RefusedError:
            await run_in_threadpool(self.room.store.forget_derived, digest)
            raise

    def _make(self, shown: ShownPicture, cut: Cut) -> Path:
        if shown.media_type is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
        try:
            self.room.intake.check_space(ROOM_FOR_PICTURES)
            return self.tiles.made(shown.digest, shown.media_type, cut)
        except NotFoundError:
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND) from None
        except FileNotFoundError:  # thrown away in the midst of it
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, BUSY) from None
        except MediaError as error:
            if error.code == "STORE_UNAVAILABLE":
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, Message(error.vi, error.en)) from error
            if error.code in PASSING:
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, BUSY) from error
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND) from error

    def _origin(self, request: Request) -> str:
        return origin_of(request, self.public_url)


def _is_code(text: str) -> bool:
    """Whether it may be a surrogate's code; anything else need not be looked up."""
    return len(text) <= 40 and text.isascii() and text.isprintable()
