"""What every answer carries, whatever the route; which hosts are answered; what gets into the log."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from catalog.settings import Settings
from tests.web.serving import serving
from web.headers import API_POLICY, EXPLORER_POLICY, PAGE_POLICY, EdgeMiddleware, HostCheck, policy

FRESH_ID = re.compile(r"[0-9a-f]{32}")


def page(request: Request) -> Response:
    return PlainTextResponse(request.state.request_id, headers={"Content-Security-Policy": PAGE_POLICY})


def broken(request: Request) -> Response:
    raise RuntimeError("the inside of the house")


async def breaks_off(request: Request) -> Response:
    async def pieces() -> Any:
        yield "beginning"
        raise RuntimeError("in the middle")

    return StreamingResponse(pieces())


async def hello(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


@contextmanager
def served(**settings: Any) -> Iterator[httpx2.Client]:
    routes = [
        Route("/page", page),
        Route("/broken", broken),
        Route("/breaks-off", breaks_off),
        WebSocketRoute("/hello", hello),
    ]
    app = EdgeMiddleware(Starlette(routes=routes), Settings.model_validate(settings))
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        yield client


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with served() as opened:
        yield opened


def send(client: httpx2.Client, request: bytes) -> bytes:
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


def access_line(logs: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The line of the request just made; it is written after the answer has gone out."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if lines := [entry for entry in logs if entry["event"] == "request"]:
            return lines[-1]
        time.sleep(0.005)
    raise TimeoutError("no access line")


@pytest.mark.parametrize("path", ["/page", "/broken", "/nothing"])
def test_every_answer_carries_the_security_headers(client: httpx2.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_a_route_chooses_its_own_policy_and_the_strictest_is_the_default(client: httpx2.Client) -> None:
    assert client.get("/page").headers["content-security-policy"] == PAGE_POLICY
    assert client.get("/nothing").headers["content-security-policy"] == API_POLICY


@pytest.mark.parametrize("chosen", [API_POLICY, PAGE_POLICY, EXPLORER_POLICY, policy(img_src="'self'")])
def test_no_policy_lets_another_host_or_evaluated_code_in(chosen: str) -> None:
    directives = dict(part.split(" ", 1) for part in chosen.split("; "))
    assert directives["default-src"] == directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    sources = {source for each in directives.values() for source in each.split()}
    assert sources <= {"'none'", "'self'", "data:", "'unsafe-inline'"}
    assert "unsafe" not in directives.get("script-src", "")


def test_https_is_insisted_on_only_where_the_public_address_has_it() -> None:
    with served(public_url="https://disan.example.vn") as client:
        assert client.get("/page").headers["strict-transport-security"].startswith("max-age=")


def test_an_exception_nobody_caught_is_a_plain_500_with_its_traceback_in_the_log(
    client: httpx2.Client,
) -> None:
    with capture_logs() as logs:
        response = client.get("/broken", headers={"X-Request-Id": "r-1"})
        assert access_line(logs)["status"] == 500
    assert response.status_code == 500
    assert "inside" not in response.text
    assert response.headers["x-request-id"] == "r-1"
    assert [entry["event"] for entry in logs] == ["unhandled_exception", "request"]


@pytest.mark.parametrize(
    "path",
    [
        "/account/join/geheim",
        "/%61ccount/join/geheim",
        "/account%2Fjoin%2Fgeheim",
        "/account/join/geheim/oidc",
    ],
)
def test_the_secret_of_a_link_is_not_logged_however_its_address_is_written(
    client: httpx2.Client, path: str
) -> None:
    with capture_logs() as logs:
        send(client, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert access_line(logs)["path"] == "/account/join/..."


def test_an_answer_that_fails_half_way_is_broken_off_and_logged(client: httpx2.Client) -> None:
    with capture_logs() as logs:
        with pytest.raises(httpx2.RemoteProtocolError):
            client.get("/breaks-off")
        access_line(logs)
    assert [entry["event"] for entry in logs] == ["unhandled_exception", "request"]


def test_a_harmless_request_id_is_kept_for_the_application_and_the_answer(client: httpx2.Client) -> None:
    response = client.get("/page", headers={"X-Request-Id": "kiosk-7.2026_11"})
    assert response.text == response.headers["x-request-id"] == "kiosk-7.2026_11"


@pytest.mark.parametrize(
    "given_id", [b"", b"a b", b"a" * 65, b"a\tb", b"<script>", b'"}{', b"\xc4\x91", b"a\\nb"]
)
def test_a_request_id_that_could_hurt_a_log_or_a_header_is_replaced(
    client: httpx2.Client, given_id: bytes
) -> None:
    response = client.get("/page", headers=[(b"x-request-id", given_id)])
    assert FRESH_ID.fullmatch(response.headers["x-request-id"])
    assert response.text == response.headers["x-request-id"]


def test_two_request_ids_are_none(client: httpx2.Client) -> None:
    response = client.get("/page", headers=[("x-request-id", "a"), ("x-request-id", "b")])
    assert FRESH_ID.fullmatch(response.headers["x-request-id"])


def test_a_line_break_in_a_header_does_not_reach_the_application(client: httpx2.Client) -> None:
    answer = send(
        client,
        b"GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"X-Request-Id: a\nSet-Cookie: b=c\r\n\r\n",
    )
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head


def test_a_log_line_holds_what_is_needed_and_nothing_that_breaks_it(client: httpx2.Client) -> None:
    with capture_logs() as logs:
        client.get(
            "/page%0A%1b[31m/x?name=Nguyen",
            headers=[(b"user-agent", b"kiosk \xe2\x80\xae owned"), (b"x-request-id", b"id-1")],
        )
        entry = access_line(logs)
    assert (entry["method"], entry["status"], entry["client"]) == ("GET", 404, "127.0.0.1")
    assert entry["path"] == "/page%0A%1b[31m/x"
    assert entry["user_agent"] == "kiosk \\xe2\\x80\\xae owned"
    assert entry["milliseconds"] >= 0
    assert "Nguyen" not in str(entry)


@pytest.mark.parametrize(
    "host",
    [b"evil.example", b"disan.vn.evil.example", b"", b"a b", b"disan.vn/x", b"disan.vn:x", b"disan.vn@evil"],
)
def test_an_unknown_or_malformed_host_is_400(host: bytes) -> None:
    with served(allowed_hosts=["disan.vn", "*.disan.vn"]) as client:
        answer = send(client, b"GET /page HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 400")
        with pytest.raises(InvalidStatus) as refused:
            connect(str(client.base_url).replace("http", "ws", 1) + "/hello")
        assert refused.value.response.status_code == 403


def test_a_request_without_a_host_is_400(client: httpx2.Client) -> None:
    assert b" 400 " in send(client, b"GET /page HTTP/1.0\r\n\r\n").partition(b"\r\n")[0]
    two = b"GET /page HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"
    assert b" 400 " in send(client, two).partition(b"\r\n")[0]


@pytest.mark.parametrize(
    ("allowed", "host", "permitted"),
    [
        (["*"], "anything.example:8000", True),
        (["*"], "127.0.0.1:8000", True),
        (["*"], "[::1]:8000", True),
        (["*"], "a/b", False),
        (["*"], "a\nb", False),
        (["disan.vn"], "DISAN.vn", True),
        (["disan.vn"], "disan.vn:443", True),
        (["disan.vn"], "disan.vn.", False),
        (["*.disan.vn"], "www.disan.vn", True),
        (["*.disan.vn"], "disan.vn", False),
        (["*.disan.vn"], "evildisan.vn", False),
        (["[::1]"], "[::1]:8000", True),
        ([], "disan.vn", False),
    ],
)
def test_hosts_are_permitted_by_name(allowed: list[str], host: str, permitted: bool) -> None:
    assert HostCheck(allowed).permits([host]) is permitted


@given(st.text(max_size=300))
def test_only_what_looks_like_a_host_is_one(host: str) -> None:
    if HostCheck(["*"]).permits([host]):
        assert re.fullmatch(r"[a-z0-9._:\[\]-]+", host.lower())


def test_a_websocket_passes_and_is_logged(client: httpx2.Client) -> None:
    address = str(client.base_url).replace("http", "ws", 1) + "/hello"
    with capture_logs() as logs, connect(address) as opened:
        assert opened.recv() == "hello"
        assert access_line(logs)["method"] == "WEBSOCKET"
