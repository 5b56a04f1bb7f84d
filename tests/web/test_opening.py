"""The first second of a server: it lives, is not ready, and lets requests wait for the application."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from catalog.settings import Settings
from tests.web.serving import serving
from web.headers import API_POLICY
from web.opening import Opening


async def page(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.method} {(await request.body()).decode()}")


async def hello(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


SETTINGS = Settings(data=Path("unused"), allowed_hosts=["127.0.0.1"])


class Making:
    """Makes an application once it is allowed to, and tells of its lifespan."""

    def __init__(self, fails_with: Exception | None = None) -> None:
        self.allowed = threading.Event()
        self.told: list[str] = []
        self._failure = fails_with

    def __call__(self) -> Starlette:
        assert self.allowed.wait(30)
        if self._failure is not None:
            raise self._failure

        @asynccontextmanager
        async def lifespan(_: Starlette) -> Any:
            self.told.append("opened")
            yield
            self.told.append("closed")

        routes = [
            Route("/health/live", lambda _: PlainTextResponse("the application's own")),
            Route("/page", page, methods=["GET", "POST"]),
            WebSocketRoute("/hello", hello),
        ]
        return Starlette(routes=routes, lifespan=lifespan)


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_a_server_that_has_just_begun_lives_and_is_not_ready() -> None:
    making = Making()
    with serving(Opening(SETTINGS, making), lifespan="on") as url, httpx2.Client(base_url=url) as client:
        live, ready = client.get("/health/live"), client.get("/health/ready")
        assert (live.status_code, live.json()) == (200, {"status": "live"})
        assert (ready.status_code, ready.json()) == (503, {"status": "starting"})
        assert live.headers["content-security-policy"] == API_POLICY
        assert client.get("/health/live", headers={"Host": "elsewhere.example"}).status_code == 400
        assert client.post("/health/live").status_code == 405
        making.allowed.set()
        assert soon(lambda: client.get("/health/live").text == "the application's own")
        assert client.get("/health/ready").status_code == 404  # this application has none


def test_requests_wait_for_the_application_and_are_answered_whole() -> None:
    making = Making()
    with serving(Opening(SETTINGS, making), lifespan="on") as url, ThreadPoolExecutor(9) as pool:
        asked = [
            pool.submit(httpx2.post, f"{url}/page", content=f"{number}" * 50_000, timeout=30)
            for number in range(8)
        ]

        def greeted() -> str | bytes:
            with connect(f"{url.replace('http', 'ws')}/hello") as socket:
                return socket.recv()

        greeting = pool.submit(greeted)
        time.sleep(0.3)
        assert not any(future.done() for future in asked)
        assert not greeting.done()
        assert making.told == []
        making.allowed.set()
        answers = [future.result() for future in asked]
        assert [answer.text for answer in answers] == ["POST " + f"{number}" * 50_000 for number in range(8)]
        assert greeting.result() == "hello"
        assert making.told == ["opened"]
    assert making.told == ["opened", "closed"]


def test_a_client_that_gives_up_takes_nothing_from_the_others() -> None:
    making = Making()
    with serving(Opening(SETTINGS, making), lifespan="on") as url:
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(f"{url}/page", timeout=0.2)
        making.allowed.set()
        assert httpx2.get(f"{url}/page", timeout=30).text == "GET "


def test_an_application_that_cannot_be_made_is_a_failure_and_no_answer() -> None:
    making = Making(fails_with=LookupError("nothing to answer with"))
    opening = Opening(SETTINGS, making)
    with serving(opening, lifespan="on") as url:
        assert opening.failure is None
        making.allowed.set()
        assert soon(lambda: opening.failure is not None)
        assert httpx2.get(f"{url}/page").status_code == 500
        assert httpx2.get(f"{url}/health/live").status_code == 500
    assert repr(opening.failure) == "LookupError('nothing to answer with')"
