"""Measures what the ladder needs of many invented sites, on SQLite: `make bench-coverage`.

Prints sites, files, and for each step seconds on the clock and of the processor, and the peak memory of a process of its own that does
nothing else. The catalogue is made in a temporary folder and thrown away.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from catalog.coverage.facts import each_facts
from catalog.coverage.facts_around import read_surroundings
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
Rows = dict[type[SQLModel], list[dict[str, Any]]]


def filled(folder: Path, count: int, seed: int) -> Database:
    """A catalogue of `count` invented sites with pictures."""
    table = write_many(folder / "sites.csv", count, seed)
    environment = {**os.environ, "DIENBIEN_DATA": str(folder / "data")}
    for command in (("place", "Mường Phăng"), ("import", str(table))):
        subprocess.run([*CATALOG, *command], env=environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=True)  # fmt: skip
    database = Database(f"sqlite:///{folder / 'data' / 'catalogue.sqlite3'}")
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
    return database


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


def measure(url: str, day: date) -> str:
    """Read the facts of all sites and judge them, as a recount does, and read those of one; what it took."""
    with closing(Database(url)) as database, database.read() as session:
        around = read_surroundings(session)
        ids = list(session.scalars(sa.text("SELECT id FROM site ORDER BY id")))
        started, before, worked = time.monotonic(), _megabytes(), time.process_time()
        sites = files = 0
        judging, rules = 0.0, rules_on(day)
        for _, facts in each_facts(session, around, ids, day):
            sites, files = sites + 1, files + len(facts.files)
            asked = time.process_time()
            evaluate(facts, rules)
            judging += time.process_time() - asked
        worked = time.process_time() - worked
        whole, began = time.monotonic() - started, time.monotonic()
        for site_id in ids[:100]:
            dict(each_facts(session, around, [site_id], day))
        one = (time.monotonic() - began) / len(ids[:100])
    return (
        f"{sites} sites with {files} files: read and judged in {whole:.1f} s ({worked:.1f} s CPU, {judging:.1f} of it judging), peak {_megabytes():.0f} MB RSS "
        f"({before:.0f} MB before); one site in {one * 1000:.1f} ms"
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the catalogue, then measure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sites", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1954)
    parser.add_argument("--measure", metavar="URL", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(measure(options.measure, NOW.date()))
        return
    with tempfile.TemporaryDirectory(prefix="bench-coverage-") as folder:
        with closing(filled(Path(folder), options.sites, options.seed)) as database:
            url = database.url
        subprocess.run([sys.executable, "-m", "tools.bench_coverage", "--measure", url], check=True)


if __name__ == "__main__":
    main()
