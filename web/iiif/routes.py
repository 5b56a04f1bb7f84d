"""The addresses of the image services, of a site's manifest, and of the list of all manifests."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from catalog.db import Database
from catalog.finding.listings import count_pictured, pictured
from catalog.finding.lookup import Standing, follow_code
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.projection.surrogates import pictures_of
from catalog.settings import Settings
from catalog.sites.kinds import kinds_on
from catalog.surrogates.files import MediaRoom
from web.identity import Clock
from web.iiif.answers import GONE, NOT_FOUND, PREFLIGHT, RefusedError, document, origin_of, refusal
from web.iiif.images import Images
from web.iiif.manifests import Document, collection, collection_of_pages, manifest

PAGE = 500
"""Manifests in one list; where there are more, the first list names lists."""

Answer = Callable[[Reader, str, str], Document]
_NAME = re.compile(r"([A-Za-z0-9-]{1,20})\.json")


class Manifests:
    """The manifests of one installation."""

    def __init__(self, settings: Settings, database: Database, now: Clock) -> None:
        self.database = database
        self.now = now
        self.public_url = (settings.public_url or "").rstrip("/")

    def site(self, request: Request) -> Response:
        """The pictures of a site."""
        return self._told(request, self._manifest)

    def sites(self, request: Request) -> Response:
        """The sites that have pictures."""
        return self._told(request, self._collection)

    def nothing(self, request: Request) -> Response:
        """Any other address of these."""
        return refusal(request, RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND))

    def _told(self, request: Request, answer: Answer) -> Response:
        if request.method == "OPTIONS":
            return Response(None, HTTPStatus.NO_CONTENT, PREFLIGHT)
        found = _NAME.fullmatch(request.path_params["name"])
        try:
            if found is None:
                raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
            with self.database.read() as session:
                reader = Reader(session, legal_day(self.now()))
                content = answer(reader, found[1], origin_of(request, self.public_url))
        except RefusedError as error:
            return refusal(request, error)
        return document(request, content)

    def _manifest(self, reader: Reader, code: str, origin: str) -> Document:
        found = follow_code(reader, code)
        if found.standing == Standing.GONE:
            raise RefusedError(HTTPStatus.GONE, GONE)
        if found.record is None or not pictures_of(found.record):
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
        kinds = {
            term.code: {"vi": [term.label_vi], "en": [term.label_en]}
            for term in kinds_on(reader.session, reader.today)
        }
        return manifest(found.record, origin, kinds, reader.today)

    def _collection(self, reader: Reader, name: str, origin: str) -> Document:
        count = count_pictured(reader)
        pages = -(-count // PAGE)
        if name == "top":
            return (
                collection(pictured(reader, 0, PAGE), origin)
                if pages <= 1
                else collection_of_pages(pages, origin)
            )
        if not name.isdigit() or not 1 <= int(name) <= pages or pages <= 1:
            raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
        page = int(name)
        return collection(pictured(reader, (page - 1) * PAGE, PAGE), origin, page)


def iiif_routes(settings: Settings, database: Database, room: MediaRoom, now: Clock) -> list[BaseRoute]:
    """All addresses below `/iiif`."""
    images, manifests = Images(settings, database, room), Manifests(settings, database, now)
    methods = ["GET", "OPTIONS"]
    return [
        Route("/iiif/manifest/{name}", manifests.site, methods=methods),
        Route("/iiif/collection/{name}", manifests.sites, methods=methods),
        Route("/iiif/3/{identifier}/info.json", images.info, methods=methods),
        Route("/iiif/3/{identifier}/{region}/{size}/{rotation}/{file}", images.image, methods=methods),
        Route("/iiif/3/{identifier}", images.base, methods=methods),
        Route("/iiif/{path:path}", manifests.nothing, methods=methods),
    ]
