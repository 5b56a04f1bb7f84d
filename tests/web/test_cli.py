"""The `catalog` command as people and scripts call it."""

from __future__ import annotations

import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from tests.server import clean_environment, running_server
from web.cli import COMMANDS, parser

CATALOG = str(Path(sys.executable).parent / "catalog")


def run(data: Path, *arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = clean_environment(data, LANG=f"{language}_XX.UTF-8", LC_ALL="", PYTHONUTF8="1")
    return subprocess.run(
        [CATALOG, *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_found_where_its_module_alone_is_loaded(command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        parser([command, "--help"]).parse_args([command, "--help"])
    assert ended.value.code == 0


def test_the_list_of_commands_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["no-such-command"])
    said = capsys.readouterr().err.split("choose from ", 1)[1]
    assert sorted(re.findall(r"[a-z]+", said)) == sorted(COMMANDS)


OTHER_COMMANDS = {f"web.{module}" for module in COMMANDS.values()} - {"web.cli_serve"} | {"catalog.backup"}
ONLY_WHERE_USED = {
    *("alembic", "authlib", "av", "edtf", "geopy", "joserfc", "obstore", "openpyxl", "pyparsing", "pypdf"),
    *(
        "pyproj",
        "pygments",
        "rich",
        "segno",
        "typst",
        "xlsxwriter",
        "catalog.exchange.importing",
        "catalog.exchange.reading",
        "PIL",
    ),
}
NOT_BEFORE_THE_SERVER_LIVES = {"catalog.tables", "jinja2", "numpy", "rapidfuzz", "shapely", "web.front"}
NOT_BEFORE_THE_PAGES_ANSWER = {
    *("catalog.editing", "catalog.scoring", "graphql", "schema.build", "schema.context", "strawberry"),
    *("web.app", "web.graphql"),
}


def loaded_by(*steps: str) -> set[str]:
    asked = "; ".join(("import sys, web.cli", "web.cli.parser(['serve'])", *steps, "print(*sys.modules)"))
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_server_lives_before_it_loads_what_answers() -> None:
    loaded = loaded_by()
    assert "web.cli_serve" in loaded
    assert (
        not (OTHER_COMMANDS | ONLY_WHERE_USED | NOT_BEFORE_THE_SERVER_LIVES | NOT_BEFORE_THE_PAGES_ANSWER)
        & loaded
    )


def test_the_first_page_is_answered_without_graphql_and_what_few_need(
    loaded_sqlite_template: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(loaded_sqlite_template, tmp_path)}"
    loaded = loaded_by(
        "import catalog.settings, catalog.db, web.front",
        f"front = web.front.Front(catalog.settings.Settings(), catalog.db.Database('{url}'))",
        "from starlette.requests import Request",
        "scope = {'type': 'http', 'method': 'GET', 'path': '/', 'query_string': b'', 'headers': []}",
        "assert front.pages.home(Request(scope)).status_code == 200",
    )
    assert loaded >= NOT_BEFORE_THE_SERVER_LIVES
    assert not (OTHER_COMMANDS | ONLY_WHERE_USED | NOT_BEFORE_THE_PAGES_ANSWER) & loaded


def test_a_server_that_answers_has_loaded_nothing_that_few_need() -> None:
    loaded = loaded_by("import web.app, web.housekeeping, catalog.people.links")
    assert loaded >= NOT_BEFORE_THE_SERVER_LIVES | NOT_BEFORE_THE_PAGES_ANSWER
    assert not (OTHER_COMMANDS | ONLY_WHERE_USED) & loaded


def test_a_start_makes_no_validators_that_few_requests_need() -> None:
    forms = "import catalog.editing.surrogate_forms as f, catalog.coverage.document as d, catalog.tables as t"
    told = "print(*(m.__pydantic_complete__ for m in (f.SurrogateForm, d.Words, t.Site, t.CoverageSnapshot)))"
    asked = f"import web.app, web.housekeeping; {forms}; {told}"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"False"}


def test_a_database_that_is_as_it_should_be_is_opened_without_the_tools_to_change_it(
    loaded_sqlite_template: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(loaded_sqlite_template, tmp_path)}"
    speaking = "import web.cli_serve as s, web.cli_words as w, catalog.settings as c"
    prepared = f"s.prepare(c.Settings(database_url='{url}'), w.speaker('en')).close()"
    loaded = loaded_by(speaking, prepared)
    assert not (ONLY_WHERE_USED | NOT_BEFORE_THE_SERVER_LIVES | NOT_BEFORE_THE_PAGES_ANSWER) & loaded


def test_the_register_is_loaded_once_and_the_doctor_finds_it_whole(data: Path) -> None:
    assert run(data, "doctor").returncode == 1
    first, second = run(data, "place", "doi a1"), run(data, "place", "doi a1")
    assert "79 sites" in first.stderr
    assert "79 sites" not in second.stderr
    healthy = run(data, "doctor", language="vi")
    assert healthy.returncode == 0
    assert "79 địa điểm" in healthy.stdout


def test_a_former_address_finds_todays_unit(data: Path) -> None:
    found = run(data, "place", "xã", "Thanh", "Minh,", "TP", "Điện", "Biên", "Phủ")
    assert found.returncode == 0
    assert "03127" in found.stdout.splitlines()[0]
    assert run(data, "place", "21.3831, 103.0176").stdout.startswith("Phường Điện Biên Phủ\t03127")
    assert run(data, "place", "zzqqxx").returncode == 1


def test_an_import_tells_bad_rows_and_writes_them_to_be_corrected(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "moi.csv"
    file.write_text(
        "name_vi,kind,lat,lon\nThác Một,scenic,,\nThác Hai,castle,,\nThác Ba,scenic,103.1,21.4\n", "utf-8"
    )
    tried = run(data, "import", str(file), "--dry-run")
    assert (tried.returncode, "1 created" in tried.stdout) == (1, True)
    done = run(data, "import", str(file))
    assert done.returncode == 1
    assert "Row 3, column kind" in done.stdout
    with (tmp_path / "moi.rejected.csv").open(encoding="utf-8-sig", newline="") as rejected:
        rows = list(csv.DictReader(rejected))
    assert [row["name_vi"] for row in rows] == ["Thác Hai", "Thác Ba"]
    assert "đảo" in rows[1]["problem_vi"]
    corrected = (tmp_path / "moi.rejected.csv").read_text("utf-8-sig").replace("castle", "scenic")
    corrected = corrected.replace("103.1,21.4", "21.4,103.1")
    (tmp_path / "sua.csv").write_text(corrected, "utf-8")
    again = run(data, "import", str(tmp_path / "sua.csv"))
    assert (again.returncode, "2 created" in again.stdout) == (0, True)


def test_a_file_that_cannot_be_read_is_refused_by_name_in_two_languages(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "cu.csv"
    file.write_bytes("name_vi\nĐồi A1\n".encode("utf-16"))
    assert run(data, "import", str(file)).returncode == 2
    assert "UTF-16" in run(data, "import", str(file), language="vi").stderr
    missing = run(data, "import", str(tmp_path / "khong-co.csv"))
    assert (missing.returncode, "Traceback" in missing.stderr) == (2, False)


def test_an_export_is_written_whole_in_each_format(data: Path, tmp_path: Path) -> None:
    for name, start in (
        ("csv", "\ufeffcode,"),
        ("jsonl", '{"address'),
        ("geojson", '{"type":"FeatureCollection"'),
    ):
        file = tmp_path / f"out.{name}"
        assert run(data, "export", str(file), "--format", name).returncode == 0
        assert file.read_text("utf-8").startswith(start)
    printed = run(data, "export", "--format", "jsonl")
    assert len(printed.stdout.splitlines()) == 79


def test_a_token_is_printed_alone_and_names_its_holder(data: Path) -> None:
    issued = run(data, "token", "--person", "Biên tập thử", "--role", "EDITOR")
    token = issued.stdout.strip()
    assert issued.returncode == 0
    assert issued.stdout == f"{token}\n"
    assert run(data, "token", "--person", "Cán bộ", "--role", "COMMUNE_OFFICER").returncode == 2
    officer = run(data, "token", "--person", "Cán bộ", "--role", "COMMUNE_OFFICER", "--unit", "03325")
    assert officer.returncode == 0
    with running_server(data) as server, httpx2.Client(base_url=server.url) as client:
        question = {"query": "{ viewer { name roles } }"}
        known = client.post("/graphql", json=question, headers={"Authorization": f"Bearer {token}"})
        assert known.json()["data"]["viewer"] == {"name": "Biên tập thử", "roles": ["EDITOR"]}
        assert client.post("/graphql", json=question).json()["data"]["viewer"] is None
        forged = client.post("/graphql", json=question, headers={"Authorization": "Bearer dbt_forged"})
        assert forged.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_the_schema_is_printed(data: Path) -> None:
    assert "type Site implements Node" in run(data, "schema").stdout
    assert "DIENBIEN_DATA" not in os.environ


def test_the_history_is_exported_verified_and_held_against_the_export(data: Path, tmp_path: Path) -> None:
    assert run(data, "history", "verify").returncode == 2
    assert not data.exists()
    assert run(data, "doctor").returncode == 1
    assert run(data, "place", "doi a1").returncode == 0
    kept = tmp_path / "history.jsonl"
    assert run(data, "history", "export", str(kept)).returncode == 0
    assert len(kept.read_bytes().splitlines()) == 79
    assert kept.stat().st_mode & 0o077 == 0
    whole = run(data, "history", "verify", "--content", "--against", str(kept))
    assert (whole.returncode, whole.stdout) == (0, "The history is whole.\n")
    connection = sqlite3.connect(data / "catalogue.sqlite3")
    connection.execute("DROP TRIGGER history_entry_stays")
    connection.execute("DELETE FROM history_entry WHERE sequence IN (5, 79)")
    connection.commit()
    connection.close()
    broken = run(data, "history", "verify", "--against", str(kept))
    assert broken.returncode == 1
    lines = [tuple(line.split("\t")[:2]) for line in broken.stdout.splitlines()]
    assert lines == [("5", "MISSING"), ("79", "CUT"), ("5", "MISSING"), ("79", "MISSING")]
    assert "Phần cuối bị cắt" in run(data, "history", "verify", language="vi").stdout
    assert run(data, "history", "verify", "--against", str(data / "khong-co")).returncode == 2
    assert run(data, "history", "verify", "--against", str(data / "catalogue.sqlite3")).returncode == 2
    assert run(data, "history").returncode == 2


def test_an_import_is_previewed_listed_and_taken_back(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "moi.csv"
    file.write_text("slug,name_vi,kind\nthac-lui,Thác Lùi,scenic\ndoi-a1,Đồi A1,\n", "utf-8")
    assert run(data, "import", str(file), "--dry-run").returncode == 0
    with (tmp_path / "moi.preview.csv").open(encoding="utf-8-sig", newline="") as preview:
        rows = list(csv.DictReader(preview))
    assert {(row["effect"], row["slug"]) for row in rows} >= {("CREATE", "thac-lui")}
    assert ("names.VI", "", "Thác Lùi") in [(row["field"], row["before"], row["after"]) for row in rows]
    run(data, "import", str(file), "--by", "Nhập dữ liệu")
    newest = run(data, "imports", "list").stdout.splitlines()[0].split("\t")
    assert (newest[2], newest[5]) == ("moi.csv", "Nhập dữ liệu")
    assert run(data, "imports", "undo", newest[0]).returncode == 2
    seen = run(data, "imports", "undo", newest[0], "--dry-run", "--preview", str(tmp_path / "undo.csv"))
    assert (seen.returncode, "WITHDRAW" in seen.stdout) == (0, True)
    done = run(data, "imports", "undo", newest[0], "--reason", "Nhầm tệp")
    assert done.returncode == 0
    assert "1 withdrawn" in done.stdout
    assert (
        run(data, "imports", "list")
        .stdout.splitlines()[0]
        .endswith("taken back " + f"{datetime.now(UTC):%Y-%m-%d}")
    )
    assert run(data, "history", "verify", "--content").returncode == 0
