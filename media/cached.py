"""Local copies of what lies elsewhere, of which a bounded number of bytes is kept: those used last."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from media.durable import PART, written_whole
from media.originals import READ_ONLY, folders, is_placed, make_folder, matching, place
from media.turns import Turns

JUST_USED_S = 120
"""What was used so lately is perhaps being read at this moment, and stays."""
SHARE_LEFT = 0.9
LOST_AFTER_S = 24 * 3600
"""A copy that was begun so long ago was broken off."""


class Cached:
    """Copies `ab/cd/<digest>` in one folder, `most_bytes` of them at most, but for those being used now.

    How much there is is reckoned anew from the disk whenever the bound seems to be reached, so several servers
    on one data directory keep it together.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._guard = threading.Lock()
        self._bytes: int | None = None
        self._turns = Turns()

    def place(self, digest: str) -> Path:
        """Where a copy lies, or would."""
        return self._folder / place(digest)

    def path(self, digest: str) -> Path | None:
        """Where the copy lies, if there is one; this is a use of it."""
        path = self.place(digest)
        try:
            os.utime(path, follow_symlinks=False)
        except FileNotFoundError:
            return None
        return path

    def filled(self, digest: str, pieces: Callable[[], Iterator[bytes]]) -> Path:
        """Where the copy lies; made first unless it is there, once, however many ask at the same time.

        Raises `MediaError` (CORRUPT) if the pieces are not the digest's bytes, and whatever they raise; then
        there is no copy.
        """
        with self._turns.alone(digest):
            path = self.path(digest)
            if path is not None:
                return path
            path = self.place(digest)
            make_folder(path.parent)
            with written_whole(path) as file:
                for piece in matching(pieces(), digest):
                    file.write(piece)
            path.chmod(READ_ONLY)
        self._note(path)
        return path

    def take(self, path: Path, digest: str) -> None:
        """Move a file in that has the digest's bytes."""
        target = self.place(digest)
        make_folder(target.parent)
        os.utime(path)
        path.chmod(READ_ONLY)
        path.replace(target)
        self._note(target)

    def forget(self, digest: str) -> None:
        """Throw a copy away, if there is one."""
        self.place(digest).unlink(missing_ok=True)

    def _note(self, path: Path) -> None:
        """Count what came in, and make room where it is too much."""
        with self._guard:
            if self._bytes is not None:
                with suppress(FileNotFoundError):
                    self._bytes += path.stat().st_size
            if self._bytes is None or self._bytes > self._most_bytes:
                self._bytes = self._swept()

    def _swept(self) -> int:
        """The bytes that are left after those unused for longest were removed, if they were too many."""
        now, found = time.time(), []
        for path in self._files():
            with suppress(FileNotFoundError):
                facts = path.stat()
                if path.name.endswith(PART) and now - facts.st_mtime > LOST_AFTER_S:
                    path.unlink()
                else:
                    found.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in found)
        if total <= self._most_bytes:
            return total
        for when, size, path in sorted(found):
            if total <= self._most_bytes * SHARE_LEFT or when > now - JUST_USED_S:
                break
            path.unlink(missing_ok=True)
            total -= size
        return total

    def _files(self) -> Iterator[Path]:
        for first in folders(self._folder):
            for second in folders(first):
                yield from (
                    path
                    for path in second.iterdir()
                    if path.name.endswith(PART) or is_placed(path.name, Path(first.name, second.name))
                )
