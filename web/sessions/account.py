"""One's own page: who one is, where one is signed in, password, tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from catalog.errors import CatalogError, ProblemsError, UnauthenticatedError
from catalog.people.directory import entries
from catalog.people.factors import recovery_codes_left
from catalog.people.identities import has_identity
from catalog.people.journeys import begin_link, unlink
from catalog.people.office import Done, Office
from catalog.people.revoking import tokens_of
from catalog.people.signing import change_password, end_session, sessions_of, sign_out
from catalog.people.signing import sign_out_everywhere as end_everywhere
from catalog.people.tokens import create_token, key_of, revoke_token
from catalog.people.viewing import Seat, Standing, seated_again
from catalog.places import load_units
from catalog.terms import TokenScope
from web.sessions.forms import HOME
from web.sessions.visits import Guest, House

LIVES = (30, 90, 365)
_BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS",
            "Linux": "Linux"}  # fmt: skip


class Account:
    """One's own page and what is done there."""

    def __init__(self, house: House) -> None:
        self.house = house

    def page(self, guest: Guest) -> Response:
        """The page."""
        seat = guest.seat
        if seat is None or seat.standing != Standing.SIGNED_IN:
            return self.house.go(guest, "/account/sign-in")
        return self.house.page(guest, "account.html", **self._shown(seat))

    def _shown(self, seat: Seat, token: str | None = None) -> dict[str, Any]:
        now, person = self.house.now(), seat.viewer.person_id
        with self.house.database.read() as session:
            units = load_units(session).by_id
            (entry,) = entries(session, [person])
            roles = [(held.role, units[held.unit_id].name if held.unit_id else "") for held in entry.roles]
            return {
                "seat": seat,
                "roles": roles,
                "sessions": [
                    (row.model_copy(), _described(row.user_agent))
                    for row in sessions_of(session, person, now)
                ],
                "tokens": [(key_of(row.sha256), row.model_copy()) for row in tokens_of(session, person, now)],
                "codes_left": recovery_codes_left(session, person),
                "lives": LIVES,
                "has_password": entry.has_password,
                "is_linked": has_identity(session, person),
                "token": token,
            }

    def password(self, guest: Guest) -> Response:
        """Another password: all other sessions and all tokens end."""
        try:
            opened = change_password(
                self.house.database,
                guest.secret or "",
                guest.form.get("present", ""),
                guest.form.get("password", ""),
                guest.browser,
                self.house.now(),
            )
        except (CatalogError, ProblemsError) as error:
            return self._again(guest, error)
        return self.house.enter(self.house.go(guest, HOME), opened)

    def link(self, guest: Guest) -> Response:
        """Off to the office's own provider, to link an identity there."""
        try:
            secret = begin_link(
                self.house.database,
                guest.secret or "",
                guest.form.get("present", ""),
                guest.chosen,
                guest.browser,
                self.house.now(),
            )
        except CatalogError as error:
            return self._again(guest, error)
        return self.house.send_off(self.house.go(guest, "/account/oidc/go"), secret)

    def unlink(self, guest: Guest) -> Response:
        """No other way in than the password."""
        return self._done(guest, lambda office, seat: unlink(office, seat.viewer.person_id))

    def create_token(self, guest: Guest) -> Response:
        """A token, shown this once."""
        form = guest.form
        scope = TokenScope.WRITE if form.get("scope") == TokenScope.WRITE else TokenScope.READ
        given = form.get("days", "")
        days = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0

        def verb(office: Office, seat: Seat) -> Done:
            return create_token(office, seat.viewer, form.get("label", ""), scope, days)

        return self._done(guest, verb)

    def revoke_token(self, guest: Guest) -> Response:
        """End a token."""
        key = guest.form.get("token", "")
        return self._done(guest, lambda office, seat: revoke_token(office, seat.viewer.person_id, key))

    def end_session(self, guest: Guest) -> Response:
        """End one session."""
        given = guest.form.get("session", "")
        number = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
        return self._done(guest, lambda office, seat: end_session(office, seat.viewer.person_id, number))

    def sign_out_everywhere(self, guest: Guest) -> Response:
        """End all sessions, this one too."""
        return self._done(guest, lambda office, seat: end_everywhere(office, seat.viewer.person_id))

    def sign_out(self, guest: Guest) -> Response:
        """End this session."""
        if guest.secret is not None:
            sign_out(self.house.database, guest.secret, self.house.now())
        return self.house.leave(self.house.go(guest, "/account/sign-in"))

    def _done(self, guest: Guest, verb: Callable[[Office, Seat], Done]) -> Response:
        """Do what is asked in one transaction, for who is signed in; then back to the page."""
        seat, now = guest.seat, self.house.now()
        if seat is None or seat.standing != Standing.SIGNED_IN:
            return self.page(guest)
        try:
            with self.house.database.write() as session:
                seat = seated_again(session, seat.session_id, now)  # it may have ended while this waited
                done = verb(Office(session, seat.viewer, now), seat)
        except UnauthenticatedError:
            guest.seat = None
            return self.page(guest)
        except (CatalogError, ProblemsError) as error:
            return self._again(guest, error)
        if done.secret is not None:
            return self.house.page(guest, "account.html", **self._shown(seat, done.secret))
        return self.house.go(guest, HOME)

    def _again(self, guest: Guest, error: Exception) -> Response:
        if guest.seat is None or guest.seat.standing != Standing.SIGNED_IN:
            return self.page(guest)
        return self.house.refused(guest, "account.html", error, **self._shown(guest.seat))


def _described(user_agent: str) -> str:
    """Browser and system, as people call them; the beginning of what it says where neither is known."""
    words = [
        next((word for mark, word in marks.items() if mark in user_agent), "")
        for marks in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(word for word in words if word) or user_agent[:40]
