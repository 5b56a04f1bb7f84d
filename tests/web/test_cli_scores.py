"""`catalog scores`, as evaluators and scripts call it."""

from __future__ import annotations

from pathlib import Path

import orjson

from catalog.scoring.criteria import canonical
from catalog.scoring.reading import template
from tests.catalog.scoring.sets import criterion_data, set_data
from tests.web.life import catalog


def test_a_set_is_examined_with_all_reasons_and_without_a_database(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "bo.json"
    file.write_bytes(canonical(template()))
    held = catalog(data, "scores", "check", str(file))
    assert (held.returncode, held.stdout.split("\t")[0]) == (0, "svhttdl-mau 2025.0-draft")
    assert template().sha256 in held.stdout
    file.write_bytes(
        orjson.dumps(set_data(criterion_data("A", 60, "MANUAL"), criterion_data("A", 30, "MANUAL")))
    )
    refused = catalog(data, "scores", "check", str(file))
    assert refused.returncode == 1
    assert [line.split("\t")[0] for line in refused.stdout.splitlines()] == ["WEIGHTS", "DUPLICATE_CODE"]
    file.write_bytes(b"\xff{")
    assert catalog(data, "scores", "check", str(file)).stdout.startswith("NOT_JSON")
    assert not data.exists()


def test_a_sheet_is_printed_with_its_watermark(loaded_sqlite_template: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "catalogue.sqlite3").write_bytes(loaded_sqlite_template.read_bytes())
    printed = catalog(data, "scores", "sheet", "svhttdl", "2026")
    assert printed.returncode == 0
    head, mark, *lines = printed.stdout.splitlines()
    assert head.split("\t")[1:] == ["2026", "REGISTERED"]
    assert mark in ("mẫu – chưa phê duyệt", "template – not approved")
    assert lines[0].split("\t")[2:] == ["30", "-", "-", "-"]
    assert lines[-1].split("\t") == ["=", "", "100", "-"]
    assert catalog(data, "scores", "sheet", "không có", "2026").returncode == 2
