"""PostgreSQL: the backend is terminated before and after every statement of a verb; a commit's answer gets lost."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from catalog.chain import verify
from catalog.db import Database
from catalog.exchange.importing import import_file
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from tests.catalog.coverage.closing import council
from tests.catalog.exchange.test_importing import good_row, write
from tests.catalogue import VARIABLES, Catalogue
from tests.postgresql import Cluster
from tests.staff import MUONG_PHANG, Team, done, everything, site_input
from tests.storage.losing import losing_line
from tests.storage.scene import ACKNOWLEDGED, ORDER, REFUSED, UNCERTAIN, Said, asked, said_of, unproved
from tests.storage.summary import say

pytestmark = pytest.mark.postgresql
Act = Callable[[Database], Said]
BEFORE, AFTER, COMMIT = "before", "after", "commit"
EVERY = {"close": 9}
"""Statements of a verb that reads the whole register: 165, each a third of a second."""


class Striker:
    """Terminates the backend of the writing connection at one statement, or at the commit."""

    def __init__(self, database: Database, url: str) -> None:
        self._address = url.replace("postgresql+psycopg", "postgresql")
        self.place, self.at, self.seen, self.has_struck = "", 0, 0, False
        engine = database._writing
        sa.event.listen(engine, "before_cursor_execute", self._before)
        sa.event.listen(engine, "after_cursor_execute", self._after)
        sa.event.listen(engine, "commit", self._commit)

    @property
    def met_commit(self) -> bool:
        """Whether the commit was the first that met the lost connection."""
        return self.place == COMMIT or (self.place == AFTER and self.seen == self.at)

    @contextmanager
    def at_statement(self, place: str, at: int) -> Iterator[None]:
        """While the block runs."""
        self.place, self.at, self.seen, self.has_struck = place, at, 0, False
        yield

    def _before(self, connection: sa.Connection, *_: Any) -> None:
        self.seen += 1
        self._strike(BEFORE, connection)

    def _after(self, connection: sa.Connection, *_: Any) -> None:
        self._strike(AFTER, connection)

    def _commit(self, connection: sa.Connection) -> None:
        self.at = self.seen
        self._strike(COMMIT, connection)

    def _strike(self, place: str, connection: sa.Connection) -> None:
        if self.place != place or self.seen != self.at or self.has_struck:
            return
        self.has_struck = True
        process = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
        with psycopg.connect(self._address, autocommit=True) as other:
            assert other.execute("SELECT pg_terminate_backend(%s)", [process]).fetchone() == (True,)
            while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [process]).fetchone():
                pass


def _acts(verb: str, team: Team, folder: Path) -> Iterator[Act]:
    """The verb on a record of its own each time, with a key of its own."""
    for number in itertools.count():
        name, key = f"cat-ngang-{number}", f"key-{number}"
        if verb == "create":
            yield _asking(team.editor, "createSite", key, input=site_input(slug=name))
        elif verb == "close":
            restates = f"S-2026-{number}" if number else None
            correction = {"restates": restates, "reason": "Đính chính."} if number else {}
            yield _asking(council(team.catalogue), "closePeriod", key, period="2026", **correction)
        elif verb == "import":
            yield _importing(write(folder / f"{number}.csv", [good_row(number * 10 + n) for n in range(2)]))
        else:
            site = team.created(slug=name)
            at = {"id": site["id"], "version": 1}
            if verb == "revise":
                yield _asking(team.editor, "reviseSite", key, **at, input=VARIABLES["ReviseSite"]["input"])
            else:
                done(team.editor, "SubmitSite", **at)
                done(team.reviewer, "ApproveSite", **at)
                yield _asking(team.publisher, "publishSite", key, **at)


def _asking(who: Catalogue, operation: str, key: str, **variables: Any) -> Act:
    return lambda database: asked(Catalogue(database, who.viewer, who.room), operation, key, **variables)


def _importing(table: Path) -> Act:
    def take_in(database: Database) -> Said:
        report = import_file(database, table, ORDER)
        return Said(ACKNOWLEDGED if not report.refused else f"wrong: {report.refused}", report.row_count)

    return lambda database: said_of(lambda: take_in(database))


def _whole(database: Database, keys: Path) -> bool:
    with database.read() as session:
        return not verify(session)[1] + unproved(session, keys)


@pytest.mark.parametrize("verb", ["create", "revise", "publish", "import", "close"])
def test_whichever_statement_the_connection_is_lost_at_nothing_is_torn_or_doubled(
    loaded_postgresql_url: str, tmp_path: Path, verb: str, record_property: Callable[[str, object], None]
) -> None:
    with closing(Database(loaded_postgresql_url)) as database:
        room = MediaRoom.of(Settings(data=tmp_path / "data", media_workers=1))
        catalogue = Catalogue(database, room=room)
        with database.write() as session:  # small: reading every boundary takes longer than all the rest
            session.execute(sa.text("DELETE FROM unit_boundary WHERE unit_id NOT IN ("
                                    "SELECT id FROM admin_unit WHERE valid_to IS NULL AND code = :code)"),
                            {"code": MUONG_PHANG})  # fmt: skip
        acts = _acts(verb, Team.of(catalogue), tmp_path)
        striker, points = Striker(database, loaded_postgresql_url), 0
        for place, at in _places(striker, EVERY.get(verb, 1)):
            act = next(acts)
            before = everything(catalogue)
            with striker.at_statement(place, at):
                said = act(database)
            if not striker.has_struck:
                assert said.word == ACKNOWLEDGED
                continue
            points += 1
            assert said.word == (UNCERTAIN if striker.met_commit else REFUSED), (place, at, said)
            assert everything(catalogue) == before
            again = act(database)
            after = everything(catalogue)
            assert (again.word, act(database)) == (ACKNOWLEDGED, again)
            assert everything(catalogue) == after != before
        assert _whole(database, room.keys)
    assert points > 20
    say(
        record_property, f"connection lost, {verb}: {points} points (before and after each statement, commit)"
    )


def _places(striker: Striker, every: int) -> Iterator[tuple[str, int]]:
    """Before and after each statement, or every so many, as long as there is one more, and the commit."""
    for place in (BEFORE, AFTER):
        for at in itertools.count(1, every):
            yield place, at
            if not striker.has_struck:
                break
    yield COMMIT, 0


def test_a_commit_whose_answer_gets_lost_is_said_to_be_uncertain_and_is_found_by_its_key(
    loaded_postgresql_url: str, postgresql_cluster: Cluster
) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="line-") as folder,
        losing_line(Path(folder), postgresql_cluster.directory) as line,
        closing(Database(loaded_postgresql_url.split("host=", maxsplit=1)[0] + f"host={folder}")) as database,
    ):
        catalogue = Catalogue(database)
        editor = Team.of(catalogue).editor
        before = everything(catalogue)
        line.loses_commits = True
        said = asked(editor, "createSite", "k", input=site_input())
        line.loses_commits = False
        assert (said.word, line.lost) == (UNCERTAIN, 1)
        after = everything(catalogue)
        assert after != before
        again = asked(editor, "createSite", "k", input=site_input())
        assert again.word == ACKNOWLEDGED
        assert everything(catalogue) == after
        assert _whole(database, Path(folder))
