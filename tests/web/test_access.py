"""The access log of a server: gathered for a moment, whole at every end, each line in one piece."""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.server import free_port, log_of, started_server, wait_until_listening
from web.access import AT_ONCE, SOON_S, JsonLines
from web.headers import fresh_id

QUESTION = {"query": '{ site(slug: "doi-a1") { name { text } } }'}


AGENT = "kiosk ≈ 7"


def told(process: subprocess.Popen[bytes], port: int, requests: int) -> None:
    wait_until_listening(process, port, Path(os.devnull))
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        for number in range(requests):
            headers = [(b"X-Request-Id", f"asked-{number}".encode()), (b"User-Agent", AGENT.encode())]
            assert client.post("/graphql", json=QUESTION, headers=headers).status_code == 200


def lines_of(data: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in log_of(data).read_text().splitlines() if line.startswith("{")]
    return [line for line in lines if line["request_id"].startswith("asked-")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def test_every_request_until_the_end_of_a_server_has_its_line(data: Path) -> None:
    port = free_port()
    process = started_server(data, port)
    try:
        told(process, port, 30)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    finally:
        process.kill()
    lines = lines_of(data)
    assert [line["request_id"] for line in lines] == [f"asked-{number}" for number in range(30)]
    assert [line.get("kept", False) for line in lines] == [False] + [True] * 29
    for line in lines:
        assert (line["event"], line["level"], line["method"]) == ("request", "info", "POST")
        assert (line["path"], line["status"], line["client"]) == ("/graphql", 200, "127.0.0.1")
        assert line["user_agent"] == "kiosk \\xe2\\x89\\x88 7"
        assert line["milliseconds"] >= 0
        assert line["timestamp"].endswith("Z")


def test_a_line_is_there_soon_while_the_server_goes_on(data: Path) -> None:
    port = free_port()
    process = started_server(data, port)
    try:
        told(process, port, 1)
        deadline = time.monotonic() + 50 * SOON_S
        while not lines_of(data) and time.monotonic() < deadline:
            time.sleep(SOON_S / 10)
        assert len(lines_of(data)) == 1
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize(("length", "writes"), [(10, 2), (400, AT_ONCE + 1), (3000, AT_ONCE + 2)])
def test_what_is_written_at_once_is_whole_lines_and_no_more_than_a_pipe_keeps_together(
    length: int, writes: int
) -> None:
    reading, writing = os.pipe2(os.O_DIRECT)  # such a pipe tells what was written at once

    async def write() -> None:
        lines = JsonLines(writing)
        for number in range(AT_ONCE + 2):
            lines({"number": number, "path": "x" * length})
        lines.write()

    asyncio.run(write())
    os.close(writing)
    pieces = []
    while piece := os.read(reading, 1 << 20):
        pieces.append(piece)
    os.close(reading)
    assert all(piece.endswith(b"\n") and len(piece) <= select.PIPE_BUF for piece in pieces)
    assert len(pieces) == writes
    numbers = [json.loads(line)["number"] for line in b"".join(pieces).splitlines()]
    assert numbers == list(range(AT_ONCE + 2))


def test_many_lines_for_a_file_are_all_there_and_a_full_disk_loses_no_more_than_lines(tmp_path: Path) -> None:
    async def write(descriptor: int) -> None:
        lines = JsonLines(descriptor)
        for number in range(1_000):
            lines({"number": number})
        lines.write()

    with (tmp_path / "log").open("wb") as file, Path("/dev/full").open("wb", buffering=0) as full:
        asyncio.run(write(file.fileno()))
        asyncio.run(write(full.fileno()))
    numbers = [json.loads(line)["number"] for line in (tmp_path / "log").read_text().splitlines()]
    assert numbers == list(range(1_000))


def test_ids_of_requests_are_never_the_same() -> None:
    ids = [fresh_id() for _ in range(2_000)]
    assert len(set(ids)) == len(ids)
    assert {len(one) for one in ids} == {32}
