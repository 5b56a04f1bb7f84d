"""`/metrics`: how questions are answered and what is kept, as Prometheus reads it.

Counts and bytes of all workers of this server, and nothing of anybody's. They are told to this machine alone: a reverse
proxy passes questions on for others, and says so in a header, so it gets none.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from schema.plans import Executor
from web.board import Board, Figures
from web.cache import Answers

if TYPE_CHECKING:
    from prometheus_client import Metric
    from prometheus_client.registry import Collector

PATH = "/metrics"
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers of requests that were passed on."""

TOLD_EVERY_S = 0.5
"""How old what a worker tells of another may be."""

COUNTED = {
    "catalogue_queries": "Queries that were executed: by a plan, or walked and why.",
    "catalogue_answers_given_again": "Requests answered by an answer that was kept.",
    "catalogue_parts_found": "Sites of lists that were ready.",
    "catalogue_parts_made": "Sites of lists that were built.",
    "process_cpu_seconds": "Time of the processor that was used.",
}
MEASURED = {
    "catalogue_workers": "Processes that answer.",
    "catalogue_kept": "How many of each are kept.",
    "catalogue_kept_bytes": "Their bytes: in memory, estimated; those of parts in a file.",
    "process_resident_memory_bytes": "Memory, shared files included.",
}
LABELS = {"catalogue_queries": "way", "catalogue_kept": "what", "catalogue_kept_bytes": "what"}


def figures_of(executor: Executor, answers: Answers) -> Figures:
    """This worker's figures, by the name of the family and, after a blank, the value of its label."""
    parts = executor.parts
    found: dict[str, float] = {
        "catalogue_queries_total plan": executor.planned,
        "catalogue_answers_given_again_total": answers.given_again,
        "catalogue_parts_found_total": parts.found if parts else 0,
        "catalogue_parts_made_total": parts.made if parts else 0,
        "process_cpu_seconds_total": time.process_time(),
        "process_resident_memory_bytes": _resident_bytes(),
        "catalogue_workers": 1,
    }
    for way, number in sorted(executor.walked.items()):
        found[f"catalogue_queries_total {way.replace(' ', '_')}"] = number
    for what, store in (("answers", answers), ("documents", executor.plans), ("parts", parts)):
        if store is not None:
            found |= {f"catalogue_kept {what}": len(store), f"catalogue_kept_bytes {what}": store.size}
    return found


def _resident_bytes() -> int:
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def telling(figures: Callable[[], Figures], board: Board | None) -> Iterator[None]:
    """Show this worker's figures to the others, again and again."""

    async def tell(board: Board) -> None:
        while True:
            board.tell(figures())
            await asyncio.sleep(TOLD_EVERY_S)

    task = None if board is None else asyncio.create_task(tell(board))
    try:
        yield
    finally:
        if task is not None:
            task.cancel()


def metrics_routes(figures: Callable[[], Figures], board: Board | None = None) -> list[BaseRoute]:
    """The one address of the figures."""

    def metrics(request: Request) -> Response:
        if not is_from_here(request):
            return PlainTextResponse("", 404)
        from prometheus_client import (  # noqa: PLC0415 (loaded when somebody asks)
            CONTENT_TYPE_LATEST,
            CollectorRegistry,
            generate_latest,
        )

        registry = CollectorRegistry()
        registry.register(_collector(figures() if board is None else board.together(figures())))
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [Route(PATH, metrics, methods=["GET"])]


def is_from_here(request: Request) -> bool:
    """Whether a request comes from this machine, and was not passed on for another."""
    if request.client is None or any(name in request.headers for name in PASSED_ON):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _collector(figures: Figures) -> Collector:
    from prometheus_client.registry import Collector  # noqa: PLC0415 (loaded when somebody asks)

    class Told(Collector):
        """These figures."""

        def collect(self) -> Iterator[Metric]:
            """One family after another."""
            return _families(figures)

    return Told()


def _families(figures: Figures) -> Iterator[Metric]:
    from prometheus_client.core import (  # noqa: PLC0415 (loaded when somebody asks)
        CounterMetricFamily,
        GaugeMetricFamily,
    )

    for kind, names, end in ((CounterMetricFamily, COUNTED, "_total"), (GaugeMetricFamily, MEASURED, "")):
        for name, text in names.items():
            label = LABELS.get(name)
            family = kind(name, text, labels=[label] if label else [])
            for key, number in figures.items():
                said, _, value = key.partition(" ")
                if said == name + end:
                    family.add_metric([value] if label else [], number)
            yield family
