"""How a snapshot is signed, and whether it was. Pure.

The signature is a JSON Web Signature (RFC 7515) by Ed25519 (RFC 8032, 8037) over the very bytes that are hashed, which
stay outside of it (detached, RFC 7797), so that any tool that knows these can examine a snapshot.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import OKPKey

from catalog.coverage.sealing import LARGEST, canonical, hashed_bytes, seals_of

ALGORITHM = "EdDSA"


class _Registry(jws.JWSRegistry):
    """Knows the one algorithm; joserfc's own limit of size is made for tokens.

    RFC 9864 has another name for it, "Ed25519", and joserfc warns of the old one. A snapshot outlives tools: the
    old name is the one that all of today's know.
    """

    max_payload_length = LARGEST

    def get_alg(self, name: str) -> Any:
        """The algorithm. Raises `UnsupportedAlgorithmError` for any other."""
        if name != ALGORITHM:
            raise UnsupportedAlgorithmError(f"Algorithm of '{name}' is not allowed")
        return self.algorithms[name]


_REGISTRY = _Registry()


@dataclass(frozen=True)
class Sealed:
    """A whole document: its canonical text with hash and signature inside."""

    text: str
    sha256: str
    signature: str


def public_key(key: OKPKey) -> dict[str, str]:
    """The public half as a JWK; `kid` is its thumbprint (RFC 7638)."""
    half = key.as_dict(private=False)
    return {name: str(half[name]) for name in ("kty", "crv", "x")} | {"kid": key.thumbprint()}


def sign(document: Mapping[str, Any], key: OKPKey) -> Sealed:
    """Seal and sign a document that has neither seals, key, hash nor signature yet."""
    whole = {**document, "seals": seals_of(document), "key": public_key(key)}
    payload = hashed_bytes(whole)
    digest, signature = hashlib.sha256(payload).hexdigest(), detached_signature(payload, key)
    text = canonical({**whole, "sha256": digest, "signature": signature}).decode()
    return Sealed(text, digest, signature)


def _header(key: OKPKey) -> dict[str, Any]:
    return {"alg": ALGORITHM, "b64": False, "crit": ["b64"], "kid": key.thumbprint()}


def detached_signature(payload: bytes, key: OKPKey) -> str:
    """A JSON Web Signature whose payload stays outside of it."""
    return jws.serialize_compact(_header(key), payload, key, registry=_REGISTRY)


def is_signed(payload: bytes, signature: str, key: OKPKey) -> bool:
    """Whether this is the one way in which the key's owner signs these bytes."""
    try:
        found = jws.deserialize_compact(signature, key, registry=_REGISTRY, payload=payload)
        is_written_so = all(_is_base64url(part) for part in signature.split("."))
        return is_written_so and found.headers() == _header(key)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        return False


def _is_base64url(text: str) -> bool:
    """Whether it is written as the encoder writes it: stray bits at the end say nothing, and hide an alteration."""
    try:
        decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return False
    return base64.urlsafe_b64encode(decoded).decode().rstrip("=") == text


def key_from(jwk: Any) -> OKPKey | None:
    """The public Ed25519 key of a JWK; None if it is none."""
    if not isinstance(jwk, dict) or jwk.get("kty") != "OKP" or jwk.get("crv") != "Ed25519":
        return None
    coordinate = jwk.get("x")
    if not isinstance(coordinate, str) or len(coordinate) != 43 or not _is_base64url(coordinate):
        return None
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": coordinate})
