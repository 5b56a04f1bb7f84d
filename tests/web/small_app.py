"""The small schema of tests/schema/small.py behind the real endpoint and middleware."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import ASGIApp

from catalog.errors import Message, UnauthenticatedError
from catalog.settings import Settings
from schema.plans import Executor
from tests.schema.small import SCHEMA, Context
from web.graphql import GraphQLEndpoint, graphql_routes
from web.headers import EdgeMiddleware, language_of

NEW = "application/graphql-response+json"
JSON = "application/json"


class SmallApp:
    """An application and what its contexts went through: `events` of all requests, in order."""

    def __init__(self, **settings: Any) -> None:
        self.events: list[str] = []
        chosen = Settings.model_validate(settings)
        routes = graphql_routes(GraphQLEndpoint(Executor(SCHEMA, chosen), chosen, self.make_context))
        self.asgi: ASGIApp = EdgeMiddleware(Starlette(routes=routes), chosen)

    @contextmanager
    def make_context(self, request: Request) -> Iterator[Context]:
        """A context that notes its opening and closing; the token "bad" is turned away, "lost" breaks."""
        token = request.headers.get("authorization", "")
        if token == "Bearer bad":
            raise UnauthenticatedError(Message("Mã truy cập không hợp lệ.", "The token is not valid."))
        if token == "Bearer lost":
            raise OSError("database file /var/lib/catalogue is gone")
        self.events.append("opened")
        try:
            yield Context(language_of(request.headers.get("accept-language")), self.events)
        finally:
            self.events.append("closed")


def post(client: httpx2.Client, query: object, accept: str = NEW, **more: object) -> httpx2.Response:
    """Ask by POST; `more` are further parameters, such as variables."""
    return client.post("/graphql", json={"query": query, **more}, headers={"Accept": accept})


def raw(client: httpx2.Client, body: bytes, **headers: str) -> httpx2.Response:
    """POST these very bytes as JSON."""
    return client.post("/graphql", content=body, headers={"Content-Type": JSON, **headers})


def code(response: httpx2.Response) -> str:
    """The code of an answer that has errors only."""
    body = response.json()
    assert "data" not in body
    assert response.headers["content-type"].startswith((NEW, JSON))
    return str(body["errors"][0]["extensions"]["code"])
