"""`make run` and `catalog serve` as processes: what they obey, how fast they start, how they end."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from tests.server import (
    CATALOG,
    ROOT,
    Server,
    clean_environment,
    free_port,
    log_of,
    running_server,
    started_server,
)
from web.headers import PAGE_POLICY


@pytest.fixture
def loaded_data(server: Server, tmp_path: Path) -> Path:
    """A data directory in which the starting register is loaded already."""
    return Path(shutil.copytree(server.data, tmp_path / "data"))


def _site_count(server: Server) -> int:
    asked = {"query": "{ sites(first: 1) { totalCount } }"}
    answer = httpx2.post(f"{server.url}/graphql", json=asked, timeout=60)
    count: int = answer.json()["data"]["sites"]["totalCount"]
    return count


def test_the_first_start_loads_the_register(server: Server) -> None:
    assert _site_count(server) == 79


def test_a_second_start_loads_nothing_twice(loaded_data: Path) -> None:
    for _ in range(2):
        with running_server(loaded_data) as again:
            assert _site_count(again) == 79


@pytest.mark.postgresql
def test_the_server_works_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    with running_server(tmp_path / "data", DIENBIEN_DATABASE_URL=postgresql_url) as on_postgresql:
        assert _site_count(on_postgresql) == 79


def test_make_run_obeys_port_host_and_data_directory(loaded_data: Path) -> None:
    # The environment is there already (this test runs in it), so the set-up is left alone.
    make = ("make", "--directory", str(ROOT), "--old-file", "setup", "run")
    with running_server(loaded_data, command=make, MAKEFLAGS="") as started:
        assert _site_count(started) == 79
    said = loaded_data.with_name("data.log").read_text(encoding="utf-8")
    assert started.url in said
    assert str(loaded_data) in said


def test_a_port_in_use_is_said_and_not_waited_for(server: Server, loaded_data: Path) -> None:
    port = server.url.rsplit(":", 1)[1]
    done = subprocess.run(
        [CATALOG, "serve"],
        env=clean_environment(loaded_data, HOST="127.0.0.1", PORT=port),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert port in done.stderr


def test_whoever_asks_a_server_that_has_only_just_begun_is_answered(loaded_data: Path) -> None:
    port = free_port()
    process = started_server(loaded_data, port)
    try:
        url = f"http://127.0.0.1:{port}"
        while not _lives(url):
            time.sleep(0.01)
        assert _site_count(Server(url, loaded_data)) == 79
        assert httpx2.get(f"{url}/health/ready").json() == {"status": "ready"}
    finally:
        process.terminate()
        process.wait(30)


def _lives(url: str) -> bool:
    with contextlib.suppress(httpx2.TransportError):
        return httpx2.get(f"{url}/health/live").text == '{"status":"live"}'
    return False


def test_pages_are_answered_while_the_rest_is_still_being_made(loaded_data: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with contextlib.closing(sqlite3.connect(loaded_data / "catalogue.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")  # what else answers begins by writing
        process = started_server(loaded_data, port)
        try:
            while not _lives(url):
                time.sleep(0.01)
            with ThreadPoolExecutor(1) as pool:
                counted = pool.submit(_site_count, Server(url, loaded_data))
                home = httpx2.get(f"{url}/", timeout=30)
                assert home.status_code == 200
                style = re.search(r'href="(/assets/[^"]+[.]css)"', home.text)
                assert style is not None
                for path in (style[1], "/s/doi-a1", "/progress", "/sitemap.xml", "/robots.txt"):
                    assert httpx2.get(f"{url}{path}", timeout=30).status_code == 200
                assert httpx2.get(f"{url}/s/khong-co").status_code == 404
                assert home.headers["content-security-policy"] == PAGE_POLICY
                assert httpx2.get(f"{url}/health/ready").json() == {"status": "starting"}
                assert not counted.done()
                other.rollback()
                assert counted.result() == 79
            assert httpx2.get(f"{url}/health/ready").json() == {"status": "ready"}
            assert httpx2.get(f"{url}/").text == home.text
        finally:
            process.terminate()
            process.wait(30)


def test_a_server_that_cannot_be_made_lives_at_first_then_says_why_and_ends(loaded_data: Path) -> None:
    port, log = free_port(), log_of(loaded_data)
    url = f"http://127.0.0.1:{port}"
    with contextlib.closing(sqlite3.connect(loaded_data / "catalogue.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")  # for longer than anybody waits to write
        process = started_server(loaded_data, port, LANG="en_GB.UTF-8", LC_ALL="", LC_MESSAGES="")
        while not _lives(url):
            time.sleep(0.01)
        assert httpx2.get(f"{url}/health/ready").json() == {"status": "starting"}
        assert httpx2.get(f"{url}/", timeout=30).status_code == 200
        assert process.wait(40) == 2
    said = log.read_text("utf-8")
    assert "Error: The database cannot be used just now" in said
    assert "Traceback" not in said


def test_a_server_that_is_still_being_made_ends_in_time(loaded_data: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with contextlib.closing(sqlite3.connect(loaded_data / "catalogue.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        process = started_server(loaded_data, port)
        while not _lives(url):
            time.sleep(0.01)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(httpx2.get, f"{url}/desk", timeout=30)
            time.sleep(0.5)
            began = time.monotonic()
            process.terminate()
            assert process.wait(30) == -signal.SIGTERM
            assert time.monotonic() - began < 5
            assert waiting.exception() is not None or waiting.result().status_code >= 500


def test_a_stopped_server_leaves_its_port_free(loaded_data: Path) -> None:
    with running_server(loaded_data) as stopped:
        assert httpx2.get(f"{stopped.url}/health/live").status_code == 200
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{stopped.url}/health/live")
