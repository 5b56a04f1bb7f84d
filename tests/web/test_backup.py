"""Backup and restore: a drill with a server at work, and everything that is refused."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog.backup.copies import record_copy
from catalog.backup.manifest import BackupError, Manifest
from catalog.backup.restoring import restore
from catalog.backup.taking import take_backup
from catalog.db import Database
from catalog.migrating import downgrade, head_revision
from catalog.settings import Settings
from catalog.tables import StoredFile
from tests.catalogue import Catalogue
from tests.postgresql import Cluster
from tests.server import running_server
from tests.web.life import Office, catalog, tokens

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HASH = re.compile(r"row (\d+), hash of what is published ([0-9a-f]{64})")


@pytest.fixture
def data(loaded_sqlite_template: Path, tmp_path: Path) -> Path:
    """A data directory with the starting register, and with stored files."""
    folder = tmp_path / "data"
    (folder / "originals" / "ab").mkdir(parents=True)
    shutil.copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    (folder / "originals" / "ab" / "ảnh.jpg").write_bytes(os.urandom(100_000))
    (folder / "originals" / "half.part").write_bytes(b"still being written")
    return folder


def settings_of(data: Path, url: str | None = None) -> Settings:
    return Settings(data=data, database_url=url)


def _drill(data: Path, elsewhere: Path, here: dict[str, str], there: dict[str, str]) -> None:
    """Back up under a server that is being written to, restore elsewhere, compare."""
    archive, kept = data.with_name("full.zip"), data.with_name("history.jsonl")
    with running_server(data, **here) as server:
        office, stop = Office(server.url, tokens(data, **here)), threading.Event()
        office.life("thac-truoc-sao-luu")
        before = len(office.acknowledged)

        def write_on() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                office.life(f"thac-trong-luc-{number}")

        writer = threading.Thread(target=write_on)
        writer.start()
        taken = catalog(data, "backup", str(archive), **here)
        stop.set()
        writer.join()
        assert taken.returncode == 0, taken.stderr
        assert len(office.acknowledged) > before + 5
        put = catalog(elsewhere, "restore", str(archive), **there)
        assert put.returncode == 0, put.stderr
        assert catalog(data, "history", "export", str(kept), **here).returncode == 0
    said = [HASH.search(done.stdout) for done in (taken, put)]
    assert said[0] and said[1] and said[0].groups() == said[1].groups()
    assert int(said[0][1]) >= 79 + before
    verified = catalog(elsewhere, "history", "verify", "--content", **there)
    assert (verified.returncode, verified.stdout) == (0, "The history is whole.\n")
    doctor = catalog(elsewhere, "doctor", **there)
    assert (doctor.returncode, "!!" in doctor.stdout) == (0, False), doctor.stdout
    lines = kept.read_bytes().splitlines()
    assert json.loads(lines[int(said[0][1]) - 1])["hash"] == _manifest(archive).state.history_hash
    again = elsewhere.with_name("again.zip")
    assert catalog(elsewhere, "backup", str(again), **there).returncode == 0
    assert _manifest(again).state == _manifest(archive).state
    with running_server(elsewhere, **there) as server:
        Office(server.url, office.tokens).life("thac-sau-khoi-phuc")


def _manifest(archive: Path) -> Manifest:
    with zipfile.ZipFile(archive) as opened:
        return Manifest.model_validate_json(opened.read("manifest.json"))


def test_a_drill_on_sqlite_ends_with_equal_hashes(data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    _drill(data, elsewhere, {}, {})
    photograph = "originals/ab/ảnh.jpg"
    assert (elsewhere / photograph).read_bytes() == (data / photograph).read_bytes()
    assert not (elsewhere / "originals" / "half.part").exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith(".part")) == []


@pytest.mark.postgresql
def test_a_drill_on_postgresql_ends_with_equal_hashes(
    data: Path, tmp_path: Path, loaded_postgresql_url: str, postgresql_cluster: Cluster
) -> None:
    (data / "catalogue.sqlite3").unlink()
    with postgresql_cluster.copy("template0") as empty:
        here, there = ({"DIENBIEN_DATABASE_URL": url} for url in (loaded_postgresql_url, empty))
        _drill(data, tmp_path / "elsewhere", here, there)
        filled = catalog(tmp_path / "third", "restore", str(tmp_path / "full.zip"), **there)
        assert (filled.returncode, "not empty" in filled.stderr) == (2, True)
        assert not (tmp_path / "third").exists()


def test_a_backup_is_readable_by_its_owner_only_and_overwrites_nothing(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "full.zip"
    take_backup(settings_of(data), archive, NOW)
    assert archive.stat().st_mode & 0o777 == 0o600
    before = archive.read_bytes()
    for refused in (archive, data / "inside.zip", tmp_path / "nowhere" / "full.zip"):
        with pytest.raises(BackupError):
            take_backup(settings_of(data), refused, NOW)
    assert archive.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "full.zip"]
    assert not (data / "inside.zip").exists()


def test_a_backup_of_nothing_or_of_a_damaged_database_is_none(data: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        take_backup(settings_of(tmp_path / "none"), tmp_path / "full.zip", NOW)
    content = bytearray((data / "catalogue.sqlite3").read_bytes())
    content[40_000:60_000] = os.urandom(20_000)
    (data / "catalogue.sqlite3").write_bytes(content)
    with pytest.raises(BackupError, match=r"damaged|copied"):
        take_backup(settings_of(data), tmp_path / "full.zip", NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def _flipped(archive: Path, name: str) -> None:
    """One bit of a stored file, where the archive's own checksum is made to agree."""
    with zipfile.ZipFile(archive) as opened:
        contents = {entry: opened.read(entry) for entry in opened.namelist()}
    content = bytearray(contents[name])
    content[len(content) // 2] ^= 1
    contents[name] = bytes(content)
    _written(archive, contents)


def _written(archive: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in contents.items():
            opened.writestr(name, content)


def _with_manifest(archive: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(archive) as opened:
        contents = {entry: opened.read(entry) for entry in opened.namelist()}
    text = contents["manifest.json"].decode()
    assert old in text
    _written(archive, {**contents, "manifest.json": text.replace(old, new).encode()})


def _scribbled(archive: Path) -> None:
    with archive.open("r+b") as file:
        file.seek(2000)
        file.write(os.urandom(3000))


PHOTOGRAPH = "files/originals/ab/ảnh.jpg"
SPOILT: dict[str, Callable[[Path], object]] = {
    "a bit of the database": lambda archive: _flipped(archive, "database.sqlite3"),
    "a bit of a stored file": lambda archive: _flipped(archive, PHOTOGRAPH),
    "the end of the file": lambda archive: os.truncate(archive, archive.stat().st_size - 1000),
    "the middle of the file": _scribbled,
    "everything": lambda archive: archive.write_bytes(b"not a zip"),
    "the manifest": lambda archive: _written(archive, {"manifest.json": b"{}"}),
    "no manifest": lambda archive: _written(archive, {"database.sqlite3": b""}),
    "a way out": lambda archive: _with_manifest(archive, PHOTOGRAPH, "files/../../out.jpg"),
    "another name": lambda archive: _with_manifest(archive, PHOTOGRAPH, "files/other.jpg"),
    "a newer revision": lambda archive: _with_manifest(archive, f'"{head_revision()}"', '"9999"'),
    "a newer format": lambda archive: _with_manifest(archive, '"format_version": 1', '"format_version": 2'),
    "another database": lambda archive: _with_manifest(archive, '"database": "sqlite"', '"database": "postgresql"'),
    "another head": lambda archive: _with_manifest(archive, '"history_sequence": 79', '"history_sequence": 78'),
}  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_or_strange_archive_is_refused_and_leaves_nothing(
    data: Path, tmp_path: Path, spoilt: str
) -> None:
    archive, target = tmp_path / "full.zip", tmp_path / "target"
    take_backup(settings_of(data), archive, NOW)
    SPOILT[spoilt](archive)
    with pytest.raises(BackupError):
        restore(settings_of(target), archive, NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "full.zip"]


def test_data_in_the_way_are_moved_aside_when_asked_and_never_deleted(data: Path, tmp_path: Path) -> None:
    archive, target = tmp_path / "full.zip", tmp_path / "target"
    take_backup(settings_of(data), archive, NOW)
    target.mkdir()
    (target / "mine.txt").write_text("của tôi")
    with pytest.raises(BackupError, match="not empty"):
        restore(settings_of(target), archive, NOW)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    _, aside = restore(settings_of(target), archive, NOW, replace=True)
    assert aside == tmp_path / "target-replaced-20261123T080000Z"
    assert (aside / "mine.txt").read_text() == "của tôi"
    assert (target / "catalogue.sqlite3").is_file()


def test_a_directory_in_use_is_not_replaced(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "full.zip"
    take_backup(settings_of(data), archive, NOW)
    with closing(Database(settings_of(data).database)) as used:
        with pytest.raises(BackupError, match="in use"):
            restore(settings_of(data), archive, NOW, replace=True)
        assert Catalogue(used).count("site") == 79
    restore(settings_of(data), archive, NOW, replace=True)
    assert (tmp_path / "data-replaced-20261123T080000Z" / "originals" / "half.part").exists()


def test_a_backup_at_a_named_place_is_read_back_and_recorded_only_if_it_holds_every_original(
    data: Path, tmp_path: Path
) -> None:
    def recorded() -> list[tuple[str, bool]]:
        with closing(Database(settings_of(data).database)) as database, database.read() as session:
            rows = session.execute(
                sa.text("SELECT place, taken_at <= recorded_at FROM safe_copy ORDER BY id")
            )
            return [(place, bool(is_so)) for place, is_so in rows]

    digest = hashlib.sha256(b"anh").hexdigest()
    (data / "originals" / "ab" / digest).write_bytes(b"anh")
    with closing(Database(settings_of(data).database)) as database, database.write() as session:
        session.add(StoredFile(digest=digest, size=3, media_type="JPEG", recorded_at=NOW))
    assert catalog(data, "backup", str(tmp_path / "unnamed.zip")).returncode == 0
    assert recorded() == []
    for bad in (" ", "một\u202edòng", "x" * 201):
        refused = catalog(data, "backup", "--place", bad, str(tmp_path / "bad.zip"))
        assert (refused.returncode, (tmp_path / "bad.zip").exists()) == (2, False)
    done = catalog(data, "backup", "--place", " Kho  tỉnh ", str(tmp_path / "named.zip"))
    assert (done.returncode, "every original has a copy at Kho tỉnh" in done.stderr) == (0, True)
    assert recorded() == [("Kho tỉnh", True)]
    (data / "originals" / "ab" / digest).unlink()
    done = catalog(data, "backup", "--place", "Hà Nội", str(tmp_path / "lacking.zip"))
    assert (done.returncode, "lacks 1 originals" in done.stderr) == (1, True)
    assert (tmp_path / "lacking.zip").is_file()
    assert recorded() == [("Kho tỉnh", True)]


def test_a_backup_that_was_altered_is_recorded_as_no_copy(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "full.zip"
    take_backup(settings_of(data), archive, NOW)
    _flipped(archive, "files/originals/ab/ảnh.jpg")
    with closing(Database(settings_of(data).database)) as database:
        with pytest.raises(BackupError):
            record_copy(database, "Kho tỉnh", archive, NOW)
        assert Catalogue(database).count("safe_copy") == 0


@pytest.fixture
def older(data: Path) -> Iterator[Path]:
    downgrade(settings_of(data).database, "0002")
    yield data


def test_a_backup_of_an_older_version_is_migrated(older: Path, tmp_path: Path) -> None:
    archive, target = tmp_path / "full.zip", tmp_path / "target"
    assert take_backup(settings_of(older), archive, NOW).state.schema_revision == "0002"
    restore(settings_of(target), archive, NOW)
    with closing(sqlite3.connect(target / "catalogue.sqlite3")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (head_revision(),)
        assert connection.execute("SELECT count(*) FROM public_change").fetchone() == (79,)
    assert catalog(target, "doctor").returncode == 0


def test_each_refusal_is_said_on_the_command_line_in_one_sentence(data: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"not a zip")
    done = catalog(tmp_path / "target", "restore", str(wrong))
    assert (done.returncode, done.stderr.startswith("Error: The backup is damaged")) == (2, True)
    done = catalog(tmp_path / "target", "restore", str(tmp_path / "none.zip"))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert not (tmp_path / "target").exists()
