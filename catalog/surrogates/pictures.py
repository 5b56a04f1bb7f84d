"""Pictures made of a file when first asked for, once, however many ask at the same time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from catalog.errors import Message, NotFoundError
from catalog.surrogates.files import MediaRoom
from media.iiif import Cut
from media.kinds import Group, MediaType
from media.profiles import Recipe
from media.turns import Turns

POSTER = "poster-1.png"
"""A film's own picture, of its full size; another number when it would be another picture."""


class Pictures:
    """The derivatives of one installation. Each can be thrown away at any time: it is made again, byte for byte."""

    def __init__(self, room: MediaRoom) -> None:
        self._room = room
        self._turns = Turns()

    def made(self, digest: str, media_type: MediaType, recipe: Recipe) -> Path:
        """Where the picture lies; it is made first unless it is there.

        Raises `MediaError` if it cannot be made, `NotFoundError` if the original is not there. Another process
        that makes the same picture at this moment writes the same bytes, in one step.
        """
        make = lambda target: self._room.workers.derive(  # noqa: E731
            *self._pictured(digest, media_type), {recipe: target}
        )
        return self.once(digest, recipe.name, make)

    def part(self, digest: str, media_type: MediaType, cut: Cut, name: str) -> Path:
        """The same for one part of the picture, kept under this name."""
        make = lambda target: self._room.workers.region(  # noqa: E731
            *self._pictured(digest, media_type), cut, target
        )
        return self.once(digest, name, make)

    def once(self, digest: str, name: str, make: Callable[[Path], object]) -> Path:
        """Where what is derived under this name lies; `make` writes it to the path that it is given, if need be."""
        place = self._room.store.derived(digest, name)
        if place.exists():
            return place
        with self._turns.alone((digest, name)):
            if place.exists():
                return place
            with self._beside(digest) as folder:
                target = folder / name
                make(target)
                return self._room.store.keep_derived(digest, name, target)

    def clean(self, digest: str, media_type: MediaType) -> Path | None:
        """The original without anything that its maker's device wrote into it, pixels untouched.

        None for types of which no such copy can be made. Of sound and film it is what is played.
        """
        name = f"original.{media_type.extension}"
        place = self._room.store.derived(digest, name)
        if place.exists():
            return place
        with self._turns.alone((digest, name)), self._beside(digest) as folder:
            if place.exists():
                return place
            copy = folder / name
            if not self._room.workers.clean(self._original(digest), copy, media_type):
                return None
            return self._room.store.keep_derived(digest, name, copy)

    def _pictured(self, digest: str, media_type: MediaType) -> tuple[Path, MediaType]:
        """The picture from which all others are made: the original, or a film's own picture."""
        if media_type.group is not Group.VIDEO:
            return self._original(digest), media_type
        make = lambda target: self._room.workers.poster(self._original(digest), target, media_type)  # noqa: E731
        return self.once(digest, POSTER, make), MediaType.PNG

    def _original(self, digest: str) -> Path:
        try:
            return self._room.store.path(digest)
        except FileNotFoundError:
            raise NotFoundError(
                Message("Tệp gốc không còn trong kho.", "The original is not in the store any more.")
            ) from None

    @contextmanager
    def _beside(self, digest: str) -> Iterator[Path]:
        """A folder on the store's own disk for what is being made."""
        parent = self._room.store.derived(digest, "x").parent
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=".making-", dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
