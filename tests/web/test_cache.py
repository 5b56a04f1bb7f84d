"""Answers that are kept: never stale after a write that was acknowledged, on any worker; one for equal questions."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel
from structlog.testing import capture_logs

from catalog.db import Database
from catalog.settings import Settings
from catalog.stamps import Sight, changed_by, scopes_of
from catalog.terms import Role
from tests.catalog.coverage.test_kept import Office
from tests.catalogue import TODAY, VARIABLES, Catalogue, clock, contract
from tests.staff import Team, done
from tests.web.serving import serving
from tests.web.test_reads import token_of
from web.app import create_app

NAME = '{ site(slug: "doi-a1") { version managingBody partOf { slug managingBody } } }'
OTHER = '{ site(slug: "doi-chay") { version managingBody } }'
COUNT = "{ sites { totalCount } }"
DAY = TODAY.isoformat()
QUESTIONS = [
    *[
        (contract(f"city-app/{name}"), operation)
        for name, operation in [
            ("site", "OneSite"),
            ("sites-in-view", "SitesInView"),
            ("nearest", "Nearest"),
            ("search", "Search"),
            ("admin-units", "AdminUnits"),
            ("changes", "Changes"),
        ]
    ],
    (
        "{ sites(first: 100) { totalCount edges { node { slug version name { text } parts { totalCount } }}}}",
        None,
    ),
    (
        "{ sites(first: 100) { edges { node { slug digitisation { level failing { check } } surrogates { totalCount }}}}}",
        None,
    ),
    (
        f'{{ coverage(asOf: "{DAY}") {{ rows {{ label denominator levels {{ metric numerator }} }} }} }}',
        None,
    ),
    (
        f'{{ coverage(asOf: "{DAY}", countingMode: COMPONENT, groupBy: ADMIN_UNIT) {{ rows {{ label denominator }} }} }}',
        None,
    ),
    (
        '{ site(slug: "chien-truong-dien-bien-phu") { version parts(first: 100) { edges { node { slug version } } } } }',
        None,
    ),
    (
        '{ places(text: "doi a1") { name } placeAt(latitude: 21.39, longitude: 103.02) { unit { name } } }',
        None,
    ),
    ("{ periods { code } viewer { name } siteKinds { code } declaredTotals { declared } }", None),
]


@dataclass
class Worker:
    """One server of several over the same database."""

    url: str
    client: httpx2.Client

    def ask(
        self, query: str, *, operation: str | None = None, long_way: bool = False, **more: Any
    ) -> httpx2.Response:
        """Ask as the public; the long way with a cookie, whose answer is never kept."""
        body = {"query": query, "variables": VARIABLES.get(operation or "", {}), **more}
        headers = {"Cookie": "x=1"} if long_way else {}
        return self.client.post(f"{self.url}/graphql", json=body, headers=headers)

    def get(self, query: str, **headers: str) -> httpx2.Response:
        return self.client.get(f"{self.url}/graphql", params={"query": query}, headers=headers)


@contextmanager
def workers(catalogue: Catalogue, number: int = 1, **settings: Any) -> Iterator[list[Worker]]:
    """Servers with connections of their own, as processes have them."""
    with ExitStack() as stack:
        found = []
        for _ in range(number):
            app = create_app(Settings.model_validate(settings), Database(catalogue.database.url), clock)
            url = stack.enter_context(serving(app, lifespan="on"))
            found.append(Worker(url, stack.enter_context(httpx2.Client(timeout=60))))
        yield found


def kept(logs: list[Any]) -> list[bool]:
    """Of each request since the last look, whether its answer was kept."""
    found = [bool(line.get("kept")) for line in logs if line["event"] == "request"]
    logs.clear()
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_done_a_kept_answer_is_the_answer_of_now_on_every_worker(
    pictured: Catalogue, tmp_path: Path, seed: int
) -> None:
    office = Office(Team.of(pictured), tmp_path, random.Random(seed))
    with capture_logs() as logs, workers(pictured, 2) as both:
        for _ in range(8):
            office.act()
            for query, operation in QUESTIONS:
                now = both[0].ask(query, operation=operation, long_way=True).json()
                assert "errors" not in now, now
                for worker in [*both, *both]:
                    assert worker.ask(query, operation=operation).json() == now
        assert sum(kept(logs)) >= 2 * 8 * len(QUESTIONS)  # at least the second time on each


def test_whoever_asks_after_a_write_was_acknowledged_is_told_of_it_however_many_ask(
    catalogue: Catalogue,
) -> None:
    """Requests that come together share a look at what has changed; it is never older than any of them."""
    team, acknowledged, is_over = Team.of(catalogue), [0], Event()
    site = site_of(team, "doi-chay")

    def read(url: str) -> int:
        with httpx2.Client(timeout=60) as client:
            count = 0
            while not is_over.is_set():
                before = acknowledged[0]
                answer = client.post(f"{url}/graphql", json={"query": OTHER}).json()
                shown = answer["data"]["site"]["managingBody"] or "Ban 0"
                assert int(shown.removeprefix("Ban ")) >= before
                count += 1
            return count

    with workers(catalogue, 2) as both, ThreadPoolExecutor(12) as pool:
        team.publish({**site, **done(team.editor, "ReviseSite", **site, input={"managingBody": "Ban 0"})})
        readers = [pool.submit(read, both[number % 2].url) for number in range(12)]
        try:
            for number in range(1, 9):
                site = site_of(team, "doi-chay")
                team.publish(
                    {
                        **site,
                        **done(team.editor, "ReviseSite", **site, input={"managingBody": f"Ban {number}"}),
                    }
                )
                acknowledged[0] = number
        finally:
            is_over.set()
        assert sum(reader.result() for reader in readers) > 100


def test_a_draft_empties_nothing_and_a_publication_only_what_shows_its_site(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    with capture_logs() as logs, workers(catalogue) as (worker,):

        def asked() -> list[bool]:
            for query in (NAME, OTHER, COUNT):
                worker.ask(query)
            return kept(logs)

        assert asked() == [False, False, False]
        assert asked() == [True, True, True]
        draft = team.created()
        assert asked() == [True, True, True]
        team.publish(draft)
        assert asked() == [True, True, False]
        hill = site_of(team, "doi-chay")
        team.publish({**hill, **done(team.editor, "ReviseSite", **hill, input={"managingBody": "Ban 1"})})
        assert asked() == [True, False, False]
        assert worker.ask(OTHER).json()["data"]["site"]["managingBody"] == "Ban 1"


def test_a_part_is_asked_anew_when_its_whole_has_changed_and_the_whole_with_its_parts(
    catalogue: Catalogue,
) -> None:
    team = Team.of(catalogue)
    whole = "chien-truong-dien-bien-phu"
    parts = (
        f'{{ site(slug: "{whole}") {{ parts(first: 100) {{ edges {{ node {{ slug managingBody }} }} }} }} }}'
    )
    with capture_logs() as logs, workers(catalogue) as (worker,):
        worker.ask(NAME), worker.ask(parts), worker.ask(NAME), worker.ask(parts)
        assert kept(logs) == [False, False, True, True]
        site = site_of(team, whole)
        team.publish({**site, **done(team.editor, "ReviseSite", **site, input={"managingBody": "Ban 2"})})
        assert worker.ask(NAME).json()["data"]["site"]["partOf"]["managingBody"] == "Ban 2"
        worker.ask(parts)
        hill = site_of(team, "doi-a1")
        done(team.publisher, "WithdrawSite", **hill, reason="Nhầm nơi")
        told = worker.ask(parts).json()["data"]["site"]["parts"]["edges"]
        assert "doi-a1" not in [edge["node"]["slug"] for edge in told]
        assert worker.ask(NAME).json()["data"] == {"site": None}
        assert kept(logs) == [False, False, False, False]


def test_a_site_that_was_withdrawn_is_counted_no_longer(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    with workers(catalogue) as (worker,):
        assert [worker.ask(COUNT).json()["data"]["sites"]["totalCount"] for _ in range(2)] == [79, 79]
        done(team.publisher, "WithdrawSite", **site_of(team, "doi-a1"), reason="Nhầm nơi")
        assert worker.ask(COUNT).json()["data"]["sites"]["totalCount"] == 78


def site_of(team: Team, slug: str) -> dict[str, Any]:
    query = "query ($slug: String!) { site(slug: $slug) { id version } }"
    found: dict[str, Any] = team.editor.data(query, slug=slug)["site"]
    return found


def test_a_hundred_equal_questions_at_once_cost_one(catalogue: Catalogue) -> None:
    query = "{ sites(first: 100) { edges { node { name { text } designations { grade } surrogates { totalCount } } } } }"
    ran: list[str] = []
    with workers(catalogue) as (worker,):

        @sa.event.listens_for(sa.Engine, "before_cursor_execute")
        def note(*args: Any) -> None:
            ran.append(args[2])

        with ThreadPoolExecutor(100) as pool:
            answers = list(
                pool.map(
                    lambda _: (
                        httpx2.get(f"{worker.url}/graphql", params={"query": query}, timeout=60).content
                    ),
                    range(100),
                )
            )
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert len(set(answers)) == 1
    assert len([one for one in ran if "FROM designation" in one]) == 1


def test_whoever_has_the_answer_is_told_so_in_a_few_bytes(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    with workers(catalogue, 2) as (one, other):
        first = one.get(OTHER)
        etag = first.headers["etag"]
        assert first.headers["cache-control"] == "public, no-cache"
        assert first.headers["vary"] == "Accept, Accept-Language, Authorization, Cookie"
        for worker in (one, other, one, other):
            again = worker.get(OTHER, **{"If-None-Match": f'"other", W/{etag}'})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == etag
            assert again.headers["vary"] == first.headers["vary"]
            assert again.headers["access-control-allow-origin"] == "*"
            assert again.headers["x-request-id"]
        hill = site_of(team, "doi-chay")
        team.publish({**hill, **done(team.editor, "ReviseSite", **hill, input={"managingBody": "Ban 3"})})
        for worker in (one, other):
            again = worker.get(OTHER, **{"If-None-Match": etag})
            assert again.status_code == 200
            assert again.headers["etag"] != etag


def test_a_kept_answer_bears_what_every_answer_bears(catalogue: Catalogue) -> None:
    with capture_logs() as logs, workers(catalogue, allowed_hosts=["127.0.0.1"]) as (worker,):
        made, given = worker.ask(NAME), worker.ask(NAME)
        assert kept(logs) == [False, True]
        assert made.content == given.content
        ids = [response.headers.pop("x-request-id") for response in (made, given)]
        assert ids[0] != ids[1]
        times = [response.headers.pop("date") for response in (made, given)]
        assert all(times)
        assert dict(made.headers) == dict(given.headers)
        own = worker.client.post(
            f"{worker.url}/graphql", json={"query": NAME, "variables": {}}, headers={"X-Request-Id": "a-1"}
        )
        assert own.headers["x-request-id"] == "a-1"
        foreign = worker.client.post(
            f"{worker.url}/graphql", json={"query": NAME, "variables": {}}, headers={"Host": "evil.example"}
        )
        assert foreign.status_code == 400
        assert kept(logs) == [True, False]


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer dbt_unknown"},
        {"Acting-As": "UGVyc29uOjE="},
        {"Content-Encoding": "gzip"},
        {"Accept": "text/html"},
        {"Content-Type": "text/plain"},
    ],
)
def test_what_is_refused_is_refused_although_the_answer_is_kept(
    catalogue: Catalogue, headers: dict[str, str]
) -> None:
    with workers(catalogue) as (worker,):
        worker.ask(NAME), worker.ask(NAME)
        body = json.dumps({"query": NAME, "variables": {}}).encode()
        refused = worker.client.post(
            f"{worker.url}/graphql", content=body, headers={"Content-Type": "application/json", **headers}
        )
        assert refused.status_code >= 400
        assert "data" not in refused.json() or refused.json()["data"] is None


def test_a_body_that_is_longer_than_allowed_is_refused_however_short_the_limit(catalogue: Catalogue) -> None:
    with workers(catalogue, max_body_bytes=1024) as (worker,):
        for _ in range(2):
            assert worker.ask(NAME).status_code == 200
            assert worker.ask(NAME + " " * 1024).status_code == 413


def test_what_is_kept_for_all_is_never_made_of_what_one_person_sees(catalogue: Catalogue) -> None:
    token = token_of(catalogue, Role.EDITOR)
    query = "{ viewer { name } me { name } sites(first: 1) { edges { node { code } } } }"
    with capture_logs() as logs, workers(catalogue) as (worker,):
        for _ in range(2):
            own = httpx2.post(
                f"{worker.url}/graphql",
                json={"query": query, "variables": {}},
                headers={"Authorization": f"Bearer {token}"},
            )
            assert own.json()["data"]["viewer"] == {"name": "EDITOR 1"}
            assert worker.ask(query).json()["data"]["viewer"] is None
        assert kept(logs) == [False, False, False, True]


def test_each_language_and_media_type_has_an_answer_of_its_own(catalogue: Catalogue) -> None:
    with workers(catalogue) as (worker,):
        new = "application/graphql-response+json"
        for _ in range(2):
            told = {
                (accept, language): worker.get(NAME, **{"Accept": accept, "Accept-Language": language})
                for accept in ("application/json", new)
                for language in ("vi", "en")
            }
            assert {key: r.headers["content-type"].partition(";")[0] for key, r in told.items()} == {
                key: key[0] for key in told
            }
            assert len({told[new, "vi"].headers["etag"], told["application/json", "vi"].headers["etag"]}) == 2


def test_an_answer_with_an_error_or_of_the_present_instant_is_not_kept(catalogue: Catalogue) -> None:
    with capture_logs() as logs, workers(catalogue) as (worker,):
        for query in (
            "{ sites(first: 101) { totalCount } }",
            "{ me { name } sites(last: 1, first: 1) { totalCount } }",
            "{ nonsense }",
        ):
            assert [worker.ask(query).status_code, worker.ask(query).status_code]
        assert not any(kept(logs))


def test_answers_take_no_more_memory_than_they_may(catalogue: Catalogue) -> None:
    with capture_logs() as logs, workers(catalogue, answer_cache_bytes=50_000) as (worker,):
        questions = [f'{{ site(slug: "doi-a1") {{ a{number}: version }} }}' for number in range(30)]
        for query in questions:
            worker.ask(query)
        kept(logs)
        for query in reversed(questions):
            worker.ask(query)
        found = kept(logs)
        assert 5 < sum(found) < 25
        assert found[0], "the newest is there"
    with capture_logs() as logs, workers(catalogue, answer_cache_bytes=0) as (worker,):
        worker.ask(NAME), worker.ask(NAME)
        assert kept(logs) == [False, False]


def test_every_table_of_the_database_is_known_to_those_who_tell_what_changed(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        there = set(sa.inspect(session.connection()).get_table_names())
    made = {name for name in there if name.startswith(("site_fts", "site_rtree"))}
    assert there - made - {"alembic_version"} == set(SQLModel.metadata.tables)


def test_statements_name_what_they_read_and_change() -> None:
    assert changed_by("INSERT INTO publication (a) VALUES (1)") == {"publication"}
    assert changed_by('UPDATE "site" SET a = 1 WHERE b IN (SELECT c FROM surrogate)') == {"site"}
    assert changed_by("INSERT INTO surrogate (a) VALUES (1)") == {"surrogate+"}
    assert changed_by("INSERT INTO site (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2") == {"site"}
    assert changed_by("INSERT OR IGNORE INTO person (a) VALUES (1)") == {"person"}
    assert changed_by("WITH x AS (SELECT 1) DELETE FROM score WHERE 1") == {"score"}
    assert changed_by(
        "WITH x AS (UPDATE score SET a = 1 RETURNING a) INSERT INTO period SELECT a FROM x"
    ) == {"score", "period"}
    assert changed_by("SELECT a FROM publication FOR UPDATE") == set()
    read = "SELECT 1 FROM publication JOIN site_text ON 1 JOIN surrogate ON 1"
    assert scopes_of(read, Sight.ANYHOW) == {"publication", "site_text", "surrogate", "surrogate+"}
    assert scopes_of(read, Sight.PUBLISHED) == {"publication", "surrogate"}
    assert scopes_of(read, Sight.OWN) == {"surrogate"}
    assert scopes_of("SELECT rowid FROM site_fts WHERE x", Sight.PUBLISHED) == {"publication"}
