"""Who asks behind a reverse proxy that is trusted, by the rules of uvicorn's by which the application is told as well."""

from __future__ import annotations

from typing import Any, cast

from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from web.access import Address


class Forwarded:
    """What `trusted` proxies, named by their addresses with commas between, say of those for whom they ask."""

    def __init__(self, trusted: str) -> None:
        self._middleware = ProxyHeadersMiddleware(_told, trusted)

    def client_of(self, scope: Scope) -> Address:
        """The address of whoever asks; of all other proxies, and of whoever says nothing, their own.

        Raises `RuntimeError` with a version of uvicorn that waits for something first.
        """
        asked: Any = {name: scope[name] for name in ("type", "client", "headers", "scheme")}
        begun: Any = self._middleware(asked, cast(Any, None), cast(Any, None)).__await__()
        try:
            next(begun)
        except StopIteration:
            client: Address = asked["client"]
            return client
        raise RuntimeError("who asks is not known at once")


async def _told(*_: object) -> None:
    """What the middleware hands on to."""
