"""A period is closed while the server is killed, or the database is held: closed whole and provable, or not at all."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest

from catalog.chain import verify
from catalog.coverage.snapshots import list_snapshots
from catalog.db import WRITER_LOCK, Database
from catalog.people import issue_token
from catalog.surrogates.files import KEYS
from catalog.terms import Role
from tests.catalog.coverage.closing import CLOSE, all_of_it
from tests.catalogue import NOW, Catalogue
from tests.server import free_port, log_of, running_server, started_server, wait_until_listening
from tests.storage.scene import unproved
from tests.storage.summary import say

SEED, YEAR = 1954, str(datetime.now(UTC).year)
END_S = 60


@dataclass
class Council:
    """Somebody of the council who closes a period, corrects it, and sends again what was not answered."""

    url: str
    token: str
    closed: list[str] = field(default_factory=list)
    repeated: int = 0

    def ask(self) -> httpx2.Response:
        """The next closing: it restates the one before."""
        number = len(self.closed) + 1
        body = {
            "query": CLOSE,
            "variables": {
                "period": YEAR,
                "asOf": f"{YEAR}-01-01",
                "key": f"closing-{number}",
                "restates": self.closed[-1] if self.closed else None,
                "reason": "Đính chính." if self.closed else None,
            },
        }
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        return httpx2.post(f"{self.url}/graphql", json=body, headers=headers, timeout=60)

    def close(self) -> str:
        """A closing that must succeed, sent until it is answered."""
        while True:
            try:
                payload: dict[str, Any] = self.ask().json()["data"]["closePeriod"]
            except httpx2.ConnectError:
                time.sleep(0.02)  # nobody is there just now
            except httpx2.TransportError:
                self.repeated += 1
            else:
                assert payload["problems"] == []
                self.closed.append(payload["snapshot"]["id"])
                return self.closed[-1]


@dataclass
class Closer(threading.Thread):
    """Closes again and again, until it is over."""

    council: Council
    is_over: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        try:
            while not self.is_over.is_set():
                self.council.close()
        except BaseException as error:  # noqa: BLE001 (told by the test)
            self.error = error


def _council(database: Database, url: str) -> Council:
    with database.write() as session:
        return Council(url, issue_token(session, "Hội đồng 1", Role.COUNCIL, None, NOW))


def _judge(database: Database, council: Council, keys: Path) -> None:
    """Every closing that was acknowledged is there, once, in one line, provable and the same when made again."""
    with database.read() as session:
        rows = sorted(list_snapshots(session), key=lambda row: row.closed_at)
        assert [row.id for row in rows] == council.closed
        assert [row.restates_id for row in rows] == [None, *council.closed][: len(rows)]
        assert verify(session)[1] == []
        assert unproved(session, keys) == []
    acts = "subject_kind = 'PERIOD'"
    assert Catalogue(database).count("history_entry", acts) == len(council.closed)


def _killed(council: Council, data: Path, port: int, kills: int, **environment: str) -> None:
    """Serve and kill while somebody closes; every other server lives until a closing was answered."""
    chance, closer = random.Random(SEED), Closer(council)
    process = started_server(data, port, **environment)
    closer.start()
    try:
        for kill in range(kills):
            wait_until_listening(process, port, log_of(data))
            had = len(council.closed)
            while kill % 2 and len(council.closed) == had and closer.is_alive():
                time.sleep(0.01)
            time.sleep(chance.uniform(0.05, 1.5))
            process.kill()
            process.wait(END_S)
            process = started_server(data, port, **environment)
        wait_until_listening(process, port, log_of(data))
    finally:
        closer.is_over.set()
        closer.join(END_S)
        process.kill()
        process.wait(END_S)
    assert closer.error is None


@pytest.fixture
def data(loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    yield folder


def test_closings_that_kills_break_off_are_there_whole_and_once_or_can_be_done_again(
    data: Path, record_property: Callable[[str, object], None]
) -> None:
    port, kills = free_port(), 5
    with closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database:
        council = _council(database, f"http://127.0.0.1:{port}")
        _killed(council, data, port, kills)
        assert len(council.closed) >= kills // 2
        _judge(database, council, data / KEYS)
    say(
        record_property,
        f"closings, SQLite: {kills} kills, {len(council.closed)} closed, sent again {council.repeated}",
    )


@pytest.mark.postgresql
def test_the_same_on_postgresql(
    loaded_postgresql_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data, port, kills = tmp_path / "data", free_port(), 3
    data.mkdir()
    with closing(Database(loaded_postgresql_url)) as database:
        council = _council(database, f"http://127.0.0.1:{port}")
        _killed(council, data, port, kills, DIENBIEN_DATABASE_URL=loaded_postgresql_url)
        _judge(database, council, data / KEYS)
    say(
        record_property,
        f"closings, PostgreSQL: {kills} kills, {len(council.closed)} closed, sent again {council.repeated}",
    )


def _refused_while_held(council: Council, database: Database, keys: Path) -> None:
    before = all_of_it(Catalogue(database))
    answer = council.ask()
    assert answer.headers["retry-after"] == "5"
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL"}
    assert error["message"].endswith("nothing was changed.")
    assert all_of_it(Catalogue(database)) == before
    _judge(database, council, keys)


def test_while_sqlites_lock_is_held_a_closing_is_refused_whole_and_done_afterwards(data: Path) -> None:
    file = data / "catalogue.sqlite3"
    with closing(Database(f"sqlite:///{file}")) as database, running_server(data) as server:
        council = _council(database, server.url)
        for _ in range(2):
            with closing(sqlite3.connect(file, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                _refused_while_held(council, database, data / KEYS)
            council.close()
        _judge(database, council, data / KEYS)


@pytest.mark.postgresql
def test_while_postgresqls_lock_is_held_a_closing_is_refused_whole_and_done_afterwards(
    loaded_postgresql_url: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with (
        closing(Database(loaded_postgresql_url)) as database,
        running_server(data, DIENBIEN_DATABASE_URL=loaded_postgresql_url) as server,
    ):
        council = _council(database, server.url)
        with psycopg.connect(loaded_postgresql_url.replace("+psycopg", "")) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
            _refused_while_held(council, database, data / KEYS)
        council.close()
        _judge(database, council, data / KEYS)
