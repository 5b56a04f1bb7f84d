"""The routes of sign-in and account. Whatever changes something is a form of ours, sent by POST."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from catalog.db import Database
from catalog.people.passwords import AT_ONCE
from catalog.settings import Settings
from web.identity import Clock, Uses
from web.sessions.account import Account
from web.sessions.entering import Entering
from web.sessions.forms import RefusedFormError, is_from_us, is_token_of, read_form
from web.sessions.visits import ONCE, Guest, House

Page: TypeAlias = Callable[[Guest], Response]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

ASKING_AT_ONCE = 8
"""Pages that may wait for the provider at the same time, so that a slow one holds up nothing else."""


WRITING_AT_ONCE = 8
"""Forms that may wait for the writers' turn at the same time: while the database is locked, pages go on."""


class Desk:
    """Brings requests to their pages: each in a worker thread, those that reckon hashes two at a time."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._hashing = CapacityLimiter(AT_ONCE)
        self._writing = CapacityLimiter(WRITING_AT_ONCE)
        self._asking = CapacityLimiter(ASKING_AT_ONCE)

    def showing(self, page: Page, *, asks: bool = False) -> Endpoint:
        """A page that is looked at. `asks`: it may wait for the office's own provider."""
        limiter = self._asking if asks else None

        async def endpoint(request: Request) -> Response:
            return await anyio.to_thread.run_sync(lambda: page(self.house.guest(request)), limiter=limiter)

        return endpoint

    def doing(
        self, page: Page, *, hashes: bool = False, begins: bool = False, link: bool = False
    ) -> Endpoint:
        """A form that does something.

        `hashes`: it reckons a hash of a password. `begins`: it needs no session. `link`: its address holds a
        secret, which no foreign page knows.
        """
        limiter = self._hashing if hashes else self._writing

        async def endpoint(request: Request) -> Response:
            try:
                form = await read_form(request)
            except RefusedFormError as error:
                return self._refuse(request, error.status)
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is left to be answered
            if not is_from_us(request, self.house.door, holds_secret=link):
                return self._refuse(request, 403)

            def answer() -> Response:
                guest = self.house.guest(request, form)
                if (
                    not begins
                    and guest.seat
                    and not is_token_of(guest.secret or "", form.get("token_of_form"))
                ):
                    return self._refuse(request, 403)
                return page(guest)

            return await anyio.to_thread.run_sync(answer, limiter=limiter)

        return endpoint

    def _refuse(self, request: Request, status: int) -> Response:
        return self.house.page(Guest(request, self.house.door, {}), "refused.html", status)


def session_routes(settings: Settings, database: Database, now: Clock, uses: Uses) -> list[BaseRoute]:
    """Sign-in, second factor, one-time links, one's own account."""
    house = House(settings, database, now, uses)
    desk, entering, account = Desk(house), Entering(house), Account(house)
    shown: list[tuple[str, Page]] = [
        ("/account", account.page),
        ("/account/sign-in", entering.sign_in_page),
        ("/account/code", entering.code_page),
        ("/account/second-factor", entering.enrol_page),
        ("/account/join/{secret}", entering.join_page),
    ]
    done: list[tuple[str, Endpoint]] = [
        ("/account/sign-in", desk.doing(entering.sign_in, hashes=True, begins=True)),
        ("/account/code", desk.doing(entering.code)),
        ("/account/second-factor", desk.doing(entering.enrol)),
        ("/account/join/{secret}", desk.doing(entering.join, hashes=True, begins=True, link=True)),
        ("/account/password", desk.doing(account.password, hashes=True)),
        ("/account/tokens", desk.doing(account.create_token)),
        ("/account/tokens/revoke", desk.doing(account.revoke_token)),
        ("/account/sessions/end", desk.doing(account.end_session)),
        ("/account/sign-out", desk.doing(account.sign_out)),
        ("/account/sign-out-everywhere", desk.doing(account.sign_out_everywhere)),
    ]
    return [
        *(Route(path, desk.showing(page), methods=["GET"]) for path, page in shown),
        *(Route(path, endpoint, methods=["POST"]) for path, endpoint in done),
        *_provider_routes(house, desk, account),
    ]


def _provider_routes(house: House, desk: Desk, account: Account) -> list[BaseRoute]:
    """Signing in at the office's own provider; nothing of it is there without one."""
    if house.provider is None:
        return []
    from web.sessions.elsewhere import Elsewhere  # noqa: PLC0415 (authlib: only where there is a provider)

    elsewhere = Elsewhere(house, house.provider)
    shown = [
        ("/account/oidc", elsewhere.leave),
        ("/account/oidc/go", elsewhere.go),
        (ONCE, elsewhere.back),
    ]
    done = [
        ("/account/oidc/link", desk.doing(account.link, hashes=True)),
        ("/account/oidc/unlink", desk.doing(account.unlink)),
        ("/account/join/{secret}/oidc", desk.doing(elsewhere.join, begins=True, link=True)),
    ]
    return [
        *(Route(path, desk.showing(page, asks=True), methods=["GET"]) for path, page in shown),
        *(Route(path, endpoint, methods=["POST"]) for path, endpoint in done),
    ]
