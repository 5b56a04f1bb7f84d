"""A PostgreSQL server over a folder that is kept, on a Unix socket only; and how a catalogue gets into it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlmodel import SQLModel

import catalog.tables
from catalog.db import Database
from catalog.migrating import upgrade
from tools.bench_reads.machine import brought, not_as_root, postgresql_binaries

assert catalog.tables  # registers every table
START_TIMEOUT_S = 60
DATABASE = "catalogue"
SETTINGS = (
    # Nothing here has to survive a power cut.
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=4GB",
    # All of it fits into memory, and compiling takes longer than these questions do.
    "shared_buffers=1GB", "work_mem=32MB", "maintenance_work_mem=256MB", "effective_cache_size=4GB",
    "random_page_cost=1.1", "jit=off", "listen_addresses=",
)  # fmt: skip


@dataclass(frozen=True)
class Cluster:
    """A running server; its socket is in `socket`."""

    socket: Path

    def url(self, database: str = DATABASE) -> str:
        """The SQLAlchemy URL of one database, over the socket."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket}"

    def connect(self, database: str = DATABASE) -> psycopg.Connection[tuple[object, ...]]:
        """A connection that commits each statement."""
        return psycopg.connect(host=str(self.socket), user="postgres", dbname=database, autocommit=True)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The URL of a copy of the catalogue that is removed at the end."""
        name = "changed"
        with self.connect("postgres") as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(DATABASE)
                )
            )
            try:
                yield self.url(name)
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """Serve the cluster in `folder`, which is made where it is not there; end exactly that server."""
    binaries = brought("postgresql", postgresql_binaries)
    identity = not_as_root()
    data, sockets = (
        folder / "data",
        Path(tempfile.mkdtemp(prefix="pg-")),
    )  # a socket's path has at most 107 bytes
    try:
        _make(binaries, data, sockets)
        log = sockets / "log"
        options = [f"-c{o}" for o in (*SETTINGS, f"unix_socket_directories={sockets}")]
        with log.open("wb") as output:
            server = subprocess.Popen([binaries / "postgres", "-D", data, *options], stdin=subprocess.DEVNULL,
                                      stdout=output, stderr=subprocess.STDOUT, cwd=sockets, **identity)  # fmt: skip
        try:
            cluster = Cluster(sockets)
            _wait(cluster, server, log)
            yield cluster
        finally:
            server.send_signal(signal.SIGINT)  # "fast shutdown": clients are disconnected
            server.wait(START_TIMEOUT_S)
    finally:
        shutil.rmtree(sockets)


def _make(binaries: Path, data: Path, sockets: Path) -> None:
    identity = not_as_root()
    data.mkdir(parents=True, exist_ok=True)
    if identity:
        for folder in (data, sockets):
            os.chown(folder, identity["user"], identity["group"])
    if (data / "PG_VERSION").exists():
        return
    command: list[str | Path] = [binaries / "initdb", "--no-sync", "--username=postgres", "--auth=trust", "-D", data,
                                 "--locale=C.UTF-8", "--encoding=UTF8"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=sockets, **identity)
    if done.returncode:
        raise SystemExit(f"initdb failed (--folder names another place): {done.stderr.strip()[-500:]}")


def _wait(cluster: Cluster, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            cluster.connect("postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"PostgreSQL did not start: {log.read_text()[-1000:]}")


def fill(cluster: Cluster, source: Database) -> None:
    """Bring the whole content of `source` into the catalogue's database of the cluster, row by row as it is."""
    with cluster.connect("postgres") as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    upgrade(cluster.url())
    with cluster.connect() as target, source.read() as session, target.transaction():
        target.execute(
            "SET session_replication_role = replica"
        )  # rows come table by table, not in the order of keys
        tables = SQLModel.metadata.sorted_tables
        names = sql.SQL(", ").join(sql.Identifier(table.name) for table in tables)
        target.execute(sql.SQL("TRUNCATE {}").format(names))
        for table in tables:
            rows = session.connection().execution_options(yield_per=5_000).execute(sa.select(table))
            columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
            with target.cursor().copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            _go_on(target, table)
    with cluster.connect() as target:
        target.execute("VACUUM ANALYZE")


def _go_on(target: psycopg.Connection[tuple[object, ...]], table: sa.Table) -> None:
    """Let the next numbers follow the highest that was copied."""
    for column in table.primary_key:
        found = target.execute("SELECT pg_get_serial_sequence(%s, %s)", (table.name, column.name)).fetchone()
        if found is not None and found[0] is not None:
            highest = sql.SQL("SELECT setval(%s, coalesce(max({}), 0) + 1, false) FROM {}")
            target.execute(
                highest.format(sql.Identifier(column.name), sql.Identifier(table.name)), (found[0],)
            )
