"""The public audits of the GraphQL-over-HTTP specification (npm's graphql-http): all of them, all ok."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.lanes import locked
from tests.web.serving import serving
from tests.web.small_app import SmallApp

pytestmark = pytest.mark.node

AUDITS = Path(__file__).parent / "audits"
NUMBER_OF_AUDITS = 61


def installed() -> None:
    """Install the audits when the lock file asks for others than are there."""
    have, want = AUDITS / "node_modules" / ".package-lock.json", AUDITS / "package-lock.json"
    with locked(AUDITS.parents[2] / ".pytest_cache" / "audits.lock"):
        if not have.exists() or have.stat().st_mtime < want.stat().st_mtime:
            npm = shutil.which("npm")
            assert npm, "the mark `node` belongs on this test"
            subprocess.run([npm, "ci"], cwd=AUDITS, stdin=subprocess.DEVNULL, capture_output=True, check=True)


def audited(url: str) -> list[dict[str, Any]]:
    """Every audit's result; `status` is ok, notice, warn or error."""
    done = subprocess.run(
        ["node", "audit.mjs", url], cwd=AUDITS, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_all_public_audits_are_ok() -> None:
    installed()
    with serving(SmallApp().asgi) as url:
        results = audited(f"{url}/graphql")
    assert [
        f"{r['id']} {r['name']}: {r['status']}, {r['reason']}" for r in results if r["status"] != "ok"
    ] == []
    assert len({r["id"] for r in results}) == NUMBER_OF_AUDITS


def test_the_audits_find_a_server_that_does_not_keep_to_the_specification() -> None:
    installed()
    with serving(SmallApp(status_of_invalid_requests=422).asgi) as url:
        failed = {r["id"] for r in audited(f"{url}/graphql") if r["status"] != "ok"}
    assert {"423L", "86EE"} <= failed
