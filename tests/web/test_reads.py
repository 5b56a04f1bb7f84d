"""Reads of registered apps over real HTTP: whose count, of what, and that nobody else leaves a trace (both databases)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from catalog.people import issue_token
from catalog.settings import Settings
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.catalogue import counted as statements_of
from tests.people import member
from tests.staff import everything
from tests.web.accounts import Site, Time
from tests.web.serving import serving
from tests.web.test_subscriptions import opened, page, subscribe
from web.app import create_app

HILL = '{ site(slug: "doi-a1") { name { text } partOf { slug } } }'
TOLD = """{ site(slug: "doi-a1") { digitisation { checks { check status } } } }"""


@dataclass
class Served:
    """An application that runs; what its apps read is written down when it ends."""

    catalogue: Catalogue
    url: str
    time: Time

    def ask(self, document: str, token: str | None = None, method: str = "POST", **variables: Any) -> Any:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        body = {"query": document, "variables": variables}
        with httpx2.Client(base_url=self.url, headers=headers, timeout=60) as client:
            if method == "GET":
                return client.get("/graphql", params={"query": document})
            return client.post("/graphql", json=body)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer over the last reads than an operator would wait."""
    monkeypatch.setattr("web.reads.LAST_READS_S", 15)


def token_of(catalogue: Catalogue, role: Role, unit: str | None = None) -> str:
    with catalogue.database.write() as session:
        return issue_token(session, f"{role.value} 1", role, unit, NOW)


@contextmanager
def served(catalogue: Catalogue) -> Iterator[Served]:
    time = Time()
    app = create_app(Settings(), catalogue.database, time)
    with serving(app, lifespan="on") as url:
        yield Served(catalogue, url, time)


def counted(catalogue: Catalogue) -> list[tuple[Any, ...]]:
    query = """SELECT site.code, person.name, reads FROM site_read JOIN site ON site.id = site_id
      JOIN person ON person.id = person_id ORDER BY 1, 2"""
    with catalogue.database.read() as session:
        return [tuple(row) for row in session.execute(sa.text(query))]


def test_an_operation_of_an_app_is_one_read_of_each_site_that_it_resolved(catalogue: Catalogue) -> None:
    token = token_of(catalogue, Role.APP_DEVELOPER)
    before = everything(catalogue)
    with served(catalogue) as site:
        assert site.ask(HILL, token).json()["data"]["site"]["partOf"]
        twice = '{ a: site(slug: "doi-a1") { code } b: site(slug: "doi-a1") { code } }'
        assert site.ask(twice, token, "GET").status_code == 200
        assert site.ask("{ sites { totalCount } }", token).status_code == 200
        assert site.ask('{ site(slug: "khong-co") { code } }', token).json()["data"] == {"site": None}
    assert counted(catalogue) == [("DB-S-00001", "APP_DEVELOPER 1", 1), ("DB-S-00002", "APP_DEVELOPER 1", 2)]
    assert everything(catalogue) == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.APP_DEVELOPER])
def test_staff_leave_no_trace(catalogue: Catalogue, role: Role) -> None:
    token = token_of(catalogue, role, "03127" if role is Role.COMMUNE_OFFICER else None)
    with served(catalogue) as site:
        assert site.ask(HILL, token).json()["data"]["site"]["name"]
    assert counted(catalogue) == []


def test_who_is_not_known_leaves_no_trace(catalogue: Catalogue) -> None:
    with served(catalogue) as site:
        assert site.ask(HILL).json()["data"]["site"]["name"]
        assert site.ask(HILL, "khong-dung").status_code == 401
    assert counted(catalogue) == []


def test_a_browser_that_is_signed_in_is_no_app(catalogue: Catalogue) -> None:
    keeper = member(catalogue.database, Role.APP_DEVELOPER)
    with served(catalogue) as site:
        guest = Site(catalogue, site.url, site.time).guest()
        guest.sign_in(keeper)
        data = guest.ask("{ viewer { roles } " + HILL[1:]).json()["data"]
    assert data["viewer"]["roles"] == ["APP_DEVELOPER"]
    assert data["site"]["name"]
    assert counted(catalogue) == []


def test_what_an_app_reads_of_the_past_counts_and_what_is_at_work_does_not(catalogue: Catalogue) -> None:
    token = token_of(catalogue, Role.APP_DEVELOPER)
    past = 'query ($at: DateTime!) { site(slug: "doi-a1", knownAt: $at) { code } }'
    work = '{ site(slug: "doi-a1", view: WORKING) { code } }'
    with served(catalogue) as site:
        site.ask(work, token)
        at = site.time.now.isoformat()
        assert site.ask(past, token, at=at).json()["data"]["site"]["code"] == "DB-S-00002"
    assert counted(catalogue) == [("DB-S-00002", "APP_DEVELOPER 1", 1)]


def test_what_a_subscription_tells_an_app_is_read(catalogue: Catalogue) -> None:
    token = token_of(catalogue, Role.APP_DEVELOPER)
    with served(catalogue) as site:
        address = site.url.replace("http", "ws", 1) + "/graphql"
        with opened(address, authorization=f"Bearer {token}") as socket:
            subscribe(socket, since="c0", first=2)
            told = [item["slug"] for item in page(socket)["items"]]
        assert len(told) == 2
    assert {"DB-S-00001", "DB-S-00002"} <= {code for code, *_ in counted(catalogue)}


def test_an_app_is_answered_by_as_many_statements_as_anybody(catalogue: Catalogue) -> None:
    token = token_of(catalogue, Role.APP_DEVELOPER)
    with served(catalogue) as site:
        sent = []
        for _ in range(2):  # the first answer of an app has its use noted as well
            with statements_of(catalogue.database) as statements:
                assert site.ask(HILL, token).status_code == 200
            sent.append(len(statements))
        with statements_of(catalogue.database) as statements:
            assert site.ask(HILL).status_code == 200
    assert sent[-1] <= len(statements) + 2  # who holds the token, and in which roles


def test_what_an_app_read_turns_the_check(catalogue: Catalogue) -> None:
    token = token_of(catalogue, Role.APP_DEVELOPER)

    def told(site: Served) -> str:
        checks = site.ask(TOLD).json()["data"]["site"]["digitisation"]["checks"]
        return next(str(check["status"]) for check in checks if check["check"] == "D3.6")

    with served(catalogue) as site:
        assert told(site) == "NOT_APPLICABLE"
        site.ask(HILL, token)
    with served(catalogue) as site:
        assert told(site) == "PASS"
