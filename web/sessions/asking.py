"""How a provider is asked: at its own address only, without following redirects, briefly, a bounded answer.

The addresses come from a document of the provider's (OpenID Connect Discovery 1.0), so they are held against
the operator's setting before anything is sent: whoever gains that document cannot send this server to
another host, to another port of this machine, or past TLS.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import anyio
import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from catalog.errors import CatalogError, Message

SECONDS = 10
LARGEST_ANSWER = 262_144


class ProviderDownError(CatalogError):
    """The provider cannot be reached, takes too long, or says itself that it is out of order."""

    code = "PROVIDER_DOWN"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            Message(
                f"Hiện không liên lạc được với {name}. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.",
                f"{name} cannot be reached at the moment. Please try again in a few minutes, or sign in with a password.",
            )
        )
        self.reason = reason


class ProviderWrongError(CatalogError):
    """The provider answers, but not as OpenID Connect says, or not as its operator and ours agreed."""

    code = "PROVIDER_WRONG"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            Message(
                f"{name} trả lời không đúng quy cách. Hãy báo người quản trị, hoặc đăng nhập bằng mật khẩu.",
                f"{name} did not answer as agreed. Please tell an administrator, or sign in with a password.",
            )
        )
        self.reason = reason


class _TooMuchError(Exception):
    """An answer that does not end where it should."""


class _ForeignAddressError(Exception):
    """An address that is not the provider's own."""


def origin_of(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address. Raises `ValueError` for one that has none."""
    parts = urlsplit(address)
    if not parts.hostname or parts.username is not None:
        raise ValueError("no plain address")
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._stream:
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise _TooMuchError
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


@cache  # reading the store takes tens of milliseconds
def _trusted() -> ssl.SSLContext:
    """What the machine trusts, an office's own authority included where it was installed there."""
    return ssl.create_default_context()


class _OneHost(httpx2.AsyncBaseTransport):
    """Asks one origin and no other; certificates are judged by the machine's own store."""

    def __init__(self, origin: tuple[str, str, int]) -> None:
        self._origin = origin
        self._inner = httpx2.AsyncHTTPTransport(verify=_trusted(), trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if origin_of(str(request.url)) != self._origin:
            raise _ForeignAddressError
        request.headers["Accept-Encoding"] = "identity"  # so that the bound counts what is there in the end
        answer = await self._inner.handle_async_request(request)
        if answer.headers.get("content-encoding", "identity") != "identity":
            await answer.aclose()
            raise _TooMuchError
        assert isinstance(answer.stream, httpx2.AsyncByteStream)  # noqa: S101 (what this transport returns)
        return httpx2.Response(
            answer.status_code,
            headers=answer.headers,
            stream=_Bounded(answer.stream),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


def client_at(origin: tuple[str, str, int], **options: Any) -> AsyncOAuth2Client:
    """A client for one origin; `options` are authlib's."""
    return AsyncOAuth2Client(
        transport=_OneHost(origin),
        timeout=SECONDS,
        follow_redirects=False,
        trust_env=False,
        **options,
    )


@contextmanager
def asking(name: str) -> Iterator[None]:
    """Around one question to the provider: ten seconds in all, and what goes wrong becomes an error of ours.

    Raises `ProviderDownError` and `ProviderWrongError`. An `OAuthError` is left to whoever asks.
    """
    try:
        with anyio.fail_after(SECONDS):
            yield
    except OAuthError:
        raise
    except httpx2.HTTPStatusError as error:
        kind = ProviderDownError if error.response.is_server_error else ProviderWrongError
        raise kind(name, f"status {error.response.status_code}") from error
    except (TimeoutError, OSError, httpx2.TransportError) as error:
        raise ProviderDownError(name, type(error).__name__) from error
    except (ValueError, TypeError, KeyError, RecursionError, httpx2.HTTPError, httpx2.StreamError) as error:
        raise ProviderWrongError(name, type(error).__name__) from error
    except (_TooMuchError, _ForeignAddressError) as error:
        raise ProviderWrongError(name, type(error).__name__) from error


async def document_at(name: str, origin: tuple[str, str, int], address: str) -> dict[str, Any]:
    """The JSON object at an address of the provider's. Raises as `asking` does."""
    with asking(name):
        async with client_at(origin) as client:
            answer = await client.request("GET", address, withhold_token=True)
        if answer.status_code >= 500:
            answer.raise_for_status()
        if answer.status_code != 200:
            raise ValueError(answer.status_code)
        document = answer.json()
        if not isinstance(document, dict):
            raise TypeError(type(document))
        return document
