"""A PostgreSQL server of the tests' own: new for each run, on a Unix socket only, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.lanes import postgresql_binaries
from tests.processes import ending_with_us

START_TIMEOUT_S = 30
# Nothing here has to survive a power cut, so nothing waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Cluster:
    """A running server and the databases made on it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._made = 0

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database, over the socket."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}"

    def create(self, template: str = "template0") -> str:
        """Make a database as a copy of `template`; returns its name."""
        self._made += 1
        name = f"test_{self._made}"
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """The URL of a copy of `template` that is removed at the end."""
        name = self.create(template)
        yield self.url(name)
        self.drop(name)

    def drop(self, name: str) -> None:
        """Remove a database, connections that a failed test left open included."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.directory), user="postgres", dbname="postgres", autocommit=True)

    def wait_until_ready(self, server: subprocess.Popen[bytes], log: Path) -> None:
        """Return when the server answers; raise with its own words when it does not."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while server.poll() is None and time.monotonic() < deadline:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")


def _as_whom() -> Mapping[str, Any]:
    """Arguments for subprocess: PostgreSQL refuses to run as root, so root hands over to another user."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Create a cluster, run its server, end exactly that server, remove everything."""
    binaries = postgresql_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    identity = _as_whom()
    directory = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has at most 107 bytes
    if identity:
        os.chown(directory, identity["user"], identity["group"])
    data, log = directory / "data", directory / "log"
    initdb: list[str | Path] = [
        binaries / "initdb",
        "--no-sync",
        "--username=postgres",
        "--auth=trust",
        "-D",
        data,
    ]
    try:
        subprocess.run(
            [*initdb, "--locale=C.UTF-8", "--encoding=UTF8"],
            check=True,
            capture_output=True,
            cwd=directory,
            **identity,
        )
        options = [f"-c{o}" for o in (*FAST, "listen_addresses=", f"unix_socket_directories={directory}")]
        with log.open("wb") as output:
            server = subprocess.Popen(
                ending_with_us([binaries / "postgres", "-D", data, *options]),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=directory,
                **identity,
            )
        try:
            cluster = Cluster(directory)
            cluster.wait_until_ready(server, log)
            yield cluster
        finally:
            server.send_signal(signal.SIGINT)  # "fast shutdown": clients are disconnected
            server.wait(START_TIMEOUT_S)
    finally:
        shutil.rmtree(directory)
