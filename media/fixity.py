"""Whether stored bytes are still those that their name says, and what lies in the store that nobody knows."""

from __future__ import annotations

import time
from collections.abc import Container
from enum import Enum

from media.store import Store, digest_of


class State(Enum):
    """What became of a file's bytes."""

    WHOLE = "WHOLE"
    CHANGED = "CHANGED"
    MISSING = "MISSING"


def verify(store: Store, digest: str) -> State:
    """Read an original to its end and compare (SHA-256). A file that cannot be read counts as changed."""
    try:
        with store.opened(digest) as file:
            return State.WHOLE if digest_of(file) == digest else State.CHANGED
    except FileNotFoundError:
        return State.MISSING
    except OSError:
        return State.CHANGED


def sweep(store: Store, known: Container[str], grace_seconds: float) -> list[str]:
    """Remove the originals that nothing refers to; their digests.

    Whatever is younger than the grace may be about to be recorded and stays.
    """
    limit = time.time() - grace_seconds
    orphans = [d for d in store.digests() if d not in known and store.path(d).stat().st_mtime < limit]
    for digest in orphans:
        store.remove(digest)
    return orphans
