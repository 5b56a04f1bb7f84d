"""`/metrics`: how questions are answered and what is kept in memory, as Prometheus reads it.

Counts and bytes of this process, and nothing of anybody's. They are told to this machine alone: a reverse proxy passes
questions on for others, and says so in a header, so it gets none.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from schema.parts import KeptParts
from schema.plans import Executor, PlanCache
from web.cache import Answers

if TYPE_CHECKING:
    from prometheus_client import Metric
    from prometheus_client.registry import Collector

PATH = "/metrics"
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers of requests that were passed on."""


def metrics_routes(executor: Executor, answers: Answers) -> list[BaseRoute]:
    """The one address of the figures."""

    def metrics(request: Request) -> Response:
        if not is_from_here(request):
            return PlainTextResponse("", 404)
        from prometheus_client import (  # noqa: PLC0415 (loaded when somebody asks)
            CONTENT_TYPE_LATEST,
            CollectorRegistry,
            ProcessCollector,
            generate_latest,
        )

        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(_collector(executor, answers))
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


def _collector(executor: Executor, answers: Answers) -> Collector:
    from prometheus_client.registry import Collector  # noqa: PLC0415 (loaded when somebody asks)

    class Figures(Collector):
        """Reads the figures when they are asked for, so that counting costs nothing in between."""

        def collect(self) -> Iterator[Metric]:
            """One family after another."""
            return _families(executor, answers)

    return Figures()


def _families(executor: Executor, answers: Answers) -> Iterator[Metric]:
    from prometheus_client.core import (  # noqa: PLC0415 (loaded when somebody asks)
        CounterMetricFamily,
        GaugeMetricFamily,
    )

    ways = CounterMetricFamily(
        "catalogue_queries", "Queries that were executed: by a plan, or walked and why.", labels=["way"]
    )
    for way, number in (("plan", executor.planned), *sorted(executor.walked.items())):
        ways.add_metric([way.replace(" ", "_")], number)
    yield ways
    yield CounterMetricFamily(
        "catalogue_answers_given_again", "Requests answered by an answer that was kept.", answers.given_again
    )
    parts = executor.parts
    if parts is not None:
        yield CounterMetricFamily("catalogue_parts_found", "Sites of lists that were ready.", parts.found)
        yield CounterMetricFamily("catalogue_parts_made", "Sites of lists that were built.", parts.made)
    many = GaugeMetricFamily("catalogue_kept", "How many of each are kept in memory.", labels=["what"])
    size = GaugeMetricFamily("catalogue_kept_bytes", "Their memory, estimated.", labels=["what"])
    stores: list[tuple[str, Answers | PlanCache | KeptParts]] = [
        ("answers", answers),
        ("documents", executor.plans),
    ]
    for what, store in [*stores, *([("parts", parts)] if parts is not None else [])]:
        many.add_metric([what], len(store))
        size.add_metric([what], store.size)
    yield many
    yield size
