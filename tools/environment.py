"""Makes the virtual environment `.venv` from the lock files, and does nothing when it is up to date.

Run as `python -m tools.environment run` (what serving needs) or `... dev` (checks and tests as well) with
any Python from 3.11 on that has pip; needs nothing but the standard library. `... run check` only answers
whether there is nothing to do (exit code 0): any Python can, and the environment's own is at hand.

Packages are first downloaded, each checked against the SHA-256 in its lock, then installed without any
network: so what is printed as downloaded is the size of the package files themselves, whether pip took
them from a registry or from its own cache.
"""

from __future__ import annotations

import compileall
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCKS = {"run": "requirements.lock", "dev": "dev.lock", "node": "node.lock"}
INCLUDED = {"run": ("run",), "dev": ("run", "dev"), "node": ("run", "node")}
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--python", str(VENV_PYTHON))
FROM_LOCK = ("--no-deps", "--require-hashes", "--only-binary", ":all:")


def fingerprint(lock: str) -> str:
    """What an environment made from `lock` depends on; a moved or copied tree counts as another one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [
        str(ROOT),
        PYTHON_VERSION,
        (ROOT / lock).read_text(encoding="utf-8"),
        json.dumps([project["project"], project["build-system"], project["tool"]["hatch"]], sort_keys=True),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stamp(purpose: str) -> Path:
    """The file that holds the fingerprint of the last finished installation for `purpose`."""
    return VENV / f"{purpose}.stamp"


def is_fresh(purpose: str) -> bool:
    """Whether the environment already holds what `purpose` needs."""
    file = stamp(purpose)
    return VENV_PYTHON.exists() and file.exists() and file.read_text() == fingerprint(LOCKS[purpose])


def make_environment() -> None:
    """Create `.venv`, or create it anew when its Python is gone or another version, or the tree was moved.

    It gets no pip of its own: the outer pip installs into it, which saves four seconds and works where
    Debian's python3-venv is not installed.
    """
    if VENV_PYTHON.exists() and str(VENV) in (VENV / "pyvenv.cfg").read_text(encoding="utf-8"):
        ask = [str(VENV_PYTHON), "-c", "import sys; print(*sys.version_info[:2], sep='.')"]
        answer = subprocess.run(ask, check=False, capture_output=True, text=True).stdout.strip()
        if answer == PYTHON_VERSION:
            return
    venv.create(VENV, clear=True, symlinks=os.name != "nt")


def download(lock: str, into: Path) -> None:
    """Fetch the package files that `lock` pins and say how many, how large and how long it took."""
    started = time.monotonic()
    options = ["--progress-bar", "off", *FROM_LOCK, "--dest", str(into), "-r", str(ROOT / lock)]
    print(f"Downloading what {lock} pins", end="", flush=True)
    with subprocess.Popen(
        [*PIP, "download", *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as fetching:
        assert fetching.stdout is not None
        output = []
        for line in fetching.stdout:
            output.append(line)
            if line.startswith(("Collecting ", "Processing ")):
                print(".", end="", flush=True)
    print()
    if fetching.returncode:
        sys.exit("".join(output))
    files = list(into.iterdir())
    size = sum(file.stat().st_size for file in files)
    print(f"  {len(files)} packages, {size / 1e6:.1f} MB, in {time.monotonic() - started:.0f} s")


def pip(*arguments: str) -> None:
    """Run the outer pip on `.venv`; what it says of a failure is enough, so no trace is added."""
    if status := subprocess.run([*PIP, *arguments], check=False).returncode:
        sys.exit(status)


def install(lock: str) -> None:
    """Bring the packages of `lock` into `.venv`."""
    with tempfile.TemporaryDirectory() as folder:
        download(lock, Path(folder))
        started = time.monotonic()
        offline = ["--quiet", "--no-index", "--find-links", folder, *FROM_LOCK]
        pip("install", *offline, "-r", str(ROOT / lock))
    print(f"  installed in {time.monotonic() - started:.0f} s")


def install_project() -> None:
    """Make the source tree itself importable, and the `catalog` command with it."""
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    pip("install", *options)


def keep_byte_code() -> None:
    """Compile the modules that changed: reading source costs each start a second, even where Python may not keep it.

    What changed is told by the files' times alone; a compiler that looks into each file costs every start a fifth of
    a second.
    """
    for package in ("catalog", "schema", "media", "web"):
        for folder, _, names in os.walk(ROOT / package):
            modules = [name for name in names if name.endswith(".py")]
            if modules and not folder.endswith("__pycache__"):
                _keep_byte_code_of(Path(folder), modules)


def _keep_byte_code_of(folder: Path, modules: list[str]) -> None:
    with contextlib.suppress(FileNotFoundError):
        kept = {entry.name: entry.stat().st_mtime for entry in os.scandir(folder / "__pycache__")}
        modules = [
            name
            for name in modules
            if kept.get(f"{name[:-3]}.{sys.implementation.cache_tag}.pyc", 0.0)
            < (folder / name).stat().st_mtime
        ]
    for name in modules:
        compileall.compile_file(folder / name, quiet=2)


def main(purpose: str, *, only_check: bool = False) -> None:
    """Bring `.venv` to what `purpose` needs: "run", or "dev" or "node" which include it.

    Raises `SystemExit` where something is to be done and `only_check` forbids it.
    """
    started = time.monotonic()
    due = [part for part in INCLUDED[purpose] if not is_fresh(part)]
    if due and only_check:
        sys.exit(1)
    keep_byte_code()
    if not due:
        return
    os.environ["PIP_ROOT_USER_ACTION"] = "ignore"
    make_environment()
    for part in due:
        install(LOCKS[part])
        if part == "run":
            install_project()
        stamp(part).write_text(fingerprint(LOCKS[part]))
    print(f"Environment ready in {VENV.name} after {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    if sys.argv[1:2] not in [[purpose] for purpose in LOCKS] or sys.argv[2:] not in ([], ["check"]):
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(LOCKS)} [check]")
    main(sys.argv[1], only_check=len(sys.argv) == 3)
