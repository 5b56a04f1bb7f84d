"""Kept answers where the database is a server: one look for all who ask in a turn of the loop, and never an old answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.tables import KindTerm
from tests.server import Server, running_server
from tests.web.test_prompt import COUNT, NAMES, Line, get, logged, post

pytestmark = pytest.mark.postgresql
KINDS = "{ siteKinds { code labelVi } }"


@pytest.fixture
def server(tmp_path: Path, loaded_postgresql_url: str) -> Iterator[Server]:
    with running_server(
        tmp_path / "data", DIENBIEN_DATABASE_URL=loaded_postgresql_url, DIENBIEN_WORKERS="1"
    ) as running:
        yield running


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with closing(Line(server)) as opened:
        yield opened


def test_the_second_time_the_same_is_told_and_logged_as_kept(server: Server, line: Line) -> None:
    answers = []
    for _ in range(4):
        line.send(post(NAMES))
        answers.append(line.answer())
    assert {(status, body) for status, _, body in answers} == {(200, answers[0][2])}
    assert [one.get("kept", False) for one in logged(server)[-4:]] == [False, True, True, True]


def test_many_questions_that_wait_for_no_answer_are_answered_in_their_order(line: Line) -> None:
    asked = [post(NAMES), get(), get("If-None-Match: *\r\n"), post(b'{"query": "{ __typename }"}'), get()]
    line.send(b"".join(asked * 100))
    first = [line.answer() for _ in asked]
    assert [status for status, *_ in first] == [200, 200, 304, 200, 200]
    for _ in range(99):
        assert [line.answer()[::2] for _ in asked] == [(status, body) for status, _, body in first]


def test_whoever_goes_while_a_look_is_under_way_harms_nobody(server: Server, line: Line) -> None:
    line.send(get())
    _, _, whole = line.answer()
    for _ in range(50):
        with closing(Line(server)) as gone:
            gone.send(get() * 3)
    line.send(get())
    assert line.answer()[::2] == (200, whole)


def test_no_answer_is_older_than_a_write_that_was_acknowledged(
    server: Server, loaded_postgresql_url: str
) -> None:
    ended = threading.Event()

    def ask_on() -> int:
        asked = 0
        with closing(Line(server)) as busy:
            while not ended.is_set():
                busy.send(get(query=KINDS) + get(query=COUNT))
                asked += busy.answer()[0] + busy.answer()[0] == 400
        return asked

    with closing(Database(loaded_postgresql_url)) as database, closing(Line(server)) as line:
        with ThreadPoolExecutor(3) as pool:
            others = [pool.submit(ask_on) for _ in range(3)]
            try:
                for number in range(60):
                    with database.write() as session:
                        session.get_one(KindTerm, "MIXED").label_vi = f"Hỗn hợp {number}"
                    assert f'Hỗn hợp {number}"'.encode() in line.ask(get(query=KINDS))
            finally:
                ended.set()
        assert all(other.result() > 60 for other in others)


def test_while_the_server_does_not_say_what_is_newer_everybody_else_is_answered(
    server: Server, line: Line, loaded_postgresql_url: str
) -> None:
    whole, *_ = (line.ask(get()) for _ in range(3))
    engine = sa.create_engine(loaded_postgresql_url, poolclass=sa.NullPool)
    with (
        closing(engine.connect()) as locking,
        ThreadPoolExecutor(3) as pool,
        httpx2.Client(base_url=server.url, timeout=60) as client,
    ):
        locking.execute(sa.text("LOCK TABLE change_stamp IN ACCESS EXCLUSIVE MODE"))
        lines = [Line(server) for _ in range(3)]
        waiting = [pool.submit(one.ask, get()) for one in lines]
        began = time.monotonic()
        while time.monotonic() - began < 1:
            assert client.get("/health/live").status_code == 200
        assert not any(one.done() for one in waiting)
        locking.rollback()
        assert [one.result() for one in waiting] == [whole] * 3
        for one in lines:
            one.close()
    assert line.ask(get()) == whole
