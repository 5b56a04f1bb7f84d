"""Subscriptions over real WebSockets: what apps are told, who they are, and what is refused."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from catalog.db import Database
from catalog.people import issue_token
from catalog.settings import Settings
from catalog.terms import Role
from schema.limits import LONGEST_DOCUMENT
from tests.catalogue import Catalogue, clock
from tests.staff import Team, done, everything
from tests.web.serving import serving
from web.app import create_app
from web.graphql import socket as sockets

WAIT = 20
CHANGES = """subscription ($since: String, $first: Int! = 100) {
    changes(since: $since, first: $first) { cursor hasMore items { sequence kind slug site { name { text } } } } }"""


@pytest.fixture
def address(catalogue: Catalogue) -> Iterator[str]:
    """A server on the catalogue: its GraphQL address as a WebSocket."""
    with served(catalogue.database) as url:
        yield url


@contextmanager
def served(database: Database, **settings: Any) -> Iterator[str]:
    app = create_app(Settings.model_validate(settings), database, clock)
    with serving(app) as url:
        yield url.replace("http", "ws", 1) + "/graphql"


@contextmanager
def opened(address: str, **payload: Any) -> Iterator[ClientConnection]:
    """A connection that was let in."""
    with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        send(socket, type="connection_init", payload=payload)
        assert received(socket) == {"type": "connection_ack"}
        yield socket


def send(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


def received(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(socket.recv(timeout=WAIT))
    return message


def subscribe(socket: ClientConnection, document: str = CHANGES, name: str = "1", **variables: Any) -> None:
    send(socket, id=name, type="subscribe", payload={"query": document, "variables": variables})


def now(catalogue: Catalogue) -> str:
    """The cursor behind which nothing has happened yet."""
    answer = catalogue.data('{ changes(since: "c0", first: 100) { cursor hasMore } }')["changes"]
    assert not answer["hasMore"]
    return str(answer["cursor"])


def page(socket: ClientConnection) -> dict[str, Any]:
    """The next page of changes."""
    message = received(socket)
    assert message["type"] == "next", message
    assert "errors" not in message["payload"]
    changes: dict[str, Any] = message["payload"]["data"]["changes"]
    return changes


def codes(message: dict[str, Any]) -> list[str]:
    assert message["type"] == "error", message
    assert all(error["message"] for error in message["payload"])
    return [error["extensions"]["code"] for error in message["payload"]]


def closed_with(socket: ClientConnection) -> int:
    with pytest.raises(ConnectionClosed) as end:
        while True:
            socket.recv(timeout=WAIT)
    assert end.value.rcvd is not None
    return end.value.rcvd.code


def is_silent(socket: ClientConnection) -> bool:
    """Whether the server has nothing more to say: a ping is answered before anything else comes."""
    send(socket, type="ping")
    return received(socket) == {"type": "pong"}


def test_a_publication_is_told_to_whoever_listens(catalogue: Catalogue, address: str) -> None:
    with opened(address) as socket:
        subscribe(socket, since=now(catalogue))
        assert is_silent(socket)
        Team.of(catalogue).published()
        (item,) = page(socket)["items"]
        assert (item["kind"], item["slug"], item["site"]["name"]["text"]) == (
            "PUBLISHED",
            "thac-ban-thu",
            "Thác bản thử",
        )


def test_without_a_cursor_a_subscription_begins_now(catalogue: Catalogue, address: str) -> None:
    team = Team.of(catalogue)
    with opened(address) as socket:
        subscribe(socket)
        for number in range(WAIT):  # it begins a moment after it was asked for
            team.published(names=[{"language": "VI", "text": f"Thác {number}"}])
            try:
                first = json.loads(socket.recv(timeout=2))
            except TimeoutError:
                continue
            break
        assert min(item["sequence"] for item in first["payload"]["data"]["changes"]["items"]) > 79


def test_a_change_by_another_worker_is_told_too(catalogue: Catalogue, address: str) -> None:
    with opened(address) as socket, closing(Database(catalogue.database.url)) as other:
        subscribe(socket, since=now(catalogue))
        assert is_silent(socket)
        Team.of(Catalogue(other)).published()
        assert page(socket)["items"][0]["slug"] == "thac-ban-thu"


def test_after_a_break_nothing_is_missed_and_nothing_comes_twice(catalogue: Catalogue, address: str) -> None:
    with opened(address) as socket:
        subscribe(socket, since="c0", first=50)
        first, second = page(socket), page(socket)
        assert (len(first["items"]), first["hasMore"]) == (50, True)
        assert (len(second["items"]), second["hasMore"]) == (29, False)
        assert is_silent(socket)
    team = Team.of(catalogue)
    site = team.published()
    with opened(address) as socket:
        subscribe(socket, since=second["cursor"])
        missed = page(socket)
        assert [item["slug"] for item in missed["items"]] == ["thac-ban-thu"]
        done(team.publisher, "WithdrawSite", id=site["id"], version=1, reason="x")
        (gone,) = page(socket)["items"]
        assert (gone["kind"], gone["site"]) == ("WITHDRAWN", None)
        assert gone["sequence"] == missed["items"][0]["sequence"] + 1


def test_a_draft_is_told_to_nobody(catalogue: Catalogue, address: str) -> None:
    team = Team.of(catalogue)
    with opened(address) as socket:
        subscribe(socket, since=now(catalogue))
        draft = team.created()
        done(team.editor, "SubmitSite", id=draft["id"], version=1)
        team.published(names=[{"language": "VI", "text": "Thác Hai"}])
        assert [item["slug"] for item in page(socket)["items"]] == ["thac-hai"]
        assert is_silent(socket)


def test_a_good_token_is_let_in_and_any_other_is_not(catalogue: Catalogue, address: str) -> None:
    with catalogue.database.write() as session:
        token = issue_token(session, "Ứng dụng", Role.APP_DEVELOPER, None, clock())
    with opened(address, authorization=f"Bearer {token}") as socket:
        subscribe(socket)
        assert is_silent(socket)
    for authorization in ("Bearer dbt_forged", "Basic eDp5", "Bearer ", "", "\u1ea1", 5, None, ["Bearer x"]):
        with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
            send(socket, type="connection_init", payload={"authorization": authorization})
            if authorization is None:
                assert received(socket) == {"type": "connection_ack"}
            else:
                assert closed_with(socket) == 4403


def test_a_token_that_is_revoked_ends_its_subscriptions(catalogue: Catalogue, address: str) -> None:
    with catalogue.database.write() as session:
        token = issue_token(session, "Ứng dụng", Role.APP_DEVELOPER, None, clock())
    with opened(address, authorization=f"Bearer {token}") as socket:
        subscribe(socket, since="c0")
        assert len(page(socket)["items"]) == 79
        with catalogue.database.write() as session:
            session.execute(sa.text("UPDATE access_token SET revoked_at = recorded_at"))
        Team.of(catalogue).published()
        message = received(socket)
        assert message["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert received(socket) == {"id": "1", "type": "complete"}


def test_nothing_runs_before_the_connection_was_initialised(address: str) -> None:
    with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        subscribe(socket)
        assert closed_with(socket) == 4401


def test_who_does_not_initialise_is_sent_away(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "INIT_SECONDS", 0.2)
    with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        assert closed_with(socket) == 4408


@pytest.mark.parametrize("protocols", [["graphql-ws"], ["mqtt"], None])
def test_other_protocols_are_refused(address: str, protocols: Any) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(address, subprotocols=protocols)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "document",
    [
        "{ sites { totalCount } }",
        'mutation { withdrawSite(id: "U2l0ZTpEQi1TLTAwMDAx", version: 1, reason: "x") { site { id } } }',
    ],
)
def test_only_subscriptions_run_over_a_socket(catalogue: Catalogue, address: str, document: str) -> None:
    before = everything(catalogue)
    with opened(address) as socket:
        subscribe(socket, document)
        assert codes(received(socket)) == ["BAD_REQUEST"]
        assert is_silent(socket)
    assert everything(catalogue) == before


def test_subscriptions_have_the_limits_of_all_operations(address: str) -> None:
    costly = "subscription { changes(first: 100) { items { site { parts { edges { node { id } } } } } } }"
    names = " ".join(f"a{n}: sequence" for n in range(40))
    with opened(address) as socket:
        for document, code in (
            (f"subscription {{ changes {{ items {{ {names} }} }} }}", "TOO_COSTLY"),
            (costly.replace("parts", "parts(first: 100)") * 1, "TOO_COSTLY"),
            ("subscription { changes(first: 500) { cursor } }", "BAD_REQUEST"),
            ('subscription { changes(since: "x") { cursor } }', "BAD_REQUEST"),
            ("subscription { nothing }", "BAD_REQUEST"),
        ):
            subscribe(socket, document)
            message = received(socket)
            if message["type"] == "next":
                assert [e["extensions"]["code"] for e in message["payload"]["errors"]] == [code], document
                assert received(socket)["type"] == "complete"
            else:
                assert codes(message) == [code], document
        assert is_silent(socket)


def test_a_connection_has_ten_subscriptions_at_most_and_a_server_its_sockets(catalogue: Catalogue) -> None:
    with served(catalogue.database, max_sockets=1) as address, opened(address) as socket:
        for number in range(sockets.SUBSCRIPTIONS):
            subscribe(socket, name=str(number))
        subscribe(socket, name="one more")
        message = received(socket)
        assert (message["id"], message["type"]) == ("one more", "error")
        with pytest.raises(InvalidStatus):
            connect(address, subprotocols=["graphql-transport-ws"])  # type: ignore[list-item]
        send(socket, id="0", type="complete")
        subscribe(socket, name="again", since="c0")
        assert received(socket)["id"] == "again"


def test_what_was_completed_is_told_no_more(catalogue: Catalogue, address: str) -> None:
    with opened(address) as socket:
        for name in ("1", "2"):
            subscribe(socket, name=name, since=now(catalogue))
        send(socket, id="1", type="complete")
        assert is_silent(socket)
        Team.of(catalogue).published()
        assert received(socket)["id"] == "2"
        assert is_silent(socket)


@pytest.mark.parametrize(
    "message",
    [
        "no json",
        "[]",
        "5",
        '{"type": 5}',
        '{"type": "nonsense"}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": 5, "payload": {"query": "subscription { changes { cursor } }"}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 5}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{", "variables": []}}',
        '{"type": "complete"}',
        '{"a":' * 5000 + "1" + "}" * 5000,
        b"\x00\x01",
    ],
)
def test_a_message_that_is_none_ends_the_connection(address: str, message: str | bytes) -> None:
    with opened(address) as socket:
        socket.send(message)
        assert closed_with(socket) == 4400


def test_the_host_is_checked_for_sockets_too(catalogue: Catalogue) -> None:
    with (
        served(catalogue.database, allowed_hosts=["ditich.example"]) as address,
        pytest.raises(InvalidStatus) as refused,
    ):
        connect(address, subprotocols=["graphql-transport-ws"])  # type: ignore[list-item]
    assert refused.value.response.status_code == 403


def test_one_address_cannot_take_all_places(catalogue: Catalogue) -> None:
    with (
        served(catalogue.database, max_sockets_per_address=1) as address,
        opened(address),
        pytest.raises(InvalidStatus),
    ):
        connect(address, subprotocols=["graphql-transport-ws"])  # type: ignore[list-item]


def test_who_subscribes_to_nothing_is_sent_away(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "IDLE_SECONDS", 0.2)
    with opened(address) as socket:
        assert closed_with(socket) == 1001
    with opened(address) as socket:
        subscribe(socket)
        time.sleep(0.6)
        assert is_silent(socket)


def test_a_document_of_few_tokens_and_much_text_is_refused(address: str) -> None:
    with opened(address) as socket:
        subscribe(socket, 'subscription { changes(since: "' + "a" * LONGEST_DOCUMENT + '") { cursor } }')
        assert codes(received(socket)) == ["TOO_COSTLY"]
