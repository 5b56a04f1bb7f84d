"""The real server as a process of its own: `catalog serve` on a free port of the loopback address."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.processes import ending_with_us

START_TIMEOUT_S = 60
ROOT = Path(__file__).parents[1]
CATALOG = str(Path(sys.executable).parent / "catalog")
SERVE = (CATALOG, "serve")


@dataclass(frozen=True)
class Server:
    """A running catalogue: where it answers, without a slash at the end, and its data directory."""

    url: str
    data: Path


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def clean_environment(data: Path, **extra: str) -> dict[str, str]:
    """The environment for a catalogue that uses `data`, without settings of whoever runs the tests; one worker answers."""
    inherited = {
        k: v for k, v in os.environ.items() if not k.startswith("DIENBIEN_") and k not in {"HOST", "PORT"}
    }
    return {**inherited, "DIENBIEN_DATA": str(data), "DIENBIEN_WORKERS": "1", **extra}


@contextmanager
def running_server(data: Path, *, command: Sequence[str] = SERVE, **environment: str) -> Iterator[Server]:
    """Start `catalog serve` on `data`, wait until it listens, end exactly that process.

    `environment` holds further settings, such as DIENBIEN_DATABASE_URL. Raises RuntimeError with the
    server's own output when it does not come up.
    """
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    process = started_server(data, port, command=command, **environment)
    try:
        wait_until_listening(process, port, log_of(data))
        yield Server(f"http://127.0.0.1:{port}", data)
    finally:
        process.terminate()
        process.wait(START_TIMEOUT_S)


def log_of(data: Path) -> Path:
    """Where a server on `data` writes what it says."""
    return data.with_name(f"{data.name}.log")


def started_server(
    data: Path, port: int, *, command: Sequence[str] = SERVE, **environment: str
) -> subprocess.Popen[bytes]:
    """Start `catalog serve` on a port; whoever asked for it waits for it and ends it."""
    with log_of(data).open("ab") as output:
        return subprocess.Popen(
            ending_with_us(command),
            env=clean_environment(data, HOST="127.0.0.1", PORT=str(port), **environment),
            cwd=data,  # no .env file of the source tree's
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def wait_until_listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server listens and has loaded what answers: only then is there nothing at this address."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/nothing/is/here", timeout=START_TIMEOUT_S)
        except httpx2.TransportError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"the server did not come up: {log.read_text(encoding='utf-8')}")
