"""Secrets that say nothing: 256 random bits, of which only the SHA-256 is kept.

No signed tokens anywhere: what is not looked up cannot be ended, and an algorithm that is not named in
the request cannot be chosen by it.
"""

from __future__ import annotations

import hashlib
import secrets

TOKEN_PREFIX = "dbt_"  # noqa: S105 (a mark by which leaked tokens are recognised, not a secret)


def new_secret(mark: str = "") -> str:
    """A new secret, behind a mark that tells what it is."""
    return mark + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
