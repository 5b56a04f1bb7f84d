"""A lane that cannot run is said, never passed over; in CI it is a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PROJECT = {
    "conftest.py": """
from pathlib import Path
from tests.lanes import Lane, LaneKeeper

def pytest_configure(config):
    config.addinivalue_line("markers", "here: a lane whose tool is there")
    config.addinivalue_line("markers", "gone: a lane whose tool is not")
    lanes = [Lane("here", ("here-tools",), lambda: True), Lane("gone", ("gone-tools",), lambda: False)]
    config.pluginmanager.register(LaneKeeper(Path("lock"), lanes, may_install=False))
""",
    "test_three.py": """
import pytest

def test_plain(): pass

@pytest.mark.here
def test_with_a_tool(): pass

@pytest.mark.gone
def test_without_its_tool(): raise AssertionError("must not run")
""",
}


def _run(folder: Path, *arguments: str, ci: str = "") -> subprocess.CompletedProcess[str]:
    for name, text in PROJECT.items():
        (folder / name).write_text(text)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


SAID = "lane gone did NOT run, 1 tests left out; missing: gone-tools"


def test_the_summary_names_the_lane_and_what_it_lacks(tmp_path: Path) -> None:
    done = _run(tmp_path)
    assert SAID in done.stdout
    assert "2 passed, 1 deselected" in done.stdout
    assert done.returncode == pytest.ExitCode.OK


def test_in_ci_with_several_workers_a_lane_that_did_not_run_fails_the_run(tmp_path: Path) -> None:
    done = _run(tmp_path, "-n", "2", ci="true")
    assert SAID in done.stdout
    assert "2 passed" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_a_lane_that_nobody_asked_for_is_not_missed(tmp_path: Path) -> None:
    done = _run(tmp_path, "-m", "here", ci="true")
    assert "did NOT run" not in done.stdout
    assert done.returncode == pytest.ExitCode.OK
