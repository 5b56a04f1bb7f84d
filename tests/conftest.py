"""Fixtures of all tests: both databases, a running server, a browser; and the lanes (tests/lanes.py)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalog.db import Database, upgrade
from tests.browser import running_browser
from tests.catalogue import Catalogue, loaded
from tests.lanes import LaneKeeper, can_install
from tests.postgresql import Cluster, running_cluster
from tests.server import Server, running_server


def pytest_configure(config: pytest.Config) -> None:
    """Take the lanes into this run."""
    lock = config.rootpath / ".pytest_cache" / "lanes.lock"
    config.pluginmanager.register(LaneKeeper(lock, may_install=can_install()), "lanes")


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
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of this test's own."""
    file = tmp_path / "catalogue.sqlite3"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql_cluster: Cluster, postgresql_template: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database of this test's own."""
    name = postgresql_cluster.create(postgresql_template)
    yield postgresql_cluster.url(name)
    postgresql_cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs once on each kind of database: migrated, empty, of its own."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same database, opened."""
    opened = Database(database_url)
    yield opened
    opened.close()


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
def catalogue(database: Database) -> Catalogue:
    """The starting register, loaded, on each of the databases."""
    return loaded(database)
