"""The desk, built once, and the application that serves it over the loaded register."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalog.db import Database
from tests.catalogue import Catalogue
from tests.desk.evaluation import Evaluation, open_evaluation
from tests.lanes import locked
from tests.npm import node_modules
from tests.web.accounts import Site, open_site

ROOT = Path(__file__).parents[2]
DESK = ROOT / "desk"


@pytest.fixture(scope="session")
def built_desk() -> Path:
    """What the server hands out, built from the sources as they are; marks: `node`."""
    node_modules(DESK, holding="typescript")
    with locked(ROOT / ".pytest_cache" / "desk.lock"):
        subprocess.run([sys.executable, "-m", "tools.desk"], cwd=ROOT, check=True, capture_output=True)
    return ROOT / "web" / "desk" / "static"


@pytest.fixture
def site(built_desk: Path, loaded_sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    """The application with its desk over a register and a folder for files of this test's own; marks: `node`."""
    assert (built_desk / "manifest.json").exists()
    data = tmp_path / "data"
    data.mkdir()
    with (
        closing(Database(loaded_sqlite_url)) as database,
        open_site(Catalogue(database), data=data, media_workers=1) as opened,
    ):
        yield opened


@pytest.fixture
def evaluation(
    browser: Browser, built_desk: Path, loaded_sqlite_url: str, tmp_path: Path
) -> Iterator[Evaluation]:
    """Evaluators, the council and officers at the desk, over figures that are closed; marks: `chromium`, `node`."""
    assert (built_desk / "manifest.json").exists()
    with open_evaluation(browser, loaded_sqlite_url, tmp_path / "data") as opened:
        yield opened
