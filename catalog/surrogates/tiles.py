"""Parts of pictures, made when first asked for, of which a bounded number is kept: those used last."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from catalog.surrogates.files import MediaRoom
from catalog.surrogates.pictures import Pictures
from media.iiif import Cut
from media.kinds import MediaType

VERSION = 1
"""Goes up when the same address would give other pixels."""
PREFIX = f"iiif-{VERSION}-"
USED_ANEW_S = 3_600
"""A use is noted in the file's time once in so many seconds."""
JUST_MADE_S = 60
"""What is younger is perhaps being sent at this moment, and stays."""
SHARE_LEFT = 0.9
LOOK_EVERY_S = 10
"""The disk is looked through once in so many seconds at most."""


class Tiles:
    """The parts of one installation's pictures, `most_bytes` of them at most.

    They lie beside the other derivatives of their original, so whatever forgets those forgets them. How much
    there is is reckoned anew from the disk whenever the bound seems to be reached, so several servers on one
    data directory keep it together.
    """

    def __init__(self, room: MediaRoom, most_bytes: int) -> None:
        self._store = room.store
        self._pictures = Pictures(room)
        self._most_bytes = most_bytes
        self._guard = threading.Lock()
        self._bytes: int | None = None
        self._looked = -float(LOOK_EVERY_S)

    def kept(self, digest: str, cut: Cut) -> Path | None:
        """Where the part lies, if it was made before."""
        place = self._store.derived(digest, name_of(cut))
        try:
            age = time.time() - place.stat().st_mtime
        except FileNotFoundError:
            return None
        if age > USED_ANEW_S:
            with suppress(FileNotFoundError):
                os.utime(place)
        return place

    def made(self, digest: str, media_type: MediaType, cut: Cut) -> Path:
        """Where the part lies; it is made first unless it is there. Raises like `Pictures.made`."""
        place = self.kept(digest, cut)
        if place is None:
            place = self._pictures.part(digest, media_type, cut, name_of(cut))
            self._note(place)
        return place

    def _note(self, place: Path) -> None:
        """Count what was made, and make room where it is too much."""
        with self._guard:
            if self._bytes is not None:
                with suppress(FileNotFoundError):
                    self._bytes += place.stat().st_size
            is_full = self._bytes is None or self._bytes > self._most_bytes
            if is_full and time.monotonic() - self._looked >= LOOK_EVERY_S:
                self._bytes = self._swept()
                self._looked = time.monotonic()

    def _swept(self) -> int:
        """The bytes that are left after those unused for longest were removed, if they were too many."""
        found = []
        for path in self._store.kept_derived("iiif-"):
            with suppress(FileNotFoundError):
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in found)
        if total <= self._most_bytes:
            return total
        newest = time.time() - JUST_MADE_S
        for when, size, path in sorted(found):
            if total <= self._most_bytes * SHARE_LEFT or when > newest:
                break
            path.unlink(missing_ok=True)
            total -= size
        return total


def name_of(cut: Cut) -> str:
    """The name under which a part is kept: everything that decides its bytes, in short."""
    whole = f"{cut.full_width}x{cut.full_height}/{cut.canonical}"
    return f"{PREFIX}{hashlib.sha256(whole.encode()).hexdigest()[:40]}.{cut.format}"
