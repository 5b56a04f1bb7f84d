"""npm packages that tests need: fetched when their lock file asks for others than are there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.lanes import locked

ROOT = Path(__file__).parents[1]


def node_modules(folder: Path, *, holding: str | None = None) -> Path:
    """The packages that `folder`'s lock file names, after `npm ci` where needed; mark: `node`.

    `holding`: a package that only checking needs, which a build alone does not fetch.
    """
    modules = folder / "node_modules"
    have, want = modules / ".package-lock.json", folder / "package-lock.json"
    with locked(ROOT / ".pytest_cache" / f"npm-{folder.name}.lock"):
        is_whole = holding is None or (modules / holding).is_dir()
        if not is_whole or not have.exists() or have.stat().st_mtime < want.stat().st_mtime:
            npm = shutil.which("npm")
            assert npm, "the mark `node` belongs on this test"
            subprocess.run([npm, "ci"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return modules
