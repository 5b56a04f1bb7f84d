"""The files of closed periods: written when asked for, one at a time, the last ones kept at hand.

To set a report of thousands of entries takes seconds of a processor. Whoever asks for many at once waits in line and
does not hold up pages; a snapshot never changes, so its files are told apart by its hash, form and language.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import anyio
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from catalog.coverage.snapshots import find_snapshot
from catalog.db import Database
from catalog.reports.forms import MEDIA_TYPES, Form, written
from catalog.tables import CoverageSnapshot
from web.pages.closed import Download, downloads
from web.pages.latest import Latest

MOST_FILES, LARGEST_KEPT = 8, 4 << 20


@dataclass(frozen=True)
class Wanted:
    """A file of a snapshot that there is."""

    row: CoverageSnapshot
    file: Download

    @property
    def key(self) -> tuple[str, Form, str]:
        """What says all about its bytes."""
        return self.row.sha256, self.file.form, self.file.language or ""

    @property
    def tag(self) -> str:
        """The entity tag."""
        return f'"{hashlib.sha256("/".join(self.key).encode()).hexdigest()[:32]}"'


class ClosedFiles:
    """Hands out the files of snapshots."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: Latest[tuple[str, Form, str], bytes] = Latest(MOST_FILES)
        self._one_at_a_time = anyio.Lock()

    async def answer(self, request: Request) -> Response | None:
        """The file that an address names, or 304; None if there is none of that name."""
        wanted = await run_in_threadpool(self._find, request.path_params["id"], request.path_params["name"])
        if wanted is None:
            return None
        headers = {"ETag": wanted.tag, "Cache-Control": "no-cache"}
        had = {
            given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")
        }
        if wanted.tag in had:
            return Response(None, 304, headers)
        headers["Content-Disposition"] = f'attachment; filename="{wanted.file.name}"'
        headers["X-Content-Type-Options"] = "nosniff"
        content = await self._content(wanted)
        return Response(content, media_type=MEDIA_TYPES[wanted.file.form], headers=headers)

    def _find(self, identifier: str, name: str) -> Wanted | None:
        if "\0" in identifier:
            return None
        with self._database.read() as session:
            row = find_snapshot(session, identifier)
            if row is None:
                return None
            file = next((one for one in downloads(row) if one.name == name), None)
            return None if file is None else Wanted(row, file)

    async def _content(self, wanted: Wanted) -> bytes:
        if (kept := self._kept.get(wanted.key)) is not None:
            return kept
        async with self._one_at_a_time:
            if (kept := self._kept.get(wanted.key)) is not None:
                return kept
            content = await run_in_threadpool(_write, wanted)
            if len(content) <= LARGEST_KEPT:
                self._kept.put(wanted.key, content)
            return content


def _write(wanted: Wanted) -> bytes:
    document = orjson.loads(wanted.row.document)
    return written(document, wanted.file.form, wanted.file.language or "vi")
