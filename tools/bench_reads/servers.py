"""The servers that are compared, each a process of its own on the loopback address."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import orjson

from tools.bench_reads.machine import ROOT, anonymous_mb, free_port, node
from tools.bench_reads.postgresql import Cluster

CATALOG = str(Path(sys.executable).with_name("catalog"))
PEER = Path(__file__).with_name("postgraphile")
PEERS_FILES = ("package.json", "package-lock.json", ".npmrc", "server.mjs")
START_S = 120
LISTENING = "0A"
"""As the kernel writes it."""
WORKERS = int(os.environ.get("WORKERS") or 0)
"""How many processes answer for us, and are bare uvicorn; 0: as many as `catalog serve` has here by itself."""
ACCEPT = "application/graphql-response+json, application/json;q=0.9"


def workers() -> int:
    """How many processes answer for us."""
    return WORKERS or min(2, os.cpu_count() or 1)


@cache
def client() -> httpx2.Client:
    """One for all questions that are not measured: to make one takes longer than most answers."""
    return httpx2.Client(timeout=60)


class AnswerError(Exception):
    """A server answered a question with errors, or not at all."""


@dataclass(frozen=True)
class Serving:
    """A running server: where it answers, its process, and how long it took until it did."""

    url: str
    pid: int
    start_s: float

    @property
    def megabytes(self) -> float:
        """Memory of its own."""
        return anonymous_mb(self.pid)

    def ask(self, document: str, variables: Mapping[str, Any], token: str | None = None) -> Any:
        """The data of an answer. Raises `AnswerError` for one with errors."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = self.post(document, variables, headers)
        answer = orjson.loads(response.content)
        if response.status_code != 200 or answer.get("errors"):
            raise AnswerError(f"{dict(variables)}: {response.status_code} {response.text[:500]}")
        return answer["data"]

    def post(
        self, document: str, variables: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> httpx2.Response:
        """The whole answer to a question."""
        body = orjson.dumps({"query": document, "variables": variables})
        sent = {"Content-Type": "application/json", "Accept": ACCEPT, **(headers or {})}
        return client().post(self.url, content=body, headers=sent)


@contextmanager
def process(
    command: Sequence[str | Path],
    port: int,
    path: str,
    log: Path,
    environment: Mapping[str, str],
    cwd: Path = ROOT,
) -> Iterator[Serving]:
    """Start a server, wait until it answers at all, end exactly that process."""
    began = time.monotonic()
    with log.open("wb") as output:
        started = subprocess.Popen(command, cwd=cwd, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=output)  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(started, f"{url}{path}", log)
        yield Serving(f"{url}/graphql", started.pid, time.monotonic() - began)
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def _wait(started: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while started.poll() is None and time.monotonic() < deadline:
        try:
            if client().get(url).status_code < 500:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}")


def _clean() -> dict[str, str]:
    """The environment without settings of whoever runs this."""
    return {
        k: v for k, v in os.environ.items() if not k.startswith("DIENBIEN_") and k not in {"HOST", "PORT"}
    }


@contextmanager
def catalogue(data: Path, url: str | None, log: Path) -> Iterator[Serving]:
    """`catalog serve` as in production: its workers, identity, limits and access log; `url` is PostgreSQL's."""
    port = free_port()
    environment = {**_clean(), "DIENBIEN_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port)}
    if url is not None:
        environment["DIENBIEN_DATABASE_URL"] = url
    if WORKERS:
        environment["DIENBIEN_WORKERS"] = str(WORKERS)
    with process([CATALOG, "serve"], port, "/health/ready", log, environment) as serving:
        _wait_for_all(port)
        yield serving


def _wait_for_all(port: int) -> None:
    """Until all workers listen: the first does so before the others are started."""
    deadline = time.monotonic() + START_S
    while _listeners(port) < workers():
        if time.monotonic() > deadline:
            raise SystemExit(f"port {port}: {_listeners(port)} of {workers()} workers answer")
        time.sleep(0.05)


def _listeners(port: int) -> int:
    """How many sockets listen on a port of the loopback address, from the kernel."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()]
    return sum(line[1] == f"0100007F:{port:04X}" and line[3] == LISTENING for line in lines)


@contextmanager
def bare(answers: Path, log: Path) -> Iterator[Serving]:
    """Bare uvicorn with the answers in this folder, in as many processes as we have; `url` has no path."""
    port = free_port()
    command = [sys.executable, "-m", "tools.bench_reads.bare", str(port)]
    first, environment = next(answers.glob("*.body")).stem, {**_clean(), "BENCH_ANSWERS": str(answers)}
    with ExitStack() as opened:
        serving, *_ = [
            opened.enter_context(process(command, port, f"/{first}", log, environment))
            for _ in range(workers())
        ]
        _wait_for_all(port)
        yield Serving(serving.url.removesuffix("/graphql"), serving.pid, serving.start_s)


@contextmanager
def postgraphile(cluster: Cluster, folder: Path, log: Path) -> Iterator[Serving]:
    """PostGraphile 5 on the same content, with views and functions made for these questions."""
    brought = node()
    home = brought.installed(PEER, folder / "postgraphile", PEERS_FILES)
    with cluster.connect() as connection:
        connection.execute((PEER / "views.sql").read_text(encoding="utf-8"))
    port = free_port()
    environment = {
        **{name: value for name, value in _clean().items() if name != "NODE_OPTIONS"},
        "NODE_ENV": "production", "GRAPHILE_ENV": "production", "PGUSER": "postgres",
        "PEER_DATABASE": f"socket:{cluster.socket}?db=catalogue", "PEER_PORT": str(port),
    }  # fmt: skip
    command: list[str | Path] = [brought.node, "server.mjs"]
    with process(command, port, "/graphql?query=%7B__typename%7D", log, environment, home) as serving:
        yield serving
