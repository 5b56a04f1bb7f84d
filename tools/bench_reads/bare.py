"""Bare uvicorn with fixed bytes: the limit of what any Python server of this kind reaches in as many processes.

`python -m tools.bench_reads.bare PORT` listens on a port that it shares with others of its kind.

`BENCH_ANSWERS` names a folder with a file for each path: its answer, and beside it (`.headers`) the headers of the whole
answer and those of a 304, as we send them. A request with If-None-Match is answered with 304, unread.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import uvicorn

from web.workers import shared

Header = tuple[bytes, bytes]


def _answers() -> dict[str, tuple[bytes, list[Header], list[Header]]]:
    found = {}
    for file in Path(os.environ["BENCH_ANSWERS"]).glob("*.body"):
        told = json.loads(file.with_suffix(".headers").read_bytes())
        whole, known = ([(n.encode(), v.encode()) for n, v in told[which]] for which in ("200", "304"))
        found[f"/{file.stem}"] = (file.read_bytes(), whole, known)
    return found


ANSWERS = _answers() if "BENCH_ANSWERS" in os.environ else {}


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Read the request to its end, and answer."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    body, whole, known = ANSWERS[scope["path"]]
    if any(name == b"if-none-match" for name, _ in scope["headers"]):
        await send({"type": "http.response.start", "status": 304, "headers": known})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": whole})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    configuration = uvicorn.Config(
        application, access_log=False, log_level="warning", server_header=False, lifespan="off"
    )
    uvicorn.Server(configuration).run(shared("127.0.0.1", int(sys.argv[1])))
