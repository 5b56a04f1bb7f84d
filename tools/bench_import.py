"""Measures `catalog import` of many invented sites into an embedded catalogue: `make bench-import`.

Prints rows, seconds on the clock, CPU seconds and peak memory of the command as a person would run it,
start included. The catalogue is made in a temporary folder and thrown away.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.many_sites import write_many

CATALOG = (sys.executable, "-m", "web.cli", "--lang", "en")


def measure(count: int, seed: int, folder: Path) -> tuple[float, float, float]:
    """Seconds on the clock, CPU seconds and peak MB of one import of `count` sites."""
    table = write_many(folder / "sites.csv", count, seed)
    environment = {**os.environ, "DIENBIEN_DATA": str(folder / "data")}
    subprocess.run([*CATALOG, "place", "Mường Phăng"], env=environment, stdout=subprocess.DEVNULL, check=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [*CATALOG, "import", str(table)]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=True).stdout  # fmt: skip
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if f"{count} rows: {count} created" not in told:
        raise SystemExit(f"not every row came in: {told.strip()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, after.ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure once and print one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1954)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
        seconds, cpu, megabytes = measure(options.rows, options.seed, Path(folder))
    print(f"{options.rows} rows: {seconds:.1f} s wall, {cpu:.1f} s CPU, {megabytes:.0f} MB peak RSS")


if __name__ == "__main__":
    main()
