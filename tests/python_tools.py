"""Python programs that tests need and that cannot live in our environment: each set has one of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import venv
from pathlib import Path

from tests.lanes import locked

ROOT = Path(__file__).parents[1]
_INSTALL = (
    "-m",
    "pip",
    "--disable-pip-version-check",
    "--no-input",
    "install",
    "--require-hashes",
    "--no-deps",
)


def python_of(folder: Path) -> Path:
    """The Python of an environment with what `build.lock` and `tools.lock` of that folder name, made where needed.

    Everything is checked against its SHA-256; what has no wheel is built by what `build.lock` brought.
    """
    locks = [folder / "build.lock", folder / "tools.lock"]
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    place = ROOT / ".pytest_cache" / f"python-{folder.parent.name}"
    python, stamp = place / "bin" / "python", place / "stamp"
    with locked(place.with_suffix(".lock")):
        if not stamp.exists() or stamp.read_text() != wanted:
            shutil.rmtree(place, ignore_errors=True)
            venv.create(place, with_pip=True)
            for lock, how in zip(locks, ("--only-binary=:all:", "--no-build-isolation"), strict=True):
                subprocess.run(
                    [python, *_INSTALL, how, "-r", lock],
                    env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    check=True,
                )
            stamp.write_text(wanted)
    return python
