"""The office's own provider, by OpenID Connect: the way there, and what an answer of its is worth.

Code flow with PKCE (S256). What comes back is believed when the state is ours, the answer is this
issuer's (RFC 9207), and the ID token is signed by one of its public keys with an algorithm named here,
for us, now, and for this very journey (OpenID Connect Core 1.0, 3.1.3.7). Nothing is kept of any token.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

from authlib.integrations.base_client.errors import OAuthError
from authlib.oauth2.auth import encode_client_secret_basic
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, import_key
from joserfc.jws import JWSRegistry

from catalog.errors import CatalogError, Message
from catalog.people.journeys import Identity, nonce_of, shows_two_factors, state_of, verifier_of
from catalog.settings import Settings
from web.sessions.asking import ProviderWrongError, asking, client_at, document_at, origin_of

ALGORITHMS = ("RS256", "ES256", "EdDSA", "Ed25519")
"""Signatures with a private key only: with `none` or HS* anybody could sign who knows what is public."""

KEY_TYPES = ("RSA", "EC", "OKP")
SCOPE = "openid profile"
LEEWAY_S = 60
KEPT_S = 3600
LONGEST_CODE = 4096
LONGEST_TOKEN = 65_536
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class AnswerRefusedError(CatalogError):
    """What came back is not believed; `reason` is for the log only."""

    code = "ANSWER_REFUSED"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            Message(
                f"Câu trả lời của {name} không hợp lệ nên không được nhận. Hãy bắt đầu lại.",
                f"The answer of {name} is not valid and was not accepted. Please begin again.",
            )
        )
        self.reason = reason


class ProviderDeclinedError(CatalogError):
    """The provider let nobody through, or whoever came changed their mind there."""

    code = "PROVIDER_DECLINED"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            Message(
                f"{name} không xác nhận lần đăng nhập này, hoặc bạn đã hủy. Hãy bắt đầu lại.",
                f"{name} did not confirm this sign-in, or you cancelled it. Please begin again.",
            )
        )
        self.reason = reason


@dataclass(frozen=True)
class Kept:
    """Something of the provider's, and until when it is used without asking again."""

    value: Any
    until: float


class Provider:
    """One provider, as the operator has set it. Its addresses and keys are fetched when first needed."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self.issuer = settings.oidc_issuer or ""
        self.name = settings.oidc_name
        self.origin = origin_of(self.issuer)
        self._id = settings.oidc_client_id or ""
        secret = settings.oidc_client_secret
        self._secret = secret.get_secret_value() if secret else None
        self._trusts_factor = settings.oidc_trusts_second_factor
        self._now = now
        self._addresses = Kept({}, 0)
        self._keys = Kept(KeySet([]), 0)

    @property
    def form_source(self) -> str:
        """The source that a page's policy allows its forms to lead to."""
        scheme, host, port = self.origin
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"

    async def departure(self, secret: str, back: str) -> str:
        """The address to which a journey leads. Raises as `asking` does."""
        addresses = await self.reached()
        client = OAuth2Client(None, self._id, scope=SCOPE, redirect_uri=back, code_challenge_method="S256")
        address, _ = client.create_authorization_url(
            addresses["authorization_endpoint"],
            state=state_of(secret),
            nonce=nonce_of(secret),
            code_verifier=verifier_of(secret),
        )
        return str(address)

    async def identity(self, answer: Mapping[str, str], secret: str, back: str) -> Identity:
        """Who came back, by the provider's answer to a journey that was ours and is used up.

        Raises `AnswerRefusedError`, `ProviderDeclinedError`, `ProviderDownError` or `ProviderWrongError`.
        """
        addresses = await self.reached()
        named = answer.get("iss")
        must_name = addresses.get("authorization_response_iss_parameter_supported") is True
        if (named is None and must_name) or (named is not None and named != self.issuer):
            raise AnswerRefusedError(self.name, "iss of the answer")
        if "error" in answer:
            raise ProviderDeclinedError(self.name, answer["error"])
        code = answer.get("code", "")
        if not (0 < len(code) <= LONGEST_CODE and code.isascii() and code.isprintable()):
            raise AnswerRefusedError(self.name, "form of the code")
        tokens = await self._exchange(addresses, code, secret, back)
        return await self._verified(tokens, nonce_of(secret))

    async def _exchange(
        self, addresses: Mapping[str, Any], code: str, secret: str, back: str
    ) -> dict[str, Any]:
        """The tokens for a code (RFC 6749, 4.1.3)."""
        method = self._authentication(addresses.get("token_endpoint_auth_methods_supported"))
        client = client_at(
            self.origin,
            client_id=self._id,
            client_secret=self._secret,
            token_endpoint_auth_method=method,
            redirect_uri=back,
        )
        client.register_client_auth_method(("client_secret_basic", _encoded_basic))
        try:
            with asking(self.name):
                async with client:
                    return dict(
                        await client.fetch_token(
                            addresses["token_endpoint"],
                            grant_type="authorization_code",
                            code=code,
                            redirect_uri=back,
                            code_verifier=verifier_of(secret),
                        )
                    )
        except OAuthError as error:
            if error.error == "invalid_grant":
                raise AnswerRefusedError(self.name, "invalid_grant") from error
            raise ProviderWrongError(self.name, f"token endpoint: {error.error}") from error

    def _authentication(self, offered: object) -> str:
        if self._secret is None:
            return "none"
        is_post_only = isinstance(offered, list) and "client_secret_basic" not in offered
        return "client_secret_post" if is_post_only else "client_secret_basic"

    async def _verified(self, tokens: Mapping[str, Any], nonce: str) -> Identity:
        text = tokens.get("id_token")
        if not isinstance(text, str) or len(text) > LONGEST_TOKEN:
            raise AnswerRefusedError(self.name, "no ID token")
        try:
            claims = self._judged(await self._decoded(text), tokens.get("access_token"), nonce)
        except (JoseError, ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
            raise AnswerRefusedError(self.name, f"ID token: {type(error).__name__} {error}") from error
        return self._identity_of(claims)

    async def _decoded(self, text: str) -> jwt.Token:
        """The token, if a key of the provider's signed it; keys that changed meanwhile are fetched anew."""
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            return jwt.decode(text, await self._key_set(), registry=registry)
        except InvalidKeyIdError:
            return jwt.decode(text, await self._key_set(anew=True), registry=registry)

    def _judged(self, token: jwt.Token, access_token: object, nonce: str) -> CodeIDToken:
        options = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._id},
            "sub": {"essential": True},
        }
        known = {"nonce": nonce, "client_id": self._id, "access_token": access_token}
        claims = CodeIDToken(token.claims, token.header, options, known)
        claims.validate(now=int(self._now().timestamp()), leeway=LEEWAY_S)
        return claims

    def _identity_of(self, claims: Mapping[str, Any]) -> Identity:
        subject = claims["sub"]
        if not (0 < len(subject) <= 255 and subject.isascii() and subject.isprintable() and subject.strip()):
            raise AnswerRefusedError(self.name, "form of sub")
        names = (claims.get("name"), claims.get("preferred_username"), subject)
        shown = next(name for name in names if isinstance(name, str) and name.strip())
        methods, context_class = claims.get("amr") or [], claims.get("acr")
        has_two = self._trusts_factor and shows_two_factors(
            [method for method in methods if isinstance(method, str)],
            context_class if isinstance(context_class, str) else None,
        )
        return Identity(self.issuer, subject, " ".join(shown.split())[:100], has_two)

    async def reached(self) -> Mapping[str, Any]:
        """The provider's own description (OpenID Connect Discovery 1.0, 4), held against the setting."""
        if self._addresses.until <= time.monotonic():
            where = get_well_known_url(self.issuer, external=True)
            document = await document_at(self.name, self.origin, where)
            self._check(document)
            self._addresses = Kept(document, time.monotonic() + KEPT_S)
        found: Mapping[str, Any] = self._addresses.value
        return found

    def _check(self, document: Mapping[str, Any]) -> None:
        if document.get("issuer") != self.issuer:
            raise ProviderWrongError(self.name, "the issuer names itself otherwise")
        for name in _ENDPOINTS:
            try:
                is_own = origin_of(str(document.get(name))) == self.origin
            except ValueError:
                is_own = False
            if not is_own:
                raise ProviderWrongError(self.name, f"{name} is not at the issuer's address")

    async def _key_set(self, *, anew: bool = False) -> KeySet:
        if anew or self._keys.until <= time.monotonic():
            address = (await self.reached())["jwks_uri"]
            keys = _public_keys(await document_at(self.name, self.origin, address))
            if not keys:
                raise ProviderWrongError(self.name, "no key for signatures")
            self._keys = Kept(keys, time.monotonic() + KEPT_S)
        found: KeySet = self._keys.value
        return found


def _public_keys(document: Mapping[str, Any]) -> KeySet:
    """The keys for signatures; what is not understood, or is a shared secret, is passed over (RFC 7517, 5)."""
    keys = []
    given = document.get("keys")
    for each in given if isinstance(given, list) else []:
        if not isinstance(each, dict) or each.get("kty") not in KEY_TYPES or each.get("use", "sig") != "sig":
            continue
        try:
            keys.append(import_key(each))
        except (JoseError, ValueError, TypeError, KeyError):
            continue
    return KeySet(keys)


def _encoded_basic(client: Any, method: str, uri: str, headers: Any, body: Any) -> tuple[str, Any, Any]:
    """Name and secret in the header, each encoded first (RFC 6749, 2.3.1), which authlib leaves out."""
    encoded = SimpleNamespace(
        client_id=quote_plus(client.client_id), client_secret=quote_plus(client.client_secret)
    )
    answer: tuple[str, Any, Any] = encode_client_secret_basic(encoded, method, uri, headers, body)
    return answer
