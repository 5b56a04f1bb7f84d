"""A file as an answer of HTTP: validators, one range of bytes, HEAD, and headers that make any file harmless.

RFC 9110: 304 for a client that has the bytes (13.1.2), 206 for one range (14.2), 416 for one beyond the end.
Several ranges at once, which cost a server more than the file (CVE-2025-62727), are answered with the whole.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.headers import policy

HARMLESS = policy(sandbox="", style_src="'unsafe-inline'")
"""A file that is opened by itself runs nothing, loads nothing and has no origin, whatever its bytes are."""

PIECE = 256 * 1024
"""Bytes read and sent at a time."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


PASSING = frozenset({"BUSY", "NO_TIME", "NO_MEMORY", "NO_SPACE"})
"""Refusals of pictures that may be made a little later."""

ROOM_FOR_PICTURES = 256 << 20
"""Bytes of the disk that stay free, above the floor, whatever pictures are asked for."""


@dataclass(frozen=True)
class Found:
    """A file to be answered with, and how."""

    path: Path
    tag: str
    mime: str
    name: str
    is_public: bool
    policy: str
    is_attachment: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """Bytes from `start` up to, not including, `stop`."""

    start: int
    stop: int


class BeyondError(ValueError):
    """A range that lies wholly behind the end."""


def read_range(header: str | None, size: int) -> Span | None:
    """The bytes that a Range header asks for; None for the whole: no header, several ranges, or none of ours.

    Raises `BeyondError`.
    """
    found = _RANGE.fullmatch((header or "").strip().lower().replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:  # the last so many
        start, stop = max(0, size - int(found[2])), size
        if int(found[2]) == 0:
            raise BeyondError
        return Span(start, stop)
    start = int(found[1])
    stop = min(size, int(found[2]) + 1) if found[2] else size
    if found[2] and int(found[2]) < start:
        return None
    if start >= size:
        raise BeyondError
    return Span(start, stop)


class FileAnswer(Response):
    """The file, or that part of it that was asked for, or that the client has it already."""

    def __init__(self, request: Request, found: Found) -> None:
        super().__init__()
        self._request = request
        self._found = found

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            size = (await anyio.Path(self._found.path).stat()).st_size
        except FileNotFoundError:  # thrown away since it was found
            await self._start(
                send, 503, {"retry-after": "1", "content-length": "0", "cache-control": "no-store"}
            )
            return
        tag = f'"{self._found.tag}"'
        headers = {**self._own_headers(), "etag": tag}
        asked = self._request.headers
        if _has(asked.get("if-none-match"), tag):
            await self._start(send, 304, headers)
            return
        wanted = asked.get("range") if asked.get("if-range") in (None, tag) else None
        try:
            span = read_range(wanted, size)
        except BeyondError:
            await self._start(
                send, 416, {**headers, "content-range": f"bytes */{size}", "content-length": "0"}
            )
            return
        status = 200 if span is None else 206
        if span is None:
            span = Span(0, size)
        else:
            headers["content-range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
        headers |= {"content-type": self._found.mime, "content-length": str(span.stop - span.start)}
        if self._request.method == "HEAD":
            await self._start(send, status, headers)
            return
        await send({"type": "http.response.start", "status": status, "headers": _raw(headers)})
        async for piece in _pieces(self._found.path, span):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _start(self, send: Send, status: int, headers: dict[str, str]) -> None:
        await send({"type": "http.response.start", "status": status, "headers": _raw(headers)})
        await send({"type": "http.response.body", "body": b""})

    def _own_headers(self) -> dict[str, str]:
        kind = "attachment" if self._found.is_attachment else "inline"
        headers = {
            "accept-ranges": "bytes",
            "content-security-policy": self._found.policy,
            "content-disposition": f'{kind}; filename="{self._found.name}"',
            "cache-control": "public, no-cache" if self._found.is_public else "private, no-cache",
        }
        if self._found.is_public:
            headers |= {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
        return {**headers, **self._found.headers}


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def _has(header: str | None, tag: str) -> bool:
    """Whether If-None-Match names the tag; a weak one counts too (RFC 9110, 13.1.2)."""
    given = {one.strip().removeprefix("W/") for one in (header or "").split(",")}
    return tag in given or "*" in given


async def _pieces(path: Path, span: Span) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        await file.seek(span.start)
        left = span.stop - span.start
        while left > 0:
            piece = await file.read(min(PIECE, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
