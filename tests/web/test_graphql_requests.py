"""What may be sent to the GraphQL endpoint, and what is turned away before anything is executed."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.web.serving import serving
from tests.web.small_app import JSON, NEW, SmallApp, code, post, raw


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with serving(SmallApp().asgi) as url, httpx2.Client(base_url=url, headers={"Accept": NEW}) as opened:
        yield opened


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_405(client: httpx2.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=utf-16",
        "application/json; charset=latin-1",
        "text/plain; application/json",
        "application/json, text/plain",
    ],
)
def test_a_body_that_is_not_announced_as_json_in_utf8_is_415(
    client: httpx2.Client, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    response = client.post("/graphql", content=b'{"query": "{ square }"}', headers=headers)
    assert response.status_code == 415
    assert response.headers["accept-post"] == JSON
    assert code(response) == "BAD_REQUEST"


@pytest.mark.parametrize(
    "content_type",
    ["application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"', "application/json;"],
)
def test_json_in_utf8_may_be_announced_in_every_way(client: httpx2.Client, content_type: str) -> None:
    response = client.post(
        "/graphql", content=b'{"query": "{ square }"}', headers={"Content-Type": content_type}
    )
    assert response.status_code == 200


def test_a_compressed_body_is_refused(client: httpx2.Client) -> None:
    assert raw(client, b"\x1f\x8b", **{"Content-Encoding": "gzip"}).status_code == 415


HURTFUL = [
    b"",
    b"{",
    b"null",
    b"3",
    b'"{ square }"',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"query": "{ square }", "variables": {"x": ' + b"9" * 100_000 + b"}}",
    b'{"query": "{ square }", "variables": {"x": ' + b"[" * 500 + b"]" * 500 + b"}}",
    b'{"query": "{ square }", "variables": {"x": NaN}}',
    b'{"query": "{ square }", "variables": {"x": -Infinity}}',
    b'{"query": "{ square }", "variables": {"x": 1e999}}',
    b'{"query": "{ square }", "variables": {"x": 0.' + b"1" * 5000 + b"}}",
    b'{"query": "{ square }", "query": "{ language }"}',
    b'{"query": "{ square }", "variables": {"a": {"b": 1, "b": 2}}}',
    b'{"query": "\xff\xfe"}',
    b"\xef\xbb\xbf" + b'{"query": "{ square }"}',
    '{"query": "{ square }"}'.encode("utf-16"),
    b'{"query": "{ square }", "variables": {"x": "\\ud800"}}',
    b'{"query": "{ square }", "variables": {"x": "\\u0000"}}',
    b'{"query": "{ square }", "variables": {"\\u0000": 1}}',
    b'{"query": "{ square }"} trailing',
    b"{'query': '{ square }'}",
    b'[{"query": "{ square }"}]',
    b"[]",
    b'{"query": null}',
    b'{"query": ["{ square }"]}',
    b'{"query": "{ square }", "variables": []}',
    b'{"query": "{ square }", "variables": "{}"}',
    b'{"query": "{ square }", "operationName": 3}',
    b'{"query": "{ square }", "extensions": true}',
]


@pytest.mark.parametrize("body", HURTFUL, ids=lambda body: str(body[:60]))
@pytest.mark.parametrize("accept", [NEW, JSON])
def test_a_body_that_is_no_request_is_400_and_typed(client: httpx2.Client, body: bytes, accept: str) -> None:
    with capture_logs() as logs:
        response = raw(client, body, Accept=accept)
    assert response.status_code == 400
    assert code(response) == "BAD_REQUEST"
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "query=%7Bsquare%7D&query=%7Blanguage%7D",
        "query=%ff%fe",
        "query=%7Bsquare%7D&variables=%7B",
        "query=%7Bsquare%7D&variables=%5B%5D",
        "query=%7Bsquare%7D&extensions=3",
        "query=%7Bsquare%7D&" + "&".join(f"x{i}=1" for i in range(60)),
    ],
)
def test_a_get_that_is_no_request_is_400_and_typed(client: httpx2.Client, query: str) -> None:
    response = client.get(f"/graphql?{query}")
    assert response.status_code == 400
    assert code(response) == "BAD_REQUEST"


def test_deep_and_wide_variables_of_a_sane_size_are_read(client: httpx2.Client) -> None:
    deep: Any = 1
    for _ in range(50):
        deep = [deep]
    response = post(client, "{ square }", variables={"unused": deep}, extensions={"a": {"b": None}})
    assert response.json()["data"] == {"square": 4}


# --- sizes and slowness -------------------------------------------------------------------------------


def exchange(client: httpx2.Client, *chunks: bytes, pause: float = 0.0) -> bytes:
    """Send bytes as they are and return everything that is answered until the connection ends."""
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        try:
            for chunk in chunks:
                connection.sendall(chunk)
                time.sleep(pause)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has had enough; its answer is still there to be read
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
        except ConnectionResetError:
            return received
        return received


def chunked(*parts: bytes) -> list[bytes]:
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return [head, *(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)]


def test_a_body_over_the_limit_is_413_whatever_its_length_is_said_to_be(client: httpx2.Client) -> None:
    response = raw(client, b'{"query": "' + b" " * 1_100_000 + b'{ square }"}')
    assert response.status_code == 413
    assert code(response) == "BAD_REQUEST"


def test_a_body_without_a_length_is_cut_off_when_it_grows_over_the_limit(client: httpx2.Client) -> None:
    began = time.monotonic()
    answer = exchange(client, *chunked(*[b" " * 50_000] * 30))
    assert answer.startswith(b"HTTP/1.1 413")
    assert time.monotonic() - began < 5


def test_a_body_that_trickles_is_cut_off_after_a_while() -> None:
    app = SmallApp(body_timeout_seconds=0.3)
    with serving(app.asgi) as url, httpx2.Client(base_url=url) as client:
        began = time.monotonic()
        answer = exchange(client, *chunked(*[b" "] * 8), pause=0.1)
    assert answer.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 3


def test_a_client_that_goes_away_breaks_nothing(client: httpx2.Client) -> None:
    address = urlsplit(str(client.base_url))
    with capture_logs() as logs:
        for parts in (chunked(b'{"query": "{'), chunked(b'{"query": "{ square }"}', b"")):
            with socket.create_connection((address.hostname, address.port)) as connection:
                for part in parts:
                    connection.sendall(part)
        time.sleep(0.1)
        assert post(client, "{ square }").status_code == 200
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


def test_a_websocket_is_refused(client: httpx2.Client) -> None:
    address = str(client.base_url).replace("http", "ws", 1)
    for protocol in ("graphql-transport-ws", "graphql-ws"):
        with pytest.raises(InvalidStatus) as refused:
            connect(f"{address}/graphql", subprotocols=[protocol])  # type: ignore[list-item]
        assert refused.value.response.status_code in (403, 404)
