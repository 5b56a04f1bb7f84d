"""SIGTERM: what can still be answered is, and whatever is under way, the process ends within five seconds."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2

from catalog.db import Database
from catalog.people import issue_token
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.server import free_port, log_of, started_server, wait_until_listening
from tests.staff import everything, site_input
from tests.web.life import DOCUMENTS

PROMISED_S = 5
QUESTION = json.dumps({"query": "{ sites(first: 1) { totalCount } }"}).encode()
HEAD = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(QUESTION)}\r\n\r\n"


@contextmanager
def _served(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = started_server(data, port)
    try:
        wait_until_listening(process, port, log_of(data))
        yield process, port
    finally:
        process.kill()
        process.wait()


def _half_a_request(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    client.sendall(HEAD.encode() + QUESTION[:5])
    return client


def _ended(process: subprocess.Popen[bytes]) -> None:
    assert process.wait(timeout=PROMISED_S) == -signal.SIGTERM


def test_a_request_under_way_is_answered_before_the_end(data: Path) -> None:
    with _served(data) as (process, port), closing(_half_a_request(port)) as client:
        process.terminate()
        client.sendall(QUESTION[5:])
        answer = b""
        while piece := client.recv(4096):
            answer += piece
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b"}")
        assert b'"totalCount":79' in answer
        _ended(process)


def test_neither_a_slow_client_nor_a_write_that_waits_holds_the_end_up(data: Path) -> None:
    file = data / "catalogue.sqlite3"
    with closing(Database(f"sqlite:///{file}")) as database, database.write() as session:
        token = issue_token(session, "Biên tập 1", Role.EDITOR, None, NOW)
    body = {"query": DOCUMENTS["createSite"], "variables": {"input": site_input(), "key": "k"}}
    answers: list[int | None] = []

    def send(port: int) -> None:
        try:
            headers = {"Authorization": f"Bearer {token}"}
            url = f"http://127.0.0.1:{port}/graphql"
            answers.append(httpx2.post(url, json=body, headers=headers, timeout=20).status_code)
        except httpx2.TransportError:
            answers.append(None)

    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        _served(data) as (process, port),
        closing(_half_a_request(port)),
        closing(Database(f"sqlite:///{file}")) as database,
    ):
        catalogue = Catalogue(database)
        before = everything(catalogue)
        other.execute("BEGIN IMMEDIATE")
        writing = threading.Thread(target=send, args=(port,))
        writing.start()
        while not _is_waiting(process.pid):
            pass
        process.terminate()
        _ended(process)
        writing.join()
        other.execute("ROLLBACK")
        assert answers in ([500], [None])  # in no case a yes
        assert everything(catalogue) == before


def _is_waiting(process: int) -> bool:
    """Whether a thread sleeps in SQLite's wait for a lock (hrtimer_nanosleep)."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return any("nanosleep" in (thread / "wchan").read_text() for thread in threads)
