"""The public changes with what is public of their sites now."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import changes
from catalog.finding.pages import Window
from catalog.projection.reader import Reader, Record
from catalog.projection.records import Key, records_by
from catalog.stamps import Sight
from catalog.tables import PublicChange
from catalog.terms import ChangeKind


@dataclass(frozen=True)
class ChangesRead:
    """A page of changes, each with its site as public now: None if it is not, or has left this slug."""

    items: list[tuple[PublicChange, Record | None]]
    cursor: str
    has_more: bool


def read_changes(reader: Reader, since: str | None, first: int) -> ChangesRead:
    """The changes behind a cursor, oldest first: two statements. Raises `BadRequestError` like `Window.size`."""
    size = Window(first=first).size()
    after = changes.read_cursor(since)
    rows = changes.after(reader.session, after, size + 1)
    has_more, rows = len(rows) > size, rows[:size]
    site_ids = {row.site_id for row in rows if row.kind in (ChangeKind.PUBLISHED, ChangeKind.UPDATED)}
    records = records_by(reader, Key.SITE, site_ids, sight=Sight.PUBLISHED)
    by_site = {record.site_id: record for record in records}
    items = [(row, _still_there(row, by_site.get(row.site_id))) for row in rows]
    last = rows[-1].sequence if rows else after
    return ChangesRead(items, changes.write_cursor(last), has_more)


def _still_there(row: PublicChange, record: Record | None) -> Record | None:
    """What is public now under the slug that the change names; an app's entry under a left slug must go."""
    is_arrival = row.kind in (ChangeKind.PUBLISHED, ChangeKind.UPDATED)
    return record if is_arrival and record is not None and record.values["slug"] == row.slug else None
