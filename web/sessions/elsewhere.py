"""The way in by the office's own provider: there, back, and on.

The cookie of a session is not sent by any other site (SameSite=Strict), so nothing here relies on it when a
browser comes back: the journey knows its session. For the same reason the last step is a page of ours that
leads on by itself, not a redirect: a browser counts what a foreign page began as foreign to its end.
"""

from __future__ import annotations

from typing import Any

import anyio.from_thread
import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from catalog.db import UnavailableError
from catalog.errors import CatalogError, ProblemsError
from catalog.people.journeys import (
    Identity,
    Journey,
    NotBegunHereError,
    UnknownIdentityError,
    begin,
    check_open,
    join_with,
    link_with,
    sign_in_with,
    take,
)
from catalog.people.links import invited_by
from catalog.people.opaque import digest
from catalog.people.viewing import Standing
from catalog.terms import JourneyPurpose
from web.sessions.forms import HOME, safe_next
from web.sessions.provider import Provider
from web.sessions.visits import ONCE, Guest, House, place_of

_log = structlog.get_logger("web.oidc")


class Elsewhere:
    """The pages of that way. They run in worker threads; the provider is asked on the event loop."""

    def __init__(self, house: House, provider: Provider) -> None:
        self.house = house
        self.provider = provider

    def leave(self, guest: Guest) -> Response:
        """Off to the provider; whoever is in already goes on.

        A foreign page leads nobody here, nor shows this as a picture or in a frame: each time is one of the
        journeys that an address may have under way, and would lock out those who share it.
        """
        if not _is_gone_to(guest.request):
            return self.house.page(guest, "refused.html", 403)
        wanted = safe_next(guest.request.query_params.get("next"))
        if guest.seat is not None and guest.seat.standing == Standing.SIGNED_IN:
            return self.house.go(guest, *place_of(guest.seat.standing, wanted))
        try:
            anyio.from_thread.run(self.provider.reached)
            secret = self._begun(guest, JourneyPurpose.SIGN_IN, wanted)
        except CatalogError as error:
            return self._refused(guest, error)
        return self._sent(guest, secret)

    def join(self, guest: Guest) -> Response:
        """Off to the provider with a one-time link, which names somebody; coming back uses it up."""
        link = guest.request.path_params["secret"]
        try:
            with self.house.database.read() as session:
                invited = invited_by(session, link, self.house.now())
            if invited.person_id is None:  # the first administrator, who has no name yet
                raise NotBegunHereError
            secret = self._begun(guest, JourneyPurpose.JOIN, HOME, link_sha256=digest(link))
        except UnavailableError:
            raise  # the link is as good as before
        except CatalogError as error:
            return self.house.refused(guest, "link_gone.html", error)
        return self.house.send_off(self.house.go(guest, "/account/oidc/go"), secret)

    def _begun(self, guest: Guest, purpose: JourneyPurpose, wanted: str, **about: str) -> str:
        seat = guest.seat.session_id if guest.seat is not None else None
        with self.house.database.read() as session:
            check_open(session, guest.browser, self.house.now())
        with self.house.database.write() as session:
            return begin(
                session,
                purpose,
                wanted,
                guest.chosen,
                guest.browser,
                self.house.now(),
                session_id=seat,
                **about,
            )

    def go(self, guest: Guest) -> Response:
        """On to the provider, after a form of ours began the journey."""
        secret = self._secret(guest)
        return self.house.go(guest, "/account/sign-in") if secret is None else self._sent(guest, secret)

    def _sent(self, guest: Guest, secret: str) -> Response:
        try:
            address = anyio.from_thread.run(self.provider.departure, secret, self._way_back(guest))
        except CatalogError as error:
            return self._refused(guest, error)
        answer = RedirectResponse(
            address, 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        )
        return self.house.send_off(answer, secret)

    def back(self, guest: Guest) -> Response:
        """Back from the provider: the journey is used up, whatever the answer is worth."""
        answer, secret = dict(guest.request.query_params), self._secret(guest)
        try:
            journey = take(self.house.database, secret, answer.get("state", ""), self.house.now())
        except CatalogError as error:
            return self._refused(guest, error)
        if journey.language is not None:
            guest.speak(journey.language)
        identity: Identity | None = None
        try:
            identity = anyio.from_thread.run(
                self.provider.identity, answer, secret or "", self._way_back(guest)
            )
            response = self._arrived(guest, journey, identity)
        except UnknownIdentityError as error:
            response = self._refused(guest, error, name=identity.name if identity else None)
        except (CatalogError, ProblemsError) as error:
            response = self._refused(guest, error)
        return self.house.arrive(response)

    def _arrived(self, guest: Guest, journey: Journey, identity: Identity) -> Response:
        database, now = self.house.database, self.house.now()
        if journey.purpose == JourneyPurpose.LINK:
            link_with(database, journey, identity, now)
            return self._onward(guest, Standing.SIGNED_IN, HOME)
        verb = join_with if journey.purpose == JourneyPurpose.JOIN else sign_in_with
        opened = verb(database, journey, identity, guest.browser, now)
        return self.house.enter(self._onward(guest, opened.standing, journey.wanted), opened)

    def _onward(self, guest: Guest, standing: Standing, wanted: str) -> Response:
        address = self.house.address(guest, *place_of(standing, wanted))
        return self.house.page(guest, "arrived.html", address=address)

    def _refused(self, guest: Guest, error: Exception, **values: Any) -> Response:
        reference = guest.request.state.request_id
        _log.warning(
            "oidc_refused", kind=type(error).__name__, reason=_printable(getattr(error, "reason", ""))
        )
        return self.house.refused(
            guest, "elsewhere.html", error, **{"name": None, "reference": reference, **values}
        )

    def _secret(self, guest: Guest) -> str | None:
        return guest.request.cookies.get(self.house.door.journey_cookie) or None

    def _way_back(self, guest: Guest) -> str:
        return f"{guest.origin}{ONCE}"


def _is_gone_to(request: Request) -> bool:
    """Whether somebody goes here, by what a browser says of it (Fetch Metadata); older ones say nothing."""
    site, destination = (request.headers.get(f"sec-fetch-{name}") for name in ("site", "dest"))
    return site != "cross-site" and destination in (None, "document")


def _printable(text: str) -> str:
    """What a provider said, so that it cannot start a new log line."""
    return text[:200].encode("unicode_escape").decode("ascii")
