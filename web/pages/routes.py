"""The routes of the public pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import jinja2
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.coverage.snapshots import find_snapshot
from catalog.db import Database
from catalog.finding.listings import public_addresses
from catalog.finding.lookup import Address, Standing, follow_slug
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.settings import Settings
from web.headers import PAGE_POLICY
from web.identity import Clock
from web.pages.assets import FOR_EVER, Assets
from web.pages.closed import ClosedPeriods
from web.pages.closed_files import ClosedFiles
from web.pages.home import Question, home_page
from web.pages.linked_data import as_data_block, linked_data
from web.pages.locator import Atlas
from web.pages.progress import progress_page
from web.pages.progress_entries import entries_page, find_entries
from web.pages.progress_routes import MEDIA_TYPES, ProgressVisit, asked_in, entries_in, file_of
from web.pages.site import site_page
from web.pages.visit import Visit

Endpoint: TypeAlias = Callable[[Request], Response | Awaitable[Response]]

MAX_QUERY = 200
NEWEST = 3
"""Closed periods on the progress page; the others have a page of their own."""
MAX_SITEMAP = 50_000
"""Addresses in one sitemap (sitemaps.org)."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Pages:
    """The pages over one database; templates and styles are read once."""

    def __init__(self, settings: Settings, database: Database, now: Clock) -> None:
        self.database = database
        self.now = now
        self.public_url = (settings.public_url or "").rstrip("/")
        self.assets = Assets()
        self.atlas = Atlas()
        self.closed = ClosedPeriods()
        self.closed_files = ClosedFiles(database)
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self.is_demo = settings.is_demo
        self.templates.globals["asset"] = self.assets.address
        self.templates.globals["is_demo"] = self.is_demo
        self.templates.tests["web_address"] = is_web_address

    def home(self, request: Request) -> Response:
        """What this is, search, communes, map, and what the register knows."""
        visit, today, asked = self._visit(request), legal_day(self.now()), request.query_params
        text = " ".join(asked.get("q", "").replace("\0", " ").split())[:MAX_QUERY]
        with self.database.read() as session:
            reader = Reader(session, today)
            unit = reader.units.bearer(asked["unit"], today) if asked.get("unit") else None
            if asked.get("unit") and unit is None:
                return self._notice(visit, "not_found", 404)
            question = Question(text, unit, asked.get("after"), asked.get("before"))
            page = home_page(reader, self.atlas, question, visit.say)
        return self._render(request, visit, "home.html", **page)

    def site(self, request: Request) -> Response:
        """A site; its new address if it moved; gone if it was withdrawn."""
        visit, today = self._visit(request), legal_day(self.now())
        slug = request.path_params["slug"]
        with self.database.read() as session:
            reader = Reader(session, today)
            found = follow_slug(reader, slug) if _SLUG.fullmatch(slug) else Address(Standing.UNKNOWN)
            if found.record is None:
                is_gone = found.standing == Standing.GONE
                return self._notice(visit, "gone" if is_gone else "not_found", 410 if is_gone else 404)
            if found.standing == Standing.MOVED:
                query = f"?{request.url.query}" if request.url.query else ""
                return RedirectResponse(f"/s/{found.record.values['slug']}{query}", 301)
            page = site_page(
                reader, found.record, self.atlas, visit.say, _day(request.query_params.get("on"))
            )
            document = linked_data(found.record, page, f"{visit.origin}/s/{slug}", visit.say)
        return self._render(request, visit, "site.html", **page, linked_data=as_data_block(document))

    def progress(self, request: Request) -> Response:
        """How far what is recognised is digitised: figures, map, tables; for any day."""
        visit, today = ProgressVisit(request, self.public_url), legal_day(self.now())
        asked = asked_in(request.query_params, today)
        with self.database.read() as session:
            reader = Reader(session, today)
            page = progress_page(reader, self.atlas, asked, visit.say)
            page["closings"] = self.closed.listed(reader, visit.say, NEWEST)
        return self._render(request, visit, "progress.html", **page)

    def progress_entries(self, request: Request) -> Response:
        """The entries behind one figure."""
        visit, today = ProgressVisit(request, self.public_url), legal_day(self.now())
        wanted = entries_in(request.query_params, today)
        with self.database.read() as session:
            reader = Reader(session, today)
            found = find_entries(reader, wanted)
            if found.row is None:
                return self._notice(visit, "not_found", 404)
            page = entries_page(reader, found, wanted, visit.say)
        return self._render(request, visit, "progress_entries.html", **page)

    def progress_file(self, request: Request) -> Response:
        """Figures or entries as a file."""
        visit, today = self._visit(request), legal_day(self.now())
        name = request.path_params["name"]
        wanted = entries_in(request.query_params, today)
        with self.database.read() as session:
            content = file_of(Reader(session, today), name, wanted)
        if content is None:
            return self._notice(visit, "not_found", 404)
        asked = wanted.asked
        saved = f"dien-bien-{asked.day}-{asked.mode.lower()}-{wanted.by.lower()}-{name}"
        headers = {"Content-Disposition": f'attachment; filename="{saved}"', "Cache-Control": "no-cache"}
        media_type = MEDIA_TYPES[name.rpartition(".")[2]]
        return Response(content, media_type=media_type, headers=headers)

    def snapshots(self, request: Request) -> Response:
        """The periods that were closed, the newest first."""
        visit = self._visit(request)
        with self.database.read() as session:
            closings = self.closed.listed(Reader(session, legal_day(self.now())), visit.say)
        return self._render(request, visit, "snapshots.html", closings=closings)

    def snapshot(self, request: Request) -> Response:
        """One closing: what was closed, its proof, its files."""
        visit, identifier = self._visit(request), request.path_params["id"]
        with self.database.read() as session:
            row = None if "\0" in identifier else find_snapshot(session, identifier)
            if row is None:
                return self._notice(visit, "not_found", 404)
            page = self.closed.page(Reader(session, legal_day(self.now())), row, visit.say)
        return self._render(request, visit, "snapshot.html", **page)

    async def snapshot_file(self, request: Request) -> Response:
        """A closing as a file."""
        answer = await self.closed_files.answer(request)
        return answer or self._notice(self._visit(request), "not_found", 404)

    def sitemap(self, request: Request) -> Response:
        """The start page and all public sites, for search engines."""
        visit = self._visit(request)
        with self.database.read() as session:
            sites = public_addresses(Reader(session, legal_day(self.now())), MAX_SITEMAP - 1)
        template = self.templates.get_template("sitemap.xml")
        return Response(template.render(sites=sites, origin=visit.origin), media_type="application/xml")

    def robots(self, request: Request) -> Response:
        """Everything may be read; nothing of a demonstration is to be found elsewhere."""
        if self.is_demo:
            return PlainTextResponse("User-agent: *\nDisallow: /\n")
        text = f"User-agent: *\nAllow: /\nSitemap: {self._visit(request).origin}/sitemap.xml\n"
        return PlainTextResponse(text)

    def asset(self, request: Request) -> Response:
        """A file of the pages' look."""
        asset = self.assets.at(request.url.path)
        if asset is None:
            return self._notice(self._visit(request), "not_found", 404)
        return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": FOR_EVER})

    def nothing(self, request: Request) -> Response:
        """Any other address."""
        return self._notice(self._visit(request), "not_found", 404)

    def _visit(self, request: Request) -> Visit:
        return Visit(request, self.public_url)

    def _notice(self, visit: Visit, key: str, status: int) -> Response:
        return HTMLResponse(self._html(visit, "notice.html", key=key), status, self._headers(visit))

    def _render(self, request: Request, visit: Visit, template: str, **values: Any) -> Response:
        """A page, or 304 where the visitor has just this one already."""
        body = self._html(visit, template, **values).encode()
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {**self._headers(visit), "ETag": tag}
        had = {given.strip() for given in request.headers.get("if-none-match", "").split(",")}
        return Response(None, 304, headers) if tag in had else HTMLResponse(body, headers=headers)

    def _html(self, visit: Visit, template: str, **values: Any) -> str:
        return self.templates.get_template(template).render(visit=visit, say=visit.say, **values)

    def _headers(self, visit: Visit) -> dict[str, str]:
        return {
            "Content-Security-Policy": PAGE_POLICY,
            "Content-Language": visit.language,
            "Vary": "Accept-Language",
            "Cache-Control": "no-cache",
        }


def _day(text: str | None) -> date | None:
    """A day that a visitor typed; None for none and for anything that is no date."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def is_web_address(text: str | None) -> bool:
    """Whether a source's address may be a link: of the web, never a script."""
    return urlsplit(text or "").scheme in ("http", "https")


def page_routes(pages: Pages) -> list[BaseRoute]:
    """The pages and their files, each at an address of its own."""
    paths: list[tuple[str, Endpoint]] = [
        ("/", pages.home),
        ("/s/{slug}", pages.site),
        ("/progress", pages.progress),
        ("/progress/entries", pages.progress_entries),
        ("/progress/snapshots", pages.snapshots),
        ("/progress/snapshots/{id}", pages.snapshot),
        ("/progress/snapshots/{id}/{name}", pages.snapshot_file),
        ("/progress/{name}", pages.progress_file),
        ("/assets/{name}", pages.asset),
        ("/sitemap.xml", pages.sitemap),
        ("/robots.txt", pages.robots),
    ]
    return [compressed(path, endpoint) for path, endpoint in paths]


def last_route(pages: Pages) -> BaseRoute:
    """What answers every address that no other route does; it comes last of all."""
    return compressed("/{path:path}", pages.nothing)


def compressed(path: str, endpoint: Endpoint) -> Route:
    """A route for reading whose answers are compressed where that saves something."""
    return Route(path, endpoint, methods=["GET"], middleware=[Middleware(GZipMiddleware, minimum_size=1_000)])
