"""PostgreSQL's own tools: pg_dump and pg_restore, in the custom format."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

from catalog.backup.manifest import BackupError
from catalog.errors import Message


def dump(url: str, snapshot: str, file: Path) -> None:
    """Write the database as one exported snapshot shows it. Raises `BackupError` with the tool's own words."""
    _run("pg_dump", url, "--format=custom", f"--snapshot={snapshot}", f"--file={file}")


def load(url: str, file: Path) -> None:
    """Read a dump into an empty database, whole or not at all."""
    _run("pg_restore", url, "--exit-on-error", "--single-transaction", str(file))


def _run(tool: str, url: str, *arguments: str) -> None:
    program = _program(tool)
    parsed = sa.make_url(url)
    _, options = parsed.get_dialect()().create_connect_args(parsed)
    # A password on the command line could be read by everybody on the machine.
    environment = {**os.environ, "PGPASSWORD": str(options.pop("password", ""))}
    if not environment["PGPASSWORD"]:
        environment = dict(os.environ)
    command = [
        program,
        "--no-owner",
        "--no-privileges",
        "--no-password",
        f"--dbname={make_conninfo(**options)}",
    ]
    done = subprocess.run(  # noqa: S603 (a list, no shell)
        [*command, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip()[-1000:]
        raise BackupError(Message(f"{tool} không làm được: {said}", f"{tool} failed: {said}"))


def _program(tool: str) -> str:
    """The tool in PATH, else the newest of Debian's."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(tool) or (str(debian[-1]) if debian else None)
    if found is None:
        raise BackupError(
            Message(
                f"Không có {tool} trên máy này; hãy cài bộ công cụ của PostgreSQL (Debian: postgresql-client).",
                f"There is no {tool} here; install PostgreSQL's client tools (Debian: postgresql-client).",
            )
        )
    return found
