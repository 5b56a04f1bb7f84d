"""`catalog procedures`, as people and scripts call it."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.catalog.procedures.tables import COUNT_COLUMNS, PROCEDURE_COLUMNS, count, procedure, write
from tests.web.test_cli import run


def test_procedures_and_counts_come_in_and_their_figures_are_printed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    procedures = write(tmp_path / "thu_tuc.csv", PROCEDURE_COLUMNS, [procedure(), procedure("1.01")])
    done = run(data, "procedures", "import", str(procedures))
    assert (done.returncode, "1 created" in done.stdout) == (1, True)
    assert "Row 3, column code" in done.stdout
    with (tmp_path / "thu_tuc.rejected.csv").open(encoding="utf-8-sig", newline="") as rejected:
        (row,) = csv.DictReader(rejected)
    assert (row["code"], "1.013124" in row["problem_vi"]) == ("1.01", True)
    assert run(data, "procedures", "figures", "--from", "2026-01-01", "--to", "2026-02-01").returncode == 1

    counts = write(tmp_path / "ho_so.csv", COUNT_COLUMNS, [count(), count("11", procedure_code="1.013124")])
    dry = run(data, "procedures", "counts", str(counts), "--dry-run")
    assert (dry.returncode, (tmp_path / "ho_so.preview.csv").exists()) == (0, True)
    assert run(data, "procedures", "counts", str(counts)).returncode == 0
    assert "2 không đổi" in run(data, "procedures", "counts", str(counts), language="vi").stdout

    figures = run(data, "procedures", "figures", "--from", "2026-01-01", "--to", "2026-02-01", language="vi")
    *_, whole = figures.stdout.splitlines()
    assert figures.returncode == 0
    assert "procedures/2026.1" in figures.stderr
    assert whole.split("\t") == ["-", "Tất cả", "đã kết thúc", "R_in 16/20 80,00 %", "R_reuse 8/20 40,00 %",
                                 "R_out 18/24 75,00 %"]  # fmt: skip
    one = run(data, "procedures", "figures", "--from", "2026-01-01", "--to", "2100-01-01", "--unit", "03325")
    assert "in progress, days missing\tR_in 8/10 80.00%" in one.stdout
    unknown = run(
        data, "procedures", "figures", "--from", "2026-01-01", "--to", "2026-02-01", "--unit", "99999"
    )
    assert (unknown.returncode, unknown.stdout) == (2, "")

    taken_back = run(data, "imports", "undo", "3", "--reason", "Nhầm kỳ")
    assert (taken_back.returncode, "2 withdrawn" in taken_back.stdout) == (0, True)
