"""The endpoint of tus: which methods, which status, which headers, and how bytes get from a request to the disk.

Bytes are written as they come, a block at a time; what is acknowledged was forced to the disk before. There is no
limit to how long a request takes, only to how long it may pause: four gigabytes over a village's line take days.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias, TypeVar

import anyio
import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from catalog.db import Database, UnavailableError
from catalog.errors import (
    CatalogError,
    ForbiddenError,
    Message,
    NotFoundError,
    UnauthenticatedError,
)
from catalog.people import Viewer
from catalog.settings import Settings
from catalog.tables import Upload
from catalog.uploads import GoneError, QuotaError, TooLargeError
from media.errors import MediaError
from media.intake import CHECKSUMS, Appending
from web.headers import language_of
from web.identity import Clock, Uses
from web.uploads import protocol
from web.uploads.keeping import Keeping
from web.uploads.protocol import RefusedError

BLOCK = 1 << 20
"""Bytes that are gathered before a thread writes them: what one upload takes of the memory."""

_STATUS: tuple[tuple[type[CatalogError], int], ...] = (
    (UnavailableError, 503),
    (UnauthenticatedError, 401),
    (ForbiddenError, 403),
    (GoneError, 410),
    (NotFoundError, 404),
    (TooLargeError, 413),
    (QuotaError, 429),
    (CatalogError, 400),
)
_STATUS_OF_BYTES = {
    "NOT_THERE": 410,
    "BUSY": 423,
    "WRONG_OFFSET": 409,
    "TOO_LARGE": 413,
    "CHECKSUM_MISMATCH": protocol.CHECKSUM_MISMATCH,
    "NO_SPACE": 507,
}
_HEADERS_OF_STATUS = {
    401: {"WWW-Authenticate": "Bearer"},
    413: {"Connection": "close"},
    423: {"Retry-After": "5"},
    503: {"Retry-After": "5"},
}

Answer: TypeAlias = Callable[[Request, Viewer, str], Awaitable[Response]]
T = TypeVar("T")


@dataclass(frozen=True)
class Arrived:
    """What a request's bytes came to: how large the file is, its digest if it is whole, and why it broke off."""

    size: int
    digest: str | None = None
    failure: Exception | None = None


class UploadEndpoint:
    """An ASGI application that answers at `/uploads` and `/uploads/<id>`."""

    def __init__(self, keeping: Keeping, settings: Settings) -> None:
        self.keeping = keeping
        self._idle = settings.upload_idle_seconds
        self._threads = CapacityLimiter(settings.operation_threads)
        self._disk = CapacityLimiter(settings.operation_threads)
        self._options = {
            "Tus-Version": protocol.VERSION,
            "Tus-Extension": protocol.EXTENSIONS,
            "Tus-Max-Size": str(settings.max_upload_bytes),
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
        }
        self._answers: dict[bool, dict[str, Answer]] = {
            False: {"POST": self._create},
            True: {"HEAD": self._tell, "PATCH": self._continue, "DELETE": self._terminate},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return  # nobody is left to be answered
        response.headers.update(protocol.CORS)
        response.headers["Tus-Resumable"] = protocol.VERSION
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept-Language, Authorization, Cookie"
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        upload_id = request.path_params.get("id")
        answers = self._answers[upload_id is not None]
        allowed = {"Allow": ", ".join(["OPTIONS", *answers])}
        method = request.method
        if method == "POST" and upload_id is not None:  # for networks that know GET and POST only
            method = request.headers.get(protocol.OVERRIDE, method)
        if method == "OPTIONS":
            return Response(status_code=204, headers={**self._options, **protocol.PREFLIGHT, **allowed})
        try:
            if method not in answers:
                raise RefusedError(405, _WRONG_METHOD, allowed)
            protocol.check_version(request.headers)
            viewer = await self._in_thread(self.keeping.viewer, request)
            return await answers[method](request, viewer, upload_id or "")
        except (CatalogError, MediaError, RefusedError) as error:
            return _refused(error, language_of(request.headers.get("accept-language")))

    async def _create(self, request: Request, viewer: Viewer, _: str) -> Response:
        """Creation, with first bytes where they come along; those that are not taken can be sent once more."""
        wanted = protocol.wanted(request.headers)
        brings = protocol.has_body(request.headers)
        if brings:
            protocol.check_piece(request.headers)
        checksum = protocol.checksum(request.headers)
        upload = await self._in_thread(self.keeping.create, viewer, wanted)
        headers = {"Location": f"{protocol.PATH}/{upload.id}"}
        if brings:
            try:
                opened = partial(self.keeping.partial.open, upload.id, 0, upload.length, checksum)
                arrived = await self._received(request, opened)
            except MediaError:
                arrived = Arrived(0)
            upload = await self._noted(viewer, upload, arrived)
            headers["Upload-Offset"] = str(arrived.size)
        return Response(status_code=201, headers={**headers, **_expiry(upload)})

    async def _tell(self, _: Request, viewer: Viewer, upload_id: str) -> Response:
        """How far an upload has come."""
        upload = await self._in_thread(self.keeping.find, viewer, upload_id)
        size = await self._on_disk(self.keeping.partial.size, upload.id)
        if (
            size == upload.length and upload.ended_at is None
        ):  # the server was stopped before it noted the end
            digest = await self._on_disk(self.keeping.partial.digest, upload.id)
            upload = await self._noted(viewer, upload, Arrived(size, digest))
        return Response(headers=protocol.described(upload, size))

    async def _continue(self, request: Request, viewer: Viewer, upload_id: str) -> Response:
        """More bytes for an upload."""
        headers = request.headers
        protocol.check_piece(headers)
        offset, checksum = protocol.number(headers, "upload-offset"), protocol.checksum(headers)
        upload = await self._in_thread(self.keeping.find, viewer, upload_id)

        def opened() -> Appending:
            self.keeping.partial.check_space(protocol.announced(headers))
            writer = self.keeping.partial.open(upload.id, offset, upload.length, checksum)
            if offset + protocol.announced(headers) > upload.length:
                writer.close()
                raise RefusedError(413, _TOO_MUCH, {"Connection": "close"})
            return writer

        arrived = await self._received(request, opened)
        upload = await self._noted(viewer, upload, arrived)
        if arrived.failure is not None:
            raise arrived.failure
        return Response(status_code=204, headers={"Upload-Offset": str(arrived.size), **_expiry(upload)})

    async def _terminate(self, _: Request, viewer: Viewer, upload_id: str) -> Response:
        """Give an upload up."""
        await self._in_thread(self.keeping.terminate, viewer, upload_id)
        return Response(status_code=204)

    async def _received(self, request: Request, opened: Callable[[], Appending]) -> Arrived:
        """Write a request's bytes to the disk. What arrived stays where the request breaks off.

        Raises `MediaError` where nothing of it counts: the file cannot be opened, or the checksum is wrong.
        """
        writer = await self._on_disk(opened)
        failure: Exception | None = None
        try:
            try:
                failure = await self._poured(request, writer)
            except MediaError as error:
                failure = error
            size = await self._on_disk(partial(writer.keep, is_whole=failure is None))
            digest = await self._on_disk(writer.digest) if size == writer.limit else None
        finally:
            writer.close()
        return Arrived(size, digest, failure)

    async def _poured(self, request: Request, writer: Appending) -> Exception | None:
        """Everything that comes, to the disk; why it broke off if it did: the client went away, or paused too long."""
        held: list[bytes] = []
        failure: Exception | None = None
        has_more = True
        while has_more:
            message = None
            with anyio.move_on_after(self._idle):
                message = await request.receive()
            if message is None or message["type"] == "http.disconnect":
                failure = (
                    RefusedError(408, _TOO_SLOW, {"Connection": "close"})
                    if message is None
                    else ClientDisconnect()
                )
                has_more = False
            else:
                held.append(message.get("body", b""))
                has_more = message.get("more_body", False)
            if not has_more or sum(map(len, held)) >= BLOCK:
                await self._on_disk(writer.write, b"".join(held))
                held.clear()
        return failure

    async def _noted(self, viewer: Viewer, upload: Upload, arrived: Arrived) -> Upload:
        return await self._in_thread(self.keeping.note, viewer, upload, arrived.size, arrived.digest)

    async def _in_thread(self, verb: Callable[..., T], *arguments: object) -> T:
        return await anyio.to_thread.run_sync(verb, *arguments, limiter=self._threads)

    async def _on_disk(self, verb: Callable[..., T], *arguments: object) -> T:
        """In a thread that no locked database can keep waiting."""
        return await anyio.to_thread.run_sync(verb, *arguments, limiter=self._disk)


def upload_routes(settings: Settings, database: Database, now: Clock, uses: Uses) -> list[BaseRoute]:
    """The routes of uploads in pieces."""
    endpoint = UploadEndpoint(Keeping(settings, database, now, uses), settings)
    return [
        Route(protocol.PATH, endpoint, name="uploads"),
        Route(protocol.PATH + "/{id}", endpoint, name="upload"),
    ]


def _expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": protocol.instant(upload.expires_at)}


def _refused(error: CatalogError | MediaError | RefusedError, language: str) -> Response:
    """The refusal as one sentence, under the status that tus or HTTP has for it."""
    if isinstance(error, MediaError):
        status, message = _STATUS_OF_BYTES[error.code], Message(error.vi, error.en)
    elif isinstance(error, RefusedError):
        status, message = error.status, error.message
    else:
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        message = error.message
    headers = {**_HEADERS_OF_STATUS.get(status, {}), **getattr(error, "headers", {})}
    return PlainTextResponse(
        f"{message.in_language(language)}\n", status, {"Content-Language": language, **headers}
    )


_WRONG_METHOD = Message("Địa chỉ này không nhận phương thức đó.", "This address does not answer that method.")
_TOO_MUCH = Message(
    "Phần gửi lên dài hơn độ dài đã báo của tệp.",
    "The piece is longer than what the file was announced to have.",
)
_TOO_SLOW = Message("Quá lâu không có byte nào đến.", "No byte arrived for too long.")
