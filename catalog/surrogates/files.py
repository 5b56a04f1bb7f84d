"""A file on its way in: examined, kept under its SHA-256, and recorded once, however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from catalog.errors import Message, Problem, ProblemsError
from catalog.settings import Settings
from catalog.surrogates.likeness import record_bands
from catalog.surrogates.places import store_of
from catalog.tables import StoredFile
from catalog.terms import SurrogateKind
from catalog.uploads import intake_of
from media.errors import MediaError
from media.examined import Examined
from media.intake import Partial
from media.kinds import Group
from media.links import Links
from media.store import Store
from media.workers import Workers

KEYS = "keys"
"""The folder of the data directory that holds the installation's keys."""


@dataclass(frozen=True)
class MediaRoom:
    """Where bytes are kept and arrive, the processes that look into them, and the addresses of what is not public."""

    store: Store
    workers: Workers
    intake: Partial
    links: Links

    @classmethod
    def of(cls, settings: Settings) -> MediaRoom:
        """As the settings say; no process is started before one is needed."""
        return cls(
            store_of(settings),
            Workers(settings.media_workers),
            intake_of(settings),
            Links(settings.data / KEYS),
        )

    @property
    def keys(self) -> Path:
        """The folder of the installation's own keys."""
        return self.links.folder

    def close(self) -> None:
        """End the processes."""
        self.workers.close()


@dataclass(frozen=True)
class TakenIn:
    """A file that is kept: its digest and size in bytes, and what was found in it."""

    digest: str
    size: int
    examined: Examined

    @property
    def kind(self) -> SurrogateKind:
        """What sort of surrogate such a file usually is."""
        return KIND_OF_GROUP[self.examined.media_type.group]


KIND_OF_GROUP: Mapping[Group, SurrogateKind] = {
    Group.IMAGE: SurrogateKind.IMAGE,
    Group.DOCUMENT: SurrogateKind.DOCUMENT,
    Group.AUDIO: SurrogateKind.AUDIO,
    Group.VIDEO: SurrogateKind.VIDEO,
    Group.MODEL: SurrogateKind.MODEL,
}


def take_in(room: MediaRoom, path: Path, digest: str, field: str = "file") -> TakenIn:
    """Examine a file outside of any transaction, and keep its bytes.

    Raises `ProblemsError` for what is not a file of a kind that is taken, or not a whole one, and where the
    store does not answer; then nothing is kept. Bytes that are kept and never recorded are swept like any orphan.
    """
    size = path.stat().st_size
    try:
        examined = room.workers.examine(path)
        if room.store.holds(path, digest):
            room.store.renew(digest)
        else:
            room.store.keep(path, digest, is_reckoned=True)
    except MediaError as error:
        raise ProblemsError([refusal(error, field)]) from error
    return TakenIn(digest, size, examined)


def refusal(error: MediaError, field: str) -> Problem:
    """Why bytes are not taken, for whoever sent them."""
    return Problem(error.code, Message(error.vi, error.en), field)


def is_recorded(session: Session, digest: str) -> bool:
    """Whether a record names these bytes, or did."""
    return session.get(StoredFile, digest) is not None


def record_file(session: Session, taken: TakenIn, now: datetime) -> None:
    """The row of these bytes; the same bytes twice are one row."""
    if session.get(StoredFile, taken.digest) is not None:
        return
    found = taken.examined
    session.add(
        StoredFile(
            digest=taken.digest,
            size=taken.size,
            media_type=found.media_type.name,
            width=found.width,
            height=found.height,
            pages=found.pages,
            seconds=found.seconds,
            frame_rate=found.frame_rate,
            codecs=found.codecs,
            meshes=found.meshes,
            triangles=found.triangles,
            has_text_layer=found.has_text_layer,
            dhash=found.dhash,
            placeholder=found.placeholder,
            colour=found.colour,
            captured_latitude=found.latitude,
            captured_longitude=None if found.latitude is None else found.longitude,
            captured_on=None if found.captured_on is None else found.captured_on.isoformat(),
            device=found.device,
            recorded_at=now,
        )
    )
    session.flush()
    if found.dhash is not None:
        record_bands(session, taken.digest, found.dhash)
