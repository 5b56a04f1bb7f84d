"""Things that can be asked for again by an opaque identifier."""

from __future__ import annotations

import base64
import binascii

import strawberry

from catalog.errors import Message, NotFoundError


@strawberry.interface(description="Something with a permanent identifier, found again by `node(id)`.")
class Node:
    """Relay's Node."""

    @strawberry.field(description="Opaque, permanent identifier.")
    def id(self) -> strawberry.ID:
        """Each kind of node writes its own."""
        raise TypeError(f"{type(self).__name__} has no identifier")


def write_id(kind: str, key: str) -> strawberry.ID:
    """The opaque identifier of a thing of this kind."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("="))


def key_of(identifier: str, kind: str, missing: Message) -> str:
    """The key in an identifier of this kind. Raises `NotFoundError` for ids of anything else."""
    found, key = read_id(identifier) or ("", "")
    if found != kind:
        raise NotFoundError(missing)
    return key


def read_id(identifier: str) -> tuple[str, str] | None:
    """Kind and key of an identifier, or None if it is none of ours."""
    try:
        text = base64.urlsafe_b64decode(identifier.encode() + b"=" * (-len(identifier) % 4)).decode()
    except (binascii.Error, UnicodeError, ValueError):
        return None
    kind, colon, key = text.partition(":")
    return (kind, key) if colon and text.isprintable() else None
