"""`/media/<digest>/<name>`: the pictures of a file, and the file itself where its rights allow it.

An address names bytes that never change, but whether they may be seen can change at any moment: a picture
may be withdrawn, its licence end. So every answer is checked again, by its ETag, which costs no more than a 304
(docs/decisions/0003-pictures-are-asked-for-again.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.db import Database
from catalog.errors import Message, NotFoundError
from catalog.surrogates.captions import caption_text
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.pictures import Pictures
from catalog.surrogates.showing import Shown, Sight, sight_of
from media.errors import MediaError
from media.kinds import Group, MediaType
from media.links import MEDIA, play_name
from media.profiles import Recipe
from web.files import HARMLESS, FileAnswer, Found
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


class Delivery:
    """The files of one installation."""

    def __init__(self, database: Database, room: MediaRoom, now: Clock) -> None:
        self.database = database
        self.room = room
        self.pictures = Pictures(room)
        self.now = now

    async def file(self, request: Request) -> Response:
        """A picture or a file; GET and HEAD, whole or one range of bytes."""
        try:
            found = await run_in_threadpool(self.find, request)
        except RefusedError as error:
            return _refusal(request, error.status, error.message)
        return found if isinstance(found, Response) else FileAnswer(request, found)

    def find(self, request: Request) -> Found | Response:
        """The file to answer with, or a caption track as an answer. Raises `RefusedError`."""
        digest, name = request.path_params["digest"], request.path_params["name"]
        recipe = Recipe.parse(name)
        is_known = recipe is not None or _WHOLE.fullmatch(name) or _CAPTIONS.fullmatch(name)
        if not _DIGEST.fullmatch(digest) or not is_known:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        is_signed = self._is_signed(request)
        with self.database.read() as session:
            shown = sight_of(session, digest)
        media_type = shown.media_type
        if media_type is None:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        if shown.sight != Sight.PUBLIC and not is_signed:
            raise RefusedError(HTTPStatus.GONE if shown.sight == Sight.GONE else HTTPStatus.NOT_FOUND)
        if _CAPTIONS.fullmatch(name):
            return self._captions(request, digest, name, is_public=not is_signed)
        try:
            if recipe is not None:
                return self._picture(digest, media_type, recipe, shown)
            if name == play_name(media_type):
                return self._played(digest, media_type, shown, is_signed)
            return self._original(digest, name, media_type, shown, is_signed)
        except NotFoundError:
            raise RefusedError(HTTPStatus.NOT_FOUND) from None
        except MediaError as error:
            if error.code == "STORE_UNAVAILABLE":
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, Message(error.vi, error.en)) from error
            is_passing = error.code in ("BUSY", "NO_TIME", "NO_MEMORY")
            status = HTTPStatus.SERVICE_UNAVAILABLE if is_passing else HTTPStatus.NOT_FOUND
            raise RefusedError(status) from error

    def _is_signed(self, request: Request) -> bool:
        given = request.query_params
        if "signature" not in given and "expires" not in given:
            return False
        now = self.now().timestamp()
        if not self.room.links.is_signed(
            request.url.path, given.get("expires", ""), given.get("signature", ""), now
        ):
            raise RefusedError(HTTPStatus.FORBIDDEN)
        return True

    def _picture(self, digest: str, media_type: MediaType, recipe: Recipe, shown: Shown) -> Found:
        path = self.pictures.made(digest, media_type, recipe)
        return Found(
            path=path,
            tag=f"{digest[:32]}-{recipe.name}",
            mime=recipe.format.mime,
            name=f"{digest[:12]}-{recipe.name}",
            is_public=shown.sight == Sight.PUBLIC,
            policy=HARMLESS,
        )

    def _played(self, digest: str, media_type: MediaType, shown: Shown, is_signed: bool) -> Found:
        """The copy that is played: to whoever may see it. A model is handed on whole, so its rights have to allow that."""
        is_model = media_type.group is Group.MODEL
        is_recording = media_type.group in (Group.AUDIO, Group.VIDEO)
        may_have = is_recording or (is_model and (is_signed or shown.may_share_original))
        copy = self.pictures.clean(digest, media_type) if may_have else None
        if copy is None:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        return Found(
            path=copy,
            tag=f"{digest[:32]}-{play_name(media_type)}",
            mime=media_type.mime,
            name=f"{digest[:12]}.{media_type.extension}",
            is_public=shown.sight == Sight.PUBLIC,
            policy=HARMLESS,
            is_attachment=is_model,
        )

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
    ) -> Found:
        """To staff the bytes as they were received; to the public, where its rights allow, a copy without metadata."""
        if name != f"original.{media_type.extension}":
            raise RefusedError(HTTPStatus.NOT_FOUND)
        if is_signed:
            try:
                path, tag = self.room.store.path(digest), digest
            except FileNotFoundError:
                raise RefusedError(HTTPStatus.NOT_FOUND) from None
        else:
            copy = self.pictures.clean(digest, media_type) if shown.may_share_original else None
            if copy is None:
                raise RefusedError(HTTPStatus.NOT_FOUND)
            path, tag = copy, f"{digest}-clean"
        return Found(
            path=path,
            tag=tag,
            mime=media_type.mime,
            name=f"{digest[:12]}.{media_type.extension}",
            is_public=not is_signed,
            policy=HARMLESS,
            is_attachment=True,
        )


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


def delivery_routes(database: Database, room: MediaRoom, now: Clock) -> list[BaseRoute]:
    """The one address of files."""
    delivery = Delivery(database, room, now)
    return [Route(f"{MEDIA}/{{digest}}/{{name}}", delivery.file, methods=["GET"])]
