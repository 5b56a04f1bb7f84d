"""The product with its originals in a bucket: attached, delivered, checked, moved, backed up, and what if it is gone."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.fixity import Swept, sweep_orphans
from catalog.surrogates.moving import move
from catalog.surrogates.places import in_bucket, local
from media.store import Store
from tests.bucket.store import KEY, S3, SECRET, free_port
from tests.catalogue import Catalogue, clock
from tests.photographs import attach, photograph
from tests.schema.test_surrogates import shown
from tests.staff import Team, everything
from tests.web.life import catalog
from tests.web.serving import serving
from tests.web.test_delivery import Place
from web.app import create_app

COUNT = 4


@dataclass
class Office:
    """A data directory whose originals are in a bucket, its people, and a published site with photographs."""

    data: Path
    s3: S3
    place: Place
    room: MediaRoom
    digests: list[str]
    slug: str

    def run(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        """One `catalog` command with the bucket set: its exit code, and what it said."""
        done = catalog(self.data, *arguments, **self.s3.environment(**environment))
        assert SECRET not in done.stdout + done.stderr
        assert KEY not in done.stdout + done.stderr
        return done.returncode, done.stdout, done.stderr

    @property
    def original(self) -> str:
        """Where staff get the first photograph as it was sent."""
        (first, *_) = shown(self.place.team.editor, self.slug, "WORKING")
        assert first["digest"] in self.digests
        return str(first["work"]["originalUrl"])


@pytest.fixture
def office(s3: S3, loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Office]:
    data = tmp_path / "data"
    data.mkdir()
    file = shutil.copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    settings = s3.settings(data)
    room = MediaRoom.of(settings)
    with (
        closing(room),
        closing(Database(f"sqlite:///{file}")) as database,
        serving(create_app(settings, Database(f"sqlite:///{file}"), clock)) as url,
    ):
        catalogue = Catalogue(database, room=room)
        place = Place(url, catalogue, team := Team.of(catalogue), tmp_path)
        site = team.created()
        for _ in range(COUNT):
            payload = attach(team.editor, site["id"], tmp_path)
            assert payload["problems"] == []
        team.publish({**site, "version": payload["site"]["version"]})
        yield Office(data, s3, place, room, sorted(room.store.digests()), site["slug"])


def test_a_photograph_is_attached_delivered_checked_and_a_flipped_byte_found(office: Office) -> None:
    assert len(office.digests) == len(office.s3.keys()) == COUNT
    assert not (office.data / "originals").exists()
    seen = shown(office.place.catalogue, office.slug)[0]
    assert office.place.get(seen["url"]).headers["content-type"] == "image/webp"
    shutil.rmtree(office.data / "cache")
    whole = office.place.get(office.original)
    assert hashlib.sha256(whole.content).hexdigest() == seen["digest"]
    part = office.place.get(office.original, Range="bytes=10-19")
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    code, out, said = office.run("fixity")
    assert (code, out) == (0, "")
    assert f"{COUNT} files are whole." in said
    office.s3.spoil(office.digests[1])
    office.s3.remove(office.digests[2])
    code, out, _ = office.run("fixity")
    assert code == 1
    assert set(out.splitlines()) == {f"CHANGED\t{office.digests[1]}", f"MISSING\t{office.digests[2]}"}


def test_originals_move_there_and_back_and_every_hash_is_right(office: Office) -> None:
    code, _, said = office.run("files", "move", "--to", "local")
    assert code == 0, said
    assert f"{COUNT} files are at the new place, their hashes right; {COUNT} were sent now." in said
    assert office.s3.keys() == []
    here = Store(office.data)
    assert list(here.digests()) == office.digests
    for digest in office.digests:
        assert hashlib.sha256(here.path(digest).read_bytes()).hexdigest() == digest
        assert here.path(digest).stat().st_mode & 0o777 == 0o400
    assert catalog(office.data, "fixity").returncode == 0
    assert office.run("doctor")[1].count("but some are in") == 1
    assert office.run("files", "move", "--to", "bucket", "--keep")[0] == 0
    assert len(office.s3.keys()) == len(list(here.digests())) == COUNT
    code, _, said = office.run("files", "move", "--to", "bucket")
    assert (code, "0 were sent now" in said) == (0, True)
    assert (len(office.s3.keys()), list(here.digests())) == (COUNT, [])
    assert office.run("fixity")[0] == 0


def test_a_move_that_was_broken_off_goes_on(office: Office) -> None:
    settings = office.s3.settings(office.data)
    bucket, here = in_bucket(settings), local(settings)
    assert bucket is not None
    moving = move(bucket, here, list(bucket.listed()), keep=False)
    first = next(moving).digest
    moving.close()  # as if the machine had gone off
    assert len(office.s3.keys()) == COUNT - 1
    here.write(
        office.digests[2], office.room.store.pieces(office.digests[2]), 0
    )  # copied, and not removed yet
    code, _, said = office.run("files", "move", "--to", "local")
    assert (code, first) == (0, office.digests[0])
    assert f"{COUNT - 1} files are at the new place, their hashes right; {COUNT - 2} were sent now." in said
    assert [found.digest for found in here.listed()] == office.digests


def test_a_changed_original_is_not_moved_and_told(office: Office) -> None:
    office.s3.spoil(office.digests[1])
    code, out, said = office.run("files", "move", "--to", "local")
    assert (code, out) == (1, f"CHANGED\t{office.digests[1]}\n")
    assert "1 files could not be moved" in said
    assert (len(office.s3.keys()), len(list(Store(office.data).digests()))) == (1, COUNT - 1)
    assert catalog(office.data, "files", "move", "--to", "local").returncode == 2, "no bucket is set"


def test_while_the_bucket_is_gone_what_is_here_is_shown_and_nothing_is_taken_in(
    office: Office, tmp_path: Path
) -> None:
    office.run("pictures")
    seen = shown(office.place.catalogue, office.slug)[0]
    file = office.data / "catalogue.sqlite3"
    shutil.rmtree(office.data / "cache")
    gone = S3(f"http://127.0.0.1:{free_port()}", office.s3.bucket)
    settings = gone.settings(office.data)
    with (
        closing(MediaRoom.of(settings)) as room,
        closing(Database(f"sqlite:///{file}")) as database,
        serving(create_app(settings, Database(f"sqlite:///{file}"), clock)) as url,
    ):
        place = Place(url, office.place.catalogue, office.place.team, tmp_path)
        card = next(picture["url"] for picture in seen["pictures"] if picture["profile"] == "CARD")
        assert place.get(card).status_code == 200, "pictures that were made before"
        part = f"/iiif/3/{seen['code']}/0,0,50,50/50,/0/default.jpg"
        for path in (office.original, part):
            answer = place.get(path, **{"Accept-Language": "en"})
            assert answer.status_code == 503
            assert (
                answer.text
                == "The store of files does not answer at the moment. Try again in a few minutes.\n"
            )
            assert answer.headers["retry-after"] == "5"
        team = Team.of(Catalogue(database, room=room))
        site = team.created()
        before, began = everything(team.catalogue), time.monotonic()
        payload = attach(team.editor, site["id"], tmp_path, photograph())
        assert [(p["code"], p["field"]) for p in payload["problems"]] == [("STORE_UNAVAILABLE", "file")]
        assert time.monotonic() - began < 20
        assert everything(team.catalogue) == before
    dead = {"DIENBIEN_BUCKET_ENDPOINT": gone.url}
    code, out, said = office.run("fixity", **dead)
    assert (code, out) == (2, "")
    assert "does not answer" in said
    with office.place.catalogue.database.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM stored_file WHERE fault IS NOT NULL")) == 0
    code, out, _ = office.run("doctor", **dead)
    assert (code, "!! Originals lie in s3://" in out) == (1, True)
    assert office.run("files", "move", "--to", "local", **dead)[0] == 2
    assert len(office.s3.keys()) == COUNT


def test_doctor_says_where_originals_are(office: Office) -> None:
    _, out, _ = office.run("doctor")
    assert f"OK Originals lie in s3://{office.s3.bucket}/di-san, which answers." in out
    with office.s3.guarded():
        code, out, _ = office.run("doctor")
    assert (code, "does not accept the key" in out) == (1, True)
    assert "Originals lie in" in catalog(office.data, "doctor").stdout


def test_bytes_of_no_record_are_swept_from_the_bucket(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lost").write_bytes(b"kept and forgotten")
    lost = hashlib.sha256(b"kept and forgotten").hexdigest()
    office.room.store.keep(tmp_path / "lost", lost)
    database = office.place.catalogue.database
    assert sweep_orphans(database, office.room.store) == Swept()
    now = time.time()
    monkeypatch.setattr("media.bucket.time.time", lambda: now + 48 * 3600)
    assert sweep_orphans(database, office.room.store) == Swept(removed=1)
    assert sorted(office.room.store.digests()) == office.digests


def test_a_backup_says_that_the_originals_are_elsewhere_and_works_with_the_bucket(
    office: Office, tmp_path: Path
) -> None:
    file = str(tmp_path / "all.zip")
    code, _, said = office.run("backup", file)
    assert (code, f"{COUNT} originals are in s3://{office.s3.bucket}/di-san and not in this" in said) == (
        0,
        True,
    )
    other = tmp_path / "other"
    plain = catalog(other, "restore", file)
    assert (plain.returncode, "set DIENBIEN_BUCKET" in plain.stderr) == (0, True)
    assert sorted(path.name for path in other.iterdir() if path.name in ("cache", "originals")) == []
    restored = catalog(other, "fixity", **office.s3.environment())
    assert (restored.returncode, f"{COUNT} files are whole" in restored.stderr) == (0, True)
    again = catalog(tmp_path / "third", "restore", file, **office.s3.environment())
    assert (again.returncode, "DIENBIEN_BUCKET" in again.stderr) == (0, False)
