"""The catalogue that is read: invented sites, with three pictures and nearly two designations each.

Made once for a seed, a number of sites and the tables' present form, and kept: `var/bench/data/`. PostgreSQL holds
what SQLite holds, row by row.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from catalog.coverage.kept import rebuild
from catalog.db import Database, insert_rows
from catalog.migrating import head_revision
from catalog.places import legal_day
from catalog.tables import Designation, PartOf, RegisterEntry
from tools.bench_coverage import add_pictures
from tools.bench_import import measure
from tools.bench_reads import postgresql
from tools.bench_reads.machine import ROOT

FOLDER = ROOT / "var" / "bench"
FORM = 1
"""Raised when the content changes for the same seed, so that what was kept is made anew."""
SHARE_OF_TOURIST_SITES = 0.45
"""With one entry of the inventory for each site and the ranks of the import: 1.8 designations a site."""
COMPLEX_EVERY, PARTS = 50, 3
DAY = date(2020, 1, 1)
BATCH = 5_000
Rows = dict[type[SQLModel], list[dict[str, Any]]]


@dataclass(frozen=True)
class Kept:
    """A catalogue on both databases."""

    folder: Path
    sites: int
    facts: Mapping[str, float]
    """What making it took: seconds, CPU seconds and MB of the import."""

    @property
    def data(self) -> Path:
        """The data directory with the SQLite database."""
        return self.folder / "data"

    @property
    def sqlite(self) -> str:
        """The SQLAlchemy URL of the SQLite database."""
        return f"sqlite:///{self.data / 'catalogue.sqlite3'}"

    @contextmanager
    def postgresql(self) -> Iterator[postgresql.Cluster]:
        """The PostgreSQL server with the same content."""
        with postgresql.running(self.folder / "postgresql") as cluster:
            yield cluster

    @contextmanager
    def copied(self, name: str) -> Iterator[Path]:
        """A copy of the data directory for what changes it; removed at the end."""
        copy = self.folder / name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.data, copy)
        try:
            yield copy
        finally:
            shutil.rmtree(copy)


def kept(sites: int, seed: int, folder: Path = FOLDER) -> Kept:
    """The catalogue of this seed and size, made where it is not kept yet."""
    home = folder / "data" / f"{sites}-{seed}-{head_revision()}-{FORM}"
    mark = home / "made.json"
    if not mark.exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        mark.write_bytes(orjson.dumps(_make(home, sites, seed)))
    return Kept(home, sites, orjson.loads(mark.read_bytes()))


def _make(home: Path, sites: int, seed: int) -> dict[str, float]:
    print(f"Making {sites} sites (kept for the next run) ...", flush=True)
    seconds, cpu, megabytes = measure(sites, seed, home)
    (home / "sites.csv").unlink()
    with closing(Database(f"sqlite:///{home / 'data' / 'catalogue.sqlite3'}")) as database:
        add_pictures(database, seed)
        with database.write() as session:
            _add_acts(session, random.Random(seed))  # noqa: S311 (repeatable on purpose)
            rebuild(session, legal_day(datetime.now(UTC)))
        with database.read() as session:
            counted = {
                name: session.scalar(sa.text(f"SELECT count(*) FROM {name}"))  # noqa: S608 (names of tables)
                for name in ("site", "surrogate", "designation")
            }
        _settle(database)
        with postgresql.running(home / "postgresql") as cluster:
            postgresql.fill(cluster, database)
    return {"import_s": seconds, "import_cpu_s": cpu, "import_mb": megabytes, **counted}


def _settle(database: Database) -> None:
    """Bring the log of writes into the file; nothing that the product itself would not do."""
    engine = sa.create_engine(database.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _add_acts(session: Session, dice: random.Random) -> None:
    """Give the imported sites further designations, and make some of them complexes with parts."""
    query = sa.text(
        "SELECT revision_id, site_id, code, slug, published_at FROM publication "
        "WHERE superseded_at IS NULL AND slug LIKE 'noi-do-thu-%' ORDER BY site_id"
    )
    sites = session.execute(query).all()
    for at in range(0, len(sites), BATCH):
        rows: Rows = {Designation: [], RegisterEntry: [], PartOf: []}
        for number, site in enumerate(sites[at : at + BATCH], at):
            _act(rows, site, "RELIC_INVENTORY", 5)
            if dice.random() < SHARE_OF_TOURIST_SITES:
                _act(rows, site, "TOURIST_SITE", 6)
            if 0 < number % COMPLEX_EVERY <= PARTS:
                whole = sites[number - number % COMPLEX_EVERY]
                rows[PartOf].append({
                    "revision_id": site.revision_id, "complex_id": whole.site_id, "relation": "PART",
                    "site_id": site.site_id, "membership": "STATED", "decision_number": None, "valid_from": DAY,
                    "valid_to": None, "source": None,
                })  # fmt: skip
        for table, some in rows.items():
            insert_rows(session, table, some)


def _act(rows: Rows, site: Any, scheme: str, position: int) -> None:
    number = f"{site.site_id}/{scheme[:4]}"
    rows[Designation].append({
        "revision_id": site.revision_id, "position": position, "scheme": scheme, "grade": None,
        "decision_number": number, "decision_date": DAY, "authority": "UBND tỉnh Điện Biên",
        "authority_kind": "PROVINCE", "valid_from": DAY, "valid_to": None, "known_since": DAY, "end_reason": None,
        "ended_by": None, "certainty": "STATED", "note": None, "source": "Phiếu đo thử",
    })  # fmt: skip
    rows[RegisterEntry].append({
        "key": f"{site.code}/{scheme}/{number}", "kind": "DESIGNATION", "scheme": scheme, "grade": None,
        "site_id": site.site_id, "complex_id": None, "label": site.slug, "decision_number": number,
        "membership": None, "certainty": "STATED", "valid_from": DAY, "valid_to": None, "known_since": DAY,
        "source": "Phiếu đo thử", "recorded_at": datetime(2026, 1, 1, tzinfo=UTC), "superseded_at": None,
    })  # fmt: skip
