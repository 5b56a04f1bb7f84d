"""One request to these pages: its session, its form, and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from catalog.db import Database, UnavailableError
from catalog.errors import CatalogError, Problem, ProblemsError, RateLimitedError
from catalog.people.journeys import LIFE as JOURNEY_LIFE
from catalog.people.signing import Browser, Opened
from catalog.people.viewing import Seat, Standing, seat_of
from catalog.places import LEGAL_ZONE
from catalog.settings import Settings
from web.headers import page_policy
from web.identity import Clock, Door, Uses, note_seat
from web.pages.assets import Assets
from web.pages.visit import Visit
from web.pages.words import WORDS, Say
from web.sessions.forms import HOME, token_of
from web.sessions.words import ACCOUNT

if TYPE_CHECKING:
    from web.sessions.provider import Provider

_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = {**WORDS, **ACCOUNT}
PLACES = {
    Standing.AWAITS_CODE: "/account/code",
    Standing.MUST_ENROL: "/account/second-factor",
    Standing.SIGNED_IN: "/account",
}
"""Where a session goes on that has come so far."""


def place_of(standing: Standing, wanted: str) -> tuple[str, str | None]:
    """The page that comes next, and what it is to remember as wanted."""
    if standing == Standing.SIGNED_IN:
        return wanted, None
    return PLACES[standing], wanted if wanted != HOME else None


RETRY_AFTER_S = "5"
"""When a database that is locked or full is worth another try."""

ONCE = "/account/oidc/back"
"""Where the provider sends browsers back to."""

_STATUS = {"NOT_FOUND": 404, "RATE_LIMITED": 429, "PROVIDER_WRONG": 502, "PROVIDER_DOWN": 503}


class SayAccount(Say):
    """The sentences of these pages."""

    def moment(self, instant: datetime) -> str:
        """Day and minute in Vietnam."""
        return f"{self.date(instant)} {instant.astimezone(LEGAL_ZONE):%H:%M}"


_FORMS_OF_THE_ACCOUNT = (
    "/account/password",
    "/account/tokens",
    "/account/sessions",
    "/account/sign-out",
    "/account/oidc",
)


class Guest(Visit):
    """A visit with its session."""

    kept = ("next",)

    def __init__(self, request: Request, door: Door, form: Mapping[str, str]) -> None:
        super().__init__(request, door.public_url)
        self.request = request
        self.form = form
        self.secret = door.secret(request)
        self.seat: Seat | None = None

    def voice(self) -> Say:
        """The sentences of these pages, in the language of this visit."""
        return SayAccount(self.language, _WORDS)

    def here(self, language: str | None = None) -> str:
        """This page in a language; for an address that only takes a form, or was good once, the page it belongs to."""
        path = "/account/sign-in" if self.path == ONCE else self.path
        if self.request.method == "POST":
            path = "/account" if path.startswith(_FORMS_OF_THE_ACCOUNT) else path.removesuffix("/oidc")
        if path == self.path:
            return super().here(language)
        return f"{path}?lang={language}" if language else path

    def speak(self, language: str) -> None:
        """Go on in the language that was chosen before the visitor was sent elsewhere."""
        self.chosen = self.language = language
        self.say = self.voice()

    @property
    def form_token(self) -> str:
        """What this session's forms carry."""
        return token_of(self.secret or "")

    @property
    def browser(self) -> Browser:
        """What is at the other end: the connection's address, or what a trusted proxy says of it."""
        client = self.request.client
        return Browser(client.host if client else "", self.request.headers.get("user-agent", ""))


@dataclass
class House:
    """What all these pages share: database, templates, clock."""

    settings: Settings
    database: Database
    now: Clock
    uses: Uses

    def __post_init__(self) -> None:
        self.door = Door.of(self.settings)
        self.provider = self._provider()
        self._policy = page_policy(*([self.provider.form_source] if self.provider else []))
        folders = [_TEMPLATES, _TEMPLATES.parents[1] / "pages" / "templates"]
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self.templates.globals["asset"] = Assets().address
        self.templates.globals["is_demo"] = self.settings.is_demo
        self.templates.globals["provider"] = self.provider.name if self.provider else None

    def _provider(self) -> Provider | None:
        if not self.settings.oidc_issuer:
            return None
        from web.sessions.provider import Provider  # noqa: PLC0415 (authlib: only where there is a provider)

        return Provider(self.settings, self.now)

    def guest(self, request: Request, form: Mapping[str, str] | None = None) -> Guest:
        """A visit, with its session if it has one that holds."""
        guest, now = Guest(request, self.door, form or {}), self.now()
        if guest.secret is not None:
            with self.database.read() as session:
                guest.seat = seat_of(session, guest.secret, now)
            if guest.seat is not None and guest.seat.standing == Standing.SIGNED_IN:
                note_seat(guest.seat, now, self.uses)
        return guest

    def page(self, guest: Guest, template: str, status: int = 200, **values: Any) -> Response:
        """A page that nobody keeps."""
        html = self.templates.get_template(template).render(
            visit=guest, say=guest.say, **{"problems": (), **values}
        )
        return HTMLResponse(html, status, self._headers(guest))

    def refused(self, guest: Guest, template: str, error: Exception, **values: Any) -> Response:
        """The page again, with what was wrong: 400, 403, 404, 429, 503 for a database that cannot be used, or
        502 and 503 for the provider's faults.
        """
        if isinstance(error, ProblemsError):
            return self.page(guest, template, 400, problems=error.problems, **values)
        if not isinstance(error, CatalogError):
            raise error
        is_down = isinstance(error, UnavailableError)
        status = 503 if is_down else _STATUS.get(error.code, 403)
        problem = Problem(error.code, error.message)
        response = self.page(guest, template, status, problems=(problem,), **values)
        if isinstance(error, RateLimitedError):
            response.headers["Retry-After"] = str(error.retry_after)
        if is_down:
            response.headers["Retry-After"] = RETRY_AFTER_S
        return response

    def go(self, guest: Guest, path: str, wanted: str | None = None) -> Response:
        """On to another page of ours."""
        return RedirectResponse(self.address(guest, path, wanted), 303, self._headers(guest))

    def address(self, guest: Guest, path: str, wanted: str | None = None) -> str:
        """The address of another page of ours."""
        return path if {"?", "#"} & set(path) else guest.link(path, next=wanted)

    def enter(self, response: Response, opened: Opened) -> Response:
        """The answer with the cookie of a session: no script reads it, no other site sends it."""
        response.set_cookie(
            self.door.cookie,
            opened.secret,
            path="/",
            secure=self.door.is_secure,
            httponly=True,
            samesite="strict",
        )
        return response

    def leave(self, response: Response) -> Response:
        """The answer that takes the cookie away."""
        response.delete_cookie(
            self.door.cookie, path="/", secure=self.door.is_secure, httponly=True, samesite="strict"
        )
        return response

    def send_off(self, response: Response, secret: str) -> Response:
        """The answer with the cookie of a journey: the browser brings it back from the provider's pages."""
        response.set_cookie(
            self.door.journey_cookie,
            secret,
            max_age=int(JOURNEY_LIFE.total_seconds()),
            path="/",
            secure=self.door.is_secure,
            httponly=True,
            samesite="lax",
        )
        return response

    def arrive(self, response: Response) -> Response:
        """The answer that takes the cookie of a journey away."""
        response.delete_cookie(
            self.door.journey_cookie, path="/", secure=self.door.is_secure, httponly=True, samesite="lax"
        )
        return response

    def _headers(self, guest: Guest) -> dict[str, str]:
        return {
            "Content-Security-Policy": self._policy,
            "Content-Language": guest.language,
            "Cache-Control": "no-store",
            "Vary": "Accept-Language, Cookie",
        }
