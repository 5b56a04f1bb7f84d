"""`/media/<digest>/<name>`: the pictures of a file, and the file itself where its rights allow it.

An address names bytes that never change, but whether they may be seen can change at any moment: a picture
may be withdrawn, its licence end. So every answer is checked again, by its ETag, which costs no more than a 304
(docs/decisions/0003-pictures-are-asked-for-again.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from pathlib import Path

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.db import Database
from catalog.errors import Message, NotFoundError
from catalog.settings import Settings
from catalog.surrogates.captions import caption_text
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.pictures import Pictures
from catalog.surrogates.showing import Shown, Sight, sight_of
from media.errors import MediaError
from media.kinds import Group, MediaType
from media.links import MEDIA, WITHDRAWN, play_name
from media.profiles import Recipe
from web.files import HARMLESS, PASSING, ROOM_FOR_PICTURES, FileAnswer, Found
from web.headers import language_of
from web.identity import Clock

_DIGEST = re.compile(r"[0-9a-f]{64}")
_WHOLE = re.compile(r"(original|play-1)\.[a-z0-9]{2,5}")
_CAPTIONS = re.compile(r"captions-[a-z]{2,3}(-[A-Za-z0-9]{2,8})*-[0-9a-f]{16}\.vtt")

_ANSWERS: Mapping[HTTPStatus, Message] = {
    HTTPStatus.NOT_FOUND: Message("Không có tệp này.", "There is no such file."),
    HTTPStatus.GONE: Message("Tệp này không còn được công bố.", "This file is not public any more."),
    HTTPStatus.FORBIDDEN: Message(
        "Địa chỉ này đã hết hạn; hãy mở lại từ bản ghi.",
        "This address has expired; open it from the record again.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Message(
        "Máy chủ đang bận làm ảnh; hãy thử lại sau ít giây.",
        "The server is busy making pictures; try again in a few seconds.",
    ),
}


class RefusedError(Exception):
    """An address that is not answered with a file."""

    def __init__(self, status: HTTPStatus, message: Message | None = None) -> None:
        super().__init__(status)
        self.status, self.message = status, message or _ANSWERS[status]


@dataclass(frozen=True)
class Answer:
    """A file to answer with, and how it is made where it is not there yet."""

    found: Found
    make: Callable[[], object] | None = None


MOST_WAITING = 200
"""Requests that wait for pictures to be made; whoever comes then is told to come again."""


class Delivery:
    """The files of one installation."""

    def __init__(self, settings: Settings, database: Database, room: MediaRoom, now: Clock) -> None:
        self.database = database
        self.room = room
        self.pictures = Pictures(room)
        self.now = now
        self._makers = settings.media_workers
        self._waiting = 0

    @cached_property
    def limiter(self) -> anyio.CapacityLimiter:
        """How many pictures are made at the same time; what is made already is delivered beside that."""
        return anyio.CapacityLimiter(self._makers)

    async def file(self, request: Request) -> Response:
        """A picture or a file; GET and HEAD, whole or one range of bytes."""
        try:
            answer = await run_in_threadpool(self.find, request)
            if isinstance(answer, Answer) and answer.make is not None:
                answer = await self._made(request, answer.make)
        except RefusedError as error:
            return _refusal(request, error.status, error.message)
        return FileAnswer(request, answer.found) if isinstance(answer, Answer) else answer

    async def _made(self, request: Request, make: Callable[[], object]) -> Answer | Response:
        """What is found once it is made: whether it may be seen is asked again, for that may have taken a while."""
        if self._waiting >= MOST_WAITING:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        self._waiting += 1
        try:
            await anyio.to_thread.run_sync(self._make, make, limiter=self.limiter)
        finally:
            self._waiting -= 1
        try:
            answer = await run_in_threadpool(self.find, request)
        except RefusedError:
            await run_in_threadpool(self.room.store.forget_derived, request.path_params["digest"])
            raise
        if isinstance(answer, Answer) and answer.make is not None:  # taken away in between
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        return answer

    def _make(self, make: Callable[[], object]) -> None:
        try:
            self.room.intake.check_space(ROOM_FOR_PICTURES)
            if make() is None:
                raise RefusedError(HTTPStatus.NOT_FOUND)
        except (NotFoundError, ValueError):
            raise RefusedError(HTTPStatus.NOT_FOUND) from None
        except FileNotFoundError:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE) from None  # thrown away in the midst of it
        except MediaError as error:
            if error.code == "STORE_UNAVAILABLE":
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, Message(error.vi, error.en)) from error
            status = HTTPStatus.SERVICE_UNAVAILABLE if error.code in PASSING else HTTPStatus.NOT_FOUND
            raise RefusedError(status) from error

    def find(self, request: Request) -> Answer | Response:
        """The file to answer with, or a caption track as an answer. Raises `RefusedError`."""
        digest, name = request.path_params["digest"], request.path_params["name"]
        recipe = Recipe.parse(name)
        is_known = recipe is not None or _WHOLE.fullmatch(name) or _CAPTIONS.fullmatch(name)
        if not _DIGEST.fullmatch(digest) or not is_known:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        with self.database.read() as session:
            shown = sight_of(session, digest)
        is_signed = self._is_signed(request, WITHDRAWN if shown.is_withdrawn else "")
        media_type = shown.media_type
        if media_type is None:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        if shown.sight != Sight.PUBLIC and not is_signed:
            raise RefusedError(HTTPStatus.GONE if shown.sight == Sight.GONE else HTTPStatus.NOT_FOUND)
        if _CAPTIONS.fullmatch(name):
            return self._captions(request, digest, name, is_public=not is_signed)
        if recipe is not None:
            return self._picture(digest, media_type, recipe, shown, is_signed)
        if name == play_name(media_type):
            return self._played(digest, media_type, shown, is_signed)
        return self._original(digest, name, media_type, shown, is_signed)

    def _is_signed(self, request: Request, state: str) -> bool:
        given = request.query_params
        if "signature" not in given and "expires" not in given:
            return False
        expires, signature = given.get("expires", ""), given.get("signature", "")
        if not self.room.links.is_signed(request.url.path, expires, signature, self.now().timestamp(), state):
            raise RefusedError(HTTPStatus.FORBIDDEN)
        return True

    def _picture(
        self, digest: str, media_type: MediaType, recipe: Recipe, shown: Shown, is_signed: bool
    ) -> Answer:
        """A picture; to the public only such a crop as a public description asks for."""
        if recipe.profile.value.is_crop and not is_signed and not shown.has_crop(recipe):
            raise RefusedError(HTTPStatus.NOT_FOUND)
        place = self.room.store.derived(digest, recipe.name)
        found = Found(
            path=place,
            tag=f"{digest[:32]}-{recipe.name}",
            mime=recipe.format.mime,
            name=f"{digest[:12]}-{recipe.name}",
            is_public=shown.sight == Sight.PUBLIC,
            policy=HARMLESS,
        )
        make = lambda: self.pictures.made(digest, media_type, recipe)  # noqa: E731
        return Answer(found, None if place.exists() else make)

    def _copy(self, digest: str, media_type: MediaType, found: Found) -> Answer:
        """An answer with the copy of a file that holds nothing of its maker's device."""
        make = lambda: self.pictures.clean(digest, media_type)  # noqa: E731
        return Answer(found, None if found.path.exists() else make)

    def _played(self, digest: str, media_type: MediaType, shown: Shown, is_signed: bool) -> Answer:
        """The copy that is played: to whoever may see it. A model is handed on whole, so its rights have to allow that."""
        is_model = media_type.group is Group.MODEL
        is_recording = media_type.group in (Group.AUDIO, Group.VIDEO)
        if not (is_recording or (is_model and (is_signed or shown.may_share_original))):
            raise RefusedError(HTTPStatus.NOT_FOUND)
        found = Found(
            path=self.room.store.derived(digest, f"original.{media_type.extension}"),
            tag=f"{digest[:32]}-{play_name(media_type)}",
            mime=media_type.mime,
            name=f"{digest[:12]}.{media_type.extension}",
            is_public=shown.sight == Sight.PUBLIC,
            policy=HARMLESS,
            is_attachment=is_model,
        )
        return self._copy(digest, media_type, found)

    def _captions(self, request: Request, digest: str, name: str, *, is_public: bool) -> Response:
        """A caption track, small enough to be sent whole."""
        with self.database.read() as session:
            text = caption_text(session, digest, name, is_public=is_public)
        if text is None:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        headers = {
            "etag": f'"{digest[:16]}-{name}"',
            "content-security-policy": HARMLESS,
            "cache-control": "public, no-cache" if is_public else "private, no-cache",
        }
        if is_public:
            headers |= {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
        given = {
            one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")
        }
        if headers["etag"] in given:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(text, media_type="text/vtt", headers=headers)

    def _original(
        self, digest: str, name: str, media_type: MediaType, shown: Shown, is_signed: bool
    ) -> Answer:
        """To staff the bytes as they were received; to the public, where its rights allow, a copy without metadata."""
        if name != f"original.{media_type.extension}":
            raise RefusedError(HTTPStatus.NOT_FOUND)
        found = Found(
            path=self.room.store.derived(digest, name),
            tag=digest if is_signed else f"{digest}-clean",
            mime=media_type.mime,
            name=f"{digest[:12]}.{media_type.extension}",
            is_public=not is_signed,
            policy=HARMLESS,
            is_attachment=True,
        )
        if is_signed:
            return Answer(replace(found, path=self._kept(digest)))
        if not shown.may_share_original:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        return self._copy(digest, media_type, found)

    def _kept(self, digest: str) -> Path:
        try:
            return self.room.store.path(digest)
        except FileNotFoundError:
            raise RefusedError(HTTPStatus.NOT_FOUND) from None
        except MediaError as error:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, Message(error.vi, error.en)) from error


def _refusal(request: Request, status: HTTPStatus, message: Message) -> Response:
    language = language_of(request.headers.get("accept-language"))
    headers = {
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept-Language",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    return PlainTextResponse(f"{message.in_language(language)}\n", status.value, headers)


def delivery_routes(settings: Settings, database: Database, room: MediaRoom, now: Clock) -> list[BaseRoute]:
    """The one address of files."""
    delivery = Delivery(settings, database, room, now)
    return [Route(f"{MEDIA}/{{digest}}/{{name}}", delivery.file, methods=["GET"])]
