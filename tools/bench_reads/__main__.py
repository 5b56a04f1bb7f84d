"""`make bench`: SITES, ROUNDS, BURST (its seconds) and DB (sqlite or postgresql) from the environment, or as options.

The last line is one JSON object: `miss`, the ratio to PostGraphile 5 by question; `hit` and `not_modified`, the median
over the questions of the ratio to bare uvicorn; `rss_mb`, the most memory of its own that our process had. All of them
with 16 connections; null for what was not measured.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from catalog.db import Database
from tools.bench_reads import report, servers, totals
from tools.bench_reads.data import FOLDER, Kept, kept
from tools.bench_reads.edits import publications
from tools.bench_reads.growth import grow
from tools.bench_reads.machine import brought, wrk
from tools.bench_reads.picture import picture
from tools.bench_reads.questions import QUESTIONS, Known
from tools.bench_reads.runner import CONNECTIONS, Bench

ENOUGH = 5
"""Rounds of a measurement that counts; with fewer the bursts are short, too."""


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    asked = os.environ
    parser.add_argument("--sites", type=int, default=int(asked.get("SITES") or 100_000))
    parser.add_argument("--rounds", type=int, default=int(asked.get("ROUNDS") or 5))
    parser.add_argument("--seconds", type=int, default=int(asked.get("BURST") or 0), help="of one burst")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default=asked.get("DB") or "sqlite")
    parser.add_argument("--seed", type=int, default=1954)
    parser.add_argument(
        "--folder", type=Path, default=FOLDER, help="where data, packages and results are kept"
    )
    parser.add_argument(
        "--alone", action="store_true", help="without PostGraphile: neither Node.js nor npm is needed"
    )
    parser.add_argument("--only", default=",".join(QUESTIONS), help="some of the questions, by commas: q1,q3")
    parser.add_argument("--connections", type=int, nargs="+", default=CONNECTIONS, help="how many at once")
    parser.add_argument("--growth", action="store_true", help="1,000, 10,000 and 100,000 sites instead")
    found = parser.parse_args(arguments)
    found.folder = found.folder.resolve()
    found.seconds = found.seconds or (2 if found.rounds >= ENOUGH else 1)
    return found


def facts_of(asked: argparse.Namespace, made: Kept) -> dict[str, Any]:
    """What was measured, on what."""
    model = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": asked.db,
        **{name: getattr(asked, name) for name in ("sites", "rounds", "seconds", "seed")},
        "machine": f"{os.cpu_count()} x {model[0] if model else platform.machine()}, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "content": dict(made.facts),
    }


def measure(asked: argparse.Namespace) -> tuple[str, bytes, str, dict[str, Any]]:
    """Everything: the report in Markdown, all figures in JSON, a picture, and what the last line says."""
    made = kept(asked.sites, asked.seed, asked.folder)
    facts = facts_of(asked, made)
    room = made.folder / "run"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    with ExitStack() as opened:
        cluster = opened.enter_context(made.postgresql())
        url = cluster.url() if asked.db == "postgresql" else None
        with closing(Database(url or made.sqlite)) as database:
            known = Known.of(database)
        ours = opened.enter_context(servers.catalogue(made.data, url, room / "ours.log"))
        peer = None
        if not asked.alone:
            peer = opened.enter_context(servers.postgraphile(cluster, asked.folder, room / "peer.log"))
        questions = {key: QUESTIONS[key] for key in asked.only.split(",")}
        bench = Bench(
            ours, peer, known, room, asked.rounds, asked.seconds, questions, connections=asked.connections
        )
        bench.prepare()
        facts |= {"start_s": ours.start_s, "agreed_rows": bench.compare()}
        if peer is not None:
            print(f"The answers agree; rows compared: {facts['agreed_rows']}", flush=True)
        bare = opened.enter_context(servers.bare(bench.answers(), room / "bare.log"))
        facts["first_second"] = bench.warm()
        runs = bench.measure(bare)
        counted = totals.costs(bench)
    with ExitStack() as opened:
        facts["publish_ms"] = published(opened, made, is_sqlite=asked.db == "sqlite")
    shutil.rmtree(room)  # a line of the access log for each answer
    compared = report.lines(runs)
    said = report.summary(compared, bench.megabytes)
    began = report.first_second(facts["first_second"])
    text = "\n\n".join([told(facts), report.tables(compared), began, totals.table(counted)])
    title = f"New questions: times of PostGraphile 5 ({asked.sites:,} sites, {asked.db})"
    return text, report.stored(runs, facts, said), picture(compared, title), said


def published(opened: ExitStack, made: Kept, *, is_sqlite: bool) -> float:
    """Milliseconds of a publication, on a copy of the catalogue."""
    data = opened.enter_context(made.copied("changed"))
    url = None if is_sqlite else opened.enter_context(opened.enter_context(made.postgresql()).copy())
    server = opened.enter_context(servers.catalogue(data, url, made.folder / "run" / "changed.log"))
    return publications(server, data, url)


def told(facts: dict[str, Any]) -> str:
    """The facts in words."""
    content = facts["content"]
    return (
        f"## {facts['sites']} sites, {facts['database']}, {facts['at']}\n\n"
        f"{content['site']:.0f} sites, {content['surrogate']:.0f} surrogates, {content['designation']:.0f} designations; "
        f"{facts['rounds']} rounds of {facts['seconds']} s; {facts['machine']}; Python {facts['python']}.\n\n"
        f"Import {content['import_s']:.1f} s ({content['import_mb']:.0f} MB), start-up {facts['start_s']:.2f} s, "
        f"a publication {facts['publish_ms']:.0f} ms.\n\n"
        + "\n".join(f"- {question.key}: {question.title}" for question in QUESTIONS.values())
    )


def store(asked: argparse.Namespace, name: str, text: str, document: bytes, drawn: str | None = None) -> None:
    """Keep the report beside earlier ones, and print it."""
    results = asked.folder / "results"
    results.mkdir(parents=True, exist_ok=True)
    file = results / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{name}"
    file.with_suffix(".md").write_text(text + "\n", encoding="utf-8")
    file.with_suffix(".json").write_bytes(document)
    if drawn is not None:
        file.with_suffix(".svg").write_text(drawn, encoding="utf-8")
    print(f"\n{text}\n\nKept in {file}.md and .json", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, keep; the last line is JSON."""
    asked = options(arguments)
    brought("wrk", wrk)
    if asked.growth:
        grown = grow(asked.folder, asked.seed, asked.rounds, asked.seconds, is_sqlite=asked.db == "sqlite")
        said: dict[str, Any] = {"growth": grown.ratios, "rss_mb": round(grown.megabytes)}
        document = orjson.dumps(
            {"sizes": grown.sizes, "milliseconds": grown.milliseconds, "first": grown.first, **said}
        )
        store(asked, f"growth-{asked.db}", f"## Growth, {asked.db}\n\n{grown.table}", document)
    else:
        text, document, drawn, said = measure(asked)
        store(asked, f"{asked.sites}-{asked.db}", text, document, drawn)
    print(orjson.dumps(said).decode())


if __name__ == "__main__":
    main()
