"""A fault at every operation on a file that a verb makes: nothing lost, torn or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.server import ROOT, clean_environment
from tests.storage.faults import build
from tests.storage.summary import say

pytestmark = pytest.mark.compiler
LIMIT_S = 600


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("faults"))


def _tried(library: Path, folder: Path, *arguments: str) -> dict[str, Any]:
    """What `tests.storage.points` found out, in a process with the library between it and its files."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.points", arguments[0], str(folder), *arguments[1:]],
        env=clean_environment(folder, LD_PRELOAD=str(library), FAULTS_QUICK="1", PYTHONPATH=str(ROOT)),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


VERBS = [
    "create",
    "revise",
    "publish",
    "import",
    "keep a file",
    "close a period",
    "decide a sheet",
    "publish scores",
]


@pytest.mark.parametrize("verb", VERBS)
def test_whatever_fails_the_change_is_there_whole_or_not_at_all_and_never_twice(
    library: Path, tmp_path: Path, verb: str, record_property: Callable[[str, object], None]
) -> None:
    tried = _tried(library, tmp_path, verb)
    assert tried["complaints"] == []
    points = tried["points"]
    operations, places = len(tried["operations"]), tried["places"]
    assert places == operations or verb == "close a period"
    for kind in ("EIO", "ENOSPC", "KILL_BEFORE"):
        assert points[kind] == places
    assert points["POWER_CUT"] > places / 8
    assert points["HALF_WRITTEN"] + points["KILL_AFTER"] == places
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(points.items()))
    say(record_property, f"fault points, {verb}: {sum(points.values())} ({operations} operations; {kinds})")


def test_a_catalogue_that_says_yes_before_the_disk_does_is_found_out(library: Path, tmp_path: Path) -> None:
    tried = _tried(library, tmp_path, "create", "--careless")
    assert [text.rsplit(": ", 1)[1] for text in tried["complaints"]] == ["acknowledged, and it is lost"]


def test_the_library_lets_everything_else_alone(library: Path, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (tmp_path / "full").touch()
    for folder, is_written in ((inside, False), (outside, True)):
        code = f"import pathlib; pathlib.Path({str(folder / 'file')!r}).write_text('text')"
        settings = {"FAULTS_FOLDER": str(inside), "FAULTS_FULL": str(tmp_path / "full")}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **settings, "LD_PRELOAD": str(library)},
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert ("No space left on device" in done.stderr) is not is_written
        assert (folder / "file").read_text() == ("text" if is_written else "")
