"""A request that was read before is known by its bytes, and by nothing less: connections of uvicorn's, without a catalogue."""

from __future__ import annotations

import asyncio
import gc
import socket
import weakref
from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from catalog.settings import Settings
from web.access import Address
from web.cache import Told
from web.forwarded import Forwarded
from web.graphql.ahead import Asker, Named, Question, Tell
from web.graphql.negotiation import choose_answer_type
from web.graphql.telling import Client
from web.headers import request_id_given
from web.prompt import LONGEST_KNOWN, MOST_KNOWN, KnownRequests, PromptProtocol

Made = Callable[[uvicorn.Config], asyncio.Protocol]
ITS_ID = b"its-id"


class Way(Enum):
    """How an answer comes to be told."""

    AT_ONCE = "AT_ONCE"
    SOON = "SOON"
    MADE = "MADE"


class Telling:
    """Tells every GET of its path in this way, in the words in which the application would; of `?a` it knows nothing soon."""

    def __init__(self, way: Way = Way.AT_ONCE) -> None:
        self.read: list[bytes] = []
        self.made: list[bytes] = []
        self.way = way
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    def question_of(self, scope: Scope, body: bytes) -> Question | None:
        self.read.append(scope["query_string"])
        if scope["method"] != "GET" or scope["path"] != "/kept":
            return None
        chosen = choose_answer_type(None)
        assert chosen is not None
        named = [value.decode() for name, value in scope["headers"] if name == b"x-request-id"]
        asker = Asker("", Client(chosen, "vi", Settings(), {}), None, request_id_given(named), "")
        return Question("GET", scope["query_string"], asker)

    def at_once(self, question: Question, client: Address) -> Named | None:
        return _named(question, client) if self.way is Way.AT_ONCE else None

    def soon(self, question: Question, client: Address, tell: Tell) -> bool:
        if self.way is Way.SOON:
            named = None if question.text == b"a" else _named(question, client)
            asyncio.get_running_loop().call_soon(tell, named)
        return self.way is Way.SOON

    async def told(self, question: Question, client: Address) -> Named | None:
        self.made.append(question.text)
        await self.may_go_on.wait()
        await asyncio.sleep(0)
        return None if question.text == b"b" else _named(question, client)


def _whom(client: Address) -> bytes:
    return b"" if client is None else b" for " + client[0].encode()


def _named(question: Question, client: Address) -> Named:
    body = b"GET " + question.text + _whom(client)
    return Told(200, [(b"content-length", b"%d" % len(body))], body), ITS_ID


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Says what was asked, and how."""
    body, more = b"", scope["path"] != "/early"
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    if scope["method"] == "POST":
        await asyncio.sleep(0)  # as if it asked somebody
    told = scope["method"].encode() + b" " + scope["query_string"] + body + _whom(scope["client"])
    headers = [(b"content-length", b"%d" % len(told)), (b"x-request-id", ITS_ID)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": told})


def get(query: str = "", extra: str = "") -> bytes:
    return f"GET /kept?{query} HTTP/1.1\r\nHost: x\r\n{extra}\r\n".encode()


def post(body: bytes) -> bytes:
    return b"POST /kept HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


END = get("end", "Connection: close\r\n")


async def told(made: Made, *connections: Iterable[bytes | None], proxies: str | None = None) -> list[bytes]:
    """All that each connection answers to these pieces, the last of which has to end it; at None the loop goes round."""
    config = uvicorn.Config(
        application,
        lifespan="off",
        access_log=False,
        proxy_headers=proxies is not None,
        forwarded_allow_ips=proxies,
    )
    config.load()
    loop = asyncio.get_running_loop()
    answers = []
    for pieces in connections:
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        _, protocol = await loop.connect_accepted_socket(partial(made, config), ours)
        for piece in pieces:
            if piece is None:
                await asyncio.sleep(0)
            else:
                protocol.data_received(piece)
        answer = b""
        while came := await asyncio.wait_for(loop.sock_recv(theirs, 65_536), 20):
            answer += came
        theirs.close()
        answers.append(answer)
    return answers


def uvicorns(config: uvicorn.Config) -> asyncio.Protocol:
    return HttpToolsProtocol(config, ServerState(), {})


def prompt(telling: Telling, known: KnownRequests | None = None, proxies: str | None = None) -> Made:
    known = known or KnownRequests()
    forwarded = None if proxies is None else Forwarded(proxies).client_of
    return lambda config: PromptProtocol(
        config, ServerState(), {}, prompt=telling, known=known, forwarded=forwarded
    )


def behind(client: str) -> bytes:
    return get("a", f"X-Forwarded-For: {client}\r\n")


FORWARDED = [behind("203.0.113.7"), behind("203.0.113.8, 203.0.113.7"), behind("nobody")]
REQUESTS = st.sampled_from(
    [
        *FORWARDED,
        get(),
        get("a"),
        get("b"),
        get("a") + b"\r\n",
        post(b"short"),
        post(get("a")),
        post(get() * 2),
    ]
)
CUTS = st.lists(st.integers(0, 400), max_size=12)


@given(
    st.lists(st.lists(REQUESTS, max_size=6), min_size=1, max_size=3),
    CUTS,
    st.booleans(),
    st.sampled_from(Way),
    st.sampled_from([None, "*"]),
)
def test_whatever_way_requests_come_they_are_answered_as_uvicorn_would(
    connections: list[list[bytes]], cuts: list[int], waits: bool, way: Way, proxies: str | None
) -> None:
    def pieces(requests: list[bytes]) -> list[bytes | None]:
        sent = b"".join([*requests, END])
        # At the ends of requests and elsewhere, so that some come whole and some do not.
        at, ends = 0, []
        for request in requests:
            at += len(request)
            ends.append(at)
        places = sorted({0, len(sent), *ends, *(cut for cut in cuts if cut < len(sent))})
        cut = [sent[begin:end] for begin, end in pairwise(places)]
        return [piece for one in cut for piece in ((one, None) if waits else (one,))]

    sent = [pieces([get("a"), *requests]) for requests in connections]
    ours = told(prompt(Telling(way), proxies=proxies), *sent, proxies=proxies)
    assert asyncio.run(ours) == asyncio.run(told(uvicorns, *sent, proxies=proxies))


def read_of(*connections: Iterable[bytes]) -> list[bytes]:
    """The query strings of the requests that were read to answer these."""
    telling = Telling()
    asyncio.run(told(prompt(telling), *[[*pieces, END] for pieces in connections]))
    return telling.read


def test_the_same_bytes_are_read_once_on_whatever_connection() -> None:
    assert read_of([get("a"), get("b"), get("a")], [get("a"), get("b")]) == [b"a", b"b"]


def test_another_byte_is_another_request() -> None:
    assert read_of([get("a"), get("a", "Cookie: a=b\r\n"), get("a").replace(b"x", b"y")]) == [b"a"] * 3


@pytest.mark.parametrize(
    "extra", ["X-Request-Id: mine\r\n", f"X-Long: {'x' * LONGEST_KNOWN}\r\n"], ids=["named", "long"]
)
def test_a_request_that_comes_but_once_or_is_long_is_not_remembered(extra: str) -> None:
    assert read_of([get("a", extra), get("a", extra)]) == [b"a", b"a"]


def test_two_in_one_piece_are_no_request() -> None:
    assert read_of([get("a") + get("b")] * 2) == [b"a", b"b"] * 2


@pytest.mark.parametrize(
    ("before", "answered"),
    [
        (
            b"POST /kept HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(get("a")),
            b"POST " + get("a"),
        ),
        (b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(get("a")), b"POST "),
        (b"GET /kept?b HTTP/1.1\r\nHost: x\r\nX-Other: ", b"GET b"),
    ],
    ids=["a body", "a body that nobody reads", "a header"],
)
def test_what_looks_like_a_known_request_within_another_is_a_part_of_that(
    before: bytes, answered: bytes
) -> None:
    pieces = [get("a"), before, None, None, None, get("a"), None, None, None, END]
    (answer,) = asyncio.run(told(prompt(Telling()), pieces))
    assert [one.partition(b"\r\n\r\n")[2] for one in answer.split(b"HTTP/1.1 200 OK\r\n")[1:]] == [
        b"GET a",
        answered,
        b"GET end",
    ]


def test_a_known_request_waits_for_the_one_before_it() -> None:
    (answer,) = asyncio.run(told(prompt(Telling()), [get("a"), post(b"slow"), get("a"), END]))
    places = [answer.index(b"\r\n\r\nPOST slow"), answer.rindex(b"\r\n\r\nGET a")]
    assert places == sorted(places)


def test_what_is_kept_no_more_is_made_anew() -> None:
    telling = Telling()
    known = KnownRequests()
    before = asyncio.run(told(prompt(telling, known), [get("a"), END]))
    telling.way = Way.MADE
    assert asyncio.run(told(prompt(telling, known), [get("a"), END])) == before
    assert (telling.read, telling.made) == ([b"a", b"a"], [b"a"])


async def made_while(happens: Callable[[asyncio.Protocol, socket.socket], object]) -> tuple[bytes, set[Any]]:
    """What a client is answered if this happens while its answer is made; and what the server still does then."""
    config = uvicorn.Config(application, lifespan="off", access_log=False)
    config.load()
    telling, state, loop = Telling(Way.MADE), ServerState(), asyncio.get_running_loop()
    telling.may_go_on.clear()
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    protocol = PromptProtocol(config, state, {}, prompt=telling, known=KnownRequests())
    await loop.connect_accepted_socket(lambda: protocol, ours)
    await loop.sock_sendall(theirs, get("a"))
    while not telling.made:
        await asyncio.sleep(0)
    (task,) = state.tasks
    happens(protocol, theirs)
    for _ in range(10):
        await asyncio.sleep(0.001)
    telling.may_go_on.set()
    await asyncio.wait_for(task, 20)
    await asyncio.sleep(0)
    answer = b"" if theirs.fileno() < 0 else await asyncio.wait_for(loop.sock_recv(theirs, 65_536), 20)
    rest = b"" if theirs.fileno() < 0 else await asyncio.wait_for(loop.sock_recv(theirs, 65_536), 20)
    theirs.close()
    assert rest == b""
    return answer, state.tasks


def test_a_server_that_ends_tells_first_what_is_being_made_and_hangs_up_then() -> None:
    answer, tasks = asyncio.run(made_while(lambda protocol, _: protocol.shutdown()))  # type: ignore[attr-defined]
    assert answer.endswith(b"x-request-id: its-id\r\nconnection: close\r\n\r\nGET a")
    assert not tasks


def test_whoever_goes_away_while_an_answer_is_made_leaves_no_task_and_no_complaint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer, tasks = asyncio.run(made_while(lambda _, theirs: theirs.close()))
    assert (answer, tasks, capsys.readouterr().err) == (b"", set(), "")


def test_what_cannot_be_read_while_an_answer_is_made_ends_the_connection(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer, tasks = asyncio.run(made_while(lambda _, theirs: theirs.send(b"nonsense\r\n\r\n")))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert (tasks, capsys.readouterr().err) == (set(), "WARNING:  Invalid HTTP request received.\n")


def test_no_more_requests_are_known_than_there_is_room_for() -> None:
    many = [get(str(number)) for number in range(MOST_KNOWN)]
    assert read_of([get("a"), *many[1:], get("a")]).count(b"a") == 1
    assert read_of([get("a"), *many, get("a")]).count(b"a") == 2


def test_a_connection_that_is_over_is_free_without_a_search_for_garbage() -> None:
    alive: weakref.WeakSet[Any] = weakref.WeakSet()

    def made(config: uvicorn.Config) -> asyncio.Protocol:
        protocol = prompt(Telling())(config)
        alive.add(protocol)
        return protocol

    gc.collect()
    gc.disable()
    try:
        assert len(asyncio.run(told(made, *[[get("a"), None, END]] * 20))) == 20
        assert len(alive) <= 1
    finally:
        gc.enable()
