"""Bare uvicorn with fixed bytes: the limit of what any Python server of this kind reaches.

`BENCH_ANSWERS` names a folder with a file for each path: its answer, and beside it (`.type`) its media type and ETag. A request with
If-None-Match is answered with 304, unread.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

Header = tuple[bytes, bytes]


def _answers() -> dict[str, tuple[bytes, list[Header], list[Header]]]:
    found = {}
    for file in Path(os.environ["BENCH_ANSWERS"]).glob("*.body"):
        body = file.read_bytes()
        media_type, etag = file.with_suffix(".type").read_bytes().split(b"\n")
        tag = [(b"etag", etag)] if etag else []
        whole = [(b"content-type", media_type), (b"content-length", str(len(body)).encode()), *tag]
        found[f"/{file.stem}"] = (body, whole, tag)
    return found


ANSWERS = _answers() if "BENCH_ANSWERS" in os.environ else {}


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Read the request to its end, and answer."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    body, whole, tag = ANSWERS[scope["path"]]
    if any(name == b"if-none-match" for name, _ in scope["headers"]):
        await send({"type": "http.response.start", "status": 304, "headers": tag})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": whole})
    await send({"type": "http.response.body", "body": body})
