"""Lanes: tests that need a tool which is no Python package, and what happens where it is missing.

A test says `@pytest.mark.chromium` (or postgresql, node, compiler, exiftool, libmagic, strace, wrk). When such tests are about to run, the lane's tool
is looked for. Root on a machine with apt-get gets Debian's packages installed, once; elsewhere the
lane's tests are left out, the closing summary says so and names the packages, and with CI=true the run fails.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

import pytest

INSTALL_TIMEOUT_S = 900


def postgresql_binaries() -> Path | None:
    """The directory with initdb and postgres: the newest of Debian's, or the one in PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def chromium() -> Path | None:
    """Debian's Chromium, or the one in PATH."""
    found = shutil.which("chromium", path="/usr/bin") or shutil.which("chromium")
    return Path(found) if found else None


@dataclass(frozen=True)
class Lane:
    """A tool, whether it is here, and Debian's packages that bring it. The name is the tests' mark."""

    name: str
    packages: tuple[str, ...]
    is_present: Callable[[], bool]


def can_compile() -> bool:
    """Whether there is a C compiler with the C library's headers."""
    return bool(shutil.which("cc")) and Path("/usr/include/stdlib.h").exists()


LANES = (
    Lane("postgresql", ("postgresql",), lambda: postgresql_binaries() is not None),
    Lane("chromium", ("chromium",), lambda: chromium() is not None),
    Lane("node", ("nodejs", "npm"), lambda: bool(shutil.which("node") and shutil.which("npm"))),
    Lane("compiler", ("gcc", "libc6-dev"), can_compile),
    Lane("exiftool", ("libimage-exiftool-perl",), lambda: bool(shutil.which("exiftool"))),
    Lane("libmagic", ("libmagic-dev",), lambda: find_library("magic") is not None),
    Lane("strace", ("strace",), lambda: bool(shutil.which("strace"))),
    Lane("wrk", ("wrk",), lambda: bool(shutil.which("wrk"))),
)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Only one of the processes that run tests is inside at a time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def can_install() -> bool:
    """Whether Debian's packages can be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def why_not(lane: Lane, lock: Path, *, may_install: bool) -> str | None:
    """None when the lane can run, after installing what it needs where that is allowed; else the reason."""
    if lane.is_present():
        return None
    names = " ".join(lane.packages)
    if not may_install:
        return f"missing: {names} (Debian: apt-get install {names})"
    with locked(lock):
        return None if lane.is_present() else _install(lane)


def _install(lane: Lane) -> str | None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *lane.packages]
    said = ""
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=INSTALL_TIMEOUT_S,
        )
        said = done.stdout
    return None if lane.is_present() else f"`{' '.join(install)}` did not bring it: {said.strip()[-300:]}"


@dataclass(frozen=True)
class NotRun:
    """A lane that did not run: how many tests that left out, and why."""

    lane: str
    count: int
    reason: str

    def __str__(self) -> str:
        return f"lane {self.lane} did NOT run, {self.count} tests left out; {self.reason}"


class LaneKeeper:
    """The pytest plugin that leaves out, reports and, in CI, fails on lanes that cannot run.

    Under pytest-xdist the workers decide and the process that prints the summary hears from them.
    """

    def __init__(self, lock: Path, lanes: Sequence[Lane] = LANES, *, may_install: bool) -> None:
        self.lock = lock
        self.lanes = lanes
        self.may_install = may_install
        self.not_run: dict[str, NotRun] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out the tests of lanes that cannot run, after -k and -m have chosen."""
        for lane in self.lanes:
            of_lane = [item for item in items if item.get_closest_marker(lane.name)]
            if of_lane and (reason := why_not(lane, self.lock, may_install=self.may_install)):
                self.not_run[lane.name] = NotRun(lane.name, len(of_lane), reason)
                items[:] = [item for item in items if item not in of_lane]
                config.hook.pytest_deselected(items=of_lane)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Hear from a worker of pytest-xdist what it could not run."""
        for name, count, reason in getattr(node, "workeroutput", {}).get("lanes", []):
            self.not_run[name] = NotRun(name, count, reason)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the summarising process, or, being it, fail the run in CI."""
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output["lanes"] = [(n.lane, n.count, n.reason) for n in self.not_run.values()]
        elif self.not_run and os.environ.get("CI") == "true":
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what did not run, so that a green result is not read as more than it is."""
        if self.not_run:
            terminalreporter.section("lanes", sep="=", red=True)
            for line in self.not_run.values():
                terminalreporter.line(str(line), red=True)
