"""A file on its way in: examined, kept under its SHA-256, and recorded once, however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import Message, Problem, ProblemsError
from catalog.settings import Settings
from catalog.tables import StoredFile, Surrogate
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
            Store(settings.data),
            Workers(settings.media_workers),
            intake_of(settings),
            Links(settings.data / KEYS),
        )

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
}


def take_in(room: MediaRoom, path: Path, digest: str, field: str = "file") -> TakenIn:
    """Examine a file outside of any transaction, and keep its bytes.

    Raises `ProblemsError` for what is not a file of a kind that is taken, or not a whole one; then nothing
    is kept. Bytes that are kept and never recorded are swept like any orphan.
    """
    size = path.stat().st_size
    try:
        examined = room.workers.examine(path)
    except MediaError as error:
        raise ProblemsError([Problem(error.code, Message(error.vi, error.en), field)]) from error
    if path == room.store.path(digest):
        room.store.renew(digest)
    else:
        room.store.keep(path, digest, is_reckoned=True)
    return TakenIn(digest, size, examined)


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


@dataclass(frozen=True)
class Alike:
    """A surrogate whose picture is equal or nearly so: its code, and how many of 64 bits differ."""

    code: str
    digest: str
    bits: int


NEAR_BITS = 6
"""Difference hashes that differ in no more bits are of nearly equal pictures (of 64; measured on re-saved,
scaled and brightened copies, which differ in 0 to 4, and on other pictures of one place, which differ in 12 and more)."""


def alike(session: Session, dhash: str | None, digest: str) -> list[Alike]:
    """Surrogates, of any site, with the same or a nearly equal picture, nearest first; one statement."""
    wanted = None if dhash is None else int(dhash, 16)
    query = (
        sa.select(Surrogate.code, Surrogate.digest, StoredFile.dhash)  # type: ignore[call-overload]
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .where(sa.or_(col(Surrogate.digest) == digest, col(StoredFile.dhash).is_not(None)))
    )
    found = []
    for code, other, other_hash in session.execute(query):
        bits = 0 if other == digest else 64
        if wanted is not None and other_hash is not None and other != digest:
            bits = (wanted ^ int(other_hash, 16)).bit_count()
        if bits <= NEAR_BITS:
            found.append(Alike(code, other, bits))
    return sorted(found, key=lambda one: (one.bits, one.code))
