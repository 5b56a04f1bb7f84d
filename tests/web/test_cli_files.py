"""`catalog fixity` and `catalog pictures`: every byte looked at, one clear alarm, nothing of nobody's left for long."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.settings import Settings
from catalog.surrogates.fixity import Checked, Swept, begin, carry_on, sweep_orphans
from media.store import Store
from tests.catalogue import NOW, Catalogue
from tests.photographs import attach, file_room
from tests.schema.test_surrogates import shown
from tests.staff import Team
from tests.web.life import catalog
from web.housekeeping import Housekeeper


@dataclass
class Kept:
    """A data directory with photographs: where it is, and the digests of its originals."""

    data: Path
    store: Store
    database: Database
    digests: list[str]
    slug: str

    def spoil(self, digest: str) -> None:
        """Flip one bit in the middle of an original."""
        path = self.store.path(digest)
        path.chmod(0o600)
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            byte = file.read(1)[0]
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte ^ 1]))


@pytest.fixture
def kept(loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Kept]:
    """Five photographs of one published site."""
    data = tmp_path / "data"
    data.mkdir()
    file = shutil.copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    with file_room(data) as room, closing(Database(f"sqlite:///{file}")) as database:
        team = Team.of(Catalogue(database, room=room))
        site = team.created()
        for _ in range(5):
            payload = attach(team.editor, site["id"], tmp_path)
        team.publish({**site, "version": payload["site"]["version"]})
        yield Kept(data, room.store, database, sorted(room.store.digests()), site["slug"])


def test_whole_files_are_whole_and_the_day_is_kept(kept: Kept) -> None:
    done = catalog(kept.data, "fixity")
    assert (done.returncode, done.stdout) == (0, "")
    assert "5 files are whole." in done.stderr
    with kept.database.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM stored_file WHERE checked_at IS NULL")) == 0
        run = session.execute(sa.text("SELECT is_whole, checked, faults, ended_at FROM fixity_run")).one()
    assert tuple(run)[:3] == (1, 5, 0)
    assert run.ended_at is not None


def test_a_flipped_bit_and_a_missing_file_are_told_by_their_digests(kept: Kept) -> None:
    kept.spoil(kept.digests[1])
    kept.store.path(kept.digests[3]).unlink()
    done = catalog(kept.data, "fixity")
    assert done.returncode == 1
    told = {tuple(line.split("\t")) for line in done.stdout.splitlines()}
    assert told == {("CHANGED", kept.digests[1]), ("MISSING", kept.digests[3])}
    assert done.stderr.count("Error") == 1, "one clear alarm"
    assert "2 of 5 files are not what they were (1 missing)" in done.stderr
    doctor = catalog(kept.data, "doctor")
    assert doctor.returncode == 1
    assert "!! 2 of 5 stored files" in doctor.stdout


def test_a_disk_that_is_not_mounted_is_one_alarm(kept: Kept) -> None:
    shutil.move(kept.data / "originals", kept.data.parent / "elsewhere")
    done = catalog(kept.data, "fixity")
    assert done.returncode == 1
    assert "is the disk mounted" in done.stderr


def test_a_sample_takes_what_was_not_looked_at_for_longest(kept: Kept) -> None:
    first = [c.digest for c in _check(kept, sample=2)]
    second = [c.digest for c in _check(kept, sample=3, later=1)]
    assert sorted([*first, *second]) == kept.digests
    assert [c.digest for c in _check(kept, sample=2, later=2)] == first
    assert "2 files are whole" in catalog(kept.data, "fixity", "--sample", "2").stderr
    assert catalog(kept.data, "fixity", "--sample", "0").returncode == 2


def _check(kept: Kept, *, sample: int, later: int = 0) -> list[Checked]:
    now = NOW + timedelta(hours=later)
    check = begin(kept.database, now, sample=sample)
    return list(carry_on(kept.database, kept.store, check, now))


def test_a_check_that_was_broken_off_goes_on_where_it_was(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.surrogates.fixity.BATCH", 2)
    check = begin(kept.database, NOW)
    looking = carry_on(kept.database, kept.store, check, NOW)
    seen = [next(looking).digest for _ in range(3)]
    looking.close()  # as if the machine had gone off
    rest = begin(kept.database, NOW + timedelta(minutes=5), resume=True)
    assert (rest.run_id, rest.total) == (check.run_id, 2), "the three that were looked at are not read again"
    again = [c.digest for c in carry_on(kept.database, kept.store, rest, NOW + timedelta(minutes=5))]
    assert sorted([*seen, *again]) == kept.digests
    new = begin(kept.database, NOW + timedelta(minutes=9), resume=True)
    assert (new.run_id != check.run_id, new.total) == (True, 5), "after a whole one another begins"


def test_bytes_of_no_record_are_swept_after_a_day_and_no_sooner(kept: Kept) -> None:
    young, old = (kept.data.parent / name for name in ("young", "old"))
    digests = []
    for path, content in ((young, b"just kept"), (old, b"kept and forgotten")):
        path.write_bytes(content)
        digests.append(hashlib.sha256(content).hexdigest())
        kept.store.keep(path, digests[-1])
    two_days_ago = time.time() - 48 * 3600
    os.utime(kept.store.path(digests[1]), (two_days_ago, two_days_ago))
    for digest in kept.digests:
        os.utime(kept.store.path(digest), (two_days_ago, two_days_ago))
    assert catalog(kept.data, "fixity").returncode == 0
    assert len(list(kept.store.digests())) == 7, "a check takes nothing away"
    done = catalog(kept.data, "fixity", "--sweep")
    assert done.returncode == 0
    assert "1 files of no record were swept" in done.stderr
    assert sorted(kept.store.digests()) == sorted([*kept.digests, digests[0]])


def test_a_database_that_does_not_know_the_files_sweeps_none_of_them(
    kept: Kept, loaded_sqlite_template: Path
) -> None:
    two_days_ago = time.time() - 48 * 3600
    for digest in kept.digests:
        os.utime(kept.store.path(digest), (two_days_ago, two_days_ago))
    with closing(Database(f"sqlite:///{loaded_sqlite_template}")) as empty:
        assert sweep_orphans(empty, kept.store) == Swept(left=5)
    for number in range(25):
        content = f"forgotten {number}".encode()
        path = kept.data.parent / "forgotten"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        kept.store.keep(path, digest)
        os.utime(kept.store.path(digest), (two_days_ago, two_days_ago))
    done = catalog(kept.data, "fixity", "--sweep")
    assert done.returncode == 1
    assert "25 files belong to no record" in done.stderr
    assert len(list(kept.store.digests())) == 30


def test_a_server_looks_at_every_file_in_turn_and_alarms_once(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.spoil(kept.digests[0])
    with file_room(kept.data) as room:
        keeper = Housekeeper(kept.database, room, Settings(data=kept.data, fixity_days=1))
        assert [keeper.round(NOW + timedelta(hours=hour)) for hour in range(6)] == [1] * 6
    said = capsys.readouterr().out
    assert said.count("fixity_alarm") == 2, "the first file came twice in six rounds"
    with kept.database.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM stored_file WHERE checked_at IS NULL")) == 0


def test_pictures_are_made_ahead_once(kept: Kept) -> None:
    done = catalog(kept.data, "pictures")
    assert done.returncode == 0
    assert "5 pictures have their sizes." in done.stderr
    (node, *_) = shown(Catalogue(kept.database), kept.slug)
    names = sorted(file.name for file in kept.store.derived(node["digest"], "x").parent.iterdir())
    assert names == ["card-1-50x50.webp", "screen-1.webp", "thumb-1-50x50.webp"]
    before = kept.store.derived(node["digest"], "screen-1.webp").stat().st_mtime_ns
    assert catalog(kept.data, "pictures").returncode == 0
    assert kept.store.derived(node["digest"], "screen-1.webp").stat().st_mtime_ns == before


def test_a_backup_carries_the_originals_and_leaves_what_can_be_made_again(kept: Kept, tmp_path: Path) -> None:
    catalog(kept.data, "pictures")
    assert catalog(kept.data, "backup", str(tmp_path / "all.zip")).returncode == 0
    other = tmp_path / "other"
    assert catalog(other, "restore", str(tmp_path / "all.zip")).returncode == 0
    assert sorted(Store(other).digests()) == kept.digests
    assert not (other / "derived").exists()
    assert catalog(other, "fixity").returncode == 0
