"""A record's life over HTTP, as an office's programme leads it: with tokens, keys, and tries again."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.catalogue import VARIABLES
from tests.server import CATALOG, clean_environment
from tests.staff import site_input

_SITE = "{ site { id code slug version state contentHash } problems { code field message } }"
_MOVE = "mutation ($id: ID!, $version: Int!, $key: String) {{ {0}(id: $id, version: $version, idempotencyKey: $key) "
DOCUMENTS = {
    "createSite": "mutation ($input: CreateSiteInput!, $key: String) "
    f"{{ createSite(input: $input, idempotencyKey: $key) {_SITE} }}",
    "reviseSite": "mutation ($id: ID!, $version: Int!, $input: ReviseSiteInput!, $key: String) "
    f"{{ reviseSite(id: $id, version: $version, input: $input, idempotencyKey: $key) {_SITE} }}",
    **{name: f"{_MOVE.format(name)}{_SITE} }}" for name in ("submitSite", "approveSite", "publishSite")},
}
ROLES = ("EDITOR", "REVIEWER", "PUBLISHER")
STEPS = (
    ("submitSite", "EDITOR"),
    ("approveSite", "REVIEWER"),
    ("publishSite", "PUBLISHER"),
)


def catalog(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one `catalog` command on a data directory, in English."""
    return subprocess.run(
        [CATALOG, "--lang", "en", *arguments],
        env=clean_environment(data, PYTHONUTF8="1", **environment),
        cwd=data.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def tokens(data: Path, **environment: str) -> dict[str, str]:
    """A bearer token for one person of each role."""
    issued = {}
    for role in ROLES:
        done = catalog(data, "token", "--person", f"Người {role}", "--role", role, **environment)
        assert done.returncode == 0, done.stderr
        issued[role] = done.stdout.strip()
    return issued


@dataclass
class Office:
    """Three people at a server; `acknowledged` is what it said yes to: the key, and code, version, state."""

    url: str
    tokens: dict[str, str]
    acknowledged: dict[str, tuple[str, int, str]] = field(default_factory=dict)

    def send(self, operation: str, role: str, key: str, **variables: Any) -> dict[str, Any]:
        """One mutation with a key; raises httpx2's errors when the server goes away under it."""
        answer = httpx2.post(
            f"{self.url}/graphql",
            json={
                "query": DOCUMENTS[operation],
                "variables": {**variables, "key": key},
            },
            headers={"Authorization": f"Bearer {self.tokens[role]}", "Accept-Language": "en"},
            timeout=30,
        ).json()
        return dict(answer)

    def asked(self, operation: str, role: str, key: str, **variables: Any) -> dict[str, Any]:
        """One mutation that must succeed; it is noted as acknowledged. Answers the site."""
        answer = self.send(operation, role, key, **variables)
        assert "errors" not in answer, answer
        (payload,) = answer["data"].values()
        assert payload["problems"] == [], payload
        site: dict[str, Any] = payload["site"]
        self.acknowledged[key] = (site["code"], site["version"], site["state"])
        return site

    def life(self, name: str) -> dict[str, Any]:
        """A site that is created, revised and published; keys start with `name`, which is its slug."""
        site = self.asked("createSite", "EDITOR", f"{name}-create", input=site_input(slug=name))
        at = {"id": site["id"], "version": 1}
        revised = VARIABLES["ReviseSite"]["input"]
        site = self.asked("reviseSite", "EDITOR", f"{name}-revise", **at, input=revised)
        at["version"] = site["version"]
        for operation, role in STEPS:
            site = self.asked(operation, role, f"{name}-{operation}", **at)
        return site
