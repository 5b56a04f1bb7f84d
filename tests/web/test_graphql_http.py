"""GraphQL over HTTP, spoken to a really running server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from pydantic import ValidationError
from structlog.testing import capture_logs

from catalog.settings import Settings
from tests.schema.test_guards import bomb
from tests.web.serving import serving
from tests.web.small_app import JSON, NEW, SmallApp, code, post, raw


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with serving(SmallApp().asgi) as url, httpx2.Client(base_url=url, headers={"Accept": NEW}) as opened:
        yield opened


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
    app = SmallApp(query_threads=1)
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


@pytest.mark.parametrize("name", ["status_of_invalid_requests", "status_of_partial_results"])
def test_no_other_statuses_can_be_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"DIENBIEN_{name.upper()}", "500")
    with pytest.raises(ValidationError):
        Settings()
    newer = {"status_of_invalid_requests": 422, "status_of_partial_results": 294}[name]
    monkeypatch.setenv(f"DIENBIEN_{name.upper()}", str(newer))
    assert getattr(Settings(), name) == newer


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
    assert response.headers["vary"] == "Accept, Accept-Language, Authorization, Cookie"
    assert response.headers["cache-control"] == "public, no-cache"
    assert post(client, "{ square }").headers["cache-control"] == "no-cache"
    signed_in = client.get(
        "/graphql", params={"query": "{ square }"}, headers={"Authorization": "Bearer good"}
    )
    assert signed_in.headers["cache-control"] == "private, no-cache"
    again = client.get(
        "/graphql", params={"query": "{ square }"}, headers={"If-None-Match": response.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
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
