"""Kept answers are told without a task, whatever way their question comes in: over a real server's sockets."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import orjson
import pytest
import sqlalchemy as sa
import uvicorn
from sqlmodel import col
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import LoopFactoryType

from catalog.db import Database
from catalog.settings import Settings
from catalog.tables import Publication
from tests.server import Server, log_of, running_server
from web.app import create_app
from web.prompt import KnownRequests, PromptProtocol, prompt_of

NAMES = orjson.dumps({"query": "{ sites(first: 3) { nodes { code name { text } } } }"})
LONG = orjson.dumps(
    {
        "query": "{ sites(first: 100) { nodes { code name { text } description { text } sources { title url } } } }"
    }
)
COUNT = "{ sites(first: 1) { totalCount } }"
GET = f"/graphql?query={quote('{ sites(first: 2) { nodes { code } } }')}"


class Line:
    """A connection on which bytes are sent as they are, and answers read one after another."""

    def __init__(self, server: Server, receive_buffer: int | None = None, address: str = "127.0.0.1") -> None:
        host, port = server.url.removeprefix("http://").split(":")
        self.socket = socket.socket()
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(30)
        self.socket.bind((address, 0))
        self.socket.connect((host, int(port)))
        self._read = self.socket.makefile("rb")

    def close(self) -> None:
        self._read.close()
        self.socket.close()

    def send(self, *pieces: bytes) -> None:
        """Each piece in a packet of its own."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            self.socket.sendall(piece)
            time.sleep(0.05 if len(pieces) > 1 else 0)

    def ask(self, request: bytes) -> bytes:
        """The body of its answer."""
        self.send(request)
        return self.answer()[2]

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        status = int(self._read.readline().split()[1])
        headers = {}
        while (line := self._read.readline().decode().strip()) != "":
            name, value = line.split(": ", 1)
            headers[name] = value
        return status, headers, self._read.read(int(headers.get("content-length", 0)))


def post(body: bytes, extra: str = "") -> bytes:
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return head.encode() + body


def get(extra: str = "", query: str = "{ sites(first: 2) { nodes { code } } }") -> bytes:
    return f"GET /graphql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n{extra}\r\n".encode()


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with closing(Line(server)) as opened:
        yield opened


def logged(server: Server) -> list[dict[str, Any]]:
    """The access log's lines of questions, once all are written."""
    time.sleep(0.3)
    lines = log_of(server.data).read_bytes().splitlines()
    told = [orjson.loads(line) for line in lines if line.startswith(b"{")]
    return [line for line in told if line.get("path") == "/graphql"]


@pytest.mark.parametrize("request_of", [lambda: post(NAMES), get], ids=["POST", "GET"])
def test_the_second_time_the_same_is_told_and_logged_as_kept(
    server: Server, line: Line, request_of: Callable[[], bytes]
) -> None:
    answers = []
    for number in range(3):
        line.send(request_of().replace(b"Host: x", b"Host: x\r\nX-Request-Id: prompt-%d" % number))
        answers.append(line.answer())
    assert {(status, body) for status, _, body in answers} == {(200, answers[0][2])}
    assert [headers.pop("x-request-id") for _, headers, _ in answers] == ["prompt-0", "prompt-1", "prompt-2"]
    for _, headers, _ in answers:
        headers.pop("date")
    assert answers[1][1] == answers[2][1] == answers[0][1]
    last = logged(server)[-1]
    assert (last["request_id"], last["kept"], last["status"], last["client"]) == (
        "prompt-2",
        True,
        200,
        "127.0.0.1",
    )


@pytest.mark.parametrize("given", ["a b", "a\tb", "é", "x" * 201, "a:b\\r\\nSet-Cookie: c=d"])
def test_a_request_id_that_could_hurt_a_header_is_replaced_here_too(line: Line, given: str) -> None:
    for _ in range(2):
        line.send(get(f"X-Request-Id: {given}\r\n"))
        status, headers, _ = line.answer()
        assert status == 200
        assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"])
        assert "set-cookie" not in headers


def test_many_questions_that_wait_for_no_answer_are_answered_in_their_order(line: Line) -> None:
    asked = [post(NAMES), get(), get("If-None-Match: *\r\n"), post(b'{"query": "{ __typename }"}'), get()]
    line.send(b"".join(asked * 400))
    first = [line.answer() for _ in asked]
    assert [status for status, *_ in first] == [200, 200, 304, 200, 200]
    for _ in range(399):
        assert [line.answer()[::2] for _ in asked] == [(status, body) for status, _, body in first]


def test_a_question_that_comes_in_pieces_is_answered_as_a_whole_one(line: Line) -> None:
    line.send(post(NAMES))
    _, _, whole = line.answer()
    sent = post(NAMES)
    for cut in (10, sent.index(b"\r\n\r\n") + 2, sent.index(b"\r\n\r\n") + 4, len(sent) - 5):
        line.send(sent[:cut], sent[cut:])
        assert line.answer()[::2] == (200, whole)
    line.send(sent + sent[:30], sent[30:])
    assert [line.answer()[::2], line.answer()[::2]] == [(200, whole)] * 2


def test_whoever_asks_whether_to_go_on_is_told_so(line: Line) -> None:
    line.send(post(NAMES))
    _, _, whole = line.answer()
    head, _, body = post(NAMES, "Expect: 100-continue\r\n").partition(b"\r\n\r\n")
    line.send(head + b"\r\n\r\n")
    assert line._read.readline() == b"HTTP/1.1 100 Continue\r\n"
    assert line._read.readline() == b"\r\n"
    line.send(body)
    assert line.answer()[::2] == (200, whole)


def test_a_client_that_is_slow_to_read_gets_all_of_every_answer(server: Server) -> None:
    with closing(Line(server, receive_buffer=2048)) as slow, closing(Line(server)) as quick:
        quick.send(post(LONG))
        status, _, whole = quick.answer()
        assert status == 200
        for _ in range(60):
            slow.send(post(LONG))
        time.sleep(0.5)
        quick.send(post(NAMES))
        assert quick.answer()[0] == 200, "others are answered meanwhile"
        for _ in range(60):
            assert slow.answer()[::2] == (200, whole)


def test_a_connection_ends_when_the_client_says_so(line: Line) -> None:
    line.send(get())
    assert line.answer()[0] == 200
    line.send(get("Connection: close\r\n"))
    status, headers, _ = line.answer()
    assert (status, headers["connection"]) == (200, "close")
    assert line._read.read() == b""


def test_what_shows_a_person_or_is_not_simply_read_goes_the_long_way(server: Server, line: Line) -> None:
    line.send(get())
    assert line.answer()[0] == 200
    before = len([one for one in logged(server) if one.get("kept")])
    for extra, expected in (
        ("Cookie: a=b\r\n", 200),
        ("Authorization: Bearer nothing\r\n", 401),
        ("Accept: image/png\r\n", 406),
    ):
        line.send(get(extra))
        assert line.answer()[0] == expected
    assert len([one for one in logged(server) if one.get("kept")]) == before


def test_rubbish_ends_its_own_connection_and_no_other(server: Server, line: Line) -> None:
    with closing(Line(server)) as bad:
        bad.send(get() + b"\0\0rubbish\r\n\r\n")
        assert bad._read.read().startswith(b"HTTP/1.1 ")
    line.send(get())
    assert line.answer()[0] == 200


def test_it_is_uvicorns_own_way_that_it_goes_before(server: Server) -> None:
    # A version of uvicorn that begins its tasks elsewhere would go past it without a word.
    assert PromptProtocol._start_asgi_task is not PromptProtocol.__mro__[1]._start_asgi_task  # type: ignore[attr-defined]
    httpx2.get(f"{server.url}{GET}")
    httpx2.get(f"{server.url}{GET}")
    assert logged(server)[-1]["kept"]


def test_behind_a_proxy_the_client_is_the_one_that_the_proxy_names(data: Path, tmp_path: Path) -> None:
    with running_server(data, DIENBIEN_TRUSTED_PROXIES="127.0.0.1") as behind:
        asked = ["203.0.113.7", "203.0.113.7", "203.0.113.8", "203.0.113.8, 203.0.113.9", "203.0.113.7"]
        with closing(Line(behind)) as line:
            for names in asked:
                line.send(get(f"X-Forwarded-For: {names}\r\n"))
                assert line.answer()[0] == 200
        told = [(one["client"], one.get("kept", False)) for one in logged(behind)]
    assert told == [
        ("203.0.113.7", False),
        ("203.0.113.7", True),
        ("203.0.113.8", True),
        ("203.0.113.9", True),
        ("203.0.113.7", True),
    ]


def test_whom_a_proxy_names_that_is_not_trusted_is_not_the_client_though_its_words_are_the_same(
    data: Path,
) -> None:
    with running_server(data, DIENBIEN_TRUSTED_PROXIES="127.0.0.1") as behind:
        for address in ("127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2", "127.0.0.1"):
            with closing(Line(behind, address=address)) as line:
                line.send(get("X-Forwarded-For: 203.0.113.7\r\n"))
                assert line.answer()[0] == 200
        told = [one["client"] for one in logged(behind)]
    assert told == ["203.0.113.7", "203.0.113.7", "127.0.0.2", "127.0.0.2", "203.0.113.7"]


@pytest.mark.parametrize("loop", ["uvloop", "asyncio"])
def test_an_answer_is_never_older_than_a_write_that_was_acknowledged_while_the_loop_was_busy(
    loaded_sqlite_url: str, loop: LoopFactoryType
) -> None:
    application = create_app(Settings(), Database(loaded_sqlite_url))
    looked, asked = threading.Event(), threading.Event()

    async def unheard(_: Message) -> None:
        pass

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") == "/busy":
            await application({**scope, "path": "/graphql"}, receive, unheard)
            looked.set()
            asked.wait(20)  # the turn of the loop in which that looked goes on
            scope = {**scope, "path": "/health/live", "query_string": b""}
        await application(scope, receive, send)

    protocol: Any = partial(PromptProtocol, prompt=prompt_of(application), known=KnownRequests())
    with (
        in_a_thread(uvicorn.Config(outer, http=protocol, port=0, loop=loop, log_level="warning")) as server,
        closing(Line(server)) as quick,
        closing(Line(server)) as busy,
        closing(Database(loaded_sqlite_url)) as other,
    ):
        before = [counted(quick.ask(get(query=COUNT))) for _ in range(2)]
        busy.send(get(query=COUNT).replace(b"/graphql", b"/busy"))
        assert looked.wait(20)
        with other.write() as session:
            newest = session.scalars(
                sa.select(Publication).order_by(col(Publication.revision_id).desc())
            ).first()
            assert newest is not None
            newest.superseded_at = datetime.now(UTC)
        quick.send(get(query=COUNT))
        time.sleep(0.1)
        asked.set()
        assert counted(quick.answer()[2]) == before[0] - 1 == before[1] - 1


def counted(answer: bytes) -> int:
    """How many sites there are."""
    number: int = orjson.loads(answer)["data"]["sites"]["totalCount"]
    return number


@contextmanager
def in_a_thread(config: uvicorn.Config) -> Iterator[Server]:
    """A server of this very process."""
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Server(f"http://127.0.0.1:{port}", Path())
    finally:
        server.should_exit = True
        thread.join(20)
