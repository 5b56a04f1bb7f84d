"""Everybody's short questions, taken before everything else: told what all others are told, and looked for no more than needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from structlog.testing import capture_logs

from catalog.settings import Settings
from catalog.watching import Watch
from schema.build import public_schema
from schema.plans import Executor
from tests.catalogue import Catalogue, clock
from tests.web.serving import serving
from tests.web.small_app import SmallApp
from tests.web.test_cache import COUNT, NAME, kept, workers
from web.cache import Answers, Key, Told
from web.graphql import Ahead, GraphQLEndpoint, PublicQuestions
from web.graphql.telling import Client

MUTATION = 'mutation { submit(input: {id: "U2l0ZTox", expectedVersion: 1}) { __typename } }'
OPERATIONS: list[dict[str, Any]] = [
    {"query": NAME},
    {"query": "{ viewer { name } me { name } }"},
    {"query": "{ sites(first: 101) { totalCount } }"},
    {"query": "{ sites(first: 1, last: 1) { totalCount } }"},
    {"query": "{ nonsense }"},
    {"query": "{"},
    {"query": "query ($n: Int!) { sites(first: $n) { totalCount } }"},
    {"query": "query ($n: Int!) { sites(first: $n) { totalCount } }", "variables": {"n": "one"}},
    {"query": "query A { viewer { name } } query B { viewer { name } }"},
    {"query": "query A { viewer { name } } query B { viewer { name } }", "operationName": "B"},
    {"query": "subscription { changes { cursor } }"},
    {"query": MUTATION},
    {"query": NAME, "variables": []},
    {"query": NAME, "operationName": 1},
]
BROKEN = [
    b"[]",
    b"{}",
    b"nonsense",
    b'{"query": "{ a }", "query": "{ b }"}',
    b'{"query": "\xff"}',
    b'"\\ud800"',
]
TWICE = [("User-Agent", "kiosk"), ("User-Agent", "7")]
"""A header with which a request goes the long way, and is answered as without it."""


def told(response: httpx2.Response) -> tuple[int, dict[str, str], bytes]:
    """All of an answer but what is another each time."""
    headers = {
        name: value for name, value in response.headers.items() if name not in ("date", "x-request-id")
    }
    return response.status_code, headers, response.content


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json", "*/*"])
def test_what_is_taken_ahead_is_told_what_is_told_behind_the_edge(catalogue: Catalogue, accept: str) -> None:
    with workers(catalogue) as (worker,):
        url, client = f"{worker.url}/graphql", worker.client
        for language in ("vi", "en"):
            own = [("Accept", accept), ("Accept-Language", language)]
            for body in [*(json.dumps(one).encode() for one in OPERATIONS), *BROKEN]:
                sent = [*own, ("Content-Type", "application/json")]
                ahead = [told(client.post(url, content=body, headers=sent)) for _ in range(2)]
                behind = told(client.post(url, content=body, headers=[*sent, *TWICE]))
                assert ahead == [behind, behind], body
            for query in (NAME, MUTATION, "{ nonsense }", "{", "subscription { changes { cursor } }"):
                ahead = [told(client.get(url, params={"query": query}, headers=own)) for _ in range(2)]
                behind = told(client.get(url, params={"query": query}, headers=[*own, *TWICE]))
                assert ahead == [behind, behind], query


def test_only_where_an_answer_is_at_hand_is_asked_what_has_changed(catalogue: Catalogue) -> None:
    is_asked_so = not catalogue.database.is_sqlite  # which is asked with no statement
    with workers(catalogue) as (worker,), statements() as ran, capture_logs() as logs:
        looks = []
        for query in (NAME, COUNT, NAME):
            ran.clear()
            worker.ask(query)
            looks.append(any("FROM change_stamp WHERE" in " ".join(one.split()) for one in ran))
        assert kept(logs) == [False, False, True]
        assert looks == [False, False, is_asked_so]


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that any connection executes meanwhile."""
    ran: list[str] = []

    def note(*args: Any) -> None:
        ran.append(args[2])

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


class Lost(PublicQuestions):
    """Where something fails that nobody foresaw."""

    async def told(
        self, key: Key, method: str, question: bytes, client: Client, if_none_match: str | None
    ) -> Told:
        raise RuntimeError("the inside of the house")


def test_what_nobody_foresaw_is_a_plain_500_with_its_traceback_in_the_log(catalogue: Catalogue) -> None:
    settings = Settings.model_validate({})
    endpoint = GraphQLEndpoint(Executor(public_schema(), settings), settings, SmallApp().make_context)
    watch = Watch(catalogue.database)
    questions = Lost(endpoint, settings, Answers(1000, watch), lambda _: catalogue.database.read())
    ahead = Ahead(Starlette(), settings, questions, clock)
    with capture_logs() as logs, serving(ahead) as url:
        response = httpx2.post(f"{url}/graphql", json={"query": NAME}, headers={"X-Request-Id": "r-1"})
    watch.close()
    assert (response.status_code, response.headers["x-request-id"]) == (500, "r-1")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "inside" not in response.text
    assert [entry["event"] for entry in logs] == ["unhandled_exception", "request"]
    assert logs[-1]["status"] == 500
