"""GraphQL over HTTP, spoken to a really running server."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.schema.test_guards import bomb
from tests.web.serving import serving
from tests.web.small_app import SmallApp

NEW = "application/graphql-response+json"
JSON = "application/json"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with serving(SmallApp().asgi) as url, httpx2.Client(base_url=url, headers={"Accept": NEW}) as opened:
        yield opened


def post(client: httpx2.Client, query: object, accept: str = NEW, **more: object) -> httpx2.Response:
    return client.post("/graphql", json={"query": query, **more}, headers={"Accept": accept})


def raw(client: httpx2.Client, body: bytes, **headers: str) -> httpx2.Response:
    return client.post("/graphql", content=body, headers={"Content-Type": JSON, **headers})


def code(response: httpx2.Response) -> str:
    body = response.json()
    assert "data" not in body
    assert response.headers["content-type"].startswith((NEW, JSON))
    return str(body["errors"][0]["extensions"]["code"])


def test_a_query_is_answered_with_its_data_and_its_cost(client: httpx2.Client) -> None:
    response = post(client, "{ sites(first: 10) { edges { cursor } } }")
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{NEW}; charset=utf-8"
    assert response.json() == {
        "data": {"sites": {"edges": [{"cursor": "a"}]}},
        "extensions": {"cost": {"computed": 11, "limit": 20_000}},
    }


def test_vietnamese_letters_are_sent_as_they_are(client: httpx2.Client) -> None:
    text = "Điện Biên Phủ 🏔"
    response = post(client, "query ($t: String!) { echo(text: $t) }", variables={"t": text})
    assert response.json()["data"] == {"echo": text}
    assert text.encode() in response.content


def test_a_query_may_come_by_get(client: httpx2.Client) -> None:
    parameters = {
        "query": "query A($n: Int!) { square(number: $n) } query B { language }",
        "variables": '{"n": 5}',
        "operationName": "A",
        "extensions": "",
    }
    response = client.get("/graphql", params=parameters)
    assert (response.status_code, response.json()["data"]) == (200, {"square": 25})


@pytest.mark.parametrize("accept", [NEW, JSON, "*/*"])
def test_a_mutation_by_get_is_not_run(accept: str) -> None:
    app = SmallApp()
    with serving(app.asgi) as url:
        response = httpx2.get(
            f"{url}/graphql",
            params={"query": 'mutation { rename(slug: "x") { id } }'},
            headers={"Accept": accept},
        )
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert code(response) == "BAD_REQUEST"
    assert app.events == []


def test_the_context_is_opened_once_and_closed_also_after_errors() -> None:
    app = SmallApp()
    with serving(app.asgi) as url, httpx2.Client(base_url=url) as client:
        post(client, 'mutation { a: rename(slug: "1") { id } b: rename(slug: "2") { id } }')
        post(client, '{ site(slug: "a") { secret } }')
    assert app.events == ["opened", "renamed 1", "renamed 2", "closed", "opened", "closed"]


def test_no_more_operations_run_at_once_than_allowed() -> None:
    app = SmallApp(operation_threads=1)
    with serving(app.asgi) as url, httpx2.Client(base_url=url) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: post(client, f"{{ square(number: {n}) }}").json(), range(24)))
    assert [answer["data"]["square"] for answer in answers] == [n * n for n in range(24)]
    assert app.events == ["opened", "closed"] * 24


# --- statuses -----------------------------------------------------------------------------------------

INVALID = [
    ("{", None),
    ("{ nothing }", None),
    ("query A { square } query B { square }", None),
    ("query ($n: Int!) { square(number: $n) }", {"n": "two"}),
    ("subscription { ticks }", None),
    (bomb(24), None),
    ("{ sites(first: 101) { totalCount } }", None),
]


@pytest.mark.parametrize(("query", "variables"), INVALID)
def test_what_does_not_parse_or_validate_is_400(client: httpx2.Client, query: str, variables: object) -> None:
    for accept in (NEW, "*/*"):
        assert post(client, query, accept, variables=variables).status_code == 400


@pytest.mark.parametrize(("query", "variables"), INVALID)
def test_a_client_that_names_plain_json_gets_200(
    client: httpx2.Client, query: str, variables: object
) -> None:
    response = post(client, query, JSON, variables=variables)
    assert response.status_code == 200
    assert code(response) in ("BAD_REQUEST", "TOO_COSTLY")


@pytest.fixture(scope="module")
def newer_draft() -> Iterator[httpx2.Client]:
    app = SmallApp(status_of_invalid_requests=422, status_of_partial_results=294)
    with serving(app.asgi) as url, httpx2.Client(base_url=url) as opened:
        yield opened


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"query": "{ nothing }"}, 422),
        ({"query": "query ($n: Int!) { square(number: $n) }", "variables": {"n": "two"}}, 422),
        ({"query": bomb(24)}, 422),
        ({"query": 3}, 422),
        ({"variables": {}}, 422),
        ({"query": "{"}, 400),
        ({"query": '{ site(slug: "a") { secret } }'}, 294),
        ({"query": '{ site(slug: "a") { never } }'}, 294),
        ({"query": "{ square }"}, 200),
    ],
)
def test_the_newer_drafts_statuses_come_by_setting(
    newer_draft: httpx2.Client, body: dict[str, object], status: int
) -> None:
    response = newer_draft.post("/graphql", json=body, headers={"Accept": NEW})
    assert response.status_code == status
    assert raw(newer_draft, b"{", Accept=NEW).status_code == 400


def test_partial_results_in_plain_json_stay_200_under_the_newer_draft(newer_draft: httpx2.Client) -> None:
    assert post(newer_draft, '{ site(slug: "a") { secret } }', JSON).status_code == 200


def test_a_partial_result_is_200_with_the_error_beside_the_data(client: httpx2.Client) -> None:
    response = post(client, '{ site(slug: "a") { secret kinds } }')
    assert response.status_code == 200
    body = response.json()
    assert body["data"] == {"site": {"secret": None, "kinds": ["SCENIC"]}}
    assert body["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    assert body["extensions"]["cost"]["computed"] == 1


def test_a_null_for_everything_is_still_a_result(client: httpx2.Client) -> None:
    response = post(client, '{ byId(id: "no id") }')
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert response.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


def test_a_refusal_for_its_cost_says_the_cost(client: httpx2.Client) -> None:
    query = "{ sites(first: 100) { edges { node { parts(first: 100) { edges { node { id } } } } } } }"
    response = post(client, query)
    assert response.status_code == 400
    assert code(response) == "TOO_COSTLY"
    assert response.json()["extensions"] == {"cost": {"computed": 1 + 100 * (3 + 200), "limit": 20_000}}


# --- languages and identity ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept_language", "words"),
    [
        ("", "sai cú pháp"),
        ("vi,en;q=0.5", "sai cú pháp"),
        ("fr", "sai cú pháp"),
        ("en-US,en;q=0.9", "has a syntax"),
    ],
)
def test_errors_speak_vietnamese_unless_english_is_preferred(
    client: httpx2.Client, accept_language: str, words: str
) -> None:
    response = client.post("/graphql", json={"query": "{"}, headers={"Accept-Language": accept_language})
    [error] = response.json()["errors"]
    assert words in error["message"]
    assert "Expected Name, found <EOF>" in error["message"]
    assert error["locations"] == [{"line": 1, "column": 2}]


def test_a_wrong_token_turns_the_whole_request_away_with_401(client: httpx2.Client) -> None:
    response = client.post(
        "/graphql", json={"query": "{ square }"}, headers={"Authorization": "Bearer bad", "Accept": JSON}
    )
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert code(response) == "UNAUTHENTICATED"


def test_a_failure_around_the_operation_is_500_and_tells_nothing(client: httpx2.Client) -> None:
    with capture_logs() as logs:
        response = client.post(
            "/graphql", json={"query": "{ square }"}, headers={"Authorization": "Bearer lost"}
        )
    assert response.status_code == 500
    assert code(response) == "INTERNAL"
    assert "/var" not in response.text
    reference = response.json()["errors"][0]["extensions"]["reference"]
    assert reference in [entry.get("reference") for entry in logs]


# --- what may be sent ---------------------------------------------------------------------------------


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


# --- other origins ------------------------------------------------------------------------------------


def test_a_browser_on_any_origin_may_ask_without_credentials(client: httpx2.Client) -> None:
    preflight = client.options(
        "/graphql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,authorization",
        },
    )
    assert preflight.status_code == 204
    allowed = preflight.headers["access-control-allow-headers"].lower()
    assert {"content-type", "authorization", "accept-language"} <= set(allowed.split(", "))
    assert "POST" in preflight.headers["access-control-allow-methods"]
    answers = [
        preflight,
        post(client, "{ square }"),
        post(client, "{"),
        raw(client, b"{"),
        client.put("/graphql"),
    ]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


def test_caches_are_told_what_an_answer_depends_on(client: httpx2.Client) -> None:
    response = client.get("/graphql", params={"query": "{ square }"})
    assert response.headers["vary"] == "Accept, Accept-Language, Authorization"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


def test_head_is_get_without_the_body(client: httpx2.Client) -> None:
    response = client.head("/graphql", params={"query": "{ square }"})
    assert (response.status_code, response.content) == (200, b"")


def test_an_answer_no_client_wants_is_406(client: httpx2.Client) -> None:
    for accept in ("text/html", "image/*", "application/json;q=0", f"{NEW}; charset=latin-1"):
        response = post(client, "{ square }", accept)
        assert response.status_code == 406
        assert code(response) == "BAD_REQUEST"


def test_the_documented_request_of_the_specification_is_answered(client: httpx2.Client) -> None:
    body = json.dumps({"query": "query ($n: Int!) {\n  square(number: $n)\n}", "variables": {"n": 3}})
    response = raw(client, body.encode(), Accept=f"{NEW}; charset=utf-8, {JSON}; charset=utf-8")
    assert response.headers["content-type"] == f"{NEW}; charset=utf-8"
    assert response.json()["data"] == {"square": 9}
