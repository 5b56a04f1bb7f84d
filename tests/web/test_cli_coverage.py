"""`catalog coverage` as an evaluator uses it: on a file alone, and on the machine of the catalogue."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from catalog.coverage.sealing import canonical
from catalog.coverage.signing import public_key, sign
from catalog.db import Database
from catalog.reports.forms import Form, written
from tests.catalog.coverage.closing import closed, council, forced
from tests.catalog.coverage.documents import KEY, unsigned
from tests.catalogue import Catalogue
from tests.photographs import file_room
from tests.web.life import catalog


@dataclass
class Place:
    """A data directory in which a period was closed, and the closed file."""

    data: Path
    snapshot: dict[str, Any]
    file: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command on this data directory."""
        return catalog(self.data, "coverage", *arguments)


@pytest.fixture
def place(loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Place]:
    data = tmp_path / "data"
    data.mkdir()
    file = copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database, file_room(data) as room:
        snapshot = closed(council(Catalogue(database, room=room)))
    yield Place(data, snapshot, tmp_path / "snapshot.json")


def test_a_snapshot_is_listed_exported_verified_and_made_again(place: Place) -> None:
    listed = place.run("snapshots")
    assert listed.stdout.split("\t")[:2] == ["S-2026-1", "2026-11-23"]
    assert listed.stdout.strip().split("\t")[3:] == [place.snapshot["sha256"], "-"]
    assert place.run("export", "S-2026-1", str(place.file)).returncode == 0
    assert place.file.read_text("utf-8") == place.snapshot["document"]
    assert place.run("export", "S-2026-1").stdout == place.snapshot["document"]
    again = place.run("recompute", "S-2026-1")
    assert (again.returncode, again.stdout.strip()) == (0, place.snapshot["sha256"])
    key = place.run("key")
    assert set(json.loads(key.stdout)) == {"kty", "crv", "x", "kid"}
    pinned = place.file.with_name("key.json")
    pinned.write_text(key.stdout, "utf-8")
    verified = place.run("verify", str(place.file), "--key", str(pinned))
    assert (verified.returncode, verified.stderr) == (0, "")
    assert place.snapshot["sha256"] in verified.stdout


@pytest.mark.parametrize("form", Form)
def test_a_snapshot_is_exported_in_every_form_the_same_bytes_as_the_reports_write(
    place: Place, form: Form
) -> None:
    document = json.loads(place.snapshot["document"])
    done = place.run("export", "S-2026-1", str(place.file), "--as", form, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert place.file.read_bytes() == written(document, form, "en")
    printed = place.run("export", "S-2026-1", "--as", form)
    if form in (Form.XLSX, Form.PDF):
        assert (printed.returncode, printed.stdout) == (2, "")
        assert "name a file" in printed.stderr
    else:
        assert printed.stdout.encode() == written(document, form).replace(b"\r\n", b"\n")


def test_a_file_is_verified_where_there_is_no_catalogue_at_all(place: Place, tmp_path: Path) -> None:
    place.file.write_text(place.snapshot["document"], "utf-8")
    nowhere = tmp_path / "elsewhere" / "no-data"
    nowhere.parent.mkdir()
    done = catalog(
        nowhere,
        "coverage",
        "verify",
        str(place.file),
        DIENBIEN_DATABASE_URL="postgresql+psycopg://127.0.0.1:1/x",
    )
    assert done.returncode == 0, done.stderr
    assert "compare the key" in done.stderr
    assert list(nowhere.parent.iterdir()) == []


def test_an_altered_file_exits_with_1_and_its_faults_are_named_one_a_line(place: Place) -> None:
    altered = json.loads(place.snapshot["document"])
    altered["countings"][0]["entries"][0]["label"] = "Khác"
    place.file.write_bytes(canonical(altered))
    done = place.run("verify", str(place.file))
    assert done.returncode == 1
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == ["ALTERED", "HASH", "SIGNATURE"]
    assert lines[0][1] == f"countings/0/entries/{altered['countings'][0]['entries'][0]['key']}"
    place.file.write_bytes(b"no JSON")
    assert place.run("verify", str(place.file)).returncode == 1


def test_a_file_signed_by_another_key_holds_only_where_nobody_says_which(place: Place) -> None:
    place.file.write_text(sign(unsigned(), KEY).text, "utf-8")
    assert place.run("verify", str(place.file)).returncode == 0
    pinned = place.file.with_name("key.json")
    pinned.write_text(place.run("key").stdout, "utf-8")
    done = place.run("verify", str(place.file), "--key", str(pinned))
    assert (done.returncode, done.stdout.split("\t")[0]) == (1, "OTHER_KEY")
    pinned.write_bytes(canonical(public_key(KEY)))
    assert place.run("verify", str(place.file), "--key", str(pinned)).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [("verify", "no-such-file"), ("verify", "."), ("export", "S-2026-9"), ("recompute", "S-2026-9"),
     ("verify", "data/catalogue.sqlite3", "--key", "data/catalogue.sqlite3"), ("verify",), ("recompute",)],
)  # fmt: skip
def test_what_cannot_be_read_exits_with_2_and_is_told_in_a_sentence(
    place: Place, arguments: tuple[str, ...]
) -> None:
    done = place.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_what_was_forced_into_the_database_exits_with_1_and_is_named(place: Place) -> None:
    with closing(Database(f"sqlite:///{place.data / 'catalogue.sqlite3'}")) as database:
        forced(database, "UPDATE coverage_snapshot SET as_of = '2026-11-22'")
    done = place.run("recompute", "S-2026-1")
    assert done.returncode == 1
    assert done.stdout.strip() != place.snapshot["sha256"]
    assert "as_of" in done.stderr


def test_a_restored_catalogue_signs_and_verifies_with_the_same_key(place: Place, tmp_path: Path) -> None:
    backup, data = tmp_path / "backup.zip", tmp_path / "restored" / "data"
    data.parent.mkdir()
    assert catalog(place.data, "backup", str(backup)).returncode == 0
    assert catalog(data, "restore", str(backup)).returncode == 0
    assert catalog(data, "coverage", "key").stdout == place.run("key").stdout
    assert catalog(data, "coverage", "recompute", "S-2026-1").returncode == 0


def test_an_archive_carries_what_was_closed_and_no_key(place: Place, tmp_path: Path) -> None:
    archive, data = tmp_path / "archive.zip", tmp_path / "other" / "data"
    data.parent.mkdir()
    assert catalog(place.data, "archive", "export", str(archive)).returncode == 0
    taken = catalog(data, "archive", "import", str(archive))
    assert taken.returncode == 0, taken.stderr
    key = tmp_path / "key.jwk"
    key.write_text(place.run("key").stdout)
    done = catalog(data, "coverage", "recompute", "S-2026-1", "--key", str(key))
    assert (done.returncode, done.stdout.strip()) == (0, place.snapshot["sha256"])
    assert catalog(data, "coverage", "key").stdout != key.read_text()
    assert catalog(data, "coverage", "recompute", "S-2026-1").returncode == 1
    recounted = catalog(data, "coverage", "recount")
    assert (recounted.returncode, recounted.stdout) == (0, "")
