"""`catalog serve` with two workers: one address, one truth, one end."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from catalog.settings import Settings
from tests.server import CATALOG, clean_environment, free_port, log_of, started_server, wait_until_listening
from tests.web.life import Office, tokens
from tools.bench_reads.machine import family
from web.board import Board
from web.metrics import TOLD_EVERY_S

PROMISED_S = 5
COUNT = '{"query": "{ sites(first: 1) { totalCount } }"}'
HEAD = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(COUNT)}\r\n\r\n"


@dataclass(frozen=True)
class Pair:
    """A server of two workers: the first process, and where both answer."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def second(self) -> int:
        """The other worker's process, as long as no worker has processes for files."""
        _, *others = family(self.process.pid)
        return others[0] if others else 0

    def count(self) -> int:
        """How many sites there are, asked on a connection of its own: either worker answers."""
        headers = {"Content-Type": "application/json"}
        answer = httpx2.post(f"{self.url}/graphql", content=COUNT, headers=headers, timeout=30)
        number: int = answer.json()["data"]["sites"]["totalCount"]
        return number

    def figure(self, name: str) -> float:
        """The sum of a family of figures."""
        told = httpx2.get(f"{self.url}/metrics", timeout=30).text
        return sum(map(float, re.findall(rf"^{name}(?:{{.*}})? (\S+)$", told, re.MULTILINE)))


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def served(data: Path, port: int = 0, **environment: str) -> Iterator[Pair]:
    port = port or free_port()
    process = started_server(data, port, DIENBIEN_WORKERS="2", **environment)
    try:
        wait_until_listening(process, port, log_of(data))
        pair = Pair(process, port)
        until(lambda: pair.figure("catalogue_workers") == 2)
        yield pair
    finally:
        process.kill()
        process.wait()


def test_both_answer_and_are_counted_together(data: Path) -> None:
    with served(data) as pair:
        assert {pair.count() for _ in range(40)} == {79}
        time.sleep(2 * TOLD_EVERY_S)
        planned, again = (
            pair.figure("catalogue_queries_total"),
            pair.figure("catalogue_answers_given_again_total"),
        )
        assert (planned, again) == (2, 38), "each has made the answer once"


def test_whoever_was_told_that_a_write_is_kept_gets_no_older_answer_from_any_worker(data: Path) -> None:
    with served(data) as pair:
        office = Office(pair.url, tokens(data))
        for number in range(1, 4):
            assert {pair.count() for _ in range(12)} == {78 + number}
            office.life(f"dia-diem-{number}")
            assert {pair.count() for _ in range(12)} == {79 + number}


@pytest.mark.postgresql
def test_the_same_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with served(data, DIENBIEN_DATABASE_URL=postgresql_url) as pair:
        office = Office(pair.url, tokens(data, DIENBIEN_DATABASE_URL=postgresql_url))
        assert {pair.count() for _ in range(12)} == {79}
        office.life("dia-diem")
        assert {pair.count() for _ in range(12)} == {80}


def test_a_worker_that_ends_is_followed_by_another(data: Path) -> None:
    with served(data) as pair:
        before = pair.second
        signal_to(before, signal.SIGKILL)
        until(lambda: pair.second not in (before, 0))
        until(lambda: pair.figure("catalogue_workers") == 2)
        assert pair.count() == 79
    assert '"event": "worker_ended"' in log_of(data).read_text("utf-8")


def signal_to(pid: int, which: signal.Signals) -> None:
    """To a process that this test started."""
    subprocess.run(["kill", f"-{which.value}", str(pid)], check=True)


def test_with_the_first_all_end_and_the_port_is_free_at_once(data: Path) -> None:
    with served(data) as pair:
        second = pair.second
        pair.process.kill()
        pair.process.wait()
        until(lambda: not Path(f"/proc/{second}").exists(), PROMISED_S)
    with served(data, pair.port) as again:
        assert again.count() == 79


def test_what_is_under_way_is_answered_before_the_end(data: Path) -> None:
    with served(data) as pair, ExitStack() as opened:
        second = pair.second
        clients = [
            opened.enter_context(closing(socket.create_connection(("127.0.0.1", pair.port), timeout=20)))
            for _ in range(12)
        ]
        for client in clients:
            client.sendall((HEAD + COUNT[:5]).encode())
        time.sleep(0.2)
        pair.process.terminate()
        for client in clients:
            client.sendall(COUNT[5:].encode())
            answer = b""
            while piece := client.recv(4096):
                answer += piece
            assert b'"totalCount":79' in answer
        assert pair.process.wait(PROMISED_S) == -signal.SIGTERM
        assert not Path(f"/proc/{second}").exists()


def test_a_port_that_two_workers_have_is_no_third_ones(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(data, other)
    with served(data) as pair:
        done = subprocess.run(
            [CATALOG, "serve"],
            env=clean_environment(other, HOST="127.0.0.1", PORT=str(pair.port), DIENBIEN_WORKERS="2"),
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert str(pair.port) in done.stderr
        assert pair.count() == 79


@pytest.mark.parametrize(("cores", "workers"), [(1, 1), (2, 2), (64, 2)])
def test_without_a_setting_there_are_two_where_there_are_cores_for_them(cores: int, workers: int) -> None:
    assert Settings().workers_of(cores) == workers
    assert Settings(workers=5).workers_of(cores) == 5


def test_figures_are_added_up_and_go_on_growing_where_a_worker_begins_again() -> None:
    first = Board.begun(3)
    second, third = (Board(first.descriptor, number, 3) for number in (1, 2))
    first.tell({"asked_total": 1, "kept": 10})
    second.tell({"asked_total": 20, "kept": 100})
    assert dict(third.together({"asked_total": 300})) == {"asked_total": 321, "kept": 110}
    again = Board(first.descriptor, 1, 3)
    again.tell({"asked_total": 5, "kept": 1})
    assert dict(first.together({"asked_total": 2, "kept": 10})) == {"asked_total": 27, "kept": 11}
