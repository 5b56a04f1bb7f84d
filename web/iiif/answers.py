"""What all answers of the IIIF addresses share: JSON-LD or JSON, open to every origin, and refusals in words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from catalog.errors import Message
from web.headers import language_of, weighted

JSON, JSON_LD = "application/json", "application/ld+json"
OPEN: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT: Mapping[str, str] = {
    **OPEN,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}

NOT_FOUND = Message("Không có ảnh hay bộ ảnh này.", "There is no such picture or set of pictures.")
GONE = Message("Ảnh này không còn được công bố.", "This is not public any more.")
BUSY = Message(
    "Máy chủ đang bận làm ảnh; hãy thử lại sau ít giây.",
    "The server is busy making pictures; try again in a few seconds.",
)


class RefusedError(Exception):
    """An address that is not answered with what it asks for."""

    def __init__(self, status: HTTPStatus, message: Message) -> None:
        super().__init__(status)
        self.status, self.message = status, message


def refusal(request: Request, error: RefusedError) -> Response:
    """Why not, in the visitor's language."""
    language = language_of(request.headers.get("accept-language"))
    headers = {
        **OPEN,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept-Language",
    }
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    return PlainTextResponse(f"{error.message.in_language(language)}\n", error.status, headers)


def document(request: Request, content: Mapping[str, Any], **more: str) -> Response:
    """A description as JSON-LD or JSON, or 304 where the client has just this one; `more` are headers."""
    body = orjson.dumps(content)
    kind = f'{JSON_LD};profile="{content["@context"]}"' if wants_json_ld(request) else JSON
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        **OPEN,
        "Content-Type": kind,
        "Vary": "Accept",
        "Cache-Control": "public, no-cache",
        "ETag": tag,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    had = {given.strip() for given in request.headers.get("if-none-match", "").split(",")}
    return Response(None, HTTPStatus.NOT_MODIFIED, headers) if tag in had else Response(body, headers=headers)


def wants_json_ld(request: Request) -> bool:
    """Whether the client asks for JSON-LD by name, or says nothing (Image API 3.0, 5.1)."""
    header = request.headers.get("accept")
    if header is None:
        return True
    given = dict(weighted(item) for item in header.split(",")[:50])
    return given.get(JSON_LD, 0.0) > 0 and given[JSON_LD] >= given.get(JSON, 0.0)


def origin_of(request: Request, public_url: str) -> str:
    """The beginning of absolute addresses: the public one, else that of the request."""
    return public_url or f"{request.url.scheme}://{request.url.netloc}"
