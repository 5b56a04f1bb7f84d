"""What every request and answer passes, whatever the route: host check, request id, security headers, log.

A route chooses its own policy by setting the header itself, for instance
`Content-Security-Policy: PAGE_POLICY`; what it leaves out is filled in with the strictest value.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from catalog.errors import Message as Words
from catalog.settings import Settings
from web.access import Line, by_structlog, told_agent, told_method, told_of, told_path

RawHeaders: TypeAlias = list[tuple[bytes, bytes]]
UNTOLD = "untold"
"""What is found in the scope of a request which was tried to be answered before the application, in vain."""


def policy(**sources: str) -> str:
    """A Content-Security-Policy that allows nothing but what is named: `policy(img_src="'self'")`."""
    named = {"default_src": "'none'", "base_uri": "'none'", "form_action": "'none'"} | sources
    named["frame_ancestors"] = "'none'"
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in named.items())


API_POLICY = policy()
"""For answers that are data: a browser that shows one may load and run nothing."""


def page_policy(*form_targets: str) -> str:
    """For the server-rendered pages: everything from this host, nothing inline.

    A form of theirs leads to this host, or to `form_targets`: browsers hold the redirects after it to that.
    """
    return policy(
        script_src="'self'",
        style_src="'self'",
        img_src="'self' data:",
        media_src="'self'",
        font_src="'self'",
        connect_src="'self'",
        form_action=" ".join(("'self'", *form_targets)),
    )


PAGE_POLICY = page_policy()
"""Without any foreign target."""

EXPLORER_POLICY = policy(
    script_src="'self'",
    style_src="'self' 'unsafe-inline'",
    img_src="'self' data:",
    connect_src="'self'",
)
"""For the GraphQL explorer: its editor places its lines with inline styles; scripts are files of ours."""

_DEFAULTS = {
    "content-security-policy": API_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

DEMO_HEADERS = {"x-dienbien-demo": "true", "x-robots-tag": "noindex, nofollow"}
"""What every answer of a demonstration says: nothing in it counts, and no search engine is to keep it."""

DEMO_NAME = Words("Bản dùng thử", "Demonstration")
DEMO_SAYS = Words(
    "Ảnh và bản ghi có chữ “mẫu” không có thật; không có gì ở đây được tính.",
    "Pictures and records marked “mẫu” (sample) are not real, and nothing here counts.",
)
"""What every page of a demonstration says, above all else."""

_HSTS = "max-age=31536000"
_HOST = re.compile(
    r"(?P<name>[a-z0-9]([a-z0-9._-]{0,252}))(:\d{1,5})?|(?P<ip6>\[[0-9a-f:.]{2,45}\])(:\d{1,5})?"
)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")

_log = structlog.get_logger("web.access")


def language_of(accept_language: str | None) -> str:
    """ "en" where Accept-Language prefers English to Vietnamese, else "vi"."""
    return _language_of((accept_language or "")[:LONGEST_JUDGED])


LONGEST_JUDGED = 2048
"""Characters of a header that are looked at; what was found is remembered."""


@lru_cache(maxsize=256)
def _language_of(accept_language: str) -> str:
    best = {"vi": 0.0, "en": 0.0}
    for item in accept_language.split(",")[:50]:
        tag, quality = weighted(item)
        language = tag.partition("-")[0]
        if language in best:
            best[language] = max(best[language], quality)
    return "en" if best["en"] > best["vi"] else "vi"


def weighted(item: str) -> tuple[str, float]:
    """One item of an Accept header: the value in lower case and its `q`, 1 where it has none.

    A malformed `q` counts as 0, as if the item were not there.
    """
    value, *parameters = (part.strip() for part in item.lower().split(";"))
    for parameter in parameters:
        name, _, number = parameter.partition("=")
        if name.strip() == "q":
            number = number.strip()
            return value, float(number) if _QUALITY.fullmatch(number) else 0.0
    return value, 1.0


class HostCheck:
    """Which `Host` headers are answered: names, `*.name` for names below, `*` for any well-formed one."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = [name.lower() for name in allowed]

    def permits(self, hosts: list[str]) -> bool:
        """Whether a request with these `Host` headers is answered; there must be exactly one."""
        return len(hosts) == 1 and self.permits_one(hosts[0])

    def permits_one(self, host: str) -> bool:
        """Whether a request with this one `Host` header is answered."""
        match = _HOST.fullmatch(host.lower())
        if match is None:
            return False
        name = match["name"] or match["ip6"]
        return any(
            allowed in ("*", name) or (allowed.startswith("*.") and name.endswith(allowed[1:]))
            for allowed in self._allowed
        )


def default_headers(settings: Settings) -> RawHeaders:
    """What every answer says that does not say something else itself."""
    secure = urlsplit(settings.public_url or "").scheme == "https"
    defaults = _DEFAULTS | ({"strict-transport-security": _HSTS} if secure else {})
    return raw_headers(defaults | DEMO_HEADERS if settings.is_demo else defaults)


class EdgeMiddleware:
    """Outermost ASGI middleware; wraps the whole application.

    Refuses unknown hosts with 400, gives every request an id (the client's own `X-Request-Id` where it is
    harmless), adds the security headers that a route has not set, turns an exception nobody caught into a
    plain 500, and writes one log line per request. The query string is not logged: it may hold names;
    nor is the secret of a one-time link.
    """

    def __init__(self, app: ASGIApp, settings: Settings, line: Line = by_structlog) -> None:
        self.app = app
        self._line = line
        self.hosts = HostCheck(settings.allowed_hosts)
        self.defaults = default_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = request_id_given(headers.getlist("x-request-id")) or fresh_id()
        scope.setdefault("state", {})["request_id"] = request_id
        exchange = _Exchange(scope, send, self.defaults, request_id)
        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._serve(scope, receive, exchange, headers)
        finally:
            structlog.contextvars.reset_contextvars(**bound)
            self._line(exchange.told(headers))

    async def _serve(self, scope: Scope, receive: Receive, exchange: _Exchange, headers: Headers) -> None:
        if not self.hosts.permits(headers.getlist("host")):
            await _refuse_host(scope, receive, exchange.send)
            return
        try:
            await self.app(scope, receive, exchange.send)
        except Exception:
            _log.exception("unhandled_exception")
            if exchange.complete:
                return  # the application has answered with its own page for errors
            if exchange.status is not None or scope["type"] == "websocket":
                raise  # too late for an answer: the server has to break the connection
            await _FAILED(scope, receive, exchange.send)


def lines_of(headers: RawHeaders) -> bytes:
    """Headers as they go over the line (HTTP/1.1)."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def raw_headers(headers: Mapping[str, str]) -> RawHeaders:
    """Headers as ASGI has them, their names in lower case."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def completed(raw: Iterable[tuple[bytes, bytes]], defaults: RawHeaders) -> RawHeaders:
    """Headers of an answer with the defaults that it does not set itself."""
    own = list(raw)
    named = {name for name, _ in own}
    return own + [header for header in defaults if header[0] not in named]


class _Exchange:
    """One request and its answer: sends with the headers filled in and remembers what is to be logged."""

    def __init__(self, scope: Scope, send: Send, defaults: RawHeaders, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._defaults = defaults
        self._request_id = request_id
        self._began = time.perf_counter()
        self.status: int | None = None
        self.complete = False

    async def send(self, message: Message) -> None:
        """Pass one ASGI message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = completed(message.get("headers", []), self._defaults)
            headers.append((b"x-request-id", self._request_id.encode("latin-1")))
            message = {**message, "headers": headers}
        await self._send(message)
        self.complete = message["type"] == "http.response.body" and not message.get("more_body", False)

    def told(self, headers: Headers) -> dict[str, Any]:
        """What the access log says of it."""
        method, path = told_method(self._scope), told_path(self._scope)
        user_agent = told_agent(headers.get("user-agent", ""))
        return told_of(
            self._scope.get("client"), method, path, self.status, self._began, user_agent, self._request_id
        )


_FAILED = PlainTextResponse("Hệ thống gặp lỗi. / Something went wrong on our side.\n", status_code=500)
_UNKNOWN_HOST = PlainTextResponse(
    "Tên máy chủ (Host) không hợp lệ. / The Host header is not valid here.\n", status_code=400
)


def failed(defaults: RawHeaders) -> tuple[int, RawHeaders, bytes]:
    """Status, headers and body of the answer to what nobody foresaw. To be called while that is handled: it is logged."""
    _log.exception("unhandled_exception")
    return _FAILED.status_code, completed(_FAILED.raw_headers, defaults), bytes(_FAILED.body)


async def _refuse_host(scope: Scope, receive: Receive, send: Send) -> None:
    answer = _UNKNOWN_HOST if scope["type"] == "http" else WebSocketClose()
    await answer(scope, receive, send)


def request_id_given(given: list[str]) -> str | None:
    """The client's id, if it has exactly one that cannot break a log line or a header."""
    return given[0] if len(given) == 1 and _REQUEST_ID.fullmatch(given[0]) else None


def fresh_id() -> str:
    """A new id: 128 random bits. They are drawn from the system for many at once."""
    try:
        return _DRAWN.pop()
    except IndexError:
        drawn = secrets.token_bytes(16 * _AT_ONCE).hex()
        _DRAWN.extend(drawn[at : at + 32] for at in range(0, len(drawn), 32))
        return secrets.token_hex(16)


_DRAWN: list[str] = []
_AT_ONCE = 256
