"""What of an upload touches the database; each call is one transaction, in a worker thread."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from starlette.requests import Request

from catalog import uploads
from catalog.db import Database
from catalog.people import Viewer
from catalog.people.viewing import known_again
from catalog.settings import Settings
from catalog.tables import Upload
from web.identity import Clock, Door, Uses, admitted
from web.uploads.protocol import Wanted

HOURLY = timedelta(hours=1)


class Keeping:
    """The uploads of one database, and the folder in which their files grow."""

    def __init__(self, settings: Settings, database: Database, now: Clock, uses: Uses) -> None:
        self.database = database
        self.now = now
        self.partial = uploads.intake_of(settings)
        self.limits = uploads.Limits.of(settings)
        self._door = Door.of(settings)
        self._uses = uses
        self._swept: datetime | None = None
        self._lock = Lock()

    def viewer(self, request: Request) -> Viewer:
        """Who asks, and may send files. Raises `UnauthenticatedError` and `ForbiddenError`.

        A cookie counts as it does on `/graphql`, only beside the header that no foreign page can set.
        """
        return admitted(request, self._door, self.database, self.now(), self._uses)

    def create(self, viewer: Viewer, wanted: Wanted) -> Upload:
        """A new upload with its empty file. Raises what `catalog.uploads.begin` and `Partial.begin` do."""
        now = self.now()
        self.partial.check_space(wanted.length)
        with self.database.write() as session:
            actor = known_again(session, viewer, now)
            if self._is_time_to_sweep(now):
                uploads.sweep(session, self.partial, now)
            upload = uploads.begin(session, actor, wanted.length, wanted.file_name, self.limits, now)
            self.partial.begin(upload.id, wanted.length)
        return upload

    def _is_time_to_sweep(self, now: datetime) -> bool:
        with self._lock:
            is_time = self._swept is None or not self._swept <= now < self._swept + HOURLY
            if is_time:
                self._swept = now
        return is_time

    def find(self, viewer: Viewer, upload_id: str) -> Upload:
        """An upload of this person's. Raises `NotFoundError` and `GoneError`."""
        with self.database.read() as session:
            return uploads.find(session, viewer.person_id, upload_id, self.now())

    def note(self, viewer: Viewer, upload: Upload, size: int, digest: str | None) -> Upload:
        """Note how far an upload has come, where that is news; with all its bytes, whose digest this is, it ends."""
        now = self.now()
        if not uploads.is_news(upload, size, now):
            return upload
        with self.database.write() as session:
            fresh = uploads.find(session, viewer.person_id, upload.id, now)
            uploads.note_progress(session, fresh, size, digest, now)
        return fresh

    def terminate(self, viewer: Viewer, upload_id: str) -> None:
        """Give an upload up. Raises `MediaError` (BUSY) while bytes come; then nothing has changed."""
        now = self.now()
        with self.database.write() as session:
            uploads.terminate(session, viewer.person_id, upload_id, now)
            self.partial.end(upload_id)
