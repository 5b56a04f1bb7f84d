"""A locked database or a full disk: writes are refused cleanly, reads go on, writes resume without a restart."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
from sqlalchemy import make_url

from catalog.db import WRITER_LOCK, Database
from catalog.people import issue_token
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.postgresql import Cluster
from tests.server import running_server
from tests.staff import everything, site_input
from tests.storage.faults import build
from tests.storage.summary import say
from tests.web.life import DOCUMENTS

FILL = 1 << 16
THREADS = 8
AT_ONCE = THREADS + 2
"""More than the threads that the server has for operations."""

Trouble = Callable[[], AbstractContextManager[None]]


@dataclass
class Desk:
    """An editor at a server, who sends requests with keys."""

    url: str
    token: str

    def create(self, number: int) -> httpx2.Response:
        """Send a new site."""
        body = {
            "query": DOCUMENTS["createSite"],
            "variables": {"input": site_input(slug=f"dia-diem-{number}"), "key": f"key-{number}"},
        }
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        return httpx2.post(f"{self.url}/graphql", json=body, headers=headers, timeout=60)

    def created(self, number: int) -> dict[str, Any]:
        """A new site that must be taken."""
        payload = self.create(number).json()["data"]["createSite"]
        assert payload["problems"] == []
        return dict(payload["site"])


def _reads_go_on(url: str) -> None:
    with httpx2.Client(base_url=url, timeout=10) as client:
        for _ in range(20):
            answer = client.post("/graphql", json={"query": "{ sites(first: 1) { totalCount } }"}).json()
            assert answer["data"]["sites"]["totalCount"] == 79
            for path in ("/", "/s/doi-a1", "/health/live", "/health/ready"):
                assert client.get(path).status_code == 200


def _refused(answer: httpx2.Response) -> int:
    """The status of a clean refusal: 503 before the operation began, 200 (GraphQL over HTTP) within it."""
    assert answer.headers["retry-after"] == "5"
    (error,) = answer.json()["errors"]
    assert ("data" in answer.json()) is (answer.status_code == 200)
    assert answer.json().get("data") in (None, {"createSite": None})
    assert error["extensions"] == {"code": "INTERNAL"}
    assert error["message"].endswith("nothing was changed.")
    return answer.status_code


def _suffer(url: str, database_url: str, trouble: Trouble) -> list[int]:
    """Work, be refused while there is trouble, read on, and work again; everything with one server.

    Answers the statuses of the refusals.
    """
    with closing(Database(database_url)) as database:
        catalogue = Catalogue(database)
        with database.write() as session:
            desk = Desk(url, issue_token(session, "Biên tập 1", Role.EDITOR, None, NOW))
        desk.created(0)
        before = everything(catalogue)
        with trouble(), ThreadPoolExecutor(AT_ONCE) as clients:
            answers = [clients.submit(desk.create, number) for number in range(1, AT_ONCE + 1)]
            _reads_go_on(url)
            refusals = sorted(_refused(answer.result()) for answer in answers)
            assert everything(catalogue) == before
            _reads_go_on(url)
        codes = [desk.created(number)["code"] for number in range(1, AT_ONCE + 1)]
        assert len(set(codes)) == AT_ONCE
        assert [desk.created(number)["code"] for number in range(1, AT_ONCE + 1)] == codes
        assert catalogue.count("site") == 79 + 1 + AT_ONCE
    return refusals


def _data(template: Path, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    return f"sqlite:///{shutil.copy(template, folder / 'catalogue.sqlite3')}"


def test_while_another_process_holds_sqlites_lock_writes_are_refused_and_reads_go_on(
    loaded_sqlite_template: Path, tmp_path: Path
) -> None:
    url = _data(loaded_sqlite_template, tmp_path / "data")

    @contextmanager
    def locked() -> Iterator[None]:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    with running_server(tmp_path / "data") as server:
        assert _suffer(server.url, url, locked) == [*[200] * THREADS, *[503] * 2]


@pytest.mark.postgresql
def test_while_another_process_holds_postgresqls_lock_writes_are_refused_and_reads_go_on(
    loaded_postgresql_url: str, tmp_path: Path
) -> None:
    @contextmanager
    def locked() -> Iterator[None]:
        with psycopg.connect(loaded_postgresql_url.replace("+psycopg", "")) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
            yield

    with running_server(tmp_path / "data", DIENBIEN_DATABASE_URL=loaded_postgresql_url) as server:
        assert _suffer(server.url, loaded_postgresql_url, locked) == [*[200] * THREADS, *[503] * 2]


@pytest.mark.postgresql
def test_a_server_whose_database_is_gone_says_so_lives_and_works_again_when_it_is_back(
    loaded_postgresql_url: str, postgresql_cluster: Cluster, tmp_path: Path
) -> None:
    name = make_url(loaded_postgresql_url).database
    question = {"query": "{ sites(first: 1) { totalCount } }"}
    with (
        running_server(tmp_path / "data", DIENBIEN_DATABASE_URL=loaded_postgresql_url) as server,
        httpx2.Client(base_url=server.url, timeout=20) as client,
        psycopg.connect(postgresql_cluster.url("postgres").replace("+psycopg", ""), autocommit=True) as other,
    ):
        assert client.get("/").status_code == 200
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        page, answer = client.get("/"), client.post("/graphql", json=question)
        assert (page.status_code, page.headers["retry-after"]) == (503, "5")
        assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL"}
        assert answer.headers["retry-after"] == "5"
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert client.get("/health/ready").status_code == 200
        assert client.post("/graphql", json=question).json()["data"]["sites"]["totalCount"] == 79


@pytest.mark.compiler
def test_on_a_full_disk_writes_are_refused_and_reads_go_on(
    loaded_sqlite_template: Path, tmp_path: Path
) -> None:
    """The disk is full for the server's own writes only: by the library of faults.c."""
    data, full = tmp_path / "data", tmp_path / "full"
    url = _data(loaded_sqlite_template, data)
    faults = {"FAULTS_FOLDER": str(data), "FAULTS_FULL": str(full), "LD_PRELOAD": str(build(tmp_path))}

    @contextmanager
    def filled() -> Iterator[None]:
        full.touch()
        yield
        full.unlink()

    with running_server(data, **faults) as server:
        assert _suffer(server.url, url, filled) == [200] * AT_ONCE


@contextmanager
def _small_disk(place: Path) -> Iterator[bool]:
    """A file system of four megabytes; False where this process may not mount one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (FILL, 512, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue


def test_on_a_small_disk_that_is_really_full_the_same_holds(
    loaded_sqlite_template: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Where nothing may be mounted (not root, a container) the test before is all there is, and that is said."""
    disk = tmp_path / "disk"

    @contextmanager
    def filled() -> Iterator[None]:
        _fill(disk / "ballast")
        assert shutil.disk_usage(disk).free == 0
        yield
        (disk / "ballast").unlink()

    with _small_disk(disk) as is_small:
        say(
            record_property,
            f"full disk: {'a real one' if is_small else 'no mount here, by the library only'}",
        )
        if is_small:
            url = _data(loaded_sqlite_template, disk / "data")
            with running_server(disk / "data") as server:
                assert _suffer(server.url, url, filled) == [200] * AT_ONCE
