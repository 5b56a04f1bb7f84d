"""What the faults strike: a small catalogue, the verbs that are tried on it, and how its state is judged."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, SQLModel

import tests.catalogue
from catalog.chain import verify
from catalog.coverage.signing_key import signing_key_in
from catalog.coverage.snapshots import list_snapshots, recompute
from catalog.db import Database, UnavailableError, UncertainError
from catalog.exchange.importing import ImportOrder, import_file
from catalog.migrating import upgrade
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from media.durable import written_whole
from tests.catalog.coverage.closing import CLOSE
from tests.catalog.exchange.test_importing import good_row, write
from tests.catalogue import NOW, TODAY, VARIABLES, Catalogue, loaded
from tests.schema.scoring import APPRAISE, COMMUNE, PLACE, Bench, manual, values
from tests.schema.scoring import done as scored
from tests.staff import MUONG_PHANG, Team, done, site_input
from tests.web.life import DOCUMENTS

ACKNOWLEDGED, REFUSED, UNCERTAIN = "acknowledged", "refused", "uncertain"
FILE, OLD, NEW = "kept.jsonl", b"old\n" * 10_000, b"new\n" * 30_000
_PERIOD = "($period: String!, $key: String)"
ACTS = DOCUMENTS | {
    "closePeriod": CLOSE,
    "decideScores": "mutation ($subject: String!, $period: String!, $key: String) { decideScores(subject: $subject, "
    "period: $period, lines: [], idempotencyKey: $key) { scoreSheet { state exactTotal } problems { code field } } }",
    "publishScores": f"mutation {_PERIOD} {{ publishScores(period: $period, idempotencyKey: $key) "
    "{ isDone problems { code field } } }",
}
ORDER = ImportOrder(author="test", now=NOW + timedelta(hours=1), today=TODAY)


@dataclass(frozen=True)
class Said:
    """What a verb said, and, where it was done, what it answered."""

    word: str
    answer: Any = None


Verb = Callable[[Path, Database], Said]
"""Does its work, always the same, in a folder with an open catalogue."""


@dataclass
class State:
    """A catalogue as it lies on the disk: is it whole, and everything that it says."""

    faults: list[str]
    digest: str
    counts: dict[str, int]


def url(folder: Path) -> str:
    """Where the catalogue in a folder is."""
    return f"sqlite:///{folder / 'catalogue.sqlite3'}"


def put(source: Path, target: Path) -> None:
    """Make `target` hold the files of `source` and nothing else; memory shared by dead processes is left out."""
    for old in target.iterdir():
        old.unlink()
    for file in source.iterdir():
        if not file.name.endswith("-shm"):
            shutil.copyfile(file, target / file.name)


def seed(folder: Path) -> dict[str, Verb]:
    """A catalogue with a draft and an approved record, a decided sheet and one that waits for the council, the last
    acknowledged act still in its log; the verbs.
    """
    folder.mkdir()
    upgrade(url(folder))
    room = MediaRoom.of(Settings(data=folder / "data", media_workers=1))
    with closing(Database(url(folder))) as database:
        catalogue = Catalogue(loaded(database).database, room=room)
        team, council = Team.of(catalogue), _scored(Bench.of(catalogue))
        draft, ready = team.created(slug="ban-nhap"), team.created(slug="cho-cong-bo")
        done(team.editor, "SubmitSite", id=ready["id"], version=1)
    _make_small(folder)
    with closing(Database(url(folder))) as database:
        done(Catalogue(database, team.reviewer.viewer), "ApproveSite", id=ready["id"], version=1)
        (folder / FILE).write_bytes(OLD)
        (folder / "copy").mkdir()
        for file in [path for path in folder.iterdir() if path.is_file()]:
            shutil.copyfile(file, folder / "copy" / file.name)
    table = write(folder / "table.csv", [good_row(number) for number in range(2)])
    revised = {"id": draft["id"], "version": 1, "input": VARIABLES["ReviseSite"]["input"]}
    return {
        "create": _asking(team.editor, "createSite", input=site_input(slug="moi-tao")),
        "revise": _asking(team.editor, "reviseSite", **revised),
        "publish": _asking(team.publisher, "publishSite", id=ready["id"], version=1),
        "import": _importing(table),
        "keep a file": _keep,
        "close a period": _asking(council, "closePeriod", period="2026"),
        "decide a sheet": _asking(council, "decideScores", **COMMUNE | {"period": "2025"}),
        "publish scores": _asking(council, "publishScores", period="2026"),
    }


def _scored(bench: Bench) -> Catalogue:
    """Muong Phang's sheet of one year is decided and placed, that of another one appraised; answers the council."""
    wanted, lines = bench.approved(manual("A"), valid_from="2025-01-01"), [values("A", a="90")]
    bench.decided(bench.officer, wanted, lines, **COMMUNE)
    scored(bench.council, PLACE, code="khoi-xa", subjects=[MUONG_PHANG])
    at = COMMUNE | {"period": "2025"}
    bench.submitted(bench.officer, wanted, lines, **at)
    scored(bench.evaluator, APPRAISE, **at, lines=[], rest=True)
    return bench.council


def _make_small(folder: Path) -> None:
    """Leave of the boundaries only the one that the verbs write about: most of the bytes."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite3", isolation_level=None)) as connection:
        unit = "SELECT id FROM admin_unit WHERE valid_to IS NULL AND code = ?"
        connection.execute(f"DELETE FROM unit_boundary WHERE unit_id NOT IN ({unit})", [MUONG_PHANG])  # noqa: S608
        connection.execute("VACUUM")


def _asking(who: Catalogue, operation: str, **variables: Any) -> Verb:
    def ask(_: Path, database: Database) -> Said:
        tests.catalogue._ticks = itertools.count(1_000_000)  # always the same instant, so the same bytes
        return asked(Catalogue(database, who.viewer, who.room), operation, "once", **variables)

    return ask


def asked(who: Catalogue, operation: str, key: str, **variables: Any) -> Said:
    """What a mutation with a key says."""

    def ask() -> Said:
        answer = who.ask(ACTS[operation], **variables, key=key)
        if answer.errors:
            raise answer.errors[0].original_error or answer.errors[0]
        (payload,) = answer.data.values()
        return Said(f"wrong: {payload['problems']}" if payload["problems"] else ACKNOWLEDGED, answer.data)

    return said_of(ask)


def said_of(act: Callable[[], Said]) -> Said:
    """What an act says, refusals in the one way in which they may be told."""
    try:
        return act()
    except UncertainError:
        return Said(UNCERTAIN)
    except UnavailableError:
        return Said(REFUSED)
    except Exception as error:  # noqa: BLE001 (told by the test)
        return Said(f"wrong: {error!r}")


def _importing(table: Path) -> Verb:
    def take_in(database: Database) -> Said:
        report = import_file(database, table, ORDER)
        return Said(ACKNOWLEDGED, report.row_count if not report.refused else report.refused)

    return lambda _, database: said_of(lambda: take_in(database))


def _keep(folder: Path, _: Database) -> Said:
    try:
        with written_whole(folder / FILE) as file:
            file.write(NEW)
    except OSError:
        is_new = (folder / FILE).read_bytes() == NEW  # only the folder's own sync failed
        return Said(UNCERTAIN if is_new else REFUSED)
    return Said(ACKNOWLEDGED)


def unproved(session: Session, keys: Path) -> list[str]:
    """What is wrong with closings: each must verify by the catalogue's key, and be the same when it is made again."""
    found = [(row.id, recompute(session, row.id, signing_key_in(keys))) for row in list_snapshots(session)]
    return [f"{name} differs at {again.differing}" for name, again in found if not again.is_same]


def examine(folder: Path, database: Database, keys: Path) -> State:
    """Open what lies there as the first one after a crash, and judge all of it."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite3")) as connection:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        try:
            connection.execute("INSERT INTO site_fts(site_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            faults.append(f"search index: {error}")
        connection.rollback()
    if (folder / FILE).read_bytes() not in (OLD, NEW):
        faults.append("the kept file is torn")
    with database.read() as session:
        faults += [str(found) for found in verify(session)[1]]
        faults += unproved(session, keys)
    return replace(read(folder), faults=faults)


def read(folder: Path) -> State:
    """Everything that a catalogue says, and the kept file; but how often an import ran that found nothing to do."""
    digest, counts = hashlib.sha256((folder / FILE).read_bytes()), dict[str, int]()
    with closing(sqlite3.connect(folder / "catalogue.sqlite3")) as connection:
        for table in sorted(SQLModel.metadata.tables):
            rows = connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608
            rows = [row for row in rows if (table, row[0]) != ("change_stamp", "import_run")]
            digest.update(repr(rows).encode())
            counts[table] = len(rows)
    return State([], digest.hexdigest(), counts)
