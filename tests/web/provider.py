"""Providers of OpenID Connect on the loopback address: a real one, and one that cheats."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.npm import node_modules
from tests.processes import ending_with_us
from tests.web.serving import serving

FOLDER = Path(__file__).parent / "oidc"
SECRET = "+ %41/:&=" + "0" * 32
BACK = "/account/oidc/back"


@contextmanager
def running_provider(host: str = "127.0.0.1") -> Iterator[str]:
    """npm's oidc-provider, by its issuer; mark: `node`. Ends exactly that process."""
    node_modules(FOLDER)
    process = subprocess.Popen(
        ending_with_us(["node", "provider.mjs", host]),
        cwd=FOLDER,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        yield json.loads(process.stdout.readline())["issuer"]
    finally:
        process.terminate()
        process.wait(20)


def answered(departure: str, subject: str, **shown: str) -> str:
    """Sign in at the real provider, as a browser without a window; answers where it leads back to."""
    with httpx2.Client(timeout=30) as client:
        address, sent = departure, False
        for _ in range(9):
            if urlsplit(address).path == BACK:
                return address
            if "/interaction/" in address and not sent:
                answer, sent = client.post(address, data={"subject": subject, **shown}), True
            else:
                answer = client.get(address)
            assert answer.is_redirect, answer.text
            address = str(answer.url.join(answer.headers["location"]))
    raise AssertionError(address)


def parameters(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def changed(address: str, **parts: str | None) -> str:
    """An address with some parameters put in the place of others; None leaves one out."""
    given = {**parameters(address), **parts}
    kept = {name: value for name, value in given.items() if value is not None}
    return f"{urlsplit(address).path}?{urlencode(kept)}"


Forge = Callable[[dict[str, Any], RSAKey], str]


def honest(claims: dict[str, Any], key: RSAKey) -> str:
    """A token as it should be."""
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def with_algorithm(name: str) -> Forge:
    """A token by another algorithm with the same key."""

    def forge(claims: dict[str, Any], key: RSAKey) -> str:
        return jwt.encode({"alg": name, "kid": key.kid}, claims, key, registry=JWSRegistry(algorithms=[name]))

    return forge


def unsigned(claims: dict[str, Any], _: RSAKey) -> str:
    """A token that nobody signed: `alg` is none."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def signed_with_the_public_key(claims: dict[str, Any], key: RSAKey) -> str:
    """A token by HS256 whose shared secret is what everybody knows: the provider's public key."""
    public = key.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{_part({'alg': 'HS256', 'kid': key.kid})}.{_part(claims)}"
    return f"{signed}.{_text(hmac.digest(public, signed.encode(), hashlib.sha256))}"


def signed_by_another(claims: dict[str, Any], key: RSAKey) -> str:
    """A token signed by a key that is not the provider's, under the name of one that is."""
    other = RSAKey.generate_key(2048)
    return jwt.encode({"alg": "RS256", "kid": key.kid, "jwk": other.as_dict(private=False)}, claims, other)


def altered(claims: dict[str, Any], key: RSAKey) -> str:
    """A token whose subject was changed after it was signed."""
    head, _, seal = honest({**claims, "sub": "khac"}, key).split(".")
    return f"{head}.{_part(claims)}.{seal}"


def _part(document: dict[str, Any]) -> str:
    return _text(json.dumps(document).encode())


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Cheat:
    """A provider that answers what a test wants: addresses, keys, tokens.

    `forge` signs; `claims` are put over the right ones (None takes one away); `answers` stand in the place of whole
    documents, by path. `asked` are the paths that were asked for.
    """

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    forge: Forge = honest
    claims: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    nonce: str = ""

    def app(self) -> Starlette:
        """It as an application."""
        return Starlette(routes=[Route("/{path:path}", self._answer, methods=["GET", "POST"])])

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append(path)
        await request.body()
        if path in self.answers:
            return self.answers[path]
        if path == "/jwks":
            return JSONResponse({"keys": [{**self.key.as_dict(private=False), "use": "sig"}]})
        if path == "/token":
            token = self.forge(self._right(), self.key)
            return JSONResponse(
                {"access_token": "a", "token_type": "Bearer", "id_token": token, **self.tokens}
            )
        return JSONResponse(self._description())

    def _description(self) -> dict[str, Any]:
        own = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return {**own, **self.described}

    def _right(self) -> dict[str, Any]:
        now = int(time.time())
        own = {"iss": self.issuer, "aud": "catalogue", "sub": "nguoi-1", "name": "Biên tập 1", "nonce": self.nonce,
               "iat": now, "exp": now + 300}  # fmt: skip
        return {name: value for name, value in {**own, **self.claims}.items() if value is not None}

    def answered(self, departure: str, **parts: str) -> str:
        """Where it leads back to, after a departure."""
        (self.nonce,) = parse_qs(urlsplit(departure).query)["nonce"]
        return f"{BACK}?{urlencode({'code': 'mot-ma', 'state': parameters(departure)['state'], **parts})}"


@contextmanager
def cheating(**how: Any) -> Iterator[Cheat]:
    """A provider that cheats in some way."""
    cheat = Cheat(**how)
    with serving(cheat.app()) as url:
        cheat.issuer = url
        yield cheat
