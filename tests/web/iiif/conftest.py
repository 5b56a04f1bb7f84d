"""A server over a catalogue of the tests' own, and people who work on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.db import Database
from catalog.settings import Settings
from tests.catalogue import Catalogue, clock
from tests.photographs import file_room
from tests.staff import Team
from tests.web.serving import serving
from tests.web.test_delivery import Place
from web.app import create_app


@pytest.fixture(scope="module")
def place(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for the tests of a file."""
    folder = tmp_path_factory.mktemp("iiif")
    data = folder / "data"
    data.mkdir()
    file = shutil.copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    database = Database(f"sqlite:///{file}")
    with (
        file_room(data) as room,
        serving(create_app(Settings(data=data), Database(f"sqlite:///{file}"), clock)) as url,
    ):
        catalogue = Catalogue(database, room=room)
        yield Place(url, catalogue, Team.of(catalogue), folder)
    database.close()
