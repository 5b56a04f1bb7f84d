"""The application with a provider beside it, and guests who go there and come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx2

from catalog.people.identities import add_identity
from catalog.people.office import Office
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.people import Someone, member
from tests.web.accounts import Guest, Site, Time, open_site
from tests.web.provider import SECRET

ONWARD = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')
NOT_BEGUN = ("không bắt đầu ở trình duyệt này", "was not begun in this browser")


@contextmanager
def opened(
    catalogue: Catalogue, issuer: str, client: str = "catalogue", **settings: object
) -> Iterator[Site]:
    """The application with this provider; its clock is the provider's, because tokens bear real times."""
    known = {"oidc_issuer": issuer, "oidc_client_id": client, "oidc_client_secret": SECRET, **settings}
    with open_site(catalogue, Time(datetime.now(UTC)), **known) as site:
        yield site


def linked(site: Site, issuer: str, role: Role = Role.EDITOR, subject: str = "nguoi-1") -> Someone:
    """Somebody with an account and an identity at the provider."""
    someone = member(site.catalogue.database, role, at=site.time.now)
    with site.catalogue.database.write() as session:
        add_identity(Office(session, None, site.time.now), someone.person_id, issuer, subject)
    site.time.later(minutes=1)
    return someone


def sent(guest: Guest, path: str = "/account/oidc") -> str:
    """Where the provider is, for a guest who goes there."""
    answer = guest.get(path)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def onward(page: httpx2.Response) -> str:
    """Where the page after signing in leads by itself."""
    assert page.status_code == 200, page.text
    (address,) = ONWARD.findall(page.text)
    return str(address)
