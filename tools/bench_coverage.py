"""Measures what the ladder needs of many invented sites, on SQLite: `make bench-coverage`.

Four steps, each in a process of its own: facts read and judged, all figures kept anew, the same after one change at a time, and the
recount that proves them. Prints of each the seconds on the clock and of the processor and the peak memory; the last line says all of
it in JSON. The catalogue is made in a temporary folder and thrown away.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from catalog.coverage.facts import each_facts
from catalog.coverage.facts_around import read_surroundings
from catalog.coverage.kept import rebuild, recount, refresh_files
from catalog.coverage.rules import rules_on
from catalog.db import Database, insert_rows
from catalog.ladder.evaluation import evaluate
from catalog.tables import FileCheck, Person, StoredFile, Surrogate, SurrogateDescription, SurrogateText
from tools.many_sites import write_many

CATALOG = (sys.executable, "-m", "web.cli", "--lang", "en")
FILES_A_SITE = 3
BATCH = 2_000
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
RIGHTS = "https://creativecommons.org/licenses/by/4.0/"
Measures = dict[str, float]
FEW = 100
"""Of so many sites what one of them costs is the mean."""
Rows = dict[type[SQLModel], list[dict[str, Any]]]


def filled(folder: Path, count: int, seed: int) -> Database:
    """A catalogue of `count` invented sites with pictures."""
    table = write_many(folder / "sites.csv", count, seed)
    environment = {**os.environ, "DIENBIEN_DATA": str(folder / "data")}
    for command in (("place", "Mường Phăng"), ("import", str(table))):
        subprocess.run([*CATALOG, *command], env=environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=True)  # fmt: skip
    database = Database(f"sqlite:///{folder / 'data' / 'catalogue.sqlite3'}")
    add_pictures(database, seed)
    return database


def add_pictures(database: Database, seed: int) -> None:
    """Give every public site of a catalogue its pictures."""
    dice = random.Random(seed)  # noqa: S311 (repeatable on purpose)
    with database.write() as session:
        session.add(Person(id=1954, name="Đo thử", recorded_at=NOW))
        session.flush()
        query = (
            "SELECT revision_id, site_id, code FROM publication WHERE superseded_at IS NULL ORDER BY site_id"
        )
        public = session.execute(sa.text(query)).all()
        for at in range(0, len(public), BATCH):
            _insert(session, public[at : at + BATCH], dice)


def _insert(session: Session, public: Sequence[Any], dice: random.Random) -> None:
    rows: Rows = {t: [] for t in (StoredFile, FileCheck, Surrogate, SurrogateDescription, SurrogateText)}
    for revision_id, site_id, code in public:
        for number in range(1, FILES_A_SITE + 1):
            for table, row in _picture(revision_id, site_id, f"{code}.IMG{number:02}", dice):
                rows[table].append(row)
    for table, some in rows.items():
        insert_rows(session, table, some)


def _picture(
    revision_id: int, site_id: int, code: str, dice: random.Random
) -> Iterator[tuple[type[SQLModel], dict[str, Any]]]:
    number = site_id * 100 + int(code[-2:])
    digest = hashlib.sha256(code.encode()).hexdigest()
    checked_at = NOW - timedelta(days=dice.randint(0, 500))
    width = dice.choice((640, 1024, 4032))
    facts = dict.fromkeys(StoredFile.__table__.columns.keys()) | {  # type: ignore[attr-defined]
        "digest": digest, "size": 1_000_000, "media_type": "JPEG", "width": width, "height": width * 3 // 4,
        "recorded_at": NOW - timedelta(days=600), "checked_at": checked_at,
    }  # fmt: skip
    yield StoredFile, facts
    yield FileCheck, {"digest": digest, "checked_at": checked_at, "fault": None}
    own = dict.fromkeys(Surrogate.__table__.columns.keys()) | {  # type: ignore[attr-defined]
        "id": number, "site_id": site_id, "code": code, "kind": "IMAGE", "digest": digest,
        "attached_by_id": 1954, "attached_at": NOW,
    }  # fmt: skip
    yield Surrogate, own
    of = {"revision_id": revision_id, "surrogate_id": number}
    said = dict.fromkeys(SurrogateDescription.__table__.columns.keys()) | {  # type: ignore[attr-defined]
        **of, "position": number % 100, "role": "GALLERY", "rights_uri": RIGHTS, "access": "PUBLIC",
        "has_personal_data": False, "is_public": True, "captured_edtf": "2026-03-01",
    }  # fmt: skip
    yield SurrogateDescription, said
    text = "Cổng chính nhìn từ phía đông"
    yield SurrogateText, {**of, "field": "ALTERNATIVE_TEXT", "language": "vi", "text": text,
                          "origin": "HUMAN", "is_reviewed": False}  # fmt: skip


def facts(database: Database, day: date) -> Measures:
    """Read the facts of all sites and judge each by itself, then read those of a hundred one by one."""
    rules = rules_on(day)
    with database.read() as session:
        around = read_surroundings(session)
        ids = list(session.scalars(sa.text("SELECT id FROM site ORDER BY id")))
        sites = files = 0
        judging = 0.0
        for _, told in each_facts(session, around, ids, day, freshness_days=rules.freshness_days):
            sites, files = sites + 1, files + len(told.files)
            asked = time.process_time()
            evaluate(told, rules)
            judging += time.process_time() - asked
        began = time.monotonic()
        for site_id in ids[:FEW]:
            dict(each_facts(session, around, [site_id], day, freshness_days=rules.freshness_days))
        one = (time.monotonic() - began) / len(ids[:FEW])
    return {"sites": sites, "files": files, "judging_cpu_s": judging, "one_site_ms": one * 1000}


def rebuilt(database: Database, day: date) -> Measures:
    """Count everything anew and keep it, as new rules ask for."""
    with database.write() as session:
        rebuild(session, day)
        return {"entries": len(session.scalars(sa.text("SELECT entry_id FROM counted_entry")).all())}


def refreshed(database: Database, _: date) -> Measures:
    """Check one file of each of a hundred sites again, and bring the kept figures in line after each."""
    with database.read() as session:
        query = sa.text("SELECT min(digest) FROM surrogate GROUP BY site_id ORDER BY site_id")
        digests = list(session.scalars(query))[:FEW]
    began, worked = time.monotonic(), time.process_time()
    for digest in digests:
        with database.write() as session:
            insert_rows(session, FileCheck, [{"digest": digest, "checked_at": NOW, "fault": None}])
            refresh_files(session, [digest], NOW)
    took, cpu = time.monotonic() - began, time.process_time() - worked
    return {"one_change_ms": took / len(digests) * 1000, "one_change_cpu_ms": cpu / len(digests) * 1000}


def recounted(database: Database, _: date) -> Measures:
    """Count everything anew and compare with what is kept."""
    with database.read() as session:
        return {"differences": len(recount(session))}


STEPS: Mapping[str, Callable[[Database, date], Measures]] = {
    "facts": facts,
    "rebuild": rebuilt,
    "refresh": refreshed,
    "recount": recounted,
}


def measure(url: str, step: str) -> Measures:
    """What one step took: seconds on the clock and of the processor, and the most memory before and at its end."""
    gc.freeze()  # as every process of the product does once its modules are loaded
    with closing(Database(url)) as database:
        before, started, worked = _megabytes(), time.monotonic(), time.process_time()
        found = STEPS[step](database, NOW.date())
        return {
            "seconds": time.monotonic() - started,
            "cpu_s": time.process_time() - worked,
            "peak_mb": _megabytes(),
            "before_mb": before,
            **found,
        }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the catalogue, then measure each step in a process of its own; the last line is all of it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sites", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1954)
    parser.add_argument("--measure", metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument("--step", choices=STEPS, default="facts", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(orjson.dumps(measure(options.measure, options.step)).decode())
        return
    found: dict[str, Measures] = {}
    with tempfile.TemporaryDirectory(prefix="bench-coverage-") as folder:
        with closing(filled(Path(folder), options.sites, options.seed)) as database:
            url = database.url
        for step in STEPS:
            command = [sys.executable, "-m", "tools.bench_coverage", "--measure", url, "--step", step]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            found[step] = orjson.loads(done.stdout)
            print(step, *(f"{name} {value:.1f}" for name, value in found[step].items()), flush=True)
    print(orjson.dumps(found).decode())


if __name__ == "__main__":
    main()
