"""Everything out, and into an empty installation of either kind, with equal hashes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from catalog.backup.archive import DERIVED, STAYS, read_archive, tables, write_archive
from catalog.backup.manifest import BackupError
from catalog.chain import verify
from catalog.db import Database
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.conftest import KINDS_OF_DATABASE
from tests.people import member
from tests.staff import Team, done, someone


def archived(catalogue: Catalogue) -> bytes:
    file = io.BytesIO()
    with catalogue.database.read() as session:
        write_archive(session, file, NOW)
    return file.getvalue()


@pytest.fixture(params=KINDS_OF_DATABASE)
def empty_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def worked_on(catalogue: Catalogue) -> Team:
    team = Team.of(catalogue)
    site = team.published()
    done(team.editor, "ReviseSite", id=site["id"], version=1, input={"managingBody": "Ban quản lý"})
    other = team.published(names=[{"language": "VI", "text": "Điểm khác"}])
    done(team.publisher, "WithdrawSite", id=other["id"], version=1, reason="Trùng.")
    return team


def test_an_archive_fills_an_empty_installation_with_equal_hashes(
    catalogue: Catalogue, empty_url: str
) -> None:
    worked_on(catalogue)
    archive = archived(catalogue)
    with closing(Database(empty_url)) as database:
        with database.write() as session:
            manifest = read_archive(session, io.BytesIO(archive))
        again = Catalogue(database)
        with database.read() as session:
            count, breaks = verify(session)
        assert (count, breaks) == (manifest.state.history_sequence, [])
        assert again.count("publication", "superseded_at IS NULL") == 80
        assert _contents(again) == _contents(catalogue)
        someone(again, Role.EDITOR)
        site = Team.of(again).created(names=[{"language": "VI", "text": "Điểm sau khi nhập"}])
        assert site["code"] == "DB-S-00082"


def _contents(catalogue: Catalogue) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archived(catalogue))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def _changed(archive: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as new:
        for name, content in files.items():
            new.writestr(name, content)
    return output.getvalue()


def _one_letter(files: dict[str, bytes]) -> None:
    files["site_text.jsonl"] = files["site_text.jsonl"].replace("Đồi".encode(), "Đời".encode(), 1)


def _a_row_less(files: dict[str, bytes]) -> None:
    files["history_entry.jsonl"] = files["history_entry.jsonl"].split(b"\n", 1)[1]


def _an_older_schema(files: dict[str, bytes]) -> None:
    head = b'"schema_revision": "'
    at = files["manifest.json"].index(head) + len(head)
    files["manifest.json"] = files["manifest.json"][:at] + b"0001" + files["manifest.json"][at + 4 :]


def _a_table_less(files: dict[str, bytes]) -> None:
    del files["citation.jsonl"]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "one letter": lambda a: _changed(a, _one_letter),
    "a row less": lambda a: _changed(a, _a_row_less),
    "an older schema": lambda a: _changed(a, _an_older_schema),
    "a table less": lambda a: _changed(a, _a_table_less),
    "cut off": lambda a: a[:-2000],
    "no archive": lambda a: b"PK" + a[:50],
    "empty": lambda a: a[:0],
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_archive_is_refused_and_nothing_comes_in(
    loaded_sqlite_url: str, sqlite_url: str, how: str
) -> None:
    with closing(Database(loaded_sqlite_url)) as full, closing(Database(sqlite_url)) as database:
        archive = SPOILT[how](archived(Catalogue(full)))
        with pytest.raises(BackupError), database.write() as session:
            read_archive(session, io.BytesIO(archive))
        assert Catalogue(database).count("site") == Catalogue(database).count("admin_unit") == 0


def test_an_installation_that_is_not_empty_takes_no_archive(catalogue: Catalogue) -> None:
    archive = archived(catalogue)
    with pytest.raises(BackupError), catalogue.database.write() as session:
        read_archive(session, io.BytesIO(archive))


def test_no_secret_is_in_an_archive_and_every_table_is_decided_on(catalogue: Catalogue) -> None:
    worked_on(catalogue)
    reviewer = member(catalogue.database, Role.REVIEWER)
    tables_of_hashes = ("access_token", "sign_in_session", "one_time_link", "recovery_code")
    with catalogue.database.read() as session:
        hashes: list[Any] = [
            value
            for table in tables_of_hashes
            for value in session.scalars(sa.text(f"SELECT sha256 FROM {table}"))  # noqa: S608
        ]
        hashes += list(session.scalars(sa.text("SELECT password_hash FROM account")))
    hashes += [reviewer.totp, reviewer.secret]
    archive = archived(catalogue)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        text = b"".join(opened.read(name) for name in opened.namelist())
    assert hashes
    assert [value for value in hashes if value.encode() in text] == []
    assert {table.name for table in tables()} | STAYS | DERIVED == set(SQLModel.metadata.tables)
