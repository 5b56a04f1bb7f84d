"""`catalog scores`, as evaluators and scripts call it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import orjson
import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.scoring.criteria import canonical
from catalog.scoring.reading import template
from catalog.terms import Role
from tests.catalog.scoring.sets import criterion_data, set_data
from tests.catalogue import Catalogue
from tests.schema.individuals import AUTUMN, House, code, of, the_day_after
from tests.schema.scoring import SUBMIT, done
from tests.staff import MUONG_PHANG, Team, someone
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


def test_the_work_in_a_persons_sheet_is_counted_once_more(
    loaded_sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    file = data / "catalogue.sqlite3"
    file.write_bytes(loaded_sqlite_template.read_bytes())
    with closing(Database(f"sqlite:///{file}")) as database:
        catalogue = Catalogue(database)
        officer = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
        judges = (
            someone(catalogue, Role.EVALUATOR),
            someone(catalogue, Role.COUNCIL),
            someone(catalogue, Role.EDITOR),
        )
        house = House(Team.of(catalogue), officer, *judges)
        house.autumn()
        house.team.published()
        house.scored(house.team.editor)
        the_day_after(monkeypatch)
        done(house.team.editor, SUBMIT, **of(house.team.editor))
        asked = ("scores", "recount", code(house.team.editor), AUTUMN)
    held = catalog(data, *asked)
    assert held.returncode == 0
    rows = [row.split("\t") for row in held.stdout.splitlines()]
    assert [row[0] for row in rows] == ["I", "II", "III"]
    assert all(row[1] == row[2] for row in rows)
    assert catalog(data, "scores", "sheet", code(house.team.editor), AUTUMN).stdout.count("\t") > 20
    assert catalog(data, "scores", "recount", "svhttdl", "2026").returncode == 1
    assert catalog(data, "scores", "recount", "DB-P-99999", "2026").returncode == 2
    with closing(Database(f"sqlite:///{file}")) as database, database.write() as session:
        session.execute(sa.text("DROP TRIGGER score_update_kept"))
        text = "UPDATE score SET inputs = replace(inputs, :old, :new) WHERE criterion = 'II'"
        session.execute(sa.text(text), {"old": '"numerator":"1"', "new": '"numerator":"0"'})
    assert catalog(data, *asked).returncode == 1
