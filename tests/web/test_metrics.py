"""`/metrics`: what monitoring on the same machine reads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from catalog.settings import Settings
from tests.catalogue import Catalogue, clock
from tests.web.serving import serving
from web.app import create_app

PAGE = "{ sites(first: 5) { nodes { slug } } }"


@pytest.fixture
def url(catalogue: Catalogue) -> Iterator[str]:
    with serving(create_app(Settings(), catalogue.database, clock)) as served:
        yield served


def ask(url: str, text: str) -> httpx2.Response:
    return httpx2.post(f"{url}/graphql", json={"query": text})


def figures(url: str) -> dict[str, float]:
    """By name, with the value of its one label."""
    answer = httpx2.get(f"{url}/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        ".".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_queries_are_counted_by_the_way_in_which_they_were_answered(url: str) -> None:
    for text in (PAGE, "{ sites(first: 4) { nodes { slug } } }", "{ __schema { description } }"):
        assert ask(url, text).status_code == 200
    assert ask(url, '{ sites(after: "nowhere") { nodes { slug } } }').json()["errors"]
    found = figures(url)
    ways = {name: number for name, number in found.items() if name.startswith("catalogue_queries_total")}
    assert ways == {
        "catalogue_queries_total.plan": 2,
        "catalogue_queries_total.no_plan": 1,
        "catalogue_queries_total.error": 1,
    }


def test_what_is_kept_is_told_and_how_often_it_was_of_use(url: str) -> None:
    before = figures(url)
    assert [before[f"catalogue_kept.{what}"] for what in ("answers", "documents", "parts")] == [0, 0, 0]
    ask(url, PAGE)
    ask(url, PAGE)
    ask(url, PAGE + " ")
    after = figures(url)
    assert [after[f"catalogue_kept.{what}"] for what in ("answers", "documents", "parts")] == [2, 2, 10]
    assert after["catalogue_answers_given_again_total"] == 1
    assert after["catalogue_parts_made_total"] == 10, "a document's plan has parts of its own"
    assert all(after[f"catalogue_kept_bytes.{what}"] > 0 for what in ("answers", "documents", "parts"))
    assert figures(url)["process_resident_memory_bytes"] > 1_000_000


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_whoever_asks_through_a_proxy_is_told_nothing(url: str, header: str) -> None:
    answer = httpx2.get(f"{url}/metrics", headers={header: "203.0.113.7"})
    assert (answer.status_code, answer.text) == (404, "")


@pytest.mark.parametrize(
    ("host", "status"), [("203.0.113.7", 404), ("fe80::1", 404), ("::1", 200), ("127.0.0.1", 200)]
)
def test_another_machine_is_told_nothing(catalogue: Catalogue, host: str, status: int) -> None:
    transport = httpx2.ASGITransport(
        app=create_app(Settings(), catalogue.database, clock), client=(host, 50_000)
    )

    async def answered() -> int:
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get("/metrics")).status_code

    assert asyncio.run(answered()) == status
