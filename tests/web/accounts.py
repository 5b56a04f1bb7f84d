"""A browser without a window at the pages of sign-in and account, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2

from catalog.people.links import first_administrator_link, invite
from catalog.people.office import Office
from catalog.settings import Settings
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.people import PASSWORD, Someone
from tests.web.serving import serving
from web.app import create_app

SET_COOKIE = re.compile(r"(?:__Host-)?session=([^;]*)")
HIDDEN = re.compile(r'name="(token_of_form|secret|next)" value="([^"]*)"')


@dataclass
class Time:
    """The clock of an application, which a test can put forward."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """The present instant."""
        return self.now

    def later(self, **much: float) -> datetime:
        """Put it forward."""
        self.now += timedelta(**much)
        return self.now


@dataclass
class Site:
    """An application that runs, and its clock."""

    catalogue: Catalogue
    url: str
    time: Time

    def guest(self, **headers: str) -> Guest:
        """Somebody who never came before, with the headers of a browser on our own pages."""
        return Guest(
            self, httpx2.Client(base_url=self.url, headers={"Origin": self.url, **headers}, timeout=60)
        )

    def first_link(self) -> str:
        """The path of the first administrator's link."""
        with self.catalogue.database.write() as session:
            return f"/account/join/{first_administrator_link(session, self.time.now)}"

    def invitation(self, name: str, role: Role, unit: str | None = None) -> str:
        """The path of an invitation."""
        with self.catalogue.database.write() as session:
            made = invite(Office(session, None, self.time.now), name, role, unit)
        return f"/account/join/{made.secret}"


@dataclass
class Guest:
    """A browser: its cookie, and the fields that the last page's forms hide."""

    site: Site
    client: httpx2.Client
    cookie: str | None = None

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """Look at a page."""
        return self._kept(self.client.get(path, headers={**self._cookies(), **headers}))

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx2.Response:
        """Send a form."""
        return self._kept(self.client.post(path, data=fields, headers={**self._cookies(), **(headers or {})}))

    def fill(self, page: str, path: str | None = None, **fields: str) -> httpx2.Response:
        """Look at a page, then send its form with what it hides."""
        hidden = dict(HIDDEN.findall(self.get(page).text))
        return self.post(path or page, **{**hidden, **fields})

    def sign_in(self, someone: Someone) -> httpx2.Response:
        """Name and password, and the code where there is a second factor."""
        answer = self.post("/account/sign-in", name=someone.sign_in_name, password=PASSWORD)
        if someone.totp is None:
            return answer
        assert answer.headers["location"] == "/account/code"
        return self.fill("/account/code", code=someone.code(self.site.time.now))

    def ask(self, query: str, headers: dict[str, str] | None = None, **variables: object) -> httpx2.Response:
        """A GraphQL operation, as a page of ours sends it."""
        sent = {"GraphQL-Require-Preflight": "1", **self._cookies(), **(headers or {})}
        body = {"query": query, "variables": variables}
        return self.client.post("/graphql", json=body, headers={k: v for k, v in sent.items() if v})

    def _cookies(self) -> dict[str, str]:
        return {"Cookie": f"session={self.cookie}"} if self.cookie else {}

    def _kept(self, answer: httpx2.Response) -> httpx2.Response:
        """A cookie jar of its own: what was set counts, whatever the client's library thinks of it."""
        self.client.cookies.clear()
        if match := SET_COOKIE.search(answer.headers.get("set-cookie", "")):
            self.cookie = match[1].strip('"') or None
        return answer


@contextmanager
def open_site(catalogue: Catalogue, **settings: object) -> Iterator[Site]:
    """The application over a loaded catalogue, on the loopback address."""
    time = Time()
    app = create_app(Settings.model_validate(settings), catalogue.database, time)
    with serving(app) as url:
        yield Site(catalogue, url, time)
