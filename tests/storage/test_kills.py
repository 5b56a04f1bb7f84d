"""`catalog serve` killed at random moments while people write: what was acknowledged is there, once, and whole."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from catalog.chain import verify
from catalog.db import Database
from catalog.evidence import verify_contents
from catalog.people import issue_token
from catalog.terms import Role
from tests.catalog.test_changes import published, replayed
from tests.catalogue import NOW, Catalogue
from tests.server import free_port, log_of, started_server, wait_until_listening
from tests.storage.summary import say
from tests.web.life import DOCUMENTS, ROLES, Office

WRITERS, SEED, REGISTER = 4, 1954, 79
LONGEST_LIFE_S = 0.8
END_S = 60


@dataclass
class Persistent(Office):
    """People who send a request again, with its key, until they are answered."""

    is_over: threading.Event = field(default_factory=threading.Event)
    repeated: Counter[str] = field(default_factory=Counter)
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=30))

    def send(self, operation: str, role: str, key: str, **variables: Any) -> dict[str, Any]:
        """One mutation, until it is answered."""
        body = {"query": DOCUMENTS[operation], "variables": {**variables, "key": key}}
        headers = {"Authorization": f"Bearer {self.tokens[role]}", "Accept-Language": "en"}
        while True:
            try:
                return dict(self.client.post(f"{self.url}/graphql", json=body, headers=headers).json())
            except httpx2.ConnectError:
                time.sleep(0.02)  # nobody is there just now
            except httpx2.TransportError:
                self.repeated[operation] += 1


class Writer(threading.Thread):
    """Leads one site after the other through its life, until it is over."""

    def __init__(self, office: Persistent, number: int) -> None:
        super().__init__()
        self.office, self.number = office, number
        self.error: BaseException | None = None

    def run(self) -> None:
        lives = 0
        try:
            while not self.office.is_over.is_set():
                lives += 1
                self.office.life(f"thac-{self.number}-{lives}")
        except BaseException as error:  # noqa: BLE001 (told by the test)
            self.error = error


def _killed(data: Path, office: Persistent, port: int, kills: int, **environment: str) -> None:
    """Serve, kill, and serve again, as often as wanted; then let everybody finish, and kill once more."""
    chance = random.Random(SEED)
    writers = [Writer(office, number) for number in range(WRITERS)]
    process: subprocess.Popen[bytes] | None = None
    try:
        for kill in range(kills + 1):
            process = started_server(data, port, **environment)
            wait_until_listening(process, port, log_of(data))
            if kill == 0:
                for writer in writers:
                    writer.start()
            if kill == kills:
                office.is_over.set()
                for writer in writers:
                    writer.join()
            else:
                had = len(office.acknowledged)
                while kill % 2 and len(office.acknowledged) == had and any(w.is_alive() for w in writers):
                    time.sleep(0.01)  # every other server has come to work, on however slow a machine
                time.sleep(chance.uniform(0.05, LONGEST_LIFE_S))
            process.kill()
            process.wait(END_S)
    finally:
        office.is_over.set()
        if process is not None:
            process.kill()
    assert [writer.error for writer in writers if writer.error] == []


def _tokens(database: Database) -> dict[str, str]:
    with database.write() as session:
        return {role: issue_token(session, f"Người {role}", Role(role), None, NOW) for role in ROLES}


def _judge(database: Database, office: Persistent) -> None:
    """None lost, torn or doubled: acts, revisions, answers, history and public changes agree to the last one."""
    acts = office.acknowledged
    sites = {code for code, _, _ in acts.values()}
    catalogue = Catalogue(database)
    assert catalogue.count("site") == REGISTER + len(sites)
    # Besides the sites: the tokens of the office, and a link for an administrator at each start.
    on_others = catalogue.count("history_entry", "subject_kind <> 'SITE'")
    assert catalogue.count("history_entry") == REGISTER + on_others + len(acts)
    assert catalogue.count("answered_request") == len(acts)
    assert catalogue.count("site_revision") == REGISTER + 2 * len(sites)
    assert catalogue.count("publication") == REGISTER + len(sites)
    with database.read() as session:
        assert verify(session) == (REGISTER + on_others + len(acts), [])
        assert verify_contents(session)[1] == []
        entries = Counter(session.scalars(sa.text("SELECT subject_key FROM history_entry")))
        query = "SELECT s.code, r.version, r.state FROM site_revision r JOIN site s ON s.id = r.site_id"
        states = {tuple(row) for row in session.execute(sa.text(query))}
    assert {code: entries[code] for code in sites} == Counter(code for code, _, _ in acts.values())
    assert {act for act in acts.values() if act[2] == "PUBLISHED"} <= states
    assert replayed(catalogue) == published(catalogue)


def _told(office: Persistent, kills: int, kind: str) -> str:
    repeated = ", ".join(f"{name} {count}" for name, count in sorted(office.repeated.items()))
    return f"kills, {kind}: {kills}; acknowledged {len(office.acknowledged)}; sent again: {repeated}"


@pytest.fixture
def data(loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    yield folder


def test_thirty_kills_at_random_lose_tear_and_double_nothing(
    data: Path, record_property: Callable[[str, object], None]
) -> None:
    url, port, kills = f"sqlite:///{data / 'catalogue.sqlite3'}", free_port(), 30
    with closing(Database(url)) as database:
        office = Persistent(f"http://127.0.0.1:{port}", _tokens(database))
    _killed(data, office, port, kills)
    assert office.repeated.total() >= kills
    with closing(sqlite3.connect(data / "catalogue.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with closing(Database(url)) as database:
        _judge(database, office)
    say(record_property, _told(office, kills, "SQLite"))


@pytest.mark.postgresql
def test_kills_at_random_lose_tear_and_double_nothing_on_postgresql(
    loaded_postgresql_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data, port, kills = tmp_path / "data", free_port(), 5
    data.mkdir()
    with closing(Database(loaded_postgresql_url)) as database:
        office = Persistent(f"http://127.0.0.1:{port}", _tokens(database))
        _killed(data, office, port, kills, DIENBIEN_DATABASE_URL=loaded_postgresql_url)
        assert office.repeated.total() >= kills
        _judge(database, office)
    say(record_property, _told(office, kills, "PostgreSQL"))
