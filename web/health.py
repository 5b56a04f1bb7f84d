"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from catalog.db import Database


def health_routes(database: Database) -> list[BaseRoute]:
    """`/health/live` touches nothing but the process; `/health/ready` asks the database one question."""

    async def live(_: Request) -> JSONResponse:
        return JSONResponse({"status": "live"})

    def ready(_: Request) -> JSONResponse:
        fault = database.fault()
        return JSONResponse({"status": "ready" if fault is None else fault}, 200 if fault is None else 503)

    return [Route("/health/live", live), Route("/health/ready", ready)]
