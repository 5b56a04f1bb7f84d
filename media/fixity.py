"""Whether stored bytes are still those that their name says, and what lies in the store that nobody knows."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from enum import Enum

from media.originals import Originals
from media.store import Store


class State(Enum):
    """What became of a file's bytes."""

    WHOLE = "WHOLE"
    CHANGED = "CHANGED"
    MISSING = "MISSING"


def verify(originals: Originals, digest: str) -> State:
    """Read an original to its end, where it really lies, and compare (SHA-256).

    A file that cannot be read counts as changed. Raises `MediaError` (STORE_UNAVAILABLE) where nobody can say.
    """
    sha256 = hashlib.sha256()
    try:
        for piece in originals.pieces(digest):
            sha256.update(piece)
    except FileNotFoundError:
        return State.MISSING
    except OSError:
        return State.CHANGED
    return State.WHOLE if sha256.hexdigest() == digest else State.CHANGED


def orphans(store: Store, known: Container[str], grace_seconds: float) -> list[str]:
    """The originals that nothing refers to. What is younger than the grace may be about to be recorded."""
    return [d for d in store.digests() if d not in known and is_old(store, d, grace_seconds)]


def is_old(store: Store, digest: str, grace_seconds: float) -> bool:
    """Whether the original is there, and older than the grace."""
    age = store.age(digest)
    return age is not None and age > grace_seconds
