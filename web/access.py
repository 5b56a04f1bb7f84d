"""The access log: one line a request, whoever answered it."""

from __future__ import annotations

import os
import re
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

_SECRET_IN_PATH = re.compile(r"(?<=^/account/join/).+", re.DOTALL)

_log = structlog.get_logger("web.access")


def by_structlog(told: dict[str, Any]) -> None:
    """The line among all others, as `structlog` is configured."""
    _log.info("request", **told)


class JsonLines:
    """The line as `structlog` is configured to write it by a server, in a tenth of the time: there are many.

    `descriptor` is an open file. What cannot be written, on a full disk, is lost, and not the answer that it tells of.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, told: dict[str, Any]) -> None:
        """Write one line."""
        told |= {"event": "request", "level": "info", "timestamp": datetime.now(UTC)}
        with suppress(OSError):
            os.write(self._descriptor, orjson.dumps(told, option=_OPTIONS))


_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE


def told_of(
    scope: Scope, path: str, status: int | None, began: float, user_agent: str, request_id: str
) -> dict[str, Any]:
    """What the log says of a request; everything a client chose is made printable and short.

    `began` is a reading of `time.perf_counter`.
    """
    client = scope.get("client")
    return {
        "request_id": request_id,
        "method": printable(scope.get("method", "WEBSOCKET"), 16),
        "path": path,
        "status": status,
        "milliseconds": round((time.perf_counter() - began) * 1000, 1),
        "client": client[0] if client else None,
        "user_agent": printable(user_agent, 120),
    }


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
