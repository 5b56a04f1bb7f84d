"""The application over the real register, for tests of its pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from catalog.db import Database
from catalog.settings import Settings
from tests.catalogue import NOW, Catalogue, loaded
from tests.web.serving import serving
from web.app import create_app


@contextmanager
def site_of(catalogue: Catalogue, **settings: object) -> Iterator[httpx2.Client]:
    """The application over a loaded catalogue, on the loopback address; the pages are in Vietnamese."""
    app = create_app(Settings.model_validate(settings), catalogue.database, lambda: NOW)
    with serving(app) as url, httpx2.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture
def sqlite_catalogue(sqlite_url: str) -> Iterator[Catalogue]:
    """The starting register in an SQLite database of this test's own."""
    database = Database(sqlite_url)
    yield loaded(database)
    database.close()


@pytest.fixture(scope="package")
def read_only(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """The starting register in one SQLite database, for tests that only read."""
    file = tmp_path_factory.mktemp("pages") / "catalogue.sqlite3"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    yield loaded(database)
    database.close()


@pytest.fixture(scope="package")
def public(read_only: Catalogue) -> Iterator[httpx2.Client]:
    """A visitor to these pages."""
    with site_of(read_only) as client:
        yield client
