"""The access log: one line a request, whoever answered it."""

from __future__ import annotations

import asyncio
import os
import re
import select
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeAlias

import orjson
import structlog
from starlette.types import Scope

Line: TypeAlias = Callable[[dict[str, Any]], None]
"""Writes what is told of one request."""

Address: TypeAlias = "tuple[str, int] | None"
"""Where a request came from, if that is known."""

_SECRET_IN_PATH = re.compile(r"(?<=^/account/join/).+", re.DOTALL)

_log = structlog.get_logger("web.access")


def by_structlog(told: dict[str, Any]) -> None:
    """The line among all others, as `structlog` is configured."""
    _log.info("request", **told)


AT_ONCE = 12
"""Lines that are written together at most where others may write between them, as to a pipe or a socket."""
AT_ONCE_TO_A_FILE = 100
SOON_S = 0.1
"""How long a line waits for others."""


class JsonLines:
    """The line as `structlog` is configured to write it by a server, in a tenth of the time: there are many.

    Lines are gathered for a moment and written together; whoever ends the server calls `write`. For one event loop.
    `descriptor` is an open file. What cannot be written, on a full disk, is lost, and not the answer that it tells of.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
        self._at_once = AT_ONCE_TO_A_FILE if self._is_file else AT_ONCE
        self._waiting: list[dict[str, Any]] = []
        self._is_awaited = False

    def __call__(self, told: dict[str, Any]) -> None:
        """Have one line written soon."""
        told["event"], told["level"], told["timestamp"] = "request", "info", datetime.now(UTC)
        self._waiting.append(told)
        if len(self._waiting) >= self._at_once:
            self.write()
        elif not self._is_awaited:
            self._is_awaited = True
            asyncio.get_running_loop().call_later(SOON_S, self._in_time)

    def write(self) -> None:
        """Write what is gathered, now."""
        lines = [orjson.dumps(told, option=_OPTIONS) for told in self._waiting]
        self._waiting.clear()
        together = b"".join(lines)
        is_whole = self._is_file or len(together) <= select.PIPE_BUF  # which a pipe keeps in one piece
        for piece in [together] if is_whole else lines:
            with suppress(OSError):
                os.write(self._descriptor, piece)

    def _in_time(self) -> None:
        self._is_awaited = False
        if self._waiting:
            self.write()


_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE


def told_of(
    client: Address,
    method: str,
    path: str,
    status: int | None,
    began: float,
    user_agent: str,
    request_id: str,
) -> dict[str, Any]:
    """What the log says of a request; everything a client chose has been made printable and short.

    `began` is a reading of `time.perf_counter`.
    """
    return {
        "request_id": request_id,
        "method": method,
        "path": path,
        "status": status,
        "milliseconds": int((time.perf_counter() - began) * 10_000) / 10,  # `round` takes twice as long
        "client": client[0] if client else None,
        "user_agent": user_agent,
    }


def told_agent(user_agent: str) -> str:
    """What a client calls itself."""
    return printable(user_agent, 120)


def told_method(scope: Scope) -> str:
    """The method, or that it is a WebSocket."""
    return printable(scope.get("method", "WEBSOCKET"), 16)


def told_path(scope: Scope) -> str:
    """The path as it was asked for; without the secret of a one-time link, however that was percent-encoded."""
    decoded: str = scope.get("path", "")
    told = _SECRET_IN_PATH.sub("...", decoded)
    if told == decoded:
        told = str(scope.get("raw_path", b"").decode("latin-1").partition("?")[0])
    return printable(told, 200)


def printable(text: str, length: int) -> str:
    """Text that cannot start a new log line or move a terminal's cursor."""
    text = text[:length]
    return (
        text
        if text.isascii() and text.isprintable() and "\\" not in text
        else text.encode("unicode_escape").decode("ascii")
    )
