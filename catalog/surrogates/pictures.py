"""Pictures made of a file when first asked for, once, however many ask at the same time."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from catalog.errors import Message, NotFoundError
from catalog.surrogates.files import MediaRoom
from media.kinds import Group, MediaType
from media.profiles import Recipe

POSTER = "poster-1.png"
"""A film's own picture, of its full size; another number when it would be another picture."""


class Pictures:
    """The derivatives of one installation. Each can be thrown away at any time: it is made again, byte for byte."""

    def __init__(self, room: MediaRoom) -> None:
        self._room = room
        self._guard = threading.Lock()
        self._making: dict[tuple[str, str], tuple[threading.Lock, list[None]]] = {}

    def made(self, digest: str, media_type: MediaType, recipe: Recipe) -> Path:
        """Where the picture lies; it is made first unless it is there.

        Raises `MediaError` if it cannot be made, `NotFoundError` if the original is not there. Another process
        that makes the same picture at this moment writes the same bytes, in one step.
        """
        place = self._room.store.derived(digest, recipe.name)
        if place.exists():
            return place
        with self._alone(digest, recipe.name):
            return place if place.exists() else self._make(digest, media_type, recipe)

    def clean(self, digest: str, media_type: MediaType) -> Path | None:
        """The original without anything that its maker's device wrote into it, pixels untouched.

        None for types of which no such copy can be made. Of sound and film it is what is played.
        """
        name = f"original.{media_type.extension}"
        place = self._room.store.derived(digest, name)
        if place.exists():
            return place
        with self._alone(digest, name), self._beside(digest) as folder:
            if place.exists():
                return place
            copy = folder / name
            if not self._room.workers.clean(self._original(digest), copy, media_type):
                return None
            return self._room.store.keep_derived(digest, name, copy)

    def _make(self, digest: str, media_type: MediaType, recipe: Recipe) -> Path:
        with self._beside(digest) as folder:
            target = folder / recipe.name
            source = self._original(digest)
            if media_type.group is Group.VIDEO:
                source, media_type = self._poster(digest, media_type), MediaType.PNG
            self._room.workers.derive(source, media_type, {recipe: target})
            return self._room.store.keep_derived(digest, recipe.name, target)

    def _poster(self, digest: str, media_type: MediaType) -> Path:
        """The picture of a film from which all of its sizes are made."""
        place = self._room.store.derived(digest, POSTER)
        if place.exists():
            return place
        with self._alone(digest, POSTER), self._beside(digest) as folder:
            if place.exists():
                return place
            target = folder / POSTER
            self._room.workers.poster(self._original(digest), target, media_type)
            return self._room.store.keep_derived(digest, POSTER, target)

    def _original(self, digest: str) -> Path:
        if not self._room.store.has(digest):
            raise NotFoundError(
                Message("Tệp gốc không còn trong kho.", "The original is not in the store any more.")
            )
        return self._room.store.path(digest)

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

    @contextmanager
    def _alone(self, digest: str, name: str) -> Iterator[None]:
        """One at a time for one picture; the others find it made."""
        key = (digest, name)
        with self._guard:
            lock, waiting = self._making.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                waiting.pop()
                if not waiting:
                    self._making.pop(key, None)
