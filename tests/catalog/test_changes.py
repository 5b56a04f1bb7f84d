"""The public changes: nothing missed, nothing twice, under eight writers at once, on both databases."""

from __future__ import annotations

import random
import threading
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from catalog import changes
from catalog.db import Database, UnavailableError
from catalog.errors import BadRequestError
from catalog.places import load_units
from catalog.publishing import Ready, publish, withdraw
from catalog.sites.revisions import NewRevision, read_contents, write_revisions
from catalog.tables import Publication, SiteRevision
from catalog.terms import Origin, RecordState
from tests.catalogue import Catalogue, clock, contract

WRITERS, CHANGES, AT_ONCE = 8, 10_000, 60
DOCUMENT = contract("city-app/changes")


def replayed(catalogue: Catalogue, page: int = 100) -> dict[str, Any]:
    """What an app has that follows the changes from the start: sites by slug."""
    store: dict[str, Any] = {}
    since, has_more, expected = None, True, 1
    while has_more:
        answer = catalogue.data(DOCUMENT, since=since, first=page)["changes"]
        for item in answer["items"]:
            assert item["sequence"] == expected
            expected += 1
            if item["site"] is None:
                store.pop(item["slug"], None)
            else:
                store[item["slug"]] = item["site"]
        since, has_more = answer["cursor"], answer["hasMore"]
    return store


def published(catalogue: Catalogue) -> dict[str, Any]:
    """Everything that is public, asked for directly."""
    document = """query ($after: String) { sites(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { slug version name(language: VI) { text } location { latitude longitude } } } }"""
    found: dict[str, Any] = {}
    after, more = None, True
    while more:
        page = catalogue.data(document, after=after)["sites"]
        found |= {site["slug"]: site for site in page["nodes"]}
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


def test_replaying_from_the_start_gives_exactly_what_is_published(catalogue: Catalogue) -> None:
    assert replayed(catalogue) == published(catalogue)
    assert len(published(catalogue)) == 79


def test_a_page_takes_the_same_few_statements_for_several_changes_and_for_a_hundred(
    catalogue: Catalogue,
) -> None:
    one, few, many = (catalogue.ask(DOCUMENT, first=first) for first in (1, 2, 79))
    assert len(many.data["changes"]["items"]) == 79
    assert len(one.statements) <= len(few.statements) == len(many.statements) <= 6


class Writer(threading.Thread):
    """Publishes, renames, withdraws and brings back sites of the register, many times."""

    def __init__(self, database: Database, number: int) -> None:
        super().__init__()
        self.database, self.chance = database, random.Random(number)
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            written = 0
            while written < CHANGES // WRITERS:
                # Whoever waits too long for a turn is turned away with nothing changed, and comes again.
                with suppress(UnavailableError):
                    written += self._one_transaction()
        except BaseException as error:  # noqa: BLE001 (told by the test)
            self.error = error

    def _one_transaction(self) -> int:
        with self.database.write() as session:
            before = changes.last_sequence(session)
            units, now = load_units(session), clock()
            newest: dict[int, int] = dict(
                session.execute(
                    sa.select(SiteRevision.site_id, sa.func.max(SiteRevision.version)).group_by(  # type: ignore[call-overload]
                        SiteRevision.site_id
                    )
                ).all()
            )
            site_ids = self.chance.sample(sorted(newest), AT_ONCE)
            ids = session.execute(
                sa.select(SiteRevision.site_id, SiteRevision.id).where(  # type: ignore[call-overload]
                    sa.tuple_(col(SiteRevision.site_id), col(SiteRevision.version)).in_(
                        [(site_id, newest[site_id]) for site_id in site_ids]
                    )
                )
            )
            of_site = dict(ids.all())
            contents = read_contents(session, list(of_site.values()))
            public = set(session.scalars(
                sa.select(Publication.site_id).where(col(Publication.superseded_at).is_(None))  # type: ignore[call-overload]
            ))  # fmt: skip
            revisions: list[NewRevision] = []
            gone: list[int] = []
            for site_id in site_ids:
                if site_id in public and self.chance.random() < 0.2:
                    gone.append(site_id)
                    continue
                content = contents[of_site[site_id]]
                if self.chance.random() < 0.3:
                    content = content.model_copy(update={"slug": f"s{site_id}-v{newest[site_id] + 1}"})
                revisions.append(NewRevision(
                    site_id, newest[site_id] + 1, content, RecordState.APPROVED, Origin.ENTRY, "t", now
                ))  # fmt: skip
            if gone:
                withdraw(session, gone, now)
            written = write_revisions(session, revisions)
            publish(
                session,
                [
                    Ready(r.site_id, f"DB-S-{r.site_id:05d}", i, r.content)
                    for r, i in zip(revisions, written, strict=True)
                ],
                units,
                now,
            )
            return changes.last_sequence(session) - before


class Reader(threading.Thread):
    """Follows the changes while they are made, and never sees a number before one that it has passed."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database, self.seen, self.stop = database, 0, threading.Event()
        self.gaps: list[tuple[int, int]] = []

    def run(self) -> None:
        while not self.stop.wait(0.05):
            self.catch_up()

    def catch_up(self) -> None:
        with self.database.read() as session:
            for row in changes.after(session, self.seen, 500):
                if row.sequence != self.seen + 1:
                    self.gaps.append((self.seen, row.sequence))
                self.seen = row.sequence


def test_eight_writers_make_ten_thousand_changes_and_a_reader_misses_none(catalogue: Catalogue) -> None:
    writers = [Writer(catalogue.database, number) for number in range(WRITERS)]
    reader = Reader(catalogue.database)
    for thread in (reader, *writers):
        thread.start()
    for writer in writers:
        writer.join()
    reader.stop.set()
    reader.join()
    assert [writer.error for writer in writers if writer.error] == []
    with catalogue.database.read() as session:
        last = changes.last_sequence(session)
    while reader.seen < last:
        reader.catch_up()
    assert last >= CHANGES
    assert reader.gaps == []
    store = replayed(catalogue)
    assert store == published(catalogue)
    print(f"{last} changes by {WRITERS} writers; {len(store)} sites public at the end")


@pytest.mark.parametrize("since", ["", "c", "7", "c-1", "c1.5", "cc1", "c" + "9" * 30, "c\u0661", "\x00"])
def test_a_cursor_that_was_never_given_is_a_bad_request(catalogue: Catalogue, since: str) -> None:
    (error,) = catalogue.ask(DOCUMENT, since=since).errors
    assert isinstance(error.original_error, BadRequestError)


def test_a_page_above_a_hundred_is_refused_and_a_cursor_beyond_the_end_is_empty(catalogue: Catalogue) -> None:
    answer = catalogue.data(DOCUMENT, since="c79", first=100)["changes"]
    assert answer == {"cursor": "c79", "hasMore": False, "items": []}
