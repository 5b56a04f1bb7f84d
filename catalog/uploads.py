"""Files on their way in: whose they are, how much somebody may have under way, and when they end.

The bytes are `media.intake`'s business. Here is what a person may do with them: an upload belongs to who began
it, and to everybody else there is none (Directus, CVE-2026-35412, is what becomes of it otherwise).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import BadRequestError, CatalogError, Message, NotFoundError, Problem, ProblemsError
from catalog.roles import Actor, Deed, require
from catalog.settings import Settings
from catalog.tables import Upload
from media.errors import MediaError
from media.intake import Partial
from media.names import tidied

LIFE = timedelta(hours=72)
"""How long after its last byte an upload can be gone on with, and after its end be attached."""

TOLD = timedelta(days=30)
"""How long after that somebody who comes back is told that it has expired; then it is unknown."""

NEWLY = timedelta(minutes=1)
"""How much later an upload must end for that to be written down: a piece may come every second."""

ORPHANED_S = 3600
"""Seconds without growing after which a file that belongs to no upload is taken away."""

FOLDER = "uploads"
"""Where the files under way lie in the data directory; no backup carries them."""

_ID = re.compile(r"[0-9a-f]{32}")


class TooLargeError(BadRequestError):
    """A file that is larger than any that is taken."""


class QuotaError(CatalogError):
    """The person has too much under way; something has to end, be attached or be given up first."""

    code = "RATE_LIMITED"


class GoneError(NotFoundError):
    """An upload of this person's that has expired or was attached."""


@dataclass(frozen=True)
class Limits:
    """What an operator has set: the longest file, and how much one person may have under way."""

    longest: int
    quota: int
    most_open: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """As the settings say."""
        return cls(settings.max_upload_bytes, settings.upload_quota_bytes, settings.max_open_uploads)


@dataclass(frozen=True)
class Usage:
    """What somebody has under way: uploads, and the bytes that were announced for them."""

    count: int
    size: int


@dataclass(frozen=True)
class EndedUpload:
    """An upload that a record takes over; its bytes lie in the intake under `id`."""

    id: str
    digest: str
    size: int
    file_name: str


def intake_of(settings: Settings) -> Partial:
    """Where the files under way lie."""
    return Partial(settings.data / FOLDER, settings.min_free_disk_bytes)


def begin(
    session: Session, actor: Actor, length: int, file_name: str, limits: Limits, now: datetime
) -> Upload:
    """Note a new upload of this person's; its file is made by the caller.

    Raises `ForbiddenError`, `BadRequestError` for an empty file, `TooLargeError`, `QuotaError`.
    """
    require(Deed.UPLOAD_FILE, actor)
    if length <= 0:
        raise BadRequestError(Message("Tệp rỗng: không có byte nào.", "The file is empty: it has no bytes."))
    if length > limits.longest:
        raise TooLargeError(
            Message(
                f"Tệp quá lớn: nhiều nhất {limits.longest} byte.",
                f"The file is too large: at most {limits.longest} bytes.",
            )
        )
    _check_quota(usage(session, actor.person_id, now), length, limits)
    upload = Upload(
        id=secrets.token_hex(16),
        person_id=actor.person_id,
        length=length,
        file_name=tidied(file_name),
        created_at=now,
        expires_at=now + LIFE,
    )
    session.add(upload)
    session.flush()
    return upload


def usage(session: Session, person_id: int, now: datetime) -> Usage:
    """What the person has under way: begun, not attached, not expired."""
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(col(Upload.length)), 0)).where(
        col(Upload.person_id) == person_id, col(Upload.attached_at).is_(None), col(Upload.expires_at) > now
    )
    count, size = session.execute(query).one()
    return Usage(int(count), int(size))


def _check_quota(has: Usage, length: int, limits: Limits) -> None:
    if has.count >= limits.most_open:
        raise QuotaError(
            Message(
                f"Bạn đang có {has.count} tệp gửi dở hoặc chưa gắn vào bản ghi nào; nhiều nhất {limits.most_open}.",
                f"You have {has.count} files under way or not attached yet; at most {limits.most_open}.",
            )
        )
    if has.size + length > limits.quota:
        raise QuotaError(
            Message(
                f"Các tệp gửi dở hoặc chưa gắn của bạn đã chiếm {has.size} byte; cùng với tệp này sẽ vượt quá {limits.quota} byte.",
                f"Your files under way or not attached yet take {has.size} bytes; with this one they would be more than {limits.quota} bytes.",
            )
        )


def find(session: Session, person_id: int, upload_id: str, now: datetime) -> Upload:
    """An upload of this person's that can be gone on with, or has ended and waits to be attached.

    Raises `NotFoundError` for one that is unknown or another's, without a difference, and `GoneError`.
    """
    upload = _own(session, person_id, upload_id)
    if upload.attached_at is not None:
        raise GoneError(
            Message("Tệp này đã được gắn vào một bản ghi.", "This file was attached to a record already.")
        )
    if upload.expires_at <= now:
        raise GoneError(
            Message(
                "Tệp gửi dở này đã hết hạn (72 giờ); hãy gửi lại từ đầu.",
                "This upload has expired (72 hours); please send the file again.",
            )
        )
    return upload


def _own(session: Session, person_id: int, upload_id: str) -> Upload:
    upload = session.get(Upload, upload_id) if _ID.fullmatch(upload_id) else None
    if upload is None or upload.person_id != person_id:
        raise NotFoundError(Message("Bạn không có tệp gửi dở nào như vậy.", "You have no such upload."))
    return upload


def note_progress(session: Session, upload: Upload, size: int, digest: str | None, now: datetime) -> None:
    """Note that bytes came; with all of them there it has ended, and `digest` is their SHA-256."""
    upload.expires_at = max(upload.expires_at, now + LIFE)
    if size == upload.length and upload.ended_at is None:
        upload.ended_at, upload.digest = now, digest
    session.add(upload)


def is_news(upload: Upload, size: int, now: datetime) -> bool:
    """Whether there is anything to note: it has ended, or will expire later by more than a minute."""
    return (size == upload.length and upload.ended_at is None) or now + LIFE - upload.expires_at >= NEWLY


def terminate(session: Session, person_id: int, upload_id: str, now: datetime) -> None:
    """Forget an upload that its owner gives up; its file is taken away by the caller. Raises what `find` does."""
    session.delete(find(session, person_id, upload_id, now))


def claim(session: Session, person_id: int, upload_id: str, now: datetime) -> EndedUpload:
    """Take an ended upload over for a record, once. Raises `ProblemsError` where it cannot be attached.

    The caller moves the bytes into the store before the transaction ends. If the transaction then fails, a later
    try finds the upload as it was and the bytes, by their digest, in the store.
    """
    try:
        upload = find(session, person_id, upload_id, now)
    except GoneError as error:
        raise _refused("UPLOAD_GONE", error.message) from error
    except NotFoundError as error:
        raise _refused("UPLOAD_UNKNOWN", error.message) from error
    if upload.ended_at is None or upload.digest is None:
        raise _under_way()
    upload.attached_at = now
    session.add(upload)
    session.flush()
    return EndedUpload(upload.id, upload.digest, upload.length, upload.file_name)


def is_open(session: Session, upload_id: str) -> bool:
    """Whether the upload may still be attached by its owner."""
    upload = session.get(Upload, upload_id)
    return upload is not None and upload.attached_at is None


def ended(session: Session, person_id: int, upload_id: str, now: datetime) -> EndedUpload:
    """An upload that could be claimed now, for looking into its bytes before.

    Raises what `find` does, and `ProblemsError` for one that has not arrived whole.
    """
    upload = find(session, person_id, upload_id, now)
    if upload.ended_at is None or upload.digest is None:
        raise _under_way()
    return EndedUpload(upload.id, upload.digest, upload.length, upload.file_name)


def _under_way() -> ProblemsError:
    return _refused(
        "UPLOAD_UNDER_WAY", Message("Tệp này chưa gửi xong.", "This file has not arrived whole yet.")
    )


def _refused(code: str, message: Message) -> ProblemsError:
    return ProblemsError([Problem(code, message, "uploadId")])


def sweep(session: Session, partial: Partial, now: datetime) -> int:
    """Take away the files that have expired or belong to nobody; how many. What is being written to stays."""
    session.execute(sa.delete(Upload).where(col(Upload.expires_at) <= now - TOLD))
    rows = session.execute(sa.select(col(Upload.id), col(Upload.expires_at), col(Upload.attached_at)))
    is_needed = {name: attached is None and expires > now for name, expires, attached in rows}
    orphans = {name for name in partial.ids(ORPHANED_S) if name not in is_needed}
    ended = [name for name in partial.ids() if not is_needed.get(name, name not in orphans)]
    swept = 0
    for name in ended:
        try:
            partial.end(name)
        except MediaError:
            continue  # somebody is just sending to it
        swept += 1
    partial.tidy(ORPHANED_S)
    return swept
