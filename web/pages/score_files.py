"""The files of score sheets and rankings, for whoever may see what is in them.

Asked again at every request, by the function that decides who sees a sheet: what is not public is for the bearer of a
token, or for a session beside the header that no foreign page can set (`web.identity`). Files are written one at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from catalog.db import Database
from catalog.errors import UnauthenticatedError
from catalog.places import acting_today, legal_day
from catalog.projection.reader import Reader
from catalog.reports.sheet_document import ranking_document, sheet_document
from catalog.reports.sheet_forms import (
    MEDIA_TYPES,
    OF_RANKING,
    RANKING,
    SHEET,
    ScoreForm,
    endings,
    file_name,
    written,
)
from catalog.roles import Acting
from catalog.scoring.individuals import person_of
from catalog.scoring.ranked import ranking_of
from catalog.scoring.sheets import Asked, Sees, Sheet, may_see, read_sheet
from catalog.settings import Settings
from web.headers import API_POLICY, language_of
from web.identity import Clock, Door, Uses, who_asks
from web.pages.latest import Latest
from web.pages.routes import Pages, compressed

MOST_FILES, LARGEST_KEPT = 8, 4 << 20
MOST_LETTERS = 80
"""Of a period, subject or cluster; longer ones there are none."""


@dataclass(frozen=True)
class Wanted:
    """A file that there is, what it says, and whether everybody may have it."""

    document: Mapping[str, Any]
    form: ScoreForm
    language: str | None
    name: str
    is_public: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What says all about its bytes: evidence that was altered since changes them too."""
        said = written(self.document, ScoreForm.JSON)
        return hashlib.sha256(said).hexdigest(), self.form, self.language or ""

    @property
    def tag(self) -> str:
        """The entity tag."""
        return f'"{hashlib.sha256("/".join(self.key).encode()).hexdigest()[:32]}"'

    @property
    def headers(self) -> dict[str, str]:
        """What goes with it, with 304 too."""
        return {
            "ETag": self.tag,
            "Cache-Control": "no-cache" if self.is_public else "private, no-cache",
            "Vary": "Authorization, Cookie",
        }


class ScoreFiles:
    """Hands out the files of sheets and rankings."""

    def __init__(self, settings: Settings, database: Database, now: Clock, uses: Uses) -> None:
        self._database, self._now, self._uses = database, now, uses
        self._door, self._is_demo = Door.of(settings), settings.is_demo
        self._kept: Latest[tuple[str, str, str], bytes] = Latest(MOST_FILES)
        self._one_at_a_time = anyio.Lock()

    async def answer(self, request: Request) -> Response | None:
        """The file that an address names, or 304; None if there is none of that name that the asker may see."""
        try:
            wanted = await run_in_threadpool(self._find, request)
        except UnauthenticatedError as error:
            told = error.message.in_language(language_of(request.headers.get("accept-language")))
            return PlainTextResponse(f"{told}\n", 401, {"WWW-Authenticate": "Bearer"})
        if wanted is None:
            return None
        had = {
            given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")
        }
        if wanted.tag in had:
            return Response(None, 304, wanted.headers)
        headers = {
            **wanted.headers,
            "Content-Disposition": f'attachment; filename="{wanted.name}"',
            "Content-Security-Policy": API_POLICY,
            "X-Content-Type-Options": "nosniff",
        }
        content = await self._content(wanted)
        return Response(content, media_type=MEDIA_TYPES[wanted.form], headers=headers)

    def _find(self, request: Request) -> Wanted | None:
        period, name = request.path_params["period"], request.path_params["name"]
        subject = request.path_params.get("subject")
        cluster = request.query_params.get("cluster", "") if subject is None else ""
        what, _, ending = name.partition(".")
        file = endings(OF_RANKING if subject is None else tuple(ScoreForm)).get(ending)
        is_known = what == (RANKING if subject is None else SHEET) and file is not None
        if not is_known or file is None or not _are_codes(period, subject or cluster):
            return None
        instant = self._now()
        with self._database.read() as session:
            reader = Reader(session, legal_day(instant))
            viewer = who_asks(request, self._door, reader, instant, self._uses).viewer
            acting = None if viewer is None else acting_today(viewer, reader.units)
            sheets = _seen(reader, period, subject, cluster, acting)
            if not sheets:
                return None
            address = self._door.public_url
            document = (
                ranking_document(sheets, address, is_demo=self._is_demo)
                if subject is None
                else sheet_document(sheets[0], address, is_demo=self._is_demo)
            )
            is_public = all(may_see(sheet, None) for sheet in sheets)
        form, language = file
        return Wanted(document, form, language, file_name(period, subject or cluster, ending), is_public)

    async def _content(self, wanted: Wanted) -> bytes:
        key = wanted.key
        if (kept := self._kept.get(key)) is not None:
            return kept
        async with self._one_at_a_time:
            if (kept := self._kept.get(key)) is not None:
                return kept
            content = await run_in_threadpool(written, wanted.document, wanted.form, wanted.language or "vi")
            if len(content) <= LARGEST_KEPT:
                self._kept.put(key, content)
            return content


def _are_codes(*texts: str) -> bool:
    return all(text and len(text) <= MOST_LETTERS and "\0" not in text for text in texts)


def _seen(
    reader: Reader, period: str, subject: str | None, cluster: str, acting: Acting | None
) -> Sequence[Sheet]:
    """The sheets of which a file tells: one, or a cluster's; none that the asker may not see."""
    sees: Sees = lambda sheet: may_see(sheet, acting)  # noqa: E731
    if subject is None:
        return ranking_of(reader.session, reader.units, reader.today, period, cluster, sees)
    if acting is None and person_of(subject) is not None:
        return ()  # never public: nothing is counted for whoever asks
    sheet = read_sheet(Asked(reader.session, reader.units, reader.today, subject, period), sees)
    return () if sheet is None else (sheet,)


def score_file_routes(
    pages: Pages, settings: Settings, database: Database, now: Clock, uses: Uses
) -> list[BaseRoute]:
    """Where these files are; any other name is answered by a page. They load all of scoring, which no page needs."""
    files = ScoreFiles(settings, database, now, uses)

    async def score_file(request: Request) -> Response:
        return await files.answer(request) or pages.nothing(request)

    folder = "/progress/scores/{period}"
    return [compressed(f"{folder}/{name}", score_file) for name in ("{name}", "{subject}/{name}")]
