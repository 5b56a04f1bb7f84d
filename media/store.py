"""Stored files: bytes named by their SHA-256; originals where the settings put them, derivatives beside the data.

An original is never changed, only added and removed; the same bytes twice are one file. What is derived from an
original lies in the data directory under the name of its recipe, and can be thrown away and made again at any
time. No name that comes from outside becomes a path: a recipe's name is a short plain word.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from media.durable import sync
from media.originals import LocalOriginals, Originals, folders, opened_file, place

ORIGINALS = "originals"
"""The folder of the data directory, and the part of a bucket's keys, under which originals lie."""
_RECIPE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+){0,8}")
_LONGEST_RECIPE = 64


class Store:
    """The stored files of one data directory: originals, and `derived/ab/cd/<digest>/<recipe>`.

    Verbs on originals raise `ValueError` for what is no digest, and `MediaError` (STORE_UNAVAILABLE) where
    originals lie in a bucket that does not answer.
    """

    def __init__(self, root: Path, originals: Originals | None = None) -> None:
        self.originals = LocalOriginals(root / ORIGINALS) if originals is None else originals
        self._derived = root / "derived"

    def path(self, digest: str) -> Path:
        """A local file with the original's bytes, fetched if need be. Raises `FileNotFoundError`."""
        return self.originals.fetched(digest)

    def has(self, digest: str) -> bool:
        """Whether the original is there."""
        return self.originals.size(digest) is not None

    def opened(self, digest: str) -> BinaryIO:
        """The original, to be read. Raises `FileNotFoundError`."""
        return opened_file(self.path(digest))

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The original's bytes, from where it really lies. Raises `FileNotFoundError`."""
        return self.originals.pieces(digest)

    def keep(self, path: Path, digest: str, *, is_reckoned: bool = False) -> bool:
        """Move a file of the same file system in; False if its bytes are there already (then it is removed).

        Safe, with its name, when this returns; its local copy is readable by its owner only and writable by
        nobody. The digest is verified unless `is_reckoned`: just computed by whoever calls. Raises `MediaError`
        (CORRUPT) for bytes that are not those of the digest and OSError as the system does; then the file stays.
        """
        return self.originals.keep(path, digest, is_reckoned=is_reckoned)

    def holds(self, path: Path, digest: str) -> bool:
        """Whether what lies at this path is kept already, as the original of this digest."""
        return self.originals.holds(path, digest)

    def renew(self, digest: str) -> None:
        """Let the grace of an original that no record names yet begin anew."""
        self.originals.renew(digest)

    def age(self, digest: str) -> float | None:
        """Seconds since then; None if the original is not there."""
        return self.originals.age(digest)

    def remove(self, digest: str) -> None:
        """Take an original away, and what was derived from it."""
        self.forget_derived(digest)
        self.originals.remove(digest)

    def digests(self) -> Iterator[str]:
        """The digests of all originals, in their order; nothing else that may lie there."""
        return (found.digest for found in self.originals.listed())

    def derived(self, digest: str, name: str) -> Path:
        """Where a derivative lies, or would. Raises `ValueError` for what is no digest or no recipe's name."""
        if not _RECIPE.fullmatch(name) or len(name) > _LONGEST_RECIPE:
            raise ValueError(f"not a recipe: {name!r}")
        return self._derived / place(digest) / name

    def keep_derived(self, digest: str, name: str, path: Path) -> Path:
        """Move a derivative in, in one step and whole; answers where it lies then."""
        target = self.derived(digest, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        sync(path)
        path.replace(target)
        return target

    def kept_derived(self, prefix: str) -> Iterator[Path]:
        """All derivatives whose names begin so, of whichever original."""
        for first in folders(self._derived):
            for second in folders(first):
                for folder in folders(second):
                    yield from (path for path in folder.iterdir() if path.name.startswith(prefix))

    def forget_derived(self, digest: str) -> None:
        """Throw away everything that was derived from an original."""
        shutil.rmtree(self._derived / place(digest), ignore_errors=True)
