"""What a form sent, and whether it was a form of ours that sent it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import anyio
from starlette.requests import Request

from catalog.people.opaque import digest
from web.identity import Door

LARGEST_FORM = 16_384
LONGEST_WAIT_S = 20
MOST_FIELDS = 20
HOME = "/account"


class RefusedFormError(Exception):
    """A form that is not looked at; `status` is the answer's."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of an urlencoded form in UTF-8; a field given twice counts as its last.

    Raises `RefusedFormError` for anything else, for more than 16 KiB, and for who takes too long.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedFormError(415)
    body = bytearray()
    with anyio.move_on_after(LONGEST_WAIT_S) as waiting:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_FORM:
                raise RefusedFormError(413)
    if waiting.cancelled_caught:
        raise RefusedFormError(408)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS,
                              errors="strict"))  # fmt: skip
    except ValueError as error:
        raise RefusedFormError(400) from error


def is_from_us(request: Request, door: Door, *, holds_secret: bool = False) -> bool:
    """Whether a page of ours sent this: by `Origin`, or by `Sec-Fetch-Site` where a browser names no origin.

    A page that sends no referrer names its origin as "null" (Fetch, "serializing a request origin"). A form
    whose address holds a secret (`holds_secret`) needs no more than that nothing speaks against it.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is not None and origin != "null":
        return door.is_ours(origin, request)
    return site == "same-origin" or (holds_secret and site is None)


def token_of(secret: str) -> str:
    """What every form of a session carries: it follows from the cookie, which no foreign page can read."""
    return digest(f"form:{secret}")


def is_token_of(secret: str, given: str | None) -> bool:
    """Whether a form carries what this session's forms do."""
    return hmac.compare_digest(token_of(secret).encode(), (given or "").encode())


def safe_next(address: str | None) -> str:
    """Where to go after signing in: a path of ours, else one's account; never another host.

    Browsers read a backslash as a slash and leave line breaks out (WHATWG URL), so both make an address
    foreign: `//evil`, `/\\evil`, `https:`.
    """
    if not address or len(address) > 500 or not address.isascii() or not address.isprintable():
        return HOME
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return HOME
    parts = urlsplit(address)
    return HOME if parts.scheme or parts.netloc else address
