"""Where queries run: quick ones on the event loop, one in each of its turns; others in threads.

A server of databases elsewhere is waited for on the event loop as well, but not for long.
"""

from __future__ import annotations

import asyncio
import os
import select
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
import sqlalchemy as sa

from catalog.patience import hurry_of
from tests.catalogue import Catalogue
from tests.server import running_server
from tests.web.test_cache import workers
from web.graphql.running import LONG_S, MOST_REMEMBERED, RUNS, Queries, name_of

QUICK, SLOW = 1, 2


def thread() -> str:
    return threading.current_thread().name


def slow() -> str:
    until = time.thread_time() + 3 * sys.getswitchinterval()
    while time.thread_time() < until:
        pass
    return thread()


def test_what_is_not_known_runs_in_a_thread_and_what_is_known_to_be_quick_on_the_loop() -> None:
    async def asked() -> list[str]:
        queries = Queries(2)
        return [await queries.run(thread, QUICK) for _ in range(2)] + [await queries.run(thread)]

    first, then, nameless = asyncio.run(asked())
    assert first.startswith("query")
    assert then == thread()
    assert nameless.startswith("query")


def test_a_page_of_another_size_is_another_question_and_one_of_another_place_is_not() -> None:
    query = "query ($n: Int, $slug: String) { sites(first: $n) { totalCount } site(slug: $slug) { code } }"
    of_one = name_of(query, None, {"n": 1, "slug": "a"})
    assert of_one == name_of(query, None, {"n": 1, "slug": "b"})
    assert len({of_one, name_of(query, None, {"n": 100, "slug": "a"}), name_of(query, "Q", {"n": 1})}) == 3


def test_what_takes_long_runs_in_threads_until_it_has_been_quick_for_a_while() -> None:
    async def asked() -> tuple[list[str], list[str]]:
        queries = Queries(2)
        long = [await queries.run(slow, SLOW) for _ in range(5)]
        return long, [await queries.run(thread, SLOW) for _ in range(4 * RUNS)]

    long, short = asyncio.run(asked())
    assert all(name.startswith("query") for name in long)
    assert short[0].startswith("query")
    assert short[-1] == thread()


def test_between_two_of_the_loop_comes_whatever_waits_for_it() -> None:
    async def asked() -> list[str]:
        queries, happened = Queries(1), list[str]()
        await queries.run(thread, QUICK)

        async def run() -> None:
            await queries.run(lambda: happened.append("query"), QUICK)

        async def others() -> None:
            for _ in range(20):
                happened.append("other")
                await asyncio.sleep(0)

        await asyncio.gather(run(), run(), run(), others())
        return happened

    happened = asyncio.run(asked())
    places = [place for place, what in enumerate(happened) if what == "query"]
    assert len(places) == 3
    assert all(after - before > 1 for before, after in pairwise(places))


def test_whoever_is_broken_off_waits_until_the_thread_has_ended() -> None:
    ended = threading.Event()

    def work() -> None:
        time.sleep(0.1)
        ended.set()

    async def broken_off() -> bool:
        task = asyncio.create_task(Queries(1).run(work))
        await asyncio.sleep(0.02)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return ended.is_set() and task.cancelled()

    assert asyncio.run(broken_off())


def test_a_failure_is_the_callers_and_the_next_has_its_turn() -> None:
    def fail() -> None:
        raise ValueError("no")

    async def asked() -> list[str]:
        queries, failed = Queries(1), list[str]()
        for _ in range(3):
            try:
                await queries.run(fail, QUICK)
            except ValueError as error:
                failed.append(str(error))
        return [*failed, await queries.run(thread, QUICK)]

    assert asyncio.run(asked()) == ["no", "no", "no", thread()]


class Elsewhere:
    """Answers when it is told to, and says who waited."""

    def __init__(self, *seconds: float) -> None:
        self._seconds = iter(seconds)
        self.waited: list[str] = []

    def ask(self) -> str:
        self.waited.append(thread())
        asked, answered = os.pipe()
        line = select.poll()
        line.register(asked, select.POLLIN)
        answers = threading.Timer(next(self._seconds), os.write, (answered, b"."))
        answers.start()
        try:
            hurry = hurry_of()
            line.poll() if hurry is None else hurry.wait(line)
        finally:
            answers.join()
            os.close(asked)
            os.close(answered)
        return thread()


def asked_often(*seconds: float) -> list[str]:
    """Who waited for what answers after so long each time, one after another."""
    elsewhere = Elsewhere(*seconds)

    async def asked() -> None:
        queries = Queries(1)
        while len(elsewhere.waited) < len(seconds):
            await queries.run(elsewhere.ask, QUICK)

    asyncio.run(asked())
    return elsewhere.waited


LONG_WAIT = 2 * LONG_S


def test_what_waits_long_for_a_database_elsewhere_is_given_up_on_the_loop_and_done_in_a_thread() -> None:
    in_thread, quick, given_up, *others = asked_often(0, 0, LONG_WAIT, LONG_WAIT, *[0] * 10)
    assert quick == given_up == thread()
    assert all(name.startswith("query") for name in [in_thread, *others])


def test_what_waited_long_in_a_thread_is_not_tried_on_the_loop() -> None:
    assert all(name.startswith("query") for name in asked_often(LONG_WAIT, *[0] * 10))


def test_of_many_that_wait_for_the_loops_turn_only_one_finds_out_that_it_takes_long() -> None:
    elsewhere = Elsewhere(0, *[LONG_WAIT] * 9)

    async def asked() -> None:
        queries = Queries(8)
        await queries.run(elsewhere.ask, QUICK)
        await asyncio.gather(*(queries.run(elsewhere.ask, QUICK) for _ in range(8)))

    asyncio.run(asked())
    assert elsewhere.waited.count(thread()) == 1


def test_what_waits_a_little_each_time_is_no_longer_worth_the_loops_time_either() -> None:
    first, *then = asked_often(*[sys.getswitchinterval() / 2] * 30)
    on_loop = [name == thread() for name in then]
    assert first.startswith("query")
    assert 1 <= sum(on_loop) < 15
    assert on_loop == sorted(on_loop, reverse=True), "the first few of them, and then none for a while"


@pytest.mark.postgresql
def test_while_the_database_keeps_readers_waiting_everybody_else_is_answered(
    tmp_path: Path, loaded_postgresql_url: str
) -> None:
    engine = sa.create_engine(loaded_postgresql_url, poolclass=sa.NullPool)
    body = {"query": "query ($n: Int!) { sites(first: $n) { nodes { code } } }"}
    with (
        running_server(
            tmp_path / "data", DIENBIEN_DATABASE_URL=loaded_postgresql_url, DIENBIEN_WORKERS="1"
        ) as server,
        httpx2.Client(base_url=server.url, timeout=60) as client,
        ThreadPoolExecutor(4) as pool,
    ):

        def ask(text: str) -> httpx2.Response:
            return httpx2.post(
                f"{server.url}/graphql", json={**body, "variables": {"n": 3, "t": text}}, timeout=60
            )

        before = [ask(str(number)).json() for number in range(20)]  # and so it is known to be quick
        with closing(engine.connect()) as locking:
            locking.execute(sa.text("LOCK TABLE publication IN ACCESS EXCLUSIVE MODE"))
            waiting = [pool.submit(ask, f"waits {number}") for number in range(4)]
            began = time.monotonic()
            while time.monotonic() - began < 1:
                assert client.get("/health/live").status_code == 200
            assert not any(one.done() for one in waiting)
            locking.rollback()
        assert [one.result().json() for one in waiting] == before[:4]
        assert [ask(f"after {number}").json() for number in range(4)] == before[:4]


def test_no_more_is_remembered_than_may_be() -> None:
    async def asked() -> str:
        queries = Queries(1)
        for number in range(MOST_REMEMBERED + 1):
            await queries.run(thread, number)
        return await queries.run(thread, 0)

    assert asyncio.run(asked()).startswith("query"), "what was remembered first is forgotten"


def test_answers_are_the_same_wherever_they_were_made(catalogue: Catalogue) -> None:
    query = "query ($n: Int) { sites(first: $n, orderBy: CODE) { totalCount nodes { code } } }"
    with workers(catalogue) as (worker,), ThreadPoolExecutor(8) as pool:
        long = {n: worker.ask(query, long_way=True, variables={"n": n}).json() for n in range(1, 80)}

        def ask(number: int) -> httpx2.Response:
            return worker.ask(query + " " * number, variables={"n": number % 79 + 1})

        for answer, number in zip(pool.map(ask, range(400)), range(400), strict=True):
            assert answer.json() == long[number % 79 + 1]
