"""A provider that cheats, or was taken over: forged tokens, foreign addresses, answers that hurt."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

import anyio
import pytest
from joserfc.jwk import RSAKey
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from catalog.db import Database
from catalog.people.identities import add_identity
from catalog.people.office import Office
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.people import all_accounts, member
from tests.web.accounts import Guest, Site, Time, open_site
from tests.web.provider import (
    SECRET,
    Cheat,
    Forge,
    altered,
    cheating,
    honest,
    signed_by_another,
    signed_with_the_public_key,
    unsigned,
    with_algorithm,
)
from web.sessions import asking

NOT_VALID = ("không hợp lệ", "is not valid")
NOT_AGREED = ("không đúng quy cách", "did not answer as agreed")
DISCOVERY = "/.well-known/openid-configuration"
IS_DOWN = ("không liên lạc được", "cannot be reached")


@cache
def key(number: int = 1) -> RSAKey:
    """A key of the provider's."""
    return RSAKey.generate_key(2048, {"kid": f"k{number}"})


@pytest.fixture
def catalogue(loaded_sqlite_url: str) -> Iterator[Catalogue]:
    """On one kind of database: what a provider says is judged before any is asked."""
    with closing(Database(loaded_sqlite_url)) as database:
        yield Catalogue(database)


@contextmanager
def opened(catalogue: Catalogue, **how: Any) -> Iterator[tuple[Site, Cheat]]:
    """The application with a provider that cheats, and an editor whose identity there is `nguoi-1`."""
    with cheating(**{"key": key(), **how}) as cheat:
        known = {"oidc_issuer": cheat.issuer, "oidc_client_id": "catalogue", "oidc_client_secret": SECRET}
        with open_site(catalogue, Time(datetime.now(UTC)), **known) as site:
            editor = member(catalogue.database, Role.EDITOR, at=site.time.now)
            with catalogue.database.write() as session:
                add_identity(Office(session, None, site.time.now), editor.person_id, cheat.issuer, "nguoi-1")
            yield site, cheat


def come_back(site: Site, cheat: Cheat, **parts: str) -> tuple[Guest, Response | Any]:
    """There and back, in Vietnamese."""
    guest = site.guest()
    departure = guest.get("/account/oidc").headers["location"]
    return guest, guest.get(cheat.answered(departure, **parts))


def refused(site: Site, cheat: Cheat, words: tuple[str, str], status: int) -> None:
    """There and back in both languages: told, and nothing is changed."""
    before = all_accounts(site.catalogue.database)
    for language, said in zip(("vi", "en"), words, strict=True):
        guest = site.guest(**{"Accept-Language": language})
        page = guest.get("/account/oidc")
        if page.status_code == 303:
            page = guest.get(cheat.answered(page.headers["location"]))
        assert (page.status_code, said in page.text, guest.cookie) == (status, True, None), page.text
        assert page.headers["x-request-id"] in page.text
    assert all_accounts(site.catalogue.database) == before


def test_what_is_as_it_should_be_opens_a_session(catalogue: Catalogue) -> None:
    with opened(catalogue) as (site, cheat):
        guest, page = come_back(site, cheat)
        assert (page.status_code, guest.cookie is None) == (200, False)
        assert guest.get("/account").status_code == 200


@pytest.mark.parametrize(
    "forge",
    [unsigned, signed_with_the_public_key, signed_by_another, altered, with_algorithm("RS384"),
     with_algorithm("PS256"), lambda *_: "", lambda *_: "a.b.c", lambda c, k: honest(c, k) + "x",
     lambda c, k: honest(c, k).rpartition(".")[0] + ".", lambda *_: "x" * 70_000],
    ids=["none", "HS256 by the public key", "another's key", "altered", "RS384", "PS256", "empty", "no token",
         "tail", "no signature", "too long"],
)  # fmt: skip
def test_a_forged_token_opens_nothing(catalogue: Catalogue, forge: Forge) -> None:
    with opened(catalogue, forge=forge) as (site, cheat):
        refused(site, cheat, NOT_VALID, 403)


@pytest.mark.parametrize(
    "claims",
    [{"iss": "https://evil.example"}, {"iss": None}, {"aud": "another"}, {"aud": ["catalogue", "another"]},
     {"aud": []}, {"aud": None}, {"azp": "another"}, {"aud": ["catalogue", "another"], "azp": "another"},
     {"exp": 1}, {"exp": None}, {"exp": "never"}, {"exp": float("nan")}, {"exp": True}, {"iat": None},
     {"iat": 99_999_999_999}, {"nbf": 99_999_999_999}, {"nonce": "0" * 64}, {"nonce": None}, {"nonce": ["x"]},
     {"sub": None}, {"sub": ""}, {"sub": " "}, {"sub": 7}, {"sub": ["nguoi-1"]}, {"sub": "x" * 256}, {"sub": "đ"},
     {"sub": "a\x00b"}, {"amr": "mfa"}, {"at_hash": "AAAA"}],
    ids=str,
)  # fmt: skip
def test_a_claim_that_is_not_right_opens_nothing(catalogue: Catalogue, claims: dict[str, Any]) -> None:
    with opened(catalogue, claims=claims) as (site, cheat):
        refused(site, cheat, NOT_VALID, 403)


@pytest.mark.parametrize(
    "tokens",
    [{"id_token": None}, {"id_token": 7}, {"id_token": {"a": 1}}, {"error": "invalid_grant"}],
    ids=str,
)
def test_an_exchange_without_a_token_opens_nothing(catalogue: Catalogue, tokens: dict[str, Any]) -> None:
    with opened(catalogue, tokens=tokens) as (site, cheat):
        refused(site, cheat, NOT_VALID, 403)


def test_keys_that_changed_are_fetched_anew(catalogue: Catalogue) -> None:
    with opened(catalogue) as (site, cheat):
        assert come_back(site, cheat)[1].status_code == 200
        assert come_back(site, cheat)[1].status_code == 200
        assert cheat.asked.count("/jwks") == cheat.asked.count(DISCOVERY) == 1
        cheat.key = key(2)
        assert come_back(site, cheat)[1].status_code == 200
        assert cheat.asked.count("/jwks") == 2


def test_no_shared_secret_among_the_published_keys_is_used(catalogue: Catalogue) -> None:
    keys = {"keys": [{"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "kid": "k1"}, 7, {"kty": "RSA"}]}
    with opened(catalogue, answers={"/jwks": JSONResponse(keys)}) as (site, cheat):
        refused(site, cheat, NOT_AGREED, 502)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:{other}/x", "https://evil.example/x", "http://169.254.169.254/latest", "file:///etc/passwd",
     "http://user@127.0.0.1:{port}/x", "//127.0.0.1:{port}/x", "http://127.0.0.1:99999/x", "", None],
)  # fmt: skip
def test_no_other_address_is_asked_whatever_the_provider_says(
    catalogue: Catalogue, name: str, address: str | None
) -> None:
    with cheating(key=key()) as other, opened(catalogue) as (site, cheat):
        ports = {"other": other.issuer.rpartition(":")[2], "port": cheat.issuer.rpartition(":")[2]}
        cheat.described = {name: address and address.format(**ports)}
        refused(site, cheat, NOT_AGREED, 502)
        assert set(cheat.asked) == {DISCOVERY}
        assert other.asked == []


def test_an_issuer_that_names_itself_otherwise_is_refused(catalogue: Catalogue) -> None:
    with opened(catalogue, described={"issuer": "https://evil.example"}) as (site, cheat):
        refused(site, cheat, NOT_AGREED, 502)


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/jwks"])
@pytest.mark.parametrize(
    ("answer", "words", "status"),
    [(lambda: HTMLResponse("<b>tôi</b>"), NOT_AGREED, 502), (lambda: JSONResponse([1]), NOT_AGREED, 502),
     (lambda: Response(b"[" * 100_000), NOT_AGREED, 502), (lambda: Response(b"\xff\xfe{"), NOT_AGREED, 502),
     (lambda: Response(b"x" * 300_000), NOT_AGREED, 502),
     (lambda: Response(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), NOT_AGREED, 502),
     (lambda: RedirectResponse("http://127.0.0.1:9/x"), NOT_AGREED, 502),
     (lambda: JSONResponse({"error": "invalid_client"}, 401), NOT_AGREED, 502),
     (lambda: JSONResponse({}, 500), IS_DOWN, 503)],
    ids=["page", "list", "deep", "bytes", "long", "packed", "redirect", "client", "fault"],
)  # fmt: skip
def test_an_answer_that_is_none_is_told_kindly(
    catalogue: Catalogue, path: str, answer: Any, words: tuple[str, str], status: int
) -> None:
    with opened(catalogue, answers={path: answer()}) as (site, cheat):
        refused(site, cheat, words, status)


async def _trickle() -> AsyncIterator[bytes]:
    for _ in range(200):
        yield b" "
        await anyio.sleep(0.05)


def test_a_provider_that_dribbles_is_left_after_a_while(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.5)
    with opened(catalogue) as (site, cheat):
        cheat.answers[DISCOVERY] = StreamingResponse(_trickle())
        began = time.perf_counter()
        page = site.guest().get("/account/oidc")
        assert (page.status_code, IS_DOWN[0] in page.text) == (503, True)
        assert time.perf_counter() - began < 4
