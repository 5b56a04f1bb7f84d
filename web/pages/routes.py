"""The routes of the public pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.db import Database
from catalog.errors import BadRequestError
from catalog.finding.lookup import Standing, follow_slug
from catalog.finding.pages import Window
from catalog.projection.reader import Reader
from catalog.settings import Settings
from web.headers import PAGE_POLICY, language_of
from web.identity import Clock, legal_day
from web.pages import views
from web.pages.map import PlacedSite, ProvinceMap
from web.pages.words import LANGUAGES, Say

HERE = Path(__file__).parent
MAX_QUERY = 200
ASSETS = {"style.css": "text/css", "favicon.svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


class Pages:
    """The pages over one database; templates and styles are read once."""

    def __init__(self, settings: Settings, database: Database, now: Clock) -> None:
        self.database = database
        self.now = now
        self.public_url = (settings.public_url or "").rstrip("/")
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self._maps: dict[tuple[str, str], ProvinceMap] = {}

    @cached_property
    def assets(self) -> dict[str, tuple[str, bytes]]:
        """Each asset under the name that says its content, with its media type."""
        found = {}
        for name, media_type in ASSETS.items():
            content = (HERE / "static" / name).read_bytes()
            stem, _, ending = name.rpartition(".")
            found[f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"] = (media_type, content)
        return found

    def asset_path(self, name: str) -> str:
        """The address of an asset; it changes whenever the content does."""
        stem = name.rpartition(".")[0]
        return next(f"/assets/{path}" for path in self.assets if path.startswith(f"{stem}-"))

    def home(self, request: Request) -> Response:
        """What this is, search, communes, map, and what the register knows."""
        say, today = self._say(request), legal_day(self.now())
        text = request.query_params.get("q", "").strip()[:MAX_QUERY]
        code = request.query_params.get("unit")
        window = Window(first=views.PAGE_SIZE, after=request.query_params.get("after") or None)
        with self.database.read() as session:
            reader = Reader(session, today)
            unit = reader.units.bearer(code, today) if code else None
            if code and unit is None:
                return self._notice(request, "not_found", 404)
            try:
                page = views.search(reader, text, unit, window)
            except BadRequestError:
                page = views.search(reader, text, unit, Window(first=views.PAGE_SIZE))
            placed = views.placed_sites(reader, say)
            return self._render(
                request,
                "home.html",
                text=text,
                unit=unit,
                total=page.total_count,
                cards=[views.card(record, say, today) for record in page.records],
                next_page=page.cursors[-1] if page.has_next else None,
                communes=views.communes(reader),
                known=views.what_is_known(reader, say),
                map=self._map(reader, placed, say),
                placed_count=len(placed),
            )

    def _map(self, reader: Reader, placed: list[Any], say: Say) -> ProvinceMap:
        """Drawing takes some tenths of a second, so the last one is kept while nothing on it changed."""
        key = (say.language, hashlib.sha256(repr(placed).encode()).hexdigest())
        if key not in self._maps:
            self._maps = {k: v for k, v in self._maps.items() if k[0] != say.language}
            self._maps[key] = views.province_map(reader, placed)
        return self._maps[key]

    def site(self, request: Request) -> Response:
        """A site; its new address if it moved; gone if it was withdrawn."""
        say, today = self._say(request), legal_day(self.now())
        slug = request.path_params["slug"]
        with self.database.read() as session:
            reader = Reader(session, today)
            address = follow_slug(reader, slug)
            if address.standing == Standing.MOVED and address.record is not None:
                query = f"?{request.url.query}" if request.url.query else ""
                return RedirectResponse(f"/s/{address.record.values['slug']}{query}", 301)
            if address.record is None:
                is_gone = address.standing == Standing.GONE
                return self._notice(request, "gone" if is_gone else "not_found", 410 if is_gone else 404)
            page = views.site_page(reader, address.record, say)
            url = f"{self._origin(request)}/s/{slug}"
            document = views.linked_data(address.record, page, url, say)
            place = page["location"]
            spot = [PlacedSite(slug, page["name"], place.latitude, place.longitude)] if place else []
            locator = self._map(reader, spot, Say("vi")) if spot else None
            return self._render(request, "site.html", **page, linked_data=_inert(document), locator=locator)

    def sitemap(self, request: Request) -> Response:
        """All public sites, for search engines."""
        with self.database.read() as session:
            slugs = views.all_slugs(Reader(session, legal_day(self.now())))
        origin = self._origin(request)
        lines = "".join(f"<url><loc>{origin}/s/{slug}</loc></url>\n" for slug in slugs)
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
        return Response(body, media_type="application/xml")

    def robots(self, request: Request) -> Response:
        """Everything may be read."""
        return PlainTextResponse(f"User-agent: *\nAllow: /\nSitemap: {self._origin(request)}/sitemap.xml\n")

    def asset(self, request: Request) -> Response:
        """A file of the pages' look."""
        found = self.assets.get(request.path_params["name"])
        if found is None:
            return self._notice(request, "not_found", 404)
        return Response(found[1], media_type=found[0], headers={"Cache-Control": FOR_EVER})

    def nothing(self, request: Request) -> Response:
        """Any other address."""
        return self._notice(request, "not_found", 404)

    def _origin(self, request: Request) -> str:
        return self.public_url or f"{request.url.scheme}://{request.url.netloc}"

    def _say(self, request: Request) -> Say:
        asked = request.query_params.get("lang")
        return Say(asked if asked in LANGUAGES else language_of(request.headers.get("accept-language")))

    def _notice(self, request: Request, key: str, status: int) -> Response:
        return self._render(request, "notice.html", status, key=key)

    def _render(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        say = self._say(request)

        def here(language: str) -> str:
            query = {k: v for k, v in request.query_params.items() if k in ("q", "unit")}
            return f"{request.url.path}?{urlencode({**query, 'lang': language})}"

        html = self.templates.get_template(template).render(
            say=say, lang=say.language, other="en" if say.language == "vi" else "vi", here=here,
            origin=self._origin(request), style=self.asset_path("style.css"), icon=self.asset_path("favicon.svg"),
            **values,
        )  # fmt: skip
        headers = {
            "Content-Security-Policy": PAGE_POLICY,
            "Content-Language": say.language,
            "Vary": "Accept-Language",
            "Cache-Control": "no-cache",
        }
        return HTMLResponse(html, status, headers)


def _inert(document: dict[str, Any]) -> str:
    """JSON for a data block in HTML: nothing in it can end the block or begin another element."""
    text = orjson.dumps(document).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def page_routes(settings: Settings, database: Database, now: Clock) -> list[BaseRoute]:
    """The pages; the last route answers every address that no other one does, so they come last."""
    pages = Pages(settings, database, now)
    paths: list[tuple[str, Callable[[Request], Response]]] = [
        ("/", pages.home),
        ("/s/{slug}", pages.site),
        ("/assets/{name}", pages.asset),
        ("/sitemap.xml", pages.sitemap),
        ("/robots.txt", pages.robots),
        ("/{path:path}", pages.nothing),
    ]
    return [Route(path, endpoint, methods=["GET"]) for path, endpoint in paths]
