"""The way in: sign-in, the second factor, one-time links."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from catalog.errors import CatalogError, NotFoundError, ProblemsError
from catalog.people.factors import new_totp_secret, provisioning_address
from catalog.people.links import Wanted, invited_by, join
from catalog.people.signing import Opened, confirm, enrol, sign_in, sign_out
from catalog.people.viewing import Standing
from web.sessions.forms import HOME, safe_next
from web.sessions.visits import Guest, House, place_of

_TOTP_SECRET = re.compile(r"[A-Z2-7]{32}")


class Entering:
    """The pages of the way in."""

    def __init__(self, house: House) -> None:
        self.house = house

    def sign_in_page(self, guest: Guest) -> Response:
        """Name and password; whoever is in already goes on."""
        wanted = safe_next(guest.request.query_params.get("next"))
        if guest.seat is not None:
            return self._on(guest, guest.seat.standing, wanted)
        return self.house.page(guest, "sign_in.html", wanted=wanted, name="")

    def sign_in(self, guest: Guest) -> Response:
        """Open a session."""
        wanted, name = safe_next(guest.form.get("next")), guest.form.get("name", "")
        try:
            opened = sign_in(
                self.house.database, name, guest.form.get("password", ""), guest.browser, self.house.now()
            )
        except CatalogError as error:
            return self.house.refused(guest, "sign_in.html", error, wanted=wanted, name=name[:60])
        if guest.secret is not None:
            sign_out(self.house.database, guest.secret, self.house.now())
        return self.house.enter(self._on(guest, opened.standing, wanted), opened)

    def _on(self, guest: Guest, standing: Standing, wanted: str) -> Response:
        return self.house.go(guest, *place_of(standing, wanted))

    def code_page(self, guest: Guest) -> Response:
        """The code of the second factor."""
        wanted = safe_next(guest.request.query_params.get("next"))
        if guest.seat is None or guest.seat.standing != Standing.AWAITS_CODE:
            return self._elsewhere(guest, wanted)
        return self.house.page(guest, "code.html", wanted=wanted)

    def code(self, guest: Guest) -> Response:
        """Show the second factor."""
        wanted = safe_next(guest.form.get("next"))
        if guest.seat is None or guest.seat.standing != Standing.AWAITS_CODE:
            return self._elsewhere(guest, wanted)
        try:
            opened = confirm(
                self.house.database,
                guest.secret or "",
                guest.form.get("code", ""),
                guest.browser,
                self.house.now(),
            )
        except CatalogError as error:
            return self.house.refused(guest, "code.html", error, wanted=wanted)
        return self.house.enter(self._on(guest, opened.standing, wanted), opened)

    def _elsewhere(self, guest: Guest, wanted: str) -> Response:
        if guest.seat is None:
            return self.house.go(guest, "/account/sign-in", wanted if wanted != HOME else None)
        return self._on(guest, guest.seat.standing, wanted)

    def enrol_page(self, guest: Guest) -> Response:
        """A secret for the telephone, as a picture and as letters."""
        if guest.seat is None or guest.seat.has_second_factor:
            return self._elsewhere(guest, HOME)
        return self.house.page(guest, "second_factor.html", **_offered(guest, new_totp_secret()))

    def enrol(self, guest: Guest) -> Response:
        """Set the second factor up; the recovery codes are shown this once."""
        if guest.seat is None or guest.seat.has_second_factor:
            return self._elsewhere(guest, HOME)
        secret = guest.form.get("secret", "")
        try:
            opened, codes = enrol(
                self.house.database, guest.secret or "", secret, guest.form.get("code", ""), self.house.now()
            )
        except (CatalogError, ProblemsError) as error:
            again = secret if _TOTP_SECRET.fullmatch(secret) else new_totp_secret()
            return self.house.refused(guest, "second_factor.html", error, **_offered(guest, again))
        return self.house.enter(self.house.page(guest, "recovery_codes.html", codes=codes), opened)

    def join_page(self, guest: Guest) -> Response:
        """For whom a one-time link is; looking at it uses nothing up."""
        return self._join_page(guest)

    def _join_page(self, guest: Guest, error: Exception | None = None) -> Response:
        secret = guest.request.path_params["secret"]
        try:
            with self.house.database.read() as session:
                invited = invited_by(session, secret, self.house.now())
        except NotFoundError as gone:
            return _without_referrer(self.house.refused(guest, "link_gone.html", gone))
        values: dict[str, Any] = {"invited": invited, "names": guest.form}
        if error is None:
            return _without_referrer(self.house.page(guest, "join.html", **values))
        return _without_referrer(self.house.refused(guest, "join.html", error, **values))

    def join(self, guest: Guest) -> Response:
        """Set the password, and sign in."""
        wanted = Wanted(
            guest.form.get("password", ""), guest.form.get("name", ""), guest.form.get("sign_in_name", "")
        )
        try:
            opened: Opened = join(
                self.house.database,
                guest.request.path_params["secret"],
                wanted,
                guest.browser,
                self.house.now(),
            )
        except (CatalogError, ProblemsError) as error:
            return self._join_page(guest, error)
        return self.house.enter(_without_referrer(self._on(guest, opened.standing, HOME)), opened)


def _offered(guest: Guest, secret: str) -> dict[str, Any]:
    name = guest.seat.sign_in_name if guest.seat else ""
    import segno  # noqa: PLC0415 (a second factor is set up once)

    code = segno.make(provisioning_address(secret, name), micro=False)
    picture = code.svg_inline(omitsize=True, border=3, light="#fff", svgclass=None, lineclass=None)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"secret": secret, "groups": groups, "picture": Markup(picture)}  # noqa: S704 (made of our own secret)


def _without_referrer(response: Response) -> Response:
    """The address holds a secret: no page that is opened from here is told of it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
