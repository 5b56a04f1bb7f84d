"""The public audits of the GraphQL-over-HTTP specification (npm's graphql-http): all of them, all ok."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.npm import node_modules
from tests.server import Server
from tests.web.serving import serving
from tests.web.small_app import SmallApp

pytestmark = pytest.mark.node

AUDITS = Path(__file__).parent / "audits"
NUMBER_OF_AUDITS = 61


def audited(url: str) -> list[dict[str, Any]]:
    """Every audit's result; `status` is ok, notice, warn or error."""
    node_modules(AUDITS)
    done = subprocess.run(
        ["node", "audit.mjs", url], cwd=AUDITS, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_all_public_audits_are_ok(server: Server) -> None:
    results = audited(f"{server.url}/graphql")
    assert [
        f"{r['id']} {r['name']}: {r['status']}, {r['reason']}" for r in results if r["status"] != "ok"
    ] == []
    assert len({r["id"] for r in results}) == NUMBER_OF_AUDITS


def test_the_audits_find_a_server_that_does_not_keep_to_the_specification() -> None:
    with serving(SmallApp(status_of_invalid_requests=422).asgi) as url:
        failed = {r["id"] for r in audited(f"{url}/graphql") if r["status"] != "ok"}
    assert {"423L", "86EE"} <= failed
