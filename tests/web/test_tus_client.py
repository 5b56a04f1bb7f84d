"""tus-js-client, as it is, against the real server: abort and resume, a killed server, checksums, giving up."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.people import issue_token
from catalog.terms import Role
from tests.catalogue import NOW
from tests.npm import node_modules
from tests.processes import ending_with_us
from tests.server import free_port, log_of, started_server, wait_until_listening
from tests.storage.summary import say

pytestmark = pytest.mark.node

CLIENT = Path(__file__).parent / "tus"
SIZE, CHUNK = 30_000_000, 1_000_000
LIMIT_S = 120
MOST_GROWTH = 60 << 20
"""Bytes by which a server's memory may grow while it takes in 300 MB: blocks, threads, and room for chance."""


@dataclass
class Machine:
    """A server that can be killed and started again on its port, and a file to send to it."""

    data: Path
    port: int
    token: str
    file: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it again."""
        self.process = started_server(self.data, self.port)
        wait_until_listening(self.process, self.port, log_of(self.data))

    def kill(self) -> None:
        """SIGKILL, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()

    def row(self) -> Any:
        """The one upload that there is."""
        with (
            closing(Database(f"sqlite:///{self.data / 'catalogue.sqlite3'}")) as database,
            database.read() as session,
        ):
            return session.execute(sa.text("SELECT * FROM upload")).mappings().one()

    def files(self) -> list[Path]:
        """The files under way."""
        return sorted((self.data / "uploads").glob("*"))

    @contextmanager
    def client(self, **task: Any) -> Iterator[Iterator[dict[str, Any]]]:
        """The client at work: what it says, as it says it."""
        document = {
            "url": self.url,
            "token": self.token,
            "file": str(self.file),
            "chunk": CHUNK,
            "storage": str(self.data.with_name("urls.json")),
            **task,
        }
        node = subprocess.Popen(
            ending_with_us(["node", "upload.mjs", json.dumps(document)]),
            cwd=CLIENT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert node.stdout is not None
            yield map(json.loads, node.stdout)
            node.wait(LIMIT_S)
        finally:
            node.kill()
            node.wait()

    def sent(self, **task: Any) -> list[dict[str, Any]]:
        """What the client says from its beginning to its end."""
        with self.client(**task) as said:
            return list(said)

    def holds_the_file(self) -> bool:
        """Whether the one upload has ended, with exactly the file's bytes."""
        (path,) = self.files()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        row = self.row()
        return (
            bool(row["ended_at"])
            and row["digest"] == digest == hashlib.sha256(self.file.read_bytes()).hexdigest()
        )


@pytest.fixture
def machine(loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Machine]:
    node_modules(CLIENT)
    data = tmp_path / "data"
    data.mkdir()
    database = shutil.copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    with closing(Database(f"sqlite:///{database}")) as opened, opened.write() as session:
        token = issue_token(session, "Biên tập 1", Role.EDITOR, None, NOW)
    file = tmp_path / "sent.tif"
    file.write_bytes(random.Random(1954).randbytes(SIZE))
    port = free_port()
    process = started_server(data, port)
    machine = Machine(data, port, token, file, process)
    try:
        wait_until_listening(process, port, log_of(data))
        yield machine
    finally:
        machine.process.kill()
        machine.process.wait()


def events(said: list[dict[str, Any]]) -> list[str]:
    return [each["event"] for each in said if each["event"] not in ("progress", "retry")]


def test_it_sends_a_file_aborts_and_resumes(machine: Machine) -> None:
    said = machine.sent(at=10_000_000, then="abort")
    assert events(said) == ["url", "aborted", "url", "done"]
    assert said[-1]["url"].startswith(f"{machine.url}/uploads/")
    assert machine.holds_the_file()
    assert machine.row()["file_name"] == "ảnh.tif"


def test_the_server_is_killed_in_between_and_the_client_goes_on(machine: Machine) -> None:
    kills, said = 0, []
    with machine.client(retries=100) as saying:
        for each in saying:
            said.append(each)
            if each["event"] == "progress" and each["accepted"] >= (kills + 1) * 7_000_000 and kills < 3:
                kills += 1
                machine.kill()
                machine.start()
    assert kills == 3
    assert [each["status"] for each in said if each["event"] == "retry"]
    assert said[-1]["event"] == "done"
    assert machine.holds_the_file()


def test_another_process_goes_on_where_the_first_was_stopped_and_the_server_killed(machine: Machine) -> None:
    first = machine.sent(at=12_000_000, then="stop")
    assert events(first) == ["url", "stopped"]
    (path,) = machine.files()
    arrived = path.stat().st_size
    assert arrived >= 12_000_000
    machine.kill()
    machine.start()
    second = machine.sent(resume=True)
    assert events(second)[0] == "resumed"
    assert second[0]["url"] == first[-1]["url"]
    accepted = [each["accepted"] for each in second if each["event"] == "progress"]
    assert accepted[0] > arrived
    assert len(accepted) < SIZE // CHUNK
    assert machine.holds_the_file()


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_every_piece_is_sent_with_its_checksum(machine: Machine, algorithm: str) -> None:
    assert machine.sent(checksum=algorithm, chunk=5_000_000)[-1]["event"] == "done"
    assert machine.holds_the_file()


def test_a_piece_that_was_spoilt_on_its_way_is_told(machine: Machine) -> None:
    said = machine.sent(checksum="sha256", spoil=True)
    assert (said[-1]["event"], said[-1]["status"]) == ("error", 460)
    assert [path.stat().st_size for path in machine.files()] == [0]


def test_first_bytes_go_with_the_creation(machine: Machine) -> None:
    assert machine.sent(atOnce=True, chunk=20_000_000)[-1]["event"] == "done"
    assert machine.holds_the_file()


def test_what_is_given_up_leaves_nothing(machine: Machine) -> None:
    said = machine.sent(at=10_000_000, then="terminate")
    assert said[-1]["event"] == "terminated"
    assert machine.files() == []
    headers = {"Authorization": f"Bearer {machine.token}", "Tus-Resumable": "1.0.0"}
    assert httpx2.head(said[-1]["url"], headers=headers).status_code == 404


def test_a_start_sweeps_what_belongs_to_nobody(machine: Machine) -> None:
    machine.sent(at=10_000_000, then="stop")
    (under_way,) = machine.files()
    machine.kill()
    orphan = under_way.with_name(f"{'f' * 32}.part")
    orphan.write_bytes(b"x")
    os.utime(orphan, (1, 1))
    machine.start()
    assert machine.files() == [under_way]


def _memory(process: subprocess.Popen[bytes]) -> int:
    """The most bytes of memory that the process ever had (VmHWM), of this process and not of a wrapper's."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def test_memory_stays_flat_while_300_megabytes_arrive_in_one_request(
    machine: Machine, record_property: Callable[[str, object], None]
) -> None:
    size, block = 300_000_000, random.Random(1).randbytes(1_000_000)
    headers = {"Authorization": f"Bearer {machine.token}", "Tus-Resumable": "1.0.0"}
    with httpx2.Client(base_url=machine.url, headers=headers, timeout=120) as client:
        first = client.post("/uploads", headers={"Upload-Length": "1"})
        piece = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        client.patch(first.headers["location"], content=b"x", headers=piece)  # everything is loaded by now
        before = _memory(machine.process)
        path = client.post("/uploads", headers={"Upload-Length": str(size)}).headers["location"]
        sent = {**piece, "Content-Length": str(size)}
        answer = client.patch(path, content=(block for _ in range(size // len(block))), headers=sent)
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(size))
    grown = _memory(machine.process) - before
    say(record_property, f"an upload of 300 MB: the server's memory grew by {grown / 1e6:.0f} MB")
    assert before > MOST_GROWTH / 2  # it is the server that was measured
    assert grown < MOST_GROWTH
