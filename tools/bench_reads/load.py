"""One burst of requests by wrk, and what it says of it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tools.bench_reads.machine import brought, wrk

SCRIPT = Path(__file__).with_name("load.lua")
MOST_A_SECOND = 12_000
"""Requests that one burst prepares for each second; no server here answers so many questions anew."""


class LoadError(Exception):
    """A burst was not answered as it should be."""


class SlowError(LoadError):
    """Nothing at all was answered as long as the burst lasted."""


@dataclass(frozen=True)
class Burst:
    """What came of a burst."""

    rate: float
    """Answers in a second."""
    p50_ms: float
    p99_ms: float
    requests: int


def read_burst(output: str) -> Burst:
    """What the script says in wrk's last line.

    Raises `LoadError` if anything was refused or broken, `SlowError` if nothing came.
    """
    lines = output.strip().splitlines()
    try:
        said = orjson.loads(lines[-1])
    except (IndexError, orjson.JSONDecodeError) as error:
        raise LoadError(f"wrk said nothing: {output[-500:]}") from error
    if not said["requests"]:
        raise SlowError("nothing was answered in time")
    if said["refused"] or said["broken"]:
        raise LoadError(f"not every request was answered: {said}")
    return Burst(
        rate=said["requests"] / said["microseconds"] * 1e6,
        p50_ms=said["p50_us"] / 1000,
        p99_ms=said["p99_us"] / 1000,
        requests=said["requests"],
    )


@dataclass
class Requests:
    """A file of requests, gone through from burst to burst, so that none is sent twice before all were."""

    file: Path
    method: str
    count: int
    sent: int = 0

    @property
    def is_repeating(self) -> bool:
        """Whether some were sent twice."""
        return self.sent > self.count

    def burst(self, origin: str, connections: int, seconds: int, tag: str | None = None) -> Burst:
        """Send to the server at `origin` for so long."""
        program = brought("wrk", wrk)
        command = [
            program, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", SCRIPT, origin, "--",
            self.file, self.method, str(self.sent % self.count), str(MOST_A_SECOND * seconds), tag or "-",
        ]  # fmt: skip
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=False, timeout=seconds + 60
        )
        found = read_burst(done.stdout or done.stderr)
        self.sent += found.requests
        return found


def posted(file: Path, path: str, document: str, variables: Sequence[Mapping[str, Any]]) -> Requests:
    """A file of questions that are posted to `path`."""
    prefix = b'{"query":' + orjson.dumps(document) + b',"variables":'
    lines = b"\n".join([path.encode(), prefix, *map(orjson.dumps, variables)])
    file.write_bytes(lines + b"\n")
    return Requests(file, "POST", len(variables))


def got(file: Path, paths: Sequence[str]) -> Requests:
    """A file of paths that are asked for."""
    file.write_text("\n".join(["-", "-", *paths]) + "\n", encoding="utf-8")
    return Requests(file, "GET", len(paths))
