"""The built package holds all that `pip install .` needs to serve, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx2
import pytest

from tests.server import running_server

ROOT = Path(__file__).parents[1]
PACKAGES = ("catalog", "schema", "media", "web")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as `pip install .` builds it, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package's files as an installation would."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def _source_files() -> set[str]:
    """Names in the package of all files of the source tree that belong into it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PACKAGES, "alembic"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return {
        f"catalog/migrations/{name.removeprefix('alembic/')}" if name.startswith("alembic/") else name
        for name in listed
        if (ROOT / name).exists() and not name.startswith("web/explorer/app/")
    }


def test_the_package_holds_every_source_file_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    built = {name for name in inside if name.startswith(("web/explorer/static/", "web/desk/static/"))}
    assert inside - built == _source_files()


def test_it_brings_the_register_the_migrations_and_the_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    assert {"catalog/data/sites.csv", "catalog/data/SOURCES.md", "catalog/migrations/env.py"} <= set(names)
    (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
    assert b"catalog = web.cli:main" in archive.read(entry_points)


def test_an_installed_package_migrates_with_its_own_files(installed: Path, tmp_path: Path) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, catalog.migrating as d; d.upgrade(sys.argv[1]); print(d.__file__)",
            _url(tmp_path),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(said.strip()) == installed / "catalog" / "migrating.py"
    assert (installed / "catalog" / "migrations" / "env.py").exists()
    assert (tmp_path / "catalogue.sqlite3").stat().st_size > 0


def test_an_installed_package_serves_without_the_source_tree(installed: Path, tmp_path: Path) -> None:
    serve = (sys.executable, "-c", "import sys, web.cli as c; print(c.__file__); sys.exit(c.main(['serve']))")
    with running_server(tmp_path / "data", command=serve, PYTHONPATH=str(installed)) as server:
        assert httpx2.get(server.url).status_code == 200
        assert (
            (tmp_path / "data.log").read_text(encoding="utf-8").startswith(str(installed / "web" / "cli.py"))
        )


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'catalogue.sqlite3'}"
