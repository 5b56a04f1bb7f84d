"""That every original lies at a second place: recorded once a backup was read back there (3-2-1; OAIS asks for it)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.backup.manifest import BackupError
from catalog.backup.restoring import read_back
from catalog.db import Database
from catalog.errors import Message
from catalog.tables import SafeCopy, StoredFile
from catalog.terms import FileFault
from catalog.text import text_problem, tidy

LONGEST_PLACE = 200


def place_name(text: str) -> str:
    """A place as it is recorded: the same place has the same name each time. Raises `BackupError`."""
    name = tidy(text)
    if not name or text_problem(name, max_length=LONGEST_PLACE):
        raise BackupError(
            Message(
                f"Tên nơi giữ là một dòng, không quá {LONGEST_PLACE} ký tự.",
                f"A place's name is one line of at most {LONGEST_PLACE} characters.",
            )
        )
    return name


def record_copy(
    database: Database,
    place: str,
    file: Path,
    now: datetime,
    then: Callable[[Session, datetime], None] | None = None,
) -> int:
    """Read a backup back and record that what was stored until it was taken has a copy at this place.

    Answers how many originals it lacks: then nothing is recorded. One of which the last check already said that
    it is missing is not among them, for no other copy of it makes up for that. Raises `BackupError` for a
    backup that is not whole. `then` writes in the same transaction what follows from the copy.
    """
    manifest = read_back(file)
    taken_at = datetime.fromisoformat(manifest.taken_at)
    held = {PurePosixPath(kept.name).name for kept in manifest.files}
    with database.write() as session:
        stored = sa.select(StoredFile.digest).where(  # type: ignore[call-overload]
            col(StoredFile.recorded_at) <= taken_at,
            sa.or_(col(StoredFile.fault).is_(None), col(StoredFile.fault) != FileFault.MISSING),
        )
        lacking = sum(digest not in held for digest in session.scalars(stored))
        if not lacking:
            recorded_at = max(history.instant(session, now), taken_at)
            session.add(SafeCopy(place=place, taken_at=taken_at, recorded_at=recorded_at))
            session.flush()
            if then is not None:
                then(session, now)
    return lacking
