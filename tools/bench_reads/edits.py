"""What a publication takes while the catalogue is this large: on a copy, through the public interface."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

from tools.bench_reads.servers import CATALOG, Serving
from tools.tour_words import ACTS

PEOPLE = {"revise": "EDITOR", "submit": "EDITOR", "approve": "REVIEWER", "publish": "PUBLISHER"}
SITES = 5
BODY = "Cơ quan quản lý đo thử"


class Office:
    """The people who bring an edit before the public, each with a token."""

    def __init__(self, server: Serving, data: Path, url: str | None) -> None:
        self.server = server
        self.tokens = {role: _token(role, data, url) for role in dict.fromkeys(PEOPLE.values())}

    def do(self, act: str, **variables: Any) -> int:
        """Carry out an act; answers the version that it left. Raises `RuntimeError` with the problems."""
        answer = self.server.ask(ACTS[act], variables, self.tokens[PEOPLE[act]])
        (payload,) = answer.values()
        if payload["problems"]:
            raise RuntimeError(f"{act}: {payload['problems']}")
        version: int = payload["site"]["version"]
        return version


def _token(role: str, data: Path, url: str | None) -> str:
    environment = {**os.environ, "DIENBIEN_DATA": str(data)} | ({"DIENBIEN_DATABASE_URL": url} if url else {})
    command = [CATALOG, "token", "--person", f"Đo thử {role}", "--role", role]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def publications(server: Serving, data: Path, url: str | None) -> float:
    """Milliseconds from the order to publish until it is acknowledged: the median over some sites."""
    office, took = Office(server, data, url), []
    for number in range(1, SITES + 1):
        found = server.ask(
            "query ($slug: String!) { site(slug: $slug) { id version } }", {"slug": f"noi-do-thu-{number}"}
        )
        site, version = found["site"]["id"], found["site"]["version"]
        version = office.do("revise", id=site, version=version, input={"managingBody": f"{BODY} {number}"})
        for act in ("submit", "approve"):
            office.do(act, id=site, version=version)
        began = time.perf_counter()
        office.do("publish", id=site, version=version)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000
