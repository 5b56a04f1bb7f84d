"""What is acknowledged lies on the disk: shown by the system calls of the real commands, in their order."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest

from catalog.db import Database
from catalog.people import issue_token
from catalog.terms import Role
from tests.catalogue import NOW
from tests.server import CATALOG, SERVE, clean_environment, running_server
from tests.staff import site_input
from tests.storage.summary import say
from tests.storage.trace import Call, read, tracing
from tests.web.life import DOCUMENTS

pytestmark = pytest.mark.strace
WRITES = ("write", "pwrite64", "writev", "pwritev")
SYNCS = ("fsync", "fdatasync")


def _last(calls: list[Call], names: tuple[str, ...], on: Path) -> Call:
    return [call for call in calls if call.name in names and call.is_on(on)][-1]


def _answers(calls: list[Call]) -> list[Call]:
    """The calls with which the server begins an answer."""
    return [call for call in calls if "HTTP/1.1 200 OK" in call.text and "socket:" in call.text]


def test_the_log_is_forced_to_the_disk_after_its_last_write_and_before_the_answer(
    data: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    trace, log = tmp_path / "trace", data / "catalogue.sqlite3-wal"
    with (
        closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database,
        database.write() as session,
    ):
        token = issue_token(session, "Biên tập 1", Role.EDITOR, None, NOW)
    body = {"query": DOCUMENTS["createSite"], "variables": {"input": site_input(), "key": "k"}}
    with running_server(data, command=(*tracing(trace), *SERVE)) as server:
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx2.post(f"{server.url}/graphql", json=body, headers=headers, timeout=60)
        assert answer.json()["data"]["createSite"]["problems"] == []
    calls = read(trace)
    (answered,) = _answers(calls)
    before = [call for call in calls if call.began < answered.began]
    written, synced = _last(before, WRITES, log), _last(before, SYNCS, log)
    assert written.ended < synced.began
    assert synced.text.endswith("= 0")
    assert synced.ended < answered.began
    say(record_property, f"trace: {written.name} of the log, then {synced.name}, then the answer")


def test_liveness_never_touches_the_database(data: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with running_server(data, command=(*tracing(trace), *SERVE)) as server, httpx2.Client() as client:
        for path in ("ready", "live", "live", "live", "ready"):
            assert client.get(f"{server.url}/health/{path}").status_code == 200
    calls = read(trace)
    answers = _answers(calls)
    assert len(answers) == 5

    def touched(first: Call, last: Call) -> bool:
        between = [call for call in calls if first.ended < call.began < last.began]
        return any(f"{data}/" in call.text for call in between)

    assert [touched(one, next_) for one, next_ in pairwise(answers)] == [
        False,
        False,
        False,
        True,  # readiness asks, so a touch would be seen
    ]


COMMANDS = {
    "backup": ("backup", "FILE"),
    "export": ("export", "FILE"),
    "history export": ("history", "export", "FILE"),
    "archive export": ("archive", "export", "FILE"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_kept_file_is_forced_to_the_disk_then_renamed_then_its_folder_is_forced(
    data: Path, tmp_path: Path, name: str
) -> None:
    trace, folder = tmp_path / "trace", tmp_path / "kept"
    folder.mkdir()
    file = folder / "file"
    arguments = [str(file) if word == "FILE" else word for word in COMMANDS[name]]
    done = subprocess.run(
        [*tracing(trace), CATALOG, *arguments],
        env=clean_environment(data),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    calls = read(trace)
    (renamed,) = [call for call in calls if call.name.startswith("rename") and f'"{file}"' in call.text]
    partial = Path(renamed.text.split('"')[1])
    assert partial.parent == folder
    steps = [
        _last(calls, WRITES, partial),
        _last(calls, SYNCS, partial),
        renamed,
        _last(calls, SYNCS, folder),
    ]
    assert all(one.ended < two.began for one, two in pairwise(steps))
    assert all(step.text.endswith("= 0") for step in steps[1:])
