"""npm packages that tests need: fetched when their lock file asks for others than are there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.lanes import locked

ROOT = Path(__file__).parents[1]


def node_modules(folder: Path) -> Path:
    """The packages that `folder`'s lock file names, after `npm ci` where needed; mark: `node`."""
    modules = folder / "node_modules"
    have, want = modules / ".package-lock.json", folder / "package-lock.json"
    with locked(ROOT / ".pytest_cache" / f"npm-{folder.name}.lock"):
        if not have.exists() or have.stat().st_mtime < want.stat().st_mtime:
            npm = shutil.which("npm")
            assert npm, "the mark `node` belongs on this test"
            subprocess.run([npm, "ci"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return modules
