"""A file becomes a surrogate of a record: examined outside of any transaction, attached within one.

Looking into a file may take seconds, and there is one writer at a time: whoever sends a photograph must not
keep everybody else from saving.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog import uploads
from catalog.answered import Request
from catalog.db import Database, UnavailableError
from catalog.editing.desk import Desk, Moment, Outcome, carry_out
from catalog.editing.drafts import require_deed
from catalog.editing.records import find_record
from catalog.editing.surrogate_forms import read_surrogate_form
from catalog.editing.surrogates import attach_surrogate
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.people.viewing import Viewer
from catalog.roles import Deed
from catalog.surrogates.files import MediaRoom, TakenIn, is_recorded, refusal, take_in
from media.errors import MediaError


@dataclass(frozen=True)
class Received:
    """A small file that came with the request itself: where it lies, and its SHA-256 as it was reckoned."""

    path: Path
    digest: str


@dataclass(frozen=True)
class Attachment:
    """What somebody wants to attach: to which record, which file (one of the two), and what is said of it."""

    code: str
    file: Received | None
    upload_id: str | None
    document: Mapping[str, Any]
    key: str | None = None

    def request(self) -> Request:
        """For recognising a retry: the same bytes or the same upload, with the same words."""
        digest = None if self.file is None else self.file.digest
        return Request("attachSurrogate", [self.code, digest, self.upload_id, self.document], self.key)


MAY_PASS = frozenset({"BUSY", "NO_TIME", "NO_MEMORY", "STORE_UNAVAILABLE"})
"""Refusals after which the same file may be taken at another time: its upload stays."""


def attach(
    database: Database, viewer: Viewer, moment: Moment, wanted: Attachment, room: MediaRoom
) -> Outcome:
    """Attach a file. What a person can put right comes back as problems, and then nothing is left of the file.

    Raises `NotFoundError` or `ForbiddenError` before the file is looked into.
    """
    try:
        taken = _taken(database, viewer, moment, wanted, room)
    except ProblemsError as error:
        return Outcome(problems=tuple(error.problems))
    verb = lambda desk: _attached(desk, wanted, taken, room)  # noqa: E731
    outcome = carry_out(database, viewer, moment, wanted.request(), verb)
    if outcome.problems:
        give_back(database, wanted.upload_id, taken, room)
    elif wanted.upload_id is not None:
        with suppress(MediaError, OSError):  # the sweep takes it otherwise
            room.intake.end(wanted.upload_id)
    return outcome


def give_back(database: Database, upload_id: str | None, taken: TakenIn | None, room: MediaRoom) -> None:
    """Bytes that no record took do not stay in the store: an upload's go back to it, for another try."""
    if taken is None:
        return
    with database.write() as session, suppress(MediaError, OSError):  # the sweep takes them otherwise
        if is_recorded(session, taken.digest):
            return
        if upload_id is not None and uploads.is_open(session, upload_id):
            place = room.intake.path(upload_id)
            if not place.exists():
                room.store.path(taken.digest).replace(place)
                place.chmod(0o600)
        room.store.remove(taken.digest)


def _taken(
    database: Database, viewer: Viewer, moment: Moment, wanted: Attachment, room: MediaRoom
) -> TakenIn | None:
    """The file, examined and kept; None for an upload that is attached by now, which may be a retry."""
    if (wanted.file is None) == (wanted.upload_id is None):
        message = Message(
            "Cần đúng một trong hai: `file` hoặc `uploadId`.", "Give exactly one of `file` and `uploadId`."
        )
        raise ProblemsError([Problem("FILE_MISSING", message, "file")])
    read_surrogate_form(wanted.document)
    with database.read() as session:
        desk = Desk(session, viewer, moment)
        require_deed(desk, Deed.REVISE_SITE, find_record(session, desk.units, wanted.code))
        if wanted.file is not None:
            path, digest = wanted.file.path, wanted.file.digest
        else:
            upload_id = wanted.upload_id or ""
            try:
                ended = uploads.ended(session, viewer.person_id, upload_id, moment.now)
            except NotFoundError:  # the transaction says so, unless it knows the request
                return None
            path, digest = room.intake.path(upload_id), ended.digest
    try:
        return taken_in(room, path, digest, "file" if wanted.file else "uploadId")
    except ProblemsError as error:
        if wanted.upload_id is not None and error.problems[0].code not in MAY_PASS:
            give_up(database, viewer, moment, wanted.upload_id, room)
        raise


def taken_in(room: MediaRoom, path: Path, digest: str, field: str) -> TakenIn:
    """The file, examined and kept, wherever its bytes lie by now. Raises `ProblemsError`."""
    try:
        try:
            return take_in(room, _lying(room, path, digest, field), digest, field)
        except FileNotFoundError:  # the same request, at the same time, has just kept it
            return take_in(room, _lying(room, path, digest, field), digest, field)
    except FileNotFoundError:
        raise ProblemsError([Problem("FILE_GONE", _GONE, field)]) from None


_GONE = Message(
    "Tệp không còn trong kho; hãy gửi lại.", "The file is not in the store any more; send it again."
)


def _lying(room: MediaRoom, path: Path, digest: str, field: str) -> Path:
    """Where the bytes lie: as they came, or as an earlier try kept them that did not come to its end."""
    if path.exists():
        return path
    try:
        return room.store.path(digest)
    except MediaError as error:
        raise ProblemsError([refusal(error, field)]) from error


def give_up(database: Database, viewer: Viewer, moment: Moment, upload_id: str, room: MediaRoom) -> None:
    """What is refused does not stay: neither its row nor its bytes."""
    with database.write() as session, suppress(NotFoundError):
        uploads.terminate(session, viewer.person_id, upload_id, moment.now)
    with suppress(MediaError, OSError):
        room.intake.end(upload_id)


def _attached(desk: Desk, wanted: Attachment, taken: TakenIn | None, room: MediaRoom) -> Outcome:
    if wanted.upload_id is not None:
        uploads.claim(desk.session, desk.actor.person_id, wanted.upload_id, desk.moment.now)
    return attach_surrogate(desk, wanted.code, still_kept(taken, room), wanted.document)


def still_kept(taken: TakenIn | None, room: MediaRoom) -> TakenIn:
    """The file, whose bytes are in the store in the writer's own turn. Raises `UnavailableError` if they are not."""
    if taken is None:
        raise LookupError("an upload that can be claimed was found before")
    try:
        is_kept = room.store.has(taken.digest)
    except MediaError as error:
        raise UnavailableError(Message(error.vi, error.en)) from error
    if not is_kept:  # given back or swept as nobody's just now: no answer to remember under the request's key
        raise UnavailableError(_GONE)
    return taken
