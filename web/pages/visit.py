"""One visit to a page: in which language, and the addresses of other pages in that language."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlencode

from starlette.requests import Request

from web.headers import language_of
from web.pages.words import LANGUAGES, Say


class Visit:
    """A request as templates see it. Links carry `lang` where the visitor chose it, else stay short."""

    kept: tuple[str, ...] = ("q", "unit", "after", "before", "on")
    """Parameters that are part of a page's own address."""

    def __init__(self, request: Request, public_url: str) -> None:
        self._request = request
        asked = request.query_params.get("lang")
        self.chosen = asked if asked in LANGUAGES else None
        self.language = self.chosen or language_of(request.headers.get("accept-language"))
        self.say = self.voice()
        self.origin = public_url or f"{request.url.scheme}://{request.url.netloc}"

    def voice(self) -> Say:
        """The sentences of the pages, in the language of this visit."""
        return Say(self.language)

    @property
    def other(self) -> str:
        """The other language."""
        return "en" if self.language == "vi" else "vi"

    @cached_property
    def path(self) -> str:
        """The address of this page without its parameters."""
        return self._request.url.path

    def link(self, path: str, anchor: str = "", **query: str | None) -> str:
        """A page of ours in the language of this visit; parameters without a value are left out."""
        given = {**query, "lang": self.chosen}
        text = urlencode({name: value for name, value in given.items() if value})
        return f"{path}{'?' if text else ''}{text}{'#' if anchor else ''}{anchor}"

    def here(self, language: str | None = None) -> str:
        """This page in a language; without one, in the language that the visitor's browser asks for."""
        own = {
            name: value for name, value in self._request.query_params.items() if name in self.kept and value
        }
        text = urlencode({**own, **({"lang": language} if language else {})})
        return f"{self.path}{'?' if text else ''}{text}"
