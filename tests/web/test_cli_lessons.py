"""`catalog lesson counts`, as people and scripts call it."""

from __future__ import annotations

from pathlib import Path

from tests.web.life import catalog
from tests.web.test_cli import run


def test_the_counts_are_told_by_commune_and_name_nobody(tmp_path: Path) -> None:
    data = tmp_path / "data"
    empty = run(data, "lesson", "counts")
    assert (empty.returncode, empty.stdout) == (1, "")
    people = (("Biên tập 1", "EDITOR"), ("Cán bộ xã 1", "COMMUNE_OFFICER", "--unit", "03325"))
    for name, role, *unit in people:
        invited = catalog(data, "account", "invite", "--name", name, "--role", role, *unit)
        assert invited.returncode == 0, invited.stderr
    told = run(data, "lesson", "counts", language="vi")
    assert told.returncode == 0
    assert [line.split("\t") for line in told.stdout.splitlines()] == [
        ["-", "Không gắn với xã nào", "1", "0", "0", "0,00 %"],
        ["03325", "Xã Mường Phăng", "1", "0", "0", "0,00 %"],
    ]
    assert "Biên tập 1" not in told.stdout
    assert run(data, "lesson", "counts", "--lesson", "NO_SUCH").returncode == 2
