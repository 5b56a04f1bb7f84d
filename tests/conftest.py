"""Fixtures of all tests: both databases, a running server, a browser; and the lanes (tests/lanes.py)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser

from catalog.db import Database
from catalog.migrating import upgrade
from tests.browser import running_browser
from tests.catalogue import Catalogue, loaded
from tests.lanes import LaneKeeper, can_install
from tests.photographs import file_room
from tests.postgresql import Cluster, running_cluster
from tests.server import Server, running_server
from tests.storage.summary import Summary
from tests.templates import made_once

# How long an example takes to make says how busy the machine is, and nothing of the product.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

KINDS_OF_DATABASE = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests that fail are tried again, and the summary names them: a busy machine's Chromium loses key presses."""
    for item in items:
        if item.get_closest_marker("chromium"):
            item.add_marker(pytest.mark.flaky(reruns=2))


def pytest_configure(config: pytest.Config) -> None:
    """Take the lanes into this run."""
    lock = config.rootpath / ".pytest_cache" / "lanes.lock"
    config.pluginmanager.register(LaneKeeper(lock, may_install=can_install()), "lanes")
    config.pluginmanager.register(Summary(), "summary")


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for this run; tests that use it carry the mark `postgresql`."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgresql_template(postgresql_cluster: Cluster) -> str:
    """The name of a migrated, empty database to copy."""
    name = postgresql_cluster.create()
    upgrade(postgresql_cluster.url(name))
    return name


@pytest.fixture(scope="session")
def loaded_postgresql_template(postgresql_cluster: Cluster, postgresql_template: str) -> str:
    """The name of a database with the starting register, to copy."""
    name = postgresql_cluster.create(postgresql_template)
    with closing(Database(postgresql_cluster.url(name))) as database:
        loaded(database)
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    return made_once(file, lambda made: upgrade(f"sqlite:///{made}"))


@pytest.fixture(scope="session")
def loaded_sqlite_template(sqlite_template: Path) -> Path:
    """A SQLite file with the starting register, to copy."""

    def make(file: Path) -> None:
        shutil.copy(sqlite_template, file)
        with closing(Database(f"sqlite:///{file}")) as database:
            loaded(database)

    return made_once(sqlite_template.with_name("loaded.sqlite3"), make)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of this test's own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'catalogue.sqlite3')}"


@pytest.fixture
def loaded_sqlite_url(loaded_sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite database of this test's own, with the starting register."""
    return f"sqlite:///{shutil.copy(loaded_sqlite_template, tmp_path / 'loaded.sqlite3')}"


@pytest.fixture
def postgresql_url(postgresql_cluster: Cluster, postgresql_template: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database of this test's own."""
    with postgresql_cluster.copy(postgresql_template) as url:
        yield url


@pytest.fixture
def loaded_postgresql_url(postgresql_cluster: Cluster, loaded_postgresql_template: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own, with the starting register."""
    with postgresql_cluster.copy(loaded_postgresql_template) as url:
        yield url


@pytest.fixture(params=KINDS_OF_DATABASE)
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs once on each kind of database: migrated, empty, of its own."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same database, opened."""
    with closing(Database(database_url)) as opened:
        yield opened


@pytest.fixture(params=KINDS_OF_DATABASE)
def catalogue(request: pytest.FixtureRequest) -> Iterator[Catalogue]:
    """The starting register in a database of the test's own, once on each kind of database."""
    with closing(Database(request.getfixturevalue(f"loaded_{request.param}_url"))) as opened:
        yield Catalogue(opened)


@pytest.fixture
def data(loaded_sqlite_template: Path, tmp_path: Path) -> Path:
    """A data directory with the starting register in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`catalog serve` with the starting register, for tests that only read; its SQLite is its own.

    Whoever writes, or wants other settings, starts a server of their own with `running_server`.
    """
    with running_server(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; tests that use it carry the mark `chromium`.

    Not for the whole session: while Playwright runs, its event loop counts as running in this thread,
    and a later test could not start one.
    """
    with running_browser() as started:
        yield started


@pytest.fixture
def pictured(catalogue: Catalogue, tmp_path: Path) -> Iterator[Catalogue]:
    """The catalogue with a room for files, on both databases."""
    with file_room(tmp_path / "data") as room:
        yield Catalogue(catalogue.database, room=room)
