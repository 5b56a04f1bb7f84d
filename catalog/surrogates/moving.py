"""Originals move between the data directory and a bucket, and nothing is given up before its copy was read back.

A move that was broken off is begun again in the same way: what is there already is verified, not sent anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from media.errors import MediaError
from media.fixity import State, verify
from media.originals import Listed, Originals


class Fault(StrEnum):
    """Why an original was left where it is."""

    CHANGED = "CHANGED"
    """Its bytes are not those of its digest any more."""
    MISSING = "MISSING"
    """It was in the list and is gone."""
    NOT_KEPT = "NOT_KEPT"
    """What was written at the other side is not what was sent."""


@dataclass(frozen=True)
class Moved:
    """One original, and what is wrong with it, if anything; `is_new` if its bytes were sent now."""

    digest: str
    size: int
    fault: Fault | None
    is_new: bool = False


_FAULTS = {State.CHANGED: Fault.CHANGED, State.MISSING: Fault.MISSING}


def move(source: Originals, target: Originals, wanted: list[Listed], *, keep: bool) -> Iterator[Moved]:
    """Move the originals one by one; with `keep` they stay at the source as well.

    Every byte is hashed as it is read here and as it is read back there; only then the source is removed. A
    fault is answered, and that original stays. Raises `MediaError` (STORE_UNAVAILABLE), after which each
    original is at one side at least.
    """
    for found in wanted:
        moved = _copied(source, target, found)
        if moved.fault is None and not keep:
            source.remove(found.digest)
        yield moved


def _copied(source: Originals, target: Originals, found: Listed) -> Moved:
    digest, size = found.digest, found.size
    if target.size(digest) == size and verify(target, digest) == State.WHOLE:
        return Moved(digest, size, _FAULTS.get(verify(source, digest)))
    try:
        target.write(digest, source.pieces(digest), size)
    except FileNotFoundError:
        return Moved(digest, size, Fault.MISSING)
    except MediaError as error:
        if error.code == "CORRUPT":
            return Moved(digest, size, Fault.CHANGED)
        raise
    return Moved(digest, size, None if verify(target, digest) == State.WHOLE else Fault.NOT_KEPT, is_new=True)
