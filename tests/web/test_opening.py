"""The first second of a server: it lives, is not ready, and lets requests wait for the application."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

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
    """Makes the pages and then the whole, each once it is allowed to, and tells of that."""

    def __init__(self, fails_with: Exception | None = None, *, at_first: bool = False) -> None:
        self.pages_allowed, self.allowed, self.page_allowed = (threading.Event() for _ in range(3))
        self.told: list[str] = []
        self._failure, self._at_first = fails_with, at_first

    def allow_all(self) -> None:
        for allowed in (self.pages_allowed, self.allowed, self.page_allowed):
            allowed.set()

    def __call__(self) -> Iterator[Starlette]:
        assert self.pages_allowed.wait(30)
        if self._failure is not None and self._at_first:
            raise self._failure
        yield Starlette(routes=[Route("/site", self._site)])
        self.told.append("begun")
        assert self.allowed.wait(30)
        if self._failure is not None:
            raise self._failure
        routes = [
            Route("/health/live", lambda _: PlainTextResponse("the application's own")),
            Route("/site", lambda _: PlainTextResponse("by the whole")),
            Route("/page", page, methods=["GET", "POST"]),
            WebSocketRoute("/hello", hello),
        ]
        yield Starlette(routes=routes, lifespan=self._lifespan)

    def _site(self, _: Request) -> PlainTextResponse:
        assert self.page_allowed.wait(30)
        return PlainTextResponse("by the pages")

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self.told.append("opened")
        yield
        self.told.append("closed")


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
        making.allow_all()
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
        making.pages_allowed.set()
        assert soon(lambda: making.told == ["begun"])
        assert not any(future.done() for future in asked)
        assert not greeting.done()
        making.allow_all()
        answers = [future.result() for future in asked]
        assert [answer.text for answer in answers] == ["POST " + f"{number}" * 50_000 for number in range(8)]
        assert greeting.result() == "hello"
        assert making.told == ["begun", "opened"]
    assert making.told == ["begun", "opened", "closed"]


def test_a_page_is_answered_while_the_whole_is_still_being_made() -> None:
    making = Making()
    opening = Opening(SETTINGS, making)
    with serving(opening, lifespan="on") as url, ThreadPoolExecutor(2) as pool:
        early = pool.submit(httpx2.get, f"{url}/site", timeout=30)
        other = pool.submit(httpx2.post, f"{url}/page", content="1", timeout=30)
        assert soon(lambda: opening.at_hand >= 1)
        assert not early.done()
        making.pages_allowed.set()
        making.page_allowed.set()
        assert early.result().text == "by the pages"
        assert httpx2.get(f"{url}/site").text == "by the pages"
        assert httpx2.post(f"{url}/site").status_code == 405
        assert httpx2.get(f"{url}/health/ready").json() == {"status": "starting"}
        assert not other.done()
        making.allowed.set()
        assert other.result().text == "POST 1"
        assert httpx2.get(f"{url}/site").text == "by the whole"


def test_the_whole_is_begun_when_the_pages_that_were_waited_for_are_answered() -> None:
    making = Making()
    opening = Opening(SETTINGS, making)
    with serving(opening, lifespan="on") as url, ThreadPoolExecutor(2) as pool:
        early = pool.submit(httpx2.get, f"{url}/site", timeout=30)
        other = pool.submit(httpx2.get, f"{url}/page", timeout=30)
        assert soon(lambda: opening.at_hand == 2)
        making.pages_allowed.set()
        time.sleep(0.2)
        assert making.told == []
        making.page_allowed.set()
        assert early.result().text == "by the pages"
        assert soon(lambda: making.told == ["begun"])
        making.allowed.set()
        assert other.result().text == "GET "


def test_a_page_that_takes_long_does_not_hold_up_the_whole() -> None:
    making = Making()
    making.allowed.set()
    opening = Opening(SETTINGS, making)
    with serving(opening, lifespan="on") as url, ThreadPoolExecutor(1) as pool:
        early = pool.submit(httpx2.get, f"{url}/site", timeout=30)
        assert soon(lambda: opening.at_hand == 1)
        making.pages_allowed.set()
        assert httpx2.get(f"{url}/page", timeout=30).text == "GET "
        assert not early.done()
        making.page_allowed.set()
        assert early.result().text == "by the pages"


def test_a_client_that_gives_up_takes_nothing_from_the_others() -> None:
    making = Making()
    with serving(Opening(SETTINGS, making), lifespan="on") as url:
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(f"{url}/page", timeout=0.2)
        making.allow_all()
        assert httpx2.get(f"{url}/page", timeout=30).text == "GET "


@pytest.mark.parametrize("at_first", [True, False])
def test_an_application_that_cannot_be_made_is_a_failure_and_no_answer(*, at_first: bool) -> None:
    making = Making(fails_with=LookupError("nothing to answer with"), at_first=at_first)
    opening = Opening(SETTINGS, making)
    with serving(opening, lifespan="on") as url:
        assert opening.failure is None
        making.allow_all()
        assert soon(lambda: opening.failure is not None)
        for path in ("/page", "/site", "/health/live"):
            assert httpx2.get(f"{url}{path}").status_code == 500
    assert repr(opening.failure) == "LookupError('nothing to answer with')"
    assert making.told == ([] if at_first else ["begun"])
